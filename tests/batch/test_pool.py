"""A pool does what it is told: items in order, workers as their parent is, and no trace of calls that are done."""

from __future__ import annotations

import errno
import gc
import os
import subprocess
import sys
import tracemalloc
import zipfile
from concurrent.futures import ALL_COMPLETED, BrokenExecutor, CancelledError, wait
from pathlib import Path

import pool_work
import pytest

from jdgen.batch.executors import opened
from jdgen.batch.pool.pool import Limits, Pool
from jdgen.errors import MachineError

FORKS = sys.platform.startswith("linux")
LINUX = pytest.mark.skipif(not FORKS, reason="counts on /proc")
WAYS = pytest.mark.parametrize("way", [pytest.param("forkserver", marks=LINUX), "spawn"])


@WAYS
def test_each_call_has_its_items_in_order(way):
    with Pool(2, way=way) as pool:
        futures = [pool.submit(pool_work.numbers, *range(size)) for size in range(20)]
        assert not wait(futures, timeout=60, return_when=ALL_COMPLETED).not_done
        assert [future.result() for future in futures] == [list(range(size)) for size in range(20)]


def test_one_worker_does_one_call_after_the_other():
    with Pool(1) as pool:
        assert len({pool.submit(pool_work.who).result()[0] for _ in range(5)}) == 1


def test_two_workers_work_at_once(tmp_path):
    ends = str(tmp_path / "one"), str(tmp_path / "other")
    with Pool(2) as pool:
        futures = [pool.submit(pool_work.meets, *ends), pool.submit(pool_work.meets, *reversed(ends))]
        assert [future.result() for future in futures] == [[1], [1]]


def test_a_pool_without_workers_is_refused():
    with pytest.raises(ValueError, match=r"^a pool needs a worker$"):
        Pool(0)


@WAYS
def test_a_worker_is_as_its_parent(way, monkeypatch, tmp_path):
    monkeypatch.setenv("JDGEN_TEST", "ä€")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "more")
    before = os.umask(0o027)
    try:
        with Pool(1, way=way, warm=("pool_work",)) as pool:
            (found,) = pool.submit(pool_work.told, "JDGEN_TEST", "PATH").result()
    finally:
        os.umask(before)
    assert found["environment"] == {"JDGEN_TEST": "ä€", "PATH": os.environ["PATH"]}
    assert found["folder"] == str(tmp_path)
    assert found["umask"] == 0o027
    assert found["path"] == sys.path
    assert found["main"] == (["main", "sys"])
    assert found["warnings"] == sys.warnoptions
    assert (found["collects"], found["frozen"]) == (False, True)
    assert (found["interrupt"], found["terminate"]) == (True, True)
    assert len(found["warmed"]) == 1
    if way == "forkserver":
        assert found["warmed"] == [found["parent"]], "it is warmed once, before the fork"


def test_what_workers_print_never_gets_into_our_output(capfd):
    with Pool(1) as pool:
        pool.submit(pool_work.prints, "noise").result()
    out, err = capfd.readouterr()
    assert out == ""
    assert sorted(err.splitlines()) == ["noise", "noise unbuffered"]


def test_cycles_are_collected_before_they_pile_up():
    with Pool(1) as pool:
        alive = [item for _ in range(10) for item in pool.submit(pool_work.knots, 7).result()]
        # After twenty items once, and then when so many objects are new.
        assert alive == [(number % 20 if number < 20 else number - 20) + 1 for number in range(70)]
        many = [item for _ in range(4) for item in pool.submit(pool_work.knots, 5, 30_000).result()]
    # The first lot still has those that were small enough to wait.
    assert max(many[5:]) < 12


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (pool_work.raises_picky, "PickyError: one"),
        (pool_work.raises_closed, "ClosedError: holds a function"),
    ],
)
def test_an_exception_that_cannot_travel_goes_as_text(function, message):
    with Pool(1) as pool:
        with pytest.raises(RuntimeError) as caught:
            pool.submit(function).result()
        assert type(caught.value) is RuntimeError
        assert str(caught.value) == message
        assert f"in {function.__name__}" in caught.value.__notes__[0]
        assert pool.submit(pool_work.numbers, 1).result() == [1]


@pytest.mark.parametrize("error", [KeyError("role"), OSError(28, "No space left on device"), MemoryError()])
def test_an_exception_of_the_function_is_that_of_the_future(error):
    with Pool(1) as pool:
        before = pool.submit(pool_work.who).result()
        with pytest.raises(type(error)) as caught:
            pool.submit(pool_work.raises, error, 1, 2).result()
        assert caught.value.args == error.args
        assert pool.submit(pool_work.who).result() == before, "the worker is as good as before"


