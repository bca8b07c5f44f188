"""Pieces: the lines of a finished posting as its format gives them, before anybody has asked what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.finished.headings import known_part
from jdgen.inputs.finished.lists import is_bare_label
from jdgen.inputs.finished.words import Words

BULLET = re.compile(
    r"(?:[•‣⁃·∙●○◦◆◇■□▪▫►▶➢➤✓✔✅☑➔→\uf0b7\uf0a7\uf0d8]\s*|[-–—*+~]\s+|-(?=[^\W\d_])|\*(?=[\w$£€][^*]{0,300}$)|o\s+(?=[A-Z])|"
    r"(?P<number>\(?(?:\d{1,2}|[a-z])[.)])\s+)(?=\S)"
)
"""The sign of a list entry as people type it, at the beginning of a line."""
_LABELED = re.compile(r"[^\W_][^:.\n]{0,30}:\s")
"""A label before a value: such lines stand each for itself where they follow each other."""
# defense finished.pieces: no paragraph is so long that a check would have to cut it
MAX_PIECE, MAX_PIECES = 100_000, 500_000
"""No paragraph and no posting is a tenth as long; the checks read every character of what is shorter."""
SHORT = 80
"""A heading or a title has no more characters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a finished text.

    A `line` may turn out to be a heading; `lead` is how much of its beginning is bold, `lone` says that it stands on
    a line of its own in a plain text. A heading has a `level`, where 1 is the highest.
    """

    kind: Literal["title", "subtitle", "heading", "line", "bullet", "fact"]
    words: Words
    level: int = 0
    lone: bool = False
    marked: bool = False
    """A line in capitals, or one whose source says that it is a label."""

    @property
    def text(self) -> str:
        """Return the words."""
        return self.words.text

    @property
    def strong(self) -> bool:
        """Return whether all of it is set off from other lines, as headings are."""
        return self.marked or 0 < len(self.text) <= self.words.lead


def bounded(pieces: Iterable[Piece], place: Place, thing: str = "posting") -> Iterator[Piece]:
    """Yield the pieces that have words; raise InputError where they are too long for the checks to be quick."""
    total = 0
    for piece in pieces:
        length = len(piece.text)
        total += length
        if length > MAX_PIECE or total > MAX_PIECES:
            said = f"has a paragraph of {length:,} characters, and at most {MAX_PIECE:,} are read"
            if length <= MAX_PIECE:
                said = f"has more than {MAX_PIECES:,} characters of words up to here"
            line, column = piece.words.start
            hint = f"keep what is the {thing}, and leave out the rest"
            raise InputError(Problem(said, place._replace(line=line, column=column), hint))
        if length:
            yield piece


def lines_apart(lines: Sequence[Words], kind: Literal["line", "bullet"] = "line") -> Iterator[Piece]:
    """Yield the pieces of one block whose lines were broken by hand: what is a list or a heading there is one.

    Other lines are one text; an empty line, as two breaks make it, ends a text.
    """
    held: list[Words] = []
    for line in lines:
        sign = BULLET.match(line.text)
        heads = is_known(line.text)
        labeled = held and _LABELED.match(line.text) and _LABELED.match(held[-1].text)
        if held and (not line.text or sign or heads or labeled or (kind == "line" and _heads(held[-1]))):
            yield _one(held, kind)
            held, kind = [], "line" if heads else kind
        if line.text:
            held.append(line)
    if held:
        yield _one(held, kind)


def _heads(line: Words) -> bool:
    return line.lead >= len(line.text) or is_known(line.text)


def is_known(text: str) -> bool:
    """Return whether a line is a heading by its words: short, known, and no sentence."""
    return is_short(text) and text[-1:] not in (".", ";", ",") and known_part(text) is not None


def _one(lines: Sequence[Words], kind: Literal["line", "bullet"]) -> Piece:
    words = lines[0] if len(lines) == 1 else Words.joined(lines)
    return typed_bullet(Piece(kind, words))


def typed_bullet(piece: Piece) -> Piece:
    """Return the piece as a list entry without its sign, where somebody typed one before it."""
    sign = BULLET.match(piece.text)
    return replace(piece, kind="bullet", words=piece.words.cut(sign.end())) if sign else piece


def fact(label: Words, value: Words) -> Piece:
    """Return a label and its value as one piece."""
    return Piece("fact", Words.joined([label.cut(0, len(label.text.rstrip(": "))), value], ": "))


def table_row(cells: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """Yield what a row of a table says: labels with their values as facts, else what stands in each cell."""
    single = [cell[0] for cell in cells if len(cell) == 1 and cell[0].kind == "line"]
    labels, values = single[::2], single[1::2]
    if len(single) == len(cells) and len(cells) in (2, 4) and all(is_bare_label(label.text) for label in labels):
        yield from (fact(label.words, value.words) for label, value in zip(labels, values, strict=True))
    else:
        yield from (piece for cell in cells for piece in cell)


def is_short(text: str) -> bool:
    """Return whether a text is short enough for a heading or a title."""
    return len(text) <= SHORT and text.count(" ") < 10
