"""What the styles of a Word file make of a paragraph: a title, a heading, an entry of a list, bold."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from jdgen.inputs.finished.word_package import namespace

_HEADING = re.compile(r"heading ([1-9])")
# defense finished.style_cycle: styles that stand on each other end
_MOST_BASES = 20
_OFF = ("0", "false", "off", "none")


class Style(NamedTuple):
    """One style as the file has it, before those that it is based on."""

    name: str
    base: str
    level: int | None
    listed: bool | None
    bold: bool | None


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._w = "" if root is None else namespace(root)
        self._default = ""
        for element in () if root is None else root.iter(f"{self._w}style"):
            key = element.get(f"{self._w}styleId", "")
            self._styles[key] = self._read(element)
            if element.get(f"{self._w}type") == "paragraph" and element.get(f"{self._w}default") in ("1", "true"):
                self._default = key

    def _read(self, element: Any) -> Style:
        w = self._w
        properties, runs = element.find(f"{w}pPr"), element.find(f"{w}rPr")
        return Style(
            _value(element.find(f"{w}name"), w).lower(),
            _value(element.find(f"{w}basedOn"), w),
            level_of(properties, w),
            listed_of(properties, w),
            bold_of(runs, w),
        )

    def chain(self, key: str) -> list[Style]:
        """Return a style and those that it is based on."""
        found: list[Style] = []
        style = self._styles.get(key or self._default)
        while style and len(found) < _MOST_BASES:
            found.append(style)
            style = self._styles.get(style.base)
        return found

    def named(self, key: str, *starts: str) -> bool:
        """Return whether a style, or one that it is based on, has a name that begins so."""
        return any(style.name.startswith(starts) for style in self.chain(key))

    def level(self, key: str) -> int:
        """Return the level of the headings of a style, or 0."""
        for style in self.chain(key):
            heading = _HEADING.match(style.name)
            if heading:
                return int(heading[1])
            if style.level is not None:
                return style.level
        return 0

    def listed(self, key: str) -> bool:
        """Return whether paragraphs of a style are entries of a list."""
        said = next((style.listed for style in self.chain(key) if style.listed is not None), None)
        return self.named(key, "list bullet", "list number") if said is None else said

    def bold(self, key: str) -> bool:
        """Return whether a style is bold."""
        return next((style.bold for style in self.chain(key) if style.bold is not None), False) if key else False


def level_of(properties: Any, w: str) -> int | None:
    """Return the level of a heading that paragraph properties set, 0 for body text, None where they say nothing."""
    value = None if properties is None else properties.find(f"{w}outlineLvl")
    number = _value(value, w)
    if not number.isascii() or not number.isdigit() or len(number) > 2:
        return None
    return int(number) + 1 if int(number) < 9 else 0


def listed_of(properties: Any, w: str) -> bool | None:
    """Return whether paragraph properties make an entry of a list; None where they say nothing."""
    number = None if properties is None else properties.find(f"{w}numPr")
    if number is None:
        return None
    return _value(number.find(f"{w}numId"), w) not in ("", "0")


def bold_of(properties: Any, w: str) -> bool | None:
    """Return whether properties of words make them bold; None where they say nothing."""
    bold = None if properties is None else properties.find(f"{w}b")
    return None if bold is None else _value(bold, w).lower() not in _OFF


def _value(element: Any, w: str) -> str:
    return "" if element is None else str(element.get(f"{w}val", ""))
