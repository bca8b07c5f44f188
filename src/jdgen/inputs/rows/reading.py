"""A table of openings as rows: each names files and values, with places, and says itself what is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import csv_source, source
from jdgen.inputs.limits import BATCH
from jdgen.inputs.rows import columns
from jdgen.inputs.rows.heads import Sheet, parted
from jdgen.inputs.rows.line import Line
from jdgen.inputs.rows.making import Maker
from jdgen.inputs.rows.row import Rows
from jdgen.inputs.source import Mapping as Tree

TEXTS = (".csv", ".tsv")
BOOKS = (".xlsx", ".ods")
RECORDS = (".jsonl", ".ndjson", ".json", ".yaml", ".yml")
SUFFIXES = (*TEXTS, *BOOKS, *RECORDS)
_NO_SHEETS = f"`--sheet` goes with {' and '.join(BOOKS)} files; leave it out"
_ZIP = b"PK\x03\x04"


def read_rows(table: Path, names: Path | None = None, sheet: str = "") -> Rows:
    """Return the rows of a table, and its columns; `names` is a file that says which column a head means.

    Of a spreadsheet it is the first sheet, or the one that is named. Raise InputError if the table cannot be read,
    holds no row, or has a wrong column; what is wrong with one row is in its problems.
    """
    place = Place(table.as_posix())
    if table.suffix.lower() not in SUFFIXES:
        said = f"expected a {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file"
        raise InputError(Problem(said, place, _instead(table.suffix.lower())))
    if sheet and table.suffix.lower() not in BOOKS:
        raise InputError(Problem(f"has no sheets, and `--sheet {printable(sheet, 60)}` names one", place, _NO_SHEETS))
    renamed = source.read(names) if names else Tree(Place(""))
    with _without_collecting():
        found = _sheet(table, renamed, sheet)
        if found is None:
            raise InputError(Problem("is empty", place, _others(table, sheet)))
        made = _made(found, table, renamed, sheet)
    if not made.rows:
        hint = _others(table, sheet) or "write one for each opening"
        raise InputError(Problem("has no row below its head", place, hint))
    return made


def _instead(suffix: str) -> str:
    old = {".xls": ".xlsx", ".xlsm": ".xlsx", ".xlsb": ".xlsx", ".numbers": ".xlsx", ".txt": ".tsv"}
    return f"save it as {old[suffix]}" if suffix in old else nearest(suffix, SUFFIXES) if suffix else ""


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let nobody look for garbage among millions of cells while they are made: there is none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _sheet(table: Path, names: Tree, sheet: str) -> Sheet | None:
    """Return what a table holds, whatever its form; None where that is nothing."""
    name, suffix = table.as_posix(), table.suffix.lower()
    data = source.content(table, SUFFIXES, BATCH.size)
    if suffix in RECORDS:
        from jdgen.inputs.rows import records

        return records.sheet(table, source.decoded(data, name))
    # defense rows.packed: a spreadsheet that is called CSV is not read as text
    if suffix in TEXTS and data.startswith(_ZIP):
        said = "is a spreadsheet or another packed file, not CSV; save it as CSV"
        raise InputError(Problem(said, Place(name)))
    meant = frozenset(map(columns.folded, names.entries))
    lines = _of_book(data, name, sheet) if suffix in BOOKS else _of_text(data, name)
    return parted(lines, lambda text: columns.is_known(text, meant))


def _of_book(data: bytes, name: str, sheet: str) -> Iterator[Line]:
    """Return an iterator over the lines of a sheet of a spreadsheet."""
    if name.lower().endswith(".xlsx"):
        from jdgen.inputs.rows import xlsx

        return xlsx.lines(data, name, sheet)
    from jdgen.inputs.rows import ods

    return ods.lines(data, name, sheet)


def _others(table: Path, sheet: str) -> str:
    """Return which sheet of a spreadsheet was read, and which others there are; nothing where there are none."""
    if table.suffix.lower() not in BOOKS:
        return ""
    from jdgen.inputs import spreadsheet
    from jdgen.inputs.rows import ods

    data = source.content(table, SUFFIXES, BATCH.size)
    names = spreadsheet.sheets(data) if table.suffix.lower() == ".xlsx" else ods.sheets(data)
    own = spreadsheet.chosen(sheet, names, table.as_posix())
    others = [name for name in names if name != own]
    if not others:
        return ""
    return f"this is the sheet `{printable(own, 60)}`; `--sheet NAME` reads another: {spreadsheet.listed(others)}"


def _of_text(data: bytes, name: str) -> Iterator[Line]:
    """Return an iterator over the lines of CSV."""
    text = source.decoded(data, name)
    return (Line(texts, places, {}) for texts, places in csv_source.rows(text, name, BATCH.cells))


def _made(sheet: Sheet, table: Path, names: Tree, name: str) -> Rows:
    """Return the rows of a sheet; raise InputError with every wrong column."""
    # First, since to look for what a name may have meant takes a while for each.
    # defense rows.columns: a table of more columns than an opening has is refused
    if len(sheet.heads) > BATCH.columns:
        said = f"has more than {BATCH.columns} columns"
        raise InputError(Problem(said, sheet.heads[BATCH.columns].place, "leave out those that no opening needs"))
    again = any(columns.is_ours(head.text) for head in sheet.heads)
    given = columns.renamed(names, sheet.heads, again=again)
    keys, problems = columns.meanings(sheet.heads, given)
    near = any(problem.hint.startswith("did you mean") for problem in problems)
    if sheet.guarded and not (any(keys) or given or near):
        said = "the first row must name the columns, such as `role`, `company`, `opening` and `opening.pay.min`"
        raise InputError(Problem(said, sheet.heads[0].place, _others(table, name)))
    if problems:
        raise InputError(problems)
    maker = Maker(sheet, keys, table)
    return Rows(maker.heads, tuple(maker.rows()), again=again, extra=maker.extra)
