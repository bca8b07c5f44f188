"""What a batch does at its end: it tells of files that nobody needs any more, and of the rows that failed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jdgen.batch import again
from jdgen.batch.events import Event
from jdgen.batch.jobs import owner_of
from jdgen.batch.journal.journal import Journal, Kept, KeptFile
from jdgen.batch.plan import Plan
from jdgen.batch.stores.outputs import damaged
from jdgen.batch.stores.places import is_folder
from jdgen.batch.stores.store import Store
from jdgen.batch.wanted import Wanted
from jdgen.errors import FullError, OutputError
from jdgen.inputs.rows.row import Rows
from jdgen.writer import slug


@dataclass(frozen=True, slots=True)
class Broom:
    """Files that nobody needs any more are listed, and with `remove` removed, but for those that somebody edited."""

    store: Store
    remove: bool
    force: bool = False

    def sweep(self, files: Iterable[KeptFile]) -> Iterator[Event]:
        """Yield what becomes of files that are there: `gone`, or `kept`."""
        for file in files:
            yield from self._sweep(file, {file.sha256})

    def _sweep(self, file: KeptFile, ours: set[str]) -> Iterator[Event]:
        told = ((file.name, file.document, file.format),)
        try:
            there = self.store.hashes([file.name]).get(file.name)
            if there is None:
                return
            # defense prune.edited: a file that somebody edited is not removed with its row
            if there not in ours and not self.force and not damaged(self.store.read(file.name), file.format):
                yield Event("kept", files=told)
                return
            if self.remove:
                self.store.remove(file.name)
        except FullError:
            raise
        except OutputError:
            # What stands there is a folder, or nobody may read it: somebody's own.
            yield Event("kept", files=told)
            return
        yield Event("gone", files=told, said="removed" if self.remove else "")

    def rows(self, rows: Iterable[Kept], owners: Mapping[str, str], journal: Journal | None) -> Iterator[Event]:
        """Tell of the files of rows that are gone; one whose files are all removed is forgotten.

        A file that another row owns now is that row's.
        """
        rows = sorted(rows, key=lambda row: row.number)
        ours: dict[str, set[str]] = {}
        for row in rows:
            for file in (*row.before, *row.files):
                ours.setdefault(file.name, set()).add(file.sha256)
        for row in rows:
            left = False
            # Several commands may have made one file.
            files = {file.name: file for file in (*row.before, *row.files) if file.name in ours}
            for name, file in files.items():
                known = ours.pop(name)
                for event in () if name.casefold() in owners else self._sweep(file, known):
                    left = left or event.kind == "kept"
                    yield event
            if self.remove and journal and not left:
                journal.forget([row.key])


def gone(kept: Mapping[str, Kept], plan: Plan) -> list[Kept]:
    """Return the rows that the table had and has no more, whatever was made of them."""
    return [row for row in kept.values() if row.table == plan.table and owner_of(row.key) not in plan.owners]


def tell_failed(wanted: Wanted, rows: Rows, failed: list[again.Failed], base: Path) -> Iterator[Event]:
    """Write the rows that failed into a table of their own, or take it away where none did.

    That of another table stays as it is: somebody may be mending it.
    """
    folder = Path(wanted.out) if is_folder(wanted.out) else base
    path = _failed_file(wanted, folder)
    name = wanted.table.name if not rows.again else again.table_of(wanted.table) or wanted.table.name
    if failed:
        from jdgen.writer import write

        # With the mark by which spreadsheets know UTF-8.
        text = again.table(rows, failed, folder, name).encode("utf-8-sig")
        # defense failed.theirs: a table that somebody wrote is not replaced by that of failed rows
        write({path.name: text}, folder, force=again.table_of(path) is not None)
        yield Event("packed", files=((path.name, "", "csv"),), said="failed")
    elif again.table_of(path) is not None:
        path.unlink(missing_ok=True)


def _failed_file(wanted: Wanted, folder: Path) -> Path:
    """Return the table of failed rows of a table: the one that is there, else `failed.csv`, or one with its name."""
    shard = wanted.shard
    part = f"-{shard.number}-of-{shard.of}" if shard.of > 1 else ""
    usual, own = folder / f"failed{part}.csv", folder / f"failed-{slug(wanted.table.stem)}{part}.csv"
    if wanted.table.resolve() in (usual.resolve(), own.resolve()):
        return wanted.table
    of = again.table_of(usual)
    return usual if not os.path.lexists(usual) or of in ("", wanted.table.name) else own