@pytest.mark.parametrize(
    ("error", "said"), [(SystemExit(3), "SystemExit: 3"), (KeyboardInterrupt(), "KeyboardInterrupt: ")]
)
def test_what_would_end_a_process_does_not_end_the_parent(error, said):
    with Pool(1) as pool, pytest.raises(RuntimeError) as caught:
        pool.submit(pool_work.raises, error).result()
    assert str(caught.value) == said


def test_an_item_that_cannot_travel_is_an_exception_of_its_call():
    with Pool(1) as pool:
        with pytest.raises((RuntimeError, AttributeError), match="lambda"):
            pool.submit(pool_work.yields_a_function).result()
        with pytest.raises(ValueError, match="cannot be read"):
            pool.submit(pool_work.yields_what_cannot_be_read).result()
        assert pool.submit(pool_work.numbers, 1).result() == [1]


def test_a_function_that_cannot_travel_is_refused_at_once():
    with Pool(1) as pool, pytest.raises((AttributeError, TypeError), match="lambda"):
        pool.submit(lambda: iter(()))


@WAYS
def test_workers_that_cannot_load_what_they_need_end_the_pool_with_the_reason(way):
    with Pool(2, warm=("no_such_module_of_ours",), way=way) as pool:
        with pytest.raises(BrokenExecutor) as caught:
            pool.submit(pool_work.numbers, 1).result(timeout=60)
        assert str(caught.value) == (
            "no worker can start: ModuleNotFoundError: No module named 'no_such_module_of_ours'"
        )
        with pytest.raises(BrokenExecutor):
            pool.submit(pool_work.numbers, 1)


@WAYS
def test_workers_that_die_before_they_are_ready_end_the_pool_after_five(way, tmp_path, monkeypatch):
    (tmp_path / "deadly.py").write_text("import os\nos._exit(9)\n")
    monkeypatch.syspath_prepend(tmp_path)
    with Pool(1, warm=("deadly",), way=way) as pool, pytest.raises(BrokenExecutor) as caught:
        pool.submit(pool_work.numbers, 1).result(timeout=60)
    assert str(caught.value) == "5 workers in a row ended with exit code 9 before any was ready"


def test_a_system_that_starts_no_process_ends_the_pool_with_its_words(monkeypatch):
    monkeypatch.setattr("jdgen.batch.pool.processes.get_executable", lambda: "/no/such/python")
    with Pool(1) as pool, pytest.raises(BrokenExecutor) as caught:
        pool.submit(pool_work.numbers, 1).result(timeout=60)
    assert str(caught.value) == "no worker can be started: no such file or directory"


