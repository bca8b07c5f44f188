"""A letter that is to be sent: what it lacks is said slot by slot, where the answer belongs; `-v` names the story."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran

FILE = """\
name: Dana Reyes
years: 7
stories:
  - id: half
    problem: It broke.
    competencies: [design]
  - id: whole
    problem: It broke.
    action: I looked.
    result: It held.
targets:
  - company: Zephyr
    title: Steward
  - company: Boreal
"""


@pytest.fixture
def me(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a candidate's file into the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.yaml").write_text(FILE, encoding="utf-8")
    return Path("me.yaml")


def letter(jdgen: Callable[..., Ran], *options: object) -> Ran:
    return jdgen("letter", "--target", "Steward @ Zephyr", "-f", "txt", "-o", "-", *options)


def test_each_open_slot_is_said_at_the_place_of_its_answer(jdgen: Callable[..., Ran], me: Path) -> None:
    ran = letter(jdgen, "--candidate", me, "--mode", "final", "--story", "half")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "me.yaml: the letter's bridge is open: Which two things that the posting asks for does your story show, and "
        "how? 30 to 50 words; write `bridge`, or answer it with `--ask`",
        "me.yaml:4:9: the letter's action is open: What did you decide, what was hardest, and how did you limit the "
        "risk? 60 to 90 words; write `action` there, or answer it with `--ask`",
        "me.yaml:4:9: the letter's result is open: Which number went from what to what, and who else gained? "
        "30 to 50 words; write `result` there, or answer it with `--ask`",
        "me.yaml:12:14: the letter's company is open: What about this company could you not say of its rival, and "
        "where did you learn it? 30 to 60 words; write `reason` there, or answer it with `--ask`",
        "error: 4 problems in 1 file; nothing was written",
    ]


def test_what_is_missing_beside_a_resume_goes_into_the_file_beside_it(jdgen: Callable[..., Ran], me: Path) -> None:
    Path("cv.json").write_text(json.dumps({"basics": {"name": "Dana Reyes"}}), encoding="utf-8")
    ran = letter(jdgen, "--candidate", "cv.json", "--mode", "final")
    told = ran.err.splitlines()[:-1]
    assert [line.rpartition("; ")[2] for line in told] == [
        f"write `{path}` into `cv.letter.yaml`, or answer it with `--ask`"
        for path in ("current.scope", "stories[0].problem", "stories[0].action", "stories[0].result", "bridge",
                     "targets: [{company: Zephyr, reason: …}]")
    ]  # fmt: skip
    assert {line.partition(": ")[0] for line in told} == {"cv.json"}


def test_a_letter_with_nothing_open_is_made(jdgen: Callable[..., Ran], me: Path) -> None:
    answers = ["candidate.bridge[0].requirement=Owns a wrench", "candidate.bridge[0].text=I do.",
               "candidate.target.reason=Your carts."]  # fmt: skip
    options = [option for answer in answers for option in ("--set", answer)]
    ran = letter(jdgen, "--candidate", me, "--mode", "final", "-q", *options)
    assert (ran.code, ran.err) == (0, "")
    assert "[" not in ran.out
    assert "“Owns a wrench.” I do." in ran.out


def test_verbose_says_which_story_and_which_one_would_be_better(jdgen: Callable[..., Ran], me: Path) -> None:
    ran = letter(jdgen, "senior-software-engineer", "--candidate", me, "-v")
    told = [line for line in ran.err.splitlines() if line.startswith("story ")]
    assert told == [
        "story whole: no other one fits better",
        "story half fits better, but has no action or result yet",
    ]
    assert "story " not in letter(jdgen, "senior-software-engineer", "--candidate", me).err


def test_an_answer_never_belongs_into_the_posting_that_it_is_to(jdgen: Callable[..., Ran], me: Path) -> None:
    Path("job.txt").write_text("Clerk\n\nCompany: Northlight\n\nRequirements\n- Patience\n", encoding="utf-8")
    ran = jdgen("letter", "--candidate", me, "--posting", "job.txt", "--yes", "--mode", "final", "-f", "txt", "-q")
    said = [line for line in ran.err.splitlines() if " is open: " in line]
    assert (ran.code, [line.split(": ")[0] for line in said]) == (2, ["me.yaml", "me.yaml"])
    written = "`targets: [{company: Northlight, %s: …}]`"
    assert [line.split("write ")[1].split(", or")[0] for line in said] == [written % "bridge", written % "reason"]
    # What is said so is taken.
    told = FILE.replace("targets:\n", "targets:\n  - {company: Northlight, reason: Your minutes of May are online.}\n")
    me.write_text(told, encoding="utf-8")
    ran = jdgen("letter", "--candidate", me, "--posting", "job.txt", "--yes", "--mode", "final", "-f", "txt", "-q")
    assert [line.split(" is open: ")[0] for line in ran.err.splitlines() if " is open: " in line] == [
        "me.yaml:12:15: the letter's bridge"
    ]
