"""Tables that nobody made by hand: too large, torn, in other encodings, packed to burst, or no files at all."""

from __future__ import annotations

import gc
import io
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.errors import InputError, MachineError
from jdgen.inputs import csv_source
from jdgen.inputs.limits import BATCH
from jdgen.inputs.rows import making, reading, records
from jdgen.inputs.rows import ods as ods_module
from jdgen.inputs.rows import xlsx as xlsx_module
from jdgen.inputs.rows.reading import read_rows
from sheet_files import inline, ods, ods_cell, packed, xlsx

AS_UTF_8 = "in Excel: Save As, “CSV UTF-8 (Comma delimited)”, or as .xlsx"
HEAD = ods_cell("id"), ods_cell("opening.team")
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
REPEATED = ods_cell("x", value_type="string", table_number_columns_repeated=16384)
TALL = f'<table:table-row table:number-rows-repeated="3">{ods_cell("x") * 4}</table:table-row>'
OUTSIDE = "a cell beyond row 200,000 or column 200; delete what stands outside the table"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(name: str, data: bytes | None = None) -> list[str]:
    if data is not None:
        Path(name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_rows(Path(name))
    return [str(problem) for problem in caught.value.problems]


BAD: dict[str, tuple[bytes, list[str]]] = {
    "latin.csv": ("id\nZoë\n".encode("latin-1"), [f"latin.csv:2:3: is not UTF-8 text; {AS_UTF_8}"]),
    "wide.tsv": ("id\n1\n".encode("utf-16"), [f"wide.tsv: is in UTF-16; {AS_UTF_8}"]),
    "packed.csv": (ods([HEAD]), ["packed.csv: is a spreadsheet or another packed file, not CSV; save it as CSV"]),
    "text.ods": (b"id\n1\n", ["text.ods: is no .ods file, whatever its name says; save it as .ods"]),
    "word.ods": (
        packed({"word/document.xml": "<x/>"}),
        ["word.ods: is no spreadsheet, though it ends in .ods; save the sheet as .ods"],
    ),
    "letter.ods": (
        packed({"content.xml": "<x/>"}),
        ["letter.ods: is no spreadsheet, though it ends in .ods; save the sheet as .ods"],
    ),
    "torn.ods": (ods([HEAD])[:300], ["torn.ods: is damaged; save it anew as .ods"]),
    "half.ods": (packed({"content.xml": "<x><y>"}), ["half.ods: is damaged; save it anew as .ods"]),
    "entities.ods": (ods([HEAD], ENTITIES), ["entities.ods: is damaged; save it anew as .ods"]),
    "locked.ods": (
        packed({"content.xml": b"\0\1", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        ["locked.ods: is locked with a password; save it as .ods without one"],
    ),
    "blank.ods": (ods([[ods_cell()], '<table:table-row table:number-rows-repeated="99"/>']), [
        "blank.ods: is empty; this is the sheet `One`; `--sheet NAME` reads another: `Two`"
    ]),
    "wide.ods": (ods([HEAD, [REPEATED]]), [f"wide.ods:2:16384: {OUTSIDE}"]),
    "behind.ods": (
        ods([HEAD, ['<table:table-cell table:number-columns-repeated="99999999"/>', ods_cell("x")]]),
        [f"behind.ods:2:202: {OUTSIDE}"],
    ),
    "rows.ods": (
        ods([HEAD, f'<table:table-row table:number-rows-repeated="99999999">{ods_cell("x")}</table:table-row>']),
        [f"rows.ods:100000000:1: {OUTSIDE}"],
    ),
    "below.ods": (
        ods([HEAD, '<table:table-row table:number-rows-repeated="200000"/>', [ods_cell("x")]]),
        [f"below.ods:200002:1: {OUTSIDE}"],
    ),
    "old.xlsx": (
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
        ["old.xlsx: is an old .xls file, or locked with a password; save it as .xlsx without one"],
    ),
    "far.xlsx": (
        xlsx(f'<row r="1">{inline("A1", "id")}</row><row r="999999">{inline("A999999", "x")}</row>'),
        [f"far.xlsx:999999:1: {OUTSIDE}"],
    ),
    "right.xlsx": (
        xlsx(f'<row r="1">{inline("A1", "id")}{inline("XFD1", "x")}</row>'), [f"right.xlsx:1:16384: {OUTSIDE}"]
    ),
    # A text of a megabyte is there once, and a thousand cells say it.
    "strings.xlsx": (
        xlsx(
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1001)),
            strings=f"<si><t>{'x' * 1_000_000}</t></si>",
        ),
        ["strings.xlsx: unpacks to more than 500,000,000 bytes"],
    ),
    "deep.json": (b"[" * 100_000, ["deep.json:1:42: nests deeper than 40 levels"]),
    "deep.jsonl": (b'{"id": 1}\n' + b'{"a":' * 100_000, ["deep.jsonl:2:206: nests deeper than 40 levels"]),
    "deep.yaml": (b"- " * 100_000, ["deep.yaml:1:81: nests deeper than 40 levels"]),
    "nul.jsonl": (b'{"id": "a\0"}\n', ["nul.jsonl:1:10: a text cannot hold a control character"]),
    "alias.yaml": (
        b"- &a {role: x}\n- *a\n",
        ["alias.yaml:1:3: anchors (`&name`) are not used here; put the whole text in quotes"],
    ),
    "wide.csv": (
        ",".join(f"company.benefits[{n}]" for n in range(201)).encode() + b"\nx\n",
        ["wide.csv:1:4291: has more than 200 columns; leave out those that no opening needs"],
    ),
    "wide.json": (
        ('[{"opening": {"hires_in": [' + ",".join(["1"] * 201) + "]}}]").encode(),
        ["wide.json:1:2: holds more than 200,000 rows or 200 columns"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_hostile_table_is_refused_in_a_word(name):
    data, expected = BAD[name]
    assert refused(name, data) == expected


def test_what_is_no_file(here):
    (here / "d.csv").mkdir()
    assert refused("d.csv") == ["d.csv: is not a file"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(here / "pipe.csv")
        assert refused("pipe.csv") == ["pipe.csv: is not a file"]


def test_a_line_of_200_megabytes_is_not_read(here):
    with (here / "b.jsonl").open("wb") as file:
        file.truncate(200_000_000)
    assert refused("b.jsonl") == ["b.jsonl: is larger than 100,000,000 bytes"]


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("b.ods", ods([HEAD, ["<table:table-cell/>", ods_cell("Zoë")]]), "content.xml"),
        ("b.xlsx", xlsx(f'<row r="1">{inline("A1", "id")}</row><row r="2">{inline("A2", "Zoë")}</row>'),
         "xl/worksheets/sheet1.xml"),
    ],
)  # fmt: skip
def test_no_file_chooses_the_code_in_which_it_is_read(name, data, part):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    bare = parts[part].decode().removeprefix('<?xml version="1.0"?>')
    parts[part] = f'<?xml version="1.0" encoding="cp1252"?>{bare}'.encode("cp1252")
    assert refused(name, packed(parts)) == [f"{name}: is damaged; save it anew as {name[1:]}"]


def test_not_all_spaces_are_made_that_a_few_bytes_stand_for(here):
    spaced = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="90000000"/>b</text:p>'
    (here / "b.ods").write_bytes(ods([HEAD, ["<table:table-cell/>", f"{spaced}</table:table-cell>"]]))
    (row,) = read_rows(here / "b.ods").rows
    assert [cell.value.text for cell in row.cells] == [f"a{' ' * 1000}b"]


@pytest.mark.parametrize("name", ["b.ods", "b.xlsx"])
def test_a_packed_bomb_is_not_unpacked(name, here, monkeypatch):
    limits = BATCH._replace(unpacked=2_000_000)
    for module in (ods_module, xlsx_module):
        monkeypatch.setattr(module, "BATCH", limits)
    part = "content.xml" if name == "b.ods" else "xl/workbook.xml"
    data = packed({part: b" " * 3_000_000})
    assert len(data) < 10_000
    tracemalloc.start()
    try:
        assert refused(name, data) == [f"{name}: unpacks to more than 2,000,000 bytes"]
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.csv", b"id\n1\n2\n3\n4\n", "b.csv:5:1: holds more than 3 rows"),
        ("b.jsonl", b'{"id":1}\n{"id":2}\n{"id":3}\n{"id":4}\n', "b.jsonl:4:1: holds more than 3 rows or 200 columns"),
        ("c.csv", b"id,,,\n1,,,\n2,,,\n", "c.csv:3:5: holds more than 11 cells"),
        ("b.yaml", b"- {id: 1}\n" * 12, "b.yaml:4:4: holds more than 11 values"),
        ("b.ods", ods([HEAD, TALL]), "b.ods:2:1: holds more than 11 cells"),
    ],
)  # fmt: skip
def test_more_than_a_batch_may_hold(name, data, said, monkeypatch):
    limits = BATCH._replace(rows=3, cells=11)
    for module in (reading, making, records):
        monkeypatch.setattr(module, "BATCH", limits)
    monkeypatch.setattr(ods_module, "BATCH", limits._replace(rows=9))
    assert refused(name, data) == [said]


def test_line_ends_marks_and_signs_that_nobody_sees(here):
    (here / "b.csv").write_bytes("\ufeffid;opening.team\r\n1;a\rx;b\n\n\0;c\r\n".encode())
    rows = read_rows(Path("b.csv"))
    assert [(row.given, row.place.line) for row in rows.rows] == [(("1", "a"), 2), (("x", "b"), 3), (("\0", "c"), 5)]
    assert [str(problem) for row in rows.rows for problem in row.problems] == [
        "b.csv:5:1: `id` is `\\x00`, which holds the character U+0000; write a plain text"
    ]


def test_a_machine_without_the_reader_of_spreadsheets(here, monkeypatch):
    (here / "b.xlsx").write_bytes(xlsx(""))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MachineError) as caught:
        read_rows(Path("b.xlsx"))
    assert str(caught.value) == (
        "b.xlsx: an .xlsx file takes the package python-calamine; install it with: "
        "python -m pip install 'jdgen[spreadsheet]'"
    )
    (here / "b.ods").write_bytes(ods([HEAD, [ods_cell("a")]]))
    assert len(read_rows(Path("b.ods")).rows) == 1


@settings(max_examples=200)
@given(st.text(st.sampled_from('",;\t\r\n \'a\x0b\x85\ufeff'), max_size=30))
def test_no_text_has_more_cells_than_signs(text):
    # A reader that does not move on would find cells without end.
    said = ""
    try:
        list(csv_source.rows(text, "b.csv", len(text) + 1))
    except InputError as error:
        said = str(error)
    assert "holds more than" not in said


def test_garbage_is_collected_again_when_a_table_is_read(here):
    was = gc.isenabled()
    (here / "b.csv").write_text("id\n1\n", encoding="utf-8")
    try:
        gc.enable()
        read_rows(Path("b.csv"))
        refused("d.csv", b"")
        assert gc.isenabled()
        gc.disable()
        read_rows(Path("b.csv"))
        assert not gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()
