"""What looks like a tag and is none: the placeholders of other programs, and signs that are written apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from jdgen.documents.contract import Shape
from jdgen.house.compiling.meant import dotted, instead
from jdgen.house.faults import Fault, Spot

MOST = 200
"""How many are told of a file."""
_MOST_OF_ONE = 10
"""How many are told of a paragraph."""
_NAME = r"[A-Za-z_]\w*(?:\.\w+)*"


class _Look(NamedTuple):
    """What a placeholder looks like, what is said of it, and what to write; without that, the name that is meant."""

    pattern: re.Pattern[str]
    what: str
    hint: str = ""


_LOOKS = (
    _Look(re.compile(r"\{[ \u00a0]+[{%#]|[}%#][ \u00a0]+\}"), "looks like a sign of a tag, but has a space in it",
          "write the two signs together"),
    _Look(re.compile(r"\{_[{%]|[%}]_\}"), "is no sign here", "a house template cannot print the signs of tags"),
    _Look(re.compile(rf"\$\{{{_NAME}\}}"), "is no tag here: it prints as it stands"),
    _Look(re.compile(rf"<<{_NAME}>>|«{_NAME}»"), "is no tag here: it prints as it stands"),
    _Look(re.compile(rf"\[\[{_NAME}\]\]"), "is no tag here: it prints as it stands"),
    _Look(re.compile(rf"(?<![${{])\{{ ?{_NAME} ?\}}(?!\}})"), "prints as it stands: single braces are words"),
)  # fmt: skip
_BRACKETS = _Look(re.compile(rf"(?<!\[)\[{_NAME}\](?!\])"), "prints as it stands: brackets are words")


def lookalikes(rest: str, spot: Spot, root: Shape | None) -> Iterator[Fault]:
    """Yield what looks like a tag in the words beside the tags of a paragraph; `root` is the contract, if it is known.

    Words in brackets are told only where they are a name of the contract, with its dot: others are for the reader.
    """
    yield from islice(_all(rest, spot, root), _MOST_OF_ONE)


def _all(rest: str, spot: Spot, root: Shape | None) -> Iterator[Fault]:
    for look in _LOOKS:
        for found in look.pattern.finditer(rest):
            hint = look.hint or instead(root, _bare(found[0]))
            yield Fault("tag.lookalike", f"`{found[0]}` {look.what}", spot, hint)
    names = {name for name, _ in dotted(root) if "." in name} if root and "[" in rest else set()
    for found in _BRACKETS.pattern.finditer(rest) if names else ():
        if _bare(found[0]).casefold() in names:
            hint = instead(root, _bare(found[0]))
            yield Fault("tag.lookalike", f"`{found[0]}` {_BRACKETS.what}", spot, hint)


def _bare(written: str) -> str:
    return re.sub(r"[${}<>«»\[\] ]", "", written)
