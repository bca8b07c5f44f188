"""Whether a tag with a prefix stands where it can take the place of its paragraph, row or cell, and loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from jdgen.errors import printable
from jdgen.house.faults import Fault, Spot
from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import above, child, name, named
from jdgen.house.reading.scanner import words

if TYPE_CHECKING:
    from jdgen.house.reading.tags import Tag

_WHOLES = {"p": "paragraph", "tr": "row", "tc": "cell", "r": "run"}
_SHOWN = 40
_NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{\{|\{%|\{#")
_THINGS = ("drawing", "pict", "object", "footnoteReference", "endnoteReference")


def whole(tag: Tag) -> Element | None:
    """Return what a tag takes the place of: its paragraph, row, cell or run; None if it stands in no such thing."""
    if tag.prefix in ("", "p"):
        return tag.paragraph
    return above(tag.pieces[0].text, tag.prefix)


def misplaced(tags: list[Tag]) -> list[Fault]:
    """Return the faults of the tags of one part that stand in the wrong place, or with words that would be lost."""
    holders: dict[Element, list[Tag]] = {}
    for tag in tags:
        for element in (tag.paragraph, *tag.paragraph.iterancestors()):
            if name(element) in ("p", "tr", "tc"):
                holders.setdefault(element, []).append(tag)
    found: list[Fault] = []
    for tag in tags:
        if tag.prefix:
            found += _of(tag, holders)
    return found


def _of(tag: Tag, holders: Mapping[Element, list[Tag]]) -> Iterable[Fault]:
    what = _WHOLES[tag.prefix]
    held = whole(tag)
    if held is None:
        yield Fault("tag.prefix", f"`{tag.shown}` stands in no table {what}", tag.spot,
                    f"write it in a table, or with `p` in place of `{tag.prefix}`")  # fmt: skip
        return
    if tag.prefix == "r":
        return
    others = [other for other in holders[held] if other is not tag and other.kind != "comment"]
    rival = next((other for other in others if other.prefix not in ("", "r")), None)
    if rival:
        told = whole(rival) is held and holders[held].index(rival) < holders[held].index(tag)
        if not told:
            both = f"`{tag.shown}` and `{rival.shown}`"
            message = f"{both} stand in one {what}, and each takes the place of a whole {what}"
            yield Fault("tag.rivals", message, tag.spot, _apart(tag, rival, what))
        return
    beside = lost(tag, held)
    if beside:
        message = f"`{tag.shown}` takes the place of its {what}, and {beside} would be lost"
        yield Fault("tag.lost", message, tag.spot, f"write the tag in a {what} of its own")


def _apart(tag: Tag, rival: Tag, what: str) -> str:
    """Return where to write two tags that stand in one place."""
    first, second = tag.code.partition(" ")[0], rival.code.partition(" ")[0]
    if tag.prefix != rival.prefix or second != f"end{first}":
        return f"write each in a {what} of its own"
    before, behind = ("to the left", "to the right") if what == "cell" else ("above", "below")
    return (
        f"write `{{%{tag.prefix} {first} … %}}` in a {what} {before}, "
        f"and `{{%{tag.prefix} {second} %}}` in a {what} {behind}"
    )


def lost(tag: Tag, held: Element) -> str:
    """Return what else stands in the place that a tag takes; notes in tags are nothing."""
    texts = []
    for paragraph in (held,) if name(held) == "p" else named(held, "p"):
        mine = paragraph is tag.paragraph
        said = tag.spot.words.replace(_raw(tag), "", 1) if mine else words(paragraph).text
        texts.append(_NOTE.sub("", said).replace("\ufffc", "").strip())
    said = " ".join(filter(None, texts))
    if said:
        return f"“{printable(said[: _SHOWN + 1], _SHOWN)}”"
    if next(named(held, *_THINGS), None) is not None:
        return "a picture, a text box or a note"
    section = child(held, "pPr", "sectPr") if name(held) == "p" else next(named(held, "sectPr"), None)
    return "the end of a section with its page setup" if section is not None else ""


def _raw(tag: Tag) -> str:
    return "".join((piece.text.text or "")[piece.start : piece.end] for piece in tag.pieces)


def elsewhere(part: str, tree: Element, known: Mapping[Element, Spot]) -> list[Fault]:
    """Return the tags that stand where none is filled, such as the alternative text of a picture."""
    found = []
    for element in tree.iter():
        kind = name(element)
        text = (element.text or "") if kind else ""
        written = next((t for t in element.attrib.values() if _TAG.search(t)), "") if kind else ""
        if not written and not _TAG.search(text):
            continue
        gone = kind == "delText" or above(element, "del", "moveFrom") is not None
        if kind == "t" and not written and not gone:
            continue
        what = "in the code of a field" if kind == "instrText" else ""
        what = "in words that are marked as deleted" if gone else what
        holder = above(element, "p")
        spot = known.get(holder) if holder is not None else None
        where = what or ("in a name or an alternative text" if written else "outside the words of a paragraph")
        where = "in the watermark" if kind == "?:textpath" else where
        message = f"`{printable((written or text).strip(), _SHOWN)}` stands {where}, where no tag is filled"
        found.append(Fault("tag.elsewhere", message, spot or Spot(part), "take it out of there"))
    return found
