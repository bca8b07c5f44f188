"""Jobs and workers that end in every way: each job has exactly one outcome, and nothing waits for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from types import SimpleNamespace
from typing import Any

import pytest

from jdgen.batch import dispatch as module
from jdgen.batch.dispatch import Dispatch
from jdgen.batch.jobs import Job, Lost, Outcome, Staged
from jdgen.errors import MachineError, Place

Play = Callable[[list[Job]], list[Outcome]]
COUNT = 40


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask at once whether to stop."""
    monkeypatch.setattr(module, "_TICK", 0.001)


def jobs(count: int = COUNT) -> list[Job]:
    rows: list[Any] = [SimpleNamespace(number=n, place=Place("jobs.csv", n + 1, 1)) for n in range(1, count + 1)]
    return [Job(row, f"key-{row.number}", "digest") for row in rows]


def made(job: Job, seconds: float = 0.02) -> Outcome:
    """Return the outcome of a row whose file was staged."""
    number = job.row.number
    return Outcome(number, (Staged(f"{number}.txt", "posting", "txt", f"{number}.part", "", 1),), seconds=seconds)


class Crew:
    """Workers whose calls are over at once, or when the test says so; `calls` are the numbers of rows of each."""

    def __init__(self, play: Play, width: int = 2, *, held: bool = False) -> None:
        self.width = width
        self.calls: list[list[int]] = []
        self.waiting: list[tuple[Future[list[Outcome]], list[Job]]] = []
        self.most = 0
        self.lost: list[tuple[int, str]] = []
        """Rows that workers were lost with."""
        self.flushed: list[str] = []
        self._play = play
        self._held = held
        self.order: Any = SimpleNamespace(store=SimpleNamespace(flush=self.flushed.extend))

    def submit(self, _function: object, order: object, chunk: list[Job]) -> Future[list[Outcome]]:
        assert order is self.order
        assert chunk, "a call without a row"
        self.calls.append([job.row.number for job in chunk])
        assert len(self.calls) < 500, "it does not end"
        future: Future[list[Outcome]] = Future()
        self.waiting.append((future, chunk))
        self.most = max(self.most, len(self.waiting))
        if not self._held:
            self.settle()
        return future

    def settle(self) -> None:
        """End the call that waits longest."""
        future, chunk = self.waiting.pop(0)
        future.set_running_or_notify_cancel()
        try:
            future.set_result(self._play(chunk))
        except (Lost, BrokenExecutor) as error:
            future.set_exception(error)


def run(crew: Crew, given: list[Job], stopped: Callable[[], bool] = lambda: False) -> list[tuple[Job, Outcome]]:
    """Return all outcomes, whose files are on the disk when they come."""
    found: list[tuple[Job, Outcome]] = []
    sent = Dispatch(crew, crew.order, given)
    for step, group in enumerate(sent.outcomes(stopped)):
        assert step < 500, "it does not end"
        found += group
        crew.lost += [(job.row.number, why) for job, why in sent.lost]
        sent.lost.clear()
    assert all(outcome.number == job.row.number for job, outcome in found)
    return found


def good(found: list[tuple[Job, Outcome]]) -> list[int]:
    return sorted(outcome.number for _, outcome in found if outcome.files)


def bad(found: list[tuple[Job, Outcome]]) -> list[tuple[int, int, list[str]]]:
    return [(one.number, one.code, [str(problem) for problem in one.problems]) for _, one in found if not one.files]


def ending(number: int, times: int, *, tells: bool, slow: bool = False) -> Play:
    """Return what makes rows, and whose worker ends so many times when it comes to a row."""
    met: Counter[int] = Counter()

    def play(chunk: list[Job]) -> list[Outcome]:
        items: list[Outcome] = []
        for job in chunk:
            if job.row.number == number and met[number] < times:
                met[number] += 1
                why = "took longer than 60 seconds" if slow else "was killed by signal 9"
                raise Lost(items if tells else [], why, slow=slow)
            items.append(made(job))
        return items

    return play


def whole(chunk: list[Job]) -> list[Outcome]:
    return [made(job) for job in chunk]


@pytest.mark.parametrize("width", [1, 2, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 5, COUNT])
def test_each_row_has_its_outcome(width: int, count: int) -> None:
    crew = Crew(whole, width)
    found = run(crew, jobs(count))
    assert (good(found), bad(found)) == (list(range(1, count + 1)), [])
    assert [number for call in crew.calls for number in call] == list(range(1, count + 1))


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_worker_that_is_lost_once_costs_nothing(number: int, tells: bool) -> None:
    crew = Crew(ending(number, 1, tells=tells))
    found = run(crew, jobs())
    assert (good(found), bad(found)) == (list(range(1, COUNT + 1)), [])


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("number", range(1, COUNT + 1, 3))
def test_a_row_that_ends_three_workers_by_itself_has_failed(number: int, tells: bool) -> None:
    crew = Crew(ending(number, 1000, tells=tells))
    found = run(crew, jobs())
    said = f"jobs.csv:{number + 1}:1: no document was made: the worker was killed by signal 9"
    assert bad(found) == [(number, 4, [said])]
    assert good(found) == [n for n in range(1, COUNT + 1) if n != number]
    assert crew.calls.count([number]) == 3


