"""Each judge of the grid complains of a doctored file: one that finds nothing there would find nothing anywhere."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from scale import WHOLE
from test_judges_grid import POSTING, Command, against_schema, data_of, faults_of_feed, nu, read_by_office
from word_lint import faults

import judges
from boards import made as board_file
from boards import posting
from conftest import EXAMPLES
from jdgen.render.word_zip import deflated, read, write
from making import RIVERBEND, ROLE

KIT = EXAMPLES / "documents/riverbend-robotics-senior-software-engineer-eng-214-rubric.docx"
POSTED = EXAMPLES / "documents/riverbend-robotics-senior-software-engineer-eng-214-posting.docx"
MAIN, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
RELATED = "word/_rels/document.xml.rels"
CELL_END = r"</w:p></w:tc>"
DOCTORED: dict[str, tuple[Path, str, str, str, str]] = {
    "text outside": (KIT, MAIN, r"<w:r>", r"lost<w:r>", "text: "),
    "text in a run": (KIT, MAIN, r"<w:t ", r"lost<w:t ", "text: "),
    "a lost character": (KIT, MAIN, "Loop plan", "Loop \N{REPLACEMENT CHARACTER}", "text: "),
    "a tag": (KIT, MAIN, "Loop plan", "{{ kit.title }}", "leftover: "),
    "a block": (KIT, MAIN, "Loop plan", "{% if x %}", "leftover: "),
    "a tag in an alternative text": (KIT, MAIN, 'descr="[^"]*"', 'descr="{{ company.name }}"', "leftover: "),
    "a tag in the title": (KIT, "docProps/core.xml", "<dc:title>[^<]*", "<dc:title>{# a #}", "leftover: "),
    "a cell that ends with a table": (KIT, MAIN, CELL_END, "</w:p><w:tbl/></w:tc>", "end: "),
    "a table without rows": (KIT, MAIN, "<w:sectPr", "<w:tbl/><w:sectPr", "table: "),
    "a row without cells": (KIT, MAIN, "</w:tbl>", "<w:tr/></w:tbl>", "table: "),
    "a column too many": (KIT, MAIN, "</w:tblGrid>", '<w:gridCol w:w="1"/></w:tblGrid>', "table: "),
    "an unmarked head": (KIT, MAIN, "<w:tblHeader/>", "", "table: "),
    "a picture without words": (KIT, MAIN, r'(<wp:docPr [^>]*)descr="[^"]*"', r"\1", "picture: "),
    "two ids of controls": (KIT, MAIN, r'<w:id w:val="910000002"/>', '<w:id w:val="910000001"/>', "id: "),
    "a bookmark without an end": (KIT, MAIN, "<w:sectPr", '<w:bookmarkStart w:id="7" w:name="x"/><w:sectPr', "id: "),
    "a link to no bookmark": (KIT, MAIN, "<w:r>",
                              '<w:hyperlink w:anchor="no"><w:r><w:t>x</w:t></w:r></w:hyperlink><w:r>', "id: "),
    "a style that there is not": (KIT, MAIN, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Titel"/>', "style: "),
    "a style of the wrong kind": (KIT, MAIN, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="TableNormal"/>', "style: "),
    "a base that there is not": (KIT, STYLES, '<w:basedOn w:val="[^"]*"', '<w:basedOn w:val="No"', "style: "),
    "a list that there is not": (KIT, MAIN, "<w:pPr>",
                                 '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>', "numbering: "),
    "a field without its end": (KIT, MAIN, "<w:r>", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>', "field: "),
    "a field that reads files": (KIT, MAIN, "<w:r>", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
                                 'INCLUDETEXT x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r>',
                                 "field: "),
    "spaces that are lost": (KIT, MAIN, '<w:t xml:space="preserve">', "<w:t> ", "space: "),
    "a line end in a text": (KIT, MAIN, '<w:t xml:space="preserve">', '<w:t xml:space="preserve">a\nb', "space: "),
    "an unknown prefix": (KIT, MAIN, 'mc:Ignorable="w14"', 'mc:Ignorable="w14 w99"', "ignorable: "),
    "no language": (KIT, STYLES, '<w:lang w:val="en-US"', "<w:lang", "language: "),
    "no title": (KIT, "docProps/core.xml", "<dc:title>[^<]*", "<dc:title>", "properties: "),
    "a change": (KIT, MAIN, "<w:r>", '<w:ins w:id="1" w:author="x"/><w:r>', "change: "),
    "a skipped heading": (KIT, MAIN, '<w:pStyle w:val="Heading1"/>',
                          '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="4"/>', "heading: "),
    "an attached template": (KIT, "word/settings.xml", "<w:zoom", '<w:attachedTemplate r:id="x"/><w:zoom', "change: "),
    "a part without a type": (KIT, TYPES, '<Override PartName="/word/styles.xml"[^>]*>', "", "types: "),
    "a type without a part": (KIT, TYPES, "</Types>",
                              '<Override PartName="/no.xml" ContentType="x"/></Types>', "types: "),
    "a target that there is not": (KIT, RELATED, 'Target="numbering.xml"', 'Target="no.xml"', "relationships: "),
    "an id that there is not": (POSTED, RELATED, 'Id="link1"', 'Id="link2"', "relationships: "),
    "a link to a script": (POSTED, RELATED, 'Target="https:[^"]*"', 'Target="javascript:alert(1)"', "relationships: "),
    "a picture from elsewhere": (POSTED, RELATED, 'Target="media/logo.png"',
                                 'Target="https://x.example/p.png" TargetMode="External"', "relationships: "),
    "half a part": (KIT, MAIN, "</w:body>", "", "unreadable: "),
}  # fmt: skip
"""What is done to a file: to which part, from what to what, and how the complaint begins."""


@cache
def members(path: Path) -> dict[str, bytes]:
    return {name: member.data() for name, member in read(path.read_bytes()).items()}


def doctored(path: Path, part: str, old: str, new: str) -> bytes:
    parts = members(path)
    text, count = re.subn(old, new.replace("\n", "\\n"), parts[part].decode(), count=1)
    assert count == 1
    return write(deflated(name, data) for name, data in (parts | {part: text.encode()}).items())


def test_the_lint_finds_nothing_in_the_files_that_are_doctored() -> None:
    assert [faults(path.read_bytes()) for path in (KIT, POSTED)] == [[], []]


@pytest.mark.parametrize("case", DOCTORED)
def test_the_lint_sees(case: str) -> None:
    *change, beginning = DOCTORED[case]
    found = faults(doctored(*change))
    assert [fault for fault in found if fault.startswith(beginning)], found


def test_the_lint_sees_what_is_wrong_with_a_zip() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members(KIT).items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
        file.writestr(zipfile.ZipInfo("Word/Document.xml", (1980, 1, 1, 0, 0, 0)), b"<x/>")
        file.writestr(zipfile.ZipInfo("word/late.bin", (2026, 11, 20, 9, 0, 0)), b"")
    found = faults(buffer.getvalue())
    assert [fault for fault in found if fault.startswith("zip: ")] == [
        "zip: two parts are named word/document.xml",
        "zip: word/late.bin has the date (2026, 11, 20, 9, 0, 0)",
    ]
    assert "types: word/late.bin has none" in found
    assert "relationships: nothing leads to word/late.bin" in found
    assert faults(b"PK") == ["unreadable: File is not a zip file"]


def needing(tool: str) -> None:
    if reason := judges.needs(tool):
        print(reason)
        pytest.skip(reason)


@pytest.mark.slow
def test_the_open_xml_validator_sees(tmp_path: Path) -> None:
    needing("open_xml")
    path = tmp_path / "doctored.docx"
    path.write_bytes(doctored(KIT, MAIN, "</w:tbl>", "<w:tblPr/></w:tbl>"))
    (found,) = judges.open_xml([path]).values()
    assert [fault for fault in found if "tblPr" in fault] != []


@pytest.fixture
def pdf(jdgen: Command, tmp_path: Path) -> Path:
    ran = jdgen("coverage", ROLE, *RIVERBEND.of("posting"), "-f", "pdf", "-q", "-o", tmp_path)
    assert ran.code == 0
    return ran.paths[0]


@pytest.mark.slow
def test_qpdf_and_vera_pdf_see(pdf: Path, tmp_path: Path) -> None:
    needing("qpdf")
    needing("vera")
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(pdf.read_bytes()[:-200])
    assert judges.pdf_check(torn) != []
    with pikepdf.open(pdf) as file:
        del file.Root.Lang, file.Root.MarkInfo, file.Root.OutputIntents
        file.save(tmp_path / "doctored.pdf")
    flavors = ("ua1", "2a") if WHOLE else ("ua1",)
    for flavor in flavors:
        found = judges.vera_pdf(tmp_path / "doctored.pdf", flavor)
        assert [fault for fault in found if fault.startswith("6.2")] != [], found


DOCTORED_PAGE = (
    '<!doctype html><html><body><p style="color:#aaa;background:#fff">pale</p><p id=a><p id=a>'
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="><blink>x</blink></html>'
)


@pytest.mark.slow
def test_the_judges_of_pages_see(tmp_path: Path) -> None:
    path = tmp_path / "doctored.html"
    path.write_text(DOCTORED_PAGE, encoding="utf-8")
    seen: dict[str, tuple[Callable[[list[Path]], dict[Path, list[str]]], list[str]]] = {
        "vnu": (nu, ["blink", "alt", "lang"]),
        "axe": (judges.axe, ["html-has-lang:", "image-alt:", "document-title:"]),
    }
    if WHOLE:
        seen |= {
            "browser": (judges.axe_in_browser, ["html-has-lang:", "image-alt:", "document-title:", "color-contrast:"]),
            "html_validate": (judges.html_validate, ["deprecated:", "no-dup-id:"]),
        }
    for tool, (judge, wanted) in seen.items():
        needing(tool)
        said = " ".join(judge([path])[path])
        assert [one for one in wanted if one not in said] == [], f"{tool}: {said}"


def test_the_schema_and_the_feeds_see(tmp_path: Path) -> None:
    data = json.loads(board_file(posting(), "jsonld"))
    assert list(POSTING.iter_errors(data)) == []
    for name in ("title", "datePosted", "hiringOrganization"):
        lacking = copy.deepcopy(data)
        del lacking[name]
        path = tmp_path / f"{name}.jsonld"
        path.write_text(json.dumps(lacking), encoding="utf-8")
        assert [name in fault for fault in against_schema([path])[path]] == [True]
    page = tmp_path / "none.html"
    page.write_text("<!doctype html><title>x</title>", encoding="utf-8")
    assert (data_of(page.read_bytes()), against_schema([page])[page]) == ([], ["not one posting"])
    feed = tmp_path / "doctored.indeed.xml"
    feed.write_bytes(board_file(posting(), "indeed-xml").replace(b"country>", b"land>"))
    assert faults_of_feed(feed) == ["a job has no country"]


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE, reason="LibreOffice is a judge of the grid in `make torture` alone")
def test_libreoffice_sees(tmp_path: Path) -> None:
    needing("office")
    path = tmp_path / "doctored.docx"
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    parts = (begin, "<w:instrText>PAGE</w:instrText>", separate, "<w:t>unseen</w:t>", end)
    field = "".join(f"<w:r>{part}</w:r>" for part in parts)
    path.write_bytes(doctored(KIT, MAIN, "<w:r>", f"{field}<w:r>"))
    (fault,) = read_by_office([path])[path]
    assert "unseen" in fault
