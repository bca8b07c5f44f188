"""Tags in parts where nothing is filled in: endnotes, charts, the properties of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from jdgen.errors import printable
from jdgen.house.faults import Fault, Spot
from jdgen.house.filling.kept import kept
from jdgen.house.filling.leftovers import unfilled
from jdgen.house.opening.namespaces import OFFICE, w
from jdgen.house.opening.package import Element, Package
from jdgen.house.opening.package_links import RELATION, has_tag, links, owner_of
from jdgen.house.opening.wordml import above, name
from jdgen.inputs.finished.word_package import parsed

_TAG = re.compile(r"\{\{|\{%|\{#")
_SHOWN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#].{0,60}", re.DOTALL)
_HELD = {
    "endnotes": "the endnotes", "core": "the properties of the file", "app": "the properties of the file",
    "custom": "the properties of the file", "chart": "a chart", "drawing": "a diagram", "data": "a diagram",
    "settings": "the settings of the file", "styles": "the styles", "numbering": "the list formats",
    "document": "the building blocks of the file", "header": "a header that no page has",
    "footer": "a footer that no page has", "item": "the data of content controls",
}  # fmt: skip
"""What parts without tags are called, by how their names begin."""


def in_other_parts(package: Package) -> Iterator[Fault]:
    """Yield a fault for each part that holds tags and is not filled; comments are taken out, whatever they say.

    It is an error where the tag would stand in the finished file; the other parts stay behind.
    """
    stays = {fault.spot.part for fault in unfilled(kept(package), package.trees) if fault.spot}
    for part in package.members:
        if part.endswith(".xml") and part not in package.trees and "/comments" not in f"/{part}":
            for fault in _in_part(package, part):
                yield fault if part in stays else fault._replace(level="warning")


def in_links(package: Package, known: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield each link with a tag in its target that is not filled, of a template whose other links follow their values.

    See `prepared`, which takes those out.
    """
    for part in package.members:
        if not part.endswith(".rels"):
            continue
        owner = owner_of(part)
        root = parsed(package.members[part].data())
        for entry, link in zip(root.iter(RELATION), links(owner, root), strict=True):
            if link.kind == "hyperlink" and link.outside and has_tag(link.target):
                said = printable(unquote(link.target), 80)
                spot = _linked(package, owner, str(entry.get("Id", "")), known)
                hint = "link to `{{ apply.url }}`, `{{ apply.email }}` or `{{ company.url }}` alone"
                yield Fault("tag.elsewhere", f"has a link to `{said}`, where no tag is filled", spot, hint)


def _linked(package: Package, part: str, identity: str, known: Mapping[Element, Spot]) -> Spot | None:
    """Return where a link stands in its part."""
    tree = package.trees.get(part)
    every = () if tree is None else tree.iter(w("hyperlink"))
    found = next((link for link in every if link.get(f"{{{OFFICE}}}id") == identity), None)
    return known.get(above(found, "p")) if found is not None else None


def _in_part(package: Package, part: str) -> Iterator[Fault]:
    """Yield one fault for a part that holds tags, in its words, however they are divided, or in its attributes."""
    root = parsed(package.part(part) or b"")
    texts = ["".join(p.itertext()) for p in root.iter() if name(p) in ("p", "?:p")]
    texts += [value for element in root.iter() for value in (element.text or "", *element.attrib.values())]
    found = next((text for text in texts if _TAG.search(text)), None)
    if found is not None:
        start = re.sub(r"\d*\.xml$", "", part.rpartition("/")[2]).lower()
        held = next((said for sign, said in _HELD.items() if start.startswith(sign)), f"`{printable(part, 80)}`")
        yield _fault(found, held)


def _fault(text: str, where: str) -> Fault:
    shown = _SHOWN.search(text)
    said = printable(" ".join((shown[0] if shown else text).split()), 60)
    return Fault("tag.elsewhere", f"`{said}` stands in {where}, where no tag is filled", None, "print it in the text")
