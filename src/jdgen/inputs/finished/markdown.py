"""Markdown as pieces, by a CommonMark parser; each word is sought again in its line, so that its place is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from jdgen.inputs.finished.pieces import Piece, lines_apart, table_row
from jdgen.inputs.finished.words import Gathering, Words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ENDS = re.compile("\r\n|\r|\n")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_BOLD = re.compile(r"<(/?)(?:strong|b)>", re.IGNORECASE)
_SAID = frozenset(("text", "code_inline", "text_special"))
# defense finished.markdown: marks that never close do not make the parser slow
MAX_INLINE, MAX_MARKED, _WINDOW = 5_000, 50_000, 400
"""A longer paragraph is read without its marks, and so is what follows so many characters in all.

No posting is as long, and marks that never close make the parser slow.
"""


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a Markdown text in order."""
    rows = _ENDS.split(text)
    tokens = _blocks().parse("\n".join(rows))
    lists = spent = 0
    cells: list[list[Piece]] = []
    for number, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            lists += token.nesting
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield from table_row([cell for cell in cells if cell])
        elif token.type == "inline":
            before = tokens[number - 1]
            spent += len(token.content)
            lines = _lines(token, rows, marked=len(token.content) <= MAX_INLINE and spent <= MAX_MARKED)
            if before.type in ("th_open", "td_open"):
                cells.append(list(lines_apart(lines)))
            elif before.type == "heading_open":
                yield Piece("heading", _one(lines), int(before.tag[1:]))
            elif lists:
                yield from lines_apart(lines, "bullet")
            else:
                yield from lines_apart(lines)
        elif token.type in ("html_block", "code_block", "fence"):
            yield from _raw(token)


def _raw(token: Token) -> Iterator[Piece]:
    """Yield what stands in HTML or in a block of code, as a page and as plain lines."""
    first = token.map[0] if token.map else 0
    if token.type == "html_block":
        from jdgen.inputs.finished.html import pieces as of_page

        for piece in of_page(token.content):
            marks = tuple((offset, line + first, column) for offset, line, column in piece.words.marks)
            yield Piece(piece.kind, Words(piece.text, marks, piece.words.lead), piece.level, marked=piece.marked)
        return
    first += token.type == "fence"
    for number, line in enumerate(token.content.split("\n"), first + 1):
        yield from lines_apart([_words(line, number)])


@cache
def _blocks() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


@cache
def _inlines() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _lines(token: Token, rows: Sequence[str], *, marked: bool) -> list[Words]:
    """Return the words of a block, a break ends a line; the words are sought in the rows that the block covers."""
    first, last = token.map or (0, 0)
    if not marked:
        return [_words(row, number) for number, row in enumerate(token.content.split("\n"), first + 1)]
    seeker = _Seeker(rows, first, last)
    lines, bold = [Gathering()], 0
    for child in _inlines().parseInline(token.content)[0].children or ():
        if child.type in _SAID:
            for word in re.findall(r"\s+|\S+", child.content):
                seeker.add(lines[-1], word, bold=bold > 0)
        elif child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("softbreak", "hardbreak"):
            lines.append(Gathering())
        elif child.type == "image":
            seeker.add(lines[-1], child.content, bold=bold > 0)
        elif child.type == "html_inline":
            tag = _BOLD.fullmatch(child.content)
            bold += (-1 if tag[1] else 1) if tag else 0
            if _BREAK.fullmatch(child.content):
                lines.append(Gathering())
    return [line.words() for line in lines]


class _Seeker:
    """Finds words in the rows of a block, one after the other."""

    def __init__(self, rows: Sequence[str], first: int, last: int) -> None:
        self._rows = rows
        self._row, self._last = first, max(last, first + 1)
        self._at = 0

    def add(self, line: Gathering, word: str, *, bold: bool) -> None:
        """Add a word where it stands; one that is written with marks in it stands behind the word before it."""
        if word.isspace():
            line.space()
            return
        for row in range(self._row, min(self._row + 3, self._last, len(self._rows))):
            start = self._at if row == self._row else 0
            found = self._rows[row].find(word, start, start + _WINDOW + len(word))
            if found >= 0:
                self._row, self._at = row, found + len(word)
                line.add(word, row + 1, found + 1, bold=bold)
                return
        line.add(unescape(word), self._row + 1, self._at + 1, bold=bold)


def _words(text: str, line: int) -> Words:
    gathering = Gathering()
    gathering.add(text, line, 1)
    return gathering.words()


def _one(lines: Sequence[Words]) -> Words:
    return Words.joined([line for line in lines if line.text])
