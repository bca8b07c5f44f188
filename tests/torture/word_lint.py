"""Our own lint of Word files: what Word repairs, refuses or hides, and what the schema of Open XML does not forbid.

It knows the standard and nothing of how we write files: zip, parts, types, relationships, ids, styles, numbering,
fields, tables, text, language, alternative texts. `faults` returns a sentence for each; an empty list is a pass.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_HOLD_TEXT = frozenset(
    [f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText")]
    + [f"{_WP}{name}" for name in ("posOffset", "align")]
    + [
        "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}" + name
        for name in ("pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset")
    ]
    + ["{http://schemas.openxmlformats.org/drawingml/2006/main}t"]
)
"""The elements whose text is shown, or says where something stands; anywhere else Word drops text without a word."""
_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_ALLOWED = re.compile(r"(https?://|mailto:|tel:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|HYPERLINK|STYLEREF|REF|TOC|SEQ)\b")
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_STORIES = ("body", "tc", "hdr", "ftr", "comment", "footnote", "endnote", "txbxContent")
_ENDS = ("p", "tbl", "sdt", "sectPr", "bookmarkEnd", "commentRangeEnd")


def faults(data: bytes, *, ours: bool = True) -> list[str]:
    """Return what is wrong with a Word file; of a file that somebody else drew, only what we are answerable for."""
    try:
        package = _Package(data)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, UnicodeDecodeError) as error:
        return [f"unreadable: {error}"]
    checks = [_zip, _types, _relationships, _text, _leftovers, _tables, _ends, _ids, _styles, _numbering, _fields]
    checks += [_spaces, _ignorable]
    if ours:
        checks += [_accessible, _changes]
    return [fault for check in checks for fault in check(package)]


class _Package:
    """A Word file as an editor meets it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as file:
            self.members = file.infolist()
            self.parts = {member.filename: file.read(member) for member in self.members}
        parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True, huge_tree=False)
        self.trees: dict[str, Any] = {
            name: etree.fromstring(part, parser)
            for name, part in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }

    @cached_property
    def word(self) -> dict[str, Any]:
        """The trees of all parts in the namespace of Word."""
        return {name: tree for name, tree in self.trees.items() if tree.tag.startswith(_W)}

    @cached_property
    def stories(self) -> dict[str, Any]:
        """The trees of the parts that hold paragraphs."""
        kinds = {f"{_W}{name}" for name in ("document", "hdr", "ftr", "comments", "footnotes", "endnotes")}
        return {name: tree for name, tree in self.word.items() if tree.tag in kinds}

    def related(self, name: str) -> list[Any]:
        """The relationships of a part."""
        folder, base = posixpath.split(name)
        tree = self.trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [] if tree is None else list(tree)

    def each(self, *names: str) -> Iterator[tuple[str, Any]]:
        """Each element of Word by its name, with its part."""
        wanted = [f"{_W}{name}" for name in names]
        for part, tree in self.stories.items():
            for element in tree.iter(*wanted):
                yield part, element


def _twice(values: Iterable[str | None]) -> list[str]:
    return [str(value) for value, count in Counter(values).items() if count > 1]


def _near(element: Any) -> str:
    words = "".join(t.text or "" for t in element.iter(f"{_W}t"))
    return f"{etree.QName(element).localname} {words[:40]!r}"


def _zip(package: _Package) -> Iterator[str]:
    names = [member.filename for member in package.members]
    for name in _twice(name.lower() for name in names):
        yield f"zip: two parts are named {name}"
    for member in package.members:
        if member.date_time != (1980, 1, 1, 0, 0, 0):
            yield f"zip: {member.filename} has the date {member.date_time}"
        if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"zip: {member.filename} is packed in an uncommon way"
        if member.filename.startswith("/") or "\\" in member.filename or ".." in member.filename.split("/"):
            yield f"zip: {member.filename} is no name of a part"
        if member.extra or member.comment:
            yield f"zip: {member.filename} says more of the machine that packed it"
    for name, part in package.parts.items():
        if name in package.trees and b"<!DOCTYPE" in part:
            yield f"zip: {name} declares a document type"


