"""Whether the two ends of a block stand at places that can be cut out, or repeated, together."""

from __future__ import annotations

from jdgen.house.faults import Fault
from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import above, name
from jdgen.house.reading.placement import whole
from jdgen.house.reading.tags import Tag

_CUT = frozenset({"p", "r", "t", "ins", "hyperlink"})


def at(tag: Tag) -> str:
    """Return the place of a tag in words."""
    return f"{tag.spot.where} {tag.spot.number}"


def apart(opening: Tag, closing: Tag) -> Fault | None:
    """Return the fault of a block whose ends stand at different depths of the file."""
    first, second = _holder(opening), _holder(closing)
    if first is None or second is None:
        return None
    common, ways = _ways(first, second)
    if ways[0] == ways[1] and _CUT.issuperset(ways[0]):
        return None
    prefix = {"tbl": "tr", "tr": "tc"}.get(name(common), "p")
    if name(common) == "tr":
        hint = "write both with `{%tr … %}` for whole rows, or with `{%tc … %}` for whole cells"
    elif opening.paragraph is closing.paragraph and not opening.prefix and not closing.prefix:
        hint = "write both inside of the link or the field, or both outside"
    else:
        hint = f"write both with `{{%{prefix} … %}}`"
    if at(opening) == at(closing):
        message = f"`{opening.shown}` and `{closing.shown}` stand at different depths"
    else:
        message = f"`{opening.shown}` opens in {at(opening)}, and `{closing.shown}` closes in {at(closing)}"
    return Fault("block.apart", message, opening.spot, hint)


def _holder(tag: Tag) -> Element | None:
    """Return the element in which the tag leaves its place."""
    if not tag.prefix:
        return tag.pieces[0].text
    held = above(tag.pieces[0].text, "r") if tag.prefix == "r" else whole(tag)
    return None if held is None else held.getparent()


def _ways(first: Element, second: Element) -> tuple[Element, tuple[list[str], list[str]]]:
    """Return the nearest element around both, and the names of those between it and each."""
    chain = [first, *first.iterancestors()]
    known = set(chain)
    common = next(element for element in (second, *second.iterancestors()) if element in known)
    names = [name(element) for element in chain[: chain.index(common)]]
    other = [second, *second.iterancestors()]
    return common, (names, [name(element) for element in other[: other.index(common)]])
