"""Tables of openings: the same rows in all forms, columns by all their names, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.errors import InputError, Place
from jdgen.inputs import csv_source
from jdgen.inputs.rows.reading import SUFFIXES, read_rows
from jdgen.inputs.rows.row import Head, Row, Rows
from sheet_files import all_forms

ANY = "the columns are id, role, company, opening, candidate, and values such as `opening.pay.min`; " \
    "`--map FILE` renames others"  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str, name: str = "b.csv", names: str = "") -> Rows:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    if names:
        Path("map.yaml").write_text(names, encoding="utf-8")
    return read_rows(Path(name), Path("map.yaml") if names else None)


def refused(text: str, name: str = "b.csv", names: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text, name, names)
    return [str(problem) for problem in caught.value.problems]


def said(row: Row) -> dict[str, str]:
    return {**{name: value.text for name, value in row.names.items()}, **{key: value.text for key, value in row.cells}}


def keys(rows: Rows) -> list[str]:
    return [head.key for head in rows.heads]


def complaints(rows: Rows) -> list[str]:
    return [str(problem) for row in rows.rows for problem in row.problems]


HEADS = ["id", "role", "company", "opening.pay.min", "opening.team", "opening.locations[0].country"]
ROWS = [
    ["a", "senior-software-engineer", "acme.yaml", "120000", "=Search, “and” more", "US"],
    ["b", "roles/own.yaml", "", "", "'-Ångström\u2009;", "NO"],
    ["c", "x", "/etc/acme.yaml", "1.50", 'said "so"\nand left', ""],
]


def test_a_table_is_the_same_in_every_form(here):
    found = {path.suffix: read_rows(path) for path in all_forms(here, HEADS, ROWS)}
    assert set(found) == set(SUFFIXES) - {".yml"}
    expected = [
        {"id": "a", "role": "senior-software-engineer", "company": f"{here}/acme.yaml", "opening.pay.min": "120000",
         "opening.team": "=Search, “and” more", "opening.locations[0].country": "US"},
        {"id": "b", "role": f"{here}/roles/own.yaml", "opening.team": "'-Ångström\u2009;",
         "opening.locations[0].country": "NO"},
        {"id": "c", "role": "x", "company": "/etc/acme.yaml", "opening.pay.min": "1.50",
         "opening.team": 'said "so"\nand left'},
    ]  # fmt: skip
    # A spreadsheet holds what was typed: there, an apostrophe before a sign of a formula is one that somebody kept.
    for suffix, rows in found.items():
        unguarded = "-Ångström\u2009;" if suffix in {".xlsx", ".ods"} else "'-Ångström\u2009;"
        wanted = [expected[0], expected[1] | {"opening.team": unguarded}, expected[2]]
        assert [said(row) for row in rows.rows] == wanted, suffix
        assert rows.heads == tuple(Head(head, head) for head in HEADS), suffix
        assert [row.number for row in rows.rows] == [1, 2, 3]
        assert complaints(rows) == []
        given = [tuple(line) for line in ROWS]
        assert [rows.rows[0].given, rows.rows[2].given] == [given[0], given[2]], suffix


def test_values_stand_where_the_file_has_them():
    def places(text: str, name: str) -> list[tuple[int, int]]:
        row = read(text, name).rows[-1]
        return [tuple(value.place[1:3]) for value in (*row.names.values(), *(cell.value for cell in row.cells))]

    assert places('\ufeff"id",role,opening.team\r\n1,"a\r\nb, ""c""",x\r\n\r\n2, y ,z\r\n', "b.csv") == [
        (5, 1), (5, 3), (5, 7)
    ]
    row = read('id,opening.reason,opening.team\n1,"a\nb",x\n').rows[0]
    assert [tuple(cell.value.place[1:3]) for cell in row.cells] == [(2, 3), (3, 4)]
    nested = '{"id": 1}\n\n{"opening": {"pay": {"min": 5}, "locations": [{"country": "US"}]}, "role": "x"}\n'
    assert places(nested, "b.jsonl") == [(3, 76), (3, 29), (3, 59)]
    assert places('[{"id": "1",\n  "opening":\n {"team": null, "mode": true}}]', "b.json") == [(1, 9), (3, 25)]
    assert places("rows:\n- id: 1\n  opening:\n    hires_in: [CO, 'NY']\n", "b.yaml") == [(2, 7), (4, 16), (4, 20)]


