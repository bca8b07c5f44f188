"""Finds sample values that a new file began with and that nobody replaced."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.material import Material, lookup
from jdgen.errors import Problem, printable
from jdgen.model.text import Text

SAMPLES = {
    "company.name": "Example Company",
    "company.url": "https://www.example.com",
    "company.about": "Say in two or three sentences what the company does, and for whom.",
    "company.accommodation.contact": "access@example.com",
    "opening.requisition": "REQ-1",
    "opening.team": "Example Team",
    "opening.reason": "Say in one or two sentences which problem waits for this person.",
    "opening.apply.url": "https://jobs.example.com/req-1",
    "candidate.name": "Your Name",
    "candidate.email": "you@example.com",
    "candidate.phone": "+1 555 0100",
    "candidate.location": "Your City",
    "candidate.current.company": "Your Present Employer",
    "candidate.current.title": "Your Present Title",
    "role.title": "Example Role",
    "role.summary": "Say in two or three sentences why the role exists and what it is trusted with.",
}
"""Every sample value of the scaffolds, by its path; a test holds the scaffolds against this table."""


def left(material: Material) -> Iterator[Problem]:
    """Yield a notice for each sample value that is still there."""
    for path, sample in SAMPLES.items():
        value = lookup(material, path)
        if isinstance(value, Text) and value == sample:
            message = f"`{path}` still holds the sample value `{printable(sample, 40)}`"
            yield Problem(message, value.place, rule="scaffold.left")
