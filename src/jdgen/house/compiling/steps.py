"""The run of a compiled template: what it has printed, and how much it may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jdgen.errors import Place, Problem, TemplateError
from jdgen.house.faults import Fault

# defense template.steps: a template that loops on takes no more steps than a document needs
MOST_STEPS = 200_000
# defense template.text: a template makes no more text than a document has
MOST_TEXT = 20_000_000
Read = Callable[["Run"], Any]
"""What gives a value."""
Step = Callable[["Run"], None]
"""What prints something."""


class Run:
    """One filling of a template, part by part; steps and characters are counted, those of values in the making too.

    Several threads may fill one template: all that changes is here.
    """

    __slots__ = ("_made", "_steps", "draft", "drawings", "marks", "missing", "names", "out", "section", "source")

    def __init__(self, names: Mapping[str, Any], section: Callable[[Any], str], source: str, *, draft: bool) -> None:
        self.names = dict(names)
        self.section, self.source, self.draft = section, source, draft
        self.out: list[str] = []
        self.missing: list[Fault] = []
        self.marks: list[int] = []
        self.drawings = 0
        self._steps = self._made = 0

    def go(self, steps: tuple[Step, ...]) -> None:
        """Take the steps, one after the other."""
        for step in steps:
            self.spend()
            step(self)

    def spend(self, steps: int = 1) -> None:
        """Count steps; raise TemplateError where they are more than a document needs."""
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise self._too_much(f"takes more than {MOST_STEPS:,} steps to fill")

    def make(self, characters: int) -> None:
        """Count characters that are about to be made; raise TemplateError where they are more than a document has."""
        self._made += characters
        if self._made > MOST_TEXT:
            raise self._too_much(f"makes more than {MOST_TEXT:,} characters")

    def print(self, text: str) -> None:
        """Print text that is XML."""
        self.make(len(text))
        self.out.append(text)

    def last(self) -> str:
        """Return the end of what is printed."""
        return next((text for text in reversed(self.out) if text), "")

    def _too_much(self, what: str) -> TemplateError:
        hint = "look for loops in loops"
        return TemplateError(Problem(f"the template {what}", Place(self.source), hint, "template.too_much"))
