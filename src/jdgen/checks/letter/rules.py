"""What the checks of letters share: their numbers, their problems, and words outside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jdgen import rules
from jdgen.errors import Place, Problem, printable
from jdgen.rules.phrases import Phrases
from jdgen.rules.sentences import sentences

_SHOWN = 70
"""How many characters of a text a message quotes."""
_QUOTES = re.compile(r"“[^“”]{1,600}”|(?<![\w\"])\"[^\"]{1,600}\"(?!\w)|«[^«»]{1,600}»|„[^„“]{1,600}“")


def limit(rule: str, name: str) -> float:
    """Return a number of the test of a rule."""
    return rules.letters()[rule].limits[name]


def problem(rule: str, message: str, place: Place | None, hint: str = "") -> Problem:
    """Return a problem of a rule; without a hint of its own, it suggests what the rule does."""
    return Problem(message, place, hint or rules.letters()[rule].suggest, rule)


@cache
def phrases(rule: str) -> Phrases[str]:
    """Return the phrases of a rule."""
    return Phrases((phrase, rule) for phrase in rules.letters()[rule].phrases)


@cache
def excuses(rule: str) -> Phrases[str]:
    """Return the phrases that excuse what a rule finds."""
    return Phrases((phrase, rule) for phrase in rules.letters()[rule].unless)


def shown(text: str) -> str:
    """Return words of a text in quotation marks, shortened."""
    return f"“{printable(' '.join(text[:300].split()), _SHOWN)}”"


def unquoted(text: str) -> str:
    """Return a text of the same length in which what stands in quotation marks is periods."""
    return _QUOTES.sub(lambda found: "." * len(found.group()), text)


def without_quotes(text: str) -> str:
    """Return a text without what stands in quotation marks."""
    return _QUOTES.sub("", text)


def spoken(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text with their offsets; what stands in quotation marks is periods in them."""
    bare = unquoted(text)
    for start, sentence in sentences(text):
        # Leading white space is no part of a sentence that begins at its offset.
        yield start, bare[start : start + len(sentence)]
