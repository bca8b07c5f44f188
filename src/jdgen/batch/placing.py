"""Staged files get their names, and the journal knows each of them before it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from jdgen.batch.jobs import Job, Outcome, Staged
from jdgen.batch.journal.journal import Journal, Kept, KeptFile, State
from jdgen.batch.stores.outputs import damaged
from jdgen.batch.stores.store import Store
from jdgen.errors import FullError, OutputError, Place, Problem

_FORCE = "`--force` overwrites it"
_Way = Literal["free", "there", "edited", "unknown", "another's"]
"""What stands where a file is to go: nothing, or what we wrote; the file itself; what somebody edited; what we never
wrote; a file of another row.
"""


class Placed(NamedTuple):
    """A row whose files have their names, or what stood in the way.

    `old` are files that it has no more, `edited` those that somebody changed and that stay as they are.
    """

    job: Job
    outcome: Outcome
    files: tuple[KeptFile, ...] = ()
    moving: tuple[Staged, ...] = ()
    problems: tuple[Problem, ...] = ()
    old: tuple[KeptFile, ...] = ()
    edited: tuple[KeptFile, ...] = ()


@dataclass(slots=True)
class Placer:
    """Gives files their names, a group of rows at a time: all files of a row, or none.

    A file that somebody edited is kept, and the other files of the row are made; one that we never wrote keeps its row
    from being made. With `force` both are replaced.
    """

    journal: Journal
    store: Store
    table: str
    """What the journal calls the table; with an empty text, a row keeps the table that it was of."""
    force: bool = False
    kept: dict[str, Kept] = field(default_factory=dict)
    """What the journal knew of rows before this run made them."""
    owners: dict[str, str] = field(default_factory=dict)
    """The owners of names of files, in small letters, as some disks see them."""
    otherwise: dict[str, set[str]] = field(default_factory=dict)
    """The hashes of files as other commands made them of these rows."""

    def place(self, done: Sequence[tuple[Job, Outcome]]) -> list[Placed]:
        """Place the files of rows that were made; raise FullError where no further file can be placed at all."""
        there = self._there(done)
        found = [self._looked_at(job, outcome, there) for job, outcome in done]
        able = [one for one in found if not one.problems]
        # defense placing.committed: whatever stands there after a crash is known as ours
        self.journal.put(self._row(one, "placing") for one in able)
        after = [one._replace(problems=self._moved(one)) if not one.problems else one for one in found]
        self.journal.put(self._row(one, "failed" if one.problems else "done") for one in after)
        told = [one._replace(outcome=self._with_notice(one)) for one in after]
        for one in after:
            # A row comes once in a run; what became of it is in the journal, and not kept here for 100,000 rows.
            self.kept.pop(one.job.key, None)
        return told

    def fail(self, jobs: Sequence[Job]) -> None:
        """Keep that rows failed before anything was made of them."""
        self.journal.put(self._row(Placed(job, Outcome(job.row.number)), "failed") for job in jobs)

    def _there(self, done: Sequence[tuple[Job, Outcome]]) -> dict[str, str | tuple[Problem, ...]]:
        """Return the hashes of what stands in the place of files, or why it cannot be read."""
        names = [file.name for _, outcome in done for file in outcome.files]
        try:
            return dict(self.store.hashes(names))
        except FullError:
            raise
        except OutputError:
            found: dict[str, str | tuple[Problem, ...]] = {}
            for name in names:
                try:
                    found.update(self.store.hashes([name]))
                except FullError:
                    raise
                except OutputError as error:
                    # It is a folder, or nobody may read it.
                    found[name] = tuple(error.problems)
            return found

    def _looked_at(self, job: Job, outcome: Outcome, there: Mapping[str, str | tuple[Problem, ...]]) -> Placed:
        """Return a row with what stands in the way of its files; staged ones that are not needed are dropped."""
        before = self.kept.get(job.key)
        problems = list(outcome.problems)
        edited: list[Staged] = []
        moving: list[Staged] = []
        for file in outcome.files:
            held = there.get(file.name, "")
            if isinstance(held, tuple):
                problems.extend(held)
                continue
            way = self._way(file, held, job, before)
            if way == "edited":
                edited.append(file)
            elif way == "free":
                moving.append(file)
            elif way != "there":
                problems.append(_problem(file, way, job))
        # defense placing.whole_rows: all files of a row get their names, or none
        moving = [] if problems else moving
        self.store.discard(file.staged for file in outcome.files if file not in moving)
        names = {file.name for file in outcome.files}
        old = tuple(file for file in _all(before) if names and file.name not in names)
        files = tuple(_kept(file) for file in outcome.files)
        left = tuple({file.name: file for file in old}.values())
        return Placed(job, outcome, files, tuple(moving), tuple(problems), left, tuple(_kept(file) for file in edited))

    def _way(self, file: Staged, held: str, job: Job, before: Kept | None) -> _Way:
        # defense placing.owners: two rows do not write one file
        if self.owners.setdefault(file.name.casefold(), job.owner) != job.owner:
            return "another's"
        ours = {one.sha256 for one in _all(before) if one.name == file.name} | self.otherwise.get(file.name, set())
        if held == file.sha256:
            return "there"
        if not held or held in ours or self.force:
            return "free"
        # defense placing.unknown: a file that a batch never wrote is not replaced
        if not ours:
            return "unknown"
        # defense placing.edited: what somebody edited is kept
        return "free" if damaged(self.store.read(file.name), file.format) else "edited"

    def _moved(self, one: Placed) -> tuple[Problem, ...]:
        """Give the files of a row their names; return what kept one of them from it."""
        for index, file in enumerate(one.moving):
            try:
                self.store.place(file.staged, file.name)
            except OutputError as error:
                self.store.discard(left.staged for left in one.moving[index:])
                if isinstance(error, FullError):
                    raise
                return tuple(problem._replace(place=problem.place or Place(file.name)) for problem in error.problems)
        return ()

    def _row(self, one: Placed, state: State) -> Kept:
        """Return what the journal keeps of a row, so that whatever we wrote under its names is known as ours."""
        job, before = one.job, self.kept.get(one.job.key)
        table = self.table or (before.table if before else "")
        number = job.row.number if self.table or not before else before.number
        known = _all(before)
        if state == "failed":
            # What was made of it before stands as it did, but for what a move that failed half-way replaced.
            digest, files = (before.digest, before.files) if before else ("", ())
            return Kept(job.key, digest, state, files, (*known, *one.files), one.outcome.needs, table, number)
        left = one.old if state == "done" else known
        return Kept(job.key, job.digest, state, one.files, left, one.outcome.needs, table, number)

    def _with_notice(self, one: Placed) -> Outcome:
        """Return an outcome that tells of a row which another table made before."""
        before = self.kept.get(one.job.key)
        if one.problems or not (before and before.table and self.table and before.table != self.table):
            return one.outcome
        if before.digest == one.job.digest or not one.moving:
            return one.outcome
        said = Problem("takes the place of what another table made of the same opening", one.job.row.place)
        return replace(one.outcome, notices=(*one.outcome.notices, said))


def _all(row: Kept | None) -> tuple[KeptFile, ...]:
    """Return the files of a row, as they may stand there."""
    return tuple(dict.fromkeys((*row.files, *row.before))) if row else ()


def _kept(file: Staged) -> KeptFile:
    return KeptFile(file.name, file.document, file.format, file.sha256, file.size)


def _problem(file: Staged, way: _Way, job: Job) -> Problem:
    if way == "another's":
        said = f"the files of this row would have the names of another's: `{file.name}`"
        return Problem(said, job.row.place, "give each of them an `id`, in a column of that name")
    return Problem(f"`{file.name}` exists with other content", job.row.place, _FORCE)
