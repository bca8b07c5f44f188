"""Same input, same bytes: in every format, whatever the process stands in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import DAY
from making import RIVERBEND, ROLE

SURROUNDINGS = {
    "plain": {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    "far away": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "12345", "LC_ALL": "C"},
    "behind": {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "7", "LC_ALL": "POSIX", "LANGUAGE": "de:fr"},
}


def made(folder: Path, cwd: Path, umask: int, environment: dict[str, str]) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "jdgen", "kit", ROLE, *RIVERBEND.files, "-f", "all", "--date", DAY, "-q", "-o", folder],
        cwd=cwd, env={**os.environ, **environment}, umask=umask, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_bytes_do_not_depend_on_the_surroundings(tmp_path: Path) -> None:
    found = {}
    for number, (name, environment) in enumerate(SURROUNDINGS.items()):
        cwd = tmp_path / f"cwd{number}"
        cwd.mkdir()
        umask = (0o022, 0o077, 0o002)[number]
        found[name] = made(tmp_path / f"out{number}", cwd, umask, environment)
    plain = found.pop("plain")
    assert len(plain) == 15
    for name, files in found.items():
        assert sorted(files) == sorted(plain)
        assert [file for file in plain if files[file] != plain[file]] == [], name


def test_another_day_is_another_letter(tmp_path: Path) -> None:
    """The comparison above can fail: the date is in the bytes of every format."""
    command = [sys.executable, "-m", "jdgen", "letter", ROLE, *RIVERBEND.files, "-f", "all", "-q"]
    for day in ("2026-11-20", "2026-11-21"):
        subprocess.run([*command, "--date", day, "-o", tmp_path / day], check=True, capture_output=True)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / f"2026-11-2{n}").iterdir()} for n in (0, 1))
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] == second[name]] == []
    assert len(first) == 5
