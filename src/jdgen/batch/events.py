"""What a batch tells while it runs; whoever draws progress reads nothing else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from jdgen.errors import Problem
from jdgen.inputs.rows.row import Row

Kind = Literal["planned", "made", "unchanged", "kept", "failed", "gone", "lost", "packed"]
"""`kept` is a file that somebody edited, `gone` the files of a row that the table has no more, `lost` a worker.

`packed` is a file made of others: an archive, the one PDF, or with `failed` said the table of failed rows.
"""


class Event(NamedTuple):
    """One thing that happened: to a row, to a file, or to a worker.

    `planned` says with `todo` how many rows there are to make, and with `total` how many rows of the table this run
    looks at. A row that is `made` or `unchanged` has its `files`. `failed` has the problems, `made` may have notices.
    """

    kind: Kind
    row: Row | None = None
    files: tuple[tuple[str, str, str], ...] = ()
    """Name, document and format of each."""
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    seconds: float = 0.0
    todo: int = 0
    total: int = 0
    said: str = ""


class Ear(Protocol):
    """Whether somebody wants a run to end."""

    def __call__(self) -> bool:
        """Return whether to end; asked several times a second, it may draw."""

    def gently(self) -> AbstractContextManager[object]:
        """While it is open, whoever wants the end only says so; else KeyboardInterrupt is raised at once."""
