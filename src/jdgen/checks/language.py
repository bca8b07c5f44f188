"""Finds words that a posting is better off without, and sentences that are hard to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from jdgen import rules
from jdgen.checks.labels import searched
from jdgen.checks.measures import Coded, Measures, PartMeasures, measures
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Place, Problem, plural, printable
from jdgen.model.rules import Structure, Term, Wording
from jdgen.rules.phrases import Match, Phrases

MOST = 5
"""How many places of one phrase are told; how many more there are is said at the last."""
_SHOWN = 60
"""How many characters of a text a message quotes."""
_ALONE = re.compile(r"(?:|.?[-–—•(]|[,;:.] ?)\n[,;.)!]?")
"""What may stand before and behind words that stand alone: nothing, or a sign that divides entries."""
_NAMED = 12
"""How many coded words a message names."""
_PARTS: Mapping[str, str] = {
    "facts": "the facts", "why": "the reason for the role", "duties": "the duties",
    "success": "what success looks like", "requirements": "the requirements", "must": "the must-haves",
    "nice": "the nice-to-haves", "offer": "the offer", "conditions": "the conditions",
    "process": "the hiring process", "apply": "how to apply", "about": "the words about the company",
}  # fmt: skip
"""What messages call the parts."""


class Sought(NamedTuple):
    """What a phrase stands for: a term, and the rule it belongs to."""

    rule: Wording
    term: Term


class _Found(NamedTuple):
    sought: Sought
    text: str
    place: Place | None
    where: str


def language(reading: Reading) -> Iterator[Problem]:
    """Yield what the rules on words and the measures of the text find, words first."""
    yield from in_words(reading, "posting")
    if reading.language.partition("-")[0] == "en":
        limits = rules.measures()
        numbers = measures(reading, limits["words.long_sentence"].limits["words"])
        yield from _readability(numbers, limits)
        yield from _gender_coded(reading, numbers, limits["words.gender_coded"])


def _all(language: str, kind: str) -> list[Sought]:
    return [
        Sought(rule, term)
        for rule in rules.wording()
        if kind in rule.applies_to and rule.language == language
        for term in rule.terms
    ]


@cache
def phrases(language: str = "en", kind: str = "posting") -> Phrases[Sought]:
    """Return the phrases of all rules on words of a language that look at a kind of document."""
    sought = _all(language, kind)
    return Phrases(
        [(phrase, one) for one in sought for phrase in one.term.phrases],
        [(phrase, one) for one in sought for phrase in one.term.unless],
    )


@cache
def _excuses(language: str, kind: str) -> Phrases[Sought]:
    """Return the phrases that excuse a term anywhere in the same passage."""
    return Phrases((phrase, one) for one in _all(language, kind) for phrase in one.term.beside)


def in_words(reading: Reading, kind: str) -> Iterator[Problem]:
    """Yield each phrase of the rules for a kind of document once per passage, and at `MOST` places in all."""
    found = list(_found(reading, kind))
    totals = Counter(_key(one) for one in found)
    told: Counter[tuple[str, str]] = Counter()
    for one in found:
        key = _key(one)
        told[key] += 1
        if told[key] <= MOST:
            left = totals[key] - MOST if told[key] == MOST else 0
            more = f", and in {plural(left, 'more place')}" if left > 0 else ""
            said = f"“{_short(one.text)}” {one.where}{more}"
            yield Problem(said, one.place, _mend(one.sought), one.sought.rule.id)


def _key(found: _Found) -> tuple[str, str]:
    return found.sought.rule.id, found.text.lower()


def _found(reading: Reading, kind: str) -> Iterator[_Found]:
    """Yield what the passages hold; the words of the law and the name of the employer are nobody's choice."""
    language = reading.language.partition("-")[0]
    looked_for = phrases(language, kind)
    for passage in reading.passages:
        if passage.part == "legal":
            continue
        named = _spans(reading.company, passage.text)
        reached: dict[str, int] = {}
        seen: set[tuple[str, str]] = set()
        for match in looked_for.find(searched(passage)):
            rule, text = match.value.rule, passage.text[match.start : match.end]
            key = (rule.id, text.lower())
            if match.value.term.beside and _excused(match.value, passage, language, kind):
                continue
            if key in seen or match.start < reached.get(rule.id, 0) or not _fits(match, passage, named):
                continue
            seen.add(key)
            reached[rule.id] = match.end
            yield _Found(match.value, text, passage.at(match.start), _where(passage))


