"""The names of the parts of a Word file, which are the same whatever their capitals; here they are spelled one way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from jdgen.house.opening import package_links as relations
from jdgen.render.word_zip import Member, deflated

_RELS = "_rels/.rels"


def spelled(members: dict[str, Member]) -> dict[str, Member]:
    """Return the members with the list of types and the relationships named as everywhere, after their owners."""
    known = {name.lower(): name for name in members}
    named: dict[str, Member] = {}
    for name, member in members.items():
        # defense house.names: a part is found whatever its capitals, so that none is passed by unseen
        own = name
        if name.lower() in (relations.TYPES.lower(), _RELS):
            own = relations.TYPES if name.lower() != _RELS else _RELS
        elif name.lower().endswith(".rels"):
            owner = relations.owner_of(name[: -len(".rels")] + ".rels")
            own = relations.rels_of(known.get(owner.lower(), owner))
        named[own] = member if own == name else member._replace(name=own)
    return named


def respelled(members: Mapping[str, Member], roots: Mapping[str, Any]) -> dict[str, Member]:
    """Set each relationship to the name that its target has; return the parts of relationships that changed."""
    from lxml import etree

    known = {name.lower(): name for name in members}
    changed: dict[str, Member] = {}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        owner = relations.owner_of(name)
        for element, link in zip(root.iter(relations.RELATION), relations.links(owner, root), strict=True):
            own = known.get(link.target.lower(), "")
            if not link.outside and own and own != link.target:
                _, sign, place = str(element.get("Target", "")).partition("#")
                element.set("Target", f"/{quote(own)}{sign}{place}")
                changed[name] = members[name]
    return {
        name: deflated(name, etree.tostring(roots[name], xml_declaration=True, encoding="UTF-8", standalone=True))
        for name in changed
    }
