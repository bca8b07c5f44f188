"""Looks in Word: colors by role, fonts, sizes, lines, facts and columns without tables, and the logo."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from xml.etree import ElementTree as ET

import ladders
import pikepdf
import pytest
from pikepdf import parse_content_stream
from PIL import Image

import faces
import judges
from jdgen.documents.look import USUAL, Look, Picture
from jdgen.documents.tree import (
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Item,
    Kind,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.docx import _template
from jdgen.render.options import PageOptions, Paper
from jdgen.render.word_blocks import Body
from making import document
from samples import DOCUMENTS, POSTING, t

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PLAIN = Look("plain", "", "", "", "", "", "", "", facts="listed", columns="stacked")
WARM = Look(
    "warm", "7A1F2B", "222222", "555555", "C8B8B0", "8A7A72", "FBF5F0", "F3E4D8", ("Georgia", "Gelasio", "serif"),
    ("R&D Sans",), (30, 34), (13, 17), "below", "ruled",
)  # fmt: skip
Where = Literal["none", "above", "below"]
LONG = "Senior Software Engineer for the Planning and Routing of Warehouse Vehicles"


def png(width: int = 60, height: int = 20) -> bytes:
    """Return a picture of one color."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x7a\x1f\x2b" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 20), "#7a1f2b").save(held, "JPEG")
    return held.getvalue()


LOGO = Picture("png", png(), 120, 40, 'The sign of "R&D" <Riverbend>')


def made(tree: Document, look: Look, paper: Paper = "letter", *, large: bool = False) -> dict[str, bytes]:
    """Return the parts of a Word file in a look."""
    data = render(tree, "docx", PageOptions(paper, large=large, look=look))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def styles(look: Look, *, large: bool = False) -> dict[str, str]:
    """Return each style of a posting by its name."""
    text = made(POSTING, look, large=large)["word/styles.xml"].decode()
    return {style[1]: style[0] for style in re.finditer(r'<w:style [^>]*w:styleId="(\w+)">.*?</w:style>', text, re.S)}


def colors(text: str) -> set[str]:
    return set(re.findall(r'(?:<w:color w:val|w:fill|w:color)="(\w{6})"', text))


@cache
def ladder_of(kind: Kind) -> Document:
    """Return the ladder of a made-up family, or the guide to one of its roles."""
    with TemporaryDirectory() as folder:
        profiles = ladders.written(Path(folder), [ladders.role(n) for n in (1, 2, 3)])
        return compose(kind, ladders.read(profiles, **({} if kind == "ladder" else {"role": "keeper-1"})))


def every() -> dict[str, Document]:
    found = {kind: document(kind) for kind in ("posting", "rubric", "letter")}
    return {**found, "guide": ladder_of("guide"), "ladder": ladder_of("ladder")}


@pytest.mark.parametrize("large", [False, True])
def test_a_look_with_the_usual_values_makes_the_usual_file(large: bool) -> None:
    named = Look(theme="ours", large=large, drawing=LOGO._replace(kind="svg"))
    for tree in DOCUMENTS.values():
        usual = render(tree, "docx", PageOptions("a4", large=large))
        assert render(tree, "docx", PageOptions("a4", large=large, look=named)) == usual


def test_the_template_has_each_color_of_the_usual_look() -> None:
    text = made(POSTING, USUAL)["word/styles.xml"].decode()
    roles = (USUAL.accent, USUAL.ink, USUAL.secondary, USUAL.rule, USUAL.strong_rule, USUAL.tint, USUAL.prompt)
    assert colors(text) == set(roles)
    assert len(set(roles)) == 7


def test_each_role_has_its_color() -> None:
    found = styles(WARM)
    assert colors(made(POSTING, WARM)["word/styles.xml"].decode()) == {
        "7A1F2B", "222222", "555555", "C8B8B0", "8A7A72", "F3E4D8", "FBF5F0",
    }  # fmt: skip
    assert colors(found["Title"]) == {"7A1F2B"}
    assert colors(found["LadderHead"]) == {"222222"}
    assert colors(found["Subtitle"]) == {"555555"}
    assert colors(found["QuietStart"]) == {"C8B8B0"}
    assert colors(found["jdgenLines"]) == {"8A7A72"}
    assert colors(found["Code"]) == {"FBF5F0"}
    assert colors(found["Prompt"]) == {"F3E4D8"}


