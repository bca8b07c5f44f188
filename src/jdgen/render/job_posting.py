"""What job boards are told of a posting: schema.org's JobPosting by Google's rules, and one job for each place."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from jdgen.documents.facts import AreaFact, PayFact, PlaceFact, Record, Vacancy
from jdgen.documents.tree import Document, in_one_line
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
    """One job of a feed, which knows one place for each; that of a remote one may be where a hire may live."""

    reference: str
    place: PlaceFact
    pay: PayFact | None


def linked_data(found: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """Return what schema.org says as JSON-LD, which may stand in a file of its own or within a page."""
    text = json.dumps(found, ensure_ascii=False, indent=2)
    # defense jsonld.harmless: no value of JSON-LD ends the element that it stands in
    for sign, code in _HARMLESS.items():
        text = text.replace(sign, code)
    return text


def job_posting(document: Document) -> dict[str, Any]:
    """Return the posting as the one JobPosting of schema.org that a page may hold.

    The vocabulary has one base salary for a job: where pay differs by place none is said, since two would read as a
    choice, not as pay by place.
    """
    record = document.record
    paid = list(dict.fromkeys(pay_at(place, record) for place in record.places)) or [record.pay]
    return _posting(document, record.places, paid[0] if len(paid) == 1 else None, record.requisition)


def job_postings(document: Document) -> list[dict[str, Any]]:
    """Return the posting as JobPostings for pages of their own: one per place where pay differs by place, else one."""
    found = jobs(document) if document.record.places else []
    if len({job.pay for job in found}) < 2:
        return [job_posting(document)]
    requisition = document.record.requisition
    return [_posting(document, (job.place,), job.pay, job.reference if requisition else "") for job in found]


def pay_at(place: PlaceFact, record: Record) -> PayFact | None:
    """Return what is paid at a place: its own pay, or that of the opening."""
    return place.pay or record.pay


def vacancy_of(document: Document) -> Vacancy:
    """Return what job boards ask of a document that is a posting."""
    if document.record.vacancy is None:
        raise ValueError("only a posting goes to job boards")
    return document.record.vacancy


def _posting(document: Document, places: Sequence[PlaceFact], pay: PayFact | None, number: str) -> dict[str, Any]:
    record, held = document.record, vacancy_of(document)
    remote = record.mode == "remote"
    found = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": in_one_line(record.title),
        "description": described(document),
        "datePosted": _iso(record.posted),
        "validThrough": end_of(held.valid_through),
        "hiringOrganization": _organization(record, held),
        "identifier": _typed("PropertyValue", name=record.company, value=number) if number else None,
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
    """Return where a remote hire may live, in countries and states: Google reads nothing larger and nothing finer."""
    return [_typed(kind, name=name) for kind, name in dict.fromkeys((area.kind, area.name) for area in areas)]


def _salary(pay: PayFact | None) -> dict[str, Any] | None:
    low, high = ends_of(pay)
    if pay is None or low is None or high is None:
        return None
    ends = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    value = _typed("QuantitativeValue", **ends, unitText=pay.per.upper())
    return _typed("MonetaryAmount", currency=pay.currency, value=value)


def salary_line(pay: PayFact | None) -> str:
    """Return a pay whose ends are both known, such as `158000 - 189000 USD per year`, or an empty text."""
    low, high = ends_of(pay)
    if pay is None or low is None or high is None:
        return ""
    ends = dict.fromkeys((str(low), str(high)))
    return f"{' - '.join(ends)} {pay.currency} per {pay.per}"


def ends_of(pay: PayFact | None) -> tuple[int | float, int | float] | tuple[None, None]:
    """Return both ends of a pay, or neither: an open end has no number, and half a range would be another pay."""
    if pay is None or pay.maximum is None or pay.open_ended:
        return None, None
    return _number(pay.minimum), _number(pay.maximum)


def _number(amount: Decimal) -> int | float:
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


def jobs(document: Document) -> list[Job]:
    """Return one job for each place, each with a reference of its own that stays when other places come or go.

    It is of the whole address, also where a part of it would do: else the next place at that part would change it.
    """
    record, held = document.record, vacancy_of(document)
    found: list[Job] = []
    for place in record.places:
        parts = (place.locality, place.region, place.country, place.postal)
        found.append(Job(_reference(record, parts, found), place, pay_at(place, record)))
    for area in () if record.places else dict.fromkeys(held.areas):
        found.append(Job(_reference(record, (area.code,), found), area.place, record.pay))
    return found


def _reference(record: Record, parts: Sequence[str], taken: Sequence[Job]) -> str:
    """Return the requisition and the parts of its place, with a number behind them where another job has the same."""
    wanted = "-".join(filter(None, (record.requisition, *map(_plain, parts))))
    chosen, count = wanted, 1
    while any(job.reference == chosen for job in taken):
        count += 1
        chosen = f"{wanted}-{count}"
    return chosen


def _plain(text: str) -> str:
    """Return a name in plain letters and digits, as numbers of reference are written everywhere."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", letters).strip("-")
