"""`jdgen new batch`: a sheet of two rows in every form, which makes two postings as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from batch_tables import said
from jdgen.inputs.rows.reading import read_rows

COLUMNS = [
    "role", "company.name", "company.accommodation.contact", "opening.requisition", "opening.mode",
    "opening.days_onsite", "opening.locations[0].locality", "opening.locations[0].region",
    "opening.locations[0].country", "opening.employment_type", "opening.pay.min", "opening.pay.max",
    "opening.pay.currency", "opening.pay.per", "opening.deadline", "opening.apply.url",
]  # fmt: skip
FORMS = ("b.csv", "b.tsv", "b.xlsx", "b.jsonl", "b.yaml", "b.yml")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FORMS)
def test_a_sheet_of_two_rows(jdgen, name):
    ran = jdgen("new", "batch", name)
    assert (ran.code, ran.out) == (0, f"{name}\n")
    assert ran.err == (
        f"next: change the two rows and add your own, then `jdgen batch {name} -o out`\n"
        "      `jdgen profiles list` lists the roles, and a column may be any value of a file, as `opening.team`\n"
    )
    rows = read_rows(Path(name))
    assert [head.key for head in rows.heads] == COLUMNS
    one, two = map(said, rows.rows)
    assert [row.problems for row in rows.rows] == [(), ()]
    assert (one["role"], one["opening.pay.min"], one["opening.deadline"], one["company.name"]) == (
        "senior-software-engineer", "120000", "2026-12-20", "Example Company"
    )
    assert (two["opening.requisition"], two["opening.apply.url"]) == ("REQ-2", "https://jobs.example.com/req-2")
    assert "opening.days_onsite" not in two


def test_a_spreadsheet_has_numbers_and_dates(jdgen):
    assert jdgen("new", "batch", "b.xlsx").code == 0
    rows = CalamineWorkbook.from_path("b.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == COLUMNS
    assert [rows[1][index] for index in (5, 10, 14)] == [2.0, 120000.0, date(2026, 12, 20)]


def test_the_file_of_a_company_beside_it_is_named(jdgen, here):
    (here / "sub").mkdir()
    assert jdgen("new", "company", "sub/acme corp.yaml").code == 0
    for name in ("sub/b.csv", "sub/b.yaml"):
        assert jdgen("new", "batch", name).code == 0
        rows = read_rows(Path(name))
        assert [head.key for head in rows.heads] == [
            "role", "company", *(column for column in COLUMNS[1:] if not column.startswith("company."))
        ]
        assert [row.names["company"].text for row in rows.rows] == ["sub/acme corp.yaml"] * 2
    # That of the current folder is not beside a sheet of another.
    (here / "sub/acme corp.yaml").replace(here / "company.yaml")
    assert jdgen("new", "batch", "sub/c.csv").code == 0
    assert "company" not in [head.key for head in read_rows(Path("sub/c.csv")).heads]


@pytest.mark.parametrize("name", ["batch.csv", "b.jsonl"])
def test_its_rows_make_two_postings(jdgen, here, name):
    assert jdgen("new", "batch", *([name] if name != "batch.csv" else [])).code == 0
    ran = jdgen("batch", name, "-f", "md", "-o", "out", "--workers", "1")
    assert ran.code == 0, ran.err
    # The requisition tells the rows apart, and no number stands behind it.
    made = [path.name for path in sorted((here / "out").glob("*.md"))]
    assert made == [f"example-company-{role}-req-{at}-posting.md" for at, role in (
        (2, "junior-software-engineer"), (1, "senior-software-engineer")
    )]  # fmt: skip
    texts = [(here / "out" / name).read_text(encoding="utf-8") for name in made]
    assert [text.splitlines()[0] for text in texts] == ["# Junior Software Engineer", "# Senior Software Engineer"]
    # Nobody has replaced the samples yet.
    notes = [line.partition(" sample values are left: ")[2] for line in ran.err.splitlines() if "sample" in line]
    assert len(notes) == 2
    assert [[key for key in ("name", "requisition", "apply.url") if f"`{key}` (line" in note] for note in notes] == [
        ["name", "requisition", "apply.url"]
    ] * 2


def test_nothing_is_written_over(jdgen, here):
    (here / "batch.csv").write_text("mine", encoding="utf-8")
    ran = jdgen("new", "batch")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.splitlines()[0] == "batch.csv: is there already; it was not touched; give another name"
    assert (here / "batch.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("name", "hint"), [("b.docx", "b.csv"), ("my b.ods", "'my b.xlsx'"), ("b", "b.csv")])
def test_another_form(jdgen, here, name, hint):
    ran = jdgen("new", "batch", name)
    assert (ran.code, ran.err.splitlines()[0]) == (
        2, f"{name}: a new batch is a .csv, .tsv, .xlsx, .jsonl, .yaml or .yml file; write `{hint}`"
    )
    assert list(here.iterdir()) == []
