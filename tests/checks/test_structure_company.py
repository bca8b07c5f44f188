"""The name of the employer: one, and that of whoever hires."""

from __future__ import annotations

import pytest
from passages import reading

from jdgen.checks.structure import structure
from jdgen.checks.structure_company import alike

OWN = "Riverbend Robotics"
OTHERS = [
    ("## about: About Contoso\nWe make chairs.", "Contoso"),
    ("## about: Why Contoso Ltd.?\nWe make chairs.", "Contoso Ltd"),
    ("## legal: Equal opportunity\nContoso is an equal opportunity employer.", "Contoso"),
    ("## legal: Equal opportunity\nContoso, Inc. is proud to be an Equal Opportunity employer.", "Contoso, Inc"),
    ("## legal: Equal opportunity\nWe are fair. Contoso Group is an affirmative action employer.", "Contoso Group"),
    ("## why: The role\nAt Contoso, we build chairs.", "Contoso"),
    ("## why: The role\nJoin Contoso as a carpenter.", "Contoso"),
    ("## apply: How to apply\nCome join Contoso!", "Contoso"),
    ("## about: About Bank of the Isles\nWe lend.", "Bank of the Isles"),
]
SAME = [
    "## about: About Riverbend Robotics\nWe make carts.", "## about: About Riverbend\nWe make carts.",
    "## about: About us\nWe make carts.",
    "## about: About the role\nYou make carts.", "## about: About Our Team\nThey make carts.",
    "## about: About You\nYou make carts.",
    "## legal: Equal opportunity\nRiverbend Robotics, Inc. is an equal opportunity employer.",
    "## legal: Equal opportunity\nWe are an equal opportunity employer.",
    "## legal: Equal\nOur company is an equal opportunity employer.",
    "## legal: Equal opportunity\nThis employer is an equal opportunity employer.", "## why: The role\nJoin Our Team!",
    "## why: The role\nAt Riverbend, we make carts.", "## why: The role\nAt Night, the carts rest.",
    "## why: The role\nJoin Slack and Zoom.",
    "## why: The role\nJoin us and our carts.", "## duties: Duties\n- Join Kafka topics and tables",
    "## about: About Warehouse Routing\nWarehouse Routing is a team of Riverbend Robotics.",
    "## about: About The Job\nCarts.", "## about: About The Team Behind Payments\nCarts.",
    "## about: About Fleetco\nFleetco is a wholly owned part of Riverbend Robotics.",
    "## legal: Equal\nRR is an equal opportunity employer.",
    "## legal: Equal\nCartworks AG is an equal opportunity employer. The employer is Cartworks AG.",
    "## legal: Equal\nThe University is an equal opportunity employer.",
    "## why: The role\nAt Level 5, you own a store.",
    "## legal: Equal\nThe Firm is an equal opportunity employer.", "## about: About Engineering\nWe are 40 people.",
    "## why: The role\nAmazon, Google and Apple are our customers. At first, we sold to one.",
]  # fmt: skip


def names(text: str, company: str = OWN) -> list[str]:
    problems = structure(reading(f"# Carpenter\n{text}", whole=False, company=company))
    return [problem.message for problem in problems if problem.rule == "company.name_mismatch"]


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_the_name_of_another_employer_is_found_where_it_stands(text: str, name: str) -> None:
    posting = reading(text, whole=False, company=OWN)
    found = [problem for problem in structure(posting) if problem.rule == "company.name_mismatch"]
    assert [problem.message for problem in found] == [f"“{name}” is named as the employer, not “{OWN}”"]
    place = found[0].place
    assert place is not None
    assert text.splitlines()[place.line - 1][place.column - 1 :].startswith(name)


@pytest.mark.parametrize("text", SAME)
def test_ways_to_name_the_own_company_are_silent(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", [text for text, _ in OTHERS])
def test_one_name_is_taken_for_the_employer_if_nobody_said_which(text: str) -> None:
    assert names(text, company="") == []


def test_two_names_are_one_too_many_though_nobody_said_which() -> None:
    text = "## about: About Bright & Bold\nWe sell.\n## legal: Equal\nPaintland Inc. is an equal opportunity employer."
    assert names(text, company="") == ["“Paintland Inc” is named as the employer, not “Bright & Bold”"]


def test_an_agency_may_name_itself_and_its_client() -> None:
    legal = "## legal: Equal\nHirewell is an equal opportunity employer."
    text = f"We hire on behalf of Contoso. Join Contoso as a clerk.\n{legal}"
    assert names(text, company="") == []
    assert names(text.replace("We hire on behalf of Contoso. ", ""), company="") != []


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Riverbend Robotics", "Riverbend Robotics, Inc.", True), ("Riverbend Robotics", "riverbend robotics GmbH", True),
    ("Lindqvist & Howe", "Lindqvist Howe", True), ("Lindqvist & Howe", "Lindqvist and Howe Ltd", True),
    ("International Paper", "IP", True), ("The Paper Company", "Paper", True), ("Riverbend", "Contoso", False),
    ("Riverbend Robotics", "Contoso Robotics", False), ("Contoso’s", "Contoso", True), ("Ström AB", "STRÖM", True),
])  # fmt: skip
def test_names_are_compared_loosely(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same
