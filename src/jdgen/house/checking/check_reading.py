"""What makes a template hard to read for some: pictures that say nothing, tables and headings without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jdgen.errors import plural
from jdgen.house.faults import Fault, Spot
from jdgen.house.opening.namespaces import DRAWING, w
from jdgen.house.opening.package import Element, Package
from jdgen.house.opening.wordml import above, name, named, value
from jdgen.inputs.finished.word_package import parsed

_PICTURES = ("/picture", "/chart", "/diagram")
_LOOP = re.compile(r"\{%\s{0,9}tr\s{1,9}for\b")
_PAIRS = re.compile(r"\.(?:label|value)\b")
_ROW_TAGS = re.compile(r"(?:\s|\{%\s{0,9}tr\s[^{}]{0,1000}%\}|\{#[^{}]{0,1000}#\})+")
"""What is all of a row that goes when the template is filled."""
_SECTION = re.compile(r"\{\{\s{0,9}p?\s{0,9}section\s{0,9}\(")
_HEADING = re.compile(r"heading ([1-9])")
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
            "tcPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange")  # fmt: skip
_COLUMNS = 3
"""A table with so many columns is one of data; two may be names and values, or a way to set words side by side."""
_MANY = 3
"""So many empty paragraphs in a row are space, or a page that was broken by hand."""


def unreadable(package: Package, spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield what readers of the finished document would stumble over."""
    names = _style_names(package)
    for part, tree in package.trees.items():
        yield from _pictures(tree, spots)
        for table in named(tree, "tbl"):
            yield from _table(table, spots)
        if part == package.main:
            yield from _headings(tree, names, spots)
    yield from _empty(package, spots)


def about_the_file(package: Package) -> Iterator[Fault]:
    """Yield what holds for a template as a whole."""
    changes = sum(1 for tree in package.trees.values() for _ in named(tree, *_CHANGES))
    if changes:
        hint = "accept or reject all of them under Review"
        yield Fault("file.changes", f"has {plural(changes, 'tracked change')}", None, hint)
    signs = sum(1 for tree in package.trees.values() for _ in named(tree, "commentReference"))
    notes = _beside(package, "comments")
    comments = max(signs, 0 if notes is None else sum(1 for _ in named(notes, "comment")))
    if comments:
        said = f"has {plural(comments, 'comment')}, which {'is' if comments == 1 else 'are'} not carried over"
        yield Fault("file.comments", said, None)
    if not _has_title(package):
        yield Fault("file.title", "has no title among its properties", None)
    if not _has_language(package):
        yield Fault("file.language", "names no language", None)


