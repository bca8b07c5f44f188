"""What a batch has made, in SQLite."""
