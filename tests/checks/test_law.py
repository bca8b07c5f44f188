"""Every law of the data: an opening that meets it is silent, and one that misses one thing has exactly that finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import pytest

from jdgen import rules
from jdgen.checks.law import errors, told
from jdgen.checks.rules import CODE, of_law
from jdgen.documents.law import Case, Touch, case, holding
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading, reading
from jdgen.errors import Place, Problem
from jdgen.model.company import Company
from jdgen.model.jurisdictions import name_of, place_of_address
from jdgen.model.law import Law
from jdgen.model.opening import Opening
from jdgen.pipeline import compose
from making import material


def law(*asked: Any) -> Iterator[Problem]:
    """Yield what is told of a posting, without the contents it is about."""
    return (problem for _, problem in told(*asked))


FILES = {"company": Place("acme.yaml"), "opening": Place("opening.yaml")}
ENOUGH = 10_000
COMPANY: dict[str, Any] = {
    "name": "Acme Pumps", "benefits": ["Health insurance"], "other_compensation": [],
    "accommodation": {"contact": "access@acme.example"}, "federal_contractor": True,
    "ai_use": {"used": True, "notice_url": "https://acme.example/ai"}, "size": {"total": ENOUGH},
}  # fmt: skip
OPENING: dict[str, Any] = {
    "mode": "remote", "employment_type": "full-time", "deadline": "2030-01-31", "vacancy_exists": True,
    "pay": {"min": 80000, "max": 90000, "currency": "CAD", "per": "year"},
    "apply": {"email": "jobs@acme.example"},
    "background_check": {"required": True, "law": "the Pump Act"},
    "driving": {"required": True, "reason": "to drive the van"},
}  # fmt: skip
LACKS: dict[str, tuple[str, ...]] = {
    "pay.range": ("opening", "pay"), "pay.stated": ("opening", "pay"),
    "pay.other": ("company", "other_compensation"), "benefits": ("company", "benefits"),
    "deadline": ("opening", "deadline"), "vacancy": ("opening", "vacancy_exists"),
    "ai_use": ("company", "ai_use"), "ai_notice": ("company", "ai_use", "notice_url"),
    "background.law": ("opening", "background_check", "law"), "driving.reason": ("opening", "driving", "reason"),
    "accommodation": ("company", "accommodation"),
}  # fmt: skip
"""What to take out, so that a content is missing."""
HOLDS: dict[str, tuple[str, object]] = {
    "pay.width": ("pay", {"min": 80000, "max": 130001, "currency": "CAD", "per": "year"}),
    "pay.open_ended": ("pay", {"min": 80000, "open_ended": True, "currency": "CAD", "per": "year"}),
    "pay_history": ("reason", "Tell us your current salary."),
    "canadian_experience": ("reason", "Canadian experience is a must."),
    "gendered_title": ("title_override", "Waitress"),
    "clean_background": ("reason", "You must pass a background check."),
}  # fmt: skip
"""What to write into the opening, so that it holds what a law forbids."""
WHOLE = ("statement", "description")
"""What is broken in the posting itself."""


class Item(NamedTuple):
    """One thing that a law asks or forbids, from a day on."""

    law: Law
    key: str
    since: date
    new: bool
    """True if the period before did not ask for it."""

    def __str__(self) -> str:
        return f"{self.law.id}-{self.key}-{self.since}"


def items() -> Iterator[Item]:
    for one in rules.laws():
        before: set[str] = set()
        for period in one.periods:
            keys = (*period.requires, *period.forbids)
            yield from (Item(one, key, period.since, key not in before) for key in keys)
            before = set(keys)


ITEMS = tuple(items())
each = pytest.mark.parametrize("item", ITEMS, ids=str)


TOWNS = {"Westchester": "White Plains", "LACounty": "Altadena", "LACity": "Los Angeles"}
"""A town of a place that is not called as the place is."""


def address(code: str) -> dict[str, str]:
    """Return an address that lies in a place."""
    country, region, city = (*code.split("-"), "", "")[:3]
    locality = TOWNS.get(city, name_of(code)) if city else ""
    found = {"country": country, "region": region, "locality": locality}
    assert place_of_address(**found) == code
    return {key: value for key, value in found.items() if value}


def touching(code: str, how: str) -> dict[str, Any]:
    """Return what an opening says that touches a place in one way."""
    if how == "remote":
        return {"mode": "remote", "hires_in": [code]}
    if how == "reports_to":
        return {"reports_to_location": code}
    return {"mode": "onsite", "locations": [address(code)]}


def meeting(one: Law, how: str = "") -> dict[str, dict[str, Any]]:
    """Return a company and an opening that hold all that a law asks, at its place."""
    company, opening = deepcopy(COMPANY), deepcopy(OPENING)
    first = how or one.applies.covers[0]
    if one.jurisdiction == "EU":
        opening |= {"mode": "remote", "hires_in": ["EU"]}
    else:
        opening |= touching(one.jurisdiction, first)
    company["size"] = sized(one, ENOUGH)
    if one.certainty == "low":
        # Such a statement is not printed unless the company writes it.
        company["eeo_text"] = " ".join(rules.statements()[name].text for name in one.statements) or None
    return {"company": company, "opening": opening}


def sized(one: Law, count: int) -> dict[str, Any]:
    there = one.applies.count == "there"
    return {"total": ENOUGH, "by_jurisdiction": {one.jurisdiction: count}} if there else {"total": count}


def breaking(item: Item, given: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the company and the opening without what the law asks, or with what it forbids."""
    given = deepcopy(given)
    if item.key in LACKS:
        *path, last = LACKS[item.key]
        held: Any = given
        for step in path:
            held = held[step]
        del held[last]
    elif item.key in HOLDS:
        name, value = HOLDS[item.key]
        given["opening"][name] = value
    return given


