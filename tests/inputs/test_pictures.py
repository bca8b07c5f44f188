"""Pictures of a brand: whole ones are read, all others are refused in one sentence, and none does more than draw."""

from __future__ import annotations

import base64
import io
import random
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import EXAMPLES
from jdgen.inputs.brand.drawings import read_drawing
from jdgen.inputs.brand.pictures import MAX_PIXELS, WrongPictureError, read_raster

NOISE = random.Random(7).randbytes(3 * 40 * 30)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 10">%s</svg>'


def made(mode: str = "RGB", kind: str = "PNG", side: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return a picture as Pillow writes it."""
    target = io.BytesIO()
    image = Image.frombytes("RGB", (40, 30), NOISE).resize(side)
    image = image.convert("L").convert("I;16") if mode == "I;16" else image.convert(mode)
    image.save(target, kind, **options)
    return target.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(head: bytes, *chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def head(width: int = 2, height: int = 2, depth: int = 8, color: int = 0, woven: int = 0) -> bytes:
    return struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, woven)


def pixels(data: bytes) -> bytes:
    return chunk(b"IDAT", zlib.compress(data))


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(WrongPictureError) as caught:
        read_raster(data)
    return caught.value.message, caught.value.hint


def refused_drawing(data: bytes) -> str:
    with pytest.raises(WrongPictureError) as caught:
        read_drawing(data)
    return caught.value.message


PNG, JPEG = made(), made(kind="JPEG")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_of_each_kind_of_color_is_read_whole(mode: str) -> None:
    data = made(mode)
    assert read_raster(data) == ("png", 40, 30, data)


@pytest.mark.parametrize(("mode", "options"), [("RGB", {}), ("L", {}), ("RGB", {"progressive": True})])
def test_a_jpeg_is_read_whole(mode: str, options: dict[str, bool]) -> None:
    data = made(mode, "JPEG", **options)
    assert read_raster(data) == ("jpeg", 40, 30, data)


@pytest.mark.parametrize("side", [(1, 1), (3, 5), (9, 2)])
def test_a_woven_png_is_counted_pass_by_pass(side: tuple[int, int]) -> None:
    width, height = side
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b""
    for x, y, across, down in passes:
        columns = len(range(x, width, across))
        rows += (b"\0" + b"\x80" * columns) * len(range(y, height, down)) if columns else b""
    data = png(head(width, height, woven=1), pixels(rows))
    assert Image.open(io.BytesIO(data)).convert("RGB").size == side
    assert read_raster(data)[1:3] == side
    assert refused(png(head(width, height, woven=1), pixels(rows[:-1]))) == ("is cut off", "save it anew")


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_what_follows_the_end_of_a_picture_does_not_come_along(data: bytes) -> None:
    assert read_raster(data + b"<script>").data == data


@pytest.mark.parametrize("data", [PNG, JPEG, made("P"), made(kind="JPEG", progressive=True)])
def test_a_picture_that_is_cut_off_anywhere_is_refused(data: bytes) -> None:
    said = {refused(data[:size])[0] for size in range(8, len(data))}
    assert said == {"is cut off"}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([PNG, JPEG, made("P"), made(kind="JPEG", progressive=True)]), st.data())
def test_a_changed_byte_is_refused_or_harmless(data: bytes, drawn: st.DataObject) -> None:
    at = drawn.draw(st.integers(0, len(data) - 1))
    changed = data[:at] + bytes([drawn.draw(st.integers(0, 255))]) + data[at + 1 :]
    try:
        found = read_raster(changed)
    except WrongPictureError:
        return
    # Within a JPEG nothing tells one color from another; a PNG has a sum for each of its parts.
    assert found.kind == "jpeg" or changed == data


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "save it as PNG or JPEG"),
        (b"%PDF-1.7\n", "is a PDF", "save it as PNG or JPEG"),
        (SVG % b"", "is an SVG", "save it as PNG or JPEG"),
        (b'<?xml version="1.0"?>\n' + SVG % b"", "is an SVG", "save it as PNG or JPEG"),
        (made(kind="GIF"), "is a GIF", "save it as PNG or JPEG"),
        (made(kind="WEBP"), "is a WebP", "save it as PNG or JPEG"),
        (made(kind="BMP"), "is a BMP", "save it as PNG or JPEG"),
        (made(kind="TIFF"), "is a TIFF", "save it as PNG or JPEG"),
        (b"\0\0\0\x20ftypavif", "is an AVIF or HEIC", "save it as PNG or JPEG"),
        (b"hello", "is no picture that jdgen knows", "save it as PNG or JPEG"),
        (made("CMYK", "JPEG"), "is a JPEG in CMYK, which archived PDF cannot take", "save it in RGB"),
        (JPEG.replace(b"\xff\xc0", b"\xff\xc9", 1), "is a JPEG of a kind that few programs read", "save it as PNG"),
        (b"\xff\xd8\xff\xd9", "is a damaged JPEG", "save it anew"),
        (made("I;16"), "has 16 bits a color", "save it with 8"),
        (png(head(), chunk(b"acTL", bytes(8)), pixels(bytes(6))), "moves", "save one picture of it"),
        (png(head(0, 2), pixels(b"")), "has no size", ""),
        (png(head(MAX_PIXELS + 1, 2)), "is 4,001 by 2 pixels, and may have 4,000 a side", "save it smaller"),
        (png(head(depth=3), pixels(bytes(6))), "is a damaged PNG", ""),
        (png(head(color=3), pixels(bytes(6))), "is a damaged PNG", ""),
        (png(head(), chunk(b"IHDR", head()), pixels(bytes(6))), "is a damaged PNG", ""),
        (png(head(), chunk(b"IDAT", b"not packed")), "is a damaged PNG", "save it anew"),
        (png(head(), pixels(b"\x05\0\0\0\0\0")), "is a damaged PNG", "save it anew"),
        (png(head()), "is cut off", "save it anew"),
        (png(b"short"), "is a damaged PNG", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_refused_in_one_sentence(data: bytes, message: str, hint: str) -> None:
    assert refused(data) == (message, hint)


def test_a_png_that_unpacks_to_more_than_its_pixels_takes_no_room() -> None:
    packed = zlib.compress(bytes(50_000_000), 9)
    data = png(head(), chunk(b"IDAT", packed))
    tracemalloc.start()
    try:
        assert read_raster(data).width == 2
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_drawing_has_the_shape_of_its_box_or_of_its_sides() -> None:
    assert read_drawing(SVG % b"").ratio == 4
    plain = b'<svg xmlns="http://www.w3.org/2000/svg" width="2cm" height="%s"/>'
    assert read_drawing(plain % b"10mm").ratio == pytest.approx(2)
    for sides in (b"50%", b"0", b"-3", b"", b"1e999", b"nan", b"1em"):
        assert refused_drawing(plain % sides) == "says no size"


@pytest.mark.parametrize(
    "inner",
    [
        b'<defs><linearGradient id="g"><stop/></linearGradient></defs><rect fill="url(#g)"/>',
        b'<style>.a { fill: url(#g) }</style><linearGradient id="g"/><rect class="a"/>',
        b'<path id="p" d="M0 0"/><use xlink:href="#p"/><use href="#p" style="fill: url( \'#p\' )"/>',
        b'<image href="data:image/png;base64,' + base64.b64encode(PNG) + b'"/>',
        b'<metadata xmlns:r="http://example.com/rdf#"><r:about r:resource="http://example.com/"/></metadata>',
        b"<title>Tom &amp; Jerry</title><text>http://example.com</text>",
    ],
)
def test_a_drawing_that_only_draws_is_kept_as_it_is(inner: bytes) -> None:
    assert read_drawing(SVG % inner).data == SVG % inner


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        (b"<script/>", "holds `<script>`, which does more than draw"),
        (b'<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', "holds `<script>`, which does more than draw"),
        (b"<foreignObject/>", "holds `<foreignObject>`, which does more than draw"),
        (b'<rect onclick="go()"/>', "holds `onclick`, which does more than draw"),
        (b'<rect ONLOAD="go()"/>', "holds `ONLOAD`, which does more than draw"),
        (b'<animate attributeName="href"/>', "moves"),
        (b'<image href="https://a.example/x.png"/>', "refers to `https://a.example/x.png` outside of itself"),
        (b'<image xlink:href="x.png"/>', "refers to `x.png` outside of itself"),
        (b'<a href="javascript:go()"/>', "refers to `javascript:go()` outside of itself"),
        (b'<image href="#a"/>', "shows its own `#a` as a picture"),
        (b'<feImage xlink:href="#a"/>', "shows its own `#a` as a picture"),
        (b'<feImage href="x.png"/>', "refers to `x.png` outside of itself"),
        (b'<linearGradient spreadMethod="repeat"/>', "has a gradient that repeats, which may never be drawn"),
        (b'<radialGradient style="spreadMethod: reflect"/>', "has a gradient that repeats, which may never be drawn"),
        (b"<style>* { spreadMethod: repeat }</style>", "has a gradient that repeats, which may never be drawn"),
        (b'<use href="other.svg#a"/>', "refers to `other.svg#a` outside of itself"),
        (b'<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
         "refers to `data:image/svg+xml;base64,PHN2Zz4=` outside of itself"),
        (b'<image href="data:image/png;base64,AAAA"/>', "holds a picture that is no picture that jdgen knows"),
        (b'<image href="data:image/png;base64,A"/>', "holds a picture that is damaged"),
        (b'<rect fill="url(https://a.example/#g)"/>', "refers to `https://a.example/#g` outside of itself"),
        (b'<rect style="fill: URL(x.svg#g)"/>', "refers to `x.svg#g` outside of itself"),
        (b'<rect style="fill: url(x.svg"/>', "has the style `fill: url(x.svg`, which may load something"),
        (b"<style>@import 'x.css';</style>", "has the style `@import 'x.css';`, which may load something"),
        (b"<style>a { fill: u\\72l(x) }</style>",
         "has the style `a { fill: u\\72l(x) }`, which may load something"),
        (b'<rect style="fill: image-set(\'x.png\')"/>',
         "has the style `fill: image-set('x.png')`, which may load something"),
        (b'<g xml:base="https://a.example/"/>', "names an address with `xml:base`"),
        (b"<?xml-stylesheet href='x.css'?>", "holds the instruction `<?xml-stylesheet`"),
        (b'<g id="a"><use href="#a"/></g>', "refers to itself"),
        (b'<mask id="m"/><style>* { mask: url(#m) }</style>', "has a style sheet with `url(…)`"),
        (b"<g>" * 80 + b"</g>" * 80, "nests deeper than 60 levels"),
        (b"<g/>" * 20_001, "draws more than 20,000 elements"),
        (b"<g>", "is an SVG that cannot be read"),
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_is_refused(inner: bytes, message: str) -> None:
    assert refused_drawing(SVG % inner) == message


def test_a_drawing_that_doubles_itself_is_counted_before_it_is_drawn() -> None:
    pair = b'<g id="a%d"><use href="#a%d"/><use href="#a%d"/></g>'
    doubled = b"".join(pair % (n, n - 1, n - 1) for n in range(1, 40))
    assert refused_drawing(SVG % (b'<rect id="a0"/>' + doubled)) == "draws more than 20,000 elements"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (PNG, "is a PNG"),
        (b"%PDF-1.7", "is a PDF"),
        (b"hello", "is no picture that jdgen knows"),
        (b"<html/>", "is no SVG"),
        (b"<svg/>", "is an SVG without its namespace"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"&a;", "begins with a DOCTYPE"),
        (b'<?xml version="1.0" encoding="none"?>' + SVG % b"", "is an SVG that cannot be read"),
    ],
)
def test_another_file_is_no_drawing(data: bytes, message: str) -> None:
    assert refused_drawing(data) == message


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 400))
def test_no_bytes_within_a_drawing_break_its_reader(noise: bytes, at: int) -> None:
    whole = SVG % b'<rect id="a" style="fill: url(#a)"/><use href="#a"/>'
    try:
        found = read_drawing(whole[:at] + noise + whole[at:])
    except WrongPictureError:
        return
    assert found.ratio > 0


def test_the_pictures_of_the_examples_are_what_their_tool_draws() -> None:
    folder = EXAMPLES / "companies"
    raster, drawing = read_raster((folder / "riverbend.png").read_bytes()), (folder / "riverbend.svg").read_bytes()
    assert raster.width / raster.height == read_drawing(drawing).ratio == 3.5
    scope: dict[str, object] = {"__name__": "logo", "__file__": str(Path(folder.parent.parent, "tools/logo.py"))}
    exec(Path(str(scope["__file__"])).read_text(encoding="utf-8"), scope)
    assert scope["drawing"]().encode() == drawing
