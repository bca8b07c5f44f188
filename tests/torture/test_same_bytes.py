"""Same input, same bytes: in every format, whatever the process stands in, whoever runs it, and from wherever."""

from __future__ import annotations

import os
import random
import shutil
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from installed import as_nobody, installed, open_folder, python_path
from moved_clock import moved
from one_process import many
from scale import WHOLE, size

import evidence
from batch_tables import row, write_table
from conftest import DAY, EXAMPLES, ROOT, Ran
from making import EXAMPLE, RIVERBEND, ROLE

YEAR = 365 * 24 * 3600
NO_CLOCK = {"SOURCE_DATE_EPOCH": None}


class Surroundings(NamedTuple):
    """What a process stands in."""

    folder: str
    environment: Mapping[str, str | None]
    umask: int = 0o022
    workers: int = 1
    years: int = 0
    backward: bool = False
    nobody: bool = False


PLAIN = Surroundings("plain", {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "COLUMNS": "80"})
OTHERS = {
    "far away": Surroundings(
        "ein Ordner – für Größe", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "12345", "LC_ALL": "tr_TR.UTF-8",
        "COLUMNS": "31", "PYTHONOPTIMIZE": "2", "PYTHONUTF8": "1", "HOME": "/nowhere"}, 0o077, 2, 10, backward=True,
    ),
    "behind": Surroundings(
        "a/b c/d'e", {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "7", "LC_ALL": "POSIX", "LANGUAGE": "de:fr",
        "COLUMNS": "400", "PYTHONUTF8": "0", "HOME": None, "TERM": "dumb"}, 0o002, 3, -20, backward=True,
    ),
    "nobody": Surroundings(
        "nobody's", {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE", "PYTHONHASHSEED": "random",
        "PYTHONDONTWRITEBYTECODE": "1"}, 0o007, 2, nobody=True,
    ),
}  # fmt: skip


def copied(folder: Path) -> Path:
    """Return a copy of the examples, whose files were made in an order of their own."""
    found = sorted(path.relative_to(EXAMPLES) for path in EXAMPLES.rglob("*") if path.is_file())
    random.Random(str(folder.name)).shuffle(found)
    for name in found:
        if name.parts[0] != "documents":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(EXAMPLES / name, folder / name)
    return folder


def commands(inputs: Path, out: Path, workers: int, *, backward: bool) -> list[list[object]]:
    """Return what makes all documents, boards and batches; bounded, some of each kind."""
    found: list[list[object]] = []
    for name, example in EXAMPLE.items():
        here = {root: inputs / getattr(example, root).relative_to(EXAMPLES) for root in ("company", "opening",
            "candidate")}
        files = [f"--{root}={path}" for root, path in here.items()]
        usual = ["-q", "--date", DAY, "--locale", example.locale, "-o", out / name]
        if example is RIVERBEND:
            found.append(["posting", ROLE, *files[:2], "-f", "boards", *usual[:5], "-o", out / f"{name}-boards"])
        if WHOLE or example is RIVERBEND:
            found.append(["kit" if WHOLE else "posting", ROLE, *files[: 3 if WHOLE else 2], "-f", "all", *usual])
        if WHOLE:
            found += [[kind, *rest, *files[:count], "-f", "all", *usual] for kind, *rest, count in (
                ("guide", ROLE, 1), ("ladder", "software-engineering", 1), ("coverage", ROLE, 2),
                ("rubric", ROLE, "--stage=design", "--interviewers=Bo Lind=design", 2))]  # fmt: skip
            found.append(["rubric", ROLE, *files[:2], "--fillable", "-f", "pdf", *usual[:5], "-o",
            out / f"{name}-fillable"])
    rows = [row(number, EXAMPLES, id=f"n{number}") for number in range(1, size(4, 7))]
    for one in rows:
        one["candidate"] = "candidates/dana-reyes.yaml"
    batch = ["--date", DAY, "-q", "--workers", workers, "--document", "posting,letter"]
    turned = write_table(inputs / "turned.csv", rows[::-1] if backward else rows)
    straight = write_table(inputs / "straight.csv", rows)
    found.append(["batch", turned, "-f", "docx,html,md,txt" if WHOLE else "docx", *batch, "-o", out / "rows"])
    found.append(["batch", straight, "-f", "docx,txt", *batch, "-o", out / "packs", "--zip", 2])
    if WHOLE:
        found.append(["batch", straight, "-f", "pdf", *batch, "-o", out / "sheets", "--combine", "--index"])
    return found


