"""Text to model: files with positions, overrides on top, every problem at once."""
