"""Titles: what decorates them is found where it stands, and what belongs to the name of a job stays silent."""

from __future__ import annotations

import pytest
from passages import reading

from jdgen.checks.structure import structure

DECORATED = [
    ("Senior Software Engineer ENG-214", "ENG-214", "a code"),
    ("Accountant #4471", "#4471", "a number of a requisition"),
    ("Registered Nurse, Req. 88412", "Req. 88412", "a number of a requisition"),
    ("Welder Job ID: 5521", "Job ID: 5521", "a number of a requisition"),
    ("Driver 104382", "104382", "a code"),
    ("Data Analyst R_20331", "R_20331", "a code"),
    ("Cashier $18/hr", "$18", "an amount"),
    ("Backend Engineer 120k-150k", "120k-150k", "an amount"),
    ("Backend Engineer (€70.000)", "€70.000", "an amount"),
    ("Cook 22.50 per hour", "22.50 per hour", "an amount"),
    ("Machinist $25-$32/hr DOE", "$25-$32", "an amount"),
    ("Barista - starts 12/01/2026", "12/01/2026", "a date"),
    ("Tutor, apply by December 4", "December 4", "a date"),
    ("Intern June 2027", "June 2027", "a date"),
    ("Cashier!!!", "!!!", "a sign"),
    ("*** Line Cook ***", "***", "a sign"),
    ("Line Cook ★", "★", "a sign"),
    ("Growth Marketer 🚀", "🚀", "a sign"),
    (">> Line Cook", ">>", "a sign"),
    ("URGENT: Line Cook", "URGENT", "advertising, not the name of a job"),
    ("Urgently hiring line cook", "Urgently hiring", "advertising, not the name of a job"),
    ("Hiring Now - Line Cook", "Hiring Now", "advertising, not the name of a job"),
    ("Line Cook - Immediate Start", "Immediate Start", "advertising, not the name of a job"),
    ("Nurse with sign-on bonus", "sign-on bonus", "advertising, not the name of a job"),
    ("We're hiring: Line Cook", "We're hiring", "advertising, not the name of a job"),
    ("Line Cook, Great Pay", "Great Pay", "advertising, not the name of a job"),
    ("Software Engineer (Remote)", "Remote", "where the work is done"),
    ("Software Engineer - 100% Remote", "100% Remote", "where the work is done"),
    ("Software Engineer | Hybrid", "Hybrid", "where the work is done"),
    ("Software Engineer - Boise, ID", "Boise, ID", "where the work is done"),
    ("Software Engineer - Colorado", "Colorado", "where the work is done"),
    ("Software Engineer (Germany)", "Germany", "where the work is done"),
    ("Software Engineer, US", "US", "where the work is done"),
    ("REGISTERED NURSE", "REGISTERED NURSE", "in capitals"),
    ("SALES REP", "SALES REP", "in capitals"),
    ("SENIOR SOFTWARE ENGINEER - Payments", "SENIOR SOFTWARE ENGINEER", "in capitals"),
    ("RN CARE ASSISTANT MANAGER, Nights", "RN CARE ASSISTANT MANAGER", "in capitals"),
    ("Site Superintendent – Vancouver, BC", "Vancouver, BC", "where the work is done"),
    ("Office Junior wanted", "wanted", "advertising, not the name of a job"),
]
PLAIN = [
    "Senior Software Engineer", "Software Engineer II", "Sr. Software Engineer", "Engineer III, Platform",
    "C++ Developer", "C# / .NET Developer", "Senior Software Engineer (Scheduling)", "Node.js Engineer",
    "ISO 27001 Lead Auditor", "ISO-9001 Auditor", "AS/400 Programmer", "F-16 Mechanic", "Microsoft 365 Administrator",
    "Remote Sensing Scientist", "Urgent Care Nurse", "Immediate Response Team Lead", "Nurse Practitioner (NP)",
    "Country Manager, France", "Regional Sales Director, California", "Tax Counsel - Germany", "Physician, MD",
    "Registered Nurse, OR", "Medical Assistant, MA", "RN - NICU/PACU", "HVAC Technician", "QA Engineer (iOS)",
    "CNC Machinist", "24/7 Operations Lead", "H/W Engineer", "Account Executive, $100M Portfolio", "VP of Sales",
    "Head of Design", "Director, Hybrid Cloud", "Yahoo! Mail Engineer", "L5 Software Engineer", "COVID-19 Vaccinator",
    "Level 3 Support Specialist", "Turkey Farm Manager", "Georgia Tech Liaison", "A/B Testing Analyst", "F# Developer",
    "Full-Stack Engineer", "ICD-10 Coder", "PK-12 Teacher", "KC-135 Pilot", "UH-60 Crew Chief", "Part-time Cashier",
    "Night-Shift Nurse", "Ingenieur*in Elektrotechnik",
    "Class A CDL Driver",
    "Software Engineer, New Grad", "IT Specialist", "Apprentice Electrician (1st Year)", "Lead, Data & AI",
    "ML/AI Engineer",
    "Paid Media Manager", "UNICEF WASH Officer", "Web3 Engineer", "Weekend Manager", "General Manager - Texas",
]  # fmt: skip
FORMS = ["(m/f/d)", "(m/w/d)", "(f/m/x)", "(h/f)", "(W/M/D)", "(m/f/gn)", "m/w/d", "H/F", "(all genders)"]


