"""What a PDF file says of itself, in its two places, and the standards that it claims to meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from xml.etree import ElementTree as ET

from jdgen.audit.files.pdf_file import PdfFile
from jdgen.errors import Problem, printable

_MAX = 1_000_000
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_ARCHIVE = "{http://www.aiim.org/pdfa/ns/id/}part"
_LEVEL = "{http://www.aiim.org/pdfa/ns/id/}conformance"
_BOTH = (
    ("title", "/Title", f"{_DC}title"), ("author", "/Author", f"{_DC}creator"),
    ("subject", "/Subject", f"{_DC}description"), ("keywords", "/Keywords", f"{_PDF}Keywords"),
    ("program", "/Creator", f"{_XMP}CreatorTool"), ("producer", "/Producer", f"{_PDF}Producer"),
    ("created", "/CreationDate", f"{_XMP}CreateDate"), ("changed", "/ModDate", f"{_XMP}ModifyDate"),
)  # fmt: skip
"""What a file says in both places: our name for it, and theirs."""
_COMPARED = ("title", "author", "created", "changed")
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(Z|[+-])?(\d\d)?[':]?(\d\d)?")
_NEAR = timedelta(minutes=1)
_PATH = re.compile(
    r"(?:file:/{2,3})?[A-Za-z]:[\\/](?:Users|Documents and Settings)[\\/][^\\/]{1,60}"
    r"|/(?:home|Users)/[^/\s]{1,60}/|\\\\\w"
)
"""A place on somebody's computer, which names them."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a file says of itself, by our names, and the fields of its XMP block by theirs."""

    values: dict[str, str] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()
    ua: str = ""
    archive: str = ""
    level: str = ""


class _Block(NamedTuple):
    fields: dict[str, str]
    broken: str = ""


def sayings(file: PdfFile) -> Sayings:
    """Return what a file says of itself, and where it says two things."""
    block = _block(file)
    info = file.entries(file.trailer, "/Info")
    values: dict[str, str] = {}
    faults: list[Problem] = []
    if block.broken:
        faults.append(Problem(f"its metadata in XMP {block.broken}", file.at(), "save it anew", "metadata.broken"))
    for name, key, field_name in _BOTH:
        old, new = file.text(info, key).strip(), block.fields.get(field_name, "").strip()
        if value := new or old:
            values[name] = value
        if name in _COMPARED and old and new and not _same(name, old, new):
            faults.append(Problem(f"says two things of its {name}: `{printable(old, 60)}` and `{printable(new, 60)}`",
                                  file.at(), "save it anew with one of them", "metadata.disagrees"))  # fmt: skip
    if language := file.text(file.trailer, "/Root", "/Lang"):
        values["language"] = language
    faults.extend(_telling(file, values, block.fields))
    return Sayings(values, tuple(faults), *(block.fields.get(key, "") for key in (_UA, _ARCHIVE, _LEVEL)))


def _telling(file: PdfFile, values: dict[str, str], fields: dict[str, str]) -> Iterator[Problem]:
    for name, value in values.items():
        if found := _PATH.search(value):
            yield Problem(f"its {name} names a folder on a computer: `{printable(found[0], 60)}`", file.at(),
                          "clear it in the properties", "metadata.machine")  # fmt: skip
    if f"{_MM}History" in fields or f"{_MM}DerivedFrom" in fields:
        yield Problem("tells when it was saved, and from which file it was made", file.at(),
                      "save it with `Remove Hidden Information`, or print it anew to PDF",
                      "metadata.history")  # fmt: skip


def _block(file: PdfFile) -> _Block:
    """Return the fields of the XMP block; one that declares entities is not read."""
    found = file.get(file.trailer, "/Root", "/Metadata")
    if not isinstance(found, dict):
        return _Block({})
    data = file.unpacked(found)
    if data is None or len(data) > _MAX:
        return _Block({}, "cannot be unpacked")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        # What declares entities may expand without end, and does so out of sight in another coding.
        return _Block({}, "declares entities, or is in another coding than UTF-8")
    try:
        root = ET.fromstring(data.strip())  # noqa: S314 - nothing that expands is in it
    except (ET.ParseError, ValueError, LookupError):
        return _Block({}, "is no XML")
    fields: dict[str, str] = {}
    for described in root.iter(f"{_RDF}Description"):
        for key, value in described.attrib.items():
            fields.setdefault(key, value)
        for one in described:
            entries = [(entry.text or "").strip() for entry in one.iter(f"{_RDF}li")]
            fields.setdefault(one.tag, "; ".join(filter(None, entries)) or (one.text or "").strip())
    return _Block(fields)


def _same(name: str, old: str, new: str) -> bool:
    if name in ("created", "changed"):
        one, other = _moment(old), _moment(new)
        return one is None or other is None or abs(one - other) <= _NEAR
    return _words(old) == _words(new)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _moment(text: str) -> datetime | None:
    """Return the moment that a date names, None for one without a time zone: it may be any."""
    found = _DATE.match(text)
    if not found or not found[6] or not found[7]:
        return None
    shift = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0)) if found[7] != "Z" else timedelta()
    try:
        zone = timezone(-shift if found[7] == "-" else shift)
        return datetime(*(int(found[part]) for part in range(1, 7)), tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError):
        return None