def _pictures(tree: Element, spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    for drawn in tree.iter(f"{{{DRAWING}}}docPr"):
        # A drawing stands twice for old and new programs; the second is the same picture.
        holder = drawn.getparent()
        kinds = (value(data, "uri") for data in holder.iter() if name(data) == "?:graphicData")
        if not any(kind.endswith(_PICTURES) for kind in kinds) or _is_decorative(drawn):
            continue
        if not (value(drawn, "descr") or value(drawn, "title")).strip():
            called = value(drawn, "name")
            said = f"the picture `{called}` has no alternative text" if called else "a picture has no alternative text"
            yield Fault("picture.alt", said, _spot(drawn, spots), "write one, or mark it as decorative")
    for image in (found for found in tree.iter() if name(found) == "?:imagedata"):
        shape = image.getparent()
        if above(image, "mc:Fallback") is None and not value(shape, "alt").strip():
            hint = "write one, or mark it as decorative"
            yield Fault("picture.alt", "a picture has no alternative text", _spot(image, spots), hint)


def _is_decorative(drawn: Element) -> bool:
    return any(name(e) == "?:decorative" and value(e, "val") in ("1", "true") for e in drawn.iter())


def _table(table: Element, spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield that a table of data has no header row, as it is when it is filled: rows of tags alone are gone then."""
    every = [row for row in named(table, "tr") if above(row, "tbl") is table]
    words = {row: "".join(t.text or "" for t in named(row, "t")) for row in every}
    rows = [row for row in every if not _ROW_TAGS.fullmatch(words[row])]
    if not rows or any(name(mark) == "tblHeader" for mark in rows[0].iter()) or _lays_out(table):
        return
    heads = _said_in(rows[0])
    loops = any(_LOOP.search(said) for said in words.values())
    if len(heads) >= _COLUMNS:
        is_data = all(heads) and (loops or len(rows) > 1)
    else:
        # Names above values, and not beside them.
        is_named = len(heads) > 1 and all(heads) and "{" not in words[rows[0]]
        is_data = loops and is_named and not any(_PAIRS.search(said) for said in words.values())
    if is_data:
        first = next((spots[p] for p in named(rows[0], "p") if p in spots), None)
        where = first._replace(words="") if first else None
        hint = "mark its first row with Layout > Repeat Header Rows"
        yield Fault("table.header", "the table has no header row", where, hint)


def _lays_out(table: Element) -> bool:
    """Return whether a table sets parts of a page side by side: it holds sections, pictures or other tables."""
    if next(named(table, "tbl", "drawing", "pict"), None) is not None:
        return True
    return any(_SECTION.search("".join(t.text or "" for t in named(p, "t"))) for p in named(table, "p"))


def _said_in(row: Element) -> list[str]:
    """Return the words of each cell of a row."""
    cells = (cell for cell in named(row, "tc") if above(cell, "tr") is row)
    return ["".join(t.text or "" for t in named(cell, "t")).strip() for cell in cells]


def _headings(tree: Element, names: Mapping[str, str], spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield each heading that skips a level; a section that is placed begins with a heading of the first level."""
    level = 0
    for paragraph in named(tree, "p"):
        style = next((value(e, "val") for e in named(paragraph, "pStyle")), "")
        found = _HEADING.fullmatch(names.get(style, ""))
        spot = spots.get(paragraph)
        if found and spot and spot.words.strip():
            own = int(found[1])
            if own > level + 1:
                after = f"a heading of level {level}" if level else "no heading"
                hint = f"give it the style Heading {level + 1}"
                yield Fault("heading.level", f"a heading of level {own} follows {after}", spot, hint)
            level = own
        elif spot and _SECTION.search(spot.words):
            level = max(level, 1)


def _empty(package: Package, spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield each row of many empty paragraphs, at the first of them; those that Word itself wants do not count."""
    for tree in package.trees.values():
        for paragraph in (p for p in named(tree, "p") if p in spots and _makes_space(p)):
            before = paragraph.getprevious()
            if before is not None and name(before) == "p" and _makes_space(before):
                continue
            row = [paragraph]
            while (after := row[-1].getnext()) is not None and name(after) == "p" and _makes_space(after):
                row.append(after)
            if len(row) >= _MANY:
                hint = "give the style of the paragraph above space after it, or begin a page with Insert > Page Break"
                said = f"{len(row)} empty paragraphs in a row make space"
                yield Fault("paragraph.empty", said, spots[paragraph], hint)


def _makes_space(paragraph: Element) -> bool:
    if any(name(e) not in ("pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "r") for e in paragraph):
        return False
    if any(name(e) not in ("rPr", "t") or (e.text or "").strip() for run in named(paragraph, "r") for e in run):
        return False
    if any(name(e) in ("sectPr", "framePr", "pBdr") for e in named(paragraph, "sectPr", "framePr", "pBdr")):
        return False
    before, after = paragraph.getprevious(), paragraph.getnext()
    needed = after is None or name(after) in ("tbl", "sectPr")
    # Word wants a paragraph between tables, at the end of a cell and of the body.
    return not (needed and (before is None or name(before) in ("tbl", "tcPr")))


def _spot(element: Element, spots: Mapping[Element, Spot]) -> Spot | None:
    """Return where the paragraph stands that holds an element; the picture itself is no word of it."""
    found = next((one for one in element.iterancestors(w("p")) if one in spots), None)
    if found is None:
        return None
    return spots[found]._replace(words=spots[found].words.replace("\ufffc", "").strip())


def _style_names(package: Package) -> dict[str, str]:
    styles = _beside(package, "styles")
    if styles is None:
        return {}
    return {value(s, "styleId"): next((value(n, "val").casefold() for n in s if name(n) == "name"), "")
            for s in styles if name(s) == "style"}  # fmt: skip


def _beside(package: Package, kind: str) -> Element | None:
    """Return a part that the file leads to."""
    data = package.part(package.related(kind))
    return parsed(data) if data else None


def _has_title(package: Package) -> bool:
    core = _beside(package, "core-properties")
    return core is not None and any(name(e) == "?:title" and (e.text or "").strip() for e in core)


def _has_language(package: Package) -> bool:
    styles = _beside(package, "styles")
    return styles is not None and any(value(e, "val") for e in named(styles, "lang"))
