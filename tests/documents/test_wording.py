"""The words that documents share."""

from __future__ import annotations

import re

import pytest
from full import FULL, made_of, said, without

from jdgen.documents.inline import inlines
from jdgen.documents.tree import plain
from jdgen.documents.wording import first_capital, sentence, span, version
from jdgen.model.role import Years
from jdgen.pipeline import compose


@pytest.mark.parametrize(
    ("given", "closed"),
    [
        ("To visit sites", "To visit sites."),
        ("To visit sites.", "To visit sites."),
        ("Why not?", "Why not?"),
        ("She said “yes.”", "She said “yes.”"),
        ("She said “yes”", "She said “yes”."),
        ("「方針」。", "「方針」。"),
    ],
)
def test_a_sentence_is_closed_once(given: str, closed: str) -> None:
    assert plain(sentence(inlines(given))) == closed


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (5, 8, "5 to 8 years"), (12, None, "12 years or more"), (1, None, "one year or more"), (3, 3, "three years"),
        (0, 2, "up to 2 years"), (0, 1, "up to one year"),
    ],
)  # fmt: skip
def test_a_span_of_years(low: int, high: int | None, words: str) -> None:
    assert span(Years(min=low, max=high)) == words


def test_a_content_hash_is_named_in_the_footers() -> None:
    assert (version("5c1f09ab"), version("")) == ("Version 5c1f09ab", "")
    given = made_of(FULL)
    for kind in ("posting", "rubric", "coverage"):
        made = compose(kind, given)
        assert made.footer == f"Acme Pumps · REQ-9 · Version {made.record.content}"
        assert re.fullmatch("[0-9a-f]{8}", made.record.content)
    guide = compose("guide", given)
    assert guide.footer == f"Acme Pumps · Version {guide.record.content}"


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://jobs.example", "https://jobs.example/A%2Fb%20c%3F"),
        ("https://jobs.example/", "https://jobs.example/A%2Fb%20c%3F"),
        ("https://jobs.example/apply?req=", "https://jobs.example/apply?req=A%2Fb%20c%3F"),
    ],
)
def test_a_requisition_becomes_one_step_of_the_companys_address(base: str, address: str) -> None:
    given = made_of(without("opening.apply"), f"company.apply_base_url={base}", "opening.requisition=A/b c?")
    assert FULL["company"]["apply_base_url"] != base
    assert said("posting", given)["apply"][1] == f"Apply at {address} by December 18, 2026."


@pytest.mark.parametrize(
    ("typed", "shown"), [("pumps", "Pumps"), ("iOS", "iOS"), ("ﬁre", "ﬁre"), ("ß", "ß"), ("é", "É")]
)
def test_a_capital_is_one_letter(typed: str, shown: str) -> None:
    assert first_capital(typed) == shown
