"""What is promised about interview notes: to candidates only what is sure, and no day that comes too soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from kits import lines_of, made, section_of

from jdgen.checks.opening import forgotten_too_soon
from jdgen.documents.material import Material
from jdgen.documents.retention import earliest, kept, promised
from jdgen.model.opening import Location
from jdgen.pipeline import compose


def at(country: str, region: str | None, until: str | None = None, day: str = "2026-11-21") -> Material:
    """Return the material of a kit for an opening at one place."""
    found = made(interview={"keep_notes_until": until} if until else None)
    places = (Location(country=country, region=region),)
    opening = found.opening.model_copy(update={"locations": places, "hires_in": ()})
    return replace(found, opening=opening, date=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("country", "region", "years"),
    [("US", "California", "four years"), ("US", "california", "four years"), ("US", "CA", "four years"),
     ("US", "Nevada", "one year"), ("CA", "Ontario", "three years"), ("CA", "ON", "three years"), ("CA", "Quebec", ""),
     ("NL", "California", "")],
)  # fmt: skip
def test_a_region_may_be_written_out(country: str, region: str, years: str) -> None:
    said = kept(at(country, region))
    assert said == (f"for at least {years} after the decision" if years else "")


@pytest.mark.parametrize(
    ("country", "region", "until", "promise"),
    [("CA", "ON", None, "for at least three years after the decision"), ("US", "CA", None, ""), ("NL", None, None, ""),
     ("US", "CA", "2030-12-01", "until December 1, 2030"),
     ("NL", None, "the end of the year", "until the end of the year")],
)  # fmt: skip
def test_candidates_are_promised_only_what_is_sure(
    country: str, region: str | None, until: str | None, promise: str
) -> None:
    given = at(country, region, until)
    assert promised(given) == promise
    tree = compose("rubric", given)
    (notes,) = [text for text in lines_of(tree, section_of(tree, "notes")) if text.startswith("Interviewers write")]
    told = f"We keep these notes {promise}." if promise else "Whoever invited you can tell you how long we keep them."
    assert notes.endswith(f" {told}")
    assert ("keep these notes" in notes) is bool(promise)


@pytest.mark.parametrize(
    ("country", "region", "until", "said", "mend"),
    [
        ("NL", None, "2026-11-20", "before the day of these documents, 2026-11-21", "write 2026-11-21 or later"),
        ("NL", None, "2026-11-21", "", ""),
        ("CA", "ON", "2029-11-20", "sooner than the 3 years of the law", "write 2029-11-21 or later, for Ontario"),
        ("CA", "ON", "2029-11-21", "", ""),
        ("US", "NV", "2027-11-20", "sooner than the 1 year of the law",
         "write 2027-11-21 or later, for 29 CFR 1602.14; have this confirmed"),
        ("CA", "ON", "2020-01-01", "before the day of these documents, 2026-11-21", "write 2029-11-21 or later"),
        ("CA", "ON", "the end of the year", "", ""),
        ("CA", "ON", None, "", ""),
    ],
)  # fmt: skip
def test_a_day_that_comes_too_soon_is_found(
    country: str, region: str | None, until: str | None, said: str, mend: str
) -> None:
    found = list(forgotten_too_soon(at(country, region, until)))
    assert [problem.rule for problem in found] == ["interview.retention"] * bool(said)
    assert [problem.message for problem in found] == [f"`keep_notes_until` is {until}, {said}"] * bool(said)
    assert [(problem.hint or "").startswith(mend) for problem in found] == [True] * bool(said)


def test_a_leap_day_has_a_day_in_every_year() -> None:
    day, law = earliest(at("US", "NV", day="2028-02-29"))
    assert (day, law.keep_years if law else 0) == (date(2029, 3, 1), 1)
    assert earliest(at("NL", None)) == (date(2026, 11, 21), None)
