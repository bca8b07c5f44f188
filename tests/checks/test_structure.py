"""Rules of structure together: our own postings are clean, bad ones get what a recruiter would thank us for."""

from __future__ import annotations

import time
from collections import Counter
from typing import get_args

import pytest
from passages import ids, reading

from conftest import ROOT
from jdgen import rules
from jdgen.checks.rules import every
from jdgen.checks.structure import structure
from jdgen.documents.reading import Kind, Passage, Reading
from jdgen.documents.reading import reading as reading_of
from jdgen.pipeline import compose
from jdgen.rules.phrases import spelled_out
from making import EXAMPLE, RIVERBEND, document, material

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES = sorted(path.stem for path in (ROOT / "profiles").glob("*/*.yaml") if path.stem != "family")
NAMES = {"riverbend": "Riverbend Robotics", "lindqvist": "Lindqvist & Howe"}
RETAIL = """
    # HIRING NOW!! Retail Sales Associate - $18/hr
    > Bright & Bold Stores · Columbus, OH
    ## about: About Bright & Bold
    Bright & Bold runs 60 stores for paint and tools. Our stores open at eight, and most managers began at the till.
    ## duties: What you'll do
    - Greet customers and help them find what they need
    - Run the register and count the drawer
    - Stock shelves and keep the aisles safe
    - Mix paint to order
    ## requirements: Requirements
    - High school diploma or GED
    - 1+ years of experience
    - Must be 18 years of age or older
    - Able to lift 50 lbs with or without help
    - He or she must be punctual and honest
    - Weekends and holidays
    - A way to get to the store
    ## offer: Pay and perks
    Up to $18 per hour DOE, plus a discount of 25 percent.
    Candidates pay a refundable uniform deposit of $40.
    ## apply: How to apply
    Walk in and ask for the manager, or call 614-555-0134. Please bring your last two payslips.
    ## legal: Equal opportunity
    Paintland Inc. is an equal opportunity employer.
"""
NURSING = """
    # Registered Nurse (RN), Nights, Req #88412
    > Mercy Valley Hospital
    The unit has 32 beds and 12-hour shifts. The nurse reports to the charge nurse; she hands over at 7 a.m.
    ## duties: Essential functions
    - Assess, plan, carry out and evaluate patient care
    - Administer medications and treatments as ordered by the physician
    - Educate the patient and her family before discharge
    - Document care in the electronic health record
    - Supervise nursing assistants and accommodate changes of the schedule
    - Take part in the unit's quality work, such as COVID-19 rounds
    ## must: Minimum qualifications
    - Graduate of an accredited school of nursing; BSN preferred
    - Current RN license in the state of [State]
    - 2 years of experience
    - Bachelor's degree
    ## nice: Preferred qualifications
    - ACLS certification within 6 months of hire
    - 3+ years of acute care experience
    Compensation: $36.40 – $58.90 an hour, depending on experience. A shift differential of $4.50 an hour.
    Sign-on bonus of up to $10,000. Tuition reimbursement up to $5,250 a year.
    Benefits include health, dental and vision insurance, a 403(b) with match, and 24 days of PTO.
    TO APPLY, VISIT OUR CAREERS PAGE TODAY: https://careers.mercyvalley.example
    Mercy Valley Hospital is an equal opportunity employer. If you need an accommodation to apply, call 555-0100.
"""
SALES = """
    # Account Executive, Mid-Market (Remote) 🚀
    > Northwind Analytics · Remote (US)
    ## why: About the role
    You will own mid-market accounts. Our deals run from $20,000 to $250,000 a year. We closed $14M+ last year.
    You will spend two days a week in our Austin office.
    ## duties: What you will do
    - Run the full sales cycle, from first call to signed contract
    - Build a pipeline of $3M+ each quarter
    - Give product demos to CFOs and their teams
    - Negotiate contracts of up to $250,000 a year
    - Forecast each week in the CRM
    - Work with marketing on campaigns
    - Hand over to customer success
    - Travel to two trade fairs a year
    - Mentor new account executives
    ## requirements: Qualifications
    - Bachelor’s degree in business or a related field
    - 5+ years of experience
    - 3+ years in SaaS sales
    - Proven record of exceeding quota
    - Self-motivated; the ideal candidate sets his own goals
    - Salesforce skills
    - Speaks in front of groups
    ## offer: Compensation
    - Competitive base salary and commission; OTE $180,000+
    - The current salary of the candidate is needed for the offer.
    ## apply: Apply
    Send your resume to jobs@northwind.example. Start date: TBD.
    Join Contoso as our next account executive!
"""
COMMON = ["accommodation.missing", "deadline.missing", "length.body", "process.missing"]
BAD = [
    (RETAIL, {}, [
        "company.name_mismatch", "duty.count", "fee.asked", "pay.open_ended", "pay_history.asked", "pronoun.gendered",
        "req.untiered", "req.years_without_skill", "title.decorated", "title.decorated", "title.decorated", *COMMON,
    ]),
    (NURSING, {}, [
        "caps.shouting", "pay.wide_range", "placeholder.left", "req.degree_without_equivalent",
        "req.years_without_skill", "title.decorated", *COMMON[1:],
    ]),
    (SALES, {"company": "Northwind Analytics"}, [
        "benefits.missing", "company.name_mismatch", "duty.count", "pay.open_ended", "pay_history.asked",
        "placeholder.left", "pronoun.gendered", "remote.unclear", "req.degree_without_equivalent", "req.untiered",
        "req.years_without_skill", "title.decorated", "title.decorated", *COMMON,
    ]),
]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_examples_are_clean(name: str) -> None:
    given = reading_of(document("posting", name), company=NAMES[name])
    assert len(given.passages) > 40
    assert list(structure(given)) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_posting_of_every_built_in_role_is_clean(role: str) -> None:
    given = reading_of(compose("posting", material(RIVERBEND, role=role)), company=NAMES["riverbend"])
    assert list(structure(given)) == []


