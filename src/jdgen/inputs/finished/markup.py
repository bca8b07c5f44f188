"""HTML as tags and texts with their places: each sign is looked at once, so that no page can make the reading slow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_KEY = re.compile(r"[^\s/>=][^\s/>=]*")
_SPACE = re.compile(r"[\s/]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_COMMENT_END = re.compile(r"-->|(?<!<!)--!>")
_XML = re.compile(r"\s{0,99}<\?xml\s")
_FOREIGN = frozenset(("svg", "math"))
"""Elements that are XML in any page."""
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
"""Elements whose content is no markup, with how they end."""


class Tag(NamedTuple):
    """A start tag with its attributes, or an end tag; `empty` is true for an element that is both, as `<svg/>` is."""

    name: str
    opens: bool
    attributes: dict[str, str]
    empty: bool = False


class Said(NamedTuple):
    """A text without markup, its references resolved."""

    text: str
    line: int
    column: int


def scanned(page: str, xml: bool = False) -> Iterator[Tag | Said]:
    """Yield tags and texts in order; comments, declarations and what a raw element holds are left out.

    A page of XML, which one without `xml` may say itself to be, ends any element by `/>`; other pages do not.
    """
    xml = xml or bool(_XML.match(page))
    lines = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", page))]
    at = 0
    while at < len(page):
        sign = page.find("<", at)
        while sign >= 0 and not is_markup(page, sign):
            sign = page.find("<", sign + 1)
        yield from _said(page, at, len(page) if sign < 0 else sign, lines)
        if sign < 0:
            return
        tag, at = tag_at(page, sign)
        if tag:
            xml = xml or (tag.opens and tag.name == "html" and "xmlns" in tag.attributes)
            tag = tag._replace(empty=tag.empty and (xml or tag.name in _FOREIGN))
            yield tag
            if tag.opens and tag.name in RAW and not tag.empty:
                end = RAW[tag.name].search(page, at)
                at = end.start() if end else len(page)


def raw(page: str, name: str) -> Iterator[tuple[Tag, int, int]]:
    """Yield each element of a name whose content is no markup, such as `script`: its tag, and where its content is."""
    at = 0
    while (sign := page.find("<", at)) >= 0:
        if not is_markup(page, sign):
            at = sign + 1
            continue
        tag, at = tag_at(page, sign)
        if tag and tag.opens and tag.name in RAW:
            end = RAW[tag.name].search(page, at)
            stop = end.start() if end else len(page)
            if tag.name == name:
                yield tag, at, stop
            at = stop


def is_markup(page: str, sign: int) -> bool:
    """Return whether the sign `<` there begins a tag, a comment or a declaration."""
    after = page[sign + 1 : sign + 3]
    return after[:1].isalpha() or after[:1] in ("!", "?") or (after[:1] == "/" and after[1:].isalpha())


def tag_at(page: str, sign: int) -> tuple[Tag | None, int]:
    """Return the tag at a sign, None for a comment or a declaration, and its end; one without an end takes all."""
    # defense finished.comments: a comment of a page is none of its words
    if page.startswith("<!--", sign):
        # The signs of `<!-->` are both its beginning and its end.
        closed = _COMMENT_END.search(page, sign + 2)
        return None, closed.end() if closed else len(page)
    closes = page[sign + 1] == "/"
    name = _NAME.match(page, sign + 1 + closes)
    if name is None or closes:
        end = page.find(">", sign)
        found = Tag(name[0].lower(), False, {}) if name else None
        return (found, end + 1) if end >= 0 else (None, len(page))
    attributes, end, empty = _attributes(page, name.end())
    return (Tag(name[0].lower(), True, attributes, empty), end) if end >= 0 else (None, len(page))


def _attributes(page: str, at: int) -> tuple[dict[str, str], int, bool]:
    """Return the attributes of a start tag, where it ends, -1 for a tag that does not end, and whether by `/>`."""
    found: dict[str, str] = {}
    while True:
        before, at = at, _end(_SPACE, page, at)
        if at >= len(page):
            return found, -1, False
        if page[at] == ">":
            # A slash of a value without quotation marks belongs to that value.
            return found, at + 1, page.endswith("/", before, at)
        key = _KEY.match(page, at)
        at = key.end() if key else at + 1
        equals = _EQUALS.match(page, at)
        value = ""
        if equals:
            at = equals.end()
            quote = page[at : at + 1]
            end = page.find(quote, at + 1) if quote in ('"', "'") and quote else _end(_BARE, page, at)
            if end < 0:
                return found, -1, False
            value = page[at + 1 : end] if quote in ('"', "'") else page[at:end]
            at = end + 1 if quote in ('"', "'") else end
        if key:
            found.setdefault(key[0].lower(), unescape(value))


def _end(pattern: re.Pattern[str], page: str, at: int) -> int:
    match = pattern.match(page, at)
    return match.end() if match else at


def _said(page: str, start: int, end: int, lines: list[int]) -> Iterator[Said]:
    """Yield a text in pieces: a reference is one of its own, since it is longer than what it stands for."""
    while start < end:
        reference = _REFERENCE.search(page, start, end)
        plain = reference.start() if reference else end
        while start < plain:
            line = bisect_right(lines, start)
            stop = min(plain, lines[line] if line < len(lines) else plain)
            yield Said(page[start:stop], line, start - lines[line - 1] + 1)
            start = stop
        if reference:
            line = bisect_right(lines, start)
            yield Said(unescape(reference[0]), line, start - lines[line - 1] + 1)
            start = reference.end()
