"""What a finished text lacks of each law, what it says that a law forbids, and how pay is told from other money."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args

import pytest

from jdgen import rules
from jdgen.checks.last_day import LAST_DAY
from jdgen.checks.law import NOT_ADVICE, told_of_text
from jdgen.checks.law_breach import BANS
from jdgen.checks.law_phrases import commission_alone
from jdgen.checks.pay_text import pay_stated
from jdgen.checks.rules import CODE
from jdgen.checks.structure import structure
from jdgen.documents.law import Case, Touch
from jdgen.documents.reading import Kind, Passage, Reading, numbered, reading
from jdgen.errors import Place, Problem
from jdgen.model.law import Ban, Content, Law, When
from jdgen.model.rules import Part
from jdgen.pipeline import compose
from making import RIVERBEND, material


def law_of_text(*asked: Any) -> Iterator[Problem]:
    """Yield what is told of a text, without the contents it is about."""
    return (problem for _, problem in told_of_text(*asked))


FILE = Place("posting.txt")
DAY = date(2026, 11, 20)
Line = tuple[Kind, Part, str]
TITLE: Line = ("title", "", "Pump Fitter")
WORK: Line = (
    "paragraph", "duties",
    "You keep the pumps of forty villages running, look after the spare parts that they need, and show the people of "
    "each village how to mend what breaks most often before the rains begin.",
)  # fmt: skip
LINES: dict[str, Line] = {
    "pay.range": ("paragraph", "offer", "The salary is $80,000 to $90,000 a year."),
    "pay.other": ("bullet", "offer", "A bonus every winter"),
    "benefits": ("bullet", "offer", "Health insurance and 25 days of paid vacation"),
    "deadline": ("paragraph", "apply", "Apply by January 31, 2030."),
    "description": WORK,
    "ai_use": ("paragraph", "process", "We use software to sort applications."),
    "ai_notice": ("paragraph", "process", "Read the notice at https://acme.example/ai."),
    "vacancy": ("paragraph", "conditions", "This posting is for a vacancy that exists now."),
    "accommodation": ("paragraph", "apply", "If you need an adjustment, ask Ann."),
    "background.law": ("bullet", "conditions", "A background check is required by law, the Pump Act."),
    "driving.reason": ("bullet", "conditions", "A driver’s license, for driving to the villages"),
}
"""By content, the line of a posting that states it."""
WITHOUT: dict[str, Line] = {
    "background.law": ("bullet", "conditions", "There is a background check."),
    "driving.reason": ("bullet", "conditions", "A driver’s license"),
    "pay.width": ("paragraph", "offer", "The salary is $80,000 to $130,001 a year."),
}
"""What stands in the place of a line that is gone."""
NOT_TOLD = ("pay.other", "ai_use")
"""What a law asks where there is something to tell, which a finished text alone does not show."""
AT_THEIR_WORDS = ("background.law", "driving.reason")
"""What belongs beside the words that make the law ask for it."""
BREAKS: dict[str, tuple[Line, str]] = {
    "pay.open_ended": (("paragraph", "offer", "The salary is up to $90,000 a year."), "up to $90,000"),
    "pay_history": (("paragraph", "apply", "Tell us your current salary."), "current salary"),
    "canadian_experience": (("bullet", "must", "Canadian experience"), "Canadian experience"),
    "gendered_title": (("title", "", "Pump Waitress"), "Waitress"),
    "clean_background": (("bullet", "conditions", "You must pass a background check."), "must pass a background"),
}
"""By ban, the line that breaks it, and its words that do."""


class Item(NamedTuple):
    """One thing that a law asks of a posting or keeps out of it."""

    law: Law
    key: str

    def __str__(self) -> str:
        return f"{self.law.id}-{self.key}"


ITEMS = [
    Item(one, key)
    for one in rules.laws()
    for key in dict.fromkeys(key for period in one.periods for key in (*period.requires, *period.forbids))
]
each = pytest.mark.parametrize("item", ITEMS, ids=str)


def text(*lines: Line) -> Reading:
    places = (FILE._replace(line=number) for number in range(1, len(lines) + 1))
    passages = (Passage(kind, words, part, place) for place, (kind, part, words) in zip(places, lines, strict=True))
    return Reading(numbered(passages), FILE)


def whole(one: Law) -> dict[str, Line]:
    """Return the lines of a posting that holds everything, with the statements of a law."""
    said = " ".join(rules.statements()[name].text for name in one.statements)
    return {"title": TITLE, **LINES, "statement": ("paragraph", "legal", said or "Everyone may apply.")}


def without(item: Item) -> dict[str, Line]:
    lines = whole(item.law)
    if item.key in BREAKS:
        line, _ = BREAKS[item.key]
        place = {"gendered_title": "title", "pay.open_ended": "pay.range"}.get(item.key, item.key)
        return {**lines, place: line}
    key = {"pay.width": "pay.range", "pay.stated": "pay.range"}.get(item.key, item.key)
    return {**lines, key: WITHOUT[item.key]} if item.key in WITHOUT else {k: v for k, v in lines.items() if k != key}


def case(one: Law, day: date | None = None) -> Case:
    touches = tuple(Touch(one.jurisdiction, how) for how in one.applies.covers)
    return Case(touches, day or one.periods[-1].since, 10_000, {one.jurisdiction: 10_000}, frozenset(get_args(When)))


def found(item: Item, lines: dict[str, Line], day: date | None = None) -> list[Problem]:
    problems = law_of_text(text(*lines.values()), case(item.law, day), [item.law])
    return [problem for problem in problems if problem.rule == "law.perhaps" or problem.rule not in CODE]


def asked_last(item: Item) -> bool:
    """Return whether the latest period still asks for it."""
    last = item.law.periods[-1]
    return item.key in (*last.requires, *last.forbids)


def test_every_content_and_every_ban_has_a_line_here() -> None:
    amounts = {"pay.width", "pay.stated", "statement"}
    assert {*LINES, *amounts} == set(get_args(Content))
    assert set(BREAKS) == set(get_args(Ban)) == BANS
    assert len(ITEMS) > 80


@pytest.mark.parametrize("one", rules.laws(), ids=lambda one: one.id)
def test_a_text_that_holds_everything_is_silent(one: Law) -> None:
    assert found(Item(one, ""), whole(one)) == []


@each
def test_one_thing_that_is_missing_is_one_finding(item: Item) -> None:
    assert asked_last(item)
    (problem,) = found(item, without(item))
    perhaps = item.key in NOT_TOLD and item.law.applies.when == "always"
    assert problem.rule == ("law.perhaps" if perhaps else item.law.id)
    assert item.law.source[0] in problem.hint
    if item.key in BREAKS:
        line, words = BREAKS[item.key]
        assert f"“{words}”" in problem.message
        number = list(without(item).values()).index(line) + 1
        assert problem.place == FILE._replace(line=number)
    elif item.key == "pay.width":
        assert "CAD 50,001 a year wide" in problem.message
    else:
        words = list(without(item).values())
        line = words.index(WITHOUT[item.key]) + 1 if item.key in AT_THEIR_WORDS else 0
        assert problem.place is not None
        assert problem.place.line == line
        content = rules.contents()[item.key]
        what = content.what_if if perhaps and content.what_if else content.what
        said = "the statement" if item.key == "statement" else what
        assert said in problem.message


@each
def test_the_day_before_the_law_nothing_is_asked(item: Item) -> None:
    assert found(item, without(item), item.law.periods[0].since - timedelta(1)) == []


def findings(*lines: Line, places: tuple[str, ...]) -> list[Problem]:
    """Return what all laws find in a text that hires in some places; it holds all that is always asked but the pay."""
    touches = tuple(Touch(code, "remote") for code in places)
    kept = [LINES[key] for key in ("pay.other", "benefits", "deadline", "description", "vacancy", "accommodation")]
    return list(law_of_text(text(TITLE, *kept, *lines), Case(touches, DAY, 10_000)))


def ids(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


def test_a_law_on_software_is_for_texts_that_speak_of_it() -> None:
    pay = LINES["pay.range"]
    assert ids(findings(pay, places=("US-NY-NYC",))) == []
    assert ids(findings(pay, LINES["ai_use"], places=("US-NY-NYC",))) == ["US-NY-NYC-ai"]
    assert ids(findings(pay, LINES["ai_use"], LINES["ai_notice"], places=("US-NY-NYC",))) == []
    people: Line = ("paragraph", "process", "People decide, not software.")
    assert ids(findings(pay, people, places=("US-NY-NYC", "CA-ON"))) == []
    none: Line = ("paragraph", "process", "We do not use artificial intelligence in hiring.")
    assert ids(findings(pay, none, places=("US-NY-NYC", "CA-ON"))) == []
    made: Line = ("paragraph", "", "We use AI to find leaks in pumps.")
    assert ids(findings(pay, made, places=("US-NY-NYC",))) == []
    trade: Line = ("bullet", "must", "You have used machine learning to rank search results.")
    assert ids(findings(pay, trade, places=("US-NY-NYC",))) == []


def test_commission_beside_the_pay_does_not_stand_for_a_range() -> None:
    for words, law in (("Base pay and commission", ["US-NY-pay"]), ("Commission only", []), ("100% commission", []),
                       ("This is not commission only.", ["US-NY-pay"])):  # fmt: skip
        lines = (LINES["pay.other"], WORK, ("paragraph", "offer", words))
        there = Case((Touch("US-NY", "onsite"),), DAY, 10_000)
        assert ids(list(law_of_text(text(TITLE, *lines), there))) == law


def test_a_range_in_another_currency_is_not_taken_for_narrow_enough() -> None:
    euros: Line = ("paragraph", "offer", "The salary is €60,000 to €70,000 a year.")
    assert ids(findings(euros, LINES["ai_use"], places=("CA-ON",))) == ["law.currency"]
    assert ids(findings(LINES["pay.range"], LINES["ai_use"], places=("CA-ON",))) == []


@pytest.mark.parametrize("words", ["Join our talent pool.", "We keep your letter for future opportunities.",
                                   "See our other open vacancies."])  # fmt: skip
def test_a_promise_for_later_is_no_word_on_the_vacancy(words: str) -> None:
    lines = (LINES["pay.range"], LINES["ai_use"], WORK, ("paragraph", "", words))
    found = list(law_of_text(text(TITLE, *lines), Case((Touch("CA-ON", "remote"),), DAY, 50)))
    assert ids(found) == ["CA-ON-posting"]


def test_a_text_that_says_the_opposite_makes_no_statement() -> None:
    for words, many in (("We do not consider applicants with criminal records.", 1),
                        ("We consider applicants with criminal records.", 0)):  # fmt: skip
        told = findings(LINES["pay.range"], ("paragraph", "legal", words), places=("US-CA-SF",))
        assert len([problem for problem in told if problem.rule == "US-CA-SF-fair-chance"]) == many


def test_a_license_is_asked_for_by_the_text_itself() -> None:
    pay, license_ = LINES["pay.range"], WITHOUT["driving.reason"]
    spared: Line = ("bullet", "conditions", "No driver’s license is needed.")
    assert "US-CA-driving" in ids(findings(pay, license_, places=("US-CA",)))
    assert "US-CA-driving" not in ids(findings(pay, spared, places=("US-CA",)))
    other: Line = ("bullet", "duties", "You drive to the villages.")
    assert "US-CA-driving" not in ids(findings(pay, license_, other, places=("US-CA",)))


def test_a_city_that_nobody_named_is_a_case_to_think_of() -> None:
    told = findings(LINES["pay.range"], places=("US-CA",))
    assert {problem.rule for problem in told} == {"law.perhaps"}
    (said,) = (problem for problem in told if "San Francisco" in problem.message)
    assert said.message.endswith("asks for, if the work may be done there")
    assert said.hint.startswith("if the work may be done in San Francisco, add the statement")
    assert "US-CA-SF-fair-chance" in said.hint
    named = findings(LINES["pay.range"], places=("US-CA", "US-CA-SF"))
    assert "US-CA-SF-fair-chance" in ids(named)
    # Where its state asks the same, the two are one finding.
    (both,) = findings(places=("US-NY",))
    assert (both.rule, "New York and New York City ask" in both.message) == ("US-NY-pay", True)


def test_what_only_a_law_for_users_of_software_asks_stays_its_own() -> None:
    told = findings(LINES["pay.range"], LINES["ai_use"], places=("US-NY-NYC",))
    assert ids(told) == ["US-NY-NYC-ai"]


@pytest.mark.parametrize(("words", "used"), [
    ("No AI is used to screen applications.", False), ("AI may be used to assess applicants.", True),
    ("We do not use artificial intelligence to screen.", False), ("We do not use AI to select people.", False),
    ("We use an AI tool to help review applications.", True), ("Applications are read without AI.", False),
    ("Software never sorts applications; AI is not used.", False),
])  # fmt: skip
@pytest.mark.parametrize("part", ["offer", "", "about", "legal", "apply"])
def test_a_word_on_software_counts_outside_the_work(words: str, used: bool, part: Part) -> None:
    pay = LINES["pay.range"]
    assert ids(findings(pay, ("paragraph", part, words), places=("CA-ON",))) == []
    assert ids(findings(pay, ("paragraph", part, words), places=("US-NY-NYC",))) == ["US-NY-NYC-ai"] * used
    assert ids(findings(pay, ("bullet", "duties", words), places=("CA-ON",))) == ["law.perhaps"]


@pytest.mark.parametrize("words", ["We use AI to find leaks.", "We sell AI tools to hiring teams.",
                                   "We use AI to screen parcels."])  # fmt: skip
def test_software_of_the_trade_is_no_word_on_hiring(words: str) -> None:
    assert ids(findings(LINES["pay.range"], ("paragraph", "about", words), places=("CA-ON",))) == ["law.perhaps"]


@pytest.mark.parametrize("words", ["We hire to fill an immediate vacancy.", "We fill an existing vacancy.",
                                   "This is to fill a current vacancy."])  # fmt: skip
def test_a_vacancy_to_fill_is_one(words: str) -> None:
    lines = (LINES["pay.range"], LINES["ai_use"], WORK, ("paragraph", "", words))
    assert list(law_of_text(text(TITLE, *lines), Case((Touch("CA-ON", "remote"),), DAY, 50))) == []


@pytest.mark.parametrize("words", ["Clean criminal background", "A clean background", "Clear police record"])
def test_a_clean_record_may_not_be_a_requirement(words: str) -> None:
    line: Line = ("bullet", "requirements", words)
    told = [one for one in findings(LINES["pay.range"], line, places=("US-CA-LACounty",)) if "records" in one.rule]
    assert [one.place and one.place.line for one in told] == [9]


@pytest.mark.parametrize(("words", "rule", "law"), [
    ("Send your salary history.", "forbids", "US-CO-history"), ("Salary: up to $90,000 a year", "forbids", "US-CO-pay"),
    ("Salary: CA$90,000 to CA$190,000 a year", "allows", "CA-ON-posting"),
])  # fmt: skip
def test_what_stands_everywhere_is_told_twenty_times(words: str, rule: str, law: str) -> None:
    place = law.rpartition("-")[0]
    told = [one for one in findings(*[("paragraph", "offer", words)] * 50, places=(place,)) if rule in one.message]
    assert {one.rule for one in told} == {law}
    assert len(told) == 20
    assert ["and in 30 more places" in one.message for one in told] == [False] * 19 + [True]


def test_words_of_pay_in_the_work_are_no_pay() -> None:
    stocks: Line = ("bullet", "must", "Equity research, and stock options as a subject")
    lines = (LINES["benefits"], LINES["deadline"], WORK, LINES["pay.range"])
    case_of = Case((Touch("US-CO", "remote"),), DAY)
    problems = list(law_of_text(text(TITLE, *lines, stocks), case_of))
    assert ["beside the base pay" in problem.message for problem in problems] == [True]


def test_pay_that_the_work_speaks_of_is_not_that_of_the_work() -> None:
    bands: Line = ("bullet", "must", "You have set salary bands of $80,000 to $150,000 a year.")
    assert ids(findings(bands, places=("US-VA",))) == ["US-VA-pay"]
    assert ids(findings(bands, LINES["pay.range"], places=("US-VA",))) == []


def test_a_title_for_one_sex_is_looked_for_in_the_title_alone() -> None:
    before: Line = ("bullet", "must", "Two years as a salesman or waitress")
    assert findings(LINES["pay.range"], before, places=("GB",)) == []
    gendered = text(("title", "", "Salesman"), WORK)
    assert ids(list(law_of_text(gendered, Case((Touch("GB", "remote"),), DAY)))) == ["GB-equality"]


def test_a_deadline_may_stand_behind_an_address() -> None:
    behind: Line = ("paragraph", "apply", "Apply at https://acme.example/jobs/9 or to a@b.example by May 3, 2027.")
    lines = (LINES["pay.range"], LINES["pay.other"], LINES["benefits"], WORK)
    touched = Case((Touch("US-CO", "remote"),), DAY)
    assert list(law_of_text(text(TITLE, *lines, behind), touched)) == []
    assert ids(list(law_of_text(text(TITLE, *lines), touched))) == ["US-CO-pay"]


def test_several_places_that_ask_alike_are_one_finding() -> None:
    problems = findings(places=("US-CO", "US-IL", "US-NY-NYC"))
    assert [problem.rule for problem in problems] == ["US-CO-pay"]
    assert "which Colorado, New York, New York City and Illinois ask" in problems[0].message
    touched = Case((Touch("US-VA", "remote"), Touch("US-IL", "remote")), DAY)
    (unsure,) = (p for p in law_of_text(text(TITLE, LINES["benefits"], LINES["pay.other"], WORK), touched))
    # The law whose size is known comes first.
    assert unsure.rule == "US-VA-pay"
    assert "large enough for Illinois (15 employees or more); if it is not, give `--employees`" in unsure.hint


def test_our_own_posting_meets_as_a_text_what_it_meets_as_a_source() -> None:
    settings = ("opening.vacancy_exists=true", "opening.bonus=A goose", "opening.pay.max=190000")
    words = reading(compose("posting", material(RIVERBEND, *settings)), place=FILE)
    touches = tuple(Touch(code, "remote") for code in ("US-CO", "US-IL", "US-NY-NYC", "CA-ON"))
    assert list(law_of_text(words, Case(touches, DAY, 260))) == []


# --- amounts ---

PAY = (
    ("Base salary range: $100,000–$130,000. Bonus up to $10,000.", "$100,000–$130,000", "100000-130000 year"),
    ("$45 – $60 an hour", "$45 – $60", "45-60 hour"),
    ("120-150k EUR per year", "120-150k EUR", "120000-150000 year"),
    ("€50.000 - €60.000 gross", "€50.000 - €60.000", "50000-60000 year"),
    ("Salary $100,000+ DOE", "$100,000+", "100000-100000 year open"),
    ("Pay: $80,000 and up", "$80,000 and up", "80000-80000 year open"),
    ("Salary: up to $90,000", "up to $90,000", "90000-90000 year open"),
    ("Starting at $18 per hour", "Starting at $18", "18-18 hour open"),
    ("Salary from $80,000 to $100,000", "$80,000 to $100,000", "80000-100000 year"),
    ("The pay is $80,000 to $100,000+", "$80,000 to $100,000+", "80000-100000 year open"),
    ("The pay is CA$80,000 to CA$140,000 per year", "CA$80,000 to CA$140,000", "80000-140000 year"),
    ("Salary: 80,000 - 95,000", "80,000 - 95,000", "80000-95000 year"),
    ("between $80k and $95k base, $120k OTE", "$80k and $95k", "80000-95000 year"),
    ("OTE $260,000 - $320,000 ($130,000 - $160,000 base)", "$130,000 - $160,000", "130000-160000 year"),
    ("Base salary $130,000 - $160,000, OTE $260,000 - $320,000", "$130,000 - $160,000", "130000-160000 year"),
    ("$22.50/hour to $25.00/hour", "$22.50/hour to $25.00", "22.50-25.00 hour"),
    ("Salary and bonus: $100k–$120k", "$100k–$120k", "100000-120000 year"),
    ("$147,000-$211,000 + bonus + equity + benefits", "$147,000-$211,000", "147000-211000 year"),
    ("£45,000 + benefits", "£45,000", "45000-45000 year"),
    ("Base salary $90,000 + 10% bonus", "$90,000", "90000-90000 year"),
    ("$90,000 to $100,000+401k match", "$90,000 to $100,000", "90000-100000 year"),
    ("£45,000 a year plus bonus and pension.", "£45,000", "45000-45000 year"),
    ("$20 an hour plus bonus and health insurance.", "$20", "20-20 hour"),
    ("$125,000 to $145,000 a year, truck allowance of $900 a month", "$125,000 to $145,000", "125000-145000 year"),
    ("£9.50ph", "£9.50", "9.50-9.50 hour"),
    ("On target: $260,000 - $320,000 a year; base pay: $130,000", "$130,000", "130000-130000 year"),
    ("Compensation: USD 120,000 - 150,000 plus bonus", "USD 120,000 - 150,000", "120000-150000 year"),
    ("$4,000 to $5,000 a month", "$4,000 to $5,000", "4000-5000 month"),
    ("$60,000", "$60,000", "60000-60000 year"),
    ("Zone 2: $123,000—$181,000", "$123,000—$181,000", "123000-181000 year"),
    ("CAD $90,000 to CAD $120,000", "CAD $90,000 to CAD $120,000", "90000-120000 year"),
    ("Base salary: $150,000 min - $180,000 max", "$150,000 min - $180,000", "150000-180000 year"),
    ("Pay: 31.25-36.50/hr", "31.25-36.50", "31.25-36.50 hour"),
    ("Pay is $22 to $28 an hour, with a $9,000 sign-on bonus", "$22 to $28", "22-28 hour"),
    ("The salary is $100,000 plus bonus and equity", "$100,000", "100000-100000 year"),
    ("Day rate: £450 - £550", "£450 - £550", "450-550 day"),
    ("CHF 100'000 - 120'000", "CHF 100'000 - 120'000", "100000-120000 year"),
)
NO_PAY = (
    "We raised $30M and manage $5 million.", "Up to $3,000 a year for courses", "401(k) with a match of 4 percent",
    "We handle $200,000 to $400,000 of sales.", "from 2026 to 2027", "£900 a year for a home office",
    "Teams of 10 to 20 people, 5 to 7 years", "Sign-on bonus of $20,000 on top of your salary",
    "Our customers pay $10,000 to $20,000 a year.", "Budget: $20,000 - $30,000", "Pay: 10 - 15 people like it",
    "$10,000 a year allowance", "$10,000 a year for courses", "On target: $260,000 - $320,000 a year",
    "Tickets cost $5 to $10.", "A budget of $50,000 to $80,000 for equipment",
    "OTE $260,000 - $320,000", "Pay: $260,000 - $320,000 OTE", "Pay: $260,000 a year on target",
    "Salary with on-target earnings of $260,000 - $320,000", "between $80k and $95k OTE",
)  # fmt: skip


@pytest.mark.parametrize(("words", "said", "meant"), PAY, ids=[words for words, *_ in PAY])
def test_pay_is_read_as_people_mean_it(words: str, said: str, meant: str) -> None:
    (stated,) = pay_stated([Passage("paragraph", words)])
    shown = f"{stated.low}-{stated.high} {stated.per}{' open' if stated.open else ''}"
    assert (stated.text, shown) == (said, meant)


@pytest.mark.parametrize("words", NO_PAY)
def test_other_money_is_no_pay(words: str) -> None:
    assert pay_stated([Passage("paragraph", words)]) == ()


@pytest.mark.parametrize("piece", ["$10,000 ", "1", "1,", "$1-", "a ", "$ ", "apply ", "not "])
def test_no_text_makes_the_search_slow(piece: str) -> None:
    begun = time.perf_counter()
    words = piece * (100_000 // len(piece))
    list(law_of_text(text(("paragraph", "", words)), Case((Touch("US", "remote"),), DAY)))
    assert time.perf_counter() - begun < 3


def test_the_advice_is_one_sentence() -> None:
    assert NOT_ADVICE == "Not legal advice."


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("We have no base salary cap.", False),
        ("Only commissions above quota are paid extra.", False),
        ("Pay is commission only for referrals.", False),
        ("This is commission only.", True),
        ("There is no base salary.", True),
        ("Paid by straight commission.", True),
    ],
)
def test_commission_alone_is_all_that_is_paid(said: str, alone: bool) -> None:
    assert commission_alone(said) is alone


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Send your resume to x@y.example before January 5, 2027.", True),
        ("Apply at https://x.example/a;b before June 5.", True),
        ("Please apply through January 5, 2027", True),
        ("Apply on our page by the 5th of January.", True),
        ("Résumés are read until Friday.", True),
        ("Apply by e-mail.", False),
        ("The shop opens before June 5.", False),
    ],
)
def test_a_last_day_is_one_for_law_and_for_structure(said: str, found: bool) -> None:
    assert bool(LAST_DAY.search(said)) is found
    posting = text(TITLE, WORK, ("paragraph", "apply", said))
    assert ("deadline.missing" in {problem.rule for problem in structure(posting)}) is not found
    asked = law_of_text(posting, Case((Touch("US-CO", "remote"),), DAY, 100))
    assert any("until when people can apply" in problem.message for problem in asked) is not found
