"""A letter to readers with other habits: what was not asked for is not changed, and the option is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from jdgen.documents.reading import Passage
from jdgen.inputs.calling.locales import locale_of

Jdgen = Callable[..., Ran]
NOTE = "readers expect another date, paper and ending; add `--locale {}`"


def told(jdgen: Jdgen, folder: Path, *options: object) -> str:
    ran = jdgen("letter", "--target", "Fitter @ Boreal", "-f", "txt", "-o", folder / "out", "--force", *options)
    assert ran.code == 0, ran.err
    return ran.err


def resume(folder: Path, **location: str) -> Path:
    path = folder / "cv.json"
    path.write_text(json.dumps({"basics": {"name": "Eva Stein", "location": location}}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("location", "tag"),
    [
        ({"city": "Leeds", "countryCode": "GB"}, "en-GB"),
        ({"city": "Cork", "countryCode": "ie"}, "en-IE"),
        ({"city": "Leeds", "region": "United Kingdom"}, "en-GB"),
        ({"city": "Perth", "region": "Australia"}, "en-AU"),
        ({"city": "Denver", "countryCode": "US"}, ""),
        ({"city": "Toronto", "countryCode": "CA"}, ""),
        ({"city": "Warsaw", "countryCode": "PL"}, ""),
        ({"city": "Sydney", "region": "New South Wales"}, ""),
        ({}, ""),
    ],
    ids=["code", "small", "name", "australia", "states", "canada", "poland", "no country", "nothing"],
)
def test_the_country_of_a_candidate_names_the_locale(
    location: dict[str, str], tag: str, jdgen: Jdgen, tmp_path: Path
) -> None:
    said = told(jdgen, tmp_path, "--candidate", resume(tmp_path, **location))
    assert said.count("readers expect") == bool(tag)
    assert (NOTE.format(tag) in said) == bool(tag)


def test_a_resume_that_a_file_names_counts_too(jdgen: Jdgen, tmp_path: Path) -> None:
    resume(tmp_path, city="Leeds", countryCode="GB")
    (tmp_path / "me.yaml").write_text("resume: cv.json\n", encoding="utf-8")
    assert NOTE.format("en-GB") in told(jdgen, tmp_path, "--candidate", tmp_path / "me.yaml")


@pytest.mark.parametrize("tag", ["en-US", "en-GB"])
def test_a_locale_that_was_typed_is_meant(tag: str, jdgen: Jdgen, tmp_path: Path) -> None:
    path = resume(tmp_path, city="Leeds", countryCode="GB")
    assert "readers expect" not in told(jdgen, tmp_path, "--candidate", path, "--locale", tag)


@pytest.mark.parametrize(("pay", "tag"), [("£42,000 a year", "en-GB"), ("$80,000 a year", ""), ("€40,000", "")])
def test_what_a_posting_pays_in_comes_first(pay: str, tag: str, jdgen: Jdgen, tmp_path: Path) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text(f"Fitter\n\nBoreal\n\nPay\n\n{pay}\n\nRequirements\n\n- Fits boilers\n", encoding="utf-8")
    path = resume(tmp_path, city="Denver", countryCode="US")
    said = told(jdgen, tmp_path, "--candidate", path, "--posting", posting, "--yes")
    assert (f"{posting.as_posix()}: note: the posting names pay where " in said) == bool(tag)
    assert (NOTE.format(tag) in said) == bool(tag)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("£42,000 to £50,000", "en-GB"), ("£ 42k and US$9", ""), ("A$90,000", "en-AU"), ("NZ$1", "en-NZ"),
        ("GBP 40,000", "en-GB"), ("HK$9,000", ""), ("the £ sign", ""), ("", ""), ("EUR 9", ""),
        ("USD 9 or $9", "en-US"),
    ],
)  # fmt: skip
def test_one_currency_points_to_a_locale(text: str, tag: str) -> None:
    assert locale_of([Passage("paragraph", text, "")]) == tag