def test_roles_may_change_their_colors_with_each_other() -> None:
    found = styles(USUAL._replace(accent=USUAL.secondary, secondary=USUAL.accent))
    assert colors(found["Title"]) == {USUAL.secondary}
    assert colors(found["Subtitle"]) == {USUAL.accent}


def test_the_cell_to_compare_with_has_the_tint() -> None:
    main = made(DOCUMENTS["rubric"], WARM)["word/document.xml"].decode()
    assert set(re.findall(r'w:fill="(\w+)"', main)) == {"FBF5F0"}
    assert b"w:fill" not in made(DOCUMENTS["rubric"], PLAIN)["word/document.xml"]


def test_no_color_is_black_without_lines_and_tints() -> None:
    found = styles(PLAIN)
    assert {name: colors(style) for name, style in found.items() if colors(style) not in (set(), {"000000"})} == {}
    assert [name for name, style in found.items() if "w:pBdr" in style or "w:shd" in style] == []
    lined = [name for name, style in found.items() if 'w:val="single" w:sz="4"' in style]
    written_in = ["jdgenAnchors", "jdgenScorecard", "jdgenPlan", "jdgenPlanClose", "jdgenGrid", "jdgenLines"]
    assert lined == written_in, "what is written on or ticked by hand has lines in any look"
    assert found["jdgenGrid"].count('<w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/>') == 1
    assert "w:insideV" not in found["jdgenPlan"]
    assert 'w:u w:val="single"' in found["Hyperlink"]


def test_fonts_are_those_of_the_look() -> None:
    parts = made(POSTING, WARM)
    text, fonts = (parts[f"word/{name}.xml"].decode() for name in ("styles", "fontTable"))
    assert '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:eastAsia="Georgia" w:hAnsi="Georgia"' in text
    assert "Calibri" not in text
    headed = [name for name, style in styles(WARM).items() if 'w:ascii="R&amp;D Sans"' in style]
    assert headed == ["Title", "Heading1", "Heading2", "QuietHeading", "NotesHeading"]
    assert '<w:font w:name="Georgia"><w:altName w:val="Gelasio,serif"/>' in fonts
    assert '<w:font w:name="R&amp;D Sans"><w:family' in fonts


def test_a_font_of_the_template_is_listed_once() -> None:
    look = USUAL._replace(body_font=("Calibri",), heading_font=("Consolas", "Courier"))
    fonts = made(POSTING, look)["word/fontTable.xml"].decode()
    assert re.findall(r'w:font w:name="([^"]*)"', fonts) == ["Calibri", "Consolas", "MS Gothic"]


@pytest.mark.parametrize(
    ("look", "name", "size", "line"),
    [
        (WARM, "Title", 60, 680),
        (WARM, "TitleLong", 50, 583),
        (WARM, "Heading1", 26, 340),
        (WARM, "Heading2", 25, 320),
        (WARM._replace(section=(12, 15)), "Heading2", 24, 300),
        (USUAL, "TitleLong", 40, 480),
    ],
)
def test_titles_and_headings_have_their_sizes(look: Look, name: str, size: int, line: int) -> None:
    found = styles(look)[name]
    assert re.findall(r'<w:sz(?:Cs)? w:val="(\d+)"', found) == [str(size)] * 2
    assert re.findall(r'w:line="(\d+)"', found) == [str(line)]


def test_large_print_enlarges_the_sizes_of_the_look() -> None:
    assert 'w:sz w:val="91"' in styles(WARM, large=True)["Title"]
    assert 'w:left="2895" w:hanging="2895"' in styles(PLAIN, large=True)["FactListed"]


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("none", []),
        ("above", ['<w:top w:val="single" w:sz="4" w:space="5" w:color="C8B8B0"/>']),
        ("below", ['<w:bottom w:val="single" w:sz="4" w:space="2" w:color="C8B8B0"/>']),
    ],
)
def test_headings_of_sections_have_their_line(where: Where, line: list[str]) -> None:
    found = styles(WARM._replace(section_rule=where))
    assert re.findall("<w:pBdr>(.*?)</w:pBdr>", found["Heading1"]) == line
    assert "w:pBdr" not in found["Heading2"]
    assert "w:pBdr" not in styles(PLAIN._replace(section_rule=where))["Heading1"]