@cache
def base() -> Material:
    return material()


def made(given: dict[str, dict[str, Any]], day: date) -> Material:
    company, opening = Company.model_validate(given["company"]), Opening.model_validate(given["opening"])
    return replace(base(), company=company, opening=opening, date=day)


def posting(held: Material) -> Reading:
    return reading(compose("posting", held), company="Acme Pumps", whole=True)


@cache
def posting_of(identity: str) -> Reading:
    """Return the posting that meets a law, for tests of what stands in the files alone."""
    one = next(one for one in rules.laws() if one.id == identity)
    return posting(made(meeting(one), one.periods[-1].since))


def found(given: dict[str, dict[str, Any]], day: date, one: Law, broken: str = "") -> list[Problem]:
    """Return what is found by one law; rules on places and on old laws have tests of their own."""
    held = made(given, day)
    words = posting(held) if broken in HOLDS else posting_of(one.id)
    if broken == "statement":
        words = replace(words, passages=tuple(passage for passage in words.passages if passage.part != "legal"))
    if broken == "description":
        held = replace(held, profile=None)
    return [problem for problem in law(held, words, FILES, [one]) if problem.rule not in CODE]


def decided_by_the_case(item: Item) -> bool:
    """Return whether a law is only for those who have said already what it asks."""
    return item.key == "ai_use" and item.law.applies.when == "ai_used"


def says(item: Item, problem: Problem) -> bool:
    """Return whether a problem is the one of an item."""
    words = {"pay.width": "the range of pay is CAD 50,001 a year wide", "statement": "does not make the statement"}
    return words.get(item.key, rules.contents()[item.key].what) in problem.message


def test_every_law_that_speaks_of_postings_has_cases() -> None:
    silent = {one.id for one in rules.laws()} - {item.law.id for item in ITEMS}
    assert {one.id for one in rules.laws() if not any(p.requires or p.forbids for p in one.periods)} == silent
    assert len(ITEMS) > 100
    assert {item.key for item in ITEMS} <= {*LACKS, *HOLDS, *WHOLE}


@pytest.mark.parametrize("one", rules.laws(), ids=lambda one: one.id)
def test_who_meets_a_law_hears_nothing(one: Law) -> None:
    held = made(meeting(one), one.periods[0].since)
    words = posting(held)
    days = [one.periods[0].since - timedelta(1), *(period.since for period in one.periods)]
    said = [problem for day in days for problem in law(replace(held, date=day), words, FILES, [one])]
    assert [problem for problem in said if problem.rule not in CODE] == []


