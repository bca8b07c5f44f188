"""Answers set into a YAML text, and taken out of it, without touching anything else that stands there.

Every line with a key that is added ends in the comment `# asked by jdgen`. Where a key stood already, with nothing
behind it, the comment keeps that nothing too, as in `scope: lead it  # was: null # asked by jdgen`, to be put back.
Each edit is proved: the new text is parsed, and must be the old tree and the change; else the edit is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import yaml_source
from jdgen.inputs.yaml_edit import flow as yaml_flow
from jdgen.inputs.yaml_edit import words as yaml_words
from jdgen.inputs.yaml_edit.forget import GONE, Removal, bare
from jdgen.inputs.yaml_edit.spans import BREAK, SIGN, WAS, Entry, Item, Lines, Span, filled, sign_of, spans
from jdgen.inputs.yaml_edit.words import Value
from jdgen.model.text import clean

Path = tuple[str | int, ...]
_BOM = "\ufeff"
_TYPED = ("\n", "\r\n")


def put(text: str, path: Path, value: Value, source: str) -> str:
    """Return the text with one value set; raise InputError where it cannot be, or where one stands already.

    An index that is the length of a list appends, missing parents are made, a blank value or one of ours is replaced.
    """
    _check(value, path)
    mark, ended = _ended(text)
    expected = _changed(_plain(ended, source), path, value)
    edited = _Editor(ended, source, path).put(value)
    return mark + _proved(edited, expected, Place(source), _shown(path))


def is_asked(text: str, path: Path) -> bool:
    """Return whether the value at a path is one that `put` set; a collection is one if all that is in it is."""
    _, ended = _ended(text)
    _plain(ended, "")
    span, lines = spans(ended)
    step: Entry | Item | None = None
    whole = False
    for part in path:
        # What stands in brackets was answered with them.
        whole = whole or (step is not None and step.value.flow and _all_asked(step, lines))
        step = _step(span, part)
        if step is None:
            return False
        span = step.value
    return step is not None and (whole or _all_asked(step, lines))


def forget(text: str, source: str = "") -> tuple[str, int]:
    """Return the text without the values that `put` set, and how many there were.

    A collection that was made for them goes too if nothing else stands in it; comments and empty lines stay. What
    `put` made of a text becomes that text again, but for two things: a line end that was missing behind its last line
    stays, and a last line that ended in U+0085 or U+2028 behind an empty value ends in a line feed.
    """
    mark, ended = _ended(text)
    _plain(ended, source)
    root, lines = spans(ended)
    if root is None:
        return text, 0
    removal = Removal(lines)
    left = removal.take(root)
    edited = removal.result()
    if edited == ended:
        return text, 0
    place, hint = removal.advice(source)
    return mark + _proved(edited, None if left is GONE else left, place, "", hint), max(removal.count, 1)


def _check(value: Value, path: Path) -> None:
    """Refuse a text that no document can carry, before it gets into a file."""
    for text in _texts(value):
        try:
            blank = not clean(text)
        # defense answers.characters: an answer that no document can carry is not written into the file
        except PydanticCustomError as error:
            raise InputError(Problem(f"the answer to `{_shown(path)}` {error.message()}")) from None
        # defense answers.blank: a blank answer is not written into the file
        if blank:
            raise InputError(Problem(f"the answer to `{_shown(path)}` is blank"))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _ended(text: str) -> tuple[str, str]:
    """Return the byte order mark of a text, if it has one, and the text with a line end behind its last line."""
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    return mark, text if not text or BREAK.fullmatch(text[-1]) else text + _line_end(text)


def _line_end(text: str) -> str:
    """Return the line end that a text uses; a line end of old Macs would join with a line feed behind it."""
    found = next((end.group() for end in BREAK.finditer(text) if end.group() in _TYPED), "")
    return found or ("\r" if "\r" in text else "\n")


def _shown(path: Path) -> str:
    """Return a path as messages write it, such as `stories[0].action`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _step(span: Span | None, part: str | int) -> Entry | Item | None:
    """Return the member of a collection that a part of a path names."""
    if span is None:
        return None
    if isinstance(part, str):
        return (span.entries or {}).get(part)
    items = span.items or []
    return items[part] if 0 <= part < len(items) else None


