"""Plain text: lines of at most 78 columns, for mail and for application forms."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Bullets,
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
)
from jdgen.render.options import PageOptions

WIDTH = 78
RULE_WIDTH = 60
_BLANK: Inlines = (Run("_" * (RULE_WIDTH // 2)),)
_UNDER = {1: "=", 2: "-"}


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as UTF-8 text; the paper does not matter to it."""
    del options
    parts: list[str] = []
    if document.title:
        parts.append(_heading(document.title, 1))
    if document.subtitle:
        parts.append(_wrapped(document.subtitle))
    for section in document.sections:
        parts.extend(_block(section))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _heading(title: Inlines, level: int) -> str:
    lines = _wrapped(title).split("\n")
    return "\n".join([*lines, _UNDER[level] * max(len(line) for line in lines)])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Section(title=title, blocks=blocks, level=level):
            if title:
                yield _heading(title, level)
            for inner in blocks:
                yield from _block(inner)
        case Paragraph(inlines=inlines, margin=margin):
            yield from (margin, _wrapped(inlines)) if margin else (_wrapped(inlines),)
        case Bullets(items=items, ordered=ordered):
            signs = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            yield "\n".join(_wrapped(item.inlines, sign) for sign, item in zip(signs, items, strict=True))
        case Facts(facts=facts):
            width = max(len(fact.label) for fact in facts) + 2
            yield "\n".join(_wrapped(fact.inlines or _BLANK, fact.label.ljust(width)) for fact in facts)
        case Table():
            yield _table(block)
        case Lines(count=count, label=label):
            rules = ["_" * RULE_WIDTH] * count
            yield "\n".join([label, *rules] if label else rules)
        case Columns(columns=columns):
            for column in columns:
                yield "\n".join([column.label, *(part for inner in column.blocks for part in _block(inner))])


def _table(table: Table) -> str:
    """Return a row on a line where all rows fit, else a cell on a line; the order is that of reading."""
    rows = [[_flat(cell.inlines) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + 3 * (len(widths) - 1) <= WIDTH:
        lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
        return "\n".join(line.rstrip() for line in lines)
    head = textwrap.fill(" | ".join(rows[0]), WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n\n".join([head, *("\n".join(_cells(row)) for row in rows[1:])])


def _cells(row: Sequence[str]) -> Iterator[str]:
    boxes: list[str] = []
    for cell in row:
        if cell == "[ ]":
            boxes.append(cell)
        elif cell:
            yield _filled(cell, "| ")
    if boxes:
        yield "| " + " ".join(boxes)


def _flat(inlines: Inlines) -> str:
    return " ".join(_plain(inlines).split())


def _wrapped(inlines: Inlines, sign: str = "") -> str:
    lines = _plain(inlines).split("\n")
    indent = " " * len(sign)
    return "\n".join(_filled(line, sign if index == 0 else indent) for index, line in enumerate(lines))


def _filled(line: str, sign: str) -> str:
    # Breaking at hyphens or inside long words would change addresses and names.
    indent = " " * len(sign)
    wrapper = textwrap.TextWrapper(
        WIDTH, initial_indent=sign, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(line) or sign.rstrip()


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
            return "[ ] "
