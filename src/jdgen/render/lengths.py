"""What is told by its number of characters: a title that is set smaller, a page line that is cut."""

from __future__ import annotations

from jdgen.documents.tree import Inlines, plain

LONG_TITLE = 60
"""The longest title in its full size: two lines of a page."""

LONGEST_LINE = 110
"""The longest text at the head or the foot of a page: one line of it."""

LONGEST_NAME = 48
"""The longest name of a sheet beside its page number."""

_ELLIPSIS = " … "


def is_long(title: Inlines) -> bool:
    """Return whether a title is set in the smaller size."""
    return len(plain(title)) > LONG_TITLE


def shortened(line: str, longest: int = LONGEST_LINE) -> str:
    """Return the text of a header or footer, without its middle where it is too long; its end tells documents apart."""
    if len(line) <= longest:
        return line
    line, end = line.strip(), longest // 3
    head, tail = line[: longest - end - len(_ELLIPSIS)], line[-end:]
    words, space, _ = head.rpartition(" ")
    _, gap, last = tail.partition(" ")
    head = words if space and len(words) > len(head) // 2 else head
    tail = last if gap and len(last) > end // 2 else tail
    return f"{head}{_ELLIPSIS}{tail}".strip()
