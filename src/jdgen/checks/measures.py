"""Measures a posting: words, sentences and reading grade of each part, and the words that a study calls coded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jdgen.checks.readability import ease, grade, syllables, words_of
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Place
from jdgen.model.rules import Part, Stems
from jdgen.rules import stems
from jdgen.rules.sentences import sentences

_SIGNS = re.compile(r"[^\w\s-]")
_SAID = ("paragraph", "bullet")
"""The passages that are sentences; titles, headings, labels and facts are none."""


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest sentence of a part: how many words it has, where it begins, and itself."""

    words: int
    place: Place | None
    text: str


@dataclass(frozen=True, slots=True)
class PartMeasures:
    """The numbers of one part; `heading` names a part that nobody recognized, `place` is where its sentences begin.

    Each list entry ends a sentence; `long` of them have more words than is good. `bullets` are the words in lists.
    """

    part: Part
    heading: str
    place: Place | None
    words: int
    sentences: int
    bullets: int
    syllables: int
    longest: Longest
    long: int

    @property
    def grade(self) -> float:
        """Return the years of school that the part takes."""
        return grade(self.words, self.sentences, self.syllables)

    @property
    def ease(self) -> float:
        """Return the reading ease, 100 for very easy texts and 0 for very hard ones."""
        return ease(self.words, self.sentences, self.syllables)


@dataclass(frozen=True, slots=True)
class Coded:
    """How often words with the stems of one list stand in a posting, and how much of it they are."""

    stems: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    count: int = 0
    percent: float = 0.0


@dataclass(frozen=True, slots=True)
class Measures:
    """The numbers of a posting, its legal part left out.

    `words` are all words, with titles, headings and facts; `sentences`, `grade` and `ease` are those of its sentences,
    `bulleted` is the percent of all words that stand in lists.
    """

    parts: tuple[PartMeasures, ...]
    words: int
    sentences: int
    grade: float
    ease: float
    bulleted: float
    masculine: Coded
    feminine: Coded


@dataclass(slots=True)
class _Count:
    """The sums of one part while it is read."""

    part: Part
    heading: str
    place: Place | None = None
    words: int = 0
    sentences: int = 0
    bullets: int = 0
    syllables: int = 0
    longest: Longest = field(default_factory=lambda: Longest(0, None, ""))
    long: int = 0

    def add(self, passage: Passage, limit: float) -> None:
        self.place = self.place or passage.place
        for start, sentence in sentences(passage.text):
            words = words_of(sentence)
            if not words:
                continue
            self.words += len(words)
            self.sentences += 1
            self.bullets += len(words) if passage.kind == "bullet" else 0
            self.syllables += sum(map(syllables, words))
            self.long += len(words) > limit
            if len(words) > self.longest.words:
                self.longest = Longest(len(words), passage.at(start), sentence)


def measures(reading: Reading, long: float = 30) -> Measures:
    """Return the numbers of a posting; a sentence of more words than `long` counts as long."""
    passages = [passage for passage in reading.passages if passage.part != "legal"]
    counts = [count for count in _counts(passages, long) if count.sentences]
    parts = tuple(_measured(count) for count in counts)
    said, spoken = sum(part.words for part in parts), sum(part.sentences for part in parts)
    whole = (said, spoken, sum(part.syllables for part in parts))
    texts = [passage.text for passage in passages]
    words = sum(len(words_of(text)) for text in texts)
    masculine, feminine = _coded(texts)
    return Measures(
        parts=parts,
        words=words,
        sentences=spoken,
        grade=grade(*whole),
        ease=ease(*whole),
        bulleted=100 * sum(part.bullets for part in parts) / words if words else 0.0,
        masculine=masculine,
        feminine=feminine,
    )


def _counts(passages: Iterable[Passage], long: float) -> Iterable[_Count]:
    """Return the sums of each part, those of an unknown one by its heading, in the order of the text."""
    found: dict[tuple[str, int], _Count] = {}
    heading, number = "", 0
    for passage in passages:
        if passage.kind == "heading":
            heading, number = passage.text, passage.number
        key = (passage.part, 0 if passage.part else number)
        count = found.setdefault(key, _Count(passage.part, "" if passage.part else heading))
        if passage.kind in _SAID:
            count.add(passage, long)
    return found.values()


def _measured(count: _Count) -> PartMeasures:
    return PartMeasures(
        part=count.part,
        heading=count.heading,
        place=count.place,
        words=count.words,
        sentences=count.sentences,
        bullets=count.bullets,
        syllables=count.syllables,
        longest=count.longest,
        long=count.long,
    )


def _coded(texts: Iterable[str]) -> tuple[Coded, Coded]:
    """Return what the lists of stems count; the percents are of all words, as in the study."""
    masculine, feminine = (next(rule for rule in stems() if rule.id == f"gender.{sex}") for sex in _SEXES)
    joined = [stem for rule in (masculine, feminine) for stem in rule.stems if "-" in stem]
    words = Counter(word for text in texts for word in _split(text, tuple(joined)))
    total = sum(words.values())
    return _tallied(words, total, masculine), _tallied(words, total, feminine)


_SEXES = ("masculine", "feminine")


def _split(text: str, joined: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a text in lower case; hyphens divide all but those that a list has with their hyphens."""
    for word in _SIGNS.sub(" ", text.lower()).split():
        if "-" in word and not word.startswith(joined):
            yield from filter(None, word.split("-"))
        elif word.strip("-"):
            yield word


def _tallied(words: Counter[str], total: int, rule: Stems) -> Coded:
    beginnings = tuple(rule.stems)
    found = [(word, n) for word, n in words.items() if word.startswith(beginnings) and word not in rule.unless]
    count = sum(n for _, n in found)
    ranked = tuple(sorted(found, key=lambda entry: (-entry[1], entry[0])))
    return Coded(beginnings, ranked, count, 100 * count / total if total else 0.0)
