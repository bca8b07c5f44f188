"""Finds statements in a text: sentences that say a thing, and not its opposite."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from jdgen import rules
from jdgen.rules.phrases import Match, Phrases, Word, words_in

_SENTENCE = re.compile(r"[.!?;][\"”’)]?\s{1,4}(?=[\"“‘(]?[A-Z])|[;\n]")
"""Where a sentence ends; `St. Louis` is cut in two, which no statement minds."""
_NOT = frozenset((
    "no", "not", "never", "without", "neither", "nor", "don't", "doesn't", "won't", "cannot", "can't", "isn't",
    "aren't", "needn't",
))  # fmt: skip
_REFUSING = frozenset((
    "refuse", "refuses", "decline", "declines", "unable", "unwilling", "fail", "fails", "rarely", "hardly", "barely",
    "exclude", "excludes", "excluding", "except", "reject", "rejects", "nobody", "none", "only", "unless",
))  # fmt: skip
"""Words by which a statement is none, though they need not turn other phrases round."""
_NEXT = frozenset(("and", "but", "so", "while", "because", "who", "that"))
"""Words behind which another clause begins."""
_REACH = 6
"""How many words before a phrase may turn it round."""
_OF_STATEMENT = 10
"""The same of a statement, whose clause is longer: `no applicant with such a record will ever be considered`."""


def turned_round(match: Match[str], words: Sequence[Word]) -> bool:
    """Return whether a `not` or its like stands before a phrase, in the same clause."""
    place = bisect_left(words, match.start, key=lambda word: word.start)
    for before in range(place, max(place - _REACH, 0), -1):
        if words[before].apart:
            return False
        if words[before - 1].text in _NOT:
            return True
    return False


def states(text: str, name: str, words: list[Word] | None = None) -> bool:
    """Return whether a sentence of a text makes a statement, in our words or in others, and does not say no to it.

    `words` are those of the text, for a caller that has them already.
    """
    said, _ = _phrases(name)
    return bool(said.find(text, words)) and any(_in_sentence(sentence, name) for sentence in _SENTENCE.split(text))


def _in_sentence(sentence: str, name: str) -> bool:
    said, beside = _phrases(name)
    words = words_in(sentence)
    found = said.find(sentence, words)
    others = found if beside is None else beside.find(sentence, words)
    # The `without` of `without regard to` is part of the statement.
    own = [(match.start, match.end) for match in others]
    return bool(found and others) and not any(_refused(match.start, words, own) for match in (*found, *others))


def _refused(start: int, words: Sequence[Word], own: Sequence[tuple[int, int]]) -> bool:
    place = bisect_left(words, start, key=lambda word: word.start)
    for before in range(place, max(place - _OF_STATEMENT, 0), -1):
        word = words[before - 1]
        if words[before].apart or word.text in _NEXT:
            return False
        inside = any(first <= word.start < last for first, last in own)
        # defense law.denied: a sentence that says no to a statement makes none
        if not inside and (word.text in _NOT or word.text in _REFUSING):
            return True
    return False


@cache
def _phrases(name: str) -> tuple[Phrases[str], Phrases[str] | None]:
    """Return the phrases of a statement, and those that stand beside them where they alone are not enough."""
    statement = rules.statements()[name]
    beside = Phrases(((phrase, name) for phrase in statement.beside), ((phrase, name) for phrase in statement.unless))
    return Phrases((phrase, name) for phrase in statement.phrases), beside if statement.beside else None
