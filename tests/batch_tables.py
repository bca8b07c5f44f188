"""Tables of openings for the tests of batches, and what a run leaves in a folder."""

from __future__ import annotations

import csv
import io
import json
import os
from hashlib import sha256
from pathlib import Path

from conftest import EXAMPLES, Ran
from jdgen.inputs.rows.row import Row

ROLE = "senior-software-engineer"
COMPANY = EXAMPLES / "companies/riverbend.yaml"
OPENING = EXAMPLES / "openings/riverbend-eng-214.yaml"
CITIES = (("Denver", "CO"), ("Boise", "ID"), ("Austin", "TX"))
HEADS = (
    "role", "company", "opening", "opening.requisition", "opening.pay.min", "opening.locations[0].locality",
    "opening.locations[0].region",
)  # fmt: skip


def row(number: int, folder: Path, **cells: str) -> dict[str, str]:
    """Return a row of the example, each with a requisition, pay and place of its own."""
    city, region = CITIES[number % len(CITIES)]
    given = (
        ROLE, os.path.relpath(COMPANY, folder), os.path.relpath(OPENING, folder), f"ENG-{number}",
        str(150_000 + number), city, region,
    )  # fmt: skip
    return {**dict(zip(HEADS, given, strict=True)), **cells}


def write_table(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write rows as CSV, with all columns that any of them has."""
    heads = list(dict.fromkeys(head for one in rows for head in one))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, heads, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def table(folder: Path, count: int, name: str = "jobs.csv") -> Path:
    """Write a table of the example with so many rows."""
    return write_table(folder / name, [row(number, folder) for number in range(1, count + 1)])


def files(folder: Path) -> dict[str, str]:
    """Return the hashes of all files in a folder by their names; the journal's is left out."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != ".jdgen")
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


def kept(folder: Path) -> list[str]:
    """Return the names of all that stands beside the journal."""
    return sorted(path.name for path in (folder / ".jdgen").iterdir())


def told(done: Ran) -> list[dict[str, object]]:
    """Return the objects that a run with `--json` printed, without the summary."""
    return [one for one in map(json.loads, done.out.splitlines()) if "summary" not in one]


def states(done: Ran) -> dict[tuple[int, str], str]:
    """Return what became of each document, by its row and format."""
    made = [one for one in told(done) if one.get("row") and "format" in one]
    return {(int(str(one["row"])), str(one["format"])): str(one["state"]) for one in made}


def name_of(number: int, form: str = "txt") -> str:
    """Return the name of the posting of a row of the example."""
    return f"riverbend-robotics-{ROLE}-eng-{number}-posting.{form}"


def named(done: Ran, state: str) -> list[str]:
    """Return the names of the files of which a run with `--json` told that state."""
    return [Path(str(one["file"])).name for one in told(done) if one["state"] == state]


def said(row: Row) -> dict[str, str]:
    """Return what a row that was read names and says."""
    return {**{name: value.text for name, value in row.names.items()}, **{key: value.text for key, value in row.cells}}
