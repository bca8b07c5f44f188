"""The XML of feeds: every value in a CDATA section, so that no sign of it is markup and none is a reference."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

_END = "]]>"
_SPLIT = "]]]]><![CDATA[>"
_JOINER = "\u2060"
_TAG = re.compile(r"<(?=[A-Za-z/!?])")

Value: TypeAlias = "str | Mapping[str, Value]"
"""What an element holds: a text, or elements by their names."""


def feed(about: Mapping[str, Value], jobs: Sequence[Mapping[str, Value]]) -> bytes:
    """Return a feed of jobs with what is said once; a value that is empty has no element."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<source>", *_elements(about)]
    for job in jobs:
        lines += _elements({"job": job})
    return "\n".join([*lines, "</source>", ""]).encode()


def _elements(values: Mapping[str, Value]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, str) and value:
            # defense feed.cdata: no value ends the section that holds it
            yield f"<{name}><![CDATA[{value.replace(_END, _SPLIT)}]]></{name}>"
        elif value and not isinstance(value, str):
            yield from (f"<{name}>", *_elements(value), f"</{name}>")


def bare(text: str) -> str:
    """Return words for HTML in which nothing may be a reference such as `&lt;`.

    A sign that would be read as markup is held apart from the letter behind it by a character without width.
    """
    # defense feed.bare: words of a feed are no markup where they are read as HTML
    apart = _TAG.sub(f"<{_JOINER}", text)
    # defense feed.references: words of a feed are no reference where they are read as HTML
    return apart if html.unescape(apart) == apart else apart.replace("&", f"&{_JOINER}")
