"""How a document is to look: one record of values that Word, PDF and HTML are all set from."""

from __future__ import annotations

from typing import Literal, NamedTuple

from jdgen.errors import Place

Color = str
"""Six hexadecimal digits, such as `0B4F6C`; empty for none: black for letters, nothing for lines and tints."""


class Picture(NamedTuple):
    """A picture as it is printed: its bytes, its size on paper in points, and the words for who does not see it.

    `place` is where its file is named.
    """

    kind: Literal["png", "jpeg", "svg"]
    data: bytes
    width: float
    height: float
    alt: str
    place: Place | None = None


class Look(NamedTuple):
    """The values of a theme with those of a company laid over them; type is in points: size, and height of a line.

    Fonts are names in the order of preference; without one, Word takes Calibri and pages take Source Sans. `facts`
    stand in a tinted table, in one with rules alone, or one to a line; `columns` beside each other or one below the
    other. A `drawing` is the logo as SVG, which pages take in place of the `logo`.
    """

    theme: str = "classic"
    accent: Color = "0B4F6C"
    ink: Color = "1F2933"
    secondary: Color = "52606D"
    rule: Color = "D9E2EC"
    strong_rule: Color = "9AA5B1"
    tint: Color = "F5F7FA"
    prompt: Color = "E9EEF4"
    body_font: tuple[str, ...] = ()
    heading_font: tuple[str, ...] = ()
    title: tuple[float, float] = (24, 28)
    section: tuple[float, float] = (14, 18)
    section_rule: Literal["none", "above", "below"] = "none"
    facts: Literal["tinted", "ruled", "listed"] = "tinted"
    columns: Literal["beside", "stacked"] = "beside"
    large: bool = False
    logo: Picture | None = None
    drawing: Picture | None = None


USUAL = Look()
"""The look of a document for which nobody asked for another."""
