"""What a renderer may be told beside the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Paper = Literal["a4", "letter"]
Design = Literal["matching", "plain"]


class LetterType(NamedTuple):
    """The type of a letter, in points."""

    size: float
    line: float
    gap: float
    """Between paragraphs."""
    above: float
    """Between the sender and the line below."""
    below: float
    """Between that line and the date."""


USUAL = LetterType(11, 16, 12, 10, 20)
"""The type of a letter that fits its page so."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The page that a document is set on.

    `large` sets nothing in less than 16 pt; `fillable` makes fields of what is filled in, in a PDF. Plain text has
    lines of up to `width` characters; without it a paragraph is one line. A `plain` design is black, with no lines
    and no tints; a `matching` one is that of the postings.
    """

    paper: Paper = "letter"
    large: bool = False
    fillable: bool = False
    width: int | None = None
    design: Design = "matching"
