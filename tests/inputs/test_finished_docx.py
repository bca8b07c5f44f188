"""Finished postings in Word, as programs and people write them: by styles, by bold lines, with tracked changes."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as WordDocument
from lxml import etree

from jdgen.errors import InputError
from jdgen.inputs.finished import word_package
from jdgen.inputs.finished.posting import read_finished
from jdgen.inputs.finished.word_package import WordPackage, namespace, paragraphs
from jdgen.inputs.finished.word_styles import Styles
from jdgen.render import comments

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Section"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Banner"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def word(body: str, styles: str = STYLES, **more: str | bytes) -> bytes:
    """Return a Word file with a body and styles; `more` are further parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        for name, data in more.items():
            archive.writestr(f"word/{name.replace('_', '.')}", data)
    return buffer.getvalue()


def p(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def told(data: bytes) -> list[tuple[str, str, str]]:
    return [(q.kind, q.part, q.text) for q in read_finished("-", stdin=data).reading.passages]


def placed(data: bytes) -> list[tuple[str, str]]:
    return [(str(q.place), q.text) for q in read_finished("-", stdin=data).reading.passages]


def test_styles_are_known_by_their_names_whatever_their_ids() -> None:
    body = (
        p("Cook", "Titel") + p("Bistro Nord, Duluth", "Untertitel") + p("About the role", "berschrift1") + p("We cook.")
        + p("Duties", "Ours") + p("Bake", "Liste")
        + p("Not in the list", "Liste", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Must have", "Outlined") + p("A card", "", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>')
        + p("Benefits", "", '<w:outlineLvl w:val="0"/>') + p("Supper", "Loop")
    )  # fmt: skip
    assert told(word(body)) == [
        ("title", "", "Cook"),
        ("subtitle", "", "Bistro Nord, Duluth"),
        ("heading", "why", "About the role"),
        ("paragraph", "why", "We cook."),
        ("heading", "duties", "Duties"),
        ("bullet", "duties", "Bake"),
        ("paragraph", "duties", "Not in the list"),
        ("heading", "must", "Must have"),
        ("bullet", "must", "A card"),
        ("heading", "offer", "Benefits"),
        ("paragraph", "offer", "Supper"),
    ]


def test_styles_that_stand_on_themselves_end() -> None:
    root = etree.fromstring(f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>')
    assert len(Styles(root).chain("Loop")) == 20


def test_a_file_without_heading_styles_has_bold_lines() -> None:
    bold, thin, style = "<w:b/>", '<w:b w:val="0"/>', '<w:rStyle w:val="Fett"/>'
    body = (
        f"<w:p>{r('Cook', bold)}</w:p>" + p("Location: Duluth") + f"<w:p>{r('What you will do:', bold)}</w:p>"
        + p("• Bake") + p("- Sweep") + f"<w:p>{r('Our oven', style)}</w:p>" + p("It is old.")
        + f"<w:p>{r('Requirements', bold)}<w:r><w:br/></w:r>{r('A card')}</w:p>"
        + f"<w:p>{r('not bold', thin)}{r(' at all', bold)}</w:p>"
    )  # fmt: skip
    assert told(word(body, ""))[:5] == [
        ("title", "", "Cook"),
        ("fact", "facts", "Location: Duluth"),
        ("heading", "duties", "What you will do:"),
        ("bullet", "duties", "Bake"),
        ("bullet", "duties", "Sweep"),
    ]
    assert told(word(body))[5:] == [
        ("heading", "", "Our oven"),
        ("paragraph", "", "It is old."),
        ("heading", "requirements", "Requirements"),
        ("paragraph", "requirements", "A card"),
        ("paragraph", "requirements", "not bold at all"),
    ]


def test_what_readers_see_is_read_and_nothing_else() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'{r("hidden code")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("May 1")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p("Cook", "Titel")
        + f"<w:p>{r('Bake ')}<w:ins>{r('good ')}</w:ins><w:del><w:r><w:delText>bad </w:delText></w:r>"
        f"{r('old ')}</w:del>"
        f"<w:moveFrom>{r('moved ')}</w:moveFrom>{r('bread')}<w:r><w:tab/><w:noBreakHyphen/></w:r>{r('rolls')}</w:p>"
        + f"<w:p>{r('Start ')}{field}{r('.')}<w:hyperlink>{r(' See the menu.')}</w:hyperlink>"
        f"{r('secret', '<w:vanish/>')}</w:p>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
        + f"<w:p>{r('Beside.')}<w:r><w:pict><w:txbxContent>{p('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert placed(word(body)) == [
        ("standard input: paragraph 1", "Cook"),
        ("standard input: paragraph 2", "Bake good bread -rolls"),
        ("standard input: paragraph 3", "Start May 1. See the menu."),
        ("standard input: paragraph 4", "In a control."),
        ("standard input: paragraph 5", "Beside."),
        ("standard input: paragraph 6", "In a box."),
    ]


def sign(kind: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (sign("begin") + r("Bake "), "Bake bread."),
        (sign("begin") + sign("begin") + r("code") + sign("separate") + r("Bake ") + sign("end"), "Bake bread."),
        (sign("begin") + r("code") + sign("end") + r("Bake "), "Bake bread."),
        (sign("begin") + r("code") + f"<w:del>{sign('end')}</w:del>", "code bread."),
        (sign("begin") + r("code") + sign("end", "<w:vanish/>") + r("Bake "), "Bake bread."),
        (sign("end") + sign("separate") + r("Bake "), "Bake bread."),
        (f"<w:del>{sign('begin')}</w:del>" + r("Bake ") + sign("end"), "Bake bread."),
    ],
    ids=["alone", "before another", "without a result", "ended in a deletion", "ended unseen", "only ended", "deleted"],
)
def test_a_field_that_does_not_end_hides_nothing(body: str, expected: str) -> None:
    found = told(word(p("Cook", "Titel") + f"<w:p>{body}</w:p>" + p("bread.")))
    assert " ".join(text for _, _, text in found[1:]) == expected


def test_a_table_of_labels_is_facts_and_another_one_paragraphs() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = (
        p("Cook", "Titel") + p("")
        + f"<w:tbl>{row('Pay', '$20 an hour', 'Hours:', '30')}{row('Start', 'At once')}</w:tbl>"
        + p("How we hire", "berschrift1") + f"<w:tbl>{row('One', 'Two', 'Three')}</w:tbl>" + p("End.")
    )  # fmt: skip
    found = read_finished("-", stdin=word(body)).reading.passages
    assert [(q.kind, q.part, q.text) for q in found] == [
        ("title", "", "Cook"),
        ("fact", "facts", "Pay: $20 an hour"),
        ("fact", "facts", "Hours: 30"),
        ("fact", "facts", "Start: At once"),
        ("heading", "process", "How we hire"),
        ("paragraph", "process", "One"),
        ("paragraph", "process", "Two"),
        ("paragraph", "process", "Three"),
        ("paragraph", "process", "End."),
    ]
    assert [str(found[1].at(offset)) for offset in (0, 5)] == [
        "standard input: paragraph 3", "standard input: paragraph 4",
    ]  # fmt: skip
    assert str(found[-1].place) == "standard input: paragraph 13"


def test_a_file_that_python_docx_wrote() -> None:
    made = WordDocument()
    made.add_heading("Barista", 0)
    made.add_paragraph("Kaffe & Co | Duluth, MN")
    made.add_heading("What you'll do", 2)
    made.add_paragraph("Pull shots", style="List Bullet")
    made.add_paragraph("Steam milk", style="List Number")
    buffer = io.BytesIO()
    made.save(buffer)
    assert told(buffer.getvalue()) == [
        ("title", "", "Barista"),
        ("subtitle", "", "Kaffe & Co | Duluth, MN"),
        ("heading", "duties", "What you'll do"),
        ("bullet", "duties", "Pull shots"),
        ("bullet", "duties", "Steam milk"),
    ]


def test_a_strict_file_is_read_too() -> None:
    strict = word(p("Cook", "Titel") + p("Bake bread."))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert told(buffer.getvalue()) == [("title", "", "Cook"), ("paragraph", "", "Bake bread.")]


def test_numbers_count_all_paragraphs_of_the_body() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('two')}</w:tc><w:tc>{p('three')}</w:tc></w:tr></w:tbl>"
    root = WordPackage(word(p("one") + inner + p("four")), "x").document
    assert ["".join(q.itertext()) for q in paragraphs(root)] == ["one", "two", "three", "four"]
    assert namespace(root) == f"{{{W}}}"
    assert paragraphs(etree.fromstring("<a/>")) == []


