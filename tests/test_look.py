"""What can be measured of the look: pages, what they begin and end with, and that nothing leaves the text."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from full import FULL, made_of, sections

import faces
import judges
import poppler
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.documents.wording import stages
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from making import EXAMPLE, KINDS, RIVERBEND, document, material, rendered

PAPERS = ("letter", "a4")
SIDE = {"letter": 64.8, "a4": 62.36}  # 0.9 in and 22 mm
LETTER_SIDE = 70.87  # 25 mm
TURNED_SIDE = {"letter": 50.4, "a4": 56.69}  # 0.7 in and 20 mm
FEWEST_LINES = 4
OWN_PAPER = {"riverbend": "letter", "lindqvist": "a4"}
EACH = [(name, kind, paper) for name in EXAMPLE for kind in KINDS for paper in PAPERS]
COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzbeauftragte"
LONG = (
    "Gesellschaft für die Entwicklung und Herstellung von selbstfahrenden Transportwagen und Lagertechnik mbH & Co. KG"
)
TITLE = "Principal Software Engineer for Distributed Warehouse Routing, Scheduling and Simulation Systems (all genders)"
REASON = "candidate.target.reason=Your carts find their way after a network loss, and I wish to work on that."


def with_duties(count: int, words: int = 20) -> Material:
    given = material()
    role = given.profile.role
    sentence = " ".join(["Keeps", *["several busy services"] * (words // 3), "healthy."])
    duty = role.duties[0]
    duties = tuple(
        duty.model_copy(update={"id": f"d-{n}", "text": type(duty.text)(sentence), "essential": n % 3 == 0})
        for n in range(count)
    )
    return replace(given, profile=replace(given.profile, role=role.model_copy(update={"duties": duties})))


@cache
def stress() -> dict[str, Material]:
    """Return inputs that are hard to set."""
    everywhere = ("company.name", "candidate.target.company", "candidate.current.company")
    compounds = (
        *everywhere,
        "opening.title_override",
        "opening.team",
        "opening.locations[0].locality",
        "candidate.name",
    )
    return {
        "everything": made_of(FULL),
        "one duty": with_duties(1),
        "forty duties": with_duties(40),
        "long duties": with_duties(8, 120),
        "two-line title": material(RIVERBEND, f"opening.title_override={TITLE}"),
        "long company": material(RIVERBEND, REASON, *(f"{path}={LONG}" for path in everywhere)),
        "compounds": material(RIVERBEND, REASON, *(f"{path}={COMPOUND}" for path in compounds)),
        "empty draft": made_of({}),
    }


STRESS = [
    "everything", "one duty", "forty duties", "long duties", "two-line title", "long company", "compounds",
    "empty draft",
]  # fmt: skip


@cache
def pages_of(path: Path, kind: str, paper: str) -> list[list[str]]:
    """Return the lines of the body of each page."""
    bodies = poppler.pdf_bodies(path, kind, paper)
    return [[line for line in body.splitlines() if line.strip()] for body in bodies]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Path]:
    """Print every example on both papers as a PDF, and the Word files through LibreOffice, in one run."""
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("look")
    found, words = {}, {}
    for key in EACH:
        name, kind, paper = key
        found["pdf", *key] = folder / f"{name}-{kind}-{paper}.pdf"
        found["pdf", *key].write_bytes(rendered(document(kind, name), "pdf", PageOptions(paper)))
        words[folder / f"word-{name}-{kind}-{paper}.docx"] = key
    if judges.needs("office") is None:
        for path, (name, kind, paper) in words.items():
            path.write_bytes(rendered(document(kind, name), "docx", PageOptions(paper)))
        for path, made in judges.office_pdfs(words, folder).items():
            found["docx", *words[path]] = made
    return found


def headings(tree: Document) -> set[str]:
    return {heading for _, _, heading in sections(tree) if heading} | {"Probes", "Listen for", "Notes"}


def faults(tree: Document, pages: list[list[str]]) -> list[str]:
    """Return what is wrong with the ends of pages."""
    found = [
        f"page {n} ends with the heading {page[-1]!r}" for n, page in enumerate(pages, 1) if page[-1] in headings(tree)
    ]
    if len(pages[-1]) < FEWEST_LINES:
        found.append(f"the last page has {len(pages[-1])} lines")
    return found


@pytest.mark.slow
def test_pages_of_the_examples(printed: dict[tuple[str, ...], Path]) -> None:
    # A scaffold is a page of letter and a page of notes.
    most = {"posting": 2, "rubric": 28, "letter": 2}
    found = {}
    for (form, name, kind, paper), path in printed.items():
        pages = pages_of(path, kind, paper)
        # LibreOffice leaves a heading behind if one line of the next paragraph would fit, but not the two that must
        apart = form == "docx" and paper != OWN_PAPER[name]
        wrong = [] if apart else faults(document(kind, name), pages)
        wrong += [f"{len(pages)} pages"] if len(pages) > most[kind] and paper == OWN_PAPER[name] else []
        found[form, name, kind, paper] = wrong
    assert found == {key: [] for key in printed}
    assert len(found) >= len(EACH)


@pytest.mark.slow
def test_a_competency_has_a_page_to_itself(printed: dict[tuple[str, ...], Path]) -> None:
    for (form, name, kind, paper), path in printed.items():
        if kind == "rubric":
            given = material(EXAMPLE[name])
            parts = {f"{stage.id}-{key}" for stage in stages(given) for key in stage.covers}
            names = [h for level, key, h in sections(document(kind, name)) if level == 1 and key in parts]
            firsts = [(page[0], page[-1]) for page in pages_of(path, kind, paper)]
            found = [(first, last.lstrip("☐ ")) for first, last in firsts if first in names]
            assert found == [(n, "No evidence: the subject did not come up") for n in names], (form, name, paper)
            assert len(names) >= 12


@pytest.mark.slow
def test_no_common_word_is_cut(printed: dict[tuple[str, ...], Path]) -> None:
    """A column that is too narrow for its head cuts the word; words of more than 24 letters may be cut."""
    found = {}
    for (form, name, kind, paper), path in printed.items():
        wanted = Counter(w for w in faces.expected(document(kind, name)) if len(w) < 25 and not re.search(r"[-–/@]", w))
        text = " ".join(line for page in pages_of(path, kind, paper) for line in page).replace("☐", " ")
        found[form, name, kind, paper] = sorted(wanted - Counter(text.split()))
    assert found == {key: [] for key in printed}


def outside(path: Path, kind: str, paper: str) -> list[str]:
    """Return the words that leave the text on the left or on the right, or the paper at its foot."""
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, encoding="utf-8", check=True)
    found, count = [], 0
    for page in done.stdout.split("<page ")[1:]:
        width, height = (float(size) for size in re.findall(r'(?:width|height)="(.*?)"', page)[:2])
        side = TURNED_SIDE[paper] if width > height else LETTER_SIDE if kind == "letter" else SIDE[paper]
        left = side - 58 if kind == "letter" else side  # a letter's margin holds the names of its moves
        boxes = re.findall(r'xMin="(.*?)" yMin=".*?" xMax="(.*?)" yMax="(.*?)">(.*?)<', page)
        for low, high, foot, word in boxes:
            if float(low) < left - 1 or float(high) > width - side + 1 or float(foot) > height:
                found.append(f"{word} {low}-{high}")
        count += len(boxes)
    assert count > 30
    return found


@pytest.mark.parametrize("label", STRESS)
def test_stress_stays_inside_the_text(label: str, tmp_path: Path) -> None:
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    found = {}
    for kind, paper in product(KINDS, PAPERS):
        tree = compose(kind, stress()[label])
        path = tmp_path / f"{kind}-{paper}.pdf"
        path.write_bytes(render(tree, "pdf", PageOptions(paper)))
        found[path.name] = outside(path, kind, paper) + faults(tree, pages_of(path, kind, paper))
    assert found == {key: [] for key in found}
    assert sorted(stress()) == sorted(STRESS)


@pytest.mark.slow
def test_stress_in_word(tmp_path: Path) -> None:
    if reason := judges.needs("office"):
        pytest.skip(reason)
    trees = {}
    for label, kind in product(STRESS, KINDS):
        path = tmp_path / f"{label}-{kind}.docx".replace(" ", "_")
        trees[path] = compose(kind, stress()[label])
        path.write_bytes(render(trees[path], "docx", PageOptions()))
    made = judges.office_pdfs(trees, tmp_path)
    found = {}
    for path, tree in trees.items():
        wrong = outside(made[path], tree.kind, "letter") + faults(tree, pages_of(made[path], tree.kind, "letter"))
        found[path.stem] = wrong
    assert found == {key: [] for key in found}
