"""Files are written whole or not at all, never over somebody's work, and put back as they were."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from jdgen import writer
from jdgen.errors import OutputError, PartialOutputError

FILES = {"a": b"new a", "b": b"new b"}
HINT = "`--force` overwrites it, `--out DIR` writes elsewhere"


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def refused(folder: Path, files: dict[str, bytes] = FILES, **options: bool) -> list[str]:
    with pytest.raises(OutputError) as caught:
        writer.write(files, folder, **options)
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


def failing(monkeypatch: pytest.MonkeyPatch, name: str, fails: Callable[[int, Path, Path], bool]) -> list[Path]:
    """Make calls of `os.NAME(source, target)` fail; the count of calls begins with 1."""
    real, targets = getattr(os, name), []

    def call(source: Path, target: Path, **more: object) -> None:
        targets.append(Path(target))
        if fails(len(targets), Path(source), Path(target)):
            raise PermissionError(errno.EACCES, "Permission denied")
        real(source, target, **more)

    monkeypatch.setattr(os, name, call)
    return targets


# --- what was moved is put back ---


@pytest.mark.parametrize("links", [True, False])
def test_old_files_are_put_back_in_one_step_each(links, tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old a")
    before = (tmp_path / "a").stat()
    if not links:
        failing(monkeypatch, "link", lambda *_: True)
    monkeypatch.setattr(Path, "write_bytes", lambda *_: pytest.fail("a file was written in place"))
    moves = failing(monkeypatch, "replace", lambda count, *_: count == 2)
    assert refused(tmp_path, force=True) == ["b: cannot be written: permission denied"]
    assert [path.name for path in moves] == ["a", "b", "a"]
    assert made(tmp_path) == {"a": b"old a"}
    if links:
        after = (tmp_path / "a").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_cannot_be_put_back_is_said_and_kept(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old a")
    failing(monkeypatch, "replace", lambda count, *_: count >= 2)
    with pytest.raises(PartialOutputError) as caught:
        writer.write(FILES, tmp_path, force=True)
    first, second = caught.value.problems
    assert str(first).endswith("b: cannot be written: permission denied")
    assert "a: was written and cannot be put back: permission denied; what stood there is `." in str(second)
    kept = second.hint.split("`")[1]
    assert made(tmp_path) == {"a": b"new a", kept: b"old a"}


def test_a_report_of_it_does_not_say_that_nothing_was_written(capsys):
    from jdgen.cli.report import say_problems
    from jdgen.errors import Place, Problem

    say_problems(PartialOutputError(Problem("was written", Place("a"))))
    assert capsys.readouterr().err.splitlines()[-1] == "error: 1 problem in 1 file"
    say_problems(OutputError(Problem("exists", Place("a"))))
    assert capsys.readouterr().err.splitlines()[-1] == "error: 1 problem in 1 file; nothing was written"


def test_a_link_is_put_back_as_a_link(tmp_path, monkeypatch):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "a").symlink_to("precious")
    failing(monkeypatch, "replace", lambda count, *_: count == 2)
    assert len(refused(tmp_path, force=True)) == 1
    assert (tmp_path / "a").is_symlink()
    assert sorted(made(tmp_path)) == ["a", "precious"]


# --- the mode of a file ---


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
def test_force_keeps_the_mode_of_the_old_file(mode, tmp_path):
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "a").chmod(mode)
    writer.write(FILES, tmp_path, force=True)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode
    assert made(tmp_path) == FILES


def test_what_is_private_is_so_before_its_first_byte(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "a").chmod(0o600)
    sizes: list[int] = []
    real = Path.chmod
    monkeypatch.setattr(Path, "chmod", lambda self, mode: (sizes.append(self.stat().st_size), real(self, mode))[1])
    writer.write({"a": b"x" * 100_000}, tmp_path, force=True)
    assert sizes == [0]


def test_a_new_file_has_the_mode_of_the_umask(tmp_path):
    old = os.umask(0o027)
    try:
        writer.write(FILES, tmp_path)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


# --- what appears meanwhile ---


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_before_the_move_is_not_overwritten(links, tmp_path, monkeypatch):
    staged = writer._staged

    def stage_slowly(path: Path, data: bytes, mode: int | None) -> Path:
        if path.name == "b":
            path.write_bytes(b"somebody's work")
        return staged(path, data, mode)

    monkeypatch.setattr(writer, "_staged", stage_slowly)
    if not links:
        failing(monkeypatch, "link", lambda *_: True)
    assert refused(tmp_path) == [f"b: exists with other content; {HINT}"]
    assert made(tmp_path) == {"b": b"somebody's work"}


def test_a_file_system_without_links_is_written_to(tmp_path, monkeypatch):
    failing(monkeypatch, "link", lambda *_: True)
    writer.write(FILES, tmp_path)
    writer.write({"a": b"newer"}, tmp_path, force=True)
    assert made(tmp_path) == {"a": b"newer", "b": b"new b"}


def test_a_new_file_has_one_name(tmp_path):
    writer.write(FILES, tmp_path)
    assert [path.stat().st_nlink for path in tmp_path.iterdir()] == [1, 1]


# --- what is no file ---


@pytest.mark.parametrize("options", [{}, {"force": True}, {"dry_run": True}])
def test_pipes_and_devices_are_refused_always(options, tmp_path):
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").symlink_to("/dev/null")
    for name in FILES:
        assert refused(tmp_path, {name: b"x"}, **options) == [f"{name}: is a device or a pipe, not a file"]
    assert (stat.S_ISFIFO((tmp_path / "a").stat().st_mode), (tmp_path / "b").is_symlink()) == (True, True)


@pytest.mark.parametrize("target", ["nowhere", "a"])
def test_a_link_that_leads_nowhere_is_replaced_by_force_alone(target, tmp_path):
    (tmp_path / "a").symlink_to(target)
    for options in ({}, {"dry_run": True}):
        assert refused(tmp_path, **options) == [f"a: is a link that leads nowhere; {HINT}"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]
    writer.write(FILES, tmp_path, force=True)
    assert made(tmp_path) == FILES
    assert not (tmp_path / "a").is_symlink()


def test_a_link_that_leads_nowhere_is_put_back(tmp_path, monkeypatch):
    (tmp_path / "a").symlink_to("nowhere")
    failing(monkeypatch, "replace", lambda count, *_: count == 2)
    assert len(refused(tmp_path, force=True)) == 1
    assert [(path.name, path.is_symlink()) for path in tmp_path.iterdir()] == [("a", True)]


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("out", ["file", "file/sub", "file/sub/sub", "link"])
def test_a_folder_that_is_a_file_is_refused_in_a_dry_run_too(out, dry_run, tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(OutputError) as caught:
        writer.write(FILES, tmp_path / out, dry_run=dry_run)
    assert str(caught.value) == f"{(tmp_path / out.split('/')[0]).as_posix()}: is a file, not a folder"