def test_ruled_facts_have_no_tint() -> None:
    tinted, ruled = (styles(WARM._replace(facts=facts))["jdgenFacts"] for facts in ("tinted", "ruled"))
    assert colors(tinted) == {"FBF5F0", "C8B8B0"}
    assert colors(ruled) == {"8A7A72", "C8B8B0"}
    assert "w:shd" not in ruled


def words(data: bytes) -> list[tuple[str, str]]:
    """Return the style and the words of each paragraph outside tables."""
    body = ET.fromstring(data).find(f"{W}body")
    assert body is not None
    return [(style(p), faces._word_text(p).strip()) for p in body.findall(f"{W}p")]


def style(paragraph: ET.Element) -> str:
    held = paragraph.find(f"{W}pPr/{W}pStyle")
    assert held is not None
    return str(held.get(f"{W}val"))


def test_listed_facts_and_stacked_columns_are_paragraphs() -> None:
    place = Fact("Place", t("Denver,", "\n", "CO"))
    facts = Facts((Fact("Pay", t("$1 a year")), place, Fact("Name", (), field="name")))
    columns = Columns((Column("Then", (Paragraph(t("One.")),)), Column("Later", (Paragraph(t("Two.")),))))
    tree = replace(POSTING, sections=(Section("facts", (), (facts, columns)),))
    main = made(tree, PLAIN)["word/document.xml"]
    assert b"<w:tbl>" not in main
    assert words(main)[2:] == [
        ("FactListed", "Pay\t$1 a year"),
        ("FactListed", "Place\tDenver,\nCO"),
        ("FactBlankLast", "Name"),
        ("ColumnLabelApart", "Then"),
        ("ColumnText", "One."),
        ("ColumnLabelApart", "Later"),
        ("ColumnText", "Two."),
    ]
    assert main.count(b'<w:rStyle w:val="Strong"/>') == 3
    stops = b'<w:tab w:val="left" w:pos="1900"/><w:tab w:val="right" w:leader="underscore" w:pos="9648"/>'
    assert main.count(b"<w:tabs>" + stops + b"</w:tabs>") == 1
    assert main.count(b"<w:tab/>") == 4


@pytest.mark.parametrize(("label", "large", "stop"), [("Name", True, 2895), ("Notes are kept until then", False, 0)])
def test_a_blank_begins_where_values_stand(label: str, large: bool, stop: int) -> None:
    facts = Facts((Fact(label, (), field="name"), Fact("Pay", t("$1"))))
    tree = replace(POSTING, sections=(Section("facts", (), (facts,)),))
    main = made(tree, PLAIN, large=large)["word/document.xml"].decode()
    assert re.findall(r'<w:tab w:val="left" w:pos="(\d+)"/>', main) == [str(stop)] * bool(stop)
    assert main.count("<w:tab/>") == 2 + bool(stop)
    assert words(main.encode())[-1] == ("FactListedLast", "Pay\t$1")


def test_stacked_columns_are_no_reason_to_keep_a_page_together() -> None:
    four = Bullets(tuple(Item(t(word)) for word in ("One.", "Two.", "Three.", "Four.")))
    columns = Columns((Column("Then", (four,)),))
    tree = replace(POSTING, sections=(Section("s", t("S"), (Paragraph(t("x")), columns), keep=True),))
    kept = [b"<w:keepNext/>" in p for p in made(tree, PLAIN)["word/document.xml"].split(b"<w:p>")[-6:]]
    assert kept == [False, False, True, False, True, False]
    assert made(tree, USUAL)["word/document.xml"].count(b"<w:keepNext/>") == 2


def test_a_plain_posting_is_without_tables_and_a_kit_keeps_what_its_pages_are_planned_for() -> None:
    assert b"<w:tbl>" not in made(document("posting"), PLAIN)["word/document.xml"]
    kit = made(document("rubric"), PLAIN)["word/document.xml"].decode()
    assert "jdgenColumns" in kit
    assert "jdgenFacts" not in kit