def test_numbers_stay_as_they_are_typed_and_nothing_is_left_out():
    text = '{"id": 1.50, "opening": {"pay": {"min": 1e5, "max": -0}, "rolling": true, "team": null, "hires_in": []}}\n'
    assert said(read(text, "b.jsonl").rows[0]) == {
        "id": "1.50", "opening.pay.min": "1e5", "opening.pay.max": "-0", "opening.rolling": "true"
    }


def test_a_plain_line_and_one_that_escapes_are_read_alike():
    plain = read('{"id" : "a", "role":"x","opening.days_onsite" : 2,"opening.team":null}\n', "b.jsonl")
    other = read('{"id" : "\\u0061", "role":"x","opening.days_onsite" : 2,"opening.team":null}\n', "b.jsonl")
    assert [said(row) for row in plain.rows] == [said(row) for row in other.rows]
    assert plain.heads == other.heads == (
        Head("id", "id"), Head("role", "role"), Head("opening.days_onsite", "opening.days_onsite")
    )
    one, two = plain.rows[0], other.rows[0]
    assert [value.place for value in one.names.values()] == [Place("b.jsonl", 1, 9), Place("b.jsonl", 1, 21)]
    assert one.cells[0].value.place == Place("b.jsonl", 1, 49)
    assert two.cells[0].value.place == Place("b.jsonl", 1, 54)


def test_columns_by_the_names_that_people_write():
    heads = [
        "Row ID", " ROLE ", "Employer", "Requisition_File", "Candidate  file", "Opening.Pay.Min",
        "opening . employment type", "company.size.by_jurisdiction.Colorado", "\u200bopening.team\u00a0",
    ]  # fmt: skip
    assert keys(read(f"{','.join(heads)}\n{',' * 8}x\n")) == [
        "id", "role", "company", "opening", "candidate", "opening.pay.min", "opening.employment_type",
        "company.size.by_jurisdiction.Colorado", "opening.team",
    ]  # fmt: skip


def test_all_wrong_columns_are_told_at_once():
    heads = ["role", "rolle", "requisition", "pay", "opening.pay.mim", "openning.pay.min", "opening.locations.country",
             "legal_name", "zip", "Role", "gibberish", "company.logo", "opening[0].team", "opening.locations[0].cuntry",
             "employment type", "locatons"]  # fmt: skip
    assert refused(f"{','.join(heads)}\nx\n") == [
        "b.csv:1:6: unknown column `rolle`; did you mean `role`?",
        "b.csv:1:12: unknown column `requisition`; did you mean `opening.requisition`?",
        "b.csv:1:24: unknown column `pay`; did you mean `opening.pay`?",
        "b.csv:1:28: unknown column `opening.pay.mim`; did you mean `opening.pay.min`?",
        "b.csv:1:44: unknown column `openning.pay.min`; did you mean `opening.pay.min`?",
        "b.csv:1:87: unknown column `legal_name`; did you mean `company.legal_name`?",
        "b.csv:1:98: unknown column `zip`; did you mean `opening.locations[0].postal`?",
        "b.csv:1:102: the column `Role` is there twice",
        f"b.csv:1:107: unknown column `gibberish`; {ANY}",
        "b.csv:1:117: unknown column `company.logo`; write `brand: {logo: {file: FILE}}`",
        "b.csv:1:130: unknown column `opening[0].team`",
        "b.csv:1:146: unknown column `opening.locations[0].cuntry`; did you mean `opening.locations[0].country`?",
        "b.csv:1:174: unknown column `employment type`; did you mean `opening.employment_type`?",
        "b.csv:1:190: unknown column `locatons`; did you mean `opening.locations`?",
    ]


