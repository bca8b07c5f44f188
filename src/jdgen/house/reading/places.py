"""Where the paragraphs of a Word file stand, said as its readers know them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath

from jdgen.house.faults import Spot
from jdgen.house.opening.package import Element, Package
from jdgen.house.opening.wordml import name, named, value
from jdgen.house.reading.scanner import words
from jdgen.inputs.finished.word_package import parsed

_WRAPS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_KINDS = {"default": "", "first": "first-page ", "even": "even-page "}


def spots(package: Package) -> dict[Element, Spot]:
    """Return where each paragraph of the parts with tags stands."""
    leads = _leads(package)
    found: dict[Element, Spot] = {}
    for part, tree in package.trees.items():
        found |= _Walk(part, tree, is_body=part == package.main).all(leads.get(part, ""))
    return found


@dataclass(slots=True)
class _Inside:
    """What holds paragraphs: the words in front of their numbers, and how many tables and paragraphs were seen."""

    lead: str
    cell: int = 0
    tables: int = 0
    paragraphs: int = 0


class _Walk:
    """The paragraphs of one part in the order of the file."""

    def __init__(self, part: str, tree: Element, *, is_body: bool) -> None:
        self.part, self.tree = part, tree
        self.found: dict[Element, Spot] = {}
        self._boxes = 0
        self._body = next((e for e in tree if name(e) == "body"), tree)
        self._counted = {p: n for n, p in enumerate(named(self._body, "p"), 1)} if is_body else {}

    def all(self, lead: str) -> dict[Element, Spot]:
        """Return where each paragraph stands; `lead` is the name of the part, such as `header `."""
        if name(self.tree) != "footnotes":
            self._visit(self._body, _Inside(lead))
            return self.found
        notes = [note for note in self.tree if value(note, "type") in ("", "normal")]
        for number, note in enumerate(notes, 1):
            for paragraph in named(note, "p"):
                self.found[paragraph] = Spot(self.part, "footnote", number, _said(paragraph))
        return self.found

    def _visit(self, element: Element, inside: _Inside) -> None:
        for each in element:
            kind = name(each)
            if kind == "p":
                self._paragraph(each, inside)
            elif kind == "tbl":
                inside.tables += 1
                self._table(each, f"{inside.lead}{_in_cell(inside)}table {inside.tables}")
            elif kind == "mc:AlternateContent":
                self._alternatives(each, inside)
            elif kind:
                self._visit(each, inside)

    def _paragraph(self, paragraph: Element, inside: _Inside) -> None:
        inside.paragraphs += 1
        counted = self._counted.get(paragraph, 0)
        if inside.cell:
            where, number = f"{inside.lead}cell", inside.cell
        elif inside.lead:
            where, number = f"{inside.lead}paragraph", inside.paragraphs
        else:
            where, number = "paragraph", inside.paragraphs
        self.found[paragraph] = Spot(self.part, where, number, _said(paragraph), counted)
        self._boxes_of(paragraph, inside)

    def _boxes_of(self, element: Element, inside: _Inside) -> None:
        for each in element:
            kind = name(each)
            if kind == "txbxContent":
                self._boxes += 1
                lead = "" if self._counted else inside.lead.split(" ", 1)[0] + " "
                self._visit(each, _Inside(f"{lead}text box {self._boxes} "))
            elif kind == "mc:AlternateContent":
                self._alternatives(each, inside, boxes=True)
            elif kind:
                self._boxes_of(each, inside)

    def _alternatives(self, element: Element, inside: _Inside, *, boxes: bool = False) -> None:
        """Visit what stands twice in the file, for new and old programs; both have the same name."""
        before = most = self._boxes
        seen = inside.tables, inside.paragraphs
        for branch in element:
            self._boxes = before
            inside.tables, inside.paragraphs = seen
            if boxes:
                self._boxes_of(branch, inside)
            else:
                self._visit(branch, inside)
            most = max(most, self._boxes)
        self._boxes = most

    def _table(self, table: Element, lead: str) -> None:
        for row_number, row in enumerate(_items(table, "tr"), 1):
            for number, cell in enumerate(_items(row, "tc"), 1):
                self._visit(cell, _Inside(f"{lead} row {row_number} ", number))


def _said(paragraph: Element) -> str:
    return words(paragraph).text.replace("\ufffc", "")


def _in_cell(inside: _Inside) -> str:
    return f"cell {inside.cell} " if inside.cell else ""


def _items(element: Element, wanted: str) -> Iterator[Element]:
    """Return rows or cells, also those in content controls."""
    for each in element:
        if name(each) == wanted:
            yield each
        elif name(each) in _WRAPS:
            yield from _items(each, wanted)


def _leads(package: Package) -> dict[str, str]:
    """Return the names of headers and footers: by their pages, and by their section where several have their own."""
    related = _related(package)
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for number, section in enumerate(named(package.trees[package.main], "sectPr"), 1):
        for reference in section:
            kind = name(reference)
            part = related.get(_link(reference), "")
            if kind not in ("headerReference", "footerReference") or part in found:
                continue
            called = f"{_KINDS.get(value(reference, 'type'), '')}{kind.removesuffix('Reference')}"
            found[part] = f"{called} of section {number} " if seen.get(called) else f"{called} "
            seen[called] = number
    others = (part for part in package.trees if part != package.main and part not in found)
    return found | {part: f"{basename(part)} " for part in others}


def _link(reference: Element) -> str:
    return value(reference, "id")


def _related(package: Package) -> dict[str, str]:
    """Return the parts that the main part names, by the ids of their relations."""
    folder = dirname(package.main)
    data = package.part(join(folder, "_rels", f"{basename(package.main)}.rels"))
    # A damaged one was refused when the file was opened.
    entries = parsed(data) if data else ()
    return {value(e, "Id"): normpath(join("/", folder, value(e, "Target"))).lstrip("/") for e in entries}
