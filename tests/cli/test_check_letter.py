"""`jdgen check --letter`: finished letters of every format, in every form of output, and comments in the own file."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from conftest import EXAMPLES, ROOT, Ran
from jdgen.checks.rules import every

LETTERS = ROOT / "tests/inputs/letters"
GAPS = LETTERS / "gaps.md"
COMPANY = EXAMPLES / "companies/riverbend.yaml"
CANDIDATE = EXAMPLES / "candidates/dana-reyes.yaml"
OPENING = EXAMPLES / "openings/riverbend-eng-214.yaml"
Jdgen = Callable[..., Ran]


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """Return a letter in Word with a gap and a styled name, as somebody sent it."""
    made = docx.Document()
    made.add_paragraph().add_run("Eva Stein").bold = True
    for text in ("Dear Ms. Roth,", "I would like to fit boilers for [Company].", "I fitted 40 boilers.", "Thank you."):
        made.add_paragraph(text)
    made.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def test_findings_stand_in_the_letter_and_beside_them_what_was_not_looked_at(jdgen: Jdgen) -> None:
    ran = jdgen("check", "--letter", GAPS)
    assert ran.code == 1
    assert f"{GAPS}:9:55: error: “[Company]” was never filled in [letter.placeholder]" in ran.out.replace("\\", "/")
    first, *notes = ran.err.splitlines()
    assert first.startswith("1 letter, 41 words: ")
    assert [note.count(" (add ") for note in notes] == [3]
    assert notes[0].startswith("note: not checked: the company (add `--company` or `--target COMPANY`)")


def test_a_reason_and_a_mend_are_said_once_in_each_file(jdgen: Jdgen) -> None:
    ran = jdgen("check", "--letter", GAPS, "--letter", LETTERS / "bullets.md")
    why = every()["letter.placeholder"].why
    assert (ran.out.count("[letter.placeholder]") > 5, ran.out.count(f"    why:  {why}\n")) == (True, 1)
    assert ran.out.count("    mend: write what belongs there") == 1
    both = every()["letter.length"].why
    assert ran.out.count("[letter.length]") == ran.out.count(both) == 2


def test_the_rules_of_letters_alone_are_listed(jdgen: Jdgen) -> None:
    ran = jdgen("check", "--rules", "--group", "letter")
    listed = [line.split()[2] for line in ran.out.splitlines()]
    assert set(listed) == {"letter"}
    assert len(listed) == sum(rule.group == "letter" for rule in every().values())


def test_a_letter_may_be_held_against_a_company_by_its_name(jdgen: Jdgen, tmp_path: Path) -> None:
    text = "Dear Ms. Roth,\n\nI would like to work at Tern Airlines, which I know well.\n\nSincerely,\nEva Stein\n"
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    ran = jdgen("check", "--letter", tmp_path / "letter.txt", "--target", "Boreal")
    assert ran.code == 1
    assert "the letter goes to Boreal [letter.company]" in ran.out
    assert "not checked: what the job" in ran.err
    ran = jdgen("check", "--letter", tmp_path / "letter.txt", "--target", "Fitter @")
    assert (ran.code, "expected TITLE @ COMPANY" in ran.err) == (2, True)
    ran = jdgen("check", "senior-software-engineer", "--target", "Boreal")
    assert (ran.code, "name one with `--letter`" in ran.err) == (2, True)


def test_a_letter_of_ours_has_no_error(jdgen: Jdgen, tmp_path: Path) -> None:
    made = ("senior-software-engineer", "--candidate", CANDIDATE, "--company", COMPANY, "--opening", OPENING)
    assert jdgen("letter", *made, "--mode", "final", "-f", "docx,html,md,txt", "-o", tmp_path).code == 0
    files = sorted(tmp_path.glob("*-letter.*"))
    assert len(files) == 4
    for file in files:
        ran = jdgen("check", "--letter", file, *made)
        assert (ran.code, "error" in ran.out) == (0, False), ran.out


def test_json_holds_the_parts_and_what_was_not_checked(jdgen: Jdgen) -> None:
    said = json.loads(jdgen("check", "--letter", GAPS, "--letter", LETTERS / "bullets.md", "--json").out)
    assert [Path(one["file"]).name for one in said["letters"]] == ["gaps.md", "bullets.md"]
    assert said["letters"][0]["parts"][2] == {"part": "greeting", "words": 3, "line": 7, "unit": "line"}
    assert said["letters"][0]["pages"] is None
    assert len(said["not_checked"]) == 3
    assert "measures" not in said


@pytest.mark.parametrize(("option", "sign"), [("--sarif", '"letter.placeholder"'), ("--github", "::error file=")])
def test_programs_are_told_too(jdgen: Jdgen, option: str, sign: str) -> None:
    ran = jdgen("check", "--letter", GAPS, option)
    assert (ran.code, sign in ran.out) == (1, True)


def test_strict_ignore_and_group_count(jdgen: Jdgen) -> None:
    quiet = ("--ignore", "letter.placeholder")
    assert jdgen("check", "--letter", GAPS, *quiet).code == 0
    assert jdgen("check", "--letter", GAPS, *quiet, "--strict").code == 1
    assert jdgen("check", "--letter", GAPS, "--group", "letter", "-q").code == 1


def test_standard_input_is_a_letter_or_a_posting(jdgen: Jdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: False))

    piped(GAPS.read_bytes())
    assert "standard input:9:55: error: “[Company]”" in jdgen("check", "--letter", "-").out
    piped(b"Boiler Fitter\n\nRequirements\n\n- Fits boilers of any age\n- Holds a gas license\n- Drives a van\n")
    ran = jdgen("check", "--letter", GAPS, "--posting", "-")
    assert "[requirement.unlinked]" in ran.out
    assert "what the job asks for" not in ran.err


def test_comments_are_set_into_the_own_word_file(jdgen: Jdgen, word: Path, tmp_path: Path) -> None:
    out = tmp_path / "reviewed.docx"
    ran = jdgen("check", "--letter", word, "--annotate", out)
    assert ran.code == 1
    assert "wrote" in ran.err
    with zipfile.ZipFile(out) as archive:
        comments = archive.read("word/comments.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert "“[Company]” was never filled in" in comments
    assert body.index("commentRangeStart") < body.index("[Company]")
    before, after = docx.Document(str(word)), docx.Document(str(out))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert after.paragraphs[0].runs[0].bold


@pytest.mark.parametrize("name", ["gaps.md", "page.html", "email.txt", "bullets.md", "french.txt"])
def test_a_letter_in_another_format_is_written_in_word(jdgen: Jdgen, name: str, tmp_path: Path) -> None:
    out = tmp_path / "reviewed.docx"
    jdgen("check", "--letter", LETTERS / name, "--annotate", out)
    texts = [paragraph.text.split() for paragraph in docx.Document(str(out)).paragraphs]
    data = json.loads(jdgen("check", "--letter", LETTERS / name, "--json").out)
    assert sum(map(len, texts)) == sum(part["words"] for part in data["letters"][0]["parts"])
    with zipfile.ZipFile(out) as archive:
        assert archive.read("word/comments.xml").count(b"<w:comment ") >= 1


def test_a_comment_stands_at_the_paragraph_that_it_is_about(jdgen: Jdgen, tmp_path: Path) -> None:
    out = tmp_path / "reviewed.docx"
    jdgen("check", "--letter", GAPS, "--annotate", out)
    with zipfile.ZipFile(out) as archive:
        body = archive.read("word/document.xml").decode()
    marked = [part for part in body.split("</w:p>") if "commentRangeStart" in part and "[reason]" in part]
    assert len(marked) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--text", "a.txt"], "`--letter` and `--text` do not go together; check them one after the other"),
        (["--hires-in", "Colorado"], "`--letter` and `--hires-in` do not go together; laws are for postings"),
        (["--employees", "9"], "`--letter` and `--employees` do not go together; laws are for postings"),
        (["--measures"], "`--letter` and `--measures` do not go together; it counts in postings"),
        (["a", "b"], "a letter is held against one ROLE; check the letters of each role by themselves"),
        (["--posting", "p.txt", "--opening", "o.yaml"], "`--posting` and `--opening` both name the job"),
        (["--letter", "-", "--posting", "-"], "`--letter -` and `--posting -` both read standard input"),
        (["--group", "law"], "`--group law` finds nothing in letters; write `--group letter`, or leave it out"),
        (["--annotate", str(GAPS)], "`--annotate` writes a copy beside the letter that is checked"),
        (["--letter", "b.txt", "--annotate", "c.docx"], "`--annotate` writes one letter; name one `--letter`"),
        (["--annotate", "c.txt"], "`c.txt` is to be a Word file; end its name in .docx"),
        (["--json", "--sarif"], "`--json` and `--sarif` do not go together; choose one"),
    ],
    ids=range(12),
)
def test_what_makes_no_sense_is_refused(jdgen: Jdgen, options: list[str], message: str) -> None:
    ran = jdgen("check", "--letter", GAPS, *options)
    assert (ran.code, ran.out) == (2, "")
    assert message in " ".join(ran.err.split())


def test_a_posting_goes_with_a_letter_alone(jdgen: Jdgen) -> None:
    ran = jdgen("check", "senior-software-engineer", "--posting", "p.txt")
    assert ran.code == 2
    assert "name one with `--letter`" in ran.err
    ran = jdgen("check", "--text", GAPS, "--candidate", "me.yaml")
    assert "`--candidate` and `--text` do not go together" in ran.err


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.4", b"PK\x03\x04", b"x" * 5_000_001], ids=range(5))
def test_hostile_bytes_are_one_sentence(jdgen: Jdgen, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(data)
    ran = jdgen("check", "--letter", tmp_path / "letter.txt")
    assert ran.code == 1
    assert ran.out.count("error:") == 1
    assert "[input]" in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_a_bomb_is_not_unpacked(jdgen: Jdgen, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    ran = jdgen("check", "--letter", path)
    assert ran.code == 1
    assert "unpacks to 30,000,000 bytes" in ran.out


def test_a_file_that_is_not_there_is_named(jdgen: Jdgen, tmp_path: Path) -> None:
    ran: Any = jdgen("check", "--letter", tmp_path / "none.docx", "--annotate", tmp_path / "a.docx")
    assert ran.code == 1
    assert "none.docx" in ran.out
    assert "there is no letter to annotate" in ran.err
