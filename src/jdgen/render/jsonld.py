"""A posting as JSON-LD, for the page on which a company publishes it."""

from __future__ import annotations

from jdgen.documents.tree import Document
from jdgen.render.job_posting import job_postings, linked_data
from jdgen.render.options import PageOptions


def render(document: Document, options: PageOptions) -> bytes:
    """Return schema.org's JobPosting, or a list of them where pay differs by place; the page does not matter to it."""
    del options
    found = job_postings(document)
    return f"{linked_data(found[0] if len(found) == 1 else found)}\n".encode()
