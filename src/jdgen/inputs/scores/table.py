"""Sheets of ratings as rows of named cells, whatever they are written in: CSV, a spreadsheet or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.inputs.table import Form, Row, missing, read_table

COLUMNS = ("interviewer", "stage", "item", "name", "rating", "evidence")
"""The columns in the order of a new sheet; `name` is for the eye only."""
SUFFIXES = (".csv", ".tsv", ".xlsx", ".json")
_KEYS_NEEDED = ("interviewer", "stage", "item")
_COLUMNS_NEEDED = (*_KEYS_NEEDED, "rating", "evidence")
_FORM = Form(COLUMNS, _COLUMNS_NEEDED)


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
    if suffix == ".json":
        from jdgen.inputs import json_source

        data = source.content(path, SUFFIXES)
        return _objects(json_source.parse(source.decoded(data, name), name), problems)
    return read_table(path, _FORM, problems)


def _objects(node: Node, problems: list[Problem]) -> Iterator[Row]:
    listed = _list_of(node, problems)
    for item in listed.items:
        if not isinstance(item, Mapping):
            problems.append(Problem("expected keys and values of one rating", item.place))
            continue
        cells = _cells(item, problems)
        lacking = missing({key.strip().casefold() for key in item.entries}, _KEYS_NEEDED, "", item.place)
        problems.extend(lacking if item.entries else ())
        if not lacking:
            yield Row(item.place, cells)


def _cells(item: Mapping, problems: list[Problem]) -> dict[str, Scalar]:
    cells: dict[str, Scalar] = {}
    for key, held in item.entries.items():
        name = key.strip().casefold()
        if name not in COLUMNS:
            problems.append(Problem(f"unknown key `{printable(key, 60)}`", item.keys[key], _FORM.hint(key)))
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