def test_two_names_of_one_column():
    assert refused("role,Job,jdgen:row,jdgen:row\nx,y\n") == [
        "b.csv:1:6: `role` and `Job` are both the column `role`; take one out, or leave it aside with `--map`"
    ]


def test_columns_of_ours_are_not_read_and_say_that_the_table_is_one_of_failed_rows():
    rows = read("jdgen:row,jdgen:problem,id,role\n7,is bad,a,x\n")
    assert (rows.again, rows.heads) == (True, (Head("id", "id"), Head("role", "role")))
    assert (said(rows.rows[0]), rows.rows[0].given, rows.rows[0].number) == ({"id": "a", "role": "x"}, ("a", "x"), 1)
    assert not read("id,role\na,x\n").again


def test_a_column_without_a_name_and_without_values_is_none():
    rows = read("id,,role,\na,,x,\n,,,\n\nb,  ,y\n")
    assert [said(row) for row in rows.rows] == [{"id": "a", "role": "x"}, {"id": "b", "role": "y"}]
    assert rows.rows[1].given == ("b", "y")


def test_what_stands_in_no_column_is_a_problem_of_its_row():
    rows = read("id,,role\na,note,x\nb,,y,z\nc,,w\n")
    hint = "put quotes around a cell that holds the dividing sign"
    assert complaints(rows) == [
        f"b.csv:2:3: `note` stands in no column; {hint}", f"b.csv:3:6: `z` stands in no column; {hint}"
    ]
    assert [said(row) for row in rows.rows] == [{"id": name, "role": role} for name, role in ("ax", "by", "cw")]


# --- names of columns from a file ---


def test_a_file_renames_columns_and_leaves_some_aside():
    names = "JOB no: id\nAnnual min: Opening.Pay.Min\nInternal note:\nscore: ~\n'Employer': company\n"
    rows = read("Job No,Annual Min,internal note,Score,employer,role\n1,5,secret,9,acme.yaml,x\n", names=names)
    assert rows.heads == (
        Head("Job No", "id"), Head("Annual Min", "opening.pay.min"), Head("internal note", ""), Head("Score", ""),
        Head("employer", "company"), Head("role", "role"),
    )  # fmt: skip
    assert said(rows.rows[0]) == {"id": "1", "opening.pay.min": "5", "company": "acme.yaml", "role": "x"}
    assert rows.rows[0].given == ("1", "5", "secret", "9", "acme.yaml", "x")


def test_wrong_names_in_that_file_are_told_with_their_places():
    names = "Anual Min: opening.pay.min\nJob: rolle\nTeam: [x]\njob: role\nNote: opening.pya.max\nfar: id\n"
    assert refused("Annual Min,Job,Team,Note\n1,2,3,4\n", names=names) == [
        "map.yaml:1:1: the table has no column `Anual Min`; did you mean `Annual Min`?",
        "map.yaml:2:6: unknown column `rolle`; did you mean `role`?",
        "map.yaml:3:7: `Team` must be the name of a column",
        "map.yaml:4:1: `job` is there twice",
        "map.yaml:5:7: unknown column `opening.pya.max`; did you mean `opening.pay.max`?",
        "map.yaml:6:1: the table has no column `far`; its columns are `Annual Min`, `Job`, `Team` and `Note`",
    ]
    assert refused("role,Note\nx,y\n", names="Note: role\n") == [
        "b.csv:1:6: `role` and `Note` are both the column `role`; take one out, or leave it aside with `--map`"
    ]


def test_that_file_renames_what_records_call_their_values():
    rows = read('{"Job": {"Name": "x", "Note": "n"}}\n', "b.jsonl", "job.name: role\njob.note:\n")
    assert (said(rows.rows[0]), keys(rows)) == ({"role": "x"}, ["role", ""])


# --- heads ---


@pytest.mark.parametrize("title", ["Openings 2027,,,\n", "\n ,Openings 2027,,\nas of May,,,\n\n", "Openings 2027\n"])
def test_titles_above_the_head_are_none_of_the_table(title):
    rows = read(f"{title}id,role,opening.team,\na,x,y,\n")
    assert [(row.number, said(row)) for row in rows.rows] == [(1, {"id": "a", "role": "x", "opening.team": "y"})]


