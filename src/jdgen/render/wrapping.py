"""Lines of a given width, for programs that show plain text as it comes."""

from __future__ import annotations

import re

HANGING = 2
"""How far an entry hangs where its own indent would leave little of the line."""

_SPACES = re.compile("[ \\t]+")
# At the beginning of a line these would be read as the sign of an entry, a rule or a table.
_SIGN = re.compile(r"[-–—*+|]|\d{1,3}[.)]|=+|-+|_+|#+|>")


def wrapped(line: str, indent: int, width: int) -> list[str]:
    """Return a line as lines of up to `width` characters, those after the first behind an indent.

    No word and no address is cut: one that is longer stands alone. Nor does a line begin with what would make it
    something else.
    """
    hanging = " " * (indent if 2 * indent <= width else HANGING)
    pieces: list[str] = []
    for word in _SPACES.split(line[indent:]):
        if pieces and _SIGN.fullmatch(word):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    found = [line[:indent] + pieces[0]]
    if len(found[0]) > width and len(hanging) < indent:
        # A label of a fact, with little room behind it; below it, a further line of its value has none.
        label = line[:indent].rstrip()
        found = [*([label] if label else []), hanging + pieces[0]]
    for piece in pieces[1:]:
        if len(found[-1]) + 1 + len(piece) <= width:
            found[-1] += f" {piece}"
        else:
            found.append(hanging + piece)
    return found
