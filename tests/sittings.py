"""What a candidate answers in the tests of `jdgen letter --ask`."""

from __future__ import annotations

from pathlib import Path

import pytest

ASKS = "Plans routes for several sites\nComfort with SQL\nWrites plainly for drivers"
PROBLEM = "Our vans came late to a fifth of 38 hotels."
ACTION = "I rode along for a week, and planned around the docks."
RESULT = "Missed deliveries went from 21 a week to 3."
BRIDGE = "The plan was mine for all 38 docks, and I checked it in SQL every Monday."
REASON = "Your minutes of September give Line 9 a dispatcher of its own because riders complained."
PERSON = {"name": "Noor Haddad", "years": "9", "problem": PROBLEM, "action": ACTION, "result": RESULT}
JOB = {"company": "Cedar Transit", "job": "Scheduling Analyst", "asks": ASKS, "bridge": BRIDGE, "reason": REASON}
RESUME = {
    "basics": {"name": "Noor Haddad", "email": "noor@example.org"},
    "work": [{"name": "Harbor Linen", "position": "Analyst", "startDate": "2021", "highlights": ["Moved 38 hotels"]}],
}


def answers(given: dict[str, str]) -> list[str]:
    return [part for name, text in given.items() for part in ("--answer", f"{name}={text}")]


def made(folder: Path) -> str:
    """Return the one letter in a folder, on one line."""
    (letter,) = folder.glob("*letter*.txt")
    return " ".join(letter.read_text(encoding="utf-8").split())


@pytest.fixture
def me(tmp_path: Path) -> Path:
    return tmp_path / "me.yaml"


@pytest.fixture
def out(tmp_path: Path) -> list[object]:
    return ["-f", "txt", "-o", tmp_path / "out"]


@pytest.fixture
def written(jdgen, me, out):
    """A candidate's file in which everything was answered for one company."""
    assert jdgen("letter", "--candidate", me, *answers(PERSON | JOB), *out).code == 0
    return me
