"""A finished page of somebody's own templates as one file that is sent away: it runs nothing and loads nothing.

Pictures of the folder become part of the page; every other address that a browser would ask for is refused. The page
is parsed as browsers parse it, since whatever a simpler reader takes for a comment or a text may load something.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes
from xml.parsers import expat

from jdgen.errors import Problem, TemplateError, printable
from jdgen.render.links import SCHEMES
from jdgen.render.owned import inside, place_of
from jdgen.render.page_look import TYPES

PICTURE_BYTES = 2_000_000
_LOADED = frozenset({"src", "srcset", "imagesrcset", "data", "poster", "background", "href", "action", "formaction",
                     "manifest", "ping", "classid", "codebase", "longdesc", "lowsrc", "dynsrc",
                     "attributionsrc"})  # fmt: skip
"""Attributes whose address a browser asks for; `href` of a link that is clicked is none of them."""
_STYLED = frozenset({"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start",
                     "marker-mid", "marker-end"})  # fmt: skip
"""Attributes that are read as style sheets are."""
_CLICKED = frozenset({"a", "area"})
_REFUSED = frozenset({"iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "fencedframe",
                      "foreignobject"})  # fmt: skip
_UNCERTAIN = frozenset({"noscript", "noembed", "noframes", "plaintext", "xmp", "select", "template", "math"})
"""Elements in which not every browser sees the same."""
_MOVING = frozenset({"animate", "animatecolor", "animatemotion", "animatetransform", "set", "discard"})
_DATA = "application/ld+json"
"""The type of a script that is no code."""
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_DRAWING = re.compile(r"data:image/svg\+xml((?:;[\w=-]+)*),(.*)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x20]")
"""What browsers take out of an address before they look at it."""
_HIDDEN = frozenset({"script", "style", "template", "head", "title"})
_BREAKS = frozenset({"br", "img", "input"})
_WITHIN = frozenset({"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "input", "label", "mark", "q", "s",
                     "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "br", "img"})  # fmt: skip
"""Elements that stand within a paragraph."""
_SVG, _OF_A_PAGE = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/1999/xhtml}"
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
    problems = list(_Reader(folder).problems(made))
    if problems:
        raise TemplateError(problems)
    return made


def words_in(page: str) -> list[str]:
    """Return the words of the body of a page, a paragraph each, but for those that their own markup hides."""
    paragraphs: list[list[str]] = [[]]

    def walk(element: Any) -> None:
        tag = _name(element.tag)
        if tag in _BREAKS:
            paragraphs[-1].append("\n")
        elif tag not in _WITHIN:
            paragraphs.append([])
        if tag not in _HIDDEN and "hidden" not in element.attrib and not _INVISIBLE.search(element.get("style", "")):
            add(element.text)
            for child in element:
                if isinstance(child.tag, str):
                    walk(child)
                add(child.tail)
        if tag not in _WITHIN:
            paragraphs.append([])

    def add(text: str | None) -> None:
        paragraphs[-1].append(re.sub(r"\s+", " ", text or ""))

    walk(_parsed(page))
    return [said for parts in paragraphs if (said := "".join(parts).strip())]


def judge_links(document: Any, folder: Path, base: str) -> None:
    """Raise TemplateError for links that a PDF may not have, and for files that are attached to it.

    An address that has `base` before it was written without one, and leads nowhere.
    """
    links = {(kind, target): None for page in document.pages for kind, target, *_ in page.links}
    problems = [
        _attached(folder, "a link") if kind == "attachment" else _no_link(folder, target.removeprefix(base))
        for kind, target in links
        # defense enclosed.pdf_links: a PDF leads to the web and to mail alone, and brings no other file along
        if kind == "attachment" or (kind == "external" and (not _is_link(target) or target.startswith(base)))
    ]
    problems += [_attached(folder, "a `<link>`")] * bool(document.metadata.attachments)
    if problems:
        raise TemplateError(problems)


class _Reader:
    """Goes through a page for what it would load or run."""

    def __init__(self, folder: Path) -> None:
        self._fault = partial(_fault, folder)
        self._folder = folder

    def problems(self, page: str) -> Iterator[Problem]:
        """Yield all that is wrong with a page."""
        if "\x1b" in page:
            said = "holds the character U+001B, with which a page changes its encoding"
            yield self._fault(said, "take it out", "\x1b")
        for element in _parsed(page).iter():
            if isinstance(element.tag, str):
                text = "".join(element.itertext()) if _name(element.tag) == "style" else ""
                yield from self._wrong(_name(element.tag), list(element.attrib.items()), text)
                # defense enclosed.mixed: what browsers load ahead of reading, by a simpler reader, is in no drawing
                if element.tag == _SVG and any(map(_mixed, element.iter())):
                    said = "`<svg>` holds markup within words, which not every browser sees alike"
                    yield self._fault(said, "put it into a file, and show that in an `<img>`", "<svg")

    def _wrong(self, tag: str, given: list[tuple[str, str]], sheet: str) -> Iterator[Problem]:
        held = [(_name(name), value) for name, value in given]
        first = f"<{tag} " + " ".join(f'{name}="{value}"' for name, value in held[:1])
        at = (f"<{tag}>", first) if not held else (first, f"<{tag}")
        # Of attributes in a namespace, such as `xlink:type`, a browser takes none for these.
        names = dict(given)
        # defense enclosed.scripts: a page runs no code
        if tag == "script" and names.get("type", "").lower() != _DATA:
            yield self._fault("`<script>` is code, and a page runs none", "take it out", *at)
        # defense enclosed.frames: a page leads to no other page by itself
        elif tag in _REFUSED or (tag == "meta" and "http-equiv" in names):
            yield self._fault(f"`<{tag}>` leads elsewhere, and a page is all there is", "take it out", *at)
        # defense enclosed.uncertain: what one browser takes for text, and another loads, is in no page
        elif tag in _UNCERTAIN or tag in _MOVING:
            said = "moves, and a page stands still" if tag in _MOVING else "is not seen alike by all browsers"
            yield self._fault(f"`<{tag}>` {said}", "take it out", *at)
        elif tag == "meta" and names.get("charset", "utf-8").strip().lower() != "utf-8":
            yield self._fault(f"`<meta charset>` is `{printable(names['charset'], 40)}`", "write `utf-8`", *at)
        # defense enclosed.attachments: a page brings no other file along
        elif "attachment" in names.get("rel", "").lower().split():
            yield _attached(self._folder, f"a `<{tag}>`")
        for name, value in held:
            yield from self._wrong_value(tag, name, value)
        # defense enclosed.styles: no style sheet of a page loads anything
        yield from self._all_refused(_addresses(sheet))

    def _wrong_value(self, tag: str, name: str, value: str) -> Iterator[Problem]:
        loaded = name in _LOADED or (name == "base" and tag != "base")
        # defense enclosed.handlers: no attribute of a page is code
        if name.startswith("on") or (loaded and _UNSEEN.sub("", value).lower().startswith("javascript:")):
            yield self._fault(f"`{name}` is code, and a page runs none", "take it out", f"{name}=")
        elif name in _STYLED:
            yield from self._all_refused(_addresses(value))
        elif name == "href" and tag in _CLICKED:
            # defense enclosed.links: a link leads to the web, to mail or to a telephone
            if not _is_link(value):
                yield _no_link(self._folder, value)
        # defense enclosed.loads: a page loads nothing
        elif loaded:
            yield from self._all_refused(_listed(value) if "srcset" in name else [value])

    def _all_refused(self, addresses: Iterable[str]) -> Iterator[Problem]:
        """Yield what is wrong with addresses; a drawing that stands in one is gone through as a page is."""
        for address in addresses:
            drawing = _DRAWING.fullmatch(address.strip())
            # defense enclosed.drawings: a drawing within a page loads nothing either
            if drawing:
                yield from self._drawn(drawing)
            elif not address.startswith("#") and not _RASTER.match(address):
                yield refused(address, self._folder)

    def _drawn(self, found: re.Match[str]) -> Iterator[Problem]:
        shown = f"the drawing `{printable(found[0], 60)}`"
        try:
            data = b64decode(unquote(found[2])) if "base64" in found[1].lower() else unquote_to_bytes(found[2])
            elements = list(_elements(data))
        except (ValueError, LookupError, expat.ExpatError):
            said = f"{shown} cannot be read, or is more than a drawing"
            yield self._fault(said, "save it as plain SVG", found[0][:40])
            return
        for tag, attributes, text in elements:
            yield from self._wrong(tag, attributes, text)


def refused(address: str, folder: Path) -> Problem:
    """Return what is wrong with an address that a page may not have."""
    name = unquote(address)
    if not re.fullmatch(r"[^:/\\()]+", name):
        hint = "put the file into the folder, and name it without a path"
        return _fault(folder, f"loads `{printable(address, 100)}`, which lies elsewhere", hint, address)
    if not (folder / name).is_file():
        return _fault(folder, f"there is no `{printable(name, 60)}` in {folder.as_posix()}", "", address)
    hint = "only .svg and .png files that lie in the folder and have at most 2 MB are"
    return _fault(folder, f"`{printable(name, 60)}` cannot be shown", hint, address)


def _no_link(folder: Path, address: str) -> Problem:
    said = f"links to `{printable(address, 100)}`, which is no web and no mail address"
    return _fault(folder, said, "link to https:, http:, mailto: or tel:", address)


def _attached(folder: Path, shown: str) -> Problem:
    return _fault(folder, f"{shown} attaches a file, and a page has no attachments", "take it out", "attachment")


def _fault(folder: Path, said: str, hint: str, *sought: str) -> Problem:
    spelled = [one for word in sought for one in (word, unquote(word), word.partition(" ")[0])]
    return Problem(said, place_of(folder, *spelled), hint)


def _is_link(address: str) -> bool:
    return not address or address.startswith("#") or address.lower().startswith(SCHEMES)


def _name(tag: str) -> str:
    """Return the name of an element or an attribute without its namespace."""
    return tag.rpartition("}")[2].rpartition(" ")[2].rpartition(":")[2].lower()


def _parsed(page: str) -> Any:
    from io import StringIO

    from tinyhtml5 import parse

    # A text that is short enough would be taken for the name of a file.
    return parse(StringIO(page))


def _elements(data: bytes) -> Iterator[tuple[str, list[tuple[str, str]], str]]:
    """Yield the elements of a drawing, with attributes and style sheets; raise ValueError where it is more."""
    found: list[tuple[str, list[tuple[str, str]], list[str]]] = []

    def more(*_: object) -> None:
        raise ValueError("more than a drawing")

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_name(name), list(attributes.items()), []))

    # defense enclosed.plain_drawings: a drawing within a page declares nothing and asks for nothing
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = more
    parser.StartElementHandler = start
    parser.CharacterDataHandler = lambda text: found[-1][2].append(text) if found[-1][0] == "style" else None
    parser.Parse(data, True)
    yield from ((tag, attributes, "".join(text)) for tag, attributes, text in found)


def _mixed(element: Any) -> bool:
    """Return whether an element of a drawing is one of the page, or has a sign in its words that begins an element."""
    words = [element.text, element.tail if element.tag != _SVG else "", *element.attrib.values()]
    outside = isinstance(element.tag, str) and element.tag.startswith(_OF_A_PAGE)
    return outside or any("<" in one for one in words if one)


def _listed(value: str) -> list[str]:
    """Return the addresses of a list of pictures, as of `srcset`: each ends at a space, and a comma may follow it."""
    return [one.strip(",") for one in re.findall(r"[^\s,]\S*", re.sub(r"\s+[\d.]+[wxh]\s*(?=,|$)", " ", value))]


def _addresses(sheet: str) -> Iterator[str]:
    """Yield the addresses that a style sheet, or a declaration, would load."""
    from tinycss2 import parse_component_value_list

    yield from _in_tokens(parse_component_value_list(sheet, skip_comments=True))


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
            if named and not loads and not token.lower_name.endswith("gradient") and token.lower_name != "type":
                # What it stands for may be an address.
                yield f"{token.name}(…)"
            elif not (named and token.lower_name == "type"):
                yield from _in_tokens(token.arguments, named=loads)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _in_tokens(token.content)
