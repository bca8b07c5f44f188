"""The candidate, and what they say in a letter."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from jdgen.model.base import Entity, Link, Mail, Name
from jdgen.model.text import Prose, Text


def _without_i(value: Prose) -> Prose:
    if re.match(r"(where )?I[\s'’]", value):
        raise PydanticCustomError("completes", "completes “where I …”; leave out “I”")
    return value


def _without_i_am(value: Text) -> Text:
    if re.match(r"I(\s+am\b|['’]m\b)", value, re.IGNORECASE):
        raise PydanticCustomError("completes", "completes “I am available …”; leave out “I am”")
    return value


class Current(Entity):
    """The present job. Its company is the one the candidate leaves, never the one the letter goes to."""

    company: Text | None = None
    """The present employer."""
    title: Text | None = None
    """The present title."""
    scope: Annotated[Prose, AfterValidator(_without_i)] | None = None
    """What you run today; completes `where I …`."""


class Story(Entity):
    """One piece of work, told as problem, action and result."""

    id: Name
    """A short name for the story."""
    headline: Text | None = None
    """What the story is called among friends; no document prints it yet."""
    problem: Prose | None = None
    """What broke, for whom, and how big it was; 50 to 80 words."""
    action: Prose | None = None
    """What you decided, what was hardest, how you limited the risk; 60 to 90 words."""
    result: Prose | None = None
    """The number before and after, and who else gained; 30 to 50 words."""
    competencies: tuple[Name, ...] = ()
    """Competencies that the story shows; no document prints it yet."""


class Bridge(Entity):
    """How the story answers one requirement of the role."""

    requirement: Text
    """The id of a requirement of the role, or the words of the posting."""
    text: Prose
    """One or two sentences of evidence."""


class Target(Entity):
    """The job the letter goes to."""

    company: Text | None = None
    """The company the letter goes to."""
    title: Text | None = None
    """The title of the job."""
    addressee: Text | None = None
    """The name of the person who reads the letter."""
    reason: Prose | None = None
    """One thing about this company that you could not say of its rival; 30 to 60 words."""


class Candidate(Entity):
    """A person who applies."""

    name: Text | None = None
    """Your name."""
    label: Text | None = None
    """What you are in a few words, such as `Backend engineer`; no document prints it yet."""
    email: Mail | None = None
    """Your e-mail address."""
    phone: Text | None = None
    """Your phone number."""
    url: Link | None = None
    """Your site."""
    location: Text | None = None
    """Where you live, such as `Denver, CO`."""
    years: Annotated[int, Field(ge=0, le=70)] | None = None
    """Years of professional experience."""
    current: Current | None = None
    """Your present job."""
    stories: tuple[Story, ...] = ()
    """Work you could tell about; the letter takes the first."""
    bridge: tuple[Bridge, ...] = ()
    """How the story answers the role's requirements."""
    target: Target | None = None
    """The job the letter goes to."""
    availability: Annotated[Text, AfterValidator(_without_i_am)] | None = None
    """When you can talk; completes `I am available …`."""
    close: Prose | None = None
    """Your own closing sentences, instead of the plain ones."""
