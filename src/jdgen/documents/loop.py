"""What a sound interview plan keeps to, computed here once: the plan page prints it, and `jdgen check` finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from jdgen.documents.interview import MARK, holders, looks, name_of, timetable
from jdgen.documents.material import Material
from jdgen.documents.wording import counted, in_words, listed, stages
from jdgen.model.family import Stage
from jdgen.model.profile import Profile
from jdgen.model.text import folded

MOST_STAGES = 5
MOST_PER_STAGE = 3
MOST_PER_PERSON = 2
_LOOKS = {"primary": "first", "second": "second"}
_WORK_SAMPLE = "work-sample"


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a plan falls short of a rule; of stage, competencies, rank and person it has those it is about."""

    rule: str
    about: str
    """What the plan page names."""
    stage: Stage | None = None
    keys: tuple[str, ...] = ()
    rank: str = ""
    person: str = ""
    held: tuple[Stage, ...] = ()
    """The stages that the person holds."""


class Promise(NamedTuple):
    """What the plan page says where a plan keeps some rules, and, before the names of what breaks them, where not."""

    kept: str
    broken: str
    rules: frozenset[str]


PROMISES = (
    Promise(
        "every competency that counts has one first and one second look",
        "not every competency that counts has one first and one second look",
        frozenset(("loop.primary", "loop.second")),
    ),
    Promise(
        f"no stage assesses more than {in_words(MOST_PER_STAGE)} competencies",
        f"more than {in_words(MOST_PER_STAGE)} competencies are assessed in one stage",
        frozenset(("loop.load",)),
    ),
    Promise(
        f"there are at most {in_words(MOST_STAGES)} stages, each has its own name and assesses something that counts",
        f"there are more than {in_words(MOST_STAGES)} stages, two share a name, or one assesses nothing that counts",
        frozenset(("loop.stages", "loop.name", "loop.empty")),
    ),
    Promise(
        "each stage has time for what it assesses",
        "there is too little time for what is assessed",
        frozenset(("loop.minutes",)),
    ),
    Promise(
        "a work sample looks at the technical competency that weighs most",
        "no work sample looks at the technical competency that weighs most",
        frozenset(("loop.work_sample",)),
    ),
    Promise(
        "candidates read what a work sample asks for and gives them",
        "candidates do not read what a work sample asks for and gives them",
        frozenset(("loop.task", "loop.given")),
    ),
    Promise(
        "every stage has its interviewer, nobody holds more than two, and two people look at each competency",
        "a stage has no interviewer, somebody holds more than two, or only one person looks at a competency",
        frozenset(("panel.unheld", "panel.same")),
    ),
)
"""What the plan page says of a plan."""
OF_THE_PANEL = PROMISES[-1].rules


def gaps(material: Material, profile: Profile) -> tuple[Gap, ...]:
    """Return every place where the interview plan of a role or an opening falls short."""
    return (*_of_plan(material, profile), *_of_work_samples(material, profile), *_of_panel(material, profile))


def counting(profile: Profile, stage: Stage) -> list[str]:
    """Return the competencies that count and that a stage assesses, the heaviest first."""
    return [key for key in profile.weighted if key in stage.covers]


def minutes_needed(profile: Profile, stage: Stage) -> int:
    """Return the minutes of a stage, or the next multiple of five in which it has five for each competency."""
    keys, longer = counting(profile, stage), stage
    while any(minutes < MARK for minutes in timetable(longer, keys)[1]):
        longer = longer.model_copy(update={"minutes": (longer.minutes // MARK + 1) * MARK})
    return longer.minutes


def named(material: Material) -> bool:
    """Return whether anybody is named for any stage."""
    return any(holders(material, stage) for stage in stages(material))


def _of_plan(material: Material, profile: Profile) -> Iterator[Gap]:
    plan = stages(material)
    for stage in plan[MOST_STAGES:]:
        yield Gap("loop.stages", str(stage.name), stage)
    for stage in plan:
        load = tuple(counting(profile, stage))
        if len(load) > MOST_PER_STAGE:
            yield Gap("loop.load", str(stage.name), stage, load)
        if not load:
            yield Gap("loop.empty", str(stage.name), stage)
        if minutes_needed(profile, stage) > stage.minutes:
            yield Gap("loop.minutes", f"{stage.name} ({counted(stage.minutes, 'minute')})", stage, load)
    named_before: set[str] = set()
    for stage in plan:
        name = folded(stage.name)
        if name in named_before:
            yield Gap("loop.name", str(stage.name), stage)
        named_before.add(name)
    for key in profile.weighted:
        for rank, word in _LOOKS.items():
            holding = [stage for stage in plan if stage.covers.get(key) == rank]
            if not holding:
                yield Gap(f"loop.{rank}", f"{name_of(profile, key)} (no {word} look)", keys=(key,), rank=rank)
            for stage in holding[1:]:
                said = f"{name_of(profile, key)} ({counted(len(holding), f'{word} look')})"
                yield Gap(f"loop.{rank}", said, stage, (key,), rank)


def _of_work_samples(material: Material, profile: Profile) -> Iterator[Gap]:
    plan = stages(material)
    for stage in plan:
        asked = [look.question for look in looks(material, profile, stage) if look.question]
        sample = any(question.type == _WORK_SAMPLE for question in asked)
        said = f"{stage.id} {stage.name} {stage.format or ''}".casefold().replace("-", " ")
        if stage.task and asked and not sample:
            yield Gap("loop.task", str(stage.name), stage)
        if not stage.task and (sample or "work sample" in said):
            yield Gap("loop.given", str(stage.name), stage)
    heaviest = _heaviest(profile)
    if heaviest and not any(stage.task and key in stage.covers for stage in plan for key in heaviest):
        yield Gap("loop.work_sample", listed([name_of(profile, key) for key in heaviest]), keys=heaviest)


def _heaviest(profile: Profile) -> tuple[str, ...]:
    """Return the technical competency that weighs most, or those that do."""
    technical = [key for key in profile.weighted if profile.family.competencies[key].kind == "technical"]
    weights = profile.role.weights
    return tuple(key for key in technical if weights[key] == weights[technical[0]])


def _of_panel(material: Material, profile: Profile) -> Iterator[Gap]:
    plan = stages(material)
    if not named(material):
        return
    held: dict[str, list[Stage]] = {}
    for stage in plan:
        names = dict.fromkeys(holders(material, stage))
        if not names:
            yield Gap("panel.unheld", str(stage.name), stage)
        for name in names:
            held.setdefault(name, []).append(stage)
    for name, its in held.items():
        if len(its) > MOST_PER_PERSON:
            yield Gap("panel.same", f"{name} ({len(its)} stages)", person=name, held=tuple(its))
        both = tuple(key for key in profile.weighted if _alone(material, key, name))
        if both:
            looked = listed([name_of(profile, key) for key in both])
            yield Gap("panel.same", f"{name} ({looked})", keys=both, person=name)


def _alone(material: Material, key: str, name: str) -> bool:
    """Return whether a person is the only one in all the stages that look at a competency, and there are several."""
    covering = [holders(material, stage) for stage in stages(material) if key in stage.covers]
    return len(covering) > 1 and all(set(names) == {name} for names in covering)
