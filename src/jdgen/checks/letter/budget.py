"""The number of characters that a form on the web gives to a letter: how many it has, and where most of them are."""

from __future__ import annotations

from dataclasses import replace

from jdgen import rules
from jdgen.documents.tree import Block, Document, Paragraph, Section, plain, texts
from jdgen.errors import Place, Problem

_NAMED = 3
"""How many of the longest parts are named."""


def characters(text: str) -> int:
    """Return how many characters a form counts: units of UTF-16, a line end as one, none behind the last word."""
    return len(text.rstrip().encode("utf-16-le")) // 2


def to_send(document: Document) -> Document:
    """Return a letter without what is for its writer alone: names of moves, and what is on a page behind it."""
    kept = (section for section in document.sections if not section.new_page)
    return replace(document, sections=tuple(replace(one, blocks=tuple(map(_bare, one.blocks))) for one in kept))


def over(document: Document, count: int, most: int, place: Place | None = None) -> list[Problem]:
    """Return how far a letter of so many characters is over its budget, with its longest parts."""
    if count <= most:
        return []
    lengths = {_name(section): _length(document, section) for section in to_send(document).sections}
    longest = sorted(lengths.items(), key=lambda part: -part[1])[:_NAMED]
    named = ", ".join(f"{name} {length:,}" for name, length in longest)
    said = f"the letter has {count:,} characters, {count - most:,} over {most:,}"
    return [Problem(said, place, f"its longest parts: {named}")]


def _bare(block: Block) -> Block:
    return replace(block, margin="") if isinstance(block, Paragraph) else block


def _name(section: Section) -> str:
    """Return what a part is called in a scaffold, or what its section is called."""
    slot = rules.slots().get(section.id)
    return str(slot.move).lower() if slot else section.id


def _length(document: Document, section: Section) -> int:
    alone = replace(document, title=(), subtitle=(), sections=(section,))
    return characters("\n".join(map(plain, texts(alone))))
