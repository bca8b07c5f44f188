"""Widths of columns: shares of the text, but no column is narrower than its longest word, so that no word is cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jdgen.documents.look import Look
from jdgen.documents.tree import Block, Box, Facts, Inlines, Run, Section, Table, plain
from jdgen.render.column_widths import fitted, shares
from jdgen.render.word_large import LEAST
from jdgen.render.word_tables import alignments, ticked

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
_CALIBRI = frozenset(("Calibri", "Carlito"))
_OTHER_FONT = 1.35
"""How much wider the letters of another font are taken to be: as those of Verdana in bold, the widest common one."""


class Type(NamedTuple):
    """What the widths of words depend on: how wide the letters of the font are, and whether they are large."""

    wide: float
    large: bool

    @classmethod
    def of(cls, look: Look, *, large: bool) -> Type:
        """Return the type of a look."""
        return cls(_OTHER_FONT if look.body_font and look.body_font[0] not in _CALIBRI else 1, large)

    @property
    def narrow(self) -> bool:
        """Return whether they are small and those of Calibri."""
        return self.wide == 1 and not self.large

    def em(self, size: float) -> float:
        """Return an em in twentieths of a point."""
        return 20 * (LEAST if self.large else size) * self.wide


def fact_widths(block: Facts, width: int, letters: Type) -> list[int]:
    """Return the widths of a facts table: label, value, label, value; in small type every label finds room."""
    if not letters.large:
        return shares(_FACTS, width)
    label = max(_longest((Run(fact.label),)) for fact in block.facts) * letters.em(LEAST) + _FACT_SIDE
    return fitted(_FACTS, (label, 0, label, 0), width)


def least_widths(block: Table, letters: Type) -> list[float]:
    """Return the widths that the columns of a table need, so that no word is cut."""
    columns = list(zip(*block.rows, strict=True)) if block.rows else [()] * len(block.header)
    endings = alignments(block)
    ticks = ticked(block, endings)
    least = []
    for head, column, ending, tick in zip(block.header, columns, endings, ticks, strict=True):
        words = max((_longest(cell.inlines) for cell in column), default=0) * letters.em(_TEXT)
        side = _SIDES.get(block.style, _SIDE) + (_NUMBER_SIDE * (1 + letters.large) if ending == "Number" else 0)
        # The head of a column of boxes stands on one line, but for letters that find no room so.
        above = width_of(plain(head.inlines)) if tick and letters.narrow else _longest(head.inlines)
        least.append(max(words, above * letters.em(_HEAD)) + side)
    return least


def widest_grid(blocks: Iterable[Block], letters: Type) -> float:
    """Return the width that the widest grid needs."""
    found = 0.0
    for block in blocks:
        if isinstance(block, Table) and block.style == "grid":
            found = max(found, sum(least_widths(block, letters)))
        elif isinstance(block, Section):
            found = max(found, widest_grid(block.blocks, letters))
    return found


def _longest(inlines: Inlines) -> float:
    """Return the width of the longest word in ems; a box stands on the line of its word."""
    most = before = 0.0
    for inline in inlines:
        if isinstance(inline, Box):
            before = _BOX_EMS
            most = max(most, before)
        elif isinstance(inline, Run):
            for word in inline.text.replace("-", "- ").split():
                most = max(most, before + width_of(word))
                before = 0.0
    return most


def width_of(text: str) -> float:
    """Return the width of words on one line in ems."""
    return sum(map(_ems, text))


def _ems(letter: str) -> float:
    narrow, wide, capital, other = _EMS
    if letter in _NARROW:
        return narrow
    return wide if letter in _WIDE else capital if letter.isupper() else other
