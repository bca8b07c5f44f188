"""Files in a folder are whole or not at all, and only what is ours is removed, whatever the disk says."""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from jdgen.batch.stores import local_store
from jdgen.batch.stores.local_store import LocalStore
from jdgen.errors import FullError, OutputError

resource = pytest.importorskip("resource", reason="these faults are those of POSIX")
RUN = "0123456789ab-00000001"
LATER = "0123456789ab-00000002"
OTHER = "ba9876543210-00000001"


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "out")


def names(store: LocalStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def refused(kind: type[OutputError] = OutputError) -> pytest.RaisesContext[OutputError]:
    return pytest.raises(kind)


def said(caught: pytest.ExceptionInfo[OutputError], store: LocalStore) -> list[str]:
    assert type(caught.value) in (OutputError, FullError)
    return [str(problem).replace(f"{store.folder.as_posix()}/", "") for problem in caught.value.problems]


def put(store: LocalStore, name: str, data: bytes) -> None:
    [staged] = store.stage({name: data}, RUN).values()
    store.flush([staged])
    store.place(staged, name)


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount a small disk in memory; skip the test where that is not permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", ",".join(["size=64k", *options]), "tmpfs", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no disk can be mounted here: there is no `mount`")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


# --- what it does ---


def test_files_are_staged_flushed_and_placed(store):
    staged = store.stage({"a.docx": b"one", "b.pdf": b"two"}, RUN)
    assert names(store) == sorted(staged.values())
    assert all(name.startswith(f".{RUN}-") and name.endswith(".part") for name in staged.values())
    store.flush(staged.values())
    for name, waiting in staged.items():
        store.place(waiting, name)
    assert {name: store.read(name) for name in names(store)} == {"a.docx": b"one", "b.pdf": b"two"}
    assert store.hashes(["a.docx", "gone", "b.pdf"]) == {
        "a.docx": sha256(b"one").hexdigest(),
        "b.pdf": sha256(b"two").hexdigest(),
    }
    store.remove("a.docx")
    store.remove("a.docx")
    store.remove("b.pdf")
    assert names(store) == []


def test_it_can_be_sent_to_another_process(store):
    assert pickle.loads(pickle.dumps(store)) == store


def test_every_staged_file_is_flushed_before_it_is_placed(store, monkeypatch):
    flushed, real = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (flushed.append(os.fstat(file).st_ino), real(file)))
    staged = store.stage({f"{number}.txt": b"x" for number in range(40)}, RUN)
    assert flushed == []
    store.flush(staged.values())
    assert sorted(flushed) == sorted((store.folder / name).stat().st_ino for name in staged.values())
    assert store.flush([]) is None


def test_a_flush_that_fails_is_told(store, monkeypatch):
    staged = store.stage({"a.txt": b"x", "b.txt": b"y"}, RUN)

    def fails(file: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fails)
    with refused() as caught:
        store.flush(staged.values())
    assert [str(problem) for problem in caught.value.problems] == [
        f"{store.folder}: cannot be written: input/output error"
    ]


@pytest.mark.parametrize("how", ["moved", "cleared"])
def test_a_folder_that_is_gone_is_named_and_no_staged_file(how, store, tmp_path):
    staged = store.stage({"a.txt": b"x"}, RUN)["a.txt"]
    if how == "moved":
        store.folder.rename(tmp_path / "elsewhere")
    else:
        (store.folder / staged).unlink()
    for call in (lambda: store.flush([staged]), lambda: store.place(staged, "a.txt")):
        with refused() as caught:
            call()
        words = f"{store.folder}: was moved or cleared while files were written into it; run it again"
        assert [str(problem) for problem in caught.value.problems] == [words]


def test_the_hashes_of_few_files_start_no_thread(store, monkeypatch):
    put(store, "a.txt", b"1")
    put(store, "b.txt", b"2")
    monkeypatch.setattr(local_store, "ThreadPoolExecutor", None)
    assert len(store.hashes(["a.txt"])) == 1
    assert len(store.hashes(["a.txt", "b.txt", "gone.txt"])) == 2
    with pytest.raises(TypeError):
        store.hashes(f"{number}.txt" for number in range(100))


