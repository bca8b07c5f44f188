"""Places are found by what people call them, and lie where they lie."""

from __future__ import annotations

import pytest

from jdgen.model.jurisdictions import MEMBERS, name_of, names, place_of_address, places_named, within
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
        # Two letters that are a country are that country, also where a state has them too.
        ("CA", ["CA"]),
        ("DE", ["DE"]),
        ("Georgia", ["GE", "US-GA"]),
        ("PR", ["US-PR"]),
        ("Puerto Rico", ["US-PR"]),
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