@each
def test_one_thing_that_is_missing_is_one_finding(item: Item) -> None:
    problems = found(breaking(item, meeting(item.law)), item.since, item.law, item.key)
    if decided_by_the_case(item):
        assert problems == []
        return
    (problem,) = problems
    assert problem.rule == item.law.id
    assert says(item, problem)
    assert problem.place is not None
    place = name_of(item.law.jurisdiction)
    assert place in problem.message
    said = (item.law.source[0], f"read {item.law.checked}", f"certainty {item.law.certainty}")
    assert [part for part in said if part not in problem.hint] == []


@each
def test_the_day_before_nothing_is_asked(item: Item) -> None:
    if not item.new:
        earlier = [period for period in item.law.periods if period.since < item.since]
        assert item.key in (*earlier[-1].requires, *earlier[-1].forbids)
        return
    given = breaking(item, meeting(item.law))
    assert [p for p in found(given, item.since - timedelta(1), item.law, item.key) if says(item, p)] == []


@each
def test_one_employee_too_few_is_not_asked(item: Item) -> None:
    least = item.law.applies.min_employees
    given = breaking(item, meeting(item.law))
    given["company"]["size"] = sized(item.law, max(least, 1))
    enough = found(given, item.since, item.law, item.key)
    assert len(enough) == (not decided_by_the_case(item))
    if least > 1:
        given["company"]["size"] = sized(item.law, least - 1)
        assert found(given, item.since, item.law, item.key) == []


@each
def test_where_nobody_says_the_size_the_finding_says_so(item: Item) -> None:
    given = breaking(item, meeting(item.law))
    del given["company"]["size"]
    for problem in found(given, item.since, item.law, item.key):
        told = f"({item.law.applies.min_employees} employees" in problem.hint and "write `size`" in problem.hint
        assert told is (item.law.applies.min_employees > 1)


@pytest.mark.parametrize("one", [one for one in rules.laws() if one.periods[-1].requires], ids=lambda one: one.id)
@pytest.mark.parametrize("how", ["onsite", "remote", "reports_to"])
def test_a_law_reaches_the_work_that_it_covers(one: Law, how: str) -> None:
    if one.jurisdiction == "EU" and how == "onsite":
        touched = {"mode": "onsite", "locations": [address("DE")]}
    else:
        touched = touching(one.jurisdiction, how)
    given = {"company": {**COMPANY, "size": sized(one, ENOUGH)}, "opening": {**OPENING, **touched}}
    key = one.periods[-1].requires[0]
    item = Item(one, key, one.periods[-1].since, new=True)
    if decided_by_the_case(item):
        item = item._replace(key=one.periods[-1].requires[1])
    problems = found(breaking(item, given), item.since, one, item.key)
    assert bool(problems) is (how in one.applies.covers)


def test_a_law_of_low_certainty_warns_at_most() -> None:
    low = [one for one in rules.laws() if one.certainty == "low"]
    assert low
    assert {of_law(one).level for one in low} <= {"warning", "notice"}
    grave = next(one for one in rules.laws() if one.severity == "error")
    assert of_law(grave).level == "error"
    assert of_law(grave.model_copy(update={"certainty": "low"})).level == "warning"


# --- pay ---

CO, NY, ON, BY_PLACE = "US-CO", "US-NY", "CA-ON", {"min": 50, "max": 60, "currency": "USD", "per": "hour"}


def opened(*, company: dict[str, Any] | None = None, **opening: Any) -> list[Problem]:
    """Return what all laws find in an opening with some values changed; None takes one out."""
    given = {"company": {**COMPANY, **(company or {})}, "opening": {**OPENING, **opening}}
    held = {root: {key: value for key, value in values.items() if value is not None} for root, values in given.items()}
    made_of = made(held, date(2026, 11, 20))
    return list(law(made_of, posting(made_of), FILES))


