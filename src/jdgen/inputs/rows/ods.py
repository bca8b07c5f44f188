"""A sheet of an .ods file as lines: what a person sees in its cells, and what is wrong with some of them.

It is read here and not by python-calamine: such a file says in a few bytes that a row is there a million times.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.parsers import expat

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.limits import BATCH
from jdgen.inputs.rows.line import NO_VALUE, Line, Trouble, day, failed, number, percent
from jdgen.inputs.spreadsheet import DAMAGED, check_size, chosen, refuse

_ZIP = b"PK"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PIECE = 1 << 16
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_NAMESPACE}{name}:1.0 " for name in ("table", "office", "text"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_SHEET = f"{_TABLE}table"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_BESIDE = (f"{_OFFICE}annotation", f"{_NAMESPACE}drawing:1.0 ")
"""What stands in a cell and is none of its value: notes and drawings."""
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:[0-9]+")
_SPAN = re.compile(r"PT(\d+)H(\d+)M(\d+)")
# defense ods.spaces: a few bytes that stand for millions of spaces do not fill the memory
_MOST_SPACES = 1000


def lines(data: bytes, source: str, sheet: str = "") -> Iterator[Line]:
    """Return an iterator over the lines of a sheet, the first one as a rule; raise InputError if it cannot be read."""
    if not data.startswith(_ZIP):
        refuse(source, "is no .ods file, whatever its name says; save it as .ods")
    found = _Sheet(source, 0)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, source, BATCH)
            names = archive.namelist()
            if _CONTENT not in names:
                refuse(source, "is no spreadsheet, though it ends in .ods; save the sheet as .ods")
            # defense ods.locked: a locked file is told
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                refuse(source, "is locked with a password; save it as .ods without one")
            if sheet:
                names = sheets(data)
                found = _Sheet(source, names.index(chosen(sheet, names, source)))
            with archive.open(_CONTENT) as file:
                while not found.done and (piece := file.read(_PIECE)):
                    found.parser.Parse(piece, False)
            if not found.done:
                found.parser.Parse(b"", True)
    except (*DAMAGED, expat.ExpatError):
        refuse(source, "is damaged; save it anew as .ods")
    if not found.begun:
        refuse(source, "is no spreadsheet, though it ends in .ods; save the sheet as .ods")
    return iter(found.lines)


def sheets(data: bytes) -> list[str]:
    """Return the names of the sheets of an .ods file that was read, or can be."""
    names: list[str] = []
    open_: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        # A table within a table, or within a drawing, is no sheet.
        if name == _SHEET and not open_:
            names.append(attributes.get(f"{_TABLE}name", ""))
        if name == _SHEET or name.startswith(_BESIDE):
            open_.append(name)

    def end(name: str) -> None:
        if name == _SHEET or name.startswith(_BESIDE):
            open_.pop()

    parser = expat.ParserCreate("UTF-8", " ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refused
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as file:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
    return names


def _refused(*_: object) -> None:
    raise expat.ExpatError("a document type")


class _Sheet:
    """The lines of a table of a document, from the events of its XML; before it lie as many as are passed by."""

    def __init__(self, source: str, before: int) -> None:
        self.source = source
        self.lines: list[Line] = []
        self._before = before
        self._passed = 0
        self.begun = self.done = False
        self._row = 0
        self._again = 1
        self._cells: list[str | Trouble] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._paragraph = False
        self._beside = 0
        self._inner = 0
        self._count = 0
        # The name of an encoding that a file declares would be looked up in Python.
        # defense ods.encoding: no file chooses the code by which Python reads it
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        # defense ods.doctype: a document with a document type, and so with entities, is refused
        self.parser.StartDoctypeDeclHandler = _refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.done:
            return
        if self._beside or name.startswith(_BESIDE):
            self._beside += 1
        elif name == _SHEET and self._before:
            self._passed += 1
        elif name == _SHEET:
            # A table within a cell is a drawing of one.
            self._inner += self.begun
            self.begun = True
        elif self._inner or not self.begun:
            return
        elif name == f"{_TABLE}table-row":
            self._row += 1
            self._again = _times(attributes.get(f"{_TABLE}number-rows-repeated", ""))
            self._cells = []
        elif name in _CELLS:
            self._cell = attributes if name == _CELLS[0] else {**attributes, "covered": "yes"}
            self._pieces = []
        elif self._cell is not None:
            self._within(name, attributes)

    def _within(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element within a cell."""
        if name == f"{_TEXT}p":
            self._pieces.extend(["\n"] if self._pieces else [])
            self._paragraph = True
        elif name == f"{_TEXT}s":
            self._pieces.append(" " * min(_times(attributes.get(f"{_TEXT}c", "")), _MOST_SPACES))
        elif name in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            self._pieces.append("\t" if name.endswith("tab") else "\n")

    def _text(self, text: str) -> None:
        # White space between the paragraphs is none of a text.
        if self._paragraph and not self._beside:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        if self.done:
            return
        if self._beside:
            self._beside -= 1
        elif name == _SHEET and self._before:
            self._passed -= 1
            self._before -= not self._passed
        elif name == _SHEET and self._inner:
            self._inner -= 1
        elif name == _SHEET:
            self.done = True
        elif name == f"{_TEXT}p":
            self._paragraph = False
        elif not self._inner and self._cell is not None and name in _CELLS:
            self._add(_value(self._cell, "".join(self._pieces)), self._cell)
            self._cell = None
        elif not self._inner and self.begun and name == f"{_TABLE}table-row":
            self._close()

    def _add(self, value: str | Trouble, cell: dict[str, str]) -> None:
        """Add a cell, as often as it says; blank ones to the end of a sheet are not added."""
        times = _times(cell.get(f"{_TABLE}number-columns-repeated", ""))
        if value:
            self._refuse_beyond(self._row, len(self._cells) + times)
        # Blank ones beyond the last column count only if something stands behind them.
        self._cells.extend([value] * min(times, BATCH.columns + 1))

    def _close(self) -> None:
        """Add a row, as often as it says; one that is blank only moves those below it."""
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        if self._cells:
            self._refuse_beyond(self._row + self._again - 1, len(self._cells))
            self._count += len(self._cells) * self._again
            # defense ods.cells: cells are counted as often as the file says that they are there
            if self._count > BATCH.cells:
                said = f"holds more than {BATCH.cells:,} cells"
                raise InputError(Problem(said, Place(self.source, self._row, 1)))
            wrong = {index: cell for index, cell in enumerate(self._cells) if isinstance(cell, Trouble)}
            texts = [cell.shown if isinstance(cell, Trouble) else cell for cell in self._cells]
            for row in range(self._row, self._row + self._again):
                places = [Place(self.source, row, column) for column in range(1, len(texts) + 1)]
                self.lines.append(Line(texts, places, wrong))
        self._row += self._again - 1

    def _refuse_beyond(self, row: int, column: int) -> None:
        # defense ods.rows: a few bytes that stand for millions of rows or cells are refused
        if row > BATCH.rows or column > BATCH.columns:
            said = f"a cell beyond row {BATCH.rows:,} or column {BATCH.columns}"
            raise InputError(Problem(said, Place(self.source, row, column), "delete what stands outside the table"))


