"""The fonts of a PDF file: which letters their codes stand for, as programs that search or read aloud look them up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from fontTools.agl import toUnicode

from jdgen.audit.files.pdf_file import PdfFile

_HEX = r"<\s{0,9}([0-9A-Fa-f\s]{0,600})>"
_CHARACTERS = re.compile(rf"{_HEX}\s{{0,99}}{_HEX}".encode())
_RANGES = re.compile(rf"{_HEX}\s{{0,99}}{_HEX}\s{{0,99}}(?:{_HEX}|\[([^\]]{{0,200000}})\])".encode())
_ONE = re.compile(_HEX.encode())
_CODES = 70_000
"""How many codes a font may map."""
_PLAIN = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac-roman", "StandardEncoding": "latin-1"}
_SYMBOLS = re.compile(r"(?:[A-Z]{6}\+)?(?:Symbol|ZapfDingbats|Wingdings)", re.IGNORECASE)


@dataclass(slots=True)
class Letters:
    """A font: its name, how many bytes a code has, what codes stand for, and whether it travels with the file."""

    name: str
    width: int
    known: dict[int, str] = field(default_factory=dict)
    fallback: str = ""
    """The encoding that codes have which are not named, of one byte each."""
    trusted: bool = False
    """Whether programs know its codes from elsewhere, as those of Japanese fonts and those that name their glyphs."""
    strange: frozenset[int] = frozenset()
    """The codes whose glyphs have names that say nothing, as `g12`."""
    embedded: bool = True
    scaled: bool = True
    """Whether its size is one in points: those of type 3 have a measure of their own."""
    empty: frozenset[int] = frozenset()
    """The codes that show a box."""

    def read(self, data: bytes) -> tuple[str, int, int]:
        """Return what a text shows, and how many of its letters nobody can look up, and how many are boxes."""
        text: list[str] = []
        unknown = boxes = 0
        for at in range(0, len(data) - self.width + 1, self.width):
            code = int.from_bytes(data[at : at + self.width], "big")
            letter = self.known.get(code)
            if letter is None and self.fallback:
                letter = bytes([code]).decode(self.fallback, "replace")
            boxes += code in self.empty
            if letter is None or not letter.strip("\0\ufffd"):
                # What is blank is no letter; what is mapped to nothing is meant to be nothing.
                doubted = code in self.strange or not self.trusted
                unknown += letter != "" and doubted and code not in self.empty
                letter = "" if letter is None else letter.replace("\0", "").replace("\ufffd", "")
            text.append(letter)
        return "".join(text), unknown, boxes


def letters(file: PdfFile, font: dict[str, Any]) -> Letters:
    """Return what the codes of a font stand for."""
    kind = file.name(font, "/Subtype")
    below = file.entries(file.items(font, "/DescendantFonts")[:1][0]) if file.items(font, "/DescendantFonts") else {}
    described = file.entries(below or font, "/FontDescriptor")
    found = Letters(file.name(font, "/BaseFont") or file.name(described, "/FontName"), 2 if kind == "Type0" else 1)
    found.scaled = kind != "Type3"
    found.embedded = kind == "Type3" or any(f"/FontFile{end}" in described for end in ("", "2", "3"))
    listed = _map(file.unpacked(font.get("/ToUnicode")) or b"")
    if kind == "Type0":
        _composite(file, font, below, found, mapped=bool(listed))
    else:
        _simple(file, font, found, mapped=bool(listed))
    found.known.update(listed)
    return found


def _composite(file: PdfFile, font: dict[str, Any], below: dict[str, Any], found: Letters, *, mapped: bool) -> None:
    encoding = file.name(font, "/Encoding")
    by_glyph = file.name(below, "/Subtype") != "CIDFontType2" or file.name(below, "/CIDToGIDMap") in ("", "Identity")
    if encoding.startswith("Identity"):
        # A code is the number of a glyph, and that of number 0 is the box for what a font lacks.
        found.empty = frozenset((0,)) if by_glyph and found.embedded else frozenset()
        ordering = file.text(below, "/CIDSystemInfo", "/Ordering")
        found.trusted = not mapped and ordering in ("Japan1", "GB1", "CNS1", "Korea1", "KR")
    else:
        found.trusted = True


def _simple(file: PdfFile, font: dict[str, Any], found: Letters, *, mapped: bool) -> None:
    encoding = file.get(font, "/Encoding")
    differs = encoding if isinstance(encoding, dict) else {}
    base = file.name(differs, "/BaseEncoding") if differs else file.name(font, "/Encoding")
    flags = file.get(font, "/FontDescriptor", "/Flags")
    symbolic = isinstance(flags, int) and bool(flags & 4)
    if base or (not symbolic and file.name(font, "/Subtype") != "Type3") or not found.embedded:
        found.fallback = _PLAIN.get(base, "latin-1")
    # A font of type 1 names its own glyphs, and programs look there.
    found.trusted = not mapped and (file.name(font, "/Subtype") in ("Type1", "MMType1") or _is_symbols(found.name))
    code, empty, strange = 0, set(), set()
    for raw in file.items(differs, "/Differences")[:1000]:
        item = file.value(raw)
        if isinstance(item, int):
            code = item
        elif isinstance(item, str):
            if item == "/.notdef":
                empty.add(code)
            elif letter := toUnicode(item.lstrip("/")):
                found.known[code] = letter
            else:
                strange.add(code)
            code += 1
    found.empty, found.strange = frozenset(empty), frozenset(strange)
    # Type 3 fonts and symbols name their glyphs as they like: `g12` says nothing.
    if differs and not base and (symbolic or file.name(font, "/Subtype") == "Type3"):
        found.fallback = ""


def _is_symbols(name: str) -> bool:
    return bool(_SYMBOLS.match(name))


def _map(data: bytes) -> dict[int, str]:
    """Return what a table of codes says, as far as it is one."""
    found: dict[int, str] = {}
    for kind, block in _blocks(data):
        if kind == b"char":
            for match in _CHARACTERS.finditer(block):
                found[_number(match[1])] = _letters(match[2])
        else:
            for match in _RANGES.finditer(block):
                _range(found, match)
        if len(found) > _CODES:
            break
    return found


def _blocks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 0
    while (begins := data.find(b"beginbf", at)) >= 0:
        at = data.find(b"endbf", begins)
        at = len(data) if at < 0 else at
        kind = b"char" if data.startswith(b"beginbfchar", begins) else b"range"
        found.append((kind, data[begins:at]))
    return found


def _range(found: dict[int, str], match: re.Match[bytes]) -> None:
    first, last = _number(match[1]), _number(match[2])
    last = min(last, first + _CODES - len(found))
    if match[4] is not None:
        for code, one in zip(range(first, last + 1), _ONE.finditer(match[4]), strict=False):
            found[code] = _letters(one[1])
        return
    start = _letters(match[3])
    if start:
        for code in range(first, last + 1):
            point = ord(start[-1]) + code - first
            if point < 0x110000:
                found[code] = start[:-1] + chr(point)


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split())[:8] or b"0", 16)


def _letters(digits: bytes) -> str:
    plain = b"".join(digits.split())
    data = bytes.fromhex(plain.decode()) if len(plain) % 2 == 0 else b""
    return (data if len(data) > 1 else b"\0" + data if data else b"").decode("utf-16-be", "replace")
