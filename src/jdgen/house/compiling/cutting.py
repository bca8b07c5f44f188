"""A tag cut out of the tree, and a sentinel put in its place: in the words, or for a run, paragraph, row or cell."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING

from jdgen.house.opening.namespaces import KEPT as _SPACE
from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import above, child, name
from jdgen.house.reading.placement import lost, whole

if TYPE_CHECKING:
    from jdgen.house.compiling.entries import Entry
    from jdgen.house.reading.scanner import Piece

_LONG = 10_000
"""Characters of a paragraph that holds more than a note."""


def put(entry: Entry, mark: Element) -> None:
    """Put the sentinel of an entry in the place of its tag; tags are cut from the last to the first."""
    tag = entry.tag
    held = whole(tag)
    if held is not None and held.getparent() is not None and _takes_all(entry, held):
        mark.tail = None
        held.getparent().replace(held, mark)
        return
    first, *others = tag.pieces
    before, behind = tag.beside
    _blank(behind)
    for piece in others:
        _cut(piece.text, piece.end)
    run = above(first.text, "r")
    if tag.prefix == "r" and tag.kind == "block" and run is not None:
        _divide(run, first.text, (first.start, first.end), mark)
    else:
        text = first.text
        mark.tail = (text.text or "")[first.end :]
        text.text = (text.text or "")[: first.start]
        text.set(_SPACE, "preserve")
        text.insert(0, mark)
    _blank(before)
    for piece in others:
        _drop_if_empty(piece.text)


def _takes_all(entry: Entry, held: Element) -> bool:
    """Return whether a tag takes the place of all that it stands in; a note does so if it is alone."""
    tag = entry.tag
    if entry.does == "section":
        return True
    if entry.does == "comment" and not tag.prefix:
        return len(tag.spot.words) <= _LONG and not lost(tag, held) and _is_spare(held)
    return tag.prefix in ("tr", "tc") or (tag.prefix == "p" and tag.kind != "value")


def _is_spare(paragraph: Element) -> bool:
    """Return whether something else stays where the paragraph stands, so that nothing is left empty."""
    beside = chain(paragraph.itersiblings(), paragraph.itersiblings(preceding=True))
    return paragraph.getnext() is not None and any(name(each) == "p" for each in beside)


def _blank(pieces: Iterable[Piece]) -> None:
    """Take out white space."""
    for piece in pieces:
        text = piece.text.text or ""
        piece.text.text = text[: piece.start] + text[piece.end :]
        piece.text.set(_SPACE, "preserve")


def _cut(text: Element, end: int) -> None:
    text.text = (text.text or "")[end:]
    text.set(_SPACE, "preserve")


def _drop_if_empty(text: Element) -> None:
    """Take out a run of which a tag was all."""
    run = text.getparent()
    if run is None or text.text or len(text) or name(run) != "r" or any(name(e) not in ("rPr", "t") for e in run):
        return
    if run.getparent() is not None and not any(e.text or len(e) for e in run if name(e) == "t"):
        run.getparent().remove(run)


def _divide(run: Element, text: Element, cut: tuple[int, int], mark: Element) -> None:
    """Divide a run at a tag, so that the sentinel stands between two runs that look alike."""
    after = run.makeelement(run.tag, run.attrib, nsmap=run.nsmap)
    properties = child(run, "rPr")
    if properties is not None:
        after.append(deepcopy(properties))
    rest = text.makeelement(text.tag, {_SPACE: "preserve"})
    rest.text = (text.text or "")[cut[1] :]
    rest.extend(list(text))
    behind = list(text.itersiblings())
    after.append(rest)
    after.extend(behind)
    text.text = (text.text or "")[: cut[0]]
    text.set(_SPACE, "preserve")
    run.addnext(after)
    run.addnext(mark)
    _drop_if_empty(rest)
    _drop_if_empty(text)
