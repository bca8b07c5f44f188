"""Facts in WordprocessingML: a table with two pairs to a row, or a line for each of them."""

from __future__ import annotations

from jdgen.documents.tree import Fact, Facts, Run, plain
from jdgen.render.word_large import enlarged
from jdgen.render.word_tables import cell, row, stays_whole, table
from jdgen.render.word_text import TAB, Inliner, paragraph
from jdgen.render.word_widths import Type, fact_widths, width_of

_VALUES = 1900
"""Where the values of listed facts stand, in twentieths of a point: that of their style."""
_BODY = 10.5


def in_table(block: Facts, width: int, height: int, letters: Type, inliner: Inliner) -> str:
    """Return a table of facts; its rows have at least the height where one of them is filled in by hand."""
    if not block.facts:
        return ""
    widths = fact_widths(block, width, letters)
    least = 0 if all(fact.inlines for fact in block.facts) else height
    rows = []
    for pair in block.rows:
        whole = stays_whole(len(plain(fact.inlines)) for fact in pair)
        rows.append(row(_pair(pair, widths, inliner), least, whole=whole))
    return table("jdgenFacts", widths, rows)


def _pair(pair: tuple[Fact, ...], widths: list[int], inliner: Inliner) -> list[str]:
    cells = []
    for column, fact in enumerate(pair):
        alone = len(pair) == 1
        width = sum(widths[1:]) if alone else widths[2 * column + 1]
        cells.append(cell(widths[2 * column], paragraph("FactLabel", inliner.runs((Run(fact.label),)))))
        cells.append(cell(width, paragraph("FactValue", inliner.runs(fact.inlines)), span=3 if alone else 1))
    return cells


def listed(block: Facts, width: int, letters: Type, inliner: Inliner) -> str:
    """Return each fact on a line of its own; the last one stands apart from what is below."""
    last = len(block.facts) - 1
    ends = ("Last" if place == last else "" for place in range(len(block.facts)))
    return "".join(_line(fact, end, width, letters, inliner) for fact, end in zip(block.facts, ends, strict=True))


def _line(fact: Fact, end: str, width: int, letters: Type, inliner: Inliner) -> str:
    """Return a fact on a line; one that is filled in by hand has a line to write on, from where values stand."""
    label = inliner.runs((Run(fact.label, bold=True),)) + TAB
    if fact.inlines:
        return paragraph(f"FactListed{end}", label + inliner.runs(fact.inlines))
    values = enlarged(_VALUES) if letters.large else _VALUES
    stop = f'<w:tab w:val="left" w:pos="{values}"/>'
    if width_of(fact.label) * letters.em(_BODY) > values:
        stop, label = "", label.removesuffix(TAB)
    line = f'<w:tabs>{stop}<w:tab w:val="right" w:leader="underscore" w:pos="{width}"/></w:tabs>'
    return paragraph(f"FactBlank{end}", label + TAB, line)
