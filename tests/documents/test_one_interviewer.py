"""What one interviewer reads who has the pages of one stage and no others."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from kits import alone, fields, kit, lines_of, made, section_of, sheet_of, tables

import judges
import pages
from jdgen.documents.tree import Document, Section
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions

BLIND = "Write neither a name nor a school"
SCALE = "“Meets” is the level that the role expects. “Above” is one level higher, “Below” one lower, “Well below” two."
KEYS = ("learning", "design", "craft", "operations", "review", "influence", "quality")


def saying(tree: Document, words: str) -> list[str]:
    """Return the main parts that say something, once each."""
    return [section.id for section in tree.sections if any(words in text for text in lines_of(tree, section))]


def stage(minutes: int = 120, count: int = 1, **more: object) -> dict[str, object]:
    """Return an interview of one stage that assesses so many competencies first."""
    one = {"id": "all", "name": "Everything", "minutes": minutes, "by": "owner"} | more
    return {"loop": [one | {"covers": dict.fromkeys(KEYS[-count:] if count else (), "primary")}]}


def test_a_blind_kit_says_so_on_the_first_page_of_everyone() -> None:
    stages = ["screen", "design", "work-sample", "behavioral"]
    assert saying(kit(blind=True), BLIND) == ["cover", *(f"guide-{name}" for name in stages)]
    assert saying(kit(blind=True, stage="design"), BLIND) == ["guide-design"]
    assert saying(kit(blind=True, parts=("scorecard",)), BLIND) == [f"scorecard-{name}" for name in stages]
    assert saying(kit(), BLIND) == saying(kit(parts=("scorecard",)), BLIND) == []


def test_what_the_ratings_mean_is_on_the_pages_of_a_stage() -> None:
    assert saying(kit(stage="design"), SCALE) == ["guide-design"]
    assert saying(kit(stage="design", parts=("scorecard",)), SCALE) == ["scorecard-design"]
    assert "cover" in saying(kit(), SCALE)


def test_a_must_have_with_the_id_of_a_competency_has_fields_of_its_own() -> None:
    given = made()
    profile = given.profile
    requirements = tuple(
        one.model_copy(update={"id": type(one.id)("design")}) if one.competency == "design" else one
        for one in profile.role.requirements
    )
    role = profile.role.model_copy(update={"requirements": requirements})
    tree = compose("rubric", replace(given, profile=replace(profile, role=role)))
    names = fields(alone(tree, section_of(tree, "scorecard-design")))
    assert {"design.Card.design.0", "design.Card.Must.design.0"} <= set(names)
    assert sorted(names) == sorted(set(names))


def test_a_person_named_twice_has_one_scorecard() -> None:
    panel = [{"name": "Ann", "stages": ["design", "design"]}, {"name": "Ann", "stages": "design"}]
    tree = kit(interview={"panel": panel}, parts=("scorecard",))
    assert [section.id for section in tree.sections if "design" in section.id] == ["scorecard-design"]


def test_one_minute_is_one_minute() -> None:
    given = made(interview=stage(1))
    for kind in ("posting", "rubric"):
        tree = compose(kind, given)
        text = " ".join(lines_of(tree, *tree.sections))
        assert re.findall(r"\b(?:1|one) minutes\b", text, re.IGNORECASE) == []
        assert len(re.findall(r"\b(?:1|one) minute\b", text, re.IGNORECASE)) >= 2


def test_a_task_that_assesses_nothing_shows_no_empty_table() -> None:
    task = {"brief": "Throw.", "given": ["Clay."]}
    for count, tables_shown in ((0, 0), (1, 1)):
        tree = kit(interview=stage(60, count, task=task), parts=("task",))
        _, (sheet,) = sheet_of(tree, "Everything: your task")
        assert len(tables(alone(tree, sheet), "plan")) == tables_shown
        assert [block.id for block in sheet.blocks if isinstance(block, Section)].count("scored") == tables_shown


@pytest.mark.parametrize(
    ("count", "blind"), [(1, True), (3, True), (1, False), (3, False), (4, False), (5, False), (6, False)]
)
def test_a_scorecard_of_many_competencies_is_one_page(count: int, blind: bool, tmp_path: Path) -> None:
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    tree = kit(interview=stage(count=count), parts=("scorecard",), blind=blind)
    for paper in ("letter", "a4"):
        path = tmp_path / f"{paper}.pdf"
        path.write_bytes(render(tree, "pdf", PageOptions(paper)))
        assert (paper, len(pages.printed(path, tree, paper).pages)) == (paper, 1)
