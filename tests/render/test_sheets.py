"""Sheets and what is filled in, in the faces that are pages: turned pages, headings in order, cells to write in."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf

from jdgen.documents.tree import Cell, Document, Paragraph, Section, Table
from jdgen.render import html, markdown, pdf, text
from jdgen.render.options import PageOptions
from making import document
from samples import POSTING, RUBRIC, t

TINT = ["0.960784", "0.968627", "0.980392"]
GRID = Table("grid", (Cell(t("A")), Cell(t("B"))), ((Cell(()), Cell((), field="b")),), (50, 50))


def holding(*blocks: Table | Paragraph | Section) -> Document:
    return replace(POSTING, sections=(Section("s", (), blocks),))


def paged(tree: Document) -> list[str]:
    return [page.text for page in html.pages(tree, PageOptions())]


def test_each_sheet_is_a_page_of_html_for_the_pdf() -> None:
    pages = paged(RUBRIC)
    assert [re.findall('data-sheet="(.*?)"', page) for page in pages] == [
        ["Loop plan"],
        ["Design interview"],
        ["Debrief"],
    ]
    assert [page.count("<h1>") for page in pages] == [1, 0, 0]
    assert len(paged(POSTING)) == 1
    assert "data-sheet" not in paged(POSTING)[0]


def test_a_document_without_sections_is_a_page() -> None:
    assert len(paged(replace(POSTING, sections=()))) == 1


def test_a_browser_prints_turned_sheets_turned() -> None:
    page = html.render(RUBRIC, PageOptions()).decode()
    assert "@page turned { size: letter landscape; margin: 0.7in }" in page
    assert re.findall(r'<section id="(.*?)" class="turned', page) == ["debrief"]


def test_the_page_for_a_browser_names_no_fields() -> None:
    assert "data-" not in html.render(document("rubric"), PageOptions()).decode()
    assert "".join(paged(document("rubric"))).count("data-field") > 200


def test_no_level_of_headings_is_left_out() -> None:
    for tree in (document("rubric"), document("posting"), RUBRIC):
        page = html.render(tree, PageOptions()).decode()
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1
        assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
        assert "".join(re.findall(r"<h(\d)", "".join(paged(tree)))) == "".join(map(str, levels))


def test_the_outline_begins_with_the_cover() -> None:
    with (
        pikepdf.open(io.BytesIO(pdf.render(document("rubric"), PageOptions()))) as file,
        file.open_outline() as outline,
    ):
        titles = [str(entry.title) for entry in outline.root]
        below = [str(entry.title) for entry in outline.root[0].children]
    assert titles[:2] == ["Interview kit", "Loop plan"]
    assert titles[-2:] == ["Fairness", "How we interview"]
    assert below[0] == "How this kit is used"


def test_a_cell_to_fill_in_is_told_from_one_that_nobody_fills_in() -> None:
    tree = holding(GRID)
    for page in (html.render(tree, PageOptions()).decode(), *paged(tree)):
        assert re.findall(r'<td class="(.*?)"', page) == ["none", "fill"]
    assert text.render(tree, PageOptions()).decode().endswith("A | B\n– | ____\n")
    assert markdown.render(tree, PageOptions()).decode().endswith("|  |  |\n")


def tinted(tree: Document) -> list[tuple[float, float]]:
    """Return the width and the height in points of what has the color of the tint on the first page."""
    found, color = [], list[str]()
    with pikepdf.open(io.BytesIO(pdf.render(tree, PageOptions()))) as file:
        steps = list(pikepdf.parse_content_stream(file.pages[0]))
    for before, step in pairwise(steps):
        color = [str(part) for part in step.operands] if str(step.operator) == "rg" else color
        if str(step.operator) == "f" and color == TINT:
            found.append((float(before.operands[2]) * 0.75, float(before.operands[3]) * 0.75))
    return found


def test_an_empty_cell_of_a_grid_is_tinted_and_a_row_to_fill_in_is_high() -> None:
    nobody, somebody = GRID.rows[0]
    ((width, height),) = tinted(holding(GRID))
    assert 240 < width < 242
    assert height >= 9 * 72 / 25.4
    low = tinted(holding(replace(GRID, rows=((nobody, nobody),))))
    assert len(low) == 2
    assert low[0][1] < 9
    assert tinted(holding(replace(GRID, rows=((somebody, somebody),)))) == []
    assert tinted(holding(replace(GRID, style="plan"))) == []


def test_words_to_be_spoken_are_set_off() -> None:
    tree = holding(Paragraph(t("Welcome."), style="say"), Paragraph(t("Goodbye."), style="say"))
    assert '<p class="say">Welcome.</p>' in html.render(tree, PageOptions()).decode()
    assert markdown.render(tree, PageOptions()).decode().endswith("> Welcome.\n\n> Goodbye.\n")
    assert text.render(tree, PageOptions()).decode().endswith("Welcome.\n\nGoodbye.\n")


def test_no_line_ends_between_a_box_and_its_words() -> None:
    for page in (html.render(RUBRIC, PageOptions()).decode(), *paged(RUBRIC)[1:2]):
        (vote,) = re.findall('<p class="vote">(.*?)</p>', page)
        assert re.sub("<(input|img).*?>", "☐", vote) == (
            'Overall: <span class="choice">☐Hire</span>   <span class="choice">☐No hire</span>'
        )
