"""Scenarios: a small folder, the real command, then its output, its messages, its exit code and the files."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import EXAMPLES, riverbend_alone, spawn
from jdgen import resources, writer
from jdgen.checks import scaffold
from jdgen.checks.scaffold import DEFAULTS, samples
from jdgen.documents.facts import Record
from jdgen.errors import JdgenError, MachineError, OutputError, Problem
from jdgen.render import BOARDS, FORMATS
from jdgen.writer import file_name, slug

ROLE = "senior-software-engineer"
ALL = ("docx", "pdf", "html", "md", "txt")
COMMANDS = ("posting", "rubric", "letter", "kit", "new", "profiles", "schema", "doctor", "completion")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    """A folder with the inputs of one company, which is the current one."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "acme.yaml").write_text(riverbend_alone(), encoding="utf-8")
    shutil.copy(EXAMPLES / "openings/riverbend-eng-214.yaml", folder / "eng-214.yaml")
    shutil.copy(EXAMPLES / "candidates/dana-reyes.yaml", folder / "dana.yaml")
    monkeypatch.chdir(folder)
    return folder


INPUTS = {"acme.yaml", "dana.yaml", "eng-214.yaml"}
FILES = ("--company", "acme.yaml", "--opening", "eng-214.yaml")
NAME = f"riverbend-robotics-{ROLE}-eng-214"


def made(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def written(folder: Path) -> set[str]:
    return set(made(folder)) - INPUTS


# --- what is written, and what is said of it ---


def test_a_posting_is_word_and_pdf_in_the_current_folder(jdgen, here):
    ran = jdgen("posting", ROLE, *FILES)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{NAME}-posting.docx\n{NAME}-posting.pdf\n"
    assert written(here) == set(ran.out.splitlines())
    assert (here / f"{NAME}-posting.docx").read_bytes()[:2] == b"PK"
    assert (here / f"{NAME}-posting.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_rubric(jdgen, here):
    ran = jdgen("rubric", ROLE, *FILES, "-f", "md", "-o", "out")
    assert ran == (0, f"out/{NAME}-rubric.md\n", "")
    assert "System design" in (here / ran.paths[0]).read_text(encoding="utf-8")


def test_a_letter(jdgen, here):
    ran = jdgen("letter", ROLE, "--candidate", "dana.yaml", *FILES, "-f", "txt")
    assert ran == (0, f"{NAME}-letter-scaffold.txt\n", "")
    text = (here / ran.paths[0]).read_text(encoding="utf-8")
    assert text.startswith("Dana Reyes\n")
    assert "November 20, 2026" in text


def test_a_kit_is_fifteen_files(jdgen, here):
    ran = jdgen("kit", ROLE, *FILES, "--candidate", "dana.yaml", "-f", "all", "-o", "out/")
    assert (ran.code, ran.err) == (0, "")
    expected = [f"out/{NAME}-{kind}.{suffix}" for kind in ("posting", "rubric", "letter") for suffix in ALL]
    assert ran.out.splitlines() == expected
    assert written(here) == set(expected)


def test_a_kit_without_a_candidate_has_no_letter(jdgen):
    ran = jdgen("kit", ROLE, *FILES, "-f", "txt")
    assert ran == (0, f"{NAME}-posting.txt\n{NAME}-rubric.txt\n", "")


def test_the_role_may_stand_in_the_opening(jdgen):
    assert jdgen("posting", *FILES, "-f", "txt") == (0, f"{NAME}-posting.txt\n", "")


def test_a_letter_without_a_role_goes_to_the_target(jdgen, here):
    ran = jdgen("letter", "--target", "Data Steward @ Zephyr", "--candidate", "dana.yaml", "-f", "txt")
    assert ran[:2] == (0, "zephyr-data-steward-letter-scaffold.txt\n")
    text = (here / ran.paths[0]).read_text(encoding="utf-8")
    assert "Data Steward position at Zephyr" in text
    assert "Riverbend" not in text
    assert "at Alpine Freight" in text


def test_a_letter_without_a_company_is_named_by_the_role(jdgen, here):
    (here / "me.yaml").write_text("name: Ada\n", encoding="utf-8")
    assert jdgen("letter", ROLE, "--candidate", "me.yaml", "-f", "txt")[:2] == (0, f"{ROLE}-letter-scaffold.txt\n")


# --- formats ---


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ("docx", "pdf")),
        (["-f", "txt"], ("txt",)),
        (["-f", "txt,md"], ("txt", "md")),
        (["-f", "txt", "--format", "md"], ("txt", "md")),
        (["-f", "md, txt", "-f", "txt,md,html"], ("md", "txt", "html")),
        (["-f", "all"], ALL),
        (["-f", "txt,all"], ("txt", "docx", "pdf", "html", "md")),
        (["--format=md"], ("md",)),
    ],
)
def test_formats_are_a_list_repeated_or_all(options, expected, jdgen):
    ran = jdgen("posting", ROLE, *FILES, "--dry-run", "-q", *options)
    assert ran == (0, "".join(f"{NAME}-posting.{suffix}\n" for suffix in expected), "")


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("dcox", "there is no format 'dcox'; did you mean `docx`?"),
        ("al", "there is no format 'al'; did you mean `all`?"),
        ("zip", f"there is no format 'zip'; known: {', '.join((*FORMATS, *BOARDS))}, all, boards"),
        ("", f"there is no format ''; known: {', '.join((*FORMATS, *BOARDS))}, all, boards"),
        ("board", "there is no format 'board'; did you mean `boards`?"),
    ],
)
def test_an_unknown_format_is_exit_2(given, hint, jdgen, here):
    ran = jdgen("posting", ROLE, *FILES, "-f", given)
    assert (ran.code, ran.out) == (2, "")
    assert hint in " ".join(ran.err.split())
    assert written(here) == set()


