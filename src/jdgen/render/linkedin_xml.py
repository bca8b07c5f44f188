"""A posting as a feed for LinkedIn's basic jobs, one job for each place."""

from __future__ import annotations

from hashlib import sha256

from jdgen.documents.facts import PayFact
from jdgen.documents.tree import Document, in_one_line
from jdgen.render.feed import Value, bare, feed
from jdgen.render.flat import described
from jdgen.render.job_posting import Job, ends_of, jobs, vacancy_of
from jdgen.render.options import PageOptions

_MODES = {"onsite": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
_TYPES = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "contractor": "CONTRACT",
    "intern": "INTERNSHIP",
    "volunteer": "VOLUNTEER",
}
"""The contracts that LinkedIn has a value for."""
_PERIODS = {"hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_LONGEST_ID = 40
_HASH_LENGTH = 8


def render(document: Document, options: PageOptions) -> bytes:
    """Return the feed; the page does not matter to it."""
    del options
    found = jobs(document)
    about: dict[str, Value] = {
        "lastBuildDate": document.date.isoformat(),
        "publisherURL": vacancy_of(document).site,
        "publisher": in_one_line(document.record.company),
        "expectedJobCount": str(len(found)),
    }
    description = described(document, bare)
    return feed(about, [_job(document, job, description) for job in found])


def _job(document: Document, job: Job, description: str) -> dict[str, Value]:
    """Return the elements of a job; those whose values LinkedIn lists for its partners alone are left to them."""
    record, held = document.record, vacancy_of(document)
    # The format has one type for a job.
    types = [_TYPES.get(name, "") for name in record.employment_types]
    return {
        "partnerJobId": _within(job.reference),
        "company": in_one_line(record.company),
        "title": in_one_line(record.title),
        "description": description,
        "applyUrl": held.apply_url,
        "location": in_one_line(job.place.name),
        "city": in_one_line(job.place.locality),
        "state": in_one_line(job.place.region),
        "country": job.place.country,
        "postalCode": in_one_line(job.place.postal),
        "workplaceTypes": _MODES[record.mode],
        "jobtype": types[0] if len(types) == 1 else "",
        "salaries": _salaries(job.pay),
        "expirationDate": held.valid_through.isoformat() if held.valid_through else "",
    }


def _salaries(pay: PayFact | None) -> dict[str, Value]:
    """Return a pay whose ends are both known in whole numbers, the only ones that LinkedIn takes."""
    low, high = ends_of(pay)
    if pay is None or not (isinstance(low, int) and isinstance(high, int)):
        return {}
    ends: dict[str, Value] = {
        name: {"amount": str(end), "currencyCode": pay.currency} for name, end in (("highEnd", high), ("lowEnd", low))
    }
    return {"salary": {**ends, "period": _PERIODS[pay.per], "type": "BASE_SALARY"}}


def _within(reference: str) -> str:
    """Return a reference as short as LinkedIn takes it, with a hash of all of it in place of its end."""
    if len(reference) <= _LONGEST_ID:
        return reference
    ending = sha256(reference.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{reference[: _LONGEST_ID - _HASH_LENGTH - 1]}-{ending}"
