"""A cluster on this machine: a scheduler and two workers, as somebody would start them; and shares of a table."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import cluster_work
import pytest
from cluster_net import PATIENCE, Network, end, network, pair, reached

from conftest import EXAMPLES, spawn
from jdgen import __version__
from jdgen.batch.cluster.cluster_call import Call, called
from jdgen.batch.executors import Workers, address_in, opened
from jdgen.batch.jobs import Lost, Order
from jdgen.batch.limits import Limits
from jdgen.batch.stores.local_store import LocalStore
from jdgen.errors import InputError, MachineError, OutputError

ROWS = 24


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a machine that has other things to do."""
    monkeypatch.setattr("jdgen.batch.cluster.cluster_start._CONNECT", PATIENCE)
    monkeypatch.setattr("jdgen.batch.cluster.cluster_start._JOIN", PATIENCE)


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """One scheduler with two workers for all tests that leave it whole."""
    found = pair(tmp_path_factory.mktemp("cluster"))
    yield found
    end(found)


@pytest.fixture
def crew(net: Network) -> Iterator[Workers]:
    with opened(net.name, 0, Limits(seconds=PATIENCE)) as found:
        reached(lambda: found.width == 2)
        yield found


def test_items_come_as_lists(crew, capfd):
    futures = [crew.submit(cluster_work.squares, [number, number + 1]) for number in range(6)]
    assert [future.result(PATIENCE) for future in futures] == [[n * n, (n + 1) ** 2] for n in range(6)]
    assert capfd.readouterr() == ("", "")


def test_equal_calls_are_made_each_for_itself(crew, tmp_path):
    ends = {tuple(crew.submit(cluster_work.processes, 0.01).result(PATIENCE)) for _ in range(3)}
    assert len(ends) == 3


def test_what_a_worker_refuses_is_raised_here(crew):
    with pytest.raises(InputError) as caught:
        crew.submit(cluster_work.refused).result(PATIENCE)
    assert str(caught.value) == "is wrong; mend it"


