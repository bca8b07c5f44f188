"""What is left in a PDF file from making it: comments, redactions, older versions, hidden layers, open prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.leftovers import leftovers
from jdgen.audit.files.pdf_file import PdfFile
from jdgen.audit.files.pdf_tags import annotated
from jdgen.audit.files.pdf_tree import Element, Tree
from jdgen.audit.files.pdf_words import Shown
from jdgen.errors import Problem, plural, printable

_COMMENTS = ("Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Ink", "FreeText")
_SAVED = re.compile(rb"startxref\s{1,9}(\d{1,12})")
_BLOCKS = frozenset((
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "BlockQuote", "TOCI",
    "Code",
))  # fmt: skip


def remains(file: PdfFile, tree: Tree, shown: list[Shown]) -> Iterator[Problem]:
    """Yield what should not leave the house with the file."""
    yield from _comments(file)
    yield from _redactions(file)
    yield from _versions(file)
    yield from _layers(file)
    yield from _previews(file)
    yield from _open(file, tree, shown)


def _comments(file: PdfFile) -> Iterator[Problem]:
    found: dict[int, list[str]] = {}
    for subtype in _COMMENTS:
        for page, _, one in annotated(file, subtype):
            found.setdefault(page.number, []).append(file.text(one, "/Contents"))
    for number, words in sorted(found.items()):
        first = next(filter(None, words), "")
        quoted = f": `{printable(' '.join(first.split()), 60)}`" if first else ""
        yield Problem(f"{plural(len(words), 'comment')} or mark{'' if len(words) == 1 else 's'} on this page{quoted}",
                      file.at(number), "delete them", "leftover.comments")  # fmt: skip


def _redactions(file: PdfFile) -> Iterator[Problem]:
    for number in sorted({page.number for page, _, _ in annotated(file, "Redact")}):
        yield Problem("something is marked to be blacked out, and is still there", file.at(number),
                      "apply the redactions", "leftover.redaction")  # fmt: skip


def _versions(file: PdfFile) -> Iterator[Problem]:
    # A file that is made to be shown while it loads has two tables; the first says that it begins at 0.
    saved = [match for match in _SAVED.finditer(file.data) if int(match[1])]
    older = len(saved) - 1
    if older > 0 and not file.pdf.is_linearized:
        yield Problem(f"holds {plural(older, 'older version')} of itself, with what was taken out since", file.at(),
                      "save it under another name, or print it anew to PDF", "metadata.versions")  # fmt: skip


def _layers(file: PdfFile) -> Iterator[Problem]:
    shown = file.entries(file.trailer, "/Root", "/OCProperties", "/D")
    groups = file.items(file.trailer, "/Root", "/OCProperties", "/OCGs")
    off = groups if file.name(shown, "/BaseState") == "OFF" else file.items(shown, "/OFF")
    on = [str(raw) for raw in file.items(shown, "/ON")] if file.name(shown, "/BaseState") == "OFF" else []
    hidden = [file.entries(raw) for raw in off if str(raw) not in on]
    if hidden:
        names = ", ".join(f"`{printable(file.text(one, '/Name') or 'without a name', 40)}`" for one in hidden[:3])
        yield Problem(f"{plural(len(hidden), 'layer')} that nobody sees at first: {names}", file.at(),
                      "delete the layer, or show it", "text.hidden")  # fmt: skip


def _previews(file: PdfFile) -> Iterator[Problem]:
    pages = [page.number for page in file.pages if "/Thumb" in page.entries]
    if pages:
        yield Problem("holds small pictures of its pages, which may show them as they were before", file.at(pages[0]),
                      "remove the thumbnails", "metadata.thumbnail")  # fmt: skip
    programs: list[Any] = [file.entries(file.trailer, "/Root", "/PieceInfo")]
    programs += [file.entries(page.entries, "/PieceInfo") for page in file.pages]
    names = sorted({key[1:] for one in programs for key in one})
    if names:
        listed = ", ".join(f"`{printable(name, 30)}`" for name in names[:3])
        yield Problem(f"holds data of the program that made it: {listed}", file.at(), "print it anew to PDF",
                      "metadata.custom")  # fmt: skip


def _open(file: PdfFile, tree: Tree, shown: list[Shown]) -> Iterator[Problem]:
    """Yield what is still to be filled in, paragraph by paragraph; each rule once for a paragraph and a page."""
    told: set[tuple[int, str, str]] = set()
    for number, words in _paragraphs(tree, shown):
        for rule, message, hint in leftovers(words):
            if (number, rule, message) not in told:
                told.add((number, rule, message))
                yield Problem(message, file.at(number), hint, rule)


def _paragraphs(tree: Tree, shown: list[Shown]) -> Iterator[tuple[int, str]]:
    pieces = {one.page.number: one.pieces for one in shown}
    known = set[tuple[int, int]]()
    blocks: dict[int, tuple[int, list[str]]] = {}
    for one in tree.elements:
        block = _block(one)
        if block is not None and one.marks:
            known.update(one.marks)
            words = [pieces.get(number, {}).get(mark, "") for number, mark in one.marks]
            blocks.setdefault(id(block), (one.page, []))[1].extend(words)
    for number, parts in blocks.values():
        yield number, " ".join(filter(None, parts))
    for page in shown:
        if page.words and not any(number == page.page.number for number, _ in known):
            yield page.page.number, page.words


def _block(element: Element) -> Element | None:
    one: Element | None = element
    while one and one.role not in _BLOCKS:
        one = one.parent
    return one
