"""What the parts of an interview kit share: who asks what in which stage, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jdgen.documents.inline import inlines
from jdgen.documents.material import Material
from jdgen.documents.tree import Box, Cell, Fact, Inlines, Paragraph, Run
from jdgen.documents.wording import stages, words
from jdgen.model.family import Question, Stage
from jdgen.model.profile import Profile

OPENING = 5
"""Minutes for the words at the start."""
CLOSING = {True: 10, False: 5}
"""Minutes for the candidate's questions, in stages of an hour and more and in shorter ones."""
SHORT = 30
"""Stages below these minutes spend a sixth on either end."""
MARK = 5
"""Time marks stand at multiples of these minutes where there is time for it."""
SHARES = {"primary": 2, "second": 1}
RANKS = {"primary": "First look", "second": "Second look"}
NO_EVIDENCE = "No evidence"
NOTHING = "–"
"""What stands in a cell of a grid where a stage does not look, and nobody writes."""
NOT_ASSESSED = f"{NOTHING} means not assessed here."


@dataclass(frozen=True, slots=True)
class Look:
    """One competency in one stage: its question, and when in the stage it is asked, in minutes from the start."""

    key: str
    rank: Literal["primary", "second"]
    question: Question | None
    start: int
    minutes: int


def chosen(material: Material) -> tuple[Stage, ...]:
    """Return the stages that the kit is for."""
    only = material.kit.stage
    return tuple(stage for stage in stages(material) if only in ("", stage.id))


def looks(material: Material, profile: Profile, stage: Stage) -> tuple[Look, ...]:
    """Return what a stage assesses, first looks before second ones and heavy competencies before light ones."""
    keys = sorted(
        (key for key in profile.weighted if key in stage.covers), key=lambda key: stage.covers[key] != "primary"
    )
    start, lengths, _ = timetable(stage, keys)
    found = []
    for key, minutes in zip(keys, lengths, strict=True):
        found.append(Look(key, stage.covers[key], _question(material, profile, stage, key), start, minutes))
        start += minutes
    return tuple(found)


def timetable(stage: Stage, keys: list[str]) -> tuple[int, list[int], int]:
    """Return the minutes of the start, of each competency, and of the end; together they are those of the stage."""
    opening, closing = OPENING, CLOSING[stage.minutes >= 2 * SHORT]
    if stage.minutes < SHORT:
        opening = closing = stage.minutes // 6
    left = stage.minutes - opening - closing
    if not keys:
        return opening, [], closing + left
    unit = MARK if left >= MARK * len(keys) else 1
    shares = [SHARES[stage.covers[key]] for key in keys]
    parts = [left // unit * share // sum(shares) for share in shares]
    # What is left over goes to those that were cut most, the first of them first.
    owed = sorted(range(len(keys)), key=lambda n: parts[n] * sum(shares) - left // unit * shares[n])
    for place in owed[: left // unit - sum(parts)]:
        parts[place] += 1
    lengths = [part * unit for part in parts]
    return opening, lengths, closing + left - sum(lengths)


def _question(material: Material, profile: Profile, stage: Stage, key: str) -> Question | None:
    """Return the question of a stage: the first of those that suit is that of the first look, the others follow."""
    asked = profile.questions(key)
    order, left = _order(material, key)
    place = order.index(stage) + left
    return asked[place] if place < len(asked) else None


def questions_needed(material: Material, key: str) -> int:
    """Return how many questions the looks at a competency take, so that no two stages ask the same one."""
    order, left = _order(material, key)
    return len(order) + left


def _order(material: Material, key: str) -> tuple[list[Stage], int]:
    """Return the stages that look at a competency in the order in which they take its questions, and those to leave."""
    covering = [other for other in stages(material) if key in other.covers]
    order = sorted(covering, key=lambda other: other.covers[key] != "primary")
    # Without a first look, its question is left to the stage that somebody should give it.
    return order, int(bool(order) and order[0].covers[key] != "primary")


def holders(material: Material, stage: Stage) -> tuple[str, ...]:
    """Return who holds a stage: those named for this kit, or by the opening; none if nobody is named."""
    named = material.kit.interviewers
    if named:
        return tuple(dict.fromkeys(named.get(stage.id, ())))
    panel = material.opening.interview.panel if material.opening.interview else ()
    return tuple(dict.fromkeys(str(one.name) for one in panel if stage.id in one.stages))


def candidate_fact(material: Material, prefix: str) -> Fact:
    """Return the candidate, to be filled in where nobody is named; a blind kit asks for a number."""
    label = "Candidate number" if material.kit.blind else "Candidate"
    return filled(label, material.kit.candidate, f"{prefix}.candidate")


def blind_note(material: Material, style: Literal["", "small"] = "") -> tuple[Paragraph, ...]:
    """Return what keeps a blind kit blind, for each page that may be all that somebody gets; nothing of other kits."""
    if not material.kit.blind:
        return ()
    said = (
        "This kit is blind: the candidate has a number and no name. Write neither a name nor a school, a year of "
        "graduation, an address or a photograph on any page, and look up nothing about the person."
    )
    return (Paragraph(words(Run("Blind. ", bold=True), said), style=style),)


def scale(profile: Profile) -> str:
    """Return what the rating words mean, for each page that may be all that somebody gets."""
    lowest, low, meets, above = profile.family.ratings
    return (
        f"“{meets}” is the level that the role expects. “{above}” is one level higher, “{low}” one lower, "
        f"“{lowest}” two."
    )


def filled(label: str, value: str, field: str) -> Fact:
    """Return a fact that is filled in by hand where it is not known."""
    return Fact(label, inlines(value) if value else (), field="" if value else field)


def expected_level(profile: Profile, key: str) -> str:
    """Return the expected level of a competency, such as `Advanced (4 of 5)`."""
    level = profile.role.expects[key]
    return f"{profile.family.proficiency[level - 1]} ({level} of 5)"


def name_of(profile: Profile, key: str) -> str:
    """Return the name of a competency."""
    return str(profile.family.competencies[key].name)


def heads(*names: str) -> tuple[Cell, ...]:
    """Return the head cells of a table."""
    return tuple(Cell(words(name)) for name in names)


def box(label: str, field: str) -> Cell:
    """Return a cell with a box to tick."""
    return Cell((Box(label, field),))


def boxes(options: tuple[str, ...], about: str, field: str) -> Inlines:
    """Return boxes side by side, each followed by its word."""
    found: Inlines = ()
    for option in options:
        name = option.lower().replace(" ", "-")
        found = (*found, Box(f"{about}: {option}", f"{field}.{name}"), Run(f"{option}   "))
    return found
