"""Places are found by what people call them, and lie where they lie."""

from __future__ import annotations

import pytest

from jdgen.model.jurisdictions import (
    MEMBERS,
    city_meant,
    meant,
    name_of,
    names,
    place_of_address,
    places_named,
    state_of_town,
    within,
)
from jdgen.model.places import NAMES


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("US-CO", ["US-CO"]),
        ("us_co", ["US-CO"]),
        ("Colorado", ["US-CO"]),
        ("US-Colorado", ["US-CO"]),
        ("NY", ["US-NY"]),
        ("New York", ["US-NY"]),
        ("new york city", ["US-NY-NYC"]),
        ("NYC", ["US-NY-NYC"]),
        ("Washington", ["US-WA"]),
        ("Washington, D.C.", ["US-DC"]),
        ("UK", ["GB"]),
        ("EU", ["EU"]),
        ("European Union", ["EU"]),
        ("Ontario", ["CA-ON"]),
        ("San Francisco", ["US-CA-SF"]),
        ("SF", ["US-CA-SF"]),
        ("Los Angeles", ["US-CA-LACity"]),
        ("Hollywood", ["US-CA-LACity"]),
        ("Los Angeles County", ["US-CA-LACounty"]),
        ("Altadena", ["US-CA-LACounty"]),
        ("Brooklyn", ["US-NY-NYC"]),
        ("Long Island City", ["US-NY-NYC"]),
        ("New York State", ["US-NY"]),
        ("State of New York", ["US-NY"]),
        ("Washington State", ["US-WA"]),
        # There is a Venice in Italy and a Jamaica that is a country.
        ("Venice", []),
        ("Jamaica", ["JM"]),
        # Two letters that are a country are that country, also where a state has them too.
        ("CA", ["CA"]),
        ("DE", ["DE"]),
        ("Georgia", ["GE", "US-GA"]),
        # A town may have its state behind it, and the country behind that.
        ("Chicago, IL", ["US-IL"]),
        ("denver, co", ["US-CO"]),
        ("DENVER, CO", ["US-CO"]),
        ("Joliet, Illinois", ["US-IL"]),
        ("Atlanta, Georgia", ["US-GA"]),
        ("Chicago, IL, USA", ["US-IL"]),
        ("Chicago, IL, Canada", []),
        ("San Francisco, CA", ["US-CA-SF"]),
        ("Columbus, GA", ["US-GA"]),
        ("Berlin, DE", ["US-DE"]),
        ("Colorado, Texas", []),
        ("Colorado, CA", []),
        ("TX, US", []),
        ("Denver, XX", []),
        ("PR", ["US-PR"]),
        ("Puerto Rico", ["US-PR"]),
        ("Colorado, USA", ["US-CO"]),
        ("Ontario, Canada", ["CA-ON"]),
        ("Georgia, USA", ["US-GA"]),
        ("California, US", ["US-CA"]),
        ("Germany, France", []),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_name_means_its_places(said: str, meant: list[str]) -> None:
    assert list(places_named(said)) == meant


def test_every_id_means_itself_and_has_a_name() -> None:
    own = [code for code in NAMES if f"US-{code}" not in NAMES]
    ids = [*own, "EU", "US-CA-LACity", "US-CA-LACounty", "US-NY-NYC", "US-OH-Cleveland"]
    assert [code for code in ids if places_named(code) != (code,)] == []
    assert [code for code in ids if code not in names() or name_of(code) in ("", code)] == []


