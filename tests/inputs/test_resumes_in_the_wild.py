"""Resumes as builders and people write them: what is read of each, or what is said of it, exactly.

`resumes/NAME.json` or `.yaml` is read; `NAME.txt` beside it holds the candidate, or the problems with their places. The
persons and their work are invented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DAY
from jdgen.errors import InputError, Problem
from jdgen.inputs import json_source
from jdgen.inputs.candidate import resume
from jdgen.inputs.candidate.files import read_candidate
from jdgen.inputs.candidate.resume_parts import OTHER, READ
from jdgen.inputs.schema import build
from jdgen.model.candidate import Candidate

RESUMES = Path(__file__).parent / "resumes"
NAMES = sorted(path.name for path in RESUMES.iterdir() if path.suffix != ".txt")


def read(name: str) -> tuple[Candidate | None, list[str]]:
    """Return the candidate of a resume, and what is said of it."""
    problems: list[Problem] = []
    try:
        tree = read_candidate(RESUMES / name, date.fromisoformat(DAY), problems)
    except InputError as error:
        return None, told(error.problems)
    made = build(Candidate, tree, problems)
    return made, told(problems)


def told(problems: list[Problem]) -> list[str]:
    found = sorted(problems, key=lambda problem: problem.place[1:3] if problem.place else (0, 0))
    return [str(problem).replace(f"{RESUMES.as_posix()}/", "") for problem in found]


def shown(name: str) -> str:
    made, problems = read(name)
    if problems or made is None:
        return "".join(f"{line}\n" for line in problems)
    return json.dumps(made.model_dump(exclude_defaults=True), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_resume_is_read_or_refused_exactly(name: str, request: pytest.FixtureRequest) -> None:
    expected = (RESUMES / name).with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(shown(name), encoding="utf-8")
    assert shown(name) == expected.read_text(encoding="utf-8")


def test_there_are_resumes_of_many_shapes_and_each_has_its_reading() -> None:
    assert len(NAMES) >= 25
    assert {path.name for path in RESUMES.glob("*.txt")} == {Path(name).with_suffix(".txt").name for name in NAMES}
    refused = [name for name in NAMES if read(name)[1]]
    assert 10 <= len(refused) <= len(NAMES) - 15


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_read_stands_in_the_resume(name: str) -> None:
    """No text of a candidate comes from nowhere: its words are in the file, but for what completes an address."""
    made, _ = read(name)
    source = (RESUMES / name).read_text(encoding="utf-8")
    for word in words(made.model_dump(exclude_defaults=True)) if made else ():
        assert word.removeprefix("https://") in source, word


def words(value: object) -> list[str]:
    """Return the words of all texts of a candidate; a date may be written in another way, and years are counted."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    if isinstance(value, dict):
        return [word for key, held in value.items() if key not in ("start", "end", "years") for word in words(held)]
    return [word for held in value for word in words(held)] if isinstance(value, (list, tuple)) else []


KEYS = st.text(max_size=5) | st.sampled_from(sorted({key for keys in READ.values() for key in keys}))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 3000) | st.text(max_size=6)
    | st.sampled_from(["2020", "2020-01", "Present", "ada.example", "https://[x", "May 2020", " ", "2020-13",
                       "a@b.example"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def of_shape(section: str) -> st.SearchStrategy[dict[str, object]]:
    names = (*READ[section], *OTHER[section])
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, ANYTHING))


def entries(section: str) -> st.SearchStrategy[object]:
    return st.lists(of_shape(section) | ANYTHING, max_size=3) | ANYTHING


LISTS = [name for name in READ[""] if name != "basics"]


@settings(max_examples=80, deadline=None)
@given(st.fixed_dictionaries({"basics": of_shape("basics") | ANYTHING}, optional={n: entries(n) for n in LISTS}))
def test_any_resume_is_read_or_refused_with_its_places(value: dict[str, object]) -> None:
    text = json.dumps(value, indent=1)
    try:
        tree = json_source.parse(text, "r.json")
    except InputError:
        return
    problems: list[Problem] = []
    made = build(Candidate, resume.as_candidate(tree, date.fromisoformat(DAY), problems), problems)
    assert (made is not None) or problems
    lines = text.split("\n")
    for problem in problems:
        assert problem.place is not None
        assert 1 <= problem.place.line <= len(lines), str(problem)
        assert problem.place.column <= len(lines[problem.place.line - 1]), str(problem)
        # What is named is named as the resume names it, so that it can be found.
        named = problem.message.split("`")[1]
        assert named.split(".")[0].split("[")[0] in value or named in text, str(problem)


def test_a_resume_beyond_the_limits_is_refused_with_its_place(tmp_path: Path) -> None:
    deep = '{"basics": ' + "[" * 50 + "]" * 50 + "}"
    large = '{"basics": {"name": "' + "a" * 1_000_000 + '"}}'
    said = {
        "deep.json": (deep, "1:52: nests deeper than 40 levels"),
        "large.json": (large, " is larger than 1,000,000 bytes"),
    }
    for name, (text, message) in said.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as raised:
            read_candidate(tmp_path / name, date.fromisoformat(DAY), [])
        assert [str(problem) for problem in raised.value.problems] == [f"{(tmp_path / name).as_posix()}:{message}"]
