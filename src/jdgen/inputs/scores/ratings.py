"""What interviewers wrote into their sheets, as ratings of one candidate; every bad cell is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from jdgen.documents.material import Material
from jdgen.errors import Place, Problem, printable
from jdgen.inputs.csv_source import unguarded
from jdgen.inputs.scores import table as score_table
from jdgen.inputs.scores.words import Item, Words, answer, vote
from jdgen.inputs.table import Row
from jdgen.model.scores import Confirmation, Rating, Scores, Seat, Vote, tally
from jdgen.model.text import Text, folded
from jdgen.resources import led_to

Entry = Rating | Confirmation | Vote
_Kept = TypeVar("_Kept", Rating, Confirmation, Vote)


def read(paths: Iterable[Path], problems: list[Problem]) -> list[Row]:
    """Return the rows of all sheets, after adding what is wrong with the form of each."""
    found: list[Row] = []
    seen: set[Path] = set()
    for path in paths:
        if led_to(path) in seen:
            problems.append(Problem("is given twice", Place(path.as_posix())))
        else:
            found.extend(score_table.rows(path, problems))
        seen.add(led_to(path))
    return found


def scored(material: Material, rows: Iterable[Row], problems: list[Problem]) -> Material:
    """Return the material with the tally of the rows, after adding a problem for each cell that is wrong."""
    profile = material.profile
    if profile is None:
        return material
    reader = _Reader(Words.of(material, profile), problems)
    for row in rows:
        reader.take(row)
    reader.ask_for_names()
    weights = {key: profile.role.weights[key] for key in profile.weighted}
    must_have = frozenset(str(must.competency) for must in profile.musts if must.competency)
    return replace(material, kit=replace(material.kit, tally=tally(reader.scores(), weights, must_have)))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that is right; its interviewer has no seat yet. A blank one says nothing."""

    stage: str
    interviewer: str
    item: Item
    row: Row
    evidence: str

    @property
    def blank(self) -> bool:
        return not (self.row.cell("rating").text or self.evidence)


@dataclass(slots=True)
class _Reader:
    """Takes row by row; the order of the rows decides nothing."""

    words: Words
    problems: list[Problem]
    lines: dict[tuple[str, str, Item], _Line] = field(default_factory=dict)
    spellings: dict[str, set[str]] = field(default_factory=dict)
    unnamed: list[Place] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)

    def take(self, row: Row) -> None:
        """Keep what a row says, or add what is wrong with its cells."""
        before = len(self.problems)
        stage, item = self.words.stage(row, self.problems), self.words.item(row, self.problems)
        if item:
            self._value(item, row)
        name, evidence = self._text(row, "interviewer"), self._text(row, "evidence")
        if row.cell("interviewer").text:
            self.signed.add(row.place.source)
        elif row.cell("rating").text or row.cell("evidence").text:
            self.unnamed.append(row.cell("interviewer").place)
        # What nobody has put a name to is a part of the form.
        if item and name and len(self.problems) == before:
            self.spellings.setdefault(folded(name), set()).add(name)
            self._keep(_Line(stage, folded(name), item, row, evidence))

    def _keep(self, line: _Line) -> None:
        first = self.lines.get((line.stage, line.interviewer, line.item))
        if first is None or first.blank:
            self.lines[line.stage, line.interviewer, line.item] = line
        elif not line.blank:
            name = printable(min(self.spellings[line.interviewer]), 60)
            said = f"`{name}` rates `{line.item}` in `{line.stage}` twice; first at {first.row.cell('rating').place}"
            self.problems.append(Problem(said, line.row.cell("rating").place))

    def ask_for_names(self) -> None:
        """Add a problem for each row that says something without a name, but one for a sheet that names nobody."""
        asked: set[str] = set()
        for place in self.unnamed:
            if place.source in self.signed:
                self.problems.append(Problem("`interviewer` is blank", place, "write who rated"))
            elif place.source not in asked:
                hint = "write into each who rated"
                self.problems.append(Problem("`interviewer` is blank in every row", place, hint))
            asked.add(place.source)

    def _text(self, row: Row, column: str) -> str:
        """Return the cleaned text of a cell, empty where it is blank or holds what no document can carry."""
        cell = row.cell(column)
        try:
            text = str(Text.read(cell.text)) if cell.text else ""
        except PydanticCustomError as error:
            self.problems.append(Problem(f"`{column}` {error.message()}", cell.place))
            return ""
        return unguarded(" ".join(text.split())) if column == "interviewer" else text

    def _value(self, item: Item, row: Row) -> int | bool | str | None:
        cell = row.cell("rating")
        if item.kind == "competency":
            return self.words.rating(cell, self.problems)
        return answer(cell, self.problems) if item.kind == "must-have" else vote(cell, self.problems)

    def scores(self) -> Scores:
        """Return what was kept: seats in the order of the plan and of the panel, then by name."""
        panel = {stage: [folded(name) for name in names] for stage, names in self.words.panel.items()}
        order = list(panel)

        def rank(seat: tuple[str, str]) -> tuple[int, int, str]:
            held = panel[seat[0]]
            return order.index(seat[0]), held.index(seat[1]) if seat[1] in held else len(held), seat[1]

        # Whoever is on the panel has a row, also while nothing has come in: a gap must be seen.
        expected = {(stage, name) for stage, names in panel.items() for name in names}
        heard = sorted(expected | {(stage, name) for stage, name, _ in self.lines}, key=rank)
        asked = {folded(name): name for names in self.words.panel.values() for name in names}
        seats = {pair: Seat(pair[0], asked.get(pair[1]) or min(self.spellings[pair[1]])) for pair in heard}
        keys = ((*pair, item) for pair in heard for item in self.words.items)
        entries = [self._entry(seats[key[:2]], self.lines[key]) for key in keys if key in self.lines]
        return Scores(
            seats=tuple(seats.values()),
            ratings=_only(Rating, entries),
            confirmations=_only(Confirmation, entries),
            votes=tuple(entry for entry in _only(Vote, entries) if entry.said or entry.evidence),
        )

    def _entry(self, seat: Seat, line: _Line) -> Entry:
        """Return the entry of a line, whose words are known to be right."""
        cell = line.row.cell("rating")
        if line.item.kind == "competency":
            return Rating(seat, line.item.key, self.words.rating(cell, []), line.evidence, cell.place)
        if line.item.kind == "must-have":
            return Confirmation(seat, line.item.key, answer(cell, []), line.evidence)
        return Vote(seat, vote(cell, []), line.evidence)


def _only(kind: type[_Kept], entries: Iterable[Entry]) -> tuple[_Kept, ...]:
    return tuple(entry for entry in entries if isinstance(entry, kind))
