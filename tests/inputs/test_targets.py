"""Tables of companies: heads as people write them, what is wrong with a table, and what is wrong with a row."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from jdgen.errors import InputError
from jdgen.inputs.candidate.targets import Aim, read_targets
from jdgen.inputs.source import Scalar, Sequence


def table(tmp_path: Path, text: str, name: str = "c.csv") -> list[Aim]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_targets(path)


def said(aim: Aim) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for key, node in aim.target.entries.items():
        if isinstance(node, Sequence):
            found[key] = [item.text for item in node.items if isinstance(item, Scalar)]
        elif isinstance(node, Scalar):
            found[key] = node.text
    return found


def refused(tmp_path: Path, text: str, name: str = "c.csv") -> list[str]:
    with pytest.raises(InputError) as error:
        table(tmp_path, text, name)
    return [str(problem).replace(tmp_path.as_posix() + "/", "") for problem in error.value.problems]


def test_heads_as_people_write_them(tmp_path):
    text = "Employer;Role Title;Why this company;Contact;Job_ID;Story\nAcme;Clerk;Your maps.;Ada Okafor;R-1;ledger\n"
    (aim,) = table(tmp_path, text)
    assert said(aim) == {
        "company": "Acme", "title": "Clerk", "reason": "Your maps.", "addressee": "Ada Okafor", "requisition": "R-1",
        "story": "ledger",
    }  # fmt: skip
    assert aim.problems == []


def test_each_value_has_the_place_of_its_cell(tmp_path):
    _, aim = table(tmp_path, "company,title\nAcme,Clerk\n Zephyr ,Steward\n")
    places = {key: (place.line, place.column) for key, place in aim.target.keys.items()}
    assert places == {"company": (3, 1), "title": (3, 10)}
    assert said(aim) == {"company": "Zephyr", "title": "Steward"}


def test_a_cell_that_was_guarded_against_formulas_is_read_as_typed(tmp_path):
    (aim,) = table(tmp_path, "company,reason\nAcme,'=You count.\n")
    assert said(aim)["reason"] == "=You count."


def test_a_spreadsheet(tmp_path):
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Company", "Position"])
        sheet.write_row(2, 0, ["Acme", "Clerk"])
    (aim,) = read_targets(path)
    assert (said(aim), aim.place.line) == ({"company": "Acme", "title": "Clerk"}, 3)


def test_a_posting_gives_what_it_asks_for_and_not_who_hires(tmp_path):
    (tmp_path / "p.txt").write_text(
        "Data Steward\n\nCompany: Northwind\n\nRequirements\n- Three years with catalogs\n- Clear writing\n",
        encoding="utf-8",
    )
    (aim,) = table(tmp_path, "company,posting\nNorthwind Inc.,p.txt\n")
    assert said(aim) == {"company": "Northwind Inc.", "requirements": ["Three years with catalogs", "Clear writing"]}
    assert aim.target.keys["requirements"].source.endswith("p.txt")


def test_a_posting_of_another_company_is_told_and_not_answered(tmp_path):
    (tmp_path / "p.txt").write_text(
        "Data Steward\n\nCompany: Northwind\n\nRequirements\n- Three years with catalogs\n", encoding="utf-8"
    )
    (aim,) = table(tmp_path, "company,posting\nZephyr,p.txt\n")
    assert said(aim) == {"company": "Zephyr"}
    path = tmp_path.as_posix()
    assert list(map(str, aim.problems)) == [
        f"{path}/p.txt:3:10: the posting is of `Northwind`, but the letter goes to `Zephyr` ({path}/c.csv:2:1); "
        "name its company with `--target` or `--company`, or take another posting"
    ]


def test_no_row_has_standard_input_for_itself(tmp_path):
    (aim,) = table(tmp_path, "company,posting\nZephyr,-\n")
    assert list(map(str, aim.problems)) == [
        f"{tmp_path.as_posix()}/c.csv:2:8: `-` is standard input, which one row cannot have for itself; "
        "name a file, or leave the cell empty"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["c.csv: is empty"]),
        ("company,title\n", ["c.csv: names no company; write one row for each"]),
        ("compny,title\nAcme,Clerk\n", [
            "c.csv:1:1: the column `company` is missing",
            "c.csv:1:1: unknown column `compny`; did you mean `company`?",
        ]),
        ("company,contact,addressee\nAcme,Ada,Bo\n", ["c.csv:1:17: the column `addressee` is there twice"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table(tmp_path, text, expected):
    assert sorted(refused(tmp_path, text)) == expected


def test_a_comma_without_quotes_spoils_its_own_row_alone(tmp_path):
    first, second = table(tmp_path, "company,reason\nAcme,You count, and tell.\nZephyr,Your maps.\n")
    assert (len(first.problems), second.problems) == (1, [])
    assert str(first.problems[0]).endswith(
        "c.csv:2:16: `and tell.` stands in no column; put quotes around a cell that holds the dividing sign"
    )


def test_a_table_is_a_table(tmp_path):
    assert refused(tmp_path, "company: Acme\n", "c.yaml") == ["c.yaml: expected a .csv, .tsv or .xlsx file"]


def test_a_bad_row_is_told_and_the_others_stay(tmp_path):
    first, second, third = table(tmp_path, "company,title,posting\nAcme,Clerk,\n,Steward,\nZephyr,,none.txt\n")
    assert (first.problems, len(second.problems), len(third.problems)) == ([], 1, 1)
    assert str(second.problems[0]).endswith("c.csv:3:1: the row names no company")
    assert f"c.csv:4:9: `{tmp_path.as_posix()}/none.txt` cannot be read" in str(third.problems[0])
