"""The lists of a template: its own signs and numbers where its styles have them, and ours where they have none."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any, NamedTuple

from jdgen.house.filling.own_styles import lists_of
from jdgen.house.filling.styles import Styles
from jdgen.house.opening.namespaces import PREFIXES, w
from jdgen.house.opening.wordml import twips
from jdgen.inputs.finished.word_package import parsed
from jdgen.render.word_zip import read
from jdgen.resources import templates

_BULLETS, _NUMBERS = "1", "2"
"""The kinds of lists in the built-in template."""


class Level(NamedTuple):
    """The list that a style of a template belongs to: its kind, its level, and how far the style itself is set in."""

    kind: str
    level: str
    indent: Any


class Lists:
    """The numbering part of a template, and what it becomes for a document."""

    def __init__(self, part: bytes | None, styles: Styles) -> None:
        from lxml import etree

        self._root = etree.Element(w("numbering"), nsmap=PREFIXES) if part is None else parsed(part)
        _mend(self._root)
        kinds = [twips(kind.get(w("abstractNumId"), "")) for kind in self._root.iterfind(w("abstractNum"))]
        numbers = {num.get(w("numId"), ""): num.find(w("abstractNumId")) for num in self._root.iterfind(w("num"))}
        self._kind_of = {name: kind.get(w("val")) for name, kind in numbers.items() if kind is not None}
        self._kind = max(kinds, default=-1) + 1
        self._number = max(map(twips, numbers), default=0) + 1
        self.bullets = self._level(styles, "ListBullet")
        self.numbers = self._level(styles, "ListNumber")

    @property
    def own(self) -> dict[str, str]:
        """Return the numbers of our own two lists in the finished file, by those that our styles name."""
        return lists_of(str(self._number), str(self._number + 1))

    @property
    def sign(self) -> str:
        """Return the properties of an entry with our own sign, for a style that has none."""
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._number}"/></w:numPr>'

    def entry(self, count: int) -> str:
        """Return the properties of an entry of the n-th numbered list."""
        level, indent = (self.numbers.level, self.numbers.indent) if self.numbers else ("0", "")
        number = self._number + 1 + count
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>{indent}'

    def part(self, counted: int) -> bytes:
        """Return the numbering part with our own kinds of lists, and with so many numbered lists, each from 1."""
        from lxml import etree

        root = deepcopy(self._root)
        # The schema has all kinds before all lists, and a number for the editor behind them.
        first = next((n for n, child in enumerate(root) if child.tag in (w("num"), w("numIdMacAtCleanup"))), len(root))
        for place, name in enumerate((_BULLETS, _NUMBERS)):
            kind = deepcopy(_own_kinds()[name])
            kind.set(w("abstractNumId"), str(self._kind + place))
            root.insert(first + place, kind)
        last = next((n for n, child in enumerate(root) if child.tag == w("numIdMacAtCleanup")), len(root))
        kinds = [str(self._kind), str(self._kind + 1)]
        level = self.numbers or Level(kinds[1], "0", "")
        made = [_list(self._number + place, kind, "") for place, kind in enumerate(kinds)]
        made += [_list(self._number + 2 + n, level.kind, level.level) for n in range(counted)]
        for place, one in enumerate(made):
            root.insert(last + place, one)
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return data

    def _level(self, styles: Styles, ours: str) -> Level | None:
        """Return the list of the template's own style, or None where it has none."""
        if styles.lacks(ours):
            return None
        indent = ""
        for style in styles.chain(styles.of(ours)):
            indent = indent or _indent(style)
            held = style.find(f"{w('pPr')}/{w('numPr')}")
            if held is None:
                continue
            number, level = held.find(w("numId")), held.find(w("ilvl"))
            if number is None:
                continue
            kind = self._kind_of.get(number.get(w("val")))
            return Level(kind, "0" if level is None else str(twips(level.get(w("val"), ""))), indent) if kind else None
        return None


def _mend(root: Any) -> None:
    """Set right what LibreOffice writes: where signs stand, in the words of another kind of Open XML."""
    for side in root.iter(w("lvlJc")):
        side.set(w("val"), {"start": "left", "end": "right"}.get(side.get(w("val")), side.get(w("val"))))


def _indent(style: Any) -> str:
    """Return how far a style is set in, as its entries need it said again: a list of their own would undo it."""
    held = style.find(f"{w('pPr')}/{w('ind')}")
    if held is None:
        return ""
    known = {w(name): name for name in ("left", "right", "start", "end", "hanging", "firstLine")}
    attributes = "".join(f' w:{known[name]}="{twips(value)}"' for name, value in held.attrib.items() if name in known)
    return f"<w:ind{attributes}/>"


def _list(number: int, kind: str, restarted: str) -> Any:
    """Return a list of a kind; one that is restarted begins at 1."""
    from lxml import etree

    made = etree.Element(w("num"), {w("numId"): str(number)})
    etree.SubElement(made, w("abstractNumId"), {w("val"): kind})
    if restarted:
        over = etree.SubElement(made, w("lvlOverride"), {w("ilvl"): restarted})
        etree.SubElement(over, w("startOverride"), {w("val"): "1"})
    return made


@lru_cache(maxsize=1)
def _own_kinds() -> dict[str, Any]:
    from lxml import etree

    held = read((templates() / "docx" / "jdgen.docx").read_bytes())["word/numbering.xml"].data()
    return {kind.get(w("abstractNumId")): kind for kind in etree.fromstring(held).iterfind(w("abstractNum"))}
