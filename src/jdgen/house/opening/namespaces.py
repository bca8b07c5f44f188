"""Names of WordprocessingML as lxml writes them, with the address of their space in front."""

from __future__ import annotations

from typing import Final

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KEPT: Final = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute by which white space is kept."""
PREFIXES: Final = {"w": WORD, "r": OFFICE, "w14": WORD_2010, "mc": COMPATIBILITY}
"""What our own markup is written with."""


def w(name: str) -> str:
    """Return the name of an element or an attribute of Word itself."""
    return f"{{{WORD}}}{name}"
