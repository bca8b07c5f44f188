"""The journal is true after whatever happened to the run that kept it, and no file of others is touched."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from jdgen import lock
from jdgen.batch.jobs import Need
from jdgen.batch.journal import journal_file
from jdgen.batch.journal.journal import Journal, Kept, KeptFile, known
from jdgen.batch.stores.local_store import LocalStore
from jdgen.errors import FullError, OutputError

NEEDS = tuple(Need(f"profiles/{number}.yaml", sha256(b"%d" % number).hexdigest()) for number in range(6))
ENDINGS = ("", "-wal", "-shm", "-journal")


def row(number: int, state: str = "done", files: int = 2, **changes: object) -> Kept:
    names = [f"{number}-{file}.docx" for file in range(files)]
    kept = tuple(KeptFile(name, "posting", "docx", sha256(name.encode()).hexdigest(), 9) for name in names)
    made = Kept(f"key {number}", f"digest {number}", state, kept, (), NEEDS[: number % 3], "t", number)
    return made._replace(**changes)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: much here waits for a disk, and nothing depends on it."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out/.jdgen/journal.db"


def kept(path: Path) -> dict[str, Kept]:
    with Journal(path) as journal:
        assert journal.damaged is None
        return dict(journal.rows())


def refused(path: Path) -> tuple[type[OutputError], str]:
    with pytest.raises(OutputError) as caught:
        Journal(path)
    [problem] = caught.value.problems
    return type(caught.value), str(problem).replace(f"{path.parent.as_posix()}/", "")


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


# --- what it keeps ---


def test_rows_come_back_as_they_were(path):
    rows = [
        row(1),
        row(2, "placing", before=(KeptFile("ä \U0001f600'\".docx", "letter", "docx", "", 0),)),
        row(3, "failed", 0),
        row(4, needs=(Need("gone.yaml", ""),), table="")._replace(number=-1),
    ]
    with Journal(path) as journal:
        assert dict(journal.rows()) == {}
        journal.put(iter(rows))
        assert list(journal.rows().values()) == rows
    assert list(kept(path).values()) == rows
    with Journal(path) as journal:
        assert list(journal.rows().values()) == rows
        again = row(1, "failed", 1, digest="another")
        journal.put([row(5), row(1), again])
        journal.forget(["key 2", "key 9", "key 2"])
        journal.forget([])
        journal.put([])
        wanted = {"key 1": again, **{each.key: each for each in rows[2:]}, "key 5": row(5)}
        assert dict(journal.rows()) == wanted
    assert kept(path) == wanted
    assert isinstance(next(iter(kept(path).values())).files[0], KeptFile)
    assert isinstance(wanted["key 5"].needs[0], Need)


def test_only_the_one_file_is_left(path):
    with Journal(path) as journal:
        journal.put([row(1)])
        assert "journal.db-wal" in beside(path)
    journal.close()
    assert beside(path) == ["journal.db"]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM rows").fetchone() == (1,)


def test_files_that_many_rows_were_made_from_are_kept_once(path):
    other = (Need("other.yaml", "1"),)

    def sets() -> int:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT count(*) FROM needs").fetchone()[0]

    with Journal(path) as journal:
        journal.put([row(number, needs=NEEDS) for number in range(50)])
        journal.put([row(number, needs=NEEDS) for number in range(40, 60)])
    assert sets() == 1
    with Journal(path) as journal:
        journal.put([row(number, needs=other) for number in range(60)])
    assert sets() == 2
    with Journal(path) as journal:
        rows = list(journal.rows().values())
        assert {row.needs for row in rows} == {other}
        assert len({id(row.needs) for row in rows}) == 1
        journal.put([row(60, needs=NEEDS), row(61, needs=other)])
    assert sets() == 2
    assert kept(path)["key 60"].needs == NEEDS


def test_each_run_has_a_name_that_begins_with_that_of_its_journal(path):
    runs = []
    for _ in range(2):
        with Journal(path) as journal:
            runs.append(journal.run)
    with Journal(path.with_name("journal-1-of-2.db")) as other, Journal(path) as journal:
        runs += [journal.run, other.run]
    assert len(set(runs)) == 4
    assert len({run.partition("-")[0] for run in runs[:3]}) == 1
    assert runs[3].partition("-")[0] != runs[0].partition("-")[0]
    assert local_pattern().fullmatch(f".{runs[0]}-0123456789abcdef.part")


def local_pattern():
    from jdgen.batch.stores import local_store

    return local_store._STAGED


def test_a_change_that_fails_changes_nothing(path):
    with Journal(path) as journal:
        journal.put([row(1)])
        with pytest.raises(sqlite3.ProgrammingError):
            journal.put([row(1, digest="new"), row(2, needs=NEEDS), row(3, digest=object())])
        assert dict(journal.rows()) == {"key 1": row(1)}
        journal.put([row(2, needs=NEEDS)])
    assert kept(path) == {"key 1": row(1), "key 2": row(2, needs=NEEDS)}


def test_rows_whose_files_get_names_are_flushed_and_done_ones_need_not_be(path):
    with Journal(path) as journal:
        seen = []
        journal._connection.set_trace_callback(lambda said: seen.append(said) if "synchronous" in said else None)
        journal.put([row(1), row(2, "placing")])
        journal.put([row(1), row(2)])
        journal._logs = False
        journal.put([row(1)])
        journal._logs = True
    assert seen == [f"PRAGMA synchronous = {level}" for level in ("FULL", "NORMAL", "FULL")]


def test_where_there_can_be_no_log_it_is_kept_without(path, monkeypatch):
    real = sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
            return super().execute(statement.replace("= WAL", "= DELETE"), *values)

    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: real(*args, **more, factory=Connection))
    with Journal(path) as journal:
        journal.put([row(1)])
        assert "journal.db-wal" not in beside(path)
    assert beside(path) == ["journal.db"]
    monkeypatch.undo()
    assert kept(path) == {"key 1": row(1)}


def test_many_rows_are_read_and_put_at_once(path):
    with Journal(path) as journal:
        for start in range(0, 20_000, 5_000):
            journal.put([row(number) for number in range(start, start + 5_000)])
        begin = time.process_time()
        journal.put([row(number, "placing") for number in range(100)])
        # Measured: under a millisecond, and 0.12 s for these rows; the machine of a test may be busy.
        assert time.process_time() - begin < 0.05
    begin = time.process_time()
    assert len(kept(path)) == 20_000
    assert time.process_time() - begin < 1


# --- who else is there ---


HOLD = """
import sys
from pathlib import Path
from jdgen.batch.journal.journal import Journal
with Journal(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PAUSE", 0.001)


@contextlib.contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("impatient")
def test_a_second_run_is_told_who_has_it(path):
    with holder(path) as process:
        words = f"journal.db: is being changed by process {process.pid}; try again when it is done"
        assert refused(path) == (OutputError, words)
        with Journal(path.with_name("journal-2-of-2.db")) as other:
            other.put([row(1)])
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert kept(path) == {}


@pytest.mark.usefixtures("impatient")
def test_a_link_to_a_journal_has_the_lock_of_the_journal(path, tmp_path):
    kept(path)
    (tmp_path / "link.db").symlink_to(path)
    with holder(path):
        assert refused(tmp_path / "link.db")[1].startswith("out/.jdgen/journal.db: is being changed by process ")
    with Journal(tmp_path / "link.db") as journal:
        journal.put([row(1)])
    assert kept(path) == {"key 1": row(1)}
    assert beside(path) == ["journal.db"]


def test_a_program_that_has_it_open_is_told_of(path, monkeypatch):
    kept(path)
    monkeypatch.setattr(journal_file, "_SECONDS", 0.05)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refused(path) == (OutputError, "journal.db: is open in another program; close it there")
    assert kept(path) == {}


# --- files that are none of ours ---


def a_spreadsheet() -> bytes:
    return b"PK\x03\x04" + bytes(range(256)) * 8


def another_database(path: Path) -> bytes:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photographs (id)")
        connection.commit()
    return path.read_bytes()


@pytest.mark.parametrize("what", ["spreadsheet", "database", "text"])
def test_a_file_of_somebody_else_is_left_as_it_is(what, tmp_path):
    path = tmp_path / "theirs.db"
    data = {"spreadsheet": a_spreadsheet(), "text": b"id,name\n"}.get(what) or another_database(path)
    path.write_bytes(data)
    words = "theirs.db: is not a journal of jdgen, and is left as it is; name another file with `--journal FILE`"
    assert refused(path) == (OutputError, words)
    assert path.read_bytes() == data
    assert beside(path) == ["theirs.db"]


def test_a_journal_of_a_later_jdgen_is_left_as_it_is(path):
    kept(path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
        connection.execute("DROP TABLE rows")
        connection.commit()
    before = path.read_bytes()
    hint = "update jdgen, or name another file with `--journal FILE`"
    words = f"journal.db: was written by a later jdgen, and is left as it is; {hint}"
    assert refused(path) == (OutputError, words)
    assert path.read_bytes() == before
    assert beside(path) == ["journal.db"]


def test_what_is_no_file_is_left(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"theirs")
    assert refused(tmp_path / "folder") == (OutputError, "folder: is a folder, not a file")
    assert refused(tmp_path / "pipe") == (OutputError, "pipe: is a device or a pipe, not a file")
    assert refused(tmp_path / "file/journal.db")[1].endswith("/file: is a file, not a folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder", "pipe"]


def test_an_empty_file_is_a_new_journal_and_an_old_log_is_not_read_into_it(path):
    with Journal(path) as journal:
        journal.put([row(1)])
        log = path.with_name("journal.db-wal").read_bytes()
    path.write_bytes(b"")
    path.with_name("journal.db-wal").write_bytes(log)
    assert kept(path) == {}
    path.unlink()
    path.with_name("journal.db-wal").write_bytes(log)
    assert kept(path) == {}


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
@pytest.mark.parametrize("begun", [False, True])
def test_a_file_of_somebody_else_that_has_the_name_of_the_log_is_left(begun, ending, tmp_path):
    path = tmp_path / "my"
    if begun:
        kept(path)
    theirs = path.with_name(f"my{ending}")
    theirs.write_bytes(b"theirs")
    words = f"my: `my{ending}` is in the way; name another file with `--journal FILE`"
    assert refused(path) == (OutputError, words)
    assert theirs.read_bytes() == b"theirs"
    theirs.unlink()
    theirs.mkdir()
    assert refused(path) == (OutputError, words)
    theirs.rmdir()
    os.mkfifo(theirs)
    assert refused(path) == (OutputError, words)


def test_what_sqlite_never_reads_here_is_left(tmp_path):
    path = tmp_path / "my"
    path.with_name("my-shm").write_bytes(b"theirs")
    assert kept(path) == {}
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * 4096)
    with Journal(path) as journal:
        assert journal.damaged == path.with_name("my.damaged")
    assert path.with_name("my-shm").read_bytes() == b"theirs"


def test_an_old_log_of_sqlite_is_no_file_of_somebody_else(tmp_path):
    path = tmp_path / "my"
    with Journal(path) as journal:
        journal.put([row(1)])
        log = path.with_name("my-wal").read_bytes()
    path.unlink()
    for name, data in (("my-wal", log), ("my-journal", b""), ("my-journal", bytes(512))):
        path.with_name(name).write_bytes(data)
        assert kept(path) == {}
        path.unlink()
        assert beside(path) == []
    with contextlib.closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE a (b)")
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN")
        other.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 100)
        path.with_name("my-journal").write_bytes((tmp_path / "other-journal").read_bytes())
    assert kept(path) == {}


