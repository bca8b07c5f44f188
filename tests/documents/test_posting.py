"""The posting: its sections in the reader's order, selected from the role and never dumped."""

from __future__ import annotations

from pathlib import Path

import pytest
from full import FULL, made_of, said, sections

from jdgen.checks.selection import left_out
from jdgen.documents.posting import posting
from jdgen.documents.tree import Bullets, Document, blocks, plain
from jdgen.pipeline import compose
from making import EXAMPLE, document, material

ORDER = [
    "facts", "why", "duties", "success", "must", "nice", "offer", "conditions", "process", "apply", "about", "legal",
]  # fmt: skip


def entries(tree: Document, section: str) -> list[tuple[str, str]]:
    """Return id and text of the list entries of a section."""
    (found,) = [s for s in tree.sections if s.id == section]
    lists = [block for block in found.blocks if isinstance(block, Bullets)]
    return [(item.id, plain(item.inlines)) for block in lists for item in block.items]


def test_sections_and_their_order() -> None:
    full = compose("posting", made_of(FULL))
    assert list(sections(full)) == [
        (1, "facts", ""),
        (1, "why", "Why this role exists"),
        (1, "duties", "What you will do"),
        (1, "success", "What success looks like"),
        (1, "must", "Must have"),
        (1, "nice", "Nice to have, not required to apply"),
        (1, "offer", "Pay and benefits"),
        (1, "conditions", "Good to know"),
        (1, "process", "How we hire"),
        (1, "apply", "How to apply"),
        (1, "about", "About Acme Pumps"),
        (1, "legal", "Equal opportunity"),
    ]


@pytest.mark.parametrize("name", EXAMPLE)
def test_an_example_has_them_in_the_same_order(name: str) -> None:
    found = [section.id for section in document("posting", name).sections]
    assert found == [section for section in ORDER if section in found]
    assert len(found) >= 10


def test_duties_are_selected() -> None:
    role = made_of(FULL).profile.role
    assert len(role.duties) == 10
    chosen = [identity for identity, _ in entries(document("posting"), "duties")]
    essential = [duty.id for duty in role.duties if duty.essential]
    assert chosen == [*essential, *[duty.id for duty in role.duties if not duty.essential]][:8]


def duty(number: int, *, essential: bool) -> list[str]:
    values = {
        "id": f"d-{number}",
        "text": f"Duty {number}.",
        "essential": str(essential).lower(),
        "competency": "craft",
    }
    return [f"role.duties[{number}].{key}={value}" for key, value in values.items()]


@pytest.mark.parametrize("essential", [0, 1, 3, 8, 12])
def test_the_essential_ones_come_first(essential: int) -> None:
    settings = [s for n in range(12) for s in duty(n, essential=n >= 12 - essential)]
    found = entries(document("posting", "riverbend", *settings), "duties")
    wanted = [*range(12 - essential, 12), *range(12 - essential)][:8]
    assert found == [(f"d-{n}", f"Duty {n}.") for n in wanted]


@pytest.mark.parametrize(
    ("essential", "words"),
    [
        (0, []),
        (1, ["The first of these is essential to the job."]),
        (7, ["The first seven are essential to the job."]),
        (8, []),
    ],
)
def test_how_many_are_essential(essential: int, words: list[str]) -> None:
    settings = [s for n in range(10) for s in duty(n, essential=n < essential)]
    lines = said("posting", material(EXAMPLE["riverbend"], *settings))["duties"]
    assert lines[9:] == words


def requirement(number: int, tier: str, competency: str = "craft") -> list[str]:
    values = {
        "id": f"r-{number}",
        "tier": tier,
        "group": "technical",
        "text": f"Can do {number}.",
        "competency": competency,
    }
    return [f"role.requirements[{number}].{key}={value}" for key, value in values.items()]


def test_musts_stand_apart_from_what_is_nice_and_both_are_few() -> None:
    settings = [s for n in range(18) for s in requirement(n, "must" if n % 2 == 0 else "nice")]
    tree = document("posting", "riverbend", *settings)
    assert [identity for identity, _ in entries(tree, "must")] == ["r-0", "r-2", "r-4", "r-6", "r-8", "r-10"]
    assert [identity for identity, _ in entries(tree, "nice")] == ["r-1", "r-3", "r-5", "r-7"]


def test_of_many_musts_the_first_stay_and_the_others_are_named() -> None:
    settings = [s for n in range(18) for s in requirement(n, "must" if n < 8 else "nice")]
    tree = document("posting", "riverbend", *settings)
    assert [identity for identity, _ in entries(tree, "must")] == [f"r-{n}" for n in range(6)]
    notices = [str(notice) for notice in left_out(material(EXAMPLE["riverbend"], *settings), ["posting"])]
    assert [notice.partition("is left out")[0][-6:] for notice in notices] == ["`r-6` ", "`r-7` "]


