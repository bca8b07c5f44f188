"""A table of rows to files: planned, made by workers, placed by one process, and remembered in a journal."""
