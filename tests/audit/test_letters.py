"""Finished letters are held against what is named, against nothing that is not, and it is said what that left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from conftest import EXAMPLES, ROOT
from jdgen.audit.letters import Letters, audit_letters
from jdgen.audit.report import Report
from jdgen.audit.roles import Examination
from jdgen.errors import Place
from jdgen.inputs.calling.calling import Calling
from jdgen.inputs.gather import Sources
from jdgen.inputs.source import Scalar

LETTERS = ROOT / "tests/inputs/letters"
CANDIDATE = """\
name: Mara Lind
skills: [timetables, Python]
current: {company: Lakeside Transit, title: Planner}
work:
  - company: Lakeside Transit
    title: Planner
    highlights: [Rode each line with a stopwatch and redrew nine of them.]
target: {company: Tern Airlines, title: Dispatcher}
"""
LETTER = """\
Dear Ms. Calder,

I am applying for the Operations Planner position at Tern Airlines. I plan bus routes at Lakeside Transit.

Last winter our drivers were late on 14 percent of their trips. I redrew nine lines, and now it is 4 percent.

I am drawn to Northshore because you print the delay of each boat on your own board.

I would welcome the chance to talk.

Sincerely,
Mara Lind
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Return a letter to the wrong company, its candidate, and the company that it should go to."""
    texts = {"letter.txt": LETTER, "me.yaml": CANDIDATE, "company.yaml": "name: Northshore Ferries\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name.partition(".")[0]: tmp_path / name for name in texts}


def audited(*paths: Path, roles: tuple[str, ...] = (), posting: str | None = None, **sources: Path | str) -> Report:
    letters = Letters(tuple(map(str, paths)), posting=posting)
    return audit_letters(letters, Examination(roles, Sources(**sources), date(2026, 11, 20)))


def rules(report: Report) -> list[str]:
    return sorted(finding.rule.id for finding in report.findings)


def said(report: Report, rule: str) -> list[str]:
    return [finding.problem.message for finding in report.findings if finding.rule.id == rule]


def test_a_letter_alone_is_told_what_was_not_looked_at(files: dict[str, Path]) -> None:
    report = audited(files["letter"])
    assert report.letters == 1
    assert [note.partition(" (")[0] for note in report.notes] == [
        "the company", "what the job asks for", "what is from the resume",
    ]  # fmt: skip
    assert {"letter.company", "resume.echo", "requirement.unlinked"}.isdisjoint(rules(report))


def test_the_company_that_the_candidate_writes_to_elsewhere_is_the_wrong_one(files: dict[str, Path]) -> None:
    known = {"company": files["company"], "candidate": files["me"]}
    report = audited(files["letter"], **known)
    assert "“Tern Airlines” stands here; the letter goes to Northshore Ferries" in said(report, "letter.company")
    assert "input" not in rules(report)
    files["letter"].write_text(LETTER.replace("at Tern Airlines", "of yours"), encoding="utf-8")
    assert "Tern" not in " ".join(said(audited(files["letter"], **known), "letter.company"))
    praised = LETTER.replace("at Tern Airlines", "of yours").replace("I would", "Tern Airlines has fine boats. I would")
    files["letter"].write_text(praised, encoding="utf-8")
    assert "“Tern Airlines” stands here" in " ".join(said(audited(files["letter"], **known), "letter.company"))
    places = {finding.problem.place.line for finding in report.findings if finding.problem.place}
    assert 3 in places


def test_the_company_of_the_candidate_counts_where_no_other_is_named(files: dict[str, Path]) -> None:
    report = audited(files["letter"], candidate=files["me"])
    assert "stands here" not in " ".join(said(report, "letter.company"))
    assert not any(note.startswith("the company") for note in report.notes)


def test_a_posting_brings_the_job(files: dict[str, Path], tmp_path: Path) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text(
        "Operations Planner\n\nNorthshore Ferries\n\nRequirements\n\n- Plans the trips of a fleet of boats\n"
        "- Reads a table of tides\n- Has led a crew of ten\n",
        encoding="utf-8",
    )
    report = audited(files["letter"], company=files["company"], candidate=files["me"], posting=str(posting))
    assert report.notes == ()
    assert said(report, "requirement.unlinked") != []


def test_a_role_brings_the_job(files: dict[str, Path]) -> None:
    report = audited(files["letter"], roles=("senior-software-engineer",))
    assert not any("what the job asks for" in note for note in report.notes)
    assert said(report, "requirement.unlinked") != []


def test_a_letter_that_repeats_the_resume_is_told(files: dict[str, Path]) -> None:
    text = LETTER.replace("I redrew nine lines", "I rode each line with a stopwatch and redrew nine of them")
    files["letter"].write_text(text, encoding="utf-8")
    assert "resume.echo" in rules(audited(files["letter"], candidate=files["me"]))


def test_a_file_that_cannot_be_used_stops_no_other_look(files: dict[str, Path]) -> None:
    files["me"].write_text("nmae: Mara\n", encoding="utf-8")
    report = audited(files["letter"], company=files["company"], candidate=files["me"])
    assert "input" in rules(report)
    assert "the letter goes to Northshore Ferries" in " ".join(said(report, "letter.company"))
    assert report.notes == ("what a file says that could not be used",)


def test_a_letter_that_cannot_be_read_leaves_the_others(files: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04")
    report = audited(broken, files["letter"], files["letter"])
    assert (report.letters, len(report.seen)) == (2, 1)
    assert said(report, "input") == ["is a damaged Word file"]


def test_a_letter_in_another_language_is_not_divided() -> None:
    report = audited(LETTERS / "french.txt", company=EXAMPLES / "companies/riverbend.yaml")
    (seen,) = report.seen
    assert seen.letter is not None
    assert {portion.slot for portion in seen.letter.portions} == {""}
    assert rules(report).count("text.language") == 1
    assert {"cliche", "letter.openings", "company.generic"}.isdisjoint(rules(report))


@pytest.mark.parametrize("name", ["seed-shape.txt", "gaps.md"])
def test_gaps_that_nobody_filled_are_found_where_they_stand(name: str) -> None:
    report = audited(LETTERS / name)
    rows = (LETTERS / name).read_text(encoding="utf-8").split("\n")
    found = [f.problem for f in report.findings if f.rule.id == "letter.placeholder"]
    assert {p.place.line for p in found if p.place} == {line for line, row in enumerate(rows, 1) if "[" in row}
    for problem in found:
        assert problem.place is not None
        assert rows[problem.place.line - 1][problem.place.column - 1] == "["


def test_a_reason_in_the_first_sentence_is_one(files: dict[str, Path]) -> None:
    reason = "I am drawn to Northshore because you print the delay of each boat on your own board."
    bare = LETTER.replace(f"{reason}\n\n", "")
    files["letter"].write_text(bare, encoding="utf-8")
    assert "no paragraph was recognized that says why this company" in said(audited(files["letter"]), "company.generic")
    reasoned = bare.replace("at Tern Airlines.", "because I am drawn to the delays that you print on your own board.")
    files["letter"].write_text(reasoned, encoding="utf-8")
    assert said(audited(files["letter"]), "company.generic") == []


LINE = "Each week I rode two of the lines and wrote down where the boats were late and by how much. "


def of_words(folder: Path, suffix: str, times: int) -> Path:
    """Write a letter whose story has a sentence of 20 words so many times, and return its path."""
    paragraphs = [LINE * 5] * (times // 5)
    text = LETTER.replace("I redrew nine lines", "\n\n".join([*paragraphs, "I redrew nine lines"]))
    path = folder / f"long.{suffix}"
    if suffix == "docx":
        made = docx.Document()
        for part in text.split("\n\n"):
            made.add_paragraph(part)
        made.save(str(path))
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["txt", "md", "docx"])
def test_a_letter_clearly_over_a_page_is_told_as_estimated(
    suffix: str, files: dict[str, Path], tmp_path: Path
) -> None:
    assert said(audited(of_words(tmp_path, suffix, 15)), "letter.pages") == []
    found = said(audited(of_words(tmp_path, suffix, 45)), "letter.pages")
    assert [one.partition(",")[0] for one in found] == ["the letter takes 2 pages"]
    assert found[0].endswith(", as estimated")


def test_a_company_alone_may_be_the_target(files: dict[str, Path]) -> None:
    report = audited(files["letter"], target="Northshore Ferries")
    assert "“Tern Airlines” stands here; the letter goes to Northshore Ferries" in said(report, "letter.company")
    assert [note.partition(" (")[0] for note in report.notes] == ["what the job asks for", "what is from the resume"]
    whole = audited(files["letter"], target="Planner @ Northshore Ferries")
    assert said(whole, "letter.company") == said(report, "letter.company")


def test_what_a_posting_may_mean_is_named_where_its_company_is_not_sure(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place("posting.txt", 1, 1)
    unsure = Calling("posting.txt", companies=(Scalar("Clay Barn", place), Scalar("Boreal", place)))
    monkeypatch.setattr("jdgen.audit.letters.read_calling", lambda path, typed: unsure)
    report = audited(files["letter"], posting="posting.txt")
    assert report.notes[0].startswith("the company (add `--company` or `--target COMPANY`")
    assert "perhaps `Clay Barn` or `Boreal`" in report.notes[0]
