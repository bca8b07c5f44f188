"""Pictures that are bytes in rows, PNG and JPEG: read to their end, so that no document fails over one later."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

# defense pictures.bytes: a picture larger than any page needs is not read
MAX_BYTES = 2_000_000
# defense pictures.pixels: a picture of more pixels than a page can show is not unpacked
MAX_PIXELS = 4_000
"""The most pixels of a side."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""How many bits a channel may have, by the kind of color of a PNG."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where the passes of an interlaced PNG begin, and how far their pixels are apart, across and down."""
_LAST_FILTER = 4
_SIZED = range(0xC0, 0xD0)
_NOT_SIZED = (0xC4, 0xC8, 0xCC)
_USUAL = (0xC0, 0xC1, 0xC2)
"""The markers of the JPEG files that every program reads: baseline, extended, progressive."""
_ALONE = (0x01, *range(0xD0, 0xD8))
"""Markers without a length."""
_START_OF_SCAN, _END = 0xDA, 0xD9
_OTHERS = (
    (b"%PDF", "a PDF"), (b"GIF8", "a GIF"), (b"BM", "a BMP"), (b"II*\0", "a TIFF"), (b"MM\0*", "a TIFF"),
    (b"8BPS", "a Photoshop file"), (b"%!PS", "a PostScript file"), (b"PK\x03\x04", "a zip file"),
    (b"\0\0\1\0", "an icon file"),
)  # fmt: skip


class WrongPictureError(Exception):
    """A picture that no document can print: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Raster(NamedTuple):
    """A picture that was read: its kind, its sides in pixels, and its bytes as far as they belong to it."""

    kind: str
    width: int
    height: int
    data: bytes


def read_raster(data: bytes) -> Raster:
    """Return the PNG or JPEG of the bytes; raise WrongPictureError where it is another file, or not whole."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    # defense pictures.kind: a file is a picture by its bytes, and not by its name
    raise WrongPictureError(f"is {kind_of(data)}", "save it as PNG or JPEG")


def kind_of(data: bytes) -> str:
    """Return what a file is, in words."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data:
        return "empty"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP"
    if data[4:8] == b"ftyp":
        return "an AVIF or HEIC"
    if head.startswith((b"<svg", b"<?xml", b"<!")) and b"<svg" in data[:100_000]:
        return "an SVG"
    known = {_PNG: "a PNG", _JPEG: "a JPEG", **dict(_OTHERS)}
    return next((name for sign, name in known.items() if data.startswith(sign)), "no picture that jdgen knows")


def _sides(width: int, height: int) -> None:
    # defense pictures.size: a picture without a size is refused
    if not (width and height):
        raise WrongPictureError("has no size")
    if max(width, height) > MAX_PIXELS:
        raise WrongPictureError(
            f"is {width:,} by {height:,} pixels, and may have {MAX_PIXELS:,} a side", "save it smaller"
        )


def _png(data: bytes) -> Raster:
    width = height = 0
    body, palette, shape = [], False, (0, 0, 0)
    for name, content, end in _chunks(data):
        if not width:
            if name != b"IHDR" or len(content) != 13:
                raise WrongPictureError("is a damaged PNG")
            width, height = int.from_bytes(content[:4], "big"), int.from_bytes(content[4:8], "big")
            depth, color, *rest = content[8:]
            _sides(width, height)
            if depth not in _DEPTHS.get(color, ()) or rest[:2] != [0, 0] or rest[2] > 1:
                raise WrongPictureError("is a damaged PNG")
            if depth == 16:
                raise WrongPictureError("has 16 bits a color", "save it with 8")
            shape = (depth * _CHANNELS[color], color, rest[2])
        # defense pictures.moving: a picture that moves is refused
        elif name == b"acTL":
            raise WrongPictureError("moves", "save one picture of it")
        elif name == b"IHDR":
            # Programs differ in which of two sizes they take.
            raise WrongPictureError("is a damaged PNG")
        elif name == b"PLTE":
            palette = True
        elif name == b"IDAT":
            body.append(content)
        elif name == b"IEND":
            bits, color, woven = shape
            if color == 3 and not palette:
                raise WrongPictureError("is a damaged PNG")
            _unpack(b"".join(body), _rows(width, height, bits, woven=bool(woven)))
            # defense pictures.behind: what hides behind the end of a PNG does not come along
            return Raster("png", width, height, data[:end])
    raise WrongPictureError("is cut off", "save it anew")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield each part of a PNG with its name and where it ends, as far as it is whole."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + size + 12
        if end > len(data):
            return
        named = data[at + 4 : end - 4]
        # defense pictures.checksum: a byte of a PNG that was changed is found
        if zlib.crc32(named) != int.from_bytes(data[end - 4 : end], "big"):
            raise WrongPictureError("is a damaged PNG", "save it anew")
        yield named[:4], named[4:], end
        at = end


