"""A sheet of an .xlsx file as lines: what a person sees in its cells, and what is wrong with some of them.

Hidden rows and columns count, other sheets do not; of merged cells the first has the value, and the others are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from jdgen.errors import Place
from jdgen.inputs.limits import BATCH
from jdgen.inputs.rows.line import NO_VALUE, Line, Trouble, clock, day, failed, number, percent
from jdgen.inputs.spreadsheet import Seen, position, values

_PERCENT = ("9", "10")
"""The formats of percentages that every file has."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS = re.compile("0{2,15}")


def lines(data: bytes, source: str, sheet: str = "") -> Iterator[Line]:
    """Return an iterator over the lines of a sheet, the first one as a rule; raise InputError if it cannot be read."""
    marks = _Marks(source)
    rows = values(data, source, marks, sheet)
    marks.close()
    return (_line(row, source, at, marks.found.get(at, {})) for at, row in enumerate(rows, 1))


def _line(row: list[object], source: str, at: int, marks: dict[int, str]) -> Line:
    texts: list[str] = []
    wrong: dict[int, Trouble] = {}
    for index, value in enumerate(row):
        shown = value if isinstance(value, str) else _shown(value, marks.get(index + 1, ""))
        if marks and not value and not isinstance(value, (bool, float)):
            shown = _marked(marks.get(index + 1, ""))
        if isinstance(shown, Trouble):
            wrong[index] = shown
            shown = shown.shown
        texts.append(shown)
    return Line(texts, [Place(source, at, column) for column in range(1, len(texts) + 1)], wrong)


def _marked(mark: str) -> str | Trouble:
    """Return what is wrong with a cell that has no value, and is marked."""
    # defense xlsx.no_value: a formula that nobody has worked out is told, and not taken for blank
    if mark == "=":
        return NO_VALUE
    return failed(mark) if mark.startswith("#") else ""


def _shown(value: object, mark: str) -> str | Trouble:
    """Return a value that is no text as the text that a person would type."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        # defense xlsx.percent: a percentage is read as it is seen
        if mark == "%":
            return percent(value)
        # defense xlsx.zeros: the zeros before a code are part of it
        return number(value).zfill(len(mark)) if mark.startswith("0") else number(value)
    if isinstance(value, date):
        return day(value)
    return clock(value) if isinstance(value, (time, timedelta)) else str(value)


class _Marks(Seen):
    """Marks the cells of which the value alone does not tell what a person sees.

    A mark is `%` for a percentage, zeros for a number that is filled up with them, `=` for a formula without a value,
    and else the error of a formula that failed.
    """

    def __init__(self, source: str) -> None:
        super().__init__(source, BATCH)
        self.found: dict[int, dict[int, str]] = {}
        self._codes = dict.fromkeys(_PERCENT, "%")
        self._styles: dict[str, str] = {}
        self._within = False
        self._count = self._row = self._column = 0
        self._formula = False
        self._said: list[str] = []

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of the styles: formats by their numbers, and the formats of cells by theirs."""
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            sign = "%" if "%" in _QUOTED.sub("", code) else code if _ZEROS.fullmatch(code) else ""
            self._codes[attributes.get("numFmtId", "")] = sign
        elif name in {"cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
            self._within = name == "cellXfs"
            self._count = 0
        elif name == "xf" and self._within:
            mark = self._codes.get(attributes.get("numFmtId", ""), "")
            if mark:
                self._styles[str(self._count)] = mark
            self._count += 1

    def see(self, name: str, attributes: dict[str, str]) -> bool:
        """Take in an element; the texts of formulas and of errors count."""
        if name == "row":
            # Some programs do not say where a row or a cell stands, and mean the next one.
            self._row, self._column = int(attributes.get("r", "")[:8] or self._row + 1), 0
        elif name == "c":
            self.close()
            self._column += 1
            self.cell, self._formula, self._said = attributes, False, []
            mark = self._styles.get(attributes.get("s", ""))
            if mark and attributes.get("t", "n") == "n":
                self._mark(mark)
            return False
        if name == "f":
            self._formula = True
        super().see(name, attributes)
        return name == "v" and (self._formula or self.cell.get("t") == "e")

    def text(self, text: str) -> None:
        """Take in a piece of the value of a formula or of an error."""
        self._said.append(text)

    def close(self) -> None:
        """Mark the last cell, now that all of it was seen."""
        kind, said = self.cell.get("t", "n"), "".join(self._said).strip()
        if kind == "e":
            self._mark(said if said.startswith("#") else "#ERROR")
        elif self._formula and not said and kind != "str":
            self._mark("=")

    def _mark(self, mark: str) -> None:
        row, column = position(self.cell["r"]) if "r" in self.cell else (self._row, self._column)
        self.found.setdefault(row, {})[column] = mark
