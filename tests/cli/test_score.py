"""`jdgen new scores` and `jdgen score`: a sheet goes out, comes back filled in, and gives the same numbers."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from conftest import EXAMPLES, Ran, riverbend_alone

ROLE = "senior-software-engineer"
SHEET = "riverbend-eng-214.csv"
FILES = ("--company", "acme.yaml", "--opening", "eng-214.yaml")
NAME = f"riverbend-robotics-{ROLE}-eng-214-rubric-debrief-scored"
OFFICE = shutil.which("soffice")
# The program may be there without its part for spreadsheets.
CALC = bool(OFFICE) and any(Path(OFFICE).resolve().parent.glob("libsclo.*"))
PANEL = """
interview:
  panel:
    - {name: "=Ada", stages: [screen, behavioral]}
    - {name: Bo Lind, stages: design}
    - {name: Cy Ōta, stages: [design, work-sample]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "acme.yaml").write_text(riverbend_alone(), encoding="utf-8")
    opening = (EXAMPLES / "openings/riverbend-eng-214.yaml").read_text(encoding="utf-8")
    (tmp_path / "eng-214.yaml").write_text(opening, encoding="utf-8")
    (tmp_path / "panel.yaml").write_text(opening + PANEL, encoding="utf-8")
    shutil.copy(EXAMPLES / "scores" / SHEET, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(path: Path) -> list[list[Any]]:
    """Return the rows of a new sheet, read by another reader than ours."""
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    if path.suffix == ".json":
        found = json.loads(path.read_text(encoding="utf-8"))["scores"]
        return [list(found[0]), *([cell or "" for cell in row.values()] for row in found)]
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def save(rows: list[list[Any]], path: Path) -> None:
    """Write the rows as somebody's program would."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    elif path.suffix == ".json":
        head, *others = rows
        objects = [dict(zip(head, row, strict=True)) for row in others]
        path.write_text(json.dumps(objects), encoding="utf-8")
    else:
        with Workbook(path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def fill(rows: list[list[Any]]) -> list[list[Any]]:
    """Fill in each row by its number, so that each form is filled in alike; some stay blank."""
    filled = [rows[0]]
    for number, row in enumerate(rows[1:]):
        item = row[2]
        choices = ("yes", "no", "not asked", "") if item.startswith("r-") else (3, "Above", "N", "", 1, "meets")
        choices = ("Hire", "No hire", "") if item == "overall" else choices
        rating = choices[number % len(choices)]
        filled.append([*row[:4], rating, "said so" if rating else ""])
    return filled


def test_a_sheet_goes_out_and_comes_back_in_three_forms(jdgen: Callable[..., Ran], here: Path) -> None:
    told = []
    for name in ("s.csv", "s.xlsx", "s.json"):
        assert jdgen("new", "scores", ROLE, name, "--opening", "panel.yaml").code == 0
        save(fill(table(here / name)), here / name)
        ran = jdgen("score", name, ROLE, "--opening", "panel.yaml", "--json", "-q")
        assert (ran.code, ran.err) == (0, "")
        told.append(json.loads(ran.out))
    assert told[0] == told[1] == told[2]
    assert {one["interviewer"] for c in told[0]["competencies"] for one in c["ratings"]} == {
        "=Ada",
        "Bo Lind",
        "Cy Ōta",
    }
    assert (told[0]["version"], 0 < told[0]["coverage"] <= 1, 1 <= told[0]["score"] <= 4) == (1, True, True)


@pytest.mark.slow
@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed")
def test_what_libreoffice_saves_is_read_alike(jdgen: Callable[..., Ran], here: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{here}/profile", "--headless", "--infilter=CSV:44,34,76",
         "--convert-to", "xlsx", SHEET],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = jdgen("score", Path(SHEET).with_suffix(".xlsx"), ROLE, "--json")
    assert saved.code == 0
    assert saved.out == jdgen("score", SHEET, ROLE, "--json").out


def test_a_new_sheet_has_a_row_for_each_thing_that_is_rated(jdgen: Callable[..., Ran], here: Path) -> None:
    ran = jdgen("new", "scores", ROLE, "--opening", "panel.yaml")
    assert (ran.code, ran.out) == (0, "scores.csv\n")
    assert ran.err == (
        "next: fill in `rating` and `evidence`, then "
        f"`jdgen score scores.csv {ROLE} --company acme.yaml --opening panel.yaml`\n"
    )
    head, *rows = table(here / "scores.csv")
    assert head == ["interviewer", "stage", "item", "name", "rating", "evidence"]
    design = [row for row in rows if row[1] == "design"]
    items = ["design", "craft", "operations", "r-led-initiative", "r-owned-production", "r-language", "overall"]
    assert [row[2] for row in design] == items * 2
    assert [row[0] for row in design] == ["Bo Lind"] * 7 + ["Cy Ōta"] * 7
    assert {row[0] for row in rows if row[1] == "screen"} == {"'=Ada"}
    assert {(row[4], row[5]) for row in rows} == {("", "")}
    assert list(dict.fromkeys(row[1] for row in rows)) == ["screen", "design", "work-sample", "behavioral"]


def test_a_new_spreadsheet_offers_the_words_of_each_row(jdgen: Callable[..., Ran], here: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        assert jdgen("new", "scores", ROLE, name, "--date", "2026-11-20").code == 0
    assert (here / "one.xlsx").read_bytes() == (here / "two.xlsx").read_bytes()
    with zipfile.ZipFile(here / "one.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = table(here / "one.xlsx")[1:]
    assert sheet.count("<dataValidation ") == len(rows)
    assert sheet.count("<formula1>&quot;Strong hire,Hire,No hire,Strong no hire&quot;") in (0, 4)
    assert "<f>" not in sheet


def test_a_blank_sheet_observed_nothing(jdgen: Callable[..., Ran]) -> None:
    assert jdgen("new", "scores", ROLE).code == 0
    ran = jdgen("score", "scores.csv", ROLE, "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "note: nobody has rated anything yet\n")
    assert (found["score"], found["coverage"], found["decision"]) == (None, 0.0, "unknown")


def test_a_new_sheet_is_never_written_over_another(jdgen: Callable[..., Ran], here: Path) -> None:
    (here / "scores.csv").write_text("mine", encoding="utf-8")
    ran = jdgen("new", "scores", ROLE)
    assert (ran.code, ran.err.partition("\n")[0]) == (
        4, "scores.csv: is there already; it was not touched; give another name"
    )  # fmt: skip
    assert (here / "scores.csv").read_text(encoding="utf-8") == "mine"
    assert jdgen("new", "scores", ROLE, "s.ods").code == 2


def test_the_debrief_is_word_and_pdf_with_a_summary(jdgen: Callable[..., Ran], here: Path) -> None:
    ran = jdgen("score", SHEET, ROLE, *FILES)
    assert (ran.code, ran.err) == (0, "")
    # By hand: 3 × 3 + 2 × 7/2 + 2 × 3 + 2 × 3 + 2 × 5/2 + 1 × 3 = 36, divided by 12
    assert ran.out.splitlines() == [
        f"{NAME}.docx", f"{NAME}.pdf",
        "weighted score  3.00 (bar 3.00)", "coverage        100 percent", "not rated       none",
        "wide spread     System design (2 points)", "below the gate  none",
        "missing         Wrote design documents that colleagues could discuss and settle without a meeting.",
        "by the rule     No offer, unless the debrief finds otherwise",
    ]  # fmt: skip
    assert (here / f"{NAME}.pdf").read_bytes()[:5] == b"%PDF-"
    printed = jdgen("score", SHEET, ROLE, *FILES, "-f", "md", "-o", "-")
    assert printed.code == 0
    assert "| Mean | **3.00** | **3.50** |" in printed.out
    assert "| Spread | **2, talk** | 1 |" in printed.out
    assert "weighted score  3.00" in printed.err


def test_what_was_written_of_must_haves_and_overall_is_told(jdgen: Callable[..., Ran], here: Path) -> None:
    head, *rows = list(csv.reader(io.StringIO((here / SHEET).read_text(encoding="utf-8"), newline="")))
    written = [[*row[:5], f"text number {n}."] for n, row in enumerate(rows)]
    # a text without a recommendation is kept too
    written[-1][4] = ""
    save([head, *written], here / SHEET)
    found = json.loads(jdgen("score", SHEET, ROLE, "--json").out)
    ratings = [one["evidence"] for held in found["competencies"] for one in held["ratings"]]
    answers = [one["evidence"] for held in found["must_haves"] for one in held["answers"]]
    votes = [one["evidence"] for one in found["votes"]]
    assert sorted(ratings + answers + votes) == sorted(row[5] for row in written)
    assert (min(map(len, (ratings, answers, votes))), found["votes"][-1]["vote"]) == (4, None)
    for suffix in ("md", "txt", "html"):
        printed = " ".join(jdgen("score", SHEET, ROLE, *FILES, "-f", suffix, "-o", "-").out.split())
        assert [row[5] for row in written if row[5] not in printed] == []


def test_a_filled_debrief_never_takes_the_place_of_a_blank_one(jdgen: Callable[..., Ran], here: Path) -> None:
    assert jdgen("rubric", ROLE, *FILES, "--part", "debrief").code == 0
    before = {path.name: path.read_bytes() for path in here.glob("*rubric-debrief*")}
    assert jdgen("score", SHEET, ROLE, *FILES, "--force").code == 0
    assert {name: (here / name).read_bytes() for name in before} == before
    assert len(before) == 2


def test_the_opening_may_name_the_role(jdgen: Callable[..., Ran]) -> None:
    with_role = jdgen("score", SHEET, ROLE, "--opening", "eng-214.yaml", "--json")
    assert jdgen("score", SHEET, "--opening", "eng-214.yaml", "--json") == with_role
    assert with_role.code == 0


def test_what_lacks_and_what_is_wrong_is_said_at_once(jdgen: Callable[..., Ran], here: Path) -> None:
    (here / "s.csv").write_text("interviewer,stage,item,rating,evidence\nAda,design,craft,7,\n", encoding="utf-8")
    ran = jdgen("score", "s.csv", ROLE, "--opening", "eng-214.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "s.csv:2:18: `rating` must be" in ran.err
    assert "the rubric needs `company.name`" in ran.err


REMARKS = """\
interviewer,stage,item,rating,evidence
Bo Lnd,design,design,Above,
Cy Ōta,design,craft,1,it did not run
Cy Ōta,design,influence,3,
Cy Ōta,design,learning,3,
Cy Ōta,work-sample,craft,N,
"""


def test_what_is_odd_is_told_and_strict_refuses_what_lacks_evidence(jdgen: Callable[..., Ran], here: Path) -> None:
    (here / "s.csv").write_text(REMARKS, encoding="utf-8")
    given = ("score", "s.csv", ROLE, "--opening", "panel.yaml", "--json")
    ran = jdgen(*given)
    evidence = "“Above” for `design` has no evidence; write what the candidate said or did"
    assert (ran.code, ran.err.splitlines()) == (0, [
        f"s.csv:2:22: note: {evidence}",
        "s.csv:4:25: note: the plan does not assess `influence` in `design`; the rating counts all the same",
        "s.csv:5:24: note: `learning` does not count for this role; the score leaves its rating out",
        "note: nothing has come in from `=Ada` for `screen`; the score is without it",
        "note: nothing has come in from `Bo Lind` for `design`; the score is without it",
        "note: `Bo Lnd` is not on the panel of `design`; did you mean `Bo Lind`?",
        "s.csv:6:26: note: `Cy Ōta` observed nothing in `work-sample`",
        "note: nothing has come in from `=Ada` for `behavioral`; the score is without it",
    ])  # fmt: skip
    # who has sent nothing keeps a row, so that the gap is seen by all who meet
    page = jdgen(*given[:-1], "-f", "txt", "-o", "-", "--draft").out
    for name, rows in (("=Ada", 2), ("Bo Lind", 1), ("Bo Lnd", 2)):
        assert page.count(f"| {name} ") == rows
    strict = jdgen(*given, "--strict")
    assert strict == (2, "", f"s.csv:2:22: {evidence}\nerror: 1 problem in 1 file; nothing was written\n")


@pytest.mark.parametrize(
    ("package", "shown", "command"),
    [
        ("python_calamine", "python-calamine", ("score", "s.xlsx", ROLE, "--json")),
        ("xlsxwriter", "XlsxWriter", ("new", "scores", ROLE, "s.xlsx")),
    ],
)
def test_without_the_package_one_sentence_says_what_to_type(
    package: str, shown: str, command: tuple[str, ...], jdgen: Callable[..., Ran], here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if command[0] == "score":
        save([["interviewer"]], here / "s.xlsx")
    monkeypatch.setitem(sys.modules, package, None)
    ran = jdgen(*command)
    said = (
        f"s.xlsx: an .xlsx file takes the package {shown}; install it with: python -m pip install 'jdgen[spreadsheet]'"
    )
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (5, "", said)
    assert jdgen("score", SHEET, ROLE, "--json").code == 0
