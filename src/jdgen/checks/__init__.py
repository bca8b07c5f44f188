"""Opinions on what is written, as lists of problems; a check never stops anything by itself."""
