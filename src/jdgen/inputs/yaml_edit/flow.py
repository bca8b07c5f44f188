"""Answers within braces and brackets: each on a line of its own that begins with a comma, before the closing sign.

A comment cannot stand within a line of braces, so the closing sign moves to a line below the answers. There it stands
as far in as they do; one that had a line of its own before stands further out, and stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from jdgen.inputs.yaml_edit.spans import SIGN, Entry, Item, Lines, Span, sign_of
from jdgen.inputs.yaml_edit.words import Value, keyed, quoted

_FURTHER = 4


def written(value: Value) -> str:
    """Return a value in quotes, braces and brackets."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{keyed(key)} {written(part)}' for key, part in value.items())}}}"
    return f"[{', '.join(written(part) for part in value)}]"


def member(part: str | int, value: Value) -> str:
    """Return what stands for one part of a path: a key and its value, or a value."""
    return f"{keyed(part)} {written(value)}" if isinstance(part, str) else written(value)


def added(lines: Lines, span: Span, said: str, end: str) -> str:
    """Return the text with one more member in braces or brackets; `end` is the line end of the text."""
    text, sign = lines.text, span.end - 1
    begin = lines.begin(sign)
    before = text[begin:sign]
    last = _members(span)[-1]
    if before.strip() or begin <= span.start:
        row = lines.rest(begin)
        margin = " " * (len(row) - len(row.lstrip(" ")) + _FURTHER)
        return f"{text[:sign]}{end}{margin}, {said}  {SIGN}{end}{margin}{text[sign:]}"
    margin = _margin(last, lines) if is_ours(last, lines) else before + "  "
    return f"{text[:begin]}{margin}, {said}  {SIGN}{end}{text[begin:]}"


def is_ours(step: Entry | Item, lines: Lines) -> bool:
    """Return whether a member has a line that `added` wrote."""
    before = lines.text[lines.begin(step.start) : step.start]
    return before.strip() == "," and bool(sign_of(step, lines))


def removed(span: Span, lines: Lines) -> Iterator[tuple[int, int]]:
    """Yield the places of the text that go with the answers of braces or brackets."""
    ours = [step for step in _members(span) if is_ours(step, lines)]
    rows = [part for step in ours for part in _parts(lines.begin(step.start), lines.after(step.value.end), lines)]
    sign = span.end - 1
    together = bool(rows) and all(one[1] == other[0] for one, other in pairwise(rows))
    # Behind a comment the closing sign would be one more word of it.
    together = together and not _ends_in_comment(span, rows[0][0], lines)
    moved = together and rows[-1][1] == lines.begin(sign)
    if moved and {_margin(step, lines) for step in ours} == {lines.text[rows[-1][1] : sign]}:
        first = lines.starts[lines.number(rows[0][0]) - 1]
        yield lines.stop(first), sign
    else:
        yield from rows


def _parts(start: int, end: int, lines: Lines) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines of an answer, without those of comments that stand within it."""
    for number in range(lines.number(start), lines.number(end - 1) + 1):
        begin = lines.starts[number]
        if lines.rest(begin).lstrip(" \t").startswith("#"):
            if start < begin:
                yield start, begin
            start = lines.after(begin)
    if start < end:
        yield start, end


def _ends_in_comment(span: Span, offset: int, lines: Lines) -> bool:
    """Return whether the line above that of a place is a comment, or ends in one."""
    above = lines.starts[lines.number(offset) - 1]
    behind = max([above, *(step.value.end for step in _members(span) if step.value.end <= offset)])
    return lines.text[behind : lines.stop(above)].lstrip(" \t,").startswith("#")


def _members(span: Span) -> list[Any]:
    return list((span.entries or {}).values()) or list(span.items or ())


def _margin(step: Entry | Item, lines: Lines) -> str:
    """Return what stands before the comma of a line."""
    return lines.text[lines.begin(step.start) : step.start].partition(",")[0]

