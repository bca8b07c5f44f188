"""The fillable PDF: every blank of the tree is a field once, in order, and what is typed is kept and printed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf.form import DefaultAppearanceStreamGenerator, Form

import judges
import making
from jdgen.documents.tree import (
    Box,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Section,
    Table,
    blocks,
    words_of,
)
from jdgen.render import pdf
from jdgen.render.options import PageOptions
from samples import LETTER, POSTING, RUBRIC, t

MULTILINE, NO_SCROLLING = 1 << 12, 1 << 23
DOTS = 80
"""Dots per inch of the pictures."""

poppler = pytest.mark.skipif(bool(judges.needs("poppler")), reason=judges.needs("poppler") or "")


class Field(NamedTuple):
    """One field of a file: its full name, the number of its page, and its dictionary."""

    name: str
    page: int
    widget: pikepdf.Object


class Picture(NamedTuple):
    """A page as gray dots."""

    width: int
    rows: list[bytes]


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The kit of an example: flat, fillable, and fillable in large print."""
    folder, document = tmp_path_factory.mktemp("forms"), making.document("rubric")
    settings = {
        "flat": PageOptions(),
        "form": PageOptions(fillable=True),
        "large": PageOptions("a4", large=True, fillable=True),
    }
    made = {name: folder / f"{name}.pdf" for name in settings}
    for name, path in made.items():
        path.write_bytes(making.rendered(document, "pdf", settings[name]))
    return made


def opened(document: Document, options: PageOptions | None = None) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(document, options or PageOptions(fillable=True))))


def holding(*held: Paragraph | Lines | Facts | Table) -> Document:
    return replace(POSTING, sections=(Section("s", t("Part"), held),))


def fields(file: pikepdf.Pdf) -> list[Field]:
    """Return the fields in the order in which the pages list them."""
    return [
        Field(full_name(note), number, note)
        for number, page in enumerate(file.pages)
        for note in page.get("/Annots", [])
        if note.Subtype == "/Widget"
    ]


def full_name(widget: pikepdf.Object) -> str:
    above = f"{full_name(widget.Parent)}." if "/Parent" in widget else ""
    return above + str(widget.T)


