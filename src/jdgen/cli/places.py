"""Places as people type them on the command line: ids and names, one by one or in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from jdgen.cli.report import say
from jdgen.errors import printable
from jdgen.model.jurisdictions import how_to_name, name_of, other_country, place_of_town, places_named, states_of


def read_places(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the places named, each once; raise UsageError for all names that mean none or two.

    A text is an id (`US-CO`), a name (`Colorado`), or several with commas between them. A city may have its state
    behind it, as in `San Francisco, CA`. Two letters that are a country are the country, which is said if they are also
    those of a state. A town counts as the state that stands behind it, which is said.
    """
    found: list[str] = []
    wrong: list[str] = []
    for text in texts:
        for name, codes in _named([part.strip() for part in text.split(",") if part.strip()]):
            if len(codes) == 1:
                found.append(codes[0])
                _tell(name, codes[0])
            else:
                wrong.append(_unclear(name, codes))
    if wrong:
        raise click.UsageError("; ".join(dict.fromkeys(wrong)))
    return tuple(dict.fromkeys(found))


def _named(parts: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each name of a list with what it may mean; some names have a comma of their own."""
    while parts:
        # A town may have its state behind it, and the country behind that.
        size = next((size for size in (3, 2) if len(parts) >= size and places_named(", ".join(parts[:size]))), 1)
        name = ", ".join(parts[:size])
        yield name, places_named(name)
        del parts[:size]


def _unclear(name: str, codes: tuple[str, ...]) -> str:
    shown = f"`{printable(name, 60)}`"
    if codes:
        return f"{shown} is two places; write {' or '.join(f'{code} ({_in_full(code)})' for code in codes)}"
    return f"{shown} is no place that jdgen knows; {how_to_name(name)}"


def _in_full(code: str) -> str:
    country, _, part = code.partition("-")
    return f"{name_of(code)}, {name_of(country)}" if part else name_of(code)


def _tell(name: str, code: str) -> None:
    """Say what else two letters may mean, and how a town is read."""
    town = name.partition(",")[0]
    if place_of_town(name) == code and code in states_of(code[:2]) and code not in places_named(town):
        other = other_country(name)
        otherwise = f"; for {name_of(other)} write {other} alone" if other else ""
        said = f"is read as a town in {name_of(code)}, whose laws hold there"
        say(f"note: {printable(name, 60)} {said}{otherwise}")
    if len(name) != 2 or name.upper() != code:
        return
    states = [state for country in ("US", "CA") for state in places_named(f"{country}-{code}") if state != code]
    if states:
        others = " and ".join(f"for {name_of(state)} write {state}" for state in states)
        say(f"note: {code} is read as {name_of(code)}; {others}")
