"""The posting for people who work at the company, pay by place and rate, and what is earned on target."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from full import FULL, made_of, said

from conftest import Ran
from jdgen.documents import law
from jdgen.documents.material import Material
from jdgen.pipeline import compose
from making import RIVERBEND, ROLE, material


def inside(inputs=FULL, *settings: str) -> Material:
    return made_of(inputs, *settings, internal=True)


def less(*names: str) -> dict[str, dict[str, object]]:
    opening = {name: value for name, value in FULL["opening"].items() if name not in names}
    return {**FULL, "opening": opening}


def test_only_what_is_for_colleagues_differs() -> None:
    outside, within = said("posting", made_of(FULL)), said("posting", inside())
    assert outside.keys() - within.keys() == {"about"}
    assert within.keys() <= outside.keys()
    assert {name for name in within if within[name] != outside[name]} == {"subtitle", "facts", "apply"}
    assert within["subtitle"] == [f"{outside['subtitle'][0]} · Internal"]
    added = [line for line in within["facts"] if line not in outside["facts"]]
    assert added == ["Open to", "People who work at Acme Pumps", "December 4, 2026"]
    assert within["apply"][1:3] == ["Apply by e-mail to move@acme.example by December 4, 2026.", "Tell your manager."]
    assert "legal" in within
    assert within["offer"] == outside["offer"]


def test_without_words_of_its_own_it_takes_those_for_everybody() -> None:
    outside, within = said("posting", made_of(less("internal"))), said("posting", inside(less("internal")))
    assert within["apply"] == outside["apply"]
    assert "December 18, 2026" in within["facts"]


def test_what_is_for_colleagues_shows_nowhere_else() -> None:
    for kind in ("posting", "rubric", "letter"):
        assert said(kind, made_of(FULL)) == said(kind, made_of(less("internal")))
    assert said("rubric", made_of(FULL)) == said("rubric", inside())


def test_a_day_of_its_own_ends_what_is_open_outside() -> None:
    inputs = less("deadline")
    assert "We read applications as they come." in said("posting", made_of(inputs, "opening.rolling=true"))["apply"][1]
    within = said("posting", inside(inputs, "opening.rolling=true"))
    assert "December 4, 2026" in within["facts"]
    assert "as they come" not in "".join(within["apply"])


def test_every_page_says_internal() -> None:
    within, outside = (compose("posting", made_of(FULL, internal=internal)) for internal in (True, False))
    assert within.header == "Pump Whisperer · Internal"
    assert within.footer.split(" · ")[:2] == ["Internal", "Acme Pumps"]
    assert "Internal" not in outside.header + outside.footer
    assert (within.record.variant, within.record.vacancy) == (("internal",), None)
    assert (outside.record.variant, outside.record.vacancy is None) == ((), False)
    assert within.record.content == outside.record.content


def test_a_law_that_is_for_the_public_alone_does_not_hold() -> None:
    inputs = less("locations", "hires_in", "days_onsite") | {"company": {**FULL["company"], "size": {"total": 300}}}
    place = ["opening.hires_in[0]=Ontario", "opening.hires_in[1]=US-VA"]
    found = [
        {one.law.id for one in law.holding(law.case(made_of(inputs, *place, "opening.mode=remote", internal=internal)))}
        for internal in (False, True)
    ]
    assert found[0] - found[1] == {"CA-ON-posting", "CA-ON-ai"}
    assert "US-VA-pay" in found[1]


@pytest.mark.parametrize("kind", ["posting", "kit"])
def test_the_file_has_a_name_of_its_own(kind: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    command = [kind, ROLE, *RIVERBEND.of("posting"), "-f", "txt,html", "-o", str(tmp_path), "-q"]
    outside = set(jdgen(*command).out.split())
    ran = jdgen(*command, "--audience", "internal")
    assert (ran.code, ran.err) == (0, "")
    made = {Path(line).name for line in ran.out.split()}
    assert sorted(made - {Path(line).name for line in outside}) == [
        f"riverbend-robotics-senior-software-engineer-eng-214-posting-internal.{suffix}" for suffix in ("html", "txt")
    ]
    page = next(path for path in tmp_path.glob("*internal.html")).read_text(encoding="utf-8")
    assert "People who work at Riverbend Robotics" in page
    assert "application/ld+json" not in page


@pytest.mark.parametrize("kind", ["letter", "rubric", "guide"])
def test_other_commands_do_not_have_the_option(kind: str, jdgen: Callable[..., Ran]) -> None:
    ran = jdgen(kind, ROLE, "--audience", "internal")
    assert (ran.code, "--audience" in ran.err) == (2, True)


def test_colleagues_may_apply_where_nobody_else_can(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    settings = ["company.apply_base_url=null", "opening.apply=null", "opening.internal.apply.email=move@acme.example"]
    options = [option for setting in settings for option in ("--set", setting)]
    command = ["posting", ROLE, *RIVERBEND.of("posting"), *options, "-f", "txt", "-o", "-", "-q"]
    assert "needs `apply`" in jdgen(*command).err
    ran = jdgen(*command, "--audience", "internal")
    assert (ran.code, "Apply by e-mail to move@acme.example" in ran.out) == (0, True)


def rate(place: str, low: str, high: str, per: str) -> list[str]:
    values = {"min": low, "max": high, "currency": "USD", "per": per}
    return [f"{place}.{key}={value}" for key, value in values.items()]


NO_PAY = ["opening.pay=null", "opening.equity=null", "company.benefits=null"]


@pytest.mark.parametrize(
    ("low", "high", "per", "shown"),
    [
        ("45", "60", "hour", "$45 – $60 an hour"),
        ("17.5", "22", "hour", "$17.50 – $22.00 an hour"),
        ("520", "520", "day", "$520 a day"),
        ("1200", "1500", "week", "$1,200 – $1,500 a week"),
    ],
)
def test_a_rate_reads_the_same_in_facts_and_offer(low: str, high: str, per: str, shown: str) -> None:
    lines = said("posting", material(RIVERBEND, *NO_PAY, *rate("opening.pay", low, high, per)))
    assert lines["facts"][:2] == ["Pay", shown]
    assert lines["offer"] == ["Pay", shown]


def test_places_with_pay_of_their_own_stand_by_themselves() -> None:
    settings = [
        *NO_PAY, "opening.locations[1].locality=Boise", "opening.locations[1].region=ID",
        "opening.locations[1].country=US", *rate("opening.locations[0].pay", "45", "60", "hour"),
        *rate("opening.locations[1].pay", "40", "52", "hour"),
    ]  # fmt: skip
    lines = said("posting", material(RIVERBEND, *settings))
    assert lines["facts"][1] == "Denver, CO: $45 – $60 an hour / Boise, ID: $40 – $52 an hour"
    assert lines["offer"] == ["Pay", "In Denver, CO: $45 – $60 an hour", "In Boise, ID: $40 – $52 an hour"]


def test_on_target_earnings_stand_beside_the_pay() -> None:
    target = [*rate("opening.on_target", "120000", "150000", "year"), "opening.on_target.note=in the first year"]
    lines = said("posting", material(RIVERBEND, "opening.equity=null", "company.benefits=null", *target))
    shown = "$120,000 – $150,000 a year, commission included"
    assert lines["facts"][:4] == ["Pay", "$158,000 – $189,000 a year", "On target", shown]
    assert lines["offer"][2] == f"On-target earnings: {shown}; in the first year"


def test_commission_alone_is_pay() -> None:
    lines = said("posting", material(RIVERBEND, *NO_PAY, "opening.commission=A tenth of each sale"))
    assert lines["facts"][:2] == ["Pay", "Commission"]
    assert lines["offer"] == ["Pay", "Commission: A tenth of each sale"]
    beside = said("posting", material(RIVERBEND, "opening.commission=A tenth of each sale"))
    assert beside["facts"][1] == "$158,000 – $189,000 a year"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("US-CO", "Colorado"), ("US-NY-NYC", "New York City"), ("TX", "Texas"), ("GB", "United Kingdom"),
     ("EU", "European Union"), ("NYC", "New York City"), ("Scotland", "Scotland"), ("UK", "UK"), ("Georgia", "Georgia"),
     ("the Alps", "the Alps"), ("District of Columbia", "District of Columbia")],
)  # fmt: skip
def test_places_for_remote_hires_are_named_as_people_name_them(typed: str, shown: str) -> None:
    lines = said("posting", material(RIVERBEND, f"opening.hires_in[0]={typed}"))["facts"]
    assert lines[lines.index("Hires in") + 1] == shown
