"""Tells whether a finished text is English, the one language that rules of words and structure are for."""

from __future__ import annotations

import re

from jdgen.documents.reading import Reading
from jdgen.errors import Problem

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 40
"""From how many words on the language of a text can be told."""
_SHARE = 0.08
"""The share of words below which a text is not English; English ones have a fifth to a third."""
_COMMON = frozenset((
    "a", "all", "and", "are", "as", "at", "be", "by", "can", "for", "from", "have", "if", "is", "it", "not", "of", "on",
    "or", "our", "that", "the", "their", "this", "to", "we", "what", "who", "will", "with", "you", "your",
))  # fmt: skip
"""Words that every English text is full of, and that other languages hardly have; `in` and `so` are German too."""
_HEADINGS = 2
"""How many headings that are known show a text to be English, however terse it is."""


def reads_as_english(reading: Reading) -> bool:
    """Return whether a text is English, by its headings and its smallest words; a short one counts as it."""
    known = {passage.part for passage in reading.passages if passage.kind == "heading" and passage.part}
    words = [word for passage in reading.passages for word in _WORD.findall(passage.text.lower())]
    common = sum(word in _COMMON for word in words)
    # defense english.texts: a text in another language is not judged by rules for English
    return len(known) >= _HEADINGS or len(words) < _FEWEST or common >= len(words) * _SHARE


def foreign(reading: Reading) -> Problem:
    """Return that a text is in another language, so that its words and its structure are not checked."""
    said = "the text does not read as English, the one language whose words and structure are checked"
    return Problem(said, reading.place, "check its English version", "text.language")
