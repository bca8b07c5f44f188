"""Dates of a JSON Resume: as its schema writes them, and as people and builders write them without a doubt."""

from __future__ import annotations

import re

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_CLOCK = re.compile(r"[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_NAMED = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})", re.ASCII)
_PRESENT = frozenset((
    "present", "current", "currently", "now", "today", "ongoing", "to date", "to present",
    # German, Polish, French, Spanish, Italian, Dutch, Portuguese.
    "heute", "bis heute", "aktuell", "obecnie", "do teraz", "nadal", "aujourd'hui", "à ce jour", "actualidad",
    "actualmente", "presente", "oggi", "heden", "atual", "atualmente",
))  # fmt: skip
"""What stands for the end of a job that goes on."""


def read(text: str) -> str | None:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, or None where it is not clear which one is meant.

    Read are the three forms themselves, those with a time behind them, and `May 2020`.
    """
    if _DATE.fullmatch(text):
        return text
    day = text[:10]
    if len(day) == len("YYYY-MM-DD") and _DATE.fullmatch(day) and _CLOCK.fullmatch(text[10:]):
        return day
    named = _NAMED.fullmatch(text)
    month = _month(named["month"]) if named else None
    return f"{named['year']}-{month:02d}" if named and month else None


def goes_on(text: str) -> bool:
    """Return whether a text says that a job has no end yet."""
    return text.casefold().strip(" .()").replace("’", "'") in _PRESENT


def hint(text: str) -> str:
    """Return how to write a date that is nearly one."""
    found = _YEAR_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if found and 1 <= int(found["month"]) <= len(_MONTHS):
        return f"write {found['year']}-{int(found['month']):02d}"
    return ""


def month_of(day: str) -> int:
    """Return the month of a date that was read, counted from year 0."""
    year, _, rest = day.partition("-")
    return int(year) * 12 + int(rest[:2] or 1) - 1


def is_after(one: str, other: str) -> bool:
    """Return whether a date is after another, as far as both are given."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def _month(word: str) -> int | None:
    heard = word.lower()
    heard = "sep" if heard == "sept" else heard
    return next((number for number, name in enumerate(_MONTHS, 1) if heard in (name, name[:3])), None)
