"""The sheets of interviewers: read in any order and form, and every bad cell named with its place."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from conftest import Ran
from jdgen.documents.interview_result import as_data
from jdgen.documents.material import Material
from jdgen.errors import InputError
from jdgen.inputs import csv_source, spreadsheet
from jdgen.inputs.scores import ratings as scores
from jdgen.inputs.scores.table import COLUMNS
from making import RIVERBEND, ROLE, material
from wrong_sheets import BAD_CELLS, BAD_FORMS

HEAD = ",".join(COLUMNS)
ROWS = [
    ["Ada Okafor", "screen", "review", "Review", "Meets", "told of a review"],
    ["Ada Okafor", "screen", "influence", "", "2", ""],
    ["Ada Okafor", "screen", "quality", "", "N", ""],
    ["Ada Okafor", "screen", "r-writing", "", "yes", ""],
    ["Ada Okafor", "screen", "overall", "", "Hire", ""],
    ["Bo Lind", "design", "design", "", "Above", "drew the failure, then said \"stop\"; twice"],
    ["Bo Lind", "design", "craft", "", "", ""],
    ["Bo Lind", "design", "operations", "", "3", "ran it"],
    ["Bo Lind", "design", "r-led-initiative", "", "no", "a part\nof one"],
    ["Bo Lind", "design", "overall", "", "No hire", ""],
    ["Cy Ōta", "design", "design", "", "2.0", ""],
    ["Cy Ōta", "work-sample", "craft", "", "1", "it did not run"],
]  # fmt: skip
"""The columns in their order."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def made() -> Material:
    return material(RIVERBEND, candidate=None)


@pytest.fixture
def role() -> Material:
    return made()


def result(role: Material, *paths: str | Path) -> dict[str, Any]:
    """Return the data of sheets that are right."""
    problems: list[Any] = []
    found = scores.scored(role, scores.read(map(Path, paths), problems), problems)
    assert [str(problem) for problem in problems] == []
    return as_data(found, found.profile, found.kit.tally)


def as_csv(rows: list[list[str]], path: str = "s.csv", columns: tuple[str, ...] = COLUMNS, sign: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=sign).writerows([columns, *rows])
    Path(path).write_bytes(buffer.getvalue().encode())
    return path


def as_xlsx(rows: list[list[Any]], path: str = "s.xlsx", columns: tuple[str, ...] = COLUMNS) -> str:
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([columns, *rows]):
            sheet.write_row(number, 0, row)
    return path


def said(jdgen: Callable[..., Ran], *paths: str) -> str:
    ran = jdgen("score", *paths, ROLE, "--json")
    assert (ran.code, ran.out) == (2, "")
    return ran.err


# --- what is the same ---


def test_the_rows_are_read_as_they_are_meant(role: Material) -> None:
    found = result(role, as_csv(ROWS))
    rated = {one["id"]: [(r["interviewer"], r["value"]) for r in one["ratings"]] for one in found["competencies"]}
    assert rated == {
        "design": [("Bo Lind", 4), ("Cy Ōta", 2)],
        "craft": [("Bo Lind", None), ("Cy Ōta", 1)],
        "operations": [("Bo Lind", 3)],
        "review": [("Ada Okafor", 3)],
        "influence": [("Ada Okafor", 2)],
        "quality": [("Ada Okafor", None)],
    }
    # 3 × 3 + 2 × 1 + 2 × 3 + 2 × 3 + 2 × 2 = 27, divided by 11 of 12
    assert (found["score_exact"], found["coverage_exact"], found["score"]) == ("27/11", "11/12", 2.45)
    assert (found["gates"], found["wide"], found["unrated"]) == (["craft"], ["design"], ["quality"])
    assert (found["denied"], found["decision"]) == (["r-led-initiative"], "discuss")
    answers = {one["id"]: one["answers"] for one in found["must_haves"] if one["answers"]}
    assert answers == {
        "r-led-initiative": [{"stage": "design", "interviewer": "Bo Lind", "met": False, "evidence": "a part\nof one"}],
        "r-writing": [{"stage": "screen", "interviewer": "Ada Okafor", "met": True, "evidence": ""}],
    }
    assert [(vote["interviewer"], vote["vote"]) for vote in found["votes"]] == [
        ("Ada Okafor", "Hire"), ("Bo Lind", "No hire"),
    ]  # fmt: skip
    evidence = [one["ratings"][0]["evidence"] for one in found["competencies"][:1]]
    assert evidence == ['drew the failure, then said "stop"; twice']