def test_the_hashes_of_many_files_are_as_those_of_each(store):
    put(store, "0.txt", b"0")
    for number in range(300):
        (store.folder / f"{number}.txt").write_bytes(b"%d" % number * 1000)
    many = store.hashes([f"{number}.txt" for number in range(310)])
    assert many == {f"{number}.txt": sha256(b"%d" % number * 1000).hexdigest() for number in range(300)}
    assert store.hashes([]) == {}


def test_a_folder_that_is_not_there_holds_nothing(store):
    store.sweep(RUN)
    assert store.hashes(["a.txt"]) == {}
    store.remove("a.txt")
    store.discard(["b.part"])
    assert not store.folder.exists()
    with refused() as caught:
        store.read("a.txt")
    assert said(caught, store) == ["a.txt: cannot be read: no such file or directory"]


@pytest.mark.parametrize("name", ["../a", "/a", "a/b", "", ".", "..", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(name, store):
    for call in (lambda: store.stage({name: b""}, RUN), lambda: store.remove(name), lambda: store.hashes([name])):
        with pytest.raises(OutputError, match="is no name for a file of a batch"):
            call()


# --- what stands there ---


def test_a_file_keeps_its_permissions_and_a_new_one_gets_those_of_the_umask(store):
    put(store, "a.txt", b"old")
    (store.folder / "a.txt").chmod(0o604)
    before = os.umask(0o027)
    try:
        put(store, "a.txt", b"new")
        put(store, "b.txt", b"new")
        assert stat.S_IMODE((store.folder / "b.txt").stat().st_mode) == 0o640
        (store.folder / "b.txt").chmod(0o400)
        put(store, "b.txt", b"newer")
    finally:
        os.umask(before)
    modes = {name: stat.S_IMODE((store.folder / name).stat().st_mode) for name in names(store)}
    assert modes == {"a.txt": 0o604, "b.txt": 0o400}
    assert store.read("b.txt") == b"newer"


def test_of_a_link_the_link_is_replaced(store, tmp_path):
    put(store, "b.txt", b"")
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / "target").chmod(0o600)
    (store.folder / "a.txt").symlink_to(tmp_path / "target")
    assert store.read("a.txt") == b"theirs"
    put(store, "a.txt", b"ours")
    assert not (store.folder / "a.txt").is_symlink()
    assert store.read("a.txt") == b"ours"
    assert (tmp_path / "target").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/dev/zero", "a.txt: is a device or a pipe, not a file"),
        ("pipe", "a.txt: is a device or a pipe, not a file"),
        ("folder", "a.txt: is a folder, not a file"),
        ("nothing", "a.txt: is a link that leads nowhere; mend it or delete it"),
    ],
)
def test_a_link_to_what_is_no_file_is_left_and_keeps_nobody_waiting(where, words, store):
    staged = store.stage({"a.txt": b"ours"}, RUN)["a.txt"]
    (store.folder / "folder").mkdir()
    os.mkfifo(store.folder / "pipe")
    (store.folder / "a.txt").symlink_to(where)
    for call in (
        lambda: store.place(staged, "a.txt"),
        lambda: store.read("a.txt"),
        lambda: store.hashes(["a.txt"]),
        lambda: store.remove("a.txt"),
    ):
        with refused() as caught:
            call()
        assert said(caught, store) == [words]
        assert type(caught.value) is OutputError
    assert (store.folder / "a.txt").readlink() == Path(where)
    assert store.read(staged) == b"ours"


def test_a_pipe_that_gets_the_name_after_it_was_looked_at_keeps_nobody_waiting(store, monkeypatch):
    put(store, "b.txt", b"")
    os.mkfifo(store.folder / "a.txt")
    monkeypatch.setattr(local_store, "_check_place", lambda path: None)
    for call in (lambda: store.read("a.txt"), lambda: store.hashes(["a.txt"])):
        with refused() as caught:
            call()
        assert said(caught, store) == ["a.txt: is a device or a pipe, not a file"]