def _excused(sought: Sought, passage: Passage, language: str, kind: str) -> bool:
    """Return whether a passage holds what excuses a term beside it."""
    return any(match.value.term is sought.term for match in _excuses(language, kind).find(passage.text))


def _fits(match: Match[Sought], passage: Passage, named: list[tuple[int, int]]) -> bool:
    rule, term = match.value
    if (term.title and passage.kind != "title") or (rule.parts and passage.part not in rule.parts):
        return False
    if term.alone and not _ALONE.fullmatch(passage.text[: match.start][-2:] + "\n" + passage.text[match.end :][:1]):
        return False
    after = bisect_right(named, (match.start, 1 << 60))
    return not (after and match.end <= named[after - 1][1])


def _spans(name: str, text: str) -> list[tuple[int, int]]:
    """Return where a name stands in a text."""
    if not name:
        return []
    return [found.span() for found in re.finditer(re.escape(name), text, re.IGNORECASE)]


def _where(passage: Passage) -> str:
    if passage.kind in ("title", "subtitle"):
        return f"in the {passage.kind}"
    if passage.kind in ("heading", "label"):
        return "in a heading"
    return f"in {_PARTS.get(passage.part, 'the text')}"


def _short(text: str) -> str:
    return printable(text[: _SHOWN + 1], _SHOWN)


def _mend(sought: Sought) -> str:
    """Return the better words of the term or what it advises, or what its rule says to do."""
    if sought.term.advice:
        return str(sought.term.advice)
    *first, last = (f"“{words}”" for words in sought.term.suggest or ("",))
    if last == "“”":
        return sought.rule.suggest
    return f"better, where it fits: {', '.join(first)} or {last}" if first else f"better, where it fits: {last}"


def _readability(numbers: Measures, limits: Mapping[str, Structure]) -> Iterator[Problem]:
    """Yield the parts that are hard to read, and the longest sentence of each part that has too long ones."""
    reading, long = limits["words.readability"], limits["words.long_sentence"]
    for part in numbers.parts:
        if part.words >= reading.limits["words"] and round(part.grade, 1) > reading.limits["grade"]:
            said = (
                f"reading grade {part.grade:.1f} in {_named(part)}: that many years of school, and "
                f"{reading.limits['grade']:.0f} is the limit; reading ease {part.ease:.0f}"
            )
            yield Problem(said, part.place, reading.suggest, reading.id)
    for part in numbers.parts:
        if part.long:
            many = f"; {part.long} sentences here are over {long.limits['words']:.0f}" if part.long > 1 else ""
            said = f"{part.longest.words} words in one sentence, “{_short(part.longest.text)}”{many}"
            yield Problem(said, part.longest.place, long.suggest, long.id)


def _named(part: PartMeasures) -> str:
    if part.part:
        return _PARTS[part.part]
    return f"“{_short(part.heading)}”" if part.heading else "the text"


def _gender_coded(reading: Reading, numbers: Measures, rule: Structure) -> Iterator[Problem]:
    """Yield one count for the whole text, if it is high and clearly higher than that of the other list.

    Words with a stem of the title are the name of the work, which nobody can change: an analyst does analysis.
    """
    masculine = _beside(reading.title.text if reading.title else "", numbers.masculine)
    feminine, limits = numbers.feminine, rule.limits
    percent = 100 * masculine.count / numbers.words if numbers.words else 0
    ahead = masculine.count - feminine.count
    if numbers.words < limits["words"] or percent <= limits["percent"] or ahead <= limits["ahead"]:
        return
    said = (
        f"{masculine.count} of {numbers.words} words ({percent:.1f} percent) have stems that a study calls masculine, "
        f"{feminine.count} ({feminine.percent:.1f} percent) feminine ones: {_counted(masculine)}"
    )
    yield Problem(said, reading.place, rule.suggest, rule.id)


def _beside(title: str, coded: Coded) -> Coded:
    """Return the count without the words that have a stem of the title."""
    named = tuple(stem for stem in coded.stems if any(word.startswith(stem) for word in title.lower().split()))
    words = tuple((word, count) for word, count in coded.words if not word.startswith(named))
    return replace(coded, words=words, count=sum(count for _, count in words))


def _counted(coded: Coded) -> str:
    """Return the words with their counts, as many as a line takes."""
    left = len(coded.words) - _NAMED
    named = ", ".join(word if count == 1 else f"{word} ({count})" for word, count in coded.words[:_NAMED])
    return f"{named} and {left} more" if left > 0 else named
