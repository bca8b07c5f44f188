"""Widths of columns: shares of the text, but no column is narrower than its longest word, so that no word is cut."""

from __future__ import annotations

from collections.abc import Iterable

from jdgen.documents.tree import Block, Box, Facts, Inlines, Run, Section, Table
from jdgen.render.column_widths import fitted, shares
from jdgen.render.word_large import LEAST
from jdgen.render.word_tables import alignments

_NARROW = frozenset("fijlrtI.,;:'’|!()[]-/ ")
_WIDE = frozenset("mwMWQ@%—")
_EMS = (0.31, 0.87, 0.64, 0.53)
"""The widths of narrow, wide, capital and other letters of Calibri in its size, rather too much than too little."""
_BOX_EMS = 1.3
"""The width of a box and of the space behind it."""
_HEAD, _TEXT = 9, 9.5
"""The sizes of what stands in a table, where it is not larger."""
_SIDES = {"grid": 200, "anchors": 200, "ladder": 200}
"""What the sides of a cell take in twentieths of a point; in other tables it is the room behind it."""
_SIDE = 160
_NUMBER_SIDE = 80
"""What stands behind numbers besides."""
_FACT_SIDE = 240
_FACTS = (17, 33, 17, 33)


def fact_widths(block: Facts, width: int, *, large: bool) -> list[int]:
    """Return the widths of a facts table: label, value, label, value; in small type every label finds room."""
    if not large:
        return shares(_FACTS, width)
    label = max(_longest((Run(fact.label),)) for fact in block.facts) * _points(LEAST, large=True) + _FACT_SIDE
    return fitted(_FACTS, (label, 0, label, 0), width)


def least_widths(block: Table, *, large: bool) -> list[float]:
    """Return the widths that the columns of a table need, so that no word is cut."""
    columns = list(zip(*block.rows, strict=True)) if block.rows else [()] * len(block.header)
    least = []
    for head, column, ending in zip(block.header, columns, alignments(block), strict=True):
        words = max((_longest(cell.inlines) for cell in column), default=0) * _points(_TEXT, large)
        side = _SIDES.get(block.style, _SIDE) + (_NUMBER_SIDE * (1 + large) if ending == "Number" else 0)
        least.append(max(words, _longest(head.inlines) * _points(_HEAD, large)) + side)
    return least


def widest_grid(blocks: Iterable[Block], *, large: bool) -> float:
    """Return the width that the widest grid needs."""
    found = 0.0
    for block in blocks:
        if isinstance(block, Table) and block.style == "grid":
            found = max(found, sum(least_widths(block, large=large)))
        elif isinstance(block, Section):
            found = max(found, widest_grid(block.blocks, large=large))
    return found


def _points(size: float, large: bool) -> float:
    """Return an em in twentieths of a point."""
    return 20 * (LEAST if large else size)


def _longest(inlines: Inlines) -> float:
    """Return the width of the longest word in ems; a box stands on the line of its word."""
    most = before = 0.0
    for inline in inlines:
        if isinstance(inline, Box):
            before = _BOX_EMS
            most = max(most, before)
        elif isinstance(inline, Run):
            for word in inline.text.replace("-", "- ").split():
                most = max(most, before + sum(map(_ems, word)))
                before = 0.0
    return most


def _ems(letter: str) -> float:
    narrow, wide, capital, other = _EMS
    if letter in _NARROW:
        return narrow
    return wide if letter in _WIDE else capital if letter.isupper() else other
