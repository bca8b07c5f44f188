"""From lines of a finished posting to its passages: which line is the title, which a heading, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jdgen.documents.reading import Kind, Passage, numbered
from jdgen.errors import Place
from jdgen.inputs.finished.closing import CLOSED_BY, closing_part
from jdgen.inputs.finished.headings import known_part
from jdgen.inputs.finished.lists import CLOSED, may_be_entry, paired, without_signs
from jdgen.inputs.finished.pieces import SHORT, Piece, bounded, fact, is_known, is_short
from jdgen.inputs.finished.words import Words
from jdgen.model.rules import Part
from jdgen.rules.phrases import Phrases

_LABEL = re.compile(r"([^\W_][^:\n]{0,40}?)\s?:\s+(?=\S)")
_TITLES = frozenset({"job title", "title", "position", "position title", "role", "job"})
_WRAPPERS = frozenset(
    ("job description", "full job description", "position description", "job posting", "vacancy", "now hiring")
)
_INLINE: tuple[Part, ...] = ("duties", "requirements", "must", "nice", "process", "apply", "about", "legal", "why")
_EQUAL = Phrases(
    (phrase, "legal")
    for phrase in (
        "equal opportunity/opportunities employer", "equal employment opportunity", "without regard to race/age/sex",
        "does/do not discriminate", "rehabilitation of offenders",
    )
)  # fmt: skip
_MOST_EQUAL = 3000
"""A paragraph of up to so many characters that says so is of the legal part, where no heading opens one."""
_BASE, _INNER = 2, 7
"""The level of a heading that is a line like others: of a main part, or below all headings that are marked as such."""
_LONG = 60
_LONGEST_TITLE, _MOST_TITLE = 120, 16
"""A title of one line has no more characters, and fewer spaces."""
_SEPARATED = re.compile(r"\s[-–—|•·/]\s|[|!(\[$€£]")
_SENTENCE = frozenset((
    "a", "an", "are", "as", "at", "come", "do", "here", "if", "in", "is", "it", "join", "looking", "our", "please",
    "the", "this", "we", "we're", "we’re", "what", "with", "you", "your",
))  # fmt: skip
"""Words that begin sentences, and no title of that length."""


def shaped(pieces: Iterable[Piece], source: str, unit: str = "") -> tuple[Passage, ...]:
    """Return the passages of a finished text, each with what it is and what it is about."""
    place = Place(source, unit=unit)
    found = list(_Shape(list(bounded(pieces, place)), place).passages())
    return numbered(without_signs(list(paired(found))))


class _Shape:
    """Walks the pieces in order and remembers below which headings it is."""

    def __init__(self, pieces: list[Piece], place: Place) -> None:
        self._pieces = pieces
        self._place = place
        self._title = _title(pieces)
        self._real = any(p.kind == "heading" for number, p in enumerate(pieces) if number != self._title)
        self._open: list[tuple[int, Part]] = []
        # Whether the piece before was a heading, and whether a bold line is a smaller one.
        self._headed = self._small = False
        # Whether the piece before was a short line that might be one of several, and the last entry of its part.
        self._listing = False
        self._entry: Passage | None = None
        self._legal = any(known_part(p.text) == "legal" for p in pieces if p.kind != "bullet" and is_known(p.text))

    def passages(self) -> Iterator[Passage]:
        for number, piece in enumerate(self._pieces):
            after = self._pieces[number + 1] if number + 1 < len(self._pieces) else None
            if number == self._title:
                yield self._said("title", _bare_title(piece))
            elif self._title is not None and number == self._title + 1 and _is_subtitle(piece):
                yield self._said("subtitle", piece.words)
            elif self._title is not None and number < self._title and _is_wrapper(piece):
                yield self._said("heading", piece.words)
            else:
                yield from self._judged(piece, after)

    def _judged(self, piece: Piece, after: Piece | None) -> Iterator[Passage]:
        self._small = self._small or (self._headed and piece.strong)
        below, self._headed = self._headed, False
        level = self._level(piece, after)
        if level:
            # What an unknown heading right behind another one is about, that one says.
            self._enter(level, known_part(piece.text) or (self._part if below else None))
            self._small, self._headed = False, True
            yield self._said("heading", piece.words)
        elif piece.kind == "fact":
            yield self._said("fact", piece.words)
        elif piece.kind == "bullet":
            yield self._fact(piece) or self._said("bullet", piece.words)
        elif self._is_label(piece, after):
            yield self._said("label", piece.words)
        else:
            yield from self._inline(piece) or [self._fact(piece) or self._paragraph(piece)]

    def _paragraph(self, piece: Piece) -> Passage:
        """Return a paragraph; one that speaks of pay, benefits or hiring behind a list ends the part of the list."""
        if self._entry and self._part in CLOSED_BY and self._stands_apart(piece, self._entry):
            part = closing_part(piece.text)
            if part is not None:
                self._enter(_INNER if self._real else _BASE, part)
        return self._said("paragraph", piece.words)

    def _stands_apart(self, piece: Piece, entry: Passage) -> bool:
        """Return whether a paragraph is no entry itself: below entries with signs, below a gap, or too long for one."""
        gap = entry.place is not None and piece.words.start[0] - entry.place.line > 1
        return entry.kind == "bullet" or gap or not may_be_entry(piece.text)

    def _level(self, piece: Piece, after: Piece | None) -> int:
        """Return the level of a heading, or 0 for what is none."""
        if piece.kind == "heading":
            return piece.level
        if piece.kind != "line" or not is_short(piece.text) or after is None:
            return 0
        known, part = known_part(piece.text) if is_known(piece.text) else None, self._part
        if known is not None:
            inside = part in ("must", "nice", "requirements") and known == "requirements"
            return 0 if inside else _INNER if self._real else _BASE
        if piece.text.endswith(":") or self._real:
            return 0
        # A bold line right below a heading is a smaller one, and so are those after it, up to the next that is known.
        if piece.strong and not self._small:
            return _BASE
        return _BASE if self._stands_out(piece, after) else 0

    def _is_label(self, piece: Piece, after: Piece | None) -> bool:
        if not is_short(piece.text) or after is None or after.kind == "heading":
            return False
        if piece.text.endswith(":"):
            return True
        return piece.strong or (bool(self._open) and self._stands_out(piece, after))

    def _stands_out(self, piece: Piece, after: Piece) -> bool:
        """Return whether a plain line looks like a heading: short, above a body, and not one short line of several."""
        alone = piece.lone and not self._listing and not self._goes_on(piece)
        return alone and _looks_so(piece.text) and _is_body(after)

    def _goes_on(self, piece: Piece) -> bool:
        """Return whether a line is one of several entries without signs, right below another, or of the head."""
        if not self._open:
            return "," in piece.text
        entry = self._entry
        if entry is None or entry.kind != "paragraph" or entry.place is None or self._part not in CLOSED_BY:
            return False
        line = entry.marks[-1][1] if entry.marks else entry.place.line
        return piece.words.start[0] - line == 1

    @property
    def _part(self) -> Part:
        return self._open[-1][1] if self._open else ""

    def _enter(self, level: int, part: Part | None) -> None:
        """Open a part; a heading that says nothing known belongs to the one above it."""
        before = self._part
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        if part == "requirements" and self._open and before in ("must", "nice") and self._part == before:
            part = before
        self._open.append((level, self._part if part is None else part))

    def _inline(self, piece: Piece) -> list[Passage]:
        """Return the heading and the text of a line such as `Responsibilities: serve guests`."""
        label = _LABEL.match(piece.text)
        part = known_part(label[1]) if label else None
        if label is None or part is None or part == self._part:
            return []
        if part not in _INLINE and self._part in ("", "facts"):
            return []
        self._enter(_INNER if self._real else _BASE, part)
        heading = self._said("heading", piece.words.cut(0, label.end(1)))
        return [heading, self._said("paragraph", piece.words.cut(label.end()))]

    def _fact(self, piece: Piece) -> Passage | None:
        """Return a line such as `Location: Denver` as a fact, where facts stand: before headings, or below theirs."""
        free = self._part == "facts" or (self._part == "" and piece.kind != "bullet")
        if self._open and not free:
            return None
        label = _LABEL.match(piece.text)
        end, start = (label.end(1), label.end()) if label else (0, 0)
        if piece.kind == "bullet" and 0 < piece.words.lead < len(piece.text):
            end = start = piece.words.lead
        name, value = piece.words.cut(0, end), piece.words.cut(start)
        if not name.text or len(name.text.split()) > 5 or not value.text or len(value.text) > 300:
            return None
        return self._said("fact", fact(name, value).words)

    def _said(self, kind: Kind, words: Words) -> Passage:
        part: Part = "" if kind in ("title", "subtitle") else self._part
        if kind == "fact" and not self._open:
            part = "facts"
        if kind == "paragraph" and not self._legal and len(words.text) <= _MOST_EQUAL and _EQUAL.find(words.text):
            part = "legal"
        self._listing = kind == "paragraph" and _looks_so(words.text)
        line, column = words.start
        passage = Passage(kind, words.text, part, self._place._replace(line=line, column=column), words.marks)
        # An entry that has lost its sign is a paragraph here.
        if kind in ("heading", "bullet", "paragraph"):
            self._entry = None if kind == "heading" else passage
        return passage


def _title(pieces: Sequence[Piece]) -> int | None:
    """Return which piece is the title: what is marked as one, the only highest heading, or a short first line."""
    for number, piece in enumerate(pieces):
        if piece.kind == "title":
            return number
    highest = [number for number, piece in enumerate(pieces) if piece.kind == "heading" and piece.level == 1]
    free = [number for number in highest if known_part(pieces[number].text) is None]
    if free and len(highest) == 1:
        return free[0]
    named = next((number for number, piece in enumerate(pieces[:12]) if _names_title(piece)), None)
    if named is not None:
        return named
    start = 1 if pieces and _is_wrapper(pieces[0]) else 0
    first = pieces[start] if len(pieces) > start else None
    if first and first.kind in ("line", "heading") and _may_be_title(first.text) and first.text[-1] not in ".;,":
        known = known_part(first.text) is not None or first.text.endswith(":") or _LABEL.match(first.text)
        return None if known else start
    return free[0] if free else None


def _may_be_title(text: str) -> bool:
    """Return whether a first line may be a title: short, or longer with signs between its parts and no sentence."""
    if is_short(text):
        return True
    few = len(text) <= _LONGEST_TITLE and text.count(" ") < _MOST_TITLE
    return few and bool(_SEPARATED.search(text)) and text.split()[0].lower() not in _SENTENCE


def _is_wrapper(piece: Piece) -> bool:
    """Return whether a line says no more than that a posting follows."""
    return piece.text.strip(" :!").lower() in _WRAPPERS


def _names_title(piece: Piece) -> bool:
    label = _LABEL.match(piece.text)
    return bool(label) and label is not None and label[1].lower() in _TITLES and len(piece.text) <= SHORT * 2


def _bare_title(piece: Piece) -> Words:
    label = _LABEL.match(piece.text) if _names_title(piece) and piece.kind != "title" else None
    return piece.words.cut(label.end()) if label else piece.words


def _is_subtitle(piece: Piece) -> bool:
    if piece.kind == "subtitle":
        return True
    if piece.kind != "line" or piece.text.endswith(":") or known_part(piece.text) is not None:
        return False
    if _LABEL.match(piece.text) or (piece.lone and "·" not in piece.text and CLOSED.search(piece.text)):
        return False
    return " · " in piece.text or " | " in piece.text or (is_short(piece.text) and not CLOSED.search(piece.text))


def _looks_so(text: str) -> bool:
    """Return whether a plain line could be a heading: few words, a capital first, no sign of a sentence."""
    starts = text[0].isupper() or text[0].isdigit()
    return starts and text.count(" ") < 6 and not CLOSED.search(text) and not _LABEL.match(text)


def _is_body(piece: Piece) -> bool:
    """Return whether a piece is what stands below a heading."""
    return piece.kind == "bullet" or (piece.kind == "line" and len(piece.text) >= _LONG)
