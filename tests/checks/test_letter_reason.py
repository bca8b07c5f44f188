"""Why this company: a reason may praise or tell a fact; what fits any company is none, and nobody is accused."""

from __future__ import annotations

import pytest

from jdgen.checks.letter.letter import letter
from jdgen.documents.letter_reading import Background, LetterReading, Portion
from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.finished.letter import read_letter

LETTER = """Dear Ms. Fontaine,

I am applying for the HR Generalist position at Sterling Health. I have worked in human resources for six years.

In 2024 our plant lost 62 of 180 line workers in a year. I wrote a rule of two weeks' notice, and turnover fell by half.

Your posting asks for FMLA administration and for Workday. I have handled about 70 leave cases a year.

{reason}

I would welcome a conversation and could meet on any afternoon.

Sincerely,
Dana Kowalski
"""
KNOWN = Background(company="Sterling Health", title="HR Generalist")
TOLD = (
    "Sterling Health publishes its wait times by clinic, the bad ones too. I do not know another hospital that does.",
    "Sterling kept all 214 families housed after the Mill Street fire; my neighbor was one of them.",
    "Your sepsis dashboard is open source, and I rebuilt its alert chart for the ward on which I work.",
    "I ate at your counter in November, and the soup came with the broth on the side so that nothing went cold.",
    "Sterling Health pays for the second year of nursing school. I know no other hospital that does.",
    "You opened your routing data under a free licence, and I have built my own map of the night buses on it.",
    "Your 2024 paper on drought argues that timing explains most of the variance, and my data say the same.",
    "Sterling Health made its sepsis dashboard open source, and I have used its chart of alerts.",
    "Sterling buys from the weavers my mother worked for, and names them on the label.",
    "I rode past your new clinic on Dock Street while it was going up, and Ray Simmons tells me that it is full.",
    "Few hospitals let nurses set their own rota; Sterling does.",
    "I was born at Sterling Health, and my mother retired from its laundry after 31 years.",
    "I clerked for Judge Ortega in the year Sterling argued Benavides, and I hand the brief to juniors as a model.",
    "When the bridge closed, Sterling ran extra boats for its patients and charged nothing for them.",
    "Sterling posts every cancelled clinic with its cause, and I have checked that page each winter morning.",
)
EMPTY = (
    "I am impressed by your innovative approach, your strong values and your commitment to excellence in Ohio.",
    "I admire Sterling Health because it is a dynamic company that is growing fast in the Healthcare industry.",
    "I have heard many good things from friends about Sterling Health and about the service on Center Street.",
    "Sterling Health offers great opportunities, competitive benefits and a friendly environment to all of its people.",
    "I want to work for a Fortune 500 company that rewards winners, and I hear from others that yours does.",
    "I am confident that my skills and experience will be an asset to Sterling Health. I assure you of hard work.",
    "I am excited about Sterling Health because [2 things you read of it, with the Name of a person there].",
    "I admire that Sterling Health is so well known to the whole Healthcare industry and to all of my own friends.",
    "You are one of the top employers in the Pacific Northwest, and I am eager to be part of your future success.",
)


def said(reason: str, background: Background = KNOWN) -> list[str]:
    """Return what is said of the reason of a finished letter."""
    reading = read_letter("-", LETTER.format(reason=reason).encode(), background.company)
    return [one.message for one in letter(reading, background) if one.rule == "company.generic"]


@pytest.mark.parametrize("reason", TOLD)
def test_a_fact_told_of_the_company_is_a_reason(reason: str) -> None:
    assert said(reason) == []


@pytest.mark.parametrize("reason", EMPTY)
def test_what_fits_any_company_is_none(reason: str) -> None:
    (message,) = said(reason)
    assert message.startswith("the reason for Sterling Health names nothing that is known of it")


def test_what_was_not_recognized_is_not_denied() -> None:
    assert said("") == ["no paragraph was recognized that says why Sterling Health"]
    assert said("", Background()) == ["no paragraph was recognized that says why this company"]


def test_where_nobody_names_the_company_the_letter_does() -> None:
    told = "Sterling Health reopened the clinic in the old mill, and kept each of the nurses who had worked there."
    empty = "Sterling Health is a dynamic place with a great reputation, and I would love to be part of its success."
    assert said(told, Background()) == []
    assert len(said(empty, Background())) == 1


@pytest.mark.parametrize(("reason", "found"), [(TOLD[0], 0), (TOLD[7], 0), (EMPTY[0], 1), ("You are great.", 1)])
def test_the_reason_of_a_letter_of_ours_is_known_for_sure(reason: str, found: int) -> None:
    portion = Portion("company", Passage("paragraph", reason, place=Place("me.yaml")))
    reading = LetterReading((portion,), Place("me.yaml"), divided=True)
    assert sum(one.rule == "company.generic" for one in letter(reading, KNOWN)) == found


def test_a_short_reason_that_tells_something_is_long_enough() -> None:
    assert said("Sterling was the first hospital in Ohio to print its nurse ratios.") == []
    assert said("I like your people.") == ["the reason for Sterling Health has 4 words, and 15 are the least"]


def test_a_letter_whose_story_was_taken_for_none_is_looked_through_for_a_number() -> None:
    bare = "Dear Rachel,\n\nI would like to be your clerk, and I am good on the phone.\n\nI can start on any day.\n"
    for letter_text, missing in ((bare, True), (bare.replace("good on", "six years on"), False)):
        found = letter(read_letter("-", letter_text.encode()), Background())
        assert ("metric.missing" in [one.rule for one in found]) is missing