def test_rows_that_all_end_workers_all_fail() -> None:
    def play(chunk: list[Job]) -> list[Outcome]:
        raise Lost([], "ran out of memory")

    crew = Crew(play)
    found = run(crew, jobs(9))
    assert sorted(number for number, _, _ in bad(found)) == list(range(1, 10))
    assert all(crew.calls.count([number]) == 3 for number in range(1, 10))


@pytest.mark.parametrize("number", range(1, COUNT + 1, 3))
def test_a_row_that_is_slow_is_not_tried_again(number: int) -> None:
    crew = Crew(ending(number, 1000, tells=True, slow=True))
    found = run(crew, jobs())
    said = f"jobs.csv:{number + 1}:1: no document was made: the worker took longer than 60 seconds"
    assert bad(found) == [(number, 4, [said])]
    assert good(found) == [n for n in range(1, COUNT + 1) if n != number]
    assert [number in call for call in crew.calls].count(True) == 1


def test_rows_that_a_worker_says_nothing_of_are_not_lost() -> None:
    crew = Crew(lambda chunk: whole(chunk)[: max(1, len(chunk) - 1)])
    found = run(crew, jobs())
    assert (good(found), bad(found)) == (list(range(1, COUNT + 1)), [])


def test_a_row_that_no_worker_says_anything_of_has_failed() -> None:
    crew = Crew(lambda chunk: [made(job) for job in chunk if job.row.number != 5])
    found = run(crew, jobs(5))
    assert bad(found) == [(5, 4, ["jobs.csv:6:1: no document was made: the worker told nothing of it"])]
    assert good(found) == [1, 2, 3, 4]


def test_who_looks_hears_which_workers_were_lost() -> None:
    crew = Crew(ending(2, 2, tells=True), width=1)
    run(crew, jobs(2))
    assert crew.lost == [(2, "was killed by signal 9")] * 2


def test_what_a_lost_worker_had_made_is_on_the_disk_before_it_is_handed_on() -> None:
    crew = Crew(ending(30, 1, tells=True), width=1)
    sent = Dispatch(crew, crew.order, jobs())
    group = next(group for group in sent.outcomes(lambda: False) if sent.lost)
    (call,) = [call for call in crew.calls if 30 in call]
    before = call[: call.index(30)]
    assert len(before) > 1
    assert crew.flushed == [f"{number}.part" for number in before]
    assert set(before) <= {outcome.number for _, outcome in group}


@pytest.mark.parametrize("at_once", [True, False])
def test_workers_that_cannot_start_end_it_with_their_words(at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def play(chunk: list[Job]) -> list[Outcome]:
        raise BrokenExecutor("no worker can be started: too many open files; `ulimit -n 1024` allows more")

    crew = Crew(play)
    if at_once:
        monkeypatch.setattr(crew, "submit", lambda *_: play([]))
    with pytest.raises(MachineError) as caught:
        run(crew, jobs())
    assert str(caught.value) == "no worker can be started: too many open files; `ulimit -n 1024` allows more"


@pytest.mark.parametrize("width", [1, 3])
def test_at_most_twice_as_many_calls_as_workers_are_on_their_way(width: int) -> None:
    crew = Crew(whole, width, held=True)

    def settled() -> bool:
        if crew.waiting:
            crew.settle()
        return False

    assert good(run(crew, jobs(), settled)) == list(range(1, COUNT + 1))
    assert crew.most == 2 * width


def test_who_stops_has_what_is_done_and_nothing_else() -> None:
    crew = Crew(whole, held=True)

    def stopped() -> bool:
        if len(crew.waiting) < 4:
            return False
        crew.settle()
        crew.settle()
        return True

    assert good(run(crew, jobs(), stopped)) == [1, 2]
    assert (len(crew.calls), len(crew.waiting)) == (4, 2)


def test_who_stops_at_once_begins_nothing() -> None:
    crew = Crew(whole)
    assert run(crew, jobs(), lambda: True) == []
    assert crew.calls == []


@pytest.mark.parametrize(("seconds", "size"), [(0.1, 5), (0.0001, 64), (0.24, 2), (10, 1)])
def test_a_call_takes_about_half_a_second(seconds: float, size: int) -> None:
    crew = Crew(lambda chunk: [made(job, seconds) for job in chunk], width=1)
    run(crew, jobs(400))
    sizes = [len(call) for call in crew.calls]
    # Nobody knows at first how long a row takes.
    assert sizes[:2] == [1, 1]
    assert set(sizes[2:4]) == {size}
    assert max(sizes) == size


def test_towards_the_end_calls_are_small() -> None:
    """So that no worker works alone on the last rows."""
    crew = Crew(lambda chunk: [made(job, 0.0001) for job in chunk])
    run(crew, jobs(100))
    left = 100
    for call in crew.calls:
        assert len(call) <= max(1, left // 4)
        left -= len(call)
    assert left == 0
    assert len(crew.calls[-1]) == 1
