"""Where the inputs of a request come from, and what documents ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jdgen.documents.material import Correspondence, Material
from jdgen.errors import Problem
from jdgen.inputs import overrides
from jdgen.inputs.kit import KitOptions
from jdgen.inputs.overrides import Cell
from jdgen.inputs.source import Mapping

if TYPE_CHECKING:
    from jdgen.inputs.calling.calling import Calling
    from jdgen.inputs.candidate.aims import Goal
    from jdgen.inputs.candidate.files import Pending


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the inputs come from; `settings` are `--set KEY=VALUE`, `target` is `TITLE @ COMPANY`.

    `cells` are what the row of a table says in place of the files; `settings` are stronger.
    `profiles` is the user's own folder of them, `family` the one whose ladder is asked for, `kit` what an interview
    kit is to be for, `scores` the sheets that interviewers filled in. An `internal` posting is for people who work
    there. `calling` is the posting that a `letter` answers,
    `row` that of a table of companies; `answers` are those that the candidate's file does not hold yet. `theme` is the
    name of a built-in theme, or the path of a file.
    """

    role: str | None = None
    company: Path | None = None
    opening: Path | None = None
    candidate: Path | None = None
    target: str | Goal | None = None
    settings: tuple[str, ...] = ()
    profiles: Path | None = None
    family: str | None = None
    kit: KitOptions = field(default_factory=KitOptions)
    scores: tuple[Path, ...] = ()
    internal: bool = False
    calling: Calling | None = None
    row: Mapping | None = None
    answers: Pending | None = None
    letter: Correspondence = field(default_factory=Correspondence)
    theme: str | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def files(self) -> dict[str, Path | None]:
        """Return the file of each root but the role."""
        return {"company": self.company, "opening": self.opening, "candidate": self.candidate}

    def settings_of(self, *, role: bool) -> list[str]:
        """Return the settings of the role, or all others."""
        return [setting for setting in self.settings if (overrides.root(setting) == "role") == role]

    @property
    def lays_over_role(self) -> bool:
        """Return whether anything is laid over the role."""
        return bool(self.settings_of(role=True) or self.cells_of(role=True))

    def cells_of(self, *, role: bool) -> list[Cell]:
        """Return the cells of the role, or all others."""
        return [cell for cell in self.cells if (overrides.root(cell.key) == "role") == role]


Needs = Callable[[Material], Iterable[tuple[str, Problem]]]
"""Yields what documents lack of a material: the root that lacks it, or several with spaces, and the problem."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What documents ask of the inputs: a role, the job of a letter, what other roles say, and further fields."""

    role: bool = False
    letter: bool = False
    outlines: bool = False
    needs: Needs | None = None
