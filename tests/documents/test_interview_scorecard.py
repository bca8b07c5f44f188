"""What one interviewer fills in: the page of a competency, its anchors, and the scorecard."""

from __future__ import annotations

import pytest
from full import line
from kits import PANEL, ROLES, alone, boxes, cells, facts, kit, made, section_of, sheet_of, stages_of, tables

from jdgen.documents.interview_guide import FEWEST_LINES, MOST_LINES
from jdgen.documents.tree import Box, Facts, Lines, Paragraph, Run, Section, Table, blocks, plain
from jdgen.pipeline import compose
from making import RIVERBEND, material

RATINGS = ["Well below", "Below", "Meets", "Above"]
COLUMNS = [*RATINGS, "No evidence"]


def test_a_competency_page_holds_what_an_interviewer_needs() -> None:
    given, page = made(), section_of(kit(), "design-design")
    competency, question = given.profile.family.competencies["design"], given.profile.questions("design")[0]
    definition, about, must, asking, rating = page.blocks
    assert (plain(definition.inlines), definition.style) == (competency.definition, "lead")
    assert plain(about.inlines) == "First look, from 0:05, 30 minutes. Expected: Advanced (4 of 5). Weight 3."
    assert must.id == "r-led-initiative"
    assert (asking.id, rating.id) == (question.id, "rating-design-design")
    notes = asking.blocks[-1]
    assert isinstance(notes, Lines)
    assert (notes.label, notes.field) == ("Notes", "design.design.notes")
    anchors, evidence, none = rating.blocks
    assert [plain(cell.inlines) for cell in anchors.header] == RATINGS
    assert [isinstance(cell.inlines[0], Box) for cell in anchors.header] == [True] * 4
    assert [cell.strong for cell in anchors.header] == [cell.strong for cell in anchors.rows[0]]
    assert [cell.strong for cell in anchors.header] == [False, False, True, False]
    assert (evidence.label, evidence.count) == ("Evidence, in the candidate’s words", 2)
    assert isinstance(none.inlines[0], Box)
    assert plain(none.inlines).startswith("No evidence")
    assert rating.keep


@pytest.mark.parametrize("role", ROLES)
def test_every_competency_page_has_room_to_write(role: str) -> None:
    counts = [
        block.count
        for block in blocks(kit(role))
        if isinstance(block, Lines) and block.label == "Notes" and block.field.endswith(".notes")
    ]
    assert len(counts) == sum(
        len([k for k in s.covers if k in made(role).profile.weighted]) for s in stages_of(made(role))
    )
    assert min(counts) >= FEWEST_LINES
    assert max(counts) <= MOST_LINES
    assert len(set(counts)) > 1, "the lines fill what is left of a page"


@pytest.mark.parametrize(
    ("expects", "wanted"),
    [
        (1, ["no: {1}", "part: {1}", "{1}", "{2}"]),
        (2, ["no: {1}", "{1}", "{2}", "{3}"]),
        (3, ["{1}", "{2}", "{3}", "{4}"]),
        (4, ["{2}", "{3}", "{4}", "{5}"]),
        (5, ["{3}", "{4}", "{5}", "above"]),
    ],
)
def test_anchors_follow_from_what_is_expected(expects: int, wanted: list[str]) -> None:
    given = material(RIVERBEND, f"role.expects.design={expects}")
    tree = compose("rubric", given)
    anchors = {f"{{{level}}}": text for level, text in given.profile.family.competencies["design"].anchors.items()}

    def words(sign: str) -> str:
        if sign == "above":
            return "As “Meets”, and has taught others to do the same."
        sort, _, level = sign.rpartition(": ")
        return {"no": "Does not yet show: ", "part": "Shows only a part of: ", "": ""}[sort] + anchors[level]

    pages = [section_of(tree, name) for name in ("design-design", "work-sample-design")]
    found = tables(alone(tree, *pages), "anchors")
    assert [[plain(cell.inlines) for cell in table.rows[0]] for table in found] == [[words(s) for s in wanted]] * 2
    assert [cell.id for cell in found[0].rows[0]] == ["design--2", "design--1", "design-0", "design-1"]
    level = f"{given.profile.family.proficiency[expects - 1]} ({expects} of 5)"
    (matrix,) = tables(alone(tree, section_of(tree, "matrix")), "grid")
    assert cells(matrix)[0][:3] == ["System design", "3", level]
    for page in pages:
        assert [f"Expected: {level}." in line(b.inlines) for b in page.blocks if isinstance(b, Paragraph)].count(
            True
        ) == 1


