"""The letter as data: its slots, and the phrases that stand between the candidate's own words."""

from __future__ import annotations

from pydantic import Field

from jdgen.model.base import Entity, Name
from jdgen.model.candidate import ToneName
from jdgen.model.text import Text


class Slot(Entity):
    """One place of a letter that the candidate fills, after Bhatia (Analysing Genre, 1993)."""

    id: Name
    """The id of its section in the letter."""
    move: Text
    """The name of the move, printed beside it in a scaffold."""
    low: int = Field(ge=1)
    """The fewest words that it should have."""
    high: int = Field(ge=1)
    """The most words that it should have."""
    ask: Text
    """The question to the candidate."""
    why: Text
    """What the move is for."""
    example: Text
    """An example of ours; it stands in no letter."""


class Skill(Entity):
    """A tool, language or method that a letter claims by naming it."""

    id: Name
    """A name that stays."""
    names: tuple[Text, ...] = Field(min_length=1)
    """Its names; whoever holds one holds the others."""
    wide: bool = False
    """True if a name is also a word with another meaning."""


class Tone(Entity):
    """The connecting phrases of one tone; `{name}` stands for a fact. No phrase states a fact of its own."""

    id: ToneName
    """The tone."""
    greeting: Text
    """To a person; takes `{addressee}`."""
    greeting_us: Text
    """The same in the United States and Canada."""
    unnamed: Text
    """To nobody known by name."""
    unnamed_us: Text
    """The same in the United States and Canada."""
    applying: Text
    """Takes `{title}` or `{a_title}`, `{number}` and `{company}`."""
    moving: Text
    """The same for a job at the present employer."""
    experience: Text
    """Takes `{years}`."""
    today: Text
    """Behind the experience; takes `{job}`."""
    work: Text
    """Without experience before it; takes `{job}`."""
    being: Text
    """What the candidate is, where no job is named; takes `{label}`."""
    asks: Text
    """Before a thing that the posting asks for; takes `{quotes}`."""
    also_asks: Text
    """The same behind other lines of the posting."""
    lists: Text
    """Before what somebody does or is, in words that are no sentence; takes `{quotes}`."""
    also_lists: Text
    """The same behind other lines."""
    says: Text
    """Before whole sentences; takes `{quotes}`."""
    also_says: Text
    """The same behind other lines."""
    inquires: Text
    """Before questions; takes `{quotes}`."""
    also_inquires: Text
    """The same behind other lines."""
    measure: Text
    """A figure before and after; takes `{what}`, `{before}` and `{after}`."""
    close: Text
    """The request for a talk."""
    available: Text
    """When that can be; takes `{availability}`."""
    ending: Text
    """Above the name, to a person."""
    ending_unnamed: Text
    """Above the name, to nobody known by name."""
    ending_us: Text
    """Above the name in the United States and Canada."""
    subject: Text
    """The subject line of an email; takes `{title}`, `{number}` and `{name}`."""
    reference: Text
    """The number of the job; takes `{requisition}`."""
    enclosed: Text
    """Before what goes with the letter; takes `{enclosures}`."""
    attached: Text
    """The same in an email."""
