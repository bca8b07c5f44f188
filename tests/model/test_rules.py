"""What the model refuses beyond types, and the scale of a profile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from jdgen import resources
from jdgen.inputs import profiles
from jdgen.inputs.library import Library
from jdgen.inputs.source import read
from jdgen.model.candidate import Candidate
from jdgen.model.codes import CURRENCIES, decimals
from jdgen.model.company import Company
from jdgen.model.opening import Apply, Opening
from jdgen.model.pay import Pay
from jdgen.model.profile import Profile
from jdgen.model.role import Duty, Years

PAY = {"min": "80000", "max": "105000", "currency": "USD", "per": "year"}


def refused(model: type, **fields: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return [error["type"] for error in caught.value.errors()]


def test_pay_is_exact():
    pay = Pay.model_validate({**PAY, "min": "17.10", "max": "17.35", "per": "hour"})
    assert (pay.min, pay.max) == (Decimal("17.10"), Decimal("17.35"))


def test_pay_is_a_range_an_amount_or_open():
    assert Pay.model_validate(PAY).open_ended is False
    assert Pay.model_validate({**PAY, "max": "80000"}).max == 80000
    assert Pay.model_validate({**PAY, "max": None, "open_ended": "true"}).max is None
    assert Pay.model_validate({**PAY, "open_ended": "true"}).max == Decimal(PAY["max"])
    assert Pay.model_validate({**PAY, "min": "0", "max": "0"}).min == 0


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"max": "79999.99"}, "pay_order"),
        ({"max": None}, "pay_open"),
        ({"min": "-1"}, "amount"),
        ({"min": Decimal(-1)}, "greater_than_equal"),
        ({"max": "1000000000001"}, "less_than_equal"),
        ({"min": "NaN"}, "amount"),
        ({"min": Decimal("NaN")}, "finite_number"),
        ({"min": "80k"}, "amount"),
        ({"max": "1_05_000"}, "amount"),
        ({"min": "８０"}, "amount"),
        ({"min": "8E3"}, "amount"),
        ({"min": "-0"}, "amount"),
        ({"min": "+8"}, "amount"),
        ({"min": ".5"}, "amount"),
        ({"min": "5."}, "amount"),
        ({"min": "17.105", "per": "hour"}, "pay_decimals"),
        ({"min": "17.1000000000000000000000000000000001"}, "pay_decimals"),
        ({"max": "80000.5", "currency": "JPY", "min": "1"}, "pay_decimals"),
        ({"min": "1.0005", "currency": "KWD"}, "pay_decimals"),
        ({"min": "65.000"}, "pay_thousands"),
        ({"min": "17.500", "per": "hour"}, "pay_thousands"),
        ({"min": "1", "max": "999.000", "currency": "JPY"}, "pay_thousands"),
        ({"currency": "usd"}, "code"),
        ({"per": "annum"}, "literal_error"),
        ({"currency": None}, "code"),
    ],
)
def test_pay_that_contradicts_itself_is_refused(change, kind):
    assert refused(Pay, **{**PAY, **change}) == [kind]


def test_zeros_at_the_end_are_no_decimals():
    assert Pay.model_validate({**PAY, "min": "80000.00", "currency": "JPY"}).min == 80000
    assert Pay.model_validate({**PAY, "min": " 17.5000 "}).min == Decimal("17.5")
    assert Pay.model_validate({**PAY, "min": "0.500"}).min == Decimal("0.5")
    assert Pay.model_validate({**PAY, "min": "65.000", "currency": "KWD"}).min == 65


def test_each_currency_has_its_decimals():
    found = {code: decimals(code) for code in CURRENCIES}
    none, three = (" ".join(sorted(code for code in found if found[code] == count)) for count in (0, 3))
    assert none == "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
    assert three == "BHD IQD JOD KWD LYD OMR TND"
    assert set(found.values()) == {0, 2, 3}


@settings(deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_pay_never_has_its_ends_crossed(low, high):
    fields = {**PAY, "min": str(low), "max": str(high)}
    if low > high:
        assert refused(Pay, **fields) == ["pay_order"]
    else:
        assert (Pay.model_validate(fields).min, Pay.model_validate(fields).max) == (low, high)


def test_models_are_frozen_and_closed():
    pay = Pay.model_validate(PAY)
    with pytest.raises(ValidationError):
        pay.min = Decimal(1)
    assert refused(Company, nmae="Acme") == ["extra_forbidden"]


def test_an_opening_ends_once_and_after_it_began():
    Opening.model_validate({"deadline": "2026-12-01", "rolling": "false", "posted": "2026-12-01"})
    assert refused(Opening, deadline="2026-12-01", rolling="true") == ["deadline"]
    assert refused(Opening, deadline="2026-11-30", posted="2026-12-01") == ["deadline"]


def test_remote_work_has_no_days_on_site():
    assert refused(Opening, mode="remote", days_onsite="2") == ["mode"]
    for mode, days in (("remote", "0"), ("hybrid", "2"), ("onsite", "5"), (None, "2")):
        assert Opening.model_validate({"mode": mode, "days_onsite": days}).days_onsite == int(days)


@pytest.mark.parametrize(("text", "kind"), [
    ("1767225600", "day"), ("2026-2-3", "day"), ("20260203", "day"), ("2026-02-29", "day"), ("2026-W01-1", "day"),
    ("2026-02-03T00:00", "day"), ("٢٠٢٦-٠٢-٠٣", "day"),
])  # fmt: skip
def test_a_day_is_a_day_of_the_calendar(text, kind):
    assert refused(Opening, posted=text) == [kind]


def test_a_start_is_a_day_or_a_text():
    assert Opening.model_validate({"start": "2028-02-29"}).start == date(2028, 2, 29)
    assert Opening.model_validate({"start": "as soon as you can"}).start == "as soon as you can"
    assert refused(Opening, start="2026-02-30") == ["day"]
    assert refused(Opening, start=["2026-02-03"]) == ["text"]


def test_one_text_stands_for_a_list_of_one():
    assert Opening.model_validate({"employment_type": "full-time"}).employment_type == ("full-time",)
    duty = Duty.model_validate({"id": "d", "text": "Does it.", "competency": "craft"})
    assert duty.competency == ("craft",)
    assert refused(Duty, id="d", text="Does it.", competency=[]) == ["too_short"]


def test_applying_needs_an_address():
    assert refused(Apply, direct="true") == ["apply"]
    assert Apply.model_validate({"email": "jobs@acme.example"}).url is None


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "//acme.example", "acme.example",
     "https://", "https:///x", "https://a b", "https://a\nX: y", "mailto:", "mailto:a", "tel:", "ftp://x.example",
     "\\\\host\\share", " ", "https://a\u202eb"],
)  # fmt: skip
def test_links_that_may_harm_are_refused(link):
    assert len(refused(Company, url=link)) == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://acme.example",
        "HTTP://acme.example/x?y=z#w",
        "mailto:jobs@acme.example",
        "tel:+15550100",
        "https://bücher.example",
    ],
)
def test_links_that_are_fine_are_kept(link):
    assert Company.model_validate({"url": link}).url == link


@pytest.mark.parametrize(
    "mail",
    ["a", "a@", "@b", "a b@c.example", "a@b@c", "<a@b.example>", "a@b.example, c@d.example",
     "a@b.example?cc=c@d.example", "a@b.example?bcc=x", "a&b@c.example", "a%0abcc@c.example", "a@b.example#x",
     '"a"@b.example'],
)  # fmt: skip
def test_mail_addresses_are_one_address(mail):
    assert refused(Candidate, email=mail) == ["pattern"]


def test_a_mail_address_may_have_a_plus_sign():
    assert Candidate.model_validate({"email": "ada+jobs@b.example"}).email == "ada+jobs@b.example"


@pytest.mark.parametrize("scope", ["I lead the team", "I'm in charge", "I’ve built it", "where I lead", "I\nlead"])
def test_a_scope_leaves_out_what_stands_before_it(scope):
    assert refused(Candidate, current={"scope": scope}) == ["completes"]


@pytest.mark.parametrize("text", ["I am free on Mondays", "I'm free", "i’m free", "I am"])
def test_an_availability_leaves_out_what_stands_before_it(text):
    assert refused(Candidate, availability=text) == ["completes"]


def test_other_words_that_begin_with_i_are_fine():
    made = Candidate.model_validate({"current": {"scope": "Integrate I/O"}, "availability": "in May, I am sure"})
    assert (made.current.scope, made.availability) == ("Integrate I/O", "in May, I am sure")
    assert made.current.scope.__class__.__name__ == "Prose"


def test_years_are_in_order():
    assert refused(Years, min="8", max="5") == ["years_order"]
    assert Years.model_validate({"min": "5", "max": "5"}).max == 5


def test_countries_and_currencies_are_codes():
    fields = {"locations": [{"country": "NO"}], "pay": {**PAY, "currency": "NOK"}}
    assert Opening.model_validate(fields).locations[0].country == "NO"
    assert refused(Opening, locations=[{"country": "false"}]) == ["code"]


@pytest.fixture(scope="module")
def profile() -> Profile:
    path = resources.profiles() / "software-engineering/senior-software-engineer.yaml"
    return profiles.load(Library.of(), path, read(path))


def with_level(profile: Profile, level: int) -> Profile:
    role = profile.role.model_copy(update={"expects": {**profile.role.expects, "craft": level}})
    return Profile(profile.id, role, profile.family)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (1, [("below", 1), ("below", 1), ("inside", 1), ("inside", 2)]),
        (2, [("below", 1), ("inside", 1), ("inside", 2), ("inside", 3)]),
        (3, [("inside", 1), ("inside", 2), ("inside", 3), ("inside", 4)]),
        (4, [("inside", 2), ("inside", 3), ("inside", 4), ("inside", 5)]),
        (5, [("inside", 3), ("inside", 4), ("inside", 5), ("above", 5)]),
    ],
)
def test_anchors_are_counted_from_the_expected_level_and_stop_at_both_ends(profile, level, expected):
    anchors = profile.family.competencies["craft"].anchors
    found = [with_level(profile, level).anchor("craft", offset) for offset in (-2, -1, 0, 1)]
    assert found == [(side, anchors[number]) for side, number in expected]


def test_the_heaviest_competencies_come_first(profile):
    assert profile.weighted == ("design", "craft", "operations", "review", "influence", "quality")
    role = profile.role.model_copy(update={"weights": {"design": 0, "quality": 1, "craft": 1, "review": 4}})
    assert Profile("x", role, profile.family).weighted == ("review", "quality", "craft")


def test_places_are_kept_in_the_model():
    path = Path(resources.profiles() / "software-engineering/senior-software-engineer.yaml")
    tree = read(path)
    role = profiles.load(Library.of(), path, tree).role
    lines = path.read_text(encoding="utf-8").split("\n")
    place = role.place_of("years")
    assert lines[place.line - 1].startswith("years:")
    texts = [duty.text for duty in role.duties]
    assert len(texts) >= 5
    assert [t for t in texts if not lines[t.place.line - 1][t.place.column - 1 :].startswith(t[:10])] == []
