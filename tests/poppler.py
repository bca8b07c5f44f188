"""The pages of a PDF as Poppler reads them: their sizes, their bodies without header and footer, what is spoken."""

from __future__ import annotations

import re
import subprocess
from itertools import groupby
from pathlib import Path

_POINTS = 72
_MARGINS = {"a4": (20 / 25.4, 22 / 25.4), "letter": (0.7, 0.75)}
_LETTER_MARGIN = 25 / 25.4
_TURNED_MARGINS = {"a4": (18 / 25.4, 18 / 25.4), "letter": (0.7, 0.7)}


def spoken(path: Path) -> str:
    """Return the tagged text of a PDF as a screen reader speaks it, a line of the page on each line; slow."""
    lines = _poppler(["pdfinfo", "-struct-text", "-enc", "UTF-8", str(path)]).split("\n")
    return "\n".join(match[1] for line in lines if (match := re.fullmatch(r'\s*"(.*)"', line)))


def drawn(path: Path, kind: str, paper: str) -> str:
    """Return what stands between the top and the bottom margin of each page, in the order of drawing."""
    return "\f".join(pdf_bodies(path, kind, paper))


def pdf_bodies(path: Path, kind: str, paper: str) -> list[str]:
    """Return the body of each page by itself."""
    bodies: list[str] = []
    for (turned, height), same in groupby((width > height, height) for width, height in pdf_sizes(path)):
        count = len(list(same))
        top, bottom = ends(kind, paper, turned=turned)
        box = (0, round(top) - 4, 10_000, round(height - top - bottom) + 8)
        crop = [option for name, value in zip("xyWH", box, strict=True) for option in (f"-{name}", str(value))]
        part = ["-f", str(len(bodies) + 1), "-l", str(len(bodies) + count)]
        text = _poppler(["pdftotext", "-raw", "-enc", "UTF-8", "-eol", "unix", *part, *crop, str(path), "-"])
        bodies += text.split("\f")[:-1]
    return bodies


def ends(kind: str, paper: str, *, turned: bool) -> tuple[float, float]:
    """Return how many points a page has above and below its body."""
    margins = (_LETTER_MARGIN, _LETTER_MARGIN) if kind == "letter" else (_TURNED_MARGINS if turned else _MARGINS)[paper]
    return margins[0] * _POINTS, margins[1] * _POINTS


def pdf_sizes(path: Path) -> list[tuple[float, float]]:
    """Return the width and the height of each page in points."""
    told = _poppler(["pdfinfo", "-f", "1", "-l", "9999", str(path)])
    found = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told, re.MULTILINE)
    return [(float(width), float(height)) for width, height in found]


def pdf_pages(path: Path) -> list[str]:
    """Return the whole text of each page, header and footer as well."""
    return _poppler(["pdftotext", "-raw", "-enc", "UTF-8", "-eol", "unix", str(path), "-"]).split("\f")[:-1]


def _poppler(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
