"""The bridge of a letter: what the job asks for, and how the candidate's story answers it.

What a posting says of itself comes before what a role asks for: a letter quotes the posting that it answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jdgen.documents.inline import inlines
from jdgen.documents.letter_fit import by_story
from jdgen.documents.letter_lines import kind_of
from jdgen.documents.material import Material
from jdgen.documents.selection import BRIDGED, bridged
from jdgen.documents.stories import chosen
from jdgen.documents.tree import Inlines
from jdgen.model.candidate import Bridge
from jdgen.model.text import Prose, Text, folded


class Asked(NamedTuple):
    """Requirements that one answer meets: how they are named, what they say, and the answer, if there is one."""

    names: tuple[str, ...]
    texts: tuple[Inlines, ...]
    answer: Prose | None = None


def asked(material: Material) -> tuple[Asked, ...]:
    """Return two requirements: what the candidate answers first, then what the posting or the role wants shown."""
    found: list[Asked] = []
    known: set[str] = set()
    for one in (*_answers(material), *(Asked((name,), (inlines(text),)) for name, text in wanted(material))):
        names = {folded(name) for name in one.names}
        if len(known) < BRIDGED and not known & names:
            found.append(one)
            known |= names
    # A letter does not begin to quote with a question.
    return tuple(sorted(found, key=lambda one: all(kind_of(text) == "question" for text in one.texts)))


def is_theirs(material: Material, one: Asked) -> bool:
    """Return whether what is asked for stands in the posting of the company that the letter goes to."""
    ids = {str(r.id) for r in material.profile.role.requirements} if material.profile else set()
    # defense letter.theirs: no sentence of a role is quoted to a company that has not posted it
    return bool(material.company.name) or ids.isdisjoint(one.names)


def wanted(material: Material) -> tuple[tuple[str, Text], ...]:
    """Return what may be answered, by name, the most fitting first: a sentence of a posting is its own name."""
    target = material.candidate.target
    if target and target.requirements:
        story = chosen(material).story
        parts = (story.headline, story.problem, story.action, story.result, story.benefit) if story else ()
        told = " ".join(str(part) for part in parts if part)
        asking = [text for text in target.requirements if kind_of(inlines(text)) != "question"]
        lines = asking or target.requirements
        return tuple((str(text), text) for text in (lines[place] for place in by_story([*map(str, lines)], told)))
    return tuple((str(must.id), must.text) for must in bridged(material.profile)) if material.profile else ()


def unused(material: Material) -> tuple[Bridge, ...]:
    """Return the candidate's answers that the letter has no place for."""
    used = [one.answer for one in asked(material)]
    return tuple(bridge for bridge in _all(material) if not any(bridge.text is answer for answer in used))


def _all(material: Material) -> tuple[Bridge, ...]:
    target = material.candidate.target
    return (*(target.bridge if target else ()), *material.candidate.bridge)


def _answers(material: Material) -> Iterator[Asked]:
    """Yield the candidate's answers to what this job asks for, those to this very posting first.

    One answer may meet requirements of several roles; those of this one are quoted.
    """
    for bridge in _all(material):
        texts = {str(name): _text(material, name) for name in bridge.requirement}
        known = {name: inlines(text) for name, text in texts.items() if text}
        # defense letter.this_job: an answer to what this job does not ask for is not in its letter
        if known:
            yield Asked(tuple(known), tuple(known.values()), bridge.text)


def _text(material: Material, name: Text) -> Text | None:
    """Return the sentence that a name stands for: a requirement of the role, or a posting's own words."""
    target = material.candidate.target
    if target and target.requirements:
        return next((text for text in target.requirements if folded(text) == folded(name)), None)
    known = {str(r.id): r.text for r in material.profile.role.requirements} if material.profile else {}
    words_of_posting = " " in name or name != name.lower()
    return known.get(str(name), name if words_of_posting else None)
