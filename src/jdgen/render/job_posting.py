"""What job boards are told of a posting: schema.org's JobPosting by Google's rules, and one job for each place."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from jdgen.documents.facts import AreaFact, PayFact, PlaceFact, Record, Vacancy
from jdgen.documents.tree import Document
from jdgen.render.flat import described

_TYPES = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contractor": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "intern": "INTERN",
    "volunteer": "VOLUNTEER",
    "per-diem": "PER_DIEM",
    "other": "OTHER",
}
_NOT_PLAIN = re.compile("[^a-z0-9]+")
# Within a page, `</script>` and `<!--` in a value would end or change the element that holds the data.
_HARMLESS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Job(NamedTuple):
    """One job of a feed, which knows one place for each; a remote one may be at an area instead of a place."""

    reference: str
    location: str
    place: PlaceFact
    pay: PayFact | None


def linked_data(document: Document) -> str:
    """Return the posting as JSON-LD, which may stand in a file of its own or within a page."""
    text = json.dumps(job_posting(document), ensure_ascii=False, indent=2)
    for sign, code in _HARMLESS.items():
        text = text.replace(sign, code)
    return text


def job_posting(document: Document) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the posting as schema.org's JobPosting: a list of them, one per place, where pay differs by place.

    The vocabulary has one base salary for a job: two on one would read as a choice, not as pay by place.
    """
    record = document.record
    own = [pay_at(place, record) for place in record.places]
    if any(pay != own[0] for pay in own):
        return [_posting(document, (place,), pay) for place, pay in zip(record.places, own, strict=True)]
    return _posting(document, record.places, own[0] if own else record.pay)


def pay_at(place: PlaceFact, record: Record) -> PayFact | None:
    """Return what is paid at a place: its own pay, or that of the opening."""
    return place.pay or record.pay


def vacancy_of(document: Document) -> Vacancy:
    """Return what job boards ask of a document that is a posting."""
    if document.record.vacancy is None:
        raise ValueError("only a posting goes to job boards")
    return document.record.vacancy


def _posting(document: Document, places: Sequence[PlaceFact], pay: PayFact | None) -> dict[str, Any]:
    record, held = document.record, vacancy_of(document)
    remote = record.mode == "remote"
    found = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": one_line(record.title),
        "description": described(document),
        "datePosted": _iso(record.posted),
        "validThrough": end_of(held.valid_through),
        "hiringOrganization": _organization(record, held),
        "identifier": _typed("PropertyValue", name=record.company, value=record.requisition)
        if record.requisition
        else None,
        "employmentType": _one_or_all([_TYPES[name] for name in record.employment_types]),
        "jobLocationType": "TELECOMMUTE" if remote else None,
        "applicantLocationRequirements": _one_or_all(_areas(held.areas)) if remote else None,
        "jobLocation": _one_or_all([_location(place) for place in places]),
        "baseSalary": _salary(pay),
        "directApply": held.direct,
        **_asked(held),
        **_offered(held),
    }
    return _filled(found)


def _asked(held: Vacancy) -> dict[str, Any]:
    """Return what the job asks and is; experience counts for a credential only where both are said."""
    credentials = [_typed("EducationalOccupationalCredential", credentialCategory=name) for name in held.credentials]
    return {
        "educationRequirements": _one_or_all(credentials),
        "experienceRequirements": _typed("OccupationalExperienceRequirements", monthsOfExperience=held.months)
        if held.months
        else None,
        "experienceInPlaceOfEducation": True if held.credentials and held.months else None,
        "responsibilities": list(held.duties),
        "qualifications": list(held.musts),
        "skills": list(held.skills),
    }


def _offered(held: Vacancy) -> dict[str, Any]:
    names = _typed("CategoryCodeSet", name="O*NET-SOC")
    code = _typed("CategoryCode", codeValue=held.occupation, inCodeSet=names)
    return {
        "jobBenefits": list(held.benefits),
        "incentiveCompensation": list(held.incentives),
        "workHours": held.hours,
        "totalJobOpenings": held.openings,
        "jobStartDate": _iso(held.start) if isinstance(held.start, date) else held.start,
        "occupationalCategory": code if held.occupation else None,
    }


def _organization(record: Record, held: Vacancy) -> dict[str, Any]:
    return _typed("Organization", name=record.company, legalName=held.legal_name, sameAs=held.site)


def _location(place: PlaceFact) -> dict[str, Any]:
    address = _typed(
        "PostalAddress",
        addressLocality=place.locality,
        addressRegion=place.region,
        postalCode=place.postal,
        addressCountry=place.country,
    )
    return _typed("Place", address=address)


def _areas(areas: Sequence[AreaFact]) -> list[dict[str, Any]]:
    """Return where a remote hire may live; of the European Union its countries, since Google reads none larger."""
    fine = dict.fromkeys(one for area in areas for one in (area.members or (area,)))
    return [_typed(area.kind, name=area.name) for area in fine]


def _salary(pay: PayFact | None) -> dict[str, Any] | None:
    """Return a pay whose ends are both known; an open end has no number, and half a range would be another pay."""
    if pay is None or pay.maximum is None or pay.open_ended:
        return None
    ends = (
        {"value": number(pay.minimum)}
        if pay.minimum == pay.maximum
        else {"minValue": number(pay.minimum), "maxValue": number(pay.maximum)}
    )
    value = _typed("QuantitativeValue", **ends, unitText=pay.per.upper())
    return _typed("MonetaryAmount", currency=pay.currency, value=value)


def salary_line(pay: PayFact | None) -> str:
    """Return a pay whose ends are both known, such as `158000 - 189000 USD per year`, or an empty text."""
    if pay is None or pay.maximum is None or pay.open_ended:
        return ""
    ends = dict.fromkeys(str(number(end)) for end in (pay.minimum, pay.maximum))
    return f"{' - '.join(ends)} {pay.currency} per {pay.per}"


def number(amount: Decimal) -> int | float:
    """Return an amount as JSON has it."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _typed(kind: str, **values: Any) -> dict[str, Any]:
    return {"@type": kind, **_filled(values)}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values without those that say nothing; `false` and zero say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _one_or_all(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def end_of(day: date | None) -> str:
    """Return the end of a day: a date alone would be read as its beginning, and the posting close a day early."""
    return f"{day.isoformat()}T23:59:59" if day else ""


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def jobs(document: Document) -> list[Job]:
    """Return one job for each place, each with a reference of its own that stays when other places come or go."""
    record, held = document.record, vacancy_of(document)
    found: list[Job] = []
    for place in record.places:
        reference = _reference(record, (place.locality, place.region, place.country))
        found.append(Job(_own(reference, place.postal, found), place.name, place, pay_at(place, record)))
    for area in () if record.places else held.areas:
        place = PlaceFact(region=area.region, country=area.country)
        found.append(Job(_own(_reference(record, (area.name,)), "", found), area.name, place, record.pay))
    return found


def _reference(record: Record, parts: Sequence[str]) -> str:
    return "-".join((record.requisition, *filter(None, map(_plain, parts))))


def _own(reference: str, postal: str, taken: Sequence[Job]) -> str:
    """Return the reference, with the postal code or a number behind it where another job has it."""
    names = {job.reference for job in taken}
    wanted = reference if reference not in names or not postal else f"{reference}-{_plain(postal)}"
    chosen, count = wanted, 1
    while chosen in names:
        count += 1
        chosen = f"{wanted}-{count}"
    return chosen


def _plain(text: str) -> str:
    """Return a name in plain letters and digits, as numbers of reference are written everywhere."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", letters).strip("-")
