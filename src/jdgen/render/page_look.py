"""The look of a document as pages take it: its values without pictures, its logo, and its fonts as CSS."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from jdgen.documents.look import Look, Picture
from jdgen.documents.tree import Document
from jdgen.render.options import PageOptions

LOGO = "jdgen:logo"
"""The address of the logo in the pages of a PDF."""
TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}

FONTS = '"Source Sans 3", "Source Sans Pro", Calibri, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'
"""What a browser takes where a look names no font that it has."""

_OTHER_FONT = 1.22
"""The width of DejaVu Sans, which is among the widest, against that of Source Sans."""
_WITH_LOGO = frozenset({"posting", "guide", "ladder", "rubric"})
_NOT_IN_A_NAME = re.compile(r"[^\w -]")


class Logo(NamedTuple):
    """A logo as a page shows it; its sides are in points."""

    address: str
    alt: str
    width: float
    height: float


def theme(options: PageOptions) -> Look:
    """Return the values that pages are set from; pictures are no part of them, so that sheets are few."""
    return options.look._replace(logo=None, drawing=None)


def picture(document: Document, options: PageOptions) -> Picture | None:
    """Return the logo of a document, as a drawing if there is one; a letter is the candidate's and has none."""
    look = options.look
    return (look.drawing or look.logo) if document.kind in _WITH_LOGO else None


def logo(document: Document, options: PageOptions, *, inside: bool) -> Logo | None:
    """Return the logo for a page, with the picture `inside` its address or with the address that a PDF has for it."""
    found = picture(document, options)
    if found is None:
        return None
    address = f"data:{TYPES[found.kind]};base64,{b64encode(found.data).decode()}" if inside else LOGO
    return Logo(address, found.alt, found.width, found.height)


def fonts(look: Look) -> dict[str, Markup | str]:
    """Return the fonts of a look for a browser, which takes the first that it has."""
    heading = stack(look.heading_font, FONTS) if look.heading_font else ""
    return {"fonts": stack(look.body_font, FONTS), "heading_fonts": heading}


def spread(look: Look) -> float:
    """Return how much wider than ours the letters of a look may be."""
    return _OTHER_FONT if look.body_font or look.heading_font else 1.0


def together(markup: Markup) -> Markup:
    """Return markup in which no line begins with a dot, and the last of several parts is not alone on one."""
    *parts, last = markup.split(" · ")
    return Markup("\u00a0·\u00a0").join([Markup("\u00a0· ").join(parts), last]) if parts else markup


def stack(names: Iterable[str], fallback: str) -> Markup:
    """Return a list of fonts as CSS: the names in quotes, no sign of which can end them, and a constant behind."""
    escaped = (_NOT_IN_A_NAME.sub(lambda sign: f"\\{ord(sign[0]):x} ", name) for name in names)
    quoted = (f'"{name}"' for name in escaped)
    return Markup(", ".join([*quoted, fallback]))  # noqa: S704 - quoted, and no `<` is left
