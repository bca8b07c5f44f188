"""A PDF as bytes: each object is written out once, where pydyf does so again for the identifier of the file."""

from __future__ import annotations

import zlib
from functools import lru_cache
from hashlib import md5
from math import ceil, log
from typing import IO, Any

import pydyf

_LEVEL = 6
_HEAD = b"\n%\xf0\x9f\x96\xa4\n"


def settle(pdf: Any) -> None:
    """Let a finished PDF be written by `write`, whatever it is asked for."""
    pdf.write = lambda output, version, *_: write(pdf, output, version)


def write(pdf: Any, output: IO[bytes], version: str) -> None:
    """Write the PDF with its small objects packed into one, and an identifier that is the hash of its objects."""
    pdf.add_object(pdf.info)
    parts = [b"%PDF-" + version.encode() + _HEAD]
    position = len(parts[0])
    hashed, packed = md5(usedforsecurity=False), []
    small: list[Any] = []
    for item in pdf.objects[1:]:
        content = _stream(item) if isinstance(item, pydyf.Stream) else serialized(item)
        hashed.update(content)
        if item.compressible:
            small.append(item)
            packed.append(content)
        else:
            item.offset = position
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (item.number, content))
            position += len(parts[-1])
    index, place = [], 0
    for item, content in zip(small, packed, strict=True):
        index.append(b"%d %d" % (item.number, place))
        place += len(content) + 1
    first = b" ".join(index)
    objects = pydyf.Stream([first, *packed], {"Type": "/ObjStm", "N": len(small), "First": len(first) + 1}, True)
    pdf.add_object(objects)
    content = _stream(objects)
    hashed.update(content)
    objects.offset = position
    parts.append(b"%d 0 obj\n%b\nendobj\n" % (objects.number, content))
    position += len(parts[-1])
    parts.append(_table(pdf, small, objects, position, hashed.hexdigest()))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
    output.write(b"".join(parts))


def _table(pdf: Any, small: list[Any], objects: Any, position: int, identifier: str) -> bytes:
    """Return the table of where the objects stand, which is an object itself."""
    places = {item.number: place for place, item in enumerate(small)}
    widths = (1, ceil(log(position + 1, 256)), ceil(log(max(65535, len(small)) + 1, 256)))
    rows = [(0, 0, 65535)]
    for item in pdf.objects[1:]:
        place = places.get(item.number)
        rows.append((1, item.offset, 0) if place is None else (2, objects.number, place))
    rows.append((1, position, 0))
    table = b"".join(value.to_bytes(width, "big") for row in rows for width, value in zip(widths, row, strict=True))
    name = pydyf.String(identifier).data
    extra = {
        "Type": "/XRef",
        "Index": pydyf.Array((0, len(rows))),
        "W": pydyf.Array(widths),
        "Size": len(rows),
        "Root": pdf.catalog.reference,
        "Info": pdf.info.reference,
        "ID": pydyf.Array((name, name)),
    }
    stream = pydyf.Stream([table], extra, True)
    return b"%d 0 obj\n%b\nendobj\n" % (len(pdf.objects), _stream(stream))


def serialized(item: Any) -> bytes:
    """Return an object, or a value in it, as a PDF has it."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is pydyf.Dictionary:
        held = [b"/%b %b" % (serialized(name), serialized(value)) for name, value in item.items()]
        return b"<<" + b"".join(held) + b">>"
    if kind is pydyf.Array:
        return b"[" + b" ".join([serialized(one) for one in item]) + b"]"
    return pydyf._to_bytes(item)  # type: ignore[no-any-return]


def _stream(item: Any) -> bytes:
    content = b"\n".join([serialized(part) for part in item.stream])
    extra = pydyf.Dictionary(item.extra.copy())
    if item.compress:
        extra["Filter"] = "/FlateDecode"
        # the color profile is the same in every file
        content = _profile(content) if "N" in extra and "Type" not in extra else zlib.compress(content, _LEVEL)
    extra["Length"] = len(content)
    return serialized(extra) + b"\nstream\n" + content + b"\nendstream"


@lru_cache(maxsize=4)
def _profile(content: bytes) -> bytes:
    return zlib.compress(content, 9)
