"""How a letter is set: in the usual type where that fits a page, in a closer one where it takes that to fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, takewhile
from math import ceil

from jdgen.documents.room import lines_of
from jdgen.documents.tree import Break, Document, Inlines, Paragraph, Run, Section
from jdgen.render.options import USUAL, LetterType, Paper

STEPS = (
    USUAL,
    LetterType(11, 15, 9, 8, 16),
    LetterType(11, 14.5, 8, 7, 14),
    LetterType(10.5, 14, 7, 7, 12),
    LetterType(10.5, 13.5, 6, 6, 10),
)
"""The usual type, and closer ones, each for letters that do not fit in the one before it."""
_ROOM = {"a4": (453.5, 700.0), "letter": (470.2, 650.2)}
"""The width and the height of a letter's text in points: the papers within margins of 25 mm."""
_HEAD = frozenset(("sender", "addressee", "sign-off", "enclosures"))
"""The parts whose lines are no paragraphs."""
_RESERVE = 4.0
"""Points that stay free, since another program may set the same words a little lower."""


def letter_type(document: Document, paper: Paper, *, large: bool = False) -> LetterType:
    """Return the first type in which a letter fits its page; where none does, the usual one."""
    if document.kind != "letter" or large:
        return USUAL
    held = tuple(_paragraphs(document))
    width, height = _ROOM[paper]
    return next((step for step in STEPS if _height(held, step, width) + _RESERVE <= height), USUAL)


def estimated_pages(document: Document, paper: Paper) -> int:
    """Return how many pages a letter takes by the widths of its letters; near an edge it may be one too many."""
    held = tuple(_paragraphs(document))
    width, height = _ROOM[paper]
    least = min(_height(held, step, width) for step in STEPS) + _RESERVE
    return 1 if least <= height else max(ceil(_height(held, USUAL, width) / height), 2)


def estimated_share(parts: Iterable[tuple[str, str]]) -> float:
    """Return how many pages a letter of anybody takes, set rather close, on the paper that holds more of it.

    `parts` are the names of its parts and their words; the lines of one part of its head stand close together.
    """
    held, step = list(parts), STEPS[1]
    starts = sum(one[0] != two[0] or one[0] not in _HEAD for one, two in pairwise(held))

    def share(width: float, height: float) -> float:
        lines = sum(lines_of((Run(words),), width / step.size) for _, words in held)
        return (lines * step.line + starts * step.gap) / height

    return min(share(*room) for room in _ROOM.values())


def with_name(inlines: Inlines) -> Inlines:
    """Return the lines of a sender with the first of them, the name, in bold."""
    name = tuple(takewhile(lambda inline: not isinstance(inline, Break), inlines))
    strong = (replace(inline, bold=True) if isinstance(inline, Run) else inline for inline in name)
    return (*strong, *inlines[len(name) :])


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for section in takewhile(_of_the_letter, document.sections):
        yield from (block for block in section.blocks if isinstance(block, Paragraph))


def _of_the_letter(section: Section) -> bool:
    """Return whether a section stands before what is on a page of its own, behind the letter."""
    return not section.new_page


def _height(held: tuple[Paragraph, ...], step: LetterType, width: float) -> float:
    lines = sum(lines_of(one.inlines, width / step.size) for one in held)
    gaps = sum(step.above + step.below if one.style == "sender" else step.gap for one in held[:-1])
    return lines * step.line + gaps
