"""Opening a Word file that somebody else made: nothing hostile or damaged gets further."""
