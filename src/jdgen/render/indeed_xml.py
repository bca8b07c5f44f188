"""A posting as a feed for Indeed, one job for each place; all open jobs of a company belong into one feed."""

from __future__ import annotations

from jdgen.documents.tree import Document, in_one_line
from jdgen.render.feed import Value, bare, feed
from jdgen.render.flat import described
from jdgen.render.job_posting import Job, jobs, salary_line, vacancy_of
from jdgen.render.options import PageOptions


def render(document: Document, options: PageOptions) -> bytes:
    """Return the feed; the page does not matter to it."""
    del options
    held = vacancy_of(document)
    about: dict[str, Value] = {
        "publisher": in_one_line(document.record.company),
        "publisherurl": held.site,
        "lastBuildDate": document.date.isoformat(),
    }
    description = described(document, bare)
    return feed(about, [_job(document, job, description) for job in jobs(document)])


def _job(document: Document, job: Job, description: str) -> dict[str, Value]:
    """Return the elements of a job; how Indeed writes remote work is not public, so the description says it."""
    record, held = document.record, vacancy_of(document)
    return {
        "title": in_one_line(record.title),
        "date": record.posted.isoformat() if record.posted else "",
        "referencenumber": job.reference,
        "requisitionid": in_one_line(record.requisition),
        "url": held.apply_url,
        "company": in_one_line(record.company),
        "city": in_one_line(job.place.locality),
        "state": in_one_line(job.place.region),
        "country": job.place.country,
        "postalcode": in_one_line(job.place.postal),
        "email": held.apply_email,
        "description": description,
        "salary": salary_line(job.pay),
        "education": ", ".join(held.credentials),
        "jobtype": ", ".join(record.employment_types),
        "expirationdate": held.valid_through.isoformat() if held.valid_through else "",
    }
