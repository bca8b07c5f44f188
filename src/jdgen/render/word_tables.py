"""Tables in WordprocessingML: the frame of rows and cells; what stands in a cell is made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jdgen.documents.tree import Box, Cell, Run, Table, plain

_LOOK = {  # what of the table style is used: the first row's look, the first column's, no stripes
    (False, False): "0600",
    (True, False): "0620",
    (False, True): "0680",
    (True, True): "06A0",
}
_NO_SIDES = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_LONG = 300
"""The most characters of a cell whose row stays on one page; a row that is higher than a page would be cut."""


def table(style: str, widths: Sequence[int], rows: Iterable[str], heads: tuple[bool, bool] = (False, False)) -> str:
    """Return a table of fixed column widths; `heads` says whether it has a head row and a head column."""
    row, column = heads
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{_LOOK[heads]}" w:firstRow="{row:d}" w:lastRow="0" '
        f'w:firstColumn="{column:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], height: int = 0, head: bool = False, *, whole: bool = True) -> str:
    """Return a row, on one page if it is `whole`; `height` is the least one, and a head repeats on each page."""
    kept = "<w:cantSplit/>" if whole else ""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeats = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{kept}{least}{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, content: str, span: int = 1, tint: str = "", *, tight: bool = False) -> str:
    """Return a cell, with nothing at its sides if it is `tight`; `content` ends with a paragraph, as Word asks."""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    sides = _NO_SIDES if tight else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{shade}{sides}</w:tcPr>{content}</w:tc>'


def stays_whole(lengths: Iterable[int], room: float = 1) -> bool:
    """Return whether a row with cells of so many characters stays on one page; `room` is that of a cell."""
    return max(lengths, default=0) <= _LONG * room


def ticked(block: Table, endings: Sequence[str]) -> list[bool]:
    """Return for each column whether it holds nothing but boxes to tick, which stand right in its middle."""
    narrow = block.middle is None and block.style in ("scorecard", "plan")
    return [narrow and ending == "Mark" for ending in endings]


def alignments(block: Table) -> list[str]:
    """Return for each column the ending of its styles: numbers stand right, boxes in the middle, words left."""
    words = len(block.header) if block.middle is None else block.middle
    columns = zip(*block.rows, strict=True) if block.rows else ((),) * len(block.header)
    return ["Mark" if place >= words else _alignment(column) for place, column in enumerate(columns)]


def _alignment(column: Sequence[Cell]) -> str:
    filled = [cell for cell in column if cell.inlines]
    if filled and all(plain(cell.inlines).isdecimal() for cell in filled):
        return "Number"
    if filled and all(_is_mark(cell) for cell in filled):
        return "Mark"
    return ""


def _is_mark(cell: Cell) -> bool:
    return any(isinstance(i, Box) for i in cell.inlines) and not any(isinstance(i, Run) for i in cell.inlines)