# --- gone while it is held ---


@pytest.mark.parametrize("how", ["removed", "replaced", "moved"])
@pytest.mark.parametrize("when", ["put", "close"])
def test_a_journal_that_is_gone_while_it_is_held_is_told_of(how, when, path):
    journal = Journal(path)
    journal.put([row(1)])
    if how == "replaced":
        path.with_name("other").write_bytes(path.read_bytes())
        path.with_name("other").replace(path)
    elif how == "moved":
        path.parent.rename(path.parent.with_name("elsewhere"))
    else:
        path.unlink()
    calls = [journal.close] if when == "close" else [lambda: journal.put([row(2)]), lambda: journal.forget(["key 1"])]
    for call in calls:
        with pytest.raises(OutputError) as caught:
            call()
        words = f"{path}: the journal was removed while it ran; run it again"
        assert [str(problem) for problem in caught.value.problems] == [words]
    # What was said is not said again.
    journal.close()


# --- read, and left as it is ---


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir()}


def test_a_journal_is_read_and_not_changed(path):
    assert known(path) == ({}, False)
    assert not path.parent.exists()
    with Journal(path) as journal:
        journal.put([row(1)])
        journal.put([row(2, "placing")])
        # As a run leaves it that is killed.
        data, log = path.read_bytes(), path.with_name("journal.db-wal").read_bytes()
    path.write_bytes(data)
    path.with_name("journal.db-wal").write_bytes(log)
    before = snapshot(path.parent)
    assert known(path) == ({"key 1": row(1), "key 2": row(2, "placing")}, False)
    assert snapshot(path.parent) == before
    link = path.with_name("link.db")
    link.symlink_to(path)
    assert known(link)[0] == {"key 1": row(1), "key 2": row(2, "placing")}
    link.unlink()
    assert snapshot(path.parent) == before


