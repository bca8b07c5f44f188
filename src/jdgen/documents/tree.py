"""The document tree: what a document says, in order, without a format.

A document is a title and sections; a section holds blocks; a block holds inlines. A node that says one sentence of
an input carries its id and the place where it was written, so that a check can point there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jdgen.documents.facts import Record
from jdgen.errors import Place


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one character style; a prompt or a missing value is marked as such in every format."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    role: Literal["", "prompt", "missing"] = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a block."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick by hand or by click; `label` names it for screen readers and is not printed.

    `field` names it in a form, here as in all that is filled in; a document has each name once.
    """

    label: str
    field: str = ""


Inline = Run | Break | Box
Inlines = tuple[Inline, ...]
_GAPS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `margin` is a short word set beside it (the name of a letter's move)."""

    inlines: Inlines
    style: Literal["", "lead", "question", "label", "small", "sender", "letter", "vote", "say"] = ""
    margin: str = ""
    id: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    inlines: Inlines
    id: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with signs or with numbers."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in a facts table; a wide one, which has several lines, takes a row of its own."""

    label: str
    inlines: Inlines
    place: Place | None = None
    field: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts table: two pairs to a row on a page, one to a line in text."""

    facts: tuple[Fact, ...]

    @property
    def rows(self) -> tuple[tuple[Fact, ...], ...]:
        """Return the facts as they stand on a page: two beside each other, or one over the whole width."""
        found: list[tuple[Fact, ...]] = []
        for fact in self.facts:
            if found and len(found[-1]) == 1 and not (fact.wide or found[-1][0].wide):
                found[-1] = (*found[-1], fact)
            else:
                found.append((fact,))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a strong cell is the column to compare with ("Meets")."""

    inlines: Inlines
    strong: bool = False
    id: str = ""
    place: Place | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; the first cell of each row names the row where `row_headers` is set.

    `widths` are shares of the text width in percent, one per column; the columns from place `middle` on are set in the
    middle. In a grid, an empty cell without a `field` is one that nobody fills in.
    """

    style: Literal["anchors", "scorecard", "plan", "ladder", "grid"]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    row_headers: bool = False
    middle: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on by hand, with a label before them."""

    count: int
    label: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of `Columns`: a label and its blocks."""

    label: str
    blocks: tuple[Paragraph | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Short texts side by side on a page, one after the other in text."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of their own: they count from 1, and say `name` before their number, as in `Design interview 2/3`."""

    name: str
    header: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a document; without a title it is set without a heading.

    `level` is 1 for a main part and 2 for a part of it. `new_page` starts it on a fresh page, `keep` asks that it
    stays on one, `attached` that it never stands alone on the last one, away from the section before it; `quiet` sets
    it in the small type of legal texts. A main part with a `sheet` begins pages of their own, which those after it
    share until the next one.
    """

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    new_page: bool = False
    keep: bool = False
    attached: bool = False
    quiet: bool = False
    sheet: Sheet | None = None


Block = Paragraph | Bullets | Facts | Table | Lines | Columns | Section


Kind = Literal["posting", "rubric", "letter", "guide", "ladder", "coverage"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `header` and `footer` are set on its pages; `date` is that of its making.

    A `landscape` document has its pages turned.
    """

    kind: Kind
    language: str
    title: Inlines
    subtitle: Inlines
    sections: tuple[Section, ...]
    header: str
    footer: str
    author: str
    subject: str
    date: date
    record: Record
    landscape: bool = False

    @property
    def name(self) -> str:
        """Return the title as plain words, for file properties and window titles."""
        return plain(self.title)


def sheets(document: Document) -> list[tuple[Sheet | None, tuple[Section, ...]]]:
    """Return the main parts by the pages that they share; a document without sheets has all on one run of pages."""
    found: list[tuple[Sheet | None, tuple[Section, ...]]] = []
    for section in document.sections:
        if section.sheet or not found:
            found.append((section.sheet, (section,)))
        else:
            sheet, before = found[-1]
            found[-1] = (sheet, (*before, section))
    return found


def plain(inlines: Inlines) -> str:
    """Return the words of the inlines; a break counts as a space, a box as nothing."""
    return "".join(i.text if isinstance(i, Run) else " " if isinstance(i, Break) else "" for i in inlines)


def in_one_line(text: str) -> str:
    """Return a text on one line; spaces of a kind of their own, such as those that hold words together, stay."""
    return _GAPS.sub(" ", text).strip(" ")


def blocks(document: Document) -> Iterator[Block]:
    """Yield every block of the document in reading order, sections before what they hold."""
    for section in document.sections:
        yield from _within(section)


def _within(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, Section):
        for inner in block.blocks:
            yield from _within(inner)


def texts(document: Document) -> Iterator[Inlines]:
    """Yield every run of words of the body in reading order: the one text that all formats print."""
    yield from (inlines for inlines in (document.title, document.subtitle) if inlines)
    for section in document.sections:
        yield from texts_of(section)


def texts_of(section: Section) -> Iterator[Inlines]:
    """Yield every run of words of a section in reading order."""
    for block in _within(section):
        yield from words_of(block)


def words_of(block: Block) -> Iterator[Inlines]:
    """Yield the words of one block in reading order; of a section only its title."""
    match block:
        case Section(title=title) if title:
            yield title
        case Paragraph(inlines=inlines, margin=margin):
            yield from (_label(margin), inlines) if margin else (inlines,)
        case Bullets(items=items):
            yield from (item.inlines for item in items)
        case Facts(facts=facts):
            yield from (part for fact in facts for part in (_label(fact.label), fact.inlines))
        case Table(header=header, rows=rows):
            yield from (cell.inlines for row in (header, *rows) for cell in row)
        case Lines(label=label) if label:
            yield _label(label)
        case Columns(columns=columns):
            for column in columns:
                yield _label(column.label)
                yield from (part for inner in column.blocks for part in words_of(inner))


def _label(words: str) -> Inlines:
    return (Run(words),)
