"""Finds phrases in a text, word by word: no pattern language, so that no text can make the search slow.

A phrase is words in lower case with one space between them. `a/b` stands for either word, `[the]` for one that may be
missing, `manag*` for a word that begins so, `_` for any one word. Between the words of a phrase a text may have white
space, hyphens, slashes, brackets and quotation marks, but no sign that ends a sentence or a part of one; where the
phrase has a comma, so may the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+){0,2})")
_new = tuple.__new__
_APART = re.compile(r"[^\s\-‐‑–—/()\[\]\"“”'‘’«»*_&+]")
"""A sign between two words over which no phrase reaches."""


class Word(NamedTuple):
    """One word of a text in lower case; `apart` is true where no phrase reaches from the word before to it.

    `comma` is true where a comma alone keeps them apart.
    """

    text: str
    start: int
    end: int
    apart: bool
    comma: bool = False


class Match(NamedTuple, Generic[Value]):
    """Where a phrase stands in a text, the words as the text has them, and what the phrase stands for."""

    start: int
    end: int
    text: str
    value: Value


def words_in(text: str) -> list[Word]:
    """Return the words of a text in order; hyphens divide words, apostrophes do not."""
    found: list[Word] = []
    gaps = {" ": (False, False), ", ": (True, True)}
    end = 0
    pieces = _WORD.split(text)
    for gap, word in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(gap)
        end = start + len(word)
        known = gaps.get(gap)
        if known is None:
            known = gaps[gap] = (bool(_APART.search(gap)), False)
        # A line may have so many words that the naming of their fields is what takes the time.
        found.append(_new(Word, (word.lower().replace("’", "'"), start, end, *known)))
    return found


def spelled_out(phrase: str) -> list[tuple[str, ...]]:
    """Return each way to read a phrase with its `a/b` and `[the]`, as its words; commas stay behind their words."""
    ways = []
    for word in phrase.replace("-", " ").split():
        comma = "," if word.endswith(",") else ""
        optional = word.startswith("[") and word.rstrip(",").endswith("]")
        choices = [choice + comma for choice in word.rstrip(",").strip("[]").split("/")]
        ways.append([*choices, *([comma] if optional else [])])
    return [_joined(way) for way in product(*ways)]


def _joined(way: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a way, with the comma of one that is missing behind the word before it."""
    found: list[str] = []
    for word in way:
        if word == "," and found:
            found[-1] = found[-1].rstrip(",") + ","
        elif word.strip(","):
            found.append(word)
    return tuple(found)


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
        spared: dict[int, _Spared] = {}
        for start, end, value in self._spared.matches(words):
            spared.setdefault(id(value), _Spared()).add(start, end)
        found: list[Match[Value]] = []
        reached: dict[int, int] = {}
        for start, end, value in self._found.matches(words):
            fine = spared.get(id(value))
            if start >= reached.get(id(value), -1) and not (fine and fine.holds(start, end)):
                reached[id(value)] = end
                found.append(Match(start, end, text[start:end], value))
        return found


class _Spared:
    """Spans that are no finding, in the order of their starts."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Add a span that starts no earlier than those before it."""
        self._starts.append(start)
        self._furthest.append(max(end, self._furthest[-1] if self._furthest else 0))

    def holds(self, start: int, end: int) -> bool:
        """Return true if one of the spans holds all from `start` to `end`."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end


class _Node(Generic[Value]):
    """Where a phrase has come to: what ends here, and which words may follow, `listed` also behind a comma."""

    __slots__ = ("ends", "listed", "stems", "words")

    def __init__(self) -> None:
        self.ends: list[Value] = []
        self.words: dict[str, _Node[Value]] = {}
        self.stems: dict[str, _Node[Value]] = {}
        self.listed: _Node[Value] | None = None

    def add(self, words: tuple[str, ...], value: Value) -> None:
        """Add a phrase that goes on with the words."""
        node = self
        for word in words:
            bare = word.rstrip(",")
            held = node.stems if bare == "_" or bare.endswith("*") else node.words
            node = held.setdefault(bare.rstrip("_*"), _Node())
            if word != bare:
                node.listed = node.listed or _Node()
                node = node.listed
        node.ends.append(value)

    def following(self, word: str) -> list[_Node[Value]]:
        """Return where a word leads to."""
        found = [self.words[word]] if word in self.words else []
        return found + [node for stem, node in self.stems.items() if word.startswith(stem)] if self.stems else found


_Start = tuple[list[_Node[Value]], frozenset[str] | None]
_NOTHING: tuple[list[Any], frozenset[str]] = ([], frozenset())


class _Index(Generic[Value]):
    """Phrases as a tree of their words, so that a word of a text is looked up and not compared."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._root: _Node[Value] = _Node()
        for phrase, value in phrases:
            for words in spelled_out(phrase):
                if words[0].rstrip(",") == "_":
                    raise ValueError(f"a phrase begins with a word of its own: {phrase!r}")
                self._root.add(words, value)

    def matches(self, words: list[Word]) -> Iterator[tuple[int, int, Value]]:
        """Yield the start, the end and the value of each phrase, the longer ones of a word first."""
        known: dict[str, _Start[Value]] = {}
        for place, word in enumerate(words):
            start = known.get(word.text)
            if start is None:
                nodes = self._root.following(word.text)
                start = known[word.text] = (nodes, _second(nodes)) if nodes else _NOTHING
            nodes, second = start
            if second is None or (second and place + 1 < len(words) and words[place + 1].text in second):
                for last, value in _from(nodes, words, place):
                    yield word.start, words[last].end, value


def _second(nodes: list[_Node[Value]]) -> frozenset[str] | None:
    """Return the words that must follow the first ones of phrases, or None where it takes a closer look."""
    if any(node.ends or node.stems or node.listed for node in nodes):
        return None
    return frozenset(word for node in nodes for word in node.words)


def _from(nodes: list[_Node[Value]], words: list[Word], place: int) -> list[tuple[int, Value]]:
    """Return the last word and the value of each phrase whose first word leads to the nodes, the longest first."""
    found: list[tuple[int, Value]] = []
    while nodes:
        found.extend((place, value) for node in nodes for value in _ends(node))
        place += 1
        if place == len(words):
            break
        nodes = [follower for node in nodes for follower in _steps(node, words[place])]
    return found[::-1]


def _ends(node: _Node[Value]) -> list[Value]:
    return node.ends if node.listed is None else [*node.ends, *node.listed.ends]


def _steps(node: _Node[Value], word: Word) -> list[_Node[Value]]:
    found = [] if word.apart else node.following(word.text)
    if node.listed is not None and (not word.apart or word.comma):
        found = [*found, *node.listed.following(word.text)]
    return found
