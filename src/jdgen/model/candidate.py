"""The candidate, and what they say in a letter."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from jdgen.model.base import Entity, Link, Mail, Name, OneOrMore
from jdgen.model.text import Line, Prose, Text

ToneName = Literal["plain", "warm", "formal"]
_OWN_START = re.compile(r"(?:i[\s'’]|available\b)", re.IGNORECASE)
"""A sentence of its own, or once more the word behind which the text stands."""


def _without_i(value: Prose) -> Prose:
    if re.match(r"(where )?I[\s'’]", value):
        raise PydanticCustomError("completes", "completes “where I …”; leave out “I”")
    return value


def _available(value: Line) -> Line:
    if re.match(r"I(\s+am\b|['’]m\b)", value, re.IGNORECASE):
        raise PydanticCustomError("completes", "completes “I am available …”; leave out “I am”")
    if _OWN_START.match(value):
        raise PydanticCustomError("completes", "completes “I am available …”; begin with when, such as `any afternoon`")
    return value


class Current(Entity):
    """The present job. Its company is the one the candidate leaves, never the one the letter goes to."""

    company: Line | None = None
    """The present employer."""
    title: Line | None = None
    """The present title."""
    scope: Annotated[Prose, AfterValidator(_without_i)] | None = None
    """What you run today; completes `where I …`."""


class Measure(Entity):
    """A figure of a story before and after."""

    what: Text
    """What was counted, such as `Double bookings a week`."""
    before: Text
    """The figure before."""
    after: Text
    """The figure after."""


class Story(Entity):
    """One piece of work, told as problem, action and result."""

    id: Name
    """A short name for the story."""
    headline: Line | None = None
    """What the story is called among friends; questions and messages name it so, no document prints it."""
    problem: Prose | None = None
    """What broke, for whom, and how big it was; 50 to 80 words."""
    action: Prose | None = None
    """What you decided, what was hardest, how you limited the risk; 60 to 90 words."""
    measure: Measure | None = None
    """A figure before and after; printed as a sentence of its own before `result`."""
    result: Prose | None = None
    """The number before and after, and who else gained; 30 to 50 words."""
    benefit: Prose | None = None
    """Who else gained, and how; printed behind `result`."""
    competencies: tuple[Name, ...] = ()
    """Competencies that the story shows; a letter takes the story that shows what the role wants to see."""


class Bridge(Entity):
    """How the story answers what a job asks for."""

    requirement: OneOrMore[Text] = Field(min_length=1)
    """The id of a requirement of the role, or the words of the posting; or a list of them that one answer meets."""
    text: Prose
    """One or two sentences of evidence."""


class Target(Entity):
    """A job that a letter goes to."""

    company: Line | None = None
    """The company the letter goes to."""
    title: Line | None = None
    """The title of the job."""
    requisition: Line | None = None
    """The number of the job in the company's posting."""
    addressee: Line | None = None
    """The name of the person who reads the letter."""
    reason: Prose | None = None
    """One thing about this company that you could not say of its rival; 30 to 60 words."""
    requirements: tuple[Line, ...] = ()
    """What the posting asks for, in its own words; the letter quotes two of them."""
    bridge: tuple[Bridge, ...] = ()
    """How your story answers this posting; comes before the answers beside `targets`."""
    story: Name | None = None
    """The story that goes to this company, where it is not the one that fits best."""
    internal: bool = False
    """True for a job at your present employer."""


class Work(Entity):
    """A job that the candidate has or had."""

    company: Line | None = None
    """The employer."""
    title: Line | None = None
    """The title."""
    start: Text | None = None
    """The first day, month or year, as YYYY, YYYY-MM or YYYY-MM-DD."""
    end: Text | None = None
    """The last day, month or year; none for the present job."""
    summary: Text | None = None
    """What the work was."""
    highlights: tuple[Text, ...] = ()
    """What was achieved; a letter tells it and does not repeat it."""


class Candidate(Entity):
    """A person who applies."""

    resume: Text | None = None
    """A JSON Resume, as a path from this file; what this file says itself comes before what the resume says."""
    name: Line | None = None
    """Your name."""
    label: Line | None = None
    """What you are in a few words, such as `Graduate in physics`; said where no years and no job are named."""
    email: Mail | None = None
    """Your e-mail address."""
    phone: Line | None = None
    """Your phone number."""
    url: Link | None = None
    """Your site."""
    location: Line | None = None
    """Where you live, such as `Denver, CO`."""
    years: Annotated[int, Field(ge=0, le=70)] | None = None
    """Years of professional experience."""
    current: Current | None = None
    """Your present job."""
    work: tuple[Work, ...] = ()
    """Your jobs, the latest first; letters are held against them and do not print them."""
    skills: tuple[Text, ...] = ()
    """What you can do, as in your resume; a letter that claims another skill is told."""
    certificates: tuple[Text, ...] = ()
    """Certificates and degrees, as in your resume; no document prints them."""
    stories: tuple[Story, ...] = ()
    """Work you could tell about; the letter takes the one that fits the job, or the first."""
    bridge: tuple[Bridge, ...] = ()
    """How the story answers the role's requirements."""
    target: Target | None = None
    """The job the letter goes to."""
    targets: tuple[Target, ...] = ()
    """Jobs that you write to, one entry for each company; a letter takes what stands here for its company."""
    tone: ToneName | None = None
    """How the sentences between yours sound; default: plain."""
    availability: Annotated[Line, AfterValidator(_available)] | None = None
    """When you can talk; completes `I am available …`."""
    close: Prose | None = None
    """Your own closing sentences, instead of the plain ones."""
    enclosures: tuple[Line, ...] = ()
    """What goes with the letter, such as `Resume`."""
