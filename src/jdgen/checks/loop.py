"""Finds where an interview plan is not sound: what the plan page calls open is a problem here, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from jdgen.documents.loop import MOST_PER_PERSON, MOST_PER_STAGE, MOST_STAGES, Gap, gaps, minutes_needed
from jdgen.documents.material import Material
from jdgen.documents.wording import listed, stages
from jdgen.errors import Place, Problem, plural
from jdgen.model.base import place_of_key
from jdgen.model.family import Stage
from jdgen.model.profile import Profile

_TASK = "write `task:` with a `brief` and what is `given`"


def unsound(material: Material, profile: Profile) -> Iterator[Problem]:
    """Yield where the interview plan of a role or an opening falls short."""
    # defense loop.unsound: an interview plan that does not assess what counts is told
    for gap in gaps(material, profile):
        said, place, mend = WORDED[gap.rule](_Case(material, profile, gap))
        yield Problem(said, place, mend, gap.rule)


class _Case(NamedTuple):
    """A gap and the plan that it is in."""

    material: Material
    profile: Profile
    gap: Gap

    @property
    def stage(self) -> Stage:
        """Return the stage that the gap is about."""
        if self.gap.stage is None:
            raise ValueError(f"a gap of {self.gap.rule} is about a stage")
        return self.gap.stage

    @property
    def plan(self) -> Place | None:
        """Return where the plan stands: in the opening, the role or the family."""
        interview = self.material.opening.interview
        if interview and interview.loop:
            return interview.place_of("loop")
        return self.profile.role.place_of("loop") or self.profile.family.place_of("loop")


_Worded = tuple[str, Place | None, str]


def _stages(case: _Case) -> _Worded:
    said = f"the loop has {len(stages(case.material))} stages; {MOST_STAGES} are enough"
    return said, case.stage.id.place, "merge two of them"


def _load(case: _Case) -> _Worded:
    stage = case.stage
    said = f"the stage `{stage.id}` assesses {len(case.gap.keys)} competencies; {MOST_PER_STAGE} can be rated well"
    return said, stage.place_of("covers"), "give one to another stage"


def _empty(case: _Case) -> _Worded:
    stage = case.stage
    said = f"the stage `{stage.id}` assesses nothing that counts"
    return said, stage.place_of("covers") or stage.id.place, "give it a look of another stage, or drop it"


def _name(case: _Case) -> _Worded:
    stage = case.stage
    said = f"the stage `{stage.id}` has the name of another, “{stage.name}”"
    return said, stage.name.place, "give it a name of its own"


def _minutes(case: _Case) -> _Worded:
    stage = case.stage
    what = f"{len(case.gap.keys)} competencies" if len(case.gap.keys) > 1 else "one competency"
    said = f"the stage `{stage.id}` has {plural(stage.minutes, 'minute')}, too few for {what}"
    needed = minutes_needed(case.profile, stage)
    return said, stage.place_of("minutes"), f"make it {needed} minutes, or give a competency to another stage"


def _look(case: _Case) -> _Worded:
    (key,) = case.gap.keys
    if case.gap.stage:
        said = f"`{key}` is {case.gap.rank} in more than one stage"
        return said, place_of_key(case.gap.stage.covers, key), "leave it to one of them"
    said = f"no stage assesses `{key}` {'first' if case.gap.rank == 'primary' else 'a second time'}"
    return said, case.plan, f"add `{key}: {case.gap.rank}` to the `covers` of a stage"


def _task(case: _Case) -> _Worded:
    stage = case.stage
    said = f"the stage `{stage.id}` has a task, but none of its questions is a work sample"
    mend = "write questions of `type: work-sample`, or take the task out"
    return said, stage.place_of("task"), mend


def _given(case: _Case) -> _Worded:
    stage = case.stage
    return f"the stage `{stage.id}` is a work sample without a task for candidates", stage.id.place, _TASK


def _work_sample(case: _Case) -> _Worded:
    keys = listed([f"`{key}`" for key in case.gap.keys])
    said = f"no work sample looks at {keys}, the technical competency that weighs most"
    return said, case.plan, f"let a stage with a task cover it; {_TASK}"


def _unheld(case: _Case) -> _Worded:
    interview = case.material.opening.interview
    said = f"nobody is named for the stage `{case.stage.id}`, while others have an interviewer"
    place = interview.place_of("panel") if interview else None
    return said, place, f"add `{case.stage.id}` to the `stages` of somebody"


def _same(case: _Case) -> _Worded:
    interview, gap = case.material.opening.interview, case.gap
    entries = interview.panel if interview else ()
    place = next((entry.name.place for entry in entries if entry.name == gap.person), None)
    mend = "name somebody else for one of the stages"
    if gap.keys:
        return f"`{gap.person}` takes every look at {listed([f'`{key}`' for key in gap.keys])}", place, mend
    return f"`{gap.person}` holds {len(gap.held)} stages; {MOST_PER_PERSON} are enough", place, mend


WORDED: dict[str, Callable[[_Case], _Worded]] = {
    "loop.stages": _stages, "loop.load": _load, "loop.name": _name, "loop.empty": _empty, "loop.minutes": _minutes,
    "loop.primary": _look, "loop.second": _look, "loop.task": _task, "loop.given": _given,
    "loop.work_sample": _work_sample, "panel.unheld": _unheld, "panel.same": _same,
}  # fmt: skip
"""What is said of each gap: the words, the place and the mend."""
