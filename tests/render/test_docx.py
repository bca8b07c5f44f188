import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.documents.tree import (
    Box,
    Break,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inlines,
    Item,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    texts,
)
from jdgen.errors import TemplateError
from jdgen.render import word_zip
from jdgen.render.docx import render
from jdgen.render.options import PageOptions, Paper
from jdgen.render.word_template import MAIN, Template, compiled, compiled_path, fill, load
from jdgen.render.word_text import Xml
from jdgen.render.word_zip import read
from jdgen.resources import templates
from samples import ANCHORS, DOCUMENTS, LADDER, LETTER, POSTING, RUBRIC, bullets, t

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/docx"
TEMPLATE = templates() / "docx/jdgen.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
HOSTILE = (
    "R&D <lead>",
    "]]>",
    "株式会社",
    "👩‍💻 🎉",
    "\"double\" 'single' “curly”",
    "{{ x }}",
    "{% if x %}",
    "{# x #}",
    "{_{ x }_}",
    "&amp; &#x41;",
    "  spaces  kept  ",
    "tab\tand\nline",
    r"\1 \g<0> \n",
    "$x ${x} %s",
    "<w:p/>",
)
every_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


def word(document: Document, paper: Paper = "a4") -> bytes:
    return render(document, PageOptions(paper))


def part(file: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(name))


def with_blocks(*blocks: object, **changes: object) -> Document:
    return replace(POSTING, sections=(Section("s", (), blocks),), **changes)


def said(inlines: Inlines) -> str:
    signs = {Break: "\n", Box: "☐"}
    return "".join(i.text if isinstance(i, Run) else signs[type(i)] for i in inlines)


def paragraph_text(paragraph: ET.Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    inside_tabs = {id(tab) for tabs in paragraph.iter(f"{W}tabs") for tab in tabs}
    return "".join(
        e.text or "" if e.tag == f"{W}t" else signs.get(e.tag, "") for e in paragraph.iter() if id(e) not in inside_tabs
    )


def read_texts(file: bytes, name: str = "word/document.xml") -> list[str]:
    return [text for p in part(file, name).iter(f"{W}p") if (text := paragraph_text(p))]


def outline(file: bytes) -> list[str]:
    from docx import Document as WordDocument
    from docx.table import Table as WordTable

    lines = []
    for block in WordDocument(io.BytesIO(file)).iter_inner_content():
        if isinstance(block, WordTable):
            lines.append(f"[{block.style.name} {len(block.rows)}x{len(block.columns)}]")
        elif block.style.name.startswith("List"):
            lines.append(block.style.name)
        else:
            lines.append(f"{block.style.name} {block.text[:60]!r}".replace("'", "").replace("\\n", " / "))
    grouped = ((line, len(list(same))) for line, same in groupby(lines))
    return [f"{line} x{count}" if count > 1 else line for line, count in grouped]


def table_row_flags(file: bytes, flag: str) -> list[list[bool]]:
    tables = part(file).iter(f"{W}tbl")
    return [[row.find(f"{W}trPr/{W}{flag}") is not None for row in table.iter(f"{W}tr")] for table in tables]


@every_document
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_file_says_what_the_tree_says(document: Document, paper: Paper) -> None:
    expected = [words for inlines in texts(document) if (words := said(inlines))]
    assert expected
    # What closes a letter and the name below it are lines of one text, and have a style each.
    # A subtitle has no line that begins with a dot.
    assert "\n".join(read_texts(word(document, paper))).replace("\xa0·", " ·") == "\n".join(expected)


@every_document
def test_outline(document: Document, request: pytest.FixtureRequest) -> None:
    found = "".join(f"{line}\n" for line in outline(word(document)))
    golden = GOLDEN / f"{document.kind}.txt"
    if request.config.getoption("--update-golden", default=False):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


@every_document
def test_no_paragraph_outside_cells_is_empty(document: Document) -> None:
    body = part(word(document)).find(f"{W}body")
    assert body is not None
    paragraphs = body.findall(f"{W}p")
    assert paragraphs
    empty = [p for p in paragraphs if not paragraph_text(p).strip()]
    assert all(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "SectionEnd" for p in empty)
    assert all(p.find(f"{W}pPr/{W}sectPr") is not None for p in empty)
    assert len(empty) == (document.kind == "rubric")


def test_blocks_without_words_leave_nothing() -> None:
    empty = (Paragraph(()), Paragraph(t("")), Paragraph(t(Break())), bullets(), Facts(()), Columns(()), Lines(0))
    body = part(word(with_blocks(*empty, title=(), subtitle=()))).find(f"{W}body")
    assert body is not None
    assert [e.tag for e in body] == [f"{W}sectPr"]


@every_document
def test_every_cell_ends_with_a_paragraph(document: Document) -> None:
    cells = list(part(word(document)).iter(f"{W}tc"))
    assert all(cell[-1].tag == f"{W}p" for cell in cells)
    assert bool(cells) == (document.kind != "letter")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_arrive_whole(value: str) -> None:
    blocks = (
        Paragraph(t(value), margin=value),
        bullets(value),
        Lines(1, value),
        Columns((Column(value, (Paragraph(t(value)),)),)),
        Table("plan", (Cell(t(value)),), ((Cell(t(value)),),), (100,)),
        Paragraph(t(Run(value, bold=True, link="https://a.example/"), Box(value))),
    )
    document = with_blocks(*blocks, title=t(value), subtitle=t(value), header=value, footer=value)
    document = replace(document, author=value, subject=value)
    file = word(document)
    assert read_texts(file) == [said(inlines) for inlines in texts(document)]
    assert read_texts(file, "word/header1.xml") == [value]
    for footer in ("word/footer1.xml", "word/footer2.xml"):
        assert read_texts(file, footer) == [f"{value}\tPage 1 of 1"]
    core = {element.tag.rpartition("}")[2]: element.text for element in part(file, "docProps/core.xml")}
    assert (core["creator"], core["subject"]) == (value, value)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿") | st.sampled_from("\t\n&<>\"'{}%#"),
            min_size=1,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_arrives_whole(values: list[str]) -> None:
    document = with_blocks(
        bullets(*values), Paragraph(tuple(Run(v, italic=True) for v in values)), title=(), subtitle=()
    )
    assert read_texts(word(document)) == [*values, "".join(values)]


