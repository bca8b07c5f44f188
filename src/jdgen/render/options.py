"""What a renderer may be told beside the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The page that a document is set on.

    `large` sets nothing in less than 16 pt; `fillable` makes fields of what is filled in, in a PDF. Plain text has
    lines of up to `width` characters; without it a paragraph is one line.
    """

    paper: Paper = "letter"
    large: bool = False
    fillable: bool = False
    width: int | None = None
