"""Where each value of a YAML text begins and ends, its comment included: what an edit has to know.

The text must be one that `yaml_source.parse` accepts, and end in a line end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What the reader of YAML counts as the end of a line."""
SIGN = "# asked by jdgen"
"""The comment behind what was answered; nobody writes it about something of their own."""
WAS = "# was:"
"""Begins a comment that keeps what stood behind a key before an answer took its place."""
_COLON = re.compile(r"[ \t]*:")
_LITERALS = ("|", ">")


@dataclass(slots=True)
class Span:
    """A value: `start` to `end` in the text; a collection in braces or brackets is `flow`."""

    start: int
    end: int
    column: int = 0
    text: str = ""
    style: str = ""
    null: bool = False
    flow: bool = False
    entries: dict[str, Entry] | None = None
    items: list[Item] | None = None

    @property
    def empty(self) -> bool:
        """Return whether it is nothing, a blank text, or a collection of nothing."""
        if self.entries is None and self.items is None:
            return self.null or not self.text.strip()
        return not self.entries and not self.items

    @property
    def block(self) -> bool:
        """Return whether it is a collection that has lines of its own."""
        return not self.flow and (self.entries is not None or self.items is not None)


@dataclass(slots=True)
class Entry:
    """A key, where its colon ends, and its value."""

    start: int
    colon: int
    value: Span


@dataclass(slots=True)
class Item:
    """A member of a list; in a block list `start` is its dash."""

    start: int
    value: Span


@dataclass(slots=True)
class Lines:
    """The lines of a text, by where they begin."""

    text: str
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find where the lines begin."""
        self.starts = [0, *(found.end() for found in BREAK.finditer(self.text))]

    def offset(self, mark: Any) -> int:
        """Return where a mark of the reader stands in the text."""
        return self.starts[int(mark.line)] + int(mark.column)

    def number(self, offset: int) -> int:
        """Return the line in which a place stands, counted from 0."""
        return bisect_right(self.starts, offset) - 1

    def column(self, offset: int) -> int:
        """Return the column of a place in its line, counted from 0."""
        return offset - self.begin(offset)

    def begin(self, offset: int) -> int:
        """Return where the line of a place begins."""
        return self.starts[self.number(offset)]

    def stop(self, offset: int) -> int:
        """Return where the line of a place ends, its line end not counted."""
        found = BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def after(self, offset: int) -> int:
        """Return where the line behind that of a place begins."""
        number = self.number(offset) + 1
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def rest(self, offset: int) -> str:
        """Return what stands behind a place in its line."""
        return self.text[offset : self.stop(offset)]


def spans(text: str) -> tuple[Span | None, Lines]:
    """Return the tree of what stands where, None for a text of comments alone, and the lines of the text."""
    reader = _Reader(Lines(text))
    for event in yaml.parse(text, Loader=_Loader):
        reader.take(event)
    return reader.root, reader.lines


class _Reader:
    """Builds the spans from events."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.root: Span | None = None
        self._open: list[Span] = []
        self._keys: list[tuple[str, int, int] | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            span = self._open.pop()
            self._keys.pop()
            if span.flow:
                span.end = self.lines.offset(event.end_mark)
            self._grow(span.end)
            return
        if not isinstance(event, yaml.NodeEvent):
            return
        start: Any = event.start_mark
        span = Span(self.lines.offset(start), self.lines.offset(event.end_mark), int(start.column))
        if isinstance(event, yaml.ScalarEvent):
            span.text, span.style = event.value, event.style or ""
            span.null = not event.style and event.value in _NULLS
            if span.style in _LITERALS:
                span.end = self._end_of_literal(span)
            self._add(span)
            return
        span.flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.MappingStartEvent):
            span.entries = {}
        else:
            span.items = []
        self._add(span, key_taken=True)
        self._open.append(span)
        self._keys.append(None)

    def _add(self, span: Span, *, key_taken: bool = False) -> None:
        if not self._open:
            self.root = span
            return
        parent = self._open[-1]
        if parent.items is not None:
            parent.items.append(Item(span.start if parent.flow else self._dash(span, parent), span))
        elif parent.entries is not None:
            key = self._keys[-1]
            if key is None and not key_taken:
                self._keys[-1] = (span.text, span.start, span.end)
                return
            if key is not None:
                self._keys[-1] = None
                parent.entries[key[0]] = Entry(key[1], self._colon(key[2]), span)
        self._grow(span.end)

    def _grow(self, end: int) -> None:
        if self._open and not self._open[-1].flow:
            self._open[-1].end = max(self._open[-1].end, end)

    def _colon(self, end: int) -> int:
        found = _COLON.match(self.lines.text, end)
        return found.end() if found else end

    def _dash(self, span: Span, parent: Span) -> int:
        """Return where the dash before a member stands: in its line, or in one above."""
        number = self.lines.number(span.start)
        while number >= 0:
            dash = self.lines.starts[number] + parent.column
            if dash < span.start and self.lines.text[dash : dash + 1] == "-":
                return dash
            number -= 1
        return span.start

    def _end_of_literal(self, span: Span) -> int:
        """Return where the last line of a block text ends; empty lines behind it count only where it keeps them."""
        header = self.lines.rest(span.start)
        numbers = range(self.lines.number(span.start) + 1, self.lines.number(span.end))
        body = [self.lines.rest(self.lines.starts[number]) for number in numbers]
        last = len(body)
        if "+" not in header.partition("#")[0]:
            full = next((line for line in body if line.strip(" ")), "")
            indent = len(full) - len(full.lstrip(" "))
            while last and not body[last - 1].strip(" ") and len(body[last - 1]) <= indent:
                last -= 1
        if not last:
            return span.start + len(header.partition("#")[0].rstrip())
        return self.lines.starts[numbers[last - 1]] + len(body[last - 1])


def sign_of(entry: Entry | Item, lines: Lines) -> str:
    """Return the comment behind a key or a member if it says that this was answered, else an empty text."""
    value = entry.value
    if value.block:
        places = [entry.colon] if isinstance(entry, Entry) else []
    elif value.style in _LITERALS:
        places = [value.start + len(lines.rest(value.start).partition("#")[0].rstrip())]
    else:
        places = [value.end]
    for place in places:
        comment = lines.rest(place).strip()
        if comment == SIGN or (comment.startswith("#") and comment.endswith(f" {SIGN}")):
            return comment
    return ""


def was(sign: str) -> str | None:
    """Return what stood behind the key before the answer, if something did."""
    return sign.removeprefix(WAS).removesuffix(f" {SIGN}") if sign.startswith(WAS) else None


def filled(step: Entry | Item, lines: Lines) -> Iterator[int]:
    """Yield the numbers of the lines that a member of a collection fills."""
    first = lines.number(step.start)
    yield from range(first, lines.number(step.start if step.value.block else step.value.end) + 1)
    inner: Iterable[Entry | Item] = (step.value.entries or {}).values() or step.value.items or ()
    for part in inner if step.value.block else ():
        yield from filled(part, lines)
