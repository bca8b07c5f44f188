"""What goes to a worker and what comes back: plain values that can be sent to another process or machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jdgen.errors import Problem

if TYPE_CHECKING:
    from jdgen.batch.stores.store import Store
    from jdgen.inputs.rows.row import Row
    from jdgen.pipeline import Request


@dataclass(frozen=True, slots=True)
class Job:
    """One row to make: `key` names it in the journal, `digest` is the hash of what it says, with all options.

    `suffix` stands at the end of the names of its files, and tells them from those of another row. The first part of
    the key is the row's `owner`, who has the names of its files; the second tells what is made of it.
    """

    row: Row
    key: str
    digest: str
    suffix: str = ""

    @property
    def owner(self) -> str:
        """Return who has the names of the files."""
        return owner_of(self.key)


def owner_of(key: str) -> str:
    """Return the row of a key, whatever is made of it."""
    return key.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Order:
    """What all jobs of a run share; `run` begins the names of staged files, paths of needs count from `folder`.

    In a `dry` one, documents are composed and no file is made.
    """

    request: Request
    store: Store
    run: str
    folder: str
    dry: bool = False


class Staged(NamedTuple):
    """A finished file that has not got its name yet: `staged` is where it waits."""

    name: str
    document: str
    format: str
    staged: str
    sha256: str
    size: int


class Need(NamedTuple):
    """A file that a row was made from, and the hash of its bytes; none where it was not there."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: its files, or the problems that stood in the way, with the exit code they would have.

    What `stops` a row would stop every other.
    """

    number: int
    files: tuple[Staged, ...] = ()
    problems: tuple[Problem, ...] = ()
    code: int = 0
    stops: bool = False
    notices: tuple[Problem, ...] = ()
    needs: tuple[Need, ...] = ()
    seconds: float = 0.0


class Lost(Exception):  # noqa: N818 - what is lost is a worker, and it is no error of its own
    """A worker ended before it had made all that it was given.

    `items` are those that it had made, `why` says what ended it, as a part of a sentence: `was killed by signal 9`,
    `took longer than 60 seconds`. A worker that is `slow` would be slow again.
    """

    def __init__(self, items: list[Outcome], why: str, *, slow: bool = False) -> None:
        super().__init__(why)
        self.items = items
        self.why = why
        self.slow = slow
