"""Templates filled with an example, and what stands in the files that come out."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from jdgen.documents import contract
from jdgen.documents.look import USUAL, Look
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.house.filling.filling import Filled, filled
from jdgen.house.opening.namespaces import w
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from jdgen.render.word_zip import read
from making import RIVERBEND, material

RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@cache
def made(kind: str, *settings: str) -> tuple[Material, Document]:
    """An example document, and what it was made of."""
    given = material(RIVERBEND, *settings)
    return given, compose(kind, given)


def fill(template: bytes, kind: str = "posting", *settings: str, look: Look = USUAL, draft: bool = False) -> Filled:
    """A template filled with an example."""
    given, document = made(kind, *settings)
    options = PageOptions(look=look)
    return filled((template, "acme.docx"), document, contract.values(given, document), options, draft=draft)


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """The tree of a part."""
    return etree.fromstring(read(data)[name].data())


def styles_of(data: bytes) -> dict[str, Any]:
    """The styles of a file by their names."""
    found = part(data, "word/styles.xml").iterfind(w("style"))
    return {style.find(w("name")).get(w("val")): style for style in found}


def value(element: Any, *path: str) -> str | None:
    """The value of the element at the path below one."""
    found = element.find("/".join(map(w, path)))
    return None if found is None else found.get(w("val"))


def paragraphs(root: Any) -> list[tuple[str, str]]:
    """The style and the words of each paragraph."""
    return [
        (value(p, "pPr", "pStyle") or "", "".join(t.text or "" for t in p.iter(w("t")))) for p in root.iter(w("p"))
    ]


def style_of(data: bytes, words: str) -> str:
    """The id of the style of the first paragraph that begins with the words."""
    return next(style for style, said in paragraphs(part(data)) if said.startswith(words))


def entry(data: bytes, words: str) -> Any:
    """The properties of the first paragraph that begins with the words."""
    for p in part(data).iter(w("p")):
        if "".join(t.text or "" for t in p.iter(w("t"))).startswith(words):
            return p.find(w("pPr"))
    raise AssertionError(words)
