"""Large print: nothing in less than 16 points, no word cut by a narrow column, and still both standards."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pikepdf
import pytest

import faces
import judges
import poppler
from jdgen.documents.tree import Document
from jdgen.pipeline import compose
from jdgen.render import html, render
from jdgen.render.options import PageOptions, Paper
from making import EXAMPLE, document, material, rendered
from samples import DOCUMENTS

LEAST = 16
NUMBERED = re.compile(r"(Loop plan|Debrief|\S+) \d+/\d+")
ROLES = ("senior-software-engineer", "vp-engineering", "solution-architect")


@cache
def kit(role: str) -> Document:
    return compose("rubric", material(EXAMPLE["riverbend"], role=role))


def large(tree: Document, path: Path, paper: Paper = "letter") -> Path:
    path.write_bytes(rendered(tree, "pdf", PageOptions(paper, large=True)))
    return path


def sizes(path: Path) -> Counter[float]:
    """Return the sizes in points of what is shown, each with how often, by the matrices of the content itself."""
    found: Counter[float] = Counter()
    with pikepdf.open(path) as file:
        for page in file.pages:
            scales, size, text = [1.0], 0.0, 1.0
            for step in pikepdf.parse_content_stream(page):
                match str(step.operator):
                    case "q":
                        scales.append(scales[-1])
                    case "Q":
                        scales.pop()
                    case "cm":
                        scales[-1] *= abs(float(step.operands[3]))
                    case "Tf":
                        size = float(step.operands[1])
                    case "Tm":
                        text = abs(float(step.operands[3]))
                    case "Tj" | "TJ":
                        found[round(scales[-1] * size * text, 2)] += 1
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_is_set_in_less_than_16_points(paper: Paper, tmp_path: Path) -> None:
    for name, tree in {**DOCUMENTS, "kit": kit(ROLES[0])}.items():
        found = sizes(large(tree, tmp_path / f"{name}.pdf", paper))
        assert min(found) == LEAST, name
        assert sum(found.values()) > 10, name


def test_usual_pages_keep_their_sizes(tmp_path: Path) -> None:
    path = tmp_path / "posting.pdf"
    path.write_bytes(render(DOCUMENTS["posting"], "pdf", PageOptions()))
    assert sizes(path).keys() == {8.5, 9.0, 10.5, 11.5, 12.0, 12.5, 14.0, 24.0}


@pytest.mark.parametrize("role", ROLES)
def test_no_common_word_is_cut(role: str, tmp_path: Path) -> None:
    path = large(kit(role), tmp_path / "kit.pdf", "a4")
    wanted = {word for word in faces.expected(kit(role)) if len(word) < 25 and not re.search(r"[-–/@]", word)}
    shown = set(" ".join(poppler.pdf_pages(path)).split())
    assert sorted(wanted - shown) == []
    assert len(wanted) > 300


def test_what_is_wide_is_turned(tmp_path: Path) -> None:
    path = large(kit(ROLES[1]), tmp_path / "kit.pdf")
    pages = zip(poppler.pdf_sizes(path), poppler.pdf_pages(path), strict=True)
    names = {NUMBERED.findall(text)[-1] for (width, height), text in pages if width > height}
    assert names == {"Loop plan", "Debrief"}


def test_the_page_for_a_browser_grows_as_a_whole() -> None:
    page = html.render(DOCUMENTS["rubric"], PageOptions(large=True)).decode()
    assert "font-size: 152.38%" in page
    assert "html { font-size: 16pt" in page
    assert not [size for size in re.findall(r"font-size: ([\d.]+)rem", page) if float(size) < 1]
    assert "hr { height: 11mm" in page
    small = html.render(DOCUMENTS["rubric"], PageOptions()).decode()
    assert [size for size in re.findall(r"font-size: ([\d.]+)rem", small) if float(size) < 1]
    assert "hr { height: 8mm" in small


@pytest.mark.slow
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_kit_passes_both_standards_in_either_size(flavour: str, tmp_path: Path) -> None:
    if reason := judges.needs("vera"):
        pytest.skip(reason)
    usual = tmp_path / "usual.pdf"
    usual.write_bytes(rendered(document("rubric"), "pdf", PageOptions("a4")))
    found = judges.vera_pdf_many([usual, large(document("rubric"), tmp_path / "large.pdf")], flavour)
    assert {path.name: rules for path, rules in found.items()} == {"usual.pdf": [], "large.pdf": []}
