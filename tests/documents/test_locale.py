"""Money and days as each locale writes them."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jdgen.documents.locale import LOCALES, locale
from jdgen.errors import InputError
from jdgen.model.pay import Pay


def pay(low: str, high: str | None = None, **more: Any) -> Pay:
    ends = {"max": Decimal(high)} if high else {"open_ended": True}
    return Pay.model_validate({"min": Decimal(low), "currency": "USD", "per": "year"} | ends | more)


@pytest.mark.parametrize(
    ("tag", "given", "words"),
    [
        ("en-US", pay("80000", "105000"), "$80,000 – $105,000 a year"),
        ("en-US", pay("80000", "80000"), "$80,000 a year"),
        ("en-US", pay("400000"), "$400,000 and more a year"),
        ("en-US", pay("32.5", "41", per="hour"), "$32.50 – $41.00 an hour"),
        ("en-US", pay("32.00", "41.00", per="hour"), "$32 – $41 an hour"),
        ("en-US", pay("19.99", "19.99", per="hour"), "$19.99 an hour"),
        ("en-US", pay("500", "650", per="day"), "$500 – $650 a day"),
        ("en-US", pay("2500", "3000", per="week"), "$2,500 – $3,000 a week"),
        ("en-US", pay("9000", "9000", per="month"), "$9,000 a month"),
        ("en-US", pay("0", "1000000000000"), "$0 – $1,000,000,000,000 a year"),
        ("en-US", pay("74000", "88000", currency="GBP"), "£74,000 – £88,000 a year"),
        ("en-US", pay("74000", "88000", currency="CAD"), "CA$74,000 – CA$88,000 a year"),
        ("en-US", pay("74000", "88000", currency="CHF"), "CHF 74,000 – CHF 88,000 a year"),
        ("en-US", pay("6000000", "8000000", currency="JPY"), "¥6,000,000 – ¥8,000,000 a year"),
        ("en-GB", pay("74000", "88000", currency="GBP"), "£74,000 – £88,000 a year"),
        ("en-GB", pay("80000", "105000"), "US$80,000 – US$105,000 a year"),
        ("en-CA", pay("80000", "105000", currency="CAD"), "$80,000 – $105,000 a year"),
        ("en-CA", pay("80000", "105000"), "US$80,000 – US$105,000 a year"),
        ("en-AU", pay("80000", "105000", currency="AUD"), "$80,000 – $105,000 a year"),
        ("en-NZ", pay("80000", "105000", currency="NZD"), "$80,000 – $105,000 a year"),
        ("en-IE", pay("80000", "105000", currency="EUR"), "€80,000 – €105,000 a year"),
        ("en-US", pay("2500.125", "3000", currency="KWD", per="month"), "KWD 2,500.125 – KWD 3,000.000 a month"),
        ("en-US", pay("2500", "3000", currency="KWD", per="month"), "KWD 2,500 – KWD 3,000 a month"),
        ("en-US", pay("2500.000", "3000.0", currency="JPY", per="day"), "¥2,500 – ¥3,000 a day"),
        ("en-US", pay("20", "30.5", currency="XAG", per="day"), "XAG 20.00 – XAG 30.50 a day"),
    ],
)
def test_pay(tag: str, given: Pay, words: str) -> None:
    assert locale(tag).pay(given) == words


@pytest.mark.parametrize("per", ["hour", "day", "week", "month", "year"])
def test_an_open_end_says_so_with_its_period(per: str) -> None:
    article = "an" if per == "hour" else "a"
    assert locale("en-US").pay(pay("20", per=per)) == f"$20 and more {article} {per}"


def test_days() -> None:
    day = date(2026, 2, 5)
    assert {tag: habits.day(day) for tag, habits in LOCALES.items()} == {
        "en-US": "February 5, 2026",
        "en-CA": "February 5, 2026",
        **dict.fromkeys(["en-GB", "en-IE", "en-AU", "en-NZ"], "5 February 2026"),
    }
    months = [locale("en-US").day(date(2026, month, 1)).split()[0] for month in range(1, 13)]
    assert months == list(calendar.month_name)[1:]


def test_paper() -> None:
    assert {tag: habits.paper for tag, habits in LOCALES.items()} == {
        "en-US": "letter", "en-CA": "letter", **dict.fromkeys(["en-GB", "en-IE", "en-AU", "en-NZ"], "a4"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("en-UK", "unknown locale `en-UK`; did you mean `en-GB`? known: en-US, en-GB, en-IE, en-CA, en-AU, en-NZ"),
        ("xx", "unknown locale `xx`; known: en-US, en-GB, en-IE, en-CA, en-AU, en-NZ"),
        ("en", "unknown locale `en`; known: en-US, en-GB, en-IE, en-CA, en-AU, en-NZ"),
    ],
)
def test_an_unknown_locale(tag: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        locale(tag)
    assert str(caught.value) == message


@pytest.mark.parametrize("tag", ["en-GB", "en_GB", "EN-gb", "en-gb", "EN_GB"])
def test_a_tag_is_read_in_any_case_and_with_an_underscore(tag: str) -> None:
    assert locale(tag) is LOCALES["en-GB"]
