"""What the tests of structure share: a posting in which all their phrases are found in one pass, and their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from jdgen import rules
from jdgen.checks.labels import searched
from jdgen.checks.readability import words_of
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Place, Problem
from jdgen.model.rules import Part, Structure
from jdgen.rules.phrases import Phrases

_WORK: tuple[Part, ...] = ("duties", "success", "requirements", "must", "nice")
_ASKED_BY_LAW = {
    "deadline.missing": "deadline", "benefits.missing": "benefits", "accommodation.missing": "accommodation",
}  # fmt: skip
"""Rules on what is missing that laws have too, with what those call it."""
_MOST_HITS = 100
"""How many phrases of one rule are kept of one passage."""
_NEAR = 400
"""How far a sentence is followed to either side."""
_ENDS = (". ", "! ", "? ", "; ")


class Hit(NamedTuple):
    """Words that a rule looks for: where they stand, and as the text has them."""

    passage: Passage
    start: int
    end: int
    text: str

    @property
    def place(self) -> Place | None:
        """Return where they stand in the source."""
        return self.passage.at(self.start)

    @property
    def sentence(self) -> tuple[int, int]:
        """Return where the sentence around them begins and ends."""
        text = self.passage.text
        first, last = max(self.start - _NEAR, 0), min(self.end + _NEAR, len(text))
        before = [place + len(end) for end in _ENDS if (place := text.rfind(end, first, self.start)) >= 0]
        behind = [place for end in _ENDS if (place := text.find(end, self.end, last)) >= 0]
        return max(before, default=first), min(behind, default=last)


@dataclass(frozen=True, slots=True)
class Scan:
    """A posting, and by rule the phrases found in it: those looked for, and those that excuse.

    `words` counts those of each passage.
    """

    reading: Reading
    words: tuple[int, ...]
    found: Mapping[str, tuple[Hit, ...]]
    excused: Mapping[str, tuple[Hit, ...]]

    def hits(self, rule: str) -> tuple[Hit, ...]:
        """Return what a rule looks for, in order."""
        return self.found.get(rule, ())

    def excuses(self, rule: str) -> tuple[Hit, ...]:
        """Return what excuses it, in order."""
        return self.excused.get(rule, ())

    def unexcused(self, rule: str) -> Iterator[Hit]:
        """Yield what a rule looks for outside the work, where nothing in the same sentence excuses it."""
        excuses = by_passage(self.excuses(rule))
        for hit in self.hits(rule):
            first, last = hit.sentence
            near = excuses.get(hit.passage.number, ())
            if not of_work(hit.passage) and not any(first <= near_by.start and near_by.end <= last for near_by in near):
                yield hit

    def entries(self, *parts: Part) -> tuple[Passage, ...]:
        """Return the list entries of parts."""
        return tuple(passage for passage in self.reading.of(*parts) if passage.kind == "bullet")


def by_passage(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    """Return the hits of each passage, by its number."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.passage.number, []).append(hit)
    return found


def of_work(passage: Passage) -> bool:
    """Return whether a passage says what the work is about, where fees and salaries may be its subject.

    Sentences behind a list of requirements are of anything: many postings have no heading above their last part.
    """
    return listed_as_work(passage) or passage.part in ("duties", "success")


def listed_as_work(passage: Passage) -> bool:
    """Return whether a passage is an entry of duties or requirements."""
    return passage.kind == "bullet" and passage.part in _WORK


def scan(reading: Reading) -> Scan:
    """Return the posting with the phrases of all rules of structure."""
    phrases = _phrases()
    found: dict[tuple[str, bool], list[Hit]] = {}
    for passage in reading.passages:
        here: dict[tuple[str, bool], list[Hit]] = {}
        for start, end, _, key in phrases.find(searched(passage)):
            here.setdefault(key, []).append(Hit(passage, start, end, passage.text[start:end]))
        for key, hits in here.items():
            found.setdefault(key, []).extend(hits[:_MOST_HITS])
    looked = {rule: tuple(hits) for (rule, excuse), hits in found.items() if not excuse}
    counts = tuple(len(words_of(passage.text)) for passage in reading.passages)
    return Scan(reading, counts, looked, {rule: tuple(hits) for (rule, excuse), hits in found.items() if excuse})


@cache
def _phrases() -> Phrases[tuple[str, bool]]:
    known = rules.structure().values()
    return Phrases(entry for rule in known for entry in _entries(rule.id, _shown_by(rule), rule.unless))


def _shown_by(rule: Structure) -> tuple[str, ...]:
    """Return what a rule looks for; what a law takes for an answer is one here as well."""
    content = _ASKED_BY_LAW.get(rule.id)
    return (*rule.phrases, *(rules.contents()[content].phrases if content else ()))


def _entries(rule: str, phrases: Iterable[str], unless: Iterable[str]) -> Iterator[tuple[str, tuple[str, bool]]]:
    # One object each, not equal ones: phrases of one value that overlap are found once.
    looked, excuse = (rule, False), (rule, True)
    yield from ((phrase, looked) for phrase in phrases)
    yield from ((phrase, excuse) for phrase in unless)


def limit(rule: str, name: str) -> float:
    """Return a number of the test of a rule."""
    return rules.structure()[rule].limits[name]


def problem(rule: str, message: str, place: Place | None, hint: str = "") -> Problem:
    """Return a problem of a rule; without a hint of its own, it suggests what the rule does."""
    return Problem(message, place, hint or rules.structure()[rule].suggest, rule)


def shown(text: str, most: int = 60) -> str:
    """Return words of a text in quotation marks, shortened."""
    said = " ".join(text.split())
    return f"“{said if len(said) <= most else said[: most - 1].rstrip() + '…'}”"
