"""Jobs to workers and back: in chunks, a few at a time, until each has an outcome, whatever happens to workers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import Any

from jdgen.batch.jobs import Job, Lost, Order, Outcome
from jdgen.batch.work import make
from jdgen.errors import MachineError, OutputError, Problem

_TRIES = 3
"""How often a row is given to a worker before it is the row that ends workers."""
_SECONDS = 0.5
"""How long a worker should have with one chunk."""
_MOST = 64
_TICK = 0.2
"""How many seconds pass at most before somebody is asked whether to stop."""


class Dispatch:
    """The way of jobs through an executor; `crew` has `submit` and `width`, the number of calls that it runs at once.

    At most twice as many chunks as that are on their way, so that memory does not grow with the table.
    """

    def __init__(self, crew: Any, order: Order, jobs: list[Job]) -> None:
        self._crew = crew
        self._order = order
        self._waiting = deque(jobs)
        self._alone: deque[Job] = deque()
        """Rows whose worker was lost, which are made by themselves."""
        self._running: dict[Future[list[Outcome]], list[Job]] = {}
        self._tries: Counter[str] = Counter()
        self._seconds = 0.0
        self.lost: list[tuple[Job, str]] = []
        """The rows that workers were lost with, and why, since somebody looked."""

    def outcomes(self, stopped: Callable[[], bool]) -> Iterator[list[tuple[Job, Outcome]]]:
        """Yield groups of outcomes as they come, an empty one now and then; end when all are there, or when stopped."""
        while self._waiting or self._alone or self._running:
            if stopped():
                yield self._taken(future for future in list(self._running) if future.done())
                return
            self._fill()
            done, _ = wait(self._running, timeout=_TICK, return_when=FIRST_COMPLETED)
            yield self._taken(done)

    def _fill(self) -> None:
        while len(self._running) < 2 * self._crew.width and (self._alone or self._waiting):
            jobs = [self._alone.popleft()] if self._alone else self._chunk()
            try:
                self._running[self._crew.submit(make, self._order, jobs)] = jobs
            except BrokenExecutor as error:
                raise _broken(error) from None

    def _chunk(self) -> list[Job]:
        """Return the next jobs: as many as take half a second, and less towards the end, so that none works alone."""
        fitting = int(_SECONDS / self._seconds) if self._seconds else 1
        fair = len(self._waiting) // (2 * self._crew.width)
        size = max(1, min(fitting, fair, _MOST))
        return [self._waiting.popleft() for _ in range(min(size, len(self._waiting)))]

    def _taken(self, done: Any) -> list[tuple[Job, Outcome]]:
        found: list[tuple[Job, Outcome]] = []
        for future in done:
            jobs = self._running.pop(future)
            try:
                made = future.result()
            except Lost as lost:
                made = lost.items
                # The worker ended before it brought them to the disk.
                # defense dispatch.flushed: files of a worker that was lost are on the disk before they have their names
                self._order.store.flush(file.staged for outcome in made for file in outcome.files)
                found.extend(self._missed(jobs[len(made) :], lost, alone=len(jobs) == 1))
            except BrokenExecutor as error:
                raise _broken(error) from None
            else:
                # defense dispatch.missed: a row that no worker told of is made again
                left = jobs[len(made) :]
                found.extend(self._missed(left, Lost(made, "told nothing of it"), alone=len(jobs) == 1))
            found.extend(zip(jobs, made, strict=False))
        for _, outcome in found:
            if outcome.seconds:
                self._seconds = outcome.seconds if not self._seconds else 0.7 * self._seconds + 0.3 * outcome.seconds
        return found

    def _missed(self, jobs: list[Job], lost: Lost, *, alone: bool) -> Iterator[tuple[Job, Outcome]]:
        """Hand out again what a worker left; yield the outcome of a row that has ended too many of them by itself."""
        if not jobs:
            return
        first, *others = jobs
        self.lost.append((first, lost.why))
        if lost.items or lost.slow:
            self._waiting.extendleft(reversed(others))
        else:
            # It may have been any of them: a cluster does not say how far its worker came.
            self._alone.extend(others)
        # Among others, another row may be what ended it.
        self._tries[first.key] += alone
        # defense dispatch.tries: a row that ends its worker again and again fails, and others go on
        if lost.slow or self._tries[first.key] >= _TRIES:
            said = Problem(f"no document was made: the worker {lost.why}", first.row.place)
            yield first, Outcome(first.row.number, problems=(said,), code=OutputError.exit_code)
        else:
            self._alone.append(first)


def _broken(error: BrokenExecutor) -> MachineError:
    return MachineError(Problem(str(error)))
