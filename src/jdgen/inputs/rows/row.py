"""One row of a table: the files that it names, and the values that it lays over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from jdgen.errors import Place, Problem
from jdgen.inputs.overrides import Cell
from jdgen.inputs.source import Scalar

NAMES = ("id", "role", "company", "opening", "candidate")
"""The bare columns: what tells a row from others, a role, and the files of the other three."""


class Head(NamedTuple):
    """A column: what it is called in the table, and what it means, such as `opening.pay.min`.

    One that is left aside means nothing, and has a blank key.
    """

    said: str
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `names` are its bare cells, with paths as they can be opened, `cells` its dotted ones.

    Blank cells are in neither. `number` counts the rows below the head from 1, `problems` are what is wrong with the
    row itself. `given` holds its texts as the table has them, one for each head, for the table of failed rows; that of
    a formula that failed is its error. Behind them are the texts that stand in no column.
    """

    number: int
    place: Place
    names: dict[str, Scalar]
    cells: tuple[Cell, ...] = ()
    problems: tuple[Problem, ...] = ()
    given: tuple[str, ...] = ()
    key: str = ""
    """What the journal calls it, of a row that comes from a table of failed rows."""
    extra: tuple[str, ...] = ()
    """The texts that a table of failed rows carries along, one for each of its heads of that kind."""

    def wrong(self, problem: Problem) -> Row:
        """Return the row with one more problem."""
        return replace(self, problems=(*self.problems, problem))


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that was read: its rows, and its columns as it has them, also those that are left aside, without ours.

    `again` says that it is a table of failed rows that we wrote: it holds some rows of another table, and says nothing
    of those that it does not hold. `extra` are the columns that such a table carries along, `jdgen:Recruiter` and the
    like: they mean nothing, and go into the next one as they are.
    """

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    again: bool = False
    extra: tuple[str, ...] = ()