@pytest.mark.parametrize("data", [b"nonsense", b"", None])
def test_a_damaged_journal_is_told_of_and_not_moved(data, path):
    whole = b""
    if data is None:
        kept(path)
        whole = path.read_bytes()[:5000]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(whole if data is None else data)
    before = snapshot(path.parent)
    assert known(path) == ({}, data != b"")
    assert snapshot(path.parent) == before


@pytest.mark.usefixtures("impatient")
def test_what_keeps_a_journal_from_being_opened_keeps_it_from_being_read(path, tmp_path):
    def said(each: Path) -> str:
        with pytest.raises(OutputError) as caught:
            known(each)
        return str(caught.value)

    with holder(path) as process:
        assert said(path) == f"{path}: is being changed by process {process.pid}; try again when it is done"
    theirs = tmp_path / "theirs.db"
    theirs.write_bytes(b"id,name\n")
    hint = "name another file with `--journal FILE`"
    assert said(theirs) == f"{theirs}: is not a journal of jdgen, and is left as it is; {hint}"
    assert theirs.read_bytes() == b"id,name\n"
    theirs.unlink()
    theirs.mkdir()
    assert said(theirs) == f"{theirs}: is a folder, not a file"


def test_a_journal_in_a_folder_that_may_only_be_read_is_read(tmp_path):
    path = tmp_path / "disk/journal.db"
    with disk(path.parent):
        with Journal(path) as journal:
            journal.put([row(1)])
        subprocess.run(["mount", "-o", "remount,ro", path.parent], check=True)
        assert known(path) == ({"key 1": row(1)}, False)


