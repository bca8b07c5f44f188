"""Interview kits of every role, and what stands in their trees: parts, boxes, fields, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from full import line

from conftest import ROOT
from jdgen.documents.material import Kit, Material
from jdgen.documents.tree import (
    Box,
    Document,
    Facts,
    Lines,
    Section,
    Sheet,
    Table,
    blocks,
    sheets,
    texts,
)
from jdgen.model.opening import Interview
from jdgen.model.scores import Rating, Scores, Seat, Tally, tally
from jdgen.pipeline import compose
from making import LINDQVIST, RIVERBEND, ROLE, Example, material

ROLES = sorted(path.stem for path in (ROOT / "profiles/software-engineering").glob("*.yaml") if path.stem != "family")
EXAMPLES: dict[str, Example] = {"riverbend": RIVERBEND, "lindqvist": LINDQVIST}
PANEL = [
    {"name": "Ada Okafor", "stages": ["screen", "behavioral"]},
    {"name": "Bo Lind", "stages": "design"},
    {"name": "Cleo Marsh-Vandenberg", "stages": ["design", "work-sample"]},
]
"""A panel of the family's loop, with two interviewers in the design interview."""


def tallied(names: Sequence[str], rated: Mapping[str, int]) -> Tally:
    """Return the result of interviewers who rate alike, in the stages of the family in turn."""
    stages = ("screen", "design", "work-sample", "behavioral")
    held = tuple(Seat(stages[n % 4], name) for n, name in enumerate(names))
    ratings = tuple(Rating(seat, key, value) for seat in held for key, value in rated.items())
    return tally(Scores(held, ratings), dict.fromkeys(rated, 1), frozenset(rated))


NAMES = ("Ada Okafor", "Bo Lind", "Cleo Marsh-Vandenberg", "Dee Ng", "Ngozi Adichie")
KITS: dict[str, dict[str, Any]] = {
    "panel": {"interview": {"panel": PANEL}, "candidate": "Ngozi <Adichie> & *Brandt*"},
    "one stage": {"stage": "design", "interviewers": {"design": NAMES[:3]}},
    "blind": {"stage": "work-sample", "blind": True, "candidate": "C-17"},
    "filled debrief": {"parts": ("debrief",), "tally": tallied(NAMES, dict.fromkeys(("design", "craft", "review"), 3))},
    "crowded debrief": {
        "parts": ("debrief",),
        "tally": tallied([f"Interviewer-{n} Okonkwo-Lindqvist" for n in range(10)], {"design": 4, "craft": 1}),
    },
    "for candidates": {"parts": ("candidate", "task"), "candidate": "Ngozi Adichie-Brandt"},
}
"""Kits that are not the whole one of an example, by what is special about them."""


@cache
def plain_kit(role: str = ROLE, example: str = "riverbend") -> Material:
    """Return the material of a role with the company and the opening of an example."""
    return material(EXAMPLES[example], role=role, candidate=None)


def made(
    role: str = ROLE, example: str = "riverbend", interview: Mapping[str, Any] | None = None, **kit: Any
) -> Material:
    """Return the material of a kit; `interview` is laid over that of the opening, `kit` are fields of Kit."""
    given = plain_kit(role, example)
    if interview is not None:
        own = given.opening.interview.model_dump(exclude_none=True) if given.opening.interview else {}
        held = Interview.model_validate(own | dict(interview))
        given = replace(given, opening=given.opening.model_copy(update={"interview": held}))
    return replace(given, kit=Kit(**kit))


def kit(
    role: str = ROLE, example: str = "riverbend", interview: Mapping[str, Any] | None = None, **kit: Any
) -> Document:
    """Return the tree of a kit."""
    return compose("rubric", made(role, example, interview, **kit))


def stages_of(given: Material) -> tuple[Any, ...]:
    """Return the stages of a kit as they are read, by no builder of ours."""
    interview = given.opening.interview
    return interview.loop if interview and interview.loop else given.profile.family.loop


def names_of_sheets(tree: Document) -> list[str]:
    return [sheet.name if sheet else "" for sheet, _ in sheets(tree)]


def sheet_of(tree: Document, name: str) -> tuple[Sheet, tuple[Section, ...]]:
    """Return the one sheet of a name, with its main parts."""
    ((sheet, sections),) = [(sheet, held) for sheet, held in sheets(tree) if sheet and sheet.name == name]
    return sheet, sections


def section_of(tree: Document, name: str) -> Section:
    """Return the one section of an id, at any depth."""
    (found,) = [block for block in blocks(tree) if isinstance(block, Section) and block.id == name]
    return found


def alone(tree: Document, *sections: Section) -> Document:
    """Return a document of some sections alone."""
    return replace(tree, title=(), subtitle=(), sections=sections)


def lines_of(tree: Document, *sections: Section) -> list[str]:
    """Return the texts of sections, a line for each."""
    return [line(inlines) for inlines in texts(alone(tree, *sections))]


def tables(tree: Document, style: str) -> list[Table]:
    return [block for block in blocks(tree) if isinstance(block, Table) and block.style == style]


def cells(table: Table) -> list[list[str]]:
    """Return the words of a table by row and column, without its head."""
    return [[line(cell.inlines) for cell in row] for row in table.rows]


def facts(tree: Document, *sections: Section) -> dict[str, str]:
    """Return the facts of sections by their labels."""
    held = alone(tree, *sections)
    return {f.label: line(f.inlines) for block in blocks(held) if isinstance(block, Facts) for f in block.facts}


def boxes(tree: Document) -> list[Box]:
    return [inline for inlines in texts(tree) for inline in inlines if isinstance(inline, Box)]


def fields(tree: Document) -> list[str]:
    """Return every name of a field, of boxes as of all that is written into."""
    found = [box.field for box in boxes(tree)]
    for block in blocks(tree):
        match block:
            case Lines(field=field):
                found.append(field)
            case Facts(facts=held):
                found += [fact.field for fact in held]
            case Table(header=header, rows=rows):
                found += [cell.field for row in (header, *rows) for cell in row]
    return [field for field in found if field]
