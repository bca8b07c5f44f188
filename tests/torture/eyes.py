"""What independent readers see in a file of each format, and whether a value stands in it whole.

The one normalization: texts are compared in NFC, a run of spaces, tabs and line ends counts as one space, and so do
the non-breaking spaces that hold a middle dot. In a PDF white space, characters of the category Cf and variation
selectors count for nothing: line ends cut words there, and put soft hyphens in. Files for boards have `; ` where a
line ended. The ligature `ﬁ` counts as `fi` in a PDF: a font has one glyph for both, and a glyph says one text.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

import poppler
from jdgen.render import BOARDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIVIDE = {f"{W}{name}" for name in ("br", "tab", "p", "cr")}
_IDS = {"partnerJobId", "referencenumber"}
"""Elements that hold no words: a number made of the requisition, as short as the board takes it."""
_UNSEEN = re.compile(
    "[\u034f\ufe00-\ufe0f"
    + "".join(chr(code) for code in (*range(0x3000), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0080))
              if unicodedata.category(chr(code)) == "Cf").replace("-", "\\-")
    + "]"
)  # fmt: skip
_LOOSE = {"text", "inline", "softbreak", "hardbreak", "html_inline", "text_special", "code_inline", "strong_open",
          "strong_close", "em_open", "em_close", "link_open", "link_close"}  # fmt: skip
_ROWS = ("cantSplit", "gridCol", "gridSpan", "keepLines", "keepNext", "tbl", "tblGrid", "tblLayout", "tblLook", "tblPr",
         "tblStyle", "tblW", "tc", "tcPr", "tcW", "tr", "trHeight", "trPr")  # fmt: skip
_LAYOUT = {"a", "hr", "paragraph_open", "paragraph_close", *(f"{W}{name}" for name in _ROWS)}
"""What moves with the length of values: room for notes, rows of facts beside each other or not, what holds lines."""
PART = "\x1e"
"""What divides the parts and the elements of a file."""
_FLOW = {"br", "code", "em", "p", "strong", "span"}
"""Elements that line ends and inline Markdown of a value make; the links among them are counted by their addresses."""
_RUNS = {f"{W}{name}" for name in ("r", "t", "br", "tab", "p", "pPr", "rPr", "rStyle", "pStyle", "b", "i", "hyperlink")}
_BLOCKS = {"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "header", "input", "li", "main", "p", "section", "table",
           "td", "th", "tr", "dt", "dd", "ul", "ol"}  # fmt: skip


def normal(text: str) -> str:
    """Return the text in the one normalization."""
    text = re.sub(r"[ \t\r\n\f]+", " ", unicodedata.normalize("NFC", text))
    return re.sub("[ \xa0]·[ \xa0]", " · ", text)


def drawn(text: str) -> str:
    """Return the text in the normalization of a PDF."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return "".join(re.sub("[\ufb00-\ufb06]", lambda sign: unicodedata.normalize("NFKC", sign[0]), text).split())


def seen(kind: str, form: str, path: Path) -> str:
    """Return the words that the file of a document shows in a format."""
    if form == "pdf":
        return drawn(poppler.drawn(path, "letter" if kind == "scaffold" else kind, "letter"))
    text = normal(READERS[form](path.read_bytes()))
    return text.replace("; ", " ") if form in BOARDS else text


def docx(data: bytes) -> str:
    """Return the words of the body and the notes of a Word file; the strict parser takes no broken part."""
    return _parts(data, "document|footnotes|endnotes|comments")


def page_lines(data: bytes) -> str:
    """Return the words of the lines at the head and the foot of the pages of a Word file."""
    return normal(_parts(data, "header|footer"))