# --- damage ---


def test_a_damaged_journal_is_moved_aside_and_a_new_one_begun(path):
    with Journal(path) as journal:
        journal.put([row(number) for number in range(100)])
    whole = path.read_bytes()
    for number, damage in enumerate([whole[:5000], b"nonsense", bytes(len(whole)), whole[:4096] + b"\xff" * 4096]):
        path.write_bytes(damage)
        path.with_name("journal.db-wal").write_bytes(b"log")
        with Journal(path) as journal:
            name = f"journal.db.damaged{f'-{number + 1}' if number else ''}"
            assert journal.damaged == path.with_name(name)
            assert journal.damaged.read_bytes() == damage
            # What SQLite can read it takes over, or away.
            assert path.with_name(f"{name}-wal").exists() == (damage == b"nonsense" or not any(damage))
            assert beside(path).count("journal.db-wal") <= 1
            assert dict(journal.rows()) == {}
            journal.put([row(1)])
        assert kept(path) == {"key 1": row(1)}


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE rows",
        "DELETE FROM about",
        "UPDATE about SET journal = 'x'",
        "PRAGMA user_version = 0",
        "UPDATE rows SET state = 'lost'",
        "UPDATE rows SET key = x'00'",
        "UPDATE rows SET digest = x'01'",
        "UPDATE rows SET number = 'one'",
        "UPDATE rows SET files = '[1'",
        "UPDATE rows SET files = '[],[]'",
        "UPDATE rows SET files = '[[1]]'",
        "UPDATE rows SET files = x'ff'",
        "UPDATE rows SET files = cast(x'ff' AS TEXT)",
        "UPDATE rows SET needs = 77",
        "UPDATE rows SET id = 9223372036854775807",
        "UPDATE rows SET id = -1",
        "UPDATE needs SET files = '[[1, 2, 3]]'",
    ],
)
def test_what_makes_no_sense_is_damage(statement, path):
    with Journal(path) as journal:
        journal.put([row(1)])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    with Journal(path) as journal:
        assert journal.damaged == path.with_name("journal.db.damaged")
        assert dict(journal.rows()) == {}


def test_damage_that_no_row_lies_in_is_found_too(path):
    with Journal(path) as journal:
        journal.put([row(number) for number in range(400)])
        journal.forget([f"key {number}" for number in range(10, 400)])
    data = bytearray(path.read_bytes())
    free = int.from_bytes(data[32:36], "big") - 1
    size = int.from_bytes(data[16:18], "big")
    assert free > 0
    data[free * size : free * size + 8] = b"\xff" * 8
    path.write_bytes(data)
    with Journal(path) as journal:
        assert journal.damaged == path.with_name("journal.db.damaged")


