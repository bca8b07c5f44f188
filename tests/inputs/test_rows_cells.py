"""Cells of spreadsheets: what a person sees is what is read, and what nobody can read is a problem of its row alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from batch_tables import said
from jdgen.inputs.rows.reading import read_rows
from jdgen.inputs.rows.row import Rows
from sheet_files import inline, ods, ods_cell, xlsx

HEADS = ["id", "opening.deadline", "opening.pay.min", "opening.bonus", "opening.rolling", "opening.hours",
         "opening.locations[0].postal", "opening.locations[0].country", "opening.team"]  # fmt: skip
WANTED = [
    {"id": "1", "opening.deadline": "2027-02-01", "opening.pay.min": "150000", "opening.bonus": "12.5%",
     "opening.rolling": "true", "opening.hours": "40", "opening.locations[0].postal": "02139",
     "opening.locations[0].country": "US", "opening.team": "Maps"},
    {"id": "2", "opening.deadline": "2027-02-02", "opening.pay.min": "0.1", "opening.bonus": "100%",
     "opening.rolling": "false", "opening.hours": "0.3", "opening.locations[0].postal": "02139",
     "opening.team": "1000000000000000000000"},
    {"id": "3", "opening.pay.min": "150,000", "opening.locations[0].country": "US", "opening.team": "3"},
    {"id": "4", "opening.locations[0].postal": "2139", "opening.locations[0].country": "US"},
    {"id": "5", "opening.pay.min": "7"},
]  # fmt: skip
PROBLEMS = [
    (4, 2, "`opening.deadline` is `2027-02-01 09:30`, a date with a time of day; write the date alone"),
    (4, 6, "`opening.hours` is `09:30`, a time of day; format the column as text"),
    (5, 7, "`opening.locations[0].postal` is `2139`, and postal codes of the United States have 5 digits; format the "
           "column as text, and write `02139`"),
    (6, 2, "`opening.deadline` is `#REF!`, a formula that failed; write the value itself"),
    (6, 4, "`opening.bonus` is `#DIV/0!`, a formula that failed; write the value itself"),
    (6, 9, "`opening.team` is a formula that has no value yet; open the file in a spreadsheet program, and save it "
           "there"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(rows: Rows) -> list[tuple[int, int, str]]:
    return [
        (problem.place.line, problem.place.column, f"{problem.message}; {problem.hint}")
        for row in rows.rows for problem in row.problems if problem.place
    ]  # fmt: skip


def excel(path: Path) -> None:
    """Write the sheet as a spreadsheet program does."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        form = {code: book.add_format({"num_format": code}) for code in
                ("yyyy-mm-dd", "d.m.yy hh:mm", "0.0%", "hh:mm", "00000", '"%" 0', "0%", "#,##0")}  # fmt: skip
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, [1])
        sheet.write_datetime(1, 1, datetime(2027, 2, 1), form["yyyy-mm-dd"])
        sheet.write_number(1, 2, 150000, form["#,##0"])
        sheet.write_number(1, 3, 0.125, form["0.0%"])
        sheet.write_boolean(1, 4, True)
        sheet.write_number(1, 5, 40, form['"%" 0'])
        sheet.write_number(1, 6, 2139, form["00000"])
        sheet.write_string(1, 7, "US\u00a0")
        sheet.write_formula(1, 8, '="Ma"&"ps"', None, "Maps")
        sheet.write_row(2, 0, [2.0])
        sheet.write_datetime(2, 1, datetime(2027, 2, 2), form["d.m.yy hh:mm"])
        sheet.write_row(2, 2, [0.1])
        sheet.write_number(2, 3, 1, form["0%"])
        sheet.write_boolean(2, 4, False)
        sheet.write_row(2, 5, [0.1 + 0.2, "02139"])
        sheet.write_number(2, 8, 1e21)
        sheet.write_row(3, 0, ["\u200b3\ufeff"])
        sheet.write_datetime(3, 1, datetime(2027, 2, 1, 9, 30), form["d.m.yy hh:mm"])
        sheet.write_row(3, 2, ["150,000"])
        sheet.write_datetime(3, 5, time(9, 30), form["hh:mm"])
        sheet.merge_range(3, 7, 4, 7, "US")
        sheet.write_formula(3, 8, "=1+2", None, 3)
        sheet.write_row(4, 0, [4])
        sheet.write_row(4, 6, [2139, "US"])
        sheet.write_row(5, 0, [5])
        sheet.write_formula(5, 1, "=#REF!", None, "#REF!")
        sheet.write_row(5, 2, [7])
        sheet.write_formula(5, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 8, "=A1", None, "")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        book.add_worksheet("other").write_row(0, 0, ["nothing", "of", "this"])


