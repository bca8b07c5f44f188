"""What stands in the place of the files of a row, held against what the journal knows of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from jdgen.batch.jobs import Job, owner_of
from jdgen.batch.journal.journal import Kept, KeptFile
from jdgen.batch.needs import Files
from jdgen.batch.stores.outputs import damaged
from jdgen.batch.stores.store import Store
from jdgen.errors import FullError, OutputError


class Standing(NamedTuple):
    """Whether a row and its files are as they were made, and which of the files somebody edited."""

    current: bool
    edited: tuple[KeptFile, ...] = ()


def otherwise(kept: Mapping[str, Kept], jobs: Iterable[Job]) -> dict[str, set[str]]:
    """Return the hashes of files as other commands made them of the same rows, by their names."""
    own = {job.key for job in jobs}
    owners = {owner_of(key) for key in own}
    found: dict[str, set[str]] = {}
    for row in kept.values():
        if row.key not in own and owner_of(row.key) in owners:
            for file in (*row.files, *row.before):
                found.setdefault(file.name, set()).add(file.sha256)
    return found


def standing(kept: Mapping[str, Kept], jobs: Collection[Job], store: Store, files: Files) -> dict[str, Standing]:
    """Return how it stands with the files of the jobs, by their keys; all files are looked at, whatever their dates."""
    known = {job.key: kept[job.key] for job in jobs if job.key in kept}
    told = {job.key: job.digest for job in jobs}
    others = otherwise(kept, jobs)
    # Thousands of rows are made from the same files.
    same = {needs: files.same(needs) for needs in {row.needs for row in known.values()}}
    done = {key: row for key, row in known.items() if row.state == "done"}
    hashes = _hashes([file.name for row in done.values() for file in row.files], store)
    found: dict[str, Standing] = {}
    for key, row in done.items():
        differing = [file for file in row.files if hashes.get(file.name) != file.sha256]
        edited = tuple(
            file for file in differing
            if hashes.get(file.name) not in others.get(file.name, ()) and _edited(file, hashes, store)
        )  # fmt: skip
        # defense standing.current: a file that is damaged or gone is made again
        unchanged = row.digest == told[key] and same[row.needs]
        found[key] = Standing(unchanged and len(edited) == len(differing), edited)
    return found


def _hashes(names: list[str], store: Store) -> dict[str, str]:
    """Return the hashes of files; one that cannot be read is as if it were not there, and its row says why later."""
    try:
        return store.hashes(names)
    except FullError:
        raise
    except OutputError:
        found: dict[str, str] = {}
        for name in names:
            with suppress(OutputError):
                found.update(store.hashes([name]))
        return found


def _edited(file: KeptFile, hashes: Mapping[str, str], store: Store) -> bool:
    """Return whether somebody changed a file: it is there, differs from what was written, and is whole."""
    return file.name in hashes and not damaged(store.read(file.name), file.format)
