"""Which story a letter tells, and the exact reason that is given for it."""

from __future__ import annotations

from functools import cache

import pytest
from full import made_of

from jdgen.documents.letter_reading import background
from jdgen.documents.material import Material
from jdgen.documents.stories import chosen, explained
from making import ROLE

# What the role wants shown, in this order: the first competency weighs most.
SHOWN = ("design", "operations")


def story(name: str, *competencies: str, problem: str = "P", without: str = "") -> dict[str, object]:
    whole = {"id": name, "problem": problem, "action": "A", "result": "R", "competencies": list(competencies)}
    return {key: value for key, value in whole.items() if key not in without.split()}


def of(*stories: dict[str, object], role: str | None = ROLE, **target: object) -> Material:
    candidate = {"name": "Dana Reyes", "stories": list(stories), "target": {"title": "Steward", **target}}
    return made_of({"candidate": candidate}, role=role)


@cache
def names() -> tuple[str, ...]:
    """Return three competencies that count in the role and are not those that it wants shown."""
    profile = of().profile
    assert [str(key) for key in profile.role.letter.show][:2] == list(SHOWN)
    return tuple(key for key in profile.weighted if key not in profile.role.letter.show)[:3]


def called(key: str) -> str:
    return str(of().profile.family.competencies[key].name)


def test_no_story_is_no_choice() -> None:
    assert chosen(of()).story is None
    assert explained(of()) == ()


def test_the_only_one() -> None:
    assert explained(of(story("one"))) == ("story one: it is the only one",)


@pytest.mark.parametrize("turned", [False, True])
def test_the_one_that_shows_what_the_role_wants_to_see(turned: bool) -> None:
    stories = [story("both", *SHOWN), story("first", SHOWN[0]), story("other", *names())]
    given = of(*(stories[::-1] if turned else stories))
    shown = " and ".join(map(called, SHOWN))
    assert explained(given) == (f"story both: it shows {shown}, which this role wants to see",)


def test_what_stands_first_in_the_roles_list_weighs_most() -> None:
    given = of(story("second", SHOWN[1]), story("first", SHOWN[0]))
    assert explained(given) == (f"story first: it shows {called(SHOWN[0])}, which this role wants to see",)


def test_one_that_shows_what_counts_comes_before_one_that_shows_nothing() -> None:
    given = of(story("none"), story("counts", names()[0]))
    assert explained(given) == (f"story counts: it shows {called(names()[0])}, which counts in this role",)


def test_words_of_the_posting_decide_where_no_competency_does() -> None:
    asked = ["Bakes sourdough bread in a wood-fired oven"]
    given = of(story("valve"), story("oven", problem="The wood-fired oven burned our bread"), requirements=asked,
               role=None)  # fmt: skip
    shared = "four words with what the job asks for"
    assert explained(given) == (f"story oven: it shares {shared}",)
    assert background(given).requirements == tuple(asked)


def test_one_shared_word_is_one() -> None:
    given = of(story("valve"), story("oven", problem="Our bread"), requirements=["Bakes bread"], role=None)
    assert explained(given) == ("story oven: it shares one word with what the job asks for",)


def test_among_equals_the_file_decides() -> None:
    for ids in (("one", "two"), ("two", "one")):
        assert explained(of(*map(story, ids), role=None)) == (f"story {ids[0]}: no other one fits better",)


@pytest.mark.parametrize(
    ("lacking", "said"),
    [("result", "result"), ("problem", "problem"), ("problem action", "problem or action")],
)
def test_a_whole_story_comes_before_a_better_one_that_lacks_a_part(lacking: str, said: str) -> None:
    given = of(story("half", *SHOWN, without=lacking), story("whole"))
    assert explained(given) == (
        "story whole: no other one fits better",
        f"story half fits better, but has no {said} yet",
    )


def test_a_half_story_is_taken_where_none_is_whole() -> None:
    given = of(story("none", without="result"), story("half", SHOWN[0], without="action result"))
    assert [str(part.id) for part in (chosen(given).story, chosen(given).better) if part] == ["half"]


@pytest.mark.parametrize("ending", [{"measure": {"what": "x", "before": "1", "after": "2"}}, {"benefit": "They."}])
def test_a_figure_or_a_gain_ends_a_story(ending: dict[str, object]) -> None:
    given = of(story("half", without="result"), {**story("told", without="result"), **ending})
    assert str(chosen(given).story.id) == "told"


def test_the_named_one_is_told_whatever_fits() -> None:
    given = of(story("both", *SHOWN), story("half", without="result"), story="half")
    assert explained(given) == ("story half: it is the one that you named",)
