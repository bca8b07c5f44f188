"""The family of roles: its competencies with anchors and questions, and its interview loop."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jdgen.model.base import Entity, Key, Keyed, Name, OneOrMore
from jdgen.model.text import Prose, Text

Level = Annotated[int, Field(ge=1, le=5)]
SCALE = range(1, 6)
OFFSETS = (-2, -1, 0, 1)
"""What the four rating words mean, counted from the role's expected proficiency."""


class Question(Entity):
    """An interview question with what to probe and what to listen for."""

    id: Name
    """A name that stays when the words change."""
    type: Literal["behavioral", "situational", "work-sample"]
    """What kind of evidence it asks for."""
    levels: OneOrMore[Level] = ()
    """The expected levels it suits; without any, it suits all."""
    ask: Prose
    """The question, asked as written."""
    probes: tuple[Prose, ...] = Field(min_length=1)
    """Follow-up questions."""
    listen_for: tuple[Prose, ...] = Field(min_length=1)
    """Signs of a good answer."""


class Competency(Entity):
    """What a person can do, with five anchors and the questions that assess it."""

    name: Text
    """The name that is printed."""
    kind: Literal["technical", "behavioral"]
    """Which side of the work it belongs to."""
    definition: Prose
    """One sentence on what it is."""
    anchors: Keyed[Level, Prose]
    """One sentence for each of the five levels of proficiency."""
    questions: tuple[Question, ...] = ()
    """Questions that assess it."""

    @model_validator(mode="after")
    def _five_anchors(self) -> Self:
        missing = [str(level) for level in SCALE if level not in self.anchors]
        if missing:
            raise PydanticCustomError(
                "anchors", "`.anchors` lacks level {levels}; there are five, 1 to 5", {"levels": ", ".join(missing)}
            )
        return self


class Task(Entity):
    """A work sample, as the candidate reads it; what is asked for are the questions of the stage."""

    brief: Prose
    """What the work is about, in a few sentences."""
    given: tuple[Prose, ...] = Field(min_length=1)
    """What the candidate gets, and what may be used."""
    prepare: Prose | None = None
    """What to do beforehand, and how long it takes."""


class Stage(Entity):
    """One interview of the loop."""

    id: Name
    """A short name, such as `design`."""
    name: Text
    """The name that candidates read."""
    minutes: Annotated[int, Field(ge=1, le=960)]
    """How long it takes."""
    by: Text
    """Who holds it, such as `staff engineer`."""
    format: Text | None = None
    """How it is held, such as `video call`."""
    covers: Keyed[Key, Literal["primary", "second"]] = Field(default_factory=dict)
    """Competencies it assesses, first or as a second look."""
    task: Task | None = None
    """The work sample, if the stage is one."""


class Family(Entity):
    """What all roles of a family share."""

    extends: Name | None = None
    """The family that this one is a change of."""
    family: Text
    """The name of the family."""
    tagline: Prose | None = None
    """One sentence on what its career ladder offers."""
    proficiency: tuple[Text, ...] = Field(min_length=5, max_length=5)
    """The names of the five levels of proficiency."""
    ratings: tuple[Text, ...] = Field(min_length=4, max_length=4)
    """The four rating words, from two below the expected level to one above."""
    ladder: tuple[Name, ...] = ()
    """The roles of the career ladder, lowest first."""
    competencies: Keyed[Key, Competency] = Field(min_length=1)
    """Competencies by their ids."""
    loop: tuple[Stage, ...] = Field(min_length=1)
    """The interview plan."""
