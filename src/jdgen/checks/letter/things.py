"""Tells names of places, days, persons and tools from those of companies."""

from __future__ import annotations

from functools import cache

from jdgen import rules
from jdgen.checks.letter.numbers import MONTHS
from jdgen.model.jurisdictions import places_named
from jdgen.rules.phrases import words_in

DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
"""The days of a week."""
_TITLED = frozenset(("dr", "mr", "mrs", "ms", "mx", "prof", "professor", "judge", "chef", "sir", "rev", "captain"))
_TOWNS = frozenset((
    "san", "santa", "los", "las", "el", "fort", "salt", "port", "mount", "new", "st", "saint", "north", "south", "east",
    "west", "greater", "central", "downtown", "upper", "lower",
))  # fmt: skip
"""First words of towns: two words that begin so are a place as a rule."""


def is_thing(name: str) -> bool:
    """Return whether a name is that of a place, a day, a person with a title or a tool, and of no company."""
    words = [word.text for word in words_in(name)]
    if not words or words[0] in _TITLED or words[0] in MONTHS or words[0] in DAYS or " ".join(words) in tools():
        return True
    return (words[0] in _TOWNS and len(words) <= 2) or bool(places_named(name))


@cache
def tools() -> frozenset[str]:
    """Return the names of tools and methods, in small letters."""
    named = (str(name) for one in rules.skills() for name in one.names)
    return frozenset(" ".join(word.text for word in words_in(name)) for name in named)
