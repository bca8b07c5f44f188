"""Names in a candidate's file that nothing bears: each is said where it stands, with the one that was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran

ROLE = "senior-software-engineer"
FILE = """\
name: Dana Reyes
stories:
  - id: booking-ledger
    problem: P
    competencies: [{first}]
  - id: {second}
    competencies: [baking, operations]
target: {{company: Acme, title: Clerk, story: {story}}}
targets:
  - {{company: Zephyr, story: {kept}}}
"""
GOOD = {"first": "design", "second": "yard-map", "story": "yard-map", "kept": "booking-ledger"}


@pytest.fixture
def letter(jdgen: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """Make a letter of a file with some of its names changed."""

    def make(*options: str, role: str = ROLE, **changes: str) -> Ran:
        (tmp_path / "me.yaml").write_text(FILE.format(**GOOD | changes), encoding="utf-8")
        command = ["letter", *filter(None, [role]), "--candidate", tmp_path / "me.yaml", "-f", "txt", "-o", "-", "-q"]
        ran = jdgen(*command, *options)
        return ran._replace(err=ran.err.replace(f"{tmp_path}/", ""))

    return make


def test_names_that_are_there_are_no_problem(letter: Callable[..., Ran]) -> None:
    ran = letter()
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"story": "yard-mpa"}, "me.yaml:8:46: there is no story `yard-mpa`; did you mean `yard-map`?"),
        ({"second": "booking-ledger", "story": "booking-ledger"},
         "me.yaml:6:9: two stories are called `booking-ledger`; give one of them another id"),
        ({"first": "desing"}, "me.yaml:5:20: there is no competency `desing`; did you mean `design`?"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_said_at_its_place(
    changes: dict[str, str], told: str, letter: Callable[..., Ran]
) -> None:
    ran = letter(**changes)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{told}\nerror: 1 problem in 1 file; nothing was written\n"


def test_all_of_them_at_once(letter: Callable[..., Ran]) -> None:
    ran = letter(first="desing", story="yard-mpa")
    assert ran.err.splitlines()[-1] == "error: 2 problems in 1 file; nothing was written"


def test_a_story_that_another_job_names_stops_no_letter(letter: Callable[..., Ran]) -> None:
    ran = letter(kept="ledger-booking-x")
    assert (ran.code, ran.err) == (0, "")
    said = "there is no story `ledger-booking-x`; the stories are `booking-ledger`, `yard-map`"
    ran = letter("--target", "Clerk @ Zephyr", kept="ledger-booking-x")
    assert ran.code == 2
    assert f"me.yaml:10:30: {said}" in ran.err


def test_a_story_named_on_the_command_line_is_held_against_the_file(letter: Callable[..., Ran]) -> None:
    ran = letter("--story", "yard-mpa")
    assert ran.code == 2
    assert ran.err.endswith(
        "there is no story `yard-mpa`; did you mean `yard-map`?\nerror: 1 problem; nothing was written\n"
    )
    assert letter("--story", "booking-ledger").code == 0


def test_without_a_family_no_competency_is_known_to_be_wrong(letter: Callable[..., Ran]) -> None:
    assert letter("--target", "Baker @ Acme", role="", first="desing").code == 0
