"""Batches whose processes are killed, whose disk is full, and whom somebody ends: nothing is lost, doubled or left."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from batch_tables import files, kept, name_of, table
from conftest import Ran, spawn
from jdgen import resources

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
ROWS = 24
PROC = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="this system has no /proc to find processes in")
_ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1"}


@contextmanager
def started(folder: Path, *options: object) -> Iterator[subprocess.Popen[str]]:
    """Start a batch in a session of its own, and leave no process of it."""
    arguments = [sys.executable, "-m", "jdgen", "batch", *map(str, options)]
    with subprocess.Popen(
        arguments, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def processes(session: int) -> list[int]:
    """Return the processes of a session that are not dead."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] not in "ZX":
                found.append(int(entry.name))
    return found


def parents(process: subprocess.Popen[str]) -> dict[int, int]:
    """Return the parents of the processes of a batch."""
    of = {}
    for number in processes(process.pid):
        with suppress(OSError):
            of[number] = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    return of


def workers(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes of a batch that make documents: those that the fork server started."""
    of = parents(process)
    return [number for number, parent in of.items() if of.get(parent) == process.pid]


def ended(process: subprocess.Popen[str], seconds: float = 10.0) -> bool:
    """Return whether no process of a session is left after a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not processes(process.pid):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a folder with a table, and the hashes of all that a run that nobody disturbs makes of it."""
    folder = tmp_path_factory.mktemp("whole")
    table(folder, ROWS)
    done = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", "out", "--workers", "2", cwd=folder)
    assert done.code == 0, done.err
    made = files(folder / "out")
    assert len(made) == 2 * ROWS
    return folder, made


def finish(folder: Path, out: Path, made: dict[str, str]) -> Ran:
    """Run again, to the end: everything is there, and nothing else is."""
    done = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2", cwd=folder)
    assert done.code == 0, done.err
    assert files(out) == made
    assert kept(out) == ["journal.db"]
    return done


@pytest.mark.slow
@PROC
@pytest.mark.parametrize("told", [0, 1, 20])
def test_the_parent_is_killed(whole: tuple[Path, dict[str, str]], tmp_path: Path, told: int) -> None:
    """When its workers have just been started, and after so many documents."""
    folder, made = whole
    out = tmp_path / "out"
    with started(folder, "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2", "--json") as process:
        assert process.stdout is not None
        while not workers(process):
            time.sleep(0.005)
        for _ in range(told):
            process.stdout.readline()
        process.kill()
        process.wait()
        assert ended(process), "a worker outlived its parent"
    there = {name: value for name, value in files(out).items() if not name.endswith(".part")} if out.exists() else {}
    # Whatever stands there by its name is whole.
    assert there == {name: made[name] for name in there}
    assert len(there) >= told
    finish(folder, out, made)
    again = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "1", cwd=folder)
    assert f"{ROWS} unchanged" in again.err, again.err


@pytest.mark.slow
@PROC
def test_workers_are_killed_again_and_again(whole: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, made = whole
    out, chance, killed = tmp_path / "out", random.Random(7), 0
    with started(folder, "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2") as process:
        while process.poll() is None and killed < 5:
            time.sleep(chance.uniform(0.02, 0.1))
            for number in workers(process)[:1]:
                try:
                    os.kill(number, signal.SIGKILL)
                    killed += 1
                except ProcessLookupError:
                    continue
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert f"{ROWS} made" in err
    assert killed
    assert files(out) == made
    assert kept(out) == ["journal.db"]


@pytest.mark.slow
@PROC
@pytest.mark.parametrize(("number", "to_all"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_somebody_ends_it(
    whole: tuple[Path, dict[str, str]], tmp_path: Path, number: signal.Signals, to_all: bool
) -> None:
    folder, made = whole
    out = tmp_path / "out"
    with started(folder, "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2", "--json") as process:
        assert process.stdout is not None
        process.stdout.readline()
        (os.killpg if to_all else os.kill)(process.pid, number)
        _, err = process.communicate(timeout=30)
        assert ended(process), "a worker outlived the command"
    assert process.returncode == 130, err
    said = rf"interrupted: (\d+) of {ROWS} rows (is|are) done; run the same command again for the rest"
    found = re.fullmatch(said, err.splitlines()[-1])
    assert found, err
    assert not [path.name for path in out.iterdir() if path.name.endswith(".part")]
    assert kept(out) == ["journal.db"]
    count = int(found[1])
    assert found[2] == ("is" if count == 1 else "are")
    done = finish(folder, out, made)
    assert f"{ROWS - count} made, {count} unchanged" in done.err


@pytest.mark.slow
@PROC
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no other system ties a process to its parent")
def test_a_page_of_somebody_ends_with_its_batch(tmp_path: Path) -> None:
    """Also one that comes back from C after a long time: none of its threads can look for its parent."""
    table(tmp_path, 1)
    page = Path(shutil.copytree(resources.templates() / "html", tmp_path / "pages")) / "page.html.j2"
    same = "{% set a = ''.ljust(100000000) %}{% set b = ''.ljust(99999999) ~ '!' %}"
    long = f"{same}{{% if b in [{', '.join('a' * 2000)}] %}}{{% endif %}}"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{long}</body>"), encoding="utf-8")

    def setting(process: subprocess.Popen[str]) -> list[int]:
        """Return the processes that set a page, and hold both texts."""
        found = []
        for number in processes(process.pid):
            with suppress(OSError):
                is_one = b"jdgen.render.limited" in Path(f"/proc/{number}/cmdline").read_bytes()
                if is_one and int(Path(f"/proc/{number}/statm").read_text().split()[1]) * 4096 > 200_000_000:
                    found.append(number)
        return found

    with started(tmp_path, "jobs.csv", "-f", "html", "--pages", "pages", "-o", "out", "--workers", "1") as process:
        while not setting(process):
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        time.sleep(0.2)
        process.send_signal(signal.SIGSTOP)
        # The process that forks first: it would have killed all of them in order.
        for number in (parents(process)[workers(process)[0]], process.pid):
            os.kill(number, signal.SIGKILL)
        process.wait()
        assert ended(process, 2), "a page outlived its batch"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no other system ties a process to its parent")
def test_a_page_whose_batch_is_gone_is_not_begun() -> None:
    command = [sys.executable, "-P", "-m", "jdgen.render.limited", "1"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def mounted(folder: Path, *options: str) -> None:
    """Mount a small disk of memory; skip where that is not allowed."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Return a way to mount a disk of so many bytes, or to change how it is mounted."""
    folder = tmp_path / "disk"

    def mount(options: str) -> Path:
        again = ["-o", f"remount,{options}"] if folder.is_mount() else ["-t", "tmpfs", "-o", options, "tmpfs"]
        mounted(folder, *again)
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_disk_ends_it_and_more_room_finishes_it(
    whole: tuple[Path, dict[str, str]], disk: Callable[..., Path]
) -> None:
    folder, made = whole
    out = disk("size=600k") / "out"
    done = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2", cwd=folder)
    assert done.code == 4
    assert "no space left on" in done.err
    assert "Traceback" not in done.err
    there = files(out)
    assert there
    assert there == {name: made[name] for name in there}
    disk("size=90m")
    finish(folder, out, made)


@pytest.mark.slow
def test_a_disk_that_can_only_be_read(whole: tuple[Path, dict[str, str]], disk: Callable[..., Path]) -> None:
    folder, _ = whole
    out = disk("size=90m") / "out"
    out.mkdir()
    (out / name_of(1)).write_text("Somebody's.\n")
    disk("ro")
    done = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "2", cwd=folder)
    assert done.code == 4
    assert "read-only file system" in done.err
    assert [path.name for path in out.iterdir()] == [name_of(1)]