def ids(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


def test_an_open_range_breaks_a_law_that_asks_for_both_ends_without_naming_the_ban() -> None:
    open_pay = {"min": 80000, "open_ended": True, "currency": "USD", "per": "year"}
    problems = opened(hires_in=["US-VA"], pay=open_pay)
    assert ids(problems) == ["US-VA-pay"]
    assert problems[0].message == "the posting leaves the pay open at one end, and Virginia asks for both ends"
    (both,) = opened(hires_in=["US-VA", "EU", CO], pay=open_pay)[:1]
    said = "the posting leaves the pay open at one end, which Colorado forbids; Virginia asks for both ends"
    assert both.message == said


def test_the_pay_of_every_place_counts() -> None:
    denver, utah = ({"country": "US", "region": region} for region in ("CO", "UT"))
    onsite = {"mode": "onsite", "pay": None}
    assert ids(opened(**onsite, locations=[{**denver, "pay": BY_PLACE}, utah])) == []
    problems = opened(**onsite, locations=[{**utah, "pay": BY_PLACE}, denver])
    assert ids(problems) == ["US-CO-pay"]
    assert ids(opened(mode="remote", pay=None, hires_in=["US-CO"], locations=[{**utah, "pay": BY_PLACE}])) == []


@pytest.mark.parametrize(
    ("low", "high", "per", "wide"),
    [
        (60000, 110000, "year", ""), (60000, 110001, "year", "50,001"), (150000, 200000, "year", ""),
        (150000, 200001, "year", ""), (140000, 200000, "year", "60,000"), (30, 54, "hour", ""),
        (30, 55, "hour", "52,000"), (4000, 9000, "month", "60,000"),
    ],
)  # fmt: skip
def test_the_width_of_a_range_is_that_of_a_year(low: int, high: int, per: str, wide: str) -> None:
    pay = {"min": low, "max": high, "currency": "CAD", "per": per}
    problems = opened(hires_in=[ON], pay=pay)
    said = [p.message for p in problems]
    assert said == ([f"the range of pay is CAD {wide} a year wide, and Ontario allows CAD 50,000"] if wide else [])


def test_a_range_in_another_currency_is_not_taken_for_narrow_enough() -> None:
    pay = {"min": 80000, "max": 90000, "currency": "USD", "per": "year"}
    (problem,) = opened(hires_in=[ON], pay=pay)
    assert (problem.rule, CODE[problem.rule].level) == ("law.currency", "warning")
    assert "is in USD, and Ontario allows one that is CAD 50,000 wide" in problem.message
    assert opened(hires_in=[ON], pay={**pay, "max": 80000}) == []
    assert opened(hires_in=[CO], pay=pay) == []


@pytest.mark.parametrize("beside", [{"bonus": "A goose"}, {"equity": "Two shares"}, {"commission": "A tenth"}])
def test_pay_beside_the_base_is_stated_by_the_opening_or_the_company(beside: dict[str, str]) -> None:
    assert ids(opened(hires_in=[CO], company={"other_compensation": None})) == ["US-CO-pay"]
    assert opened(hires_in=[CO], company={"other_compensation": None}, **beside) == []


def test_none_said_on_purpose_is_said() -> None:
    assert opened(hires_in=[CO], company={"other_compensation": [], "benefits": []}) == []


def test_commission_alone_stands_for_a_range_where_the_law_says_so() -> None:
    for state, rule in (("ME", "US-ME-pay"), ("NY", "US-NY-pay"), ("VT", "US-VT-pay")):
        there = {"mode": "onsite", "locations": [{"country": "US", "region": state}], "pay": None}
        for words in ("Commission only: a tenth of each sale", "Paid by commission alone", "100% commission"):
            assert opened(**there, commission=words) == []
        for words in ("A tenth of each sale", "Not commission only: the base pay is told later"):
            (problem,) = opened(**there, commission=words)
            assert problem.rule == rule
            assert "write “commission only”" in problem.hint
    assert ids(opened(hires_in=["US-VA"], pay=None, commission="Commission only")) == ["US-VA-pay"]
    utah = {"country": "US", "region": "UT", "pay": BY_PLACE}
    maine = {"country": "US", "region": "ME"}
    told = opened(mode="onsite", pay=None, commission="Commission only", locations=[utah, maine])
    assert ids(told) == ["US-ME-pay"]


# --- what is said of several laws ---


def test_what_several_places_ask_is_one_finding() -> None:
    problems = opened(hires_in=["US"], company={"benefits": None}, deadline=None, rolling=True)
    assert len(problems) == 1
    asking = [one for one in rules.laws() if any("benefits" in period.requires for period in one.periods[-1:])]
    in_force = [one for one in asking if one.periods[-1].since <= date(2026, 11, 20)]
    assert len(in_force) > 5
    text = problems[0].message + problems[0].hint
    missing = [one.id for one in in_force if one.id not in text or name_of(one.jurisdiction) not in text]
    # Minnesota and the District of Columbia count those who work there, which nobody told.
    assert missing == []
    assert problems[0].hint.count("certainty") == 3


def test_levels_are_told_apart() -> None:
    problems = opened(hires_in=["US-VA", "US-ME"], pay=None)
    assert [(p.rule, of_law(one).level) for p in problems for one in rules.laws() if one.id == p.rule] == [
        ("US-VA-pay", "error"), ("US-ME-pay", "warning"),
    ]  # fmt: skip


def test_laws_can_be_left_out() -> None:
    opening = {**OPENING, "hires_in": ["US-VA", CO], "pay": None}
    held = made({"company": COMPANY, "opening": opening}, date(2026, 11, 20))
    words = posting(held)
    assert ids(law(held, words, FILES)) == ["US-CO-pay"]
    left = [one for one in rules.laws() if one.id != "US-CO-pay"]
    assert ids(law(held, words, FILES, left)) == ["US-VA-pay"]


def test_what_a_company_says_is_not_missed_without_its_file() -> None:
    held = made({"company": {}, "opening": {**OPENING, "hires_in": [CO]}}, date(2026, 11, 20))
    assert ids(law(held, posting_of_draft(held), {"opening": Place("o.yaml")})) == []


def posting_of_draft(held: Material) -> Reading:
    return reading(compose("posting", held), whole=False)


def test_a_ban_that_is_denied_is_none() -> None:
    assert opened(hires_in=[CO], reason="We do not ask for your salary history.") == []
    assert ids(opened(hires_in=[CO], reason="Send your salary history.")) == ["US-CO-history"]


# --- places, and laws that are old ---


@pytest.mark.parametrize(
    ("changed", "said", "hint"),
    [
        ({"hires_in": ["Colorao"]}, "`Colorao` is no place that jdgen knows, so its laws are left out", "`Colorado`"),
        ({"hires_in": ["Georgia"]}, "`Georgia` is two places", "write GE or US-GA"),
        ({"hires_in": ["JP"], "reports_to_location": "Nw York"}, "`Nw York` is no place", "`New York`"),
    ],
)
def test_a_place_that_means_none_or_two_is_found(changed: dict[str, Any], said: str, hint: str) -> None:
    (problem,) = opened(**changed)
    assert problem.rule == "place.unknown"
    assert said in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("address", "said", "hint"),
    [
        ({"locality": "Denver", "country": "US"}, "`Denver` in the United States has no `region`", "write `region`"),
        ({"locality": "New York", "country": "US"}, "`New York` in the", "write `region: NY` beside it"),
        ({"locality": "Toronto", "country": "CA"}, "`Toronto` in Canada has no `region`", "write `region`"),
        ({"region": "Colorodo", "country": "US"}, "`Colorodo` is no state or province of the", "`Colorado`"),
        ({"region": "XX", "locality": "Denver", "country": "US"}, "`XX` is no state", "its two letters"),
        ({"country": "US"}, "a place of work in the United States has no `region`", "write `region`"),
    ],
)
def test_an_address_without_its_state_is_found(address: dict[str, str], said: str, hint: str) -> None:
    (problem,) = opened(mode="onsite", locations=[address])
    assert problem.rule == "place.unknown"
    assert said in problem.message
    assert hint in problem.hint
    assert problem.place is not None


