"""The archives and the one PDF that a batch asks for, made again where one of their files is another than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from jdgen.batch.afterwards import Broom
from jdgen.batch.events import Event
from jdgen.batch.jobs import Job, Outcome, Staged
from jdgen.batch.journal.journal import KeptFile
from jdgen.batch.packing.pack import Part, archives, combined, ready
from jdgen.batch.placing import Placer
from jdgen.batch.wanted import Wanted
from jdgen.errors import OutputError, Place
from jdgen.inputs.csv_source import written
from jdgen.inputs.rows.row import Row
from jdgen.writer import slug


class _Pack(NamedTuple):
    name: str
    format: str
    parts: tuple[Part, ...]
    data: Callable[[], bytes]


def check(wanted: Wanted) -> None:
    """Raise MachineError where what is asked for cannot be made here, before thousands of files are."""
    if wanted.combine:
        ready()


def packed(wanted: Wanted, jobs: Sequence[Job], placer: Placer, broom: Broom) -> Iterator[Event]:
    """Make what is asked for of the finished files; raise OutputError where one cannot be made or placed.

    What the journal knows of these has a table of its own, so that no row is taken for them.
    """
    kept = dict(placer.journal.rows())
    own = replace(placer, table=f"{placer.table}-packs", kept=kept)
    known = [row for row in kept.values() if row.table == own.table]
    asked = wanted.archive or wanted.combine or wanted.index
    if not (asked or known):
        return
    if not asked:
        names = ", ".join(f"`{file.name}`" for row in known[:3] for file in row.files)
        more = f" and {len(known) - 3} more" if len(known) > 3 else ""
        yield Event("lost", said=f"{names}{more} may hold older files; the options that made them make them again")
        return
    parts = list(_parts(jobs, own))
    missing = len(jobs) - len({part.row for part in parts})
    if missing:
        yield Event("lost", said=f"{missing} of {len(jobs)} rows have no files, and are in none that are packed")
    packs = list(_packs(wanted, parts, jobs, own))
    for pack in packs:
        yield from _made(pack, wanted, own)
    names_now = {pack.name for pack in packs}
    old = [row for row in known if names_now.isdisjoint(file.name for file in row.files)]
    yield from broom.rows(old, {}, placer.journal)


def _parts(jobs: Iterable[Job], placer: Placer) -> Iterator[Part]:
    """Yield the finished files in the order of the table; a row that failed leaves its place in an archive empty.

    They are packed as they stand, also those that somebody edited.
    """
    done = [(number, job, placer.kept.get(job.key)) for number, job in enumerate(jobs, 1)]
    made = [(number, job, kept.files) for number, job, kept in done if kept and kept.state == "done"]
    hashes = placer.store.hashes(file.name for _, _, files in made for file in files)
    for number, job, files in made:
        for file in files:
            if file.name in hashes:
                # One that was edited is looked through as a whole.
                known = hashes[file.name] if hashes[file.name] == file.sha256 else ""
                yield Part(number, file.name, file.format, f"{_label(job)} · {file.document}", known, file.document)


def _label(job: Job) -> str:
    """Return what a person calls a row: its id, its requisition, or its number."""
    cells = {cell.key: cell.value.text for cell in job.row.cells}
    role = job.row.names["role"].text if "role" in job.row.names else ""
    called = job.suffix or cells.get("opening.requisition", "") or f"row {job.row.number}"
    return " · ".join(filter(None, (called, cells.get("company.name", ""), role)))


def _packs(wanted: Wanted, parts: list[Part], jobs: Sequence[Job], placer: Placer) -> Iterator[_Pack]:
    shard = wanted.shard
    stem = slug(wanted.table.stem) + (f"-{shard.number}-of-{shard.of}" if shard.of > 1 else "")
    if wanted.archive:
        size = wanted.archive
        for _, some in groupby(parts, lambda part: (part.row - 1) // size):
            group = tuple(some)
            name = f"{stem}-{(group[0].row - 1) // size + 1:04d}.zip"
            yield _Pack(name, "zip", group, partial(_archive, group, size, placer, stem))
    pages = tuple(part for part in parts if part.format == "pdf")
    if wanted.combine and pages:
        title, duplex = wanted.table.stem, not wanted.one_sided
        name = f"{stem}.pdf" if duplex else f"{stem}-one-sided.pdf"
        yield _Pack(name, "pdf", pages, lambda: combined(pages, placer.store, title, duplex=duplex))
    if wanted.index:
        yield _Pack(f"{stem}-files.csv", "csv", tuple(parts), partial(_index, parts, jobs))


def _index(parts: Iterable[Part], jobs: Sequence[Job]) -> bytes:
    """Return which files belong to which row, as a table."""
    lines = [["row", "id", "document", "format", "file"]]
    for part in parts:
        row = jobs[part.row - 1].row
        told = row.names["id"].text if "id" in row.names else ""
        lines.append([str(row.number), told, part.document, part.format, part.name])
    return written(lines).encode("utf-8-sig")


def _archive(parts: tuple[Part, ...], size: int, placer: Placer, stem: str) -> bytes:
    return b"".join(piece for _, pieces in archives(parts, size, placer.store, stem) for piece in pieces)


def _made(pack: _Pack, wanted: Wanted, placer: Placer) -> Iterator[Event]:
    """Make one, unless it is there and holds these files."""
    key = f"{sha256(f'{placer.table} {pack.name}'.encode()).hexdigest()}-pack"
    members = "\n".join(f"{part.row} {part.name} {part.sha256} {part.title}" for part in pack.parts)
    job = Job(Row(0, Place(wanted.table.as_posix()), {}), key, sha256(members.encode()).hexdigest())
    before = placer.kept.get(key)
    if before and before.state == "done" and before.digest == job.digest and _stands(before.files, placer):
        return
    data = pack.data()
    staged = placer.store.stage({pack.name: data}, placer.journal.run)
    placer.store.flush(staged.values())
    file = Staged(pack.name, "pack", pack.format, staged[pack.name], sha256(data).hexdigest(), len(data))
    (placed,) = placer.place([(job, Outcome(0, files=(file,)))])
    if placed.problems:
        raise OutputError(placed.problems)
    for spared in placed.edited:
        yield Event("kept", files=((spared.name, "", spared.format),))
    if placed.moving:
        yield Event("packed", files=((pack.name, "", pack.format),))


def _stands(files: tuple[KeptFile, ...], placer: Placer) -> bool:
    hashes = placer.store.hashes(file.name for file in files)
    return all(hashes.get(file.name) == file.sha256 for file in files)
