"""A finished page of somebody's own templates as one file that is sent away: it runs nothing and loads nothing.

Pictures of the folder become part of the page; every other address that a browser would ask for is refused.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jdgen.errors import Problem, TemplateError, printable
from jdgen.render.owned import inside, place_of
from jdgen.render.page_look import TYPES

PICTURE_BYTES = 2_000_000
_LOADED = frozenset({"src", "srcset", "imagesrcset", "data", "poster", "background", "href", "xlink:href", "action",
                     "formaction", "manifest", "ping", "classid", "codebase", "longdesc"})  # fmt: skip
"""Attributes whose address a browser asks for; `href` of a link that is clicked is none of them."""
_CLICKED = frozenset({"a", "area"})
_REFUSED = frozenset({"iframe", "frame", "object", "embed", "applet", "base"})
_DATA = "application/ld+json"
"""The type of a script that is no code."""
_HIDDEN = frozenset({"script", "style", "template", "head", "title", "noscript"})
_NO_END = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                     "wbr"})  # fmt: skip
_WITHIN = frozenset({"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "input", "label", "mark", "q", "s",
                     "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"})  # fmt: skip
"""Elements that stand within a paragraph."""
_FILE = r"[^\s\"'<>():?#\\/]{1,200}?\.(?:svg|png)"
_IN_TAG = re.compile(rf"(?i)(<[a-z][^<>]*?\s(?:src|href)\s*=\s*[\"']?)({_FILE})(?=[\"'\s>])")
_IN_STYLE = re.compile(rf"(?i)(\burl\(\s*(?:[\"']|&quot;|&#39;)?)({_FILE})(?=[\"'&\s)])")
_INVISIBLE = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")


def enclosed(page: str, folder: Path) -> str:
    """Return a page with the pictures of the folder inside; raise TemplateError for all that it would load or run."""

    def put(found: re.Match[str]) -> str:
        name = unquote(unescape(found[2]))
        data = inside(folder, name, PICTURE_BYTES)
        kind = TYPES.get(name[-3:].lower())
        return f"{found[1]}data:{kind};base64,{b64encode(data).decode()}" if data is not None and kind else found[0]

    made = _IN_STYLE.sub(put, _IN_TAG.sub(put, page))
    read = _Reader(folder)
    read.feed(made)
    read.close()
    if read.problems:
        raise TemplateError(read.problems)
    return made


def words_in(page: str) -> list[str]:
    """Return the words of the body of a page, a paragraph each, but for those that their own markup hides."""
    read = _Reader(Path())
    read.feed(page)
    read.close()
    read.end_paragraph()
    return read.words


class _Reader(HTMLParser):
    """One walk over a page: what it would load or run, and what it says."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self.words: list[str] = []
        self._folder = folder
        self._line: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether they are hidden."""

    def end_paragraph(self) -> None:
        """Keep the words of a paragraph that ends."""
        said = "".join(self._line).strip()
        self._line.clear()
        if said:
            self.words.append(said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element that begins."""
        held = {name: value or "" for name, value in attrs}
        self.problems.extend(self._wrong(tag, held))
        if tag in ("br", "img", "input"):
            self._line.append("\n")
        elif tag not in _WITHIN:
            self.end_paragraph()
        if tag not in _NO_END:
            hidden = tag in _HIDDEN or "hidden" in held or bool(_INVISIBLE.search(held.get("style", "")))
            self._open.append((tag, hidden or bool(self._open and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        """Look at an element that ends, with those in it that nobody ended."""
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
        if tag not in _WITHIN:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Look at words, or at a style sheet."""
        inner, hidden = self._open[-1] if self._open else ("", False)
        if inner == "style":
            self.problems.extend(refused(address, self._folder) for address in _addresses(data))
        elif not hidden:
            self._line.append(re.sub(r"\s+", " ", data))

    def _wrong(self, tag: str, held: dict[str, str]) -> Iterator[Problem]:
        whole = self.get_starttag_text() or f"<{tag}"
        if tag == "script" and held.get("type", "").lower() != _DATA:
            yield _fault(self._folder, "`<script>` is code, and a page runs none", whole, "take it out")
        elif tag in _REFUSED or (tag == "meta" and "http-equiv" in held):
            said = f"`<{tag}>` leads elsewhere, and a page is all there is"
            yield _fault(self._folder, said, whole, "take it out")
        for name, value in held.items():
            if name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield _fault(self._folder, f"`{name}` is code, and a page runs none", f"{name}=", "take it out")
            elif name == "style":
                yield from (refused(address, self._folder) for address in _addresses(value))
            elif name in _LOADED and not (tag in _CLICKED and name == "href"):
                parts = value.split(",") if "srcset" in name and "data:" not in value else [value]
                for one in (part.split()[0] for part in parts if part.strip()):
                    yield from () if _is_inside(one) else (refused(one, self._folder),)


def refused(address: str, folder: Path) -> Problem:
    """Return what is wrong with an address that a page may not have."""
    name = unquote(address)
    if not re.fullmatch(r"[^:/\\]+", name):
        hint = "put the file into the folder, and name it without a path"
        return _fault(folder, f"loads `{printable(address, 100)}`, which lies elsewhere", address, hint)
    if not (folder / name).is_file():
        return _fault(folder, f"there is no `{printable(name, 60)}` in {folder.as_posix()}", address)
    hint = "only .svg and .png files that lie in the folder and have at most 2 MB are"
    return _fault(folder, f"`{printable(name, 60)}` cannot be shown", address, hint)


def _fault(folder: Path, said: str, sought: str, hint: str = "") -> Problem:
    return Problem(said, place_of(folder, sought, unquote(sought), sought.partition(" ")[0]), hint)


def _is_inside(address: str) -> bool:
    return address.lower().startswith("data:") or address.startswith("#")


def _addresses(sheet: str) -> Iterator[str]:
    """Yield the addresses that a style sheet, or a declaration, would load."""
    from tinycss2 import parse_component_value_list

    yield from (one for one in _in_tokens(parse_component_value_list(sheet, skip_comments=True)) if not _is_inside(one))


def _in_tokens(tokens: Iterable[Any], *, named: bool = False) -> Iterator[str]:
    importing = False
    for token in tokens:
        if token.type == "at-keyword":
            importing = token.lower_value == "import"
        elif token.type == "url" or (token.type == "string" and (named or importing)):
            yield token.value
            importing = False
        elif token.type == "function":
            loads = token.lower_name in ("url", "src", "image-set", "-webkit-image-set")
            yield from _in_tokens(token.arguments, named=loads)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _in_tokens(token.content)