def test_every_built_in_role_was_looked_at() -> None:
    assert len(ROLES) == 11


@pytest.mark.parametrize(("text", "known", "found"), BAD, ids=["retail", "nursing", "sales"])
def test_a_bad_posting_gets_what_helps_and_nothing_else(text: str, known: dict[str, str], found: list[str]) -> None:
    problems = list(structure(reading(text, **known)))
    assert sorted(ids(problems)) == sorted(found)
    assert [problem for problem in problems if not (problem.place and problem.hint and problem.message)] == []


def test_every_rule_has_a_test_that_finds_it() -> None:
    few = "# Cook\n## duties: Duties\n- Cook"
    seven = "## must: Must have\n" + "- Has cooked soup.\n" * 7
    texts = [*(text for text, _, _ in BAD), "A text.", few, seven, "Soup is good. " * 60]
    found = {rule for text in texts for rule in ids(structure(reading(text)))}
    assert found == set(rules.structure())


def test_rules_reach_the_registry_with_reason_and_source() -> None:
    known = every()
    assert {known[rule].group for rule in rules.structure()} == {"structure"}
    for rule in rules.structure().values():
        assert known[rule.id].level == rule.level
        assert rule.why[0].islower() or rule.why.startswith("a ")
        assert not rule.why.endswith(".")
        assert not rule.suggest.endswith(".")


def test_no_phrase_is_so_open_that_it_becomes_thousands() -> None:
    known = rules.structure().values()
    ways = {rule.id: sum(len(spelled_out(phrase)) for phrase in (*rule.phrases, *rule.unless)) for rule in known}
    assert sum(ways.values()) > 500
    assert {rule: count for rule, count in ways.items() if count > 1500} == {}


@pytest.mark.parametrize("rule", ["title.decorated", "pay.open_ended", "placeholder.left", "pronoun.gendered"])
def test_what_is_wrong_everywhere_is_an_error(rule: str) -> None:
    assert rules.structure()[rule].level == "error"


def test_a_posting_in_another_language_is_left_alone() -> None:
    assert list(structure(reading(RETAIL, language="de"))) == []
    assert list(structure(reading(RETAIL, language="en-GB"))) == list(structure(reading(RETAIL)))


def test_many_findings_of_one_rule_end_with_their_number() -> None:
    found = [p for p in structure(reading("A [Company].\n" * 50)) if p.rule == "placeholder.left"]
    assert len(found) == 20
    assert found[-1].message == "“[Company]” was never filled in, and 30 more like it"
    assert Counter(problem.message for problem in found[:-1]) == {"“[Company]” was never filled in": 19}


@pytest.mark.parametrize("unit", [
    "competitive salary depending on experience ", "x", "$1 ", "[", "{{", "!", "A ", "_", "he or she ", "5 years of ",
    "apply ", "Contoso & Contoso ", "1,", ". ", "degree ", "JOIN US NOW ", "100 % remote ",
])  # fmt: skip
def test_a_line_made_to_be_slow_is_not(unit: str) -> None:
    line = (unit * (100_000 // len(unit) + 1))[:100_000]
    rest = tuple(Passage(kind, line[:2_000], "must", number=n) for n, kind in enumerate(KINDS, start=1))
    start = time.process_time()
    list(structure(Reading((Passage("paragraph", line, "must"), *rest), company="Contoso")))
    assert time.process_time() - start < 1


def test_what_stands_far_behind_in_a_paragraph_is_found() -> None:
    line = "We bake bread for the whole town. " * 2_900 + "Fill in [City] here."
    found = [p.place and p.place.column for p in structure(reading(line)) if p.rule == "placeholder.left"]
    assert found == [line.index("[City]") + 1]


def test_many_short_lines_are_read_in_good_time() -> None:
    passages = tuple(Passage("bullet", f"Bring {n} [City] apples.", "must", number=n) for n in range(5_000))
    start = time.process_time()
    assert ids(structure(Reading(passages, whole=False))).count("placeholder.left") == 20
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "ß", "İstanbul (İ)", "ﬁ", "\U0001f680" * 9, "'", "“”", "A", ":"])
def test_odd_texts_pass(text: str) -> None:
    passages = tuple(Passage(kind, text, "must", number=number) for number, kind in enumerate(KINDS))
    given = Reading(passages, company=text)
    assert {problem.rule for problem in structure(given)} <= set(rules.structure())


def test_a_posting_without_passages_lacks_what_postings_have() -> None:
    found = ids(structure(Reading(())))
    assert "title.missing" in found
    assert "duty.missing" in found
    assert list(structure(Reading((), whole=False))) == []