def listed(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the fields in the order of the form's own list."""

    def below(items: pikepdf.Object) -> Iterator[pikepdf.Object]:
        for item in items:
            if "/Kids" in item:
                yield from below(item.Kids)
            else:
                yield item

    return list(below(file.Root.AcroForm.Fields))


def elements(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the structure elements in the order of reading."""

    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return list(below(file.Root.StructTreeRoot))


def wanted(document: Document) -> list[tuple[str, str]]:
    """Return the name and the kind of each blank of the tree, in order."""
    found: list[tuple[str, str]] = []

    def ticks(inlines: Inlines) -> None:
        found.extend((inline.field, "/Btn") for inline in inlines if isinstance(inline, Box))

    for block in blocks(document):
        match block:
            case Lines(field=field):
                found.append((field, "/Tx"))
            case Facts(facts=facts):
                found.extend((fact.field, "/Tx") for fact in facts if not fact.inlines)
            case Table(header=header, rows=rows):
                for cell in (cell for row in (header, *rows) for cell in row):
                    ticks(cell.inlines)
                    found.extend([(cell.field, "/Tx")] if cell.field and not cell.inlines else [])
            case _:
                for inlines in words_of(block):
                    ticks(inlines)
    return found


def picture(path: Path, page: int) -> Picture:
    """Return a page, counted from 0, as poppler draws it."""
    number = str(page + 1)
    done = subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), "-f", number, "-l", number, str(path)],
                          capture_output=True, check=True)  # fmt: skip
    kind, size, deepest, dots = done.stdout.split(b"\n", 3)
    assert (kind, deepest) == (b"P5", b"255")
    width, height = map(int, size.split())
    return Picture(width, [dots[row * width : (row + 1) * width] for row in range(height)])


def split(drawn: Picture, widget: pikepdf.Object) -> tuple[list[bytes], list[bytes]]:
    """Return the dots inside a field, and those of the page without them."""
    scale, height = DOTS / 72, len(drawn.rows)
    left, low, right, high = (float(edge) * scale for edge in widget.Rect)
    columns = slice(int(left), int(right) + 2)
    inside, outside = [], []
    for number, row in enumerate(drawn.rows):
        if height - high - 1 <= number <= height - low:
            inside.append(row[columns])
            row = row[: columns.start] + row[columns.stop :]
        outside.append(row)
    return inside, outside


def dark(rows: list[bytes]) -> int:
    return sum(dot < 128 for row in rows for dot in row)


def test_each_blank_of_the_tree_is_a_field_once_and_in_order(kit: dict[str, Path]) -> None:
    tree = wanted(making.document("rubric"))
    assert len(tree) > 200
    assert len({name for name, _ in tree}) == len(tree)
    with pikepdf.open(kit["form"]) as file:
        assert [(field.name, str(field.widget.FT)) for field in fields(file)] == tree
        told, names = [full_name(widget) for widget in listed(file)], [name for name, _ in tree]
    # the form's own list goes by groups of names, and the ratings of one competency stand below each other
    assert sorted(told) == sorted(names)
    rest = [name for name in names if not name.startswith("Debrief.")]
    assert [name for name in told if not name.startswith("Debrief.")] == rest


def test_large_print_has_the_same_fields(kit: dict[str, Path]) -> None:
    tree = [name for name, _ in wanted(making.document("rubric"))]
    with pikepdf.open(kit["large"]) as file:
        names = [field.name for field in fields(file)]
    assert len(set(names)) == len(names)
    assert [name for name in names if name in tree] == tree
    pieces = {name for name in names if name not in tree}
    assert pieces <= {f"{name}-2" for name in tree}


def test_tab_follows_the_order_of_reading(kit: dict[str, Path]) -> None:
    for name in ("form", "large"):
        with pikepdf.open(kit[name]) as file:
            forms = [element for element in elements(file) if element.S == "/Form"]
            assert [len(element.K) for element in forms] == [1] * len(forms)
            told = [full_name(element.K[0].Obj) for element in forms]
            assert told == [field.name for field in fields(file)]
            assert len(told) > 200
            assert {str(page.Tabs) for page in file.pages} == {"/S"}


def test_each_field_stands_on_its_page_and_in_the_tree_of_tags(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["form"]) as file:
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        elements_by_number = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for field in fields(file):
            element = elements_by_number[int(field.widget.StructParent)]
            assert element.K[0].Obj.objgen == field.widget.objgen
            assert element.objgen in [kid.objgen for kid in element.P.K if isinstance(kid, pikepdf.Dictionary)]
            assert field.widget.P.objgen == file.pages[field.page].objgen
            left, low, right, high = map(float, field.widget.Rect)
            _, _, width, height = map(float, file.pages[field.page].mediabox)
            assert 0 < left < right < width
            assert 0 < low < high < height
            assert int(field.widget.F) == 4


def test_a_field_follows_its_label() -> None:
    with opened(holding(Lines(4, "Notes", "notes"))) as file:
        kinds = [str(element.S) for element in elements(file)]
    assert [kind for kind in kinds if kind in ("/H2", "/P", "/Form")][-3:] == ["/H2", "/P", "/Form"]


def test_a_box_is_read_once(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["form"]) as file:
        found = elements(file)
        ticks = sum(field.widget.FT == "/Btn" for field in fields(file))
        drawn = sum(page.Contents.read_bytes().count(b"/Layout") for page in file.pages)
    assert [str(element.S) for element in found if element.S == "/Figure" or "/Alt" in element] == []
    assert drawn == ticks > 100


def test_the_tags_are_set_right_as_in_the_flat_file(kit: dict[str, Path]) -> None:
    counts = []
    for name in ("flat", "form"):
        with pikepdf.open(kit[name]) as file:
            lines = [page.Contents.read_bytes().count(b"/Pagination") for page in file.pages]
            scopes = [str(element.A.Scope) for element in elements(file) if element.S == "/TH"]
        counts.append((lines, scopes))
    assert counts[0] == counts[1]
    assert min(counts[0][0]) > 1
    assert len(counts[0][1]) > 20


def test_tooltips_tell_fields_apart(kit: dict[str, Path]) -> None:
    for name in ("form", "large"):
        with pikepdf.open(kit[name]) as file:
            told = [str(field.widget.TU) for field in fields(file)]
        assert "" not in told
        assert len(set(told)) == len(told) > 200


def test_a_tooltip_says_where_the_field_stands() -> None:
    cells = (Cell(t("System design")), Cell((), field="a.b"))
    table = Table("grid", (Cell(t("Competency")), Cell(t("Evidence"))), (cells,), (50, 50), row_headers=True)
    changes = tuple((Cell((), field=f"row-{number}"),) for number in (1, 2))
    held = (
        Facts((Fact("Candidate", (), field="who"),)),
        table,
        Paragraph(t(Box("Overall: Hire", "hire"), "Hire")),
        Section("detail", t("Detail"), (Lines(1, "Candidate", "other"),), level=2),
        Paragraph(t(Box("Part of it", "part"))),
        Table("grid", (Cell(t("Reason")),), changes, (100,)),
    )
    with opened(replace(POSTING, sections=(Section("s", t("Part"), held),))) as file:
        told = {field.name: str(field.widget.TU) for field in fields(file)}
    assert told == {
        "who": "Part, Candidate",
        "a.b": "Part, System design: Evidence",
        "hire": "Part, Overall: Hire",
        "other": "Part, Detail, Candidate",
        "part": "Part of it",
        "row-1": "Part, Detail, Reason, 1",
        "row-2": "Part, Detail, Reason, 2",
    }


UNNAMED = holding(
    Paragraph(t(Box("Well below"), "Well below", Box("Meets"), "Meets")),
    Lines(8, "Notes"),
    Paragraph(t(Box("Meets"), "Meets")),
    Facts((Fact("Candidate’s name", ()), Fact("Date", t("May 1")))),
    Lines(8, "Notes", "notes-2"),
    Lines(2),
    Table("plan", (Cell(t("Stage")), Cell(t("By"))), ((Cell(t("Screen")), Cell(())),), (50, 50)),
)


def test_blanks_without_a_name_have_one_made_of_their_label() -> None:
    with opened(UNNAMED) as file:
        names = [field.name for field in fields(file)]
    assert names == ["well-below", "meets", "notes", "meets-2", "candidate-s-name", "notes-2", "field"]


def test_a_name_that_is_a_group_as_well_has_a_number() -> None:
    held = (Lines(1, "One", "a"), Lines(1, "Two", "a.b"), Lines(1, "Three", "a.b.c"), Lines(1, "Four", "a.b"))
    with opened(holding(*held)) as file:
        assert [field.name for field in fields(file)] == ["a-2", "a.b-2", "a.b.c", "a.b-3"]


def test_lines_that_a_page_breaks_are_a_field_on_each() -> None:
    with opened(holding(Lines(40, "Notes", "notes"), Lines(2, "Other", "notes-2"))) as file:
        found = fields(file)
        assert [(field.name, field.page) for field in found] == [("notes", 0), ("notes-3", 1), ("notes-2", 1)]
        assert [str(field.widget.TU) for field in found] == ["Part, Notes, 1", "Part, Notes, 2", "Part, Other"]


@pytest.mark.parametrize(("name", "size"), [("form", 10), ("large", 16)])
def test_what_is_typed_has_one_size(name: str, size: int, kit: dict[str, Path]) -> None:
    with pikepdf.open(kit[name]) as file:
        looks = {str(field.widget.DA) for field in fields(file) if field.widget.FT == "/Tx"}
        assert looks == {f"/SourceSans {size} Tf 0.122 0.161 0.2 rg"} == {str(file.Root.AcroForm.DA)}


def test_high_fields_take_several_lines_and_none_scrolls() -> None:
    held = (Lines(3, "Notes", "three"), Lines(1, "Signature", "one"), Facts((Fact("Candidate", (), field="fact"),)))
    with opened(holding(*held)) as file:
        flags = {field.name: int(field.widget.Ff) for field in fields(file)}
    assert flags == {"three": MULTILINE | NO_SCROLLING, "one": NO_SCROLLING, "fact": NO_SCROLLING}


def test_the_font_in_the_file_has_windows_latin_1(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["form"]) as file:
        font = file.Root.AcroForm.DR.Font.SourceSans
        assert (font.Subtype, font.Encoding, font.FirstChar, font.LastChar) == (
            "/TrueType", "/WinAnsiEncoding", 32, 255)  # fmt: skip
        widths = [int(width) for width in font.Widths]
        program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    glyphs, advances = program.getBestCmap(), program["hmtx"]
    codes = [code for code in range(32, 256) if code not in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD)]
    characters = [bytes([code]).decode("cp1252") for code in codes]
    assert [widths[code - 32] for code in codes] == [advances[glyphs[ord(one)]][0] for one in characters]
    assert widths[0xA0 - 32] == widths[0]


@pytest.mark.parametrize("typed", ["Zoë – €5, “naïve”", "(half) \\ open (", "面接 Жанна", "first\nsecond"])
def test_what_is_typed_is_found_again(typed: str, kit: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(kit["form"]) as file:
        form = Form(file)
        names = [name for name, _ in form.items()]
        for name in names:
            if name.rpartition(".")[2].startswith("rating-"):
                form[name].checked = True
        file.Root.AcroForm.NeedAppearances = True
        texts = [field for field in fields(file) if field.widget.FT == "/Tx"]
        for field in texts:
            field.widget.V = pikepdf.String(f"{field.name}: {typed}")
        file.save(tmp_path / "filled.pdf")
    with pikepdf.open(tmp_path / "filled.pdf") as file:
        found = {field.name: str(field.widget.V) for field in fields(file)}
    assert {name: value for name, value in found.items() if value[0] != "/"} == {
        field.name: f"{field.name}: {typed}" for field in texts
    }
    ticked = {name for name, value in found.items() if value == "/On"}
    assert ticked == {name for name in names if name.rpartition(".")[2].startswith("rating-")}
    assert len(ticked) > 30


@poppler
def test_an_empty_form_looks_like_the_flat_file(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["flat"]) as file:
        pages = len(file.pages)
    assert pages > 20
    assert [page for page in range(pages) if picture(kit["flat"], page) != picture(kit["form"], page)] == []


@poppler
def test_a_ticked_box_has_a_cross_and_nothing_else_changes(kit: dict[str, Path], tmp_path: Path) -> None:
    with pikepdf.open(kit["form"]) as file:
        chosen = next(field for field in fields(file) if field.widget.FT == "/Btn")
        Form(file)[chosen.name].checked = True
        file.save(tmp_path / "ticked.pdf")
        before, after = (
            split(picture(path, chosen.page), chosen.widget) for path in (kit["form"], tmp_path / "ticked.pdf")
        )
    assert before[1] == after[1]
    assert dark(after[0]) > dark(before[0]) + 10


@poppler
@pytest.mark.parametrize("kind", ["line", "lines"])
@pytest.mark.parametrize("writer", ["pikepdf", "poppler"])
def test_typed_words_are_printed_and_nothing_else_changes(
    writer: str, kind: str, kit: dict[str, Path], tmp_path: Path
) -> None:
    words = "Zoë said “no” to it"
    with pikepdf.open(kit["form"]) as file:
        chosen = next(
            field
            for field in fields(file)
            if field.widget.FT == "/Tx" and bool(int(field.widget.Ff) & MULTILINE) == (kind == "lines")
        )
        if writer == "pikepdf":
            Form(file, DefaultAppearanceStreamGenerator)[chosen.name].value = words
        else:
            chosen.widget.V = pikepdf.String(words)
            del chosen.widget["/AP"]
            file.Root.AcroForm.NeedAppearances = True
        file.save(tmp_path / "typed.pdf")
        before, after = (
            split(picture(path, chosen.page), chosen.widget) for path in (kit["form"], tmp_path / "typed.pdf")
        )
    assert before[1] == after[1]
    assert dark(after[0]) > dark(before[0]) + 50
    assert words in judges.pdf_text(tmp_path / "typed.pdf")


@pytest.mark.slow
def test_a_form_passes_the_standard_of_access(kit: dict[str, Path], tmp_path: Path) -> None:
    if reason := judges.needs("vera"):
        pytest.skip(reason)
    other = tmp_path / "unnamed.pdf"
    other.write_bytes(pdf.render(UNNAMED, PageOptions(fillable=True)))
    found = judges.vera_pdf_many([kit["form"], kit["large"], other], "ua1")
    assert {path.name: rules for path, rules in found.items()} == {"form.pdf": [], "large.pdf": [], "unnamed.pdf": []}


@pytest.mark.slow
def test_qpdf_finds_nothing(kit: dict[str, Path]) -> None:
    if reason := judges.needs("qpdf"):
        pytest.skip(reason)
    assert [judges.pdf_check(path) for path in kit.values()] == [[], [], []]


def test_a_form_says_what_it_is(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["form"]) as file:
        said = file.Root.Metadata.read_bytes()
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/OutputIntents" not in file.Root
        assert len(file.trailer.ID) == 2
    assert said.count(b"pdfuaid:part") == 1
    assert b"pdfaid" not in said


def test_a_flat_file_has_no_form(kit: dict[str, Path]) -> None:
    with pikepdf.open(kit["flat"]) as file:
        assert "/AcroForm" not in file.Root
        assert fields(file) == []


@pytest.mark.parametrize("document", [POSTING, LETTER])
def test_where_nothing_is_filled_in_the_file_stays_flat(document: Document) -> None:
    assert pdf.render(document, PageOptions(fillable=True)) == pdf.render(document, PageOptions())


def test_the_same_form_has_the_same_bytes() -> None:
    first = pdf.render(RUBRIC, PageOptions(fillable=True))
    flat = pdf.render(RUBRIC, PageOptions())
    assert pdf.render(RUBRIC, PageOptions(fillable=True)) == first
    assert pdf.render(RUBRIC, PageOptions()) == flat != first


def test_a_list_may_hold_boxes() -> None:
    document = replace(POSTING, sections=(Section("s", (), (Bullets(()), Paragraph(t(Box("Yes", "yes"), "Yes")))),))
    with opened(document) as file:
        assert [field.name for field in fields(file)] == ["yes"]
