"""The zip of a Word file: members are read and copied still compressed, and written with fixed dates, order and mode.

The zipfile module takes 11 ms to import and cannot copy a member without inflating it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEW_YEAR_1980 = 33  # the earliest date of the format, 1980-01-01; the time is 0
_END_MARK = b"PK\5\6"
_VERSION = 20
_DEFLATED = 8


class Member(NamedTuple):
    """One file of a zip, as it is stored."""

    name: str
    method: int
    crc: int
    size: int
    stored: bytes

    def data(self) -> bytes:
        """Return the content, inflated."""
        data = zlib.decompress(self.stored, -zlib.MAX_WBITS) if self.method == _DEFLATED else self.stored
        # defense zip.crc: a damaged member of a zip is not read
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise ValueError(f"{self.name} is damaged")
        return data


def deflated(name: str, data: bytes) -> Member:
    """Return a new member with the content."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, _DEFLATED, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


@lru_cache(maxsize=64)
def shared(name: str, data: bytes) -> Member:
    """Return a new member that many files have alike, such as a logo or a foot line; it is packed once."""
    return deflated(name, data)


def read(archive: bytes) -> dict[str, Member]:
    """Return the members by name, in the order of the zip's directory; raise ValueError if it is not a plain zip."""
    try:
        return {member.name: member for member in _members(archive)}
    except (struct.error, zlib.error, UnicodeDecodeError) as error:
        raise ValueError("not a zip file, or a damaged one") from error


def _members(archive: bytes) -> Iterable[Member]:
    start = archive.rfind(_END_MARK)
    if start < 0:
        raise ValueError("not a zip file, or a cut one")
    end = _END.unpack_from(archive, start)
    place = end[6]
    for _ in range(end[4]):
        entry = _CENTRAL.unpack_from(archive, place)
        (mark, _, _, flags, method, _, _, crc, stored, size, name_size, extra, comment, _, _, _, start) = entry
        if mark != b"PK\1\2" or flags & 1 or method not in (0, _DEFLATED):
            raise ValueError("a zip that is encrypted, damaged or packed in an uncommon way")
        name = archive[place + _CENTRAL.size : place + _CENTRAL.size + name_size].decode()
        local = _LOCAL.unpack_from(archive, start)
        content = start + _LOCAL.size + local[9] + local[10]
        yield Member(name, method, crc, size, archive[content : content + stored])
        place += _CENTRAL.size + name_size + extra + comment


def write(members: Iterable[Member]) -> bytes:
    """Return a zip of the members; the same members give the same bytes on every machine and at any time."""
    files: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for member in members:
        name = member.name.encode()
        # defense zip.dates: the bytes of a Word file do not know the time
        common = (0x800, member.method, 0, _NEW_YEAR_1980, member.crc, len(member.stored), member.size, len(name), 0)
        files += (_LOCAL.pack(b"PK\3\4", _VERSION, *common), name, member.stored)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, place), name)
        place += _LOCAL.size + len(name) + len(member.stored)
    listing = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(_END_MARK, 0, 0, count, count, len(listing), place, 0)
    return b"".join((*files, listing, end))
