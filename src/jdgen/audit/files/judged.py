"""What is found in one finished file, and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from jdgen.errors import Place, Problem

Kind = Literal["docx", "pdf", "html"]


class Link(NamedTuple):
    """An address in a file, where it stands, and the words that lead to it."""

    address: str
    place: Place
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One file: its faults, and what its readers can learn from it beside its words."""

    path: str
    kind: Kind
    faults: tuple[Problem, ...] = ()
    """Each under one of the rules of `audit.files.rules`, in the order of the file."""
    links: tuple[Link, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    """What the file says of itself: title, author, created, changed by, program, language, each with its value."""
    unjudged: tuple[str, ...] = ()
    """What was not judged, since an outside program is missing: which one, for what, and what to type."""
