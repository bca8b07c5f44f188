"""Finished files, whoever made them: what in a Word, PDF or HTML file stops its readers, or says too much."""
