"""What is always asked for, kept in `jdgen.toml`: found, read, checked, given to commands as defaults, and shown."""
