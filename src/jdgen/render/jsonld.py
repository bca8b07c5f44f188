"""A posting as JSON-LD, for the page on which a company publishes it."""

from __future__ import annotations

from jdgen.documents.tree import Document
from jdgen.render.job_posting import linked_data
from jdgen.render.options import PageOptions


def render(document: Document, options: PageOptions) -> bytes:
    """Return schema.org's JobPosting; the page does not matter to it."""
    del options
    return f"{linked_data(document)}\n".encode()
