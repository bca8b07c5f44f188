"""A role together with its family."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ConfigDict

from jdgen.model.base import Entity
from jdgen.model.family import SCALE, Family, Question
from jdgen.model.pay import Pay
from jdgen.model.role import Requirement, Role, Years
from jdgen.model.text import Prose, Text


class Outline(Entity):
    """What other roles say of a role: the few of its fields that stand in its own file and are never inherited."""

    model_config = ConfigDict(extra="ignore")

    title: Text
    tier: Text | None = None
    years: Years | None = None
    pay: Pay | None = None
    summary: Prose
    aliases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A role together with its family, resolved: every id that the role names exists."""

    id: str
    """The role's file name."""
    role: Role
    family: Family

    @property
    def musts(self) -> tuple[Requirement, ...]:
        """Return the requirements a candidate must meet, in the role's order."""
        return tuple(r for r in self.role.requirements if r.tier == "must")

    @property
    def weighted(self) -> tuple[str, ...]:
        """Return the ids of the competencies that count, the heaviest first, in the role's order among equals."""
        weights = self.role.weights
        return tuple(sorted((c for c in weights if weights[c] > 0), key=lambda c: -weights[c]))

    def questions(self, competency: str) -> tuple[Question, ...]:
        """Return the questions on a competency that suit the level the role expects, in the family's order."""
        level = self.role.expects.get(competency)
        asked = self.family.competencies[competency].questions
        return tuple(question for question in asked if level in question.levels or not question.levels)

    def anchor(self, competency: str, offset: int) -> tuple[str, Prose]:
        """Return how far the scale holds (`inside`, `below` or `above`) and the anchor at an offset from `expects`.

        Beyond the upper end stands anchor 5, beyond the lower end anchor 1; the caller says so in words.
        """
        level = self.role.expects[competency] + offset
        anchors = self.family.competencies[competency].anchors
        if level < SCALE[0]:
            return "below", anchors[SCALE[0]]
        if level > SCALE[-1]:
            return "above", anchors[SCALE[-1]]
        return "inside", anchors[level]