def test_comments_count_paragraphs_as_readers_do() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('in a box')}</w:txbxContent></w:pict></w:r></w:p>"
    drawn = '<w:p><w:r><a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:r></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{p('cell')}</w:tc></w:tr></w:tbl>"
    package = WordPackage(word(p("one") + box + drawn + table + f"<w:del>{p('gone')}</w:del>" + p("last")), "x")
    assert len(paragraphs(package.document)) == comments.paragraphs(etree.tostring(package.document)) == 7


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


ENTITY = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
WRONG = {
    "no zip": (b"PK\x03\x04 and no more", "is a damaged Word file"),
    "other zip": (zipped(readme=b"x"), "is a zip file, but not one of Word"),
    "open document": (zipped(mimetype=b"x", **{"content.xml": b"<x/>"}), "is an OpenDocument file"),
    "macros": (word(p("Cook"), vbaProject_bin=b"x"), "is a Word file with macros"),
    "no XML": (zipped(**{"word/document.xml": b"<w:p>"}), "`word/document.xml` is no XML"),
    "a document type": (zipped(**{"word/document.xml": ENTITY}), "has a document type"),
    "the same in UTF-16": (
        zipped(**{"word/document.xml": ENTITY.decode().encode("utf-16")}), "has a document type",
    ),
    "no body": (zipped(**{"word/document.xml": f'<w:document xmlns:w="{W}"/>'.encode()}), "without a body"),
    "a bomb": (word(" " * 30_000_000), "unpacks to 30,"),
    "a bomb of styles": (word(p("Cook"), " " * 30_000_000), "unpacks to 30,"),
    "deep": (word("<w:sdt>" * 5000), "is no XML"),
    "deep and whole": (word("<w:sdt>" * 1000 + "</w:sdt>" * 1000), "is no XML"),
    "paragraphs": (word("<w:p/>" * 10_001), "has more than 10,000 paragraphs"),
    "elements": (word("<w:p>" + "<w:r/>" * 100_001 + "</w:p>"), "has more than 100,000 elements"),
    "no words": (word(p("")), "holds no words"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_sound_word_file_is_refused_with_its_reason(name: str) -> None:
    data, message = WRONG[name]
    with pytest.raises(InputError) as caught:
        read_finished("-", stdin=data)
    (problem,) = caught.value.problems
    assert message in str(problem)


def test_a_locked_member_is_refused() -> None:
    data = bytearray(word(p("Cook")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    with pytest.raises(InputError, match="locked with a password"):
        read_finished("-", stdin=bytes(data))


def test_a_part_that_says_it_is_small_is_not_read_beyond_its_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MAX_PART", 1000)
    monkeypatch.setattr(word_package, "MAX_RATIO", 10**9)
    with pytest.raises(InputError, match="has a part of more than 1,000 bytes"):
        read_finished("-", stdin=word(p("Cook " * 400)))
