"""The interview kit as a whole: its parts and their order, the sheets they are on, and what says whose it is."""

from __future__ import annotations

import pytest
from full import line
from kits import PANEL, ROLES, alone, cells, facts, kit, made, names_of_sheets, section_of, tables

from jdgen.documents.material import OF_A_STAGE, PARTS
from jdgen.documents.tree import Bullets, Cell, Document, Item, Paragraph, Table, blocks, plain, sheets
from jdgen.pipeline import compose
from making import document, material

FOR_THE_CANDIDATE = "For the candidate"
HEADER = "Senior Software Engineer · Confidential"
WHOLE = {
    "Cover": ["cover"],
    "Loop plan": ["plan"],
    "Hiring manager screen": [
        "guide-screen", "screen-review", "screen-influence", "screen-quality", "scorecard-screen",
    ],
    "System design interview": [
        "guide-design", "design-design", "design-craft", "design-operations", "scorecard-design",
    ],
    "Work sample": [
        "guide-work-sample", "work-sample-craft", "work-sample-quality", "work-sample-design",
        "scorecard-work-sample",
    ],
    "Work sample: your task": ["task-work-sample"],
    "Behavioral interview": [
        "guide-behavioral", "behavioral-operations", "behavioral-review", "behavioral-influence",
        "scorecard-behavioral",
    ],
    "Debrief": ["debrief"],
    "Fairness": ["fairness"],
    "How we interview": ["candidate"],
}  # fmt: skip
"""The sheets of the example's kit, and the main parts on each."""
OF_PARTS = {
    "cover": ["Cover"],
    "plan": ["Loop plan"],
    "debrief": ["Debrief"],
    "fairness": ["Fairness"],
    "candidate": ["How we interview"],
    "task": ["Work sample: your task"],
}
STAGES = ["Hiring manager screen", "System design interview", "Work sample", "Behavioral interview"]
TURNED = ["Debrief"]
FOR_CANDIDATES = ["How we interview", "Work sample: your task"]


def parts_of(tree: Document) -> dict[str, list[str]]:
    return {sheet.name if sheet else "": [section.id for section in held] for sheet, held in sheets(tree)}


def wanted(*names: str) -> dict[str, list[str]]:
    return {name: WHOLE[name] for name in WHOLE if name in names}


def test_the_whole_kit_has_all_parts_in_their_order() -> None:
    tree = kit()
    assert parts_of(tree) == wanted(*WHOLE)
    assert list(parts_of(tree)) == list(wanted(*WHOLE))


def test_one_stage_has_the_pages_of_its_interviewer() -> None:
    assert OF_A_STAGE == ("guide", "task", "scorecard", "fairness")
    assert parts_of(kit(stage="design")) == wanted("System design interview", "Fairness")
    assert list(parts_of(kit(stage="work-sample"))) == list(wanted("Work sample", "Work sample: your task", "Fairness"))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_can_be_chosen(part: str) -> None:
    found = parts_of(kit(parts=(part,)))
    if part in OF_PARTS:
        assert found == wanted(*OF_PARTS[part])
    else:
        cards = part == "scorecard"
        assert found == {name: [i for i in WHOLE[name] if i.startswith("scorecard-") == cards] for name in STAGES}


def test_parts_come_in_the_order_of_the_kit_and_not_of_the_wish() -> None:
    tree = kit(parts=("candidate", "scorecard", "cover", "guide"))
    assert names_of_sheets(tree) == ["Cover", *STAGES, "How we interview"]
    assert parts_of(tree)["Work sample"] == WHOLE["Work sample"]


def test_a_part_of_one_stage() -> None:
    assert parts_of(kit(stage="design", parts=("scorecard",))) == {"System design interview": ["scorecard-design"]}
    tree = kit(stage="design", parts=("cover", "candidate"))
    assert names_of_sheets(tree) == ["Cover", "How we interview"]
    # the candidate reads of the whole loop, whatever part of the kit is printed
    (process,) = [block for block in section_of(tree, "candidate").blocks if isinstance(block, Bullets)]
    assert [item.id for item in process.items] == ["screen", "design", "work-sample", "behavioral"]


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({}, "Interview kit"),
        ({"stage": "design"}, "System design interview"),
        ({"stage": "design", "parts": ("scorecard",)}, "Scorecard: System design interview"),
        ({"parts": ("cover", "debrief")}, "Interview kit"),
        ({"parts": ("candidate",)}, "How we interview"),
    ],
)
def test_what_stands_above_all_pages_gives_the_title(options: dict[str, object], title: str) -> None:
    tree = kit(**options)
    assert plain(tree.title) == title
    assert tree.sections[0].title == ()
    assert [plain(section.title) for section in tree.sections[1:] if not plain(section.title)] == []
    mark = FOR_THE_CANDIDATE if options == {"parts": ("candidate",)} else "Confidential"
    assert plain(tree.subtitle) == f"Senior Software Engineer · Riverbend Robotics · ENG-214 · {mark}"


@pytest.mark.parametrize(
    "parts", [("debrief", "candidate"), ("guide",), ("scorecard", "fairness"), ("task", "candidate")]
)
def test_parts_without_a_cover_keep_their_own_titles(parts: tuple[str, ...]) -> None:
    tree = kit(parts=parts)
    assert plain(tree.title) == "Interview kit"
    assert [plain(section.title) for section in tree.sections if not plain(section.title)] == []
    public = parts == ("task", "candidate")
    assert plain(tree.subtitle).endswith(f" · {FOR_THE_CANDIDATE if public else 'Confidential'}")


