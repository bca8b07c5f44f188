"""The tags of a PDF, looked at in the file: what WeasyPrint leaves and `tags` sets right."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from jdgen.documents.tree import Document, Section
from jdgen.render import pdf
from jdgen.render.options import PageOptions
from samples import POSTING, RUBRIC, bullets


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(document, PageOptions())))


def elements(file: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return [element for element in below(file.Root.StructTreeRoot) if kind == element.S]


def test_page_lines_are_artifacts_on_every_page() -> None:
    with opened(RUBRIC) as file:
        counts = [page.Contents.read_bytes().count(b"/Pagination") for page in file.pages]
    assert len(counts) > 2
    # The first page has a footer on two sides, the others a header as well.
    assert counts == [2, *[3] * (len(counts) - 1)]


def test_an_entry_that_a_page_cuts_has_one_body() -> None:
    long = bullets("short", "word " * 3000)
    with opened(replace(POSTING, sections=(Section("duties", POSTING.sections[2].title, (long,)),))) as file:
        assert len(file.pages) > 1
        kinds = [[str(kid.S) for kid in item.K if "/S" in kid] for item in elements(file, "/LI")]
    assert len(kinds) >= 2
    assert [kind for kind in kinds if kind not in (["/LBody"], ["/Lbl", "/LBody"])] == []


def test_header_cells_say_what_they_head() -> None:
    with opened(RUBRIC) as file:
        scopes = [str(cell.A.Scope) for cell in elements(file, "/TH")]
    assert len(scopes) > 10
    assert set(scopes) == {"/Row", "/Column"}