def test_what_is_no_file_is_left(store):
    put(store, "b.txt", b"")
    (store.folder / "folder").mkdir()
    os.mkfifo(store.folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(store.folder)
        try:
            server.bind("socket")
        finally:
            os.chdir(here)
    expected = {
        "folder": "folder: is a folder, not a file",
        "pipe": "pipe: is a device or a pipe, not a file",
        "socket": "socket: is a device or a pipe, not a file",
    }
    for name, words in expected.items():
        staged = store.stage({name: b"ours"}, RUN)[name]
        calls = (
            lambda name=name, staged=staged: store.place(staged, name),
            lambda name=name: store.read(name),
            lambda name=name: store.hashes([name]),
            lambda name=name: store.remove(name),
        )
        for call in calls:
            with refused() as caught:
                call()
            assert said(caught, store) == [words]
            assert type(caught.value) is OutputError
        assert store.read(staged) == b"ours"
        store.discard([staged])
    assert names(store) == ["b.txt", "folder", "pipe", "socket"]


def test_a_file_in_the_way_of_the_folder_is_left(tmp_path):
    (tmp_path / "out").write_bytes(b"theirs")
    for folder in (tmp_path / "out", tmp_path / "out/deeper"):
        store = LocalStore(folder)
        with refused() as caught:
            store.stage({"a.txt": b"ours"}, RUN)
        assert [str(problem) for problem in caught.value.problems] == [f"{tmp_path}/out: is a file, not a folder"]
        store.sweep(RUN)
    assert (tmp_path / "out").read_bytes() == b"theirs"


def test_a_program_of_windows_that_has_a_file_open_is_told_of(store, monkeypatch):
    put(store, "a.docx", b"old")
    staged = store.stage({"a.docx": b"new"}, RUN)["a.docx"]
    monkeypatch.setattr(local_store, "_WINDOWS", True)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with refused() as caught:
            store.place(staged, "a.docx")
    assert said(caught, store) == ["a.docx: is open in another program; close it there"]
    assert type(caught.value) is OutputError
    store.place(staged, "a.docx")
    assert store.read("a.docx") == b"new"


# --- what is left behind ---


def test_only_staged_files_of_ended_runs_are_swept(store):
    own = store.stage({"a.txt": b"", "b.txt": b""}, RUN)
    later = store.stage({"a.txt": b""}, LATER)["a.txt"]
    at_work = store.stage({"c.txt": b""}, OTHER)["c.txt"]
    lost = store.stage({"c.txt": b""}, OTHER)["c.txt"]
    theirs = [".notes.part", "a.part", f".{RUN}.part", f".{RUN}-0123.part", f"{own['a.txt']}.part", "a.txt"]
    old = time.time() - 25 * 60 * 60
    for name in [*theirs, lost]:
        (store.folder / name).touch()
        os.utime(store.folder / name, (old, old))
    store.sweep(LATER)
    assert names(store) == sorted([*theirs, at_work])
    assert not (store.folder / later).exists()


def test_discarding_leaves_what_cannot_be_removed(store):
    staged = store.stage({"a.txt": b"", "b.txt": b""}, RUN)
    (store.folder / "deep").mkdir()
    store.discard(["deep", "gone.part", *staged.values()])
    assert names(store) == ["deep"]


# --- what the disk says ---


def test_a_full_disk_leaves_old_files_whole_and_nothing_else(tmp_path):
    store = LocalStore(tmp_path / "out")
    with mounted(store.folder):
        put(store, "a.txt", b"old")
        with refused(FullError) as caught:
            store.stage({"b.txt": b"small", "a.txt": bytes(100_000)}, RUN)
        assert said(caught, store) == ["a.txt: cannot be written: no space left on device"]
        assert names(store) == ["a.txt"]
        assert store.read("a.txt") == b"old"
        put(store, "a.txt", b"new")
        assert store.read("a.txt") == b"new"


def test_a_disk_that_may_only_be_read_ends_the_batch(tmp_path):
    store = LocalStore(tmp_path / "out")
    with mounted(store.folder):
        put(store, "a.txt", b"old")
        staged = store.stage({"a.txt": b"new"}, RUN)["a.txt"]
        subprocess.run(["mount", "-o", "remount,ro", store.folder], check=True)
        for call in (
            lambda: store.stage({"a.txt": b""}, RUN),
            lambda: store.place(staged, "a.txt"),
            lambda: store.remove("a.txt"),
        ):
            with refused(FullError) as caught:
                call()
            assert said(caught, store) == ["a.txt: cannot be written: read-only file system"]
        deeper = LocalStore(store.folder / "deeper")
        with refused(FullError) as caught:
            deeper.stage({"a.txt": b""}, RUN)
        assert said(caught, store) == ["deeper: cannot be written: read-only file system"]
        assert store.hashes(["a.txt"]) == {"a.txt": sha256(b"old").hexdigest()}
        store.sweep(RUN)
        assert staged in names(store)


def test_a_folder_that_may_not_be_written_ends_the_batch_and_a_file_does_not(store, monkeypatch):
    # Permissions do not bind whoever runs the tests as root.
    put(store, "a.txt", b"old")
    staged = store.stage({"a.txt": b"new"}, RUN)["a.txt"]

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "replace", refuse)
    for may, kind in ((True, OutputError), (False, FullError)):
        monkeypatch.setattr(os, "access", lambda *_, may=may: may)
        with refused(kind) as caught:
            store.place(staged, "a.txt")
        assert type(caught.value) is kind
        assert said(caught, store) == ["a.txt: cannot be written: operation not permitted"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("EDQUOT", FullError), ("EACCES", FullError), ("ENFILE", FullError), ("EIO", OutputError)],
)
def test_what_no_test_can_bring_about_is_told_by_its_number(number, kind, store, monkeypatch):
    error = OSError(getattr(errno, number), "Said")
    put(store, "a.txt", b"old")

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(local_store, "fill", fails)
    with refused(kind) as caught:
        store.stage({"a.txt": b"new"}, RUN)
    assert type(caught.value) is kind
    assert said(caught, store) == ["a.txt: cannot be written: said"]