@pytest.mark.parametrize("options", [{}, {"stage": "design"}, {"parts": ("debrief",)}])
def test_each_main_part_begins_a_page_but_the_first(options: dict[str, object]) -> None:
    tree = kit(**options)
    assert [section.new_page for section in tree.sections] == [False, *[True] * (len(tree.sections) - 1)]
    assert tree.sections[0].sheet
    assert tree.landscape is False


def test_sheets_say_who_may_read_them() -> None:
    found = {sheet.name: (sheet.header, sheet.landscape) for sheet, _ in sheets(kit()) if sheet}
    assert found == {
        name: (HEADER.replace("Confidential", FOR_THE_CANDIDATE) if name in FOR_CANDIDATES else HEADER, name in TURNED)
        for name in wanted(*WHOLE)
    }
    assert kit().header == HEADER
    # with nothing but the candidate's page, no page and no property of the file calls it confidential
    assert kit(parts=("candidate",)).header == "Senior Software Engineer · For the candidate"


def test_the_variant_tells_kits_apart() -> None:
    options = [
        {},
        {"stage": "design"},
        {"stage": "screen"},
        {"parts": ("cover", "plan")},
        {"parts": ("cover",)},
        {"candidate": "C-17"},
        {"candidate": "C-18"},
        {"candidate": "C-18", "blind": True},
        {"stage": "design", "candidate": "C-17", "parts": ("scorecard",)},
    ]
    found = [kit(**option).record.variant for option in options]
    assert len(set(found)) == len(options)
    assert found[:4] == [(), ("design",), ("screen",), ("cover", "plan")]


@pytest.mark.parametrize("role", ROLES)
def test_cover_and_footer_carry_the_version_of_the_posting(role: str) -> None:
    tree, posting = kit(role), compose("posting", made(role))
    assert facts(tree, section_of(tree, "cover"))["Version"] == posting.record.content == tree.record.content
    assert len(posting.record.content) == 8
    assert tree.footer == f"Riverbend Robotics · ENG-214 · Version {posting.record.content}"


def test_the_version_changes_with_the_role_and_the_opening_and_not_with_the_kit() -> None:
    one = kit().record.content
    assert kit(stage="design", candidate="Kim Vos", blind=True).record.content == one
    assert kit(interview={"panel": PANEL}).record.content != one
    assert document("rubric", "riverbend", "role.weights.craft=1").record.content != one


def test_the_cover_names_whose_kit_it_is_and_every_sheet_of_it() -> None:
    tree = kit(interview={"panel": PANEL}, candidate="Kim Vos")
    cover = section_of(tree, "cover")
    found = facts(tree, cover)
    assert found["Role"] == "Senior Software Engineer"
    assert found["Level"].lower() == "rung 3 of 5 in software engineering"
    assert (found["Requisition"], found["Candidate"]) == ("ENG-214", "Kim Vos")
    (contents,) = tables(alone(tree, section_of(tree, "contents")), "plan")
    listed = [row[0].partition(": guide")[0].replace("the task", "your task") for row in cells(contents)]
    assert listed == names_of_sheets(tree)[1:]


@pytest.mark.parametrize("role", ROLES)
def test_the_widths_of_every_table_make_a_whole(role: str) -> None:
    assert_widths(kit(role, interview={"panel": PANEL}))


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("seats", [0, 1, 6])
def test_widths_of_long_loops_and_many_seats(count: int, seats: int) -> None:
    covers = [{"design": "primary"}, {"craft": "primary", "design": "second"}, {"review": "second"}]
    loop = [
        {"id": f"s-{n}", "name": f"Stage {n}", "minutes": 45, "by": "engineer", "covers": covers[n % 3]}
        for n in range(count)
    ]
    panel = [{"name": f"Person {n}", "stages": [stage["id"] for stage in loop]} for n in range(seats)]
    tree = kit(interview={"loop": loop, "panel": panel})
    assert_widths(tree)
    (grid,) = [table for table in tables(tree, "grid") if line(table.header[-1].inlines) == "Vote"]
    assert len(grid.rows) == 1 + count * max(seats, 1) + 2


def assert_widths(tree: Document) -> None:
    found = [block for block in blocks(tree) if isinstance(block, Table)]
    assert len(found) > 8
    for table in found:
        assert {len(row) for row in table.rows} == {len(table.header)} == {len(table.widths)}
        assert sum(table.widths) == 100, table.header
        assert min(table.widths) > 0, table.header


def found_requirements(tree: Document) -> dict[str, set[str]]:
    """Return what each requirement id stands beside: whole texts of entries, cells and confirmations."""
    found: dict[str, set[str]] = {}
    for block in blocks(tree):
        nodes: list[Paragraph | Item | Cell] = [block] if isinstance(block, Paragraph) else []
        nodes += block.items if isinstance(block, Bullets) else ()
        nodes += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        for node in nodes:
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
    (table,) = [block for block in section_of(document("rubric"), "must-haves").blocks if isinstance(block, Table)]
    places = [row[0].place for row in table.rows]
    assert [place.source.rpartition("/")[2] for place in places] == ["senior-software-engineer.yaml"] * 6
    assert [place.line for place in places] == sorted({place.line for place in places})