def test_relative_paths_count_from_where_the_command_runs(crew, tmp_path, monkeypatch):
    (tmp_path / "name.txt").write_text("here", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert crew.submit(cluster_work.here, "name.txt").result(PATIENCE) == ["here"]


def test_a_killed_worker_costs_nothing(crew, tmp_path):
    mark = tmp_path / "mark"
    futures = [crew.submit(cluster_work.dying_once, str(mark), [n, 2, n + 1]) for n in range(8)]
    assert [future.result(PATIENCE) for future in futures] == [[n * n, 4, (n + 1) ** 2] for n in range(8)]
    assert int(mark.read_text()) > 0


def test_a_call_that_ends_every_worker_is_lost(crew):
    future = crew.submit(cluster_work.dying_always)
    other = crew.submit(cluster_work.squares, [3])
    with pytest.raises(Lost) as caught:
        future.result(PATIENCE)
    assert (caught.value.items, caught.value.slow) == ([], False)
    assert caught.value.why == "was lost, and so was another that made the same rows"
    assert other.result(PATIENCE) == [9]


def test_an_item_that_takes_too_long_ends_its_worker_alone(net):
    with opened(net.name, 0, Limits(seconds=2)) as crew:
        slow = crew.submit(cluster_work.slow_at_two, [1, 3, 2, 4])
        # Each item has its own two seconds.
        steady = crew.submit(cluster_work.squares, [1, 2, 3], 0.8)
        with pytest.raises(Lost) as caught:
            slow.result(PATIENCE)
        assert (caught.value.items, caught.value.why, caught.value.slow) == ([1, 9], "took longer than 2 seconds", True)
        assert steady.result(PATIENCE) == [1, 4, 9]


def test_what_is_given_up_ends_in_the_worker(net, tmp_path):
    with suppress(KeyboardInterrupt), opened(net.name, 0, Limits(seconds=PATIENCE)) as crew:
        future = crew.submit(cluster_work.noted, str(tmp_path), 600)
        reached(lambda: any(tmp_path.iterdir()))
        raise KeyboardInterrupt
    with pytest.raises(CancelledError):
        future.result(0)
    made = [len(list(tmp_path.iterdir()))]

    def is_still() -> bool:
        time.sleep(0.4)
        made.append(len(list(tmp_path.iterdir())))
        return made[-1] == made[-2]

    reached(is_still)
    assert 0 < made[-1] < 600


def test_what_was_staged_for_nobody_is_removed(net, tmp_path):
    order = Order(None, LocalStore(tmp_path), "0123456789ab-00000001", "")
    with opened(net.name, 0, Limits(seconds=PATIENCE)) as crew:
        future = crew.submit(cluster_work.staging, order, 600)
        reached(lambda: len(list(tmp_path.iterdir())) >= 2)
        assert future.cancel()
        reached(lambda: not list(tmp_path.iterdir()))


def test_threads_of_a_worker_work_in_turn(crew):
    made = [crew.submit(cluster_work.processes, 0.05) for _ in range(12)]
    stays = sorted(item for future in made for item in future.result(PATIENCE))
    assert len({process for process, _, _ in stays}) == 2
    for (process, _, ended), (other, start, _) in pairwise(stays):
        assert process != other or start >= ended


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lokal", "there is no executor `lokal`; did you mean `local`?"),
        ("ray", "there is no executor `ray`; type `local`, or `dask:tcp://host:8786` for a scheduler of dask"),
        ("dask", "there is no executor `dask`; type `local`, or `dask:tcp://host:8786` for a scheduler of dask"),
        ("dask:", "`dask:` names no scheduler; type `local`, or `dask:tcp://host:8786` for a scheduler of dask"),
        ("tcp://ten:8786", "there is no executor `tcp://ten:8786`; did you mean `dask:tcp://ten:8786`?"),
        ("dask:ten", "`ten` is no address of a scheduler; did you mean `dask:tcp://ten:8786`?"),
        ("dask:ten:99", "`ten:99` is no address of a scheduler; did you mean `dask:tcp://ten:99`?"),
        ("dask:tpc://ten:99", "`tpc` is no way to a scheduler; did you mean `tcp`?"),
        ("dask:http://ten:99", "`http` is no way to a scheduler; an address begins with `tcp://`, `tls://` or `ucx://`"),
        ("dask:tcp://ten", "`tcp://ten` names no port between 1 and 65535; did you mean `dask:tcp://ten:8786`?"),
        ("dask:tls://ten:0", "`tls://ten:0` names no port between 1 and 65535; did you mean `dask:tls://ten:8786`?"),
    ],
)
def test_a_wrong_name_of_an_executor_is_refused(name, said):
    with pytest.raises(InputError) as caught, opened(name, 1, Limits()):
        pass
    assert str(caught.value) == f"--executor: {said}"


@pytest.mark.parametrize("address", ["tcp://ten:8786", "tls://ten.example.org:1", "ucx://10.0.0.1:65535", "tcp://[::1]:8786"])
def test_an_address_of_a_scheduler_is_taken(address):
    assert address_in(f"dask:{address}") == address


def test_a_scheduler_that_is_not_there_is_named(monkeypatch, capfd):
    monkeypatch.setattr("jdgen.batch.cluster.cluster_start._CONNECT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MachineError) as caught, opened(f"dask:tcp://127.0.0.1:{port}", 1, Limits()):
        pass
    assert str(caught.value) == (
        f"--executor: the scheduler at `tcp://127.0.0.1:{port}` does not answer; start one with "
        f"`dask scheduler --port {port}`, and its workers with `dask worker tcp://127.0.0.1:{port} --nthreads 1`"
    )
    assert capfd.readouterr() == ("", "")


def test_a_scheduler_that_cannot_be_reached_safely_is_named(monkeypatch, net):
    with pytest.raises(MachineError, match=r"cannot be used: TLS"), opened("dask:tls://127.0.0.1:1", 1, Limits()):
        pass


def test_without_dask_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MachineError) as caught, opened("dask:tcp://ten:8786", 1, Limits()):
        pass
    assert str(caught.value) == "--executor: dask.distributed is not installed; python -m pip install 'jdgen[cluster]'"


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[Network]:
    """A scheduler without workers."""
    found = network(tmp_path)
    try:
        yield found
    finally:
        end(found)


