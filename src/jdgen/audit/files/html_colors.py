"""Colors of letters and of what they stand on, where an element names both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.audit.files.html_page import Element, Page
from jdgen.errors import Problem, printable
from jdgen.inputs.brand.colors import ENOUGH, contrast, shown

_LARGE = 3.0
"""The contrast that large letters need."""
_NAMES = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "maroon": "800000", "navy": "000080", "olive": "808000",
    "purple": "800080", "teal": "008080", "aqua": "00FFFF", "cyan": "00FFFF", "fuchsia": "FF00FF", "lime": "00FF00",
    "magenta": "FF00FF", "orange": "FFA500", "lightgray": "D3D3D3", "lightgrey": "D3D3D3", "darkgray": "A9A9A9",
    "darkgrey": "A9A9A9", "pink": "FFC0CB", "brown": "A52A2A", "gold": "FFD700", "whitesmoke": "F5F5F5",
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})\s{0,9}\)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(px|pt|r?em)")
_TO_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0}


def colors(page: Page, seen: list[Element]) -> Iterator[Problem]:
    """Yield each element whose letters can hardly be told from what they stand on."""
    for one in seen:
        style = declarations(one)
        letters = color(style.get("color", "") or (one.get("color") if one.name == "font" else ""))
        ground = color(style.get("background-color", "") or style.get("background", "") or one.get("bgcolor"))
        if not letters or not ground or not one.words():
            continue
        ratio = contrast(letters, ground)
        if ratio < (_LARGE if _is_large(one, style) else ENOUGH):
            said = f"`{printable(one.words(), 40)}` is #{letters} on #{ground}, a contrast of {shown(ratio)}"
            yield Problem(said, page.place(one), "make the letters darker or the ground lighter", "text.contrast")


def declarations(element: Element) -> dict[str, str]:
    """Return what the style of an element says, by name."""
    pairs = (part.partition(":") for part in element.get("style")[:10_000].split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value}


def color(value: str) -> str:
    """Return a color as six digits, or an empty text for one that is not known."""
    value = value.strip().lower().removesuffix("!important").strip()
    if found := _HEX.fullmatch(value):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return digits.upper()
    if (found := _RGB.fullmatch(value)) and max(map(int, found.groups())) < 256:
        return "".join(f"{int(part):02X}" for part in found.groups())
    return _NAMES.get(value, "")


def points(value: str) -> float:
    """Return a size of letters in points, -1 for one that follows from others or is not known."""
    if value.removesuffix("!important").strip() == "0":
        return 0.0
    size = _SIZE.match(value)
    return float(size[1]) * _TO_POINTS[size[2]] if size and not size[2].endswith("em") else -1.0


def _is_large(element: Element, style: dict[str, str]) -> bool:
    size = _SIZE.match(style.get("font-size", ""))
    if size:
        return float(size[1]) * _TO_POINTS[size[2]] >= 18
    return element.name in ("h1", "h2")
