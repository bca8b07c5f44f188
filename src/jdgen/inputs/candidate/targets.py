"""A table of companies that a candidate writes to: one row, one letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.csv_source import unguarded
from jdgen.inputs.source import Mapping, Scalar, Sequence
from jdgen.inputs.table import SUFFIXES, Form, Row, read_table
from jdgen.model.company_names import may_be_same

COLUMNS = ("company", "title", "requisition", "addressee", "reason", "story", "posting")
"""What a row may say: fields of a target, and the file of its posting, as a path from the table."""
_FORM = Form(COLUMNS, ("company",), {
    "employer": "company", "organization": "company", "organisation": "company", "firm": "company",
    "role": "title", "role title": "title", "job": "title", "job title": "title", "position": "title",
    "contact": "addressee", "contact person": "addressee", "hiring manager": "addressee", "recruiter": "addressee",
    "reader": "addressee", "to": "addressee",
    "why": "reason", "why them": "reason", "why this company": "reason",
    "job id": "requisition", "req": "requisition", "reference": "requisition", "ref": "requisition",
})  # fmt: skip


@dataclass(slots=True)
class Aim:
    """One row: the target that it makes, where it stands, and what is wrong with it."""

    target: Mapping
    place: Place
    problems: list[Problem] = field(default_factory=list)


    def tell(self, story: str) -> None:
        """Let the letter tell a story that the command line names."""
        place = Place("--story")
        self.target.put("story", Scalar(story, place), place)


def read_targets(path: Path) -> list[Aim]:
    """Return the rows of a table; raise InputError if there are none, or if the table itself is wrong."""
    place = Place(path.as_posix())
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(Problem("expected a .csv, .tsv or .xlsx file", place))
    found: list[Aim] = []
    wrong: list[Problem] = []
    for row in read_table(path, _FORM, wrong):
        if wrong or not row.blank:
            found.append(_aim(row, path.parent, wrong))
        # What is wrong is told before the row that it is wrong with.
        wrong.clear()
    if not found:
        raise InputError(Problem("names no company", place, "write one row for each"))
    return found


def _aim(row: Row, folder: Path, wrong: list[Problem]) -> Aim:
    found = Aim(Mapping(row.place), row.place, list(wrong))
    for column in COLUMNS:
        cell = row.cell(column)
        if cell.text and column != "posting":
            # defense targets.guarded: a cell that was guarded against formulas is read as it was typed
            found.target.put(column, Scalar(unguarded(cell.text), cell.place), cell.place)
    if "company" not in found.target.entries:
        found.problems.append(Problem("the row names no company", row.cell("company").place))
    posting = row.cell("posting")
    # defense targets.stdin: no row reads standard input, which there is once
    if posting.text == "-":
        said = "`-` is standard input, which one row cannot have for itself"
        found.problems.append(Problem(said, posting.place, "name a file, or leave the cell empty"))
    elif posting.text:
        _ask_for_what_it_asks(found, folder / posting.text, posting.place)
    return found


def _ask_for_what_it_asks(found: Aim, path: Path, place: Place) -> None:
    """Add what a posting asks for; who hires and for which job the row says itself."""
    from jdgen.inputs.calling.calling import read_calling
    from jdgen.inputs.candidate.astray import misposted

    try:
        calling = read_calling(path.as_posix())
    except InputError as error:
        # That a file is not there is said where the table names it.
        unread = Place(path.as_posix())
        for problem in error.problems:
            named = problem._replace(message=f"`{unread}` {problem.message}", place=place)
            found.problems.append(named if problem.place == unread else problem)
        return
    company = found.target.entries.get("company")
    # defense targets.row_posting: the posting of another company than that of its row is told
    if calling.company and isinstance(company, Scalar) and not may_be_same(calling.company.text, company.text):
        found.problems.append(misposted(calling.company, company))
    elif calling.requirements:
        first = calling.requirements[0].place
        found.target.put("requirements", Sequence(first, list(calling.requirements)), first)
