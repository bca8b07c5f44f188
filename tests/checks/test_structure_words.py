"""Gaps of templates, pronouns of one sex, and shouting."""

from __future__ import annotations

import pytest
from passages import limit, reading

from jdgen.checks.structure import structure

GAPS = [
    ("Work at [Company] with us.", "[Company]"), ("Ask [Your Name] for more.", "[Your Name]"),
    ("Pay: [[opening.pay]]", "[[opening.pay]]"),
    ("Dear {{ first_name }},", "{{ first_name }}"), ("{% if remote %}Remote", "{% if remote %}"), ("Start: TBD", "TBD"),
    ("Salary TBA", "TBA"), ("<insert salary range here>", "<insert salary range here>"),
    ("Lorem ipsum dolor sit", "Lorem ipsum"),
    ("Call XXX today", "XXX"), ("Has xx years of it", "xx"), ("$XX,XXX a year", "$XX,XXX"), ("Reports to ____", "____"),
    ("Apply at {company_url}", "{company_url}"), ("[insert benefits]", "[insert benefits]"),
    ("Apply by [DATE].", "[DATE]"),
    ("In [City, State]", "[City, State]"), ("Ends [ start date ]", "[ start date ]"),
    ("[specific reason for the team]", "[specific reason for the team]"),
    ("<Company Name> hires", "<Company Name>"), ("TODO: ask Ann", "TODO:"), ("[...] and so on", "[...]"),
    ("Team of [XX]", "[XX]"),
    ("Insert company description here", "Insert company description here"),
]  # fmt: skip
NO_GAPS = [
    "He wrote “recieve [sic]” in it.", "Some travel [optional]", "See note [1] for more.", "Vacation: 25 days",
    "Sizes up to XXL and 3XL",
    "Writes f(x) <= y and a < b > c", "Uses {braces} and [brackets] in code", "Runs __init__ and snake_case",
    "A to-do app, TODO lists",
    "Handles x and y axes, or XX chromosomes", "Reports to the company name board",
    "Job sharing [job sharing possible]", "A [joint] effort",
    "List[str] and Dict[str, int]", "<b>bold</b> and <strong>", "C++ templates: vector<int>", "Generation X and Z",
    "Tbd is no word",
]  # fmt: skip
GENDERED = [
    ("He will report to the director.", "He"), ("She manages three stores.", "She"),
    ("His duties include the till.", "His"),
    ("The candidate knows her craft.", "her"), ("The successful applicant will bring his own tools.", "his"),
    ("Each employee plans his/her week.", "his/her"), ("He/she keeps the books.", "He/she"),
    ("S/he keeps the books.", "S/he"),
    ("(S)he keeps the books.", "S)he"), ("An engineer is trusted to do his or her best.", "his or her"),
    ("We trust every cook with his kitchen.", "his"), ("The cook keeps his knives.", "his"),
    ("The incumbent does it himself or herself.", "himself or herself"), ("If he or she asks, we answer.", "he or she"),
    ("A position in which he lifts 50 pounds.", "he"), ("We want someone who takes his work seriously.", "his"),
    ("The cook thinks for himself.", "himself"),
    ("Whoever is hired, he/she starts in May.", "he/she"),
]  # fmt: skip
NEUTRAL = [
    "You report to the director.", "They keep the books, and their word counts.", "Ann Lee (she/her) leads the team.",
    "Pronouns: he/him", "Works for Her Majesty's Courts.", "His Majesty’s Treasury hires.",
    "Teach the patient and her family.",
    "Help each customer find what she needs.", "Our founder and her brother opened the first store.",
    "Runs HIS and HER2 tests",
    "Reports to the CTO; she built the first version.", "Dr. Ruiz is proud of his team.",
    "The charge cook expects you; she is strict.",
    "Reports to the head cook; she hands over at seven.", "You work beside Ann Lee, and she will show you all of it.",
    "The ideal candidate assists the surgeon in her practice.", "The position supports the principal and his staff.",
    "The sheriff, the hero and their heritage", "Use this and other theses",
    "Follow each child and her or his stage of growth.",
    "He-Ne lasers are aligned daily? Not here.",
]  # fmt: skip
SHOUTED = [
    ("PLEASE READ THE WHOLE POSTING FIRST", "PLEASE READ THE WHOLE POSTING FIRST"), ("Apply soon!!", "!!"),
    ("Note: WE ARE HIRING THREE COOKS today", "WE ARE HIRING THREE COOKS"), ("Great team!!!", "!!!"),
]  # fmt: skip
QUIET = [
    "What you will do", "REQUIREMENTS", "HOW TO APPLY", "AWS, GCP, SQL, HTML, NGINX, REDIS", "Knows SQL, HTML and CSS",
    "RN BSN ACLS PALS NICU",
    "One more thing!", "We build for NASA and ESA and the UN", "ISO 9001 and ISO 14001", "WHAT YOU WILL DO",
]  # fmt: skip


