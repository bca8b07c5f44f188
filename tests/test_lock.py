"""The lock that keeps two runs from changing one file at the same time."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from jdgen import lock
from jdgen.errors import OutputError
from jdgen.lock import held

HOLD = """
import sys, time
from pathlib import Path
from jdgen.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "me.yaml"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PAUSE", 0.001)


def test_nothing_is_left_of_a_lock(path: Path) -> None:
    with held(path):
        assert len(list(path.parent.iterdir())) == 1
    assert list(path.parent.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_whoever_waits_too_long_is_told_who_has_it(path: Path) -> None:
    told = pytest.raises(OutputError, match=r"me\.yaml: is being changed by .*process.*; try again")
    with held(path), told, held(path, tries=3):
        pytest.fail("two have it")
    with held(path, tries=1):
        assert True


def test_a_lock_of_a_process_that_was_killed_is_taken_over(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match=f"is being changed by process {holder.pid};"), held(path, tries=2):
            pytest.fail("two have it")
        holder.kill()
        holder.wait()
    with held(path, tries=1):
        assert len(list(path.parent.iterdir())) == 1
    assert list(path.parent.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_many_change_one_file_and_nothing_is_lost(path: Path) -> None:
    path.write_text("")

    def add(name: int) -> None:
        for _ in range(5):
            with held(path, tries=5000):
                path.write_text(f"{path.read_text()}{name}")

    threads = [threading.Thread(target=add, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.read_text()) == sorted("012345" * 5)
    assert [file.name for file in path.parent.iterdir()] == ["me.yaml"]


def test_a_system_without_locks_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(file: object) -> bool:
        raise OSError(95, "not supported")

    monkeypatch.setattr(lock, "_lock", none)
    with held(path):
        path.write_text("written")
    assert path.read_text() == "written"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_needs_none(tmp_path: Path) -> None:
    with held(tmp_path / "none" / "me.yaml"):
        assert list(tmp_path.iterdir()) == []


def test_a_lock_that_its_last_holder_took_away_is_taken_anew(tmp_path, monkeypatch):
    real, taken_away = lock._lock, []

    def locked(file):
        found = real(file)
        if not taken_away:
            taken_away.append(next(tmp_path.glob(".*.lock")))
            taken_away[0].unlink()
        return found

    monkeypatch.setattr(lock, "_lock", locked)
    with lock.held(tmp_path / "me.yaml"):
        assert taken_away[0].is_file()
