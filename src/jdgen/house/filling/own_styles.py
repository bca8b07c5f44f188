"""Our own styles for a template that lacks them: in its type and its colors, and in nothing else than ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any, NamedTuple

from jdgen.documents.look import USUAL, Look
from jdgen.house.opening.namespaces import w
from jdgen.render.word_look import looked_styles
from jdgen.render.word_zip import read
from jdgen.resources import templates

_SIZE = 10.5
"""The size of our body type, which all other sizes of ours are measured by."""
_PLAIN = frozenset({"BodyText", "Letter"})
"""What is read at length takes the size and the lines of the template."""
_IN_TABLES = ("Table", "Ladder", "FactLabel", "ColumnLabel")
_LINED = frozenset({"jdgenGrid", "jdgenAnchors", "jdgenScorecard", "jdgenPlan", "jdgenLadder"})
"""What cannot be read without lines, whatever the look."""
_NARROW = 0.9
"""How much of its size the type of a table has at most where the text is narrow."""
_LINE = 300
"""The least height of a line of our body type in twentieths of a point."""
_BULLETS, _NUMBERS = "1", "2"
"""The lists that styles of ours name."""


class Own(NamedTuple):
    """One of our styles; `needs` are those that it names."""

    id: str
    type: str
    name: str
    needs: tuple[str, ...]
    element: Any


class Dress(NamedTuple):
    """What our styles take from a template: ids of styles and lists by ours, and how large they are.

    Colors are those of the look, but for the accent. In a `narrow` text the type of tables is smaller.
    """

    ids: Mapping[str, str]
    lists: Mapping[str, str]
    look: Look
    scale: float
    narrow: bool = False


@lru_cache(maxsize=1)
def own_styles() -> Mapping[str, Own]:
    """Return our styles by their ids, as they stand in the built-in template."""
    from lxml import etree

    held = read((templates() / "docx" / "jdgen.docx").read_bytes())["word/styles.xml"].data().decode()
    # One look has styles that the others do without.
    root = etree.fromstring(looked_styles(held, USUAL._replace(facts="listed")).encode())
    return {own.id: own for own in map(_own, root.iterfind(w("style")))}


def _own(element: Any) -> Own:
    based = element.find(w("basedOn"))
    needs = () if based is None else (based.get(w("val")),)
    name = element.find(w("name")).get(w("val"))
    return Own(element.get(w("styleId")), element.get(w("type")), name, needs, element)


def dressed(own: Own, dress: Dress) -> Any:
    """Return a style of ours as an element for the styles part of a template."""
    made = deepcopy(own.element)
    made.set(w("styleId"), dress.ids[own.id])
    for name in ("basedOn", "next", "link"):
        named = made.find(w(name))
        if named is not None and not dress.ids.get(named.get(w("val"))):
            made.remove(named)
        elif named is not None:
            named.set(w("val"), dress.ids[named.get(w("val"))])
    if own.id == "FactValue":
        # It stands beside its label, on the same line.
        made.find(f"{w('pPr')}/{w('spacing')}").attrib.update({w("line"): str(_LINE), w("lineRule"): "atLeast"})
    for number in made.iter(w("numId")):
        number.set(w("val"), dress.lists[number.get(w("val"))])
    if own.id == "jdgenFacts" and dress.look.facts == "ruled":
        _color(made, {USUAL.tint: ""})
    _color(made, _colors_of(own, dress.look))
    # The columns of our tables have room for words of our size.
    most = _NARROW if dress.narrow else 1
    _scale(made, min(dress.scale, most) if own.id.startswith(_IN_TABLES) else dress.scale, plain=own.id in _PLAIN)
    return made


def lists_of(bullets: str, numbers: str) -> dict[str, str]:
    """Return the lists of a template by those that our styles name."""
    return {_BULLETS: bullets, _NUMBERS: numbers}


def _colors_of(own: Own, look: Look) -> dict[str, str]:
    """Return the colors of a style by those of ours; what is read at length has none of its own."""
    names = ("accent", "secondary", "rule", "strong_rule", "tint", "prompt")
    colors = {getattr(USUAL, name): getattr(look, name) for name in names} | {USUAL.ink: ""}
    if own.id == "jdgenLines" and not look.strong_rule:
        # What is written on by hand is drawn even where a look has no lines.
        colors[USUAL.strong_rule] = "auto"
    if own.id.removesuffix("Close") in _LINED and not look.rule:
        colors |= {USUAL.rule: "auto", USUAL.strong_rule: "auto"}
    return colors


def _color(style: Any, colors: Mapping[str, str]) -> None:
    """Set the colors; what is to have none loses its color, its rule or its tint."""
    for element, attribute in list(_colored(style)):
        wanted = colors.get(element.get(attribute), element.get(attribute))
        if wanted:
            element.set(attribute, wanted)
        else:
            element.getparent().remove(element)


def _colored(style: Any) -> Iterator[tuple[Any, str]]:
    for element in style.iter():
        if element.tag == w("color"):
            yield element, w("val")
        elif element.tag == w("shd"):
            yield element, w("fill")
        elif element.get(w("color")):
            yield element, w("color")


def _scale(style: Any, scale: float, *, plain: bool) -> None:
    """Set the sizes and the heights of lines; spaces around paragraphs stay."""
    for element in [*style.iter(w("sz")), *style.iter(w("szCs"))]:
        if plain:
            element.getparent().remove(element)
        else:
            element.set(w("val"), str(round(int(element.get(w("val"))) * scale)))
    for element in style.iter(w("spacing")):
        if element.get(w("lineRule")) != "atLeast":
            continue
        if plain:
            del element.attrib[w("line")], element.attrib[w("lineRule")]
        else:
            element.set(w("line"), str(round(int(element.get(w("line"))) * scale)))


def scale_of(size: float) -> float:
    """Return how much larger than ours the type of a template is, within what a table of ours can bear."""
    return min(max(size / _SIZE, 0.8), 1.25)