def made(place: Path, given: Surroundings, *, site: str = "") -> dict[str, bytes]:
    """Return all that is made in some surroundings, by names."""
    folder = place / given.folder
    folder.mkdir(parents=True)
    inputs, out = copied(folder / "inputs"), folder / "out"
    out.mkdir()
    (folder / "here").mkdir()
    for one in (folder, inputs, out, folder / "here"):
        one.chmod(0o777)
    paths = [site] if site else []
    environment = {**NO_CLOCK, **given.environment}
    if given.years:
        environment |= moved(folder / "clock", given.years * YEAR)
        paths.insert(0, str(folder / "clock"))
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    before = as_nobody() if given.nobody else ()
    tasks = commands(inputs, out, given.workers, backward=given.backward)
    said = many(tasks, folder / "here", environment, before, given.umask)
    assert [(one.code, one.err) for one in said if one.code or one.err] == []
    files = sorted(path for path in out.rglob("*") if path.is_file() and ".jdgen" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def compared(plain: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the files that differ, or that one of the two lacks."""
    wrong = [name for name in sorted({*plain, *other}) if plain.get(name) != other.get(name)]
    evidence.note("same.files", len(other))
    evidence.note("same.different", len(wrong))
    return wrong


@pytest.mark.skipif(sys.platform == "win32", reason="umask, locales and users are of POSIX")
def test_the_bytes_do_not_depend_on_the_surroundings() -> None:
    with open_folder() as folder:
        everywhere(folder)


def everywhere(folder: Path) -> None:
    plain = made(folder / "1", PLAIN)
    assert len(plain) >= size(20, 120)
    assert {Path(name).suffix for name in plain} >= {".docx", ".pdf", ".html", ".md", ".txt", ".json", ".xml", ".zip"}
    chosen = ["far away", "behind", *(["nobody"] if as_nobody() else [])] if WHOLE else ["far away"]
    wrong = {name: compared(plain, made(folder / name.replace(" ", "_"), OTHERS[name])) for name in chosen}
    assert wrong == {name: [] for name in chosen}


@pytest.mark.slow
def test_the_wheel_makes_the_bytes_of_the_checkout(tmp_path: Path) -> None:
    if not WHOLE:
        pytest.skip("a whole run alone builds the wheel for this")
    site = python_path(installed(tmp_path))
    assert compared(made(tmp_path / "1", PLAIN), made(tmp_path / "2", PLAIN._replace(folder="wheel"), site=site)) == []


def test_members_of_archives_have_no_clock_and_no_owner(tmp_path: Path) -> None:
    """What differs from machine to machine in an archive, seen from outside."""
    table = write_table(tmp_path / "rows.csv", [row(number, tmp_path) for number in (1, 2, 3)])
    ran = many([["batch", table, "-f", "docx,txt", "-o", tmp_path / "out", "-q", "--zip", "2"]], ROOT, NO_CLOCK)
    assert [one.code for one in ran] == [0]
    packs = sorted((tmp_path / "out").glob("*.zip"))
    assert len(packs) == 2
    members = [member for pack in packs for member in zipfile.ZipFile(pack).infolist()]
    assert {(one.date_time, one.create_system, one.external_attr >> 16, one.extra) for one in members} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o100644, b"")
    }


def test_another_day_is_another_letter(tmp_path: Path) -> None:
    """The comparison above can fail: the date is in the bytes of every format."""
    letters = [["letter", ROLE, *RIVERBEND.files, "-f", "all", "-q", "--date", day, "-o", tmp_path / day]
               for day in ("2026-11-20", "2026-11-21")]  # fmt: skip
    assert [one.code for one in many(letters, ROOT)] == [0, 0]
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / f"2026-11-2{n}").iterdir()} for n in (0, 1))
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] == second[name]] == []
    assert len(first) == 5


def test_the_clock_is_moved(tmp_path: Path) -> None:
    """The surroundings are what they say: a command without a day takes that of its clock."""
    def day(years: int) -> Sequence[Ran]:
        environment: dict[str, str | None] = {**NO_CLOCK, **(moved(tmp_path / "clock", years * YEAR) if years else {})}
        return many([["letter", ROLE, *RIVERBEND.files, "-f", "txt", "-o", "-", "-q"]], ROOT, environment)

    (now,), (later,) = day(0), day(10)
    assert (now.code, later.code) == (0, 0)
    assert now.out != later.out