def test_spaces_at_the_ends_of_words_are_kept_as_word_keeps_them() -> None:
    """A reader of Word files drops them from a text that does not ask for them."""
    written = part(word(with_blocks(Paragraph((Run(" two "), Run("  spaces  ", bold=True))), title=(), subtitle=())))
    kept = "{http://www.w3.org/XML/1998/namespace}space"
    said = [(e.text or "") if e.get(kept) == "preserve" else (e.text or "").strip() for e in written.iter(f"{W}t")]
    assert "".join(said) == " two   spaces  "


def test_an_ill_formed_part_is_a_bug_and_no_file() -> None:
    with pytest.raises(RuntimeError, match="ill-formed"):
        word(with_blocks(Paragraph(t("\x00"))))


@every_document
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert word(document) == word(document)


def test_bytes_do_not_depend_on_the_machine() -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from samples import DOCUMENTS;"
        "from jdgen.render.docx import render; from jdgen.render.options import PageOptions;"
        "print([hashlib.sha256(render(d, PageOptions('letter'))).hexdigest() for d in DOCUMENTS.values()])"
    )
    zones = (("1", "Pacific/Kiritimati", "C"), ("2", "America/Los_Angeles", "C.UTF-8"))
    outputs = {
        _python(program, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).stdout.strip() for seed, zone, locale in zones
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 3 * 64


def test_members_are_dated_alike_and_in_the_order_of_the_template() -> None:
    members = zipfile.ZipFile(io.BytesIO(word(POSTING))).infolist()
    assert [m.filename for m in members] == zipfile.ZipFile(TEMPLATE).namelist()
    assert members[0].filename == "[Content_Types].xml"
    assert {m.date_time for m in members} == {(1980, 1, 1, 0, 0, 0)}
    assert zipfile.ZipFile(io.BytesIO(word(POSTING))).testzip() is None


def test_heavy_libraries_stay_unloaded() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests'); from samples import POSTING;"
        "from jdgen.render.docx import render; from jdgen.render.options import PageOptions;"
        "assert render(POSTING, PageOptions());"
        "print(*{'docxtpl', 'docx', 'lxml', 'jinja2', 'zipfile', 'json'} & set(sys.modules), sep=',')"
    )
    assert _python(program).stdout == "\n"


