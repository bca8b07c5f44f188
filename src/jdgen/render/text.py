"""Plain text, for mail and for application forms: a paragraph is one line, which the window that shows it wraps.

Where a width is asked for, paragraphs and entries end their lines there; headings and tables stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Bullets,
    Cell,
    Columns,
    Document,
    Facts,
    Inline,
    Inlines,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    in_one_line,
)
from jdgen.render.options import PageOptions
from jdgen.render.wrapping import wrapped

WIDTH = 78
"""The widest table that is set in columns, in characters."""

RULE_WIDTH = 60
_BLANK: Inlines = (Run("_" * (RULE_WIDTH // 2)),)
_UNDER = {0: "=", 1: "-"}
_EMPTY, _FILLED_IN = "–", "____"
"""What stands for a cell without words: one that nobody fills in, and one that somebody does."""
_BOX = "[ ]"


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as UTF-8 text; the paper does not matter to it."""
    width = options.width
    parts: list[str] = []
    if document.title:
        parts.append(_heading(document.title, 0))
    if document.subtitle:
        parts.append(_lines(document.subtitle, width=width))
    for section in document.sections:
        parts.extend(_block(section, width))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _heading(title: Inlines, level: int) -> str:
    """Return the heading, with a rule under the title and under a main part."""
    text = _lines(title)
    longest = max(len(line) for line in text.split("\n"))
    return f"{text}\n{_UNDER[level] * min(longest, RULE_WIDTH)}" if level in _UNDER and text else text


def _block(block: Block, width: int | None) -> Iterator[str]:
    match block:
        case Section(title=title, blocks=blocks, level=level):
            if title:
                yield _heading(title, level)
            for inner in blocks:
                yield from _block(inner, width)
        case Paragraph(inlines=inlines, margin=margin):
            text = _lines(inlines, width=width)
            yield from (margin, text) if margin else (text,)
        case Bullets(items=items, ordered=ordered):
            signs = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            yield "\n".join(_lines(item.inlines, sign, width) for sign, item in zip(signs, items, strict=True))
        case Facts(facts=facts):
            widest = max((len(fact.label) for fact in facts), default=0) + 2
            yield "\n".join(_lines(fact.inlines or _BLANK, fact.label.ljust(widest), width) for fact in facts)
        case Table():
            yield _table(block)
        case Lines(count=count, label=label):
            rules = ["_" * RULE_WIDTH] * count
            yield "\n".join([label, *rules] if label else rules)
        case Columns(columns=columns):
            for column in columns:
                yield "\n".join([column.label, *(part for inner in column.blocks for part in _in_column(inner, width))])


def _in_column(block: Paragraph | Bullets, width: int | None) -> Iterator[str]:
    """Yield a block of a column, with an empty line before a further label."""
    if isinstance(block, Paragraph) and block.style == "label":
        yield ""
    yield from _block(block, width)


def _table(table: Table) -> str:
    """Return a row on a line, in columns where all fit; else a cell on a line, but boxes stay beside each other.

    A sign stands for a cell without words, so that each cell can be told by its place in the row.
    """
    rows = [[_cell(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + 3 * (len(widths) - 1) <= WIDTH:
        lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
        return "\n".join(line.rstrip() for line in lines)
    if any(_BOX in row for row in rows[1:]):
        return "\n".join(map(" | ".join, rows))
    return "\n\n".join([" | ".join(rows[0]), *map(_stacked, rows[1:])])


def _cell(cell: Cell) -> str:
    return _flat(cell.inlines) or (_FILLED_IN if cell.field else _EMPTY)


def _stacked(row: Sequence[str]) -> str:
    return "\n".join(f"| {cell}" for cell in row)


def _flat(inlines: Inlines) -> str:
    return in_one_line(_plain(inlines))


def _lines(inlines: Inlines, sign: str = "", width: int | None = None) -> str:
    """Return the inlines behind the sign; what follows a line break of the document stands below what was before."""
    first, *others = (line.strip(" \t") for line in _plain(inlines).split("\n"))
    indent = " " * len(sign)
    found = (sign + first, *(indent + line for line in others))
    if width is not None:
        found = tuple(part for line in found for part in wrapped(line, len(sign), width))
    return "\n".join(line.rstrip(" ") for line in found)


def _plain(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Run(text=text, link=link):
            words = text.rstrip()
            shown = not link or words in ("", link, link.removeprefix("mailto:"), link.removeprefix("tel:"))
            return text if shown else f"{words} <{link}>{text[len(words) :]}"
        case Break():
            return "\n"
        case Box():
            return f"{_BOX} "