def _parts(data: bytes, names: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [name for name in file.namelist() if name.endswith((".xml", ".rels"))]
        roots = {name: ET.fromstring(file.read(name)) for name in parts}
    spoken = [name for name in roots if re.match(rf"word/({names})", name)]
    return PART.join("".join(_said(roots[name])) for name in spoken)


def _said(element: ET.Element) -> Iterator[str]:
    if element.tag in _DIVIDE:
        yield "\n"
    if element.tag == f"{W}tabs":
        return
    if element.tag == f"{W}t":
        yield element.text or ""
    for inner in element:
        yield from _said(inner)


class _Page(HTMLParser):
    """Reads what the body of a page shows, and counts what it is made of."""

    def __init__(self, inside: bool) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: Counter[str] = Counter()
        self.links: set[str] = set()
        self._inside, self._script = inside, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "body"
        self._script = tag in ("script", "style")
        self.tags[tag] += 1
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))
        if tag in _BLOCKS:
            self.shown.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._script = False
        if tag in _BLOCKS:
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        if self._inside and not self._script:
            self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags["comment"] += 1

    def handle_decl(self, decl: str) -> None:
        self.tags["declaration"] += 1


def _page(text: str, *, whole: bool = True) -> _Page:
    page = _Page(inside=not whole)
    page.feed(text)
    page.close()
    return page


def html(data: bytes) -> str:
    """Return what the body of a page shows."""
    return "".join(_page(data.decode()).shown)


def markdown(data: bytes) -> str:
    """Return the words of CommonMark with tables; an empty line of a value holds a non-breaking space."""
    return "".join(_spoken(data.decode())).replace("\n\xa0\n", "\n\n")


def _spoken(text: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield "\n"
        for child in token.children or ():
            shown = child.type in ("text", "code_inline", "text_special")
            yield child.content if shown else "\n" if child.type.endswith("break") or child.content == "<br>" else ""


def feed(data: bytes) -> str:
    """Return the words of an XML file; what its elements hold as HTML is read as HTML.

    A sign of markup in a value is held apart from what follows by a character without width.
    """
    shown = (each for each in ET.fromstring(data).iter() if each.tag not in _IDS)
    text = PART.join(_leaf(each.text or "") for each in shown)
    return re.sub("(?<=[<&])\u2060", "", text)


def record(data: bytes) -> str:
    """Return the texts of a JSON file; one that is HTML is read as HTML."""
    return PART.join(map(_leaf, _leaves(json.loads(data))))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
    elif isinstance(node, str):
        yield node


def _leaf(text: str) -> str:
    return "".join(_page(text, whole=False).shown) if re.match(r"\s*<(p|h2|ul|div|section)\b", text) else text


READERS = {
    "docx": docx, "html": html, "md": markdown, "txt": bytes.decode, "jsonld": record, "ats-html": html,
    "indeed-xml": feed, "linkedin-xml": feed, "jobresume": record,
}  # fmt: skip


def made_of(form: str, data: bytes) -> tuple[dict[str, int], set[str]]:
    """Return how many elements of each kind a file has, and its links, but for what a value may make.

    A value may make line ends, paragraphs, emphasis and code, and links to the address that it names; a long one moves
    the layout.
    """
    tags: Counter[str] = Counter()
    links: set[str] = set()
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            tags.update(element.tag for element in ET.fromstring(file.read("word/document.xml")).iter())
            relations = ET.fromstring(file.read("word/_rels/document.xml.rels"))
            links = {str(each.get("Target")) for each in relations if each.get("TargetMode") == "External"}
    elif form in ("html", "ats-html"):
        page = _page(data.decode())
        tags, links = page.tags, page.links
    elif form == "md":
        for token in MarkdownIt("commonmark").enable("table").parse(data.decode()):
            tags.update(each.type for each in (token, *(token.children or ())) if each.type not in _LOOSE)
            links.update(str(each.attrs["href"]) for each in token.children or () if each.type == "link_open")
    elif form.endswith("xml"):
        tags.update(element.tag for element in ET.fromstring(data).iter())
    elif form != "txt":
        tags.update(_keys(json.loads(data)))
    counted = {tag: count for tag, count in tags.items() if tag not in _FLOW | _RUNS | _LAYOUT}
    return counted, {link for link in links if not link.startswith("http://b.example")}


def _keys(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield str(name)
            yield from _keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value)
