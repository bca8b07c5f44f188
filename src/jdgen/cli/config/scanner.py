"""Where the keys and values of a TOML file stand: the parser of the standard library reads them and does not say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

Location = tuple[str | int, ...]
Spot = tuple[int, int]
"""A line and a column, both counted from 1."""
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{1,2}(?!"))?'
    r"|'''(?:[^']|'(?!''))*'''(?:'{1,2}(?!'))?"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)


def spots(text: str) -> dict[Location, Spot]:
    """Return where each key of a valid TOML text stands, and each entry of a list, by their paths."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


class _Scanner:
    """One walk over a text that the parser has accepted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._found: dict[Location, Spot] = {}
        self._tables: dict[Location, int] = {}
        """How many tables each list of tables has so far."""

    def scan(self) -> dict[Location, Spot]:
        here: Location = ()
        while self._sign(_BLANK):
            if self._text.startswith("[[", self._at):
                here = self._header(2)
            elif self._text.startswith("[", self._at):
                here = self._header(1)
            else:
                self._pair(here)
        return self._found

    def _sign(self, over: re.Pattern[str]) -> str:
        """Step over what may stand between, and return the next character, or nothing at the end."""
        self._take(over)
        return self._text[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        taken = match[0] if match else ""
        self._at += len(taken)
        return taken

    def _spot(self) -> Spot:
        line = bisect_right(self._starts, self._at)
        return line, self._at - self._starts[line - 1] + 1

    def _header(self, brackets: int) -> Location:
        """Read `[a.b]` or `[[a.b]]`, and return the path of the table that begins."""
        self._at += brackets
        self._take(_SPACE)
        spot = self._spot()
        path: Location = ()
        names = list(self._names())
        for index, name in enumerate(names):
            path = (*path, name)
            self._found.setdefault(path, spot)
            if brackets == 2 and index == len(names) - 1:
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self._found.setdefault(path, spot)
        self._at += brackets
        return path

    def _names(self) -> Iterator[str]:
        """Yield the names of a dotted key, and step behind it."""
        while True:
            yield self._take(_BARE_KEY) or _said(self._take(_STRING))
            if self._sign(_SPACE) != ".":
                return
            self._at += 1
            self._take(_SPACE)

    def _pair(self, path: Location) -> None:
        spot = self._spot()
        for name in self._names():
            path = (*path, name)
            self._found.setdefault(path, spot)
        self._at += 1
        self._take(_SPACE)
        self._value(path)

    def _value(self, path: Location) -> None:
        sign = self._text[self._at]
        if sign in "\"'":
            self._take(_STRING)
        elif sign == "[":
            self._at += 1
            self._list(path)
        elif sign == "{":
            self._at += 1
            while (sign := self._sign(_BLANK)) != "}":
                if sign == ",":
                    self._at += 1
                else:
                    self._pair(path)
            self._at += 1
        else:
            self._take(_BARE_VALUE)

    def _list(self, path: Location) -> None:
        index = 0
        while (sign := self._sign(_BLANK)) != "]":
            if sign == ",":
                self._at += 1
                continue
            self._found[(*path, index)] = self._spot()
            self._value((*path, index))
            index += 1
        self._at += 1


def _said(quoted: str) -> str:
    """Return what a quoted key says."""
    from tomllib import loads

    return str(loads(f"key = {quoted}")["key"])
