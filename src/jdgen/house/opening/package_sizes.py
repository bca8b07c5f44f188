"""Sizes that no Word file has: elements with too many attributes, and paragraphs of too many characters."""

from __future__ import annotations

import re
from typing import Any

from jdgen.house.opening.namespaces import w

# defense house.sizes: the caps on attributes and paragraphs
MAX_ATTRIBUTES, MAX_PARAGRAPH = 200, 200_000
_START = re.compile(rb"""[^<>"'/?!](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")


def crowded(data: bytes) -> bool:
    """Return whether an element has more attributes than any that Word writes; told before the part is parsed.

    The parser compares each attribute with all others, so that 10,000 of them take ten seconds.
    """
    for piece in data.replace(b"\0", b"").split(b"<"):
        if piece.count(b"=") > MAX_ATTRIBUTES:
            start = _START.match(piece)
            if start and re.sub(rb"""\"[^\"]*\"|'[^']*'""", b"", start[0]).count(b"=") > MAX_ATTRIBUTES:
                return True
    return False


def has_long_paragraph(root: Any) -> bool:
    """Return whether a paragraph, without those in its text boxes, has more characters than anybody reads."""
    counts: dict[Any, int] = {}
    for text in root.iter(w("t")):
        paragraph = next(text.iterancestors(w("p")), None)
        counts[paragraph] = counts.get(paragraph, 0) + len(text.text or "")
    return any(count > MAX_PARAGRAPH for count in counts.values())
