"""The XML of feeds: every value in a CDATA section, so that no sign of it is markup and none is a reference."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

_END = "]]>"
_SPLIT = "]]]]><![CDATA[>"
_JOINER = "\u2060"
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def feed(about: Mapping[str, str], jobs: Sequence[Mapping[str, str]]) -> bytes:
    """Return a feed of jobs with what is said once; a value that is empty has no element."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<source>", *(_element(*one) for one in about.items() if one[1])]
    for job in jobs:
        lines += ["<job>", *(_element(*one) for one in job.items() if one[1]), "</job>"]
    return "\n".join([*lines, "</source>", ""]).encode()


def _element(name: str, value: str) -> str:
    return f"<{name}><![CDATA[{value.replace(_END, _SPLIT)}]]></{name}>"


def bare(text: str) -> str:
    """Return words for HTML in which nothing may be a reference such as `&lt;`.

    A sign that would be read as markup is held apart from the letter behind it by a character without width.
    """
    apart = _TAG.sub(f"<{_JOINER}", text)
    return apart if html.unescape(apart) == apart else apart.replace("&", f"&{_JOINER}")
