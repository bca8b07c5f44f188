"""Rules that are data: what the checks look for and the documents print."""

from __future__ import annotations

from jdgen.model.base import Entity, Name
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
