"""Law on hiring as data: what a posting must hold where, from when, for whom, and who says so. Not legal advice."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jdgen.model.base import Currency, Day, Entity, Name
from jdgen.model.pay import Amount
from jdgen.model.rules import Certainty, Level
from jdgen.model.text import Text

Content = Literal[
    "pay.range", "pay.stated", "pay.width", "pay.other", "benefits", "deadline", "description", "ai_use", "ai_notice",
    "vacancy", "accommodation", "background.law", "driving.reason", "statement",
]  # fmt: skip
"""What a law may ask a posting to hold; `rules/contents.yaml` says each in words."""
Ban = Literal["pay.open_ended", "pay_history", "canadian_experience", "gendered_title", "clean_background"]
"""What a law may keep out of a posting."""
When = Literal["always", "ai_used", "federal_contractor", "background_check", "driving"]
"""The case that a law is for."""


class Applies(Entity):
    """Whom a law is for."""

    min_employees: Annotated[int, Field(ge=0)] = 0
    """From how many employees on; 0 and 1 are everybody."""
    count: Literal["anywhere", "there"] = "anywhere"
    """Which employees count: all of them, or those at the place."""
    covers: tuple[Literal["onsite", "remote", "reports_to", "elsewhere"], ...] = ("onsite", "remote")
    """Work at the place, work from home there, work that reports to an office there, and `elsewhere`: work from home
    anywhere in the country, for an employer who has somebody at the place."""
    when: When = "always"
    """The case it is for."""


class Period(Entity):
    """What a law asks from a day on, until the next period begins."""

    since: Day
    """The first day."""
    requires: tuple[Content, ...] = ()
    """What a posting must hold."""
    forbids: tuple[Ban, ...] = ()
    """What a posting must not hold."""
    change: Text | None = None
    """What changed on that day."""


class Width(Entity):
    """How wide a range of pay may be."""

    amount: Amount
    """The most that lies between its ends, for a year."""
    currency: Currency
    """The currency."""
    unless_over: Amount | None = None
    """A range whose upper end is above this may be wider."""


class Law(Entity):
    """One law of one place."""

    id: Text
    """A name that stays, such as `US-CO-pay`."""
    jurisdiction: Text
    """The id of the place, such as `US-CO` or `US-NY-NYC`."""
    name: Text
    """What people call it, such as `Equal Pay for Equal Work Act`."""
    topic: Literal["pay", "statement", "ai", "background", "driving", "equality"]
    """What it is about."""
    applies: Applies = Field(default_factory=Applies)
    """Whom it is for."""
    periods: tuple[Period, ...] = Field(min_length=1)
    """What it asks, from the first day it held."""
    until: Day | None = None
    """The last day, if it ended."""
    width: Width | None = None
    """How wide a range may be."""
    internal: bool = True
    """True if it holds for postings inside the company too."""
    commission: bool = False
    """True if work paid by commission alone may say so in place of a range."""
    statements: tuple[Name, ...] = ()
    """The statements that its postings print."""
    never_ask: tuple[Literal["pay-history"], ...] = ()
    """The subjects of `do-not-ask` that it names."""
    notes: tuple[Text, ...] = ()
    """What else it asks, outside the posting."""
    severity: Level = "error"
    """How much a posting that misses it matters."""
    certainty: Certainty
    """How sure the rule is; one that is low warns at most."""
    checked: Day
    """The day on which it was read."""
    source: tuple[Text, ...] = Field(min_length=1)
    """The law and what explains it."""


class Statement(Entity):
    """A text that postings print, because a law asks for it or because it is usual."""

    id: Name
    """A name that stays when the words change."""
    text: Text
    """The words; `{company}` stands for the employer's name, `{contact}` for whom to ask, `{vendor}` and `{where}` for
    what the company says of its software."""
    phrases: tuple[Text, ...] = Field(min_length=1)
    """Phrases, in the form of a rule of words, by which the statement is found in any text."""
    beside: tuple[Text, ...] = ()
    """Phrases of which the same sentence holds one too, or it says something else; none where the others are enough."""
    unless: tuple[Text, ...] = ()
    """Phrases in which those of `beside` are something else."""
    certainty: Certainty
    """How sure it is that the words meet the law."""
    checked: Day
    """The day on which the source was read."""
    source: tuple[Text, ...] = Field(min_length=1)
    """The law, or the guide it follows."""


class Contained(Entity):
    """How a content that a law asks for, or a ban, is said to people and found in a text."""

    id: Text
    """The content or the ban."""
    what: Text
    """What it is, as in `the posting does not state …`; for a ban, as in `the posting …`."""
    mend: Text
    """What to write into which file."""
    mend_text: Text
    """What to write into a finished text."""
    what_if: Text | None = None
    """What it is where no finished text shows whether the law asks for it, which makes a notice of the finding."""
    mend_if: Text | None = None
    """What to write into such a text, and when."""
    phrases: tuple[Text, ...] = ()
    """Phrases by which it is found in a text, in the form of a rule of words, where words alone show it."""
    unless: tuple[Text, ...] = ()
    """Phrases of the same form in which the words are something else."""
