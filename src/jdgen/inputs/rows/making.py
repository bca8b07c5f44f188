"""Rows out of lines: the names, the values, and what is wrong with one row while the others go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs.csv_source import unguarded
from jdgen.inputs.limits import BATCH
from jdgen.inputs.overrides import Cell
from jdgen.inputs.rows import columns
from jdgen.inputs.rows.choices import choices
from jdgen.inputs.rows.heads import Sheet
from jdgen.inputs.rows.line import Line, Trouble, trimmed
from jdgen.inputs.rows.row import NAMES, Head, Row
from jdgen.inputs.source import Scalar

_FILES = ("company", "opening", "candidate")
_OF_ROLES = (".yaml", ".yml", ".json")
_POSTAL = ".postal"
_UNITED_STATES = frozenset(("us", "usa", "united states", "united states of america"))
_DIGITS = 5
_KEY = f"{columns.OURS}key"
_WRITTEN = frozenset((f"{columns.OURS}row", f"{columns.OURS}problem", _KEY, f"{columns.OURS}table"))
"""The columns that a table of failed rows has anew each time."""
_INSTEAD = {
    "company": ("a name", "company.name"),
    "opening": ("a requisition", "opening.requisition"),
    "candidate": ("a name", "candidate.name"),
}
"""What people write where a column names a file, and the column that is for it."""


class Maker:
    """Makes the rows of a sheet whose columns are known; `keys` are their meanings."""

    def __init__(self, sheet: Sheet, keys: list[str], table: Path) -> None:
        self._sheet = sheet
        self._folder = table.parent
        self._width = len(keys)
        self._divided = table.suffix.lower() in {".csv", ".tsv"}
        kept = [index for index, head in enumerate(sheet.heads) if head.text and not columns.is_ours(head.text)]
        self.heads = tuple(Head(sheet.heads[index].text, keys[index]) for index in kept)
        self._kept = kept
        ours = {index: head.text for index, head in enumerate(sheet.heads) if columns.is_ours(head.text)}
        self._extra = [index for index, said in ours.items() if columns.folded(said) not in _WRITTEN]
        self.extra = tuple(ours[index] for index in self._extra)
        self._key = next((index for index, said in ours.items() if columns.folded(said) == _KEY), None)
        self._used = {index: key for index, key in enumerate(keys) if key}
        self._names = [index for index, key in self._used.items() if key in NAMES]
        self._cells = columns.ordered([(index, key) for index, key in self._used.items() if key not in NAMES])
        of_few = ((index, choices(*columns.parted(key))) for index, key in self._cells)
        self._choices = [(index, found) for index, found in of_few if found]
        self._within = tuple(columns.contrary(keys))
        self._postal = [key for _, key in self._cells if key.endswith(_POSTAL)]
        self._nameless = [index for index, head in enumerate(sheet.heads) if not head.text]
        self._paths: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._ids: dict[str, tuple[int, Place]] = {}

    def rows(self) -> Iterator[Row]:
        """Yield the rows that hold something; raise InputError where there are too many."""
        number = 0
        # What many rows say is kept once.
        same = self._same.setdefault
        for line in self._sheet.lines:
            # Of millions of cells, few hold more than plain signs.
            texts = [text.strip() if text.isascii() else trimmed(text) for text in line.texts]
            if not any(texts):
                continue
            number += 1
            # defense rows.most: a table of more rows than a batch may have is refused
            if number > BATCH.rows:
                raise InputError(Problem(f"holds more than {BATCH.rows:,} rows", line.places[0]))
            if len(texts) < self._width:
                texts += [""] * (self._width - len(texts))
            # defense rows.guarded: a cell that was guarded against formulas is read as it was typed
            if self._sheet.guarded:
                texts = [unguarded(text) if text[:1] == "'" else text for text in texts]
            yield self._row([same(text, text) for text in texts], line, number)

    def _row(self, texts: list[str], line: Line, number: int) -> Row:
        places, wrong = line.places, line.wrong
        problems: list[Problem] = []
        names: dict[str, Scalar] = {}
        values = self._meant(texts, wrong)
        for index in self._names:
            if values[index]:
                self._name(index, Scalar(values[index], places[index]), names, problems)
        cells = tuple([
            Cell(key, Scalar(values[index], places[index])) for index, key in self._cells if values[index]
        ])  # fmt: skip
        for index, trouble in wrong.items():
            if index in self._used:
                said = f"`{printable(self._used[index], 60)}` {trouble.said}"
                problems.append(Problem(said, places[index], trouble.hint))
        beyond = self._beyond(texts)
        # defense rows.ragged: a cell that stands under no name is told with its row
        if beyond:
            problems.extend(self._in_no_column(beyond, texts, places))
        if self._postal or self._within:
            laid = {cell.key: cell.value for cell in cells}
            problems.extend(self._short(laid))
            problems.extend(self._twofold(laid))
        if "id" in names:
            problems.extend(self._known(names["id"], number))
        if problems:
            # In the order in which they stand in the row.
            problems.sort(key=lambda problem: problem.place[1:3] if problem.place else ())
        given = tuple([texts[index] for index in (*self._kept, *beyond)])
        if self._key is None and not self._extra:
            return Row(number, places[0], names, cells, tuple(problems), given)
        key = "" if self._key is None else texts[self._key]
        extra = tuple([texts[index] for index in self._extra])
        return Row(number, places[0], names, cells, tuple(problems), given, key, extra)

    def _meant(self, texts: list[str], wrong: dict[int, Trouble]) -> list[str]:
        """Return the values of a row: of what may be one of a few, the one that is meant, and none of what is wrong."""
        found = ["" if index in wrong else text for index, text in enumerate(texts)] if wrong else texts
        for index, few in self._choices:
            text = found[index]
            if text and text not in few.values:
                # What was given stays as it was typed.
                found = list(texts) if found is texts else found
                found[index] = few.meant(text)
        return found

    def _name(self, index: int, value: Scalar, names: dict[str, Scalar], problems: list[Problem]) -> None:
        """Add what a bare cell names; a path is one from the folder of the table, and `~` stands for itself."""
        key = self._used[index]
        # defense rows.names: a cell that names a file holds no sign that nobody sees
        if not value.text.isprintable():
            sign = next(sign for sign in value.text if not sign.isprintable())
            said = f"`{key}` is `{printable(value.text, 60)}`, which holds the character U+{ord(sign):04X}"
            problems.append(Problem(said, value.place, "write a plain text"))
        # defense rows.stdin: no row reads standard input, which there is once
        elif key in _FILES and value.text == "-":
            said = f"`{key}` is `-`, which is standard input, and one row cannot have it for itself"
            problems.append(Problem(said, value.place, "name a file, or leave the cell empty"))
        elif key in _FILES or (key == "role" and value.text.lower().endswith(_OF_ROLES)):
            if value.text not in self._paths:
                self._paths[value.text] = (self._folder / value.text).as_posix()
            path = self._paths[value.text]
            if value.text.lower().endswith(_OF_ROLES) or os.path.exists(path):  # noqa: PTH110 - says no to a long name
                names[key] = Scalar(path, value.place)
            else:
                problems.append(self._no_file(index, value))
        else:
            names[key] = value

    def _no_file(self, index: int, value: Scalar) -> Problem:
        """Return what is wrong with a text that is no file, in a column that names one."""
        key, head, shown = self._used[index], self._sheet.heads[index].text, printable(value.text, 60)
        read = "" if columns.folded(head) == key else f" is read as `{key}`, which"
        said = f"the column `{printable(head, 60)}`{read} names a file, and there is none called `{shown}`"
        what, column = _INSTEAD[key]
        hint = f"for {what}, call the column `{column}`, or rename it with `--map FILE`"
        near = next((end for end in _OF_ROLES if (self._folder / f"{value.text}{end}").is_file()), "")
        return Problem(said, value.place, f"did you mean `{shown}{near}`?" if near else hint)

    def _beyond(self, texts: list[str]) -> list[int]:
        """Return where cells hold something and stand under no name."""
        if not self._nameless and len(texts) == self._width:
            return []
        return [index for index in (*self._nameless, *range(self._width, len(texts))) if texts[index]]

    def _in_no_column(self, beyond: list[int], texts: list[str], places: list[Place]) -> Iterator[Problem]:
        hint = "put quotes around a cell that holds the dividing sign" if self._divided else "name its column"
        for index in beyond:
            yield Problem(f"`{printable(texts[index], 60)}` stands in no column", places[index], hint)

    def _short(self, laid: dict[str, Scalar]) -> Iterator[Problem]:
        """Yield postal codes of the United States that have lost the zero at their beginning."""
        for key in self._postal:
            country = laid.get(f"{key.removesuffix(_POSTAL)}.country")
            found = laid.get(key)
            if not found or not country or country.text.casefold() not in _UNITED_STATES:
                continue
            # defense rows.postal: a postal code that a spreadsheet has taken a zero from is told
            if found.text.isascii() and found.text.isdecimal() and len(found.text) < _DIGITS:
                said = f"`{key}` is `{found.text}`, and postal codes of the United States have {_DIGITS} digits"
                hint = f"format the column as text, and write `{found.text.zfill(_DIGITS)}`"
                yield Problem(said, found.place, hint)

    def _twofold(self, laid: dict[str, Scalar]) -> Iterator[Problem]:
        """Yield values that stand within another value of the row, which has no room for them."""
        for outer, inner in self._within:
            # defense rows.twofold: of two values that have one place neither is dropped
            if outer in laid and inner in laid:
                said = f"`{inner}` is `{printable(laid[inner].text, 60)}`, and `{outer}` is a text in the same row"
                yield Problem(said, laid[inner].place, "leave one of the two empty")

    def _known(self, name: Scalar, number: int) -> Iterator[Problem]:
        """Yield a problem where an earlier row has the id."""
        first, place = self._ids.setdefault(name.text.casefold(), (number, name.place))
        # defense rows.ids: two rows of one id are told
        if first != number:
            said = f"`id` is `{printable(name.text, 60)}`, as in row {first}"
            yield Problem(said, name.place, f"first in line {place.line}; give each row an id of its own")
