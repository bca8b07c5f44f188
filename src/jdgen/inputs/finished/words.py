"""Words gathered from a source: white space is one space, what shows nothing is left out, each word has its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_UNSEEN = (
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
"""Soft hyphens, characters without width, signs of direction, and controls."""
# defense finished.unseen: characters that nobody sees divide no word that a check looks for
_WORD = re.compile(rf"[^\s{_UNSEEN}]+")
_GAP = re.compile(r"\s")
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its marks, as a passage has them, and how much of its beginning is bold."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    lead: int = 0

    @property
    def start(self) -> tuple[int, int]:
        """Return the line and the column of the first word; 0 where there is none."""
        return self.marks[0][1:] if self.marks else (0, 0)

    def cut(self, start: int, end: int | None = None) -> Words:
        """Return a part of the text without the spaces at its ends."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        part = part.strip()
        if not part or not self.marks:
            return Words(part)
        first = max(bisect_right(self.marks, (start, 1 << 60)) - 1, 0)
        offset, line, column = self.marks[first]
        # A text of thousands of lines may be cut at each of them, and only the marks of the part are looked at.
        later = self.marks[first + 1 : bisect_left(self.marks, (start + len(part), 0, 0))]
        marks = ((0, line, column + start - offset), *((o - start, ln, c) for o, ln, c in later))
        return Words(part, marks, max(min(self.lead - start, len(part)), 0))

    @staticmethod
    def joined(lines: Sequence[Words], between: str = " ") -> Words:
        """Return several texts as one."""
        marks: list[Mark] = []
        offset = lead = 0
        for words in lines:
            marks += ((start + offset, line, column) for start, line, column in words.marks)
            if lead == max(offset - len(between), 0):
                lead = offset + words.lead
            offset += len(words.text) + len(between)
        return Words(between.join(words.text for words in lines), tuple(marks), lead)


class Gathering:
    """Gathers words from pieces of a source that follow each other."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._length = 0
        self._lead = 0
        self._bold = True
        self._space = False

    def add(self, text: str, line: int, column: int, *, bold: bool = False) -> None:
        """Add a piece whose first character stands at a line and a column."""
        end = 0
        for match in _WORD.finditer(text):
            self._space = self._space or bool(_GAP.search(text, end, match.start()))
            end = match.end()
            self._word(match[0], line, column + match.start(), bold)
        self._space = self._space or bool(_GAP.search(text, end))

    def _word(self, word: str, line: int, column: int, bold: bool) -> None:
        if self._space and self._parts:
            self._parts.append(" ")
            self._length += 1
        self._space = False
        last = self._marks[-1] if self._marks else None
        if last is None or last[1] != line or column - last[2] != self._length - last[0]:
            self._marks.append((self._length, line, column))
        self._parts.append(word)
        self._length += len(word)
        self._bold = self._bold and bold
        if self._bold:
            self._lead = self._length

    def space(self) -> None:
        """Let the next word stand apart."""
        self._space = True

    @property
    def empty(self) -> bool:
        """Return whether no word was added."""
        return not self._parts

    def words(self) -> Words:
        """Return what was gathered."""
        return Words("".join(self._parts), tuple(self._marks), self._lead)


def gathered(pieces: Iterable[tuple[str, int, int]]) -> Words:
    """Return the words of pieces, each a text with its line and its column, with a space between them."""
    gathering = Gathering()
    for text, line, column in pieces:
        gathering.add(text, line, column)
        gathering.space()
    return gathering.words()