def test_an_address_that_tells_its_state_is_none() -> None:
    for address in ({"country": "PR"}, {"country": "DE", "region": "Bavaira"}, {"country": "GB", "locality": "Leeds"}):
        assert "place.unknown" not in ids(opened(mode="onsite", locations=[address]))
    told = opened(mode="onsite", pay=None, locations=[{"locality": "Denver, CO", "country": "US"}])
    assert ids(told) == ["US-CO-pay"]
    # From home, a country alone is no place of work.
    assert opened(hires_in=["US-UT"], locations=[{"country": "US"}]) == []


@pytest.mark.parametrize(("town", "law"), [("Chicago, IL", "US-IL-pay"), ("Denver, CO", "US-CO-pay"),
                                           ("Joliet, Illinois", "US-IL-pay")])  # fmt: skip
def test_a_town_has_the_laws_of_the_state_behind_it(town: str, law: str) -> None:
    assert ids(opened(hires_in=[town], pay=None)) == [law]


@pytest.mark.parametrize(("town", "state", "country"), [
    ("Berlin, DE", "Delaware", "Germany write DE alone"), ("Toronto, CA", "California", "Canada write CA alone"),
    ("Mumbai, IN", "Indiana", "India write IN alone"),
])  # fmt: skip
def test_a_town_whose_country_has_the_letters_of_a_state_is_told(town: str, state: str, country: str) -> None:
    (told,) = (problem for problem in opened(hires_in=[town]) if problem.rule == "place.two_letters")
    assert (told.message, told.hint) == (f"`{town}` is read as a town in {state}", f"for {country}")


