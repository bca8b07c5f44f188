"""A sheet of an .xlsx file as rows of cells; python-calamine reads it, after a look at what it would unpack."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date, time
from typing import Any, NoReturn
from xml.parsers import expat

from jdgen.errors import InputError, MachineError, Place, Problem, nearest, printable
from jdgen.inputs.limits import SHEET, Limits
from jdgen.inputs.source import Scalar

_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_PIECE = 1 << 16
_PYTHON = "python -m pip install 'jdgen[spreadsheet]'"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip
"""What a packed file that is damaged makes the reader raise."""
See = Callable[[str, dict[str, str]], object]
"""Takes in an element and its attributes, and returns whether its text counts."""
_MOST_NAMED = 12
_HELD = ("v", "f", "is")
"""The elements of a cell that holds something."""


def parse(data: bytes, source: str) -> list[list[Scalar]]:
    """Return the cells of each row, with row and column as their places.

    Raise InputError if it is no such file, holds too much, or a formula failed in one of its cells; MachineError if
    python-calamine is not installed.
    """
    seen = Seen(source, SHEET)
    rows = values(data, source, seen)
    if seen.failed:
        raise InputError(seen.failed)
    return [
        [Scalar(_text(value), Place(source, row, column)) for column, value in enumerate(held, 1)]
        for row, held in enumerate(rows, 1)
    ]


def values(data: bytes, source: str, first: Seen, name: str = "") -> Iterator[list[Any]]:
    """Return an iterator over the values of each row of a sheet, the first one as a rule, once it was looked at."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise lacking("python-calamine", Place(source)) from None
    own = _look(data, source, first, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheet = workbook.get_sheet_by_name(own) if name else workbook.get_sheet_by_index(0)
            # The reader gives the blank rows before the first cell, but not the blank columns.
            left = [""] * (sheet.start[1] if sheet.start else 0)
            return ([*left, *row] for row in sheet.iter_rows())
    except CalamineError:
        refuse(source, "is damaged, or no spreadsheet; save it anew as .xlsx")


def lacking(package: str, place: Place) -> MachineError:
    """Return the error of a package that spreadsheets take and that is not installed."""
    return MachineError(Problem(f"an .xlsx file takes the package {package}", place, f"install it with: {_PYTHON}"))


def refuse(source: str, said: str) -> NoReturn:
    """Raise the error of a file that is none of its kind."""
    raise InputError(Problem(said, Place(source))) from None


def _text(value: object) -> str:
    """Return what a cell shows, as far as a table of ratings needs it: 3.0 is `3`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def chosen(name: str, sheets: Collection[str], source: str) -> str:
    """Return the sheet that a name means, the first where it is blank; raise InputError where it means none."""
    for same in (str, str.casefold):
        for sheet in sheets:
            if not name or same(sheet) == same(name):
                return sheet
    if not name:
        return ""
    said = f"has no sheet `{printable(name, 60)}`"
    raise InputError(Problem(said, Place(source), nearest(name, sheets) or f"its sheets are {listed(sheets)}"))


def listed(sheets: Collection[str]) -> str:
    """Return the names of sheets as a message says them."""
    *first, last = [f"`{printable(name, 60)}`" for name in sheets][:_MOST_NAMED]
    return f"{', '.join(first)} and {last}" if first else last


def sheets(data: bytes) -> list[str]:
    """Return the names of the sheets of an .xlsx file that was read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(_sheets(archive, set(archive.namelist())))


def _look(data: bytes, source: str, first: Seen, sheet: str) -> str:
    """Refuse what is no spreadsheet, and what would take more memory than a table needs; return the sheet's name."""
    # defense xlsx.old: an old or locked file is told, and not read as damage
    if data.startswith(_OLD):
        refuse(source, "is an old .xls file, or locked with a password; save it as .xlsx without one")
    if not data.startswith(_ZIP):
        refuse(source, "is no .xlsx file, whatever its name says; save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, source, first.limits)
            names = set(archive.namelist())
            if _WORKBOOK not in names:
                refuse(source, "is no spreadsheet, though it ends in .xlsx; save the sheet as .xlsx")
            parts = _sheets(archive, names)
            found = chosen(sheet, parts, source)
            own = parts.get(found, "")
            if _STYLES in names:
                walk(archive, _STYLES, first.style)
            for name in sorted(names):
                # A reader makes room for every cell up to the last one, wherever that stands.
                seen = first if name == own else Seen(source, first.limits)
                if name.endswith((".xml", ".rels")):
                    walk(archive, name, seen.see, seen.text)
            if {own, _STRINGS} <= names:
                _check_strings(archive, own, source, first.limits)
            return found
    # defense xlsx.damaged: a damaged file is one sentence, whatever its reader raises
    except (*DAMAGED, expat.ExpatError):
        refuse(source, "is damaged; save it anew as .xlsx")


def check_size(archive: zipfile.ZipFile, source: str, limits: Limits) -> None:
    """Refuse a file that unpacks to more than a table needs."""
    # defense xlsx.unpacked: a packed file that unpacks to more than a table needs is not unpacked
    if sum(member.file_size for member in archive.infolist()) > limits.unpacked:
        refuse(source, f"unpacks to more than {limits.unpacked:,} bytes")


def _check_strings(archive: zipfile.ZipFile, own: str, source: str, limits: Limits) -> None:
    """Refuse a sheet whose cells say the same long text so often that they unpack to more than a table needs.

    The text is there once, and a reader writes it into each cell.
    """
    lengths: list[int] = []
    used = Counter[str]()
    shared = False

    def note(name: str, _: dict[str, str]) -> bool:
        if name == "si":
            lengths.append(0)
        return name == "t" and bool(lengths)

    def add(text: str) -> None:
        lengths[-1] += len(text)

    def see(name: str, attributes: dict[str, str]) -> bool:
        nonlocal shared
        if name == "c":
            shared = attributes.get("t") == "s"
        return shared and name == "v"

    walk(archive, _STRINGS, note, add)
    # Where no text is long there is nothing to count.
    if max(lengths, default=0) * limits.cells > limits.unpacked:
        walk(archive, own, see, lambda text: used.update((text.strip(),)))
        known = {str(index): length for index, length in enumerate(lengths)}
        # defense xlsx.shared: a long text that many cells share is counted as often as it would be written
        if sum(known.get(index, 0) * count for index, count in used.items()) > limits.unpacked:
            refuse(source, f"unpacks to more than {limits.unpacked:,} bytes")


class Seen:
    """What is seen while the part of a sheet is walked through: the last cell, and the cells whose formulas failed."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.cell: dict[str, str] = {}
        self.failed: list[Problem] = []

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of the styles."""

    def see(self, name: str, attributes: dict[str, str]) -> bool:
        """Take in an element, and return whether its text counts; raise InputError for a value too far out."""
        if name == "c":
            self.cell = attributes
            # defense xlsx.failed: a cell whose formula failed is told, and not taken for blank
            if attributes.get("t") == "e":
                place = Place(self.source, *position(attributes.get("r", "")))
                self.failed.append(Problem("the formula of this cell failed", place, "write the value itself"))
        elif name in _HELD and "r" in self.cell:
            row, column = position(self.cell["r"])
            # defense xlsx.far_cells: a cell far out is told before a reader makes room for all before it
            if row > self.limits.rows or column > self.limits.columns:
                said = f"a cell beyond row {self.limits.rows:,} or column {self.limits.columns}"
                raise InputError(Problem(said, Place(self.source, row, column), "delete what stands outside the table"))
        return False

    def text(self, text: str) -> None:
        """Take in a piece of a text that counts."""


def walk(archive: zipfile.ZipFile, part: str, see: See, text: Callable[[str], None] | None = None) -> None:
    """Show each element of an XML part, without its prefix; a document type is refused, and with it entities.

    The texts are shown from where `see` says that they count, until it says that they do not.
    """

    def start(name: str, attributes: dict[str, str]) -> None:
        counts = see(name[name.rfind(" ") + 1 :], attributes)
        parser.CharacterDataHandler = text if counts else None

    def refused(*_: object) -> None:
        raise expat.ExpatError("a document type")

    # The name of an encoding that a file declares would be looked up in Python.
    # defense xlsx.encoding: no file chooses the code by which Python reads it
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    # defense xlsx.doctype: a part with a document type, and so with entities, is refused
    parser.StartDoctypeDeclHandler = refused
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def position(reference: str) -> tuple[int, int]:
    """Return the row and column of a reference such as `B7`; 0 for what it lacks."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters[:4].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :][:8] or 0), column


def _sheets(archive: zipfile.ZipFile, names: Collection[str]) -> dict[str, str]:
    """Return the names of the parts that hold the sheets, by the names of these, in their order."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def see(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((held for key, held in attributes.items() if key.endswith(" id")), "")
            sheets.setdefault(attributes.get("name", ""), relation)
        elif name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for name in (_WORKBOOK, _RELATIONS):
        if name in names:
            walk(archive, name, see)
    return {
        sheet: posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
        for sheet, relation in sheets.items()
    }
