"""A posting as a job of JSON Resume, the counterpart of its résumé format."""

from __future__ import annotations

import json
from typing import Any

from jdgen.documents.facts import PlaceFact
from jdgen.documents.tree import Document, in_one_line
from jdgen.render.flat import written
from jdgen.render.job_posting import pay_at, salary_line, vacancy_of
from jdgen.render.options import PageOptions

_REMOTE = {"onsite": "None", "hybrid": "Hybrid", "remote": "Full"}


def render(document: Document, options: PageOptions) -> bytes:
    """Return the job with its first place, since the format has one; the page does not matter to it."""
    del options
    record, held = document.record, vacancy_of(document)
    place = record.places[0] if record.places else None
    found = {
        "title": in_one_line(record.title),
        "company": in_one_line(record.company),
        "type": " or ".join(record.employment_types),
        "date": record.posted.isoformat() if record.posted else "",
        "description": written(document),
        "location": _location(place) if place else None,
        "remote": _REMOTE[record.mode],
        "salary": salary_line(pay_at(place, record) if place else record.pay),
        "responsibilities": list(held.duties),
        "qualifications": list(held.musts),
        "skills": [{"name": skill} for skill in held.skills],
        "meta": _meta(document),
    }
    text = json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _location(place: PlaceFact) -> dict[str, str]:
    found = {
        "postalCode": place.postal,
        "city": place.locality,
        "countryCode": place.country,
        "region": place.region,
    }
    return {name: in_one_line(value) for name, value in found.items() if value}


def _meta(document: Document) -> dict[str, Any]:
    found = {
        "canonical": vacancy_of(document).apply_url,
        "version": document.record.content,
        "lastModified": f"{document.date.isoformat()}T00:00:00",
    }
    return {name: value for name, value in found.items() if value}