def test_a_city_with_rules_of_its_own_that_is_misspelled_is_found() -> None:
    for town, many in (("San Fransisco", 1), ("San Francisco", 0), ("San Jose", 0)):
        told = opened(mode="onsite", locations=[{"locality": town, "region": "CA", "country": "US"}])
        assert [one.hint for one in told if one.rule == "place.unknown"] == ["did you mean `San Francisco`?"] * many


def test_a_ban_that_is_broken_everywhere_is_told_twenty_times() -> None:
    # Words of one value of a file have one place.
    assert len(opened(hires_in=[CO], reason="\n\n".join(["Send your salary history."] * 50))) == 1
    begin = ("salary", "pay", "wage", "wages", "compensation", "earnings")
    end = ("history", "History", "HISTORY", "hISTORY")
    told = opened(hires_in=[CO], reason="\n\n".join(f"Send your {one} {other}." for one in begin for other in end))
    assert len(told) == 20
    assert "and in 4 more places" in told[-1].message


def test_colorado_counts_for_remote_work_anywhere_as_soon_as_somebody_works_there() -> None:
    there = {"total": 40, "by_jurisdiction": {"Colorado": 1, "US-TX": 39}}
    remote = {"hires_in": ["US-UT"], "deadline": None}
    (problem,) = opened(**remote, company={"size": there})
    assert problem.rule == "US-CO-pay"
    assert "Colorado counts for all remote work in the country, since `size` says" in problem.hint
    assert opened(**remote, company={"size": {"total": 40, "by_jurisdiction": {"US-CO": 0, "US-TX": 40}}}) == []
    assert opened(**remote, company={"size": {"total": 40}}) == []
    assert opened(**remote | {"hires_in": ["JP"]}, company={"size": there}) == []
    assert opened(**remote, mode="onsite", company={"size": there}) == []
    # Where somebody is hired there, that is the reason.
    (problem,) = opened(**remote | {"hires_in": ["US-CO"]}, company={"size": there})
    assert "counts for all remote work" not in problem.hint


def test_laws_that_begin_while_the_posting_is_up_are_one_notice() -> None:
    lacks = {"hires_in": ["US-DE", "US-OH-Columbus"], "company": {"benefits": None, "other_compensation": None}}
    (problem,) = opened(**lacks, deadline="2027-09-26")
    assert (problem.rule, CODE[problem.rule].level) == ("law.soon", "notice")
    assert problem.message == (
        "the posting is up until 2027-09-26, and does not meet laws that begin before: US-DE-pay from 2027-09-26"
    )
    assert opened(**lacks, deadline="2027-09-25") == []
    assert opened(**lacks, deadline=None, rolling=True) == []
    assert ids(opened(**lacks, deadline=None, rolling=True, valid_through="2027-09-26")) == ["law.soon"]
    assert opened(hires_in=["US-DE"], deadline="2027-09-26") == []


def test_what_a_law_asks_already_is_not_said_of_its_next_change() -> None:
    company = {key: value for key, value in COMPANY.items() if key != "benefits"}
    opening = {**OPENING, "hires_in": [CO], "valid_through": "2024-01-01"}
    del opening["deadline"]
    held = made({"company": company, "opening": opening}, date(2023, 12, 31))
    now, soon = law(held, posting(held), FILES, [one for one in rules.laws() if one.id == "US-CO-pay"])
    assert (now.rule, soon.rule) == ("US-CO-pay", "law.soon")
    both = made({"company": company, "opening": {**opening, "rolling": True}}, date(2023, 12, 31))
    assert ids(law(both, posting(both), FILES, [one for one in rules.laws() if one.id == "US-CO-pay"])) == ["US-CO-pay"]


