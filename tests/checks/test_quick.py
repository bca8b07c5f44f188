"""The longest paragraph that is read costs no check a second, whatever it is made of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from jdgen.checks.language import language
from jdgen.checks.law import told_of_text
from jdgen.checks.structure import structure
from jdgen.documents.law import Case, Touch
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Place
from jdgen.inputs.finished.pieces import MAX_PIECE

UNITS = (
    "a, ", "A. ", "1. ", "a@b.c ", "A.", "é ", "(a) ", "not ", "no ", "he or she ", "a-b-c-", "$1,", "$20 ", "e.g. ",
    "salary history ", "apply by ", "driver's license ", "EOE. ",
)  # fmt: skip
CASE = Case((Touch("US-CA-SF", "onsite"), Touch("US-NY-NYC", "onsite"), Touch("US-IL", "remote")), date(2026, 11, 1))
CHECKS: dict[str, Callable[[Reading], Iterator[object]]] = {
    "language": language,
    "structure": structure,
    "law": lambda reading: told_of_text(reading, CASE),
}


def posting(line: str) -> Reading:
    place = Place("posting.txt", 2, 1)
    return Reading((Passage("title", "Cook", "", place), Passage("paragraph", line, "", place, ((0, 2, 1),), 1)))


@pytest.fixture(scope="module", autouse=True)
def known() -> None:
    """Read the rules before anything is measured."""
    assert [list(check(posting("We cook."))) for check in CHECKS.values()]


# Five times as long as measured is still less, twenty times is not: machines differ, and orders of magnitude do not.
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", CHECKS)
def test_the_longest_line_ends_soon(name: str, unit: str) -> None:
    line = (unit * (MAX_PIECE // len(unit) + 1))[:MAX_PIECE].strip()
    start = time.process_time()
    found = list(CHECKS[name](posting(line)))
    assert time.process_time() - start < 1
    assert len(found) < 200


def test_a_ban_that_is_broken_all_over_is_told_twenty_times() -> None:
    found = [problem for key, problem in told_of_text(posting("salary history " * 33), CASE) if key == "pay_history"]
    by_rule = {rule: [one for one in found if one.rule == rule] for rule in {one.rule for one in found}}
    assert by_rule
    for told in by_rule.values():
        assert [one.place and one.place.column for one in told] == [1 + 15 * number for number in range(20)]
        assert [" and in " in one.message for one in told] == [*[False] * 19, True]
        assert "“salary history” and in 13 more places, which" in told[-1].message