@settings(deadline=None)
@given(st.permutations(ROWS), st.permutations(range(6)), st.sampled_from(",;\t"))
def test_the_order_of_rows_and_columns_does_not_matter(rows: list[list[str]], order: list[int], sign: str) -> None:
    role = made()
    wanted = result(role, as_csv(ROWS))
    columns = tuple(COLUMNS[place].upper() for place in order)
    turned = [[row[place] for place in order] for row in rows]
    assert result(role, as_csv(turned, "turned.csv", columns, sign)) == wanted


def test_one_sheet_and_one_for_each_interviewer_are_the_same(role: Material) -> None:
    parts = [as_csv([row for row in ROWS if row[0] == name], f"{name[:2]}.csv") for name in ("Cy Ōta", "Bo Lind")]
    ada = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS if row[0] == "Ada Okafor"]
    Path("ada.json").write_text(json.dumps(ada), encoding="utf-8")
    assert result(role, "ada.json", *parts) == result(role, *reversed(parts), "ada.json") == result(role, as_csv(ROWS))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Well below", 1), ("well  BELOW", 1), ("Below", 2), ("meets", 3), (" ABOVE ", 4), ("1", 1), ("4", 4),
        ("3.0", 3), ("3.00", 3), ("2,0", 2), ("N", None), ("n", None), ("No evidence", None), ("no-evidence", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_rating_has_many_spellings(role: Material, written: str, value: int | None) -> None:
    found = result(role, as_csv([["Ada", "design", "craft", "", written, ""]], sign=";"))
    (craft,) = [one for one in found["competencies"] if one["id"] == "craft"]
    assert [one["value"] for one in craft["ratings"]] == [value]


@pytest.mark.parametrize(
    ("item", "written", "met"),
    [("r-testing", "YES", True), ("R-Testing", "no", False), ("r-testing", "Not asked", None), ("r-testing", "", None),
     ("r-testing", "TRUE", True), ("r-testing", "false", False)],
)  # fmt: skip
def test_a_must_have_is_answered_in_words(role: Material, item: str, written: str, met: bool | None) -> None:
    found = result(role, as_csv([["Ada", "design", item, "", written, ""]]))
    (must,) = [one for one in found["must_haves"] if one["id"] == "r-testing"]
    assert ([one["met"] for one in must["answers"]], must["denied"]) == ([met], met is False)


def test_stages_and_competencies_may_have_their_printed_names(role: Material) -> None:
    by_id = result(role, as_csv([["Ada", "design", "craft", "", "3", ""]]))
    by_name = result(role, as_csv([["ada ", "System Design Interview", "software construction", "", "3", ""],
                                   ["Ada", "design", "craft", "", "", ""]]))  # fmt: skip
    assert by_name == by_id


def test_a_must_have_with_the_id_of_a_competency_is_told_apart_by_the_rating(role: Material) -> None:
    first, *others = role.profile.role.requirements
    assert first.tier == "must"
    renamed = first.model_copy(update={"id": type(first.id)("craft")})
    twin = role.profile.role.model_copy(update={"requirements": (renamed, *others)})
    role = replace(role, profile=replace(role.profile, role=twin))
    rows = [["Ada", "design", "craft", "", "3", ""], ["Ada", "design", "craft", "", "no", ""]]
    found = result(role, as_csv(rows))
    assert (found["score"], found["denied"]) == (3.0, ["craft"])


def test_interviewers_stand_in_the_order_of_the_panel_and_in_its_spelling(role: Material) -> None:
    from jdgen.model.opening import Interview

    panel = [{"name": "Zoe Ng", "stages": "design"}, {"name": "Bo Lind", "stages": "design"}]
    interview = Interview.model_validate({"panel": panel})
    role = replace(role, opening=role.opening.model_copy(update={"interview": interview}))
    rows = [[name, stage, "craft", "", "3", ""] for name, stage in (
        ("Ada", "work-sample"), ("ada", "design"), ("bo lind", "design"), ("ZOE NG", "design"), ("Zoe Ng", "screen"),
    )]  # fmt: skip
    (craft,) = [one for one in result(role, as_csv(rows))["competencies"] if one["id"] == "craft"]
    assert [(one["stage"], one["interviewer"]) for one in craft["ratings"]] == [
        ("screen", "Zoe Ng"), ("design", "Zoe Ng"), ("design", "Bo Lind"), ("design", "Ada"), ("work-sample", "Ada"),
    ]  # fmt: skip


def test_rows_that_hold_nothing_are_no_rows(role: Material) -> None:
    Path("s.csv").write_text(f"\n,,\n{HEAD},,\n\n,,,,,\nAda,design,craft,,3\n ,,\t,,,,,,\n", encoding="utf-8-sig")
    assert result(role, "s.csv")["score"] == 3.0


def test_numbers_and_ticks_of_a_spreadsheet(role: Material) -> None:
    rows = [["Ada", "design", "craft", None, 3, 7], ["Ada", "design", "r-testing", None, True, None],
            ["Ada", "design", "design", None, 2.0, 0.5]]  # fmt: skip
    found = result(role, as_xlsx(rows))
    assert {one["id"]: one["ratings"][0]["evidence"] for one in found["competencies"] if one["ratings"]} == {
        "design": "0.5", "craft": "7",
    }  # fmt: skip
    assert (found["score_exact"], found["must_haves"][3]["answers"][0]["met"]) == ("12/5", True)


# --- what is wrong ---


@pytest.mark.parametrize("label", BAD_CELLS)
def test_a_bad_cell_is_named_in_each_form(label: str, jdgen: Callable[..., Ran]) -> None:
    """The same row in CSV, in a spreadsheet and in JSON gives the same sentence at its own place."""
    cells, column, message = BAD_CELLS[label]
    lines = [["Ada", "design", "craft", "Name", "3", "some"], cells]
    assert said(jdgen, as_csv(lines)) == f"s.csv:3:{character(cells, column)}: {message}\n{ONE}"
    assert said(jdgen, as_xlsx(lines)) == f"s.xlsx:3:{column}: {message}\n{ONE}".replace("s.csv:2:23", "s.xlsx:2:5")
    objects = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in lines]
    Path("s.json").write_text("[\n" + ",\n".join(objects) + "\n]\n", encoding="utf-8")
    place = json_character(objects[1], COLUMNS[column - 1])
    first = f"s.json:2:{json_character(objects[0], 'rating')}"
    assert said(jdgen, "s.json") == f"s.json:3:{place}: {message}\n{ONE}".replace("s.csv:2:23", first)


