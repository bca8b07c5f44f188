"""What postings ask for: tiers, counts, years, degrees, and the duties beside them."""

from __future__ import annotations

import pytest
from passages import limit, reading

from jdgen.checks.structure import structure

YEARS = [
    ("5+ years of experience", "5+ years of experience"),
    ("At least 3 years of relevant work experience.", "3 years of relevant work experience"),
    ("5 years' experience required", "5 years' experience"),
    ("Minimum of five years experience", "five years experience"),
    ("Experience: 2 years of experience", "2 years of experience"),
    ("3-5 years of professional experience and a good eye", "3-5 years of professional experience"),
    ("3 to 5 years of proven experience", "3 to 5 years of proven experience"),
    ("You have 10+ years of industry experience.", "10+ years of industry experience"),
    ("Bachelor's degree or equivalent. 5+ years of experience.", "5+ years of experience"),
    ("A degree and 4 years of prior experience", "4 years of prior experience"),
    ("Experience: 3-5 years", "3-5 years"), ("2 yrs experience", "2 yrs experience"),
]
NAMED = [
    "5-8 years of professional software engineering", "5+ years of experience in retail",
    "3 years of nursing experience",
    "5+ years of experience with Python", "Python: 5+ years of experience", "3 years of experience selling software",
    "5+ years of experience (payroll or taxes)", "Two years of experience as a cook", "10 years of sales experience",
    "Must be 18 years of age or older", "Somebody who was on stage in the past 5 years",
    "A licensed electrician with 3 years of experience",
    "Bachelor's degree in nursing with 2 years of experience", "5+ years of experience, preferably in a hospital",
    "3 years of experience running payroll", "Retail sales - 2 years of experience",
    "4 years of hands-on Kubernetes experience",
    "No years of experience are asked for", "5 years of teaching", "Experience: 3 years of payroll",
    "3 years of experience: retail, food or hotels",
    "6+ years of production engineering experience",
]  # fmt: skip
DEGREES = [
    ("Bachelor's degree", "Bachelor's degree"), ("BS degree in computer science", "BS degree"),
    ("Bachelor of Science", "Bachelor of Science"), ("A master’s degree in physics", "master’s degree"),
    ("B.S. in mathematics", "B.S."), ("University degree", "University degree"),
    ("Four-year degree", "Four-year degree"),
    ("Degree in economics", "Degree in"), ("MBA", "MBA"), ("M.A. in history", "M.A."), ("PhD", "PhD"),
    ("Bachelor's degree required; Master's degree preferred", "Bachelor's degree"),
    ("Master's degree preferred; bachelor's degree required", "bachelor's degree"),
    ("Bachelor’s degree in business or a related field", "Bachelor’s degree"),
    ("Bachelor's degree required, MBA preferred", "Bachelor's degree"),
    ("MBA preferred, bachelor's degree required", "bachelor's degree"),
]  # fmt: skip
EQUIVALENT = [
    "Bachelor's degree or equivalent experience", "Bachelor’s degree in finance, or comparable skill",
    "B.S. in CS or equivalent",
    "Degree in design, or similar work experience", "Bachelor's degree or 4 years of work in a shop",
    "BSN or MSN degree in nursing",
    "Bachelor's degree preferred", "Degree in law (JD)", "Bachelor's degree, or experience in lieu of it",
    "High school diploma or GED",
    "A high degree of care", "Scrum Master for three teams", "Works at 40 degrees and more",
    "Degree in electronics or an apprenticeship",
    "Degree in electronics or state-certified technician", "Bachelor's degree not required, MBA preferred",
    "Degree in nursing, physics or art preferred",
    "A bachelor's degree is a plus", "Registered Nurse with a bachelor's degree", "Master electrician",
]  # fmt: skip


def of(rule: str, text: str, **known: object) -> list[str]:
    return [problem.message for problem in structure(reading(text, **known)) if problem.rule == rule]


def listed(part: str, count: int) -> str:
    return f"## {part}: Heading\n" + "".join(f"- Has done thing {number}.\n" for number in range(count))


@pytest.mark.parametrize("text", [
    listed("requirements", 7), listed("requirements", 18), "### Education\n" + listed("requirements", 9),
    listed("requirements", 8) + "A sentence behind the list.",
])  # fmt: skip
def test_one_list_of_requirements_is_untiered(text: str) -> None:
    found = [problem for problem in structure(reading(text)) if problem.rule == "req.untiered"]
    count = text.count("- Has")
    assert [problem.message for problem in found] == [
        f"{count} requirements in one list: nobody can tell which are needed and which are welcome"
    ]
    assert found[0].place is not None
    assert text.splitlines()[found[0].place.line - 1].startswith("## requirements")


@pytest.mark.parametrize("text", [
    listed("requirements", 6), listed("must", 7), listed("requirements", 7) + listed("nice", 1),
    listed("must", 2) + listed("requirements", 9), listed("requirements", 9) + "- Welding preferred",
    listed("requirements", 9) + "- Welding is a plus", listed("requirements", 9) + "- Dutch is an asset",
    listed("requirements", 8) + "### Nice to have\n- Welding",
    listed("requirements", 8) + "### Bonus:\n- Welding",
    listed("duties", 9), listed("requirements", 0) + "Five sentences. Of. Prose. Are. No list.",
])  # fmt: skip
def test_tiers_may_be_said_in_many_ways(text: str) -> None:
    assert of("req.untiered", text) == []


