"""A finished letter, whoever wrote it: Word, HTML, Markdown or plain text, with what each part of it is for."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from jdgen import rules
from jdgen.documents.letter_reading import LetterReading, Portion, SlotName
from jdgen.documents.reading import Passage, numbered
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.finished.letter_parts import Part, parts
from jdgen.inputs.finished.pieces import BULLET, Piece, bounded
from jdgen.inputs.finished.posting import Format, opened
from jdgen.inputs.finished.text import RULE, Row, rows_of
from jdgen.inputs.finished.words import gathered

_PAGES, _COUNTED = re.compile(rb"<Pages>(\d{1,4})</Pages>"), re.compile(rb"<Words>(\d{1,6})</Words>")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?", re.IGNORECASE)
_MOST_PAGES, _OFF = 50, 0.1
"""No letter has more pages; a count of words that is further off was made of another state of the file."""
_WIDEST, _PARAGRAPH = 200, 100
"""No text with a longer line is wrapped; there, each line of more than so many characters is a paragraph."""
_ENDED = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class FinishedLetter:
    """A finished letter: what it says, the format that it is in, its bytes, and what its file is called."""

    reading: LetterReading
    kind: Format
    data: bytes
    source: str


def read_letter(path: str, stdin: bytes | None = None, company: str = "") -> LetterReading:
    """Return a finished letter read from a file, or for `-` from `stdin`; raise InputError for what is none."""
    return finished_letter(path, stdin, company).reading


def finished_letter(path: str, stdin: bytes | None = None, company: str = "") -> FinishedLetter:
    """Return a finished letter with its file; `company` is the one that it goes to, if that is known."""
    try:
        name, data, kind, text = opened(path, stdin)
    except InputError as error:
        raise InputError(map(_of_letter, error.problems)) from None
    place = Place(name, unit="paragraph" if kind == "docx" else "")
    pieces = list(bounded(_pieces(kind, text, data, name), place, "letter"))
    slots = _sections(text, pieces) if kind == "html" else None
    found = _told(pieces, slots) if slots else parts(pieces, company)
    if kind == "docx":
        found = [*_letterhead(data, name, pieces), *found]
    if not found:
        raise InputError(Problem("holds no words", Place(name)))
    portions = _portions(found, place)
    pages = _pages(data, sum(part.count for part in found)) if kind == "docx" else None
    return FinishedLetter(LetterReading(portions, Place(name), pages, slots is not None), kind, data, name)


def _letterhead(data: bytes, name: str, pieces: Sequence[Piece]) -> Iterator[Part]:
    """Yield what only a header or a footer says, each once: who writes, as letter paper has it."""
    from jdgen.inputs.finished.docx import margins

    whole = "\n".join(piece.text for piece in pieces)
    said = {piece.text: piece for piece in bounded(margins(data, name), Place(name), "letter")}
    for text, piece in said.items():
        if text not in whole and not _PAGE_NUMBER.fullmatch(text):
            yield Part("paragraph", piece.words, "sender")


def _of_letter(problem: Problem) -> Problem:
    """Return what is wrong with a file, said of a letter."""
    message = problem.message.replace("a finished posting", "a finished letter")
    return problem._replace(message=message, hint=problem.hint.replace("`--text`", "`--letter`"))


def _portions(found: Sequence[Part], place: Place) -> tuple[Portion, ...]:
    passages = numbered(
        Passage(
            part.kind,
            part.text,
            place=place._replace(line=part.words.start[0], column=part.words.start[1]),
            marks=part.words.marks,
        )
        for part in found
    )
    return tuple(Portion(part.slot, passage) for part, passage in zip(found, passages, strict=True))


def _pieces(kind: Format, text: str, data: bytes, name: str) -> Iterator[Piece]:
    # Each reader is imported where it is needed: a text needs neither a parser of XML nor one of Markdown.
    if kind == "docx":
        from jdgen.inputs.finished.docx import pieces as of_word

        return of_word(data, name)
    if kind == "html":
        from jdgen.inputs.finished.html import pieces as of_page

        return of_page(text, xml=name.lower().endswith(".xhtml"))
    if kind == "md":
        from jdgen.inputs.finished.markdown import pieces as of_markdown

        return of_markdown(text)
    return _of_text(text)


def _of_text(text: str) -> Iterator[Piece]:
    """Yield the blocks of a plain text: empty lines divide them, and so do the signs of a list."""
    rows = list(rows_of(text))
    wrapped = max((len(row.text) for row in rows), default=0) <= _WIDEST
    held: list[Row] = []
    for row in rows:
        if not row.text or RULE.fullmatch(row.text) or (held and _begins(held, row, wrapped=wrapped)):
            yield from _block(held)
            held = []
        if row.text and not RULE.fullmatch(row.text):
            held.append(row)
    yield from _block(held)


def _begins(held: Sequence[Row], row: Row, *, wrapped: bool) -> bool:
    """Return whether a line is no more of the block above it: an entry of a list, or a paragraph of one line."""
    last = held[-1]
    if BULLET.match(row.text):
        return bool(BULLET.match(held[0].text)) or last.text.endswith(_ENDED)
    if wrapped:
        return row.column > last.column + 1 and not BULLET.match(held[0].text)
    return max(len(row.text), len(last.text)) > _PARAGRAPH


def _block(rows: Sequence[Row]) -> Iterator[Piece]:
    if not rows:
        return
    words = gathered(rows)
    sign = BULLET.match(words.text)
    yield Piece("bullet", words.cut(sign.end())) if sign else Piece("line", words)


def _sections(page: str, pieces: Sequence[Piece]) -> list[SlotName] | None:
    """Return what each piece of a page of ours is for, by the section that it stands in; None for another page."""
    from jdgen.inputs.finished.markup import Said, scanned

    known, ours, open_slot = get_args(SlotName), False, ""
    starts: list[tuple[int, int]] = []
    slots: list[str] = []
    for part in scanned(page):
        if isinstance(part, Said):
            if part.text.strip() and not part.text.isspace():
                lead = len(part.text) - len(part.text.lstrip())
                starts.append((part.line, part.column + lead))
                slots.append(open_slot)
        elif part.name == "body" and part.opens:
            ours = "letter" in part.attributes.get("class", "").split()
        elif part.name == "section":
            open_slot = part.attributes.get("id", "") if part.opens else ""
    if not ours:
        return None
    found = [slots[max(bisect_right(starts, piece.words.start) - 1, 0)] for piece in pieces]
    # What stands behind the letter, as the notes of one with questions do, is no part of it.
    return [slot if slot in known else "notes" for slot in found] if "greeting" in found else None  # type: ignore


def _told(pieces: Iterable[Piece], slots: Sequence[SlotName]) -> list[Part]:
    """Return the parts of a page of ours; the names of its moves are no words of it."""
    moves = {str(slot.move) for slot in rules.slots().values()}
    return [
        Part("bullet" if piece.kind == "bullet" else "paragraph", piece.words, slot)
        for piece, slot in zip(pieces, slots, strict=True)
        if piece.text not in moves and slot in get_args(SlotName)
    ]


def _pages(data: bytes, words: int) -> int | None:
    """Return how many pages a word processor counted, where it counted the words of this state of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("docProps/app.xml") as file:
            said = file.read(100_000)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return None
    pages, counted = _PAGES.search(said), _COUNTED.search(said)
    if pages is None or counted is None or not 0 < int(pages[1]) <= _MOST_PAGES:
        return None
    return int(pages[1]) if abs(int(counted[1]) - words) <= words * _OFF else None
