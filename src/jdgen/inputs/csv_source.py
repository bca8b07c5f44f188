"""CSV with positions: cells divided by commas, semicolons or tabs, whichever the first row uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.source import MAX_NODES, Scalar

_SIGNS = (",", ";", "\t")
_LINE_END = re.compile("\r\n|\r|\n")
_QUOTED = re.compile(' *"((?:[^"]++|"")*+)"')
_OPENING = re.compile(' *"')
_FORMULA = re.compile("'*[=+@-]")
_GUARDED = re.compile("'+[=+@-]")


def parse(text: str, source: str) -> list[list[Scalar]]:
    """Return the cells of each row; raise InputError with every quote that goes wrong."""
    reader = _Reader(text, source)
    rows = reader.rows()
    if reader.problems:
        raise InputError(reader.problems)
    return rows


def divider(first: str) -> str:
    """Return the sign that divides the cells of the first row: the one that it has most of outside quotes."""
    # Each second piece between quotes lies inside of them; a doubled quote ends one and begins the next.
    bare = "".join(first.split('"')[::2])
    return max(_SIGNS, key=bare.count)


class _Reader:
    """A reader of one text from its beginning to its end."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.problems: list[Problem] = []
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        first = next((line for line in _LINE_END.split(text) if line.strip()), "")
        self._plain = re.compile(f"[^{divider(first)}\r\n]*")
        self._sign = divider(first)
        self._line = 0

    def rows(self) -> list[list[Scalar]]:
        """Return the cells of each row, those of blank lines too."""
        rows: list[list[Scalar]] = []
        position = count = 0
        while position < len(self.text):
            row, position = self._row(position)
            rows.append(row)
            count += len(row)
            if count > MAX_NODES:
                said = f"holds more than {MAX_NODES:,} cells"
                raise InputError([*self.problems, Problem(said, row[-1].place)])
        return rows

    def _place(self, position: int) -> Place:
        """Return the line and the character of a position, which is never before one that was asked for."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= position:
            self._line += 1
        return Place(self.source, self._line + 1, position - self._starts[self._line] + 1)

    def _row(self, position: int) -> tuple[list[Scalar], int]:
        """Return the cells of the row that begins at a position, and the position after its line end."""
        row: list[Scalar] = []
        while True:
            cell, position = self._cell(position)
            row.append(cell)
            if self.text[position : position + 1] != self._sign:
                break
            position += 1
        end = _LINE_END.match(self.text, position)
        return row, end.end() if end else position

    def _cell(self, position: int) -> tuple[Scalar, int]:
        place = self._place(position)
        if not _OPENING.match(self.text, position):
            found = self._plain.match(self.text, position)
            end = found.end() if found else position
            return Scalar(self.text[position:end], place), end
        quoted = _QUOTED.match(self.text, position)
        if quoted is None:
            self.problems.append(Problem("this quote is never closed", place))
            return Scalar("", place), len(self.text)
        rest = self._plain.match(self.text, quoted.end())
        if rest and rest.group().strip():
            said = "something follows the closing quote; a quote inside a cell is written twice"
            self.problems.append(Problem(said, self._place(quoted.end())))
        return Scalar(quoted[1].replace('""', '"'), place), rest.end() if rest else quoted.end()


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a guarded cell."""
    return text[1:] if _GUARDED.match(text) else text


def written(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV with commas, guarded."""
    return "".join(f"{','.join(map(_quoted, row))}\n" for row in rows)


def _quoted(text: str) -> str:
    text = guarded(text)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search('[",;\t\r\n]', text) else text
