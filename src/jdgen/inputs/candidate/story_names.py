"""What a candidate's file calls by name: its stories, and the competencies that they show."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from jdgen.errors import Place, Problem, nearest, printable
from jdgen.model.candidate import Candidate
from jdgen.model.profile import Profile

_NEARLY = 0.8
"""How alike two names are of which one is a typing mistake."""


def misnamed(candidate: Candidate, profile: Profile | None) -> Iterator[Problem]:
    """Yield each story that is asked for and not there, each id that two stories have, each misspelled competency."""
    ids: set[str] = set()
    for story in candidate.stories:
        if story.id in ids:
            yield Problem(f"two stories are called `{story.id}`", story.id.place, "give one of them another id")
        ids.add(story.id)
    told = candidate.target.story if candidate.target else None
    if told and told not in ids:
        yield no_story(candidate, told, told.place)
    if profile:
        yield from _competencies(candidate, profile)


def stale(candidate: Candidate) -> Iterator[Problem]:
    """Yield each story that is not there and that another job is to tell: it stops no letter but its own."""
    ids = {story.id for story in candidate.stories}
    here = candidate.target.story if candidate.target else None
    for name in (job.story for job in candidate.targets if job.story and job.story not in ids):
        if here is None or name.place != here.place:
            yield no_story(candidate, name, name.place)


def no_story(candidate: Candidate, name: str, place: Place | None) -> Problem:
    """Return the problem of a story that is not there."""
    ids = {str(story.id) for story in candidate.stories}
    hint = nearest(name, ids) or (f"the stories are {_listed(ids)}" if ids else "no story is in `stories` yet")
    return Problem(f"there is no story `{printable(name, 60)}`", place, hint)


def _competencies(candidate: Candidate, profile: Profile) -> Iterator[Problem]:
    """Yield what is nearly a competency; a candidate may have stories for roles of other families."""
    known = [str(key) for key in profile.family.competencies]
    for story in candidate.stories:
        for name in story.competencies:
            near = get_close_matches(name, known, n=1, cutoff=_NEARLY)
            if name not in known and near:
                yield Problem(f"there is no competency `{name}`", name.place, f"did you mean `{near[0]}`?")


def _listed(ids: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(ids))
