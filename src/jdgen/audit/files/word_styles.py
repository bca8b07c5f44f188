"""How the words of a Word file look: what a run is set in after all styles, and what lies behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from jdgen.audit.files.word_parts import FALLBACK, WordFile
from jdgen.house.opening.namespaces import w

Element = Any
"""An lxml element."""
_OFF = frozenset(("0", "false", "off", "none"))
_DEEPEST = 50
_MOST = 20
"""Colors that a run may have, or stand on; with more, nobody can tell which pair is seen."""
_PATTERN = "pattern"
"""What stands for a shading that is no plain color."""
_HEADING = re.compile(r"heading ([1-9])")
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_SPACES = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
_NOT_SHOWN = (w("p"), w("del"), w("moveFrom"), FALLBACK)


def runs(holder: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph or a link that are shown: not those of boxes within it, and no deleted ones."""
    for child in holder:
        if child.tag == w("r"):
            yield child
        elif child.tag not in _NOT_SHOWN:
            yield from runs(child)


def words(holder: Element) -> str:
    """Return the words of a paragraph or a link as they are shown."""
    return "".join(map(of_run, runs(holder)))


def of_run(run: Element) -> str:
    """Return the words of a run."""
    return "".join(child.text or "" if child.tag == w("t") else _SPACES.get(child.tag, "") for child in run)


def is_on(element: Element | None) -> bool:
    """Return whether a property such as bold is there and not switched off."""
    return element is not None and str(element.get(w("val"), "1")).lower() not in _OFF


