"""The words of each document in their order: model in, one format-neutral tree out."""
