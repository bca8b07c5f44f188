"""The structure of a tagged PDF file as a list: what a screen reader is told of headings, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jdgen.audit.files.pdf_file import PdfFile

_ELEMENTS = 200_000
_DEEP = 200


@dataclass(slots=True)
class Element:
    """One element: its standard role, the page where it begins, and what stands right below it."""

    role: str
    entries: dict[str, Any]
    page: int
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """The pieces of pages that belong to it: the number of the page, and of the piece."""
    objects: list[str] = field(default_factory=list)
    """The references of links and form fields that belong to it."""

    def above(self, role: str) -> Element | None:
        """Return the nearest element of a role that it stands in, itself included."""
        one: Element | None = self
        while one and one.role != role:
            one = one.parent
        return one

    def below(self) -> list[Element]:
        """Return it and all that stands in it, in order."""
        found: list[Element] = []
        waiting = [self]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(reversed(one.children))
        return found


@dataclass(slots=True)
class Tree:
    """All elements in the order in which they are read; `whole` is false where there are too many to look at."""

    elements: list[Element]
    whole: bool = True


def tree(file: PdfFile) -> Tree:
    """Return the structure of a file; one that goes in circles is walked once."""
    root = file.entries(file.trailer, "/Root", "/StructTreeRoot")
    roles = {key[1:]: file.name(value) for key, value in file.entries(root, "/RoleMap").items()}
    pages = {page.reference: page.number for page in file.pages}
    found = Tree([])
    seen: set[str] = set()
    waiting: list[tuple[Any, Element | None, int]] = [(kid, None, 1) for kid in reversed(file.items(root, "/K"))]
    while waiting:
        raw, parent, depth = waiting.pop()
        if isinstance(raw, str):
            if raw in seen:
                continue
            seen.add(raw)
        if len(found.elements) >= _ELEMENTS or depth > _DEEP:
            return Tree(found.elements, whole=False)
        entries = file.value(raw)
        if isinstance(entries, dict) and "/S" in entries:
            at = pages.get(str(entries.get("/Pg")), parent.page if parent else 0)
            one = Element(_role(file.name(entries, "/S"), roles), entries, at, parent)
            found.elements.append(one)
            if parent:
                parent.children.append(one)
            kids = file.items(entries, "/K")
            waiting.extend((kid, one, depth + 1) for kid in reversed(kids) if not _kept(file, kid, one, pages))
    return found


def _kept(file: PdfFile, raw: Any, element: Element, pages: dict[str, int]) -> bool:
    """Note a piece of a page or an object that belongs to an element; return whether it is one of these."""
    kid = file.value(raw)
    if isinstance(kid, int):
        element.marks.append((element.page, kid))
        return True
    if isinstance(kid, dict) and "/S" not in kid:
        at = pages.get(str(kid.get("/Pg")), element.page)
        element.page = element.page or at
        if isinstance(number := file.get(kid, "/MCID"), int):
            # A piece of a drawn form is numbered apart from the page.
            element.marks.append((0 if "/Stm" in kid else at, number))
        elif "/Obj" in kid:
            element.objects.append(str(kid["/Obj"]))
        return True
    return not isinstance(kid, dict)


def _role(name: str, roles: dict[str, str]) -> str:
    """Return the standard role of a name that a file gives to its elements."""
    for _ in range(10):
        if name in _STANDARD or not roles.get(name):
            return name
        name = roles[name]
    return name


_STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu",
    "Figure", "Formula", "Form", "Artifact",
))  # fmt: skip