def test_a_cluster_that_was_left_may_be_left_again(net, tmp_path):
    """A run that is stopped leaves it itself."""
    with opened(net.name, 0, Limits(seconds=PATIENCE)) as crew:
        future = crew.submit(cluster_work.noted, str(tmp_path), 600)
        reached(lambda: any(tmp_path.iterdir()))
        crew.shutdown(wait=False, cancel_futures=True)
        assert future.cancelled()


def test_workers_with_other_versions_get_no_work(lonely, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("jdgen.batch.cluster.cluster_start._JOIN", 0.2)
    with pytest.raises(MachineError) as caught, opened(lonely.name, 1, Limits()):
        pass
    assert str(caught.value) == (
        f"--executor: the cluster at `{lonely.address}` has no worker; "
        f"start one with `dask worker {lonely.address} --nthreads 1`"
    )
    for name, text in {"old": "__version__ = '0.0.1'\n", "none": "raise ImportError\n"}.items():
        (tmp_path / name / "jdgen").mkdir(parents=True)
        (tmp_path / name / "jdgen/__init__.py").write_text(text)
        lonely.worker("--no-nanny", first=tmp_path / name)
    lonely.wait(2)
    monkeypatch.setattr("jdgen.batch.cluster.cluster_start._JOIN", PATIENCE)
    with pytest.raises(MachineError) as caught, opened(lonely.name, 1, Limits()):
        pass
    python = ".".join(map(str, sys.version_info[:2]))
    own = f"the command is jdgen {__version__} and Python {python}"
    mend = f"install the same there: `python -m pip install 'jdgen[cluster]=={__version__}'`"
    said = sorted(re.sub(r"tcp://127.0.0.1:\d+", "ADDRESS", str(problem)) for problem in caught.value.problems)
    assert said == [
        f"the worker ADDRESS has jdgen 0.0.1 and Python {python}, and {own}; {mend}",
        f"the worker ADDRESS has no jdgen and Python {python}, and {own}; {mend}",
    ]
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_joins_later_is_asked_too():
    call = Call(b"", "", 0, 1, "0.0.1", "3.11", "")
    with pytest.raises(MachineError, match=r"^the worker of the cluster has jdgen .* the command is jdgen 0\.0\.1 "):
        called(call)


def test_a_scheduler_that_is_lost_ends_the_wait(lonely, tmp_path, capfd):
    lonely.worker("--no-nanny")
    lonely.wait(1)
    with opened(lonely.name, 1, Limits()) as crew:
        running = crew.submit(cluster_work.noted, str(tmp_path), 600)
        waiting = crew.submit(cluster_work.squares, [1])
        reached((tmp_path / "0").exists)
        for process in lonely.processes:
            process.kill()
        with pytest.raises(MachineError) as caught:
            running.result(PATIENCE)
    assert str(caught.value) == f"the scheduler at `{lonely.address}` is gone; start it first"
    with pytest.raises(MachineError, match="is gone"):
        waiting.result(PATIENCE)
    assert capfd.readouterr() == ("", "")


def test_what_workers_see_is_compared_first(crew, tmp_path, monkeypatch):
    table, out = tmp_path / "table.csv", tmp_path / "out"
    table.write_text("role\n")
    monkeypatch.chdir(tmp_path)
    crew.check(Path("table.csv"), cluster_work.Order(LocalStore(Path("out"))))
    assert (list(out.iterdir()), crew.width) == ([], 2)


def test_a_table_that_workers_do_not_see_is_named(crew, tmp_path, monkeypatch):
    table = tmp_path / "table.csv"
    table.write_text("role\n")
    # As on another machine: the same path, and something else there.
    monkeypatch.setattr("jdgen.batch.cluster.cluster_call.seen", cluster_work.elsewhere)
    with pytest.raises(InputError) as caught:
        crew.check(table, cluster_work.Order(LocalStore(tmp_path / "out")))
    said = [re.sub(r"127.0.0.1:\d+", "HOST", str(problem)) for problem in caught.value.problems]
    mend = "put the table and its files on a shared disk"
    assert said == [f"{table}: the worker tcp://HOST sees not the table at `{table}`; {mend}"] * 2


def test_a_folder_that_workers_cannot_write_is_named(crew, tmp_path):
    (tmp_path / "table.csv").write_text("role\n")
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError) as caught:
        crew.check(tmp_path / "table.csv", cluster_work.Order(LocalStore(tmp_path / "out")))
    assert len(caught.value.problems) == 2
    assert all("(seen by the worker tcp://127.0.0.1:" in str(problem) for problem in caught.value.problems)


