"""The locale that the amounts of a posting point to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jdgen.documents.reading import Passage

_AMOUNT = re.compile(r"(?<![A-Za-z])((?:US|CA|AU|NZ|[CA])?\$|£|€|GBP|AUD|NZD|CAD|USD|EUR)[ \u00a0]?\d")
_LOCALES = {
    "$": "en-US", "US$": "en-US", "USD": "en-US", "£": "en-GB", "GBP": "en-GB", "A$": "en-AU", "AU$": "en-AU",
    "AUD": "en-AU", "NZ$": "en-NZ", "NZD": "en-NZ", "C$": "en-CA", "CA$": "en-CA", "CAD": "en-CA",
}  # fmt: skip
"""A euro is paid in twenty countries, and points to none of them."""


def locale_of(passages: Iterable[Passage]) -> str:
    """Return the locale of the one currency in which amounts are named, or an empty text."""
    found = {sign for passage in passages for sign in _AMOUNT.findall(passage.text)}
    places = {_LOCALES.get(sign, "") for sign in found}
    return places.pop() if len(places) == 1 else ""
