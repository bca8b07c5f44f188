"""House templates: Word files that somebody else made, checked, mended and filled; nothing of them runs as code."""
