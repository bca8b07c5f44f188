"""A candidate in several files: our own that names a resume, and answers that are kept beside one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import DAY
from jdgen.errors import InputError, Problem
from jdgen.inputs.candidate.files import answers_beside, kept_in, read_candidate
from jdgen.inputs.schema import build
from jdgen.model.candidate import Candidate

RESUME = {
    "basics": {"name": "Ada Lovelace", "email": "ada@x.example", "label": "Engineer"},
    "work": [{"name": "Zephyr", "position": "Lead", "startDate": "2020-01", "highlights": ["Cut 9 to 2"]}],
    "skills": ["Go"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("cv.json", RESUME)
    return tmp_path


def write(name: str, value: dict[str, Any] | str) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def read(name: str) -> dict[str, Any]:
    problems: list[Problem] = []
    made = build(Candidate, read_candidate(Path(name), date.fromisoformat(DAY), problems), problems)
    assert [str(problem) for problem in problems] == []
    assert made is not None
    return made.model_dump(exclude_defaults=True)


def problems_of(name: str) -> list[str]:
    problems: list[Problem] = []
    try:
        build(Candidate, read_candidate(Path(name), date.fromisoformat(DAY), problems), problems)
    except InputError as error:
        problems.extend(error.problems)
    return [str(problem) for problem in problems]


# --- our own file that names a resume ---


def test_a_file_of_ours_comes_before_the_resume_that_it_names(folder: Path) -> None:
    write("me.yaml", "resume: cv.json\nname: A. Lovelace\nskills: [Rust]\nstories: [{id: one}]\n")
    assert read("me.yaml") == {
        "resume": "cv.json", "name": "A. Lovelace", "label": "Engineer", "email": "ada@x.example", "years": 6,
        "current": {"company": "Zephyr", "title": "Lead"}, "skills": ("Rust",), "stories": ({"id": "one"},),
        "work": ({"company": "Zephyr", "title": "Lead", "start": "2020-01", "highlights": ("Cut 9 to 2",)},),
    }  # fmt: skip


def test_a_resume_is_a_path_from_the_file_that_names_it(folder: Path) -> None:
    write("letters/me.yaml", "resume: ../cv.json\n")
    assert read("letters/me.yaml")["name"] == "Ada Lovelace"


def test_what_the_file_clears_is_not_taken_from_the_resume(folder: Path) -> None:
    write("me.yaml", "resume: cv.json\nlabel: null\ncurrent: {title: }\n")
    found = read("me.yaml")
    assert "label" not in found
    assert found["current"] == {"company": "Zephyr"}
    write("me.yaml", "resume: cv.json\ncurrent:\n")
    assert "current" not in read("me.yaml")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"scope": "run it"}, {"company": "Zephyr", "title": "Lead", "scope": "run it"}),
        ({"title": "Chief"}, {"company": "Zephyr", "title": "Chief"}),
        ({"company": "ZEPHYR", "scope": "run it"}, {"company": "ZEPHYR", "title": "Lead", "scope": "run it"}),
        # The title at one employer is none at another.
        ({"company": "Acme"}, {"company": "Acme"}),
        ({"company": "Acme", "scope": "run it"}, {"company": "Acme", "scope": "run it"}),
    ],
)
def test_the_present_job_is_laid_over_that_of_the_resume(folder: Path, own: dict[str, str], expected: Any) -> None:
    write("me.yaml", json.dumps({"resume": "cv.json", "current": own}))
    assert read("me.yaml")["current"] == expected


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("cvs.json", "`cvs.json` cannot be read: no such file or directory; did you mean `cv.json`?"),
        ("cv.pdf", "`cv.pdf` expected a .yaml, .yml or .json file"),
        ("folder.json", "`folder.json` is not a file"),
        ("me.yaml", "`me.yaml` is no JSON Resume; its jobs stand in `work`"),
        ("other.yaml", "`other.yaml` is no JSON Resume; its jobs stand in `work`"),
        ("void.json", "`void.json` is empty"),
    ],
    ids=["missing", "suffix", "folder", "itself", "ours", "empty"],
)
def test_a_wrong_resume_is_told_where_it_is_named(folder: Path, named: str, said: str) -> None:
    Path("folder.json").mkdir()
    write("other.yaml", "name: Eda\nwork: [{company: Acme}]\n")
    write("void.json", "")
    write("me.yaml", f"name: Ada\nresume: {named}\nemial: x\n")
    assert problems_of("me.yaml") == ["me.yaml:3:1: unknown key `emial`; did you mean `email`?", f"me.yaml:2:9: {said}"]


def test_a_name_that_no_file_can_have_is_told(folder: Path) -> None:
    write("me.yaml", 'resume: "a\\0b.json"\n')
    assert problems_of("me.yaml") == [
        "me.yaml:1:9: `resume` holds the character U+0000, which documents cannot carry"
    ]


def test_what_is_wrong_inside_a_resume_keeps_its_own_place(folder: Path) -> None:
    write("cv.json", '{"basics": {"email": "ada"},\n "work": [{"startDate": "x"}]}')
    write("me.yaml", "resume: cv.json\ntone: loud\n")
    assert problems_of("me.yaml") == [
        "cv.json:2:25: `work[0].startDate` must be YYYY, YYYY-MM or YYYY-MM-DD, not `x`",
        "cv.json:1:22: `basics.email` must be an e-mail address, not `ada`",
        "me.yaml:2:7: `tone` must be plain, warm or formal, not `loud`",
    ]
    write("cv.json", '{"basics": }')
    assert problems_of("me.yaml") == [
        "me.yaml:2:7: `tone` must be plain, warm or formal, not `loud`",
        "cv.json:1:12: expected a JSON value; a text stands in double quotes",
    ]


def test_answers_kept_beside_a_resume_that_another_file_names_are_not_mixed_in(folder: Path) -> None:
    write("cv.letter.yaml", "availability: mornings\n")
    write("me.yaml", "resume: cv.json\n")
    assert "availability" not in read("me.yaml")


# --- answers kept beside ---


@pytest.mark.parametrize("resume", ["cv.json", "cv.yaml"])
def test_answers_beside_a_resume_are_read_with_it(folder: Path, resume: str) -> None:
    write(resume, RESUME)
    assert "availability" not in read(resume)
    write("cv.letter.yaml", f"resume: {resume}\navailability: mornings\nemail: new@x.example\n")
    found = read(resume)
    assert (found["name"], found["email"], found["availability"]) == ("Ada Lovelace", "new@x.example", "mornings")
    # The file itself says the same, whichever of the two is given.
    assert read("cv.letter.yaml") == found


def test_answers_beside_a_file_of_ours_in_json_are_read_with_it(folder: Path) -> None:
    write("me.json", {"name": "Ada", "resume": "cv.json"})
    write("me.letter.yaml", "availability: mornings\n")
    found = read("me.json")
    assert (found["name"], found["label"], found["availability"]) == ("Ada", "Engineer", "mornings")


def test_a_file_of_ours_in_yaml_keeps_its_answers_itself(folder: Path) -> None:
    write("me.yaml", "name: Ada\n")
    write("me.letter.yaml", "name: Eda\n")
    assert read("me.yaml") == {"name": "Ada"}
    assert [kept_in(Path(name)).name for name in ("me.yaml", "cv.json")] == ["me.yaml", "cv.letter.yaml"]
    write("cv.yaml", RESUME)
    assert kept_in(Path("cv.yaml")) == answers_beside(Path("cv.yaml")) == Path("cv.letter.yaml")


def test_answers_that_name_another_resume_are_not_mixed_in(folder: Path) -> None:
    write("other.json", RESUME)
    write("cv.letter.yaml", "name: Eda\nresume: other.json\n")
    assert problems_of("cv.json") == [
        "cv.letter.yaml:2:9: `resume` names `other.json`, but these answers are kept for `cv.json`; "
        "give this file as `--candidate`, or take the line out"
    ]
    write("cv.letter.yaml", "resume: ./cv.json\n")
    assert problems_of("cv.json") == []


def test_broken_answers_are_told_with_their_own_places_and_what_else_is_wrong(folder: Path) -> None:
    write("cv.json", '{"basics": {"name": "Ada"}, "work": [{"startDate": "x"}]}')
    dated = "cv.json:1:52: `work[0].startDate` must be YYYY, YYYY-MM or YYYY-MM-DD, not `x`"
    write("cv.letter.yaml", "name: Ada\n bridge: x\n")
    said = problems_of("cv.json")
    assert said[0] == dated
    assert said[1].startswith("cv.letter.yaml:2:")
    write("cv.letter.yaml", "tone: loud\nstorys: []\n")
    assert problems_of("cv.json") == [
        dated,
        "cv.letter.yaml:1:7: `tone` must be plain, warm or formal, not `loud`",
        "cv.letter.yaml:2:1: unknown key `storys`; did you mean `stories`?",
    ]
    write("cv.letter.yaml", "mode: hybrid\nlocations: []\ndeadline: x\nteam: y\n")
    opening = "cv.letter.yaml: this looks like an opening file; give it as `--opening`"
    assert problems_of("cv.json") == [dated, opening]


def test_a_long_name_has_no_answers_and_no_traceback(folder: Path) -> None:
    name = "c" * 248 + ".json"
    try:
        write(name, RESUME)
    except OSError:
        pytest.skip("this system has no names so long")
    assert read(name)["name"] == "Ada Lovelace"


def test_a_letter_is_made_of_a_resume_and_its_answers(folder: Path, jdgen: Any) -> None:
    answers = {"targets": [{"company": "Acme", "title": "Pilot", "reason": "You fly at night."}]}
    write("cv.letter.yaml", json.dumps(answers))
    ran = jdgen("letter", "--candidate", "cv.json", "--target", "acme", "-f", "txt", "-o", "-", "--mode", "draft")
    assert (ran.code, "Pilot position at Acme" in ran.out or "Pilot at Acme" in ran.out) == (0, True)
    assert "You fly at night." in ran.out
    assert "a Lead at Zephyr" in ran.out
