"""Each law is read once, and only where somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from jdgen import rules
from jdgen.model.jurisdictions import within

READERS = (rules.laws, rules.laws_with_statements, rules.laws_of, rules._law)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return what is loaded from now on; what was read before is forgotten."""
    found: list[str] = []

    def loaded(text: str) -> Any:
        found.append(text)
        return real(text)

    real = rules._loaded
    for reader in READERS:
        reader.cache_clear()
    monkeypatch.setattr(rules, "_loaded", loaded)
    yield found
    for reader in READERS:
        reader.cache_clear()


def spoken(places: set[str]) -> str:
    """Return places as an id that is the same in every process."""
    return " ".join(sorted(places))


@pytest.mark.parametrize(
    "places", [{"US-CO"}, {"US"}, {"US-NY-NYC", "CA-ON"}, {"EU"}, {"DE"}, {"US-WY"}, set()], ids=spoken
)
def test_the_laws_of_places_are_those_that_may_reach_them(places: set[str], read: list[str]) -> None:
    found = rules.laws_of(frozenset(places))
    assert len(read) == len(found)
    assert found == tuple(
        law
        for law in rules.laws()
        if any(within(law.jurisdiction, place) or within(place, law.jurisdiction) for place in places)
    )


def test_each_law_is_read_once_whoever_asks(read: list[str]) -> None:
    rules.laws_with_statements()
    rules.laws_of(frozenset({"US-CA"}))
    known = len(read)
    assert 0 < known < len(rules.laws())
    rules.laws_of(frozenset({"US"}))
    assert len(read) == len(set(read)) == len(rules.laws())


def test_all_laws_are_those_of_the_file() -> None:
    whole = rules._loaded(rules._text("law"))
    assert [law.id for law in rules.laws()] == [entry["id"] for entry in whole]


def test_who_asks_for_questions_reads_no_law() -> None:
    code = "import sys; from jdgen import rules; rules.do_not_ask(); print('jdgen.model.law' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
