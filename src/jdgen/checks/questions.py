"""Keeps questions and tasks clear of subjects that must not decide about a candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from jdgen.documents.material import Material
from jdgen.documents.once import once
from jdgen.documents.wording import stages
from jdgen.errors import Problem
from jdgen.model.profile import Profile
from jdgen.model.rules import DoNotAsk
from jdgen.model.text import Prose
from jdgen.rules import do_not_ask_patterns


def forbidden(material: Material, profile: Profile) -> Iterator[Problem]:
    """Yield each question, probe and sentence of a task that asks for what must not decide."""
    yield from _in_questions(profile)
    # defense question.tasks: the tasks of candidates are read for such questions, too
    yield from _found(_tasks(material, profile))


@once
def _in_questions(profile: Profile) -> tuple[Problem, ...]:
    return tuple(_found(_questions(profile)))


def _found(texts: Iterable[tuple[str, Prose]]) -> Iterator[Problem]:
    for name, text in texts:
        for entry, words in _asked_about(str(text)):
            # defense question.do_not_ask: a question on what must not decide is found
            said = f"{name} asks about {entry.topic[0].lower()}{entry.topic[1:]}: “{words}”"
            mend = f"where the work gives a reason: “{entry.instead}”"
            yield Problem(said, text.place, mend, "question.do_not_ask")


@lru_cache(maxsize=2048)
def _asked_about(text: str) -> tuple[tuple[DoNotAsk, str], ...]:
    """Return the subjects that a text asks about, each with its words; roles of one family share their questions."""
    words = " ".join(text.split())
    found = ((entry, pattern.search(words)) for entry, pattern in do_not_ask_patterns())
    return tuple((entry, match[0]) for entry, match in found if match)


def _questions(profile: Profile) -> Iterator[tuple[str, Prose]]:
    """Yield what is asked and listened for: the questions of the family and the role, also those that no stage asks."""
    for competency in profile.family.competencies.values():
        for question in competency.questions:
            for text in (question.ask, *question.probes, *question.listen_for):
                yield f"`{question.id}`", text


def _tasks(material: Material, profile: Profile) -> Iterator[tuple[str, Prose]]:
    """Yield what candidates read of the work samples; an opening may bring some of its own."""
    loop = profile.family.loop
    for stage in (*loop, *(stage for stage in stages(material) if stage not in loop)):
        if stage.task:
            for text in (stage.task.brief, *stage.task.given, stage.task.prepare):
                if text:
                    yield f"the task of `{stage.id}`", text
