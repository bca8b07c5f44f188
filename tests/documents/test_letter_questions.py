"""The questions of a letter: what is open, where answers belong, and what helps to give them."""

from __future__ import annotations

from typing import Any

import pytest
from full import made_of

from jdgen.documents.letter_open import still_open
from jdgen.documents.material import Material
from jdgen.documents.question_answers import changes, flowing, slug, value_of
from jdgen.documents.questions import Question, open_questions, questions

LINES = ["Plans routes for several sites", "Comfort with SQL", "Writes plainly for drivers"]
STORY = {"id": "docks", "headline": "The docks", "problem": "P.", "action": "A.", "result": "From 21 to 3."}
WORK = [
    {"company": "Harbor", "highlights": ["Trained two juniors", "Wrote reports in SQL"]},
    {"company": "Pine", "highlights": ["Planned routes for sites in three states", "Cut cost by 12 percent"]},
]


def of(candidate: dict[str, Any], role: str | None = None, **inputs: dict[str, Any]) -> Material:
    return made_of({"candidate": candidate, **inputs}, role=role)


def named(found: Material) -> dict[str, Question]:
    return {question.id: question for question in questions(found)}


def waiting(found: Material) -> list[str]:
    return [question.id for question in open_questions(questions(found))]


def test_an_empty_file_is_asked_everything_in_the_order_of_the_letter() -> None:
    found = of({})
    assert waiting(found) == [
        "name", "company", "job", "asks", "scope", "problem", "action", "result", "bridge", "reason"
    ]  # fmt: skip
    assert [one.id for one in questions(found) if one.optional] == [
        "email", "reference", "reader", "years", "title", "employer", "headline", "availability"
    ]  # fmt: skip


def test_every_question_says_what_it_wants_and_why_and_shows_how() -> None:
    found = questions(of({}, role="senior-software-engineer"))
    assert len(found) == 19
    for question in found:
        assert question.ask.rstrip("”").endswith(("?", ".", "…")), question.id
        assert question.why.endswith("."), question.id
        assert question.example, question.id
        assert question.low <= question.high, question.id


@pytest.mark.parametrize(
    "candidate",
    [
        {},
        {"name": "N", "years": 3},
        {"name": "N", "current": {"title": "Clerk"}, "stories": [STORY]},
        {"name": "N", "stories": [{"id": "a", "problem": "P."}]},
        {"name": "N", "target": {"company": "C", "title": "T", "reason": "R.", "requirements": LINES}},
        {"name": "N", "stories": [{**STORY, "result": None, "measure": {"what": "w", "before": "1", "after": "2"}}]},
    ],
    ids=["empty", "years", "story", "part", "target", "measure"],
)
def test_what_a_final_letter_refuses_is_what_is_asked(candidate: dict[str, Any]) -> None:
    found = of(candidate)
    slots = {"reason": "company", "company": "opening", "job": "opening", "scope": "opening"}
    asked = {slots.get(name, name) for name in waiting(found)} - {"name", "asks"}
    assert asked == {entry.slot for entry in still_open(found)}


def test_what_concerns_one_company_goes_to_its_entry_and_the_rest_beside_it() -> None:
    cedar = {"company": "Cedar Transit", "title": "Analyst", "requirements": LINES}
    kept = [{"company": "Other", "reason": "R."}, cedar]
    found = of({"stories": [STORY], "targets": kept, "target": {"company": "cedar-transit"}})
    paths = {name: question.path for name, question in named(found).items()}
    assert paths["reason"] == "targets[1].reason"
    assert paths["bridge"] == "targets[1].bridge[0]"
    assert paths["availability"] == "availability"
    assert paths["problem"] == "stories[0].problem"


def test_a_company_that_the_file_does_not_know_gets_an_entry_of_its_own() -> None:
    target = {"company": "New", "title": "Analyst", "requirements": LINES}
    found = of({"stories": [STORY], "targets": [{"company": "Other"}], "target": target})
    assert dict(changes(found, named(found)["reason"], "Because.")) == {
        "targets[1].company": "New",
        "targets[1].title": "Analyst",
        "targets[1].requirements": LINES,
        "targets[1].reason": "Because.",
    }


def test_another_job_at_the_same_company_gets_an_entry_of_its_own() -> None:
    kept = [{"company": "Cedar", "title": "Clerk", "reason": "R."}]
    found = of({"stories": [STORY], "targets": kept, "target": {"company": "Cedar", "title": "Analyst"}})
    assert named(found)["bridge"].path == "targets[1].bridge[0]"
    found = of({"stories": [STORY], "targets": kept, "target": {"company": "CEDAR"}})
    assert named(found)["bridge"].path == "targets[0].bridge[0]"


