"""Names in WordprocessingML, as short as they are written: `p`, `tbl`, `mc:Fallback`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jdgen.house.opening.namespaces import COMPATIBILITY, WORD
from jdgen.house.opening.package import Element

FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML cannot carry."""
_SPACES = {WORD: "", COMPATIBILITY: "mc:"}
_POINTS = {"pt": 20.0, "in": 1440.0, "cm": 566.929, "mm": 56.6929, "pc": 240.0, "pi": 240.0}


@lru_cache(maxsize=2048)
def _name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_SPACES.get(space, '?:')}{local}"


def name(element: Element) -> str:
    """Return `p` for a paragraph, `mc:Fallback` and its like, `?:` and the name of others, nothing for a comment."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


def above(element: Element, *names: str) -> Element | None:
    """Return the nearest element around this one that has one of the names."""
    return next((found for found in element.iterancestors() if name(found) in names), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of the name, and in it the first of the next one."""
    for wanted in path:
        if element is None:
            return None
        element = next((found for found in element if name(found) == wanted), None)
    return element


def value(element: Element | None, key: str) -> str:
    """Return an attribute, whatever its namespace; an absent one is empty."""
    if element is None:
        return ""
    return next((str(text) for tag, text in element.attrib.items() if tag.rpartition("}")[2] == key), "")


def named(element: Element, *names: str) -> Iterator[Element]:
    """Return all elements of the names below this one, in the order of the file."""
    return (found for found in element.iterdescendants() if name(found) in names)


def twips(text: str, default: int = 0) -> int:
    """Return a length in twentieths of a point; Word writes them bare, or with a unit."""
    factor = _POINTS.get(text[-2:].lower(), 0.0)
    try:
        return round(float(text[:-2]) * factor) if factor else round(float(text))
    except (ValueError, OverflowError):
        return default
