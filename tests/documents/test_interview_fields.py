"""The names of what is filled in: every box and every place to write has one, and a kit has each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from full import line
from kits import PANEL, ROLES, alone, boxes, fields, kit, made, section_of, stages_of, tables

from jdgen.documents.tree import Document, Facts, Lines, blocks
from jdgen.model.scores import Rating, Scores, Seat, Vote, tally

KITS: dict[str, dict[str, Any]] = {
    "plain": {},
    "panel": {"interview": {"panel": PANEL}},
    "blind": {"blind": True, "candidate": "C-17"},
    "three in one stage": {"interviewers": {"design": ("A", "B", "C"), "screen": ("A",)}},
}
NAME = re.compile(r"[A-Za-z0-9]+(-[a-z0-9]+)*(\.[A-Za-z0-9_]+(-[a-z0-9_]+)*)+")
SEATS = [("lindqvist", role) for role in ROLES] + [("riverbend", role) for role in ROLES]


def faults(tree: Document) -> list[str]:
    """Return what is wrong with the names of fields."""
    names = fields(tree)
    found = [f"{name} stands {count} times" for name, count in Counter(names).items() if count > 1]
    found += [f"{name} is no name" for name in names if not NAME.fullmatch(name)]
    # a dot divides a name in a PDF form, and a field with parts has no value of its own
    parents = {name.rpartition(".")[0] for name in names}
    parents |= {parent.rpartition(".")[0] for parent in parents} - {""}
    found += [f"{name} has fields below it" for name in names if name in parents]
    found += [f"the box {box.label!r} has no field" for box in boxes(tree) if not box.field]
    found += [f"a box of {box.field} has no label" for box in boxes(tree) if not box.label.strip()]
    return found


@pytest.mark.parametrize("label", KITS)
@pytest.mark.parametrize(("example", "role"), SEATS)
def test_every_field_has_a_name_of_its_own(example: str, role: str, label: str) -> None:
    if label == "panel" and example == "lindqvist":
        own = [{"name": f"Person {n}", "stages": [s.id for s in stages_of(made(role, example))]} for n in range(2)]
        tree = kit(role, example, {"panel": own})
    else:
        tree = kit(role, example, **KITS[label])
    assert faults(tree) == []
    assert len(fields(tree)) > 100


@pytest.mark.parametrize("stage", ["debrief", "cover", "plan", "card", "candidate", "fairness"])
def test_a_stage_may_be_called_like_a_part(stage: str) -> None:
    loop = [
        {"id": stage, "name": "A talk", "minutes": 60, "by": "engineer", "covers": {"design": "primary"}},
        {"id": "design", "name": "Design", "minutes": 60, "by": "engineer", "covers": {"design": "second"}},
    ]
    assert faults(kit(interview={"loop": loop})) == []


def blank(tree: Document) -> list[str]:
    """Return what is empty and has no field: facts, and lines to write on."""
    found = []
    for block in blocks(tree):
        if isinstance(block, Facts):
            found += [fact.label for fact in block.facts if bool(fact.field) == bool(fact.inlines)]
        elif isinstance(block, Lines) and not block.field:
            found.append(block.label)
    return found


@pytest.mark.parametrize("label", KITS)
@pytest.mark.parametrize("role", ROLES)
def test_what_is_empty_can_be_filled_in_and_what_is_known_cannot(role: str, label: str) -> None:
    assert blank(kit(role, **KITS[label])) == []


@pytest.mark.parametrize(("options", "count"), [({}, 4), ({"interview": {"panel": PANEL}}, 5)])
def test_a_grid_asks_for_the_ratings_of_those_who_look(options: Mapping[str, Any], count: int) -> None:
    given, tree = made(**options), kit(**options)
    held = tables(alone(tree, section_of(tree, "debrief")), "grid")
    (grid,) = [table for table in held if line(table.header[-1].inlines) == "Vote"]
    covers = {str(stage.name): stage.covers for stage in stages_of(given)}
    weights, *seats, mean, spread = grid.rows
    keys = [cell.id for cell in grid.header[1:-1]]
    assert len(seats) == count
    for number, row in enumerate(seats, 1):
        asked = covers[line(row[0].inlines).rpartition(" / ")[2]]
        ratings = [f"Debrief.{key}.{number}" if key in asked else "" for key in keys]
        assert [cell.field for cell in row] == ["", *ratings, f"Debrief.Vote.{number}"]
        assert [line(cell.inlines) for cell in row[1:]] == ["" if key in asked else "–" for key in keys] + [""]
    assert [cell.field for cell in weights] == [""] * (len(keys) + 2)
    for row, name in ((mean, "mean"), (spread, "spread")):
        assert [cell.field for cell in row] == ["", *(f"Debrief.{key}.{name}" for key in keys), ""]


def test_a_filled_debrief_asks_only_for_what_is_not_there() -> None:
    seats = tuple(Seat(str(stage.id), "") for stage in stages_of(made()))
    weights = {key: made().profile.role.weights[key] for key in made().profile.weighted}
    votes = (Vote(seats[0], "Hire"), Vote(seats[2], "", "unsure"))
    scores = Scores(seats, (Rating(seats[1], "design", 3),), votes=votes)
    tree = kit(parts=("debrief",), tally=tally(scores, weights, frozenset()))
    assert faults(tree) == []
    assert "Debrief.design.2" not in fields(tree)
    assert "Debrief.design.3" in fields(tree)
    assert [name for name in fields(tree) if ".Vote." in name] == ["Debrief.Vote.2", "Debrief.Vote.3", "Debrief.Vote.4"]
    assert [name for name in fields(tree) if name.endswith((".mean", ".spread", ".score"))] == []
