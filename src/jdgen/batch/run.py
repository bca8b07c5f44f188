"""A batch from its table to its last file: what is new is made, what is there stays, and every row is told of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from jdgen.batch import afterwards, again, executors
from jdgen.batch.dispatch import Dispatch
from jdgen.batch.events import Ear, Event, Kind
from jdgen.batch.jobs import Job, Order, Outcome, owner_of
from jdgen.batch.journal.journal import Journal, Kept, known
from jdgen.batch.needs import Files
from jdgen.batch.packing import packs
from jdgen.batch.placing import Placed, Placer
from jdgen.batch.plan import Plan, planned
from jdgen.batch.standing import Standing, otherwise, standing
from jdgen.batch.stores.places import store_for
from jdgen.batch.stores.store import Store
from jdgen.batch.wanted import Wanted
from jdgen.errors import FullError, InputError, MachineError, Place, Problem, TemplateError
from jdgen.inputs.rows.reading import read_rows
from jdgen.inputs.rows.row import Rows
from jdgen.render import ready

_ERRORS = {error.exit_code: error for error in (InputError, TemplateError, MachineError)}


def run(wanted: Wanted, stopped: Ear) -> Iterator[Event]:
    """Yield what happens; raise JdgenError where nothing, or nothing more, can be made.

    While workers are at work, `stopped` is asked several times a second; once it says so, the workers are ended, what
    they had not handed over is left to the next run, and the events end. Closing the generator does the same, and so
    does KeyboardInterrupt at any moment.
    """
    for name in wanted.request.formats:
        ready(name)
    packs.check(wanted)
    rows = read_rows(wanted.table, wanted.names, wanted.sheet)
    store = store_for(wanted.out)
    path = journal_path(wanted)
    base = path.parent if wanted.journal else path.parent.parent
    plan = planned(rows, wanted, base)
    with ExitStack() as stack:
        journal: Journal | None = None
        if wanted.dry:
            kept, damaged = known(path)
            said = "the journal is damaged; the next run moves it aside" if damaged else ""
        else:
            journal = Journal(path)
            stack.callback(journal.close)
            kept, moved = dict(journal.rows()), journal.damaged
            said = f"the journal was damaged; it is kept as `{moved.name}`, and a new one is begun" if moved else ""
        if said:
            yield Event("lost", said=said)
        yield from _Batch(wanted, rows, plan, store, journal, kept, Files(base)).events(stopped)


def journal_path(wanted: Wanted) -> Path:
    """Return the file of the journal: the one that is named, or that of the shard in the folder of the files."""
    if wanted.journal:
        return wanted.journal
    shard = wanted.shard
    name = f"journal-{shard.number}-of-{shard.of}.db" if shard.of > 1 else "journal.db"
    return Path(wanted.out) / ".jdgen" / name


@dataclass(slots=True)
class _Batch:
    """One run: what is known at its beginning, and what becomes of each row."""

    wanted: Wanted
    rows: Rows
    plan: Plan
    store: Store
    journal: Journal | None
    kept: dict[str, Kept]
    files: Files
    failed: list[again.Failed] = field(default_factory=list)
    made: int = 0

    def events(self, stopped: Ear) -> Iterator[Event]:
        """Yield what happens."""
        jobs = self.plan.jobs
        if self.wanted.retry:
            jobs = [job for job in jobs if job.key in self.kept and self.kept[job.key].state == "failed"]
        stands = standing(self.kept, jobs, self.store, self.files)
        wrong = [job for job in jobs if job.row.problems]
        todo = [job for job in jobs if not job.row.problems and not self._is_current(job, stands)]
        yield Event("planned", todo=len(todo), total=len(jobs))
        for job in jobs:
            yield from self._as_it_stands(job, stands)
        for job in wrong:
            yield from self._fails(job, job.row.problems)
        journal = self.journal
        owners = self._owners()
        placer: Placer | None = None
        if journal:
            table, others = "" if self.rows.again else self.plan.table, otherwise(self.kept, jobs)
            placer = Placer(journal, self.store, table, self.wanted.force, self.kept, owners, others)
            placer.fail(wrong)
            self.store.sweep(placer.journal.run)
        # Found before rows are made: what becomes of those is in the journal alone.
        whole = not (self.rows.again or self.wanted.retry or self.wanted.limit)
        left = afterwards.gone(self.kept, self.plan) if whole else []
        if todo:
            yield from self._work(todo, placer, stopped)
        if stopped():
            return
        if placer:
            yield from afterwards.tell_failed(self.wanted, self.rows, self.failed, self.files.base)
        if self.failed and self.wanted.prune:
            yield Event("lost", said="nothing is removed while rows fail: what seems to be gone may be theirs")
        elif not self.failed:
            yield from self._broom().rows(left, owners, journal)
        if placer:
            yield from packs.packed(self.wanted, self.plan.jobs, placer, self._broom())

    def _is_current(self, job: Job, stands: dict[str, Standing]) -> bool:
        found = stands.get(job.key)
        return bool(found and found.current and not (found.edited and self.wanted.force))

    def _as_it_stands(self, job: Job, stands: dict[str, Standing]) -> Iterator[Event]:
        if job.row.problems or not self._is_current(job, stands):
            return
        files = self.kept[job.key].files
        yield Event("unchanged", job.row, tuple((f.name, f.document, f.format) for f in files))
        for file in stands[job.key].edited:
            yield Event("kept", job.row, ((file.name, file.document, file.format),))

    def _owners(self) -> dict[str, str]:
        """Return the owners of names of files; the name of a row that is gone may become another's."""
        rows = [
            row for row in self.kept.values()
            if owner_of(row.key) in self.plan.owners or row.table != self.plan.table
        ]  # fmt: skip
        return {file.name.casefold(): owner_of(row.key) for row in rows for file in row.files}

    def _broom(self) -> afterwards.Broom:
        """Return what tells of files that are gone; a row that failed may be the one that seems to be."""
        remove = self.wanted.prune and not self.failed and not self.wanted.dry
        return afterwards.Broom(self.store, remove, self.wanted.force)

    def _work(self, todo: list[Job], placer: Placer | None, stopped: Ear) -> Iterator[Event]:
        """Have the rows made, and place their files as they come; without a placer they are only composed."""
        wanted = self.wanted
        order = Order(
            wanted.request, self.store, placer.journal.run if placer else "dry", os.fspath(self.files.base), not placer
        )
        workers = min(wanted.workers or executors.cores(), len(todo))
        try:
            with stopped.gently(), executors.opened(wanted.executor, workers, wanted.limits, _warm(wanted)) as crew:
                crew.check(wanted.table, order)
                dispatch = Dispatch(crew, order, todo)
                for group in dispatch.outcomes(stopped):
                    yield from (Event("lost", job.row, said=why) for job, why in dispatch.lost)
                    dispatch.lost.clear()
                    yield from self._taken(group, placer)
                if stopped():
                    # Nobody waits for the rows that are under way.
                    crew.shutdown(wait=False, cancel_futures=True)
        finally:
            if placer:
                self.store.sweep(order.run)

    def _taken(self, group: list[tuple[Job, Outcome]], placer: Placer | None) -> Iterator[Event]:
        for _, outcome in group:
            if outcome.stops:
                raise FullError(outcome.problems)
            typed = [problem for problem in outcome.problems if problem.place and self._is_typed(problem.place)]
            if typed and not self.made:
                # What is typed is typed for every row.
                raise _ERRORS.get(outcome.code, InputError)(typed)
        placed = placer.place(group) if placer and group else [Placed(*one, problems=one[1].problems) for one in group]
        for one in placed:
            if one.problems:
                yield from self._fails(one.job, one.problems, one.outcome.seconds)
                continue
            self.made += 1
            yield from self._is_made(one, dry=placer is None)

    def _is_typed(self, place: Place) -> bool:
        """Return whether an option is what is wrong, or a file that an option names."""
        request = self.wanted.request
        named = {path.as_posix() for path in request.templates.files.values()}
        folder = Path(request.pages).as_posix() if request.pages else None
        return place.source.startswith("--") or place.source in named or place.source.rpartition("/")[0] == folder

    def _is_made(self, one: Placed, *, dry: bool) -> Iterator[Event]:
        told = tuple((file.name, file.document, file.format) for file in one.files if file not in one.edited)
        outcome = one.outcome
        # What was made may be what was there already.
        kind: Kind = "made" if one.moving or dry else "unchanged"
        said = "would be made" if dry else ""
        yield Event(kind, one.job.row, told, notices=outcome.notices, seconds=outcome.seconds, said=said)
        yield from (Event("kept", one.job.row, ((f.name, f.document, f.format),)) for f in one.edited)
        yield from (event._replace(row=one.job.row) for event in self._broom().sweep(one.old))

    def _fails(self, job: Job, problems: tuple[Problem, ...], seconds: float = 0.0) -> Iterator[Event]:
        self.failed.append(again.Failed(job, problems))
        yield Event("failed", job.row, problems=problems, seconds=seconds)


def _warm(wanted: Wanted) -> tuple[str, ...]:
    """Return the modules that workers load before they start."""
    own = (name for name in ("docx", "pdf") if name in wanted.request.formats)
    return ("jdgen.batch.work", *(f"jdgen.batch.warm_{name}" for name in own))
