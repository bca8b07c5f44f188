"""How the width of the text is divided between columns: by their shares, but none is narrower than it must be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def shares(percents: Sequence[float], width: int) -> list[int]:
    """Return the widths of columns in whole units; together they are exactly `width`."""
    whole = sum(percents)
    edges = [round(width * sum(percents[:n]) / whole) for n in range(len(percents) + 1)]
    return [right - left for left, right in pairwise(edges)]


def fitted(percents: Sequence[int], least: Sequence[float], width: int) -> list[int]:
    """Return the widths of columns, none below its least one; the others give what that takes, as far as they can."""
    wanted = shares(percents, width)
    lacking = sum(max(low - own, 0) for own, low in zip(wanted, least, strict=True))
    spare = sum(max(own - low, 0) for own, low in zip(wanted, least, strict=True))
    if not lacking:
        return wanted
    if lacking > spare:
        return _capped(least, width)
    part = lacking / spare
    return shares([max(low, own - (own - low) * part) for own, low in zip(wanted, least, strict=True)], width)


def _capped(least: Sequence[float], width: int) -> list[int]:
    """Return the least widths, but the greatest of them cut to one width, so that all together have room."""
    cap, left = 0.0, float(width)
    for place, low in enumerate(sorted(least)):
        cap = left / (len(least) - place)
        if low >= cap:
            break
        left -= low
    return shares([min(low, cap) for low in least], width)
