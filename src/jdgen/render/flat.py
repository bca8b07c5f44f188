"""A posting without its page: headings, paragraphs and lists one after the other, as job boards take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Literal, NamedTuple

from jdgen.documents.tree import (
    Block,
    Break,
    Bullets,
    Columns,
    Document,
    Facts,
    Inlines,
    Paragraph,
    Run,
    Section,
    in_one_line,
)

_CLOSING = tuple(".!?…:;,")


class Entry(NamedTuple):
    """The words of a paragraph or of an entry of a list; a fact has a label before them."""

    inlines: Inlines
    label: str = ""


class Part(NamedTuple):
    """A heading, a paragraph or a list."""

    kind: Literal["heading", "paragraph", "list"]
    entries: tuple[Entry, ...]


def body(document: Document) -> Iterator[Part]:
    """Yield the body of a posting, which has neither tables nor lines to write on; its title is not in it.

    The line under the title is: nothing else says where the work is done, and that remote work is remote.
    """
    if document.subtitle:
        yield Part("paragraph", (Entry(document.subtitle),))
    for section in document.sections:
        yield from _block(section)


def _block(block: Block) -> Iterator[Part]:
    match block:
        case Section(title=title, blocks=blocks):
            if title:
                yield Part("heading", (Entry(title),))
            for inner in blocks:
                yield from _block(inner)
        case Paragraph(inlines=inlines):
            yield Part("paragraph", (Entry(inlines),))
        case Bullets(items=items):
            yield Part("list", tuple(Entry(item.inlines) for item in items))
        case Facts(facts=facts):
            yield Part("list", tuple(Entry(fact.inlines, fact.label) for fact in facts))
        case Columns(columns=columns):
            for column in columns:
                yield Part("heading", (Entry((Run(column.label),)),))
                for inner in column.blocks:
                    yield from _block(inner)
        case _:
            raise ValueError(f"a posting holds no {type(block).__name__.lower()}")


def escaped(text: str) -> str:
    """Return words as they stand between tags."""
    return escape(text, quote=False)


def described(document: Document, write: Callable[[str], str] = escaped) -> str:
    """Return the body as HTML of paragraphs and lists alone; `write` makes markup of words."""
    parts = []
    for kind, entries in body(document):
        texts = [write(spoken(entry)) for entry in entries]
        if kind == "list":
            parts.append("\n".join(["<ul>", *(f"<li>{text}</li>" for text in texts), "</ul>"]))
        else:
            parts.extend(f"<p>{text}</p>" for text in texts)
    return "\n".join(parts)


def written(document: Document) -> str:
    """Return the body as plain text, an entry of a list on a line of its own."""
    parts = []
    for kind, entries in body(document):
        sign = "- " if kind == "list" else ""
        parts.append("\n".join(f"{sign}{spoken(entry)}" for entry in entries))
    return "\n\n".join(parts)


def spoken(entry: Entry) -> str:
    """Return the words of an entry on one line; an address stands behind the words that it is not."""
    lines: list[str] = [""]
    for inline in entry.inlines:
        if isinstance(inline, Run):
            first, *others = _addressed(inline).split("\n")
            lines[-1] += first
            lines.extend(others)
        elif isinstance(inline, Break):
            lines.append("")
    joined = ""
    for line in map(in_one_line, lines):
        joined += (" " if joined.endswith(_CLOSING) else "; " if joined and line else "") + line
    return f"{entry.label}: {joined}" if entry.label else joined


def _addressed(run: Run) -> str:
    words = run.text.rstrip()
    same = not run.link or words in ("", run.link, run.link.removeprefix("mailto:"), run.link.removeprefix("tel:"))
    return run.text if same else f"{words} ({run.link}){run.text[len(words) :]}"