class Styles:
    """The styles of a file, and what follows from them."""

    def __init__(self, file: WordFile) -> None:
        root = file.part("styles")
        found = [] if root is None else root.findall(w("style"))
        self.known = {(str(one.get(w("type"))), str(one.get(w("styleId")))): one for one in found}
        self._default = next((str(one.get(w("styleId"))) for one in found if _is_default(one)), "")
        self._defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._kept: dict[tuple[str, str, str], Element | None] = {}
        self._held: dict[Element, Element | None] = {}
        self._of_tables: dict[str, tuple[set[str], set[str]]] = {}
        background = file.roots[file.main].find(w("background"))
        self.page = "FFFFFF" if background is None else str(background.get(w("color"), "FFFFFF"))

    @cached_property
    def language(self) -> str:
        """Return the language of the text where no run says another one, or an empty text."""
        own = self.of_style("rPr", "lang", "paragraph", self._default)
        found = own if own is not None else None if self._defaults is None else self._defaults.find(w("lang"))
        return "" if found is None else str(found.get(w("val"), ""))

    def chain(self, kind: str, name: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self.known.get((kind, name))
            if style is None:
                return
            yield style
            base = style.find(w("basedOn"))
            name = "" if base is None else str(base.get(w("val")))

    def of_style(self, group: str, name: str, kind: str, style: str) -> Element | None:
        """Return a property of a style, or of one that it is based on: `group` is `rPr` or `pPr`."""
        about, seen, found = f"{group}/{name}", list[str](), None
        for one in self.chain(kind, style):
            own = str(one.get(w("styleId")))
            if (about, kind, own) in self._kept:
                found = self._kept[about, kind, own]
                break
            seen.append(own)
            found = one.find(f"{w(group)}/{w(name)}")
            if found is not None:
                break
        # What one style has from another is known for all between them.
        self._kept.update({(about, kind, own): found for own in seen})
        return found

    def _properties(self, holder: Element, name: str) -> Element | None:
        """Return the properties of a paragraph, a cell or a table, looked for once: it may have very many children."""
        if holder not in self._held:
            self._held[holder] = holder.find(w(name))
        return self._held[holder]

    def style_of(self, paragraph: Element) -> str:
        """Return the id of the style of a paragraph."""
        own = self._properties(paragraph, "pPr")
        named = None if own is None else own.find(w("pStyle"))
        return self._default if named is None else str(named.get(w("val")))

    def name_of(self, paragraph: Element) -> str:
        """Return the name of the style of a paragraph, in small letters."""
        style = self.known.get(("paragraph", self.style_of(paragraph)))
        name = None if style is None else style.find(w("name"))
        return "" if name is None else str(name.get(w("val"))).casefold()

    def of_paragraph(self, paragraph: Element, name: str) -> Element | None:
        """Return a property of a paragraph, its own or that of its style."""
        properties = self._properties(paragraph, "pPr")
        own = None if properties is None else properties.find(w(name))
        return own if own is not None else self.of_style("pPr", name, "paragraph", self.style_of(paragraph))

    def of_run(self, paragraph: Element, run: Element, name: str, *, defaults: bool = True) -> Element | None:
        """Return a property of a run, its own or that of its styles; `defaults` are those of the whole file."""
        properties = run.find(w("rPr"))
        if properties is not None:
            own = properties.find(w(name))
            if own is not None:
                return own
            named = properties.find(w("rStyle"))
            if named is not None:
                found = self.of_style("rPr", name, "character", str(named.get(w("val"))))
                if found is not None:
                    return found
        found = self.of_style("rPr", name, "paragraph", self.style_of(paragraph))
        if found is None and defaults and self._defaults is not None:
            return self._defaults.find(w(name))
        return found

    def level(self, paragraph: Element) -> int:
        """Return the level of a heading from 1 on, or 0 for what is none."""
        outline = self.of_paragraph(paragraph, "outlineLvl")
        if outline is not None:
            value = str(outline.get(w("val")))
            return int(value) + 1 if value in "012345678" and len(value) == 1 else 0
        for style in self.chain("paragraph", self.style_of(paragraph)):
            name = style.find(w("name"))
            found = _HEADING.fullmatch(str(name.get(w("val"))).casefold()) if name is not None else None
            if found:
                return int(found[1])
        return 0

    def is_listed(self, paragraph: Element) -> bool:
        """Return whether a paragraph is an entry of a list that programs know as one."""
        found = self.of_paragraph(paragraph, "numPr")
        number = None if found is None else found.find(w("numId"))
        return number is not None and number.get(w("val")) != "0"

    def size(self, paragraph: Element, run: Element) -> float:
        """Return the size of a run in points."""
        value = self.of_run(paragraph, run, "sz")
        text = "" if value is None else str(value.get(w("val")))
        return int(text[:5]) / 2 if text.isascii() and text.isdecimal() else 10.0

    def colors(self, paragraph: Element, run: Element) -> set[str]:
        """Return the colors that a run may have; an empty set where programs choose one that can be read."""
        own = self.of_run(paragraph, run, "color", defaults=False)
        if own is not None:
            return _hex({str(own.get(w("val")))})
        found: set[str] = set()
        for table in paragraph.iterancestors(w("tbl")):
            found |= self._of_table(table)[0]
            if len(found) > _MOST:
                return set()
        whole = None if self._defaults is None else self._defaults.find(w("color"))
        return _hex({*found, "auto" if whole is None else str(whole.get(w("val")))})

    def behind(self, paragraph: Element, run: Element) -> set[str]:
        """Return the colors that may lie behind a run; an empty set where nobody can tell."""
        marked = self.of_run(paragraph, run, "highlight", defaults=False)
        if marked is not None and marked.get(w("val")) in _HIGHLIGHTS:
            return {_HIGHLIGHTS[marked.get(w("val"))]}
        for shade in (self.of_run(paragraph, run, "shd", defaults=False), self.of_paragraph(paragraph, "shd")):
            if _is_filled(shade):
                return _fills([shade])
        found: set[str] = set()
        for holder in paragraph.iterancestors():
            if holder.tag == w("txbxContent"):
                return set()
            if holder.tag in (w("tc"), w("tbl")):
                properties = self._properties(holder, "tcPr" if holder.tag == w("tc") else "tblPr")
                shade = None if properties is None else properties.find(w("shd"))
                if _is_filled(shade):
                    return found | _fills([shade]) if _fills([shade]) else set()
            if holder.tag == w("tbl"):
                fills = self._of_table(holder)[1]
                found |= fills
                if _PATTERN in fills or len(found) > _MOST:
                    return set()
        return found | _hex({self.page if self.page != "auto" else "FFFFFF"})

    def _of_table(self, table: Element) -> tuple[set[str], set[str]]:
        """Return the colors of words and of grounds that the style of a table has in any of its cells."""
        properties = self._properties(table, "tblPr")
        named = None if properties is None else properties.find(w("tblStyle"))
        style = "" if named is None else str(named.get(w("val")))
        if style not in self._of_tables:
            held = list(self.chain("table", style))
            colors = {str(one.get(w("val"))) for part in held for one in part.iter(w("color"))}
            shades = [one for part in held for one in part.iter(w("shd")) if _is_filled(one)]
            fills = {fill for one in shades for fill in _fills([one]) or {_PATTERN}}
            self._of_tables[style] = (colors, fills)
        return self._of_tables[style]


def _is_default(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and str(style.get(w("default"), "0")).lower() not in _OFF


def _is_filled(shade: Element | None) -> bool:
    if shade is None or shade.get(w("val")) == "nil":
        return False
    return bool(shade.get(w("fill"), "auto") != "auto" or shade.get(w("val"), "clear") != "clear")


def _fills(shades: list[Element]) -> set[str]:
    """Return the plain colors of some shadings; one with a pattern has none."""
    plain = (one for one in shades if one.get(w("val"), "clear") == "clear")
    return {str(one.get(w("fill"))).upper() for one in plain if _COLOR.fullmatch(str(one.get(w("fill"))))}


def _hex(found: set[str]) -> set[str]:
    """Return the colors, or none at all if one of them is no plain color."""
    return {one.upper() for one in found} if all(_COLOR.fullmatch(one) for one in found) else set()
