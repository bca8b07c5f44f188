"""Blocks as they were set in WordprocessingML: what documents have as one object, such as the duties of a role."""

from __future__ import annotations

from typing import NamedTuple


class Kept(NamedTuple):
    """A block as it was set, and what the blocks behind it depend on."""

    xml: str
    part: str
    was_quiet: bool
    numbered_lists: int


_MOST = 384
_kept: dict[tuple[object, ...], Kept] = {}


def find(key: tuple[object, ...]) -> Kept | None:
    """Return a block that was set before in the same way."""
    return _kept.get(key)


def keep(key: tuple[object, ...], made: Kept) -> None:
    """Keep a block; most are of one document alone, and all are dropped now and then, which costs less than order."""
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = made
