"""Tables of openings: one row, the documents of one opening."""
