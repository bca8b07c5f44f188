"""`jdgen letter --targets`: one letter for each company, and a bad row stops no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import EXAMPLES

ROLE = "senior-software-engineer"
REASON = "Your report on the outage of last May names the person who found it and thanks her for saying so early."


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    text = (EXAMPLES / "candidates/dana-reyes.yaml").read_text(encoding="utf-8")
    (tmp_path / "me.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(*lines: str, head: str = "company,title,reason,contact") -> None:
    Path("c.csv").write_text("\n".join((head, *lines, "")), encoding="utf-8")


def letters(folder: str = "out") -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*"))}


def test_one_letter_for_each_row(jdgen):
    rows(f"Northwind,Lead Engineer,{REASON},Bo Lind", f"Zephyr,,{REASON.replace('outage', 'flood')},")
    ran = jdgen("letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out", "-q")
    assert (ran.code, ran.err) == (0, "")
    made = letters()
    names = ["northwind-lead-engineer-letter-scaffold.txt", f"zephyr-{ROLE}-letter-scaffold.txt"]
    assert list(made) == names
    assert ran.out.splitlines() == [f"out/{name}" for name in names]
    northwind, zephyr = made.values()
    assert "Dear Bo Lind,\n" in northwind
    assert "the Lead Engineer position at Northwind." in northwind
    assert "the Senior Software Engineer position at Zephyr." in zephyr
    assert ("outage" in northwind, "flood" in northwind) == (True, False)
    assert ("outage" in zephyr, "flood" in zephyr) == (False, True)


def test_nothing_of_another_company_in_the_file_reaches_a_row(jdgen):
    rows("Northwind,Lead,,")
    ran = jdgen("letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out", "-q")
    assert ran.code == 0
    (text,) = letters().values()
    assert "Riverbend" not in text
    assert "meetup" not in text
    assert "What about Northwind could you not say of its rival" in text


def test_a_bad_row_is_told_with_its_line_and_the_others_are_written(jdgen):
    rows(f"Northwind,Lead,{REASON},", ",Lead,x,", "Zephyr,Lead,,", head="company,title,reason,contact")
    ran = jdgen(
        "letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out", "--mode", "final"
    )
    assert ran.code == 6
    assert list(letters()) == ["northwind-lead-letter.txt"]
    said = [line for line in ran.err.splitlines() if line.startswith("c.csv:")]
    assert said[0] == "c.csv:3:1: the row names no company"
    assert said[1].startswith("c.csv:4:1: the letter's company is open: ")
    assert ran.err.splitlines()[-1] == "2 of 3 letters were not written"


def test_a_draft_marks_what_a_bad_row_lacks(jdgen):
    rows(",Lead,x,", "Zephyr,,,")
    ran = jdgen(
        "letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out", "--mode", "final",
        "--draft",
    )  # fmt: skip
    assert ran.code == 0
    made = letters()
    assert list(made) == ["lead-letter-draft.txt", f"zephyr-{ROLE}-letter-draft.txt"]
    assert "[the company you are writing to]" in made["lead-letter-draft.txt"]
    assert "[Company: 30 to 60 words]" in made[f"zephyr-{ROLE}-letter-draft.txt"]


def test_two_rows_for_one_job_are_two_files(jdgen):
    rows(f"Northwind,Lead,{REASON},Ada Okafor", f"northwind,Lead,{REASON},Bo Lind")
    ran = jdgen("letter", "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out", "-q")
    assert ran.code == 0
    made = letters()
    assert list(made) == ["northwind-lead-letter-scaffold-2.txt", "northwind-lead-letter-scaffold.txt"]
    assert "Bo Lind" in made["northwind-lead-letter-scaffold-2.txt"]
    assert "Ada Okafor" in made["northwind-lead-letter-scaffold.txt"]


def test_a_file_in_the_way_is_kept_and_told_and_the_others_are_written(jdgen):
    rows(f"Northwind,Lead,{REASON},", f"Zephyr,Lead,{REASON},")
    Path("out").mkdir()
    kept = Path("out/northwind-lead-letter-scaffold.txt")
    kept.write_text("mine", encoding="utf-8")
    ran = jdgen("letter", "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out")
    assert ran.code == 6
    assert kept.read_text(encoding="utf-8") == "mine"
    assert "zephyr-lead-letter-scaffold.txt" in letters()
    assert "exists with other content" in ran.err


def test_what_is_wrong_for_all_rows_is_said_once(jdgen):
    rows("Northwind,Lead,,", "Zephyr,Lead,,")
    Path("me.yaml").write_text("nmae: Dana\n", encoding="utf-8")
    ran = jdgen("letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", "-o", "out")
    assert ran.code == 2
    assert ran.err.count("unknown key `nmae`") == 1
    assert letters() == {}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--target", "Lead @ Acme"), "`--targets` names the jobs; leave out `--target`"),
        (("--company", "acme.yaml"), "`--targets` names the jobs; leave out `--company`"),
        (("-o", "-"), "`-o -` prints one document; `--targets` writes files into a folder"),
    ],
    ids=["target", "company", "print"],
)
def test_what_does_not_go_with_a_table(jdgen, more, said):
    rows("Northwind,Lead,,")
    shutil.copy(EXAMPLES / "companies/riverbend.yaml", "acme.yaml")
    ran = jdgen("letter", ROLE, "--candidate", "me.yaml", "--targets", "c.csv", "-f", "txt", *more)
    assert ran.code == 2
    assert said in ran.err
