"""Proves that what a role asks is what its interviews assess: rules over one role and its interview plan.

Every rule is pure data and takes microseconds. What is worse than these rules, such as a name that leads nowhere, is
refused when the profile is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from jdgen.checks.loop import unsound
from jdgen.checks.questions import forbidden
from jdgen.checks.selection import FEWER_MUSTS
from jdgen.documents import selection
from jdgen.documents.coverage import FEWEST_QUESTIONS
from jdgen.documents.interview import questions_needed
from jdgen.documents.material import Material
from jdgen.documents.once import once
from jdgen.errors import Place, Problem, plural
from jdgen.model.base import place_of_key
from jdgen.model.profile import Profile

FEWEST_COMPETENCIES, MOST_COMPETENCIES = 5, 7
SHORTEST_ANCHOR, LONGEST_ANCHOR = 6, 30
SHARED_RUN = 6
_WORD = re.compile(r"[\w'’-]+")


def disagreements(material: Material) -> Iterator[Problem]:
    """Yield where a role, its family and the interview plan do not fit together."""
    profile = material.profile
    if profile is None:
        return
    yield from _alone(profile)
    yield from _too_few_questions(material, profile)
    yield from _anchors(profile)
    yield from forbidden(material, profile)
    yield from unsound(material, profile)
    yield from _letter(profile)
    # Whoever hires for a role that others wrote cannot give it a band; what an opening lacks is said of the opening.
    if profile.role.pay is None and not material.opening.model_fields_set:
        yield Problem("no pay is given", profile.role.place_of("pay") or _role(profile), rule="pay.missing")


@once
def _alone(profile: Profile) -> tuple[Problem, ...]:
    return (*_requirements(profile), *_duties(profile), *_competencies(profile))


def _role(profile: Profile) -> Place | None:
    return profile.role.title.place


def _requirements(profile: Profile) -> Iterator[Problem]:
    choices = f"one of {', '.join(f'`{key}`' for key in profile.weighted)}"
    # defense req.none: a role that asks for nothing is told
    if not profile.musts:
        mend = "make what nobody can do without `tier: must`"
        yield Problem("the role names no must-have", profile.role.place_of("requirements"), mend, "req.none")
    for must in profile.musts:
        # defense req.competency: each must-have is a matter of a competency that interviews assess
        if not must.competency:
            mend = f"write `competency:` with {choices}"
            yield Problem(f"the must-have `{must.id}` names no competency", must.id.place, mend, "req.competency")
        # defense req.weight: each must-have is a matter of a competency that counts
        elif must.competency not in profile.weighted:
            said = f"the must-have `{must.id}` is a matter of `{must.competency}`, which has no weight"
            mend = f"give it a weight in `weights`, or name {choices}"
            yield Problem(said, must.competency.place, mend, "req.weight")
    for must in profile.musts[selection.MOST_MUSTS :]:
        said = f"`{must.id}` is left out: documents name {selection.MOST_MUSTS} must-haves at most"
        yield Problem(said, must.text.place, FEWER_MUSTS, "req.must_count")


def _duties(profile: Profile) -> Iterator[Problem]:
    for duty in profile.role.duties:
        # defense duty.competency: each duty takes a competency that counts
        if not set(duty.competency) & set(profile.weighted):
            said = f"nothing that the duty `{duty.id}` takes has a weight"
            mend = "name a competency that counts, or drop the duty"
            yield Problem(said, duty.id.place, mend, "duty.competency")


def _competencies(profile: Profile) -> Iterator[Problem]:
    role, count = profile.role, len(profile.weighted)
    if not FEWEST_COMPETENCIES <= count <= MOST_COMPETENCIES:
        said = f"{count} competencies count; {FEWEST_COMPETENCIES} to {MOST_COMPETENCIES} can be judged well"
        mend = "set the weights of the others to 0" if count > MOST_COMPETENCIES else "give more of them a weight"
        yield Problem(said, role.place_of("weights"), mend, "competency.count")
    used = {key for duty in role.duties for key in duty.competency}
    for key in profile.weighted:
        place = place_of_key(role.weights, key)
        # defense competency.duty: nothing counts that no duty takes
        if key not in used:
            mend = f"add `{key}` to a duty, or set its weight to 0"
            yield Problem(f"`{key}` counts, but no duty takes it", place, mend, "competency.duty")


def _too_few_questions(material: Material, profile: Profile) -> Iterator[Problem]:
    for key in profile.weighted:
        asked, level = len(profile.questions(key)), profile.role.expects[key]
        needed = max(FEWEST_QUESTIONS, questions_needed(material, key))
        # defense competency.questions: there are as many questions as looks
        if asked < needed:
            suit = "question that suits" if asked == 1 else "questions that suit"
            said = f"`{key}` has {asked} {suit} level {level}; it takes {needed}"
            mend = f"write another, or add {level} to the `levels` of one"
            where = profile.family.competencies[key].place_of("questions")
            yield Problem(said, where, mend, "competency.questions")


@once
def _anchors(profile: Profile) -> tuple[Problem, ...]:
    return tuple(_of_anchors(profile))


def _of_anchors(profile: Profile) -> Iterator[Problem]:
    for key in profile.weighted:
        anchors = profile.family.competencies[key].anchors
        spoken = {level: [word.casefold() for word in _WORD.findall(text)] for level, text in anchors.items()}
        for level, said in spoken.items():
            if not SHORTEST_ANCHOR <= len(said) <= LONGEST_ANCHOR:
                count = f"anchor {level} of `{key}` has {plural(len(said), 'word')}"
                mend = f"say what is seen, in {SHORTEST_ANCHOR} to {LONGEST_ANCHOR} words"
                yield Problem(count, anchors[level].place, mend, "anchor.length")
        for low, high in combinations(sorted(spoken), 2):
            shared = _shared(spoken[low], spoken[high])
            # defense anchor.distinct: two levels are told apart in words of their own
            if shared:
                message = f"anchors {low} and {high} of `{key}` share “{shared}”"
                yield Problem(message, anchors[high].place, "say what is different", "anchor.distinct")


def _shared(one: list[str], other: list[str]) -> str:
    """Return the first run of six words that two texts share; two alike share all that they have."""
    run = min(SHARED_RUN, len(one), len(other))
    runs = {" ".join(other[at : at + run]) for at in range(len(other) - run + 1)}
    mine = (" ".join(one[at : at + run]) for at in range(len(one) - run + 1))
    return next((words for words in mine if words in runs), "")


def _letter(profile: Profile) -> Iterator[Problem]:
    letter = profile.role.letter
    if letter is None or not letter.show:
        return
    for key in letter.show:
        if key not in profile.weighted:
            said = f"letters should show `{key}`, which has no weight"
            yield Problem(said, key.place, "name competencies that count", "letter.show")
    musts = {must.competency for must in selection.musts(profile)}
    if musts and not musts & set(letter.show):
        said = "no must-have is a matter of what letters should show"
        yield Problem(said, letter.place_of("show"), "name the competency of a must-have", "letter.hook")
