"""Score sheets that are wrong, with what is said of them: cells by their rows, forms by their whole content."""

from __future__ import annotations

import io
import zipfile

from xlsxwriter import Workbook

AS_UTF_8 = "in Excel: Save As, “CSV UTF-8 (Comma delimited)”, or as .xlsx"
HEAD = "interviewer,stage,item,name,rating,evidence"
_WORDS = "Well below, Below, Meets, Above, 1 to 4, or N"
_VOTES = "Strong hire, Hire, No hire or Strong no hire"
_NO_ITEM = "the role has no competency and no must-have"

BAD_CELLS: dict[str, tuple[list[str], int, str]] = {
    "stage": (["Ada", "desgin", "design", "n", "3", "e"], 2, "there is no stage `desgin`; did you mean `design`?"),
    "stage far": (
        ["Ada", "lunch", "design", "n", "3", "e"], 2,
        "there is no stage `lunch`; the stages are `screen`, `design`, `work-sample` and `behavioral`",
    ),
    "no stage": (["Ada", "", "design", "n", "3", "e"], 2, "`stage` is blank"),
    "item": (["Ada", "design", "desing", "n", "3", "e"], 3, f"{_NO_ITEM} `desing`; did you mean `design`?"),
    "must-have": (
        ["Ada", "design", "r-testng", "n", "yes", "e"], 3, f"{_NO_ITEM} `r-testng`; did you mean `r-testing`?"
    ),
    "nice": (["Ada", "design", "r-database", "n", "yes", "e"], 3, f"{_NO_ITEM} `r-database`"),
    "no item": (["Ada", "design", "", "n", "3", "e"], 3, "`item` is blank"),
    "word": (
        ["Ada", "design", "design", "n", "meats", "e"], 5,
        f"`rating` must be {_WORDS}, not `meats`; did you mean `Meets`?",
    ),
    "zero": (["Ada", "design", "design", "n", "0", "e"], 5, f"`rating` must be {_WORDS}, not `0`"),
    "five": (["Ada", "design", "design", "n", "5", "e"], 5, f"`rating` must be {_WORDS}, not `5`"),
    "half": (["Ada", "design", "design", "n", "2.5", "e"], 5, f"`rating` must be {_WORDS}, not `2.5`"),
    "vote for a competency": (
        ["Ada", "design", "design", "n", "yes", "e"], 5, f"`rating` must be {_WORDS}, not `yes`"
    ),
    "answer": (
        ["Ada", "design", "r-testing", "n", "meets", "e"], 5,
        "`rating` of a must-have must be yes, no or not asked, not `meets`",
    ),
    # It could be a no, or no evidence.
    "N": (
        ["Ada", "design", "r-testing", "n", "N", "e"], 5,
        "`rating` of a must-have must be yes, no or not asked, not `N`; did you mean `no`?",
    ),
    "vote": (
        ["Ada", "design", "overall", "n", "Hires", "e"], 5,
        f"`rating` of `overall` must be {_VOTES}, not `Hires`; did you mean `Hire`?",
    ),
    "N for a vote": (
        ["Ada", "design", "overall", "n", "N", "e"], 5, f"`rating` of `overall` must be {_VOTES}, not `N`"
    ),
    "no interviewer": (["", "design", "design", "n", "3", "e"], 1, "`interviewer` is blank; write who rated"),
    "direction": (
        ["Ada\u202e", "design", "design", "n", "3", "e"], 1,
        "`interviewer` holds the character U+202E, which documents cannot carry",
    ),
    "evidence": (
        ["Ada", "design", "design", "n", "3", "a\x07b"], 6,
        "`evidence` holds the character U+0007, which documents cannot carry",
    ),
    "twice": (
        ["Ada", "design", "craft", "n", "2", "e"], 5, "`Ada` rates `craft` in `design` twice; first at s.csv:2:23"
    ),
    "evidence twice": (
        ["Ada", "design", "craft", "n", "", "e"], 5, "`Ada` rates `craft` in `design` twice; first at s.csv:2:23"
    ),
}  # fmt: skip
"""The cells of a row, the column that is wrong, and the sentence."""


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def _failed() -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, ["Ada", "design", "craft", ""])
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    return buffer.getvalue()


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
_ROW = "Ada,design,craft,,3,"

