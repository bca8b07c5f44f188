"""What leaves the panel: the candidate's sheet and the task, in the words of the posting and without secrets."""

from __future__ import annotations

import re

import pytest
from full import FULL, line, made_of, said, without
from kits import (
    EXAMPLES,
    PANEL,
    ROLES,
    alone,
    cells,
    facts,
    fields,
    kit,
    lines_of,
    made,
    section_of,
    sheet_of,
    stages_of,
    tables,
)

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.tree import Document, Section, plain, sheets
from jdgen.pipeline import compose

PUBLIC = ("How we interview", ": your task")
NAME = "Ngozi Adichie-Brandt"


def public(tree: Document) -> list[Section]:
    """Return the sections that the candidate gets."""
    return [section for sheet, held in sheets(tree) if sheet and sheet.name.endswith(PUBLIC) for section in held]


def words_of(value: object) -> str:
    return plain(inlines(value))  # type: ignore[arg-type]  # a Text or a Prose of the model


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_candidate_reads_the_sentences_of_the_posting(example: str) -> None:
    given = made(example=example, interview={"panel": PANEL} if example == "riverbend" else None)
    posting, sheet = compose("posting", given), section_of(compose("rubric", given), "candidate")
    how = lines_of(posting, section_of(posting, "process"))
    assert how[0] == "How we hire"
    assert len(how) == len(stages_of(given)) + 2
    lines = lines_of(posting, sheet)
    start = lines.index(how[1])
    assert lines[start : start + len(how) - 1] == how[1:]
    (adjustment,) = [text for text in lines_of(posting, section_of(posting, "apply")) if "adjustment" in text]
    assert lines.count(adjustment) == 1


def test_the_full_input_says_the_same_in_both() -> None:
    given = made_of(FULL)
    how, lines = said("posting", given)["process"][1:], said("rubric", given)["candidate"]
    assert [text for text in how if text not in lines] == []
    assert "We use software in hiring (Sortwell) to sort letters." in how[0]
    assert "If you need an adjustment at any step, ask access@acme.example (by carrier pigeon). " in "\n".join(lines)


@pytest.mark.parametrize("field", ["company.accommodation", "company.accommodation.contact"])
def test_without_a_contact_the_candidate_asks_who_invited(field: str) -> None:
    lines = said("rubric", made_of(without(field)))["candidate"]
    (adjustment,) = [text for text in lines if text.startswith("If you need an adjustment at any step")]
    assert adjustment == "If you need an adjustment at any step, ask whoever invited you. Asking counts against nobody."


@pytest.mark.parametrize("role", ROLES)
def test_what_leaves_the_panel_tells_no_secret(role: str) -> None:
    given, tree = made(role, interview={"panel": PANEL}), kit(role, interview={"panel": PANEL})
    posted = lines_of(compose("posting", given), section_of(compose("posting", given), "process"))
    text = "\n".join(said for said in lines_of(tree, *public(tree)) if said not in posted)
    assert len(public(tree)) == 1 + sum(1 for stage in stages_of(given) if stage.task)
    secret, asked = [], []
    for key in given.profile.weighted:
        competency = given.profile.family.competencies[key]
        for question in competency.questions:
            secret += [words_of(prose) for prose in (*question.probes, *question.listen_for)]
            asked += [words_of(question.ask)] if question.type != "work-sample" else []
        expected = given.profile.role.expects[key]
        secret += [words_of(anchor) for level, anchor in competency.anchors.items() if level != expected]
    assert len(secret) > 50
    assert [words for words in secret if words in text] == []
    assert [words for words in asked if words in text] == []
    assert re.findall(r"(?i)confidential|scorecard|weight|strong hire|well below", text) == []
    assert [sheet.header for sheet, _ in sheets(tree) if sheet and sheet.name.endswith(PUBLIC)] == [
        f"{plain(inlines(given.title or ''))} · For the candidate"
    ] * len(public(tree))


