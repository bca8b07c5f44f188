"""Archives of finished files, and one PDF of all."""
