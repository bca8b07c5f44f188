"""A posting as its readers meet it: passages in order, each with what it is, what part it stands in, and its place.

Both our own document tree and any finished text (Word, HTML, Markdown, plain) become a `Reading`, so that the checks of
structure and of language are one set for both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from jdgen.documents.tree import (
    Block,
    Bullets,
    Columns,
    Document,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Section,
    Table,
    plain,
)
from jdgen.errors import Place
from jdgen.model.rules import Part

Kind = Literal["title", "subtitle", "heading", "label", "paragraph", "bullet", "fact"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One title, heading, paragraph, list entry or fact, as plain words with single spaces.

    `marks` say where pieces of the text stand in the source, as (offset in the text, line, column): what lies behind a
    mark is on its line, up to the next one. Without marks, all of it stands at `place`. A fact is `label: value`;
    `number` counts the passages of a reading from 0.
    """

    kind: Kind
    text: str
    part: Part = ""
    place: Place | None = None
    marks: tuple[tuple[int, int, int], ...] = ()
    number: int = 0

    def at(self, offset: int) -> Place | None:
        """Return where the character at an offset of the text stands."""
        if not self.marks or self.place is None:
            return self.place
        start, line, column = self.marks[max(bisect_right(self.marks, (offset, 1 << 60)) - 1, 0)]
        return self.place._replace(line=line, column=column + max(offset - start, 0))


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages of one posting, and what is known beside them.

    `place` is where a thing that is missing belongs; `whole` is false for a posting made of a role alone, which cannot
    hold what an opening brings. `company` is the name of the employer, if it is known for sure, `places` the ids of the
    places where the posting hires, empty if nobody said.
    """

    passages: tuple[Passage, ...]
    place: Place | None = None
    company: str = ""
    places: tuple[str, ...] = ()
    whole: bool = True
    language: str = "en"

    def of(self, *parts: Part) -> Iterator[Passage]:
        """Yield the passages of the named parts, headings aside."""
        return (passage for passage in self.passages if passage.part in parts and passage.kind != "heading")

    @property
    def title(self) -> Passage | None:
        """Return the title, if there is one."""
        return next((passage for passage in self.passages if passage.kind == "title"), None)


def reading(
    document: Document,
    *,
    place: Place | None = None,
    company: str = "",
    places: tuple[str, ...] = (),
    whole: bool = True,
) -> Reading:
    """Return a document of ours as its readers meet it; what a node says has the node's place."""
    found = [Passage("title", _words(document.title)), Passage("subtitle", _words(document.subtitle))]
    for section in document.sections:
        found.extend(_in_section(section, _part(section.id)))
    passages = numbered(passage for passage in found if passage.text)
    return Reading(passages, place, company, places, whole, document.language.partition("-")[0])


def numbered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages, each with its number."""
    return tuple(replace(passage, number=number) for number, passage in enumerate(passages))


def _part(identity: str) -> Part:
    """Return the part that a section of a posting is: its id; a section with another id is of an unknown one."""
    return next((part for part in get_args(Part) if part == identity), "")


def _in_section(section: Section, part: Part) -> Iterator[Passage]:
    yield Passage("heading", _words(section.title), part)
    for block in section.blocks:
        # A part of a section belongs to what the section is about, if it does not say more itself.
        inner = _in_section(block, _part(block.id) or part) if isinstance(block, Section) else in_block(block, part)
        yield from inner


def in_block(block: Block, part: Part) -> Iterator[Passage]:
    """Yield what a block says, as its readers meet it."""
    match block:
        case Paragraph(margin=margin, style=style):
            yield Passage("label", margin, part)
            yield Passage("label" if style == "label" else "paragraph", _words(block.inlines), part, block.place)
        case Bullets(items=items):
            yield from (Passage("bullet", _words(item.inlines), part, item.place) for item in items)
        case Facts(facts=facts):
            yield from (Passage("fact", f"{f.label}: {_words(f.inlines)}", part, f.place) for f in facts if f.inlines)
        case Table(header=header, rows=rows):
            cells = (cell for row in (header, *rows) for cell in row)
            yield from (Passage("paragraph", _words(cell.inlines), part, cell.place) for cell in cells)
        case Lines(label=label):
            yield Passage("label", label, part)
        case Columns(columns=columns):
            for column in columns:
                yield Passage("label", column.label, part)
                for inner in column.blocks:
                    yield from in_block(inner, part)


def _words(inlines: Inlines) -> str:
    return " ".join(plain(inlines).split())
