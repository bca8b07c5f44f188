"""What a finished file is like: one that was broken is made again, one that somebody edited is theirs.

Where it is not sure, a file counts as edited: it is kept and named, and nobody's work is lost.
"""

from __future__ import annotations

import codecs
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""What some editors begin a file with; that of UTF-32 begins like that of UTF-16."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a Word file begins that somebody gave a password."""
_MAIN = re.compile(rb'<Relationship\b[^>]*/officeDocument"[^>]*>')
_TARGET = re.compile(rb'\bTarget="/?([^"]+)"')
_PDF_AT_MOST = 1024
"""Within so many bytes of its beginning and its end readers look for what tells a PDF."""
_PDF_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_PDF_XREF = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b.{0,2000}?/XRef\b)", re.DOTALL)
_PDF_STREAM = re.compile(rb">>\s*stream\r?\n")
_PDF_LENGTH = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R\b)")
_PDF_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?=/|>>)")
_NOTHING = bytes(16)
_TAG_CUT = re.compile(r"<([a-z/!][^>]*)?\Z")
_CLOSED = ("p", "ul", "strong", "a")
"""The tags that we close, and that a program which writes HTML anew closes."""


def damaged(data: bytes, form: str) -> bool:
    """Return whether a file that is not as we wrote it is broken, rather than edited; `form` is its format."""
    # defense outputs.damaged: a file that a disk or a program broke is made again
    if not data.strip(b"\0 \t\r\n"):
        return True
    return _LOOKS.get(form, _nothing)(data)


def _nothing(data: bytes) -> bool:
    del data
    return False


def _word(data: bytes) -> bool:
    # defense outputs.locked: a Word file that somebody gave a password is theirs
    if data.startswith(_LOCKED):
        return False
    return _archive(data) or _main_part(data)


def _archive(data: bytes) -> bool:
    """Return whether an archive cannot be opened, or a part of it is not what it was packed from."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.testzip() is not None
    # Whatever stands in a broken archive is read as a number, a name or a method.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return True


def _main_part(data: bytes) -> bool:
    """Return whether the text of a Word file is missing, or no XML; programs call the part as they like."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "_rels/.rels" not in names or "[Content_Types].xml" not in names:
            return True
        found = _MAIN.search(archive.read("_rels/.rels"))
        target = _TARGET.search(found[0]) if found else None
        name = target[1].decode(errors="replace") if target else ""
        return name not in names or _xml(archive.read(name))


def _xml(data: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(data, True)
    except (expat.ExpatError, ValueError):
        return True
    return False


def _pdf(data: bytes) -> bool:
    """Return whether a PDF has lost its beginning, its end, its table of objects, or a part between."""
    ends = list(_PDF_END.finditer(data, max(0, len(data) - _PDF_AT_MOST)))
    if b"%PDF-" not in data[:_PDF_AT_MOST] or not ends:
        return True
    table = int(ends[-1][1])
    # Programs count from the header where something stands before it.
    starts = (table, table + data.find(b"%PDF-"))
    if not any(_PDF_XREF.match(data, start) for start in starts if start < len(data)):
        return True
    return b"/Encrypt" not in data and _pdf_streams(data)


def _pdf_streams(data: bytes) -> bool:
    """Return whether a stream cannot be unpacked, or what stands between streams is blank, as on a disk that failed."""
    place = 0
    while True:
        found = _PDF_STREAM.search(data, place)
        between = data[place : found.start() + 2 if found else len(data)]
        if _NOTHING in between:
            return True
        if not found:
            return False
        about = between[between.rfind(b" obj") :]
        length = _PDF_LENGTH.search(about)
        if not length:
            end = data.find(b"endstream", found.end())
            if end < 0:
                return True
            place = end
            continue
        place = found.end() + int(length[1])
        if _stream(about, data[found.end() : place]):
            return True


def _stream(about: bytes, packed: bytes) -> bool:
    """Return whether a stream cannot be unpacked, or is a text and blank; a picture may well be."""
    if not _PDF_FLATE.search(about):
        return b"/XML" in about and _NOTHING in packed
    try:
        # defense outputs.streams: a page of a PDF that a disk broke is made again
        zlib.decompressobj().decompress(packed)
    except zlib.error:
        return True
    return False


def _text(data: bytes) -> str | None:
    """Return the text of a file, or none where it is no text; some editors write in another encoding than they read."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = error.end == len(data) and error.reason == "unexpected end of data"
        # In a file that was UTF-8 and is broken some letters are still UTF-8.
        if encoding != "utf-8" or cut or not data.decode(errors="ignore").isascii():
            return None
        text = data.decode("latin-1")
    return None if _CONTROLS.search(text) else text


def _plain(data: bytes) -> bool:
    return _text(data) is None


def _page(data: bytes) -> bool:
    """Return whether a page has a beginning and no end; a piece of one has neither."""
    text = (_text(data) or "").lower()
    is_cut = "</html" not in text and ("<html" in text or "<!doctype" in text)
    return not text or is_cut or _TAG_CUT.search(text) is not None


def _piece(data: bytes) -> bool:
    """Return whether a piece of HTML ends in a tag, or in what a tag encloses."""
    text = (_text(data) or "").lower()
    is_open = any(_last(text, f"<{tag}") > _last(text, f"</{tag}") for tag in _CLOSED)
    return not text or is_open or _TAG_CUT.search(text) is not None


def _last(text: str, tag: str) -> int:
    return max((found.start() for found in re.finditer(rf"{tag}\b", text)), default=-1)


def _json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return True
    return False


_LOOKS: dict[str, Callable[[bytes], bool]] = {
    "docx": _word,
    "pdf": _pdf,
    "html": _page,
    "md": _plain,
    "txt": _plain,
    "jsonld": _json,
    "ats-html": _piece,
    "indeed-xml": _xml,
    "linkedin-xml": _xml,
    "jobresume": _json,
    "zip": _archive,
}
