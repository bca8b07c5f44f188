"""Places whose law speaks of hiring: how people name them, and which lies within which.

Ids are ISO 3166 codes of countries, states and provinces, `EU`, and for cities and counties with rules of their own the
code of the state with a short name behind it, such as `US-NY-NYC`.
"""

from __future__ import annotations

from functools import cache

from jdgen.model.places import NAMES, place_name
from jdgen.model.text import folded

MEMBERS = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))  # fmt: skip
"""The countries of the European Union."""

_LOCAL = {
    "US-CA-LACity": ("City of Los Angeles", ("Los Angeles", "Hollywood", "Venice")),
    "US-CA-LACounty": (
        "Los Angeles County", ("East Los Angeles", "Altadena", "Marina del Rey", "Rowland Heights", "Hacienda Heights"),
    ),
    "US-CA-SF": ("San Francisco", ("San Francisco",)),
    "US-NJ-JerseyCity": ("Jersey City", ("Jersey City",)),
    "US-NY-Ithaca": ("Ithaca", ("Ithaca",)),
    "US-NY-NYC": (
        "New York City",
        ("New York", "New York City", "NYC", "Manhattan", "Brooklyn", "Queens", "Bronx", "The Bronx", "Staten Island"),
    ),
    "US-NY-Westchester": ("Westchester County", ("White Plains", "Yonkers", "New Rochelle", "Mount Vernon", "Rye")),
    "US-OH-Cincinnati": ("Cincinnati", ("Cincinnati",)),
    "US-OH-Cleveland": ("Cleveland", ("Cleveland",)),
    "US-OH-Columbus": ("Columbus", ("Columbus",)),
    "US-OH-Toledo": ("Toledo", ("Toledo",)),
}  # fmt: skip
"""Places below a state by their ids: the name, and the localities of addresses that lie there."""

_TERRITORIES = frozenset(("AS", "GU", "MP", "PR", "UM", "VI"))
"""Codes of countries that are parts of the United States, whose ids begin with `US-` here."""

_SPOKEN = {
    "EU": ("European Union",),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "US": ("USA", "United States of America"),
    "US-DC": ("Washington DC", "Washington, DC", "Washington D.C."),
    "US-NY-NYC": ("NYC",),
    "US-CA-SF": ("SF",),
    "CZ": ("Czech Republic",),
    "NL": ("Holland", "The Netherlands"),
    "TR": ("Turkey",),
}
"""What people also call a place."""


def _key(name: str) -> str:
    """Return a name without what people leave out: capitals, dots, commas."""
    return folded(name.replace(",", " "))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Return the ids by every name, folded; the code itself comes before what else it may mean."""
    found: dict[str, list[str]] = {}
    for code in (*NAMES, "EU", *_LOCAL):
        found.setdefault(_key(code), []).append(_own(code))
    for code in (*NAMES, *_LOCAL):
        found.setdefault(_key(name_of(code)), []).append(_own(code))
    for code, names in _SPOKEN.items():
        for name in names:
            found.setdefault(_key(name), []).append(code)
    for code in NAMES:
        # The code of a state alone, where it is not that of a country.
        country, _, part = code.partition("-")
        if part and part not in NAMES:
            found.setdefault(_key(part), []).append(code)
        if part:
            found.setdefault(_key(f"{country}-{name_of(code)}"), []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


def _own(code: str) -> str:
    return f"US-{code}" if code in _TERRITORIES else code


def places_named(name: str) -> tuple[str, ...]:
    """Return the ids that a name may mean: one as a rule, none if it is unknown, two for `Georgia`."""
    return _known().get(_key(name), ())


def part_of_that_name(name: str) -> str:
    """Return the state or province whose code two letters are too, such as US-CO for those of Colombia; else empty."""
    code = name.strip().upper()
    here = (f"{country}-{code}" for country in ("US", "CA"))
    return next((part for part in here if code in NAMES and code not in _TERRITORIES and part in NAMES), "")


def names() -> tuple[str, ...]:
    """Return every id and name, for suggestions."""
    return (*NAMES, "EU", *_LOCAL, *map(name_of, (*NAMES, *_LOCAL)), "European Union")


def name_of(code: str) -> str:
    """Return what a place is called, such as `Colorado`, `European Union` or `New York City`."""
    if code == "EU":
        return "European Union"
    return _LOCAL[code][0] if code in _LOCAL else place_name(code)


def place_of_address(country: str, region: str = "", locality: str = "") -> str:
    """Return the id of an address, as fine as it is known: a city with rules of its own, a state, or the country."""
    named = [code for code in places_named(f"{country}-{region}") if code.startswith(f"{country}-")] if region else []
    named = named or [code for code in places_named(region) if code.startswith(f"{country}-")]
    code = named[0] if named else _own(country)
    for local, (_, localities) in _LOCAL.items():
        if local.rpartition("-")[0] == code and _key(locality) in map(_key, localities):
            return local
    return code


def within(inner: str, outer: str) -> bool:
    """Return whether a place is another one or lies in it."""
    if outer == "EU":
        return inner == "EU" or inner.partition("-")[0] in MEMBERS
    return inner == outer or inner.startswith(f"{outer}-")