@pytest.mark.parametrize(("text", "found"), [
    (listed("must", 7), ["7 must-haves; up to 6 are weighed one by one"]),
    (listed("must", 12), ["12 must-haves; up to 6 are weighed one by one"]),
    (listed("requirements", 8) + listed("nice", 1), ["8 must-haves; up to 6 are weighed one by one"]),
    (listed("must", 6), []), (listed("requirements", 9), []), (listed("nice", 9), []),
    (listed("must", 6) + "A note.", []),
])  # fmt: skip
def test_must_haves_are_counted(text: str, found: list[str]) -> None:
    assert of("must.count", text) == found


def test_the_first_must_have_too_many_is_pointed_to() -> None:
    found = [problem for problem in structure(reading(listed("must", 9))) if problem.rule == "must.count"]
    assert [problem.place.line for problem in found if problem.place] == [8]


@pytest.mark.parametrize("part", ["must", "requirements"])
@pytest.mark.parametrize(("text", "piece"), YEARS)
def test_years_of_nothing_are_found(part: str, text: str, piece: str) -> None:
    posting = reading(f"## {part}: Must have\n- {text}")
    found = [problem for problem in structure(posting) if problem.rule == "req.years_without_skill"]
    assert [problem.message for problem in found] == [f"“{piece}”: years, and not of what"]
    assert [problem.place.column for problem in found if problem.place] == [3 + text.index(piece)]


@pytest.mark.parametrize("text", NAMED)
def test_years_of_something_are_silent(text: str) -> None:
    assert of("req.years_without_skill", f"## must: Must have\n- {text}") == []


@pytest.mark.parametrize("part", ["nice", "about", "why", "duties", ""])
def test_years_count_only_where_they_are_asked_for(part: str) -> None:
    assert of("req.years_without_skill", f"## {part}: Heading\n- 5+ years of experience") == []


@pytest.mark.parametrize(("text", "piece"), DEGREES)
def test_a_degree_without_another_way_is_found(text: str, piece: str) -> None:
    posting = reading(f"## must: Must have\n- {text}")
    found = [problem for problem in structure(posting) if problem.rule == "req.degree_without_equivalent"]
    assert [problem.message for problem in found] == [f"“{piece}”, and no other way to have learned it"]
    assert [problem.place.column for problem in found if problem.place] == [3 + text.index(piece)]


@pytest.mark.parametrize("text", EQUIVALENT)
def test_a_degree_with_another_way_or_by_law_is_silent(text: str) -> None:
    assert of("req.degree_without_equivalent", f"## must: Must have\n- {text}") == []


def test_sentences_behind_a_list_ask_for_nothing_and_stand_for_it_where_there_is_none() -> None:
    sentence = "We have 50 years of experience, and pay for your bachelor's degree."
    for rule in ("req.degree_without_equivalent", "req.years_without_skill"):
        assert of(rule, f"## must: Must have\n- Knows SQL\n{sentence}") == []
        assert len(of(rule, "## must: Must have\nBachelor's degree. 5 years of experience.")) == 1


def test_a_license_by_law_stands_for_the_degree_behind_it() -> None:
    text = "## must: Must have\n- Bachelor's degree or higher\n- Valid Kansas teaching license\n"
    assert of("req.degree_without_equivalent", text) == []


def test_another_entry_may_open_the_other_way() -> None:
    degree = "## requirements: Qualifications\n- Bachelor's degree\n"
    assert len(of("req.degree_without_equivalent", degree + "- AWS or equivalent\n")) == 1
    assert of("req.degree_without_equivalent", degree + "- Bootcamp graduates are as welcome\n") == []
    assert of("req.degree_without_equivalent", "## nice: Nice to have\n- Bachelor's degree\n") == []


@pytest.mark.parametrize(("count", "found"), [
    (1, ["one duty; it takes 5 to 8 to show a job"]), (4, ["4 duties; it takes 5 to 8 to show a job"]),
    (5, []), (8, []), (0, []), (9, ["9 duties; 5 to 8 are read"]), (11, ["11 duties; 5 to 8 are read"]),
])  # fmt: skip
def test_duties_are_counted(count: int, found: list[str]) -> None:
    assert of("duty.count", listed("duties", count)) == found


@pytest.mark.parametrize(("rule", "text", "count"), [
    ("duty.count", listed("duties", 6), {"least": 7, "most": 9}),
    ("duty.count", listed("duties", 8), {"least": 5, "most": 7}),
    ("must.count", listed("must", 6), {"most": 5}), ("req.untiered", listed("requirements", 3), {"entries": 2}),
])  # fmt: skip
def test_limits_come_from_the_data(
    rule: str, text: str, count: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of(rule, text) == []
    limit(monkeypatch, rule, count)
    assert len(of(rule, text)) == 1


@pytest.mark.parametrize(("text", "found"), [
    ("- Bread\n- Soup\n- Tea", 0), ("- Bread\n- Soup", 1), ("The role is a new one.", 1),
    ("You'll help residents with washing and dressing, sit with them, and " + "write down what you saw. " * 3, 0),
    ("Our team is known for what it does, " * 5, 1),
])  # fmt: skip
def test_the_part_on_the_role_may_hold_the_duties(text: str, found: int) -> None:
    assert len(of("duty.missing", f"# Cook\n## why: The role\n{text}")) == found


@pytest.mark.parametrize(("rule", "part"), [("duty.missing", "duties"), ("must.missing", "must")])
def test_a_whole_posting_has_duties_and_requirements(rule: str, part: str) -> None:
    assert len(of(rule, "# Cook\nA kitchen.")) == 1
    assert of(rule, "# Cook\nA kitchen.", whole=False) == []
    assert of(rule, f"# Cook\n## {part}: Heading\n- An entry.") == []
    assert of(rule, f"# Cook\n## {part}: Heading\nA sentence.") == []
