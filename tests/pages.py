"""Where the words of a tree stand on the pages of a PDF: what is split over pages, and what is alone on one."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import faces
import poppler
from jdgen.documents.tree import (
    Block,
    Columns,
    Document,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    blocks,
    words_of,
)

_PAGE = re.compile(r'<page width="(.*?)" height="(.*?)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')


class Spot(NamedTuple):
    """Where a word stands: its page, counted from 0, and its edges in points from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    """One page of a PDF: its size in points, its words between the margins, and the text below them."""

    width: float
    height: float
    words: list[tuple[str, Spot]]
    foot: str

    @property
    def lines(self) -> int:
        """Return the number of lines of the body, those side by side as one."""
        count, last = 0, -100.0
        for middle in sorted((spot.top + spot.bottom) / 2 for _, spot in self.words):
            if middle - last > 4:
                count, last = count + 1, middle
        return count


class Unit(NamedTuple):
    """A text of the tree that must not be split, or that must not stand alone: its kind, its words, their places."""

    kind: str
    section: str
    words: str
    spots: list[Spot]

    @property
    def pages(self) -> list[int]:
        """Return the pages that the text stands on."""
        return sorted({spot.page for spot in self.spots})


@dataclass(frozen=True)
class Printed:
    """A PDF with the places of all words of its tree."""

    pages: list[Sheet]
    units: list[Unit]
    difference: str


def printed(path: Path, document: Document, paper: str) -> Printed:
    """Read a PDF and find each word of its tree on its pages."""
    pages = list(_pages(path, document.kind, paper))
    lines = [[faces.Word(text, last) for text, last in _with_ends(page)] for page in pages]
    places, difference = faces.aligned("pdf", document, lines)
    all_words = [spot for page in pages for _, spot in page.words]
    spots = iter([all_words[place] for place in places])
    units = []
    for kind, section, words in _texts(document):
        said = faces.said(words).split()
        units.append(Unit(kind, section, " ".join(said), list(islice(spots, len(said)))))
    return Printed(pages, units, difference)


def _pages(path: Path, kind: str, paper: str) -> Iterator[Sheet]:
    command = ["pdftotext", "-bbox", "-raw", "-enc", "UTF-8", str(path), "-"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
    for number, (width, height, inside) in enumerate(_PAGE.findall(told)):
        turned = float(width) > float(height)
        top, bottom = poppler.ends(kind, paper, turned=turned)
        body, foot = [], []
        for *edges, text in _WORD.findall(inside):
            spot = Spot(number, *map(float, edges))
            middle = (spot.top + spot.bottom) / 2
            if middle > float(height) - bottom + 4:
                foot.append(html.unescape(text))
            elif middle > top - 4:
                body.append((html.unescape(text), spot))
        yield Sheet(float(width), float(height), body, " ".join(foot))


def _with_ends(page: Sheet) -> Iterator[tuple[str, bool]]:
    """Yield each word with whether it is the last of its line."""
    for place, (text, spot) in enumerate(page.words):
        after = page.words[place + 1][1] if place + 1 < len(page.words) else None
        yield text, after is None or after.left < spot.right - 1 or after.top > spot.bottom - 2


def _texts(document: Document) -> Iterator[tuple[str, str, Inlines]]:
    """Yield kind, main part and words of each text, in the order in which they are printed; a row is one text."""
    yield from (("title", "", inlines) for inlines in (document.title, document.subtitle) if inlines)
    for section in document.sections:
        for block in blocks(replace(document, sections=(section,))):
            for kind, words in _of(block):
                yield kind, section.id, words


def _of(block: Block) -> Iterator[tuple[str, Inlines]]:
    """Yield the texts of a block with what each is."""
    match block:
        case Section():
            yield from (("heading", words) for words in words_of(block))
        case Lines():
            yield from (("lines", words) for words in words_of(block))
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                words = tuple(part for cell in row for part in (*cell.inlines, Run(" ")))
                yield "row" if row is not header else "head", words
        case Facts(facts=facts):
            yield from (("row", (Run(f"{fact.label} "), *fact.inlines)) for fact in facts)
        case Columns(columns=columns):
            for column in columns:
                yield "heading", (Run(column.label),)
                yield from (text for inner in column.blocks for text in _of(inner))
        case Paragraph(style="label", inlines=words):
            yield "heading", words
        case _:
            yield from (("text", words) for words in words_of(block))


def ends(paper: str, page: Sheet) -> tuple[float, float]:
    """Return how many points a page of a kit has above and below its text."""
    return poppler.ends("rubric", paper, turned=page.width > page.height)
