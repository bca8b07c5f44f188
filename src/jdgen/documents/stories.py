"""Which of a candidate's stories a letter tells: the one that shows what the job wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jdgen.documents.material import Material
from jdgen.documents.selection import bridged, stems
from jdgen.documents.wording import counted, listed
from jdgen.model.candidate import Story

_SHOWN, _WEIGHED, _WORDS_MOST = 10, 3, 9
"""What a story gains for a competency that the role wants shown, for another that counts, and for shared words."""


class Choice(NamedTuple):
    """The story of a letter, why it is that one, and one that would fit better but is not told to its end."""

    story: Story | None
    why: str
    better: Story | None = None


def chosen(material: Material) -> Choice:
    """Return the story that a letter tells: the one that its target names, else the one that fits best.

    A story that has all three parts comes before one that lacks some; among equals the order of the file decides.
    """
    stories = material.candidate.stories
    if not stories:
        return Choice(None, "")
    target = material.candidate.target
    named = next((story for story in stories if target and story.id == target.story), None)
    if named:
        return Choice(named, "it is the one that you named")
    ranked = sorted(stories, key=lambda story: -fit(material, story))
    whole = [story for story in ranked if is_whole(story)]
    story = (whole or ranked)[0]
    better = ranked[0] if fit(material, ranked[0]) > fit(material, story) else None
    return Choice(story, _why(material, story, len(stories)), better)


def is_whole(story: Story) -> bool:
    """Return whether a story has its problem, its action and its result."""
    return bool(story.problem and story.action and has_result(story))


def has_result(story: Story) -> bool:
    """Return whether a story says how it ended: in words, by a figure, or by who else gained."""
    return bool(story.result or story.measure or story.benefit)


def explained(material: Material) -> tuple[str, ...]:
    """Return which story the letter tells and why, and which one would fit better if it were told to its end."""
    choice = chosen(material)
    if choice.story is None:
        return ()
    lines = [f"story {choice.story.id}: {choice.why}"]
    if choice.better:
        parts = {"problem": choice.better.problem, "action": choice.better.action, "result": has_result(choice.better)}
        lacking = " or ".join(name for name, part in parts.items() if not part)
        lines.append(f"story {choice.better.id} fits better, but has no {lacking} yet")
    return tuple(lines)


def fit(material: Material, story: Story) -> int:
    """Return how well a story suits the job, in points; only their order means something."""
    points = 0
    shown = _shown(material)
    for index, key in enumerate(shown):
        points += (_SHOWN - min(index, _SHOWN - _WEIGHED - 1)) if key in story.competencies else 0
    weighted = material.profile.weighted if material.profile else {}
    points += sum(_WEIGHED for key in weighted if key in story.competencies and key not in shown)
    return points + min(len(_shared(material, story)), _WORDS_MOST)


def requirements(material: Material) -> tuple[str, ...]:
    """Return what the job asks for in words: what the posting says, or else the must-haves of the role."""
    target = material.candidate.target
    if target and target.requirements:
        return tuple(map(str, target.requirements))
    return tuple(str(must.text) for must in bridged(material.profile)) if material.profile else ()


def _shown(material: Material) -> list[str]:
    hints = material.profile.role.letter if material.profile else None
    return [str(key) for key in hints.show] if hints else []


def _shared(material: Material, story: Story) -> frozenset[str]:
    """Return the beginnings of the words that a story and what the job asks for have in common."""
    return _of(_told(story)) & _of(requirements(material))


def _told(story: Story) -> Iterable[str]:
    parts = (story.headline, story.problem, story.action, story.result, story.benefit)
    return (str(part) for part in parts if part)


def _of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems(text))


def _why(material: Material, story: Story, count: int) -> str:
    if count == 1:
        return "it is the only one"
    names = material.profile.family.competencies if material.profile else {}
    weighted = material.profile.weighted if material.profile else {}
    for keys, said in ((_shown(material), "which this role wants to see"), (weighted, "which counts in this role")):
        shown = [str(names[key].name) for key in keys if key in story.competencies and key in names]
        if shown:
            return f"it shows {listed(shown)}, {said}"
    shared = len(_shared(material, story))
    if shared:
        return f"it shares {counted(shared, 'word')} with what the job asks for"
    return "no other one fits better"
