"""Finds phrases in a text, word by word: no pattern language, so that no text can make the search slow.

A phrase is words in lower case with one space between them. `a/b` stands for either word, `[the]` for one that may be
missing, `manag*` for a word that begins so, `_` for any one word. Between the words of a phrase a text may have white
space, hyphens, slashes, brackets and quotation marks, but no sign that ends a sentence or a part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APART = re.compile(r"[^\s\-‐‑–—/()\[\]\"“”'‘’«»*_&+]")
"""A sign between two words over which no phrase reaches."""


class Word(NamedTuple):
    """One word of a text in lower case; `apart` is true where no phrase reaches from the word before to it."""

    text: str
    start: int
    end: int
    apart: bool


class Match(NamedTuple, Generic[Value]):
    """Where a phrase stands in a text, the words as the text has them, and what the phrase stands for."""

    start: int
    end: int
    text: str
    value: Value


def words_in(text: str) -> list[Word]:
    """Return the words of a text in order; hyphens divide words, apostrophes do not."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, gap = match.start(), text[end : match.start()]
        end = match.end()
        found.append(Word(match[0].lower().replace("’", "'"), start, end, gap != " " and bool(_APART.search(gap))))
    return found


def spelled_out(phrase: str) -> list[tuple[str, ...]]:
    """Return each way to read a phrase with its `a/b` and `[the]`, as its words."""
    ways = []
    for word in phrase.replace("-", " ").split():
        optional = word.startswith("[") and word.endswith("]")
        ways.append([*word.strip("[]").split("/"), *([""] if optional else [])])
    return [tuple(filter(None, way)) for way in product(*ways)]


class Phrases(Generic[Value]):
    """Phrases, and for each what it stands for; `unless` are phrases in which those of the same value do not count."""

    def __init__(self, phrases: Iterable[tuple[str, Value]], unless: Iterable[tuple[str, Value]] = ()) -> None:
        self._found = _Index(phrases)
        self._spared = _Index(unless)

    def find(self, text: str, words: list[Word] | None = None) -> list[Match[Value]]:
        """Return what is found, in order; of phrases of one value that overlap, the first and longest.

        `words` are those of the text, for a caller that has them already.
        """
        words = words_in(text) if words is None else words
        spared: dict[int, list[tuple[int, int]]] = {}
        for start, end, value in self._spared.matches(words):
            spared.setdefault(id(value), []).append((start, end))
        found: list[Match[Value]] = []
        reached: dict[int, int] = {}
        for start, end, value in self._found.matches(words):
            covered = any(first <= start and end <= last for first, last in spared.get(id(value), ()))
            if not covered and start >= reached.get(id(value), -1):
                reached[id(value)] = end
                found.append(Match(start, end, text[start:end], value))
        return found


class _Index(Generic[Value]):
    """Phrases by their first words."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases:
            for first, *rest in spelled_out(phrase):
                if first == "_":
                    raise ValueError(f"a phrase begins with a word of its own: {phrase!r}")
                index = self._stems if first.endswith("*") else self._exact
                index.setdefault(first.rstrip("*"), []).append((tuple(rest), value))
        for held in (*self._exact.values(), *self._stems.values()):
            held.sort(key=lambda entry: -len(entry[0]))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def matches(self, words: list[Word]) -> Iterator[tuple[int, int, Value]]:
        """Yield the start, the end and the value of each phrase, the longer ones of a word first."""
        for place, word in enumerate(words):
            entries = self._exact.get(word.text, [])
            for length in self._lengths:
                entries = [*entries, *self._stems.get(word.text[:length], ())] if length <= len(word.text) else entries
            for rest, value in entries:
                last = place + len(rest)
                if last < len(words) and all(
                    _fits(words[place + step], wanted) for step, wanted in enumerate(rest, start=1)
                ):
                    yield word.start, words[last].end, value


def _fits(word: Word, wanted: str) -> bool:
    if word.apart:
        return False
    if wanted.endswith("*"):
        return word.text.startswith(wanted[:-1])
    return wanted in ("_", word.text)
