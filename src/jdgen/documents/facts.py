"""The typed facts of a document: what formats for machines, file names and file properties are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class PayFact:
    """Pay as data: amounts in `currency` (ISO 4217) per `per`; where the end is open, more is paid too."""

    minimum: Decimal
    maximum: Decimal | None
    currency: str
    per: Literal["hour", "day", "week", "month", "year"]
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place of work as data; `country` is an ISO 3166-1 code, `pay` what is paid there where it differs.

    `name` is the line that a feed has for it, such as `Denver, CO` or `London, United Kingdom`.
    """

    locality: str = ""
    region: str = ""
    postal: str = ""
    country: str = ""
    pay: PayFact | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AreaFact:
    """Where a remote hire may live, as data: its code, and as `place` what feeds say of it.

    `kind` and `name` are those of the country or the state that it is or lies in, such as `Michigan, USA`: search
    engines read nothing finer.
    """

    code: str
    kind: Literal["Country", "State"]
    name: str
    place: PlaceFact


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What job boards ask beside a record's other facts.

    `months` of experience are named where they stand for the `credentials`, and nowhere else. A `complete` one has all
    that a page for search engines must say.
    """

    complete: bool = False
    site: str = ""
    legal_name: str = ""
    areas: tuple[AreaFact, ...] = ()
    apply_url: str = ""
    apply_email: str = ""
    direct: bool | None = None
    valid_through: date | None = None
    duties: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    incentives: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    months: int = 0
    hours: str = ""
    start: date | str = ""
    openings: int | None = None
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The typed facts of a document, for file names, file properties and machine-readable formats.

    `content` is the hash of the role and the opening that it was made from; `variant` tells documents of
    one kind apart. A posting that may go to job boards has a `vacancy`.
    """

    role: str
    title: str
    company: str = ""
    requisition: str = ""
    mode: str = ""
    employment_types: tuple[str, ...] = ()
    pay: PayFact | None = None
    places: tuple[PlaceFact, ...] = ()
    posted: date | None = None
    deadline: date | None = None
    content: str = ""
    variant: tuple[str, ...] = ()
    vacancy: Vacancy | None = None
