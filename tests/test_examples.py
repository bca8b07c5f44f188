"""The documents of the examples are fresh, and what is on their pages is known page by page."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.table import Table as WordTable

import judges
import poppler
from conftest import EXAMPLES, ROOT
from jdgen.documents.material import Correspondence
from jdgen.documents.tree import Document
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from making import EXAMPLE, KINDS, document, material, rendered

PAPER = {"riverbend": "letter", "lindqvist": "a4"}
READY = "riverbend"
"""The example whose letter has nothing open, so that a kit makes a final one."""
EACH = [(name, kind) for name in EXAMPLE for kind in KINDS]


def tool() -> object:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "tools" / "examples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def content(path: Path) -> object:
    """Return the bytes; of a Word file its members with their dates, since machines compress in different ways."""
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as file:
        return [(member.filename, member.date_time, file.read(member)) for member in file.infolist()]


def test_the_documents_are_those_that_the_command_makes_today(tmp_path: Path) -> None:
    made = {path.name: content(path) for path in tool().make(tmp_path)}
    kept = {path.name: content(path) for path in (EXAMPLES / "documents").iterdir()}
    assert sorted(made) == sorted(kept)
    stale = [name for name in made if made[name] != kept[name]]
    assert stale == [], "run: python tools/examples.py"
    assert len(kept) == (len(EACH) + len(tool().OTHERS)) * 4


def test_the_tool_and_the_tests_mean_the_same_examples() -> None:
    found = {
        name: (EXAMPLES / f"{company}.yaml", EXAMPLES / f"{opening}.yaml", EXAMPLES / candidate, locale)
        for name, (company, opening, candidate, locale) in tool().KITS.items()
    }
    assert found == {name: tuple(example) for name, example in EXAMPLE.items()}


def shown(kind: str, name: str) -> Document:
    """Return the document as a kit makes it."""
    if (kind, name) != ("letter", READY):
        return document(kind, name)
    return compose(kind, material(EXAMPLE[name], letter=Correspondence("final")))


@pytest.mark.parametrize(("name", "kind"), EACH)
def test_the_pages_of_the_pdf(name: str, kind: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    path = tmp_path / f"{name}-{kind}.pdf"
    path.write_bytes(rendered(shown(kind, name), "pdf", PageOptions(PAPER[name])))
    pages = poppler.pdf_pages(path)
    marked = "".join(f"=== page {number} of {len(pages)} ===\n{page}" for number, page in enumerate(pages, 1))
    golden(f"pdf/{name}-{kind}.txt", marked)


def outline(data: bytes) -> str:
    """Return the styles of a Word body in order: headings with their words, tables with their size, runs counted."""
    lines = []
    for block in WordDocument(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, WordTable):
            lines.append(f"[{block.style.name} {len(block.rows)}x{len(block.columns)}]")
        elif block.style.name.startswith(("Heading", "Title", "Quiet")):
            lines.append(f"{block.style.name} {block.text}")
        else:
            lines.append(block.style.name)
    counted = ((line, len(list(same))) for line, same in groupby(lines))
    return "".join(f"{line} x{count}\n" if count > 1 else f"{line}\n" for line, count in counted)


@pytest.mark.parametrize(("name", "kind"), EACH)
def test_the_outline_of_the_word_file(name: str, kind: str, golden: Callable[[str, str], None]) -> None:
    data = rendered(shown(kind, name), "docx", PageOptions(PAPER[name]))
    golden(f"word/{name}-{kind}.txt", outline(data))
