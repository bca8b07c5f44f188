"""What a heading says its part is about, by the phrases of `rules/headings.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from jdgen.model.rules import Part
from jdgen.rules import headings
from jdgen.rules.phrases import Phrases, spelled_out, words_in

_FILLERS = frozenset((
    "a", "an", "at", "for", "from", "in", "include", "includes", "is", "of", "on", "our", "the", "this", "to",
    "us", "we", "with", "you", "your",
))  # fmt: skip
_MOST_WORDS, _SHARE = 12, 0.6
"""A heading is known if a phrase covers this share of its words, fillers aside."""


@lru_cache(maxsize=4096)
def known_part(heading: str) -> Part | None:
    """Return the part that a heading opens, or None if its words are not known."""
    words = words_in(heading)
    if not words or len(words) > _MOST_WORDS or not _anchors().intersection(word.text for word in words):
        return None
    # Signs do not matter here, as in `Nice to have, not required`, nor whether `and` is written `&` or `/`.
    words = [word for word in words if word.text != "and"]
    plain = " ".join(word.text for word in words)
    best: tuple[int, int] = (0, 0)
    found: Part | None = None
    counted = sum(word.text not in _FILLERS for word in words)
    for match in _phrases().find(plain):
        spoken = match.text.split()
        covered = sum(word not in _FILLERS for word in spoken)
        part, open_words = match.value
        rank = (len(spoken) - open_words, covered)
        whole = len(spoken) == len(words)
        if rank > best and (whole or (counted and covered / counted >= _SHARE)):
            best, found = rank, part
    return found


@cache
def _phrases() -> Phrases[tuple[Part, int]]:
    # One value for all phrases of a part that leave as many words open: of these, the longest of those that overlap.
    values: dict[tuple[Part, int], tuple[Part, int]] = {}
    return Phrases((phrase, values.setdefault(value, value)) for phrase, value in _entries())


def _entries() -> Iterator[tuple[str, tuple[Part, int]]]:
    """Yield each phrase without its `and`, with its part and how many of its words it leaves open."""
    for heading in headings():
        for phrase in heading.phrases:
            words = [word for word in phrase.split() if word not in ("and", "[and]")]
            yield " ".join(words), (heading.part, words.count("_"))


@cache
def _anchors() -> frozenset[str]:
    """Return the first words of all phrases: a line without any of them is no known heading."""
    return frozenset(way[0] for phrase, _ in _entries() for way in spelled_out(phrase))
