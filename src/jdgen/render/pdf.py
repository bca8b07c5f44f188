"""A PDF from a document tree: PDF/UA-1 and PDF/A-2a in one file, the same bytes every time."""

from __future__ import annotations

import re
import zlib
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from jdgen.documents.tree import Document
from jdgen.render import fonts, html, libraries, page_look
from jdgen.render.options import PageOptions

if TYPE_CHECKING:
    from jdgen.render.engine import Engine

_COMPRESSED = re.compile(rb"/Type /ObjStm[^>]{0,200}>>\r?\nstream\r?\n")
_PAGES = re.compile(rb"/Type /Pages[^>]{0,100000}/Count (\d{1,9})")
_RENDERING = Lock()  # the engine, its log and its fonts are one for the process


def ready() -> None:
    """Raise MachineError if a system library or the font is missing; WeasyPrint is not imported for it."""
    libraries.require()
    fonts.folder()


def render(document: Document, options: PageOptions) -> bytes:
    """Return the PDF; raise MachineError for a missing library or font, and for a character that no font has.

    Templates of somebody's own may raise TemplateError.
    """
    if options.pages:
        from jdgen.render.limited import rendered

        return rendered("pdf", document, options)
    with _RENDERING:
        return engine().render(html.pages(document, options), options, page_look.picture(document, options))


def pages_in(data: bytes) -> int:
    """Return how many pages a PDF of ours has: its page tree stands in one of its compressed objects."""
    for found in _COMPRESSED.finditer(data):
        tree = _PAGES.search(zlib.decompressobj().decompress(data[found.end() :]))
        if tree:
            return int(tree[1])
    raise ValueError("no page tree in the PDF")


@cache
def engine() -> Engine:
    """Return the engine, set up once: its import takes a quarter of a second, its fonts grow with each set-up."""
    ready()
    fonts.configure()
    with libraries.found():
        from jdgen.render.engine import Engine

        return Engine()
