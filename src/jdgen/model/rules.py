"""Rules that are data: what the checks look for in words and pages, and what the documents print."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jdgen.model.base import Day, Entity, Key, Keyed, Name, OneOrMore
from jdgen.model.text import Prose, Text

Certainty = Literal["high", "medium", "low"]
"""High: two or more sources that agree, or the text of the law itself; medium: one other source; low: neither."""
Level = Literal["error", "warning", "notice"]
Part = Literal[
    "", "facts", "why", "duties", "success", "requirements", "must", "nice", "offer", "conditions", "process", "apply",
    "about", "legal",
]  # fmt: skip
"""What a part of a posting is about; `requirements` are those that are not told apart, "" is unknown."""


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
    certainty: Certainty
    """How sure the rule is."""


class Source(Entity):
    """Where a rule comes from."""

    name: Text
    """A law, a study, a list or a guide."""
    licence: Text | None = None
    """The licence of a list whose words were taken over; none where only facts were."""
    checked: Day
    """The day on which it was read."""


class Structure(Entity):
    """A rule on what a posting holds and how much of it; the test itself is code of the same id."""

    id: Text
    """A name that stays, such as `req.years_without_skill`."""
    level: Level
    """How much it matters."""
    why: Text
    """The reason, one clause that begins in lower case."""
    suggest: Text
    """What to do."""
    limits: Keyed[Key, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    """The numbers of the test, by their names."""
    phrases: tuple[Text, ...] = ()
    """Phrases that the test looks for, in the form of a rule of words."""
    unless: tuple[Text, ...] = ()
    """Phrases of the same form that excuse what is found; how near they must stand, the test says."""
    source: Source
    """Where it comes from."""
    language: Text = Text("en")
    """The language of the texts it is for."""


class Term(Entity):
    """Words that one suggestion mends."""

    phrases: OneOrMore[Text] = Field(min_length=1)
    """Phrases in lower case, word by word: `a/b` is either word, `[the]` may be missing, `manag*` begins a word."""
    unless: OneOrMore[Text] = ()
    """Phrases of the same form in which the words are no finding; they hold the words found."""
    beside: OneOrMore[Text] = ()
    """Phrases of the same form that excuse the words wherever they stand in the same entry or paragraph."""
    suggest: OneOrMore[Text] = ()
    """Better words; empty where the words had better go."""
    advice: Text | None = None
    """What to do where no other words would mend it."""
    title: bool = False
    """True if the words are a finding in titles alone."""
    alone: bool = False
    """True if the words are a finding only where they are all of an entry, or of its piece between two commas."""


class Wording(Entity):
    """A rule on words: a group of terms that one reason speaks against."""

    id: Text
    """A name that stays, such as `words.gendered`."""
    level: Level
    """How much it matters."""
    why: Text
    """The reason, one clause that begins in lower case."""
    suggest: Text
    """What to do where a term has no better words of its own."""
    parts: tuple[Part, ...] = ()
    """The parts of a posting that it looks at; without them, all."""
    terms: tuple[Term, ...]
    """What it looks for."""
    source: Source
    """Where it comes from."""
    applies_to: tuple[Literal["posting", "letter", "rubric"], ...] = ("posting",)
    """The documents it is for."""
    language: Text = Text("en")
    """The language of the texts it is for."""


class Stems(Entity):
    """Stems of words that a study counts; a count is no verdict."""

    id: Text
    """A name that stays, such as `gender.masculine`."""
    stems: tuple[Text, ...]
    """Beginnings of words."""
    unless: tuple[Text, ...] = ()
    """Words that begin so and do not count."""
    source: Source
    """The study."""


class Heading(Entity):
    """How headings of postings say what a part is about."""

    part: Part
    """What it is about."""
    phrases: OneOrMore[Text] = Field(min_length=1)
    """What such headings say, in the form of a rule of words."""


class TemplateField(Entity):
    """A name that house templates may use."""

    id: Text
    """The name, with a dot before each part of a record, and `[]` behind a list for each of its entries."""
    documents: OneOrMore[Literal["posting", "rubric", "letter"]] = Field(min_length=1)
    """The documents that have it."""
    kind: Literal["text", "number", "flag", "list", "record"]
    """What it holds."""
    means: Text
    """What that is, in one sentence."""
    optional: bool = False
    """True if it may have no value."""
    shows: Text | None = None
    """The section that says the same."""
    each: Text | None = None
    """What an entry of a list is called in examples."""
    also: tuple[Text, ...] = ()
    """What people type who mean it; none of these is a name."""
