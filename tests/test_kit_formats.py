"""Interview kits in five formats: the same words in the same order and in the same cells, whatever pages they turn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from kits import EXAMPLES, KITS, ROLES, kit
from wide import WIDE

import faces
import judges
import poppler
from jdgen.documents.tree import Document, sheets
from jdgen.render import render
from jdgen.render.options import PageOptions

READERS: dict[str, Callable[[bytes], list[list[list[str]]]]] = {
    "md": faces.markdown_cells,
    "docx": faces.word_cells,
    "html": faces.html_cells,
}
LARGE = ("docx", "pdf")
"""The formats that large print changes."""


def faults(tree: Document, paper: str, folder: Path, *, large: bool = False) -> dict[str, str]:
    """Return by format where it does not say what the tree says."""
    found = {}
    for suffix in LARGE if large else faces.SUFFIXES:
        if suffix == "pdf" and judges.needs("poppler"):
            continue
        path = folder / f"kit.{suffix}"
        path.write_bytes(render(tree, suffix, PageOptions(paper, large=large)))
        found[suffix] = faces.difference(suffix, tree, faces.read(path, "rubric", paper))
    return found


def cell_faults(tree: Document) -> list[str]:
    """Return the formats whose tables do not have the words of the tree in their rows and columns."""
    wanted = faces.cells(tree)
    found = {suffix: reader(render(tree, suffix, PageOptions())) for suffix, reader in READERS.items()}
    sizes = [(len(table), len(table[0])) for table in wanted]
    found["txt"] = faces.text_cells(render(tree, "txt", PageOptions()).decode(), sizes)
    return [suffix for suffix, tables in found.items() if tables != wanted]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("label", KITS)
def test_the_formats_of_a_kit_say_the_same(label: str, paper: str, tmp_path: Path) -> None:
    found = faults(kit(**KITS[label]), paper, tmp_path)
    assert found == dict.fromkeys(found, "")
    assert len(found) >= 4


@pytest.mark.parametrize("label", KITS)
def test_large_print_says_the_same(label: str, tmp_path: Path) -> None:
    found = faults(kit(**KITS[label]), "letter", tmp_path, large=True)
    assert found == dict.fromkeys(found, "")
    assert len(found) >= 1


@pytest.mark.parametrize("label", KITS)
def test_what_stands_in_a_table_of_a_kit_stands_there_in_every_format(label: str) -> None:
    tree = kit(**KITS[label])
    assert cell_faults(tree) == []
    assert len(faces.cells(tree)) >= 1


@pytest.mark.parametrize(("role", "example"), [(role, name) for role in ROLES for name in EXAMPLES][::2])
def test_the_tables_of_every_role(role: str, example: str) -> None:
    assert cell_faults(kit(role, example)) == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_only_the_sheets_that_say_so_are_turned(paper: str, tmp_path: Path) -> None:
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    path, tree = tmp_path / "kit.pdf", kit(stage="design", parts=("cover", "scorecard", "debrief", "candidate"))
    path.write_bytes(render(tree, "pdf", PageOptions(paper)))
    turned = {sheet.name: sheet.landscape for sheet, _ in sheets(tree) if sheet}
    assert list(turned.values()) == [False, False, True, False]
    found = {}
    for (width, height), page in zip(poppler.pdf_sizes(path), poppler.pdf_pages(path), strict=True):
        (name,) = [
            name
            for name in turned
            if f" {name} 1/" in page.replace("\n", " ") or f" {name} 2/" in page.replace("\n", " ")
        ]
        found[name] = width > height
    assert found == turned


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("label", WIDE)
def test_tables_are_as_wide_as_the_text_in_word(label: str, large: bool, paper: str) -> None:
    tree = WIDE[label]()
    data = render(tree, "docx", PageOptions(paper, large=large))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    (page,), (left, right) = re.findall(r'<w:pgSz w:w="(\d+)"', xml), re.findall(r' w:(?:left|right)="(\d+)"', xml)[-2:]
    text = int(page) - int(left) - int(right)
    grids = [list(map(int, re.findall(r'<w:gridCol w:w="(-?\d+)"', grid))) for grid in xml.split("<w:tblGrid>")[1:]]
    assert {sum(columns) for columns in grids} == {text}
    assert min(width for columns in grids for width in columns) > 200
    assert faces.word_cells(data) == faces.cells(tree)


@pytest.mark.parametrize("label", WIDE)
def test_wide_tables_stand_in_every_format(label: str) -> None:
    assert cell_faults(WIDE[label]()) == []
