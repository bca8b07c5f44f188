"""A PDF file as plain values: its objects by number, so that only dictionaries and texts are read, whatever it says.

One that is damaged, locked or packed to fill the memory is refused in one sentence.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from pikepdf import settings

from jdgen.errors import InputError, Place, Problem, printable

# defense audit.pdfs: a PDF larger than its readers can take is not judged
MAX_BYTES = 50_000_000
"""How large a file may be: a posting or a kit has under one million bytes, a scan of a hundred pages under this."""
_UNPACKED = 60_000_000
"""How large one packed part may become, and all objects as text."""
_OBJECTS = 10_000_000
"""How much of a file may be objects beside what is packed in them; in memory they become 80 times as large."""
_READ = 150_000_000
"""How much of a file is unpacked in all."""
_LZW = 50_000
"""How large a part packed by LZW may be, which becomes 1,400 times as large at most."""
_HEAD = 100_000
"""How far before its bytes the dictionary of a packed part is looked for."""
_PAGES = 5_000
_LIMITS: dict[str, Any] = {
    "doc_max_warnings": 500, "parser_max_nesting": 200, "parser_max_container_size": 1_000_000,
    "max_stream_filters": 4, "flate_max_memory": _UNPACKED, "png_max_memory": _UNPACKED,
    "run_length_max_memory": _UNPACKED, "tiff_max_memory": _UNPACKED, "dct_max_memory": _UNPACKED,
}  # fmt: skip
_REFERENCE = re.compile(r"\d{1,10} \d{1,5} R")
_HEADER = re.compile(rb"%PDF-\d\.\d")
_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
_INDIRECT_FILTER = re.compile(rb"/Filter\s{0,9}\[?\s{0,9}\d{1,10}\s")
_NAMED = re.compile(r"<_io\.BytesIO[^>]{0,80}>(?: ?\([^)]{0,200}\))?(?:, )?(?:: )?")
"""How the reader names a file that it was given as bytes, and where in it something stands."""
_ANEW = "make it anew from the document that it came from"
STREAM = ""
"""The key under which the dictionary of a stream keeps its number; no name of a PDF file is empty here."""


class Page(NamedTuple):
    """A page: its number from 1, its reference, its dictionary, and the resources that it has or inherits."""

    number: int
    reference: str
    entries: dict[str, Any]
    resources: dict[str, Any]


@dataclass
class PdfFile:
    """The objects of a file, what is read of its streams, and what the reader complained of."""

    pdf: pikepdf.Pdf
    data: bytes
    source: str
    objects: dict[str, Any]
    trailer: dict[str, Any]
    warnings: tuple[str, ...] = ()
    pages: list[Page] = field(default_factory=list)
    _read: dict[str, bytes | None] = field(default_factory=dict)
    _left: int = _READ

    def value(self, value: Any) -> Any:
        """Return a value, or what it refers to."""
        for _ in range(20):
            if not (isinstance(value, str) and _REFERENCE.fullmatch(value)):
                return value
            value = self.objects.get(value)
        return None

    def get(self, holder: Any, *path: str) -> Any:
        """Return what stands in a dictionary under a key, and there under the next; None where there is nothing."""
        for key in path:
            holder = self.value(holder)
            if not isinstance(holder, dict):
                return None
            holder = holder.get(key)
        return self.value(holder)

    def entries(self, holder: Any, *path: str) -> dict[str, Any]:
        """Return the dictionary that stands there, or an empty one."""
        found = self.get(holder, *path)
        return found if isinstance(found, dict) else {}

    def items(self, holder: Any, *path: str) -> list[Any]:
        """Return the array that stands there, as it is written, with references; anything else alone is one item."""
        raw = self.raw(holder, *path)
        found = self.value(raw)
        return found if isinstance(found, list) else [] if found is None else [raw]

    def raw(self, holder: Any, *path: str) -> Any:
        """Return what stands there as it is written: a reference stays one."""
        if not path:
            return holder
        return self.entries(holder, *path[:-1]).get(path[-1])

    def text(self, holder: Any, *path: str) -> str:
        """Return the text that stands there, or an empty one."""
        return said(self.get(holder, *path))

    def name(self, holder: Any, *path: str) -> str:
        """Return the name that stands there, without its slash, or an empty text."""
        found = self.get(holder, *path)
        return found[1:] if isinstance(found, str) and found.startswith("/") else ""

    def unpacked(self, stream: Any) -> bytes | None:
        """Return what a stream holds, or None where it cannot be unpacked, or is too much."""
        reference = self.value(stream).get(STREAM) if isinstance(self.value(stream), dict) else None
        if reference is None:
            return None
        if reference not in self._read:
            self._read[reference] = self._unpack(reference)
        return self._read[reference]

    def _unpack(self, reference: str) -> bytes | None:
        number, generation, _ = reference.split()
        names = [self.name(item) for item in self.items(self.objects[reference], "/Filter")]
        try:
            stream = self.pdf.get_object(int(number), int(generation))
            if "LZWDecode" in names and len(stream.read_raw_bytes()) > _LZW:
                return None
            found = stream.read_bytes()
        except (pikepdf.PdfError, ValueError, TypeError, NotImplementedError):
            return None
        self._left -= len(found)
        return found if self._left >= 0 else None

    def at(self, page: int = 0) -> Place:
        """Return the place of a page, or of the file."""
        return Place(self.source, page, 0, "page" if page else "")


def said(value: Any) -> str:
    """Return the text that a value is, or an empty one."""
    if not isinstance(value, str):
        return ""
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        try:
            return bytes.fromhex(value[2:]).decode("latin-1")
        except ValueError:
            return ""
    return ""


@contextmanager
def opened(data: bytes, source: str) -> Iterator[PdfFile]:
    """Give the objects of a PDF file; InputError says in one sentence why one cannot be read."""
    _refuse(data, source)
    kept: dict[str, Any] = settings.set_qpdf_limits(**_LIMITS)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            yield _objects(pdf, data, source)
    except pikepdf.PasswordError:
        raise _problem(source, "is locked with a password", "save it without one") from None
    except pikepdf.PdfError as error:
        raise _problem(source, f"cannot be read: {_cause(error)}", _ANEW) from None
    finally:
        settings.set_qpdf_limits(**kept)


def _refuse(data: bytes, source: str) -> None:
    if not data:
        raise _problem(source, "is empty", _ANEW)
    if len(data) > MAX_BYTES:
        raise _problem(source, f"has over {MAX_BYTES:,} bytes", "save it with smaller pictures")
    if not _HEADER.search(data[:1024]):
        raise _problem(source, "is no PDF file, though it ends in .pdf", "name a PDF file")
    # defense audit.objects: a PDF of very many objects, packed or not, is not read into memory
    if _is_bomb(data):
        raise _problem(source, "has parts that are packed to become huge", _ANEW)


def _is_bomb(data: bytes) -> bool:
    """Return whether the objects become too much for the reader, which keeps them all; nobody makes such files.

    Those that are packed by LZW it unpacks without a limit.
    """
    at = held = 0
    while (start := data.find(b"stream", at)) >= 0:
        head = _NUMBER.sub(lambda match: bytes([int(match[1], 16)]), data[max(at, start - _HEAD) : start])
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        held += start - at
        if b"/First" in head or b"ObjStm" in head or b"XRef" in head:
            if end - start > _LZW and (b"/LZW" in head or _INDIRECT_FILTER.search(head)):
                return True
            held += _size(data[start + len(b"stream") : end].lstrip(b"\r\n"), _OBJECTS)
        if held > _OBJECTS:
            return True
        at = end + len(b"endstream")
    return held + len(data) - at > _OBJECTS


def _size(packed: bytes, most: int) -> int:
    """Return how large a packed part becomes, as far as it can be unpacked; more than `most` is not looked at."""
    try:
        return len(zlib.decompressobj().decompress(packed, most + 1))
    except zlib.error:
        return len(packed)


class _Capped(io.BytesIO):
    """What objects are written to; refuses more than fits."""

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > _UNPACKED:
            raise pikepdf.PdfError("it holds too many objects")
        return super().write(data)


def _objects(pdf: pikepdf.Pdf, data: bytes, source: str) -> PdfFile:
    written = _Capped()
    options = (pikepdf.StreamDecodeLevel.none, pikepdf.JSONStreamData.none)
    pdf.write_qpdf_json(written, decode_level=options[0], json_stream_data=options[1])
    objects: dict[str, Any] = {}
    trailer: dict[str, Any] = {}
    for key, entry in json.loads(written.getvalue())["qpdf"][1].items():
        if key == "trailer":
            trailer = entry.get("value") or {}
        elif "stream" in entry:
            objects[key[4:]] = {**entry["stream"]["dict"], STREAM: key[4:]}
        else:
            objects[key[4:]] = entry.get("value")
    warnings = tuple(printable(_bare(str(warning)), 200) for warning in pdf.get_warnings())
    file = PdfFile(pdf, data, source, objects, trailer, warnings)
    file.pages = _pages(file)
    return file


def _pages(file: PdfFile) -> list[Page]:
    """Return the pages in order; a tree that goes in circles is walked once."""
    found: list[Page] = []
    seen: set[str] = set()
    waiting: list[tuple[Any, dict[str, Any]]] = [(file.raw(file.trailer, "/Root", "/Pages"), {})]
    while waiting and len(found) < _PAGES:
        raw, inherited = waiting.pop()
        entries = file.value(raw)
        if not isinstance(entries, dict) or (isinstance(raw, str) and raw in seen):
            continue
        seen.add(str(raw)) if isinstance(raw, str) else None
        resources = file.entries(entries, "/Resources") or inherited
        if "/Kids" in entries:
            waiting.extend((kid, resources) for kid in reversed(file.items(entries, "/Kids")))
        else:
            found.append(Page(len(found) + 1, raw if isinstance(raw, str) else "", entries, resources))
    if not found:
        raise _problem(file.source, "has no page", _ANEW)
    return found


def _bare(warning: str) -> str:
    """Return what a reader complains of, without how it names the file."""
    return _NAMED.sub("", warning).removeprefix("stream ").strip()


def _cause(error: Exception) -> str:
    words = _bare(str(error)) or "it is damaged"
    return printable(words[:1].lower() + words[1:], 160)


def _problem(source: str, message: str, hint: str) -> InputError:
    return InputError(Problem(message, Place(source), hint))
