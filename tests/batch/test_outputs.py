"""A file that was broken is told from one that somebody edited, in every format."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping

import pytest

from jdgen.batch.stores.outputs import damaged
from jdgen.render import BOARDS, FORMATS
from jdgen.render.options import PageOptions
from making import document, rendered

ALL = (*FORMATS, *BOARDS)
EXACT = ("docx", "pdf", "jsonld", "jobresume", "indeed-xml", "linkedin-xml", "html")
"""The formats in which every loss of the end can be seen."""


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return {form: rendered(document("posting"), form, PageOptions()) for form in ALL}


def packed(data: bytes, change: Callable[[str, bytes], bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack a Word file anew, with each part as it is changed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w", method) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return whole.getvalue()


@pytest.mark.parametrize("form", ALL)
def test_what_we_write_is_whole(form, files):
    assert not damaged(files[form], form)


@pytest.mark.parametrize("form", ALL)
def test_what_holds_nothing_is_damaged(form):
    assert [damaged(data, form) for data in (b"", bytes(4096), b"\r\n\t \n")] == [True, True, True]


@pytest.mark.parametrize("form", EXACT)
def test_what_was_cut_is_damaged(form, files):
    data = files[form]
    # The last sign may be the end of a line.
    lengths = [*range(1, len(data), max(1, len(data) // 40)), len(data.rstrip()) - 1]
    assert [length for length in lengths if not damaged(data[:length], form)] == []


@pytest.mark.parametrize("form", ALL)
def test_a_blank_sector_is_damage(form, files):
    data = files[form]
    starts = range(0, max(1, len(data) - 512), max(1, len(data) // 40))
    blank = [data[:start] + bytes(512) + data[start + 512 :] for start in starts]
    assert [start for start, each in zip(starts, blank, strict=True) if not damaged(each, form)] == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_sector_that_is_missing_is_damage(form, files):
    data = files[form]
    starts = range(0, len(data) - 512, len(data) // 40)
    assert [start for start in starts if not damaged(data[:start] + data[start + 512 :], form)] == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_end_that_never_reached_the_disk_is_damage(form, files):
    data = files[form]
    half = len(data) // 2
    assert damaged(data[:half] + bytes(len(data) - half), form)


def test_a_flipped_bit_in_a_part_of_a_word_file_is_damage(files):
    data = bytearray(files["docx"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("word/document.xml")
    data[part.header_offset + 200] ^= 4
    assert damaged(bytes(data), "docx")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/document.xml", None),
        ("word/document.xml", b""),
        ("word/document.xml", b"<w:document>"),
        ("_rels/.rels", None),
        ("[Content_Types].xml", None),
    ],
)
def test_a_word_file_without_its_text_is_damaged(name, part, files):
    assert damaged(packed(files["docx"], lambda each, data: part if each == name else data), "docx")


def test_a_text_that_is_cut_within_a_letter_is_damaged(files):
    for form in ("md", "txt", "html", "ats-html"):
        at = files[form].index("·".encode()) if "·".encode() in files[form] else files[form].index("’".encode())
        assert damaged(files[form][: at + 1], form), form
        assert damaged(files[form][:at] + b"\xff" + files[form][at + 1 :] + "é".encode(), form), form


@pytest.mark.parametrize(
    "tail", ["<p>Apply", "<ul>\n<li>One</li>", '<p>See <a href="https://x', "<p><strong>Pay</stro", "<p>One</p>\n<u"]
)
def test_a_piece_of_html_that_is_cut_is_damaged(tail):
    assert damaged(f"<p>First</p>\n{tail}".encode(), "ats-html")


# --- edited ---


def test_a_word_file_that_was_saved_again_is_edited(files):
    import docx

    word = docx.Document(io.BytesIO(files["docx"]))
    word.paragraphs[0].text = "Another title"
    whole = io.BytesIO()
    word.save(whole)
    assert not damaged(whole.getvalue(), "docx")
    stored = packed(files["docx"], lambda _, data: data, zipfile.ZIP_STORED)
    assert not damaged(stored, "docx")


def test_a_word_file_whose_parts_have_other_names_is_edited(files):
    def moved(name: str, data: bytes) -> bytes:
        return data.replace(b"word/document.xml", b"word/document2.xml")

    data = packed(files["docx"], moved)
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "document2.xml"), old.read(name))
    assert not damaged(whole.getvalue(), "docx")
    assert damaged(data, "docx")


def test_a_word_file_with_a_password_is_edited():
    assert not damaged(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(range(256)) * 8, "docx")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"linearize": True},
        {"object_stream_mode": "disable"},
        {"object_stream_mode": "generate", "recompress_flate": True},
        {"qdf": True},
        {"encryption": "password"},
    ],
    ids=str,
)
def test_a_pdf_that_was_saved_again_is_edited(options, files):
    import pikepdf

    if "object_stream_mode" in options:
        options = options | {"object_stream_mode": pikepdf.ObjectStreamMode[options["object_stream_mode"]]}
    if "encryption" in options:
        options = {"encryption": pikepdf.Encryption(owner="a", user="b")}
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        pdf.docinfo["/Title"] = "Another title"
        pdf.save(whole, **options)
    assert not damaged(whole.getvalue(), "pdf")
    assert damaged(whole.getvalue()[:-200], "pdf")


def test_a_pdf_that_something_was_added_to_is_edited(files):
    old = int(files["pdf"].rpartition(b"startxref")[2].split()[0])
    start = len(files["pdf"]) + 1
    note = b"\n9999 0 obj\n<</Type /Annot /Contents (seen)>>\nendobj\n"
    table = b"xref\n9999 1\n%010d 00000 n \ntrailer\n<</Size 10000 /Prev %d>>\n" % (start, old)
    data = files["pdf"] + note + table + b"startxref\n%d\n%%%%EOF\n" % (len(files["pdf"]) + len(note))
    assert not damaged(data, "pdf")
    assert not damaged(data + b"\n" * 900, "pdf")


@pytest.mark.parametrize("form", ["md", "txt", "html", "ats-html"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_that_was_edited_is_edited_in_whatever_encoding(form, encoding, files):
    text = files[form].decode().replace("\n", "\r\n") + "<p>Grüße\f</p>\n"
    assert not damaged(text.encode(encoding, "replace"), form)


@pytest.mark.parametrize("text", ["<p>Our own words</p>", "Apply <a href='x'>here</a> if 1 < 2", "One line\n"])
def test_a_page_that_became_a_piece_of_one_is_edited(text):
    assert [damaged(text.encode(), form) for form in ("html", "ats-html")] == [False, False]


def test_json_and_xml_that_were_written_anew_are_edited(files):
    for form in ("jsonld", "jobresume"):
        anew = json.dumps(json.loads(files[form]), indent=4).encode("utf-8-sig")
        assert not damaged(anew, form)
        assert damaged(anew + b"}", form)
    for form in ("indeed-xml", "linkedin-xml"):
        assert not damaged(files[form].replace(b"</source>", b"<!-- seen --></source>"), form)


def test_chance_breaks_no_judge(files):
    chance = random.Random(8)
    for form in ALL:
        for _ in range(40):
            data = bytearray(files[form])
            for _ in range(chance.choice([1, 4, 64])):
                data[chance.randrange(len(data))] = chance.randrange(256)
            assert damaged(bytes(data), form) in (True, False)
