"""What a renderer may be told beside the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The page that a document is set on."""

    paper: Paper = "letter"
