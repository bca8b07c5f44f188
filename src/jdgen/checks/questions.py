"""Keeps questions and tasks clear of subjects that must not decide about a candidate."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.material import Material
from jdgen.documents.wording import stages
from jdgen.errors import Problem
from jdgen.model.profile import Profile
from jdgen.model.text import Prose
from jdgen.rules import do_not_ask_patterns


def forbidden(material: Material, profile: Profile) -> Iterator[Problem]:
    """Yield each question, probe and sentence of a task that asks for what must not decide."""
    for name, text in (*_questions(profile), *_tasks(material, profile)):
        words = " ".join(text.split())
        for entry, pattern in do_not_ask_patterns():
            found = pattern.search(words)
            if found:
                said = f"{name} asks about {entry.topic[0].lower()}{entry.topic[1:]}: “{found[0]}”"
                mend = f"where the work gives a reason: “{entry.instead}”"
                yield Problem(said, text.place, mend, "question.do_not_ask")


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
