"""The font of what is typed into a form: ours, with all characters of Windows Latin 1, in the file itself."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import pydyf
from fontTools import subset
from fontTools.ttLib import TTFont

from jdgen.render import fonts

NAME = "SourceSans"
"""What the default appearance of a field calls the font."""
FIRST, LAST = 32, 255
_NOT_SYMBOLIC = 1 << 5


class _Face(NamedTuple):
    """The font program, and what a PDF says about it, in thousandths of the type size."""

    program: bytes
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int


def add(pdf: Any) -> bytes:
    """Add the font to a PDF and return its reference."""
    face = _face()
    program = pydyf.Stream([face.program], {"Length1": len(face.program)}, compress=True)
    pdf.add_object(program)
    # Readers look for the font by this name for what it lacks. A subset's tag before it would bar them: some let
    # nobody type in a font that says it is cut to the words of a page.
    name = f"/{fonts.FAMILY.replace(' ', '')}-Regular"
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "FontFamily": pydyf.String(fonts.FAMILY),
            "Flags": _NOT_SYMBOLIC,
            "FontBBox": pydyf.Array(face.box),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capitals,
            "StemV": 84,
            "FontFile2": program.reference,
        }
    )
    pdf.add_object(descriptor)
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": name,
            "FirstChar": FIRST,
            "LastChar": LAST,
            "Widths": pydyf.Array(face.widths),
            "Encoding": "/WinAnsiEncoding",
            "FontDescriptor": descriptor.reference,
        }
    )
    pdf.add_object(font)
    reference: bytes = font.reference
    return reference


@cache
def _face() -> _Face:
    characters = [_character(code) for code in range(FIRST, LAST + 1)]
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB"]
    )
    with TTFont(fonts.folder() / "SourceSansPro-Regular.ttf", recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=map(ord, characters))
        cutter.subset(font)
        glyphs, advances, head = font.getBestCmap(), font["hmtx"], font["head"]
        scale = 1000 / head.unitsPerEm
        written = BytesIO()
        font.save(written)
        return _Face(
            written.getvalue(),
            tuple(round(advances[glyphs[ord(character)]][0] * scale) for character in characters),
            tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
            round(font["hhea"].ascent * scale),
            round(font["hhea"].descent * scale),
            round(font["OS/2"].sCapHeight * scale),
        )


def _character(code: int) -> str:
    """Return what a code of WinAnsiEncoding shows: Windows Latin 1, and a bullet where that has nothing."""
    character = bytes([code]).decode("cp1252", errors="replace")
    return character if character.isprintable() and character != "\ufffd" else {0xA0: " ", 0xAD: "-"}.get(code, "•")