def test_the_last_of_a_repeated_option_wins(jdgen, here):
    options = [
        "--paper",
        "a4",
        "--paper",
        "letter",
        "-o",
        "a",
        "-o",
        "b",
        "--date",
        "2026-01-01",
        "--date",
        "2026-02-03",
    ]
    ran = jdgen("letter", ROLE, "--candidate", "nobody.yaml", "--candidate", "dana.yaml", *options, "-f", "txt")
    assert (ran.code, ran.err) == (0, "")
    assert [path.parent.name for path in ran.paths] == ["b"]
    assert "February 3, 2026" in (here / ran.paths[0]).read_text(encoding="utf-8")


# --- standard output ---


def test_out_dash_prints_the_document_and_nothing_else(jdgen, here):
    printed = jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", "-")
    filed = jdgen("posting", ROLE, *FILES, "-f", "txt")
    assert (printed.code, printed.err) == (0, "")
    assert jdgen("posting", ROLE, *FILES, "-f", "txt,txt", "-f", "txt", "-o", "-") == printed
    assert printed.out.encode() == (here / filed.paths[0]).read_bytes()
    assert written(here) == {f"{NAME}-posting.txt"}


def test_out_dash_prints_word_to_a_pipe():
    done = subprocess.run(
        [sys.executable, "-m", "jdgen", "posting", ROLE, *FILES, "-f", "docx", "-o", "-"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (done.stdout[:2], b"word/document.xml" in done.stdout) == (b"PK", True)


@pytest.mark.parametrize(("name", "refused"), [("docx", True), ("pdf", True), ("txt", False), ("html", False)])
def test_out_dash_refuses_to_print_binary_to_a_terminal(name, refused, jdgen, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ran = jdgen("posting", ROLE, *FILES, "-f", name, "-o", "-")
    assert (ran.code, ran.out == "") == ((2, True) if refused else (0, False))
    if refused:
        assert f"a terminal cannot show {name}; send it to a file or a program" in ran.err


def test_out_dash_takes_one_document_in_one_format(jdgen, here):
    for arguments in (["posting", ROLE], ["kit", ROLE, "-f", "txt"], ["posting", ROLE, "-f", "txt,md"]):
        ran = jdgen(*arguments, *FILES, "-o", "-")
        assert (ran.code, ran.out) == (2, "")
        assert "`-o -` prints one document in one format; name one with `-f`" in ran.err
    assert written(here) == set()


def test_out_dash_and_dry_run_contradict_each_other(jdgen):
    ran = jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", "-", "--dry-run")
    assert (ran.code, ran.out) == (2, "")
    assert "`-o -` prints the document; `--dry-run` goes with a folder" in ran.err


def test_names_of_any_script_go_through_a_pipe_of_another_encoding(here):
    for encoding in ("cp1252", "ascii"):
        settings = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C.UTF-8"}
        ran = spawn("posting", ROLE, *FILES, "--set", "company.name=株式会社", "-f", "txt", cwd=here, **settings)
        assert ran == (0, f"株式会社-{ROLE}-eng-214-posting.txt\n", "")
        wrong = spawn("posting", "株", *FILES, "-f", "txt", cwd=here, **settings)
        assert (wrong.code, wrong.err.partition(";")[0]) == (2, "error: there is no role `株`")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are texts")
def test_a_folder_whose_name_is_no_text_is_written_to(here):
    out = os.fsencode("caf") + b"\xe9"
    command = [sys.executable, "-m", "jdgen", "posting", ROLE, *FILES, "-f", "txt", "-o", out]
    done = subprocess.run(command, cwd=here, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, out + f"/{NAME}-posting.txt\n".encode())


# --- never over somebody's work ---


def test_dry_run_names_the_files_and_writes_nothing(jdgen, here):
    ran = jdgen("kit", ROLE, *FILES, "-f", "txt,md", "-o", "out", "--dry-run")
    assert (ran.code, ran.err) == (0, "dry run: nothing was written\n")
    assert ran.out.splitlines() == [
        f"out/{NAME}-{kind}.{suffix}" for kind in ("posting", "rubric") for suffix in ("txt", "md")
    ]
    assert not (here / "out").exists()


def test_the_same_bytes_are_success_and_the_file_is_left_alone(jdgen, here):
    first = jdgen("posting", ROLE, *FILES, "-f", "all")
    before = {path: path.stat().st_mtime_ns for path in map(here.joinpath, first.paths)}
    second = jdgen("posting", ROLE, *FILES, "-f", "all")
    assert (second.code, second.out, second.err) == (0, first.out, "")
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_an_existing_file_with_other_content_stops_everything(dry, jdgen, here):
    mine = here / f"{NAME}-rubric.txt"
    mine.write_text("mine", encoding="utf-8")
    ran = jdgen("kit", ROLE, *FILES, "-f", "txt", *dry)
    assert ran == (
        4,
        "",
        f"{mine.name}: exists with other content; `--force` overwrites it, `--out DIR` writes elsewhere\n"
        "error: 1 problem in 1 file; nothing was written\n",
    )
    assert {name: data for name, data in made(here).items() if name not in INPUTS} == {mine.name: b"mine"}


def test_all_files_in_the_way_are_named(jdgen, here):
    for kind in ("posting", "rubric"):
        (here / f"{NAME}-{kind}.txt").write_text("mine", encoding="utf-8")
    ran = jdgen("kit", ROLE, *FILES, "-f", "txt")
    assert ran.code == 4
    assert ran.err.count("exists with other content") == 2
    assert ran.err.endswith("error: 2 problems in 2 files; nothing was written\n")


def test_force_overwrites(jdgen, here):
    mine = here / f"{NAME}-posting.txt"
    mine.write_text("mine", encoding="utf-8")
    ran = jdgen("posting", ROLE, *FILES, "-f", "txt", "--force")
    assert ran == (0, f"{mine.name}\n", "")
    assert mine.read_text(encoding="utf-8").startswith("Senior Software Engineer")


def test_a_folder_or_a_file_in_the_way_is_said(jdgen, here):
    (here / f"{NAME}-posting.txt").mkdir()
    assert jdgen("posting", ROLE, *FILES, "-f", "txt")[::2] == (
        4,
        f"{NAME}-posting.txt: is a folder, not a file\nerror: 1 problem in 1 file; nothing was written\n",
    )
    ran = jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", "acme.yaml")
    assert (ran.code, ran.err.splitlines()[0]) == (4, "acme.yaml: is a file, not a folder")
    for out in ("acme.yaml", "acme.yaml/sub/folder"):
        assert jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", out, "--dry-run") == (4, "", ran.err)


def test_a_link_is_replaced_and_what_it_points_to_stays(jdgen, here, tmp_path):
    (tmp_path / "precious.txt").write_text("precious", encoding="utf-8")
    link = here / f"{NAME}-posting.txt"
    link.symlink_to(tmp_path / "precious.txt")
    assert jdgen("posting", ROLE, *FILES, "-f", "txt").code == 4
    assert jdgen("posting", ROLE, *FILES, "-f", "txt", "--force").code == 0
    assert (tmp_path / "precious.txt").read_text(encoding="utf-8") == "precious"
    assert not link.is_symlink()


# --- whole or not at all ---


def kit_over_old_files(jdgen, here: Path) -> dict[str, bytes]:
    """Some old files, and a kit that would replace them and add others."""
    for name in (f"{NAME}-posting.txt", f"{NAME}-letter.md"):
        (here / name).write_text(f"old {name}", encoding="utf-8")
    return made(here)


KIT = ("kit", ROLE, *FILES, "--candidate", "dana.yaml", "-f", "txt,md", "--force")


@pytest.mark.parametrize("failing", [1, 2, 3, 6])
def test_a_move_that_fails_in_the_middle_undoes_the_others(failing, jdgen, here, monkeypatch):
    before = kit_over_old_files(jdgen, here)
    moves: list[str] = []
    real = os.replace

    def replace(source: object, target: object) -> None:
        moves.append(str(target))
        if len(moves) == failing:
            raise OSError(errno.EACCES, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    ran = jdgen(*KIT)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        f"{Path(moves[failing - 1]).name}: cannot be written: permission denied\n"
        "error: 1 problem in 1 file; nothing was written\n"
    )
    # What is moved after that puts old files back.
    assert set(moves[failing:]) <= set(moves[: failing - 1])
    assert made(here) == before


@pytest.mark.parametrize("failing", [1, 4, 6])
def test_a_full_disk_leaves_old_bytes_and_no_temporary_file(failing, jdgen, here, monkeypatch):
    before = kit_over_old_files(jdgen, here)
    flushed: list[int] = []

    def full(descriptor: int) -> None:
        flushed.append(descriptor)
        if len(flushed) == failing:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = jdgen(*KIT)
    assert (ran.code, ran.out) == (4, "")
    assert re.fullmatch(rf"{NAME}-\w+\.\w+: cannot be written: no space left on device", ran.err.splitlines()[0])
    assert len(flushed) == failing
    assert made(here) == before


def test_an_interruption_in_the_middle_undoes_everything(jdgen, here, monkeypatch):
    before = kit_over_old_files(jdgen, here)
    moves: list[object] = []
    real = os.replace

    def replace(source: object, target: object) -> None:
        moves.append(target)
        if len(moves) == 3:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert jdgen(*KIT) == (130, "", "\ninterrupted; nothing was written\n")
    assert made(here) == before


def test_of_thousands_of_problems_the_first_are_shown_and_all_are_counted(jdgen, tmp_path):
    (tmp_path / "acme.yaml").write_text("name: Acme\n" * 3_001, encoding="utf-8")
    ran = jdgen("posting", "senior-software-engineer", "--company", tmp_path / "acme.yaml", "-f", "txt")
    lines = ran.err.splitlines()
    lacking = [line for line in lines if line.startswith("error: the posting needs")]
    assert ran.code == 2
    assert len(lines) == 1_000 + len(lacking) + 1
    said = f"error: {3_000 + len(lacking)} problems in 1 file, of which 1,000 are shown; nothing was written"
    assert lines[-1] == said


def test_a_folder_that_takes_no_file_is_said(jdgen, here, monkeypatch):
    before = kit_over_old_files(jdgen, here)
    real = Path.open

    def refuse(self: Path, mode: str = "r", *rest: object, **more: object):
        if mode == "xb":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    ran = jdgen(*KIT)
    assert (ran.code, ran.err.splitlines()[0]) == (4, f"{NAME}-posting.txt: cannot be written: permission denied")
    assert made(here) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said(jdgen, here):
    (here / "out").mkdir(mode=0o555)
    ran = jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", "out")
    assert (ran.code, ran.err.splitlines()[0]) == (4, f"out/{NAME}-posting.txt: cannot be written: permission denied")


def test_no_temporary_file_is_left_after_success(jdgen, here):
    assert jdgen(*KIT).code == 0
    assert [name for name in made(here) if ".part" in name or name.startswith(".")] == []
    assert len(written(here)) == 6


def test_each_file_is_flushed_before_it_is_moved(tmp_path, monkeypatch):
    happened: list[str] = []
    fsync, replace, link = os.fsync, os.replace, os.link
    monkeypatch.setattr(os, "fsync", lambda fd: (happened.append("flush"), fsync(fd))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (happened.append("move"), replace(a, b))[1])
    monkeypatch.setattr(os, "link", lambda a, b, **more: (happened.append("name"), link(a, b, **more))[1])
    writer.write({"a": b"1", "b": b"2"}, tmp_path)
    assert happened == ["flush", "flush", "name", "name"]
    happened.clear()
    writer.write({"a": b"3", "b": b"4"}, tmp_path, force=True)
    assert happened == ["flush", "flush", "name", "name", "move", "move"]


# --- drafts and missing fields ---


def test_missing_fields_of_the_opening_are_listed(jdgen, here):
    ran = jdgen("posting", ROLE, "--company", "acme.yaml", "-f", "txt")
    assert (ran.code, ran.out) == (2, "")
    fields = ["mode", "locations", "employment_type", "apply"]
    hint = "add `--opening FILE`; `jdgen new opening` writes one to start from"
    assert ran.err.splitlines() == [f"error: the posting needs `opening.{field}`; {hint}" for field in fields]
    rubric = jdgen("rubric", ROLE, "--company", "acme.yaml", "-f", "txt")
    assert rubric == (2, "", f"error: the rubric needs `opening.requisition`; {hint}\n")
    assert written(here) == set()


@pytest.mark.parametrize("kind", ["posting", "rubric"])
def test_a_draft_needs_the_company_alone(kind, jdgen, here):
    ran = jdgen(kind, ROLE, "--company", "acme.yaml", "--draft", "-f", "txt")
    assert ran[:2] == (0, f"riverbend-robotics-{ROLE}-{kind}.txt\n")
    text = (here / ran.paths[0]).read_text(encoding="utf-8")
    found = re.findall(r"\[\[([a-z_.]+)\]\]", text)
    assert (
        sorted(set(found))
        == {
            "posting": ["opening.apply", "opening.employment_type", "opening.locations", "opening.mode"],
            "rubric": ["opening.requisition"],
        }[kind]
    )


def test_a_draft_prints_every_missing_required_field(jdgen):
    ran = jdgen("posting", ROLE, *FILES, "--set", "company.accommodation=null", "--draft", "-f", "txt", "-o", "-")
    assert ran.code == 0
    assert "[[company.accommodation.contact]]" in ran.out
    complete = jdgen("posting", ROLE, *FILES, "--draft", "-f", "txt", "-o", "-")
    assert complete.out == jdgen("posting", ROLE, *FILES, "-f", "txt", "-o", "-").out
    assert "[[" not in complete.out


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("company.nmae=Acme", "unknown key `nmae`"),
        ("opening.pay.min=lots", "must be a plain number"),
        ("opening.rolling=true", "contradict each other"),
        ("role.title=null", "`title` is missing"),
        ("role.expects.desing=3", "the family has no competency `desing`"),
    ],
)
def test_a_draft_relaxes_nothing_else(setting, said, jdgen, here):
    ran = jdgen("posting", ROLE, *FILES, "--draft", "--set", setting, "-f", "txt")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert written(here) == set()


def test_a_draft_does_not_overwrite(jdgen, here):
    (here / f"{NAME}-posting.txt").write_text("mine", encoding="utf-8")
    assert jdgen("posting", ROLE, *FILES, "--draft", "-f", "txt").code == 4


def test_a_draft_needs_a_role(jdgen):
    ran = jdgen("posting", "--company", "acme.yaml", "--draft", "-f", "txt")
    assert (ran.code, ran.err.split(";")[0]) == (2, "error: no role is named")


# --- dates ---


def letter_day(jdgen, *options: str) -> str:
    ran = jdgen("letter", ROLE, "--candidate", "dana.yaml", "-f", "txt", "-o", "-", *options)
    assert ran.code == 0, ran.err
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    return re.findall(rf"^(?:(?:{months}) \d+, \d{{4}}|\d+ (?:{months}) \d{{4}})$", ran.out, re.M)[0]


def test_the_date_is_the_option_then_the_epoch_then_today(jdgen, monkeypatch):
    assert letter_day(jdgen, "--date", "2030-01-02") == "January 2, 2030"
    assert letter_day(jdgen, "--date", "2030-01-02", "--locale", "en-GB") == "2 January 2030"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert letter_day(jdgen) == "January 1, 1970"
    assert letter_day(jdgen, "--date", "2030-01-02") == "January 2, 2030"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    today = date.today()
    assert letter_day(jdgen) == f"{today:%B} {today.day}, {today.year}"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert letter_day(jdgen) == f"{today:%B} {today.day}, {today.year}"


@pytest.mark.parametrize("value", ["20301102", "2030-13-01", "2030-W01-1", "tomorrow", "2030-1-2", ""])
def test_a_wrong_date_is_exit_2(value, jdgen):
    ran = jdgen("letter", ROLE, "--candidate", "dana.yaml", "--date", value)
    assert ran.code == 2
    assert "expected a day as YYYY-MM-DD, such as 2027-03-01" in ran.err


def test_a_wrong_epoch_is_exit_2(jdgen, monkeypatch):
    for value in ("soon", "1e9", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        ran = jdgen("letter", ROLE, "--candidate", "dana.yaml", "-f", "txt")
        assert (ran.code, "SOURCE_DATE_EPOCH must be a number of seconds" in ran.err) == (2, True)


# --- how much is said ---


def test_quiet_says_nothing_but_errors(jdgen):
    jdgen("new", "company", "new.yaml")
    loud = jdgen("rubric", ROLE, "--company", "new.yaml", "--draft", "-f", "txt", "--dry-run")
    quiet = jdgen("rubric", ROLE, "--company", "new.yaml", "--draft", "-f", "txt", "--dry-run", "-q")
    assert (quiet.code, quiet.out, quiet.err) == (0, loud.out, "")
    assert "scaffold.left" in loud.err
    assert "dry run: nothing was written" in loud.err
    wrong = jdgen("posting", "clown", "-q", "--company", "acme.yaml")
    assert (wrong.code, wrong.err) == (2, "error: there is no role `clown`; `jdgen profiles list` lists the roles\n")


def test_verbose_says_how_long_each_step_took_and_how_long_a_text_is(jdgen):
    ran = jdgen("posting", ROLE, *FILES, "-f", "txt,md", "-v")
    assert ran.code == 0
    said = len(ran.paths[0].read_text(encoding="utf-8").rstrip())
    assert [re.sub(r" +[\d.]+ ms", "N ms", line) for line in ran.err.splitlines()] == [
        f"{said:8} characters  posting txt",
        "N ms  read and compose",
        "N ms  posting txt",
        "N ms  posting md",
    ]


@pytest.mark.parametrize(
    ("option", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {"FORCE_COLOR": "1"}, True),
        (["--color", "never", "--color", "always"], {}, True),
    ],
)
def test_colors(option, environment, colored, jdgen, monkeypatch):
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = jdgen("posting", ROLE, *FILES, "--set", "company.nmae=x", "-f", "txt", *option)
    assert (ran.code, "\x1b[" in ran.err) == (2, colored)
    plain = re.sub(r"\x1b\[[\d;]*m", "", ran.err)
    assert plain.splitlines() == [
        "--set company.nmae: unknown key `nmae`; did you mean `name`?",
        "error: 1 problem; nothing was written",
    ]
    notice = jdgen("posting", ROLE, *FILES, "--set", "company.name=Example Company", "-f", "txt", *option)
    assert (notice.code, "\x1b[" in notice.err) == (0, colored)


def test_one_run_does_not_color_the_next(jdgen):
    assert "\x1b[" in jdgen("posting", "clown", "--color", "always").err
    assert "\x1b[" not in jdgen("profiles", "show", "clown").err


# --- exit codes ---


def fails_with(monkeypatch, error: BaseException) -> None:
    def raise_it(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("jdgen.pipeline.produce", raise_it)


def test_a_bug_of_ours_is_exit_70_in_one_line(jdgen, monkeypatch):
    fails_with(monkeypatch, ZeroDivisionError("division\nby zero"))
    ran = jdgen("posting", ROLE, *FILES)
    assert ran == (
        70,
        "",
        "error: jdgen has a bug (ZeroDivisionError: division\\nby zero); run again with --debug to see where\n",
    )
    shown = jdgen("posting", ROLE, *FILES, "--debug")
    assert (shown.code, shown.out) == (70, "")
    assert shown.err.startswith("Traceback (most recent call last):\n")
    assert shown.err.endswith("error: jdgen has a bug (ZeroDivisionError: division\\nby zero)\n")


def test_every_command_takes_debug(jdgen):
    for arguments in (
        ["new", "company"],
        ["profiles", "list"],
        ["profiles", "show", ROLE],
        ["schema", "role"],
        ["completion", "bash"],
    ):
        assert jdgen(*arguments, "--debug").code == 0


@pytest.mark.parametrize("code", [3, 4, 5])
def test_each_kind_of_error_has_its_exit_code(code, jdgen, monkeypatch):
    kind = {error.exit_code: error for error in JdgenError.__subclasses__()}[code]
    fails_with(monkeypatch, kind([Problem("it is broken", None, "mend it")]))
    kept = "nothing was written; " if code == 5 else ""
    assert jdgen("posting", ROLE, *FILES) == (code, "", f"error: it is broken; {kept}mend it\n")


def test_an_interruption_is_exit_130(jdgen, monkeypatch, here):
    fails_with(monkeypatch, KeyboardInterrupt())
    assert jdgen("posting", ROLE, *FILES) == (130, "", "\ninterrupted; nothing was written\n")
    assert written(here) == set()


def test_a_pdf_without_its_libraries_is_exit_5_before_anything_is_written(jdgen, monkeypatch, here):
    from jdgen.render import pdf

    def ready() -> None:
        raise MachineError(Problem("pango is missing", None, "type `apt install pango`"))

    monkeypatch.setattr(pdf, "ready", ready)
    ran = jdgen("posting", ROLE, *FILES)
    assert ran == (5, "", "error: pango is missing; nothing was written; type `apt install pango`\n")
    assert jdgen("posting", ROLE, *FILES, "-f", "docx,html,md,txt").code == 0
    assert len(written(here)) == 4


def test_of_several_things_that_a_machine_lacks_it_is_said_once_that_nothing_was_written(jdgen, monkeypatch):
    lacks = [Problem(f"the font {name} is missing", None, "install it") for name in ("A", "B")]
    fails_with(monkeypatch, MachineError(lacks))
    assert jdgen("posting", ROLE, *FILES).err == (
        "error: the font A is missing; install it\n"
        "error: the font B is missing; nothing was written; install it\n"
    )  # fmt: skip


def test_a_reader_that_goes_away_is_no_traceback():
    command = [sys.executable, "-m", "jdgen", "schema", "role"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (4, b"")


def test_exit_codes_of_a_fresh_process(here):
    assert spawn("posting", ROLE, *FILES, "-f", "txt", cwd=here) == (0, f"{NAME}-posting.txt\n", "")
    assert spawn("posting", "clown", cwd=here).code == 2
    assert spawn("posting", ROLE, *FILES, "-f", "txt", "--set", "company.name=Other", "-o", ".", cwd=here).code == 0
    (here / f"{NAME}-posting.txt").write_text("mine", encoding="utf-8")
    assert spawn("posting", ROLE, *FILES, "-f", "txt", cwd=here).code == 4


# --- help, completion ---


def test_jdgen_alone_prints_help_with_three_examples(jdgen):
    ran = jdgen()
    assert (ran.code, ran.err) == (0, "")
    examples = re.findall(r"^ +jdgen .+$", ran.out, re.M)
    assert len(examples) == 3
    assert "..." not in ran.out.partition("Commands:")[2]
    assert [name for name in COMMANDS if not re.search(rf"^  {name} +\S", ran.out, re.M)] == []
    meanings = "done|a check|wrong|template|output|a system|a batch|a bug|interrupted"
    codes = re.findall(rf"\b(\d+) (?:{meanings})", " ".join(ran.out.split()))
    assert codes == ["0", "1", "2", "3", "4", "5", "6", "70", "130"]
    assert spawn() == (0, ran.out, "")


def test_the_examples_of_the_help_work(jdgen, here):
    (here / "acme.yaml").unlink()
    examples = [line.split()[1:] for line in re.findall(r"^ +jdgen .+$", jdgen().out, re.M)]
    assert [jdgen(*arguments).code for arguments in examples[:2]] == [0, 0]
    assert jdgen(*examples[2]).code == 0
    assert len(written(here)) == 2 + 10


@pytest.mark.parametrize("command", [*([name] for name in COMMANDS), ["profiles", "list"], ["profiles", "show"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(command, option, jdgen):
    ran = jdgen(*command, option)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: jdgen {' '.join(command)}")
    assert max(len(line) for line in ran.out.splitlines()) <= 100


def test_document_commands_share_their_options(jdgen):
    options = ("--format", "--out", "--set", "--date", "--locale", "--paper", "--width", "--force", "--dry-run",
               "--draft", "--quiet", "--verbose", "--debug", "--color")  # fmt: skip
    for command in ("posting", "rubric", "letter", "kit"):
        text = jdgen(command, "--help").out
        assert [option for option in options if option not in text] == []


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["postng"], "Did you mean 'posting'?"),
        (["profile"], "'profiles'"),
        (["kitt"], "Did you mean 'kit'?"),
        (["profiles", "shw", ROLE], "Did you mean 'show'?"),
        (["posting", ROLE, "--compny", "x"], "Did you mean '--company'?"),
    ],
)
def test_a_mistyped_command_or_option_is_exit_2_with_a_hint(arguments, hint, jdgen):
    ran = jdgen(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o"),
        ("zsh", "#compdef jdgen"),
        ("fish", "complete --no-files --command jdgen"),
        ("powershell", "Register-ArgumentCompleter"),
    ],
)
def test_completion_for_each_shell(shell, sign, jdgen):
    ran = jdgen("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert sign in ran.out
    assert "_JDGEN_COMPLETE" in ran.out


def test_an_unknown_shell_is_exit_2(jdgen):
    assert jdgen("completion", "tcsh").code == 2


def test_roles_and_formats_are_completed():
    def complete(words: str) -> list[str]:
        asked = {"_JDGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        return [line.partition(",")[2] for line in spawn(**asked).out.splitlines()]

    assert complete("jdgen posting senior") == ["senior-python-developer", ROLE]
    assert complete("jdgen posting senior-s") == [ROLE]
    assert complete("jdgen posting -f d") == ["docx"]
    assert complete("jdgen po") == ["posting"]


def test_the_version(jdgen):
    import jdgen as package

    assert jdgen("--version").out == f"jdgen, version {package.__version__}\n"


def test_doctor_answers(jdgen):
    ran = jdgen("doctor")
    assert ran.code in {0, 5}
    assert "Traceback" not in ran.err


# --- new ---


@pytest.mark.parametrize("kind", ["company", "opening", "candidate", "profile"])
def test_new_writes_a_file_and_says_what_to_do_next(kind, jdgen, here):
    ran = jdgen("new", kind)
    assert (ran.code, ran.out) == (0, f"{kind}.yaml\n")
    assert ran.err.startswith("next: fill it in, then `jdgen ")
    assert f"{kind}.yaml" in ran.err
    text = (here / f"{kind}.yaml").read_text(encoding="utf-8")
    assert text.count("#") >= 5
    assert "$start" not in text
    assert jdgen("new", kind, f"sub/{kind}.yml").out == f"sub/{kind}.yml\n"
    assert "'my file.yaml'" in jdgen("new", kind, "my file.yaml").err


def test_what_comes_next_names_the_one_company_that_is_there(jdgen, here):
    def named(*words: str) -> str:
        return re.search(r"--company (\S+)", jdgen("new", *words).err)[1]

    (here / "one").mkdir()
    (here / "one/me.yaml").write_text("name: Ann\nemail: a@b.example\n", encoding="utf-8")
    assert named("opening", "one/a.yaml") == "company.yaml"
    jdgen("new", "company", "one/bolt.yaml")
    assert named("opening", "one/b.yaml") == "one/bolt.yaml"
    assert named("profile", "one/c.yaml") == "one/bolt.yaml"
    assert named("scores", ROLE, "one/s.csv") == "one/bolt.yaml"
    jdgen("new", "company", "one/other.yaml")
    assert named("opening", "one/d.yaml") == "company.yaml"


def test_new_never_overwrites(jdgen, here):
    before = made(here)
    ran = jdgen("new", "company", "acme.yaml")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("acme.yaml: is there already; it was not touched; give another name\n")
    (here / "folder.yaml").mkdir()
    assert jdgen("new", "company", "folder.yaml").code == 4
    assert jdgen("new", "company", "acme.json").code == 2
    assert made(here) == before


def test_new_computes_its_dates(jdgen, here):
    jdgen("new", "opening", "a.yaml", "--date", "2030-12-15")
    jdgen("new", "opening", "b.yaml")
    jdgen("new", "profile", "c.yaml")
    text = (here / "a.yaml").read_text(encoding="utf-8")
    written_down = [line for line in text.splitlines() if not line.startswith("#")]
    assert re.findall(r"\b20\d\d-\d\d-\d\d", "".join(written_down)) == ["2031-02-28", "2031-01-14"]
    assert set(re.findall(r"\b20\d\d-\d\d-\d\d", text)) == {"2031-02-28", "2031-01-14", "2030-12-15"}
    assert "2026-12-20" in (here / "b.yaml").read_text(encoding="utf-8")
    assert "updated: 2026-11-20" in (here / "c.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("day", ["9999-12-31", "9999-10-18"])
def test_new_refuses_a_day_whose_dates_lie_beyond_the_calendar(day, jdgen, here):
    ran = jdgen("new", "opening", "--date", day)
    assert (ran.code, ran.out) == (2, "")
    assert "after the year 9999; give an earlier `--date`" in ran.err
    assert written(here) == set()
    assert jdgen("new", "opening", "--date", "9999-10-17").code == 0


def scaffolds(jdgen) -> None:
    for kind in ("company", "opening", "candidate", "profile"):
        assert jdgen("new", kind).code == 0


@pytest.mark.parametrize("role", [ROLE, "profile.yaml"])
def test_scaffolds_are_usable_as_they_are(role, jdgen, here):
    scaffolds(jdgen)
    ran = jdgen(
        "kit",
        role,
        "--company",
        "company.yaml",
        "--opening",
        "opening.yaml",
        "--candidate",
        "candidate.yaml",
        "-f",
        "all",
    )
    assert ran.code == 0, ran.err
    assert len(ran.paths) == 15
    assert "[[" not in (here / ran.paths[4]).read_text(encoding="utf-8")


def test_what_a_scaffold_suggests_in_comments_is_valid_too(jdgen, here):
    for kind in ("company", "opening", "candidate"):
        jdgen("new", kind)
        path = here / f"{kind}.yaml"
        text = path.read_text(encoding="utf-8")
        # A commented line of YAML begins with a key, a dash or a space; the others are sentences.
        lines = [re.sub(r"^( *)# ((?:  )*(?:- )?\w+:|  +- )", r"\1\2", line) for line in text.split("\n")]
        changed = "\n".join(lines)
        assert changed.count("\n#") < text.count("\n#")
        path.write_text(changed.replace("rolling: true", ""), encoding="utf-8")
    command = ["kit", ROLE, "--company", "company.yaml", "--opening", "opening.yaml", "--candidate", "candidate.yaml"]
    ran = jdgen(*command, "--set", "candidate.target=null", "--set", "candidate.bridge[0].text=x", "-f", "txt")
    assert (ran.code, [line for line in ran.err.splitlines() if "note:" not in line]) == (0, [])


def flat(value: object, path: str) -> dict[str, object]:
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in flat(inner, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {k: v for index, inner in enumerate(value) for k, v in flat(inner, f"{path}[{index}]").items()}
    return {path: value}


def test_the_samples_and_the_scaffolds_agree():
    new = resources.templates() / "new"
    found: dict[str, object] = {}
    # A batch lays the values of all of them over files.
    for path in sorted(path for path in new.glob("*.yaml") if path.stem != "batch"):
        root = "role" if path.stem == "profile" else path.stem
        found |= flat(yaml.safe_load(path.read_text(encoding="utf-8").replace("$", "")), root)
    # What a profile that extends another may hold stands behind comment signs.
    lines = (new / "extends/profile.yaml").read_text(encoding="utf-8").splitlines()
    offered = [line.removeprefix("# ") for line in lines if re.match(r"# (\w+:|  )", line)]
    found |= flat(yaml.safe_load("\n".join(offered)), "role-offered")
    known = {root: samples(root) for root in scaffold.FILES}
    assert {root: len(texts) for root, texts in known.items()} == {
        "company": 4, "opening": 6, "candidate": 6, "role": 47,
    }  # fmt: skip
    roots = {path: re.split(r"[.-]", path)[0] for path in found}
    kept = {path for path, value in found.items() if isinstance(value, str) and value not in known[roots[path]]}
    # Every text that somebody must replace is one: what is kept are choices, dates, places and names.
    assert {re.sub(r"\[\d+\]", "[]", path) for path in kept} == {
        "company.accommodation.channel", "opening.mode", "opening.employment_type", "opening.start", "opening.deadline",
        "opening.locations[].locality", "opening.locations[].region", "opening.locations[].country",
        "role.family", "role.meta.updated", "role.letter.show[]",
        "role.duties[].id", "role.duties[].competency",
        *(f"role.requirements[].{key}" for key in ("id", "tier", "group", "competency", "credential")),
        "role-offered.tier", "role-offered.pay.currency", "role-offered.pay.per", "role-offered.overview[].id",
        "role-offered.certifications[].tier", "role-offered.next[].track", "role-offered.letter.show[]",
        "role-offered.duties[].id", "role-offered.duties[].competency[]", "role-offered.competencies.example.kind",
        *(f"role-offered.requirements[].{key}" for key in ("id", "tier", "group", "competency", "credential")),
        "role-offered.requirements[].checked_by[]", "role-offered.loop[].id", "role-offered.loop[].format",
        *(f"role-offered.competencies.example.questions[].{key}" for key in ("id", "type")),
    }  # fmt: skip
    # No key is kept for a scaffold that does not have it.
    keys = {re.sub(r"\[\d+\]", "", path).split(".")[-1] for path in kept}
    assert keys - DEFAULTS == {"start", "deadline", "updated"}
    assert keys >= DEFAULTS


def test_a_fresh_profile_has_no_error(jdgen, here):
    assert jdgen("new", "profile", "plain.yaml").code == 0
    ran = jdgen("check", "plain.yaml", "--json")
    found = [(finding["rule"], finding["level"]) for finding in json.loads(ran.out)["findings"]]
    assert (ran.code, found) == (0, [("scaffold.left", "warning"), ("pay.missing", "notice")])


def test_samples_that_nobody_replaced_are_noted_with_their_place(jdgen, here):
    scaffolds(jdgen)
    command = [
        "kit",
        "profile.yaml",
        "--company",
        "company.yaml",
        "--opening",
        "opening.yaml",
        "--candidate",
        "candidate.yaml",
    ]
    ran = jdgen(*command, "-f", "txt")
    assert ran.code == 0
    notes = [line for line in ran.err.splitlines() if line.endswith(" [scaffold.left]")]
    assert notes == [
        "company.yaml: note: 4 sample values are left: `name` (line 5), `url` (line 6), `about` (line 7), "
        "`accommodation.contact` (line 11) [scaffold.left]",
        "opening.yaml: note: 4 sample values are left: `requisition` (line 5), `team` (line 7), `reason` (line 8), "
        "`apply.url` (line 28) [scaffold.left]",
        "candidate.yaml: note: 6 sample values are left: `name` (line 5), `email` (line 6), `phone` (line 7), "
        "`location` (line 8), `current.company` (line 12), `current.title` (line 13) [scaffold.left]",
        "profile.yaml: note: 14 sample values are left: `title` (line 7), `summary` (line 9), "
        "`duties[0].text` (line 15), `duties[1].text` (line 16), `duties[2].text` (line 17), "
        "`duties[3].text` (line 18), `duties[4].text` (line 19), `requirements[0].text` (line 23), and 6 more "
        "[scaffold.left]",
    ]
    places = re.findall(r"`([\w.\[\]]+)` \(line (\d+)\)", notes[-1])
    lines = (here / "profile.yaml").read_text(encoding="utf-8").split("\n")
    assert len(places) == 8
    assert [path for path, line in places if f"{path.split('.')[-1]}: " not in lines[int(line) - 1]] == []
    assert "scaffold.left" not in jdgen("posting", ROLE, *FILES, "-f", "txt").err


def test_a_single_sample_is_found_wherever_it_moved(jdgen, here):
    scaffolds(jdgen)
    text = (here / "profile.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if "d-first" not in line]
    for word in samples("role") - {"Keep one duty to one sentence."}:
        kept = [line.replace(word, "Something else.") for line in kept]
    (here / "profile.yaml").write_text("\n".join(kept), encoding="utf-8")
    ran = jdgen("posting", "profile.yaml", *FILES, "-f", "txt")
    said = "profile.yaml: note: 1 sample value is left: `duties[1].text` (line 16) [scaffold.left]"
    assert [line for line in ran.err.splitlines() if "scaffold" in line] == [said]
    setting = jdgen("posting", ROLE, *FILES, "--set", "opening.team=Example Team", "-f", "txt", "--force").err
    assert "--set opening.team: note: 1 sample value is left: `team` [scaffold.left]\n" in setting


# --- file names ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riverbend Robotics", "riverbend-robotics"),
        ("Lindqvist & Howe", "lindqvist-howe"),
        ("株式会社", "株式会社"),
        ("Zoë's Café", "zoë-s-café"),
        ("Zoe\u0308", "zoë"),
        ("हिन्दी", "हिन्दी"),
        ("ÉCOLE", "école"),
        ("C++ / C#", "c-c"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("--- x ---", "x"),
        ("snake_case", "snake-case"),
        ("...", "ab5df625"),
        ("***", "596f4162"),
    ],
)
def test_slugs_keep_letters_of_any_script(text, expected):
    assert slug(text) == expected


def test_names_have_their_parts_and_are_capped():
    record = Record(role=ROLE, title="x", company="Acme", requisition="ENG-214")
    assert file_name(record, "posting", "docx") == f"acme-{ROLE}-eng-214-posting.docx"
    assert (
        file_name(Record(role=ROLE, title="x", company="Acme", requisition=""), "rubric", "md")
        == f"acme-{ROLE}-rubric.md"
    )
    assert file_name(Record(role=ROLE, title="x", company="", requisition=""), "letter", "pdf") == f"{ROLE}-letter.pdf"
    for long in ("x" * 500, "株" * 500, "a b " * 200):
        name = file_name(Record(role=long, title=long, company=long, requisition=long), "posting", "docx")
        assert len(name.encode()) <= 130
        assert name == name.encode().decode()
    assert slug("x" * 500) != slug("x" * 501)


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "..", "a/b\\c", "CON", "x\u2028y", "."])
def test_no_name_leaves_the_folder(name, jdgen, here, tmp_path):
    before = {path for path in tmp_path.rglob("*") if here not in path.parents}
    ran = jdgen(
        "posting",
        ROLE,
        *FILES,
        "-f",
        "txt",
        "-o",
        "out",
        "--set",
        f"company.name={name}",
        "--set",
        f"opening.requisition={name}",
    )
    assert ran.code == 0, ran.err
    assert [path.parent for path in ran.paths] == [Path("out")]
    assert {path for path in tmp_path.rglob("*") if here not in path.parents} == before
    assert ran.out.count("\n") == 1


def test_a_role_file_gives_its_own_name(jdgen, here):
    jdgen("new", "profile", "My Role.yaml")
    ran = jdgen("posting", "My Role.yaml", *FILES, "-f", "txt", "-q")
    assert ran == (0, "riverbend-robotics-my-role-eng-214-posting.txt\n", "")


def test_output_error_is_the_error_of_the_writer(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError):
        writer.write({"b": b"new", "a": b"new"}, tmp_path)
    assert made(tmp_path / "..")[f"{tmp_path.name}/a"] == b"old"
    assert not (tmp_path / "b").exists()
    assert writer.write({"b": b"new", "a": b"new"}, tmp_path, force=True) == [tmp_path / "b", tmp_path / "a"]
    assert made(tmp_path) == {"a": b"new", "b": b"new"} | {n: d for n, d in made(tmp_path).items() if "/" in n}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_standard_output_is_no_bug_of_ours():
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "jdgen", "profiles", "list"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (4, "error: standard output cannot be written: no space is left\n")
