"""The texts that a posting prints from the rules: where, from when, for whom, and each once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from full import FULL, made_of, outline, said

from conftest import DAY
from jdgen import rules
from jdgen.documents import law, statements
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.model.law import Law
from jdgen.pipeline import compose
from jdgen.rules.phrases import Phrases
from making import LINDQVIST, RIVERBEND, ROLE, document, material

SF = "San Francisco Fair Chance Ordinance"
COUNTY = "Los Angeles County Fair Chance Ordinance for Employers"


def legal(*settings: str, day: str = DAY, example=RIVERBEND) -> list[str]:
    sources = Sources(role=ROLE, company=example.company, opening=example.opening, settings=settings)
    given = gather(sources, law.date.fromisoformat(day), locale(example.locale), Demand())
    return said("posting", given)["legal"]


def at(locality: str, region: str = "CA") -> list[str]:
    return [f"opening.locations[0].locality={locality}", f"opening.locations[0].region={region}"]


def named(lines: list[str]) -> list[str]:
    return [name for name in (SF, COUNTY, "Initiative") if any(name in line for line in lines)]


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ([], []),
        (at("San Francisco"), [SF]),
        (at("san francisco", "California"), [SF]),
        (at("Oakland"), []),
        (at("San Francisco", "CO"), []),
        (at("Altadena"), [COUNTY]),
        (at("Los Angeles"), []),
        (["opening.hires_in[0]=US-CA"], [SF, COUNTY]),
        (["opening.hires_in[0]=California"], [SF, COUNTY]),
        (["opening.hires_in[0]=United States"], [SF, COUNTY]),
        (["opening.hires_in[0]=SF"], [SF]),
        (["opening.hires_in[0]=US-NY", "opening.hires_in[1]=Ontario"], []),
        (["opening.reports_to_location=US-CA-SF"], []),
    ],
)
def test_the_posting_prints_what_the_laws_of_its_places_ask(settings: list[str], found: list[str]) -> None:
    assert named(legal(*settings)) == found


@pytest.mark.parametrize(
    ("size", "found"), [("null", [SF]), ("4", []), ("5", [SF]), ("5000", [SF])], ids=["unknown", "4", "5", "5000"]
)
def test_a_small_company_is_spared_and_an_unknown_one_is_not(size: str, found: list[str]) -> None:
    assert named(legal(*at("San Francisco"), f"company.size.total={size}")) == found


def test_the_statement_begins_with_the_law() -> None:
    (entry,) = (entry for entry in rules.laws() if entry.id == "US-CA-LACounty-fair-chance")
    first = entry.periods[0].since
    before, there = (day.isoformat() for day in (law.date.fromordinal(first.toordinal() - 1), first))
    assert named(legal(*at("Altadena"), day=before)) == []
    assert named(legal(*at("Altadena"), day=there)) == [COUNTY]


def test_the_words_are_those_of_the_rules_with_the_name_of_the_employer() -> None:
    lines = legal(*at("San Francisco"), "company.name=Acme")
    wanted = [rules.statements()[name].text for name in ("equal-opportunity", "fair-chance-san-francisco")]
    assert lines[1:] == [text.replace("{company}", "Acme") for text in wanted]
    assert all("{company}" in text for text in wanted)
    assert "qualified applicants with arrest and conviction records" in wanted[1]


def test_nothing_of_low_certainty_is_printed() -> None:
    """The law of the city of Los Angeles holds, as the phrase of its check says, and prints nothing."""
    given = material(RIVERBEND, *at("Los Angeles"))
    held = [one.law for one in law.holding(law.case(given)) if one.law.statements]
    assert [(entry.id, entry.certainty) for entry in held] == [("US-CA-LACity-fair-chance", "low")]
    assert law.statements(given) == ()


def test_a_low_certainty_alone_keeps_a_statement_out(monkeypatch: pytest.MonkeyPatch) -> None:
    given = material(RIVERBEND, *at("San Francisco"))
    assert [statement.id for statement in law.statements(given)] == ["fair-chance-san-francisco"]
    unsure = tuple(entry.model_copy(update={"certainty": "low"}) for entry in rules.laws_with_statements())
    monkeypatch.setattr(rules, "laws_with_statements", lambda: unsure)
    assert law.statements(given) == ()


def test_two_laws_with_one_statement_print_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given = material(RIVERBEND, *at("San Francisco"))
    twice: tuple[Law, ...] = (*rules.laws_with_statements(), *rules.laws_with_statements())
    monkeypatch.setattr(rules, "laws_with_statements", lambda: twice)
    assert [statement.id for statement in law.statements(given)] == ["fair-chance-san-francisco"]


OF_PLACES = ("locations", "hires_in", "reports_to_location", "days_onsite")


@pytest.mark.parametrize(("place", "many"), [("US-TX", 1), ("US", 1), (None, 1), ("GB", 0), ("Ontario", 0)])
def test_a_federal_contractor_says_so_where_it_hires_in_the_country_or_nowhere(place: str | None, many: int) -> None:
    company = {key: value for key, value in FULL["company"].items() if key != "eeo_text"}
    opening = {key: value for key, value in FULL["opening"].items() if key not in OF_PLACES}
    opening |= {"mode": "remote"} | ({"hires_in": [place]} if place else {})
    lines = said("posting", made_of({"company": company, "opening": opening}))["legal"]
    assert sum("protected veteran" in line for line in lines) == many
    company["federal_contractor"] = False
    lines = said("posting", made_of({"company": company, "opening": opening}))["legal"]
    assert sum("veteran" in line for line in lines) == 0


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("Everyone may apply.", [SF]),
        ("We consider people with arrest and conviction records.", []),
        ("All qualified applicants, also with a criminal record, receive consideration.", []),
        ("Under the San Francisco Fair Chance Ordinance, we consider everybody.", []),
        # These do not say it, or say the opposite.
        ("We are a Fair Chance employer.", [SF]),
        ("We do not consider applicants with criminal records.", [SF]),
        ("Applicants with conviction records will not be considered.", [SF]),
        ("No applicant with a criminal record will be considered.", [SF]),
        ("Applicants with criminal records are considered unsuitable.", [SF]),
        ("We decline to consider people with criminal records.", [SF]),
        ("People with criminal records need not apply. We consider all others.", [SF]),
        ("Under the Los Angeles County Fair Chance Ordinance, we consider everybody.", [SF]),
    ],
)
def test_what_the_company_says_itself_is_not_said_again(own: str, found: list[str]) -> None:
    lines = legal(*at("San Francisco"), f"company.eeo_text={own}")
    assert lines[1] == own
    assert named(lines[2:]) == found


@pytest.mark.parametrize(
    ("own", "many"),
    [
        ("We employ people with a disability or veteran spouses.", 1),
        ("We do not consider protected veterans.", 1),
        ("Everyone is considered without regard to race, disability, or protected veteran status.", 0),
        ("We do not discriminate on the basis of disability or protected veteran status.", 0),
        ("EOE/M/F/Disability/Vets", 0),
    ],
)
def test_a_contractor_that_says_something_else_of_veterans_has_said_nothing(own: str, many: int) -> None:
    lines = legal("company.federal_contractor=true", f"company.eeo_text={own}")
    assert sum("As a federal contractor" in line for line in lines) == many


@pytest.mark.parametrize("law", ["san-francisco", "los-angeles-county", "los-angeles"])
def test_each_ordinance_is_met_by_its_own_name_or_by_the_general_words(law: str) -> None:
    names = {"san-francisco": "San Francisco", "los-angeles-county": "Los Angeles County", "los-angeles": "Los Angeles"}
    statement = rules.statements()[f"fair-chance-{law}"]
    assert statements.says("We consider qualified applicants with arrest and conviction records.", statement)
    named = {key: f"Under the {name} Fair Chance law we consider everybody." for key, name in names.items()}
    assert [key for key, text in named.items() if statements.says(text, statement)] == [law]


@pytest.mark.parametrize("name", rules.statements())
def test_the_phrases_of_a_statement_find_its_own_words(name: str) -> None:
    statement = rules.statements()[name]
    filled = statement.text
    for slot, value in {"company": "Acme", "contact": "Ada", "vendor": "", "where": ""}.items():
        filled = filled.replace(f"{{{slot}}}", value)
    assert "{" not in filled
    assert statements.says(filled, statement)


NEUTRAL = "Acme makes pumps in San Francisco and looks for a plumber who reviews software and lifts equal weights."


@pytest.mark.parametrize("name", rules.statements())
def test_the_phrases_of_a_statement_find_no_other_text(name: str) -> None:
    others = [other.text for other in rules.statements().values() if not other.id.startswith(name[:4])]
    assert len(others) >= 6
    assert [text for text in (NEUTRAL, *others) if statements.says(text, rules.statements()[name])] == []


CONTENT_LINES = {
    "pay.other": "Bonus: A goose", "benefits": "25 days of paid vacation",
    "deadline": "We read applications as they come.",
    "ai_use": "People decide, not software.", "ai_notice": "Read the notice at https://acme.example/ai.",
    "vacancy": "This posting is not for a vacancy that exists now.",
    "accommodation": "If you need an adjustment at any step, ask access@acme.example.",
    "driving.reason": "Driving: a driver’s license is needed: to drive to clients.",
    "pay_history": "Please send your salary history.", "canadian_experience": "Two years of Canadian experience",
    "gendered_title": "Waitress", "clean_background": "You must pass a background check.",
    "background.law": "Background check: required under the Pump Act.",
}  # fmt: skip
"""What our postings print for a content, and what breaks a ban."""


@pytest.mark.parametrize("content", [name for name, entry in rules.contents().items() if entry.phrases])
def test_the_phrases_of_a_content_find_our_own_words(content: str) -> None:
    entry = rules.contents()[content]
    found = Phrases(((phrase, content) for phrase in entry.phrases), ((phrase, content) for phrase in entry.unless))
    assert found.find(CONTENT_LINES[content])
    assert not found.find(NEUTRAL)


@pytest.mark.parametrize(
    "text", ["Diversity, equity and inclusion matter.", "Private equity analyst", "Securities and Exchange Commission"]
)
def test_equity_and_commission_that_nobody_is_paid_are_no_pay(text: str) -> None:
    entry = rules.contents()["pay.other"]
    found = Phrases(((phrase, "other") for phrase in entry.phrases), ((phrase, "other") for phrase in entry.unless))
    assert not found.find(text)
    assert found.find(f"{text} Commission: ten percent")


def test_the_laws_of_a_posting_touch_no_other_document() -> None:
    there: Material = material(RIVERBEND, *at("San Francisco"))
    for kind in ("rubric", "letter"):
        assert SF not in json.dumps(outline(compose(kind, there)))


def test_where_no_place_is_known_no_law_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse() -> tuple[Law, ...]:
        raise AssertionError("the laws were read")

    monkeypatch.setattr(rules, "laws_with_statements", refuse)
    given = material(LINDQVIST, "opening.hires_in=null")
    assert len(said("posting", given)["legal"]) >= 2
    with pytest.raises(AssertionError, match="were read"):
        compose("posting", material(RIVERBEND))


def test_the_examples_say_what_they_said() -> None:
    for name, company in (("riverbend", "Riverbend Robotics"), ("lindqvist", "Lindqvist & Howe")):
        lines = outline(document("posting", name))["legal"]
        assert len(lines) == 2
        assert lines[1].startswith(f"{company} is an equal opportunity employer. Applicants are considered without")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("equal-opportunity", "We are not an equal opportunity employer."),
        ("ai-used", "We don't use AI."),
        ("vacancy-exists", "There is no existing vacancy, and we do not hire for an existing vacancy."),
    ],
)
def test_a_sentence_that_says_no_to_a_statement_makes_none(name: str, text: str) -> None:
    assert not statements.says(text, rules.statements()[name])


def test_a_statement_is_found_behind_a_long_text() -> None:
    text = "Pumps are kept. " * 3_000 + "We consider qualified applicants with arrest and conviction records."
    assert statements.says(text, rules.statements()["fair-chance-san-francisco"])
