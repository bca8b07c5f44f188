"""One line of a table before anybody knows what its columns mean, and the texts of values that are no texts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from jdgen.errors import Place

_EDGES = "".join((
    "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009",
    "\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
))  # fmt: skip
"""What nobody sees at the edges of a cell: all white space, and characters without a width."""
_SHOWN = 15
"""How many digits of a number a spreadsheet shows; what it stores beyond them is 0.30000000000000004."""


def trimmed(text: str) -> str:
    """Return a text without what nobody sees at its edges."""
    return text.strip() if text.isascii() else text.strip(_EDGES)


class Trouble(NamedTuple):
    """Why a cell has no value that could be used: what stands there, what is said behind its column, and a hint."""

    shown: str
    said: str
    hint: str


class Line(NamedTuple):
    """The texts of a row with their places, and what is wrong with some, by their indexes."""

    texts: list[str]
    places: list[Place]
    wrong: dict[int, Trouble]


NO_VALUE = Trouble(
    "", "is a formula that has no value yet", "open the file in a spreadsheet program, and save it there"
)


def failed(shown: str) -> Trouble:
    """Return what is wrong with a cell whose formula failed."""
    return Trouble(shown, f"is `{shown}`, a formula that failed", "write the value itself")


def number(value: float) -> str:
    """Return a number as a spreadsheet shows it, without separators and exponents: 150000.0 is `150000`."""
    return format(Decimal(format(value, f".{_SHOWN}g")), "f")


def percent(value: float) -> str:
    """Return a share as a percentage: 0.15 is `15%`."""
    return f"{number(value * 100)}%"


def day(value: date) -> str | Trouble:
    """Return a date; one with a time of day is a trouble."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.time() == time():
        return value.date().isoformat()
    shown = value.isoformat(" ", "minutes" if not value.second else "seconds")
    return Trouble(shown, f"is `{shown}`, a date with a time of day", "write the date alone")


def clock(value: time | timedelta) -> Trouble:
    """Return what is wrong with a time of day, or with a span of time: no value is one."""
    shown = value.isoformat("minutes" if not value.second else "seconds") if isinstance(value, time) else str(value)
    return Trouble(shown, f"is `{shown}`, a time of day", "format the column as text")
