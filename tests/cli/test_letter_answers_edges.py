"""`--answer` and `--forget` with files, values and streams that nobody expects."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jdgen.cli.ask.session import Session
from jdgen.documents.questions import Question
from jdgen.errors import InputError
from jdgen.inputs import source
from jdgen.inputs.candidate.answers import home
from jdgen.inputs.source import plain

DANA = "name: Dana\ncurrent: {company: Alpine, title: Clerk}\nyears: 7\n"
JOB = ("--target", "Cook @ Sea")
SIGN = "# asked by jdgen"


@pytest.fixture
def me(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "me.yaml"
    path.write_text(DANA, encoding="utf-8")
    return path


def linked(path: Path, to: str) -> Path:
    try:
        path.symlink_to(to)
    except OSError:
        pytest.skip("no links here")
    return path


# --- files that are none ---


@pytest.mark.parametrize("how", [("--forget", "--yes"), ("--answer", "name=Dana")])
def test_links_that_lead_to_each_other_are_told(jdgen, me, how) -> None:
    linked(me.with_name("loop.yaml"), "loop.yaml")
    ran = jdgen("letter", "--candidate", "loop.yaml", *how)
    assert (ran.code, ran.err.count("loop.yaml: cannot be read: ")) == (2, 1)


@pytest.mark.parametrize("how", [("--forget", "--yes"), ("--answer", "name=Dana")])
def test_a_name_that_is_too_long_is_told(jdgen, me, how) -> None:
    ran = jdgen("letter", "--candidate", f"{'a' * 300}.yaml", *how)
    assert (ran.code, "cannot be read: " in ran.err) == (2, True)


@pytest.mark.parametrize("how", [("--forget", "--yes"), ("--answer", "name=Dana")])
def test_a_pipe_is_not_waited_for(jdgen, me, how) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(me.with_name("pipe.yaml"))
    ran = jdgen("letter", "--candidate", "pipe.yaml", *how)
    assert (ran.code, "pipe.yaml: is not a file\n" in ran.err) == (2, True)


@pytest.mark.parametrize("how", [("--forget", "--yes"), ("--answer", "name=Dana")])
def test_a_folder_that_nobody_may_enter_is_told(jdgen, me, monkeypatch, how) -> None:
    look = Path.lstat

    def refuse(path: Path) -> os.stat_result:
        if path.name == "shut.yaml":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "lstat", refuse)
    ran = jdgen("letter", "--candidate", "shut.yaml", *how)
    assert (ran.code, "shut.yaml: cannot be read: permission denied\n" in ran.err) == (2, True)


def test_what_cannot_be_read_is_not_said_to_keep_nothing(jdgen, me) -> None:
    me.with_name("folder.yaml").mkdir()
    me.with_name("broken.json").write_text('{"basics": ')
    assert "folder.yaml: is not a file\n" in jdgen("letter", "--forget", "--candidate", "folder.yaml").err
    assert "broken.json:1:12: " in jdgen("letter", "--forget", "--candidate", "broken.json").err
    linked(me.with_name("lost.yaml"), "nowhere.yaml")
    ran = jdgen("letter", "--forget", "--candidate", "lost.yaml")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "lost.yaml: is a link that leads nowhere")
    ran = jdgen("letter", "--forget", "--candidate", "none.yaml")
    assert (ran.code, ran.err) == (0, "none.yaml: nothing of `--ask` is kept here\n")


def test_a_resume_is_looked_for_beside_the_file_that_a_link_leads_to(jdgen, me) -> None:
    folder = me.with_name("papers")
    folder.mkdir()
    (folder / "cv.json").write_text(json.dumps({"basics": {"name": "Noor"}, "work": []}))
    (folder / "own.yaml").write_text("resume: cv.json\n")
    linked(me.with_name("link.yaml"), "papers/own.yaml")
    ran = jdgen("letter", "--candidate", "link.yaml", *JOB, "-f", "txt", "-o", "-")
    assert (ran.code, "Noor" in ran.out) == (0, True)


# --- what is written ---


def test_answers_for_another_resume_stay(jdgen, me) -> None:
    me.with_name("b.json").write_text(json.dumps({"basics": {"name": "B"}, "work": []}))
    kept = me.with_name("b.letter.yaml")
    kept.write_text(f"resume: c.json\nclose: Thanks.  {SIGN}\n")
    ran = jdgen("letter", "--forget", "--yes", "--candidate", "b.json")
    assert (ran.code, "`resume` names `c.json`" in ran.err) == (2, True)
    assert kept.read_text() == f"resume: c.json\nclose: Thanks.  {SIGN}\n"


def test_an_answer_that_would_make_the_file_unreadable_is_refused(jdgen, me) -> None:
    before = f"{DANA}# {'x' * 999_000}\n"
    me.write_text(before)
    ran = jdgen("letter", "--candidate", me, *JOB, "--answer", f"problem={'word ' * 400}")
    assert (ran.code, "would be larger than 1,000,000 bytes with this answer" in ran.err) == (2, True)
    assert me.read_text() == before


@pytest.mark.parametrize("how", [("--forget", "--yes"), (*JOB, "--answer", "problem=It broke.")])
def test_a_file_that_may_not_be_written_is_not_replaced(jdgen, me, how) -> None:
    me.write_text(f"{DANA}close: Thanks.  {SIGN}\n")
    me.chmod(stat.S_IREAD)
    ran = jdgen("letter", "--candidate", me, *how)
    me.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert (ran.code, "is read-only" in ran.err) == (2, True)
    assert me.read_text() == f"{DANA}close: Thanks.  {SIGN}\n"


def test_what_you_wrote_yourself_is_never_forgotten(jdgen, me) -> None:
    me.write_text(f"{DANA}close: Thanks.  # asked\n")
    ran = jdgen("letter", "--forget", "--yes", "--candidate", me)
    assert (ran.code, me.read_text()) == (0, f"{DANA}close: Thanks.  # asked\n")


# --- files that change meanwhile ---


SEA = f"{DANA}targets:\n  - company: Sea\n    title: Cook\n"
LAND = "  - company: Land\n    title: Boss\n"


def sitting(path: Path, target: str | None = None) -> Session:
    options = {"candidate": str(path), "settings": (), "day": date(2026, 11, 20), "locale": "en-US", "target": target}
    return Session(options)


def question(session: Session, name: str) -> Question:
    return next(one for one in session.questions() if one.id == name)


@pytest.mark.parametrize("target", [None, "Sea", "Cook @ Sea"])
@pytest.mark.parametrize("edited", [SEA + LAND, SEA.replace("targets:\n", f"targets:\n{LAND}")])
def test_an_answer_goes_to_the_company_that_it_was_asked_for(me, target, edited) -> None:
    me.write_text(SEA)
    session = sitting(me, target)
    asked = question(session, "reason")
    me.write_text(edited)
    session.answer(asked, "You feed the town.")
    assert me.read_text() == edited.replace("title: Cook\n", f"title: Cook\n    reason: You feed the town.  {SIGN}\n")
    assert session.is_readable()


@pytest.mark.parametrize(
    ("edited", "name"),
    [
        (SEA.replace("Sea", "Land"), "reason"), (SEA.replace("Cook", "Boss"), "reason"), (DANA, "reader"),
        (f"{SEA}stories:\n  - id: fire\n    action: I put it out.\n", "problem"),
    ],
)  # fmt: skip
def test_an_answer_whose_place_is_gone_is_printed_and_not_kept(me, capfd, edited, name) -> None:
    me.write_text(SEA)
    session = sitting(me)
    asked = question(session, name)
    me.write_text(edited)
    with pytest.raises(InputError, match=r"me\.yaml: was changed meanwhile: .*; look at what is asked now"):
        session.answer(asked, "You feed the town.")
    assert me.read_text() == edited
    assert "here it is:\nYou feed the town.\n" in capfd.readouterr().err


def test_runs_at_the_same_time_lose_no_answer(me) -> None:
    command = [sys.executable, "-m", "jdgen", "letter", "--candidate", me, "-f", "txt", "--force"]
    runs = []
    for name in ("Sea", "Land", "Air"):
        said = ("--target", f"Cook @ {name}", "--answer", f"reason={name} is wet", "--answer", f"reader=Ms {name}")
        runs.append(subprocess.Popen([*command, *said, "-o", f"out-{name}"], stderr=subprocess.DEVNULL))
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    kept = plain(source.read(me))["targets"]
    assert sorted((one["company"], one["addressee"], one["reason"]) for one in kept) == [
        (name, f"Ms {name}", f"{name} is wet") for name in ("Air", "Land", "Sea")
    ]


def test_an_entry_of_no_company_is_nobodys(jdgen, me) -> None:
    before = f"{DANA}targets:\n  - title: Cook\n    addressee: Mr Land\n    reason: I love Land.\n"
    me.write_text(before)
    ran = jdgen("letter", "--candidate", me, *JOB, "--answer", "reader=Ms Sea", "-f", "txt", "-o", "-")
    assert (ran.code, "Dear Ms Sea," in ran.out, "Land" in ran.out) == (0, True, False)
    assert me.read_text().startswith(before)


def test_a_company_with_an_at_sign_stays_one(jdgen, me) -> None:
    said = ("--answer", "company=Trading @ Sea", "--answer", "job=Chief Cook")
    ran = jdgen("letter", "--candidate", me, *said, "-f", "txt", "-o", "-", "--mode", "draft")
    assert (ran.code, "the Chief Cook position at Trading @ Sea." in ran.out) == (0, True)
    assert plain(source.read(me))["targets"] == [{"company": "Trading @ Sea", "title": "Chief Cook"}]


# --- values ---


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (f"years={'9' * 5000}", "--answer years: expected a whole number, such as 7\n"),
        ("asks=-\n•", "--answer asks: expected lines with words, one for each thing that is asked for\n"),
        ("reason=caf\udce9", "which is not UTF-8; set your terminal or shell to UTF-8\n"),
    ],
)
def test_a_value_that_is_none_is_told_in_our_words(jdgen, me, answer, said) -> None:
    ran = jdgen("letter", "--candidate", me, *JOB, "--answer", answer)
    assert (ran.code, said in ran.err) == (2, True)
    assert me.read_text() == DANA


def test_a_number_that_is_no_digit_is_no_choice(jdgen, me) -> None:
    role = ("senior-software-engineer", "--candidate", me)
    ran = jdgen("letter", *role, "--answer", "problem=It broke.", "--answer", "competencies=²")
    assert (ran.code, "there is no `²` to choose; give numbers from 1 to " in ran.err) == (2, True)


def test_a_target_that_is_refused_is_one_mistake(jdgen, me) -> None:
    ran = jdgen("letter", "--candidate", me, "--target", "Cook @ a\u202eb", "-f", "txt", "-o", "-")
    assert (ran.code, ran.err.count("\n")) == (2, 2)
    assert "error: 1 problem; nothing was written\n" in ran.err


def test_what_stands_in_one_line_stays_there(jdgen, me) -> None:
    made = ("-f", "txt", "-o", "-", "--as", "email", "--mode", "draft")
    ran = jdgen("letter", "--candidate", me, "--target", "Head\nCook @ Sea\n\nInc", *made)
    assert ran.out.startswith("Subject: Application: Head Cook, Dana\n\n")
    me.write_text(DANA.replace("Dana", '"Dana\\n\\nReyes"'))
    ran = jdgen("letter", "--candidate", me, *JOB, "--answer", "reader=Ms\n\nSea", *made)
    assert ran.out.startswith("Subject: Application: Cook, Dana Reyes\n\nDear Ms Sea,\n")
    assert f"addressee: Ms Sea  {SIGN}\n" in home(me).read_text()


def test_a_row_of_a_table_does_not_read_standard_input(jdgen, me) -> None:
    me.with_name("t.csv").write_text("company,title,posting\nSea,Cook,-\n")
    ran = jdgen("letter", "--candidate", me, "--targets", "t.csv", "-f", "txt", "-o", "out")
    assert "t.csv:2:10: `-` is standard input, which one row cannot have for itself; name a file" in ran.err


# --- streams ---


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell of POSIX")
@pytest.mark.parametrize(
    ("command", "streams", "code"),
    [
        ("letter --candidate me.yaml --posting - --yes", "<&-", 2),
        ("check --letter -", "<&-", 1),
        ("letter --candidate me.yaml --target 'Cook @ Sea' -f txt -o -", ">&-", 4),
        ("letter --candidate me.yaml --target 'Cook @ Sea' -f txt -o out", "2>&-", 0),
    ],
)
def test_a_stream_that_is_closed_is_no_bug(me, command, streams, code) -> None:
    line = f"{sys.executable} -m jdgen {command} {streams}"
    ran = subprocess.run(line, shell=True, capture_output=True, timeout=60)
    assert (ran.returncode, b"bug" in ran.stderr) == (code, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_standard_error_that_is_full_has_a_code(me) -> None:
    line = f"{sys.executable} -m jdgen letter --candidate none.yaml 2>/dev/full"
    assert subprocess.run(line, shell=True, timeout=60).returncode == 4
