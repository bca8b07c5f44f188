"""Lines of usual text, written into a PDF: what WeasyPrint works out glyph by glyph is looked up by glyph and width.

Lines that are cut, that have raised, missing or colored glyphs, or more than one paragraph are left to WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Any, NamedTuple

from weasyprint.draw import text as drawn
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_draw = drawn.draw_first_line
_GLYPH = Struct("=Iiii4x")
"""A glyph of Pango: its number, its width, and how far beside and above its place it stands."""
_NONE = 0x0FFFFFFF
"""From here on, numbers of glyphs say that there is none, or nothing to see."""
_ENDS = ("\n", "\r", "\u2029")
_SIZED = 14802
"""The first version of Pango that gives the right size of a font."""


class _UnusualError(Exception):
    """A line has what is left to WeasyPrint."""


class _Run(NamedTuple):
    """Glyphs of one font and size, with the words that they show."""

    item: Any
    font: Any
    size: float
    said: bytes


def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
    """Draw the line of a box of text, as `draw_first_line` of WeasyPrint does."""
    said = textbox.pango_layout.text
    whole = text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= 1
    if not whole or not textbox.text.strip() or any(end in said for end in _ENDS):
        return _draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    try:
        shown = list(_shown(stream, textbox, said.encode()))
    except _UnusualError:
        return _draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    for font, size, glyphs in shown:
        stream.set_font_size(font, size)
        stream.show_text(glyphs)
    return []


def _shown(stream: Any, textbox: Any, said: bytes) -> Iterator[tuple[str, float, str]]:
    """Yield the fonts of a line, each with its size and its glyphs."""
    first_line, _ = textbox.pango_layout.get_first_line()
    run, before, glyphs = first_line.runs[0], None, ""
    font, size = None, 0.0
    while run != ffi.NULL:
        item, run = run.data, run.next
        if item.item.analysis.font != before:
            if font is not None:
                yield font.hash, size, glyphs
            before, glyphs = item.item.analysis.font, ""
            font, size = stream.add_font(before)
            if pango.pango_version() < _SIZED:
                size = textbox.style["font_size"]
            if font.svg or font.png or font.colr or font.bitmap:
                raise _UnusualError
        more = _glyphs(stream, _Run(item, font, size, said))
        glyphs = (glyphs + (f"<{more[:-1]}" if more.endswith("<") else f"<{more}>")).replace("><", "")
    yield font.hash, size, glyphs  # type: ignore[union-attr]


def _glyphs(stream: Any, run: _Run) -> str:
    """Return glyphs as text in a PDF, with the space that is between them."""
    if run.item.item.analysis.level % 2 or ffi.sizeof("PangoGlyphInfo") != _GLYPH.size:
        raise _UnusualError
    known = run.font.__dict__.setdefault("jdgen_known", {})
    held, size, parts = run.item.glyphs, run.size, []
    array = ffi.buffer(held.glyphs, held.num_glyphs * _GLYPH.size)
    for place, key in enumerate(_GLYPH.iter_unpack(array)):
        part = known.get((size, key))
        if part is None:
            part = known[size, key] = _glyph(stream, run, place, key)
        parts.append(part)
    return "".join(parts)


def _glyph(stream: Any, run: _Run, place: int, key: tuple[int, int, int, int]) -> str:
    """Return a glyph of some width, and let the font know it."""
    (glyph, width, beside, above), font, item = key, run.font, run.item
    if glyph >= _NONE or above:
        raise _UnusualError
    if glyph not in font.to_unicode:
        clusters = item.glyphs.log_clusters
        end = item.item.length if place == item.glyphs.num_glyphs - 1 else clusters[place + 1]
        start = item.item.offset
        font.to_unicode[glyph] = run.said[start + clusters[place] : start + end].decode()
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / run.size)
    offset = beside / run.size
    # WeasyPrint writes the many that are 0 as well
    kerning = int(font.widths[glyph] + offset - width * 1000 * FROM_UNITS / run.size)
    before = f">{-offset}<" if offset else ""
    return f"{before}{glyph:04x}" + (f">{kerning}<" if kerning else "")
