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
    "US-CA-LACity": ("City of Los Angeles", ("Los Angeles", "LA City", "Hollywood")),
    "US-CA-LACounty": (
        "Los Angeles County",
        ("County of Los Angeles", "LA County", "East Los Angeles", "Altadena", "Marina del Rey", "Rowland Heights",
         "Hacienda Heights", "Ladera Heights", "Stevenson Ranch", "La Crescenta-Montrose", "Florence-Graham"),
    ),
    "US-CA-SF": ("San Francisco", ("SF", "City of San Francisco", "San Francisco County")),
    "US-NJ-JerseyCity": ("Jersey City", ("City of Jersey City",)),
    "US-NY-Ithaca": ("Ithaca", ("City of Ithaca",)),
    "US-NY-NYC": (
        "New York City",
        ("NYC", "City of New York", "Manhattan", "Brooklyn", "Queens", "The Bronx", "Bronx", "Staten Island",
         "Long Island City", "Harlem", "Far Rockaway"),
    ),
    "US-NY-Westchester": ("Westchester County", ("Westchester", "White Plains", "Yonkers", "New Rochelle")),
    "US-OH-Cincinnati": ("Cincinnati", ("City of Cincinnati",)),
    "US-OH-Cleveland": ("Cleveland", ("City of Cleveland",)),
    "US-OH-Columbus": ("Columbus", ("City of Columbus",)),
    "US-OH-Toledo": ("Toledo", ("City of Toledo",)),
}  # fmt: skip
"""Places below a state by their ids: the name, and what else means it or lies in it and nowhere else of that name."""

_IN_THEIR_STATE = {
    "US-CA-LACity": (
        "Venice", "North Hollywood", "Van Nuys", "Sherman Oaks", "Encino", "Woodland Hills", "Northridge",
        "Studio City", "San Pedro", "Reseda", "Tarzana", "Chatsworth", "Sylmar", "Pacoima", "Century City",
        "Playa Vista", "Pacific Palisades", "Westwood", "Brentwood", "Downtown Los Angeles", "Wilmington",
    ),
    "US-CA-LACounty": ("Topanga", "Castaic", "Acton", "Lennox", "Willowbrook", "Westmont"),
    "US-NY-NYC": (
        "New York", "Astoria", "Flushing", "Jamaica", "Forest Hills", "Ridgewood", "Sunnyside", "Woodside", "Elmhurst",
        "Jackson Heights", "Bayside", "Corona", "Kew Gardens", "Rego Park", "Williamsburg",
    ),
    "US-NY-Westchester": (
        "Mount Vernon", "Rye", "Scarsdale", "Tarrytown", "Ossining", "Peekskill", "Harrison", "Port Chester",
        "Mamaroneck", "Larchmont", "Armonk", "Mount Kisco", "Dobbs Ferry", "Sleepy Hollow", "Valhalla",
    ),
}  # fmt: skip
"""Localities of addresses that lie there, but whose name alone means other places too."""

_LONG_ENOUGH, _FOR_TWO = 8, 10
"""How many letters a city has in which one slip of the pen is told from another place, and two."""
_SHORTEST = 4
"""How many letters a town has at least that is written in capitals; `TX, US` is a list."""
_TERRITORIES = frozenset(("AS", "GU", "MP", "PR", "UM", "VI"))
"""Codes of countries that are parts of the United States, whose ids begin with `US-` here."""

