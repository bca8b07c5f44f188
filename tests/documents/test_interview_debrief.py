"""The debrief sheet: who rated what, the score by the rule, and what is done with the pages afterward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from full import line
from hypothesis import given
from hypothesis import strategies as st
from kits import PANEL, cells, facts, fields, kit, lines_of, made, section_of, tables

import faces
import judges
from jdgen.documents.inline import inlines
from jdgen.documents.interview_debrief import debrief
from jdgen.documents.interview_result import as_data, decimal, summary
from jdgen.documents.material import Material
from jdgen.documents.tree import Document, Facts, Run, Section, Table, blocks
from jdgen.model.opening import Location
from jdgen.model.profile import Profile
from jdgen.model.scores import Confirmation, Rating, Scores, Seat, Tally, Vote, tally
from jdgen.model.text import Text
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions

SEATS = (
    Seat("screen", "Ada Okafor"),
    Seat("design", "Bo Lind"),
    Seat("design", "Cleo Marsh-Vandenberg"),
    Seat("work-sample", ""),
    Seat("behavioral", "Ada Okafor"),
)
RATED: dict[str, tuple[int | str | None, ...]] = {
    # None is no evidence, and nothing at all an empty text
    "design": ("", 4, 2, 3, ""),
    "craft": ("", 3, None, 4, ""),
    "operations": ("", 1, 2, "", 2),
    "review": (None, "", "", "", ""),
    "influence": ("", "", "", "", 3),
    "quality": (2, "", "", 3, ""),
}
KEYS = tuple(RATED)
SAID = [
    ["–", "–", "–", "N", "", "2", ""],
    ["4", "3", "1", "–", "–", "–", ""],
    ["2", "N", "2", "–", "–", "–", ""],
    ["3", "4", "–", "–", "–", "3", ""],
    ["–", "–", "2", "", "3", "–", ""],
]
# weights 3 2 2 2 2 1; 3 × 3 + 2 × 7/2 + 2 × 5/3 + 2 × 3 + 1 × 5/2 = 27.8333, divided by 10 of 12
GRID = [
    ["Weight", "3", "2", "2", "2", "2", "1", "–"],
    ["Ada Okafor / Hiring manager screen", *SAID[0]],
    ["Bo Lind / System design interview", *SAID[1]],
    ["Cleo Marsh-Vandenberg / System design interview", *SAID[2]],
    ["Work sample", *SAID[3]],
    ["Ada Okafor / Behavioral interview", *SAID[4]],
    ["Mean", "3.00", "3.50", "1.67", "none", "3.00", "2.50", "–"],
    ["Spread", "2, talk", "1", "1", "none", "0", "1", "–"],
]


def result(rated: Mapping[str, tuple[int | str | None, ...]], **more: Any) -> Tally:
    ratings = tuple(
        Rating(seat, key, value)  # type: ignore[arg-type]  # an empty text is left out
        for key, row in rated.items()
        for seat, value in zip(SEATS, row, strict=True)
        if value != ""
    )
    profile = made().profile
    weights = {key: profile.role.weights[key] for key in profile.weighted}
    musts = frozenset(str(must.competency) for must in profile.musts if must.competency)
    return tally(Scores(SEATS, ratings, **more), weights, musts)


def filled(rated: Mapping[str, tuple[int | str | None, ...]] = RATED, bar: str = "3", **more: Any) -> Document:
    return kit(parts=("debrief",), interview={"panel": PANEL, "bar": bar}, tally=result(rated, **more))


def table_of(tree: Document) -> Table:
    """Return the table of all ratings."""
    (found,) = [table for table in tables(tree, "grid") if line(table.header[-1].inlines) == "Vote"]
    return found


def score(tree: Document) -> dict[str, str]:
    return facts(tree, section_of(tree, "score"))


def test_the_grid_shows_each_rating_where_it_was_given() -> None:
    table = table_of(filled())
    assert [line(cell.inlines) for cell in table.header] == [
        "Interviewer", "System design", "Software construction", "Production ownership", "Review and mentoring",
        "Influence and communication", "Testing and delivery safety", "Vote",
    ]  # fmt: skip
    assert cells(table) == GRID
    assert [line(row[0].inlines) for row in table.rows if row[0].strong] == ["Mean", "Spread"]


def test_a_wide_spread_is_marked_and_no_other() -> None:
    *_, means, spreads = table_of(filled()).rows
    bold = [[i.bold for i in cell.inlines if isinstance(i, Run)] for cell in spreads[1:-1]]
    assert bold == [[key == "design"] for key in RATED]
    assert [[i.bold for i in cell.inlines if isinstance(i, Run)] for cell in means[1:-1]] == [[True]] * len(RATED)


def with_competencies(count: int) -> Profile:
    """Return a role of so many competencies that count, some of them with long names."""
    profile = made().profile
    names = [list(profile.family.competencies)[n % len(profile.family.competencies)] for n in range(count)]
    keys = {f"{name}-{n}": name for n, name in enumerate(names)}
    held = {key: profile.family.competencies[name] for key, name in keys.items()}
    role = profile.role.model_copy(
        update={"weights": dict.fromkeys(keys, 2), "expects": dict.fromkeys(keys, 3), "requirements": ()}
    )
    return replace(profile, role=role, family=profile.family.model_copy(update={"competencies": held}))


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("seats", [1, 4, 12, 80])
def test_the_grid_holds_any_panel_and_any_role(count: int, seats: int) -> None:
    names = tuple(f"Person {n}" for n in range(seats))
    material = made(interviewers={"design": names}, parts=("debrief",))
    profile = with_competencies(count)
    table = next(block for block in debrief(material, profile).blocks if isinstance(block, Table))
    assert (sum(table.widths), min(table.widths) > 0, len(table.widths)) == (100, True, count + 2)
    assert {len(row) for row in (table.header, *table.rows)} == {count + 2}
    heads = [line(row[0].inlines) for row in table.rows]
    # the other three stages have nobody named
    assert len(heads) == seats + 3 + 3
    assert [name for name in names if f"{name} / System design interview" not in heads] == []


def test_the_score_is_that_of_the_table_above() -> None:
    found = score(filled())
    assert (found["Weighted score"], found["Coverage"]) == ("2.78", "83.33 percent")
    assert found["Below the gate"] == "Production ownership (1.67); Review and mentoring (not rated)"
    assert found["Must-haves missing"] == "none"
    assert found["By the rule"] == "No offer, unless the debrief finds otherwise"
    assert fields(filled()).count("Debrief.score") == 0


GOOD = RATED | {"operations": ("", 3, 3, "", 2), "review": (3, "", "", "", "")}


@pytest.mark.parametrize(
    ("rated", "bar", "said"),
    [
        # 3 × 3 + 2 × 7/2 + 2 × 8/3 + 2 × 3 + 2 × 3 + 5/2 = 35.8333, divided by 12 of 12
        (GOOD, "2.98", "Offer"),
        (GOOD, "2.99", "No offer"),
        (GOOD, "3", "No offer"),
        (GOOD | {"review": (None, "", "", "", "")}, "2", "No offer, unless the debrief finds otherwise"),
        (dict.fromkeys(RATED, ("",) * 5), "3", "No rating, no decision"),
        (dict.fromkeys(RATED, (3,) * 5), "3", "Offer"),
        (dict.fromkeys(RATED, (3,) * 5) | {"design": (1,) * 5}, "1", "No offer, unless the debrief finds otherwise"),
    ],
)
def test_the_rule_decides_by_the_bar_of_the_opening(
    rated: Mapping[str, tuple[int | str | None, ...]], bar: str, said: str
) -> None:
    tree = filled(rated, bar)
    assert score(tree)["By the rule"] == said
    (rule,) = [text for text in lines_of(tree, section_of(tree, "score")) if text.startswith("Weighted score =")]
    assert f"Offer at {decimal(Fraction(bar))} or more" in rule


def test_without_a_bar_an_offer_needs_meets() -> None:
    lines = lines_of(kit(parts=("debrief",)), section_of(kit(parts=("debrief",)), "score"))
    assert [text for text in lines if "Offer at 3.00 or more" in text and "rated 2.00 or more" in text] == [lines[1]]


def test_a_must_have_that_was_denied_stands_against_an_offer() -> None:
    musts = {str(must.id): str(must.text) for must in made().profile.musts}
    first, second = list(musts)[:2]
    confirmed = (
        Confirmation(SEATS[1], first, False), Confirmation(SEATS[3], first, True),
        Confirmation(SEATS[1], second, None), Confirmation(SEATS[4], second, True),
    )  # fmt: skip
    found = score(filled(dict.fromkeys(RATED, (4,) * 5), confirmations=confirmed))
    assert found["Must-haves missing"].rstrip(".") == musts[first].rstrip(".")
    assert found["By the rule"] == "No offer, unless the debrief finds otherwise"
    assert (found["Weighted score"], found["Coverage"]) == ("4.00", "100 percent")


def test_recommendations_stand_beside_the_ratings_and_do_not_change_the_score() -> None:
    votes = tuple(Vote(seat, said) for seat, said in zip(SEATS[1:4], ("Strong hire", "No hire", "Hire"), strict=True))
    with_votes = filled(votes=votes)
    assert score(with_votes) == score(filled())
    assert [row[-1] for row in cells(table_of(with_votes))] == ["–", "", "Strong hire", "No hire", "Hire", "", "–", "–"]


@given(st.fractions(0, 400))
def test_a_number_has_two_decimals_half_up(value: Fraction) -> None:
    said = decimal(value)
    assert abs(Fraction(said) - value) <= Fraction(1, 200)
    assert said.partition(".")[2].isdecimal()
    assert len(said.partition(".")[2]) == 2
    assert Fraction(said) > value or value - Fraction(said) < Fraction(1, 200)


@given(st.fractions(1, 4), st.sampled_from([Fraction(3), Fraction(2), Fraction("2.505"), Fraction("1.25")]))
def test_no_printed_number_is_on_the_other_side_of_the_mark(value: Fraction, mark: Fraction) -> None:
    said = Fraction(decimal(value, mark))
    assert (said < mark, said > mark) == (value < mark, value > mark)
    places = len(decimal(value, mark).partition(".")[2])
    assert abs(said - value) <= Fraction(1, 2 * 10**places)
    assert decimal(value, mark) == decimal(value) or places > 2


@pytest.mark.parametrize(
    ("value", "mark", "said"),
    [("1511/504", "3", "2.998"), ("2.505", "2.505", "2.505"), ("499/250", "2", "1.996"), ("3", "3", "3.00"),
     ("29999/10000", "3", "2.9999"), ("2.994", "3", "2.99"), ("3.001", "3", "3.001"), ("2.505", "3", "2.51")],
)  # fmt: skip
def test_as_many_decimals_are_printed_as_tell_the_side(value: str, mark: str, said: str) -> None:
    assert decimal(Fraction(value), Fraction(mark)) == said


def spread_over(mean: Fraction, count: int) -> list[int]:
    """Return so many ratings of a mean."""
    low, more = divmod(int(mean * count), count)
    return [low + 1] * more + [low] * (count - more)


def test_the_printed_score_and_the_decision_agree() -> None:
    material = made(interview={"bar": "3"})
    profile = material.profile
    seats = tuple(Seat("design", f"Person {n}") for n in range(7))
    # 3 × 19/7 + 1 × 23/6 + 8 × 3 = 35.9762, divided by 12
    rated = {key: [3] for key in KEYS} | {"design": [3] * 5 + [2] * 2, "quality": [4] * 5 + [3]}
    weights = {key: profile.role.weights[key] for key in profile.weighted}
    ratings = tuple(Rating(seat, key, value) for key in KEYS for seat, value in zip(seats, rated[key], strict=False))
    close = tally(Scores(seats, ratings), weights, frozenset())
    assert close.score == Fraction(1511, 504)
    told = dict(summary(material, profile, close))
    assert (told["weighted score"], told["by the rule"]) == ("2.998 (bar 3.00)", "No offer")
    data = as_data(material, profile, close)
    assert (data["score"], data["bar"], data["decision"]) == (2.998, 3.0, "none")
    tree = kit(parts=("debrief",), interview={"bar": "3"}, tally=close)
    assert score(tree)["Weighted score"] == "2.998"


def test_a_bar_is_printed_as_it_was_typed() -> None:
    tree = filled(GOOD, "2.505")
    (rule,) = [text for text in lines_of(tree, section_of(tree, "score")) if text.startswith("Weighted score =")]
    assert "Offer at 2.505 or more" in rule
    told = made(interview={"bar": "2.505"})
    assert as_data(told, told.profile, result(GOOD))["bar"] == 2.505


def test_a_mean_below_the_gate_does_not_look_like_the_gate() -> None:
    seats = tuple(Seat("design", f"Person {n}") for n in range(250))
    values = spread_over(Fraction(499, 250), 250)
    ratings = tuple(Rating(seat, "operations", value) for seat, value in zip(seats, values, strict=True))
    found = tally(Scores(seats, ratings), {"operations": 2}, frozenset({"operations"}))
    tree = kit(parts=("debrief",), tally=found)
    assert found.gates == ("operations",)
    assert score(tree)["Below the gate"] == "Production ownership (1.996)"
    assert cells(table_of(tree))[-2][3] == "1.996"
    told = as_data(made(), made().profile, found)
    assert [one["mean"] for one in told["competencies"] if one["id"] == "operations"] == [1.996]


def written() -> Tally:
    """Return a result in which everything that can have evidence has a text of its own."""
    musts = [str(must.id) for must in made().profile.musts]
    ratings = tuple(
        Rating(seat, key, (None, 1, 2, 3, 4)[n % 5], f"rated <{key}> *{n}*")
        for key in (*KEYS, "learning")
        for n, seat in enumerate(SEATS)
    )
    answers = tuple(
        Confirmation(seat, must, (True, False, None)[n % 3], f"asked |{must}| {n}")
        for must in musts
        for n, seat in enumerate(SEATS)
    )
    votes = tuple(Vote(seat, "" if n else "Hire", f"advice {n} & more") for n, seat in enumerate(SEATS))
    weights = {key: made().profile.role.weights[key] for key in KEYS}
    return tally(Scores(SEATS, ratings, answers, votes), weights, frozenset())


def test_all_that_was_written_stands_in_every_format(tmp_path: Path) -> None:
    found = written()
    tree = kit(parts=("debrief",), tally=found)
    entries = (*found.scores.ratings, *found.scores.confirmations, *found.scores.votes)
    texts = {entry.evidence for entry in entries}
    assert len(texts) == len(entries) > 60
    for suffix in faces.SUFFIXES:
        if suffix == "pdf" and judges.needs("poppler"):
            continue
        path = tmp_path / f"debrief.{suffix}"
        path.write_bytes(render(tree, suffix, PageOptions()))
        assert faces.difference(suffix, tree, faces.read(path, "rubric", "letter")) == ""
    assert texts - {row[3] for row in cells(section_of(tree, "evidence").blocks[0])} == set()


def test_evidence_stands_beside_who_gave_it_and_the_rating_in_words() -> None:
    musts = {str(must.id): line(inlines(must.text)) for must in made().profile.musts}
    first, second, third = list(musts)[:3]
    found = Scores(
        SEATS,
        (
            Rating(SEATS[1], "design", 3, "drew the queue"), Rating(SEATS[2], "design", 1),
            Rating(SEATS[2], "craft", 2), Rating(SEATS[4], "quality", 4, "tested first"),
            Rating(SEATS[0], "quality", None, "ran out of time"),
        ),
        (
            Confirmation(SEATS[1], first, True), Confirmation(SEATS[4], first, False, "no document"),
            Confirmation(SEATS[3], first, None), Confirmation(SEATS[1], second, True),
            Confirmation(SEATS[3], third, None, "will ask again"),
        ),
        (Vote(SEATS[1], "Hire"), Vote(SEATS[4], "No hire", "for the team")),
    )  # fmt: skip
    tree = kit(parts=("debrief",), tally=tally(found, {"design": 3, "craft": 2, "quality": 1}, frozenset()))
    table = section_of(tree, "evidence").blocks[0]
    assert [line(cell.inlines) for cell in table.header][1:] == ["Interviewer", "Rating", "Evidence"]
    behavioral, design = "Ada Okafor (Behavioral interview)", "Bo Lind (System design interview)"
    assert cells(table) == [
        ["System design", design, "Meets", "drew the queue"],
        ["System design", "Cleo Marsh-Vandenberg (System design interview)", "Well below", ""],
        ["Testing and delivery safety", behavioral, "Above", "tested first"],
        ["Testing and delivery safety", "Ada Okafor (Hiring manager screen)", "No evidence", "ran out of time"],
        [musts[first], design, "Met", ""],
        [musts[first], behavioral, "Missing", "no document"],
        [musts[third], "Work sample", "Not asked", "will ask again"],
        ["Recommendation", behavioral, "No hire", "for the team"],
    ]


def test_a_blank_debrief_and_one_without_evidence_have_no_such_part() -> None:
    for tree in (kit(parts=("debrief",)), filled(dict.fromkeys(RATED, (3,) * 5))):
        assert [b.id for b in blocks(tree) if isinstance(b, Section) and b.id == "evidence"] == []


def test_a_filled_debrief_does_not_take_the_name_of_a_blank_one() -> None:
    assert kit(parts=("debrief",)).record.variant == ("debrief",)
    assert filled().record.variant == ("debrief", "scored")
    named = kit(parts=("debrief",), tally=result(RATED), blind=True, candidate="C-17")
    assert named.record.variant == ("debrief", "scored", "blind", "for", "C-17")


def test_changes_need_a_reason_and_an_override_too() -> None:
    tree = kit(parts=("debrief",))
    changes = section_of(tree, "changes").blocks[0]
    assert [line(cell.inlines) for cell in changes.header] == ["Interviewer", "Competency", "From", "To", "Reason"]
    assert [[cell.field for cell in row] for row in changes.rows] == [
        [f"Debrief.change-{n}.{key}" for key in ("who", "competency", "from", "to", "reason")] for n in (1, 2, 3)
    ]
    decision = section_of(tree, "decision")
    assert [block.field for block in decision.blocks if hasattr(block, "count")] == ["Debrief.override"]
    people = [fact.label for block in decision.blocks if isinstance(block, Facts) for fact in block.facts]
    assert people == ["Decided by", "Decided on"]


PLACES = {
    "none": ([], "", ""),
    "US": ([("US", "CO")], "one year", ""),
    "California": ([("US", "CA")], "four years", ""),
    "the longest": ([("US", "CO"), ("US", "CA")], "four years", ""),
    "Ontario": ([("CA", "ON")], "three years", "within 45 days of the interview"),
    "Quebec": ([("CA", "QC")], "", ""),
    "Germany": ([("DE", "CA")], "", ""),
    "Ontario and the US": ([("US", "NY"), ("CA", "ON")], "three years", "within 45 days of the interview"),
}


def at(
    places: list[tuple[str, str]], interview: Mapping[str, Any] | None = None, hires_in: tuple[str, ...] = ()
) -> Material:
    """Return the material of a kit for an opening at some places."""
    found = made(interview=interview)
    locations = tuple(Location(country=country, region=region) for country, region in places)
    opening = found.opening.model_copy(update={"locations": locations, "hires_in": tuple(map(Text, hires_in))})
    return replace(found, opening=opening)


def periods(tree: Document) -> tuple[str, str, str, str]:
    """Return how long notes are kept by the cover, the debrief and the candidate's page, and when one is told."""
    steps = cells(section_of(tree, "next").blocks[0])
    (notes,) = [text for text in lines_of(tree, section_of(tree, "notes")) if text.startswith("Interviewers write")]
    keep = facts(tree, section_of(tree, "cover"))["Notes are kept"]
    return keep, steps[2][0], notes, steps[0][0]