def test_a_competency_without_weight_is_not_asked_about() -> None:
    tree = compose("rubric", material(RIVERBEND, "role.weights.quality=0", "role.weights.review=9"))
    order = ["review", "design", "craft", "operations", "influence"]
    (grid,) = [table for table in tables(tree, "grid") if line(table.header[-1].inlines) == "Vote"]
    named = [str(made().profile.family.competencies[key].name) for key in order]
    assert [plain(cell.inlines) for cell in grid.header[1:-1]] == named
    assert [row[0].id for row in tables(alone(tree, section_of(tree, "matrix")), "grid")[0].rows] == order
    name = str(made().profile.family.competencies["quality"].name)
    assert [plain(cell.inlines) for t in tables(tree, "scorecard") for row in t.rows for cell in row[:1]].count(
        name
    ) == 0
    assert [section.id for section in tree.sections if section.id.endswith("-quality")] == []


def cards(tree: object) -> list[Section]:
    return [section for section in tree.sections if section.id.startswith("scorecard-")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", ROLES)
def test_a_scorecard_rates_what_its_stage_assesses_and_confirms_its_must_haves(role: str) -> None:
    given, tree = made(role), kit(role)
    competencies = given.profile.family.competencies
    found = cards(tree)
    assert len(found) == len(stages_of(given))
    for stage, card in zip(stages_of(given), found, strict=True):
        assert line(card.title) == f"Scorecard: {stage.name}"
        held = [key for key in given.profile.weighted if key in stage.covers]
        (table,) = tables(alone(tree, card), "scorecard")
        assert [line(cell.inlines) for cell in table.header] == ["Competency", *COLUMNS, "Evidence"]
        assert sorted(row[0].id for row in table.rows) == sorted(held)
        for row in table.rows:
            name = str(competencies[row[0].id].name)
            assert line(row[0].inlines) == name
            assert [[box.label for box in cell.inlines] for cell in row[1:6]] == [[f"{name}: {c}"] for c in COLUMNS]
            assert (row[6].inlines, bool(row[6].field)) == ((), True)
        musts = [str(must.id) for must in given.profile.musts[:6] if must.competency in held]
        confirmed = [row[0].id for t in tables(alone(tree, card), "plan") for row in t.rows]
        assert confirmed == musts
        texts = {str(must.id): line((Run(str(must.text)),)) for must in given.profile.musts}
        rows = [row for t in tables(alone(tree, card), "plan") for row in cells(t)]
        assert rows == [[texts[name], "", "", ""] for name in musts]


def test_every_must_have_of_every_role_is_confirmed_twice() -> None:
    found = {}
    for role in ROLES:
        given, tree = made(role), kit(role)
        confirmed = [row[0].id for card in cards(tree) for t in tables(alone(tree, card), "plan") for row in t.rows]
        found[role] = {str(m.id): confirmed.count(str(m.id)) for m in given.profile.musts[:6] if m.competency}
    assert found == {role: dict.fromkeys(counts, 2) for role, counts in found.items()}
    assert min(map(len, found.values())) >= 3


def test_a_scorecard_is_completed_alone_and_ends_with_the_recommendation() -> None:
    (card,) = cards(kit(stage="design"))
    (lead,) = [line(block.inlines) for block in card.blocks if isinstance(block, Paragraph) and block.style == "lead"]
    assert "before you talk to anyone" in lead
    assert "“Well below” and “Above” need evidence" in lead
    (vote,) = [block for block in card.blocks if isinstance(block, Paragraph) and block.style == "vote"]
    assert [inline.text.strip() for inline in vote.inlines if isinstance(inline, Run)][1:] == [
        "Strong hire", "Hire", "No hire", "Strong no hire",
    ]  # fmt: skip
    assert [type(inline) for inline in vote.inlines][1:] == [Box, Run] * 4
    assert [block.label for block in card.blocks if isinstance(block, Lines)][-1] == "Signature"
    places = [card.blocks.index(block) for block in card.blocks if isinstance(block, Table | Paragraph)]
    assert card.blocks.index(vote) == max(places)


def test_each_interviewer_has_a_scorecard_with_the_own_name() -> None:
    tree = kit(interview={"panel": PANEL})
    _, held = sheet_of(tree, "System design interview")
    found = [section for section in held if section.id.startswith("scorecard-")]
    assert [facts(tree, card)["Interviewer"] for card in found] == ["Bo Lind", "Cleo Marsh-Vandenberg"]
    assert [facts(tree, card)["Interviewer"] for card in cards(tree)] == [
        "Ada Okafor", "Bo Lind", "Cleo Marsh-Vandenberg", "Cleo Marsh-Vandenberg", "Ada Okafor",
    ]  # fmt: skip
    # what is known is not asked for
    known = [f.field for card in cards(tree) for b in card.blocks if isinstance(b, Facts) for f in b.facts if f.inlines]
    assert known == [""] * 5
    assert len(set(map(str, (box.field for box in boxes(alone(tree, *cards(tree))))))) == len(
        boxes(alone(tree, *cards(tree)))
    )


def test_names_given_for_a_kit_come_before_those_of_the_opening() -> None:
    tree = kit(interview={"panel": PANEL}, interviewers={"design": ("Dee *Ng*",), "screen": ("Eve Ohm", "Fay Poe")})
    assert [facts(tree, card)["Interviewer"] for card in cards(tree)] == ["Eve Ohm", "Fay Poe", "Dee *Ng*", "", ""]
    plan = cells(tables(alone(tree, section_of(tree, "plan")), "plan")[0])
    assert [row[4] for row in plan] == ["Eve Ohm / Fay Poe", "Dee *Ng*", "", ""]
    panel = facts(tree, section_of(tree, "cover"))["Panel"]
    assert [panel.count(name) for name in ("Eve Ohm", "Fay Poe", "Dee *Ng*", "Ada", "Bo Lind", "Cleo")] == [
        1,
        1,
        1,
        0,
        0,
        0,
    ]
    (grid,) = [table for table in tables(tree, "grid") if line(table.header[-1].inlines) == "Vote"]
    assert [line(row[0].inlines) for row in grid.rows[1:-2]] == [
        "Eve Ohm / Hiring manager screen", "Fay Poe / Hiring manager screen", "Dee *Ng* / System design interview",
        "Work sample", "Behavioral interview",
    ]  # fmt: skip
    (people,) = section_of(tree, "people").blocks
    assert [line(item.inlines) for item in people.items] == [
        "Hiring manager screen: Eve Ohm and Fay Poe", "System design interview: Dee *Ng*",
    ]  # fmt: skip


def test_without_names_the_stages_wait_for_them() -> None:
    tree = kit()
    assert [facts(tree, card)["Interviewer"] for card in cards(tree)] == [""] * 4
    assert [section for section in blocks(tree) if isinstance(section, Section) and section.id == "people"] == []
    plan = tables(alone(tree, section_of(tree, "plan")), "plan")[0]
    assert [(row[4].inlines, row[4].field) for row in plan.rows] == [
        ((), f"Plan.{stage.id}.interviewer") for stage in stages_of(made())
    ]


def test_the_opening_names_the_panel_and_the_guide_its_interviewer() -> None:
    tree = kit(interview={"panel": PANEL}, stage="screen")
    found = facts(tree, section_of(tree, "guide-screen"))
    assert found["Interviewer"] == "Ada Okafor"
