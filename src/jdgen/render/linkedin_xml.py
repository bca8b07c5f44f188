"""A posting as a feed for LinkedIn's basic jobs, one job for each place."""

from __future__ import annotations

from hashlib import sha256

from jdgen.documents.tree import Document
from jdgen.render.feed import bare, feed
from jdgen.render.flat import described
from jdgen.render.job_posting import Job, jobs, one_line, vacancy_of
from jdgen.render.options import PageOptions

_MODES = {"onsite": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
_LONGEST_ID = 40
_HASH_LENGTH = 8


def render(document: Document, options: PageOptions) -> bytes:
    """Return the feed; the page does not matter to it."""
    del options
    found = jobs(document)
    about = {
        "lastBuildDate": document.date.isoformat(),
        "publisherURL": vacancy_of(document).site,
        "publisher": one_line(document.record.company),
        "expectedJobCount": str(len(found)),
    }
    description = described(document, bare)
    return feed(about, [_job(document, job, description, alone=len(found) == 1) for job in found])


def _job(document: Document, job: Job, description: str, *, alone: bool) -> dict[str, str]:
    """Return the elements of a job; those whose values LinkedIn lists for its partners alone are left to them."""
    record, held = document.record, vacancy_of(document)
    return {
        "partnerJobId": record.requisition if alone else _within(job.reference),
        "company": one_line(record.company),
        "title": one_line(record.title),
        "description": description,
        "applyUrl": held.apply_url,
        "location": one_line(job.location),
        "city": one_line(job.place.locality),
        "state": one_line(job.place.region),
        "country": job.place.country,
        "postalCode": one_line(job.place.postal),
        "workplaceTypes": _MODES[record.mode],
        "expirationDate": held.valid_through.isoformat() if held.valid_through else "",
    }


def _within(reference: str) -> str:
    """Return a reference as short as LinkedIn takes it, with a hash of all of it in place of its end."""
    if len(reference) <= _LONGEST_ID:
        return reference
    ending = sha256(reference.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{reference[: _LONGEST_ID - _HASH_LENGTH - 1]}-{ending}"