def _types(package: _Package) -> Iterator[str]:
    tree = package.trees["[Content_Types].xml"]
    defaults = [entry.get("Extension", "").lower() for entry in tree.iter(f"{_TYPES}Default")]
    overrides = {entry.get("PartName", "")[1:]: entry.get("ContentType") for entry in tree.iter(f"{_TYPES}Override")}
    yield from (f"types: two defaults for {name}" for name in _twice(defaults))
    named = [entry.get("PartName") for entry in tree.iter(f"{_TYPES}Override")]
    yield from (f"types: two types for {name}" for name in _twice(named))
    for name in package.parts.keys() - overrides.keys() - {"[Content_Types].xml"}:
        if name.rpartition(".")[2].lower() not in defaults:
            yield f"types: {name} has none"
        elif name in package.word:
            yield f"types: {name} has only that of its ending"
    yield from (f"types: there is no part {name}" for name in overrides.keys() - package.parts.keys())
    if [kind for kind in overrides.values() if kind == _MAIN] != [_MAIN]:
        yield "types: there is not one main part"


def _relationships(package: _Package) -> Iterator[str]:
    reached = {"[Content_Types].xml"}
    for name in ("", *package.parts):
        entries = package.related(name)
        ids = [entry.get("Id") for entry in entries]
        yield from (f"relationships: {name} has {twice} twice" for twice in _twice(ids))
        for entry in entries:
            target, kind = entry.get("Target", ""), entry.get("Type", "").rpartition("/")[2]
            if entry.get("TargetMode") == "External":
                if kind != "hyperlink" or not _ALLOWED.fullmatch(target):
                    yield f"relationships: {name} leads outside to {target} as {kind}"
                continue
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target))[1:]
            reached.add(part)
            if part not in package.parts:
                yield f"relationships: {name} leads to {part}, which there is not"
        if name in package.word:
            tree = package.trees[name]
            attributes = [pair for element in tree.iter(etree.Element) for pair in element.attrib.items()]
            used = {value for key, value in attributes if key.startswith(_R)}
            missing = sorted(used - set(ids))
            yield from (f"relationships: {name} names {value}, which there is not" for value in missing)
            for entry in entries:
                kind = entry.get("Type", "").rpartition("/")[2]
                if kind in ("hyperlink", "image", "header", "footer") and entry.get("Id") not in used:
                    yield f"relationships: nothing in {name} uses {entry.get('Id')}"
        elif entries and name and name not in package.trees:
            yield f"relationships: {name} is no XML and has some"
    loose = {name for name in package.parts if not name.endswith(".rels")} - reached
    yield from (f"relationships: nothing leads to {name}" for name in sorted(loose))


def _text(package: _Package) -> Iterator[str]:
    for name, tree in package.word.items():
        for element in tree.iter():
            inside = not isinstance(element.tag, str) or element.tag in _HOLD_TEXT
            if not inside and (element.text or "").strip():
                yield f"text: {name} has {element.text.strip()[:40]!r} in {etree.QName(element).localname}"
            if (element.tail or "").strip():
                yield f"text: {name} has {element.tail.strip()[:40]!r} between elements"
            if "\N{REPLACEMENT CHARACTER}" in (element.text or ""):
                yield f"text: {name} has a character that stands for a lost one"


def _leftovers(package: _Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        paragraphs = list(tree.iter(f"{_W}p")) if name in package.word else [tree]
        shown = ["".join(t for t in paragraph.itertext() if t) for paragraph in paragraphs]
        values = [value for element in tree.iter(etree.Element) for value in element.attrib.values()]
        for text in (*shown, *values):
            if found := _TAG.search(text):
                yield f"leftover: {name} has {text[max(found.start() - 10, 0) : found.end() + 30]!r}"


def _tables(package: _Package) -> Iterator[str]:
    for part, table in package.each("tbl"):
        grid = table.findall(f"{_W}tblGrid/{_W}gridCol")
        rows = table.findall(f"{_W}tr")
        rows += table.findall(f"{_W}sdt/{_W}sdtContent/{_W}tr")
        if not rows:
            yield f"table: {part} has one without rows"
        for row in rows:
            cells = [*row.findall(f"{_W}tc"), *row.findall(f"{_W}sdt/{_W}sdtContent/{_W}tc")]
            if not cells:
                yield f"table: {part} has a row without cells"
                continue
            apart = [*row.findall(f"{_W}trPr/{_W}gridBefore"), *row.findall(f"{_W}trPr/{_W}gridAfter")]
            spans = [cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in cells]
            width = sum(1 if span is None else int(span.get(f"{_W}val")) for span in spans)
            width += sum(int(one.get(f"{_W}val")) for one in apart)
            if width != len(grid):
                yield f"table: {part} has a row of {width} in a grid of {len(grid)}: {_near(row)}"
        heads = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows]
        if heads != sorted(heads, reverse=True):
            yield f"table: {part} has a head below other rows: {_near(table)}"
        elif all(heads) and len(rows) > 1:
            yield f"table: {part} has nothing but heads: {_near(table)}"


