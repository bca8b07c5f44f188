"""Names of companies and titles: which two are one."""

from __future__ import annotations

import pytest

from jdgen.model.company_names import core, is_same, may_be_same, same_words
from jdgen.model.jobs import Job, same_job


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme", "ACME", True), ("Acme Inc.", "acme inc", True), ("T-Systems", "T Systems", True),
        ("Caf\u00e9", "Cafe\u0301", True), ("Acme", "Acme Inc.", True), ("Acme, Inc.", "Acme Inc.", True),
        ("Riverbend Robotics, Inc.", "Riverbend Robotics", True), ("Acme S.A.", "Acme", True),
        ("Lindqvist & Howe", "Lindqvist and Howe Ltd", True), ("Muller GmbH & Co. KG", "M\u00fcller", True),
        ("The Paper Company", "Paper", True), ("Company", "The Company", True), ("!!!", "!!!", True),
        ("Acme", "Acne", False), ("Acme Data", "Acme", False), ("Harrow Group", "Harrow", False),
        ("!!!", "???", False), ("\u0915\u093f\u0930\u0923", "\u0915\u0941\u0930\u0923", False), ("Inc", "Ltd", False),
    ],
)  # fmt: skip
def test_names_are_the_same_but_for_case_gaps_signs_and_legal_forms(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same
    if same:
        assert may_be_same(one, other)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Acme Data", "Acme", True), ("Harrow Group", "Harrow", True), ("IBM", "International Business Machines", True),
        ("First Bank", "First", False), ("Acme Data", "Acme Health", False), ("Northlight", "Zephyr", False),
    ],
)  # fmt: skip
def test_names_may_mean_one_company(one: str, other: str, may: bool) -> None:
    assert may_be_same(one, other) is may
    assert may_be_same(other, one) is may


def test_the_core_of_a_name_is_never_empty_where_it_has_words() -> None:
    assert (core("GmbH"), core("The Inc."), core("\u201cAcme\u201d")) == (("gmbh",), ("inc",), ("acme",))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Data Engineer", "data-engineer", True), ("C++ Engineer", "C Engineer", False),
        ("Engineer", "Engineer, AG", False), ("Clerk (remote)", "Clerk Remote", True), ("R-1", "r 1", True),
    ],
)  # fmt: skip
def test_titles_are_compared_by_their_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


def test_which_job_is_meant() -> None:
    kept = [
        Job("Acme", "Clerk"), Job("Acme Inc.", "Baker", "R-1"), Job("Zephyr"), Job(None, "Clerk"),
        Job("Acme", "Baker", "R-2"),
    ]  # fmt: skip
    assert same_job(kept, Job("ACME")) == [0, 1, 4]
    assert same_job(kept, Job("ACME", "baker")) == [1, 4]
    # What is written just so is meant before what is only heard alike.
    assert same_job(kept, Job("Acme", "baker")) == [4]
    assert same_job(kept, Job("Acme", "Baker", "r 2")) == [4]
    assert same_job(kept, Job("Zephyr", "Pilot")) == [2]
    assert same_job(kept, Job("Acme", "Pilot")) == []
    assert same_job(kept, Job()) == [3]
