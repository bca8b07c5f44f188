"""Renderers: one document tree in, the bytes of one format out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jdgen.documents.tree import Document
    from jdgen.render.options import PageOptions

FORMATS = {
    "docx": "jdgen.render.docx",
    "pdf": "jdgen.render.pdf",
    "html": "jdgen.render.html",
    "md": "jdgen.render.markdown",
    "txt": "jdgen.render.text",
}
"""The faces of a document: name -> module with `render(document, options) -> bytes` and, optionally, `ready()`."""

BOARDS = {
    "jsonld": "jdgen.render.jsonld",
    "ats-html": "jdgen.render.ats_html",
    "indeed-xml": "jdgen.render.indeed_xml",
    "linkedin-xml": "jdgen.render.linkedin_xml",
    "jobresume": "jdgen.render.job_resume",
}
"""The formats of job boards, which exist for postings alone."""

_SUFFIXES = {
    "ats-html": "ats.html",
    "indeed-xml": "indeed.xml",
    "linkedin-xml": "linkedin.xml",
    "jobresume": "job.json",
}

BINARY = frozenset({"docx", "pdf"})


def render(document: Document, name: str, options: PageOptions) -> bytes:
    """Return the document in the named format; raise MachineError where this machine lacks what it takes."""
    produced: bytes = import_module((FORMATS | BOARDS)[name]).render(document, options)
    return produced


def ready(name: str) -> None:
    """Raise MachineError if this machine cannot render the format at all; cheap, and asked before any work."""
    check = getattr(import_module((FORMATS | BOARDS)[name]), "ready", None)
    if check:
        check()


def suffix(name: str) -> str:
    """Return what the names of files in a format end with; most formats are named by it."""
    return _SUFFIXES.get(name, name)