def test_too_many_open_files_end_the_batch(store):
    staged = store.stage({"a.txt": b"x"}, RUN)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_now = max(int(each.name) for each in Path("/dev/fd").iterdir())
    held = []
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + 8, limits[1]))
        with contextlib.suppress(OSError):
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        for call, words in (
            (lambda: store.stage({"b.txt": b""}, RUN), "b.txt: cannot be written: too many open files"),
            (lambda: store.flush(staged.values()), f"{store.folder}: cannot be written: too many open files"),
            (lambda: store.hashes(staged.values()), f"{staged['a.txt']}: cannot be read: too many open files"),
        ):
            with refused(FullError) as caught:
                call()
            assert said(caught, store) == [words]
    finally:
        for file in held:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    store.place(staged["a.txt"], "a.txt")
    assert names(store) == ["a.txt"]


def test_a_file_that_cannot_be_read_is_told_of(store, monkeypatch):
    put(store, "a.txt", b"old")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with refused() as caught:
        store.hashes(["a.txt"])
    assert said(caught, store) == ["a.txt: cannot be read: permission denied"]
    assert type(caught.value) is OutputError


def test_two_processes_that_make_the_folder_at_once_both_have_it(store):
    faults: list[OutputError] = []

    def stage(number: int) -> None:
        try:
            LocalStore(store.folder / "a/b").stage({f"{number}.txt": b""}, RUN)
        except OutputError as error:
            faults.append(error)

    threads = [threading.Thread(target=stage, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(list((store.folder / "a/b").iterdir())) == 8
