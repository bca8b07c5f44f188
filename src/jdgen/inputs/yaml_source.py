"""YAML with positions, from the stream of its events.

The tree is built from events and not by a composer: events come one by one however deep a hostile file nests, and
anchors, aliases and tags are refused before anything grows from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs.source import COMMA, MAX_DEPTH, MAX_NODES, Mapping, Node, Scalar, Sequence

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#]\S*)")
_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})(?=$|[\s,}\]])")
_COLOR_IN_LIST = re.compile(rf"[ \t]*({_COLOR.pattern})")
# What the reader counts as the end of a line.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_QUOTE_IT = "put the whole text in quotes"
_FROM_START = ("an alias", "an anchor", "end of stream", "block scalar", "expected ':'")
"""Complaints whose cause is where the thing begins, not where the reader gave up."""
_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon stands inside a text that is not quoted",
        'quote the text, as in "Engineer: Backend", or mend the indentation',
    ),
    ("cannot start any token", "a text cannot begin with {sign}", _QUOTE_IT),
    ("scanning an alias", "a text cannot begin with `*`", _QUOTE_IT),
    ("scanning an anchor", "a text cannot begin with `&`", _QUOTE_IT),
    ("scanning a quoted scalar", "this quote is never closed", ""),
    ("unknown escape character", "double quotes do not know this escape", "use single quotes for a text with `\\`"),
    ("expected ':'", "expected `key: value`", "a text that goes on in a new line is indented deeper than its key"),
    ("',' or ']'", "expected `,` or `]`; the `[` is in line {opened}", _QUOTE_IT + " if it begins with `[`"),
    ("',' or '}'", "expected `,` or `}}`; the `{{` is in line {opened}", _QUOTE_IT + " if it begins with `{`"),
    ("scanning a block scalar", "a text cannot begin with `>` or `|`", _QUOTE_IT),
    ("expected node content", "expected a value", ""),
    ("expected <document start>", "a second document begins here; write one per file", ""),
)


def parse(text: str, source: str, most: int = MAX_NODES) -> Node:
    """Return the tree of a YAML text; raise InputError with the place of what is wrong."""
    lines = _BREAK.split(text)
    refused = _REFUSED.search(text)
    # defense yaml.characters: a character that YAML refuses is an error with its place
    if refused:
        before = _BREAK.split(text[: refused.start()])
        message = f"holds the character U+{ord(refused.group()):04X}, which YAML does not allow"
        raise InputError(Problem(message, Place(source, len(before), len(before[-1]) + 1)))
    builder = _Builder(source, lines, most)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError(list(_cut_short(text, source, lines)) or _syntax(error, source, lines)) from None
    if builder.problems:
        raise InputError(builder.problems)
    if builder.root is None:
        raise InputError(Problem("is empty", Place(source)))
    return builder.root


def _syntax(error: yaml.MarkedYAMLError, source: str, lines: list[str]) -> Problem:
    """Return the reader's complaint in words that say what to type."""
    said = f"{error.problem or ''} {error.context or ''}".strip()
    from_start = any(words in said for words in _FROM_START)
    mark: Any = (error.context_mark if from_start else None) or error.problem_mark or error.context_mark
    place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    before, sign = (line[: mark.column], line[mark.column : mark.column + 1]) if mark else ("", "")
    if sign == "\t" and not before.strip():
        return Problem("a tab cannot indent YAML", place, "use spaces")
    if "expected key" in said or "expected '-'" in said:
        if before.strip():
            return Problem("nothing may follow the closing quote or bracket", place, _QUOTE_IT)
        return Problem("this line does not fit the lines above it", place, "mend its indentation")
    shown = "a backtick" if sign == "`" else f"`{printable(sign)}`"
    opened = error.context_mark.line + 1 if error.context_mark else 0
    for words, message, hint in _SYNTAX:
        if words in said:
            return Problem(message.format(sign=shown, opened=opened), place, hint)
    return Problem(f"cannot be read as YAML: {said}", place)