def test_an_answer_to_role_requirements_serves_every_company() -> None:
    found = of({"stories": [STORY], "target": {"company": "New"}}, role="senior-software-engineer")
    bridge = named(found)["bridge"]
    assert bridge.path == "bridge[0]"
    assert [choice.chosen for choice in bridge.choices][:3] == [True, True, False]
    (path, value), *_ = changes(found, bridge, "Done.")
    assert (path, value) == ("bridge[0]", {"requirement": [c.name for c in bridge.choices[:2]], "text": "Done."})


def test_the_second_company_costs_two_answers() -> None:
    kept = {"company": "A", "title": "T", "requirements": LINES, "reason": "R."}
    kept["bridge"] = [{"requirement": LINES[:2], "text": "B."}]
    person = {"name": "N", "years": 3, "stories": [STORY], "targets": [kept]}
    first = of({**person, "target": {"company": "A"}})
    second = of({**person, "target": {"company": "B", "title": "U", "requirements": ["One", "Two"]}})
    assert waiting(first) == []
    assert waiting(second) == ["bridge", "reason"]


def test_bridges_of_the_posting_are_the_two_that_the_story_shares_words_with() -> None:
    story = {**STORY, "action": "I wrote it in SQL, plainly, for the drivers."}
    found = of({"stories": [story], "target": {"company": "A", "title": "T", "requirements": LINES}})
    bridge = named(found)["bridge"]
    assert [choice.words for choice in bridge.choices if choice.chosen] == [LINES[2], LINES[0]]
    assert value_of(bridge, "2, 3: Both.") == {
        "requirement": [bridge.choices[1].name, bridge.choices[2].name],
        "text": "Both.",
    }
    with pytest.raises(ValueError, match="there is no number 9"):
        value_of(bridge, "9: None.")


def test_offers_begin_with_what_fits_the_job_and_to_a_result_with_numbers() -> None:
    target = {"company": "A", "title": "T", "requirements": LINES}
    found = named(of({"work": WORK, "target": target}))
    assert found["headline"].offers[0] == "Planned routes for sites in three states"
    assert found["result"].offers[0] == "Cut cost by 12 percent"
    assert set(found["problem"].offers) == {line for job in WORK for line in job["highlights"]}


def test_a_story_that_is_told_gets_no_name_and_a_new_one_gets_an_id() -> None:
    untold = of({})
    assert dict(changes(untold, named(untold)["headline"], "The Week of São Fax!")) == {
        "stories[0].id": "the-week-of-sao-fax",
        "stories[0].headline": "The Week of São Fax!",
    }
    assert dict(changes(untold, named(untold)["problem"], "P."))["stories[0].id"] == "story"
    begun = of({"stories": [{"id": "a", "problem": "P."}]})
    assert dict(changes(begun, named(begun)["action"], "A.")) == {"stories[0].action": "A."}
    assert "headline" not in named(begun)


def test_competencies_are_chosen_by_number_or_name() -> None:
    question = named(of({"stories": [STORY]}, role="senior-software-engineer"))["competencies"]
    first, second = question.choices[:2]
    assert question.optional
    assert value_of(question, f"2, {first.words.upper()}") == [second.name, first.name]
    with pytest.raises(ValueError, match="there is no `charm` to choose"):
        value_of(question, "charm")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\ntwo", "one two"),
        ("one\n\n \ntwo\nthree", "one\n\ntwo three"),
        ("  a  b \t", "a b"),
    ],
    ids=["lines", "paragraphs", "spaces"],
)
def test_pasted_lines_run_on_and_empty_lines_divide(typed: str, kept: str) -> None:
    assert flowing(typed) == kept


def test_a_number_is_a_number_and_lines_lose_their_bullets() -> None:
    found = named(of({}))
    assert value_of(found["years"], " 7 ") == 7
    with pytest.raises(ValueError, match="expected a whole number"):
        value_of(found["years"], "seven")
    assert value_of(found["asks"], "- One\n• Two\n\n* Three") == ["One", "Two", "Three"]


def test_slugs_are_names_whatever_the_script() -> None:
    assert slug("A very long headline with many words") == "a-very-long-headline-with"
    assert slug("配送の冬") == "story"