def test_damage_that_sqlite_cannot_even_quote_is_damage(path):
    kept(path)
    data = path.read_bytes()
    assert data.count(b"CREATE TABLE rows") == 1
    path.write_bytes(data.replace(b"CREATE TABLE rows", b"CREATE \xd5ABLE rows"))
    with Journal(path) as journal:
        assert journal.damaged == path.with_name("journal.db.damaged")


def test_chance_breaks_no_journal_and_loses_no_file(tmp_path):
    path = tmp_path / "here/mine.db"
    with Journal(path) as journal:
        journal.put([row(number) for number in range(60)])
        log = path.with_name("mine.db-wal").read_bytes()
    whole, chance, told = path.read_bytes(), random.Random(20), []
    for turn in range(150):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.choice([0, 1, 1, 2, 50]) if data else 0):
            data[chance.randrange(min(len(data), chance.choice([100, 4096, len(data)])))] = chance.randrange(256)
        if not turn:
            data[60] = 1  # the version
        path.write_bytes(data)
        logged = chance.random() < 0.3
        if logged:
            path.with_name("mine.db-wal").write_bytes(log[: chance.randrange(len(log))])
        try:
            with Journal(path) as journal:
                journal.rows()
                journal.put([row(1), row(100, "placing")])
                journal.forget(["key 2"])
                told.append("damaged" if journal.damaged else "read")
            # What SQLite finds in the log it writes into the file, before it finds that this makes no sense.
            if journal.damaged and not logged:
                assert journal.damaged.read_bytes() == data
        except OutputError as error:
            told.append(error.problems[0].message)
            assert path.read_bytes() == data
        for each in path.parent.iterdir():
            each.unlink()
    assert set(told) == {
        "damaged",
        "read",
        "is not a journal of jdgen, and is left as it is",
        "was written by a later jdgen, and is left as it is",
    }


# --- what the disk says ---


@contextlib.contextmanager
def disk(folder: Path) -> Iterator[None]:
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_ends_the_run_and_the_journal_stays_true(tmp_path):
    path = tmp_path / "disk/journal.db"
    with disk(path.parent):
        with Journal(path) as journal:
            journal.put([row(1)])
        journal, done = Journal(path), 0

        def fill() -> None:
            nonlocal done
            while True:
                start = 20 * done + 2
                journal.put([row(number, "placing") for number in range(start, start + 20)])
                done += 1

        with pytest.raises(FullError) as caught:
            fill()
        assert [str(problem) for problem in caught.value.problems] == [
            f"{path}: cannot be written: no space left on the disk"
        ]
        assert done > 1
        assert len(journal.rows()) == 1 + 20 * done
        with contextlib.suppress(FullError):
            journal.close()
        subprocess.run(["mount", "-o", "remount,size=4m", path.parent], check=True)
        assert len(kept(path)) == 1 + 20 * done
        assert beside(path) == ["journal.db"]


def test_a_full_disk_has_no_room_for_a_new_journal(tmp_path):
    path = tmp_path / "disk/journal.db"
    with disk(path.parent):
        filler = path.with_name("filler")
        with contextlib.suppress(OSError):
            filler.write_bytes(bytes(300_000))
        kind, words = refused(path)
        assert kind is FullError
        assert words == "journal.db: cannot be written: no space left on the disk"
        assert beside(path) == ["filler"]


def test_a_disk_that_may_only_be_read_ends_the_run(tmp_path):
    path = tmp_path / "disk/journal.db"
    with disk(path.parent):
        with Journal(path) as journal:
            journal.put([row(1)])
        subprocess.run(["mount", "-o", "remount,ro", path.parent], check=True)
        assert refused(path) == (FullError, "journal.db: cannot be changed: read-only file system")
        deeper = path.parent / "new/journal.db"
        assert refused(deeper)[0] is FullError