def _python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    file = word(RUBRIC)
    assert all(all(rows) for rows in table_row_flags(file, "cantSplit"))
    repeats = table_row_flags(file, "tblHeader")
    tables = [style.get(f"{W}val") for style in part(file).iter(f"{W}tblStyle")]
    headed = [
        rows
        for style, rows in zip(tables, repeats, strict=True)
        if style in ("jdgenPlanClose", "jdgenAnchors", "jdgenScorecard", "jdgenGrid")
    ]
    assert len(headed) == 5
    assert all(rows[0] and not any(rows[1:]) for rows in headed)
    others = [
        rows
        for style, rows in zip(tables, repeats, strict=True)
        if style in ("jdgenFacts", "jdgenLines", "jdgenColumns")
    ]
    assert others
    assert not any(any(rows) for rows in others)


@pytest.mark.parametrize(("paper", "width"), [("a4", 11906 - 2 * 1247), ("letter", 12240 - 2 * 1296)])
def test_tables_are_as_wide_as_the_text(paper: Paper, width: int) -> None:
    tables = list(part(word(replace(RUBRIC, sections=RUBRIC.sections[:-1]), paper)).iter(f"{W}tbl"))
    assert tables
    for table in tables:
        assert sum(int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")) == width
        for row in table.iter(f"{W}tr"):
            assert sum(int(cell.get(f"{W}w", "")) for cell in row.iter(f"{W}tcW")) == width


def test_a_fact_of_several_lines_takes_a_whole_row() -> None:
    pay, other = Fact("Pay", t("Delft: 1", Break(), "Gouda: 2"), wide=True), Fact("Team", t("Kiln"))
    (table,) = part(word(with_blocks(Facts((other, pay, other, other))))).iter(f"{W}tbl")
    rows = [[cell.get(f"{W}val") for cell in row.iter(f"{W}gridSpan")] for row in table.iter(f"{W}tr")]
    assert rows == [["3"], ["3"], []]


def test_boxes_can_be_clicked_and_named() -> None:
    long = "n" * 62 + "🎉🎉"
    boxes = list(part(word(with_blocks(Paragraph(t(Box("a & b"), Box(long))), ANCHORS))).iter(f"{W}sdtPr"))
    assert len(boxes) == 6
    assert len({box.find(f"{W}id").get(f"{W}val") for box in boxes}) == 6
    assert all(box.find(f"{W14}checkbox/{W14}checked").get(f"{W14}val") == "0" for box in boxes)
    names = [box.find(f"{W}alias").get(f"{W}val") for box in boxes]
    assert names == ["a & b", long[:-1], "Well below", "Below", "Meets", "Above"]


def test_each_numbered_list_starts_at_one() -> None:
    steps = bullets("one", "two", ordered=True)
    file = word(with_blocks(steps, Paragraph(t("between")), steps))
    used = [e.get(f"{W}val") for e in part(file).iter(f"{W}numId")]
    assert used == ["101", "101", "102", "102"]
    numbers = {n.get(f"{W}numId"): n for n in part(file, "word/numbering.xml").iter(f"{W}num")}
    assert all(numbers[n].find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1" for n in set(used))


def test_links_are_relationships_with_safe_addresses() -> None:
    addresses = (
        "https://a.example/?q=1&r=<2>",
        "mailto:x@a.example",
        "tel:+1 303",
        'https://a.example/"',
        "https://a.example/?q=1&r=<2>",
    )
    file = word(with_blocks(Paragraph(tuple(Run("go", link=address) for address in addresses))))
    targets = {
        r.get("Id"): r.get("Target")
        for r in part(file, "word/_rels/document.xml.rels")
        if r.get("TargetMode") == "External"
    }
    assert list(targets.values()) == [
        "https://a.example/?q=1&r=%3C2%3E",
        "mailto:x@a.example",
        "tel:+1%20303",
        "https://a.example/%22",
    ]
    ids = [
        h.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for h in part(file).iter(f"{W}hyperlink")
    ]
    assert ids == ["link1", "link2", "link3", "link4", "link1"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", r"\\host\x", "HTTP"]
)
def test_other_links_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not for the web"):
        word(with_blocks(Paragraph(t(Run("x", link=address)))))


def properties(file: bytes) -> Iterator[tuple[str, set[str]]]:
    for p in part(file).iter(f"{W}p"):
        yield paragraph_text(p), {e.tag.removeprefix(W) for e in p.find(f"{W}pPr")}


def test_a_new_page_starts_at_the_first_paragraph_of_its_section() -> None:
    inner = Section("b", t("Inner"), (Paragraph(t("text")),), new_page=True)
    untitled = Section("d", (), (Paragraph(t("first")), Paragraph(t("second"))), new_page=True)
    document = replace(POSTING, sections=(Section("a", (), (inner,), new_page=True), untitled))
    breaks = [text for text, flags in properties(word(document)) if "pageBreakBefore" in flags]
    assert breaks == ["Inner", "first"]


def test_kept_sections_hold_together_up_to_their_last_paragraph() -> None:
    kept = Section("a", t("Kept"), (Paragraph(t("one")), bullets("two"), Paragraph(t("three"))), keep=True)
    table = Section(
        "b",
        t("Table"),
        (Paragraph(t("four")), Table("plan", t_cells("h"), (t_cells("r1"), t_cells("r2")), (100,))),
        keep=True,
    )
    flags = dict(properties(word(replace(POSTING, sections=(kept, table)))))
    bound = [text for text, names in flags.items() if "keepNext" in names]
    assert [text for text in bound if text in ("one", "two", "three", "four", "h", "r1", "r2")] == [
        "one",
        "two",
        "four",
        "h",
        "r1",
    ]


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize(("count", "kept"), [(1, ""), (2, "a"), (3, "ab"), (5, "ad")])
def test_no_entry_of_a_list_stands_alone_on_a_page(count: int, kept: str, ordered: bool) -> None:
    entries = replace(bullets(*"abcde"[:count]), ordered=ordered)
    column = Columns((Column("c", (bullets("x", "y"),)),))
    flags = list(properties(word(with_blocks(entries, column, title=(), subtitle=()))))
    assert [text for text, names in flags if "keepNext" in names] == list(kept)
    assert [text for text, _ in flags] == [*"abcde"[:count], "c", "x", "y"]


def test_small_words_that_close_a_part_stay_with_it() -> None:
    small = (Paragraph(t("s1"), style="small"), Paragraph(t("s2"), style="small"))
    table = Table("plan", t_cells("h"), (t_cells("r1"), t_cells("r2")), (100,))
    loose = with_blocks(Paragraph(t("x")), small[0], Paragraph(t("y")), title=(), subtitle=())
    assert [text for text, names in properties(word(loose)) if "keepNext" in names] == []
    for block, kept in ((Paragraph(t("x")), ["x"]), (bullets("a", "b", "c"), ["a", "b", "c"]), (table, ["r2"])):
        flags = list(properties(word(with_blocks(block, *small, title=(), subtitle=()))))
        assert [text for text, names in flags if "keepNext" in names] == [*kept, "s1"]
        assert [text for text, names in flags if "keepLines" in names] == ["s1", "s2"]


@pytest.mark.parametrize(("length", "large", "whole"), [(300, False, True), (301, False, False), (5, True, False)])
def test_a_row_that_may_be_higher_than_a_page_is_divided(length: int, large: bool, whole: bool) -> None:
    rows = (t_cells("Rung", "w" * length),)
    tree = with_blocks(Table("ladder", t_cells("h1", "h2"), rows, (50, 50), row_headers=True))
    assert table_row_flags(render(tree, PageOptions(large=large)), "cantSplit") == [[True, whole]]
    plan = with_blocks(Table("plan", t_cells("h1", "h2"), rows, (50, 50)), Facts((Fact("f", t("w" * length)),)))
    flags = table_row_flags(render(plan, PageOptions(large=large)), "cantSplit")
    assert flags == [[True, length <= 300], [length <= 300]]


@pytest.mark.parametrize(("length", "large", "whole"), [(900, False, True), (901, False, False), (601, True, False)])
def test_columns_that_may_be_higher_than_a_page_are_divided(length: int, large: bool, whole: bool) -> None:
    tree = with_blocks(Columns((Column("a", (Paragraph(t("w" * length)),)), Column("b", (Paragraph(t("x")),)))))
    assert table_row_flags(render(tree, PageOptions(large=large)), "cantSplit") == [[whole]]


def t_cells(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(t(w)) for w in words)


def test_numbers_stand_right_and_boxes_in_the_middle() -> None:
    rows = (t_cells("a", "30"), t_cells("b", "5"))
    table = Table(
        "plan", t_cells("Name", "Minutes", "Tick"), tuple((*r, Cell(t(Box("x")))) for r in rows), (50, 25, 25)
    )
    styles = [e.get(f"{W}val") for e in part(word(with_blocks(table, title=(), subtitle=()))).iter(f"{W}pStyle")]
    assert styles[:3] == ["TableHead", "TableHeadNumber", "TableHeadMark"]
    assert styles[3:6] == ["TableText", "TableTextNumber", "TableTextMark"]


def test_quiet_sections_are_small_and_only_the_first_has_a_rule() -> None:
    sections = tuple(Section(n, t(n), (Paragraph(t("x")), bullets("y")), quiet=n != "loud") for n in ("loud", "a", "b"))
    styles = [
        e.get(f"{W}val")
        for e in part(word(replace(POSTING, title=(), subtitle=(), sections=sections))).iter(f"{W}pStyle")
    ]
    assert styles == [
        "Heading1",
        "BodyText",
        "ListBullet",
        "QuietStart",
        "Small",
        "SmallBullet",
        "QuietHeading",
        "Small",
        "SmallBullet",
    ]


def test_a_margin_note_is_framed_and_read_first() -> None:
    notes = [(text, "framePr" in flags) for text, flags in properties(word(LETTER))]
    place = notes.index(("Problem", True))
    assert notes[place + 1][0].startswith("[What broke")
    assert sum(framed for _, framed in notes) == 2


def test_in_large_print_a_margin_note_stands_above_its_paragraph() -> None:
    file = render(LETTER, PageOptions(large=True))
    assert [flags for text, flags in properties(file) if text == "Problem"] == [{"pStyle"}]
    assert looks(file, "MarginNote", "jc") == []
    assert looks(word(LETTER), "MarginNote", "jc") == ["right"]
    assert looks(file, "TableTextNumber", "jc") == ["right"]


@pytest.mark.parametrize(
    ("document", "paper", "size", "sides"),
    [
        (POSTING, "a4", ("11906", "16838"), ("1247", "1247")),
        (POSTING, "letter", ("12240", "15840"), ("1296", "1296")),
        (LETTER, "a4", ("11906", "16838"), ("1417", "1417")),
        (LADDER, "a4", ("16838", "11906"), ("1134", "1134")),
        (LADDER, "letter", ("15840", "12240"), ("1008", "1008")),
    ],
)
def test_page(document: Document, paper: Paper, size: tuple[str, str], sides: tuple[str, str]) -> None:
    section = part(word(document, paper)).find(f".//{W}sectPr")
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == size
    assert page.get(f"{W}orient") == ("landscape" if document.landscape else None)
    width = str(int(size[0]) - int(sides[0]) - int(sides[1]))
    stops = [stop.get(f"{W}pos") for stop in part(word(document, paper), "word/footer1.xml").iter(f"{W}tab")]
    assert [stop for stop in stops if stop] == [width]
    assert (margins.get(f"{W}left"), margins.get(f"{W}right")) == sides
    assert section.find(f"{W}titlePg") is not None
    assert [r.get(f"{W}type") for r in section.findall(f"{W}headerReference")] == ["default"]
    assert [r.get(f"{W}type") for r in section.findall(f"{W}footerReference")] == ["default", "first"]


def test_a_letter_has_page_numbers_but_not_on_its_first_page() -> None:
    file = word(LETTER)
    assert read_texts(file, "word/footer1.xml") == ["\tPage 1 of 1"]
    assert read_texts(file, "word/footer2.xml") == []
    assert read_texts(file, "word/header1.xml") == ["Dana Reyes"]


def test_a_letter_has_links_in_ink() -> None:
    link = Paragraph(t(Run("go", link="https://a.example/")))
    for document, style, colors in ((LETTER, "LetterLink", []), (POSTING, "Hyperlink", ["0B4F6C"])):
        file = word(replace(document, sections=(Section("s", (), (link,)),)))
        assert [e.get(f"{W}val") for e in part(file).iter(f"{W}rStyle")] == [style]
        assert looks(file, style, "color") == colors
        assert looks(file, style, "u") == ["single"]


def looks(file: bytes, style: str, tag: str, name: str = "val") -> list[str]:
    """Return what a style says of one of its own properties."""
    (found,) = (s for s in part(file, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == style)
    return [e.get(f"{W}{name}", "") for e in found.iter(f"{W}{tag}")]


def test_a_missing_value_looks_like_a_prompt_in_bold() -> None:
    file = word(POSTING)
    assert looks(file, "Missing", "shd", "fill") == looks(file, "Prompt", "shd", "fill") == ["E9EEF4"]
    assert len(looks(file, "Missing", "b")) == 1


def test_a_long_title_is_set_smaller() -> None:
    for length, style in ((60, "Title"), (61, "TitleLong")):
        file = word(replace(POSTING, title=t("w" * length)))
        assert next(part(file).iter(f"{W}pStyle")).get(f"{W}val") == style
    assert looks(word(POSTING), "TitleLong", "sz") == ["40"]


def test_a_long_page_line_loses_its_middle() -> None:
    line = f"{'Gesellschaft mit beschränkter Haftung ' * 5}· Senior Engineer · LH-7"
    file = word(replace(POSTING, header=line, footer=line))
    (header,) = read_texts(file, "word/header1.xml")
    (footer,) = read_texts(file, "word/footer1.xml")
    assert (
        header
        == "Gesellschaft mit beschränkter Haftung Gesellschaft mit beschränkter … Haftung · Senior Engineer · LH-7"
    )
    shorter = "Gesellschaft mit beschränkter Haftung Gesellschaft mit beschränkter … Haftung · Senior Engineer · LH-7"
    assert footer == f"{shorter}\tPage 1 of 1"


def test_properties_and_language() -> None:
    from docx import Document as WordDocument

    document = replace(LETTER, language="de-DE")
    core = WordDocument(io.BytesIO(word(document))).core_properties
    assert (core.title, core.subject, core.author, core.language) == (
        "Cover letter",
        "Cover letter",
        "Dana Reyes",
        "de-DE",
    )
    assert core.created.isoformat() == core.modified.isoformat() == "2026-11-20T00:00:00+00:00"
    assert part(word(document), "word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "de-DE"


@every_document
def test_all_styles_and_relationships_exist(document: Document) -> None:
    file = word(document)
    defined = {s.get(f"{W}styleId") for s in part(file, "word/styles.xml").iter(f"{W}style")}
    kinds = [f"{W}{kind}" for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")]
    used = {
        e.get(f"{W}val")
        for name in ("word/document.xml", "word/styles.xml")
        for e in part(file, name).iter()
        if e.tag in kinds
    }
    assert used
    assert used <= defined
    related = {r.get("Id") for r in part(file, "word/_rels/document.xml.rels")}
    references = {v for e in part(file).iter() for k, v in e.attrib.items() if k.endswith("relationships}id")}
    assert {"header1", "footer1", "footer2"} <= references <= related


def test_no_tag_of_the_template_is_left() -> None:
    for name, member in read(word(POSTING)).items():
        assert not re.search(rb"\{\{|\{%|\{#", member.data()), name


def test_the_compiled_form_is_fresh() -> None:
    kept, made = read(compiled_path(TEMPLATE).read_bytes()), read(compiled(TEMPLATE))
    assert {n: m.data() for n, m in kept.items()} == {n: m.data() for n, m in made.items()}
    assert "word/document.xml" in made


def test_the_template_is_what_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    import word_template

    made = {name: text.encode() for name, text in word_template.parts().items()}
    assert {n: m.data() for n, m in read(TEMPLATE.read_bytes()).items()} == made


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of templates that differ from the built-in one; the compiled form beside them is stale."""

    def make(old: str, new: str, name: str = "word/document.xml") -> Path:
        path = tmp_path / "own.docx"
        with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for member in source.namelist():
                text = source.read(member).decode()
                assert member != name or old in text
                target.writestr(member, text.replace(old, new) if member == name else text)
        compiled_path(path).write_bytes(compiled_path(TEMPLATE).read_bytes())
        return path

    return make


VALUES = {"title": "R&D <lead>", "subtitle": "", "body": "b", "header": "h", "footer": "f"}


def test_a_changed_template_is_compiled_by_docxtpl(changed: Callable[..., Path]) -> None:
    template = load(changed("{{p title }}", "{% if subtitle %}x{% else %}{{ title }} {{ [1, 2] | join }}{% endif %}"))
    filled = ET.fromstring(fill(template, "word/document.xml", VALUES))
    assert paragraph_text(next(filled.iter(f"{W}p"))) == "R&D <lead> 12"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ titel }}", r"own\.docx: unknown name `titel`; did you mean `title`\?"),
        ("{{ titel | upper }}", "'titel' is undefined"),
        ("{{ title.__class__.__mro__ }}", "unsafe"),
        ("{% if title %}", "word/document.xml: "),
    ],
)
def test_tags_that_cannot_be_filled_are_errors(changed: Callable[..., Path], tag: str, message: str) -> None:
    template = load(changed("{{p title }}", tag))
    with pytest.raises(TemplateError, match=message):
        fill(template, "word/document.xml", VALUES)


def test_tags_where_none_is_filled_are_errors(changed: Callable[..., Path]) -> None:
    with pytest.raises(TemplateError, match=r"a tag in docProps/core\.xml"):
        load(changed("jdgen", "{{ title }}", "docProps/core.xml"))


def test_a_value_in_a_plain_tag_is_escaped_unless_it_is_markup() -> None:
    template = Template(TEMPLATE, {}, {"word/footer1.xml": "<f>{{ a }}{{ b }}</f>"})
    filled = fill(template, "word/footer1.xml", {"a": "R&D <lead>", "b": Xml("<b/>")})
    assert filled == b"<f>R&amp;D &lt;lead&gt;<b/></f>"


def test_a_member_that_is_not_what_it_was_packed_from_is_refused(tmp_path: Path) -> None:
    archive = bytearray(word_zip.write([word_zip.deflated(MAIN, b"<a/>" * 100)]))
    name = archive.index(MAIN.encode())
    archive[name - 16] ^= 1  # the sum of the member, in front of its name
    archive[archive.rindex(MAIN.encode()) - 30] ^= 1
    with pytest.raises(ValueError, match=f"{MAIN} is damaged"):
        read(bytes(archive))[MAIN].data()


def test_a_template_must_be_a_word_file(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"%PDF-1.7", TEMPLATE.read_bytes()[:3000]):
        path = tmp_path / f"{len(content)}.docx"
        path.write_bytes(content)
        with pytest.raises(TemplateError, match="cannot be read as a Word file"):
            load(path)


def test_list_items_keep_their_formats() -> None:
    item = Item(
        (Run("a", bold=True), Run("b", italic=True), Run("c", bold=True, italic=True), Run("d", code=True, bold=True))
    )
    file = word(with_blocks(replace(bullets(), items=(item,)), title=(), subtitle=()))
    styles = [e.get(f"{W}val") for e in part(file).iter(f"{W}rStyle")]
    assert styles == ["Strong", "Emphasis", "StrongEmphasis", "Code"]
    assert len(list(part(file).iter(f"{W}b"))) == 1


def test_no_line_of_a_subtitle_begins_with_its_dot() -> None:
    file = word(replace(POSTING, title=(), subtitle=t("Riverbend · Denver", Break(), "On site · Full-time")))
    assert read_texts(file)[0] == "Riverbend\xa0· Denver\nOn site\xa0· Full-time"


def test_parts_that_many_files_have_alike_are_packed_once() -> None:
    first, again = (word_zip.shared("word/media/logo.png", b"a" * 1000) for _ in range(2))
    assert first is again
    assert first.data() == b"a" * 1000
    assert word_zip.shared("word/media/other.png", b"a" * 1000).name == "word/media/other.png"
