"""Checks the names of places by which laws are looked up: what nobody can tell is said, and never left out quietly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jdgen.checks.law_breach import in_sentence
from jdgen.documents.law import touches
from jdgen.documents.material import Material
from jdgen.documents.wording import listed
from jdgen.errors import Place, Problem, nearest, printable
from jdgen.model.jurisdictions import (
    city_meant,
    how_to_name,
    name_of,
    other_country,
    part_of_that_name,
    place_of_address,
    places_named,
    state_of_town,
    states_of,
)  # fmt: skip
from jdgen.model.opening import Location, Opening

_WRITTEN_SO = frozenset(("CA", "DE", "IN", "NL"))
"""Countries whose two letters people write behind towns of theirs, though they are those of a state too."""


def places(material: Material, files: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield names of places that mean none or two, and a remote opening that does not say where a hire may live."""
    company, opening = material.company, material.opening
    named = [(name, name.place) for name in opening.hires_in]
    if opening.reports_to_location:
        named.append((opening.reports_to_location, opening.reports_to_location.place))
    if company.size:
        counted = company.size
        named += [(name, counted.place_of("by_jurisdiction")) for name in counted.by_jurisdiction]
    for name, place in named:
        codes = places_named(name)
        if len(codes) != 1:
            yield _unknown(name, codes, place)
        other = other_country(name)
        if other in _WRITTEN_SO:
            said = f"`{printable(name, 60)}` is read as a town in {name_of(codes[0])}"
            yield Problem(said, place, f"for {name_of(other)} write {other} alone", "place.two_letters")
        part = part_of_that_name(name)
        if part:
            said = f"`{name}` is {name_of(codes[0])}"
            yield Problem(said, place, f"for {name_of(part)} write {part}", "place.two_letters")
    for location in opening.locations:
        # Where people work from home, an address that is a country alone means no place of work.
        if location.region or location.locality or opening.mode != "remote":
            yield from _of_address(location, files.get("opening"))
    if opening.mode == "remote" and not opening.hires_in and "opening" in files:
        yield _nowhere(opening, files["opening"])


def _unknown(name: str, codes: tuple[str, ...], place: Place | None) -> Problem:
    shown = printable(name, 60)
    if codes:
        return Problem(f"`{shown}` is two places", place, f"write {' or '.join(codes)}", "place.unknown")
    said = f"`{shown}` is no place that jdgen knows, so its laws are left out"
    return Problem(said, place, how_to_name(name), "place.unknown")


def _of_address(location: Location, file: Place | None) -> Iterator[Problem]:
    """Yield that an address does not say in which state or province it lies, where those have laws of their own."""
    region, town = location.region or "", location.locality or ""
    states = states_of(location.country)
    found = place_of_address(location.country, region, town)
    if found != location.country:
        yield from _misspelled(location, found)
    if not states or found != location.country:
        return
    country = in_sentence(location.country)
    if region:
        shown = printable(region, 60)
        said = f"`{shown}` is no state or province of {country} that jdgen knows, so its laws are left out"
        hint = nearest(region, map(name_of, states)) or f"write its two letters, such as {states[0][3:]}"
    else:
        shown = f"`{printable(town, 60)}`" if town else "a place of work"
        said = f"{shown} in {country} has no `region`, so the laws of its state or province are left out"
        state = state_of_town(location.country, town)
        hint = f"write `region: {state[3:]}` beside it" if state else "write `region`, the state or province"
    place = location.place_of("region") or location.place_of("locality") or location.place_of("country") or file
    yield Problem(said, place, hint, "place.unknown")


def _misspelled(location: Location, state: str) -> Iterator[Problem]:
    """Yield that a town looks like a city with rules of its own, and is none as it is written."""
    town = (location.locality or "").partition(",")[0]
    city = city_meant(state, town)
    if city:
        said = f"`{printable(town, 60)}` in {in_sentence(state)} is nearly a city with rules of its own"
        hint = f"did you mean `{city}`?"
        yield Problem(said, location.place_of("locality"), hint, "place.unknown")


def _nowhere(opening: Opening, file: Place) -> Problem:
    """Return that a remote opening does not say where a hire may live, and which laws were looked at in spite of it."""
    offices = dict.fromkeys(in_sentence(touch.code) for touch in touches(opening))
    said = "the opening is remote and does not say where a hire may live"
    looked = f"so only the laws of {listed([*offices])} were looked at" if offices else "so no law can be looked up"
    hint = "write the places into `hires_in`, such as `[US-CO, Ontario]`"
    return Problem(f"{said}, {looked}", opening.place_of("mode") or file, hint, "law.where")
