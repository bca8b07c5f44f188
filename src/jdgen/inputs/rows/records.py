"""Rows that name their values themselves: JSON Lines, JSON and YAML, with what is nested under dotted names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs.attempt import attempt
from jdgen.inputs.limits import BATCH
from jdgen.inputs.rows.columns import Said
from jdgen.inputs.rows.heads import Sheet
from jdgen.inputs.rows.line import Line
from jdgen.inputs.source import Mapping, Node, Sequence

Held = tuple[str, Place]
Record = tuple[Place, Iterable[tuple[str, Place, Held]]]
"""Where a record begins, and its dotted names, where they stand, and what they hold."""
LINES = (".jsonl", ".ndjson")
_MOST_TOLD = 20
"""How many lines of a file that is no JSON Lines are complained of, and how many keys beside rows."""
_PAIR = re.compile(
    r'[ \t]*([{,])[ \t]*"([^"\\\x00-\x1f]*)"[ \t]*:[ \t]*'
    r'(?:"([^"\\\x00-\x1f]*)"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false)|(null))[ \t]*'
)
_EXAMPLE = {
    ".json": '`[{"role": "senior-software-engineer", "opening": "eng-214.yaml"}]`',
    ".yaml": "`- {role: senior-software-engineer, opening: eng-214.yaml}`",
    ".jsonl": '`{"role": "senior-software-engineer", "opening": "eng-214.yaml"}`',
}


def sheet(path: Path, text: str) -> Sheet:
    """Return the records of a file as a sheet; raise InputError if it holds anything else."""
    suffix = path.suffix.lower()
    found = _lines(text, path.as_posix()) if suffix in LINES else _list(text, path.as_posix(), suffix)
    heads: dict[str, Said] = {}
    records: list[tuple[Place, dict[str, Held]]] = []
    problems: list[Problem] = []
    for place, record in found:
        values: dict[str, Held] = {}
        for key, where, held in record:
            # defense records.duplicates: a key that a record has twice is an error
            if key in values:
                problems.append(Problem(f"`{printable(key, 60)}` is there twice", where))
            elif key not in heads:
                heads[key] = Said(key, where)
            values[key] = held
        records.append((place, values))
        # defense records.most: a file of more records or names than a batch may have is refused
        if len(records) > BATCH.rows or len(heads) > BATCH.columns:
            said = f"holds more than {BATCH.rows:,} rows or {BATCH.columns} columns"
            raise InputError(Problem(said, place))
    if problems:
        raise InputError(problems)
    return Sheet(list(heads.values()), _aligned(list(heads), records), guarded=False)


def _aligned(heads: list[str], records: list[tuple[Place, dict[str, Held]]]) -> Iterator[Line]:
    for place, values in records:
        absent = ("", place)
        held = [values.get(head, absent) for head in heads]
        yield Line([text for text, _ in held], [where for _, where in held], {})


def _lines(text: str, name: str) -> Iterator[Record]:
    """Yield the object of each line."""
    from jdgen.inputs.json_source import parse

    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(problems) >= _MOST_TOLD:
            break
        place = Place(name, number, 1)
        plain = _plain(line, place)
        if plain is not None:
            yield place, plain
            continue
        line = line.rstrip("\r")
        try:
            node = parse(line, name)
        except InputError:
            # With as many lines before it, it is complained of where it stands.
            attempt(partial(parse, "\n" * (number - 1) + line, name), problems)
            continue
        if isinstance(node, Mapping):
            yield place, _values(node, place)
        else:
            said = f"expected an object in each line, such as {_EXAMPLE['.jsonl']}"
            problems.append(Problem(said, place, "a list of objects is a .json file"))
    if problems:
        raise InputError(problems)


def _plain(line: str, place: Place) -> list[tuple[str, Place, Held]] | None:
    """Return the values of a line that nests nothing and escapes nothing, as most do; else None."""
    found: list[tuple[str, Place, Held]] = []
    at, sign = 0, "{"
    while pair := _PAIR.match(line, at):
        before, key, text, bare, null = pair.groups()
        if before != sign:
            return None
        at, sign = pair.end(), ","
        if null is None:
            value = (bare, place._replace(column=pair.start(4) + 1)) if text is None else (
                text, place._replace(column=pair.start(3))
            )  # fmt: skip
            found.append((key, place._replace(column=pair.start(2)), value))
    # defense records.plain: the quick way of a line takes none that has a key twice
    whole = line[at:].strip(" \t\r") == "}" and len({key for key, _, _ in found}) == len(found)
    return found if whole and found else None


def _list(text: str, name: str, suffix: str) -> Iterator[Record]:
    """Yield the objects of a list."""
    if suffix == ".json":
        from jdgen.inputs.json_source import parse
    else:
        from jdgen.inputs.yaml_source import parse
    node = parse(text, name, BATCH.cells)
    if isinstance(node, Mapping) and isinstance(node.entries.get("rows"), Sequence):
        others = [key for key in node.entries if key not in {"rows", "$schema"}]
        # defense records.beside: what stands beside the rows is an error, and not left out
        if others:
            told = others[:_MOST_TOLD]
            raise InputError(Problem(f"`{printable(key, 60)}` stands beside `rows`", node.keys[key]) for key in told)
        node = node.entries["rows"]
    if not isinstance(node, Sequence):
        example = _EXAMPLE.get(suffix, _EXAMPLE[".yaml"])
        raise InputError(Problem(f"expected a list of rows, such as {example}", node.place))
    wrong = [item.place for item in node.items if not isinstance(item, Mapping)]
    if wrong:
        raise InputError([Problem("expected keys and values of one row", place) for place in wrong[:_MOST_TOLD]])
    for item in node.items:
        if isinstance(item, Mapping):
            yield item.place, _values(item, item.place)


def _values(record: Mapping, place: Place) -> Iterator[tuple[str, Place, Held]]:
    """Yield the dotted names of all values of a record, where each name stands, and the values."""
    # A list and not a recursion, in the order of the file: what is put first is taken last.
    open_: list[tuple[str, Place, Node]] = [("", place, record)]
    while open_:
        key, where, node = open_.pop()
        if isinstance(node, Mapping):
            before = f"{key}." if key else ""
            inner: list[tuple[str, Place, Node]] = [
                (before + name, node.keys[name], held) for name, held in node.entries.items()
            ]
            open_.extend(reversed(inner))
        elif isinstance(node, Sequence):
            items: list[tuple[str, Place, Node]] = [
                (f"{key}[{index}]", held.place, held) for index, held in enumerate(node.items)
            ]
            open_.extend(reversed(items))
        elif not node.null:
            yield key, _within(where, place), (node.text, _within(node.place, place))


def _within(place: Place, record: Place) -> Place:
    """Return a place in the file, also of a record that was read alone."""
    return place if place.line >= record.line else Place(place.source, record.line, place.column)