def test_a_title_above_heads_that_a_file_renames():
    rows = read("Openings,,\nNo,Profile name,\n1,x,\n", names="No: id\nProfile name: role\n")
    assert said(rows.rows[0]) == {"id": "1", "role": "x"}


def test_a_wrong_column_alone_is_no_title():
    assert refused("rolle\nx\n") == ["b.csv:1:1: unknown column `rolle`; did you mean `role`?"]
    assert refused("rolle,id\nx,y\n") == ["b.csv:1:1: unknown column `rolle`; did you mean `role`?"]


def test_a_table_without_a_head():
    said = "the first row must name the columns, such as `role`, `company`, `opening` and `opening.pay.min`"
    assert refused("gibberish,nonsense\nrole,x\n") == [f"b.csv:1:1: {said}"]
    assert refused("1;2;3\n4;5;6\n") == [f"b.csv:1:1: {said}"]


def test_a_head_in_two_rows():
    rows = read("id,opening.pay,,company,,role\n,min,max,name,accommodation.contact,\n1,5,6,Acme,me,x\n")
    assert keys(rows) == ["id", "opening.pay.min", "opening.pay.max", "company.name",
                          "company.accommodation.contact", "role"]  # fmt: skip
    assert said(rows.rows[0])["opening.pay.max"] == "6"
    assert rows.rows[0].place == Place("b.csv", 3, 1)
    # A file is named below `opening` where the row has other values, too.
    assert keys(read("id,opening\n1,team\n")) == ["id", "opening"]


# --- rows ---


def test_paths_count_from_the_folder_of_the_table():
    text = "role,company,opening,candidate\nengineer,acme.yaml,../o.yaml,~/me.yaml\nown.YAML,/a/b.yaml,,\n"
    rows = read(text, "sub/b.csv")
    assert [{name: value.text for name, value in row.names.items()} for row in rows.rows] == [
        {"role": "engineer", "company": "sub/acme.yaml", "opening": "sub/../o.yaml", "candidate": "sub/~/me.yaml"},
        {"role": "sub/own.YAML", "company": "/a/b.yaml"},
    ]
    assert rows.rows[0].names["company"].place == Place("sub/b.csv", 2, 10)


def test_what_no_row_can_name():
    assert complaints(read("role,company,opening\nx,-,a\0b\ny,a.yaml,b.yaml\n")) == [
        "b.csv:2:3: `company` is `-`, which is standard input, and one row cannot have it for itself; name a file, or "
        "leave the cell empty",
        "b.csv:2:5: `opening` is `a\\x00b`, which holds the character U+0000; write a plain text",
    ]


def test_an_id_is_there_once():
    rows = read("id,role\nA-1,x\nb,y\n a-1 ,z\nb,y\n,q\n,q\n")
    assert complaints(rows) == [
        "b.csv:4:1: `id` is `a-1`, as in row 1; first in line 2; give each row an id of its own",
        "b.csv:5:1: `id` is `b`, as in row 2; first in line 3; give each row an id of its own",
    ]


def test_a_value_and_one_within_it():
    rows = read("id,opening.pay,opening.pay.min\na,80000,\nb,,80000\nc,80000,80000\n")
    assert complaints(rows) == [
        "b.csv:4:9: `opening.pay.min` is `80000`, and `opening.pay` is a text in the same row; leave one of the two "
        "empty"
    ]


def test_entries_of_a_list_are_laid_in_their_order():
    rows = read("company.benefits[10],company.benefits[2],opening.team,company.benefits[0]\nk,c,t,a\n")
    assert [(cell.key, cell.value.text) for cell in rows.rows[0].cells] == [
        ("company.benefits[0]", "a"), ("company.benefits[2]", "c"), ("opening.team", "t"), ("company.benefits[10]", "k")
    ]
    assert rows.rows[0].given == ("k", "c", "t", "a")


