"""Everything works without a network, without a home folder, and with a package that nobody may write to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from installed import installed, open_folder, python_path, read_only, without_network
from moved_clock import guarded
from scale import WHOLE, some

import evidence
from batch_tables import table
from conftest import EXAMPLES, Ran
from making import RIVERBEND, ROLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="rights and closed streams are of POSIX"),
]
GONE = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "PYTHONDONTWRITEBYTECODE",
    "USER")
EXPECTED = {"check": (0, 1), "doctor": (0,), "audit": (0, 1)}
"""Codes that say that a command worked, where that is not 0 alone."""


def commands(place: Path) -> list[list[object]]:
    """Return every command of jdgen once, with all formats."""
    usual = [*RIVERBEND.files[:2], "-q"]
    shutil.copy(EXAMPLES / "scores/riverbend-eng-214.csv", place)
    table(place, 3)
    out = ["-o", place / "out"]
    return [
        ["posting", ROLE, *usual, "-f", "all,boards", *out],
        ["batch", place / "jobs.csv", "-f", "docx,pdf,txt", "-q", "--workers", "2", "-o", place / "rows"],
        ["doctor"],
        ["template", "new", "posting", place / "house.docx"],
        ["letter", ROLE, *RIVERBEND.files, "-q", "-f", "all", *out],
        ["kit", ROLE, *RIVERBEND.files, "-q", "-f", "docx,pdf", "-o", place / "kit"],
        ["rubric", ROLE, *usual, "-f", "all", *out],
        ["guide", ROLE, usual[0], "-q", "-f", "all", *out],
        ["ladder", "software-engineering", usual[0], "-q", "-f", "all", *out],
        ["coverage", ROLE, *usual, "-f", "all", *out],
        ["score", place / "riverbend-eng-214.csv", ROLE, *usual, "--blind", "--candidate-id=C-17", "-f", "all", *out],
        ["check", ROLE, *RIVERBEND.files[:2]],
        ["check", "--text", EXAMPLES / "postings/northlight-backend-lead.txt"],
        ["law", "list"],
        ["profiles", "list"],
        ["profiles", "show", ROLE],
        ["schema", "company"],
        ["themes", "list"],
        ["themes", "preview", "-o", place / "looks"],
        ["template", "check", place / "house.docx"],
        ["posting", ROLE, *usual, "-f", "docx", "--template", place / "house.docx", "-o", place / "housed"],
        ["template", "fields"],
        ["template", "eject", "html", place / "pages"],
        ["posting", ROLE, *usual, "-f", "html,pdf", "--pages", place / "pages", "-o", place / "paged"],
        ["new", "company", place / "company.yaml"],
        ["new", "batch", place / "batch.csv"],
        ["config", "show"],
        ["completion", "bash"],
        ["audit", place / "out"],
        ["--help"],
        ["--version"],
    ]  # fmt: skip


def run(command: list[object], place: Path, environment: dict[str, str], before: list[str]) -> Ran:
    """Run a command with a closed standard input."""
    words = [*before, sys.executable, "-m", "jdgen", *map(str, command)]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *words], cwd=place / "here", env=environment, capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def test_every_command_works_alone() -> None:
    with open_folder() as folder:
        alone(folder)


def alone(folder: Path) -> None:
    site = installed(folder)
    sealing = read_only(site)
    if sealing is None:
        pytest.skip("neither setpriv nor unshare works here, and nothing is read-only for the superuser")
    place, asked = folder / "place", folder / "asked"
    for one in (place, place / "here"):
        one.mkdir()
        one.chmod(0o777)
    asked.touch()
    asked.chmod(0o666)
    sealed = folder / "sealed"
    sealed.mkdir(mode=0o555)
    guard = guarded(folder / "guard", asked)
    known = {name: value for name, value in os.environ.items() if name not in GONE and not name.startswith("JDGEN_")}
    environment = {**known, **guard, "PYTHONPATH": python_path(site, guard["PYTHONPATH"]), "TMPDIR": str(sealed)}
    before = [*without_network(), *sealing]
    all_of_them = commands(place)
    chosen = all_of_them if WHOLE else [*all_of_them[:2], *some(all_of_them[11:19], 1)]
    homes = ({}, {"HOME": "/nowhere/at/all"}) if WHOLE else ({},)
    failed, slow = [], []
    for number, command in enumerate(chosen):
        begun = time.monotonic()
        ran = run(command, place, {**environment, **homes[number % len(homes)]}, before)
        slow += [command] if time.monotonic() - begun > 60 else []
        noisy = [word for word in ("fontconfig", "warning:", "traceback", "cache") if word in ran.err.lower()]
        if ran.code not in EXPECTED.get(str(command[0]), (0,)) or noisy:
            failed.append((command[:2], ran.code, ran.err[-2600:]))
    evidence.note("alone.commands", len(chosen))
    evidence.note("alone.failed", len(failed) + len(asked.read_text().splitlines()))
    assert failed == []
    assert slow == []
    assert asked.read_text() == ""
    assert [path for path in site.rglob("__pycache__") if path.is_dir()] == []
    assert (place / "out").is_dir()


def test_every_command_of_the_help_is_among_them(tmp_path: Path, jdgen) -> None:
    (tmp_path / "jobs").mkdir()
    named = {str(command[0]) for command in commands(tmp_path / "jobs")}
    listed = jdgen("--help").out.partition("Commands:\n")[2].partition("\n\n")[0]
    assert {line.split()[0] for line in listed.splitlines() if line.startswith("  ")
        and line[2] != " "} - named == set()


def test_who_asks_for_the_network_is_written_down(tmp_path: Path) -> None:
    """The guard can bark."""
    asked = tmp_path / "asked"
    script = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept OSError: print('no')"
    environment = {**os.environ, **guarded(tmp_path / "guard", asked)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "no\n"
    assert len(asked.read_text().splitlines()) == 1