@pytest.mark.parametrize("role", ROLES)
def test_a_task_says_what_is_asked_given_and_how_it_is_scored(role: str) -> None:
    given, tree = made(role), kit(role)
    family, weights = given.profile.family, given.profile.role.weights
    held = [stage for stage in stages_of(given) if stage.task]
    assert len(held) >= 1
    for stage in held:
        sheet, (section,) = sheet_of(tree, f"{stage.name}: your task")
        lines = lines_of(tree, section)
        assert lines[0] == f"{stage.name}: your task"
        assert lines[1 : 1 + len(paragraphs(stage.task.brief))] == [words_of(p) for p in paragraphs(stage.task.brief)]
        assert [words_of(text) for text in stage.task.given if words_of(text) not in lines] == []
        assert [t for t in [stage.task.prepare] if t and words_of(t) not in lines] == []
        assert [text for text in lines if re.match(rf"{stage.minutes} minutes\b", text)] != []
        (scored,) = tables(alone(tree, section_of_(section, "scored")), "plan")
        assert [line(cell.inlines) for cell in scored.header] == ["Competency", "Meets"]
        keys = {str(family.competencies[key].name): key for key in stage.covers if weights.get(key, 0)}
        rows = cells(scored)
        assert sorted(row[0] for row in rows) == sorted(keys)
        assert [row[1] for row in rows] == [words_of(given.profile.anchor(keys[row[0]], 0)[1]) for row in rows]
        asked = {q.id for key in keys.values() for q in given.profile.questions(key) if q.type == "work-sample"}
        steps = [i for b in section.blocks if isinstance(b, Section) and b.id == "steps" for i in b.blocks[0].items]
        assert {item.id for item in steps} <= asked
        assert sheet.landscape is False


def section_of_(section: Section, name: str) -> Section:
    (found,) = [block for block in section.blocks if isinstance(block, Section) and block.id == name]
    return found


def everything(tree: Document) -> str:
    """Return all that a document says, on its pages and about itself."""
    sheet_words = [word for sheet, _ in sheets(tree) if sheet for word in (sheet.name, sheet.header)]
    parts = [*lines_of(tree, *tree.sections), line(tree.title), line(tree.subtitle), tree.header, tree.footer]
    return "\n".join([*parts, *sheet_words, tree.author, tree.subject, repr(tree.record)])


def test_the_candidate_is_named_on_every_page_that_is_filled_in() -> None:
    tree = kit(candidate=NAME)
    holders = ["cover", "debrief", *(s.id for s in tree.sections if s.id.startswith(("guide-", "scorecard-")))]
    assert {name: facts(tree, section_of(tree, name))["Candidate"] for name in holders} == dict.fromkeys(holders, NAME)
    assert [name for name in fields(tree) if name.endswith(".candidate")] == []
    assert NAME not in "\n".join(lines_of(tree, *public(tree)))


def test_a_blind_kit_has_a_number_and_no_name() -> None:
    tree = kit(candidate="C-17", blind=True)
    holders = ["cover", "debrief", *(s.id for s in tree.sections if s.id.startswith(("guide-", "scorecard-")))]
    found = {name: facts(tree, section_of(tree, name)) for name in holders}
    assert {name: held.get("Candidate number") for name, held in found.items()} == dict.fromkeys(holders, "C-17")
    assert [name for name, held in found.items() if "Candidate" in held] == []
    warning = "Write neither a name nor a school"
    assert [warning in text for text in lines_of(tree, section_of(tree, "cover"))].count(True) == 1
    assert warning not in "\n".join(lines_of(kit(), section_of(kit(), "cover")))


def test_no_kit_knows_the_candidate_of_a_letter() -> None:
    text = everything(compose("rubric", made_of(FULL)))
    assert [word for word in ("Dana", "Reyes", "Alpine Freight", "dana@", "Boulder") if word in text] == []
    assert text.count("Acme Pumps") >= 2


@pytest.mark.parametrize("role", ROLES)
def test_no_sentence_has_two_signs_at_its_end(role: str) -> None:
    tree = kit(role, interview={"panel": PANEL})
    found = [
        text
        for text in lines_of(tree, *tree.sections)
        if re.search(r"\.[;,:]|[;,:]{2}|[^.]\.\.(?!\.)|\s[.,;:](\s|$)", text)
    ]
    assert found == []
