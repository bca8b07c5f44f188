"""Tables that are too wide for a page: their columns are cut to its width, and their words break where they must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdgen.documents.room import width_of
from jdgen.documents.tree import Block, Box, Inlines, Run, Section, Table
from jdgen.render.column_widths import fitted

_SEMIBOLD = 1.06
"""How much wider the letters of heads are."""
_HEAD, _TEXT = 9.0, 9.5
_LARGE = 16.0
"""The sizes of what stands in a table, in points."""
_SIDES = {False: {"grid": 11.0, "anchors": 13.0}, True: {"grid": 7.0, "anchors": 7.0, "scorecard": 6.0}}
_SIDE = {False: 12.0, True: 18.5}
"""What the sides of a cell take in points, with its rule; `large` or not."""
_BOX = 1.3
"""The width of a box with the space behind it, in sizes of the letters."""
_PARTS = 100_000
"""Into how many parts the width of the text is divided."""


def tight(sections: Iterable[Section], width: float, *, large: bool, spread: float = 1.0) -> dict[int, list[float]]:
    """Return the widths of columns in percent for each table that is too wide for a text of so many points.

    Such a table is known by its identity. In usual print and in our letters, only grids keep their words whole.
    The letters are `spread` times as wide as ours.
    """
    found = {}
    for table in _tables(sections):
        least = [part / width * _PARTS for part in _least(table, large=large, spread=spread)]
        if (large or spread > 1 or table.style == "grid") and sum(least) > _PARTS:
            found[id(table)] = [part * 100 / _PARTS for part in fitted(table.widths, least, _PARTS)]
    return found


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section):
            yield from _tables(block.blocks)


def _least(table: Table, *, large: bool, spread: float) -> list[float]:
    """Return the widths in points that the columns need, so that no word is cut."""
    side = _SIDES[large].get(table.style, _SIDE[large])
    head, text = (_LARGE, _LARGE) if large else (_HEAD, _TEXT)
    least = []
    for place, cell in enumerate(table.header):
        words = max((_longest(row[place].inlines) for row in table.rows), default=0.0) * text
        least.append(spread * _SEMIBOLD * max(words, _longest(cell.inlines) * head) + side)
    return least


def _longest(inlines: Inlines) -> float:
    """Return the width of the longest word in sizes of its letters."""
    words = [0.0]
    for inline in inlines:
        if isinstance(inline, Box):
            words.append(_BOX)
        elif isinstance(inline, Run):
            words += map(width_of, inline.text.replace("-", "- ").split())
    return max(words)