@pytest.mark.parametrize("label", PLACES)
def test_the_law_of_the_place_says_how_long_notes_are_kept(label: str) -> None:
    places, years, told = PLACES[label]
    tree = compose("rubric", at(places))
    *kept, next_step = periods(tree)
    if years:
        assert [f"for at least {years} after the decision" in text for text in kept[:2]] == [True] * 2
    else:
        assert (kept[0], [text for text in kept if "year" in text]) == ("", [])
        assert fields(tree).count("Cover.keep") == 1
    assert next_step.startswith("Tell the candidate")
    assert next_step.removeprefix("Tell the candidate").lstrip(", ").startswith(told)
    assert bool(next_step.removeprefix("Tell the candidate")) == bool(told)


def test_a_remote_opening_keeps_to_where_it_hires() -> None:
    assert "four years" in periods(compose("rubric", at([], hires_in=("US-NV", "US-CA"))))[0]
    assert "one year" in periods(compose("rubric", at([], hires_in=("US-NV",))))[0]
    assert periods(compose("rubric", at([], hires_in=("United Kingdom",))))[0] == ""


def test_a_law_that_we_are_not_sure_of_is_to_be_confirmed_and_only_by_the_panel() -> None:
    found = {label: periods(compose("rubric", at(places))) for label, (places, *_) in PLACES.items()}
    assert {label for label, texts in found.items() if "have this confirmed" in texts[0]} == {
        "US", "California", "the longest",
    }  # fmt: skip
    assert [label for label, texts in found.items() if "confirmed" in texts[2] or "CFR" in texts[2]] == []


@pytest.mark.parametrize(
    ("until", "said"),
    [("2029-03-01", "until March 1, 2029"), ("the end of the next year", "until the end of the next year")],
)
def test_the_opening_comes_before_the_law(until: str, said: str) -> None:
    *kept, _ = periods(compose("rubric", at([("US", "CA")], {"keep_notes_until": until})))
    assert [said in text for text in kept] == [True] * 3
    assert [text for text in kept if "years" in text] == []
    assert kept[0] == said
