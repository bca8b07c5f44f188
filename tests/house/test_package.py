"""A foreign Word file is refused before anything of it is used: each danger in one sentence, all of them at once."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest

from jdgen.errors import TemplateError
from jdgen.house.opening import package, package_file
from jdgen.house.opening.package import opened
from jdgen.house.opening.package_fields import refused_fields
from jdgen.inputs.finished.word_package import parsed
from jdgen.render.word_zip import deflated, read, write
from word_files import HEAD, MAIN, NAMESPACES, OFFICE, PACKAGE, Raw, word

AGAIN = "open it in a word processor and save it as Word (.docx) again"
LOCKED = "is locked with a password; take the password off and save it again"
DOCX = "save it as Word Document (.docx)"


def refused(data: bytes) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        opened(data, "acme.docx")
    assert {problem.place.source for problem in caught.value.problems if problem.place} == {"acme.docx"}
    return [f"{problem.message}; {problem.hint}" for problem in caught.value.problems]


def changed(data: bytes, **parts: Callable[[str], str]) -> bytes:
    """A Word file with parts made over; `types`, `rels`, `main` and `links` are their short names."""
    short = {
        "types": "[Content_Types].xml", "rels": "_rels/.rels", "main": "word/document.xml",
        "links": "word/_rels/document.xml.rels",
    }  # fmt: skip
    named = {short[name]: change for name, change in parts.items()}
    return write(
        deflated(name, named[name](member.data().decode()).encode()) if name in named else member
        for name, member in read(data).items()
    )


def linked(kind: str, target: str, *, outside: bool = True) -> bytes:
    """A Word file whose main part leads to something."""
    mode = ' TargetMode="External"' if outside else ""
    entry = f'<Relationship Id="x1" Type="{OFFICE}/relationships/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(word("Hello"), links=lambda xml: xml.replace("</Relationships>", entry))


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_the_parts_with_tags_are_those_that_the_main_part_leads_to() -> None:
    roots = {"header9": "hdr", "endnotes": "endnotes"}
    more = {f"word/{name}.xml": f"{HEAD}<w:{root} {NAMESPACES}/>" for name, root in roots.items()}
    held = opened(word("Hello", header=["{{ a }}"], footer=["b"], footnotes=["c"], more=more), "acme.docx")
    assert held.source == "acme.docx"
    assert held.main == "word/document.xml"
    assert list(held.trees) == ["word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml"]
    assert "word/header9.xml" in held.members
    assert b"<w:hdr" in (held.part("word/header9.xml") or b"")
    assert held.part("word/none.xml") is None


def test_a_word_template_is_a_template_too() -> None:
    data = changed(word("Hello"), types=lambda xml: xml.replace("document.main+xml", "template.main+xml"))
    assert opened(data, "acme.dotx").main == "word/document.xml"


def test_the_main_part_may_have_another_name_and_be_in_another_place() -> None:
    members = read(word("Hello", footer=["Page"]))
    moved = {"word/document.xml": "doc/main1.xml", "word/_rels/document.xml.rels": "doc/_rels/main1.xml.rels"}
    data = write(
        deflated(moved.get(name, name), member.data().replace(b"word/document.xml", b"doc/main1.xml").replace(
            b'Target="footer1.xml"', b'Target="/word/footer1.xml"').replace(
            b'Target="styles.xml"', b'Target="../word/styles.xml"'))
        for name, member in members.items()
    )  # fmt: skip
    held = opened(data, "acme.docx")
    assert held.main == "doc/main1.xml"
    assert list(held.trees) == ["doc/main1.xml", "word/footer1.xml"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty; give a Word file (.docx)"),
        (b" \r\n\0\0", "is empty; give a Word file (.docx)"),
        (b"Dear all,", "is no Word file, whatever its name says; give a Word file (.docx)"),
        (b"%PDF-1.7\n", "is a PDF; give the Word file that it was made from"),
        (b"{\\rtf1 x}", f"is rich text (RTF), whatever its name says; open it in Word and {DOCX}"),
        (b"\xef\xbb\xbf\n<HTML><body>", f"is a web page, whatever its name says; open it in Word and {DOCX}"),
        (b"<!DOCTYPE html><p>", f"is a web page, whatever its name says; open it in Word and {DOCX}"),
        (b"<?xml version='1.0'?><a/>", f"is XML and no Word file, whatever its name says; open it in Word and {DOCX}"),
        (OLE + "WordDocument".encode("utf-16-le"), f"is an old Word file (.doc); open it in Word and {DOCX}"),
        (OLE + "Workbook".encode("utf-16-le"), f"is an old Office file, not one of Word; open it in Word and {DOCX}"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (word("x")[:900], "is cut short: the end of the file is missing; get it again, whole"),
        (b"PK", "is cut short: the end of the file is missing; get it again, whole"),
        (b"PK\3\4 PK\5\6", f"is a damaged Word file: its zip directory cannot be read; {AGAIN}"),
        (zipped(("a.txt", b"a")), "is a zip file, but not one of Word; give a Word file (.docx)"),
        (zipped(("mimetype", b"x"), ("content.xml", b"<a/>")), f"is an OpenDocument file; {DOCX}"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_told_by_what_it_holds(data: bytes, said: str) -> None:
    assert refused(data) == [said]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "is an Excel file"),
        ("application/vnd.openxmlformats-officedocument.presentationml.slide+xml", "is a PowerPoint file"),
        ("text/xml", "is a zip file, but not one of Word"),
    ],
)
def test_another_office_file_is_named(kind: str, said: str) -> None:
    data = changed(word("x"), types=lambda xml: xml.replace(f"{MAIN}.document.main+xml", kind))
    assert refused(data) == [f"{said}; give a Word file (.docx)"]


def test_macros_are_refused_by_their_part_and_by_the_type_of_the_file() -> None:
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    typed = changed(word("x"), types=lambda xml: xml.replace(f"{MAIN}.document.main+xml", macros))
    assert refused(typed) == [f"is a Word file with macros; {DOCX}"]
    assert refused(word("x", more={"word/vbaProject.bin": "x"})) == [f"is a Word file with macros; {DOCX}"]
    assert refused(linked("vbaProject", "vbaProject.bin", outside=False)) == [f"holds macros; {DOCX}"]


def test_strict_word_files_are_refused_by_their_links_and_by_their_names() -> None:
    said = ["is in Strict Open XML; save it as Word Document (.docx), not as Strict Open XML Document"]
    data = changed(word("x"), rels=lambda xml: xml.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument"))
    assert refused(data) == said
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    assert refused(changed(word("x"), main=lambda xml: xml.replace(usual, strict))) == said


def test_a_main_part_that_is_missing_or_no_document_is_refused() -> None:
    missing = write(member for name, member in read(word("x")).items() if name != "word/document.xml")
    assert refused(missing) == [f"is damaged: its part `word/document.xml` is missing; {AGAIN}"]
    other = changed(word("x"), main=lambda xml: xml.replace("w:document", "w:glossary"))
    assert refused(other) == [f"is damaged: `word/document.xml` is no part of Word; {AGAIN}"]
    bodiless = changed(word("x"), main=lambda xml: xml.replace("w:body", "w:bodi"))
    assert refused(bodiless) == [f"is a Word file without a body; {AGAIN}"]


# The zip and its directory.


def test_a_member_must_not_be_there_twice_or_point_out_of_the_file() -> None:
    data = zipped(("a.xml", b"<a/>"), ("A.xml", b"<b/>"), ("../b", b""), ("/c", b""), ("d\\e", b""), ("C:f", b""))
    out = "which points out of the file"
    assert refused(data) == [
        f"holds `A.xml` twice; {AGAIN}",
        f"has a member `../b`, {out}; {AGAIN}",
        f"has a member `/c`, {out}; {AGAIN}",
        f"has a member `d\\e`, {out}; {AGAIN}",
        f"has a member `C:f`, {out}; {AGAIN}",
    ]


def test_a_locked_member_and_an_uncommon_packing_are_refused() -> None:
    data = bytearray(word("x"))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + offset] |= 1
    assert refused(bytes(data)) == [LOCKED]
    packed = zipped(("[Content_Types].xml", b"<Types/>"), method=zipfile.ZIP_BZIP2)
    assert refused(packed) == [f"is packed in a way that Word does not know (`[Content_Types].xml`); {AGAIN}"]


def test_a_directory_that_lies_about_sizes_is_found_out_without_unpacking_more() -> None:
    bomb = zipped(("word/big.xml", bytes(50_000_000)))
    place = bomb.index(b"PK\1\2") + 24
    lying = bomb[:place] + struct.pack("<L", 100) + bomb[place + 4 :]
    whole = "does not unpack to what the zip directory says"
    tracemalloc.start()
    assert refused(lying) == [f"is a damaged Word file: `word/big.xml` {whole}; {AGAIN}"]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert refused(bomb) == [
        f"unpacks to 50,000,000 bytes, more than a template needs; {AGAIN}",
        f"has a part `word/big.xml` of 50,000,000 bytes, more than 20,000,000; {AGAIN}",
    ]


def test_a_changed_byte_is_found_by_its_checksum() -> None:
    said = "is a damaged Word file: `word/media/a.png` does not unpack to what the zip directory says"
    data = bytearray(zipped(("word/media/a.png", b"0123456789"), method=zipfile.ZIP_STORED))
    data[data.index(b"0123456789")] ^= 1
    assert refused(bytes(data)) == [f"{said}; {AGAIN}"]
    for offset in (16, 24):  # the checksum, and a size that is too large by one
        data = bytearray(zipped(("word/media/a.png", b"0123456789" * 9)))
        data[data.index(b"PK\1\2") + offset] ^= 1
        assert refused(bytes(data)) == [f"{said}; {AGAIN}"]


def test_a_directory_that_points_elsewhere_is_refused() -> None:
    data = bytearray(zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>")))
    data[data.index(b"a.xml")] = ord("c")
    assert refused(bytes(data)) == [
        f"is a damaged Word file: `a.xml` is not where the zip directory says; {AGAIN}"
    ]
    data = bytearray(zipped(("a.xml", b"<a/>"), ("b.xml", b"<b/>")))
    # Both entries lead to the first member, as those of an overlapping bomb do.
    entry = data.rindex(b"PK\1\2")
    data[entry + 42 : entry + 46] = struct.pack("<L", 0)
    data[entry + 46 : entry + 51] = b"a.xmk"
    data[data.index(b"a.xml") : data.index(b"a.xml") + 5] = b"a.xmk"
    said = "is a damaged Word file: `a.xml` is not where the zip directory says"
    assert refused(bytes(data)) == [f"{said}; {AGAIN}"]


def test_members_that_share_their_bytes_are_refused() -> None:
    inner = zipped(("b.xml", b"<b/>"), method=zipfile.ZIP_STORED)
    data = bytearray(zipped(("a.xml", inner), ("b.xml", b"<b/>"), method=zipfile.ZIP_STORED))
    entry = data.rindex(b"PK\1\2")
    data[entry + 42 : entry + 46] = struct.pack("<L", data.index(b"PK\3\4", 4))
    assert refused(bytes(data)) == [f"is a damaged Word file: its members lie over one another; {AGAIN}"]


def test_there_is_a_most_of_bytes_and_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_file, "MAX_BYTES", 1000)
    assert refused(word("x")) == ["is larger than 1,000 bytes; make its pictures smaller and save it again"]
    monkeypatch.setattr(package_file, "MAX_BYTES", 10**7)
    monkeypatch.setattr(package_file, "MAX_MEMBERS", 3)
    assert refused(word("x")) == [f"has 6 members, more than any Word file needs; {AGAIN}"]


# The parts.


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", ["DOCTYPE", "ENTITY"])
def test_no_part_declares_anything(coding: str, sign: str) -> None:
    text = f'<?xml version="1.0"?><!{sign} a [<!ENTITY b "c">]><a>&b;</a>'.encode(coding)
    data = write([*read(word("x")).values(), deflated("customXml/item1.xml", text)])
    assert refused(data) == [f"has a document type in `customXml/item1.xml`, which no Word file has; {AGAIN}"]


def test_bad_xml_and_uncommon_codings_are_named_part_by_part() -> None:
    parts = {"a.xml": b"<a>", "b.xml": "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode("latin-1")}
    data = write([*read(word("x")).values(), *(deflated(name, content) for name, content in parts.items())])
    assert refused(data) == [f"is damaged: `a.xml` is no XML; {AGAIN}", f"is damaged: `b.xml` is not in UTF-8; {AGAIN}"]


def test_there_is_a_most_of_elements_and_of_their_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    def nested(depth: int) -> bytes:
        return word("x", more={"a.xml": "<a>" * depth + "</a>" * depth})

    assert refused(nested(201)) == [f"nests its elements too deeply in `a.xml`; {AGAIN}"]
    assert refused(nested(5000)) == [f"nests its elements too deeply in `a.xml`; {AGAIN}"]
    assert opened(nested(200), "acme.docx").main == "word/document.xml"
    monkeypatch.setattr(package, "MAX_ELEMENTS", 50)
    said = "has more than 50 elements in `word/document.xml`; delete what the template does not need"
    assert refused(word(*["x"] * 20)) == [said]
    assert refused(word("x", more={"a.xml": f"<a>{'<b/>' * 50}</a>"})) == [said.replace("word/document", "a")]
    assert opened(word("x"), "acme.docx").main == "word/document.xml"
    # So many are not even read.
    monkeypatch.setattr(package, "parsed", None)
    assert refused(write([deflated("word/document.xml", b"<p></p>" * 60)])) == [said]


# What it leads to.


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("attachedTemplate", "file:///C:/Acme/Letter.dotm",
         "is attached to another template (`file:///C:/Acme/Letter.dotm`); "
         "attach Normal.dotm under Developer > Document Template"),
        ("image", "https://acme.example/logo.png",
         "takes a picture from outside of itself (`https://acme.example/logo.png`); put the picture itself into it"),
        ("oleObject", "file:///a.xlsx",
         "holds an embedded object of another program (`file:///a.xlsx`); delete it, or paste it as a picture"),
        ("subDocument", "part.docx", "is a master document with subdocuments (`part.docx`); "
         "put the words themselves into it"),
        ("frame", "a.htm", "holds a frame with another file (`a.htm`); put the words themselves into it"),
        ("mailMergeSource", "file:///people.csv", "is tied to the data of a mail merge (`file:///people.csv`); "
         "make it a normal Word document under Mailings"),
        ("aFChunk", "https://a.example/x.html", "holds a whole other document (altChunk) (`https://a.example/x.html`); "
         "open it in Word and save it again"),
        ("hyperlink", "file:///etc/passwd", "has a link to `file:///etc/passwd`, which is no web and no mail address; "
         "link to https:, http: or mailto:"),
        ("hyperlink", "data:text/html,a", "has a link to `data:text/html,a`, which is no web and no mail address; "
         "link to https:, http: or mailto:"),
        ("hyperlink", "\\\\server\\share", "has a link to `\\\\server\\share`, which is no web and no mail address; "
         "link to https:, http: or mailto:"),
        ("header", "https://a.example/header.xml",
         "takes a file from outside of itself (`https://a.example/header.xml`); put the file itself into it"),
    ],
)  # fmt: skip
def test_nothing_is_taken_from_outside(kind: str, target: str, said: str) -> None:
    assert refused(linked(kind, target))[0] == said


def test_a_link_that_is_there_to_be_clicked_shows_no_picture() -> None:
    entry = (
        f'<Relationship Id="x1" Type="{OFFICE}/relationships/hyperlink" Target="https://a.example/x.png" '
        'TargetMode="External"/></Relationships>'
    )
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="x1"/>'
    data = changed(word("a", Raw(f"<w:p>{blip}</w:p>")), links=lambda xml: xml.replace("</Relationships>", entry))
    assert refused(data) == ["takes something from outside of itself (`https://a.example/x.png`); put it into the file"]


def test_a_drawing_in_a_template_shows_no_other_file() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="file:///etc/passwd"/></svg>'
    for name in ("image1.svg", "image1.png"):
        assert refused(word("x", more={f"word/media/{name}": drawing})) == [
            f"holds the drawing `word/media/{name}`, which refers to `file:///etc/passwd` outside of itself; "
            "put it into the drawing"
        ]


@pytest.mark.parametrize("target", ["https://acme.example/jobs?a=1", "HTTP://acme.example", "mailto:a@b.example",
                                    "tel:+15550100", "%7B%7B%20company.url%20%7D%7D"])  # fmt: skip
def test_links_to_the_web_are_fine(target: str) -> None:
    assert opened(linked("hyperlink", target), "acme.docx").main == "word/document.xml"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("oleObject", "holds an embedded object of another program; delete it, or paste it as a picture"),
        ("package", "holds an embedded file of another program; delete it, or paste it as a picture"),
        ("control", "holds an ActiveX control; delete it"),
        ("aFChunk", "holds a whole other document (altChunk); open it in Word and save it again"),
    ],
)
def test_nothing_is_brought_along(kind: str, said: str) -> None:
    assert refused(linked(kind, "other.bin", outside=False)) == [said]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("altChunk", "holds a whole other document (altChunk); open it in Word and save it again"),
        ("subDoc", "is a master document with subdocuments; put the words themselves into it"),
        ("control", "holds an ActiveX control; delete it"),
        ("frameset", "holds a frame with another file; put the words themselves into it"),
    ],
)
def test_what_brings_something_along_is_refused_by_its_element_alone(name: str, said: str) -> None:
    assert refused(word("a", Raw(f"<w:{name}/>"))) == [said]


def test_the_numbers_of_a_chart_may_be_inside() -> None:
    entry = f'<Relationship Id="r" Type="{OFFICE}/relationships/package" Target="../embeddings/a.xlsx"/>'
    chart = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entry}</Relationships>'
    data = word("x", more={"word/charts/_rels/chart1.xml.rels": chart})
    assert opened(data, "acme.docx").main == "word/document.xml"
    outside = chart.replace('"/>', '" TargetMode="External"/>')
    assert refused(word("x", more={"word/charts/_rels/chart1.xml.rels": outside})) == [
        "takes the numbers of a chart from outside of itself (`../embeddings/a.xlsx`); "
        "put the numbers into the file, or delete the chart"
    ]


def test_a_header_that_is_missing_is_said() -> None:
    assert refused(linked("header", "header7.xml", outside=False)) == [
        f"is damaged: its part `word/header7.xml` is missing; {AGAIN}"
    ]


def test_data_of_a_mail_merge_in_the_settings_are_refused_and_the_mere_kind_is_not() -> None:
    def settings(inner: str) -> bytes:
        xml = f"{HEAD}<w:settings {NAMESPACES}><w:mailMerge>{inner}</w:mailMerge></w:settings>"
        return word("x", more={"word/settings.xml": xml})

    said = ["is tied to the data of a mail merge; make it a normal Word document under Mailings"]
    assert refused(settings('<w:connectString w:val="Provider=x"/><w:query w:val="SELECT"/>')) == said
    assert refused(settings('<w:dataSource r:id="x"/>')) == said
    assert opened(settings('<w:mainDocumentType w:val="formLetters"/>'), "acme.docx").main == "word/document.xml"


@pytest.mark.parametrize(
    ("root", "inside", "said"),
    [
        ("numbering", '<w:num w:numId="x"><w:abstractNumId w:val="1"/></w:num>', "`x` for the number of a `num`"),
        ("numbering", "<w:abstractNum/>", "nothing for the number of a `abstractNum`"),
        ("numbering", '<w:num w:numId="1"/>', "a `num` without its `abstractNumId`"),
        ("numbering", "<w:lvlJc/>", "a `lvlJc` without a value"),
        ("styles", '<w:style><w:rPr><w:sz w:val="1e9"/></w:rPr></w:style>', "`1e9` for the number of a `sz`"),
        ("styles", '<w:style><w:pPr><w:spacing w:after=""/></w:pPr></w:style>',
         "nothing for the number of a `spacing`"),
    ],
)  # fmt: skip
def test_what_is_no_number_in_styles_and_lists_is_refused(root: str, inside: str, said: str) -> None:
    data = word("x", more={f"word/{root}.xml": f"{HEAD}<w:{root} {NAMESPACES}>{inside}</w:{root}>"})
    assert refused(data) == [f"is damaged: `word/{root}.xml` has {said}; {AGAIN}"]


# Fields.


def begun(*codes: str) -> str:
    said = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}'


def complex_field(*codes: str) -> str:
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    return f"{begun(*codes)}{separate}<w:r><w:t>1</w:t></w:r>{end}"


@pytest.mark.parametrize(
    ("xml", "name"),
    [
        (complex_field(" DDEAUTO c:\\x "), "DDEAUTO"),
        (complex_field("D", "DE", "AUTO excel"), "DDEAUTO"),
        (begun(" dde x"), "DDE"),
        ('<w:fldSimple w:instr=" INCLUDETEXT a.docx "/>', "INCLUDETEXT"),
        (complex_field(' IF 1 = 1 ', complex_field(" INCLUDEPICTURE x "), ""), "INCLUDEPICTURE"),
        (complex_field(" LINK Excel.Sheet.8 x "), "LINK"),
        (complex_field(" EMBED Equation.3 "), "EMBED"),
        (complex_field(" MACROBUTTON Run me "), "MACROBUTTON"),
        (complex_field(" IMPORT a "), "IMPORT"),
        (complex_field(" DATABASE x "), "DATABASE"),
    ],
)  # fmt: skip
def test_a_field_that_fetches_or_starts_something_is_refused(xml: str, name: str) -> None:
    said = refused(word(Raw(f"<w:p>{xml}</w:p>")))
    assert [line.partition(" (")[0] for line in said] == [f"has a field {name}"]
    assert said[0].endswith("which fetches or starts something; delete it, or turn it into text with Ctrl+Shift+F9")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        (' HYPERLINK "file:///etc/passwd" ', "file:///etc/passwd"),
        (' HYPERLINK \\o "https://a.example" \\h javascript:x() ', "javascript:x()"),
    ],
)
def test_a_field_links_to_the_web_and_to_mail_alone(code: str, address: str) -> None:
    said = f"has a link to `{address}`, which is no web and no mail address; link to https:, http: or mailto:"
    assert refused(word("x", Raw(f"<w:p>{complex_field(code)}</w:p>"))) == [said]


@pytest.mark.parametrize("code", [' HYPERLINK "https://a.example" ', " HYPERLINK \\l place ", ' HYPERLINK "{{ x }}" '])
def test_other_fields_that_link_are_fine(code: str) -> None:
    assert opened(word("x", Raw(f"<w:p>{complex_field(code)}</w:p>")), "acme.docx").main == "word/document.xml"


def test_the_words_of_a_field_before_its_result_are_its_code() -> None:
    """Some programs read them as that."""
    field = complex_field("").replace("w:instrText", "w:t").replace(">1<", "><", 1).replace(
        '<w:t xml:space="preserve"><', '<w:t xml:space="preserve">INCLUDEPICTURE x<'
    )
    (said,) = refused(word("x", Raw(f"<w:p>{field}</w:p>")))
    assert said.startswith("has a field INCLUDEPICTURE")


@pytest.mark.parametrize(("kind", "target"), [("image", "https://a.example/x.png"), ("image", "//a.example/x.png")])
def test_an_address_that_says_it_is_inside_is_one_outside(kind: str, target: str) -> None:
    said = refused(linked(kind, target, outside=False))
    assert said[0].startswith(f"takes a picture from outside of itself (`{target}`)")


def test_a_field_over_two_paragraphs_and_in_a_footer_is_found() -> None:
    more = "</w:r></w:p><w:p><w:r><w:instrText>AUTO x</w:instrText>"
    halves = begun("DDE").replace("</w:instrText>", f"</w:instrText>{more}")
    root = parsed(f"<w:ftr {NAMESPACES}><w:p>{halves}</w:p></w:ftr>".encode())
    assert [said for said, _ in refused_fields(root)] == [
        "has a field DDEAUTO (`DDEAUTO x`), which fetches or starts something"
    ]
    footer = word("x", footer=[Raw(f"<w:p>{complex_field(' LINK a ')}</w:p>")])
    assert refused(footer)[0].startswith("has a field LINK (`LINK a`)")


def test_a_name_that_another_field_makes_is_refused() -> None:
    inner = complex_field(" QUOTE 68 68 69 ")
    outer = begun() + inner + complex_field(" x ").partition("</w:instrText></w:r>")[2]
    assert refused(word(Raw(f"<w:p>{outer}</w:p>"))) == [
        "has a field whose name another field makes; delete it, or turn it into text with Ctrl+Shift+F9"
    ]


def test_the_fields_of_every_template_are_fine() -> None:
    codes = (" PAGE ", " NUMPAGES ", ' TOC \\o "1-3" ', ' HYPERLINK "https://a.example" ', " DATE ", " STYLEREF 1 ")
    body = "".join(f"<w:p>{complex_field(code)}</w:p>" for code in codes)
    nested = complex_field(" IF ", complex_field(" PAGE "), " = 1 a b ")
    assert opened(word(Raw(body), Raw(f"<w:p>{nested}</w:p>")), "acme.docx").main == "word/document.xml"


def test_all_that_is_wrong_is_said_at_once_and_the_like_is_counted() -> None:
    data = linked("image", "https://a.example/b.png")
    body = f"<w:p>{complex_field(' LINK a ')}</w:p><w:p>{complex_field(' LINK a ')}</w:p>"
    both = changed(data, main=lambda xml: xml.replace("<w:body>", f"<w:body>{body}"))
    assert [line.partition(" (")[0] for line in refused(both)] == [
        "takes a picture from outside of itself", "has a field LINK",
    ]  # fmt: skip
    many = "".join(f"<w:p>{complex_field(f' LINK a{n} ')}</w:p>" for n in range(40))
    said = refused(word(Raw(many)))
    assert len(said) == 26
    assert said[-1] == "and 15 more such things; "


def test_names_of_parts_are_the_same_whatever_their_capitals() -> None:
    other = {
        "word/styles.xml": "word/Styles.XML", "word/_rels/document.xml.rels": "word/_rels/Document.xml.rels",
        "word/footer1.xml": "Word/Footer1.xml", "[Content_Types].xml": "[content_types].xml",
        "_rels/.rels": "_Rels/.rels",
    }  # fmt: skip
    data = write(member._replace(name=other.get(name, name)) for name, member in read(word("a", footer=["b"])).items())
    held = opened(data, "acme.docx")
    assert list(held.trees) == ["word/document.xml", "Word/Footer1.xml"]
    assert held.related("styles") == "word/Styles.XML"
    assert held.part(held.related("styles")) == read(data)["word/Styles.XML"].data()
    assert {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} < held.members.keys()
    usual = opened(word("a", footer=["b"]), "acme.docx")
    assert dict(usual.members) == dict(read(word("a", footer=["b"])))
    assert usual.related("styles") == "word/styles.xml"
    assert usual.related("core-properties") == "docProps/core.xml"
    assert usual.related("comments") == ""


def test_parts_are_found_where_the_file_leads_to_them() -> None:
    members = read(word("a"))
    data = write(
        deflated("word/styles2.xml" if name == "word/styles.xml" else name, member.data().replace(
            b'Target="styles.xml"', b'Target="styles2.xml"'))
        for name, member in members.items()
    )  # fmt: skip
    assert opened(data, "acme.docx").related("styles") == "word/styles2.xml"


def test_what_makes_reading_slow_is_refused_at_once() -> None:
    many = " ".join(f'a{n}="{n}"' for n in range(10_000))
    started = time.perf_counter()
    said = refused(word("a", Raw(f"<w:p><w:x {many}/></w:p>")))
    assert time.perf_counter() - started < 1
    what = "has an element of more than 200 attributes in `word/document.xml`"
    assert said == [f"{what}, which Word never writes; {AGAIN}"]
    fine = " ".join(f"a{n}='x > = {n} =' " for n in range(200))
    held = word("a", Raw(f"<w:p><w:x {fine}/><w:r><w:t>{'a=&quot;b&quot; = ' * 300}</w:t></w:r></w:p>"))
    assert opened(held, "acme.docx").main
    assert refused(word("a " * 100_001)) == [
        "has a paragraph of more than 200,000 characters in `word/document.xml`; divide it"
    ]
    assert opened(word("a " * 100_000), "acme.docx").main
