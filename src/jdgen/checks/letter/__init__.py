"""Opinions on letters, ours and anybody's."""
