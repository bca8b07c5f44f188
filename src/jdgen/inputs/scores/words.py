"""What the cells of a score sheet may say: stages, items and ratings, by their names as people hear them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jdgen.documents.interview import NO_EVIDENCE, holders
from jdgen.documents.interview_scorecard import VOTES
from jdgen.documents.material import Material
from jdgen.documents.wording import listed, stages
from jdgen.errors import Problem, nearest, printable
from jdgen.inputs.source import Scalar
from jdgen.inputs.table import Row
from jdgen.model.profile import Profile
from jdgen.model.scores import RATED
from jdgen.model.text import folded

OVERALL = "overall"
"""The item of an overall recommendation."""
ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "not asked": None}
"""What an interviewer says of a must-have."""
# A spreadsheet makes these of what somebody typed, or ticked.
_TICKED: Mapping[str, bool | None] = {"true": True, "false": False}
_NOTHING = ("n", NO_EVIDENCE.lower())
_NUMBER = re.compile(r"([1-4])([.,]0*)?")


class Item(NamedTuple):
    """What a row rates; an overall recommendation has no key."""

    kind: Literal["competency", "must-have", "overall"]
    key: str = ""

    def __str__(self) -> str:
        """Return what a sheet calls it."""
        return self.key or OVERALL


@dataclass(frozen=True, slots=True)
class Words:
    """What a sheet may name; `panel` has who holds each stage, in the order of the plan."""

    panel: Mapping[str, tuple[str, ...]]
    _stages: Mapping[str, str]
    _items: Mapping[str, tuple[Item, ...]]
    _ratings: tuple[str, ...]

    @classmethod
    def of(cls, material: Material, profile: Profile) -> Words:
        """Return the words of a role and its interviews."""
        loop, competencies = stages(material), profile.family.competencies
        items: dict[str, tuple[Item, ...]] = {}
        for heard, key in _named((str(key), str(one.name)) for key, one in competencies.items()).items():
            items[heard] = (Item("competency", key),)
        for must in profile.musts:
            # An id may be that of a competency too: then the rating tells which of the two is meant.
            items[folded(must.id)] = (*items.get(folded(must.id), ()), Item("must-have", str(must.id)))
        items[OVERALL] = (Item("overall"),)
        return cls(
            panel={str(stage.id): holders(material, stage) for stage in loop},
            _stages=_named((str(stage.id), str(stage.name)) for stage in loop),
            _items=items,
            _ratings=tuple(map(str, profile.family.ratings)),
        )

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all that can be rated, each once."""
        return tuple(dict.fromkeys(item for items in self._items.values() for item in items))

    def stage(self, row: Row, problems: list[Problem]) -> str:
        """Return the id of a row's stage, empty after adding the problem of one that is not there."""
        cell = row.cell("stage")
        found = self._stages.get(folded(cell.text), "")
        if not cell.text:
            problems.append(Problem("`stage` is blank", cell.place))
        elif not found:
            known = list(self.panel)
            hint = nearest(cell.text, known) or f"the stages are {listed([f'`{stage}`' for stage in known])}"
            problems.append(Problem(f"there is no stage `{printable(cell.text, 60)}`", cell.place, hint))
        return found

    def item(self, row: Row, problems: list[Problem]) -> Item | None:
        """Return what a row rates, None after adding the problem of what is not there."""
        cell = row.cell("item")
        found = self._items.get(folded(cell.text), ())
        if not cell.text:
            problems.append(Problem("`item` is blank", cell.place))
        elif not found:
            said = f"the role has no competency and no must-have `{printable(cell.text, 60)}`"
            problems.append(Problem(said, cell.place, nearest(cell.text, map(str, self.items))))
        if not found:
            return None
        return found[-1] if folded(row.cell("rating").text) in {**ANSWERS, **_TICKED} else found[0]

    def rating(self, cell: Scalar, problems: list[Problem]) -> int | None:
        """Return the number of a rating; None for no evidence, and after adding the problem of another word."""
        heard, number = folded(cell.text), _NUMBER.fullmatch(cell.text)
        by_word = {folded(word): number for word, number in zip(self._ratings, RATED, strict=True)}
        if heard in by_word:
            return by_word[heard]
        if number:
            return int(number[1])
        if cell.text and heard not in _NOTHING:
            wanted = f"{', '.join(self._ratings)}, 1 to 4, or N"
            problems.append(_wrong("`rating`", wanted, cell, (*self._ratings, NO_EVIDENCE)))
        return None


def answer(cell: Scalar, problems: list[Problem]) -> bool | None:
    """Return whether a must-have is met; None if nobody asked, and after adding the problem of another word."""
    answers = {"": None, **ANSWERS, **_TICKED}
    if folded(cell.text) not in answers:
        problems.append(_wrong("`rating` of a must-have", "yes, no or not asked", cell, ANSWERS))
    return answers.get(folded(cell.text))


def vote(cell: Scalar, problems: list[Problem]) -> str:
    """Return an overall recommendation; empty for none, and after adding the problem of another word."""
    votes = {"": "", **{folded(vote): vote for vote in VOTES}}
    if folded(cell.text) not in votes:
        problems.append(_wrong(f"`rating` of `{OVERALL}`", f"{', '.join(VOTES[:-1])} or {VOTES[-1]}", cell, VOTES))
    return votes.get(folded(cell.text), "")


def _named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by themselves and by their printed names, but for a name that several have."""
    known = list(pairs)
    heard = [folded(name) for _, name in known]
    by_name = {name: key for (key, _), name in zip(known, heard, strict=True) if heard.count(name) == 1}
    return by_name | {folded(key): key for key, _ in known}


def _wrong(what: str, wanted: str, cell: Scalar, choices: Iterable[str]) -> Problem:
    said = f"{what} must be {wanted}, not `{printable(cell.text, 60)}`"
    return Problem(said, cell.place, nearest(cell.text, choices))