def _ends(package: _Package) -> Iterator[str]:
    for part, story in package.each(*_STORIES):
        blocks = [etree.QName(child).localname for child in story if etree.QName(child).localname in _ENDS]
        paragraphs = [name for name in blocks if name in ("p", "tbl", "sdt")]
        if not paragraphs:
            yield f"end: {part} has an empty {etree.QName(story).localname}"
        elif story.tag != f"{_W}body" and paragraphs[-1] != "p":
            yield f"end: {part} has a {etree.QName(story).localname} that ends with {paragraphs[-1]}: {_near(story)}"
        if story.tag == f"{_W}body" and (not blocks or blocks[-1] != "sectPr"):
            yield f"end: {part} does not end with its page"
    for part, link in package.each("hyperlink"):
        if not "".join(t.text or "" for t in link.iter(f"{_W}t")).strip() and link.find(f".//{_W}drawing") is None:
            yield f"end: {part} has a link without words"


def _ids(package: _Package) -> Iterator[str]:
    def values(attribute: str, *names: str) -> list[str | None]:
        return [element.get(attribute) for _, element in package.each(*names)]

    identities = {
        "bookmarks": values(f"{_W}id", "bookmarkStart"),
        "names of bookmarks": [str(name).lower() for name in values(f"{_W}name", "bookmarkStart")],
        "ends of bookmarks": values(f"{_W}id", "bookmarkEnd"),
        "comments": values(f"{_W}id", "comment"),
        "starts of comments": values(f"{_W}id", "commentRangeStart"),
        "controls": [e.get(f"{_W}val") for _, e in package.each("id") if e.getparent().tag == f"{_W}sdtPr"],
        "drawings": [e.get("id") for tree in package.stories.values() for e in tree.iter(f"{_WP}docPr")],
        "paragraphs": values(f"{_W14}paraId", "p", "tr"),
    }
    identities["paragraphs"] = [value for value in identities["paragraphs"] if value]
    for what, found in identities.items():
        yield from (f"id: two {what} have {value}" for value in _twice(found))
    pairs = (
        ("bookmarks", "ends of bookmarks"),
        ("comments", "starts of comments"),
    )
    for one, other in pairs:
        if apart := set(identities[one]) ^ set(identities[other]):
            yield f"id: {one} and {other} differ by {sorted(map(str, apart))}"
    for name in ("commentRangeEnd", "commentReference"):
        if set(values(f"{_W}id", name)) != set(identities["comments"]):
            yield f"id: the comments are not those of {name}"
    missing = {str(name).lower() for name in values(f"{_W}anchor", "hyperlink") if name} - set(
        identities["names of bookmarks"]
    )
    yield from (f"id: a link leads to {name}, which is no bookmark" for name in sorted(missing))


def _styles(package: _Package) -> Iterator[str]:
    tree = package.trees["word/styles.xml"]
    known = {style.get(f"{_W}styleId"): style.get(f"{_W}type") for style in tree.iter(f"{_W}style")}
    yield from (f"style: two have {name}" for name in _twice(s.get(f"{_W}styleId") for s in tree.iter(f"{_W}style")))
    names = [name.get(f"{_W}val", "").lower() for name in tree.iterfind(f"{_W}style/{_W}name")]
    yield from (f"style: two are named {name}" for name in _twice(names))
    for part, one in package.word.items():
        for element in one.iter(*(f"{_W}{name}" for name in _STYLED)):
            name = element.get(f"{_W}val")
            if known.get(name) != _STYLED[etree.QName(element).localname]:
                yield f"style: {part} uses {name} as {etree.QName(element).localname}, and it is {known.get(name)}"
    for style in tree.iter(f"{_W}style"):
        for name in ("basedOn", "next", "link"):
            found = style.find(f"{_W}{name}")
            if found is not None and found.get(f"{_W}val") not in known:
                yield f"style: {style.get(f'{_W}styleId')} has {name} {found.get(f'{_W}val')}, which there is not"


