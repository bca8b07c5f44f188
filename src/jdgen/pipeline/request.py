"""What is asked for, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jdgen.documents.facts import Record
from jdgen.documents.material import Material
from jdgen.documents.tree import Kind
from jdgen.errors import Problem
from jdgen.inputs.sources import Sources
from jdgen.inputs.templates import Templates
from jdgen.render import BOARDS
from jdgen.render.options import Paper


@dataclass(frozen=True, slots=True)
class Request:
    """Which documents to make, from what, in which formats; `date` is the one that is printed.

    It is `dated` if somebody asked for that date, and `settled` if somebody asked for that locale. `large`, `fillable`,
    `width` and `pages` are as in PageOptions. A `strict` one refuses ratings that want evidence and have none; a
    letter may have `most` characters as plain text, and to `finish` it makes it a final one if it may be sent.
    Of the formats for job boards a posting alone is made, and no draft. `templates` are Word files that documents are
    filled into, before those of the company.
    """

    documents: tuple[Kind, ...]
    formats: tuple[str, ...]
    sources: Sources
    date: date
    dated: bool = False
    locale: str = "en-US"
    settled: bool = False
    paper: Paper | None = None
    draft: bool = False
    large: bool = False
    fillable: bool = False
    strict: bool = False
    width: int | None = None
    most: int | None = None
    finish: bool = False
    pages: str = ""
    templates: Templates = field(default_factory=Templates)


class Output(NamedTuple):
    """One finished file: its document, its format, the facts it is named by, and its bytes."""

    document: str
    format: str
    record: Record
    data: bytes


@dataclass(slots=True)
class Result:
    """The finished files, what the user should know about them, and how long each step took in seconds.

    `material` is what they were made of.
    """

    material: Material
    outputs: list[Output] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    timings: list[tuple[str, float]] = field(default_factory=list)


def boards_of(request: Request) -> tuple[str, ...]:
    """Return the formats for job boards that a request makes."""
    return tuple(name for name in request.formats if name in BOARDS) if "posting" in request.documents else ()
