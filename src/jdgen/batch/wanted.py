"""What a batch is asked to do, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jdgen.batch.limits import Limits

if TYPE_CHECKING:
    from jdgen.pipeline import Request


class Shard(NamedTuple):
    """One of several runs that share a table: the `number`-th `of` so many, from 1; every so-many-th row is its own."""

    number: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table and what to make of each row.

    `request` holds what all rows share: documents, formats, date, settings, profiles, templates; what a row names and
    says is laid over its sources. `out` is a folder or an address such as `s3://bucket/folder`; `journal` is a file
    where the usual place, `.jdgen/journal.db` in the folder, will not do. `executor` is `local` or `dask:tcp://…`;
    without `workers` there are as many as cores. An archive holds the files of `archive` rows.
    """

    table: Path
    request: Request
    out: str
    names: Path | None = None
    """The file that renames columns."""
    sheet: str = ""
    """The sheet of a spreadsheet; the first where none is named."""
    journal: Path | None = None
    executor: str = "local"
    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    shard: Shard = field(default_factory=Shard)
    force: bool = False
    retry: bool = False
    """Whether only rows are made that failed before."""
    prune: bool = False
    dry: bool = False
    limit: int = 0
    """How many rows are made at most, as a proof; 0 is all of them."""
    archive: int = 0
    combine: bool = False
    one_sided: bool = False
    """Whether documents follow each other without empty pages, for a printer of one side."""
    index: bool = False
    """Whether a table says which files belong to which row."""
