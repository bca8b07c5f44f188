"""Filling a template: sections in its own styles, a finished file, and nothing lost."""
