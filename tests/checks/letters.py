"""A sound letter, what it is held against, and ways to change it: what the tests of the checks of letters share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jdgen.checks.letter.letter import letter
from jdgen.documents.letter_reading import Background, LetterReading, Portion, SlotName
from jdgen.documents.reading import Passage
from jdgen.errors import Place, Problem

HOME = Place("me.yaml")
PARTS: dict[SlotName, str] = {
    "sender": "Dana Reyes Boulder, CO dana@reyes.example",
    "date": "November 20, 2026",
    "addressee": "Jordan Lee Riverbend Robotics",
    "greeting": "Dear Jordan Lee,",
    "opening": (
        "I am applying for the Senior Software Engineer (ENG-214) position at Riverbend Robotics. I have 7 years of "
        "experience, and today I work as a Senior Backend Engineer at Alpine Freight, where I lead the work on the "
        "system that books 9,000 truckloads a day."
    ),
    "story": (
        "In the spring our dispatchers began to sell the same truck twice, about 30 times a week. Each double booking "
        "cost us a refund and a driver who had waited for nothing. Two services each kept their own count of free "
        "trucks, and each was right for a few seconds at a time. What I proposed was one ledger of bookings that both "
        "services read, and four teams signed its design. The hard part was to move 14 months of open bookings while "
        "dispatchers kept working. Both systems ran side by side for six weeks, and we compared them every night. "
        "Beforehand we had agreed on the number of differences at which we would turn back. Double bookings went from "
        "30 a week to none. Finance gained as well: the ledger shows who changed a booking and when, which settles in "
        "minutes what used to take a day of calls."
    ),
    "bridge": (
        "Your posting asks for “Has led an initiative across several teams.” The ledger was mine from the first page "
        "of the design to the night we switched over. It also asks for “Has owned a service in production.” Its pager "
        "is mine every fifth week."
    ),
    "company": (
        "At the Denver logistics meetup in September your team showed how a cart that loses its network finishes the "
        "route it has and asks again later. I have wished for that habit in every planner I worked on."
    ),
    "close": "When would be a good time to talk? On most mornings I am free before 10.",
    "sign-off": "Sincerely, Dana Reyes",
}  # fmt: skip
"""The parts of a letter in which every rule holds."""
BACKGROUND = Background(
    company="Riverbend Robotics",
    title="Senior Software Engineer",
    reader="Jordan Lee",
    current="Alpine Freight",
    others=("Corvid Labs", "Block"),
    employers=("Alpine Freight", "Ouse Software"),
    highlights=(
        "Cut late updates from six to under one percent across all feeds",
        "Led the move of billing to streaming with three teams",
        "Built the booking API that two hundred clinics use",
        "Wrote the planner that decides which truck takes which load",
    ),
    evidence=("Python", "PostgreSQL", "Kafka", "Senior Backend Engineer", "Led the move of billing to streaming"),
    vocabulary=("Distributed systems", "Mentoring"),
    requirements=(
        "Has led an initiative across several teams.",
        "Has owned a service in production.",
        "Experience with Kubernetes and Terraform",
    ),
)
"""What is known beside it."""


def sent(parts: dict[SlotName, str] | None = None, **changes: object) -> LetterReading:
    """Return the sound letter with other parts laid over it; an empty text takes a part out."""
    texts = {slot: text for slot, text in (PARTS | (parts or {})).items() if text}
    portions = tuple(Portion(slot, Passage("paragraph", text, place=HOME)) for slot, text in texts.items())
    return replace(LetterReading(portions, HOME, pages=1), **changes)  # type: ignore[arg-type]  # named by the tests


def found(reading: LetterReading, background: Background = BACKGROUND) -> list[Problem]:
    """Return what is found in a letter."""
    return list(letter(reading, background))


def rules_of(problems: Iterable[Problem]) -> list[str]:
    """Return the rules of problems, each once, in order."""
    return sorted({problem.rule for problem in problems})