def test_a_postal_code_that_lost_its_zero():
    head = "opening.locations[0].postal,opening.locations[0].country,opening.locations[1].postal\n"
    rows = read(f"{head}02139,US,\n2139,us,2139\n2139,NO,\n2139,,\nA1,US,\n")
    assert complaints(rows) == [
        "b.csv:3:1: `opening.locations[0].postal` is `2139`, and postal codes of the United States have 5 digits; "
        "format the column as text, and write `02139`"
    ]
    assert said(rows.rows[0])["opening.locations[0].postal"] == "02139"


# --- what is no table ---


@pytest.mark.parametrize(
    ("name", "hint"),
    [("b.xls", "; save it as .xlsx"), ("b.cvs", "; did you mean `.csv`?"), ("b", ""),
     ("b.jsnl", "; did you mean `.jsonl`?")],
)  # fmt: skip
def test_another_form(name, hint):
    forms = ".csv, .tsv, .xlsx, .ods, .jsonl, .ndjson, .json, .yaml or .yml"
    assert refused("id\n1\n", name) == [f"{name}: expected a {forms} file{hint}"]


WRONG = {
    "empty.csv": ("\n ,\n", ["empty.csv: is empty"]),
    "none.csv": ("id,role\n,\n", ["none.csv: has no row below its head; write one for each opening"]),
    "quote.csv": ('id,role\na,"x\nb,y\n', ["quote.csv:2:3: this quote is never closed"]),
    "none.json": ("[]", ["none.json: has no row below its head; write one for each opening"]),
    "one.json": ('{"id": 1}', [
        "one.json:1:1: expected a list of rows, such as "
        '`[{"role": "senior-software-engineer", "opening": "eng-214.yaml"}]`'
    ]),
    "words.yaml": ("- role: x\n- y\n- [z]\n", [
        "words.yaml:2:3: expected keys and values of one row", "words.yaml:3:3: expected keys and values of one row"
    ]),
    "beside.yaml": ("rows:\n- role: x\nrole: y\n", ["beside.yaml:3:1: `role` stands beside `rows`"]),
    "torn.jsonl": ('{"id": 1}\n{"id": 2\n\n[1]\n{"id": 3, "id": 4}\n{"id": "\\ud800"}\n', [
        "torn.jsonl:2:9: expected `,` or `}`",
        'torn.jsonl:4:1: expected an object in each line, such as `{"role": "senior-software-engineer", "opening": '
        '"eng-214.yaml"}`; a list of objects is a .json file',
        "torn.jsonl:5:11: `id` is written twice; first at line 5",
        "torn.jsonl:6:8: holds the character U+D800, which documents cannot carry",
    ]),
    "twice.jsonl": ('{"opening": {"team": "a"}, "opening.team": "b"}\n', [
        "twice.jsonl:1:28: `opening.team` is there twice"
    ]),
    "wrong.jsonl": ('{"rolle": "x"}\n{"rolle": "y", "opening": {"tem": 1}}\n', [
        "wrong.jsonl:1:2: unknown column `rolle`; did you mean `role`?",
        "wrong.jsonl:2:28: unknown column `opening.tem`; did you mean `opening.team`?",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_table(name):
    text, expected = WRONG[name]
    assert refused(text, name) == expected


def test_a_table_that_is_not_there(here):
    (here / "batch.csv").touch()
    with pytest.raises(InputError) as caught:
        read_rows(Path("bacth.csv"))
    assert str(caught.value) == "bacth.csv: cannot be read: no such file or directory; did you mean `batch.csv`?"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3), max_size=6))
def test_random_cells_are_read_as_they_were_written(rows):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.csv")
        heads = ["opening.team", "company.about", "opening.bonus"]
        path.write_text(csv_source.written([heads, *rows, ["end", "", ""]]), encoding="utf-8", newline="")
        found = read_rows(path)
    from jdgen.inputs.rows.line import trimmed

    wanted = [tuple(map(trimmed, row)) for row in rows]
    assert [row.given for row in found.rows] == [*(row for row in wanted if any(row)), ("end", "", "")]
