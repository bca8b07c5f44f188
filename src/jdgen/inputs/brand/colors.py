"""Whether letters of a color can be read on another, by the contrast of WCAG 2, and what to write instead."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from jdgen.documents.look import Color, Look

ENOUGH = 4.5
"""The contrast that text of every size has to have, by level AA."""
WHITE = "FFFFFF"
BLACK = "000000"
PRINTED = {
    "accent": ("paper", "tint"),
    "ink": ("paper", "tint", "prompt"),
    "secondary": ("paper", "tint", "prompt"),
}
"""The colors of letters, and what each is printed on."""
_STEPS = 1024
"""How finely lightness is searched: finer than the steps of a color."""


class Pair(NamedTuple):
    """Letters of one color on another: the fields of the look, their colors, and the contrast."""

    letters: str
    ground: str
    color: Color
    on: Color
    contrast: float


def pairs(look: Look) -> Iterator[Pair]:
    """Yield each pair of colors that documents print; what is empty is black for letters, and paper below them."""
    for letters, grounds in PRINTED.items():
        for ground in grounds:
            color, on = getattr(look, letters) or BLACK, getattr(look, ground, "") or WHITE
            if ground == "paper" or on != WHITE:
                yield Pair(letters, ground, color, on, contrast(color, on))


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colors, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shown(ratio: float) -> str:
    """Return a contrast as people write it; rounded down, so that none seems to be enough that is not."""
    return f"{math.floor(ratio * 10) / 10:.1f}:1"


def readable(color: Color, grounds: tuple[Color, ...]) -> Color | None:
    """Return the lightest color of the same hue that can be read on all grounds; None where not even black can."""
    if any(contrast(BLACK, ground) < ENOUGH for ground in grounds):
        return None
    return next(near for near in _darker(color) if all(contrast(near, ground) >= ENOUGH for ground in grounds))


def lighter(color: Color, letters: tuple[Color, ...]) -> Color:
    """Return the darkest color of the same hue on which letters of all these colors, which stand on white, are read."""
    return next(near for near in _lighter(color) if all(contrast(near, one) >= ENOUGH for one in letters))


def _darker(color: Color) -> Iterator[Color]:
    hue, lightness, saturation = _hls(color)
    for step in range(_STEPS, -1, -1):
        yield _color(hue, lightness * step / _STEPS, saturation)


def _lighter(color: Color) -> Iterator[Color]:
    hue, lightness, saturation = _hls(color)
    for step in range(_STEPS + 1):
        yield _color(hue, lightness + (1 - lightness) * step / _STEPS, saturation)


def _hls(color: Color) -> tuple[float, float, float]:
    from colorsys import rgb_to_hls

    red, green, blue = (part / 255 for part in _parts(color))
    return rgb_to_hls(red, green, blue)


def _color(hue: float, lightness: float, saturation: float) -> Color:
    from colorsys import hls_to_rgb

    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, lightness, saturation))


def _luminance(color: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(color: Color) -> bytes:
    return bytes.fromhex(color)