@pytest.mark.parametrize("look", [PLAIN, WARM._replace(logo=LOGO)], ids=["plain", "warm"])
@pytest.mark.parametrize("large", [False, True])
def test_the_words_are_the_same_in_any_look(look: Look, large: bool) -> None:
    for name, tree in (every() | DOCUMENTS).items():
        data = render(tree, "docx", PageOptions("a4", large=large, look=look))
        assert faces.difference("docx", tree, faces.word(data)) == "", name


def test_a_word_finds_room_in_a_narrow_column_in_any_font() -> None:
    header = (Cell(t("Well")), Cell(t("Donaudampfschiff")))
    table = Table("plan", header, ((Cell(t("a")), Cell(t("b"))),), (90, 10))
    tree = replace(POSTING, sections=(Section("s", (), (table,)),))

    def width(*fonts: str) -> int:
        main = made(tree, USUAL._replace(body_font=fonts))["word/document.xml"].decode()
        return int(re.findall(r'<w:gridCol w:w="(\d+)"', main)[1])

    assert width() == width("Calibri") == width("Carlito")
    assert (width("Verdana") - 160) / (width() - 160) == pytest.approx(1.35, abs=0.01)


def drawn(data: bytes) -> list[ET.Element]:
    return list(ET.fromstring(data).iter(f"{DRAWING}inline"))


@pytest.mark.parametrize("kind", ["posting", "rubric", "guide", "ladder"])
def test_the_logo_stands_before_the_title(kind: str) -> None:
    parts = made(every()[kind], USUAL._replace(logo=LOGO))
    (inline,) = drawn(parts["word/document.xml"])
    extent, described = inline.find(f"{DRAWING}extent"), inline.find(f"{DRAWING}docPr")
    assert extent is not None
    assert described is not None
    assert extent.attrib == {"cx": "1524000", "cy": "508000"}
    assert described.attrib == {"id": "1", "name": "Logo", "descr": 'The sign of "R&D" <Riverbend>'}
    assert [name for name, _ in words(parts["word/document.xml"])][:2] in (["Logo", "Title"], ["Logo", "TitleLong"])
    assert parts["word/media/logo.png"] == LOGO.data
    assert b'Id="logo"' in parts["word/_rels/document.xml.rels"]
    assert parts["[Content_Types].xml"].count(b'<Default Extension="png" ContentType="image/png"/>') == 1
    assert b'w:styleId="Logo"' in parts["word/styles.xml"]


@pytest.mark.parametrize("kind", ["letter", "coverage"])
def test_neither_a_letter_nor_a_coverage_sheet_has_a_logo(kind: Kind) -> None:
    tree = document("letter") if kind == "letter" else ladder_of(kind)
    usual = render(tree, "docx", PageOptions())
    assert render(tree, "docx", PageOptions(look=USUAL._replace(logo=LOGO))) == usual


