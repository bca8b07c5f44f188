"""Rules that are data: what the checks look for and the documents print."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jdgen.model.base import Day, Entity, Name
from jdgen.model.text import Prose, Text


class DoNotAsk(Entity):
    """A subject that an interview keeps clear of."""

    id: Name
    """A name that stays when the words change."""
    topic: Text
    """The subject."""
    patterns: tuple[Text, ...]
    """Regular expressions over the words of a question, in any case, each from the beginning of a word."""
    instead: Prose
    """What may be asked in its place."""


class Records(Entity):
    """What the law of a place says of interview records."""

    id: Name
    """A name that stays when the words change."""
    jurisdiction: Text
    """The country, or country and region, such as `US-CA`."""
    keep_years: Annotated[int, Field(ge=1)]
    """How many years records are kept at least, counted from the decision."""
    tell_days: Annotated[int, Field(ge=1)] | None = None
    """Within how many days after the interview a candidate is told the decision, where the law says it."""
    source: Text
    """The law."""
    checked: Day
    """The day on which the rule was read."""
    certainty: Literal["high", "medium", "low"]
    """High: two or more sources that agree, or the text of the law itself; medium: one other source; low: neither."""
