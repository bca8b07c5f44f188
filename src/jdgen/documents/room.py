"""How much room the blocks of a page leave to write in, by the sizes of the look and the widths of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import floor
from typing import NamedTuple
from unicodedata import east_asian_width

from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Bullets,
    Cell,
    Columns,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Section,
    Table,
)

LINE = 22.68
"""Points from one line to write on to the next: 8 mm."""
RESERVE = 6.0
"""Points that stay free, since another program may set the same words a line longer."""


class _Paper(NamedTuple):
    """The text of a page in points."""

    width: float
    height: float


class _Type(NamedTuple):
    """A size of letters, the distance of their lines, and the space above their block, all in points."""

    size: float
    line: float
    above: float


_PAPERS = (_Paper(482.4, 687.6), _Paper(470.6, 722.8))
"""US Letter and A4 within their margins."""
_BODY = _Type(10.5, 15, 6)
_PARAGRAPHS = {
    "lead": _Type(11, 15.5, 6), "small": _Type(8.5, 12, 6), "question": _Type(12, 17, 8), "say": _Type(11.5, 18, 10),
}  # fmt: skip
_HEADINGS = {1: _Type(14, 23, 0), 2: _Type(12.5, 19, 10)}
_CELL = _Type(9.5, 13, 0)
_LABEL = 12.0
_FACT = 27.0
"""A row of facts to fill in."""
_GAP = 8.0
"""Above and below tables, columns and lines."""
_ENTRY, _BETWEEN = _Type(10, 14, 0), 2.0
"""An entry of a list in a column, and the space between two."""
_PADDING = 3.5
"""Above and below the words of a cell."""
_AT_THE_SIDES = 13.0
"""Beside the words of a cell."""
_BETWEEN_COLUMNS = 27.0
"""Beside the words of an entry in one of two columns, with its sign."""
_WIDTHS = {
    0.2: " ",
    0.25: "',.:;Iijl|’·",
    0.3: "!()-[]f{}",
    0.35: "/\\rt",
    0.4: "*?sz",
    0.45: '"cvxy“”',
    0.55: "ACEPRSTZ`bdhnopquöüñ",
    0.6: "&BDGKß",
    0.65: "HNOQU",
    0.7: "w",
    0.75: "M",
    0.8: "%W—",
    0.85: "@m…",
}
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_OTHER, _WIDE = 0.5, 1.0
_WIDER = {
    1.08: "Arial, Arimo, Helvetica, Helvetica Neue, Liberation Sans, Nimbus Sans, Roboto, Segoe UI, Tahoma, Georgia, "
          "Trebuchet MS, Palatino, Palatino Linotype, Book Antiqua, Aptos, Arial Nova, Lora",
    1.14: "Open Sans, Noto Sans, Inter, Avenir, Avenir Next, Century Gothic, Century Schoolbook, Bookman, Work Sans, "
          "Merriweather, DM Sans, Nunito, Nunito Sans, Raleway, Rubik, Noto Serif, Public Sans, IBM Plex Sans",
    1.18: "Lucida Grande, Lucida Sans, Lucida Sans Unicode, Poppins, Bookman Old Style",
    1.25: "Verdana, DejaVu Sans, DejaVu Serif, Bitstream Vera Sans, Montserrat",
    1.45: "Courier New, Courier, Consolas, Cousine, Liberation Mono, DejaVu Sans Mono, Menlo, Lucida Console",
}  # fmt: skip
"""By how much the letters of fonts are wider than those that the widths above are of."""
_WIDER_BY_FONT = {name.casefold(): by for by, names in _WIDER.items() for name in names.split(", ")}
_BOX = "MM"
"""As wide as a box and the space behind it."""


def lines_left(blocks: Iterable[Block], fonts: Iterable[str] = ()) -> int:
    """Return how many lines to write on fit below the blocks on a page of either paper; below zero if none does.

    Any of the fonts may be taken, since machines differ in those that they have.
    """
    held = tuple(blocks)
    wider = max((_WIDER_BY_FONT.get(name.casefold(), 1.0) for name in fonts), default=1.0)
    return floor(min(p.height - RESERVE - _GAP - _LABEL - _stack(held, p.width / wider) for p in _PAPERS) / LINE)


def _stack(blocks: tuple[Block, ...], width: float) -> float:
    """Return the height of blocks one below the other, without the space above the first, which its heading brings."""
    return sum(_above(block) for block in blocks[1:]) + sum(_height(block, width) for block in blocks)


def _above(block: Block) -> float:
    match block:
        case Paragraph(style=style):
            return _PARAGRAPHS.get(style, _BODY).above
        case Section(level=level):
            return _HEADINGS[level].above
    return _GAP


def _height(block: Block, width: float) -> float:
    match block:
        case Section(title=title, blocks=blocks, level=level):
            return (_set(title, width, _HEADINGS[level]) if title else 0) + _stack(blocks, width)
        case Paragraph(inlines=said, style=style):
            return _set(said, width, _PARAGRAPHS.get(style, _BODY))
        case Columns(columns=columns):
            inner = width / len(columns) - _BETWEEN_COLUMNS
            return _LABEL + 2 + max(_stack(column.blocks, inner) for column in columns)
        case Bullets(items=items):
            return sum(_set(item.inlines, width, _ENTRY) + _BETWEEN for item in items) - _BETWEEN
        case Table(header=header, rows=rows, widths=widths):
            return sum(_row(row, [width * share / 100 for share in widths]) for row in (header, *rows))
        case Lines(count=count):
            return _LABEL + count * LINE
        case Facts(rows=rows):
            return len(rows) * _FACT


def _row(cells: tuple[Cell, ...], widths: list[float]) -> float:
    highest = max(_set(cell.inlines, width - _AT_THE_SIDES, _CELL) for cell, width in zip(cells, widths, strict=True))
    return highest + 2 * _PADDING + 1


def _set(said: Inlines, width: float, font: _Type) -> float:
    return font.line * lines_of(said, width / font.size)


def lines_of(said: Inlines, width: float) -> int:
    """Return how many lines the inlines take; `width` is that of a line in sizes of the letters."""
    return sum(_lines(line, width) for line in _text(said).split("\n"))


def _text(said: Inlines) -> str:
    return "".join("\n" if isinstance(part, Break) else _BOX if isinstance(part, Box) else part.text for part in said)


def _lines(words: str, width: float) -> int:
    """Return how many lines words take; `width` is that of a line in sizes of the letters."""
    count, filled = 1, 0.0
    for word in map(width_of, words.split()):
        if filled and filled + _WIDTH[" "] + word > width:
            count, filled = count + 1, word
        else:
            filled += word + (_WIDTH[" "] if filled else 0)
        while filled > width:
            # Too wide for any line: it goes on in the next one, where its next letter did not fit any more.
            count, filled = count + 1, filled - max(width - _WIDE, _WIDE)
    return count


@lru_cache(maxsize=4096)
def width_of(word: str) -> float:
    """Return the width of a word in sizes of its letters."""
    return sum(_letters(word))


def _letters(word: str) -> Iterator[float]:
    for sign in word:
        yield _WIDTH.get(sign, _WIDE if east_asian_width(sign) in "WF" else _OTHER)