BAD_FORMS: dict[str, tuple[str | bytes, list[str]]] = {
    "empty.csv": ("", [": is empty"]),
    "blank.csv": (" \n\n", [": is empty"]),
    "signs.csv": (",,,\n,,\n", [": is empty"]),
    "headless.csv": (
        f"{_ROW}\n",
        [":1:1: the first row must name the columns: interviewer, stage, item, name, rating, evidence"],
    ),
    "columns.csv": (
        f"interviewer,stagge,item,rating,Rating,notes\n{_ROW}\n",
        [
            ":1:1: the column `stage` is missing", ":1:1: the column `evidence` is missing",
            ":1:13: unknown column `stagge`; did you mean `stage`?", ":1:32: the column `rating` is there twice",
            ":1:39: unknown column `notes`; the columns are interviewer, stage, item, name, rating, evidence",
        ],
    ),
    "beyond.csv": (
        f"{HEAD}\nAda,design,craft,,3,drew it, then ran it\n",
        [":2:29: `then ran it` stands in no column; put quotes around a cell that holds the dividing sign"],
    ),
    "quote.csv": (f'{HEAD}\n{_ROW}"it ran\nAda,design,design,,3,\n', [":2:21: this quote is never closed"]),
    "after.csv": (
        f'{HEAD}\n{_ROW}"it" ran\nBo,design,craft,,3,"so" they said\n',
        [
            ":2:25: something follows the closing quote; a quote inside a cell is written twice",
            ":3:24: something follows the closing quote; a quote inside a cell is written twice",
        ],
    ),
    "nul.csv": (
        f"{HEAD}\n{_ROW}a\0b\n", [":2:21: `evidence` holds the character U+0000, which documents cannot carry"]
    ),
    "latin.csv": (
        f"{HEAD}\nZoë,design,craft,,3,\n".encode("latin-1"), [f":2:3: is not UTF-8 text; {AS_UTF_8}"]
    ),
    "wide.csv": (HEAD.encode("utf-16"), [f": is in UTF-16; {AS_UTF_8}"]),
    "packed.csv": (_zip(a="b"), [": is a spreadsheet or another packed file, not CSV; save it as CSV"]),
    "old.xlsx": (
        bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
        [": is an old .xls file, or locked with a password; save it as .xlsx without one"],
    ),
    "word.xlsx": (
        _zip(word__document_dot_xml="<x/>"), [": is no spreadsheet, though it ends in .xlsx; save the sheet as .xlsx"]
    ),
    "text.xlsx": (f"{HEAD}\n{_ROW}\n", [": is no .xlsx file, whatever its name says; save it as .xlsx"]),
    "nothing.xlsx": (b"", [": is no .xlsx file, whatever its name says; save it as .xlsx"]),
    "torn.xlsx": (_failed()[:2000], [": is damaged; save it anew as .xlsx"]),
    "entities.xlsx": (_zip(xl__workbook_dot_xml=_BOMB), [": is damaged; save it anew as .xlsx"]),
    "hollow.xlsx": (
        _zip(xl__workbook_dot_xml="<workbook/>"), [": is damaged, or no spreadsheet; save it anew as .xlsx"]
    ),
    "failed.xlsx": (_failed(), [":2:5: the formula of this cell failed; write the value itself"]),
    "torn.json": ('[{"interviewer": "Ada"', [":1:23: expected `,` or `}`"]),
    "one.json": (
        '{"interviewer": "Ada"}',
        [
            ":1:1: expected a list of ratings, such as "
            '`{"scores": [{"interviewer": "Ada", "stage": "design", "item": "craft", "rating": 3}]}`',
            ":1:2: unknown key `interviewer`",
        ],
    ),
    "keys.json": (
        '{"scores": [{"interviewer": "Ada", "Stage": "design", "item": "craft", "ratng": 3},\n'
        '{"interviewer": "Ada", "item": "craft", "rating": [3], "ITEM": "design"}, 3, {}], "score": 1}',
        [
            ":1:72: unknown key `ratng`; did you mean `rating`?",
            ":2:1: `stage` is missing", ":2:51: `rating` must be a text or a number",
            ":2:56: `item` is there twice", ":2:75: expected keys and values of one rating",
            ":2:83: unknown key `score`; did you mean `scores`?",
        ],
    ),
    "null.json": ("null", [
        ":1:1: expected a list of ratings, such as "
        '`{"scores": [{"interviewer": "Ada", "stage": "design", "item": "craft", "rating": 3}]}`',
    ]),
}  # fmt: skip
"""The content of a file of that name, and the problems behind the name."""