def _times(text: str) -> int:
    """Return how often something is there; what is no number is once."""
    return max(1, int(text[:8])) if text.isascii() and text.isdecimal() else 1


def _value(cell: dict[str, str], shown: str) -> str | Trouble:
    """Return what a cell holds as the text that a person would type."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    formula = f"{_TABLE}formula" in cell
    # defense ods.hidden: what a merged cell hides is not read
    if "covered" in cell:
        # What a merged cell hides nobody sees.
        return ""
    # defense ods.failed: a cell whose formula failed is told
    if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
        return failed(shown or "#ERROR")
    if kind in {"float", "currency", "percentage"}:
        return _amount(cell.get(f"{_OFFICE}value", ""), kind, shown)
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        span = _SPAN.match(cell.get(f"{_OFFICE}time-value", ""))
        said = f"{span[1]}:{span[2]}" if span else shown
        return Trouble(said, f"is `{said}`, a time of day", "format the column as text")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", shown)
    if formula and not kind and not shown:
        return NO_VALUE
    return cell.get(f"{_OFFICE}string-value", shown)


def _amount(value: str, kind: str, shown: str) -> str:
    try:
        amount = float(value)
    except ValueError:
        return shown
    if kind == "percentage":
        return percent(amount)
    plain = number(amount)
    # A number that is filled up with zeros is a code, and the zeros are part of it.
    return shown if shown.startswith("0") and shown.isdecimal() and shown.lstrip("0") == plain else plain


def _date(value: str) -> str | Trouble:
    try:
        return day(datetime.fromisoformat(value))
    except ValueError:
        return value
