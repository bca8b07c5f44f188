"""How a locale writes money and days, and which paper it prints on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jdgen.errors import InputError, Problem, nearest, printable
from jdgen.model.codes import decimals
from jdgen.model.pay import Pay

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PER = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}
_SYMBOLS = {
    "USD": "US$", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹",
    "CNY": "CN¥", "KRW": "₩", "BRL": "R$", "MXN": "MX$", "ILS": "₪", "HKD": "HK$", "TWD": "NT$", "VND": "₫",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Locale:
    """The habits of one locale; `own` is the currency whose sign needs no country."""

    tag: str
    own: str
    paper: Literal["a4", "letter"]
    day_first: bool = True

    def day(self, value: date) -> str:
        """Return a day in words, such as `November 20, 2026`."""
        month = _MONTHS[value.month - 1]
        return f"{value.day} {month} {value.year}" if self.day_first else f"{month} {value.day}, {value.year}"

    def amount(self, value: Decimal, currency: str, *, cents: bool) -> str:
        """Return an amount with its currency, such as `$80,000`."""
        number = f"{value:,.{decimals(currency) if cents else 0}f}"
        symbol = _SYMBOLS.get(currency, f"{currency} ")
        return (symbol[-1] if currency == self.own else symbol) + number

    def pay(self, value: Pay) -> str:
        """Return pay in words, such as `$80,000 – $105,000 a year`."""
        cents = any(amount % 1 for amount in (value.min, value.max) if amount is not None)
        low = self.amount(value.min, value.currency, cents=cents)
        if value.max is None:
            return f"{low} and more {_PER[value.per]}"
        if value.max == value.min and not value.open_ended:
            return f"{low} {_PER[value.per]}"
        more = " and more" if value.open_ended else ""
        return f"{low} – {self.amount(value.max, value.currency, cents=cents)}{more} {_PER[value.per]}"


LOCALES = {
    locale.tag: locale
    for locale in (
        Locale("en-US", "USD", "letter", day_first=False),
        Locale("en-GB", "GBP", "a4"),
        Locale("en-IE", "EUR", "a4"),
        Locale("en-CA", "CAD", "letter", day_first=False),
        Locale("en-AU", "AUD", "a4"),
        Locale("en-NZ", "NZD", "a4"),
    )
}


def locale(tag: str) -> Locale:
    """Return the locale of a tag such as `en-GB` or `en_gb`; raise InputError if it is not known."""
    wanted = tag.replace("_", "-").casefold()
    for known, found in LOCALES.items():
        if known.casefold() == wanted:
            return found
    hint = f"{nearest(wanted.replace('-uk', '-gb'), LOCALES)} known: {', '.join(LOCALES)}".strip()
    raise InputError(Problem(f"unknown locale `{printable(tag, 40)}`", None, hint))