def calc(path: Path) -> None:
    """Write the same sheet as an .ods file."""
    def amount(value: object, shown: str = "", kind: str = "float", **more: object) -> str:
        return ods_cell(shown or str(value), value_type=kind, value=value, **more)

    path.write_bytes(ods([
        [ods_cell(head) for head in HEADS],
        [amount(1), ods_cell("1 Feb", value_type="date", date_value="2027-02-01"),
         amount(150000, "$150,000.00", "currency"), amount("0.125", "12.5 %", "percentage"),
         ods_cell("TRUE", value_type="boolean", boolean_value="true"), amount(40, "% 40"), amount(2139, "02139"),
         ods_cell("US\u00a0"), ods_cell("Maps", value_type="string", table_formula='of:="Ma"&"ps"')],
        [amount("2.0"), ods_cell("x", value_type="date", date_value="2027-02-02T00:00:00"), amount(0.1),
         amount(1, "100%", "percentage"), ods_cell("FALSE", value_type="boolean", boolean_value="false"),
         amount(0.1 + 0.2), ods_cell("02139"), ods_cell(), amount(1e21)],
        [ods_cell("\u200b3\ufeff"), ods_cell("x", value_type="date", date_value="2027-02-01T09:30:00"),
         ods_cell("150,000"), ods_cell(table_number_columns_repeated=2),
         ods_cell("09:30", value_type="time", time_value="PT09H30M00S"), ods_cell(), ods_cell("US"),
         amount(3, table_formula="of:=1+2")],
        [amount(4), ods_cell(table_number_columns_repeated=5), amount(2139), ods_cell("US")],
        [amount(5), ods_cell("#REF!", value_type="string", calcext_value_type="error", table_formula="of:=#REF!"),
         amount(7), ods_cell("#DIV/0!", value_type="string", table_formula="of:=1/0"),
         ods_cell(table_number_columns_repeated=4), ods_cell(table_formula="of:=[.A1]")],
    ]))  # fmt: skip


@pytest.mark.parametrize("write", [excel, calc])
def test_a_sheet_with_every_trouble(write, here):
    path = here / ("b.xlsx" if write is excel else "b.ods")
    write(path)
    rows = read_rows(path)
    assert [said(row) for row in rows.rows] == WANTED
    assert problems(rows) == PROBLEMS
    assert rows.rows[4].given == ("5", "#REF!", "7", "#DIV/0!", "", "", "", "", "")
    assert (rows.rows[3].place.line, rows.rows[3].number) == (5, 4)


def test_a_formula_without_a_value_in_files_that_programs_write(here):
    first = inline("A1", "id") + inline("B1", "opening.team") + inline("C1", "opening.hours")
    path = here / "b.xlsx"
    path.write_bytes(xlsx(
        f'<row r="1">{first}</row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A1</f></c><c r="C2" t="str"><f>A1</f><v></v></c></row>'
        '<row r="3"><c r="A3"><v>2</v></c><c r="B3"><f>A1</f><v/></c><c r="C3"><f>1+1</f><v>2</v></c></row>'
        '<row r="4"><c r="A4"><f>1</f><v>3</v></c><c r="B4" t="e"><v>#N/A</v></c></row>'
        "<row><c><v>4</v></c><c><f>A1</f></c></row>"
    ))  # fmt: skip
    rows = read_rows(path)
    no_value = "is a formula that has no value yet; open the file in a spreadsheet program, and save it there"
    assert problems(rows) == [
        (2, 2, f"`opening.team` {no_value}"), (3, 2, f"`opening.team` {no_value}"),
        (4, 2, "`opening.team` is `#N/A`, a formula that failed; write the value itself"),
        (5, 2, f"`opening.team` {no_value}"),
    ]  # fmt: skip
    assert [said(row) for row in rows.rows] == [
        {"id": "1"}, {"id": "2", "opening.hours": "2"}, {"id": "3"}, {"id": "4"}
    ]


