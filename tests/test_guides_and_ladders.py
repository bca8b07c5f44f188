"""Guides, ladders and coverage sheets on the page: calm ends, nothing outside the text, no outside judge complains."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import ladders
import pytest

import faces
import judges
from jdgen.documents.tree import Document
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from making import rendered
from test_look import COMPOUND, PAPERS, faults, outside, pages_of


def duties(count: int) -> list[dict[str, Any]]:
    text = " ".join(["Keeps", *["several busy pumps"] * 6, "healthy."])
    return [{"id": f"d-{n}", "text": text, "essential": n % 3 == 0, "competency": "valves"} for n in range(count)]


def real(n: int) -> dict[str, Any]:
    """Return a role whose texts are as long as those of real ones."""
    sentence = "Keeps one of the larger waterworks in good order, by day and by night, in every season of the year."
    return ladders.role(
        n, summary=" ".join([sentence] * 3), duties=duties(10), focus=" ".join([sentence] * 3), skills=["A skill"] * 7,
        advance={"to": "Master of Pumps", "signs": [sentence] * 4}, projects=["A new well, dug by hand"] * 4,
        overview=[{"id": f"o-{i}", "heading": f"Topic {i}", "text": " ".join([sentence] * 4)} for i in range(4)],
        faq=[{"question": f"Why is it {i}?", "answer": " ".join([sentence] * 4)} for i in range(5)],
    )  # fmt: skip


CASES: dict[str, list[dict[str, Any]]] = {
    "one": [real(1)],
    "five": [real(n) for n in range(1, 6)],
    "eight": [real(n) for n in range(1, 9)],
    "thirteen": [real(n) for n in range(1, 14)],
    "bare": [ladders.bare(n) for n in range(1, 4)],
    "forty-duties": [ladders.role(n, duties=duties(40)) for n in (1, 2)],
    "compounds": [ladders.role(n, title=f"{COMPOUND} {n}", skills=[COMPOUND]) for n in range(1, 7)],
}


@cache
def trees(case: str) -> dict[str, Document]:
    profiles = ladders.written(Path(mkdtemp(prefix="jdgen-ladders-")), CASES[case])
    keeper = ladders.read(profiles, role="keeper-1")
    made = {"ladder": ladders.read(profiles), "guide": keeper, "coverage": keeper}
    return {kind: compose(kind, material) for kind, material in made.items()}


def files(folder: Path, suffix: str, paper: str = "letter") -> dict[Path, Document]:
    found = {folder / f"{case}-{kind}.{suffix}": tree for case in CASES for kind, tree in trees(case).items()}
    for path, tree in found.items():
        path.write_bytes(rendered(tree, suffix, PageOptions(paper)))
    assert len(found) == 3 * len(CASES)
    return found


def wrong(path: Path, tree: Document, paper: str) -> list[str]:
    return outside(path, tree.kind, paper) + faults(tree, pages_of(path, tree.kind, paper))


def needing(tool: str) -> None:
    if reason := judges.needs(tool):
        pytest.skip(reason)


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_end_well_and_hold_their_text(paper: str, tmp_path: Path) -> None:
    needing("poppler")
    made = files(tmp_path, "pdf", paper)
    assert {path.name: wrong(path, tree, paper) for path, tree in made.items()} == {path.name: [] for path in made}


def test_a_table_of_a_ladder_has_its_head_on_each_page_and_whole_rows(tmp_path: Path) -> None:
    needing("poppler")
    path = tmp_path / "ladder.pdf"
    names = [f"part-{n}" for n in range(12)]
    competencies = {name: ladders.competency(name) for name in ("valves", "people", *names)}
    roles = [ladders.role(n, expects=dict.fromkeys(competencies, 3)) for n in range(1, 6)]
    for one in roles:
        one["weights"], one["letter"] = {"valves": 1}, None
        one["overview"] = []
    profiles = ladders.written(tmp_path / "profiles", roles, competencies=competencies)
    path.write_bytes(render(compose("ladder", ladders.read(profiles)), "pdf", PageOptions()))
    pages = [page for page in pages_of(path, "ladder", "letter") if any("at level 3" in line for line in page)]
    assert len(pages) > 1
    head = "Competency Keeper 1 Keeper 2 Keeper 3 Keeper 4 Keeper 5"
    assert [" ".join(page).count(head) for page in pages] == [1] * len(pages)
    for page in pages:
        cells = " ".join(page)
        assert cells.count("at level 3, with care and without being told.") % 5 == 0


@pytest.mark.slow
def test_word_pages_end_well_and_hold_their_text(tmp_path: Path) -> None:
    needing("poppler")
    needing("office")
    made = files(tmp_path, "docx")
    printed = judges.office_pdfs(made, tmp_path)
    found = {path.name: wrong(printed[path], tree, "letter") for path, tree in made.items()}
    assert found == {path.name: [] for path in made}
    command = ["pdfinfo", str(printed[tmp_path / "five-ladder.docx"])]
    assert "792 x 612 pts" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_pdf_files_pass_both_standards(tmp_path: Path) -> None:
    needing("vera")
    made = files(tmp_path, "pdf")
    for flavour in ("ua1", "2a"):
        assert judges.vera_pdf_many(made, flavour) == {path: [] for path in made}


@pytest.mark.slow
def test_word_files_are_valid_and_read_the_same(tmp_path: Path) -> None:
    needing("open_xml")
    needing("office")
    made = files(tmp_path, "docx")
    assert judges.open_xml(made) == {path: [] for path in made}
    found = {path.name: faces.difference("office", made[path], t) for path, t in judges.office_bodies(made).items()}
    assert found == {path.name: "" for path in made}


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["vnu", "axe"])
def test_html_pages(tool: str, tmp_path: Path) -> None:
    needing(tool)
    made = files(tmp_path, "html")
    assert getattr(judges, tool)(made) == {path: [] for path in made}
