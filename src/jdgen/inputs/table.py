"""Tables as rows of named cells: CSV, or the first sheet of a spreadsheet; the first row names the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.source import Scalar

SUFFIXES = (".csv", ".tsv", ".xlsx")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Form:
    """What a table may have: its columns, those that it must have, and other names by which people call them."""

    columns: tuple[str, ...]
    needed: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """Return the column that a head means, or the head in small letters."""
        said = " ".join(name.casefold().replace("_", " ").split())
        known = {column.replace("_", " "): column for column in self.columns}
        return known.get(said) or self.others.get(said, name.strip().casefold())

    def hint(self, name: str) -> str:
        """Return what to do about a name that is no column."""
        return nearest(name, self.columns) or f"the columns are {', '.join(self.columns)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place, and its cells by their columns."""

    place: Place
    cells: dict[str, Scalar]

    def cell(self, column: str) -> Scalar:
        """Return a cell with its text on bare edges; a blank one if the row has none."""
        found = self.cells.get(column, Scalar("", self.place))
        return Scalar("" if found.null else found.text.strip(), found.place)

    @property
    def blank(self) -> bool:
        """Return whether the row holds nothing."""
        return not any(self.cell(column).text for column in self.cells)


def read_table(path: Path, form: Form, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows of a table; raise InputError if it cannot be read, or if its head is wrong."""
    name = path.as_posix()
    data = source.content(path, SUFFIXES)
    if path.suffix.lower() == ".xlsx":
        from jdgen.inputs import spreadsheet

        return _records(spreadsheet.parse(data, name), Place(name), form, problems)
    # defense table.packed: a spreadsheet that is called CSV is not read as text
    if data.startswith(_ZIP):
        raise InputError(Problem("is a spreadsheet or another packed file, not CSV; save it as CSV", Place(name)))
    from jdgen.inputs import csv_source

    return _records(csv_source.parse(source.decoded(data, name), name), Place(name), form, problems)


def _records(table: list[list[Scalar]], place: Place, form: Form, problems: list[Problem]) -> Iterator[Row]:
    filled = [row for row in table if any(cell.text.strip() for cell in row)]
    if not filled:
        raise InputError(Problem("is empty", place))
    head, *others = filled
    names = [form.column(cell.text) for cell in head]
    if not set(names) & set(form.columns):
        said = f"the first row must name the columns: {', '.join(form.columns)}"
        raise InputError(Problem(said, head[0].place))
    wrong = [*_wrong_columns(head, form), *missing(names, form.needed, "the column ", head[0].place)]
    if wrong:
        raise InputError(wrong)
    for row in others:
        cells = dict(zip(names, row, strict=False))
        # defense table.ragged: a cell that stands under no name is told, and not dropped
        for beyond in _beyond(names, row):
            said = f"`{printable(beyond.text.strip(), 60)}` stands in no column"
            problems.append(Problem(said, beyond.place, "put quotes around a cell that holds the dividing sign"))
        cells.pop("", None)
        yield Row(row[0].place, cells)


def _beyond(names: list[str], row: list[Scalar]) -> list[Scalar]:
    """Return the cells that hold something and stand under no name."""
    unnamed = [cell for name, cell in zip(names, row, strict=False) if not name]
    return [cell for cell in (*unnamed, *row[len(names) :]) if cell.text.strip()]


def _wrong_columns(head: list[Scalar], form: Form) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for cell in head:
        name = form.column(cell.text)
        if not name:
            continue
        first = seen.setdefault(name, cell.place)
        # defense table.unknown: a column that nobody reads is an error
        if name not in form.columns:
            yield Problem(f"unknown column `{printable(cell.text.strip(), 60)}`", cell.place, form.hint(name))
        # defense table.twice: two columns of one name are an error, and neither wins
        elif first is not cell.place:
            yield Problem(f"the column `{name}` is there twice", cell.place)


def missing(names: Collection[str], needed: Iterable[str], what: str, place: Place) -> list[Problem]:
    """Return a problem for each name that is needed and not there."""
    return [Problem(f"{what}`{name}` is missing", place) for name in needed if name not in names]