def test_a_column_that_is_not_used_has_no_troubles(here):
    excel(here / "b.xlsx")
    names = {"opening.deadline": "", "opening.bonus": "~", "opening.hours": ""}
    (here / "map.yaml").write_text("".join(f"{key}: {value}\n" for key, value in names.items()), encoding="utf-8")
    rows = read_rows(here / "b.xlsx", here / "map.yaml")
    assert problems(rows) == [PROBLEMS[2], PROBLEMS[5]]


def test_a_table_that_does_not_begin_in_the_first_cell(here):
    with xlsxwriter.Workbook(here / "b.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(1, 1, 1, 4, "Openings 2027")
        sheet.merge_range(3, 1, 4, 1, "id")
        sheet.merge_range(3, 2, 3, 3, "opening.pay")
        sheet.write_row(4, 2, ["min", "max"])
        sheet.write_row(6, 1, ["a", 5, 6, "", "x"])
    (row,) = read_rows(here / "b.xlsx").rows
    assert (said(row), row.place.line, row.cells[1].value.place[1:3]) == (
        {"id": "a", "opening.pay.min": "5", "opening.pay.max": "6"}, 7, (7, 4)
    )
    assert [str(problem) for problem in row.problems] == [
        f"{here.as_posix()}/b.xlsx:7:6: `x` stands in no column; name its column"
    ]


def test_the_old_dates_of_a_mac_and_spans_of_time(here):
    with xlsxwriter.Workbook(here / "b.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        form = book.add_format({"num_format": "d mmm yyyy"})
        sheet.write_row(0, 0, ["id", "opening.deadline", "opening.hours"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_datetime(1, 1, datetime(2027, 2, 1), form)
        sheet.write_datetime(1, 2, timedelta(hours=40), book.add_format({"num_format": "[h]:mm"}))
    rows = read_rows(here / "b.xlsx")
    assert said(rows.rows[0]) == {"id": "a", "opening.deadline": "2027-02-01"}
    assert [found[:2] for found in problems(rows)] == [(2, 3)]


def test_what_an_ods_file_says_in_few_words(here):
    note = '<office:annotation><text:p>a note</text:p></office:annotation>'
    spaced = '<table:table-cell office:value-type="string">' + note + (
        "<text:p>two<text:s text:c=\"2\"/>spaces<text:tab/><text:span>and</text:span></text:p>\n "
        "<text:p>a line</text:p></table:table-cell>"
    )
    row = f"{ods_cell('x', value_type='string', table_number_columns_repeated=2)}{spaced}"
    hidden = "<table:covered-table-cell office:value-type=\"string\"><text:p>hidden</text:p></table:covered-table-cell>"
    (here / "b.ods").write_bytes(ods([
        [ods_cell(head) for head in ("role", "opening.team", "opening.reason")],
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>",
        f'<table:table-row-group><table:table-row table:number-rows-repeated="2">{row}</table:table-row>'
        "</table:table-row-group>",
        f"<table:table-row>{ods_cell('y')}{hidden}</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048569"><table:table-cell/></table:table-row>',
    ]))  # fmt: skip
    rows = read_rows(here / "b.ods")
    both = {"role": "x", "opening.team": "x", "opening.reason": "two  spaces\tand\na line"}
    assert [(row.place.line, said(row)) for row in rows.rows] == [(5, both), (6, both), (7, {"role": "y"})]


def test_titles_in_an_ods_file_too(here):
    title = ods_cell("Openings", value_type="string", table_number_columns_spanned=3)
    (here / "b.ods").write_bytes(ods([
        [title], [ods_cell("id"), ods_cell("opening.pay"), "<table:covered-table-cell/>"],
        [ods_cell(), ods_cell("min"), ods_cell("max")], [ods_cell("1"), ods_cell("5"), ods_cell("6")],
    ]))  # fmt: skip
    assert [said(row) for row in read_rows(here / "b.ods").rows] == [
        {"id": "1", "opening.pay.min": "5", "opening.pay.max": "6"}
    ]
