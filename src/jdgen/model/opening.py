"""The opening: one requisition, with its place, mode, pay, dates and way to apply."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from jdgen.model.base import Country, Day, DayOrText, Entity, Link, Mail, Name, OneOrMore
from jdgen.model.family import Stage
from jdgen.model.pay import Pay
from jdgen.model.text import Prose, Text

EmploymentType = Literal[
    "full-time", "part-time", "contractor", "temporary", "intern", "volunteer", "per-diem", "other"
]

_BAR = WithJsonSchema({"type": "number", "minimum": 1, "maximum": 4})


class Location(Entity):
    """A place of work."""

    locality: Text | None = None
    """The city or town."""
    region: Text | None = None
    """The state or province, as it is written in an address."""
    postal: Text | None = None
    """The postal code."""
    country: Country
    """Two letters, as in ISO 3166."""
    pay: Pay | None = None
    """The pay at this place, where it differs."""


class Apply(Entity):
    """How to apply."""

    url: Link | None = None
    """The page to apply on."""
    email: Mail | None = None
    """The address to apply to."""
    direct: bool | None = None
    """True if the page takes an application without an account."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.url or self.email):
            raise PydanticCustomError("apply", "`.url` or `.email` is missing")
        return self


class BackgroundCheck(Entity):
    """A check of the candidate's past."""

    required: bool
    """True if there is one."""
    law: Text | None = None
    """The law that asks for it."""


class Driving(Entity):
    """Whether the job needs a driver's license."""

    required: bool
    """True if it does."""
    reason: Prose | None = None
    """What the driving is for."""


class Interviewer(Entity):
    """Somebody who interviews."""

    name: Text
    """The name."""
    stages: OneOrMore[Name] = Field(min_length=1)
    """The ids of the stages that this person holds."""


class Interview(Entity):
    """How this opening interviews."""

    loop: tuple[Stage, ...] = ()
    """The stages in their order; they replace the family's."""
    panel: tuple[Interviewer, ...] = ()
    """Who holds which stages."""
    keep_notes_until: DayOrText | None = None
    """Until when notes are kept, a date or a text; else the law of the place says it."""
    bar: Annotated[Decimal, Field(ge=1, le=4), _BAR] | None = None
    """The least weighted score for an offer, from 1 to 4; 3, which is “Meets”, if it is not given."""


class Internal(Entity):
    """What a posting for people who work at the company says in its own way (`--audience internal`)."""

    apply: Apply | None = None
    """How they apply, where it differs."""
    deadline: Day | None = None
    """The last day on which they can apply, where it differs."""
    note: Prose | None = None
    """What else they should know, such as `Tell your manager before the first interview.`"""


class Opening(Entity):
    """One requisition."""

    requisition: Text | None = None
    """The number of the requisition, such as `ENG-214`."""
    role: Name | None = None
    """The role profile; a role named on the command line wins."""
    title_override: Text | None = None
    """The title to print instead of the role's."""
    team: Text | None = None
    """The team."""
    manager: Text | None = None
    """Whom the role reports to, such as `Director of Engineering`."""
    hiring_manager: Text | None = None
    """The name of the person who hires; letters are addressed to it."""
    reports_to_location: Text | None = None
    """The place of the office that the role reports to, such as `US-NY`; laws on postings depend on it."""
    reason: Prose | None = None
    """Why the team hires now, one or two sentences."""
    locations: tuple[Location, ...] = ()
    """Places of work."""
    mode: Literal["onsite", "hybrid", "remote"] | None = None
    """Where the work is done."""
    hires_in: tuple[Text, ...] = ()
    """Where a remote hire may live, by name or id, such as `Colorado` or `US-CO`; laws on postings depend on it."""
    days_onsite: Annotated[int, Field(ge=0, le=7)] | None = None
    """Days a week at the place of work, for hybrid work."""
    employment_type: OneOrMore[EmploymentType] = ()
    """The contract."""
    hours: Text | None = None
    """Hours, such as `40 hours a week`."""
    start: DayOrText | None = None
    """The first day, a date or a text."""
    duration: Text | None = None
    """How long a temporary contract runs."""
    openings: Annotated[int, Field(ge=1)] | None = None
    """How many people are hired."""
    pay: Pay | None = None
    """The pay."""
    bonus: Prose | None = None
    """A bonus beside the pay."""
    equity: Prose | None = None
    """Shares or options beside the pay."""
    commission: Prose | None = None
    """Commission beside the pay, or in place of it."""
    on_target: Pay | None = None
    """On-target earnings: pay and commission together where all goals are met."""
    deadline: Day | None = None
    """The last day to apply."""
    rolling: bool | None = None
    """True if applications are read as they come, without a deadline."""
    posted: Day | None = None
    """The day of posting, for the files of job boards and for search engines."""
    valid_through: Day | None = None
    """The last day the posting is up, for job boards; without it, the last day to apply."""
    apply: Apply | None = None
    """How to apply."""
    internal: Internal | None = None
    """What a posting inside the company says in its own way; other documents leave it out."""
    visa: Prose | None = None
    """Whether a visa is sponsored."""
    travel: Prose | None = None
    """How much travel there is."""
    on_call: Prose | None = None
    """How on-call duty works."""
    background_check: BackgroundCheck | None = None
    """A background check."""
    driving: Driving | None = None
    """A driver's license."""
    vacancy_exists: bool | None = None
    """True if the posting is for a vacancy that exists (Ontario asks)."""
    languages: tuple[Text, ...] = ()
    """Languages of work."""
    interview: Interview | None = None
    """How this opening interviews."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.deadline and self.rolling:
            raise PydanticCustomError("deadline", "`.deadline` and `.rolling` contradict each other")
        if self.posted and self.deadline and self.deadline < self.posted:
            raise PydanticCustomError("deadline", "`.deadline` is before `.posted`")
        if self.mode == "remote" and self.days_onsite:
            said = "`.mode` is remote, and `.days_onsite` is {days}; write `mode: hybrid`, or take the days out"
            raise PydanticCustomError("mode", said, {"days": self.days_onsite})
        return self
