"""What is counted in a finished text, as a table for people and as data for programs."""

from __future__ import annotations

from typing import Any

import click

from jdgen.checks.measures import Coded, PartMeasures, measures
from jdgen.documents.reading import Reading
from jdgen.errors import plural, printable

_WIDEST = 28
"""How many characters of the heading of a part are shown."""
_HEAD = ("part", "words", "sentences", "grade", "ease", "longest")


def words(reading: Reading) -> int:
    """Return how many words a posting has, its legal part left out."""
    return measures(reading).words


def as_table(reading: Reading) -> None:
    """Print what is counted in a posting, part by part, and the words that a study calls coded."""
    counted = measures(reading)
    rows = [_HEAD, *(_row(part) for part in counted.parts)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    source = f"{reading.place}: " if reading.place else ""
    said = f"{counted.words:,} words, {plural(counted.sentences, 'sentence')}, {counted.bulleted:.0f} % in lists"
    click.echo(f"{source}{said}; grade {counted.grade:.1f}, reading ease {counted.ease:.0f}")
    for name, *numbers in rows:
        aligned = "  ".join(f"{number:>{width}}" for number, width in zip(numbers, wide[1:], strict=True))
        click.echo(f"  {name:<{wide[0]}}  {aligned}")
    for name, coded in (("masculine", counted.masculine), ("feminine", counted.feminine)):
        click.echo(f"  {name}-coded: {_coded(coded)}")


def as_data(reading: Reading) -> dict[str, Any]:
    """Return what is counted in a posting; numbers are rounded as people read them."""
    counted = measures(reading)
    return {
        "file": reading.place.source if reading.place else None,
        "words": counted.words,
        "sentences": counted.sentences,
        "grade": round(counted.grade, 1),
        "reading_ease": round(counted.ease, 1),
        "percent_in_lists": round(counted.bulleted, 1),
        "parts": [_part(part) for part in counted.parts],
        "gender_coded": {
            name: {"count": coded.count, "percent": round(coded.percent, 2), "words": dict(coded.words)}
            for name, coded in (("masculine", counted.masculine), ("feminine", counted.feminine))
        },
    }


def _part(part: PartMeasures) -> dict[str, Any]:
    place = part.longest.place
    return {
        "part": part.part or None,
        "heading": part.heading or None,
        "words": part.words,
        "sentences": part.sentences,
        "grade": round(part.grade, 1),
        "reading_ease": round(part.ease, 1),
        "longest_sentence": {
            "words": part.longest.words,
            "text": part.longest.text,
            "line": place.line if place else None,
            "unit": (place.unit or "line") if place else None,
        },
    }


def _row(part: PartMeasures) -> tuple[str, ...]:
    name = part.part or printable(part.heading, _WIDEST) or "before any heading"
    numbers = (part.words, part.sentences, f"{part.grade:.1f}", f"{part.ease:.0f}", part.longest.words)
    return (name, *map(str, numbers))


def _coded(coded: Coded) -> str:
    if not coded.count:
        return "none"
    shown = ", ".join(f"{printable(word, 40)} {count}" for word, count in coded.words)
    return f"{plural(coded.count, 'word')}, {coded.percent:.1f} % ({shown})"
