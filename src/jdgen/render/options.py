"""What a renderer may be told beside the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from jdgen.documents.look import USUAL as USUAL_LOOK
from jdgen.documents.look import Look

Paper = Literal["a4", "letter"]


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
    lines of up to `width` characters; without it a paragraph is one line. Pages are set in the `look`;
    `pages` is a folder of somebody's own templates for HTML and PDF.
    """

    paper: Paper = "letter"
    large: bool = False
    fillable: bool = False
    width: int | None = None
    look: Look = USUAL_LOOK
    pages: str = ""
