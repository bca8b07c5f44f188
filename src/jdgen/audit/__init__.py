"""From profiles, files and finished texts to findings: read, compose, check; nothing is written."""
