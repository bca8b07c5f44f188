"""Lists that lost their signs on the way: labels and values in turn, and entries that are but lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jdgen.documents.reading import Passage
from jdgen.model.rules import Part

CLOSED = re.compile(r"[.!?;,…][\"'”’)\]]*$")
"""The end of a sentence, or of a part of one."""
_LISTED: tuple[Part, ...] = ("duties", "requirements", "must", "nice", "offer", "conditions")
_FEWEST, _LONGEST = 3, 200


def is_bare_label(text: str) -> bool:
    """Return whether a text may be the label of a value: few words, and no sentence."""
    return text.count(" ") < 5 and ":" not in text.rstrip(":") and not CLOSED.search(text)


def paired(passages: list[Passage]) -> Iterator[Passage]:
    """Yield the passages; entries of the facts that are a label and its value in turn become facts."""
    number = 0
    while number < len(passages):
        end = number
        while end < len(passages) and passages[end].kind == "bullet" and passages[end].part == "facts":
            end += 1
        run = passages[number:end]
        labels, values = run[::2], run[1::2]
        if len(run) >= 4 and len(labels) == len(values) and all(is_bare_label(label.text) for label in labels):
            yield from map(_merged, labels, values)
        else:
            yield from run
        yield from passages[end : end + 1]
        number = end + 1


def _merged(label: Passage, value: Passage) -> Passage:
    offset = len(label.text) + 2
    marks = (*label.marks, *((start + offset, line, column) for start, line, column in value.marks))
    return replace(label, kind="fact", text=f"{label.text}: {value.text}", marks=marks)


def without_signs(passages: list[Passage]) -> Iterator[Passage]:
    """Yield the passages; three or more lines of one sentence right below each other are a list, signs or no signs."""
    number = 0
    while number < len(passages):
        end = number
        while end < len(passages) and _goes_on(passages, number, end):
            end += 1
        run = passages[number:end]
        yield from (replace(one, kind="bullet") for one in run) if len(run) >= _FEWEST else run
        if end == number:
            yield passages[end]
        number = max(end, number + 1)


def _goes_on(passages: list[Passage], start: int, at: int) -> bool:
    """Return whether a passage may be an entry, and is right below the one before it if the run has begun."""
    return _is_entry(passages[at]) and (at == start or _touch(passages[at - 1], passages[at]))


def _is_entry(passage: Passage) -> bool:
    return passage.kind == "paragraph" and passage.part in _LISTED and may_be_entry(passage.text)


def may_be_entry(text: str) -> bool:
    """Return whether a line may be an entry that has lost its sign: short, and one sentence."""
    return len(text) <= _LONGEST and ". " not in text


def _touch(one: Passage, two: Passage) -> bool:
    if one.place is None or two.place is None or one.part != two.part:
        return False
    return two.place.line - one.place.line == 1
