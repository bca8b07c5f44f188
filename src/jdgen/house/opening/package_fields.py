"""Fields of a Word file, which run when it is opened: those that fetch or start something are in no template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.errors import printable
from jdgen.house.opening.namespaces import WORD
from jdgen.house.opening.package_file import Refusal
from jdgen.house.opening.package_links import has_tag, is_web, no_web

W = f"{{{WORD}}}"
_REFUSED = {
    "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "MACROBUTTON", "EMBED", "DATABASE",
    "RD", "CONTROL", "HTMLACTIVEX", "HTMLCONTROL", "OCX",
}  # fmt: skip
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_WITH_WORDS = frozenset(("\\l", "\\o", "\\t"))
"""Switches of HYPERLINK behind which a text stands that is no address."""
_SWITCH = re.compile(r"\\[A-Za-z]")
_LONGEST = 2000
_HINT = "delete it, or turn it into text with Ctrl+Shift+F9"


class _Field:
    """A field that is open: its code so far, and whether a field within it comes before its name."""

    def __init__(self) -> None:
        self.code = ""
        self.in_code = True
        self.made = False

    def add(self, text: str) -> None:
        if self.in_code and len(self.code) < _LONGEST:
            self.code += text


def refused_fields(root: Any) -> Iterator[Refusal]:
    """Yield each field of a part that fetches or starts something, whatever runs divide its code."""
    for code, made in _codes(root):
        name = code.split()[0].upper().strip('"“”') if code.split() else ""
        if name in _REFUSED:
            shown = printable(" ".join(code.split()), 60)
            yield f"has a field {name} (`{shown}`), which fetches or starts something", _HINT
        elif made:
            yield "has a field whose name another field makes", _HINT
        elif name == "HYPERLINK" and (address := _address(code)) and not (is_web(address) or has_tag(address)):
            yield no_web(address)


def _address(code: str) -> str:
    """Return the address of a field HYPERLINK: what is no switch, and does not belong to one."""
    words: Iterator[str] = (quoted or bare for quoted, bare in _WORDS.findall(code.replace("“", '"').replace("”", '"')))
    next(words, "")
    for word in words:
        if word.lower() in _WITH_WORDS:
            next(words, "")
        elif not _SWITCH.fullmatch(word):
            return word
    return ""


def _codes(root: Any) -> Iterator[tuple[str, bool]]:
    """Yield the code of each field, and whether its name is made by another one; also of those that nothing ends."""
    fields: list[_Field] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        if element.tag == f"{W}fldSimple":
            yield str(element.get(f"{W}instr", "")), False
        elif element.tag != f"{W}fldChar":
            if fields:
                fields[-1].add(element.text or "")
            elif element.tag != f"{W}t":
                yield element.text or "", False
        else:
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                if fields and fields[-1].in_code and not fields[-1].code.strip():
                    # defense house.made_names: the name of a field is not made by another field
                    fields[-1].made = True
                fields.append(_Field())
            elif kind == "separate" and fields:
                fields[-1].in_code = False
            elif kind == "end" and fields:
                done = fields.pop()
                yield done.code, done.made
    for left in fields:
        yield left.code, left.made
