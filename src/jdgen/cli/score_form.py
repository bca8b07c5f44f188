"""The sheet that interviewers fill in, as CSV, as a spreadsheet or as JSON: a row for each thing that a stage rates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jdgen.cli.workbook import new_workbook
from jdgen.errors import Place
from jdgen.inputs.scores.table import COLUMNS
from jdgen.inputs.scores.words import ANSWERS, OVERALL

if TYPE_CHECKING:
    from jdgen.documents.material import Material

SUFFIXES = (".csv", ".xlsx", ".json")
_WIDTHS = {"interviewer": 22, "stage": 14, "item": 20, "name": 44, "rating": 16, "evidence": 60}


class Line(NamedTuple):
    """One row to fill in, and the words that may stand in its rating."""

    interviewer: str
    stage: str
    item: str
    name: str
    choices: tuple[str, ...]

    @property
    def cells(self) -> dict[str, str]:
        """Return the cells by their columns; rating and evidence are to be filled in."""
        return dict(zip(COLUMNS, (*self[:4], "", ""), strict=True))


def form(material: Material) -> list[Line]:
    """Return the rows of the role's interviews: for each interviewer of a stage its competencies and must-haves."""
    from jdgen.documents.interview import holders
    from jdgen.documents.wording import stages

    return [
        line
        for stage in stages(material)
        for name in (holders(material, stage) or ("",))
        for line in _of_stage(material, str(stage.id), name)
    ]


def _of_stage(material: Material, stage: str, interviewer: str) -> Iterator[Line]:
    from jdgen.documents import selection
    from jdgen.documents.interview import NO_EVIDENCE, looks, name_of
    from jdgen.documents.interview_scorecard import VOTES
    from jdgen.documents.wording import stages

    profile = material.profile
    if profile is None:
        return
    (held,) = [one for one in stages(material) if one.id == stage]
    keys = [look.key for look in looks(material, profile, held)]
    ratings = (*map(str, profile.family.ratings), NO_EVIDENCE)
    for key in keys:
        yield Line(interviewer, stage, key, name_of(profile, key), ratings)
    for must in selection.musts(profile):
        if must.competency in keys:
            answers = tuple(word.capitalize() for word in ANSWERS)
            yield Line(interviewer, stage, str(must.id), " ".join(must.text.split()), answers)
    yield Line(interviewer, stage, OVERALL, "Overall recommendation", VOTES)


def written(lines: list[Line], suffix: str, place: Place, day: date) -> bytes:
    """Return the rows as a file; raise MachineError where a spreadsheet is asked for and cannot be made."""
    if suffix == ".json":
        found: list[dict[str, Any]] = [line.cells | {"rating": None} for line in lines]
        return (json.dumps({"scores": found}, indent=2, ensure_ascii=False) + "\n").encode()
    if suffix == ".xlsx":
        return _spreadsheet(lines, place, day)
    from jdgen.inputs import csv_source

    # Without the mark at its beginning, Excel takes the file for one of another encoding.
    return csv_source.written([COLUMNS, *(line.cells.values() for line in lines)]).encode("utf-8-sig")


def _spreadsheet(lines: list[Line], place: Place, day: date) -> bytes:
    with new_workbook("scores", place, day) as (book, sheet, buffer):
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1})
        for column, (name, width) in enumerate(_WIDTHS.items()):
            sheet.set_column(column, column, width, wrapped)
            sheet.write_string(0, column, name, head)
        for row, line in enumerate(lines, 1):
            for column, text in enumerate(line.cells.values()):
                if text:
                    sheet.write_string(row, column, text, wrapped)
            choice = {"validate": "list", "source": list(line.choices), "error_type": "warning"}
            sheet.data_validation(row, COLUMNS.index("rating"), row, COLUMNS.index("rating"), choice)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()
