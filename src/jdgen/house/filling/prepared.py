"""A template before it is compiled: links that follow the tags in them, and content controls that let go of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from jdgen.house.opening.namespaces import OFFICE, w
from jdgen.house.opening.package import Package
from jdgen.house.opening.package_links import RELATION, rels_of
from jdgen.inputs.finished.word_package import parsed
from jdgen.render.word_zip import deflated

_NAMES: Final = r"apply\.url|apply\.email|company\.url"
_TAG = re.compile(rf"\{{\{{\s*({_NAMES})\s*\}}\}}")
_TARGET = re.compile(rf"(?:https?:/{{0,3}}|mailto:)?\{{\{{\s*({_NAMES})\s*\}}\}}/?", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\\]", re.IGNORECASE)
_ID: Final = f"{{{OFFICE}}}id"
_START: Final = "jdgen-link"
_BOUND: Final = ("showingPlcHdr", "dataBinding")
_SIGNS: Final = ("{{", "{%")


class Followed(NamedTuple):
    """A link whose target is a value: the part it stands in, its id there, and the name of the value."""

    part: str
    id: str
    name: str


def tag_of(target: str) -> str:
    """Return the name of the value that the target of a link is, as Word encodes it, or nothing."""
    found = _TARGET.fullmatch(unquote(target).strip())
    return found[1].lower() if found else ""


def prepared(package: Package) -> tuple[Package, tuple[Followed, ...]]:
    """Return the template with links of their own for those that follow a value, and these links.

    Content controls that hold tags no longer take their words from elsewhere, nor show them as a prompt. The trees are
    changed.
    """
    found: list[Followed] = []
    made = {}
    for part, tree in package.trees.items():
        for control in tree.iter(w("sdt")):
            _let_go(control)
        data = package.part(rels_of(part))
        if data is None:
            continue
        rels = parsed(data)
        links = list(_followed(part, tree, {entry.get("Id"): entry for entry in rels.iter(RELATION)}))
        found += links
        if links:
            _drop_unused(tree, rels)
            made[rels_of(part)] = deflated(rels_of(part), _bytes(rels))
    return replace(package, members={**package.members, **made}), tuple(found)


def _followed(part: str, tree: Any, rels: Mapping[str, Any]) -> Iterator[Followed]:
    """Yield the links that follow a value, each by an id of its own: Word gives links to one target one id."""
    for link in tree.iter(w("hyperlink")):
        entry = rels.get(link.get(_ID))
        if entry is None:
            continue
        words = _TAG.fullmatch("".join(text.text or "" for text in link.iter(w("t"))).strip())
        name = words[1] if words else tag_of(str(entry.get("Target", "")))
        if name:
            made = Followed(part, f"{_START}-{name.replace('.', '-')}", name)
            link.set(_ID, made.id)
            yield made


def _drop_unused(tree: Any, rels: Any) -> None:
    """Take out the old targets that nothing in a part leads to any more."""
    used = {value for element in tree.iter() for key, value in element.items() if key.startswith(f"{{{OFFICE}}}")}
    for entry in list(rels.iter(RELATION)):
        if entry.get("TargetMode") == "External" and entry.get("Id") not in used:
            entry.getparent().remove(entry)


def _let_go(control: Any) -> None:
    """Take from a content control with tags what would put other words in their place, or call them a prompt."""
    properties = control.find(w("sdtPr"))
    said = "".join(text.text or "" for text in control.iter(w("t")))
    if properties is None or not any(sign in said for sign in _SIGNS):
        return
    is_prompt = properties.find(w("showingPlcHdr")) is not None
    for element in list(properties):
        if element.tag.rpartition("}")[2] in _BOUND:
            properties.remove(element)
        element.attrib.pop(w("fullDate"), None)
    for style in list(control.iter(w("rStyle"))) if is_prompt else ():
        if style.get(w("val")) == "PlaceholderText":
            style.getparent().remove(style)


def targets(
    links: Iterable[Followed], values: Mapping[str, Any], roots: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Return the targets of links by their ids, part by part; a link whose value is missing becomes plain words."""
    found: dict[str, dict[str, str]] = {}
    for part, name, path in dict.fromkeys(links):
        printed = [link for link in roots[part].iter(w("hyperlink")) if link.get(_ID) == name]
        address = _address(path, values)
        for link in printed:
            if address:
                found.setdefault(part, {})[name] = address
            else:
                _unwrapped(link)
    return found


def _address(path: str, values: Mapping[str, Any]) -> str:
    """Return what a link to a value opens, or nothing for what is no web and no mail address."""
    record, _, field = path.partition(".")
    value = str((values.get(record) or {}).get(field) or "")
    address = f"mailto:{value}" if path == "apply.email" and value else value
    # defense filled.link: a link that follows a value leads to the web or to mail
    return address if _SAFE.match(address) else ""


def _unwrapped(link: Any) -> None:
    holder = link.getparent()
    place = holder.index(link)
    holder[place : place + 1] = list(link)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