def test_a_limit_on_the_size_of_files_is_told_of(path):
    resource = pytest.importorskip("resource", reason="this fault is one of POSIX")
    journal = Journal(path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, limits[1]))
        with pytest.raises(OutputError) as caught:
            journal.put([row(number) for number in range(500)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    said = "cannot be written: the disk reports an error, or a file may not be as large (`ulimit -f`)"
    assert [str(problem) for problem in caught.value.problems] == [f"{path}: {said}"]
    journal.close()
    assert kept(path) == {}


def test_too_many_open_files_end_the_run(path):
    resource = pytest.importorskip("resource", reason="this fault is one of POSIX")
    kept(path)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    held: list[int] = []
    told: set[tuple[type[OutputError], str]] = set()
    last = max(int(each.name) for each in Path("/dev/fd").iterdir())
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (last + 8, limits[1]))
        with contextlib.suppress(OSError):
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        for _ in range(3):
            told.add(refused(path))
            os.close(held.pop())
    finally:
        for file in held:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert {kind for kind, _ in told} == {FullError}
    assert {words.split(": ")[1] for _, words in told} <= {"cannot be changed", "cannot be opened"}
    assert kept(path) == {}


def test_a_journal_that_is_damaged_while_it_is_held_says_what_to_do(path):
    with Journal(path) as journal:
        journal.put([row(number) for number in range(2000)])
    with Journal(path) as journal:
        journal.rows()
        journal._connection.execute("PRAGMA cache_size = 1")
        with path.open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * (path.stat().st_size - 8192))
        with pytest.raises(OutputError) as caught:
            journal.put([row(number, digest="new") for number in range(0, 2000, 7)])
    hint = "run it again, or name another file with `--journal FILE`"
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}: is damaged, perhaps by the disk that it is on; {hint}"
    ]
    with Journal(path) as journal:
        assert journal.damaged == path.with_name("journal.db.damaged")


# --- killed ---

WORK = """
import os, sys
from hashlib import sha256
from pathlib import Path
from jdgen.batch.journal.journal import Journal, Kept, KeptFile
from jdgen.batch.jobs import Need
from jdgen.batch.stores.local_store import LocalStore

def work(store):
    with Journal(store.folder / ".jdgen/journal.db") as journal:
        store.sweep(journal.run)
        kept = dict(journal.rows())
        for turn in range(10_000):
            data = {f"{turn % 7}-{n}.txt": f"{journal.run} {turn} {n} ".encode() * 3000 for n in range(3)}
            staged = store.stage(data, journal.run)
            key = f"key {turn % 7}"
            files = tuple(KeptFile(n, "posting", "txt", sha256(d).hexdigest(), len(d)) for n, d in data.items())
            before = (*kept[key].files, *kept[key].before) if key in kept else ()
            needs = (Need("a.yaml", str(turn % 3)),)
            store.flush(staged.values())
            journal.put([Kept(key, str(turn), "placing", files, before, needs)])
            for name, waiting in staged.items():
                store.place(waiting, name)
            kept[key] = Kept(key, str(turn), "done", files, (), needs)
            journal.put([kept[key]])

# To start Python and to import everything takes longer than all that is killed here.
for line in sys.stdin:
    process = os.fork()
    if not process:
        work(LocalStore(Path(sys.argv[1])))
        os._exit(0)
    print(process, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
"""


@contextlib.contextmanager
def runs(folder: Path) -> Iterator[Callable[[float], None]]:
    """Give a way to start a run and to kill it after so many seconds."""
    command = [sys.executable, "-c", WORK, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as starter:
        told, asked = starter.stdout, starter.stdin
        assert told is not None
        assert asked is not None

        def run(seconds: float) -> None:
            asked.write("go\n")
            asked.flush()
            process = int(told.readline())
            time.sleep(seconds)
            os.kill(process, signal.SIGKILL)
            assert told.readline() == f"{-signal.SIGKILL}\n"

        yield run
        asked.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed as by a system without `fork`")
def test_a_run_that_is_killed_at_any_moment_leaves_whole_files_that_the_journal_knows(tmp_path):
    chance = random.Random(9)
    store = LocalStore(tmp_path / "out")
    path = store.folder / ".jdgen/journal.db"
    placing = 0
    with runs(store.folder) as run:
        for _ in range(40):
            run(chance.uniform(0, 0.06))
            if not path.exists():
                continue
            with Journal(path) as journal:
                assert journal.damaged is None
                rows = dict(journal.rows())
                store.sweep(journal.run)
            assert beside(path) == ["journal.db"]
            with contextlib.closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            known: dict[str, set[str]] = {}
            for each in rows.values():
                assert each.state in ("placing", "done")
                assert each.state == "placing" or each.before == ()
                placing += each.state == "placing"
                for file in (*each.files, *each.before):
                    known.setdefault(file.name, set()).add(file.sha256)
            there = {each.name for each in store.folder.iterdir() if each.name != ".jdgen"}
            hashes = store.hashes(there)
            assert [name for name in there if hashes[name] not in known.get(name, ())] == []
            done = [file.name for row in rows.values() if row.state == "done" for file in row.files]
            assert [name for name in done if name not in there] == []
    assert rows
    assert placing
