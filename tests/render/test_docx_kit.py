"""The interview kit in Word: sections and their footers, boxes and room to write, large print, its pages as set."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from test_docx import W14, W, looks, paragraph_text, part, read_texts

import judges
from conftest import ROOT
from jdgen.documents.look import USUAL
from jdgen.documents.tree import (
    Box,
    Cell,
    Document,
    Lines,
    Paragraph,
    Section,
    Sheet,
    Table,
    blocks,
    plain,
    sheets,
    texts,
)
from jdgen.pipeline import compose
from jdgen.render.docx import render
from jdgen.render.options import PageOptions
from jdgen.render.word_widths import fitted, shares
from making import ROLE, material
from samples import RUBRIC, t

ROLES = sorted(path.stem for path in (ROOT / "profiles/software-engineering").glob("*.yaml") if path.stem != "family")
PAPERS = ("a4", "letter")
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LARGE = PageOptions("letter", large=True)
FLOWING = {"Loop plan", "Debrief"}
"""Sheets that may take a second page."""


@cache
def kit(role: str = ROLE) -> Document:
    return compose("rubric", material(role=role, candidate=None))


@cache
def file_of(role: str = ROLE, *, large: bool = False) -> bytes:
    return render(kit(role), PageOptions("letter", large=large))


class End(NamedTuple):
    """How a section ends: what is on its pages, if it is turned, where it counts from, if its first page is special."""

    header: str
    footer: str
    first: str
    turned: bool
    start: str
    opening: bool


def ends(file: bytes) -> list[End]:
    """Return the ends of the sections; a section without a header of its own has that of the one before it."""
    targets = {r.get("Id"): f"word/{r.get('Target')}" for r in part(file, "word/_rels/document.xml.rels")}
    found, said = [], {"header": "", "footer": "", "first": ""}
    for section in part(file).iter(f"{W}sectPr"):
        opening = section.find(f"{W}titlePg") is not None
        for reference in section:
            name = targets.get(reference.get(f"{R}id"))
            if name:
                kind = "first" if reference.get(f"{W}type") == "first" else reference.tag.removeprefix(W)[:6]
                (said[kind],) = read_texts(file, name) or [""]
        size, number = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        start = "" if number is None else number.get(f"{W}start")
        turned = size.get(f"{W}orient") == "landscape" and int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
        found.append(End(said["header"], said["footer"], said["first"] if opening else "", turned, start, opening))
    return found


def with_sheets(*names: tuple[str, tuple[object, ...]]) -> Document:
    sections = tuple(
        Section(f"s{n}", t(name), held, new_page=True, sheet=Sheet(name, f"Head {name}"))
        for n, (name, held) in enumerate(names)
    )
    return replace(RUBRIC, sections=sections)


def test_each_sheet_is_a_section_that_counts_from_one() -> None:
    head, foot = "Senior Software Engineer · Confidential", "Riverbend Robotics · ENG-214"
    plan = f"{foot}\tLoop plan 1/1"
    assert ends(render(RUBRIC, PageOptions("a4"))) == [
        End(head, plan, plan, False, "1", True),
        End(head, f"{foot}\tDesign interview 1/3", "", False, "1", False),
        End(head, f"{foot}\tDebrief 1/1", "", True, "1", False),
    ]
    assert sum("/header" in name for name in zipfile.ZipFile(io.BytesIO(render(RUBRIC, LARGE))).namelist()) == 1
    assert [end.footer[-4:] for end in ends(render(RUBRIC, LARGE))] == [" 1/…"] * 3


def test_the_sections_of_a_kit_are_its_sheets() -> None:
    tree = kit()
    held = [sheet for sheet, _ in sheets(tree)]
    found = ends(file_of())
    assert [(end.header, end.turned) for end in found] == [(sheet.header, sheet.landscape) for sheet in held]
    names = [end.footer.removeprefix(f"{tree.footer}\t").rpartition(" ")[0] for end in found]
    assert names == [sheet.name for sheet in held]
    assert {end.start for end in found} == {"1"}
    assert [end.opening for end in found] == [True] + [False] * (len(found) - 1)
    assert sum(end.turned for end in found) == 1
    assert len({end.header for end in found}) == 2
    assert part(file_of()).find(f"{W}body")[-1].tag == f"{W}sectPr"


def test_fields_of_a_footer_are_those_of_the_section() -> None:
    file = file_of()
    footers = [name for name in zipfile.ZipFile(io.BytesIO(file)).namelist() if "footer" in name]
    codes = [[(e.text or "").strip() for e in part(file, name).iter(f"{W}instrText")] for name in footers]
    assert len(codes) == len(sheets(kit())) + 1
    assert codes == [["PAGE", "SECTIONPAGES"]] * len(codes)


def test_every_part_of_a_sheet_is_typed_and_related() -> None:
    file = file_of()
    names = {n for n in zipfile.ZipFile(io.BytesIO(file)).namelist() if re.search(r"(header|footer)\d+\.xml", n)}
    types = {e.get("PartName", "")[1:]: e.get("ContentType", "") for e in part(file, "[Content_Types].xml")}
    related = {f"word/{r.get('Target')}": r.get("Type", "") for r in part(file, "word/_rels/document.xml.rels")}
    assert len(names) > 10
    for name in names:
        kind = "header" if "header" in name else "footer"
        assert types[name].endswith(f".{kind}+xml")
        assert related[name].endswith(f"/{kind}")
    used = [e.get(f"{R}id") for e in part(file).iter() if e.tag in (f"{W}headerReference", f"{W}footerReference")]
    assert len(used) == len(set(used)) == len(names)


def test_a_section_starts_without_a_page_break_of_its_own() -> None:
    inner = Section("i", t("Inner"), (Paragraph(t("x")),), level=2, new_page=True)
    table = Table("plan", (Cell(t("h")),), ((Cell(t("r")),),), (100,))
    file = render(with_sheets(("One", (table,)), ("Two", (inner,)), ("Three", (Paragraph(t("last")),))), PageOptions())
    starts = [paragraph_text(p) for p in part(file).iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert starts == ["One", "Inner"]
    flat = [paragraph_text(p) for p in part(file).iter(f"{W}p") if _before(p) == "0"]
    assert flat == ["One", "Two", "Inner", "Three"]


def _before(paragraph: ET.Element) -> str | None:
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    return None if spacing is None else spacing.get(f"{W}before")


def test_a_section_ends_in_its_last_paragraph_or_in_one_of_no_height_below_a_table() -> None:
    file = render(
        with_sheets(("One", (Paragraph(t("end of one")),)), ("Two", (Lines(2),)), ("Three", ())), PageOptions()
    )
    carriers = [p for p in part(file).iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert [(paragraph_text(p), p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")) for p in carriers] == [
        ("end of one", "BodyText"),
        ("", "SectionEnd"),
    ]
    assert looks(file, "SectionEnd", "spacing", "line") == ["20"]
    assert looks(file, "SectionEnd", "spacing", "lineRule") == ["exact"]
    assert looks(render(RUBRIC, LARGE), "SectionEnd", "spacing", "line") == ["20"]


def test_tables_are_as_wide_as_the_text_of_their_section() -> None:
    for options, file in ((PageOptions("letter"), file_of()), (LARGE, file_of(large=True))):
        waiting, checked = [], 0
        for block in part(file).find(f"{W}body"):
            if block.tag == f"{W}tbl":
                waiting.append(sum(int(column.get(f"{W}w")) for column in block.iter(f"{W}gridCol")))
            for section in block.iter(f"{W}sectPr"):
                size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
                width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
                assert waiting == [width] * len(waiting), options
                checked, waiting = checked + len(waiting), []
        assert checked > 40
        assert not waiting


@pytest.mark.parametrize("role", ROLES)
def test_boxes_have_their_own_ids_and_the_names_of_their_fields(role: str) -> None:
    controls = list(part(file_of(role)).iter(f"{W}sdtPr"))
    boxes = [inline for inlines in texts(kit(role)) for inline in inlines if isinstance(inline, Box)]
    assert len(boxes) > 80
    assert [_value(c, "tag") for c in controls] == [box.field for box in boxes]
    assert [_value(c, "alias") for c in controls] == [box.label[:64] for box in boxes]
    for name in ("id", "tag"):
        found = [_value(control, name) for control in controls]
        assert len(set(found)) == len(found), name


def _value(control: ET.Element, name: str) -> str:
    return control.find(f"{W}{name}").get(f"{W}val")


def test_names_of_fields_that_are_too_long_stay_apart() -> None:
    long = "design." + "x" * 80
    boxes = Paragraph(t(Box("a", long + ".1"), Box("b", long + ".2"), Box("c", "🎉" * 40), Box("d")))
    controls = list(part(render(with_sheets(("One", (boxes,))), PageOptions())).iter(f"{W}sdtPr"))
    tags = [_value(control, "tag") for control in controls if control.find(f"{W}tag") is not None]
    assert len(set(tags)) == len(tags) == 3
    assert max(len(tag.encode("utf-16-le")) // 2 for tag in tags) <= 64
    assert [tag[:40] for tag in tags[:2]] == [long[:40]] * 2


def test_boxes_stand_in_paragraphs_of_cells_too() -> None:
    body = part(file_of())
    parents = {child: parent for parent in body.iter() for child in parent}
    controls = list(body.iter(f"{W}sdt"))
    assert {parents[control].tag for control in controls} == {f"{W}p"}
    in_cells = [c for c in controls if parents[parents[c]].tag == f"{W}tc"]
    assert len(in_cells) > 60
    assert all(control.find(f"{W}sdtPr/{W14}checkbox") is not None for control in controls)


def grid(*, large: bool = False) -> ET.Element:
    file = render(RUBRIC, replace(LARGE, large=large))
    (found,) = (e for e in part(file).iter(f"{W}tbl") if e.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "jdgenGrid")
    return found


def heights(table: ET.Element) -> list[int]:
    rows = (row.find(f"{W}trPr/{W}trHeight") for row in table.iter(f"{W}tr"))
    return [0 if row is None else int(row.get(f"{W}val")) for row in rows]


def test_a_grid_tints_what_nobody_fills_in_and_leaves_room_where_somebody_does() -> None:
    fills = [[cell.find(f"{W}tcPr/{W}shd") is not None for cell in row.iter(f"{W}tc")] for row in grid().iter(f"{W}tr")]
    assert fills == [[False] * 5, [False, False, True, False, False], [False] * 5]
    assert heights(grid()) == [0, 510, 510]  # 9 mm
    assert heights(grid(large=True)) == [0, 737, 737]


def test_evidence_has_room_that_shrinks_with_the_rows() -> None:
    found = {}
    for count in (1, 4, 5, 6, 8):
        rows = tuple((Cell(t(f"c{n}")), Cell((), field=f"f{n}")) for n in range(count))
        table = Table("scorecard", (Cell(t("Competency")), Cell(t("Evidence"))), rows, (30, 70))
        (made,) = part(render(with_sheets(("One", (table,))), PageOptions())).iter(f"{W}tbl")
        (found[count],) = set(heights(made)[1:])
    assert found[1] == found[4] == 1020  # 18 mm
    assert found[4] > found[5] > found[6] == found[8] >= 510
    assert max(count * height for count, height in found.items()) < 5200


@pytest.mark.parametrize(("large", "height"), [(False, 454), (True, 624)])
def test_lines_to_write_on_are_rows_that_stay(large: bool, height: int) -> None:
    file = render(
        with_sheets(("One", (Lines(3, "Notes"), Paragraph(t("x")), Lines(8, "More")))),
        LARGE if large else PageOptions(),
    )
    few, many = part(file).iter(f"{W}tbl")
    for table, count in ((few, 3), (many, 8)):
        assert heights(table) == [height] * count
        assert {e.get(f"{W}hRule") for e in table.iter(f"{W}trHeight")} == {"atLeast"}
    assert _kept(few) == [True, True, False]
    assert _kept(many) == [True, False, False, False, False, False, True, False]
    assert looks(file, "jdgenLines", "vAlign") == ["bottom"]
    assert looks(file, "jdgenLines", "insideH") == ["single"]
    assert "single" in looks(file, "jdgenLines", "bottom")


def _kept(table: ET.Element) -> list[bool]:
    return [p.find(f"{W}pPr/{W}keepNext") is not None for p in table.iter(f"{W}p")]


def test_a_rating_holds_together_from_its_head_to_its_last_box() -> None:
    found = 0
    keeping = {"Heading1", "Heading2", "Label", "TableHead", "TableHeadStrong"}
    paragraphs = list(part(file_of()).iter(f"{W}p"))
    for place, paragraph in enumerate(paragraphs):
        if paragraph_text(paragraph) == "☐Well below":
            last = next(n for n in range(place, place + 40) if "No evidence:" in paragraph_text(paragraphs[n]))
            rating = paragraphs[place:last]
            assert all(p.find(f"{W}pPr/{W}keepNext") is not None or _style(p) in keeping for p in rating)
            assert len(rating) > 10
            found += 1
    assert found == sum(isinstance(b, Section) and b.id.startswith("rating-") for b in blocks(kit())) > 10


def _style(paragraph: ET.Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def test_spoken_words_are_a_style_with_a_rule() -> None:
    file = render(RUBRIC, PageOptions())
    (spoken,) = (p for p in part(file).iter(f"{W}p") if _style(p) == "Say")
    assert paragraph_text(spoken) == "Welcome, and thank you for your time."
    assert looks(file, "Say", "left", "val") == ["single"]
    assert looks(file, "Say", "ind", "left") == ["240"]


def test_large_print_sets_nothing_below_16_points() -> None:
    file = file_of(large=True)
    sizes = []
    for name in zipfile.ZipFile(io.BytesIO(file)).namelist():
        if name.endswith(".xml") and name.startswith("word/"):
            sizes += [int(e.get(f"{W}val")) for e in part(file, name).iter() if e.tag in (f"{W}sz", f"{W}szCs")]
    assert len(sizes) > 20
    assert min(sizes) == 32
    assert looks(file, "Heading1", "sz") == ["43"]
    assert looks(file, "Title", "sz") == ["73"]
    assert looks(file, "Heading1", "spacing", "before") == ["457"]
    normal = looks(file_of(), "Heading1", "spacing", "before")
    assert normal == ["300"]
    assert looks(file, "TableText", "spacing", "line") == ["396"]


def test_large_print_keeps_signs_apart_from_their_words() -> None:
    indents = [int(e.get(f"{W}hanging")) for e in part(file_of(large=True), "word/numbering.xml").iter(f"{W}ind")]
    assert indents == [346, 475]


def test_large_print_turns_a_page_whose_grid_would_cut_words() -> None:
    names = [end.footer for end in ends(file_of(large=True)) if end.turned]
    assert [re.search(r"(Loop plan|Debrief)", name)[0] for name in names] == ["Loop plan", "Debrief"]


def test_large_print_says_the_same() -> None:
    assert read_texts(file_of(large=True)) == read_texts(file_of())


def test_a_foot_without_room_puts_the_page_below() -> None:
    tree = with_sheets(("S" * 30, (Paragraph(t("x")),)))
    for length, options, shown in ((60, PageOptions(), 60), (110, PageOptions(), 71), (24, LARGE, 24), (40, LARGE, 0)):
        file = render(replace(tree, footer="n" * length), options)
        (line,) = read_texts(file, "word/footer1.xml")
        assert ("\n" in line) is not shown, length
        assert len(line.partition("\t")[0].strip()) == (shown or length)


def test_boxes_in_columns_of_their_own_are_large_and_stand_in_the_middle() -> None:
    header = tuple(Cell(t(word)) for word in ("Competency", "Well below", "No evidence", "Evidence"))
    box = (Cell(t(Box("x"))),)
    rows = (((Cell(t("Design"))), *box * 2, Cell((), field="e")),)
    for style, ticks in (("scorecard", 2), ("plan", 2), ("grid", 0)):
        table = Table(style, header, rows, (58, 5, 5, 32))
        file = render(with_sheets(("One", (table, Paragraph((*t(Box("y")), *t(" y")))))), PageOptions())
        used = [e.get(f"{W}val") for e in part(file).iter(f"{W}rStyle")]
        # Each box names its style for the control and for its sign.
        assert used.count("Tick") == 2 * ticks
        assert used.count("Checkbox") == 2 * (3 - ticks)
        assert len(list(part(file).iter(f"{W}tcMar"))) == 2 * ticks
        widths = [int(e.get(f"{W}w")) for e in part(file).iter(f"{W}gridCol")]
        assert (min(widths[1:3]) > 1000) is bool(ticks), "a head is on one line"
    assert looks(file, "Tick", "sz") == ["28"]


@pytest.mark.parametrize(
    ("rows", "rated", "listed", "broken", "count"),
    [(9, 0, 0, 1, "2"), (10, 0, 0, 0, "…"), (9, 1, 0, 0, "…"), (9, 0, 1, 0, "…")],
)
def test_the_pages_of_a_debrief_are_counted_where_they_are_known(
    rows: int, rated: int, listed: int, broken: int, count: str
) -> None:
    grid = Table("grid", (Cell(t("h")),), ((Cell(t("r")),),) * rows, (100,))
    evidence = Section("evidence", t("Evidence"), (Paragraph(t("e")),), level=2)
    changes = Section("changes", t("Changes"), (Paragraph(t("c")),), level=2)
    tree = with_sheets(("Cover", (Paragraph(t("x")),)), ("Debrief", (grid, *(evidence,) * rated, changes)))
    tree = replace(tree, sections=(replace(tree.sections[0], new_page=False), replace(tree.sections[1], id="debrief")))
    file = render(tree, PageOptions(look=USUAL._replace(facts="listed" if listed else "tinted")))
    breaks = [paragraph_text(p) for p in part(file).iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks == ["Changes"] * broken
    assert [read_texts(file, f"word/footer{n}.xml")[0].rpartition("/")[2] for n in (1, 3)] == ["1", count]


def test_columns_are_as_wide_as_their_words() -> None:
    assert fitted((50, 50), (10, 10), 1000) == [500, 500]
    assert fitted((10, 90), (200, 10), 1000) == [200, 800]
    assert fitted((10, 40, 50), (200, 0, 0), 1000) == [200, 356, 444]
    assert fitted((10, 45, 45), (900, 900, 900), 1000) == [333, 334, 333]
    assert fitted((10, 45, 45), (100, 600, 700), 1000) == [100, 450, 450]
    assert shares((1, 1, 1), 1000) == [333, 334, 333]


def test_the_same_kit_gives_the_same_bytes() -> None:
    again = compose("rubric", material(candidate=None))
    assert render(again, PageOptions("letter")) == file_of()
    assert render(again, LARGE) == file_of(large=True)


# Judged by other programs.


def needing(tool: str) -> None:
    if reason := judges.needs(tool):
        pytest.skip(reason)


@pytest.mark.slow
def test_the_files_are_valid(tmp_path: Path) -> None:
    needing("open_xml")
    paths = []
    for role, large in product((ROLE, "vp-engineering"), (False, True)):
        paths.append(tmp_path / f"{role}-{large}.docx")
        paths[-1].write_bytes(file_of(role, large=large))
    assert judges.open_xml(paths) == {path: [] for path in paths}


def printed(folder: Path, roles: list[str], *, large: bool) -> Iterator[tuple[Document, str, list[list[str]]]]:
    """Yield the trees and papers of kits with the lines of each of their pages, set by LibreOffice in one run."""
    made = {}
    for role, paper in product(roles, PAPERS):
        path = folder / f"{role}-{paper}.docx"
        path.write_bytes(render(kit(role), PageOptions(paper, large=large)))
        made[path] = (kit(role), paper)
    for path, found in judges.office_pdfs(made, folder).items():
        command = ["pdftotext", "-layout", "-enc", "UTF-8", str(found), "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        pages = text.split("\f")[:-1]
        yield *made[path], [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


def by_sheet(pages: list[list[str]]) -> list[tuple[str, list[list[str]]]]:
    """Return the pages by the names at their feet; a sheet begins where the count begins anew."""
    found: list[tuple[str, list[list[str]]]] = []
    for page in pages:
        name, number = re.fullmatch(r"(.+) (\d+)/(?:\d+|…)", re.split(r"\s{2,}", page[-1])[-1]).groups()
        if number == "1":
            found.append((name, []))
        assert (name, int(number)) == (found[-1][0], len(found[-1][1]) + 1)
        found[-1][1].append(page)
    return found


@pytest.mark.slow
def test_every_page_of_every_kit_begins_where_it_should(tmp_path: Path) -> None:
    needing("office")
    needing("poppler")
    checked = 0
    for tree, paper, pages in printed(tmp_path, ROLES, large=False):
        held = sheets(tree)
        found = by_sheet(pages)
        assert [name for name, _ in found] == [sheet.name for sheet, _ in held]
        for (name, own), (_, sections) in zip(found, held, strict=True):
            tops = [page[0 if page is pages[0] else 1] for page in own]
            titles = [plain(section.title or tree.title) for section in sections]
            if name in FLOWING:
                assert len(tops) in (1, 2)
                tops = tops[:1]
            assert tops == titles, (plain(tree.subtitle), paper, name)
            checked += len(tops)
    assert checked > 22 * 20


@pytest.mark.slow
def test_large_print_holds_together(tmp_path: Path) -> None:
    needing("office")
    needing("poppler")
    for tree, paper, pages in printed(tmp_path, ROLES, large=True):
        where = (plain(tree.subtitle), paper)
        assert [name for name, _ in by_sheet(pages)] == [sheet.name for sheet, _ in sheets(tree)], where
        titles = {plain(b.title) for b in blocks(tree) if isinstance(b, Section)} | {"Probes"}
        rated, seats = 0, {sheet.name for sheet, _ in sheets(tree) if sheet}
        for page in pages:
            words = [line for line in page if not re.search(r" \d+/…$", line)]
            # a row of the debrief that waits for its ratings holds nothing but the name of its stage
            rows = seats if any(line.endswith("…") and "Debrief " in line for line in page) else set()
            assert words[-1] not in titles - rows, where
            if "Evidence, in the candidate’s words" in page:
                rated += 1
                assert sum(line.endswith("the subject did not come up") for line in page) == 1, where
                assert sum("Well below" in line for line in page) == 1, where
        assert rated > 5
        tokens = {part for page in pages for line in page for part in re.split(r"[\s-]+", line)}
        cells = [c for b in blocks(tree) if isinstance(b, Table) for row in (b.header, *b.rows) for c in row]
        said = {part for cell in cells for part in re.split(r"[\s-]+", plain(cell.inlines))}
        assert sorted(said - tokens - {""}) == [], where
