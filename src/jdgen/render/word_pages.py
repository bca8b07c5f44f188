"""Pages in WordprocessingML: their size and margins, the line at their foot, and how a run of them ends."""

from __future__ import annotations

from typing import NamedTuple

from jdgen.documents.tree import Document
from jdgen.render.lengths import LONGEST_NAME, shortened
from jdgen.render.options import PageOptions
from jdgen.render.word_text import TAB, field, paragraph, run
from jdgen.render.word_widths import Type, width_of

_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_SIDES = {"a4": 1247, "letter": 1296}  # 22 mm and 0.9 in
_TOP = {"a4": 1134, "letter": 1008}  # 20 mm and 0.7 in
_BOTTOM = {"a4": 1247, "letter": 1080}  # 22 mm and 0.75 in
_TURNED_SIDES = {"a4": 1134, "letter": 1008}  # 20 mm and 0.7 in
_TURNED_ENDS = {"a4": 1020, "letter": 1008}  # 18 mm and 0.7 in, above and below
_EDGE = 567  # 10 mm from the paper's edge to header and footer
_LETTER_MARGIN = 1417  # 25 mm on all sides of a letter
_SMALL = 8.5
_GAP = 240  # between the text and the page number at the foot
_LEAST_TEXT = 24
"""The fewest characters that the text at the foot is cut to, so that the page number stands beside it."""
_WIDEST = 0.93
"""The width of a whole line, where letters are taken to be a little narrower than that of a word alone."""
_MORE = "…"


class Page(NamedTuple):
    """A page in twentieths of a point."""

    width: int
    height: int
    side: int
    top: int
    bottom: int

    @property
    def text(self) -> int:
        """Return the width of the text."""
        return self.width - 2 * self.side


def page_of(document: Document, options: PageOptions, landscape: bool) -> Page:
    """Return the page that the document, or a sheet of it, is set on."""
    width, height = _PAPERS[options.paper]
    if document.kind == "letter":
        return Page(width, height, _LETTER_MARGIN, _LETTER_MARGIN, _LETTER_MARGIN)
    paper = options.paper
    if landscape:
        return Page(height, width, _TURNED_SIDES[paper], _TURNED_ENDS[paper], _TURNED_ENDS[paper])
    return Page(width, height, _SIDES[paper], _TOP[paper], _BOTTOM[paper])


def size(page: Page) -> str:
    """Return the size of the paper."""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'


def margins(page: Page) -> str:
    """Return the margins of the paper."""
    return (
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        f'w:header="{_EDGE}" w:footer="{_EDGE}" w:gutter="0"/>'
    )


def end(page: Page, references: str, *, opening: bool) -> str:
    """Return how a run of pages that counts from 1 ends; the one that opens a document has a first page of its own."""
    first = "<w:titlePg/>" if opening else ""
    return f'<w:sectPr>{references}{size(page)}{margins(page)}<w:pgNumType w:start="1"/>{first}</w:sectPr>'


def head_line(text: str) -> str:
    """Return the line at the head of a page."""
    return paragraph("Header", run(shortened(text)))


def foot_line(text: str, page: Page, letters: Type) -> str:
    """Return the line at the foot of a page: its text on the left, the page among all pages on the right."""
    pages = f"{run('Page ')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}"
    return _foot(text, (pages, "Page 10 of 12"), page, letters)


def sheet_line(text: str, sheet: tuple[str, int], page: Page, letters: Type) -> str:
    """Return the line at the foot of a sheet, which counts its own pages, such as `Design interview 2/3`.

    Word counts the pages of a section itself. A program that does not shows the number given here, which is that of
    the page starts, or 0 where nobody knows; large print takes more pages than those, and says so rather than a wrong
    number.
    """
    name, count = shortened(sheet[0], LONGEST_NAME), _MORE if letters.large else str(sheet[1] or _MORE)
    pages = f"{run(f'{name} ')}{field('PAGE')}{run('/')}{field('SECTIONPAGES', count)}"
    return _foot(text, (pages, f"{name} 10/12"), page, letters)


def _foot(text: str, pages: tuple[str, str], page: Page, letters: Type) -> str:
    """Return the line with its text cut to what is left beside the pages, or above them where that is too little."""
    fields, shown = pages
    em = letters.em(_SMALL) * _WIDEST
    line = _fitting(text, (page.text - _GAP) / em - width_of(shown))
    below = not line
    text = line or shortened(text)
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{page.text}"/></w:tabs>'
    turn = "<w:r><w:br/></w:r>" if below and text else ""
    return paragraph("Footer", f"{run(text)}{turn}{TAB}{fields}", stop)


def _fitting(text: str, ems: float) -> str:
    """Return the text cut to a width, or nothing where too little of it would be left."""
    line = shortened(text)
    longest = len(line)
    while width_of(line) > ems:
        longest -= 1
        if longest < _LEAST_TEXT:
            return ""
        line = shortened(text, longest)
    return line