ONE = "error: 1 problem in 1 file; nothing was written\n"


def character(cells: list[str], column: int) -> int:
    """Return where a cell begins in a line of CSV; none of the cells before it is in quotes."""
    return len(",".join(cells[: column - 1])) + (2 if column > 1 else 1)


def json_character(line: str, key: str) -> int:
    return line.index(f'"{key}": ') + len(f'"{key}": ') + 1


def test_all_bad_cells_of_all_files_are_named_at_once(jdgen: Callable[..., Ran]) -> None:
    bad = [cells for cells, _, message in BAD_CELLS.values() if "twice" not in message]
    assert len(bad) >= 12
    ran = said(jdgen, as_csv(bad), as_xlsx(bad))
    places = [line.partition(": ")[0].rpartition(":")[0] for line in ran.splitlines()[:-1]]
    assert places == [f"s.{suffix}:{number + 2}" for suffix in ("csv", "xlsx") for number in range(len(bad))]
    assert ran.endswith(f"error: {2 * len(bad)} problems in 2 files; nothing was written\n")


def test_what_two_interviewers_files_say_twice_names_both_places(jdgen: Callable[..., Ran]) -> None:
    row = ["Ada", "design", "craft", "", "3", ""]
    as_csv([row], "one.csv")
    as_xlsx([["ADA", *row[1:]]], "two.xlsx")
    assert said(jdgen, "one.csv", "two.xlsx") == (
        "two.xlsx:2:5: `ADA` rates `craft` in `design` twice; first at one.csv:2:19\n" + ONE
    )
    assert said(jdgen, "one.csv", "./one.csv") == f"one.csv: is given twice\n{ONE}"


