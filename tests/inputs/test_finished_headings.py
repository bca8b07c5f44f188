"""What headings say their parts are about, in the words of many employers."""

from __future__ import annotations

from typing import get_args

import pytest

from jdgen.inputs.finished.headings import known_part
from jdgen.model.rules import Part
from jdgen.rules import headings
from jdgen.rules.phrases import spelled_out

KNOWN = {
    "facts":
        "Role at a glance; Key facts; Job details; At a Glance",
    "why":
        "Why this role exists; The role; About the role; ABOUT THIS POSITION; Your mission; Job summary; Position "
        "Overview; Summary; Overview; The opportunity; Job Description:",
    "duties":
        "What you will do; What you’ll do; What You'll Be Doing; Responsibilities; Key duties; Duties and "
        "responsibilities; Duties & Responsibilities; Main tasks; In this role, you will:; As a Senior Cook, you "
        "will; Day-to-day responsibilities; Essential functions; RESPONSIBILITIES; Responsibilities include:; A day "
        "in the life; The mandate; What the work involves",
    "success":
        "What success looks like; Your first 90 days; Within 6 months; How we measure success",
    "requirements":
        "Requirements; Qualifications; Skills & Qualifications; Who you are; What you bring; What you'll need; About "
        "you; What we're looking for; Education/Experience; Technical skills; The ideal candidate; Job Requirements:",
    "must":
        "Must have; Must-haves; Minimum qualifications; Basic Qualifications; Required skills; Required; Essential "
        "criteria; MINIMUM REQUIREMENTS; Required education and experience",
    "nice":
        "Nice to have; Nice-to-haves; Nice to have, not required to apply; Preferred qualifications; Bonus points; "
        "Bonus points if you have; Desirable; Preferred but not required; A plus",
    "offer":
        "Pay and benefits; Pay; Benefits; Perks; What we offer; What you'll get; What’s in it for you?; Compensation; "
        "Salary; Salary range; Perks & Benefits; Total rewards; Our benefits; Compensation and Benefits",
    "conditions":
        "Good to know; Working conditions; Physical demands; Schedule; Location; Travel; Work environment",
    "process":
        "How we hire; Interview process; Hiring process; Our recruitment process; What to expect; Next steps; What "
        "happens next?",
    "apply":
        "How to apply; To apply; Apply now; Contact; Ready to apply?; Interested?",
    "about":
        "About us; About Lindqvist & Howe; About Smith, Jones & Partners; Who we are; Our company; Why join us?; Life "
        "at Acme; Company overview; About the company; Our mission",
    "legal":
        "Equal opportunity; EEO; EEO statement; Equal Employment Opportunity; Diversity, equity and inclusion; "
        "Accommodations; Reasonable accommodation; Privacy notice; Equal Opportunity Employer; E-Verify",
}  # fmt: skip
UNKNOWN = (
    "Career outlook", "Technical depth:", "Our famous oven", "Sample cover letter", "Typical projects",
    "Software Engineer", "You can", "and", "", "The first six are essential to the job.",
    "Benefits administration software engineer in Duluth",
    "Head of Compensation Systems and Payroll", "After 3 months", "Denver, CO", "Full-time or part-time",
)  # fmt: skip


@pytest.mark.parametrize("part", [part for part in get_args(Part) if part])
def test_headings_of_a_part(part: str) -> None:
    told = {heading.strip(): known_part(heading.strip()) for heading in KNOWN[part].split(";")}
    assert {heading: found for heading, found in told.items() if found != part} == {}
    assert len(told) >= 4


@pytest.mark.parametrize("line", UNKNOWN)
def test_lines_that_are_no_known_heading(line: str) -> None:
    assert known_part(line) is None


def test_a_phrase_alone_is_of_its_own_part() -> None:
    ways = {
        " ".join("Acme" if word == "_" else word for word in way): heading.part
        for heading in headings()
        for phrase in heading.phrases
        for way in spelled_out(phrase)
    }
    assert {text: known_part(text) for text, part in ways.items() if known_part(text) != part} == {}
    assert len(ways) > 500


def test_no_phrase_stands_twice() -> None:
    ways = [way for heading in headings() for phrase in heading.phrases for way in set(spelled_out(phrase))]
    assert sorted({way for way in ways if ways.count(way) > 1}) == []
