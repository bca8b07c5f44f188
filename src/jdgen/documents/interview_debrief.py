"""The debrief sheet: what all interviewers rated, the score by the rule, and the decision with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdgen.documents.inline import inlines
from jdgen.documents.interview import (
    NOTHING,
    boxes,
    candidate_fact,
    filled,
    heads,
    holders,
    name_of,
)
from jdgen.documents.interview_evidence import evidence
from jdgen.documents.interview_result import below, by_the_rule, mean_of, missing, percent, rule, score
from jdgen.documents.material import Material
from jdgen.documents.retention import kept, told
from jdgen.documents.tree import Block, Break, Cell, Fact, Facts, Inlines, Lines, Paragraph, Run, Section, Table
from jdgen.documents.wording import stages, words
from jdgen.model.profile import Profile
from jdgen.model.scores import RATED, WIDE, Rating, Seat, Tally

CHANGES = 3
"""Rows for ratings that change in the debrief."""
DECISIONS = ("Offer", "No offer", "Talk again")
NONE = "N"
VOTE = "Vote"
"""The head over what interviewers recommend; in large print there is no room for a longer word."""
_FIRST, _LAST = 22, 13
"""The least share of the column of interviewers, and that of what they recommend."""
_RATED = 14
"""The greatest share of the column of a competency."""


def debrief(material: Material, profile: Profile) -> Section:
    """Return the debrief sheet, filled in with the ratings where they are known."""
    result = material.kit.tally
    seats = result.scores.seats if result else _seats(material)
    blocks: list[Block] = [
        Facts(
            (
                candidate_fact(material, "Debrief"),
                filled("Led by", str(material.opening.hiring_manager or ""), "Debrief.lead"),
                filled("Date", "", "Debrief.date"),
                filled("Present", "", "Debrief.present"),
            )
        ),
        Paragraph(words(_legend(profile)), style="small"),
        _grid(material, profile, seats, result),
        Section("score", words("Score"), tuple(_score(material, profile, result)), level=2, keep=True),
        *(evidence(material, profile, result) if result else ()),
        Section("changes", words("Ratings that change, and why"), (_changes(),), level=2, keep=True),
        Section("decision", words("Decision"), _decision(), level=2, keep=True),
        Section("next", words("Next steps"), (_next(material),), level=2, keep=True),
    ]
    return Section("debrief", words("Debrief"), tuple(blocks))


def _seats(material: Material) -> tuple[Seat, ...]:
    return tuple(
        Seat(str(stage.id), name) for stage in stages(material) for name in (holders(material, stage) or ("",))
    )


def _legend(profile: Profile) -> str:
    numbers = ", ".join(f"{number} {word}" for number, word in zip(RATED, profile.family.ratings, strict=True))
    return (
        f"Stage by stage, each interviewer reads out the evidence before the rating. {numbers}, {NONE} no "
        f"evidence, {NOTHING} not assessed here. A spread of {WIDE} points or more is talked about first."
    )


def _grid(material: Material, profile: Profile, seats: tuple[Seat, ...], result: Tally | None) -> Table:
    """Return a row for each seat and a column for each competency, with the numbers that follow below them."""
    keys = profile.weighted
    weights = (Cell(words(str(profile.role.weights[key]))) for key in keys)
    rows = (
        (Cell(words("Weight")), *weights, Cell(words(NOTHING))),
        *_seat_rows(material, keys, seats, result),
        (Cell(words("Mean"), strong=True), *(_mean(key, result) for key in keys), Cell(words(NOTHING))),
        (Cell(words("Spread"), strong=True), *(_spread(key, result) for key in keys), Cell(words(NOTHING))),
    )
    names = (Cell(inlines(name_of(profile, key)), id=key) for key in keys)
    share = min((100 - _FIRST - _LAST) // max(len(keys), 1), _RATED)
    widths = (100 - _LAST - share * len(keys), *(share,) * len(keys), _LAST)
    header = (*heads("Interviewer"), *names, *heads(VOTE))
    return Table("grid", header, rows, widths=widths, row_headers=True, middle=1)


def _seat_rows(
    material: Material, keys: Iterable[str], seats: tuple[Seat, ...], result: Tally | None
) -> Iterator[tuple[Cell, ...]]:
    """Yield the ratings of each seat, and what it recommends; the score does not take that."""
    held = {str(stage.id): stage for stage in stages(material)}
    rated = {(one.seat, one.competency): one for one in result.scores.ratings} if result else {}
    votes = {vote.seat: vote.said for vote in result.scores.votes} if result else {}
    for number, seat in enumerate(seats, 1):
        stage = held.get(seat.stage)
        ratings = (
            _rated(rated.get((seat, key)), f"Debrief.{key}.{number}", asked=bool(stage and key in stage.covers))
            for key in keys
        )
        vote = votes.get(seat, "")
        field = "" if vote else f"Debrief.Vote.{number}"
        yield Cell(_seat(seat, str(stage.name if stage else seat.stage))), *ratings, Cell(words(vote), field=field)


def _seat(seat: Seat, stage: str) -> Inlines:
    return words(Run(seat.interviewer), (Break(),), stage) if seat.interviewer else words(stage)


def _rated(rating: Rating | None, field: str, *, asked: bool) -> Cell:
    if rating is None:
        return Cell((), field=field) if asked else Cell(words(NOTHING))
    return Cell(words(NONE if rating.value is None else str(rating.value)))


def _mean(key: str, result: Tally | None) -> Cell:
    if result is None:
        return Cell((), field=f"Debrief.{key}.mean")
    return Cell(words(Run(mean_of(result, key), bold=True)))


def _spread(key: str, result: Tally | None) -> Cell:
    if result is None:
        return Cell((), field=f"Debrief.{key}.spread")
    if result.scores.mean(key) is None:
        return Cell(words("none"))
    points = result.scores.spread(key)
    return Cell(words(Run(f"{points}, talk", bold=True) if key in result.wide else str(points)))


def _score(material: Material, profile: Profile, result: Tally | None) -> list[Block]:
    if result is None:
        facts = Facts(
            (
                filled("Weighted score", "", "Debrief.score"),
                filled("Coverage", "", "Debrief.coverage"),
                filled("Below the gate", "", "Debrief.gates"),
                filled("Must-haves missing", "", "Debrief.denied"),
            )
        )
        return [Paragraph(words(rule(material)), style="small"), facts]
    facts = Facts(
        (
            filled("Weighted score", score(material, result), ""),
            filled("Coverage", percent(result.coverage), ""),
            filled("Below the gate", below(profile, result), ""),
            filled("Must-haves missing", missing(profile, result), ""),
            Fact("By the rule", words(Run(by_the_rule(material, result), bold=True))),
        )
    )
    return [Paragraph(words(rule(material)), style="small"), facts]


def _changes() -> Table:
    names = ("Interviewer", "Competency", "From", "To", "Reason")
    keys = ("who", "competency", "from", "to", "reason")
    rows = tuple(
        tuple(Cell((), field=f"Debrief.change-{number}.{key}") for key in keys) for number in range(1, CHANGES + 1)
    )
    return Table("grid", heads(*names), rows, widths=(20, 22, 8, 8, 42))


def _decision() -> tuple[Block, ...]:
    people = Facts(
        (
            filled("Decided by", "", "Debrief.decided-by"),
            filled("Decided on", "", "Debrief.decided-on"),
        )
    )
    return (
        Paragraph(boxes(DECISIONS, "Decision", "Debrief.decision"), style="vote"),
        people,
        Lines(2, "Decided against the rule? The reason", "Debrief.override"),
    )


def _next(material: Material) -> Table:
    soon, until = told(material), kept(material)
    steps = (
        ("Tell the candidate" + (f", {soon}" if soon else ""), "tell"),
        ("Tell the others who were interviewed", "others"),
        ("Put all pages into the file" + (f"; they are kept {until}" if until else ""), "file"),
    )
    rows = tuple(
        (Cell(words(step)), Cell((), field=f"Debrief.{key}.who"), Cell((), field=f"Debrief.{key}.by"))
        for step, key in steps
    )
    return Table("grid", heads("Step", "Who", "By"), rows, widths=(56, 24, 20))
