"""What is said of one job stays with it, whichever way the next one is named."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

ROLE = "senior-software-engineer"
PERSON = """\
name: Noor Haddad
years: 9
stories:
  - id: vans
    problem: Our vans came late to a fifth of 38 hotels.
    action: I rode along for a week, and planned around the docks.
    result: Missed deliveries went from 21 a week to 3.
"""
NORTHLIGHT = """\
Title: Data Steward
Company: Northlight
Contact: Bo Lind
Job ID: NL-7

Requirements

- Three years with catalogs
- Clear writing
"""
REASON = "Zephyr wings reach every island, and your crews publish what they learn."
GIVEN = ("reader=Ms. Ito", f"reason={REASON}", "asks=Flies at night", "bridge=I drove at night.")
ZEPHYR = ("Zephyr", "Ms. Ito", "wings", "Flies at night", "drove at night")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "me.yaml").write_text(PERSON, encoding="utf-8")
    (tmp_path / "northlight.txt").write_text(NORTHLIGHT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def letter(jdgen):
    """Run the command on the candidate of this test."""

    def run(*arguments: object, candidate: str = "me.yaml", out: str = "-"):
        return jdgen("letter", "--candidate", candidate, "-f", "txt", "-o", out, *arguments)

    return run


def answers(*given: str) -> list[str]:
    return [part for one in given for part in ("--answer", one)]


# --- an answer that names another job ---


def test_another_company_begins_an_entry_of_its_own(letter) -> None:
    assert letter("--target", "Pilot @ Zephyr", *answers(*GIVEN)).code == 0
    before = Path("me.yaml").read_text()
    ran = letter("--target", "Pilot @ Zephyr", *answers("company=Acme", "job=Clerk"))
    assert ran.code == 0
    assert "the Clerk position at Acme" in ran.out
    assert [word for word in ZEPHYR if word in ran.out] == []
    begun = "  - company: Acme  # asked by jdgen\n    title: Clerk  # asked by jdgen\n"
    assert Path("me.yaml").read_text() == before + begun
    assert REASON in letter("--target", "Zephyr", "-q").out.replace("\n", " ")


def test_another_job_at_the_company_keeps_its_reason_and_nothing_else(letter) -> None:
    assert letter("--target", "Pilot @ Zephyr", *answers(*GIVEN)).code == 0
    ran = letter("--target", "Pilot @ Zephyr", *answers("job=Clerk"))
    assert "the Clerk position at Zephyr" in ran.out
    assert [word for word in ZEPHYR if word in ran.out] == ["Zephyr", "wings"]
    # The first job is there as it was.
    assert "drove at night" in letter("--target", "Pilot @ Zephyr").out


def test_a_job_that_is_kept_is_taken_and_not_written_again(letter) -> None:
    assert letter("--target", "Pilot @ Zephyr", *answers(*GIVEN)).code == 0
    assert letter("--target", "Pilot @ Zephyr", *answers("company=Acme", "job=Clerk")).code == 0
    before = Path("me.yaml").read_text()
    ran = letter("--target", "Clerk @ Acme", *answers("company=ZEPHYR Ltd."))
    assert "the Pilot position at Zephyr" in ran.out
    assert Path("me.yaml").read_text() == before


def test_a_name_that_was_mistyped_is_mended_in_place_while_nothing_else_is_said(letter) -> None:
    assert letter(*answers("company=Zefyr", "job=Pilot")).code == 0
    assert letter("--target", "Zefyr", *answers("company=Zephyr")).code == 0
    assert Path("me.yaml").read_text().count("company:") == 1
    assert "Zefyr" not in Path("me.yaml").read_text()


# --- all answers or none ---


def test_one_wrong_answer_keeps_none(letter) -> None:
    ran = letter(*answers("company=Acme", "job=Clerk", "asks=Flies at night", "bridge=7: I drove."))
    assert ran.code == 2
    assert "--answer bridge: " in ran.err
    assert Path("me.yaml").read_text() == PERSON


def test_an_answer_is_given_once(letter) -> None:
    ran = letter(*answers("company=Acme", "job=Clerk", "job=Baker"))
    assert ran.code == 2
    assert "--answer: `job` is answered twice; leave one of the answers out" in ran.err
    assert Path("me.yaml").read_text() == PERSON


@pytest.mark.parametrize("name", ["bridge", "reason"])
def test_a_part_of_an_answer_that_cannot_stand_keeps_the_file_as_it_was(letter, name, monkeypatch) -> None:
    from jdgen.errors import InputError, Problem
    from jdgen.inputs.yaml_edit import edit

    put = edit.put

    def refuse(text, path, value, source):
        if path[-1] in ("text", "reason") or path[-2:-1] == ("bridge",):
            raise InputError(Problem("is an alias"))
        return put(text, path, value, source)

    monkeypatch.setattr(edit, "put", refuse)
    ran = letter("--target", "Pilot @ Zephyr", *answers("reader=Ms. Ito", "asks=Flies at night", f"{name}=I drove."))
    assert ran.code == 2
    assert Path("me.yaml").read_text() == PERSON


# --- a posting of another company ---

IS_OF = "northlight.txt:2:10: the posting is of `Northlight`, but the letter goes to `Zephyr`"


@pytest.mark.parametrize(
    "named",
    [
        ("--target", "Data Steward @ Zephyr"), ("--company", "zephyr.yaml"),
        ("--set", "candidate.target.company=Zephyr"), ("--target", "Data Steward @ Zephyr", *answers("reason=Wings.")),
    ],
    ids=["target", "file", "set", "answer"],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["scaffold", "final"])
def test_a_posting_of_another_company_is_refused(letter, named, mode) -> None:
    Path("zephyr.yaml").write_text("name: Zephyr\n", encoding="utf-8")
    ran = letter("--posting", "northlight.txt", "--yes", "-q", "--mode", mode, *named)
    assert (ran.code, ran.out) == (2, "")
    assert IS_OF in ran.err
    assert "would praise" not in ran.err
    assert Path("me.yaml").read_text() == PERSON


def test_a_posting_that_says_less_of_a_name_is_of_that_company(letter) -> None:
    Path("whole.yaml").write_text("name: Northlight Health, Inc.\n", encoding="utf-8")
    ran = letter("--posting", "northlight.txt", "--yes", "-q", "--company", "whole.yaml")
    assert ran.code == 0
    assert "Northlight Health, Inc." in ran.out
    assert "Three years with catalogs" in ran.out


def test_a_row_with_a_posting_of_another_company_is_refused(letter) -> None:
    Path("c.csv").write_text("company,title,posting\nZephyr,Steward,northlight.txt\nNorthlight,,northlight.txt\n")
    ran = letter(ROLE, "--targets", "c.csv", "-q", out="out")
    assert ran.code == 6
    assert "c.csv:2:1: the posting is of `Northlight`, but the letter goes to `Zephyr` (c.csv:2:1)" in ran.err
    assert [path.name for path in Path("out").iterdir()] == [f"northlight-{ROLE}-letter-scaffold.txt"]


def test_another_company_is_not_answered_to_a_posting_at_hand(letter) -> None:
    assert letter("--posting", "northlight.txt", "--yes", "-q", *answers("reason=Lights.")).code == 0
    before = Path("me.yaml").read_text()
    ran = letter("--posting", "northlight.txt", "--yes", "-q", *answers("company=Acme"))
    assert ran.code == 2
    assert "--answer company: the posting is of `Northlight`; leave out `--posting`" in ran.err
    assert Path("me.yaml").read_text() == before


@pytest.mark.parametrize(("reader", "kept"), [("-", "-"), ("Bo Lind", "-"), ("Ada Okafor", "Ada Okafor")])
def test_who_says_that_it_is_another_company_takes_what_is_asked_alone(monkeypatch, reader, kept) -> None:
    import click

    from jdgen.cli import calling
    from jdgen.inputs.calling.calling import read_calling

    typed = iter(["edit", "Data Steward", "Acme", reader, "all", "y"])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))
    read = read_calling("northlight.txt")
    assert (read.company.text, read.requisition.text) == ("Northlight", "NL-7")
    agreed = calling._agreed(read, {})
    assert (agreed.company.text, agreed.requisition) == ("Acme", None)
    assert (agreed.addressee.text if agreed.addressee else "-") == kept
    assert agreed.requirements == read.requirements


def test_what_was_confirmed_of_a_posting_is_not_asked_again(letter) -> None:
    text = NORTHLIGHT.replace("Company: Northlight\n", "").replace("Title: Data Steward\n", "")
    Path("unsure.txt").write_text(text, encoding="utf-8")
    given = ("--posting", "unsure.txt")
    assert letter(*given).code == 2
    ran = letter(*given, "--yes", "-q", "--target", "Data Steward @ Northlight", *answers("reason=L."))
    assert ran.code == 0
    assert "addressee: Bo Lind  # asked by jdgen" in Path("me.yaml").read_text()
    ran = letter(*given)
    assert ran.code == 0
    assert ran.err.startswith("unsure.txt is for Data Steward @ Northlight, as you confirmed before (me.yaml:")
    assert "the Data Steward position" in ran.out
    assert "Dear Bo Lind" in ran.out


def test_what_was_mended_of_a_posting_stays_mended(letter) -> None:
    from datetime import date

    from jdgen.inputs.calling.calling import read_calling
    from jdgen.inputs.candidate.postings import confirmed_before

    kept = "targets:\n  - company: Acme\n    title: Steward\n    addressee: Ada Okafor\n    requirements: [{}]\n"
    read, today = read_calling("northlight.txt"), date(2026, 11, 20)
    for lines, is_kept in (
        ("Three years with catalogs, Clear writing", True), ("Clear writing", False), ("Clear writing, Go", False),
    ):  # fmt: skip
        Path("me.yaml").write_text(PERSON + kept.format(lines), encoding="utf-8")
        found = confirmed_before(read, Path("me.yaml"), today)
        assert (found is not None) is is_kept
        if found:
            said = [found.company, found.title, found.addressee, found.requisition]
            assert [one.text if one else None for one in said] == ["Acme", "Steward", "Ada Okafor", None]
            assert found.requirements == read.requirements
    # Of its own company and title it may be a part.
    own = kept.replace("Acme", "Northlight Inc.").replace("Steward", "data steward").format("Clear writing")
    Path("me.yaml").write_text(PERSON + own, encoding="utf-8")
    found = confirmed_before(read, Path("me.yaml"), today)
    assert [one.text for one in found.requirements] == ["Clear writing"]
    assert (found.requisition.text, found.addressee.text) == ("NL-7", "Ada Okafor")


def test_lines_that_many_postings_have_are_not_those_of_a_confirmed_one(letter) -> None:
    assert letter("--posting", "northlight.txt", "--yes", "-q", *answers("reason=Lights.")).code == 0
    other = NORTHLIGHT.replace("Northlight", "Zephyr").replace("- Clear", "- Calm nights\n- Clear")
    Path("other.txt").write_text(other, encoding="utf-8")
    ran = letter("--posting", "other.txt")
    assert ran.code == 2
    assert "what was read is not confirmed" in ran.err


# --- many letters ---


@pytest.mark.parametrize("key", ["reason=Wings.", "company=Zephyr", "bridge[0].text=x"])
def test_what_belongs_to_one_job_is_not_laid_over_a_table(letter, key) -> None:
    Path("c.csv").write_text("company,title\nAcme,Clerk\n")
    ran = letter("--targets", "c.csv", "--set", f"candidate.target.{key}", out="out")
    assert ran.code == 2
    assert "`--targets` says what belongs to each job; leave out `--set candidate.target…`" in ran.err
    assert not Path("out").exists()


def test_a_story_fills_the_cells_that_name_none(letter) -> None:
    more = "  - id: docks\n    problem: The docks were closed on Mondays.\n"
    Path("me.yaml").write_text(PERSON + more, encoding="utf-8")
    Path("c.csv").write_text("company,title,story\nAcme,Clerk,\nZephyr,Clerk,vans\n")
    assert letter("--targets", "c.csv", "--story", "docks", "-q", out="out").code == 0
    made = {path.name[:4]: path.read_text() for path in Path("out").iterdir()}
    assert {name: "Mondays" in text for name, text in made.items()} == {"acme": True, "zeph": False}
    ran = letter("--targets", "c.csv", "--story", "dokcs", "-q", out="out")
    assert ran.code == 2
    assert "--story: there is no story `dokcs`; did you mean `docks`?" in ran.err


def test_a_letter_is_named_by_the_title_it_names(letter) -> None:
    Path("c.csv").write_text('company,title\n"Fenwick & Daughters",Lead Engineer\nZephyr,Senior Software Engineer\n')
    assert letter(ROLE, "--targets", "c.csv", "-q", out="out").code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "fenwick-daughters-lead-engineer-letter-scaffold.txt", f"zephyr-{ROLE}-letter-scaffold.txt",
    ]  # fmt: skip


def test_answers_to_a_role_say_that_a_row_needs_one(letter) -> None:
    bridge = "bridge:\n  - requirement: r-language\n    text: I wrote it in Go.\n"
    Path("me.yaml").write_text(PERSON + bridge, encoding="utf-8")
    Path("c.csv").write_text("company,title,reason\nAcme,Clerk,Your maps.\n")
    ran = letter("--targets", "c.csv", "--mode", "final", out="out")
    assert ran.code == 6
    assert "your answers in `bridge` are for requirements of a role: name ROLE, or give the row a `posting`" in ran.err


# --- what is open, and what is stale ---


def test_an_open_bridge_says_where_it_belongs(letter) -> None:
    kept = "targets:\n  - {company: Acme, title: Clerk}\n  - {company: Zephyr, title: Pilot, requirements: [Flies]}\n"
    Path("me.yaml").write_text(PERSON + kept, encoding="utf-8")
    lines = letter("--target", "Zephyr", "--mode", "final").err.splitlines()
    (said,) = [line for line in lines if "the letter's bridge is open" in line]
    assert said.startswith("me.yaml:10:")
    assert "write `bridge` there" in said
    lines = letter(ROLE, "--target", "Clerk @ Acme", "--mode", "final").err.splitlines()
    (said,) = [line for line in lines if "the letter's bridge is open" in line]
    assert said.startswith("me.yaml: ")
    assert "write `bridge`" in said


def test_a_stale_story_of_another_job_stops_no_letter(letter) -> None:
    kept = "targets:\n  - {company: Acme, title: Clerk, story: lost}\n  - {company: Zephyr, title: Pilot}\n"
    Path("me.yaml").write_text(PERSON + kept, encoding="utf-8")
    said = "there is no story `lost`; the stories are `vans`"
    ran = letter("--target", "Zephyr")
    assert ran.code == 0
    assert f"me.yaml:9:42: note: {said}" in ran.err
    ran = letter("--target", "Acme")
    assert ran.code == 2
    assert f"me.yaml:9:42: {said}" in ran.err


# --- the file of answers beside a resume ---


@pytest.mark.skipif(os.name == "nt", reason="permissions are told otherwise here")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_answers_are_as_private_as_the_resume(letter, mode) -> None:
    path = Path("r.json")
    path.write_text('{"basics": {"name": "Ada"}, "work": []}')
    path.chmod(mode)
    assert letter(*answers("company=Acme", "job=Clerk"), candidate="r.json").code == 0
    assert stat.S_IMODE(Path("r.letter.yaml").stat().st_mode) == mode | 0o600


@pytest.mark.parametrize("given", ["r.json", "r.letter.yaml"])
def test_a_file_of_answers_that_only_names_its_resume_goes(letter, given) -> None:
    Path("r.json").write_text('{"basics": {"name": "Ada"}, "work": []}')
    assert letter(*answers("company=Acme", "job=Clerk"), candidate="r.json").code == 0
    assert letter("--forget", "--yes", candidate=given).code == 0
    assert not Path("r.letter.yaml").exists()


def test_a_file_that_somebody_wrote_into_stays(letter) -> None:
    Path("r.json").write_text('{"basics": {"name": "Ada"}, "work": []}')
    assert letter(*answers("company=Acme", "job=Clerk"), candidate="r.json").code == 0
    Path("r.letter.yaml").write_text(Path("r.letter.yaml").read_text() + "# mine\n")
    assert letter("--forget", "--yes", candidate="r.letter.yaml").code == 0
    assert Path("r.letter.yaml").read_text().endswith("resume: r.json\n# mine\n")
