"""Values set into a YAML text and taken out again, with every other byte as it was."""
