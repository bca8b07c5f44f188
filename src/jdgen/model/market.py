"""The labor market of a role."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jdgen.model.base import Entity
from jdgen.model.pay import Pay
from jdgen.model.text import Prose, Text


class Sectors(Entity):
    """Where demand goes."""

    growing: tuple[Text, ...] = ()
    """Hiring more."""
    stable: tuple[Text, ...] = ()
    """Hiring as before."""
    shrinking: tuple[Text, ...] = ()
    """Hiring less."""


class AiImpact(Entity):
    """What software that writes software does to the role."""

    horizon: Annotated[int, Field(ge=2000, le=2100)]
    """The year that the statement looks ahead to."""
    effect: Literal["augmentation", "automation", "mixed", "little"]
    """The effect in a word."""
    text: Prose
    """The effect in a sentence or two."""


class Market(Entity):
    """The labor market of the role."""

    employers: tuple[Text, ...] = ()
    """Kinds of employers."""
    growth: Prose | None = None
    """The outlook in a line."""
    demand: Prose | None = None
    """The outlook in a paragraph."""
    sectors: Sectors | None = None
    """Demand by sector."""
    pay_by_sector: Prose | None = None
    """How pay differs between sectors."""
    pay_ceiling: Pay | None = None
    """What the best-paid earn, equity included."""
    ai: AiImpact | None = None
    """What AI changes."""
