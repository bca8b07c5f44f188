"""Reading a template as its author sees it: tags in the words of paragraphs, and where they stand."""
