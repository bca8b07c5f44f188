"""JSON with positions.

YAML readers cannot stand in: they fail on escaped surrogate pairs, on keys over 1,024 characters and on DEL.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # public name without a stub

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs.source import MAX_DEPTH, MAX_NODES, Mapping, Node, Scalar, Sequence

_SPACE = re.compile(r"[ \t\n\r]*")
# defense json.numbers: a number is one of JSON: no NaN, and no zeros before it
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_SAID = (
    ("Unterminated string", "this quote is never closed"),
    ("Invalid control character", "a text cannot hold a control character"),
    ("Invalid \\u", "`\\u` needs four hexadecimal digits"),
    ("Invalid \\escape", "JSON does not know this escape; write `\\\\` for a `\\`"),
)
_WORDS = {"true": False, "false": False, "null": True}


def parse(text: str, source: str, most: int = MAX_NODES) -> Node:
    """Return the tree of a JSON text; raise InputError with the place of what is wrong."""
    reader = _Reader(text, source, most)
    node, end = reader.value(reader.skip(0), 0)
    end = reader.skip(end)
    # defense json.end: nothing may follow the value, and be left out
    if end != len(text):
        raise reader.wrong(end, "something follows the end of the JSON value")
    if reader.problems:
        raise InputError(reader.problems)
    return node


class _Reader:
    """A recursive reader; depth is capped far below Python's own limit."""

    def __init__(self, text: str, source: str, most: int) -> None:
        self.text = text
        self.source = source
        self.most = most
        self.problems: list[Problem] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._count = 0

    def place(self, position: int) -> Place:
        """Return the line and column of a position."""
        line = bisect_right(self._lines, position)
        return Place(self.source, line, position - self._lines[line - 1] + 1)

    def wrong(self, position: int, message: str) -> InputError:
        """Return the error for a position."""
        return InputError(Problem(message, self.place(min(position, len(self.text)))))

    def skip(self, position: int) -> int:
        """Return the position after white space."""
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def value(self, position: int, depth: int) -> tuple[Node, int]:
        """Return the value that begins at a position, and the position after it."""
        self._count += 1
        # defense json.values: values are counted while they are read, before they fill the memory
        if self._count > self.most:
            raise self.wrong(position, f"holds more than {self.most:,} values")
        # defense json.depth: depth is counted while a file is read, before the stack overflows
        if depth > MAX_DEPTH:
            raise self.wrong(position, f"nests deeper than {MAX_DEPTH} levels")
        first = self.text[position : position + 1]
        if first == '"':
            text, end = self._string(position)
            return Scalar(text, self.place(position)), end
        if first == "{":
            return self._mapping(position, depth)
        if first == "[":
            return self._sequence(position, depth)
        for word, null in _WORDS.items():
            if self.text.startswith(word, position):
                return Scalar(word, self.place(position), null), position + len(word)
        number = _NUMBER.match(self.text, position)
        if number:
            return Scalar(number.group(), self.place(position)), number.end()
        if not first:
            raise self.wrong(position, "the file ends before its JSON does")
        raise self.wrong(position, self._comma(position) or "expected a JSON value; a text stands in double quotes")

    def _comma(self, position: int) -> str:
        last = self.text[position : position + 1] in {"]", "}"} and self.text[:position].rstrip().endswith(",")
        return "a comma stands before the end; take it out" if last else ""

    def _string(self, position: int) -> tuple[str, int]:
        try:
            # defense json.controls: a control character in a text is refused where it stands
            text, end = scanstring(self.text, position + 1, True)
        except JSONDecodeError as error:
            if self.text[error.pos : error.pos + 1] == "\n":
                raise self.wrong(position, "this quote is not closed in its line") from None
            message = next((ours for theirs, ours in _SAID if error.msg.startswith(theirs)), error.msg)
            raise self.wrong(error.pos, message) from None
        half = _HALF.search(text)
        # defense json.surrogates: half a character is refused at its place
        if half:
            said = f"holds the character U+{ord(half.group()):04X}, which documents cannot carry"
            self.problems.append(Problem(said, self.place(position)))
        return text, end

    def _sequence(self, position: int, depth: int) -> tuple[Node, int]:
        node = Sequence(self.place(position))
        position = self.skip(position + 1)
        if self.text[position : position + 1] == "]":
            return node, position + 1
        while True:
            item, position = self.value(position, depth + 1)
            node.items.append(item)
            position = self.skip(position)
            if self.text[position : position + 1] == "]":
                return node, position + 1
            position = self._expect(position, ",", "expected `,` or `]`")

    def _mapping(self, position: int, depth: int) -> tuple[Node, int]:
        node = Mapping(self.place(position))
        position = self.skip(position + 1)
        if self.text[position : position + 1] == "}":
            return node, position + 1
        while True:
            if self.text[position : position + 1] != '"':
                raise self.wrong(position, self._comma(position) or "expected a key in double quotes")
            start = position
            key, position = self._string(position)
            position = self._expect(self.skip(position), ":", "expected `:`")
            value, position = self.value(position, depth + 1)
            # defense json.duplicates: a key that is written twice loses neither value without a word
            if key in node.entries:
                said = f"`{printable(key, 60)}` is written twice; first at line {node.keys[key].line}"
                self.problems.append(Problem(said, self.place(start)))
            node.put(key, value, self.place(start))
            position = self.skip(position)
            if self.text[position : position + 1] == "}":
                return node, position + 1
            position = self._expect(position, ",", "expected `,` or `}`")

    def _expect(self, position: int, sign: str, message: str) -> int:
        if self.text[position : position + 1] != sign:
            raise self.wrong(position, message)
        return self.skip(position + 1)