@pytest.mark.parametrize("late", [False, True])
def test_a_process_that_may_open_no_more_files_says_what_to_type(late, monkeypatch):
    """Whether it is the pool or its first worker that has one too many."""

    def full(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("jdgen.batch.pool.processes.Forked.start" if late else "selectors.DefaultSelector", full)
    said = "no worker can be started: too many open files; `ulimit -n 1024` allows more"
    if late:
        with Pool(1) as pool, pytest.raises(BrokenExecutor) as caught:
            pool.submit(pool_work.numbers, 1).result(timeout=60)
        assert str(caught.value) == said
    else:
        with pytest.raises(MachineError) as refused, opened("local", 1, Limits()):
            pass
        assert str(refused.value) == said


@pytest.mark.parametrize("wait_first", [False, True])
def test_workers_that_were_ended_may_be_ended_again(wait_first):
    """A run that is stopped ends them itself."""
    with opened("local", 1, Limits()) as crew:
        assert crew.submit(pool_work.numbers, 1).result() == [1]
        future = crew.submit(pool_work.numbers, 1) if wait_first else crew.submit(pool_work.holds_the_lock, 1)
        crew.shutdown(wait=wait_first, cancel_futures=True)
        assert future.done()


def test_shutdown_waits_for_what_was_submitted_and_takes_no_more():
    pool = Pool(1)
    futures = [pool.submit(pool_work.slowly, 0.05, number) for number in range(4)]
    pool.shutdown()
    assert [future.result(timeout=0) for future in futures] == [[0], [1], [2], [3]]
    with pytest.raises(RuntimeError, match=r"^the pool was shut down$"):
        pool.submit(pool_work.numbers, 1)
    pool.shutdown()


def test_shutdown_can_drop_what_has_not_begun(tmp_path):
    pool = Pool(1)
    gate = tmp_path / "gate"
    futures = [pool.submit(pool_work.waits, str(gate), number) for number in range(4)]
    pool_work.reached(futures[0].running)
    futures[-1].add_done_callback(lambda _: gate.touch())
    pool.shutdown(cancel_futures=True)
    assert futures[0].result() == [0]
    for future in futures[1:]:
        with pytest.raises(CancelledError):
            future.result(timeout=0)


def test_a_future_that_is_cancelled_is_not_run(tmp_path):
    gate, mark = tmp_path / "gate", tmp_path / "mark"
    with Pool(1) as pool:
        first = pool.submit(pool_work.waits, str(gate), 1)
        second = pool.submit(pool_work.meets, str(mark), str(gate))
        assert second.cancel()
        gate.touch()
        assert first.result() == [1]
        assert pool.submit(pool_work.numbers, 3).result() == [3]
    assert not mark.exists()


def test_who_hears_that_a_call_is_done_may_submit_and_shut_down(tmp_path):
    pool = Pool(1)
    more = []
    gates = tmp_path / "first", tmp_path / "last"
    first = pool.submit(pool_work.waits, str(gates[0]), 1)
    first.add_done_callback(lambda _: more.append(pool.submit(pool_work.numbers, 2)))
    gates[0].touch()
    pool_work.reached(lambda: more)
    assert more[0].result() == [2]
    last = pool.submit(pool_work.waits, str(gates[1]), 1)
    last.add_done_callback(lambda _: pool.shutdown(wait=False))
    gates[1].touch()
    assert last.result() == [1]
    pool.shutdown()


def test_nothing_is_kept_of_calls_that_are_done():
    """10,000 items in 1,000 calls with a large argument each."""

    def some(pool: Pool) -> None:
        for _ in range(10):
            for future in [pool.submit(pool_work.takes, 10) for _ in range(50)]:
                future.result()

    with Pool(1) as pool:
        some(pool)
        gc.collect()
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            some(pool)
            pool.submit(pool_work.numbers, *range(10000)).result()
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()
    assert grown < 40_000


@LINUX
def test_a_worker_that_has_grown_is_replaced_after_its_call():
    with Pool(1, Limits(memory=400_000_000)) as pool:
        first = pool.submit(pool_work.grows, 1_000_000).result()
        assert pool.submit(pool_work.grows, 250_000_000).result() == first
        assert pool.submit(pool_work.who).result() != first


@LINUX
def test_a_worker_has_so_much_memory_and_no_more():
    with Pool(1, Limits(memory=300_000_000)) as pool:
        assert pool.submit(pool_work.takes, 50_000_000).result() == [50_000_000]
        with pytest.raises(MemoryError):
            pool.submit(pool_work.takes, 300_000_000).result()
        assert pool.submit(pool_work.numbers, 1).result() == [1]


def test_limits_load_nothing():
    code = "import sys; from jdgen.batch.limits import Limits; print('socket' in sys.modules, Limits().seconds)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False 60.0\n"


@LINUX
def test_there_is_one_thread_where_workers_are_forked():
    code = (
        "import os; from jdgen.batch.pool.child import warm_up; "
        "warm_up(('jdgen.batch.work', 'jdgen.batch.warm_docx', 'jdgen.batch.warm_pdf')); "
        "print(len(os.listdir('/proc/self/task')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize("how", ["file", "module", "command", "input", "archive"])
def test_the_program_of_the_parent_is_not_run_again(how, tmp_path):
    """Whatever `__main__` is, without any guard."""
    program = (
        "import pool_work\nfrom jdgen.batch.pool.pool import Pool\nprint('runs')\n"
        "with Pool(1) as pool:\n    print(pool.submit(pool_work.numbers, 1).result())\n"
    )
    (tmp_path / "program.py").write_text(program)
    with zipfile.ZipFile(tmp_path / "archive.pyz", "w") as archive:
        archive.writestr("__main__.py", program)
    arguments = {
        "file": ["program.py"], "module": ["-m", "program"], "command": ["-c", program], "input": ["-"],
        "archive": ["archive.pyz"],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments[how]],
        input=program if how == "input" else "",
        env={**os.environ, "PYTHONPATH": str(Path(pool_work.__file__).parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "runs\n[1]\n", "")