def _all_asked(step: Entry | Item, lines: Lines) -> bool:
    if not step.value.block:
        return bool(sign_of(step, lines))
    if isinstance(step, Entry) and not sign_of(step, lines):
        return False
    inner: Iterable[Entry | Item] = (step.value.entries or {}).values() or step.value.items or ()
    return all(_all_asked(part, lines) for part in inner)


def _plain(text: str, source: str) -> Any:
    """Return the tree of a text without places, None for comments alone; raise InputError if it is no YAML of ours."""
    try:
        return bare(yaml_source.parse(text, source))
    except InputError as error:
        if [problem.message for problem in error.problems] == ["is empty"]:
            return None
        raise


def _changed(tree: Any, path: Path, value: Value) -> Any:
    """Return the plain tree that an edit must give."""
    if not path:
        return _bare_value(value)
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = list(tree) if isinstance(tree, list) else []
        items[part : part + 1] = [_changed(items[part] if part < len(items) else None, rest, value)]
        return items
    entries = dict(tree) if isinstance(tree, dict) else {}
    entries[part] = _changed(entries.get(part), rest, value)
    return entries


def _bare_value(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _bare_value(part) for key, part in value.items()}
    return value if isinstance(value, str) else [_bare_value(part) for part in value]


def _proved(text: str, expected: Any, place: Place, what: str, hint: str = "write it there yourself") -> str:
    """Return the new text if it says what it must, and raise InputError if it does not."""
    try:
        found = _plain(text, place.source)
    except InputError:
        found = GONE
    # defense answers.proved: an edit that changes anything but what was asked is refused
    if found is GONE or found != expected:
        said = f"the answer to `{what}` cannot be added" if what else "the answers cannot be taken out"
        raise InputError(Problem(f"{said} without changing something else in the file", place, hint))
    return text


