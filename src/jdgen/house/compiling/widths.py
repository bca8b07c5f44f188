"""How wide the place of a section is: that of its cell, of its text box, or of the text on its page."""

from __future__ import annotations

from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import above, child, name, named, twips, value

_CELL_SIDE = 108
_BOX_SIDES = 288
_EMU = 635
_PAGE, _MARGIN, _SPACE = 12240, 1440, 720
_LEAST = 720


def width(paragraph: Element, main: Element) -> int:
    """Return the width of the place of a paragraph in twentieths of a point; `main` is the root of the main part."""
    for holder in paragraph.iterancestors():
        found = 0
        if name(holder) == "tc":
            found = _cell(holder)
        elif name(holder) == "txbxContent":
            found = _box(holder)
        if found >= _LEAST:
            return found
    return _text(_section(paragraph, main))


def _cell(cell: Element) -> int:
    table, row = above(cell, "tbl"), above(cell, "tr")
    if table is None or row is None:
        return 0
    stated = child(cell, "tcPr", "tcW")
    whole = twips(value(stated, "w")) if value(stated, "type") == "dxa" else 0
    whole = whole or _grid(cell, row, table)
    sides = 0
    for side, other in (("left", "start"), ("right", "end")):
        own, usual = child(cell, "tcPr", "tcMar"), child(table, "tblPr", "tblCellMar")
        margins = (child(margin, kind) for margin in (own, usual) for kind in (side, other))
        margin = next((twips(value(m, "w"), _CELL_SIDE) for m in margins if m is not None), _CELL_SIDE)
        sides += margin
    return whole - sides


def _grid(cell: Element, row: Element, table: Element) -> int:
    """Return the width of the columns of the grid that a cell stands in."""
    grid = child(table, "tblGrid")
    columns = [twips(value(column, "w")) for column in grid] if grid is not None else []
    start = twips(value(child(row, "trPr", "gridBefore"), "val"))
    for each in named(row, "tc"):
        span = twips(value(child(each, "tcPr", "gridSpan"), "val"), 1) or 1
        if each is cell:
            return sum(columns[start : start + span])
        if above(each, "tr") is row:
            start += span
    return 0


def _box(content: Element) -> int:
    """Return the width of a text box without its sides."""
    for holder in content.iterancestors():
        local = name(holder).removeprefix("?:")
        if local in ("inline", "anchor"):
            extent = next((e for e in holder if name(e) == "?:extent"), None)
            return twips(value(extent, "cx")) // _EMU - _BOX_SIDES
        if local == "shape":
            styles = dict(part.partition(":")[::2] for part in value(holder, "style").replace(" ", "").split(";"))
            return twips(styles.get("width", "")) - _BOX_SIDES
    return 0


def _section(paragraph: Element, main: Element) -> Element | None:
    """Return the page setup of the section that a paragraph is in; parts beside the body take that of the last."""
    order = {element: n for n, element in enumerate(main.iter())}
    place = order.get(paragraph, len(order))
    sections = [section for section in named(main, "sectPr") if above(section, "sectPrChange") is None]
    return next((section for section in sections if order[section] > place), sections[-1] if sections else None)


def _text(section: Element | None) -> int:
    """Return the width of the text on a page; of text in columns, that of the first."""
    margins = child(section, "pgMar")
    sides = [twips(value(margins, side), _MARGIN) for side in ("left", "right")]
    whole = twips(value(child(section, "pgSz"), "w"), _PAGE) - sum(sides) - twips(value(margins, "gutter"))
    columns = child(section, "cols")
    if columns is not None and len(columns):
        return max(twips(value(columns[0], "w"), whole), _LEAST)
    count = max(twips(value(columns, "num"), 1), 1)
    return max((whole - (count - 1) * twips(value(columns, "space"), _SPACE)) // count, _LEAST)
