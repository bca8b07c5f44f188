"""The head of a sheet: below a title or not, in one row or in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from jdgen.inputs.rows.columns import Said, is_field
from jdgen.inputs.rows.line import Line, trimmed

_AHEAD = 5
"""In how many rows that hold something the head must be found."""


class Sheet(NamedTuple):
    """A table in which nobody has looked at the meaning of columns: their names, and what stands below them."""

    heads: list[Said]
    lines: Iterator[Line]
    guarded: bool = True
    """Whether texts may be guarded against programs that take them for formulas."""


def parted(lines: Iterator[Line], known: Callable[[str], bool]) -> Sheet | None:
    """Return the head of a sheet and the rows below it; None for a sheet that holds nothing."""
    first = list(islice((line for line in lines if any(map(trimmed, line.texts))), _AHEAD))
    if not first:
        return None
    at = _below_titles(first, known)
    two = _of_two(first[at], first[at + 1]) if at + 1 < len(first) else None
    heads = two or [Said(_name(text), where) for text, where in zip(first[at].texts, first[at].places, strict=True)]
    while heads and not heads[-1].text:
        heads.pop()
    return Sheet(heads, chain(first[at + (2 if two else 1) :], lines))


def _name(text: str) -> str:
    """Return a head on one line, as people mean it."""
    return " ".join(trimmed(text).split())


def _below_titles(first: list[Line], known: Callable[[str], bool]) -> int:
    """Return which line is the head: the first, or one below titles, each of which stands alone in its row."""
    for index, line in enumerate(first):
        names = [text for text in map(_name, line.texts) if text]
        if any(map(known, names)):
            return index
        if len(names) > 1:
            break
    return 0


def _of_two(upper: Line, lower: Line) -> list[Said] | None:
    """Return the heads of two rows, where the lower one names values within what the upper one names.

    The upper cell may span several columns, and the others then are blank: `opening.pay` above `min` and `max`.
    """
    heads: list[Said] = []
    over = ""
    width = max(len(upper.texts), len(lower.texts))
    for index in range(width):
        top, low = _at(upper, index), _at(lower, index)
        over = top.text or over
        if not low.text:
            heads.append(top)
            over = ""
        elif over and is_field(f"{over}.{low.text}"):
            heads.append(Said(f"{over}.{low.text}", low.place))
        else:
            return None
    return heads


def _at(line: Line, index: int) -> Said:
    inside = index < len(line.texts)
    return Said(_name(line.texts[index]), line.places[index]) if inside else Said("", line.places[-1])
