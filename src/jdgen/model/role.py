"""The role profile: one role as data, from which every document about it is made."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from jdgen.model.base import Day, Entity, Key, Keyed, Name, OneOrMore
from jdgen.model.family import Competency, Level, Stage
from jdgen.model.market import Market
from jdgen.model.pay import Pay
from jdgen.model.text import Prose, Text

_SPAN = re.compile(r"[1-9]\d? (day|week|month|year)s?")


def _span(value: str) -> str:
    if not _SPAN.fullmatch(value):
        raise PydanticCustomError("span", "must be a span such as `3 months`")
    return value


Weight = Annotated[int, Field(ge=0, le=9)]
Span = Annotated[str, AfterValidator(_span)]


class Years(Entity):
    """Years of experience; `12+` is `min: 12`."""

    min: Annotated[int, Field(ge=0, le=60)]
    """At least."""
    max: Annotated[int, Field(ge=0, le=60)] | None = None
    """At most."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise PydanticCustomError(
                "years_order", "`.min` {low} is above `.max` {high}", {"low": str(self.min), "high": str(self.max)}
            )
        return self


class Alternative(Entity):
    """Another way to qualify."""

    education: Prose
    """The schooling, or what stands for it."""
    years: Years | None = None
    """The experience that goes with it."""


class Codes(Entity):
    """What the role is called in public classifications."""

    onet: Text | None = None
    """O*NET-SOC code."""
    esco: Text | None = None
    """ESCO occupation id."""
    isco: Text | None = None
    """ISCO-08 group."""


class Meta(Entity):
    """About the profile itself."""

    updated: Day | None = None
    """The day its content was last reviewed."""


class Topic(Entity):
    """One part of the overview."""

    id: Name
    """A name that stays when the words change."""
    heading: Text
    """What it is about."""
    text: Prose
    """The paragraph."""
    competency: Name | None = None
    """The competency it explains."""


class Duty(Entity):
    """Something the person in the role does."""

    id: Name
    """A name that stays when the words change."""
    text: Prose
    """One sentence that begins with a verb."""
    essential: bool = False
    """True for a function the job cannot do without."""
    competency: OneOrMore[Name] = Field(min_length=1)
    """The competencies it takes."""


class Requirement(Entity):
    """Something the person in the role must have, or had better have; one sentence in every document."""

    id: Name
    """A name that stays when the words change."""
    tier: Literal["must", "nice"]
    """Whether it is required to apply."""
    group: Literal["education", "experience", "technical", "practice", "collaboration"]
    """What kind of requirement it is."""
    text: Prose
    """One statement without a pronoun."""
    competency: Name | None = None
    """The competency that assesses it."""
    checked_by: OneOrMore[Literal["resume", "interview", "work-sample", "reference"]] = ()
    """How it is verified."""
    credential: Literal[
        "high school", "associate degree", "bachelor degree", "professional certificate", "postgraduate degree"
    ] | None = None
    """The credential it names; job boards are told of that of a must."""
    equivalent_experience: bool = False
    """True if experience stands for the credential; for job boards, `years` then says how much."""


class Advance(Entity):
    """The next rung."""

    to: Text
    """A role, or the title of one that has no profile."""
    signs: tuple[Prose, ...] = ()
    """What shows that someone is ready."""


class Certification(Entity):
    """A certificate that employers know."""

    name: Text
    """Its name."""
    tier: Literal["required", "recommended"]
    """How much it counts."""


class Move(Entity):
    """A next step of a career."""

    to: Text
    """The title."""
    track: Text
    """The track, such as `technical`."""
    text: Prose
    """Whom it suits."""


class Equivalent(Entity):
    """What another employer calls the role."""

    scheme: Text
    """Whose naming it is."""
    name: Text
    """The name there."""


class Answer(Entity):
    """A frequent question and its answer."""

    question: Text
    """The question."""
    answer: Prose
    """The answer."""


class Related(Entity):
    """A role nearby: one with a profile, or a title."""

    role: Name | None = None
    """A role of the library."""
    title: Text | None = None
    """A title without a profile."""
    pay: Pay | None = None
    """Its pay."""
    summary: Prose | None = None
    """What it does."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not (self.role or self.title):
            raise PydanticCustomError("related", "`.role` or `.title` is missing")
        return self


class LetterHints(Entity):
    """What a letter for this role should show."""

    show: tuple[Name, ...] = ()
    """Competencies to show, the most telling first."""
    hint: Prose | None = None
    """What story to tell."""


class Role(Entity):
    """One role; a requirement of it is the same sentence in every document."""

    extends: Text | None = None
    """The role that this one is a change of, by its file name."""
    family: Name
    """The folder of its family; that of the file, where it is not given."""
    title: Text
    """The title."""
    title_long: Text | None = None
    """The title in full."""
    tier: Text | None = None
    """What the rung is called, such as `Entry Level`."""
    aliases: tuple[Text, ...] = ()
    """Other titles for the same role."""
    codes: Codes | None = None
    """Codes in public classifications."""
    meta: Meta | None = None
    """About the profile itself."""
    summary: Prose
    """Why the role exists, two or three sentences."""
    education: Prose | None = None
    """The usual schooling."""
    years: Years | None = None
    """The usual experience."""
    alternatives: tuple[Alternative, ...] = ()
    """Other ways to qualify."""
    pay: Pay | None = None
    """The usual pay, null where no source gives it."""
    overview: tuple[Topic, ...] = ()
    """What the work is like."""
    duties: tuple[Duty, ...] = Field(min_length=1)
    """What the person does, the most important first."""
    requirements: tuple[Requirement, ...] = Field(min_length=1)
    """What the person must have, or had better have, the most important first."""
    competencies: Keyed[Key, Competency] = Field(default_factory=dict)
    """Competencies of its own, laid over those of the family."""
    loop: tuple[Stage, ...] = ()
    """Stages of its own, laid over the family's interview plan by their ids."""
    expects: Keyed[Key, Level]
    """The expected proficiency per competency."""
    weights: Keyed[Key, Weight]
    """How much each competency counts; the rubric asks about those above zero."""
    success: Keyed[Span, Prose] = Field(default_factory=dict)
    """What is reached after some time, such as `3 months`."""
    skills: tuple[Text, ...] = ()
    """Skills in a word or two."""
    focus: Prose | None = None
    """What to learn on this rung."""
    advance: Advance | None = None
    """The next rung."""
    certifications: tuple[Certification, ...] = ()
    """Certificates."""
    projects: tuple[Prose, ...] = ()
    """Typical projects."""
    market: Market | None = None
    """The labor market."""
    next: tuple[Move, ...] = ()
    """Next steps."""
    equivalents: tuple[Equivalent, ...] = ()
    """What others call the role."""
    faq: tuple[Answer, ...] = ()
    """Frequent questions."""
    related: tuple[Related, ...] = ()
    """Roles nearby."""
    letter: LetterHints | None = None
    """Hints for letters."""
