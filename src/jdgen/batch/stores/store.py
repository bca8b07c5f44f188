"""Where the files of a batch go: a folder, or anything that has an address.

A worker stages a file, whole, under a name that nobody looks at; it is flushed to the disk with those of other rows,
and the one process that keeps the journal gives it its name. So no file is half-written, and the journal knows each
before it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Store(Protocol):
    """A place for files; names are relative to it and have no folders. It can be sent to another process.

    Every method raises OutputError, with the file and the cause, where the place says no; FullError where no further
    file can be written at all (no space left, read-only, not permitted, too many open files).
    """

    def stage(self, files: Mapping[str, bytes], run: str) -> dict[str, str]:
        """Write files whole under names of their own, and return these by the names they will have."""

    def place(self, staged: str, name: str) -> None:
        """Give a staged file its name in one step; what stood there is replaced."""

    def discard(self, staged: Iterable[str]) -> None:
        """Remove staged files; one that is gone is no fault."""

    def flush(self, staged: Iterable[str]) -> None:
        """Bring staged files to the disk, before the journal says that they get their names; many at once are cheap."""

    def sweep(self, run: str) -> None:
        """Remove the staged files that ended runs left behind; called by the one process that holds the journal.

        `run` is the journal's. Those of other journals may be at work, and are removed when they are a day old.
        """

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of each file that is there."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is no fault."""
