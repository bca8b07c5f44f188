"""A finding stands at the passage that holds its place, and a long posting with many findings is no slower to mark."""

from __future__ import annotations

import time

import pytest

from jdgen.audit.annotated import _Passages
from jdgen.audit.report import Seen
from jdgen.documents.reading import Passage, Reading, numbered
from jdgen.errors import Place
from jdgen.inputs.finished.posting import Finished

SPOTS = ((1, 1), (2, 1), (2, 20), (4, 3), (3, 1), (4, 3), (9, 5), (8, 1))
"""Where passages stand, two of them before those that they follow and two at the same place."""
HELD = {
    (0, 0): None, (1, 1): 0, (1, 9): 0, (2, 1): 1, (2, 19): 1, (2, 20): 2, (2, 99): 2, (3, 1): 4, (3, 5): 4,
    (4, 1): 4, (4, 3): 3, (4, 4): 5, (8, 0): 5, (9, 4): 7, (9, 5): 6, (12, 1): 7,
}  # fmt: skip
"""By line and column, the number of the passage of a finished text that holds the place."""


def seen(*spots: tuple[int, int], finished: bool) -> Seen:
    passages = numbered(Passage("paragraph", f"x{line}", place=Place("a.txt", line, column)) for line, column in spots)
    reading = Reading((*passages, Passage("paragraph", "nowhere", number=len(spots))))
    return Seen(reading, finished=Finished(reading, "txt", b"", "a.txt") if finished else None)


def number(passages: _Passages, place: Place | None) -> int | None:
    passage = passages.at(place)
    return passage.number if passage else None


@pytest.mark.parametrize("spot", HELD)
def test_a_place_of_a_finished_text_is_in_the_passage_that_holds_it(spot: tuple[int, int]) -> None:
    passages = _Passages(seen(*SPOTS, finished=True))
    assert number(passages, Place("a.txt", *spot)) == HELD[spot]
    assert number(passages, Place("b.txt", *spot)) is None


def test_a_place_before_the_first_words_is_in_none() -> None:
    assert number(_Passages(seen((3, 1), finished=True)), Place("a.txt", 2, 1)) is None
    assert number(_Passages(seen((3, 1), finished=True)), None) is None


def test_a_place_of_a_source_is_in_the_first_passage_of_its_line() -> None:
    passages = _Passages(seen(*SPOTS, finished=False))
    assert [number(passages, Place("a.txt", line, 7)) for line in (1, 2, 3, 4, 5)] == [0, 1, 4, 3, None]
    assert number(passages, Place("a.txt", 2, 20)) == 2


def test_many_findings_of_a_long_posting_find_their_passages_soon() -> None:
    passages = _Passages(seen(*((line, 1) for line in range(1, 5_001)), finished=True))
    start = time.process_time()
    found = [number(passages, Place("a.txt", line, 5)) for line in range(1, 5_001)]
    assert time.process_time() - start < 0.3
    assert found == list(range(5_000))
