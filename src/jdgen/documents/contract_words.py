"""The words of a document as plain text, for values that templates print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.tree import Break, Bullets, Document, Inlines, Item, Paragraph, Run, Section
from jdgen.model.text import Prose


def said(text: Inlines) -> str | None:
    """Return the words of a text; none where all of it is the sign of a missing value. A break stays a line break."""
    runs = [inline for inline in text if isinstance(inline, Run)]
    if not runs or all(run.role == "missing" for run in runs):
        return None
    return marked(text)


def marked(text: Inlines) -> str:
    """Return the words of a text, and the signs of missing values among them."""
    return "".join(i.text if isinstance(i, Run) else "\n" if isinstance(i, Break) else "" for i in text)


def typed(value: str | None) -> str | None:
    """Return the words of a text of the model, without the signs of its markup."""
    return said(inlines(value)) if value is not None else None


def prose(value: Prose | None) -> str | None:
    """Return the words of a prose, a line for each of its paragraphs."""
    return "\n".join(said(inlines(part)) or "" for part in paragraphs(value)) if value is not None else None


def items(section: Section) -> Iterator[Item]:
    """Yield the entries of a section's lists."""
    for block in section.blocks:
        if isinstance(block, Bullets):
            yield from block.items


def sentences(section: Section) -> list[str]:
    """Return the words of a section of paragraphs and lists, a text for each."""
    found: list[Inlines] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            found.append(block.inlines)
        elif isinstance(block, Bullets):
            found += [item.inlines for item in block.items]
    return [marked(text) for text in found]


def links(text: Inlines) -> Iterator[str]:
    """Yield where the words of a text lead."""
    yield from (inline.link for inline in text if isinstance(inline, Run) and inline.link)


def part(document: Document, name: str) -> Section:
    """Return the section of an id; one that says nothing where the document has none."""
    return next((section for section in document.sections if section.id == name), Section(name, (), ()))


def lines(found: Iterable[str | None]) -> list[str]:
    """Return the texts that hold something."""
    return [text for text in found if text]