def _cut_short(text: str, source: str, lines: list[str]) -> Iterator[Problem]:
    """Yield the comments in brackets that take a value, or what closes the brackets, with them.

    The reader complains only of what follows them, which may be lines away.
    """
    depth = 0
    try:
        for token in yaml.scan(text, Loader=_Loader):
            depth += isinstance(token, (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken))
            depth -= isinstance(token, (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken))
            end: Any = token.end_mark
            if depth and end.line < len(lines):
                # Where no value is begun, only a color is surely no comment.
                begun = isinstance(token, (yaml.ScalarToken, yaml.ValueToken))
                glued = (_GLUED_COMMENT if begun else _COLOR_IN_LIST).match(lines[end.line], end.column)
                if glued:
                    yield _comment(glued, Place(source, end.line + 1, glued.start(1) + 1))
    except yaml.MarkedYAMLError:
        return


def _comment(glued: re.Match[str], place: Place) -> Problem:
    """Return what is wrong with a value that YAML takes for a comment."""
    color = _COLOR.match(glued.string, glued.start(1))
    if color:
        return Problem("`#` begins a comment here", place, f'write `"{color[0]}"` in quotes')
    hint = "quote the text, or put a space after `#` for a comment"
    return Problem(f"`{printable(glued[1], 30)}` begins a comment in YAML", place, hint)


class _Builder:
    """Builds the tree from events, with a stack in place of recursion."""

    def __init__(self, source: str, lines: list[str], most: int) -> None:
        self.source = source
        self.most = most
        self.lines = lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        # defense yaml.one_document: a second document in one file is an error, and not left out
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise InputError(Problem("a second document begins here; write one per file", self._place(event)))
        # defense yaml.aliases: no value stands for another, of which a few bytes could make gigabytes
        if isinstance(event, yaml.AliasEvent):
            raise InputError(Problem("aliases (`*name`) are not used here", self._place(event), _QUOTE_IT))
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            # defense yaml.quoted: a text in quotes is a text, also where it reads `null`
            null = not event.style and event.value in _NULLS
            self._check_comment(event)
            # defense yaml.scalars: a scalar stays the text that it is: `NO` is a country, and 1.10 no number
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
        # defense yaml.values: values are counted while they are read, before they fill the memory
        if self._count > self.most:
            raise InputError(Problem(f"holds more than {self.most:,} values", self._place(event)))
        # defense yaml.anchors: a text that begins with `&` is not lost as an anchor
        if event.anchor is not None:
            raise InputError(Problem("anchors (`&name`) are not used here", self._place(event), _QUOTE_IT))
        tag = getattr(event, "tag", None)
        # defense yaml.tags: no tag makes an object, or takes the first word of a text
        if tag is not None and tag != "!":
            raise InputError(Problem("tags (`!name`) are not used here", self._place(event), _QUOTE_IT))

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        # `title: Engineer #1` is silently read as `Engineer`, and `title: #1 Engineer` as nothing.
        if event.style:
            return
        end: Any = event.end_mark
        if end.line < len(self.lines):
            glued = _GLUED_COMMENT.match(self.lines[end.line], end.column)
            # defense yaml.comments: what YAML takes for a comment within a text is told, as in `Engineer #1`
            if glued:
                self.problems.append(_comment(glued, Place(self.source, end.line + 1, glued.start(1) + 1)))

    def _push(self, node: Mapping | Sequence) -> None:
        # defense yaml.depth: depth is counted while a file is read, before a stack overflows
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
            # defense yaml.duplicates: a key that is written twice loses neither value without a word
            if node.text in parent.entries:
                first = parent.keys[node.text]
                said = f"`{printable(node.text, 60)}` is written twice; first at line {first.line}"
                self.problems.append(Problem(said, node.place, COMMA if node.text.isdecimal() else ""))
            self._keys[-1] = node
        else:
            # defense yaml.keys: a list or a mapping in place of a key is an error, and not left out
            hint = f"{_QUOTE_IT} if it begins with `{{` or `[`"
            raise InputError(Problem("a key must be a plain text", node.place, hint))
