"""Places for finished files: a folder, or anything that has an address."""
