"""The laws, statements and contents of the rules: what they name exists, and they say what was read."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest

from jdgen import rules
from jdgen.model import company, family, opening, pay, role
from jdgen.model.base import Entity
from jdgen.model.jurisdictions import name_of, places_named, within
from jdgen.model.law import Ban, Content, Law

LAWS = {law.id: law for law in rules.laws()}
CONTENTS = rules.contents()

FIRST_DAYS = """
US-CO-pay 2021-01-01 2024-01-01; US-CA-pay 2023-01-01 2026-01-01; US-WA-pay 2023-01-01 2025-07-27;
US-NY-pay 2023-09-17; US-NY-NYC-pay 2022-11-01; US-IL-pay 2025-01-01; US-MN-pay 2025-01-01; US-NJ-pay 2025-06-01;
US-MA-pay 2025-10-29; US-VT-pay 2025-07-01; US-MD-pay 2024-10-01; US-DC-pay 2024-06-30; US-HI-pay 2024-01-01;
US-CT-pay 2026-10-01; US-VA-pay 2026-07-01; US-ME-pay 2026-07-13; US-DE-pay 2027-09-26;
US-OH-Cleveland-pay 2025-10-27; US-OH-Columbus-pay 2027-01-01; US-OH-Columbus-early 2025-12-03;
CA-ON-posting 2026-01-01; CA-ON-ai 2026-01-01;
CA-BC-pay 2023-11-01; CA-PE-pay 2022-06-01; EU-pay 2026-06-07; PL-pay 2025-12-24; US-CA-LACounty-fair-chance 2024-09-03;
US-CA-LACounty-background 2024-09-03; US-CA-driving 2025-01-01; US-IL-ai 2026-01-01; US-CO-ai 2027-01-01;
US-CT-ai 2027-10-01; US-CA-ai 2025-10-01; US-CA-LACounty-records 2024-09-03; US-VA-history 2026-07-01;
US-DC-history 2024-06-30; CA-BC-history 2023-11-01
"""
"""What was read, by hand and apart from the data: from when a law is for postings, and when it changed."""
SIZES = """
US-CO-pay 1; US-CA-pay 15; US-WA-pay 15; US-NY-pay 4; US-NY-NYC-pay 4; US-IL-pay 15; US-MN-pay 30 there; US-NJ-pay 10;
US-MA-pay 25; US-VT-pay 5; US-MD-pay 0; US-DC-pay 1 there; US-HI-pay 50; US-CT-pay 1 there; US-VA-pay 0; US-ME-pay 10;
US-DE-pay 26; US-OH-Cleveland-pay 15 there; US-OH-Columbus-pay 15 there; US-NJ-JerseyCity-pay 5; CA-ON-posting 25;
CA-BC-pay 0; EU-pay 0; US-CA-SF-fair-chance 5; US-CA-LACounty-fair-chance 5; US-CA-LACity-fair-chance 10
"""
"""The same of how many employees a law is for."""
ASKED = """
US-CO-pay pay.range pay.other benefits deadline; US-CA-pay pay.range; US-WA-pay pay.range pay.other benefits;
US-NY-pay pay.range description; US-NY-NYC-pay pay.range; US-IL-pay pay.range pay.other benefits;
US-MN-pay pay.range pay.other benefits; US-NJ-pay pay.range pay.other benefits; US-MA-pay pay.range;
US-VT-pay pay.range; US-MD-pay pay.range pay.other benefits; US-DC-pay pay.range; US-HI-pay pay.range;
US-CT-pay pay.range benefits; US-VA-pay pay.range; US-ME-pay pay.range; US-DE-pay pay.range pay.other benefits;
US-RI-pay; US-NV-pay;
US-OH-Cleveland-pay pay.range; US-OH-Columbus-pay pay.range; CA-ON-posting pay.range pay.width vacancy; CA-ON-ai ai_use;
CA-BC-pay pay.range; EU-pay pay.range; AT-pay pay.stated; GB-equality; US-CA-driving driving.reason
"""
"""The same of what a posting holds once the last change is in force."""


def table(text: str) -> list[tuple[str, list[str]]]:
    rows = (row.split() for row in text.replace("\n", " ").split(";"))
    return [(first, rest) for first, *rest in rows]


@pytest.mark.parametrize(("law", "days"), table(FIRST_DAYS))
def test_a_law_begins_and_changes_on_the_days_that_were_read(law: str, days: list[str]) -> None:
    assert [period.since.isoformat() for period in LAWS[law].periods] == days


@pytest.mark.parametrize(("law", "size"), table(SIZES))
def test_a_law_is_for_the_size_that_was_read(law: str, size: list[str]) -> None:
    least, *count = size
    assert (LAWS[law].applies.min_employees, LAWS[law].applies.count) == (int(least), *(count or ["anywhere"]))


@pytest.mark.parametrize(("law", "asked"), table(ASKED))
def test_a_law_asks_for_what_was_read(law: str, asked: list[str]) -> None:
    assert list(LAWS[law].periods[-1].requires) == asked


def test_every_id_is_there_once_and_begins_with_its_place() -> None:
    ids = [law.id for law in rules.laws()]
    assert len(ids) == len(set(ids)) > 40
    assert [law.id for law in rules.laws() if not law.id.startswith(("US-contractor", f"{law.jurisdiction}-"))] == []


@pytest.mark.parametrize("law", rules.laws(), ids=lambda law: law.id)
def test_what_a_law_names_exists(law: Law) -> None:
    assert name_of(law.jurisdiction) != law.jurisdiction
    assert places_named(law.jurisdiction) == (law.jurisdiction,)
    assert {*law.statements} <= {*rules.statements()}
    assert {*law.never_ask} <= {subject.id for subject in rules.do_not_ask()}
    days = [period.since for period in law.periods]
    assert days == sorted(set(days))
    assert law.until is None or law.until > days[-1]
    assert law.checked <= date(2026, 11, 20)


@pytest.mark.parametrize("law", rules.laws(), ids=lambda law: law.id)
def test_a_law_is_of_one_piece(law: Law) -> None:
    asked = {content for period in law.periods for content in period.requires}
    kept_out = {ban for period in law.periods for ban in period.forbids}
    assert ("statement" in asked) == bool(law.statements)
    assert ("pay.width" in asked) == bool(law.width)
    assert not law.never_ask or "pay_history" in kept_out
    assert asked or kept_out or law.notes
    assert law.certainty != "low" or law.severity in {"warning", "notice"}
    assert "pay_history" not in kept_out or law.applies.min_employees == 0 or law.jurisdiction.startswith("US-OH-")
    assert law.certainty == "high" or law.severity != "error" or law.id == "US-MN-pay"


def test_contents_say_every_content_and_every_ban() -> None:
    assert {*CONTENTS} == {*get_args(Content), *get_args(Ban)}


def fields(*models: type[Entity]) -> set[str]:
    return {name for model in models for name in model.model_fields}


FIELDS = fields(
    company.Company, company.Accommodation, company.AiUse, opening.Opening, opening.BackgroundCheck, opening.Driving,
    opening.Location, pay.Pay, role.Role, family.Stage,
)  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS)
def test_a_mend_names_fields_that_exist(content: str) -> None:
    named = re.findall(r"`([a-z_.]+)`", CONTENTS[content].mend)
    assert [name for path in named for name in path.split(".") if name not in FIELDS] == []
    assert named or content == "pay_history"


# Where facts name a ban on questions about past pay; Alabama only forbids to punish those who keep silent.
HISTORY = "CA CO CT DE HI IL ME MD MA MN NV NJ NY OR PR RI VT WA DC VA"


def test_questions_on_past_pay_are_banned_by_a_law_of_their_own() -> None:
    banned = {law.jurisdiction: law for law in rules.laws() if law.id.endswith("-history")}
    assert sorted(banned) == sorted([*(f"US-{state}" for state in HISTORY.split()), "US-NY-NYC", "CA-BC"])
    sure = {code for code, law in banned.items() if (law.certainty, law.severity) == ("high", "error")}
    assert sure == {"US-CA", "US-DC", "US-VA", "CA-BC"}
    weak = {(law.certainty, law.severity) for code, law in banned.items() if code not in sure}
    assert weak == {("medium", "warning")}
    assert {law.applies.min_employees for law in banned.values()} == {0}
    paid = [law for law in rules.laws() if law.id.endswith("-pay") and law.jurisdiction in banned]
    assert len(paid) > 15
    assert [law.id for law in paid for period in law.periods if "pay_history" in period.forbids] == []


def spoken(places: set[str]) -> str:
    """Return places as an id that is the same in every process."""
    return " ".join(sorted(places))


@pytest.mark.parametrize("places", [{"US-CA"}, {"US-NY-NYC", "DE"}, {"US"}, {"JP"}], ids=spoken)
def test_the_laws_of_places_are_read_alone(places: set[str]) -> None:
    reached = [
        law for law in rules.laws()
        if any(within(law.jurisdiction, place) or within(place, law.jurisdiction) for place in places)
    ]  # fmt: skip
    assert list(rules.laws_of(frozenset(places))) == reached
    assert bool(reached) is (places != {"JP"})


def test_places_of_the_law_on_statements_are_read_alone() -> None:
    assert rules.laws_with_statements() == tuple(law for law in rules.laws() if law.statements)
    assert len(rules.laws_with_statements()) == 4
