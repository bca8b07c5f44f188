"""Workers end in every way there is, and nothing is lost, doubled, torn or left behind."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import suppress
from pathlib import Path

import pool_work
import pytest

from jdgen.batch.jobs import Lost
from jdgen.batch.pool.pool import Limits, Pool
from jdgen.batch.pool.reasons import why

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends workers by signals")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts on /proc")
WAYS = pytest.mark.parametrize("way", [pytest.param("forkserver", marks=LINUX), "spawn"])


def lost(pool: Pool, function, *arguments, seconds: float = pool_work.PATIENCE) -> Lost:
    with pytest.raises(Lost) as caught:
        pool.submit(function, *arguments).result(timeout=seconds)
    return caught.value


def gone(pid: int, seconds: float = pool_work.PATIENCE) -> bool:
    """Return whether a process has ended, soon; one that nobody has waited for yet has not."""
    until = time.monotonic() + seconds
    while exists(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def came(pool: Pool) -> list[list[int]]:
    """Return the items that have come of each call under way."""
    found = (worker.call for worker in list(pool._supervisor._workers.values()))
    return sorted(list(call.items) for call in found if call)


def ready(pool: Pool) -> list[int]:
    """Return the ids of the workers that are ready."""
    return [worker.pid for worker in list(pool._supervisor._workers.values()) if worker.pid]


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() if Path("/proc").is_dir() else []
    except (ProcessLookupError, FileNotFoundError):
        return False
    # What lost its parent is waited for by the system, which may take its time.
    return said[:2] != ["Z", "1"]


@WAYS
def test_a_worker_that_ends_leaves_the_items_it_had_made(way):
    with Pool(1, way=way) as pool:
        futures = [
            pool.submit(pool_work.leaves, 3, 1, 2),
            pool.submit(pool_work.kills, signal.SIGKILL, 3),
            pool.submit(pool_work.crashes, 4),
            pool.submit(pool_work.leaves, 0),
            pool.submit(pool_work.leaves, 77, 5),
            pool.submit(pool_work.numbers, 6, 7),
        ]
        wait(futures, timeout=pool_work.PATIENCE)
        errors = [future.exception(timeout=0) for future in futures[:-1]]
        assert [(error.items, error.why, error.slow) for error in errors if isinstance(error, Lost)] == [
            ([1, 2], "ended with exit code 3", False),
            ([3], "was killed by signal 9", False),
            ([4], "ended with a segmentation fault", False),
            ([], "ended with exit code 0", False),
            ([5], "ran out of memory", False),
        ]
        assert futures[-1].result(timeout=0) == [6, 7]


def test_calls_that_end_workers_do_not_end_the_pool():
    """What ends after it was ready was the fault of its call, however often."""
    with Pool(1) as pool:
        for _ in range(8):
            assert lost(pool, pool_work.leaves, 3).items == []
        assert pool.submit(pool_work.numbers, 1).result() == [1]


def test_a_worker_that_is_ready_makes_up_for_others_that_were_not(tmp_path, monkeypatch):
    """Two of three workers die while they start, never five in a row."""
    count = f"{str(tmp_path / 'count')!r}"
    (tmp_path / "shaky.py").write_text(
        f"import os\nwith open({count}, 'a') as file: file.write('.')\nif os.path.getsize({count}) % 3: os._exit(9)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with Pool(1, warm=("shaky",), way="spawn") as pool:
        for _ in range(3):
            assert lost(pool, pool_work.leaves, 3, 1).items == [1]
    assert (tmp_path / "count").stat().st_size >= 9


def test_the_deadline_counts_for_each_item():
    with Pool(1, Limits(seconds=1), warm=("pool_work",)) as pool:
        assert pool.submit(pool_work.slowly, 0.3, *range(4)).result() == [0, 1, 2, 3]
        error = lost(pool, pool_work.slowly, 600, 1)
        assert (error.items, error.why, error.slow) == ([], "took longer than 1 seconds", True)
        assert pool.submit(pool_work.numbers, 1).result() == [1]


@WAYS
def test_a_worker_that_hangs_outside_python_is_ended_too(way):
    with Pool(1, Limits(seconds=1), warm=("pool_work",), way=way) as pool:
        (pid,) = pool.submit(pool_work.who).result()
        error = lost(pool, pool_work.holds_the_lock, 1, 2)
        assert (error.items, error.why, error.slow) == ([1, 2], "took longer than 1 seconds", True)
        assert gone(pid, 0), "it was there when its call was said to be over"
        assert pool.submit(pool_work.numbers, 1).result() == [1]


def test_a_worker_that_was_stopped_is_ended_at_its_deadline():
    with Pool(1, Limits(seconds=1), warm=("pool_work",)) as pool:
        error = lost(pool, pool_work.kills, signal.SIGSTOP, 1)
        assert (error.items, error.why) == ([1], "took longer than 1 seconds")


@WAYS
def test_what_a_worker_started_ends_with_it(way, tmp_path):
    with Pool(1, Limits(seconds=1), warm=("pool_work",), way=way) as pool:
        (other,) = lost(pool, pool_work.starts_another, str(tmp_path / "first")).items
        assert gone(other)
    said = tmp_path / "pid"
    with Pool(1, way=way) as pool:
        future = pool.submit(pool_work.starts_another, str(said))
        pool_work.reached(lambda: said.is_file() and said.read_text())
        pool.shutdown(wait=False)
        assert gone(int(said.read_text()))
        assert str(future.exception(timeout=0)) == "was stopped"


@LINUX
def test_what_a_killed_worker_started_ends_with_it(tmp_path):
    said = tmp_path / "pid"
    with Pool(1) as pool:
        (pid,) = pool.submit(pool_work.who).result()
        future = pool.submit(pool_work.starts_another, str(said))
        pool_work.reached(lambda: said.is_file() and said.read_text())
        os.kill(pid, signal.SIGKILL)
        assert str(future.exception(timeout=pool_work.PATIENCE)) == "was killed by signal 9"
        assert gone(int(said.read_text()))


@WAYS
def test_an_item_that_was_half_sent_is_none(way):
    """Killed while 50 MB are on their way: what came whole counts, and nothing hangs."""
    rest = random.Random(4)
    torn = tries = 0
    with Pool(1, way=way) as pool:
        while torn < (3 if way == "forkserver" else 1):
            tries += 1
            assert tries < 100
            (pid,) = pool.submit(pool_work.who).result()
            (worker,) = pool._supervisor._workers.values()
            some = rest.randrange(1, 30_000_000)
            future = pool.submit(pool_work.large, 50_000_000)
            while not future.done() and len(worker.frames._held) < some:
                time.sleep(0)
            os.kill(pid, signal.SIGKILL)
            error = future.exception(timeout=pool_work.PATIENCE)
            # It may have been faster than we look.
            if error is not None:
                torn += len(error.items) == 1
                assert [len(item) for item in error.items] in ([5], [5, 50_000_000])
                assert str(error) == "was killed by signal 9"
            else:
                assert [len(item) for item in future.result()] == [5, 50_000_000]
                pool_work.reached(lambda gone=pid: gone not in ready(pool))
        assert len(pool.submit(pool_work.large, 50_000_000).result()[1]) == 50_000_000


def test_an_idle_worker_that_dies_is_replaced():
    with Pool(1) as pool:
        (first,) = pool.submit(pool_work.who).result()
        os.kill(first, signal.SIGKILL)
        pool_work.reached(lambda: first not in ready(pool))
        assert pool.submit(pool_work.who).result() != [first]


@LINUX
def test_the_process_that_forks_may_die_too():
    with Pool(2) as pool:
        (before,) = pool.submit(pool_work.told).result()
        first, second = pool.submit(pool_work.slowly, 600, 1), pool.submit(pool_work.holds_the_lock, 2)
        pool_work.reached(lambda: came(pool) == [[], [2]])
        os.kill(before["parent"], signal.SIGKILL)
        errors = first.exception(timeout=pool_work.PATIENCE), second.exception(timeout=pool_work.PATIENCE)
        assert [(error.items, str(error)) for error in errors if isinstance(error, Lost)] == [
            ([], "was killed by signal 9"),
            ([2], "was killed by signal 9"),
        ]
        (after,) = pool.submit(pool_work.told).result(timeout=pool_work.PATIENCE)
        assert after["parent"] != before["parent"]


def test_nothing_is_lost_or_doubled_while_workers_are_killed_at_random():
    rest = random.Random(8)
    with Pool(2, warm=("pool_work",)) as pool:
        calls = {number: list(range(3 * number, 3 * number + 3)) for number in range(200)}
        found: dict[int, list[int]] = {number: [] for number in calls}
        killed = 0
        running = {pool.submit(pool_work.slowly, 0.001, *items): number for number, items in calls.items()}
        while running:
            done, _ = wait(running, timeout=pool_work.PATIENCE, return_when=FIRST_COMPLETED)
            assert done
            for future in done:
                number = running.pop(future)
                error = future.exception()
                if error is None:
                    found[number] += future.result()
                    continue
                assert isinstance(error, Lost)
                assert error.why == "was killed by signal 9"
                found[number] += error.items
                left = calls[number][len(found[number]) :]
                running[pool.submit(pool_work.slowly, 0.001, *left)] = number
            if rest.random() < 0.1:
                time.sleep(rest.random() * 0.01)
                for pid in ready(pool)[: rest.choice((1, 2))]:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        killed += 1
    assert killed > 1
    assert found == calls


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@LINUX
def test_no_file_stays_open_over_100_workers():
    with Pool(2, warm=("pool_work",)) as pool:
        (here,) = pool.submit(pool_work.told).result()
        there = Path(f"/proc/{here['parent']}/fd")
        pool_work.reached(lambda: len(ready(pool)) == 2)
        before = open_files(), len(list(there.iterdir()))
        futures = [pool.submit(pool_work.leaves, 1, number) for number in range(100)]
        errors = [future.exception(timeout=pool_work.PATIENCE) for future in futures]
        assert [error.items for error in errors] == [[number] for number in range(100)]
        pool_work.reached(lambda: (open_files(), len(list(there.iterdir()))) == before, seconds=10)


@WAYS
def test_stopping_ends_busy_workers_at_once_and_leaves_nothing(way):
    if sys.platform.startswith("linux"):
        files, threads = open_files(), threading.active_count()
    pool = Pool(2, way=way)
    pids = [pool.submit(pool_work.who).result()[0]]
    futures = [pool.submit(pool_work.holds_the_lock, 1), pool.submit(pool_work.slowly, 600, 2)]
    futures.append(pool.submit(pool_work.who))
    pool_work.reached(lambda: came(pool) == [[], [1]])
    pids += ready(pool)
    pool.shutdown(wait=False, cancel_futures=True)
    assert not wait(futures, timeout=0).not_done
    errors = [future.exception(timeout=0) for future in futures[:2]]
    assert [(error.items, error.why) for error in errors if isinstance(error, Lost)] == [
        ([1], "was stopped"),
        ([], "was stopped"),
    ]
    assert futures[2].cancelled()
    assert all(gone(pid) for pid in pids)
    if sys.platform.startswith("linux"):
        assert (open_files(), threading.active_count()) == (files, threads)


@WAYS
def test_what_workers_write_in_passing_goes_with_them(way, tmp_path, monkeypatch):
    passing, work = tmp_path / "tmp", tmp_path / "work"
    passing.mkdir()
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    with Pool(1, way=way) as pool:
        (pid,) = pool.submit(pool_work.who).result()
        future = pool.submit(pool_work.touches, str(work))
        pool_work.reached(lambda: list(work.iterdir()))
        os.kill(pid, signal.SIGKILL)
        assert str(future.exception(timeout=pool_work.PATIENCE)) == "was killed by signal 9"
        (room,) = passing.iterdir()
        assert [file.name for file in room.rglob("left")] == ["left"]
    assert list(passing.iterdir()) == []


def test_an_error_among_the_work_ends_it_at_once():
    futures = []

    def work() -> None:
        with Pool(1) as pool:
            futures.append(pool.submit(pool_work.slowly, 600, 1))
            pool_work.reached(futures[0].running)
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert str(futures[0].exception(timeout=0)) == "was stopped"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (None, "ended"),
        (3, "ended with exit code 3"),
        (71, "could not be started: the system has no room for another process"),
        (-6, "was killed by signal 6"),
        (-11, "ended with a segmentation fault"),
        (0xC0000005, "ended with a segmentation fault"),
    ],
)
def test_what_ended_a_process_is_said(code, said):
    assert why(code) == said
