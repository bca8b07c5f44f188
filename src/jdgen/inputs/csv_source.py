"""CSV with positions: cells divided by commas, semicolons or tabs, whichever the first row uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.source import MAX_NODES, Scalar

_SIGNS = (",", ";", "\t")
_TITLES = 5
"""How many lines may stand above the first that has a dividing sign."""
_LINE_END = re.compile("\r\n|\r|\n")
_QUOTED = re.compile(' *"((?:[^"]++|"")*+)"')
_OPENING = re.compile(' *"')
_FORMULA = re.compile("'*[=+@-]")
_GUARDED = re.compile("'+[=+@-]")


def parse(text: str, source: str) -> list[list[Scalar]]:
    """Return the cells of each row; raise InputError with every quote that goes wrong."""
    return [list(map(Scalar, texts, places)) for texts, places in rows(text, source)]


def rows(text: str, source: str, most: int = MAX_NODES) -> Iterator[tuple[list[str], list[Place]]]:
    """Yield the texts of each row, those of blank lines too, and their places.

    Raise InputError at the end, with every quote that goes wrong, or where there are more than `most` cells.
    """
    reader = _Reader(text, source)
    yield from reader.rows(most)
    if reader.problems:
        raise InputError(reader.problems)


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
        self._sign = self._divider()
        self._plain = re.compile(f"[^{self._sign}\r\n]*")
        self._cell_of_line = re.compile(
            f' *"((?:[^"]++|"")*+)" *(?=[{self._sign}]|\\Z)|([^"{self._sign}]*+)(?=[{self._sign}]|\\Z)'
        )
        self._line = 0

    def _divider(self) -> str:
        """Return the sign that divides the cells of the first row that has one; a title above the head has none."""
        ends = [*self._starts[1:], len(self.text)]
        lines = (self.text[start:end].rstrip("\r\n") for start, end in zip(self._starts, ends, strict=True))
        filled = islice((line for line in lines if line.strip()), _TITLES)
        first = next((line for line in filled if any(sign in line for sign in _SIGNS)), "")
        return divider(first)

    def rows(self, most: int) -> Iterator[tuple[list[str], list[Place]]]:
        """Yield the texts and the places of each row, those of blank lines too."""
        position = count = 0
        while position < len(self.text):
            after = self._starts[self._line + 1] if self._line + 1 < len(self._starts) else len(self.text)
            line = self.text[position:after].rstrip("\r\n")
            # Most lines have no quote, or have all of a row, and need no reading sign by sign.
            if '"' not in line:
                texts, position = line.split(self._sign), after
                places = _in_line(texts, self.source, self._line + 1)
            elif found := self._quoted_in_line(line):
                (texts, places), position = found, after
            else:
                texts, places, position = self._row(position)
            yield texts, places
            count += len(texts)
            # defense csv.cells: a table of more cells than may be is not read to its end
            if count > most:
                raise InputError([*self.problems, Problem(f"holds more than {most:,} cells", places[-1])])
            self._place(position)

    def _quoted_in_line(self, line: str) -> tuple[list[str], list[Place]] | None:
        """Return the cells of a line in which every quote is opened, closed and followed as it should, else None."""
        texts: list[str] = []
        places: list[Place] = []
        position = 0
        while cell := self._cell_of_line.match(line, position):
            quoted, plain = cell.groups()
            texts.append(plain if quoted is None else quoted.replace('""', '"'))
            places.append(Place(self.source, self._line + 1, position + 1))
            position = cell.end() + 1
            if position > len(line):
                return texts, places
        return None

    def _place(self, position: int) -> Place:
        """Return the line and the character of a position, which is never before one that was asked for."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= position:
            self._line += 1
        return Place(self.source, self._line + 1, position - self._starts[self._line] + 1)

    def _row(self, position: int) -> tuple[list[str], list[Place], int]:
        """Return the cells of the row that begins at a position, and the position after its line end."""
        texts: list[str] = []
        places: list[Place] = []
        while True:
            places.append(self._place(position))
            text, position = self._cell(position, places[-1])
            texts.append(text)
            if self.text[position : position + 1] != self._sign:
                break
            position += 1
        end = _LINE_END.match(self.text, position)
        return texts, places, end.end() if end else position

    def _cell(self, position: int, place: Place) -> tuple[str, int]:
        if not _OPENING.match(self.text, position):
            found = self._plain.match(self.text, position)
            end = found.end() if found else position
            return self.text[position:end], end
        quoted = _QUOTED.match(self.text, position)
        if quoted is None:
            # defense csv.quotes: a quote that is never closed is an error, and does not swallow the rest of the table
            self.problems.append(Problem("this quote is never closed", place))
            return "", len(self.text)
        rest = self._plain.match(self.text, quoted.end())
        # defense csv.behind_quotes: what stands behind a closing quote is not dropped
        if rest and rest.group().strip():
            said = "something follows the closing quote; a quote inside a cell is written twice"
            self.problems.append(Problem(said, self._place(quoted.end())))
        return quoted[1].replace('""', '"'), rest.end() if rest else quoted.end()


def _in_line(texts: list[str], source: str, line: int) -> list[Place]:
    """Return the places of cells that stand in one line without quotes."""
    ends = accumulate(map(len, texts), lambda before, length: before + length + 1, initial=1)
    # There may be millions, and this makes them in half the time.
    return [tuple.__new__(Place, (source, line, column, "")) for column, _ in zip(ends, texts, strict=False)]


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    # defense csv.formulas: no cell that we write is a formula to a spreadsheet
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a guarded cell."""
    # defense csv.read_back: the sign that guards a cell is taken off again, and no other
    return text[1:] if _GUARDED.match(text) else text


def written(rows: Iterable[Iterable[str]], sign: str = ",") -> str:
    """Return rows as CSV with commas, or with another sign between cells, guarded."""
    return "".join(f"{sign.join(map(_quoted, row))}\n" for row in rows)


def _quoted(text: str) -> str:
    text = guarded(text)
    # defense csv.written_quotes: a cell with a comma, a quote or a line end is written as one cell
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search('[",;\t\r\n]', text) else text
