"""Sheets of ratings as rows of named cells, whatever they are written in: CSV, a spreadsheet or JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence

COLUMNS = ("interviewer", "stage", "item", "name", "rating", "evidence")
"""The columns in the order of a new sheet; `name` is for the eye only."""
SUFFIXES = (".csv", ".tsv", ".xlsx", ".json")
_KEYS_NEEDED = ("interviewer", "stage", "item")
_COLUMNS_NEEDED = (*_KEYS_NEEDED, "rating", "evidence")
_ZIP = b"PK\x03\x04"


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


def rows(path: Path, problems: list[Problem]) -> list[Row]:
    """Return the rows of a sheet that hold something, after adding what is wrong with its form."""
    try:
        found = list(_read(path, problems))
    except InputError as error:
        problems.extend(error.problems)
        return []
    return [row for row in found if not row.blank]


def _read(path: Path, problems: list[Problem]) -> Iterator[Row]:
    name, suffix = path.as_posix(), path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(Problem("expected a .csv, .xlsx or .json file", Place(name)))
    data = source.content(path, SUFFIXES)
    if suffix == ".json":
        from jdgen.inputs import json_source

        return _objects(json_source.parse(source.decoded(data, name), name), problems)
    if suffix == ".xlsx":
        from jdgen.inputs import spreadsheet

        return _records(spreadsheet.parse(data, name), Place(name), problems)
    if data.startswith(_ZIP):
        raise InputError(Problem("is a spreadsheet or another packed file, not CSV; save it as CSV", Place(name)))
    from jdgen.inputs import csv_source

    return _records(csv_source.parse(source.decoded(data, name), name), Place(name), problems)


# --- rows under a head ---


def _records(table: list[list[Scalar]], place: Place, problems: list[Problem]) -> Iterator[Row]:
    filled = [row for row in table if any(cell.text.strip() for cell in row)]
    if not filled:
        raise InputError(Problem("is empty", place))
    head, *others = filled
    names = [cell.text.strip().casefold() for cell in head]
    if not set(names) & set(COLUMNS):
        said = f"the first row must name the columns: {', '.join(COLUMNS)}"
        raise InputError(Problem(said, head[0].place))
    wrong = [*_wrong_columns(head), *_missing(names, _COLUMNS_NEEDED, "the column ", head[0].place)]
    if wrong:
        raise InputError(wrong)
    for row in others:
        cells = dict(zip(names, row, strict=False))
        for beyond in _beyond(names, row):
            said = f"`{printable(beyond.text.strip(), 60)}` stands in no column"
            problems.append(Problem(said, beyond.place, "put quotes around a cell that holds the dividing sign"))
        cells.pop("", None)
        yield Row(row[0].place, cells)


def _beyond(names: list[str], row: list[Scalar]) -> list[Scalar]:
    """Return the cells that hold something and stand under no name."""
    unnamed = [cell for name, cell in zip(names, row, strict=False) if not name]
    return [cell for cell in (*unnamed, *row[len(names) :]) if cell.text.strip()]


def _wrong_columns(head: list[Scalar]) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for cell in head:
        name = cell.text.strip()
        if not name:
            continue
        first = seen.setdefault(name.casefold(), cell.place)
        if name.casefold() not in COLUMNS:
            yield Problem(f"unknown column `{printable(name, 60)}`", cell.place, _hint(name))
        elif first is not cell.place:
            yield Problem(f"the column `{name.casefold()}` is there twice", cell.place)


def _hint(name: str) -> str:
    return nearest(name, COLUMNS) or f"the columns are {', '.join(COLUMNS)}"


def _missing(names: Collection[str], needed: Iterable[str], what: str, place: Place) -> list[Problem]:
    return [Problem(f"{what}`{name}` is missing", place) for name in needed if name not in names]


# --- objects of JSON ---


def _objects(node: Node, problems: list[Problem]) -> Iterator[Row]:
    listed = _list_of(node, problems)
    for item in listed.items:
        if not isinstance(item, Mapping):
            problems.append(Problem("expected keys and values of one rating", item.place))
            continue
        cells = _cells(item, problems)
        lacking = _missing({key.strip().casefold() for key in item.entries}, _KEYS_NEEDED, "", item.place)
        problems.extend(lacking if item.entries else ())
        if not lacking:
            yield Row(item.place, cells)


def _cells(item: Mapping, problems: list[Problem]) -> dict[str, Scalar]:
    cells: dict[str, Scalar] = {}
    for key, held in item.entries.items():
        name = key.strip().casefold()
        if name not in COLUMNS:
            problems.append(Problem(f"unknown key `{printable(key, 60)}`", item.keys[key], _hint(key)))
        elif not isinstance(held, Scalar):
            problems.append(Problem(f"`{name}` must be a text or a number", held.place))
        elif name in cells:
            problems.append(Problem(f"`{name}` is there twice", item.keys[key]))
        else:
            cells[name] = held
    return cells


def _list_of(node: Node, problems: list[Problem]) -> Sequence:
    """Return the list of ratings, which may stand under the key `scores`."""
    if isinstance(node, Mapping):
        for key in node.entries.keys() - {"scores"}:
            said = f"unknown key `{printable(key, 60)}`"
            problems.append(Problem(said, node.keys[key], nearest(key, ["scores"])))
        node = node.entries.get("scores", node)
    if not isinstance(node, Sequence):
        example = '`{"scores": [{"interviewer": "Ada", "stage": "design", "item": "craft", "rating": 3}]}`'
        raise InputError(Problem(f"expected a list of ratings, such as {example}", node.place))
    return node
