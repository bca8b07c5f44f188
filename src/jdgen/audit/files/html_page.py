"""An HTML page as elements with their places; each sign is looked at once, so that no page makes the reading slow."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.finished.markup import RAW, Tag, is_markup, tag_at

# defense audit.pages: a page larger than its readers can take is not judged
MAX_BYTES = 10_000_000
"""How large a page may be, with the pictures that are set into it."""
_ELEMENTS = 100_000
_DEEP = 500
"""How deep elements may stand in each other; browsers end at 512."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_EARLY = 1024
"""In how many bytes browsers look for the coding of a page."""
VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
))  # fmt: skip
_OPTIONAL = frozenset((
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "caption", "rt", "rp",
))  # fmt: skip
"""Elements that may be left open."""
_ENDS = {
    "li": ({"li"}, {"ul", "ol", "menu"}), "dt": ({"dt", "dd"}, {"dl"}), "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}), "td": ({"td", "th"}, {"tr", "table"}), "th": ({"td", "th"}, {"tr", "table"}),
    "thead": ({"tbody", "tr", "td", "th"}, {"table"}), "tbody": ({"thead", "tbody", "tr", "td", "th"}, {"table"}),
    "tfoot": ({"tbody", "tr", "td", "th"}, {"table"}), "option": ({"option"}, {"select", "datalist"}),
    "body": ({"head"}, {"html"}),
}  # fmt: skip
"""What ends where an element begins, and how far outward that reaches."""
_NO_PARAGRAPH = frozenset((
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul",
))  # fmt: skip
_NEAR = 30
"""How far outward an element that is left open is looked for."""


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, its attributes, where it begins, and what is in it: elements and texts."""

    name: str
    attributes: dict[str, str]
    at: int
    parent: Element | None = None
    inside: list[Element | str] = field(default_factory=list)
    depth: int = 0
    _words: str | None = None

    def get(self, name: str) -> str:
        """Return an attribute without white space around it, or an empty text."""
        return self.attributes.get(name, "").strip()

    def elements(self) -> Iterator[Element]:
        """Yield it and all elements in it, in order."""
        waiting: list[Element] = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(inner for inner in reversed(one.inside) if isinstance(inner, Element))

    def words(self) -> str:
        """Return the texts in it, with one space where white space stands."""
        if self._words is None:
            self._words = self._said()
        return self._words

    def _said(self) -> str:
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                parts.append(one)
            elif one.name not in ("script", "style", "template"):
                parts.append(" " if one.name in ("br", "td", "th", "li") or one.name in _NO_PARAGRAPH else "")
                waiting.extend(reversed(one.inside))
        return " ".join("".join(parts).split())

    def above(self) -> Iterator[Element]:
        """Yield it and what it stands in, outward."""
        one: Element | None = self
        while one:
            yield one
            one = one.parent


@dataclass(slots=True)
class Page:
    """A page: what is in it, its comments, what stands at its beginning, and what was never closed."""

    source: str
    text: str
    root: Element
    comments: list[tuple[int, str]] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    doctype: str = ""
    encoding: str = ""
    """Why its letters may be read wrongly, or an empty text."""
    _lines: list[int] = field(default_factory=list)

    def place(self, at: int | Element = 0) -> Place:
        """Return the place of an element, or of a sign of the page."""
        at = at.at if isinstance(at, Element) else at
        if not self._lines:
            self._lines.extend((0, *(match.end() for match in re.finditer("\r\n|\r|\n", self.text))))
        line = bisect_right(self._lines, at)
        return Place(self.source, line, at - self._lines[line - 1] + 1)

    @property
    def is_fragment(self) -> bool:
        """Return whether it is a piece that is set into a page of somebody else."""
        names = ("html", "head", "body", "title", "meta")
        return not self.doctype and not any(one.name in names for one in self.root.elements())


def read(data: bytes, source: str) -> Page:
    """Return a page as elements; InputError says why one cannot be read."""
    if len(data) > MAX_BYTES:
        raise _problem(source, f"has over {MAX_BYTES:,} bytes", "set smaller pictures into it")
    text, encoding = _decoded(data)
    if not text.strip():
        raise _problem(source, "is empty", "make it anew")
    if "\0" in text:
        raise _problem(source, "is no HTML page: it has characters that no text has", "name an HTML file")
    if not re.search(r"<[a-zA-Z!]", text):
        raise _problem(source, "is no HTML page: it has no tag", "name an HTML file")
    page = Page(source, text, Element("", {}, 0), encoding=encoding)
    _Building(page).build()
    return page


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a page, and why its letters may be read wrongly."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace"), ""
    found = _CHARSET.search(data) or _XML.match(data)
    named = found[1].decode("ascii", "replace").lower() if found else ""
    try:
        coding = codecs.lookup(named or "utf-8").name
        text = data.decode({"iso8859-1": "cp1252", "ascii": "cp1252"}.get(coding, coding), "strict")
    except (LookupError, UnicodeError, ValueError):
        said = f"says that it is `{named}`, and is not" if named else "does not say its coding, and is not UTF-8"
        return data.decode("cp1252", "replace"), said
    if data.isascii() or coding == "utf-16":
        return text, ""
    if not found:
        return text, "does not say in which coding its letters are"
    late = "says its coding later than browsers look for it" if found.end() > _EARLY else ""
    return text, late


class _Building:
    """Sets elements into each other as browsers do, as far as finished pages need it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._stack = [page.root]
        self._open: Counter[str] = Counter()
        self._count = 0

    def build(self) -> None:
        """Read the page to its end."""
        text, at, xml = self._page.text, 0, False
        while at < len(text):
            sign = text.find("<", at)
            while sign >= 0 and not is_markup(text, sign):
                sign = text.find("<", sign + 1)
            self._say(text[at : sign if sign >= 0 else len(text)])
            if sign < 0:
                break
            tag, at = tag_at(text, sign)
            if tag is None:
                self._aside(text[sign:at], sign)
                continue
            xml = xml or (tag.opens and tag.name == "html" and "xmlns" in tag.attributes)
            at = self._tag(tag, sign, at)
        self._page.open += [one for one in self._stack[1:] if one.name not in _OPTIONAL]

    def _tag(self, tag: Tag, sign: int, at: int) -> int:
        """Take a tag, and return where to go on: behind what is no markup, such as a script."""
        if not tag.opens:
            self._close(tag.name)
            return at
        self._count += 1
        if self._count > _ELEMENTS:
            raise _problem(self._page.source, f"has over {_ELEMENTS:,} elements", "audit a smaller page")
        self._begin(tag, sign)
        if tag.name in RAW and not tag.empty:
            end = RAW[tag.name].search(self._page.text, at)
            stop = end.start() if end else len(self._page.text)
            inside = self._page.text[at:stop]
            self._stack[-1].inside.append(unescape(inside) if tag.name in ("title", "textarea") else inside)
            if end:
                return stop
            return len(self._page.text)
        drawn = self._open["svg"] or self._open["math"]
        if tag.name in VOID or (tag.empty and drawn):
            self._pop()
        return at

    def _begin(self, tag: Tag, sign: int) -> None:
        if tag.name in _ENDS:
            self._end_before(*_ENDS[tag.name])
        elif tag.name in _NO_PARAGRAPH and self._stack[-1].name == "p":
            self._pop()
        parent = self._stack[-1]
        if parent.depth >= _DEEP:
            raise _problem(self._page.source, f"has elements over {_DEEP} deep in each other", "make it anew")
        one = Element(tag.name, tag.attributes, sign, parent, depth=parent.depth + 1)
        parent.inside.append(one)
        self._stack.append(one)
        self._open[tag.name] += 1

    def _end_before(self, ended: set[str], bound: set[str]) -> None:
        for back in range(1, min(_NEAR, len(self._stack))):
            name = self._stack[-back].name
            if name in bound or (name not in _OPTIONAL and name not in ended):
                return
            if name in ended:
                for _ in range(back):
                    self._pop()
                self._end_before(ended, bound)
                return

    def _close(self, name: str) -> None:
        if not self._open[name]:
            return
        while True:
            one = self._stack[-1]
            self._pop()
            if one.name == name:
                return
            if one.name not in _OPTIONAL:
                self._page.open.append(one)

    def _pop(self) -> None:
        self._open[self._stack.pop().name] -= 1

    def _say(self, text: str) -> None:
        if text:
            self._stack[-1].inside.append(unescape(text))

    def _aside(self, text: str, sign: int) -> None:
        if text.startswith("<!--"):
            self._page.comments.append((sign, text[4:].removesuffix("-->").removesuffix("--!>")))
        elif text[:9].lower() == "<!doctype" and not self._page.doctype:
            self._page.doctype = " ".join(text.rstrip(">").split())


def _problem(source: str, message: str, hint: str) -> InputError:
    return InputError(Problem(message, Place(source), hint))
