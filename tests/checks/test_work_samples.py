"""The work samples of the built-in roles: each sheet fits what is asked, tells enough, and gives nothing away."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from jdgen import resources
from jdgen.documents.interview import Look, looks
from jdgen.documents.interview_candidate import task
from jdgen.documents.material import Material
from jdgen.documents.tree import Bullets, Section, Table
from jdgen.documents.wording import stages
from jdgen.model.family import Question, Stage, Task
from making import material

ROLES = sorted(path.stem for path in resources.profiles().glob("*/*.yaml") if path.name != "family.yaml")
ABOUT = {
    "ios-developer work-sample": ("list", "photo", "order"),
    "junior-software-engineer code-reading": ("small", "program"),
    "junior-software-engineer work-sample": ("small", "inventory", "service"),
    "senior-python-developer work-sample": ("service",),
    "senior-software-engineer work-sample": ("small", "inventory", "service"),
    "software-engineer work-sample": ("small", "inventory", "service", "warehouse"),
    "solution-architect work-sample": ("case", "map", "service", "page"),
    "sql-developer work-sample": ("procedure", "daily", "report", "table", "captured", "plan"),
    "staff-software-engineer work-sample": ("service", "two", "other", "six", "team", "brief"),
    "system-analyst work-sample": ("request", "note", "supervisor", "clerk"),
    "system-developer work-sample": ("driver", "crash", "dump", "linker", "map", "trace"),
    "vp-engineering work-sample": ("case", "paper"),
}
"""What each task is about, in words that both its questions and the sheet take."""
SHARED = {"junior-software-engineer", "senior-software-engineer", "software-engineer"}
"""Roles that work on the family's service."""
RUN = 3
"""A sheet that has so many words in a row in common with a probe or a sign of a good answer may give it away."""
FILLING = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "each",
        "for",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "what",
        "which",
        "with",
        "you",
        "your",
    ]
)


class Made(NamedTuple):
    """A stage with a task, and what it asks in one role."""

    held: Material
    stage: Stage
    task: Task
    looks: tuple[Look, ...]

    @property
    def told(self) -> str:
        """Return what the task itself says, without the questions."""
        return " ".join((self.task.brief, *self.task.given, self.task.prepare or ""))

    @property
    def questions(self) -> list[Question]:
        return [look.question for look in self.looks if look.question]


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    """Every stage with a task, by its role and id."""
    found = {}
    for role in ROLES:
        held = material(role=role)
        assert held.profile
        for stage in stages(held):
            if stage.task:
                found[f"{role} {stage.id}"] = Made(held, stage, stage.task, looks(held, held.profile, stage))
    return found


def words(text: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[\w'-]+", text.casefold())]


def runs(text: str) -> set[str]:
    """Return the runs of three words of which two tell something."""
    spoken = words(text)
    found = (spoken[at : at + RUN] for at in range(len(spoken) - RUN + 1))
    return {" ".join(run) for run in found if sum(word not in FILLING for word in run) >= 2}


def test_each_role_has_a_task_of_its_own_kind(made: dict[str, Made]) -> None:
    assert sorted(made) == sorted(ABOUT)
    assert {name.split()[0] for name in made} == set(ROLES)
    briefs: dict[str, set[str]] = {}
    for name, one in made.items():
        briefs.setdefault(str(one.task.brief), set()).add(name.split()[0])
    # A role whose work is another never shows the family's task.
    assert [roles for roles in briefs.values() if len(roles) > 1] == [SHARED]


@pytest.mark.parametrize("name", ABOUT)
def test_a_task_is_about_what_is_asked(name: str, made: dict[str, Made]) -> None:
    asked = " ".join(question.ask for question in made[name].questions)
    for text in (made[name].told, asked):
        assert set(ABOUT[name]) - set(words(text)) == set()


@pytest.mark.parametrize("name", ABOUT)
def test_the_sheet_asks_the_work_samples_of_the_stage_in_their_order(name: str, made: dict[str, Made]) -> None:
    one = made[name]
    assert one.held.profile
    sections = {part.id: part for part in task(one.held, one.held.profile, one.stage, one.task).blocks
                if isinstance(part, Section)}  # fmt: skip
    (steps,) = [block for block in sections["steps"].blocks if isinstance(block, Bullets)]
    samples = [question.id for question in one.questions if question.type == "work-sample"]
    assert [step.id for step in steps.items] == samples
    # What is asked without standing on the sheet is announced there.
    assert len(one.looks) - len(samples) == one.told.count("This interview has two parts.")
    (table,) = [block for block in sections["scored"].blocks if isinstance(block, Table)]
    assert [row[0].id for row in table.rows] == [look.key for look in one.looks]


@pytest.mark.parametrize("name", ABOUT)
def test_a_task_gives_nothing_away(name: str, made: dict[str, Made]) -> None:
    one = made[name]
    heard = [text for question in one.questions for text in (*question.probes, *question.listen_for)]
    secret = {run for text in heard for run in runs(text)}
    assert len(secret) >= 30
    asked = {run for question in one.questions for run in runs(question.ask)}
    assert sorted(secret & runs(one.told) - asked) == []


@pytest.mark.parametrize("name", ABOUT)
def test_a_task_is_short_and_says_what_may_be_used(name: str, made: dict[str, Made]) -> None:
    one = made[name]
    assert 40 <= len(words(one.task.brief)) <= 100
    assert 3 <= len(one.task.given) <= 5
    assert max(len(words(text)) for text in one.task.given) <= 25
    assert re.search(r"[Tt]ools that|Any help", one.task.given[-1])
    # Only where there is work to do at home is anything said of the days before.
    assert bool(one.task.prepare) is ("prepare" in (one.stage.format or "").split())