def test_pay_of_a_place_stands_for_itself() -> None:
    place = "opening.locations[0].pay"
    pay = {"min": "30", "max": "41.50", "currency": "USD", "per": "hour", "note": "with tips"}
    given = material(
        EXAMPLE["riverbend"], "opening.pay=null", *(f"{place}.{key}={value}" for key, value in pay.items())
    )
    lines = said("posting", given)
    assert lines["facts"][:2] == ["Pay", "Denver, CO: $30.00 – $41.50 an hour"]
    assert lines["offer"][1] == "In Denver, CO: $30.00 – $41.50 an hour; with tips"


def test_neither_pay_nor_benefits_is_no_section() -> None:
    lines = said(
        "posting", material(EXAMPLE["riverbend"], "opening.pay=null", "opening.equity=null", "company.benefits=null")
    )
    assert "offer" not in lines
    assert "Pay" not in lines["facts"]


@pytest.mark.parametrize(
    ("empty", "paid", "shown"),
    [
        (["benefits"], [], ["There are no benefits beside the pay."]),
        (["other_compensation"], [], ["Nothing is paid beside the base pay."]),
        (
            ["other_compensation", "benefits"], [],
            ["Nothing is paid beside the base pay.", "There are no benefits beside the pay."],
        ),
        (["other_compensation"], ["opening.bonus=A goose"], ["Bonus: A goose"]),
        ([], [], []),
    ],
)  # fmt: skip
def test_an_empty_list_says_that_there_is_nothing(
    empty: list[str], paid: list[str], shown: list[str], tmp_path: Path
) -> None:
    company = tmp_path / "company.yaml"
    company.write_text("name: Riverbend Robotics\n" + "".join(f"{name}: []\n" for name in empty), encoding="utf-8")
    given = material(EXAMPLE["riverbend"], "opening.equity=null", *paid, company=company)
    title = "Pay and benefits" if "benefits" in empty else "Pay"
    assert said("posting", given)["offer"] == [title, "$158,000 – $189,000 a year", *shown]
    (offer,) = (section for section in posting(given, given.profile).sections if section.id == "offer")
    places = [item.place.source for item in offer.blocks[0].items[1:] if item.place]
    assert places == ([company.as_posix()] * len(shown) if not paid else ["--set opening.bonus"])


def test_pay_of_several_places_has_a_row_of_its_own() -> None:
    pay = {"min": "1", "max": "2", "currency": "USD", "per": "hour"}
    several = [f"opening.locations[0].pay.{key}={value}" for key, value in pay.items()]
    labels = []
    for settings in ([], several):
        given = material(EXAMPLE["riverbend"], *settings)
        (facts,) = posting(given, given.profile).sections[0].blocks
        labels.append([[fact.label for fact in row] for row in facts.rows[:2]])
    assert labels == [[["Pay", "Contract"], ["Team", "Start"]], [["Pay"], ["Contract", "Team"]]]


def test_short_closing_parts_stay_together() -> None:
    kept = []
    for settings in ([], [f"company.about={'word ' * 130}"]):
        given = material(EXAMPLE["riverbend"], *settings)
        kept.append({section.id for section in posting(given, given.profile).sections if section.keep})
    assert kept == [{"apply", "about"}, {"apply"}]


def test_values_know_where_they_were_written() -> None:
    given = material(EXAMPLE["riverbend"])
    tree = posting(given, given.profile)
    (facts,) = tree.sections[0].blocks
    source = EXAMPLE["riverbend"].opening.as_posix()
    places = {fact.label: fact.place for fact in facts.facts}
    assert {label: place.source for label, place in places.items() if place} == dict.fromkeys(
        ["Pay", "Contract", "Team", "Apply by", "Requisition"], source
    )
    lines = EXAMPLE["riverbend"].opening.read_text(encoding="utf-8").splitlines()
    assert {label: lines[place.line - 1].split(":")[0] for label, place in places.items() if place} == {
        "Pay": "pay", "Contract": "employment_type", "Team": "team", "Apply by": "deadline",
        "Requisition": "requisition",
    }  # fmt: skip
    items = [item for block in blocks(tree) if isinstance(block, Bullets) for item in block.items]
    assert [item for item in items if item.id and item.place is None] == []
    assert len([item for item in items if item.id]) == 8 + 6 + 4 + 4
