"""What leaves a YAML text when answers are forgotten: their lines, and the keys that were made to hold them."""

from __future__ import annotations

import re
from typing import Any

from jdgen.errors import InputError, Place
from jdgen.inputs import yaml_source
from jdgen.inputs.source import Mapping as Tree
from jdgen.inputs.source import Node, Scalar
from jdgen.inputs.yaml_edit import flow as yaml_flow
from jdgen.inputs.yaml_edit.spans import SIGN, Entry, Item, Lines, Span, sign_of, was

GONE: Any = object()
"""Stands for a value of which nothing is left."""
_BESIDE = frozenset(("id", "requirement"))
"""Keys of what an answer needs beside it: a story its name, a bridge what it meets."""
_COMMENT = re.compile(r"[ \t]+#.*")


def bare(node: Node) -> Any:
    """Return dicts, lists, texts and None, which compare without their places."""
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Tree):
        return {key: bare(value) for key, value in node.entries.items()}
    return [bare(value) for value in node.items]


class Removal:
    """The edits that take answers out of a text; `count` says how many values go."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.count = 0
        self._edits: dict[int, tuple[int, int, str]] = {}

    def result(self) -> str:
        """Return the text after all edits."""
        text, place, parts = self.lines.text, 0, []
        for start, end, instead in sorted(self._edits.values()):
            parts += [text[place:start], instead]
            place = end
        return "".join([*parts, text[place:]])

    def advice(self, source: str) -> tuple[Place, str]:
        """Return where to look, and what to do, if the edits would change something else.

        An indented comment that comes to stand below a text of several lines would be one more line of it.
        """
        for _, end, _ in sorted(self._edits.values()):
            begin = self.lines.begin(end)
            line = self.lines.rest(begin)
            if line[:1] in (" ", "\t") and line.lstrip(" \t").startswith("#"):
                place = Place(source, self.lines.number(begin) + 1, 1)
                return place, "begin this comment at the margin, or take it away"
        return Place(source), f"delete the lines that end in `{SIGN}` yourself"

    def take(self, span: Span) -> Any:
        """Note what goes of a value, and return what stays of it; GONE for a block of which nothing stays."""
        if span.flow:
            return self._flow(span)
        if span.entries is not None:
            kept: Any = {k: left for k, entry in span.entries.items() if (left := self._of(k, entry)) is not GONE}
        elif span.items is not None:
            kept = [left for item in span.items if (left := self._item(item)) is not GONE]
        else:
            return None if span.null else span.text
        return kept or GONE

    def _flow(self, span: Span) -> Any:
        """Note what goes of braces or brackets, and return what stays."""
        for start, end in yaml_flow.removed(span, self.lines):
            self._note(start, start, end, "")
        steps: list[Entry | Item] = [*(span.entries or {}).values(), *(span.items or ())]
        ours = [yaml_flow.is_ours(step, self.lines) for step in steps]
        self.count += sum(ours)
        left = [None if gone else self.take(step.value) for step, gone in zip(steps, ours, strict=True)]
        if span.entries is None:
            return [value for value, gone in zip(left, ours, strict=True) if not gone]
        return {key: value for key, value, gone in zip(span.entries, left, ours, strict=True) if not gone}

    def _of(self, key: str, entry: Entry) -> Any:
        """Note what goes of a key and its value, and return what stays; what an answer has beside it is not counted."""
        counted = self.count
        left = self.entry(entry)
        if key in _BESIDE:
            self.count = counted
        return left

    def entry(self, entry: Entry) -> Any:
        """Note what goes of a key and its value, and return what stays."""
        sign = sign_of(entry, self.lines)
        counted = self.count
        left = self.take(entry.value)
        if not sign:
            return None if left is GONE else left
        if _is_one(entry.value):
            # A list of texts was one answer, on one line or on several.
            self.count = counted + (self.count > counted or not entry.value.block)
        if entry.value.block and left is not GONE:
            self._note(entry.start, entry.colon, self.lines.stop(entry.colon), _comment(sign))
            return left
        end = entry.colon if entry.value.block else entry.value.end
        before = was(sign)
        stood = _stood(before)
        if before is None or stood is GONE:
            self._drop(entry.start, end)
            return GONE
        self._note(entry.start, entry.colon, self.lines.stop(end), before)
        return stood

    def _item(self, item: Item) -> Any:
        """Note what goes of a member of a list, and return what stays."""
        if not item.value.block:
            if sign_of(item, self.lines):
                self.count += 1
                self._drop(item.start, item.value.end)
                return GONE
            return self.take(item.value)
        left = self.take(item.value)
        if left is GONE:
            noted = self._edits.get(item.value.start)
            together = noted and self.lines.number(item.start) == self.lines.number(item.value.start)
            end = noted[1] if noted and together else item.start
            self._edits.pop(item.value.start if together else -1, None)
            self._drop(item.start, end)
        return left

    def _drop(self, start: int, end: int) -> None:
        """Note that lines go; a dash before the first of them stays."""
        begin = self.lines.begin(start)
        before = self.lines.text[begin:start]
        if before.strip():
            self._note(start, begin + len(before.rstrip()), self.lines.stop(end), "")
        else:
            self._note(start, begin, self.lines.after(end), "")

    def _note(self, name: int, start: int, end: int, instead: str) -> None:
        self._edits[name] = (start, end, instead)


def _is_one(value: Span) -> bool:
    """Return whether a value is one answer: a text, or a list of texts."""
    return not value.block or (value.items is not None and not any(item.value.block for item in value.items))


def _comment(sign: str) -> str:
    """Return the comment that stood behind a key before the sign came."""
    found = _COMMENT.search(was(sign) or "")
    return found.group() if found else ""


def _stood(before: str | None) -> Any:
    """Return the value that stood behind a key before the answer; GONE if that cannot be told."""
    try:
        tree = yaml_source.parse(f"key:{before}\n", "") if before is not None else None
    except InputError:
        return GONE
    return bare(tree.entries["key"]) if isinstance(tree, Tree) and list(tree.entries) == ["key"] else GONE