def _rows(width: int, height: int, bits: int, *, woven: bool) -> list[tuple[int, int]]:
    """Return how many rows of how many bytes the pixels of a PNG take, pass by pass."""
    passes = _PASSES if woven else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for x, y, across, down in passes]
    return [(rows, 1 + (columns * bits + 7) // 8) for columns, rows in sizes if columns > 0 and rows > 0]


def _unpack(packed: bytes, rows: list[tuple[int, int]]) -> None:
    """Raise WrongPictureError where the pixels of a PNG are not all there."""
    size = sum(count * length for count, length in rows)
    try:
        # defense pictures.unpacked: a PNG is unpacked as far as its pixels go, and no further
        found = zlib.decompressobj().decompress(packed, size)
    except zlib.error:
        raise WrongPictureError("is a damaged PNG", "save it anew") from None
    # defense pictures.rows: a PNG whose pixels are not all there is refused
    if len(found) < size:
        raise WrongPictureError("is cut off", "save it anew")
    at = 0
    for count, length in rows:
        end = at + count * length
        if max(found[at:end:length]) > _LAST_FILTER:
            raise WrongPictureError("is a damaged PNG", "save it anew")
        at = end


def _jpeg(data: bytes) -> Raster:
    at, sides, scanned = 2, (0, 0), False
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            raise WrongPictureError("is a damaged JPEG", "save it anew")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            if not (scanned and sides[0]):
                raise WrongPictureError("is a damaged JPEG", "save it anew")
            # defense pictures.behind_jpeg: what hides behind the end of a JPEG does not come along
            return Raster("jpeg", *sides, data[: at + 2])
        if marker in _ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        content = data[at + 4 : at + 2 + size]
        if size < 2:
            raise WrongPictureError("is a damaged JPEG", "save it anew")
        at += 2 + size
        if at > len(data):
            break
        if marker in _SIZED and marker not in _NOT_SIZED:
            sides = _frame(marker, content)
        if marker == _START_OF_SCAN:
            at, scanned = _scan_end(data, at), True
    raise WrongPictureError("is cut off", "save it anew")


def _frame(marker: int, content: bytes) -> tuple[int, int]:
    """Return the sides of a JPEG from its head."""
    if len(content) < 6:
        raise WrongPictureError("is a damaged JPEG", "save it anew")
    channels = content[5]
    # defense pictures.cmyk: a JPEG that no archive takes is refused
    if channels == 4:
        raise WrongPictureError("is a JPEG in CMYK, which archived PDF cannot take", "save it in RGB")
    if marker not in _USUAL or content[0] != 8 or channels not in (1, 3):
        raise WrongPictureError("is a JPEG of a kind that few programs read", "save it as PNG")
    sides = int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big")
    _sides(*sides)
    return sides


def _scan_end(data: bytes, at: int) -> int:
    """Return where the pixels of a scan end: at the first marker that is none of those within."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise WrongPictureError("is cut off", "save it anew")
        if data[at + 1] == 0 or data[at + 1] in _ALONE:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at