def test_a_disk_of_a_worker_that_nobody_sees_here_is_named(crew, tmp_path, monkeypatch):
    (tmp_path / "table.csv").write_text("role\n")
    monkeypatch.setattr("jdgen.batch.cluster.cluster_call.staged", cluster_work.nowhere)
    with pytest.raises(OutputError) as caught:
        crew.check(tmp_path / "table.csv", cluster_work.Order(LocalStore(tmp_path / "out")))
    said = [re.sub(r"127.0.0.1:\d+", "HOST", str(problem)) for problem in caught.value.problems]
    mend = "write to a shared disk, or to an address such as `s3://bucket/folder`"
    assert said == [f"--out: what the worker tcp://HOST writes is not seen here; {mend}"] * 2


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of one opening at many companies, the names of whose files tell them apart."""
    path = tmp_path_factory.mktemp("table") / "table.csv"
    shared = f"senior-software-engineer,{EXAMPLES}/companies/riverbend.yaml,{EXAMPLES}/openings/riverbend-eng-214.yaml"
    rows = [f"{shared},Number {number}" for number in range(ROWS)]
    path.write_text("\n".join(["role,company,opening,company.name", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(table: Path) -> dict[str, bytes]:
    """What one run on this machine makes."""
    out = table.parent / "whole"
    done = spawn("batch", table, "-f", "docx,md", "-o", out, "--workers", "1")
    assert done.code == 0, done.err
    found = files(out)
    assert len(found) == 2 * ROWS
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Return all files but the journals."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".db")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def test_a_worker_is_killed_and_nothing_is_missing(net, table, whole, tmp_path):
    with opened(net.name, 0, Limits(seconds=PATIENCE)) as crew:
        reached(lambda: crew.width == 2)
        asked = [crew.submit(cluster_work.processes, 0.3) for _ in range(2)]
        victim = asked[0].result(PATIENCE)[0][0]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "jdgen", "batch", table, "-f", "docx,md", "-o", out, "--executor", net.name]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        reached(lambda: run.poll() is not None or any(out.glob("*.docx")))
        made = len(list(out.glob("*.docx")))
        os.kill(victim, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, said
    assert 0 < made < ROWS
    assert files(out) == whole
    assert f"{ROWS} made, 0 unchanged, 0 failed; {2 * ROWS} files" in "".join(said)
    assert [line for line in said[1].splitlines() if "distributed" in line or "Traceback" in line] == []


def test_shares_of_a_table_make_what_one_run_makes(table, whole, tmp_path):
    out, made = tmp_path / "out", 0
    for share in ("1/2", "2/2"):
        own = tmp_path / f"{share[0]}.db"
        arguments = ("-f", "docx,md", "-o", f"file://{out.as_posix()}", "--journal", own, "--workers", "1")
        done = spawn("batch", table, *arguments, "--shard", share)
        found = re.search(r": (\d+) made, 0 unchanged, 0 failed", done.err)
        assert done.code == 0, done.err
        assert found, done.err
        assert 0 < int(found[1]) < ROWS
        made += int(found[1])
    assert made == ROWS
    assert files(out) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.db", "2.db", "out"]
