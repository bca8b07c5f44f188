"""What is found in a letter is told while it is made, and a final one with a grave mistake is not made at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Ran
from jdgen.documents.letter_reading import letter_reading
from jdgen.documents.tree import Paragraph, Run, Section
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from jdgen.render.pdf import pages_in
from library_copy import FILES, REASON, sound
from making import EXAMPLE, LINDQVIST, ROLE, document, material, rendered
from poppler import pdf_sizes

Jdgen = Callable[..., Ran]
CANDIDATE = FILES["candidate"]
CARDS = "I drew a plan of both kilns"
LONG = " ".join(f"In week {number} we moved shelf {number} and counted what had cracked on it." for number in range(60))


def given(folder: Path, candidate: str) -> list[object]:
    """Write the small library with a candidate; return the options of a command that reads it."""
    profiles = sound(folder, {"candidate": candidate})
    return ["potter", "--profiles", profiles, *(f"--{name}={folder / name}.yaml" for name in FILES)]


def letter(jdgen: Jdgen, folder: Path, candidate: str, mode: str, *options: object) -> Ran:
    return jdgen("letter", *given(folder, candidate), "--mode", mode, "-o", folder / "out", *options)


@pytest.mark.parametrize("formats", ["docx", "pdf", "txt,md,html"])
@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_the_letter_of_the_example_has_no_finding(formats: str, locale: str, jdgen: Jdgen, tmp_path: Path) -> None:
    files = EXAMPLE["riverbend"].files
    ran = jdgen("letter", ROLE, *files, "--mode", "final", "--locale", locale, "-f", formats, "-o", tmp_path)
    assert (ran.code, ran.err) == (0, "")


def test_the_check_of_the_example_finds_nothing_in_its_letter(jdgen: Jdgen) -> None:
    ran = jdgen("check", ROLE, *EXAMPLE["riverbend"].files, "--group", "letter", "--strict")
    assert (ran.code, ran.err) == (0, "1 role: no findings\n")


def test_a_final_letter_is_refused_with_all_that_is_grave(jdgen: Jdgen, tmp_path: Path) -> None:
    close = "I would like to show you the cards and two of the pots on a Monday, when the barn is closed."
    wrong = CANDIDATE.replace(CARDS, "At [Company] I drew a plan of both kilns").replace(
        close, "I would love to join Clay Barn soon, and to talk before [date]."
    )
    ran = letter(jdgen, tmp_path, wrong, "final", "-f", "docx,pdf")
    lines = ran.err.splitlines()
    home = (tmp_path / "candidate.yaml").as_posix()
    assert ran.code == 2
    assert [line.partition("; ")[0].removeprefix(home) for line in lines[:-1]] == [
        ":11:13: “[Company]” was never filled in",
        ":23:8: “[date]” was never filled in",
        ":23:8: “Clay Barn” stands here",
    ]
    assert lines[-1].endswith("nothing was written")
    assert not (tmp_path / "out").exists()


def test_a_draft_with_the_same_is_made_and_told(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace(CARDS, "At [Company] I drew a plan of both kilns")
    ran = letter(jdgen, tmp_path, wrong, "draft", "-f", "txt")
    assert ran.code == 0
    assert "“[Company]” was never filled in" in ran.err
    assert "[Company]" in ran.paths[0].read_text(encoding="utf-8")


def test_a_scaffold_is_made_without_a_word_on_its_words(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace(CARDS, "At [Company] I drew a plan of both kilns")
    ran = letter(jdgen, tmp_path, wrong, "scaffold", "-f", "txt")
    assert (ran.code, ran.err) == (0, "")


def test_a_comment_lets_a_final_letter_pass(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace("    action: >-\n", "    action: >-  # jdgen: ignore[letter.placeholder]\n").replace(
        CARDS, "At [Company] I drew a plan of both kilns"
    )
    ran = letter(jdgen, tmp_path, wrong, "final", "-f", "txt")
    assert (ran.code, ran.err) == (0, "")


def test_the_other_findings_are_told_and_refuse_nothing(jdgen: Jdgen, tmp_path: Path) -> None:
    weak = CANDIDATE.replace(REASON, "target: {reason: I am passionate about pots.}\n")
    ran = letter(jdgen, tmp_path, weak, "final", "-f", "txt")
    assert ran.code == 0
    for rule in ("company.generic", "letter.cliche", "slot.length"):
        assert ran.err.count(f"[{rule}]") == 1, ran.err


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_final_letter_of_two_pages_is_refused_where_the_pages_are_counted(
    paper: str, jdgen: Jdgen, tmp_path: Path
) -> None:
    long = CANDIDATE.replace(CARDS, f"{LONG} {CARDS}")
    ran = letter(jdgen, tmp_path, long, "final", "-f", "txt,pdf", "--paper", paper)
    assert ran.code == 2
    assert "the letter takes 2 pages" in ran.err
    assert not (tmp_path / "out").exists()


def test_for_word_alone_the_pages_are_estimated_and_told(jdgen: Jdgen, tmp_path: Path) -> None:
    long = CANDIDATE.replace(CARDS, f"{LONG} {CARDS}")
    ran = letter(jdgen, tmp_path, long, "final", "-f", "docx")
    assert ran.code == 0
    assert "the letter takes 2 pages, with" in ran.err
    assert "as estimated" in ran.err
    text = jdgen("letter", *given(tmp_path / "text", long), "--mode", "final", "-f", "txt", "-o", "-")
    assert (text.code, "[letter.pages]" in text.err) == (0, False)


def test_a_draft_of_two_pages_is_made(jdgen: Jdgen, tmp_path: Path) -> None:
    long = CANDIDATE.replace(CARDS, f"{LONG} {CARDS}")
    ran = letter(jdgen, tmp_path, long, "draft", "-f", "pdf")
    assert ran.code == 0
    assert ran.err.count("[letter.pages]") == 1
    (path,) = ran.paths
    assert pages_in(path.read_bytes()) == len(pdf_sizes(path)) == 2


def test_pages_are_counted_in_a_file_of_many(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    section = Section("long", (Run("Long"),), tuple(Paragraph((Run(LONG),)) for _ in range(6)))
    path.write_bytes(rendered(replace(document("posting"), sections=(section,)), "pdf", PageOptions()))
    assert pages_in(path.read_bytes()) == len(pdf_sizes(path)) > 2


def found(jdgen: Jdgen, folder: Path, candidate: str) -> dict[str, str]:
    """Return the rules of letters that a check of the role finds, with the places of their findings."""
    ran = jdgen("check", *given(folder, candidate), "--group", "letter", "--json")
    return {one["rule"]: f"{Path(one['file']).name}:{one['line'] or 0}" for one in json.loads(ran.out)["findings"]}


def test_the_check_of_a_role_looks_at_the_letter_too(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace(CARDS, "At [Company] I drew a plan of both kilns")
    assert found(jdgen, tmp_path, wrong) == {"letter.placeholder": "candidate.yaml:11"}


def test_what_is_not_written_yet_is_no_finding(jdgen: Jdgen, tmp_path: Path) -> None:
    assert found(jdgen, tmp_path, "name: Kim Vos\nyears: 6\n") == {"slot.unfilled": "candidate.yaml:0"}


def test_questions_are_no_words_of_a_letter() -> None:
    reading = letter_reading(compose("letter", material(LINDQVIST)))
    assert reading.open == {"problem", "action", "result", "bridge", "company"}
    assert [passage.text for passage in reading.body if "[" in passage.text] == []
    assert "page is for you" not in " ".join(portion.passage.text for portion in reading.portions)


def test_the_present_employer_is_no_target(jdgen: Jdgen, tmp_path: Path) -> None:
    own = CANDIDATE.replace("company: Clay Barn", "company: Bowl & Son")
    ran = letter(jdgen, tmp_path, own, "final", "-f", "txt")
    assert (ran.code, "which is your present employer" in ran.err) == (2, True)
    inside = own.replace("target: {", "target: {internal: true, ")
    again = jdgen("letter", *given(tmp_path / "again", inside), "--mode", "final", "-f", "txt", "-o", "-")
    assert (again.code, again.err) == (0, "")


def test_what_is_open_wrong_and_too_long_is_said_at_once(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace(CARDS, "At [Company] I drew a plan of both kilns").replace(REASON, "")
    ran = letter(jdgen, tmp_path, wrong, "final", "-f", "txt", "--max-chars", 300)
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert [said for said in ("the letter's company is open", "“[Company]” was never", "300; its longest parts")
            if sum(said in line for line in lines) != 1] == []  # fmt: skip
    assert lines[-1].startswith("error: 3 problems")
    assert not (tmp_path / "out").exists()


def test_two_pages_are_said_together_with_the_words(jdgen: Jdgen, tmp_path: Path) -> None:
    wrong = CANDIDATE.replace(CARDS, f"At [Company] {LONG} {CARDS}")
    ran = letter(jdgen, tmp_path, wrong, "final", "-f", "pdf,txt", "--max-chars", 300)
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert [said for said in ("the letter takes 2 pages", "“[Company]” was never", "300; its longest parts")
            if sum(said in line for line in lines) != 1] == []  # fmt: skip
    assert lines[-1].startswith("error: 3 problems")


def kit(jdgen: Jdgen, folder: Path, candidate: str, *options: object) -> Ran:
    return jdgen("kit", *given(folder, candidate), "-o", folder / "out", *options)


def names(ran: Ran) -> list[str]:
    return [path.stem.partition("-p-1-")[2] for path in ran.paths]


def test_a_kit_has_a_letter_that_is_ready_where_it_may_be_sent(jdgen: Jdgen, tmp_path: Path) -> None:
    ran = kit(jdgen, tmp_path, CANDIDATE, "-f", "txt")
    assert (ran.code, names(ran)) == (0, ["posting", "rubric", "letter"])
    assert "stays a scaffold" not in ran.err


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (CANDIDATE.replace(CARDS, "At [Company] I drew a plan"), "“[Company]” was never filled in"),
        (CANDIDATE.replace(CARDS, f"{LONG} {CARDS}"), "the letter takes 2 pages"),
    ],
    ids=["a gap", "two pages"],
)  # fmt: skip
def test_a_kit_is_made_whatever_keeps_its_letter_from_being_sent(
    wrong: str, said: str, jdgen: Jdgen, tmp_path: Path
) -> None:
    ran = kit(jdgen, tmp_path, wrong, "-f", "pdf")
    assert (ran.code, names(ran)) == (0, ["posting", "rubric", "letter-scaffold"])
    assert ran.err.count("note: the letter may not be sent as it is, and stays a scaffold") == 1
    assert "`jdgen letter --mode final`" in ran.err
    assert ran.err.count(said) == 1


def test_the_letter_of_a_draft_kit_is_a_scaffold(jdgen: Jdgen, tmp_path: Path) -> None:
    ran = kit(jdgen, tmp_path, CANDIDATE, "-f", "txt", "--draft")
    assert (ran.code, names(ran)[-1]) == (0, "letter-scaffold")
