"""Places as people type them on the command line: ids and names, one by one or in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from jdgen.cli.report import say
from jdgen.errors import printable
from jdgen.model.jurisdictions import meant, name_of, place_of_address, places_named, states_of, within


def read_places(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the places named, each once; raise UsageError for all names that mean none or two.

    A text is an id (`US-CO`), a name (`Colorado`), or several with commas between them. A city may have its state
    behind it, as in `San Francisco, CA`. Two letters that are a country are the country, which is said if they are also
    those of a state. A town that jdgen does not know counts as its state where two letters behind it say which.
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
        whole = next((size for size in (2, 3) if len(parts) >= size and places_named(", ".join(parts[:size]))), 0)
        inner = _in_its_state(parts)
        if whole:
            name = ", ".join(parts[:whole])
            yield name, places_named(name)
        elif inner:
            yield ", ".join(parts[:2]), inner
        else:
            yield parts[0], places_named(parts[0])
        del parts[: whole or (2 if inner else 1)]


def _in_its_state(parts: list[str]) -> tuple[str, ...]:
    """Return what a name may mean whose state stands behind it in two letters, as in an address."""
    if len(parts) < 2 or len(parts[1]) != 2 or parts[0].upper() == parts[0]:
        return ()
    town, letters = parts[:2]
    states = [state for state in (f"US-{letters.upper()}", f"CA-{letters.upper()}") if state in states_of(state[:2])]
    named = places_named(town)
    holding = (*states, *places_named(letters))
    inside = [code for code in named if any(within(code, state) for state in holding)]
    found = [place_of_address(state[:2], state[3:], town) for state in states]
    local = [code for code, state in zip(found, states, strict=True) if code != state]
    if len(inside) == 1 or local:
        return tuple(inside if len(inside) == 1 else local)
    # What is no place and looks like none is a town; two letters may be those of a country as well.
    return () if named or meant(town) or not states else tuple(dict.fromkeys((*states, *places_named(letters))))


def _unclear(name: str, codes: tuple[str, ...]) -> str:
    shown = f"`{printable(name, 60)}`"
    if codes:
        return f"{shown} is two places; write {' or '.join(f'{code} ({_in_full(code)})' for code in codes)}"
    hint = meant(name) or "write a country, a state, a province or a city by name or id, such as US-CO"
    return f"{shown} is no place that jdgen knows; {hint}"


def _in_full(code: str) -> str:
    country, _, part = code.partition("-")
    return f"{name_of(code)}, {name_of(country)}" if part else name_of(code)


def _tell(name: str, code: str) -> None:
    """Say what else two letters may mean, and how a town is read."""
    town = name.partition(",")[0]
    if "," in name and code in states_of(code[:2]) and not places_named(name) and not places_named(town):
        say(f"note: {printable(name, 60)} is read as a town in {name_of(code)}, whose laws hold there")
    if len(name) != 2 or name.upper() != code:
        return
    states = [state for country in ("US", "CA") for state in places_named(f"{country}-{code}") if state != code]
    if states:
        others = " and ".join(f"for {name_of(state)} write {state}" for state in states)
        say(f"note: {code} is read as {name_of(code)}; {others}")
