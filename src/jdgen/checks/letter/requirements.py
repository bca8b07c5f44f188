"""Whether a letter answers what the job asks for: a requirement is quoted, spoken of, or answered in the bridge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.letter.rules import limit, problem, shown
from jdgen.documents.letter_reading import Background, LetterReading
from jdgen.documents.selection import stems
from jdgen.errors import Problem
from jdgen.rules.phrases import words_in

_SHOWN = 3
"""How many requirements a message names."""
_COMMON = stems(
    "experience experienced knowledge ability able years strong excellent proven proficiency proficient familiarity "
    "familiar skill advanced solid good similar equivalent comparable tool hold possess preferred required desirable"
)
"""What so many requirements say that it tells none of them from the others."""
_WORD = re.compile(r"[^\W_]{1,40}[+#]{0,2}")
_OR, _OR_ALIKE = re.compile(r"\bor\b|/|\("), re.compile(
    r",?\s\bor (?:more|above|better|higher|longer|greater|(?:an? )?(?:similar|equivalent|comparable|related|other))\b"
)
_MOST_NAMES = 3
"""What is to be one of several names has no more words in a name."""


class _Said:
    """The words of a letter: as they stand, in a row, and by their beginnings; the title of the job is left out."""

    def __init__(self, reading: LetterReading, title: str) -> None:
        named = _row(title)
        rows = [_row(passage.text) for passage in reading.body]
        bare = [f" {row} ".replace(f" {named} ", " ") if named else f" {row} " for row in rows]
        self._rows = rows
        self._whole = f" {' '.join(rows)} "
        self._stems = [stems(row) for row in bare]
        self._words = {word for passage in reading.body for word in _WORD.findall(passage.text)}

    def quotes(self, text: str) -> bool:
        """Return whether one paragraph has the words of a text in a row."""
        return any(f" {_row(text)} " in f" {row} " for row in self._rows)

    def holds(self, answer: str) -> bool:
        """Return whether the words of an answer stand in the letter, over paragraphs too."""
        return f" {_row(answer)} " in self._whole

    def speaks_of(self, requirement: str) -> bool:
        """Return whether enough of the words of a requirement stand in one paragraph, or one of its names anywhere."""
        if any(self._words.issuperset(names) for names in _either(requirement)):
            return True
        wanted = stems(requirement)
        wanted = (wanted - _COMMON) or wanted
        enough = min(len(wanted), 1 if len(wanted) < 2 else 2 if len(wanted) < 6 else 3)
        return bool(wanted) and any(len(wanted & known) >= enough for known in self._stems)


def requirements(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield where fewer requirements are addressed than a reader looks for."""
    asked = tuple(dict.fromkeys(background.requirements))
    if not asked or "bridge" in reading.open or not reading.body:
        return
    said = _Said(reading, background.title)
    answered = {_row(text) for text, answer in background.answers if said.holds(answer)}
    beyond = len(answered - {_row(one) for one in asked})
    lacking = [
        one for one in asked if not (_row(one) in answered or said.quotes(one) or said.speaks_of(one))
    ]  # fmt: skip
    met = len(asked) - len(lacking)
    least = min(int(limit("requirement.unlinked", "count")), len(asked))
    if met + beyond < least:
        more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
        names = ", ".join(map(shown, lacking[:_SHOWN]))
        said_so = f"{met} of {len(asked)} requirements are spoken of; open: {names}{more}"
        yield problem("requirement.unlinked", said_so, reading.place)


def _either(requirement: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of which one is enough: `Python or R`, `Greenhouse or a similar ATS`."""
    text = requirement[:600]
    alike = _OR_ALIKE.search(text)
    choices = _OR.split(text[: alike.start()] if alike else text)
    if alike is None and len(choices) < 2:
        return
    for choice in choices:
        words = [word for word in _WORD.findall(choice) if not _is_common(word)]
        if 0 < len(words) <= _MOST_NAMES and all(word[0].isupper() for word in words):
            yield tuple(words)


def _is_common(word: str) -> bool:
    begun = stems(word)
    short = word.isdigit() or (len(word) < 4 and word.islower()) or word in ("A", "An")
    return short or bool(begun and begun <= _COMMON)


def _row(text: str) -> str:
    return " ".join(word.text for word in words_in(text))
