"""The table of the rows that failed: it can be mended and given to the command again, as it is."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jdgen.batch.jobs import Job
from jdgen.errors import Problem
from jdgen.inputs.csv_source import written
from jdgen.inputs.rows.row import Head, Rows

OURS = "jdgen:"
"""How columns begin that are ours, and of which the key alone is read."""
_OWN = tuple(f"{OURS}{name}" for name in ("row", "problem", "key", "table"))
_PATHS = ("role", "company", "opening", "candidate")
_MOST = 1_000_000


class Failed(NamedTuple):
    """A row that was not made, and why."""

    job: Job
    problems: tuple[Problem, ...]


def table(rows: Rows, failed: Iterable[Failed], folder: Path, name: str) -> str:
    """Return the failed rows of the table `name` as CSV, with paths that count from the folder that it will stand in.

    Columns have the names of what they mean, so that no file that renames them is needed; those that mean nothing stay
    as ours. A row that was told from another by a number keeps it as its `id`, and its place in the journal as its key.
    """
    failed = sorted(failed, key=lambda one: one.job.row.number)
    numbered = any(one.job.suffix for one in failed) and not any(head.key == "id" for head in rows.heads)
    names = [head.key or f"{OURS}{head.said}" for head in rows.heads]
    lines = [[*_OWN, *(["id"] if numbered else []), *rows.extra, *names]]
    for one in failed:
        said = "; ".join(str(problem) for problem in one.problems)
        own = [one.job.suffix] if numbered else []
        # Without a key of its own a row is no row of the journal.
        key = one.job.owner if one.job.key.partition("-")[2] else ""
        cells = _cells(rows.heads, one.job, folder)
        lines.append([str(one.job.row.number), said, key, name, *own, *one.job.row.extra, *cells])
    return written(lines)


def table_of(path: Path) -> str | None:
    """Return the name of the table that a table of failed rows is of; None of a file that is not ours, or not there."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, first = (next(csv.reader([file.readline(_MOST)]), []) for _ in range(2))
    except (OSError, ValueError, csv.Error):
        return None
    # defense again.table: a table of failed rows is told from a file of somebody
    return (first[3:4] or [""])[0] if tuple(head[:4]) == _OWN else None


def _cells(heads: tuple[Head, ...], job: Job, folder: Path) -> Iterator[str]:
    """Yield the cells of a row, also those beyond the head."""
    row = job.row
    for index, head in enumerate(heads):
        text = row.given[index] if index < len(row.given) else ""
        if head.key == "id" and not text:
            text = job.suffix
        elif head.key in _PATHS and head.key in row.names and not _is_name(head.key, row.names[head.key].text):
            text = _from(row.names[head.key].text, folder)
        yield text
    yield from row.given[len(heads) :]


def _is_name(key: str, text: str) -> bool:
    return key == "role" and not text.lower().endswith((".yaml", ".yml", ".json"))


def _from(path: str, folder: Path) -> str:
    """Return a path as it counts from a folder, or whole where it lies on another drive."""
    whole = os.path.abspath(path)  # noqa: PTH100 - links are kept
    try:
        return Path(os.path.relpath(whole, folder.absolute())).as_posix()
    except ValueError:
        return Path(whole).as_posix()