_SPOKEN = {
    "EU": ("European Union",),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "US": ("USA", "United States of America"),
    "US-DC": ("Washington DC", "Washington, DC", "Washington D.C."),
    "US-NY": ("New York State", "State of New York"),
    "US-WA": ("Washington State", "State of Washington"),
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
    local = {code: spoken for code, (_, spoken) in _LOCAL.items()}
    for code, names in (*_SPOKEN.items(), *local.items()):
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
    """Return the ids that a name may mean: one as a rule, none if it is unknown, two for `Georgia`.

    A town with its state behind it, as in `Denver, CO`, means the state, or the city with rules of its own.
    """
    found = _known().get(_key(name), ())
    town = "" if found or "," not in name else place_of_town(name)
    return (town,) if town else found


@cache
def place_of_town(name: str) -> str:
    """Return the place of a town with its state or province behind it, or an empty text if it is none such.

    The country may stand behind that, as in `Denver, CO, USA`. What is a list, such as `Colorado, Texas`, is no town.
    """
    town, _, behind = (part.strip() for part in name.rpartition(","))
    if "," in town:
        found = place_of_town(town) if "," not in town.rpartition(",")[0] else ""
        return found if found and places_named(behind) == (found.partition("-")[0],) else ""
    countries = [code for code in places_named(behind) if "-" not in code and len(behind) > 2]
    held = [code for code in _known().get(_key(town), ()) if any(within(code, one) for one in countries)]
    if len(held) == 1:
        # A state with its country, as in `Colorado, USA`.
        return held[0]
    state = next(filter(None, (_part(country, behind) for country in ("US", "CA"))), "")
    known = _known().get(_key(town), ())
    shouted = town == town.upper() and (known or len(town) < _SHORTEST or "-" in town)
    if not town or shouted:
        return ""
    local = _local(state, town) if state else ""
    if local or not known:
        return local or ("" if not state or meant(town) else state)
    letters = len(behind) == 2
    inside = [code for code in known if letters and any(within(code, one) for one in (state, *places_named(behind)))]
    if len(inside) == 1:
        return inside[0]
    # There is a Columbus in Georgia too.
    return state if letters and all(code in _LOCAL for code in known) else ""


def other_country(name: str) -> str:
    """Return the country that the two letters behind a town would be, if the town is read as one of a state."""
    town, _, behind = name.rpartition(",")
    letters = behind.strip().upper()
    return letters if town and letters in NAMES and letters not in _TERRITORIES and place_of_town(name) else ""


def part_of_that_name(name: str) -> str:
    """Return the state or province whose code two letters are too, such as US-CO for those of Colombia; else empty."""
    code = name.strip().upper()
    here = (f"{country}-{code}" for country in ("US", "CA"))
    return next((part for part in here if code in NAMES and code not in _TERRITORIES and part in NAMES), "")


def names() -> tuple[str, ...]:
    """Return every id and name, for suggestions."""
    spoken = (name for names in (*_SPOKEN.values(), *(spoken for _, spoken in _LOCAL.values())) for name in names)
    return (*NAMES, "EU", *_LOCAL, *map(name_of, (*NAMES, *_LOCAL)), *spoken)


def meant(name: str) -> str:
    """Return `did you mean X?` for a place whose name is a slip of the pen away, else an empty text."""
    typed = _key(name)
    near = {known: _slips(typed, _key(known)) for known in names()}
    # One letter in six: further away lie the names of other places, such as Poland of Portland.
    close = [
        known for known, slips in near.items()
        if len(typed) >= 5 and (slips <= len(typed) // 6 or (slips == 1 and len(known) == len(typed)))
    ]  # fmt: skip
    best = min(close, key=lambda known: (near[known], known[0] != name[:1], known), default="")
    return f"did you mean `{best}`?" if best else ""


def city_meant(state: str, locality: str) -> str:
    """Return the city with rules of its own whose name a locality of a state is a slip of the pen away, or nothing."""
    typed = _key(locality)
    spoken = ((name, code) for code, (own, others) in _LOCAL.items() for name in (own, *others))
    near = [
        (_slips(typed, _key(name)), name) for name, code in spoken
        if code.rpartition("-")[0] == state and len(name) >= _LONG_ENOUGH
    ]  # fmt: skip
    slips, name = min(near, default=(0, ""))
    # Loveland is no Cleveland, and Columbia no Columbus.
    return name if 0 < slips <= (2 if len(typed) >= _FOR_TWO else 1) and len(typed) >= _LONG_ENOUGH else ""


def _slips(typed: str, known: str) -> int:
    """Return how many letters are missing, extra, wrong or swapped with their neighbor; 9 where it is clearly more."""
    if abs(len(typed) - len(known)) > 2:
        return 9
    before: list[int] = []
    row: list[int] = [*range(len(known) + 1)]
    for down, letter in enumerate(typed):
        above, row = row, [down + 1]
        for across, other in enumerate(known):
            best = min(above[across] + (letter != other), above[across + 1] + 1, row[across] + 1)
            swapped = down and across and (typed[down - 1], letter) == (other, known[across - 1])
            row.append(min(best, before[across - 1] + 1) if swapped else best)
        before = above
    return row[-1]


def how_to_name(name: str) -> str:
    """Return what to write in place of a name that is no place."""
    example = "a town has its state behind it, as in `Chicago, IL`"
    return meant(name) or f"write its state, province or country, such as US-CO or Colorado; {example}"


def name_of(code: str) -> str:
    """Return what a place is called, such as `Colorado`, `European Union` or `New York City`."""
    if code == "EU":
        return "European Union"
    return _LOCAL[code][0] if code in _LOCAL else place_name(code)


def place_of_address(country: str, region: str = "", locality: str = "") -> str:
    """Return the id of an address, as fine as it is known: a city with rules of its own, a state, or the country.

    A locality may hold the state as well, as in `San Francisco, CA`.
    """
    town, _, behind = locality.rpartition(",")
    code = _part(country, region)
    if not code and not region and town:
        code = _part(country, behind)
        locality = town if code else locality
    return _local(code, locality) or code or _own(country)


def _part(country: str, region: str) -> str:
    """Return the state or province of a country that a region names, or an empty text."""
    region = region.strip()
    named = [*places_named(f"{country}-{region}"), *places_named(region)] if region else []
    return next((code for code in named if code.startswith(f"{country}-") and code in NAMES), "")


def _local(state: str, locality: str) -> str:
    """Return the place with rules of its own that a locality of a state lies in, or an empty text."""
    for code, (name, spoken) in _LOCAL.items():
        localities = (name, *spoken, *_IN_THEIR_STATE.get(code, ()))
        if code.rpartition("-")[0] == state and _key(locality) in map(_key, localities):
            return code
    return ""


def states_of(country: str) -> tuple[str, ...]:
    """Return the ids of the states or provinces of a country, if jdgen knows them."""
    return tuple(code for code in NAMES if code.startswith(f"{country}-"))


def state_of_town(country: str, locality: str) -> str:
    """Return the state of a town whose name alone says in which it lies, as far as it has rules of its own."""
    return next((state for state in states_of(country) if _local(state, locality)), "")


def within(inner: str, outer: str) -> bool:
    """Return whether a place is another one or lies in it."""
    if outer == "EU":
        return inner == "EU" or inner.partition("-")[0] in MEMBERS
    return inner == outer or inner.startswith(f"{outer}-")
