"""The first sheet of an .xlsx file as rows of cells; python-calamine reads it, after a look at what it would unpack."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, time
from typing import NoReturn
from xml.parsers import expat

from jdgen.errors import InputError, MachineError, Place, Problem
from jdgen.inputs.source import Scalar

MAX_UNPACKED = 10_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PYTHON = "python -m pip install 'jdgen[spreadsheet]'"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip
"""What a packed file that is damaged makes the reader raise."""
_HELD = ("v", "f", "is")
"""The elements of a cell that holds something."""


def parse(data: bytes, source: str) -> list[list[Scalar]]:
    """Return the cells of each row, with row and column as their places.

    Raise InputError if it is no such file, holds too much, or a formula failed in one of its cells; MachineError if
    python-calamine is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise lacking("python-calamine", Place(source)) from None
    _look(data, source)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError:
        _refuse(source, "is damaged, or no spreadsheet; save it anew as .xlsx")
    return [
        [Scalar(_text(value), Place(source, row, column)) for column, value in enumerate(values, 1)]
        for row, values in enumerate(rows, 1)
    ]


def lacking(package: str, place: Place) -> MachineError:
    """Return the error of a package that spreadsheets take and that is not installed."""
    return MachineError(Problem(f"an .xlsx file takes the package {package}", place, f"install it with: {_PYTHON}"))


def _refuse(source: str, said: str) -> NoReturn:
    raise InputError(Problem(said, Place(source))) from None


def _text(value: object) -> str:
    """Return what a cell shows, as far as a table of ratings needs it: 3.0 is `3`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _look(data: bytes, source: str) -> None:
    """Refuse what is no spreadsheet, and what would take more memory than a sheet of ratings needs."""
    if data.startswith(_OLD):
        _refuse(source, "is an old .xls file, or locked with a password; save it as .xlsx without one")
    if not data.startswith(_ZIP):
        _refuse(source, "is no .xlsx file, whatever its name says; save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                _refuse(source, f"unpacks to more than {MAX_UNPACKED:,} bytes")
            parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    except _DAMAGED:
        _refuse(source, "is damaged; save it anew as .xlsx")
    if _WORKBOOK not in parts:
        _refuse(source, "is no spreadsheet, though it ends in .xlsx; save the sheet as .xlsx")
    try:
        first = _first_sheet(parts)
        for name, part in parts.items():
            # A reader makes room for every cell up to the last one, wherever that stands.
            sheet = _Sheet(source)
            _walk(part, sheet.see)
            if name == first and sheet.failed:
                raise InputError(sheet.failed)
    except expat.ExpatError:
        _refuse(source, "is damaged; save it anew as .xlsx")


class _Sheet:
    """What is seen while a part is walked through: the last cell, and the cells whose formulas failed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.cell: dict[str, str] = {}
        self.failed: list[Problem] = []

    def see(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element; raise InputError for a value too far out."""
        if name == "c":
            self.cell = attributes
            if attributes.get("t") == "e":
                place = Place(self.source, *_position(attributes.get("r", "")))
                self.failed.append(Problem("the formula of this cell failed", place, "write the value itself"))
        elif name in _HELD and "r" in self.cell:
            row, column = _position(self.cell["r"])
            if row > MAX_ROWS or column > MAX_COLUMNS:
                said = f"a cell beyond row {MAX_ROWS:,} or column {MAX_COLUMNS}"
                raise InputError(Problem(said, Place(self.source, row, column), "delete what stands outside the table"))


def _walk(part: bytes, see: Callable[[str, dict[str, str]], None]) -> None:
    """Show each element of an XML part, without its prefix; a document type is refused, and with it entities."""

    def start(name: str, attributes: dict[str, str]) -> None:
        see(name.rpartition(" ")[2], {key.rpartition(" ")[2]: held for key, held in attributes.items()})

    def refuse(*_: object) -> None:
        raise expat.ExpatError("a document type")

    # The name of an encoding that a file declares would be looked up in Python.
    parser = expat.ParserCreate("UTF-8", " ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(part, True)


def _position(reference: str) -> tuple[int, int]:
    """Return the row and column of a reference such as `B7`; 0 for what it lacks."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters[:4].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :][:8] or 0), column


def _first_sheet(parts: dict[str, bytes]) -> str:
    """Return the name of the part that holds the first sheet."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def see(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(attributes.get("id", ""))
        elif name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for name in (_WORKBOOK, _RELATIONS):
        if name in parts:
            _walk(parts[name], see)
    target = targets.get(sheets[0], "") if sheets else ""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
