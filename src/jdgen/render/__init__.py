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
"""Format name (also the file suffix) -> module with `render(document, options) -> bytes` and, optionally, `ready()`."""

BINARY = frozenset({"docx", "pdf"})


def render(document: Document, name: str, options: PageOptions) -> bytes:
    """Return the document in the named format; raise MachineError where this machine lacks what it takes."""
    produced: bytes = import_module(FORMATS[name]).render(document, options)
    return produced


def ready(name: str) -> None:
    """Raise MachineError if this machine cannot render the format at all; cheap, and asked before any work."""
    check = getattr(import_module(FORMATS[name]), "ready", None)
    if check:
        check()
