"""What a photo says beside its picture: where and when it was taken, and with what."""

from __future__ import annotations

import struct

_START, _MOST = b"Exif\0\0", 200
_TAGS = {0x8825: "where it was taken", 0x0132: "when it was taken", 0x0110: "which camera took it"}


def told(jpeg: bytes) -> str:
    """Return what the Exif part of a JPEG tells, or an empty text."""
    at = 2
    while jpeg[:2] == b"\xff\xd8" and at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        size = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        part = jpeg[at + 4 : at + 2 + size]
        if jpeg[at + 1] == 0xE1 and part.startswith(_START):
            try:
                return ", ".join(_of_exif(part[len(_START) :]))
            except struct.error:
                return ""
        at += 2 + max(size, 2)
    return ""


def _of_exif(data: bytes) -> list[str]:
    order = "<" if data[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}L", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, start)
    found = [struct.unpack_from(f"{order}H", data, start + 2 + 12 * n)[0] for n in range(min(count, _MOST))]
    return [said for tag, said in _TAGS.items() if tag in found]