class _Editor:
    """Sets one value into a text."""

    def __init__(self, text: str, source: str, path: Path) -> None:
        self.text = text
        self.source = source
        self.path = path
        self.root, self.lines = spans(text)

    def put(self, value: Value) -> str:
        """Return the text with the value at the path."""
        span = self.root
        if span is None or (span.null and span.start == span.end):
            return self._inserted(len(self.text), self._rows(0, value, 0), 0)
        above, inside = -1, False
        for depth, part in enumerate(self.path):
            self._fit(span, part)
            step = _step(span, part)
            last = depth + 1 == len(self.path)
            ours = step is not None and last and (inside or yaml_flow.is_ours(step, self.lines))
            if span.flow and (step is None or step.value.empty or ours):
                return self._in_flow(span, depth, step if ours else None, value)
            if step is None:
                return self._inserted(self._behind(span, above), self._rows(depth, value, span.column), span.column)
            if last or step.value.empty:
                return self._replaced(step, depth + 1, value)
            inside = inside or (step.value.flow and bool(sign_of(step, self.lines)))
            above, span = span.column, step.value
        raise self._problem("names no place for an answer", span.start)

    def _rows(self, depth: int, value: Value, column: int) -> Iterator[str]:
        """Return the lines of the part of the path at a depth, and of all that is below it."""
        part, inner = self.path[depth], self._below(depth + 1, value)
        if isinstance(part, int):
            return yaml_words.item(inner, column)
        return yaml_words.entry(yaml_words.keyed(part), inner, column)

    def _below(self, depth: int, value: Value) -> Value:
        """Return the value with the collections that the rest of the path names around it."""
        for part in reversed(self.path[depth:]):
            if isinstance(part, int) and part:
                raise self._problem("this list has no entries yet", 0)
            value = {part: value} if isinstance(part, str) else yaml_words.Rows([value])
        return value

    def _fit(self, span: Span, part: str | int) -> None:
        """Refuse a path that the file's own shape contradicts."""
        if isinstance(part, str) and span.entries is None:
            raise self._problem("expected keys and values here", span.start)
        if isinstance(part, int) and span.items is None:
            raise self._problem("expected a list here", span.start)
        if isinstance(part, int) and not 0 <= part <= len(span.items or ()):
            raise self._problem(f"this list ends at {len(span.items or ())}", span.start)

    def _behind(self, span: Span, above: int) -> int:
        """Return where the line begins behind a block collection, and behind the comments that belong to it."""
        place = found = self.lines.after(span.end)
        least = span.column if span is self.root else above
        while place < len(self.text):
            line = self.lines.rest(place)
            bare_line = line.lstrip(" \t")
            if bare_line.startswith("#") and len(line) - len(bare_line) > least:
                found = self.lines.after(place)
            elif bare_line:
                break
            place = self.lines.after(place)
        return found

    def _inserted(self, place: int, rows: Iterator[str], column: int) -> str:
        first, *others = rows
        return self._with(place, place, [" " * column + first, *others, ""])

    def _with(self, start: int, end: int, rows: Iterable[str]) -> str:
        # A line that stood here keeps its own line end, also where lines follow it now.
        own = BREAK.match(self.text, end) if start < end else None
        between = own.group() if own and own.group() in _TYPED else _line_end(self.text)
        return self.text[:start] + between.join(rows) + self.text[end:]

    def _replaced(self, step: Entry | Item, depth: int, value: Value) -> str:
        """Return the text with an answer in place of another, or of nothing."""
        sign = sign_of(step, self.lines)
        span = step.value
        ours = _all_asked(step, self.lines) and isinstance(step, Entry) if span.block else sign or span.empty
        # defense answers.own_words: what somebody wrote is not replaced by an answer
        if not ours:
            raise self._problem("is written in your file already", step.start, "change it there")
        column = self.lines.column(step.start)
        inner = self._below(depth, value)
        end = self.lines.stop(span.end)
        if self.text[end:].lstrip().startswith("#") or (span.block and list(self._between(step, end))):
            inner = yaml_words.on_one_line(inner)
        if isinstance(step, Item):
            if not sign:
                raise self._problem("stands empty in your file", step.start, "delete that line")
            return self._with(step.start, end, yaml_words.item(inner, column))
        if not sign:
            if self.lines.number(span.end) != self.lines.number(step.start):
                raise self._problem("stands empty on several lines", step.start, "write `null` behind its key")
            sign = f"{WAS}{self.text[step.colon : end]} {SIGN}"
        rows = yaml_words.entry(self.text[step.start : step.colon], inner, column, sign)
        return self._with(step.start, end, [*rows, *self._between(step, end)])

    def _between(self, step: Entry | Item, end: int) -> Iterator[str]:
        """Yield the comments and empty lines that stand between the answers of a collection."""
        ours = set(filled(step, self.lines))
        numbers = range(self.lines.number(step.start), self.lines.number(end) + 1)
        yield from (self.lines.rest(self.lines.starts[number]) for number in numbers if number not in ours)

    def _in_flow(self, span: Span, depth: int, step: Entry | Item | None, value: Value) -> str:
        """Return the text with an answer in braces or brackets: a new one, or another in place of one of ours."""
        there = _step(span, self.path[depth])
        if span.empty or (there and not step):
            start = there.start if there else span.start
            raise self._problem("stands empty in your file", start, "take it out, or write it on a line of its own")
        said = yaml_flow.member(self.path[depth], self._below(depth + 1, value))
        if step is None:
            return yaml_flow.added(self.lines, span, said, _line_end(self.text))
        return self.text[: step.start] + said + self.text[step.value.end :]

    def _problem(self, said: str, offset: int, hint: str = "") -> InputError:
        place = Place(self.source, self.lines.number(offset) + 1, self.lines.column(offset) + 1)
        return InputError(Problem(f"`{_shown(self.path)}`: {said}", place, hint))
