"""Compiling a template: its tags become steps between pieces of XML, and nothing of it runs as code."""
