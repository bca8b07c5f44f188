"""The words of a paragraph with the places they stand at, and the signs of tags among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import name

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_THINGS = frozenset({"drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference"})
_THING = "\ufffc"
_SILENT = frozenset({"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "txbxContent", "sdtPr", "sdtEndPr"})
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
DASHES = "-–—"
_SPACES = " \u00a0\u2002\u2003\u2009\u202f\u3000"
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
_STRING = re.compile(r"""[“”„"][^“”„"]{0,1000}[“”„"]|'(?:\\.|[^'\\]){0,1000}'|‘[^‘’]{0,1000}’""")
_QUOTE = re.compile(r"""["'“„‘”]|\{[{%#]|[}%#]\}""")


class Segment(NamedTuple):
    """Characters of a paragraph, and the `w:t` that holds them; without one they are a tab, a line break or a thing."""

    start: int
    end: int
    text: Element | None


class Piece(NamedTuple):
    """A part of a tag that stands in one `w:t`: its characters from `start` to `end`."""

    text: Element
    start: int
    end: int


class Words(NamedTuple):
    """What a paragraph says, its runs joined."""

    text: str
    segments: tuple[Segment, ...]

    def between(self, start: int, end: int) -> Iterator[Segment]:
        """Return the segments that hold the characters."""
        return (s for s in self.segments if s.start < end and s.end > start)


    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the characters as they stand in the file."""
        return tuple(
            Piece(s.text, max(start - s.start, 0), min(end, s.end) - s.start)
            for s in self.between(start, end)
            if s.text is not None
        )


class Found(NamedTuple):
    """A sign of a tag: a whole tag, one without its end, an end without its start, or one that ends as another."""

    state: Literal["whole", "open", "end", "mixed"]
    sign: str
    start: int
    end: int


def words(paragraph: Element) -> Words:
    """Return the words of a paragraph, but not those of text boxes in it, of field codes and of deleted words."""
    texts: list[str] = []
    segments: list[Segment] = []
    place = 0
    for element, text in _texts(paragraph):
        if text:
            texts.append(text)
            segments.append(Segment(place, place + len(text), element))
            place += len(text)
    return Words("".join(texts), tuple(segments))


def _texts(element: Element) -> Iterator[tuple[Element | None, str]]:
    for each in element:
        kind = name(each)
        if kind == "t":
            yield each, each.text or ""
        elif kind in _CHARACTERS:
            yield None, _CHARACTERS[kind]
        elif kind in _THINGS or kind == "mc:AlternateContent":
            yield None, _THING
        elif kind and kind not in _SILENT:
            yield from _texts(each)


def signs(text: str) -> Iterator[Found]:
    """Yield the tags in a text, and what looks like half of one, in order."""
    place, last = 0, text.rfind("#}")
    while match := _SIGN.search(text, place):
        one = _whole(text, match, last) if match[0] in ENDS else Found("end", match[0], match.start(), match.end())
        yield one
        place = one.end


def _whole(text: str, match: re.Match[str], last: int) -> Found:
    """Return the tag that begins here; strings in it may hold the signs of tags. `last` is the last end of a note."""
    sign, start = match[0], match.start()
    if sign == "{#":
        end = text.find("#}", match.end()) if last >= match.end() else -1
        return Found("whole", sign, start, end + 2) if end >= 0 else _opened(text, sign, start)
    ending = _ending(text, match.end(), strings=True) or _ending(text, match.end(), strings=False)
    if not ending:
        return _opened(text, sign, start)
    state: Literal["whole", "mixed"] = "whole" if ending[0] == ENDS[sign] else "mixed"
    return Found(state, sign, start, ending.end())


def _ending(text: str, place: int, *, strings: bool) -> re.Match[str] | None:
    """Return the first end of a tag before the next one begins."""
    while match := _QUOTE.search(text, place):
        place = match.end()
        if match[0] in ENDS:
            return None
        if len(match[0]) == 2:
            return match
        string = _STRING.match(text, match.start()) if strings else None
        if string and not any(sign in string[0] for sign in ENDS):
            place = string.end()
    return None


def _opened(text: str, sign: str, start: int) -> Found:
    """Return a tag without its end, as far as it may have been meant: to a single brace, or to the next tag."""
    stop = re.compile(r"\}|\{[{%#]|[\n\t]").search(text, start + 2)
    end = len(text) if not stop else stop.end() if stop[0] == "}" else stop.start()
    return Found("open", sign, start, max(end, start + 2))


def beside(said: Words, found: Found, before: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the white space that the dashes of a tag take away, as in Jinja, but never beyond its paragraph.

    `before` is where the tag before it ends.
    """
    text, start, end = said.text, found.start, found.end
    if text[start + 2] in DASHES:
        start = before + len(text[before:start].rstrip(_SPACES))
    if text[end - 3] in DASHES:
        end = len(text) - len(text[end:].lstrip(_SPACES))
    return said.pieces(start, found.start), said.pieces(found.end, end)
