"""Outside judges on the documents of both examples: none of them finds anything."""

from __future__ import annotations

from pathlib import Path

import pytest

import faces
import judges
from jdgen.documents.material import Correspondence
from jdgen.documents.tree import Document
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from making import EXAMPLE, KINDS, LINDQVIST, PLAIN_LOOK, RIVERBEND, document, material, rendered

pytestmark = pytest.mark.slow
PAPER = {"riverbend": "letter", "lindqvist": "a4"}
LETTERS = {
    "riverbend-final": (RIVERBEND, "final", PageOptions("letter", look=PLAIN_LOOK)),
    "lindqvist-draft": (LINDQVIST, "draft", PageOptions("a4")),
}
"""Letters beside the scaffolds of the examples, so that all modes and both designs are judged."""


def needing(tool: str) -> None:
    if reason := judges.needs(tool):
        print(reason)
        pytest.skip(reason)


def written(folder: Path, suffix: str) -> dict[Path, Document]:
    """Write the documents of both examples in one format, each on the paper of its country, and further letters."""
    trees = {}
    for name in EXAMPLE:
        for kind in KINDS:
            path = folder / f"{name}-{kind}.{suffix}"
            trees[path] = document(kind, name)
            path.write_bytes(rendered(trees[path], suffix, PageOptions(PAPER[name])))
    for name, (example, mode, options) in LETTERS.items():
        path = folder / f"{name}-letter.{suffix}"
        trees[path] = compose("letter", material(example, letter=Correspondence(mode, "letter")))
        path.write_bytes(rendered(trees[path], suffix, options))
    assert len(trees) == 8
    return trees


def test_pdf_files(tmp_path: Path) -> None:
    needing("vera")
    needing("qpdf")
    trees = written(tmp_path, "pdf")
    nothing = {path: [] for path in trees}
    assert {path: judges.pdf_check(path) for path in trees} == nothing
    assert judges.vera_pdf_many(trees, "ua1") == nothing
    assert judges.vera_pdf_many(trees, "2a") == nothing


def test_word_files(tmp_path: Path) -> None:
    needing("open_xml")
    trees = written(tmp_path, "docx")
    assert judges.open_xml(trees) == {path: [] for path in trees}


def test_word_files_in_libreoffice(tmp_path: Path) -> None:
    needing("office")
    trees = written(tmp_path, "docx")
    found = {path.name: faces.difference("office", trees[path], t) for path, t in judges.office_bodies(trees).items()}
    assert found == {path.name: "" for path in trees}


@pytest.mark.parametrize("tool", ["vnu", "axe"])
def test_html_pages(tool: str, tmp_path: Path) -> None:
    needing(tool)
    trees = written(tmp_path, "html")
    assert getattr(judges, tool)(trees) == {path: [] for path in trees}
