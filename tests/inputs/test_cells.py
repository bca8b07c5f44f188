"""Cells of a table: laid over the trees before what is typed, their problems pointing at the cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import EXAMPLES
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.errors import InputError, Place
from jdgen.inputs.commands import check_command
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.overrides import Cell
from jdgen.inputs.source import Scalar

COMPANY = EXAMPLES / "companies/riverbend.yaml"
OPENING = EXAMPLES / "openings/riverbend-eng-214.yaml"
CANDIDATE = EXAMPLES / "candidates/dana-reyes.yaml"


def sources_of(cells: Mapping[str, str | None], *settings: str, candidate: Path | None = CANDIDATE) -> Sources:
    laid = tuple(
        Cell(key, Scalar(text or "", Place("rows.csv", 7, column), null=text is None))
        for column, (key, text) in enumerate(cells.items(), start=1)
    )
    return Sources("senior-software-engineer", COMPANY, OPENING, candidate, settings=settings, cells=laid)


def gathered(cells: Mapping[str, str | None], *settings: str, candidate: Path | None = CANDIDATE) -> Material:
    sources = sources_of(cells, *settings, candidate=candidate)
    return gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=True))


def problems(cells: Mapping[str, str | None], *settings: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        gathered(cells, *settings)
    return [str(problem) for problem in caught.value.problems]


def test_cells_are_laid_over_every_root_and_the_model_types_them():
    made = gathered({
        "role.title": "Principal Engineer", "company.name": "Acme", "opening.pay.max": "190000.50",
        "opening.rolling": "true", "opening.deadline": None, "candidate.years": "9",
        "candidate.target.company": "Acme", "candidate.target.reason": None,
    })  # fmt: skip
    assert made.profile is not None
    assert (made.profile.role.title, made.company.name, made.opening.pay.max) == (
        "Principal Engineer", "Acme", Decimal("190000.50"),
    )  # fmt: skip
    assert (made.opening.rolling, made.opening.deadline, made.candidate.years) == (True, None, 9)
    assert made.company.name.place == Place("rows.csv", 7, 2)
    assert gathered({"candidate.years": "9"}, candidate=None).candidate.years == 9


def test_a_cell_says_which_family_and_role_are_taken_from():
    made = gathered({"role.extends": "staff-software-engineer", "role.title": "Bench Lead"})
    plain = gathered({}, "role.extends=staff-software-engineer", "role.title=Bench Lead")
    assert made.profile is not None
    assert plain.profile is not None
    assert made.profile.role.model_dump() == plain.profile.role.model_dump()
    assert problems({"role.family": "enginering"})[0] == (
        "rows.csv:7:1: there is no family `enginering`; did you mean `software-engineering`?"
    )


def test_what_is_typed_is_stronger_than_a_cell():
    made = gathered({"opening.team": "Cell", "company.legal_name": "Cell", "role.title": "Cell"},
                    "opening.team=Typed", "role.title=Typed")  # fmt: skip
    assert made.profile is not None
    assert (made.opening.team, made.company.legal_name, made.profile.role.title) == ("Typed", "Cell", "Typed")


def test_a_cell_replaces_an_entry_of_a_list_appends_one_and_takes_one_out():
    before = gathered({}).company.benefits
    assert gathered({"company.benefits[1]": "Tea"}).company.benefits == (before[0], "Tea", before[2])
    assert gathered({"company.benefits[3]": "Tea"}).company.benefits == (*before, "Tea")
    assert gathered({"company.benefits[0]": None}).company.benefits == before[1:]
    assert gathered({"company.legal_name": "null"}).company.legal_name == "null"


def test_problems_name_the_cell_its_column_and_its_value():
    cells = {"opening.days_onsite": "9", "opening.pay.min": "a lot", "role.title": "", "role.years.min": "x"}
    assert problems(cells) == [
        "rows.csv:7:1: `days_onsite` must be at most 7, not `9`",
        "rows.csv:7:2: `pay.min` must be a plain number, such as 80000, not `a lot`",
        "rows.csv:7:3: `title` is blank",
        "rows.csv:7:4: `years.min` must be a whole number, not `x`",
    ]
    assert problems({"company.benefits[9]": "Tea"}) == [
        "rows.csv:7:1: `company.benefits[9]` is `Tea`, but index 9 is beyond the end; the list has 3 entries; "
        "`[3]` appends one"
    ]
    assert problems({"company.name": "a\udcff"}) == ["rows.csv:7:1: `company.name` is not UTF-8 text"]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("opening.pya.min", "; did you mean `pay`?"),
        ("opening.pay.mni", "; did you mean `min`?"),
        ("opning.pay.min", "; did you mean `opening.pay.min`?"),
        ("pay", "; the roots are role, company, opening, candidate"),
        ("company", "; name a value, such as `company.name`"),
        ("company..name", "; name a value, such as `company.name`"),
        ("role.titel", "; did you mean `title`?"),
    ],
)
@pytest.mark.parametrize("text", ["3", None])
def test_a_column_that_no_file_has_is_said_to_be_one(key, hint, text):
    assert problems({key: text}) == [f"rows.csv:7:1: unknown column `{key}`{hint}"]


def test_a_command_that_finds_a_notice_again_says_what_the_cells_say():
    sources = sources_of({"opening.team": "Any team", "company.about": None, "candidate.years": "9"}, "opening.team=x")
    assert check_command(Sources("a", cells=sources.cells, settings=sources.settings), "law", ("opening",), None) == (
        "jdgen check a --group law --set 'opening.team=Any team' --set company.about=null --set opening.team=x"
    )
