"""The rubric: the loop, a page for each competency that counts, and a scorecard; its anchors follow from `expects`."""

from __future__ import annotations

import pytest
from full import FULL, made_of, said, sections

from jdgen.documents.tree import Box, Bullets, Cell, Document, Lines, Paragraph, Section, Table, blocks, plain
from jdgen.pipeline import compose
from making import EXAMPLE, document, material

COMPETENCIES = ["design", "craft", "operations", "review", "influence", "quality"]


def tables(tree: Document, style: str) -> list[Table]:
    return [block for block in blocks(tree) if isinstance(block, Table) and block.style == style]


def section_of(tree: Document, name: str) -> Section:
    (found,) = [section for section in tree.sections if section.id == name]
    return found


def test_sections_and_their_order() -> None:
    tree = document("rubric")
    assert [(level, identity) for level, identity, _ in sections(tree)] == [
        (1, "loop"),
        (2, "weights"),
        (2, "scale"),
        (1, "must-haves"),
        *(part for key in COMPETENCIES for part in ((1, f"competency-{key}"), (2, f"q-{key}-1"), (2, f"rating-{key}"))),
        (1, "second"),
        *((2, f"q-{key}-2") for key in COMPETENCIES),
        (1, "scorecard"),
        (2, "confirmed"),
    ]
    assert [section.new_page for section in tree.sections] == [False, False, *[True] * 6, True, True]


def test_a_competency_page_holds_what_an_interviewer_needs() -> None:
    tree = document("rubric")
    page = section_of(tree, "competency-design")
    definition, must, question, rating = page.blocks
    profile = material().profile
    asked_first = profile.questions("design")[0]
    assert plain(definition.inlines) == profile.family.competencies["design"].definition
    assert must.id == "r-led-initiative"
    asked, columns, notes = question.blocks
    assert (plain(asked.inlines), asked.id, asked.style) == (asked_first.ask, "q-design-1", "question")
    assert [column.label for column in columns.columns] == ["Probes", "Listen for"]
    assert [plain(i.inlines) for i in columns.columns[0].blocks[0].items] == list(asked_first.probes)
    assert [plain(i.inlines) for i in columns.columns[1].blocks[0].items] == list(asked_first.listen_for)
    assert notes == Lines(6, "Notes")
    anchors, evidence, none = rating.blocks
    assert [plain(cell.inlines) for cell in anchors.header] == ["Well below", "Below", "Meets", "Above"]
    assert [isinstance(cell.inlines[0], Box) for cell in anchors.header] == [True] * 4
    assert [cell.strong for cell in anchors.header] == [cell.strong for cell in anchors.rows[0]]
    assert [cell.strong for cell in anchors.header] == [False, False, True, False]
    assert evidence == Lines(1, "Evidence, in the candidate’s words")
    assert none.inlines[0] == Box("No evidence")


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
    given = material(EXAMPLE["riverbend"], f"role.expects.design={expects}")
    tree = compose("rubric", given)
    anchors = {f"{{{level}}}": text for level, text in given.profile.family.competencies["design"].anchors.items()}

    def words(sign: str) -> str:
        if sign == "above":
            return "As “Meets”, and has taught others to do the same."
        sort, _, level = sign.rpartition(": ")
        return {"no": "Does not yet show: ", "part": "Shows only a part of: ", "": ""}[sort] + anchors[level]

    row = tables(tree, "anchors")[0].rows[0]
    assert [plain(cell.inlines) for cell in row] == [words(sign) for sign in wanted]
    assert [cell.id for cell in row] == ["design--2", "design--1", "design-0", "design-1"]
    level = given.profile.family.proficiency[expects - 1]
    assert said("rubric", given)["loop"].count(f"{level} ({expects} of 5)") >= 1


def test_a_competency_without_weight_is_not_asked_about() -> None:
    tree = document("rubric", "riverbend", "role.weights.quality=0", "role.weights.review=9")
    order = ["review", "design", "craft", "operations", "influence"]
    assert [s.id for s in tree.sections if s.id.startswith("competency-")] == [f"competency-{key}" for key in order]
    assert [row[0].id for row in tables(tree, "scorecard")[0].rows] == order
    covered = [plain(cell.inlines) for table in tables(tree, "plan")[:1] for row in table.rows for cell in row[3:]]
    assert [words for words in covered if "Testing" in words] == []


def test_the_scorecard_has_a_row_for_each_competency_and_a_box_for_each_rating() -> None:
    (table,) = tables(document("rubric"), "scorecard")
    names = [material().profile.family.competencies[key].name for key in COMPETENCIES]
    columns = ["Well below", "Below", "Meets", "Above", "No evidence"]
    assert [plain(cell.inlines) for cell in table.header] == ["Competency", *columns, "Evidence"]
    assert [[cell.inlines for cell in row[1:]] for row in table.rows] == [
        [*((Box(f"{name}: {column}"),) for column in columns), ()] for name in names
    ]
    assert [plain(row[0].inlines) for row in table.rows] == names


def test_the_loop_names_each_stage_with_what_it_assesses() -> None:
    lines = said("rubric", made_of(FULL))["loop"]
    assert lines[1].startswith("One stage, 50 minutes in all. ")
    assert lines[2:12] == [
        "Stage", "Minutes", "Held by", "Assesses first", "Second look",
        "The talk", "50", "hiring manager, telephone", "System design", "Software construction",
    ]  # fmt: skip


def found_requirements(tree: Document) -> dict[str, set[str]]:
    """Return what each requirement id stands beside: whole texts of entries, cells and confirmations."""
    found: dict[str, set[str]] = {}
    for block in blocks(tree):
        nodes: list[object] = [block] if isinstance(block, Paragraph) else []
        nodes += block.items if isinstance(block, Bullets) else ()
        nodes += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        for node in nodes:
            assert isinstance(node, Paragraph | Cell) or hasattr(node, "inlines")
            if node.id.startswith("r-"):
                found.setdefault(node.id, set()).add(plain(node.inlines).removeprefix("Must have: "))
    return found


def test_a_requirement_is_one_sentence_with_one_id_in_every_document() -> None:
    musts = {r.id: {str(r.text)} for r in material().profile.musts}
    assert len(musts) == 6
    posting = {key: text for key, text in found_requirements(document("posting")).items() if key in musts}
    assert posting == musts
    assert found_requirements(document("rubric")) == musts
    letter = "\n".join(plain(p.inlines) for p in blocks(document("letter")) if isinstance(p, Paragraph))
    quoted = {key for key, (text,) in ((k, tuple(v)) for k, v in musts.items()) if f"“{text}”" in letter}
    assert quoted == {"r-led-initiative", "r-owned-production"}


def test_every_must_have_has_a_place_where_it_was_written() -> None:
    table = next(b for b in section_of(document("rubric"), "must-haves").blocks if isinstance(b, Table))
    places = [row[0].place for row in table.rows]
    assert [place.source.rpartition("/")[2] for place in places] == ["senior-software-engineer.yaml"] * 6
    assert [place.line for place in places] == sorted({place.line for place in places})
