"""Which lines of a posting a story and an answer fit."""

from __future__ import annotations

import pytest

from jdgen.documents.completions import completed
from jdgen.documents.letter_fit import by_answer, by_story, is_bare, speaks_of

HOSPITAL = [
    "3+ years working with clinical data",
    "Advanced SQL and a BI tool (Power BI or Tableau)",
    "You have led a quality improvement project from question to measured result",
    "Ability to explain numbers to people who don't like numbers",
]
STORY = (
    "Tablets were missed on our ward. I counted every chart for two weeks, chose to leave names out, and posted the "
    "total. Missed doses fell from 312 to 61 a year later."
)


def lines(order: list[int], posting: list[str]) -> list[str]:
    return [posting[place] for place in order]


def test_what_a_story_does_comes_before_years_and_tools() -> None:
    found = lines(by_story(HOSPITAL, STORY), HOSPITAL)
    assert found[0] == HOSPITAL[2]
    assert set(found[2:]) == set(HOSPITAL[:2])


def test_a_word_that_only_begins_alike_counts_nothing() -> None:
    assert not speaks_of("The patient had no tablets.", "Tableau and table design")
    assert speaks_of("I measured it.", "Measurement of results")


def test_an_answer_goes_behind_the_lines_of_which_it_speaks() -> None:
    answer = "The project began with one question, and I still explain such numbers to managers."
    assert set(lines(by_answer(HOSPITAL, answer)[:2], HOSPITAL)) == set(HOSPITAL[2:])
    assert by_answer(HOSPITAL, "Whatever.") == [0, 1, 2, 3]
    assert lines(by_answer(HOSPITAL, "I wrote the reports in SQL and Tableau."), HOSPITAL)[0] == HOSPITAL[1]


def test_words_that_several_lines_share_say_less_than_rare_ones() -> None:
    posting = ["Patients on wards", "Patients and night shifts", "Patients abroad"]
    assert by_story(posting, "Our patients waited through the night.")[0] == 1


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("5+ years of nursing", True),
        ("At least three years in a similar role", True),
        ("Bachelor's degree or equivalent", True),
        ("RN license or other clinical background", True),
        ("Proficient in Excel", True),
        ("Experience with Epic Clarity", True),
        ("Fluent English", True),
        ("Led migrations to AWS", False),
        ("Experience leading a team of 5 engineers", False),
        ("Calm at night", False),
        ("Works with people of all ages", False),
    ],
)
def test_years_papers_and_tools_are_bare(line: str, bare: bool) -> None:
    assert is_bare(line) is bare


@pytest.mark.parametrize("line", ["", "…", "and or", "BI"])
def test_a_line_of_no_words_hurts_nobody(line: str) -> None:
    assert by_story([line, line], STORY) == [0, 1]
    assert by_answer([line], "") == [0]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("scope", "Where I run the depot.", "run the depot"),
        ("scope", "… where I Run it", "run it"),
        ("scope", "I'm on call for 3 sites", "am on call for 3 sites"),
        ("scope", "I’ve built the desk", "have built the desk"),
        ("scope", "SQL reports for wards", "SQL reports for wards"),
        ("availability", "Any afternoon after 3 pm.", "any afternoon after 3 pm"),
        ("availability", "I am available On Mondays", "on Mondays"),
        ("availability", "I can talk Weekdays, after 5 p.m.", "weekdays, after 5 p.m."),
        ("availability", "Monday mornings", "Monday mornings"),
        ("availability", "I’m free from 9 CET", "from 9 CET"),
        ("availability", "I", "I"),
        ("reason", "I am a fan.", "I am a fan."),
    ],
)
def test_what_the_sentence_says_already_is_left_out(name: str, typed: str, kept: str) -> None:
    assert completed(name, typed) == kept
