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
    """A place of work as data; `country` is an ISO 3166-1 code, `pay` what is paid there where it differs."""

    locality: str = ""
    region: str = ""
    postal: str = ""
    country: str = ""
    pay: PayFact | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The typed facts of a document, for file names, file properties and machine-readable formats.

    `content` is the hash of the role and the opening that it was made from; `variant` tells documents of
    one kind apart.
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
