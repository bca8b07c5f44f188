"""What the job asks for: of several names one is enough, the title is no answer, and what the file answers is met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jdgen.checks.letter.letter import examined, letter
from jdgen.documents.letter_reading import Background, LetterReading, Portion, background, letter_reading
from jdgen.documents.reading import Passage
from jdgen.pipeline import compose
from making import EXAMPLE, material


def unlinked(text: str, *requirements: str, title: str = "", answers: tuple[tuple[str, str], ...] = ()) -> bool:
    """Return whether a letter of one paragraph answers too little of what is asked for."""
    reading = LetterReading((Portion("", Passage("paragraph", text)),))
    held = Background(title=title, requirements=requirements, answers=answers)
    return "requirement.unlinked" in [one.rule for one in letter(reading, held)]


@pytest.mark.parametrize(("asked", "text", "met"), [
    ("Greenhouse or a similar ATS", "I have used Greenhouse since 2018.", True),
    ("Greenhouse or a similar ATS", "I like such software.", False),
    ("Python or R", "My models are written in R.", True),
    ("Python or R", "My scripts are written in Python.", True),
    ("Python or R", "My scripts are written in Perl.", False),
    ("Canva or Adobe Express", "I am pretty good with Canva.", True),
    ("Canva or Adobe Express", "Adobe and I are old friends.", False),
    ("Canva or Adobe Express", "I draw in Adobe Express.", True),
    ("3+ years with Articulate Storyline or Rise", "Results rise when I teach.", False),
    ("CPA or CMA", "I renewed my CPA in January.", True),
    ("Experience with Xero", "I keep the books in Xero.", True),
    ("Experience with Xero", "I have experience with books.", False),
    ("5 years or more of technical recruiting", "For six years I have been a technical recruiter.", True),
])  # fmt: skip
def test_of_several_names_one_is_enough(asked: str, text: str, met: bool) -> None:
    assert unlinked(text, asked) is not met


def test_the_title_of_the_job_answers_nothing() -> None:
    asked, text = "Senior data analysis", "I apply for the post of Senior Data Analyst."
    assert not unlinked(text, asked)
    assert unlinked(text, asked, title="Senior Data Analyst")
    assert not unlinked(f"{text} My data and their analysis are public.", asked, title="Senior Data Analyst")


def test_what_the_file_answers_is_met_where_the_letter_says_it() -> None:
    answers = (("Reads isometric drawings", "I taught two apprentices to do it."),)
    assert unlinked("I taught two to do it.", "Reads isometric drawings", answers=answers)
    assert not unlinked("All true: I taught two apprentices to do it.", "Reads isometric drawings", answers=answers)


def test_each_answer_of_a_letter_of_ours_counts() -> None:
    known = material(EXAMPLE["riverbend"])
    document = compose("letter", known)
    held = background(known)
    assert len(held.answers) == 2
    asked = replace(held, requirements=("Sails a boat at night.", "Mends nets.", "Knows each harbor."))
    for answers, wrong in ((held.answers, False), (held.answers[:1], True), ((), True)):
        found = letter(letter_reading(document), replace(asked, answers=answers))
        assert ("requirement.unlinked" in [one.rule for one in found]) is wrong
    assert "requirement.unlinked" not in [one.rule for one in examined(document, known, None)]
