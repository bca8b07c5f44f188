"""What a template holds and a document must not: notes to its author, and numbers that a loop would repeat."""

from __future__ import annotations

from collections.abc import Mapping

from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import name, value

_NOTES = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "lastRenderedPageBreak",
                    "permStart", "permEnd"})  # fmt: skip
_IDS = ("paraId", "textId")
_WHEN = ("date", "dateUtc")
_ANYBODY = "Author"
"""What Word writes for whoever changed a file from which personal information was removed."""
_OPENS = frozenset({"if", "for"})
_CLOSES = frozenset({"endif", "endfor"})


def tidied(tree: Element, blocks: Mapping[Element, str], drawing: str) -> None:
    """Take out of a part what no document may hold, or may hold once; `blocks` says what the sentinels do.

    `drawing` is put where the number of a drawing in a loop stands, to be counted when the part is filled.
    """
    stack: list[Element] = []
    loops = 0
    marks: dict[tuple[str, str], list[tuple[Element, tuple[Element, ...]]]] = {}
    gone: list[Element] = []
    for element in tree.iter():
        does = blocks.get(element, "")
        if does in _OPENS:
            stack.append(element)
            loops += does == "for"
        elif does in _CLOSES and stack:
            loops -= blocks[stack.pop()] == "for"
        kind = name(element)
        if not kind:
            continue
        _unmarked(element)
        if kind in _NOTES:
            gone.append(element)
        elif kind.endswith(("RangeStart", "RangeEnd")) or kind in ("bookmarkStart", "bookmarkEnd"):
            family = kind.removesuffix("Start").removesuffix("End")
            marks.setdefault((family, value(element, "id")), []).append((element, tuple(stack)))
        elif loops and kind == "id" and element.getparent() is not None and name(element.getparent()) == "sdtPr":
            gone.append(element)
        elif loops and kind == "?:docPr":
            element.set("id", drawing)
    for ends in marks.values():
        is_whole = len(ends) == 2 and ends[0][1] == ends[1][1]
        if not is_whole or any(blocks[block] == "for" for block in ends[0][1]):
            gone += (element for element, _ in ends)
    for element in gone:
        _take_out(element)


def _unmarked(element: Element) -> None:
    """Take off an element who changed it and when, editing sessions, and numbers by which Word knows its paragraphs."""
    for key in list(element.attrib):
        local = key.rpartition("}")[2]
        if key.startswith("{") and (local.startswith("rsid") or local in _IDS or local in _WHEN):
            del element.attrib[key]
        elif key.startswith("{") and local == "author":
            element.set(key, _ANYBODY)


def _take_out(element: Element) -> None:
    holder = element.getparent()
    if holder is None:
        return
    holder.remove(element)
    if name(holder) == "r" and all(name(each) == "rPr" for each in holder) and holder.getparent() is not None:
        holder.getparent().remove(holder)
