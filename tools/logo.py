"""Writes the logo of the invented company of the examples: as an SVG for pages, and as a PNG for Word.

The name is drawn as outlines, so that it looks the same where its font is not installed.
"""

from __future__ import annotations

from pathlib import Path

from font_source_sans_pro import font_files_otf
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

TARGET = Path(__file__).parent.parent / "examples" / "companies" / "riverbend"
SIDE = 48
"""The height of the logo, and the side of the square that the river bends through, in units of the drawing."""
CORNER = 9
RIVER = ((14, 48), (14, 22), (34, 27), (34, 0))
"""The bend: a curve from one point to another, drawn to by the two between them."""
BREADTH = 8.5
LINES = (("Riverbend", "SourceSansProSemibold", 19.5, "0F4C5C"), ("Robotics", "SourceSansPro", 41.5, "4A5A66"))
"""Each line of the name: its font, its base line, its color."""
SIZE = 24
LEFT = 60
WIDTH = 168
SHARP = 8
"""How many pixels of the PNG a unit takes; 1,200 dots to the inch at the usual height would be 12."""
FINER = 4
"""How much larger the PNG is drawn than it is saved, so that its edges are smooth."""


def outline(text: str, font: str, base: float) -> str:
    """Return the letters of a line as one path."""
    face = TTFont(font_files_otf[font])
    glyphs, names, scale = face.getGlyphSet(), face.getBestCmap(), SIZE / face["head"].unitsPerEm
    pen, x = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip(".")), float(LEFT)
    for letter in text:
        glyph = glyphs[names[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, base)))
        x += glyph.width * scale
    return pen.getCommands()


def drawing() -> str:
    """Return the logo as SVG."""
    start, one, other, end = (f"{x} {y}" for x, y in RIVER)
    names = "\n".join(f'  <path fill="#{color}" d="{outline(text, font, base)}"/>' for text, font, base, color in LINES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {SIDE}">\n'
        "  <title>Riverbend Robotics</title>\n"
        f'  <rect width="{SIDE}" height="{SIDE}" rx="{CORNER}" fill="#{LINES[0][3]}"/>\n'
        f'  <path fill="none" stroke="#FFFFFF" stroke-width="{BREADTH}" d="M{start} C{one} {other} {end}"/>\n'
        f"{names}\n</svg>\n"
    )


def picture() -> Image.Image:
    """Return the logo as pixels on white."""
    unit = SHARP * FINER
    image = Image.new("RGB", (WIDTH * unit, SIDE * unit), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, SIDE * unit - 1, SIDE * unit - 1), CORNER * unit, fill=f"#{LINES[0][3]}")
    for step in range(2001):
        x, y = bend(step / 2000)
        radius = BREADTH / 2
        draw.ellipse([side * unit for side in (x - radius, y - radius, x + radius, y + radius)], fill="white")
    for text, font, base, color in LINES:
        face = ImageFont.truetype(font_files_otf[font], SIZE * unit, layout_engine=ImageFont.Layout.BASIC)
        draw.text((LEFT * unit, base * unit), text, font=face, fill=f"#{color}", anchor="ls")
    return image.resize((WIDTH * SHARP, SIDE * SHARP), Image.Resampling.LANCZOS)


def bend(at: float) -> tuple[float, float]:
    """Return a point of the river, from 0 at its beginning to 1 at its end."""
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, RIVER, strict=True)) for axis in (0, 1))
    return x, y


if __name__ == "__main__":
    TARGET.with_suffix(".svg").write_text(drawing(), encoding="utf-8")
    picture().quantize(64, dither=Image.Dither.NONE).save(TARGET.with_suffix(".png"), optimize=True)