def of(rule: str, text: str, **known: object) -> list[tuple[str, int]]:
    problems = structure(reading(text, **({"whole": False} | known)))
    return [(p.message, p.place.column if p.place else 0) for p in problems if p.rule == rule]


@pytest.mark.parametrize(("text", "piece"), GAPS, ids=[text for text, _ in GAPS])
def test_a_gap_of_a_template_is_found_where_it_stands(text: str, piece: str) -> None:
    assert of("placeholder.left", text) == [(f"“{piece}” was never filled in", text.index(piece) + 1)]


@pytest.mark.parametrize("text", NO_GAPS)
def test_brackets_and_short_forms_are_no_gaps(text: str) -> None:
    assert of("placeholder.left", text) == []


def test_every_gap_of_a_passage_is_named_and_a_gap_in_a_gap_once() -> None:
    found = of("placeholder.left", "[Company] pays [salary] in [[opening.{{city}}]], TBD")
    gaps = ["[Company]", "[salary]", "[[opening.{{city}}]]", "TBD"]
    assert [message for message, _ in found] == [f"“{gap}” was never filled in" for gap in gaps]


@pytest.mark.parametrize(("text", "piece"), GENDERED, ids=[text for text, _ in GENDERED])
def test_a_pronoun_of_one_sex_is_found(text: str, piece: str) -> None:
    found = of("pronoun.gendered", f"# Cook\n## duties: What you will do\n{text}")
    assert found == [(f"“{piece}” for whoever will do the job", text.index(piece) + 1)]


@pytest.mark.parametrize("text", NEUTRAL)
def test_pronouns_of_others_are_silent(text: str) -> None:
    assert of("pronoun.gendered", f"# Cook\n## duties: What you will do\n{text}") == []


@pytest.mark.parametrize(("part", "text", "found"), [
    ("about", "She opened the first store in 1990.", 0), ("about", "He or she will love it.", 1),
    ("legal", "No person is judged by his or her origin.", 0), ("", "He will report to the director.", 1),
])  # fmt: skip
def test_parts_about_others_and_texts_of_laws_keep_theirs(part: str, text: str, found: int) -> None:
    assert len(of("pronoun.gendered", f"## {part}: Heading\n{text}")) == found


@pytest.mark.parametrize(("text", "piece"), SHOUTED)
def test_shouting_is_heard(text: str, piece: str) -> None:
    found = [(message.split("”")[0], column) for message, column in of("caps.shouting", text)]
    assert found == [(f"“{piece}", text.index(piece) + 1)]


def test_texts_of_laws_may_be_in_capitals() -> None:
    text = "EMPLOYERS SUBJECT TO THIS NOTICE MUST POST IT!!"
    assert of("caps.shouting", f"## legal: Notice\n{text}") == []
    assert len(of("caps.shouting", f"## : Notice\n{text}")) == 2


@pytest.mark.parametrize("text", QUIET)
def test_short_headings_and_short_forms_are_no_shouting(text: str) -> None:
    assert of("caps.shouting", text) == of("caps.shouting", f"## : {text}") == of("caps.shouting", f"# {text}") == []


def test_many_exclamation_marks_are_told_once_where_they_become_too_many() -> None:
    assert of("caps.shouting", "One! Two!\nThree!") == []
    found = of("caps.shouting", "One! Two!\nThree! Four!\nFive!")
    assert found == [("more than 3 exclamation marks in one posting", 6)]


@pytest.mark.parametrize(("limits", "text"), [
    ({"words": 6, "exclamations": 3}, "WE ARE HIRING THREE COOKS"), ({"words": 5, "exclamations": 4}, "A! B! C! D!"),
])  # fmt: skip
def test_limits_come_from_the_data(limits: dict[str, int], text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(of("caps.shouting", text)) == 1
    limit(monkeypatch, "caps.shouting", limits)
    assert of("caps.shouting", text) == []


@pytest.mark.parametrize(("title", "text", "found"), [
    ("Registered Nurse", "The Registered Nurse provides direct patient care. He/she assesses and documents.", True),
    ("Teacher", "The teacher plans lessons for 24 students. He or she grades papers.", True),
    ("Sales Representative", "The representative visits customers. He/she closes deals.", True),
    ("Registered Nurse", "The patient is seen by a physician first. He or she then comes to the unit.", False),
    ("Teacher", "Talk with each student. He or she may need more time.", False),
    ("Teacher", "Students write daily. He or she who reads, writes.", False),
])  # fmt: skip
def test_a_pair_that_begins_a_sentence_is_for_whom_the_last_one_spoke_of(title: str, text: str, found: bool) -> None:
    assert bool(of("pronoun.gendered", f"# {title}\n{text}")) == found
