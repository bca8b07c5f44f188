"""The file that a template comes in: told from all that is no Word file, and unpacked without trust in what it says."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from jdgen.errors import printable
from jdgen.inputs.finished.word_package import AGAIN, MAX_MEMBERS, MAX_PART, MAX_RATIO, MAX_UNPACKED
from jdgen.render.word_zip import Member

Refusal = tuple[str, str]
"""What is wrong, and what to do."""
# defense house.bytes: a template larger than any Word file needs is not read
MAX_BYTES = 20_000_000
_MOST_NAMED = 5
_ZIP, _OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "save it as Word Document (.docx)"
_SIGNS = (
    (b"%PDF", "is a PDF", "give the Word file that it was made from"),
    (b"{\\rtf", "is rich text (RTF), whatever its name says", f"open it in Word and {_SAVE}"),
    (b"<!doctype html", "is a web page, whatever its name says", f"open it in Word and {_SAVE}"),
    (b"<html", "is a web page, whatever its name says", f"open it in Word and {_SAVE}"),
    (b"<?xml", "is XML and no Word file, whatever its name says", f"open it in Word and {_SAVE}"),
)  # fmt: skip
_SECRET, _OLD = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_LOCAL = struct.Struct("<4s5H3L2H")
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, struct.error, IndexError)


def no_zip(data: bytes) -> Refusal | None:
    """Return why a file is no zip at all, or None for one that may be a Word file."""
    if not data.strip(b"\0 \r\n\t"):
        return "is empty", "give a Word file (.docx)"
    if len(data) > MAX_BYTES:
        return f"is larger than {MAX_BYTES:,} bytes", "make its pictures smaller and save it again"
    # defense house.old: an old or locked Word file is told
    if data.startswith(_OLE):
        if _SECRET in data:
            return "is locked with a password", "take the password off and save it again"
        said = "is an old Word file (.doc)" if _OLD in data else "is an old Office file, not one of Word"
        return said, f"open it in Word and {_SAVE}"
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, message, hint in _SIGNS:
        # defense house.no_word: a file is told by what it holds, whatever its name says
        if start.startswith(sign.lower()):
            return message, hint
    # defense house.cut_short: a file that is cut short is told
    if data.startswith(_ZIP[: len(data)]):
        return None if b"PK\5\6" in data else ("is cut short: the end of the file is missing", "get it again, whole")
    return "is no Word file, whatever its name says", "give a Word file (.docx)"


def unpacked(data: bytes) -> tuple[dict[str, Member], list[Refusal]]:
    """Return the members of a zip as they are stored, each proved to unpack to what the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except _BROKEN:
        return {}, [("is a damaged Word file: its zip directory cannot be read", AGAIN)]
    refused = list(_of_directory(listed, len(data)))
    if refused:
        return {}, refused
    members: dict[str, Member] = {}
    for info in listed:
        try:
            member = _member(data, info)
        except _BROKEN:
            return {}, [(f"is a damaged Word file: {_named(info)} is not where the zip directory says", AGAIN)]
        if not info.is_dir():
            members[member.name] = member
    return members, list(_of_contents(members, listed))


def _of_directory(listed: list[zipfile.ZipInfo], size: int) -> Iterator[Refusal]:
    """Yield what the directory itself says against a file, before anything is unpacked."""
    # defense house.members: a file of too many members is not unpacked
    if len(listed) > MAX_MEMBERS:
        yield f"has {len(listed):,} members, more than any Word file needs", AGAIN
        return
    total = sum(info.file_size for info in listed)
    # defense house.ratio: a file that is made to fill the memory is not unpacked
    if total > MAX_UNPACKED or (total > MAX_PART and total > MAX_RATIO * size):
        yield f"unpacks to {total:,} bytes, more than a template needs", AGAIN
    # defense house.locked: a member with a password is told
    if any(info.flag_bits & 0x2041 for info in listed):
        yield "is locked with a password", "take the password off and save it again"
    seen: set[str] = set()
    said: list[Refusal] = []
    for info in listed:
        name = info.orig_filename
        # defense house.twice: of two members of one name neither is read in place of the other
        if name.casefold() in seen:
            said.append((f"holds {_named(info)} twice", AGAIN))
        seen.add(name.casefold())
        # defense house.strays: no member points out of the file
        if _strays(name):
            said.append((f"has a member {_named(info)}, which points out of the file", AGAIN))
        # defense house.part: no part is larger than its readers can take
        if info.file_size > MAX_PART:
            said.append((f"has a part {_named(info)} of {info.file_size:,} bytes, more than {MAX_PART:,}", AGAIN))
        # defense house.packing: a packing that Word does not know is refused
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            said.append((f"is packed in a way that Word does not know ({_named(info)})", AGAIN))
    yield from said[:_MOST_NAMED]


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or bool(_DRIVE.match(name))


def _member(data: bytes, info: zipfile.ZipInfo) -> Member:
    local = _LOCAL.unpack_from(data, info.header_offset)
    begin = info.header_offset + _LOCAL.size
    start = begin + local[9] + local[10]
    stored = data[start : start + info.compress_size]
    coded = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
    # defense house.directory: a member is where and what the directory says, so that no other reader sees another file
    if local[0] != _ZIP or data[begin : begin + local[9]] != coded or len(stored) != info.compress_size:
        raise ValueError(info.filename)
    return Member(info.filename, info.compress_type, info.CRC, info.file_size, stored)


def _of_contents(members: dict[str, Member], listed: list[zipfile.ZipInfo]) -> Iterator[Refusal]:
    """Yield the members that do not unpack to what the directory says; none is unpacked further than that."""
    starts = sorted((info.header_offset, info.compress_size) for info in listed)
    # defense house.overlap: members do not share their bytes, of which a few could unpack to millions
    if any(start + size > after for (start, size), (after, _) in pairwise(starts)):
        yield "is a damaged Word file: its members lie over one another", AGAIN
        return
    bad = [name for name, member in members.items() if not _is_whole(member)]
    for name in bad[:_MOST_NAMED]:
        yield f"is a damaged Word file: `{printable(name, 80)}` does not unpack to what the zip directory says", AGAIN


def _is_whole(member: Member) -> bool:
    if member.method == zipfile.ZIP_STORED:
        # defense house.stored: a member that is not packed has the checksum that the directory says
        return len(member.stored) == member.size and zlib.crc32(member.stored) == member.crc
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(member.stored, member.size + 1)
    except zlib.error:
        return False
    # defense house.unpacked: a member unpacks to what the directory says, and no further
    return unpacker.eof and len(content) == member.size and zlib.crc32(content) == member.crc


def _named(info: zipfile.ZipInfo) -> str:
    return f"`{printable(info.orig_filename, 80)}`"