def test_only_georgia_means_two_places() -> None:
    assert [name for name in names() if len(places_named(name)) > 1] == ["Georgia", "Georgia"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (("US", "CO", "Denver"), "US-CO"),
        (("US", "Colorado", ""), "US-CO"),
        (("US", "NY", "New York"), "US-NY-NYC"),
        (("US", "New York", "brooklyn"), "US-NY-NYC"),
        (("US", "NY", "Albany"), "US-NY"),
        (("US", "GA", "Atlanta"), "US-GA"),
        (("US", "Georgia", "Atlanta"), "US-GA"),
        (("US", "CA", "San Francisco"), "US-CA-SF"),
        (("US", "CA", "Fresno"), "US-CA"),
        (("US", "CA", "Los Angeles County"), "US-CA-LACounty"),
        (("US", "CA", "Venice"), "US-CA-LACity"),
        (("US", "NY", "Long Island City"), "US-NY-NYC"),
        (("US", "NY", "Jamaica"), "US-NY-NYC"),
        (("US", "NY", "Rye"), "US-NY-Westchester"),
        # The state may stand behind the town.
        (("US", "", "San Francisco, CA"), "US-CA-SF"),
        (("US", "", "Denver, Colorado"), "US-CO"),
        (("CA", "", "Toronto, ON"), "CA-ON"),
        (("US", "", "Denver, Colorodo"), "US"),
        (("US", "Colorodo", "Denver"), "US"),
        (("US", "Colorodo", "Denver, CO"), "US"),
        # A town of the same name elsewhere is not the city with the rules.
        (("US", "GA", "Columbus"), "US-GA"),
        (("US", "OH", "Columbus"), "US-OH-Columbus"),
        (("CA", "ON", "Toronto"), "CA-ON"),
        (("CA", "Ontario", ""), "CA-ON"),
        (("DE", "Bavaria", "Munich"), "DE"),
        (("GE", "", "Tbilisi"), "GE"),
        (("US", "", "New York"), "US"),
        (("PR", "", "San Juan"), "US-PR"),
    ],
)
def test_an_address_is_placed_as_finely_as_it_is_known(address: tuple[str, str, str], code: str) -> None:
    assert place_of_address(*address) == code


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Colorao", "Colorado"), ("Colorodo", "Colorado"), ("Nw York", "New York"), ("Califronia", "California"),
        ("Massachusets", "Massachusetts"), ("Brooklin", "Brooklyn"), ("Texsa", "Texas"), ("Onterio", "Ontario"),
        # Towns that are no slip of the pen of somewhere else.
        ("Austin", ""), ("Oakland", ""), ("Portland", ""), ("Berlin", ""), ("Lagos", ""), ("Nice", ""), ("x", ""),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told_from_another_place(typed: str, place: str) -> None:
    assert meant(typed) == (f"did you mean `{place}`?" if place else "")


@pytest.mark.parametrize(
    ("state", "typed", "city"),
    [
        ("US-CA", "San Fransisco", "San Francisco"), ("US-CA", "San Francicso", "San Francisco"),
        ("US-OH", "Cincinatti", "Cincinnati"), ("US-NY", "Brookyn", ""), ("US-NY", "Broooklyn", "Brooklyn"),
        ("US-CA", "San Francisco", ""), ("US-CA", "Los Altos", ""), ("US-OH", "Loveland", ""),
        ("US-OH", "Columbia", ""), ("US-NY", "Manhasset", ""), ("US-NY", "Garrison", ""),
        ("US-TX", "San Fransisco", ""),
    ],
)  # fmt: skip
def test_a_city_is_told_by_nearly_its_name(state: str, typed: str, city: str) -> None:
    assert city_meant(state, typed) == city


def test_a_town_with_rules_of_its_own_tells_its_state() -> None:
    assert state_of_town("US", "New York") == "US-NY"
    assert state_of_town("US", "cleveland") == "US-OH"
    assert state_of_town("US", "Denver") == ""
    assert state_of_town("DE", "New York") == ""


def test_places_lie_within_others() -> None:
    assert within("US-NY-NYC", "US-NY")
    assert within("US-NY-NYC", "US")
    assert within("DE", "EU")
    assert within("EU", "EU")
    assert not within("US", "US-NY")
    assert not within("GB", "EU")
    assert not within("US-NYX", "US-NY")
    assert len(MEMBERS) == 27
    assert sorted(MEMBERS - NAMES.keys()) == []
