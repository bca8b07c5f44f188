"""What stands at the foot of pages: one line beside their number, in which no part is broken."""

from __future__ import annotations

from jdgen.documents.room import width_of
from jdgen.render.lengths import shortened

_DOT = " · "
_ELLIPSIS = " …"
_SIZES = {False: 8.5, True: 16.0}
"""The sizes of its letters in points, in usual and in large print."""
_BETWEEN = 17.0
"""Points between the line and the number of the page."""
_NUMBERS = {False: "Page 88 of 88", True: " 88/88"}
"""The widest numbers of pages, without and with the name of a sheet before them."""


def foot(line: str, sheet: str | None, width: float, *, large: bool, spread: float = 1.0) -> str:
    """Return the line for pages whose text is so many points wide; their number names the `sheet`, if there is one.

    Where it has no room, its first part, which is the company, loses its last words; where that is not enough, it
    breaks between its parts, so that a version stays with its word. The letters are `spread` times as wide as ours.
    """
    line = shortened(line)
    number = _NUMBERS[sheet is not None]
    room = (width - _BETWEEN) / (_SIZES[large] * spread) - width_of(f"{sheet or ''}{number}")
    first, dot, rest = line.partition(_DOT)
    if not dot:
        return line
    words = first.split()
    for kept in range(len(words), 0, -1):
        shown = (first if kept == len(words) else " ".join(words[:kept]).rstrip(",&-– ") + _ELLIPSIS) + dot + rest
        if width_of(shown) <= room:
            return shown
    return _DOT.join([first, *(part.replace(" ", "\u00a0") for part in rest.split(_DOT))])
