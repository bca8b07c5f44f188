"""Files at an address: whole or not at all, whatever the place can and cannot do."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest
from counted_place import CountedPlace, MovingPlace, RefusedError, SilentPlace, StiffPlace

from jdgen.batch.stores.local_store import LocalStore
from jdgen.batch.stores.places import is_folder, store_for
from jdgen.batch.stores.remote_store import RemoteStore
from jdgen.errors import FullError, InputError, JdgenError, MachineError, OutputError

RUN = "0123456789ab-00000001"
OTHER = "ba9876543210-00000002"
KINDS = ("file", "counted", "moving", "stiff", "silent")


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    """Know the places of the tests."""
    for kind in (CountedPlace, MovingPlace, StiffPlace, SilentPlace):
        fsspec.register_implementation(kind.protocol, kind, clobber=True)
    CountedPlace.reset()
    StiffPlace.second = None
    yield
    CountedPlace.reset()
    StiffPlace.second = None


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], RemoteStore]:
    def of(kind: str) -> RemoteStore:
        found = store_for(f"{kind}://{tmp_path.as_posix()}")
        assert isinstance(found, RemoteStore)
        return found

    return of


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_staged_file_gets_its_name_and_replaces_another(kind, place, tmp_path):
    store = place(kind)
    (tmp_path / "a.txt").write_bytes(b"old")
    staged = store.stage({"a.txt": b"new", "b.txt": b"other"}, RUN)
    assert sorted(staged) == ["a.txt", "b.txt"]
    assert {name for name in files(tmp_path) if "/" not in name} == {"a.txt"}
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    store.flush(staged.values())
    for name, beside in staged.items():
        store.place(beside, name)
    assert files(tmp_path) == {"a.txt": b"new", "b.txt": b"other"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_is_hashed_read_and_removed(kind, place, tmp_path):
    store = place(kind)
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "[b]*.txt").write_bytes(b"b")
    names = ["a.txt", "[b]*.txt", "gone.txt"]
    assert store.hashes(iter(names)) == {"a.txt": sha256(b"a").hexdigest(), "[b]*.txt": sha256(b"b").hexdigest()}
    assert store.read("a.txt") == b"a"
    store.remove("a.txt")
    store.remove("a.txt")
    assert list(files(tmp_path)) == ["[b]*.txt"]
    with pytest.raises(OutputError, match=r"/a\.txt: is not there$"):
        store.read("a.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_of_a_folder_what_is_no_file_keeps_nobody_waiting(place, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").symlink_to("pipe")
    (tmp_path / "b.txt").symlink_to("nowhere")
    for name in ("pipe", "a.txt", "b.txt"):
        for call in (lambda name=name: place("file").read(name), lambda name=name: place("file").hashes([name])):
            with pytest.raises(OutputError) as caught:
                call()
            assert [str(problem) for problem in caught.value.problems] == [
                f"file://{tmp_path}/{name}: is not a file"
            ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_another_process_gets_is_the_same_place(kind, place, tmp_path):
    store = pickle.loads(pickle.dumps(place(kind)))
    staged = store.stage({"a.txt": b"a"}, RUN)
    store.place(staged["a.txt"], "a.txt")
    assert files(tmp_path) == {"a.txt": b"a"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_sweep_leaves_what_others_work_on(kind, place, tmp_path):
    store = place(kind)
    store.stage({"a.txt": b"own"}, RUN)
    old = tmp_path / ".jdgen/staged" / store.stage({"b.txt": b"old"}, OTHER)["b.txt"]
    os.utime(old, (time.time() - 90_000,) * 2)
    store.stage({"c.txt": b"at work"}, OTHER)
    store.sweep(RUN)
    assert list(files(tmp_path).values()) == [b"at work"]
    store.sweep(OTHER)
    assert files(tmp_path) == {}


def test_a_file_of_this_machine_is_flushed_and_then_replaced_in_one_step(place, tmp_path, monkeypatch):
    store = place("file")
    (tmp_path / "a.txt").write_bytes(b"old")
    happened, fsync, replace = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (happened.append("flush"), fsync(file))[1])
    monkeypatch.setattr(os, "replace", lambda *names: (happened.append("move"), replace(*names))[1])
    monkeypatch.setattr(os, "unlink", lambda *_: pytest.fail("for a moment nothing has the name"))
    staged = store.stage({"a.txt": b"new"}, RUN)
    store.flush(staged.values())
    store.place(staged["a.txt"], "a.txt")
    assert happened == ["flush", "move"]
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_a_folder_of_this_machine_is_left_clean(place, tmp_path):
    store = place("file")
    store.place(store.stage({"a.txt": b"a"}, RUN)["a.txt"], "a.txt")
    store.sweep(RUN)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.txt"]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_half_a_file_is_removed_again(kind, place, tmp_path):
    CountedPlace.breaking = {"pipe_file"}
    (tmp_path / ".jdgen/staged").mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        place(kind).stage({"a.txt": b"whole"}, RUN)
    assert str(caught.value) == f"{kind}://{tmp_path}/a.txt: cannot be written: the line was cut"
    assert files(tmp_path) == {}


@pytest.mark.parametrize(("kind", "operation"), [("counted", "cp_file"), ("moving", "mv")])
def test_where_a_name_cannot_be_given_the_old_file_stays(kind, operation, place, tmp_path):
    store = place(kind)
    (tmp_path / "a.txt").write_bytes(b"old")
    staged = store.stage({"a.txt": b"new"}, RUN)["a.txt"]
    CountedPlace.failing = {operation: RefusedError("not today")}
    with pytest.raises(OutputError, match=r"/a\.txt: cannot be written: not today$") as caught:
        store.place(staged, "a.txt")
    assert not isinstance(caught.value, FullError)
    assert files(tmp_path) == {f".jdgen/staged/{staged}": b"new", "a.txt": b"old"}


def test_what_was_moved_aside_comes_back(place, tmp_path):
    store = place("stiff")
    (tmp_path / "a.txt").write_bytes(b"old")
    staged = store.stage({"a.txt": b"new"}, RUN)["a.txt"]
    StiffPlace.second = RefusedError("gone away")
    with pytest.raises(OutputError, match="gone away"):
        store.place(staged, "a.txt")
    assert files(tmp_path) == {f".jdgen/staged/{staged}": b"new", "a.txt": b"old"}


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FullError, "no space left on device"),
        (OSError(errno.EROFS, "Read-only file system"), FullError, "read-only file system"),
        (PermissionError("Access Denied"), FullError, "access Denied"),
        (OSError(errno.EIO, "Input/output error"), OutputError, "input/output error"),
        (RefusedError("Slow\nDown"), OutputError, "slow Down"),
        (RefusedError(), OutputError, "`RefusedError`"),
        (TimeoutError(), OutputError, "no answer in time"),
    ],
)
def test_what_a_place_says_no_with_is_said(error, kind, said, place, tmp_path):
    CountedPlace.failing = {"pipe_file": error}
    with pytest.raises(OutputError) as caught:
        place("counted").stage({"a.txt": b"a"}, RUN)
    assert type(caught.value) is kind
    assert str(caught.value) == f"counted://{tmp_path}/a.txt: cannot be written: {said}"


def test_a_fault_of_ours_is_not_taken_for_theirs(place):
    CountedPlace.failing = {"pipe_file": AttributeError("no such thing")}
    with pytest.raises(AttributeError):
        place("counted").stage({"a.txt": b"a"}, RUN)


def test_an_object_costs_three_requests(place):
    store = place("counted")
    store.place(store.stage({"a.txt": b"a"}, RUN)["a.txt"], "a.txt")
    assert CountedPlace.calls == {"pipe_file": 1, "cp_file": 1, "rm_file": 1}


def test_many_files_are_asked_for_at_once_but_not_all(place, tmp_path):
    names = [f"{number}.txt" for number in range(300)]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    CountedPlace.seconds = 0.01
    start = time.perf_counter()
    found = place("counted").hashes(names)
    assert found == {name: sha256(name.encode()).hexdigest() for name in names}
    assert time.perf_counter() - start < 300 * 0.01
    assert 2 <= CountedPlace.most <= 8
    assert CountedPlace.calls == {"cat_file": 300}


@pytest.mark.parametrize(
    ("out", "kind", "said"),
    [
        (
            "memory://out", InputError,
            "--out: `memory://` is the memory of one process, and the files are gone with it; "
            "name a folder, or an address such as `s3://bucket/folder`",
        ),
        (
            "https://example.org/out", InputError,
            "--out: nothing can be written to `https://`; name a folder, or an address such as `s3://bucket/folder`",
        ),
        ("s3n://bucket/out", InputError, "--out: there is no way to `s3n://`; did you mean `s3`?"),
        (
            "nowhere-at-all://bucket", InputError,
            "--out: there is no way to `nowhere-at-all://`; such are `s3`, `gs`, `abfs`, `sftp` and `smb`",
        ),
        (
            "simplecache::s3://bucket", InputError,
            "--out: `simplecache::s3://bucket` is made of several addresses; name one of them",
        ),
        ("lakefs://repository/out", MachineError,
         "--out: what writes to `lakefs://` is not installed; python -m pip install lakefs-spec"),
    ],
)  # fmt: skip
def test_what_can_be_no_place_is_refused(out, kind, said):
    with pytest.raises(JdgenError) as caught:
        store_for(out)
    assert (type(caught.value), str(caught.value)) == (kind, said)


@pytest.mark.parametrize("scheme", ["s3", "gs"])
def test_what_is_missing_is_named(scheme, monkeypatch):
    package = {"s3": "s3fs", "gs": "gcsfs"}[scheme]
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, scheme, raising=False)
    with pytest.raises(MachineError, match=f"; python -m pip install {package}$"):
        store_for(f"{scheme}://bucket/postings")


def test_without_fsspec_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec.registry", None)
    with pytest.raises(MachineError) as caught:
        store_for("s3://bucket/postings")
    assert str(caught.value) == "--out: fsspec is not installed; python -m pip install 'jdgen[remote]'"


def test_nobody_sees_a_password(monkeypatch):
    monkeypatch.setattr(CountedPlace, "_strip_protocol", classmethod(lambda cls, path: "/nowhere"))
    CountedPlace.failing = {
        "pipe_file": RefusedError("no entry for ann:pa%20ss at counted://ann:pa%20ss@host/out?key=k3y, pa ss is wrong")
    }
    store = store_for("counted://ann:pa%20ss@host/out?key=k3y")
    with pytest.raises(OutputError) as caught:
        store.stage({"a.txt": b"a"}, RUN)
    said = str(caught.value)
    assert said.startswith("counted://host/out/a.txt: cannot be written: no entry for …")
    assert [secret for secret in ("ann:", "pa%20ss", "pa ss", "k3y") if secret in said] == []


@pytest.mark.parametrize("out", ["C:/out", "C:\\out", "c://out", "out", "./a://b", "/tmp/s3", "-"])
def test_a_path_is_a_folder(out):
    assert is_folder(out)
    assert isinstance(store_for(out), LocalStore)


@pytest.mark.parametrize("name", ["", ".", "..", "../a.txt", "a/b.txt", "a\\b.txt", "a\0.txt"])
def test_a_name_leads_nowhere_else(name, place, tmp_path):
    with pytest.raises(OutputError, match="is no name for a file of a batch"):
        place("counted").stage({name: b"a"}, RUN)
    assert files(tmp_path) == {}


def test_a_folder_loads_no_library_for_others(tmp_path):
    code = "import sys; from jdgen.batch.stores.places import store_for as s; s('out'); print('fsspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