def _numbering(package: _Package) -> Iterator[str]:
    tree = package.trees.get("word/numbering.xml")
    numbers, abstract = [], {}
    if tree is not None:
        abstract = {
            one.get(f"{_W}abstractNumId"): {level.get(f"{_W}ilvl") for level in one.iter(f"{_W}lvl")}
            for one in tree.iter(f"{_W}abstractNum")
        }
        numbers = [
            (one.get(f"{_W}numId"), one.find(f"{_W}abstractNumId").get(f"{_W}val")) for one in tree.iter(f"{_W}num")
        ]
        yield from (f"numbering: two have {name}" for name in _twice(number for number, _ in numbers))
        yield from (
            f"numbering: {number} is made of {of}, which there is not" for number, of in numbers if of not in abstract
        )
    lists = dict(numbers)
    for part, one in package.word.items():
        for element in one.iter(f"{_W}numPr"):
            number, level = (element.find(f"{_W}{name}") for name in ("numId", "ilvl"))
            used = None if number is None else number.get(f"{_W}val")
            if used in (None, "0"):
                continue
            if used not in lists:
                yield f"numbering: {part} uses {used}, which there is not"
            elif level is not None and level.get(f"{_W}val") not in abstract.get(lists[used], set()):
                yield f"numbering: {part} uses a level of {used} that there is not"


def _fields(package: _Package) -> Iterator[str]:
    for part, tree in package.stories.items():
        depth = 0
        for element in tree.iter(f"{_W}fldChar", f"{_W}instrText"):
            kind = element.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind or "", 0)
            if depth < 0 or (kind != "begin" and element.get(f"{_W}fldCharType") != "end" and depth == 0):
                yield f"field: {part} has a part of one that has not begun"
                break
            if kind is None and not _FIELD.match(element.text or ""):
                yield f"field: {part} has {element.text!r}"
        if depth:
            yield f"field: {part} has one without its end"


def _spaces(package: _Package) -> Iterator[str]:
    for part, element in package.each("t", "instrText", "delText"):
        text = element.text or ""
        if text != text.strip(" \t\r\n") and element.get(_SPACE) != "preserve":
            yield f"space: {part} loses the spaces around {text!r}"
        if "\n" in text or "\t" in text:
            yield f"space: {part} has a line end or a tab within {text[:40]!r}"


def _ignorable(package: _Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        for element in tree.iter(etree.Element):
            for prefix in (element.get(f"{_MC}Ignorable") or "").split():
                if prefix not in element.nsmap:
                    yield f"ignorable: {name} does not declare {prefix}"


def _accessible(package: _Package) -> Iterator[str]:
    language = package.trees["word/styles.xml"].find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    if language is None or not re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", language.get(f"{_W}val", "")):
        yield "language: the file says none"
    core = package.trees.get("docProps/core.xml")
    for name in ("title", "creator", "language"):
        if core is None or not (core.findtext(f"{_DC}{name}") or "").strip():
            yield f"properties: the file has no {name}"
    for tree in package.stories.values():
        for drawing in tree.iter(f"{_WP}docPr"):
            said = (drawing.get("descr") or "").strip()
            if not said and [mark.get("val") for mark in drawing.iter(_DECORATIVE)] != ["1"]:
                yield f"picture: {drawing.get('name')} has no words"
    yield from (f"picture: {part} has one in the old form" for part, _ in package.each("pict", "object"))
    laid_out = ("jdgenFacts", "jdgenColumns", "jdgenLines")
    for part, table in package.each("tbl"):
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        first = table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader")
        if first is None and (style is None or style.get(f"{_W}val") not in laid_out):
            yield f"table: {part} has one whose head is not marked: {_near(table)}"
    levels = _levels(package)
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"heading: level {after} follows level {before}"


def _levels(package: _Package) -> list[int]:
    """The levels of the headings of the body, in order; a title is none of them."""
    tree = package.trees["word/styles.xml"]
    outline = {
        style.get(f"{_W}styleId"): int(level.get(f"{_W}val")) + 1
        for style in tree.iter(f"{_W}style")
        if (level := style.find(f"{_W}pPr/{_W}outlineLvl")) is not None and int(level.get(f"{_W}val")) < 9
    }
    levels = []
    for paragraph in package.trees["word/document.xml"].iter(f"{_W}p"):
        style, own = (paragraph.find(f"{_W}pPr/{_W}{name}") for name in ("pStyle", "outlineLvl"))
        if own is not None:
            levels.append(int(own.get(f"{_W}val")) + 1)
        elif style is not None and style.get(f"{_W}val") in outline:
            levels.append(outline[style.get(f"{_W}val")])
    return levels


def _changes(package: _Package) -> Iterator[str]:
    kinds = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange")
    yield from (f"change: {part} has one that nobody accepted" for part, _ in package.each(*kinds))
    yield from (
        f"change: {part} has an object of another file" for part, _ in package.each("altChunk", "subDoc", "control")
    )
    settings = package.trees.get("word/settings.xml")
    for name in ("attachedTemplate", "mailMerge", "trackRevisions", "documentProtection"):
        if settings is not None and settings.find(f"{_W}{name}") is not None:
            yield f"change: the settings have {name}"
