"""Tables as people fill them in: failed rows that come back, sheets by their names, and values in their own words."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from jdgen.errors import InputError, Place
from jdgen.inputs.rows.reading import read_rows
from jdgen.inputs.rows.row import Head, Row, Rows
from sheet_files import ods, ods_cell

AGAIN = "jdgen:row,jdgen:problem,jdgen:key,jdgen:table,jdgen:Recruiter,JDGEN: Note,company.name,role\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str, name: str = "b.csv", names: str = "", sheet: str = "") -> Rows:
    Path(name).write_text(text, encoding="utf-8")
    if names:
        Path("map.yaml").write_text(names, encoding="utf-8")
    return read_rows(Path(name), Path("map.yaml") if names else None, sheet)


def complaints(rows: Rows) -> list[str]:
    return [str(problem) for row in rows.rows for problem in row.problems]


def cells(row: Row) -> dict[str, str]:
    return {key: value.text for key, value in row.cells}


def refused(name: str, sheet: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        read_rows(Path(name), sheet=sheet)
    return [str(problem) for problem in caught.value.problems]


# --- failed rows that come back ---


def test_failed_rows_keep_their_keys_and_what_they_carry_along():
    rows = read(f"{AGAIN}7,is bad,k-1,b.csv,Ann,=x,Acme,y\n9,too,,b.csv,,'-n,Boa,z\n")
    assert (rows.again, rows.extra) == (True, ("jdgen:Recruiter", "JDGEN: Note"))
    assert rows.heads == (Head("company.name", "company.name"), Head("role", "role"))
    assert [(row.key, row.extra, row.given) for row in rows.rows] == [
        ("k-1", ("Ann", "=x"), ("Acme", "y")), ("", ("", "-n"), ("Boa", "z"))
    ]
    usual = read("role\nx\n")
    assert (usual.extra, usual.rows[0].key, usual.rows[0].extra) == ((), "", ())


def test_the_file_that_renamed_their_columns_may_stay_on_the_command_line():
    names = "Firm: company.name\ncompany: company.legal_name\nrole: ~\nRecruiter:\nPost: role\n"
    text = "jdgen:row,jdgen:Recruiter,company.name,company,role,Firma\n1,Ann,Acme,a.yaml,x,L\n"
    rows = read(text, names=f"{names}Firma: company.legal_name\n")
    assert [head.key for head in rows.heads] == ["company.name", "company", "role", "company.legal_name"]
    with pytest.raises(InputError, match="the table has no column `Post`"):
        read("Firm,company,role,Recruiter\nAcme,x,y,z\n", names=names)
    with pytest.raises(InputError, match="unknown column `gibberish`"):
        read(f"{AGAIN}1,,,,,,Acme,x\n", names="Post: gibberish\n")


def test_what_stands_in_no_column_is_kept_behind_the_others():
    rows = read("id,,role\na,note,x\nb,,y,z,,w\nc,,v\n")
    assert [row.given for row in rows.rows] == [("a", "x", "note"), ("b", "y", "z", "w"), ("c", "v")]
    # Given again as it is, with the texts behind the last column, it fails again.
    assert len(complaints(read("jdgen:row,id,role\n2,b,y,z,w\n"))) == 2


# --- sheets of a spreadsheet ---


def excel(path: str) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, lines in (("Cover", [["Spring", "2027"]]), ("Openings", [["role"], ["x"]]), ("Old", [])):
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)


def calc(path: str) -> None:
    inner = f'<table:table table:name="Inner"><table:table-row>{ods_cell("id")}</table:table-row></table:table>'
    rows = [[ods_cell("Spring"), ods_cell("2027"), f"<table:table-cell>{inner}</table:table-cell>"]]
    data = ods([], sheets={"One": rows, "Openings": [[ods_cell("role")], [ods_cell("x")]], "Old": []})
    Path(path).write_bytes(data)


@pytest.mark.parametrize(("name", "write", "first"), [("b.xlsx", excel, "Cover"), ("b.ods", calc, "One")])
def test_a_sheet_by_its_name(name, write, first):
    write(name)
    for sheet in ("Openings", "OPENINGS"):
        row = read_rows(Path(name), sheet=sheet).rows[0]
        assert (row.names["role"].text, row.place) == ("x", Place(name, 2, 1))
    assert refused(name, "Opening") == [f"{name}: has no sheet `Opening`; did you mean `Openings`?"]
    assert refused(name, "zzz") == [f"{name}: has no sheet `zzz`; its sheets are `{first}`, `Openings` and `Old`"]
    columns = "the first row must name the columns, such as `role`, `company`, `opening` and `opening.pay.min`"
    other = "`--sheet NAME` reads another"
    assert refused(name) == [f"{name}:1:1: {columns}; this is the sheet `{first}`; {other}: `Openings` and `Old`"]
    assert refused(name, "Old") == [f"{name}: is empty; this is the sheet `Old`; {other}: `{first}` and `Openings`"]


def test_a_table_without_sheets():
    Path("b.csv").write_text("role\nx\n", encoding="utf-8")
    assert refused("b.csv", "One") == [
        "b.csv: has no sheets, and `--sheet One` names one; `--sheet` goes with .xlsx and .ods files; leave it out"
    ]


# --- names where files are wanted ---


def test_a_name_where_a_column_names_a_file(here):
    (here / "near.yaml").write_text("name: Near\n", encoding="utf-8")
    (here / "there").write_text("", encoding="utf-8")
    rows = read("Client,Requisition file,candidate\nAcme Inc,REQ 7,Ann\nnear,,\nthere,,\ngone.yaml,gone.JSON,\n")
    what = "or rename it with `--map FILE`"
    assert complaints(rows) == [
        "b.csv:2:1: the column `Client` is read as `company`, which names a file, and there is none called `Acme Inc`; "
        f"for a name, call the column `company.name`, {what}",
        "b.csv:2:10: the column `Requisition file` is read as `opening`, which names a file, and there is none called "
        f"`REQ 7`; for a requisition, call the column `opening.requisition`, {what}",
        "b.csv:2:16: the column `candidate` names a file, and there is none called `Ann`; for a name, call the column "
        f"`candidate.name`, {what}",
        "b.csv:3:1: the column `Client` is read as `company`, which names a file, and there is none called `near`; "
        "did you mean `near.yaml`?",
    ]
    assert [list(row.names) for row in rows.rows] == [[], [], ["company"], ["company", "opening"]]
    assert rows.rows[0].given == ("Acme Inc", "REQ 7", "Ann")


# --- values in the words of those who fill in sheets ---


@pytest.mark.parametrize(("column", "text", "value"), [
    ("opening.mode", "Hybrid", "hybrid"), ("opening.mode", "On-Site", "onsite"), ("opening.mode", "on site", "onsite"),
    ("opening.mode", "mostly remote", "mostly remote"),
    ("opening.employment_type", "Full Time", "full-time"), ("opening.employment_type[0]", "PER_DIEM", "per-diem"),
    ("opening.pay.per", "Year", "year"), ("opening.pay.currency", "usd", "USD"), ("opening.pay.currency", "$", "$"),
    ("opening.locations[0].pay.per", "HOUR", "hour"),
    ("opening.locations[0].country", "us", "US"), ("opening.locations[0].country", "U.S.A.", "US"),
    ("opening.locations[0].country", "United States", "US"), ("opening.locations[0].country", "germany", "DE"),
    ("opening.locations[0].country", "Puerto Rico", "PR"), ("opening.locations[0].country", "UK", "GB"),
    ("opening.locations[0].country", "Colorado", "Colorado"),
    ("opening.locations[0].country", "Denver, CO", "Denver, CO"),
    ("candidate.tone", "WARM", "warm"), ("opening.team", "Full Time", "Full Time"),
])  # fmt: skip
def test_a_value_of_a_few_in_the_words_of_people(column, text, value):
    row = read(f'id,{column}\na,"{text}"\n').rows[0]
    assert (cells(row), row.given) == ({column: value}, ("a", text))
    assert row.cells[0].value.place == Place("b.csv", 2, 3)


def test_a_number_with_a_point_for_thousands_makes_no_posting(jdgen):
    read("role,company.name,opening.pay.min,opening.pay.max,opening.pay.currency,opening.pay.per\n"
         "senior-software-engineer,Acme,65.000,80.500,EUR,Year\n")  # fmt: skip
    ran = jdgen("batch", "b.csv", "-f", "txt", "-o", "out", "--workers", "1")
    assert ran.code == 6
    assert "b.csv:2:31: `opening.pay.min` 65.000 may be 65000 or 65.0, and `opening.pay.max` 80.500 may be 80500 or " \
        "80.5; write the number that is meant" in ran.err  # fmt: skip


@pytest.mark.parametrize(("text", "example"), [
    ("65'000", "65000"), ("65.000,00", "65000"), ("1,250,000.50", "1250000"), ("65 000", "65000"), ("65,5", "80000"),
])  # fmt: skip
def test_an_amount_with_divided_thousands(jdgen, text, example):
    ran = jdgen("posting", "senior-software-engineer", "--set", f"opening.pay.min={text}", "-f", "txt")
    assert f"`pay.min` must be a plain number, such as {example}, not `{text}`" in ran.err
