"""Pages of somebody's own templates, as HTML and PDF: nothing of a document is lost in them without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jdgen.documents.tree import Document, Section, plain
from jdgen.errors import Place, Problem, TemplateError, nearest
from jdgen.render import render

if TYPE_CHECKING:
    from jdgen.render.options import PageOptions

FORMATS = ("html", "pdf")
START = "page.html.j2"
_NOTE = re.compile(r"\{#[-+]?(.{0,2000}?)[-+]?#\}", re.DOTALL)
_HINTS = {
    "lost.title": "print `{{ words(document.title) }}` where it belongs",
    "lost.mark": "print `{{ words(document.subtitle) }}` below the title",
}
_KINDS = {"rubric": "kit"}
"""What a document is called, where that is another word."""


def rendered(document: Document, name: str, options: PageOptions, notices: list[Problem], *, draft: bool) -> bytes:
    """Return a document in a format, set from templates of somebody's own where there are any."""
    own = options.pages and name in FORMATS
    return _made(document, name, options, notices, draft=draft) if own else render(document, name, options)


def _made(document: Document, name: str, options: PageOptions, notices: list[Problem], *, draft: bool) -> bytes:
    """Return the page that the templates of `options.pages` make; raise TemplateError for what is lost in it.

    In a draft, that is a notice.
    """
    from jdgen.house.filling.arrived import Wanted, lost_of, mark_of
    from jdgen.render import limited

    page = limited.made(name, document, options)
    folder = Path(options.pages)
    place = Place((folder / START).as_posix())
    parts, must = _parts(document)
    left_out, problems = _left_out(folder, document, parts, must)
    wanted = Wanted(document.kind, plain(document.title), parts, left_out, must, mark_of(document))
    for problem in lost_of(wanted, page.words, place.source):
        hint = _HINTS.get(problem.rule) or "print each of `document.sections` as `page.html.j2` does, and hide none"
        part = next((part for part in parts if f"`{part}`" in problem.message), "")
        if part and part not in must:
            hint += f", or say `{{# leave out: {part} #}}` there"
        lacking = Problem(problem.message.replace("in the file", f"in the {name}"), place, hint, problem.rule)
        # defense pages.lost: what a document says is on the page that a template of somebody’s own makes
        (notices if draft else problems).append(lacking)
    if problems:
        raise TemplateError(problems)
    return page.data


def _parts(document: Document) -> tuple[Mapping[str, tuple[Section, ...]], Mapping[str, str]]:
    """Return the parts of a document by their ids, and those that none may leave out."""
    from jdgen.documents import contract

    if document.kind in contract.KINDS:
        return contract.sections(document), contract.must_show(document.kind)
    found: dict[str, tuple[Section, ...]] = {}
    for section in document.sections:
        part = section.id or "document"
        found[part] = (*found.get(part, ()), section)
    return found, {}


def _left_out(
    folder: Path, document: Document, parts: Mapping[str, object], must: Mapping[str, str]
) -> tuple[set[str], list[Problem]]:
    """Return the parts that the page leaves out on purpose, and what is wrong with that.

    One page is for all documents: what another of them has is no fault.
    """
    from jdgen.documents import contract
    from jdgen.render.owned import FILE_BYTES, inside

    text = (inside(folder, START, FILE_BYTES) or b"").decode("utf-8-sig", errors="replace")
    every = {*parts, *(name for kind in contract.KINDS for name in contract.section_names(kind))}
    problems: list[Problem] = []
    found: set[str] = set()
    for name, place in _notes(folder, text):
        # defense pages.must: a page cannot leave out what has to be shown
        if name in must:
            called = _KINDS.get(document.kind, document.kind)
            said = f"`leave out: {name}` is not possible: a {called} has to show {must[name]}"
            problems.append(Problem(said, place, f"take `{name}` out of the comment", "section.missing"))
        elif name not in every and document.kind in contract.KINDS:
            problems.append(Problem(f"unknown section `{name}`", place, nearest(name, every), "section.unknown"))
        else:
            found.add(name)
    return found, problems


def _notes(folder: Path, text: str) -> Iterator[tuple[str, Place]]:
    from jdgen.house.reading.tags import leaves_out

    for note in _NOTE.finditer(text):
        line = text.count("\n", 0, note.start()) + 1
        place = Place((folder / START).as_posix(), line, note.start() - text.rfind("\n", 0, note.start()))
        yield from ((name, place) for name in leaves_out(note[1].strip()) or ())
