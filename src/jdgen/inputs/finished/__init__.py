"""Finished texts, whoever wrote them: postings and letters in Word, HTML, Markdown and plain text."""
