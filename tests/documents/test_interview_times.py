"""When what is asked in an interview: the minutes of a stage, and the questions of its competencies."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits import ROLES, alone, cells, kit, made, section_of, stages_of, tables

from jdgen.documents.inline import inlines
from jdgen.documents.interview import looks, timetable
from jdgen.documents.material import Material
from jdgen.documents.tree import Document, Paragraph, blocks, plain
from jdgen.model.family import Stage

LOOPS = [(role, "riverbend") for role in ROLES] + [("senior-software-engineer", "lindqvist")]
RANKED = {"primary": "First look", "second": "Second look"}


def minutes_of(mark: str) -> int:
    hours, minutes = mark.split(":")
    assert len(minutes) == 2
    return 60 * int(hours) + int(minutes)


def marks(tree: Document, stage: str) -> list[list[str]]:
    """Return the rows of the time marks of a stage."""
    (time,) = [held for held in section_of(tree, f"guide-{stage}").blocks if getattr(held, "id", "") == "time"]
    (table,) = tables(alone(tree, time), "plan")
    return cells(table)


def covered(given: Material, stage: Stage) -> list[str]:
    """Return what a stage assesses, first looks first, the heaviest first among each."""
    weights, order = given.profile.role.weights, list(given.profile.role.weights)
    found = [key for key in stage.covers if weights.get(key, 0) > 0]
    return sorted(found, key=lambda key: (stage.covers[key] == "second", -weights[key], order.index(key)))


@pytest.mark.parametrize(("role", "example"), LOOPS)
def test_the_time_marks_of_every_stage_make_up_its_minutes(role: str, example: str) -> None:
    material, tree = made(role, example), kit(role, example)
    names = material.profile.family.competencies
    for stage in stages_of(material):
        rows = marks(tree, stage.id)
        starts, lengths = [minutes_of(row[0]) for row in rows], [int(row[1]) for row in rows]
        assert starts[0] == 0
        assert [start + length for start, length in zip(starts, lengths, strict=True)] == [*starts[1:], stage.minutes]
        assert min(lengths) > 0
        keys = covered(material, stage)
        assert [row[2:] for row in rows[1:-1]] == [[names[key].name, RANKED[stage.covers[key]]] for key in keys]
        assert (rows[0][2:], rows[-1][2:]) == (["Welcome", ""], ["The candidate’s questions, and goodbye", ""])


@pytest.mark.parametrize(("role", "example"), LOOPS)
def test_a_page_says_when_its_competency_is_asked(role: str, example: str) -> None:
    material, tree = made(role, example), kit(role, example)
    for stage in stages_of(material):
        for start, minutes, _, look in marks(tree, stage.id)[1:-1]:
            page = [
                plain(block.inlines)
                for key in covered(material, stage)
                for block in section_of(tree, f"{stage.id}-{key}").blocks
                if isinstance(block, Paragraph) and block.style == "small"
            ]
            assert len([text for text in page if text.startswith(f"{look}, from {start}, {minutes} minutes.")]) == 1


@given(
    minutes=st.integers(1, 960),
    ranks=st.lists(st.sampled_from(["primary", "second"]), max_size=12),
)
def test_any_stage_is_divided_without_rest(minutes: int, ranks: list[str]) -> None:
    keys = [f"k{number}" for number in range(len(ranks))]
    stage = SimpleNamespace(minutes=minutes, covers=dict(zip(keys, ranks, strict=True)))
    opening, lengths, closing = timetable(stage, keys)  # type: ignore[arg-type]  # no name is needed to divide minutes
    assert opening + sum(lengths) + closing == minutes
    assert len(lengths) == len(keys)
    assert min([opening, closing, *lengths]) >= 0
    if minutes >= max(30, 20 + 5 * len(keys)):
        assert min([opening, closing, *lengths]) >= 5
        assert [length % 5 for length in lengths] == [0] * len(keys)
    first = [length for length, rank in zip(lengths, ranks, strict=True) if rank == "primary"]
    second = [length for length, rank in zip(lengths, ranks, strict=True) if rank == "second"]
    # a first look never gets less than a second one, and two of one rank differ by one step at most
    assert min(first, default=960) >= max(second, default=0)
    assert [max(same) - min(same) <= (5 if max(same) % 5 == 0 else 1) for same in (first, second) if same].count(
        False
    ) == 0


def asked(given: Material) -> dict[str, dict[str, str]]:
    """Return the ids of the questions by competency and stage."""
    found: dict[str, dict[str, str]] = {}
    for stage in stages_of(given):
        for look in looks(given, given.profile, stage):
            found.setdefault(look.key, {})[str(stage.id)] = look.question.id if look.question else ""
    return found


@pytest.mark.parametrize(("role", "example"), LOOPS)
def test_every_competency_that_counts_is_asked_about_with_questions_of_its_level(role: str, example: str) -> None:
    given = made(role, example)
    found = asked(given)
    assert set(found) == set(given.profile.weighted)
    for key, questions in found.items():
        suiting = [q.id for q in given.profile.questions(key)]
        assert len(questions) >= 2, key
        assert len(set(questions.values())) == len(questions), "two stages ask the same"
        assert set(questions.values()) <= set(suiting)
        (first,) = [s.id for s in stages_of(given) if s.covers.get(key) == "primary"]
        assert questions[first] == suiting[0]


@pytest.mark.parametrize(("role", "example"), LOOPS)
def test_the_page_asks_the_question_as_it_is_written(role: str, example: str) -> None:
    given, tree = made(role, example), kit(role, example)
    for key, questions in asked(given).items():
        written = {q.id: q for q in given.profile.questions(key)}
        for stage, name in questions.items():
            asking, probes = [
                block
                for block in blocks(alone(tree, section_of(tree, f"{stage}-{key}")))
                if getattr(block, "style", "") == "question" or hasattr(block, "columns")
            ]
            question = written[name]
            assert (asking.id, asking.inlines, asking.place) == (name, inlines(question.ask), question.ask.place)
            said = [[item.inlines for item in column.blocks[0].items] for column in probes.columns]
            assert [column.label for column in probes.columns] == ["Probes", "Listen for"]
            assert said == [[inlines(text) for text in texts] for texts in (question.probes, question.listen_for)]


def loop(*covers: dict[str, str]) -> dict[str, object]:
    stages = [
        {"id": f"s{n}", "name": f"Talk {n}", "minutes": 60, "by": "engineer", "covers": held}
        for n, held in enumerate(covers, 1)
    ]
    return {"loop": stages}


@pytest.mark.parametrize(
    ("covers", "wanted"),
    [
        # the first question is that of the first look, wherever it stands in the loop
        ([{"design": "second"}, {"design": "primary"}], {"s1": 1, "s2": 0}),
        ([{"design": "second"}, {"design": "second"}, {"design": "primary"}], {"s1": 1, "s2": 2, "s3": 0}),
        # where nobody takes a first look, its question is kept for the one who should
        ([{"design": "second"}], {"s1": 1}),
        ([{"design": "primary"}, {"design": "primary"}], {"s1": 0, "s2": 1}),
    ],
)
def test_the_question_of_the_first_look_is_the_first(covers: list[dict[str, str]], wanted: dict[str, int]) -> None:
    given = made(interview=loop(*covers))
    names = [question.id for question in given.profile.questions("design")]
    assert asked(given)["design"] == {stage: names[place] for stage, place in wanted.items()}


def test_a_look_without_a_question_says_so() -> None:
    given = made(interview=loop(*[{"design": "primary"}] * 9))
    assert len(given.profile.questions("design")) < 9
    tree = kit(interview=loop(*[{"design": "primary"}] * 9))
    (text,) = [plain(b.inlines) for b in section_of(tree, "s9-design-ask").blocks if isinstance(b, Paragraph)]
    assert text == "Ask a further question of the same kind, and write it down here."
    assert [
        plain(b.inlines)
        for b in blocks(alone(tree, section_of(tree, "s9-design")))
        if getattr(b, "style", "") == "question"
    ] == []


def test_a_stage_that_assesses_nothing_has_a_welcome_and_an_end() -> None:
    tree = kit(interview=loop({}, {"design": "primary"}))
    rows = marks(tree, "s1")
    assert [(row[0], row[1]) for row in rows] == [("0:00", "5"), ("0:05", "55")]
    assert [later[0] > earlier[0] for earlier, later in pairwise(rows)] == [True]