def test_a_sheet_without_names_is_said_once(jdgen: Callable[..., Ran]) -> None:
    rows = [["", "design", item, "", "3", ""] for item in ("craft", "design", "operations")]
    assert said(jdgen, as_csv(rows)) == (
        f"s.csv:2:1: `interviewer` is blank in every row; write into each who rated\n{ONE}"
    )


def test_evidence_without_a_name_is_not_lost(jdgen: Callable[..., Ran]) -> None:
    rows = [["Ada", "design", "craft", "", "3", ""], ["", "design", "overall", "", "", "drew it"]]
    assert said(jdgen, as_csv(rows)) == f"s.csv:3:1: `interviewer` is blank; write who rated\n{ONE}"


@pytest.mark.parametrize(
    ("name", "evidence", "told"),
    [
        ("Dana Reyes", "Dana drew it", True),
        ("Dana Reyes", "asked dana reyes twice", True),
        ("Dana Reyes", "as REYES, D. said", True),
        ("Zoë Ångström", "Zoe drew it", True),
        ("Zoë Ångström", "ångström’s law", False),
        ("山田 太郎", "山田太郎さん", True),
        ("Will de Boer", "will draw, de facto", False),
        ("Dana Reyes", "Danae’s plan", False),
    ],
)
def test_no_evidence_of_a_blind_debrief_tells_the_name(
    name: str, evidence: str, *, told: bool, jdgen: Callable[..., Ran]
) -> None:
    sheet = as_csv([["Ada", "design", "craft", "", "3", evidence]])
    given = ["score", sheet, ROLE, "--candidate-name", name, "--candidate-id", "C-17", "-f", "txt", "--draft"]
    assert jdgen(*given, "-o", "open").code == 0
    ran = jdgen(*given, "-o", "blind", "--blind")
    assert (ran.code, Path("blind").exists()) == ((2, False) if told else (0, True))
    assert (": a blind kit names nobody" in ran.err) == told


