"""Kits whose tables are wide or long: many interviewers, many stages, words longer than a column."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kits import ROLES, kit

from jdgen.documents.tree import Document
from jdgen.model.scores import Rating, Scores, Seat, Tally, tally

STAGES = ("screen", "design", "work-sample", "behavioral")
NAMES = (
    "Hiring manager screen", "System design interview", "Work sample", "Behavioral interview",
    "Leadership conversation", "Final presentation", "Architecture conversation", "Operations interview",
    "Communication exercise",
)  # fmt: skip
KEYS = ("design", "craft", "operations", "review", "influence", "quality")


def with_seats(count: int, role: str = ROLES[0]) -> Document:
    """Return the debrief of so many interviewers."""
    names = [f"Firstname Longname-{n}" for n in range(count)]
    held = {stage: tuple(names[n::4]) for n, stage in enumerate(STAGES)}
    return kit(role, parts=("debrief",), interviewers=held)


def with_stages(count: int) -> Document:
    """Return the loop plan of so many stages."""
    covers = [{KEYS[n % 6]: "primary", KEYS[(n + 1) % 6]: "second"} for n in range(count)]
    loop = [
        {"id": f"s{n}", "name": NAMES[n], "minutes": 60, "by": "staff engineer", "covers": covers[n]}
        for n in range(count)
    ]
    return kit(parts=("plan",), interview={"loop": loop})


WIDE: dict[str, Callable[[], Document]] = {
    **{f"{n} seats": partial(with_seats, n) for n in (4, 8, 20)},
    **{f"{n} stages": partial(with_stages, n) for n in (4, 7, 9)},
    "long names": partial(with_seats, 5, "system-analyst"),
    "all that was written": lambda: kit(parts=("debrief",), tally=lengthy()),
}


def lengthy() -> Tally:
    """Return a result with evidence that has words longer than a column, and more than a line."""
    seats = tuple(Seat(stage, f"Interviewer{'-' * (n % 2)}{'x' * 20 * n}") for n, stage in enumerate(STAGES))
    address = f"https://example.org/{'evidence' * 12}"
    texts = [address, "word " * 120, f"see {address}", ""]
    ratings = tuple(Rating(seat, key, 4, texts[n]) for n, seat in enumerate(seats) for key in KEYS[:2])
    return tally(Scores(seats, ratings), dict.fromkeys(KEYS[:2], 1), frozenset())