@pytest.mark.slow
def test_too_many_open_files(whole: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, made = whole
    out = tmp_path / "out"
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv.pop(1)),) * 2);"
        "from jdgen.cli.root import run; raise SystemExit(run(sys.argv[1:]))"
    )
    options = ["batch", "jobs.csv", "-f", "docx,txt", "-o", str(out), "--workers", "2"]
    codes = set()
    for limit in (12, 20):
        done = subprocess.run(
            [sys.executable, "-c", script, str(limit), *options], cwd=folder, env=_ENVIRONMENT, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
        codes.add(done.returncode)
        assert done.returncode in (0, 2, 4, 5), done.stderr
        assert "Traceback" not in done.stderr
        there = files(out) if out.exists() else {}
        assert {name: value for name, value in there.items() if name in made} == {
            name: made[name] for name in there if name in made
        }
    assert codes - {0}
    finish(folder, out, made)


@pytest.mark.slow
def test_a_second_run_on_one_folder_is_refused(whole: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, made = whole
    out = tmp_path / "out"
    with started(folder, "jobs.csv", "-f", "docx,txt", "-o", out, "--workers", "1", "--json") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        second = spawn("batch", "jobs.csv", "-f", "docx,txt", "-o", out, cwd=folder)
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert second.code == 4
    assert f"is being changed by process {process.pid}" in second.err
    assert files(out) == made


@pytest.mark.slow
def test_the_journal_holds_no_words_of_the_rows(whole: tuple[Path, dict[str, str]]) -> None:
    folder, _ = whole
    with closing(sqlite3.connect(folder / "out/.jdgen/journal.db")) as database:
        held = "\n".join(database.iterdump())
    assert name_of(1) in held
    for word in ("Denver", "150001", "Riverbend Robotics", "careers.riverbend"):
        assert word not in held
