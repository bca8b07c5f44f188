"""The conversation that fills a letter."""
