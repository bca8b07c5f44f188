"""The parent ends, in every way there is, and takes all of its workers with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pool_work
import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts on /proc")

PROGRAM = """
import signal, sys, time
import pool_work
from jdgen.batch.pool.pool import Pool
folder, way, handled = sys.argv[1:]
if handled == "handled":
    def end(number, frame):
        raise SystemExit(130)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
if handled == "left":
    pool = Pool(2, way=way, warm=('pool_work',))
    futures = [pool.submit(pool_work.touches, folder), pool.submit(pool_work.holds_the_lock)]
    while not list(__import__("pathlib").Path(folder).iterdir()) or not futures[1].running():
        time.sleep(0.01)
    time.sleep(0.3)
    sys.exit(5)
with Pool(2, way=way, warm=('pool_work',)) as pool:
    futures = [pool.submit(pool_work.touches, folder)]
    if handled == "hang":
        futures.append(pool.submit(pool_work.holds_the_lock, 1))
        calls = lambda: [worker.call for worker in pool._supervisor._workers.values() if worker.call]
        pool_work.reached(lambda: any(call.items == [1] for call in calls()))
        open(folder + "/hangs", "w").close()
    else:
        futures.append(pool.submit(pool_work.touches, folder))
    # A signal that comes just before a long sleep is heard after it.
    while True:
        time.sleep(0.05)
"""


def of_session(session: int) -> list[str]:
    """Return the processes of a session, as `pid state command`; one that the system is to wait for has ended."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                said = (entry / "stat").read_text()
            except OSError:
                continue
            state, its_parent, _, its_session = said.rpartition(")")[2].split()[:4]
            if int(its_session) == session and (state, its_parent) != ("Z", "1"):
                found.append(f"{entry.name} {state} {said.partition('(')[2].rpartition(')')[0]}")
    return found


def left(session: int, seconds: float = 10) -> list[str]:
    until = time.monotonic() + seconds
    while of_session(session) and time.monotonic() < until:
        time.sleep(0.02)
    return of_session(session)


@pytest.fixture
def parent(tmp_path):
    """Start a program that has busy workers, in a session of its own, with a folder of its own for what is passing."""
    started: list[subprocess.Popen[str]] = []
    passing, work = tmp_path / "tmp", tmp_path / "work"
    passing.mkdir()
    work.mkdir()

    def start(way: str, handled: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, str(work), way, handled],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(passing)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        pool_work.reached(lambda: len(list(work.iterdir())) >= (1 if handled == "left" else 2))
        return process

    yield start
    for process in started:
        process.kill()
        # Whoever is left over in spite of all would keep the pipes open.
        for line in of_session(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(line.split()[0]), signal.SIGKILL)
        process.communicate()
        assert list(passing.iterdir()) == []


@pytest.mark.parametrize("way", ["forkserver", "spawn"])
def test_a_parent_that_is_killed_leaves_no_worker(parent, way):
    process = parent(way, "bare")
    assert len(of_session(process.pid)) == (4 if way == "forkserver" else 3)
    process.kill()
    process.wait()
    assert left(process.pid) == []


def test_a_parent_that_is_killed_leaves_no_worker_that_hangs_outside_python(parent):
    process = parent("forkserver", "hang")
    time.sleep(0.2)
    process.kill()
    process.wait()
    assert left(process.pid) == []


def test_a_parent_that_is_killed_with_the_process_that_forks_leaves_no_worker(parent, tmp_path):
    process = parent("forkserver", "hang")
    time.sleep(0.2)
    pids = [int(line.split()[0]) for line in of_session(process.pid)]
    nursery = next(pid for pid in pids if f"\nPPid:\t{process.pid}\n" in Path(f"/proc/{pid}/status").read_text())
    process.send_signal(signal.SIGSTOP)
    os.kill(nursery, signal.SIGKILL)
    process.kill()
    process.wait()
    assert left(process.pid) == []
    # Nobody was left to remove what they had written in passing.
    for room in (tmp_path / "tmp").iterdir():
        shutil.rmtree(room)


@pytest.mark.parametrize(
    ("handled", "number", "way"),
    [
        ("handled", signal.SIGTERM, "forkserver"),
        ("handled", signal.SIGTERM, "spawn"),
        ("handled", signal.SIGINT, "forkserver"),
        ("bare", signal.SIGTERM, "forkserver"),
        ("bare", signal.SIGTERM, "spawn"),
        ("bare", signal.SIGINT, "forkserver"),
    ],
)
def test_a_signal_to_the_parent_ends_all(parent, way, number, handled):
    """As a terminal or `kill` sends it, to the group of the parent."""
    process = parent(way, handled)
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=pool_work.PATIENCE)
    assert left(process.pid) == []
    if handled == "handled":
        assert (process.returncode, err) == (130, "")
    elif number == signal.SIGTERM:
        assert (process.returncode, err) == (-signal.SIGTERM, "")
    else:
        assert err.endswith("KeyboardInterrupt\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_every_process_ends_all_in_order(parent, number):
    process = parent("forkserver", "handled")
    for line in of_session(process.pid):
        # The first that hears of it may have ended the others.
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(line.split()[0]), number)
    _, err = process.communicate(timeout=pool_work.PATIENCE)
    assert (process.returncode, err) == (130, "")
    assert left(process.pid) == []


@pytest.mark.parametrize("way", ["forkserver", "spawn"])
def test_a_parent_that_forgets_its_pool_ends_all_the_same(parent, way):
    process = parent(way, "left")
    _, err = process.communicate(timeout=pool_work.PATIENCE)
    assert (process.returncode, err) == (5, "")
    assert left(process.pid) == []
