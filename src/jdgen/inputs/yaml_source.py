"""YAML with positions, from the stream of its events.

The tree is built from events and not by a composer: events come one by one however deep a hostile file nests, and
anchors, aliases and tags are refused before anything grows from them.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs.source import MAX_DEPTH, MAX_NODES, Mapping, Node, Scalar, Sequence

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#]\S*)")


def parse(text: str, source: str) -> Node:
    """Return the tree of a YAML text; raise InputError with the place of what is wrong."""
    builder = _Builder(source, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError(_syntax(error, source)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(source, before.count("\n") + 1, error.position - (before.rfind("\n") + 1) + 1)
        message = f"holds the character {_code(error.character)}, which YAML does not allow"
        raise InputError(Problem(message, place)) from None
    if builder.problems:
        raise InputError(builder.problems)
    if builder.root is None:
        raise InputError(Problem("is empty", Place(source)))
    return builder.root


def _code(character: object) -> str:
    return f"U+{character:04X}" if isinstance(character, int) else f"U+{ord(str(character)[0]):04X}"


def _syntax(error: yaml.MarkedYAMLError, source: str) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
    said = error.problem or "cannot be read as YAML"
    if "mapping values are not allowed" in said:
        hint = 'put the text in quotes: "Engineer: Backend"'
        return Problem("a colon stands inside a text that is not quoted", place, hint)
    if "\\t" in said or "tab" in said:
        return Problem("a tab cannot indent YAML", place, "use spaces")
    if "control characters" in said:
        return Problem("holds a control character, which YAML does not allow", place)
    context = f" {error.context}" if error.context else ""
    return Problem(f"cannot be read as YAML: {said}{context}", place)


class _Builder:
    """Builds the tree from events, with a stack in place of recursion."""

    def __init__(self, source: str, lines: list[str]) -> None:
        self.source = source
        self.lines = lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise InputError(Problem("a second document begins here; write one per file", self._place(event)))
        if isinstance(event, yaml.AliasEvent):
            raise InputError(Problem("aliases (`*name`) are not used here; write the value out", self._place(event)))
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            null = not event.style and event.value in _NULLS
            self._check_comment(event)
            self._add(Scalar(event.value, self._place(event), null))
        elif isinstance(event, yaml.MappingStartEvent):
            self._push(Mapping(self._place(event)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._push(Sequence(self._place(event)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            self._keys.pop()

    def _place(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark
        return Place(self.source, mark.line + 1, mark.column + 1)

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            raise InputError(Problem(f"holds more than {MAX_NODES:,} values", self._place(event)))
        if event.anchor is not None:
            raise InputError(Problem("anchors (`&name`) are not used here; write the value out", self._place(event)))
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise InputError(Problem(f"tags (`{printable(tag, 40)}`) are not used here", self._place(event)))

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        # `title: Engineer #1` is silently read as `Engineer`.
        if event.style or not event.value:
            return
        end: Any = event.end_mark
        if end.line < len(self.lines):
            glued = _GLUED_COMMENT.match(self.lines[end.line], end.column)
            if glued:
                hint = "quote the text, or put a space after `#` for a comment"
                message = f"`{printable(glued.group(1), 30)}` after a value is a comment in YAML"
                place = Place(self.source, end.line + 1, glued.start(1) + 1)
                self.problems.append(Problem(message, place, hint))

    def _push(self, node: Mapping | Sequence) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise InputError(Problem(f"nests deeper than {MAX_DEPTH} levels", node.place))
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            self._keys[-1] = None
            parent.put(key.text, node, key.place)
        elif isinstance(node, Scalar):
            if node.text in parent.entries:
                first = parent.keys[node.text]
                said = f"`{printable(node.text, 60)}` is written twice; first at line {first.line}"
                self.problems.append(Problem(said, node.place))
            self._keys[-1] = node
        else:
            raise InputError(Problem("a key must be a plain text", node.place))
