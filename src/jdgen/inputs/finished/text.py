"""Plain text as people paste it: typed bullets, headings by their looks, lines that a mail program has wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from jdgen.inputs.finished.pieces import BULLET, Piece, fact
from jdgen.inputs.finished.words import gathered

_ENDS = re.compile("\r\n|\r|\n")
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
RULE = re.compile(r"[=\-_~*#–—]{3,}")
_MARKED = re.compile(r"(#{1,6})\s+(?=\S)")
_STARRED = re.compile(r"\*\*([^*]{1,100})\*\*(:?)")
_COLUMNS = re.compile(r"(\S{1,40}(?: \S{1,40}){0,4}?):?(?:\t| {2})\s*(?=\S)")
_NARROWEST, _NARROW, _WIDEST, _CANDIDATES = 15, 40, 200, 12
"""No file is wrapped at fewer or more characters; so many of its longest lines may show where it was.

A narrow page has no room for two columns.
"""


class Row(NamedTuple):
    """One line: its text from the first to the last sign, and where that stands."""

    text: str
    line: int
    column: int

    @property
    def end(self) -> int:
        """Return how many characters the line has."""
        return self.column - 1 + len(self.text)


@dataclass(slots=True)
class _Open:
    """A piece that further lines may belong to; `inner` is the column that its words begin at."""

    kind: Literal["line", "bullet", "fact", "heading"]
    rows: list[Row]
    inner: int = 0
    level: int = 0
    label: Row | None = None
    strong: bool = field(default=False)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a plain text in order."""
    rows = list(rows_of(text))
    width = _width(rows)
    held: list[_Open] = []
    blank = True
    for row in rows:
        if not row.text:
            blank = True
            continue
        if RULE.fullmatch(row.text):
            if held and not blank and held[-1].kind == "line":
                _underline(held, row)
            blank = True
            continue
        if blank or not _belongs(held[-1], row, width):
            held.append(_opened(row))
        else:
            held[-1].rows.append(row)
        blank = False
    yield from map(_closed, held)


def rows_of(text: str) -> Iterator[Row]:
    """Yield the lines of a text, empty ones too."""
    for number, line in enumerate(_ENDS.split(text), 1):
        column = 1
        for part in _BREAKS.split(line) if _BREAKS.search(line) else (line,):
            bare = part.strip()
            yield Row(bare, number, column + len(part) - len(part.lstrip()))
            column += len(part) + 1


def _width(rows: Sequence[Row]) -> int:
    """Return the width at which the text was wrapped, or 0: sentences go on where the next word had no room."""
    pairs = [
        (one.end, one.end + 1 + len(_first(two.text)))
        for one, two in pairwise(rows)
        if one.text and two.text and two.text[0].islower() and not _starts(two)
    ]
    headings = {one.line for one, two in pairwise(rows) if RULE.fullmatch(two.text)}
    lengths = {row.end for row in rows if " " in row.text and row.line not in headings}
    best = (0, 0)
    for width in sorted((n for n in lengths if _NARROWEST <= n <= _WIDEST), reverse=True)[:_CANDIDATES]:
        full = sum(end <= width < wanted for end, wanted in pairs)
        early = sum(wanted <= width for _, wanted in pairs)
        best = max(best, (full - early, width))
    return best[1] if best[0] > 0 else 0


def _first(text: str) -> str:
    return text.split(maxsplit=1)[0]


def _starts(row: Row) -> bool:
    return bool(BULLET.match(row.text) or _MARKED.match(row.text) or _COLUMNS.match(row.text))


def _belongs(held: _Open, row: Row, width: int) -> bool:
    """Return whether a line goes on with what the line before it says."""
    last = held.rows[-1] if held.rows else held.label or row
    full = bool(width) and last.end <= width < last.end + 1 + len(_first(row.text))
    full = full or (last.end > width > 0 and " " not in last.text)
    sign = BULLET.match(row.text)
    if 0 < width <= _NARROW and held.kind == "line" and row.column > held.inner and len(held.rows) == 1 and not sign:
        # On a narrow page a value stands below its label.
        held.kind, held.label = "fact", held.rows.pop()
        held.inner = row.column
        return True
    if held.kind in ("bullet", "fact") and row.column >= held.inner:
        # What hangs below the first word is part of the entry, unless it is an entry of its own.
        return not sign or (full and (held.kind == "fact" or row.text[0] in "–—·"))
    if held.kind in ("bullet", "fact"):
        return held.kind == "bullet" and full and not sign and not _MARKED.match(row.text)
    if sign:
        return full and row.text[0] in "–—·"
    if held.kind == "heading" or _MARKED.match(row.text) or _COLUMNS.match(row.text):
        return False
    return full or (row.text[0].islower() and last.end > 40 and last.text[-1] not in ".:;!?")


def _opened(row: Row) -> _Open:
    sign = BULLET.match(row.text)
    if sign:
        rest = _from(row, sign.end())
        return _Open("bullet", [rest], inner=rest.column)
    marked = _MARKED.match(row.text)
    if marked:
        bare = row._replace(text=row.text.rstrip("# "))
        return _Open("heading", [_from(bare, marked.end())], level=len(marked[1]))
    columns = _COLUMNS.match(row.text)
    if columns and not row.text[columns.end() :].startswith("|"):
        label = row._replace(text=columns[1])
        return _Open("fact", [_from(row, columns.end())], inner=row.column + 1, label=label)
    return _unstarred(row)


def _unstarred(row: Row) -> _Open:
    """Return a line; the stars of a bold one, as notes and chats have them, are no words of it."""
    starred = _STARRED.fullmatch(row.text)
    if starred:
        return _Open("line", [Row(starred[1] + starred[2], row.line, row.column + 2)], strong=True)
    return _Open("line", [row], inner=row.column, strong=row.text.isupper() and sum(map(str.isalpha, row.text)) > 3)


def _from(row: Row, start: int) -> Row:
    return Row(row.text[start:], row.line, row.column + start)


def _underline(held: list[_Open], rule: Row) -> None:
    """Make the last line a heading; where lines are wrapped, all that belong to it."""
    last = held[-1]
    if len(rule.text) >= 3 and sum(len(row.text) for row in last.rows) <= 200:
        last.kind = "heading"
        last.level = 1 if rule.text[0] == "=" else 2


def _closed(held: _Open) -> Piece:
    words = gathered(held.rows)
    if held.kind == "fact" and held.label:
        return fact(gathered([held.label]), words)
    lone = held.kind == "line" and len(held.rows) == 1
    return Piece(held.kind, words, held.level, lone=lone, marked=held.strong and _is_lone(held))


def _is_lone(held: _Open) -> bool:
    return held.kind == "line" and len(held.rows) == 1