def test_a_logo_is_never_wider_than_the_text() -> None:
    (inline,) = drawn(made(POSTING, USUAL._replace(logo=LOGO._replace(width=1200, height=200)))["word/document.xml"])
    extent = inline.find(f"{DRAWING}extent")
    assert extent is not None
    assert extent.attrib == {"cx": str(9648 * 635), "cy": str(9648 * 635 // 6)}


@pytest.mark.parametrize(
    ("tree", "size", "large", "shown"),
    [
        (POSTING, (120, 40), False, 120),
        (POSTING, (170, 46), False, 170),
        (POSTING, (171, 40), False, 0),
        (POSTING, (120, 92), False, 60),
        (POSTING, (340, 92), False, 170),
        (POSTING, (344, 92), False, 0),
        (POSTING, (120, 53), True, 120),
        (replace(POSTING, title=t(LONG[:58])), (120, 74), False, 120),
        (replace(POSTING, title=t(LONG)), (120, 66), False, 120),
        (replace(POSTING, subtitle=(*POSTING.subtitle, *t(" and Copenhagen" * 3))), (120, 62), False, 120),
        (replace(POSTING, subtitle=()), (120, 40), False, 0),
        (replace(POSTING, title=()), (120, 40), False, 0),
    ],
)
def test_a_logo_stands_beside_the_title_where_it_has_room(
    tree: Document, size: tuple[float, float], large: bool, shown: float
) -> None:
    logo = LOGO._replace(width=size[0], height=size[1])
    main = made(tree, USUAL._replace(logo=logo), large=large)["word/document.xml"].decode()
    frames = re.findall('<w:pStyle w:val="Logo"/><w:framePr w:w="([0-9]+)"', main)
    assert frames == ([str(shown * 20)] if shown else [])
    extent = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', main)
    width = shown or size[0]
    assert extent == [(str(width * 12_700), str(width * 12_700 * size[1] // size[0]))]


def test_a_drawing_alone_is_left_to_pages() -> None:
    look = USUAL._replace(logo=LOGO._replace(kind="svg"))
    assert render(POSTING, "docx", PageOptions(look=look)) == render(POSTING, "docx", PageOptions())


def test_templates_are_kept_without_the_bytes_of_logos() -> None:
    def misses(*data: bytes) -> int:
        before = _template.cache_info().misses
        for one in data:
            made(POSTING, WARM._replace(logo=LOGO._replace(data=one)))
        return _template.cache_info().misses - before

    misses(LOGO.data)
    assert misses(b"another", b"and another") == 0


def test_a_usual_look_loads_nothing_of_looks() -> None:
    program = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from samples import POSTING\n"
        "from jdgen.render.docx import render\n"
        "from jdgen.render.options import PageOptions\n"
        "render(POSTING, PageOptions()); print([n for n in sys.modules if n.startswith('jdgen.render.word_')])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert "jdgen.render.word_blocks" in done.stdout
    assert "word_look" not in done.stdout
    assert "word_picture" not in done.stdout


def test_a_body_is_set_in_the_usual_look_unless_told() -> None:
    section = (Section("s", (), (Facts((Fact("Pay", t("$1")),)),)),)
    assert "jdgenFacts" in Body(9000, "posting").sections(section)
    assert "FactListed" in Body(9000, "posting", PLAIN).sections(section)


def varied() -> Iterable[tuple[str, Document, PageOptions]]:
    """Yield documents with a logo: with and without a title, with a long one, large, and in other looks."""
    usual = USUAL._replace(logo=LOGO)
    warm = WARM._replace(logo=LOGO._replace(kind="jpeg", data=jpeg()), section_rule="above")
    yield "usual", POSTING, PageOptions(look=usual)
    yield "untitled", replace(POSTING, title=()), PageOptions(look=usual)
    yield "long", replace(POSTING, title=(Run(LONG),)), PageOptions("a4", look=warm)
    yield "large", POSTING, PageOptions("a4", look=warm, large=True)
    yield "kit", document("rubric"), PageOptions(look=usual)
    yield "high", POSTING, PageOptions(look=usual._replace(logo=LOGO._replace(width=180, height=60)))
    yield "plain-kit", DOCUMENTS["rubric"], PageOptions(look=PLAIN._replace(logo=LOGO))
    yield "ladder", ladder_of("ladder"), PageOptions(look=usual)
    yield "plain", ladder_of("guide"), PageOptions(look=PLAIN._replace(logo=LOGO), large=True)


@pytest.mark.slow
def test_files_in_any_look_are_valid_and_show_the_logo(tmp_path: Path) -> None:
    for tool in ("open_xml", "office"):
        if reason := judges.needs(tool):
            pytest.skip(reason)
    paths = []
    for name, tree, options in varied():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(render(tree, "docx", options))
    assert judges.open_xml(paths) == {path: [] for path in paths}
    for path, printed in judges.office_pdfs(paths, tmp_path).items():
        with pikepdf.open(printed) as file:
            shown = [sum(str(step.operator) == "Do" for step in parse_content_stream(page)) for page in file.pages]
        assert shown == [1] + [0] * (len(shown) - 1), path.name
    assert judges.pdf_pages(tmp_path / "kit.pdf") == 28, "a logo takes no room from the pages of a kit"
