"""Finds where a letter repeats the resume: long runs of the same words, or many short ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jdgen.checks.letter.rules import limit, problem, shown
from jdgen.documents.letter_reading import Background, LetterReading
from jdgen.documents.reading import Passage
from jdgen.errors import Problem
from jdgen.rules.phrases import Word, words_in

Gram = tuple[str, ...]
_FEWEST = 4
"""A share of fewer short runs than this says nothing: two sentences of one trade have some in common."""


class _Run(NamedTuple):
    """Words of a letter that stand in one highlight in the same order, from one word to before another."""

    first: int
    last: int


def echo(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield each passage that repeats highlights, once, at its longest run; the time grows with the words alone."""
    run, size = int(limit("resume.echo", "run")), int(limit("resume.echo", "gram"))
    highlights = [[word.text for word in words_in(text)] for text in background.highlights]
    long = frozenset(gram for words in highlights for gram in _grams(words, run))
    short = frozenset(gram for words in highlights for gram in _grams(words, size))
    for passage in reading.body if short else ():
        words = words_in(passage.text)
        longest = _longest(words, long, run)
        if longest:
            start, end = words[longest.first].start, words[longest.last - 1].end
            count = longest.last - longest.first
            said = f"{count} words in a row stand in the resume: {shown(passage.text[start:end])}"
            yield problem("resume.echo", said, passage.at(start))
        else:
            yield from _shared(passage, words, short, size)


def _grams(words: Sequence[str], size: int) -> Iterator[Gram]:
    return zip(*(words[offset:] for offset in range(size)), strict=False)


def _longest(words: list[Word], known: frozenset[Gram], size: int) -> _Run | None:
    """Return the longest run of which each piece of a size stands in one highlight."""
    best: _Run | None = None
    first = -1
    for place, gram in enumerate(_grams([word.text for word in words], size)):
        if gram not in known:
            first = -1
            continue
        first = place if first < 0 else first
        if best is None or place + size - first > best.last - best.first:
            best = _Run(first, place + size)
    return best


def _shared(passage: Passage, words: list[Word], known: frozenset[Gram], size: int) -> Iterator[Problem]:
    grams = list(_grams([word.text for word in words], size))
    same = [place for place, gram in enumerate(grams) if gram in known]
    if len(same) >= _FEWEST and len(same) > limit("resume.echo", "share") * len(grams):
        percent = 100 * len(same) / len(grams)
        first = words[same[0]]
        said = f"{percent:.0f} percent of the runs of {size} words here stand in the resume, such as "
        said += shown(passage.text[first.start : words[same[0] + size - 1].end])
        yield problem("resume.echo", said, passage.at(first.start))
