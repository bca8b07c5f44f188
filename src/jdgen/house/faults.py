"""What is wrong with a house template, and where in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, Self

from jdgen.errors import Place, Problem, TemplateError, printable
from jdgen.house.checking.rules import RULES, Level

_WORDS = 60
_QUOTED = re.compile(r"`([^`]+)`")


class Spot(NamedTuple):
    """A place in a Word file as its readers know it.

    `where` and `number` print as `paragraph 12`, `table 2 row 3 cell 1`, `header paragraph 1`, `footnote 2`; those of
    the body are counted outside of tables, as people count them. `words` are those of the paragraph; `paragraph` counts
    all paragraphs of the body, for comments, and is 0 elsewhere.
    """

    part: str = ""
    where: str = ""
    number: int = 0
    words: str = ""
    paragraph: int = 0


class _Fault(NamedTuple):
    rule: str
    message: str
    spot: Spot | None = None
    hint: str = ""
    level: Level | Literal[""] = ""
    mendable: bool = False


class Fault(_Fault):
    """One thing that is wrong with a template: with an error it cannot be filled, with a warning it can.

    A notice is worth knowing, and nothing is wrong. The level is that of the rule. A `mendable` one is set right by
    `jdgen template check --fix`.
    """

    __slots__ = ()

    def __new__(cls, rule: str, message: str, *more: Any, **named: Any) -> Self:
        """Make a fault, with the level of its rule unless the place asks for another."""
        made = super().__new__(cls, rule, message, *more, **named)
        usual: Level = RULES[rule].level if rule in RULES else "error"
        return made if made.level else made._replace(level=usual)

    def problem(self, source: str) -> Problem:
        """Return the line that the user reads; it quotes the paragraph."""
        spot = self.spot
        if spot is None or not spot.where:
            return Problem(self.message, Place(source), self.hint, self.rule)
        quoted = f" in “{_around(spot.words, self.message)}”" if spot.words else ""
        place = Place(source, spot.number, unit=spot.where)
        return Problem(f"{self.message}{quoted}", place, self.hint, self.rule)


def refuse(faults: Iterable[Fault], source: str) -> None:
    """Raise TemplateError with every fault that keeps a template from being filled."""
    errors = [fault.problem(source) for fault in faults if fault.level == "error"]
    if errors:
        raise TemplateError(errors)


def _around(words: str, message: str) -> str:
    """Return the words of a paragraph, in a long one those around what a message names."""
    if len(words) <= _WORDS:
        return printable(words)
    named = (name.rstrip("…") for name in _QUOTED.findall(message))
    place, size = next(((words.find(name), len(name)) for name in named if name and name in words), (0, 0))
    room = _WORDS - 1
    start = 0 if place + size <= room else max(min(place - (room - size) // 2, len(words) - room, place), 0)
    shown = words[start : start + room]
    return f"{'…' if start else ''}{printable(shown)}{'…' if start + room < len(words) else ''}"
