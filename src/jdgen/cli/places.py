"""Places as people type them on the command line: ids and names, one by one or in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from jdgen.cli.report import say
from jdgen.errors import nearest, printable
from jdgen.model.jurisdictions import name_of, names, places_named, within


def read_places(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the places named, each once; raise UsageError for all names that mean none or two.

    A text is an id (`US-CO`), a name (`Colorado`), or several with commas between them. A city may have its state
    behind it, as in `San Francisco, CA`. Two letters that are a country are the country, which is said if they are also
    those of a state.
    """
    found: list[str] = []
    wrong: list[str] = []
    for text in texts:
        for name, codes in _named([part.strip() for part in text.split(",") if part.strip()]):
            if len(codes) == 1:
                found.append(codes[0])
                _tell_of_state(name, codes[0])
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
            yield parts[0], (inner,)
        else:
            yield parts[0], places_named(parts[0])
        del parts[: whole or (2 if inner else 1)]


def _in_its_state(parts: list[str]) -> str:
    """Return what a name means whose state stands behind it in two letters, as in an address."""
    if len(parts) < 2 or len(parts[1]) != 2 or parts[0].upper() == parts[0]:
        return ""
    states = [code for name in (f"US-{parts[1]}", f"CA-{parts[1]}", parts[1]) for code in places_named(name)]
    codes = [code for code in places_named(parts[0]) if any(within(code, state) for state in states)]
    return codes[0] if len(codes) == 1 else ""


def _unclear(name: str, codes: tuple[str, ...]) -> str:
    shown = f"`{printable(name, 60)}`"
    if codes:
        return f"{shown} is two places; write {' or '.join(f'{code} ({_in_full(code)})' for code in codes)}"
    hint = nearest(name, names()) or "write a country, a state, a province or a city by name or id, such as US-CO"
    return f"{shown} is no place that jdgen knows; {hint}"


def _in_full(code: str) -> str:
    country, _, part = code.partition("-")
    return f"{name_of(code)}, {name_of(country)}" if part else name_of(code)


def _tell_of_state(name: str, code: str) -> None:
    """Say what else two letters may mean."""
    if len(name) != 2 or name.upper() != code:
        return
    states = [state for country in ("US", "CA") for state in places_named(f"{country}-{code}") if state != code]
    if states:
        others = " and ".join(f"for {name_of(state)} write {state}" for state in states)
        say(f"note: {code} is read as {name_of(code)}; {others}")
