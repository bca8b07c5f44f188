"""Problems as they concern a row: with the place of the cell, the name of its column, and what to add to the table."""

from __future__ import annotations

import re

from jdgen.documents.material import mend_of
from jdgen.errors import Problem, printable
from jdgen.inputs.overrides import Cell
from jdgen.inputs.rows.row import Row

_NEEDED = re.compile(r"the [\w ]+ needs? `((?:company|opening|candidate)\.[\w.]+)`")
_WITHIN = re.compile(r"`(\w+)` is missing in `([\w.\[\]]+)`")


def of_row(problem: Problem, row: Row) -> Problem:
    """Return a problem with the place that it has in a table; what is wrong in a file stays where it is."""
    if not problem.place:
        return _placed(problem, row)
    cell = next((cell for cell in row.cells if cell.value.place == problem.place), None)
    return _of_cell(problem, cell, row) if cell else problem


def _placed(problem: Problem, row: Row) -> Problem:
    needed = _NEEDED.fullmatch(problem.message)
    if needed:
        # `opening.locations` is filled by the columns of its parts.
        column = mend_of(needed[1]).setting.strip("'").partition("=")[0]
        hint = f"add a column `{column}`, or one that names a file, `{column.partition('.')[0]}`"
        return problem._replace(place=row.place, hint=hint)
    named = (value.place for value in row.names.values() if f"`{value.text}`" in problem.message)
    return problem._replace(place=next(named, row.place))


def _of_cell(problem: Problem, cell: Cell, row: Row) -> Problem:
    """Return a problem of a cell that names its column, and others that it speaks of, and its value."""
    root = cell.key.partition(".")[0]
    within = _WITHIN.fullmatch(problem.message)
    if within:
        missing = f"{root}.{within[2]}.{within[1]}"
        return problem._replace(message=f"`{missing}` is missing beside `{cell.key}`", hint=f"add a column `{missing}`")
    said = problem.message
    for column in (other.key for other in row.cells):
        said = said.replace(f"`{column.partition('.')[2]}`", f"`{column}`", 1)
    # A complaint about what lies within, such as an amount, names neither.
    others = [f"`{name}`" for name in (cell.key, printable(cell.value.text, 60)) if name not in said]
    return problem._replace(message=f"{said} ({': '.join(others)})" if others else said)
