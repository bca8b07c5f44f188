"""The company that hires."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jdgen.model.base import Entity, Keyed, Link
from jdgen.model.text import Line, Prose, Text

Count = Annotated[int, Field(ge=0)]


class Size(Entity):
    """How many people work there; laws on postings depend on it."""

    total: Count | None = None
    """All employees."""
    by_jurisdiction: Keyed[Text, Count] = Field(default_factory=dict)
    """Employees per place, such as `US-CO: 40`."""


class Accommodation(Entity):
    """Whom a candidate asks for adjustments in the hiring process."""

    contact: Text | None = None
    """A person or an address, such as `access@acme.example`."""
    channel: Text | None = None
    """How to reach the contact, such as `e-mail or phone`."""


class AiUse(Entity):
    """Whether software screens, assesses or selects candidates, and where."""

    used: bool
    """True if it does."""
    where: Prose | None = None
    """What it is used for, such as `to sort applications by stated skills`."""
    vendor: Text | None = None
    """Who makes it."""
    notice_url: Link | None = None
    """Where the notice on it stands."""


class Brand(Entity):
    """Colors and fonts of the company's documents."""

    colors: Keyed[Literal["accent", "ink"], Text] = Field(default_factory=dict)
    """Colors by their part."""
    fonts: Keyed[Literal["body", "heading"], Text] = Field(default_factory=dict)
    """Fonts by their part."""


class Company(Entity):
    """A company, once for all its openings."""

    name: Line | None = None
    """The name candidates know."""
    legal_name: Text | None = None
    """The registered name, if it differs."""
    url: Link | None = None
    """The company's site."""
    logo: Text | None = None
    """A picture file, relative to this file; no document prints it yet."""
    about: Prose | None = None
    """What the company does and for whom; up to 80 words."""
    size: Size | None = None
    """How many people work there; what a law asks of a posting may depend on it."""
    federal_contractor: bool | None = None
    """True for a contractor of the United States government."""
    values: tuple[Prose, ...] = ()
    """What the company holds to, one sentence each."""
    benefits: tuple[Prose, ...] = ()
    """Benefits, one each."""
    other_compensation: tuple[Prose, ...] = ()
    """Pay beside the salary, such as a bonus plan."""
    eeo_text: Prose | None = None
    """The equal-opportunity statement; a plain one is printed without it."""
    accommodation: Accommodation | None = None
    """Whom a candidate asks for adjustments."""
    ai_use: AiUse | None = None
    """Software that takes part in hiring."""
    brand: Brand | None = None
    """Colors and fonts; no document prints it yet."""
    apply_base_url: Link | None = None
    """Where applications go; the requisition is added to it."""
