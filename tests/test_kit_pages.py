"""The pages of printed interview kits: nothing split, nothing orphaned, one page for what is filled in at once."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from kits import KITS, PANEL, ROLES, kit, names_of_sheets
from wide import WIDE

import judges
import pages
from jdgen.documents.tree import Document, Lines, blocks, sheets
from jdgen.render import render
from jdgen.render.options import PageOptions
from pages import Printed, Sheet, Spot, Unit

PAPERS = ("a4", "letter")
MILLIMETER = 72 / 25.4
LINE = 8 * MILLIMETER
FEWEST_LINES = 4
SIDES = {"a4": 22 * MILLIMETER, "letter": 0.9 * 72}
TURNED_SIDES = {"a4": 20 * MILLIMETER, "letter": 0.7 * 72}
LARGE_SIDES = {"a4": 14 * MILLIMETER, "letter": 0.55 * 72}
MOST = {"plan": 2, "debrief": 3}
"""Parts that may take more than one page."""
MOST_OF_A_KIT = {"filled debrief": 3, "crowded debrief": 4}
"""What was written stands in a filled debrief, for as long as it is."""
NUMBERED = re.compile(r"(.*) (\d+)/(\d+)")

pytestmark = pytest.mark.skipif(bool(judges.needs("poppler")), reason=str(judges.needs("poppler")))


def tree_of(role: str, paper: str) -> Document:
    """Return a kit: on A4 with a panel, two of it in the design interview, on Letter with nobody named."""
    return kit(role, interview={"panel": PANEL}) if paper == "a4" else kit(role)


@cache
def folder() -> Path:
    import atexit
    import shutil
    import tempfile

    made = tempfile.mkdtemp(prefix="jdgen-pages-")
    atexit.register(shutil.rmtree, made)
    return Path(made)


def printed(tree: Document, paper: str, *, large: bool = False) -> Printed:
    path = folder() / "kit.pdf"
    path.write_bytes(render(tree, "pdf", PageOptions(paper, large=large)))
    return pages.printed(path, tree, paper)


@cache
def of_role(role: str, paper: str, large: bool = False) -> Printed:
    return printed(tree_of(role, paper), paper, large=large)


OWN = [(role, PAPERS[n % 2]) for n, role in enumerate(ROLES)]
"""Each role on one paper; the other paper takes as long again."""
OTHER = [(role, PAPERS[1 - n % 2]) for n, role in enumerate(ROLES)]
EVERY = pytest.mark.parametrize(
    ("role", "paper"), [*OWN, *(pytest.param(*one, marks=pytest.mark.slow) for one in OTHER)]
)
LARGE = pytest.mark.parametrize(("role", "paper"), OWN)


def parts(found: Printed) -> dict[str, list[int]]:
    """Return the pages of each main part."""
    spread: dict[str, set[int]] = {}
    for unit in found.units:
        spread.setdefault(unit.section, set()).update(unit.pages)
    return {name: sorted(spread[name]) for name in spread if name}


def split(found: Printed) -> list[str]:
    """Return the rows, headings and labels that stand on two pages, and the headings without what follows them."""
    wrong = [
        f"{unit.kind} {unit.words[:60]!r} is on pages {unit.pages}"
        for unit in found.units
        if len(unit.pages) > 1 and unit.kind != "text"
    ]
    for unit, after in pairwise(found.units):
        heading = unit.spots and unit.kind in ("heading", "head", "title")
        if heading and after.spots and unit.spots[-1].page != after.spots[0].page:
            wrong.append(f"{unit.kind} {unit.words[:60]!r} ends page {unit.pages[-1] + 1} of {unit.section}")
    return wrong


def low(found: Printed, paper: str) -> list[str]:
    """Return what has no room for its lines, or for the empty row after it, below it on the page."""
    wrong = []
    for unit, after in pairwise(found.units):
        if unit.spots and (unit.kind == "lines" or (unit.kind in ("heading", "head") and not after.spots)):
            page = found.pages[unit.spots[-1].page]
            if unit.spots[-1].bottom + LINE > page.height - pages.ends(paper, page)[1] + 2:
                wrong.append(f"{unit.words!r} has nothing below it on page {unit.pages[-1] + 1}")
    return wrong


def outside(found: Printed, paper: str, *, large: bool = False) -> list[str]:
    """Return the words that leave the text at a side of it, or at its foot."""
    wrong = []
    for page in found.pages:
        turned = page.width > page.height
        side = (TURNED_SIDES if turned else LARGE_SIDES if large else SIDES)[paper]
        _, bottom = pages.ends(paper, page)
        for text, spot in page.words:
            if spot.left < side - 1 or spot.right > page.width - side + 1 or spot.bottom > page.height - bottom + 4:
                wrong.append(f"{text!r} on page {spot.page + 1} at {spot.left:.0f}-{spot.right:.0f}, {spot.bottom:.0f}")
    return wrong


def feet(found: Printed, tree: Document) -> list[str]:
    """Return the pages whose number is not that of their sheet."""
    wanted = []
    spread = parts(found)
    for sheet, held in sheets(tree):
        own = sorted({page for section in held for page in spread[section.id]})
        wanted += [(page, f"{sheet.name if sheet else ''} {n}/{len(own)}") for n, page in enumerate(own, 1)]
    assert [page for page, _ in wanted] == list(range(len(found.pages)))
    return [
        f"page {n + 1}: {found.pages[n].foot!r}" for n, end in wanted if not found.pages[n].foot.endswith(f" {end}")
    ]


@EVERY
def test_every_page_says_what_the_tree_says(role: str, paper: str) -> None:
    found = of_role(role, paper)
    assert found.difference == ""
    assert len(found.units) > 400
    assert len([unit for unit in found.units if unit.kind == "row" and unit.spots]) > 100


@EVERY
def test_no_row_is_split_and_no_heading_left_behind(role: str, paper: str) -> None:
    found = of_role(role, paper)
    assert split(found) == []
    assert low(found, paper) == []


@EVERY
def test_what_is_filled_in_at_once_is_one_page(role: str, paper: str) -> None:
    spread = parts(of_role(role, paper))
    assert {name: len(own) for name, own in spread.items() if len(own) > MOST.get(name, 1)} == {}
    assert len(spread) >= 15
    shared = [(first, second) for first, second in pairwise(spread) if spread[second][0] <= spread[first][-1]]
    assert shared == []


@EVERY
def test_no_page_is_nearly_empty(role: str, paper: str) -> None:
    found = of_role(role, paper)
    assert [f"page {n}: {page.lines} lines" for n, page in enumerate(found.pages, 1) if page.lines < FEWEST_LINES] == []


@EVERY
def test_nothing_leaves_the_text(role: str, paper: str) -> None:
    found = of_role(role, paper)
    assert outside(found, paper) == []
    turned = {
        unit.section
        for unit in found.units
        for page in unit.pages
        if found.pages[page].width > found.pages[page].height
    }
    assert turned == {"debrief"}


@EVERY
def test_pages_count_by_the_name_of_their_sheet(role: str, paper: str) -> None:
    assert feet(of_role(role, paper), tree_of(role, paper)) == []


def rooms(found: Printed, tree: Document) -> dict[str, tuple[int, float]]:
    """Return for each competency page its lines to write on, and the points between their label and what follows."""
    counts = {b.field: b.count for b in blocks(tree) if isinstance(b, Lines) and b.label == "Notes"}
    fields = iter(counts)
    room = {}
    for unit, after in pairwise(unit for unit in found.units if unit.spots):
        if (unit.kind, unit.words) == ("lines", "Notes"):
            field = next(fields)
            assert unit.pages == after.pages
            room[field] = counts[field], after.spots[0].top - unit.spots[-1].bottom
    assert list(room) == list(counts)
    return room


@EVERY
def test_the_lines_to_write_on_are_as_far_apart_as_a_pen_needs(role: str, paper: str) -> None:
    found = rooms(of_role(role, paper), tree_of(role, paper))
    assert len(found) >= 8
    assert {field: gap / count for field, (count, gap) in found.items() if gap / count < LINE - 0.5} == {}


@LARGE
@pytest.mark.slow
def test_large_print_holds_together(role: str, paper: str) -> None:
    found, tree = of_role(role, paper, large=True), tree_of(role, paper)
    assert found.difference == ""
    wrong = [*split(found), *low(found, paper), *outside(found, paper, large=True), *feet(found, tree)]
    assert wrong == []
    assert len(found.pages) > len(tree.sections)
    spread = parts(found)
    assert [names for names in pairwise(spread) if spread[names[1]][0] <= spread[names[0]][-1]] == []


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("label", [label for label in KITS if label != "panel"])
def test_other_kits_hold_together(label: str, large: bool) -> None:
    for paper in PAPERS:
        tree = kit(**KITS[label])
        found = printed(tree, paper, large=large)
        assert found.difference == ""
        wrong = [*split(found), *low(found, paper), *outside(found, paper, large=large), *feet(found, tree)]
        assert (paper, wrong) == (paper, [])
        assert large or max(map(len, parts(found).values())) <= MOST_OF_A_KIT.get(label, 2)
        assert names_of_sheets(tree)[0] in found.pages[0].foot


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("label", WIDE)
def test_no_table_is_wider_than_the_text(label: str, large: bool, paper: str) -> None:
    tree = WIDE[label]()
    found = printed(tree, paper, large=large)
    assert found.difference == ""
    assert outside(found, paper, large=large) == []
    assert split(found) == []


def test_a_fault_would_be_seen() -> None:
    def spots(*lines: tuple[int, float]) -> list[Spot]:
        return [Spot(page, 100.0, top, 120.0, top + 12) for page, top in lines]

    units = [
        Unit("heading", "one", "Above", spots((0, 60))),
        Unit("row", "one", "a b", spots((0, 80), (0, 80))),
        Unit("heading", "one", "Left", spots((0, 700))),
        Unit("row", "one", "c d", spots((1, 60), (2, 60))),
        Unit("lines", "one", "Notes", spots((2, 725))),
        Unit("lines", "one", "Evidence", spots((2, 600))),
    ]
    found = Printed(
        [Sheet(612, 792, [("a", spot) for spot in spots((n, 60))], "Cover 1/1") for n in range(3)], units, ""
    )
    assert split(found) == ["row 'c d' is on pages [1, 2]", "heading 'Left' ends page 1 of one"]
    assert low(found, "letter") == ["'Notes' has nothing below it on page 3"]
    assert outside(Printed([Sheet(612, 792, [("x", Spot(0, 540, 60, 560, 72))], "")], [], ""), "letter") != []
    assert [page.lines for page in found.pages] == [1, 1, 1]