@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_bad_form_is_said_in_one_sentence(name: str, jdgen: Callable[..., Ran], here: Path) -> None:
    content, messages = BAD_FORMS[name]
    path = name.partition(" ")[0]
    (here / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    *lines, last = said(jdgen, path).splitlines()
    assert lines == [f"{path}{message}" for message in messages]
    assert last.startswith(f"error: {len(messages)} problem")


def test_files_that_are_not_there_or_no_sheets(jdgen: Callable[..., Ran], here: Path) -> None:
    as_csv(ROWS, "scores.csv")
    (here / "folder.csv").mkdir()
    assert said(jdgen, "score.csv", "folder.csv", "a.ods", "b") == (
        "score.csv: cannot be read: no such file or directory; did you mean `scores.csv`?\n"
        "folder.csv: is not a file\n"
        "a.ods: expected a .csv, .xlsx or .json file\n"
        "b: expected a .csv, .xlsx or .json file\n"
        "error: 4 problems in 4 files; nothing was written\n"
    )


def test_a_wrong_role_is_said_together_with_a_wrong_form(jdgen: Callable[..., Ran]) -> None:
    Path("s.csv").write_text('"open', encoding="utf-8")
    ran = jdgen("score", "s.csv", "senior-sofware-engineer", "--json")
    assert ran.code == 2
    assert ran.err.startswith(
        "s.csv:1:1: this quote is never closed\nerror: there is no role `senior-sofware-engineer`"
    )


# --- bombs ---


def test_sheets_beyond_the_limits_are_refused(jdgen: Callable[..., Ran], here: Path) -> None:
    (here / "large.csv").write_text(HEAD + "\n" + "a" * 1_000_000, encoding="utf-8")
    (here / "wide.csv").write_text(HEAD + "\n" + "," * 60_000, encoding="utf-8")
    with zipfile.ZipFile(here / "deep.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 10_000_001)
    for path, cell in (("tall.xlsx", (20_000, 0)), ("broad.xlsx", (1, 200))):
        with Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "interviewer")
            sheet.write(*cell, "far")
    assert said(jdgen, "large.csv", "wide.csv", "deep.xlsx", "tall.xlsx", "broad.xlsx").splitlines()[:-1] == [
        "large.csv: is larger than 1,000,000 bytes",
        "wide.csv:2:60001: holds more than 50,000 cells",
        "deep.xlsx: unpacks to more than 10,000,000 bytes",
        "tall.xlsx:20001:1: a cell beyond row 20,000 or column 200; delete what stands outside the table",
        "broad.xlsx:2:201: a cell beyond row 20,000 or column 200; delete what stands outside the table",
    ]


def test_a_formatted_cell_far_below_is_no_cell(role: Material) -> None:
    with Workbook("s.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, ["Ada", "design", "craft", "", 3, ""])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert result(role, "s.xlsx")["score"] == 3.0


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_damaged_spreadsheet_is_an_error_or_read(seed: int, count: int) -> None:
    as_xlsx(ROWS)
    data = bytearray(Path("s.xlsx").read_bytes())
    chance = random.Random(seed)
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    places = []
    try:
        rows = spreadsheet.parse(bytes(data[: chance.randrange(len(data))] if seed % 2 else data), "s.xlsx")
        places = [cell.place for row in rows for cell in row]
    except InputError as error:
        places = [problem.place for problem in error.problems]
    # Something was read or something is said, and either knows the file.
    assert {place.source for place in places} == {"s.xlsx"}


# --- CSV against another reader ---

CELLS = st.text(st.sampled_from("ab\",;\t\n'= -é"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_csv_is_read_as_the_standard_library_reads_it(rows: list[list[str]], sign: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([["x", "y"], *rows])
    text = buffer.getvalue()
    found = csv_source.parse(text, "s.csv")
    assert [[cell.text for cell in row] for row in found[1:]] == rows == list(csv.reader(
        io.StringIO(text, newline=""), delimiter=sign
    ))[1:]  # fmt: skip
    lines = text.replace("\r\n", "\n").split("\n")
    places = [cell.place for row in found for cell in row]
    assert [lines[place.line - 1][place.column - 1] for place in places] == ['"'] * len(places)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_written_as_csv_is_read_again_and_is_no_formula(rows: list[list[str]]) -> None:
    found = csv_source.parse(csv_source.written([["x", "y"], *rows]), "s.csv")[1:]
    assert [[csv_source.unguarded(cell.text) for cell in row] for row in found] == rows
    assert [cell.text for row in found for cell in row if cell.text[:1] in tuple("=+-@")] == []


class Anchored:
    """A pattern that may be held against one place of a text and not be sought in all of it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.match = pattern.match


@pytest.mark.parametrize("head", [f"interviewer{' ' * 50}x,stage", '" a";"b, ""c"" d" ;e', f"{chr(34)}a,b;c;d"])
def test_no_pattern_that_may_begin_with_spaces_is_sought(head: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of many spaces would begin a search to the last of them."""
    patterns = {name: held for name, held in vars(csv_source).items() if isinstance(held, re.Pattern)}
    wanted = csv_source.divider(head)
    assert len(patterns) >= 5
    for name, held in patterns.items():
        monkeypatch.setattr(csv_source, name, Anchored(held))
    assert csv_source.divider(head) == wanted == max(",;\t", key=re.sub('"[^"]*"?', "", head).count)


def test_a_space_before_a_quote_is_no_text() -> None:
    (row,) = csv_source.parse('a, "b, c" ,d\n', "s.csv")
    assert [cell.text for cell in row] == ["a", "b, c", "d"]