def test_before_it_is_enforced_the_ordinance_of_columbus_warns() -> None:
    there = [{"locality": "Columbus", "region": "OH", "country": "US"}]
    unpaid = {"mode": "onsite", "locations": there, "pay": None, "deadline": None, "rolling": True}
    size = {"total": 50, "by_jurisdiction": {"US-OH-Columbus": 15}}
    early, soon = opened(**unpaid, company={"size": size}, valid_through="2027-01-01")
    level = {of_law(one).id: of_law(one).level for one in rules.laws()}
    assert (early.rule, level[early.rule]) == ("US-OH-Columbus-early", "warning")
    assert "US-OH-Columbus-pay from 2027-01-01" in soon.message
    assert level["US-OH-Columbus-pay"] == "error"


def test_a_clean_record_is_an_error_of_its_own_in_los_angeles_county() -> None:
    there = {"hires_in": ["Altadena"], "reason": "No felons. You must pass a background check."}
    problems = [problem for problem in opened(**there) if "clean record" in problem.message]
    assert {problem.rule for problem in problems} == {"US-CA-LACounty-records"}
    level = {of_law(one).id: of_law(one).level for one in rules.laws()}
    assert (level["US-CA-LACounty-records"], level["US-CA-LACounty-fair-chance"]) == ("error", "warning")
    assert level["US-CA-driving"] == "warning"
    assert level["US-CA-LACity-fair-chance"] == "notice"


@pytest.mark.parametrize("how", ["company", "opening"])
def test_what_is_told_to_whoever_makes_a_posting_are_the_errors_of_all_laws(how: str) -> None:
    held = {"company": dict(COMPANY), "opening": {**OPENING, "hires_in": ["US"]}}
    del held[how]["benefits" if how == "company" else "pay"]
    one = made(held, date(2026, 11, 20))
    level = {of_law(law).id: of_law(law).level for law in rules.laws()}
    told = [problem for problem in law(one, posting(one), FILES) if level.get(problem.rule) == "error"]
    assert [problem.message for problem in errors(one, FILES)] == [problem.message for problem in told]
    assert told != []


def test_a_place_that_is_counted_by_has_to_be_known() -> None:
    size = {"total": 5, "by_jurisdiction": {"US-COO": 4, "US-CO": 1}}
    assert ids(opened(hires_in=["JP"], company={"size": size})) == ["place.unknown"]


def test_a_remote_opening_says_where_a_hire_may_live() -> None:
    (problem,) = opened()
    assert (problem.rule, problem.place) == ("law.where", FILES["opening"])
    assert opened(hires_in=["JP"]) == []
    assert CODE["law.where"].level == "warning"
    (problem,) = opened(locations=[{"country": "JP"}, {"country": "US", "region": "UT"}])
    assert problem.message.endswith("may live, so only the laws of Japan and Utah were looked at")
    assert opened(mode="hybrid", locations=[{"country": "JP"}]) == []
    assert opened(mode="onsite", locations=[{"country": "JP"}]) == []


@pytest.mark.parametrize(("days", "many"), [(180, 0), (181, 1)])
def test_laws_that_were_read_long_ago_are_one_notice(days: int, many: int) -> None:
    held = made(meeting(next(one for one in rules.laws() if one.id == "US-CO-pay")), date(2026, 11, 20))
    read = max(one.law.checked for one in holding_there(held))
    later = replace(held, date=read + timedelta(days))
    problems = [p for p in law(later, posting(later), FILES) if p.rule == "law.old"]
    assert len(problems) == many
    assert CODE["law.old"].level == "notice"


def holding_there(held: Material) -> Any:
    from jdgen.documents.law import holding

    return holding(case(held))


def test_a_law_that_ends_holds_on_its_last_day_and_not_on_the_next() -> None:
    one = next(one for one in rules.laws() if one.until)
    assert one.until
    last = Case((Touch(one.jurisdiction, "onsite"),), one.until, 40)
    assert [held.law.id for held in holding(last, [one])] == [one.id]
    assert holding(replace(last, day=one.until + timedelta(days=1)), [one]) == ()


def test_a_vacancy_that_does_not_exist_is_said_as_well() -> None:
    def asked(exists: bool | None) -> list[str]:
        found = opened(hires_in=["CA-ON"], vacancy_exists=exists)
        return [problem.message for problem in found if "vacancy" in problem.message]

    assert (len(asked(None)), asked(False), asked(True)) == (1, [], [])