def said(title: str, **known: object) -> list[str]:
    problems = structure(reading(f"# {title}", whole=False, **known))
    return [problem.message for problem in problems if problem.rule == "title.decorated"]


@pytest.mark.parametrize(("title", "piece", "what"), DECORATED, ids=[title for title, *_ in DECORATED])
def test_what_decorates_is_named_where_it_stands(title: str, piece: str, what: str) -> None:
    found = [p for p in structure(reading(f"# {title}", whole=False)) if p.rule == "title.decorated"]
    assert found[0].message == f"“{piece}” in the title is {what}"
    assert found[0].place is not None
    assert found[0].place.column == len("# ") + title.index(piece) + 1
    assert found[0].hint == "leave only what would stand on a business card"


@pytest.mark.parametrize("title", PLAIN)
def test_what_belongs_to_a_name_is_no_decoration(title: str) -> None:
    assert said(title) == []


@pytest.mark.parametrize(("places", "decorates"), [
    (("DE",), False), (("AT", "US-CO"), False), (("CH",), False), (("LU",), False), (("FR",), False), (("BE",), False),
    (("NL",), False), (("DE-BE",), False), (("EU",), False), ((), False), (("US-CO",), True), (("CA-ON", "GB"), True),
])  # fmt: skip
def test_a_form_for_all_sexes_is_at_home_in_some_laws(places: tuple[str, ...], decorates: bool) -> None:
    found = {form: said(f"Senior Engineer {form}", places=places) for form in FORMS}
    away = "in the title is a form of places where this posting does not hire"
    assert found == {form: [f"“{form}” {away}"] if decorates else [] for form in FORMS}


def test_capitals_before_a_form_are_still_capitals() -> None:
    assert said("SENIOR ENGINEER (m/w/d)", places=("DE",)) == ["“SENIOR ENGINEER” in the title is in capitals"]


@pytest.mark.parametrize(("title", "company", "found"), [
    ("Senior Engineer at Riverbend Robotics", "Riverbend Robotics", True),
    ("Riverbend Robotics - Engineer", "Riverbend Robotics", True),
    ("Engineer at Apple", "Apple", True),
    ("Store Manager - Gap", "Gap", True),
    ("Gap Analyst", "Gap", False),
    ("Oracle Database Administrator", "Oracle", False),
    ("Target Acquisition Engineer", "Target", False),
    ("Robotics Engineer", "Riverbend Robotics", False),
])  # fmt: skip
def test_the_name_of_the_company_stands_elsewhere(title: str, company: str, found: bool) -> None:
    assert [message.endswith("the name of the company") for message in said(title, company=company)] == [True] * found


@pytest.mark.parametrize(("title", "line", "found"), [
    ("Engineer - Denver", "Riverbend · Denver, CO · Hybrid", ["“Denver” in the title is where the work is done"]),
    ("Engineer in Denver", "Riverbend · Denver, CO", ["“in Denver” in the title is where the work is done"]),
    ("Engineer (Routing)", "Riverbend · Routing · Denver, CO", []),
    ("Denver Airport Mechanic", "Riverbend · Denver, CO", []),
    ("Mechanic in Training", "Riverbend · Denver, CO", []),
])  # fmt: skip
def test_the_town_of_the_next_line_is_not_said_twice(title: str, line: str, found: list[str]) -> None:
    problems = structure(reading(f"# {title}\n> {line}", whole=False))
    assert [problem.message for problem in problems if problem.rule == "title.decorated"] == found


def test_each_decoration_is_told_once() -> None:
    assert said("URGENT!!! Line Cook - $18/hr - #4471") == [
        "“URGENT” in the title is advertising, not the name of a job",
        "“!!!” in the title is a sign",
        "“$18” in the title is an amount",
        "“#4471” in the title is a number of a requisition",
    ]


@pytest.mark.parametrize(("text", "whole", "missing"), [
    ("A paragraph.", True, True), ("# \nA paragraph.", True, True), ("A paragraph.", False, False),
    ("# Cook", True, False),
    ("# Cook\nA paragraph.", True, False),
])  # fmt: skip
def test_a_whole_posting_has_a_title(text: str, whole: bool, missing: bool) -> None:
    assert ("title.missing" in [problem.rule for problem in structure(reading(text, whole=whole))]) is missing


def test_capitals_hide_nothing_else() -> None:
    assert said("DATA ENTRY!! EARN $5,000 CLERKS") == [
        "“DATA ENTRY!! EARN $5,000 CLERKS” in the title is in capitals", "“!!” in the title is a sign",
        "“$5,000” in the title is an amount",
    ]  # fmt: skip


def test_a_fact_on_the_place_tells_the_town() -> None:
    town = ["“Leeds” in the title is where the work is done"]
    for label in ("Location", "Place of work"):
        found = structure(reading(f"# Nurse - Leeds\n= {label}: Leeds, West Yorkshire", whole=False))
        assert [problem.message for problem in found if problem.rule == "title.decorated"] == town
    assert said("Nurse - Leeds") == []
