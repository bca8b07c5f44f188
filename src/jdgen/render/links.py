"""Links that may stand in a document."""

from __future__ import annotations

SCHEMES = ("http://", "https://", "mailto:", "tel:")


def checked(link: str) -> str:
    """Return the link if it is one that may stand in a document; the inputs let no other through."""
    # defense links.checked: a document leads to the web, mail and telephone alone
    if not link.lower().startswith(SCHEMES) or not link.isprintable() or " " in link:
        raise ValueError(f"not a link for a document: {link!r}")
    return link
