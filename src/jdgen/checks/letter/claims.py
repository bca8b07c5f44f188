"""Whether a letter claims no skill that the resume lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from jdgen import rules
from jdgen.checks.letter.rules import excuses, problem, shown, spoken
from jdgen.checks.letter.things import is_thing
from jdgen.documents.letter_reading import Background, LetterReading, SlotName
from jdgen.errors import Problem
from jdgen.rules.phrases import words_in

_CLAIMING: tuple[SlotName, ...] = ("", "opening", "story", "problem", "action", "result", "bridge")
"""The parts in which a candidate says what they can do; those on the company speak of its own tools."""
_TOKEN = re.compile(r"[A-Z]{1,3}&[A-Z]{1,3}(?!\w)|\.?[^\W_]{1,40}(?:[+#]{1,2}|(?:\.[^\W_]{1,20}){1,3})?(?![+#])")
_TECHNICAL = re.compile(
    r"[A-Z]{1,3}&[A-Z]{1,3}|[A-Z]{2,6}|[A-Z]\d{1,4}\.\d{1,3}|[A-Za-z]{0,20}\d[A-Za-z0-9]{0,10}|"
    r"[a-z]{0,10}[A-Z][a-z]{0,20}[A-Z][A-Za-z]{0,20}"
)
"""Capitals alone, digits among letters, or a capital inside."""
_NOT_SKILLS = frozenset((
    "i", "us", "uk", "eu", "usa", "english", "bachelor's", "master's", "phd", "bs", "ba", "ms", "ma", "mba", "a", "an",
    "the", "our", "we", "you", "monday", "friday", "sunday", "saturday", "ceo", "cto", "cfo", "hr", "it", "pto", "eeo",
    "gpa", "usd", "eur", "gbp", "am", "pm", "ok", "id", "tv", "pdf", "faq", "q1", "q2", "q3", "q4", "h1", "h2", "ai",
    "r", "d", "b2b", "b2c", "kpi", "kpis", "okr", "okrs", "api", "apis", "ui", "ux", "qa", "nyc",
))  # fmt: skip
_WHERE = re.compile(
    r"\b(?:relocat\w{0,5}|based|located|live|living|resid\w{0,5}|commut\w{0,5}|travel\w{0,5}|office|offices|onsite|on-site|"
    r"hybrid|area|near|across|throughout|between)\b",
    re.IGNORECASE,
)
"""Words behind which a requirement names places."""
_NEAR = 100
"""How many characters before a skill tell that it is not claimed."""
_LONGEST = 6
"""How many words of a requirement are one name."""
_ROLES = frozenset((
    "developer", "engineer", "administrator", "certification", "certificate", "certified", "specialist", "expert",
))  # fmt: skip
"""What is said of a skill, with a capital too."""
Tokens = tuple[str, ...]


class _Skill(NamedTuple):
    """A skill under all of its names; a `wide` one has a name that is also a word."""

    names: tuple[Tokens, ...]
    wide: bool


class _Word(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Return the word as names are compared."""
        return self.text.casefold()


def claims(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield each skill that the letter claims and that the resume does not have, where it is first named."""
    if not background.evidence:
        return
    held = frozenset(_held(background.evidence, _lengths()))
    known = _skills_of(background)
    told: set[int] = set()
    for passage in reading.of(*_CLAIMING):
        for start, sentence in spoken(passage.text):
            for skill, word in _named(sentence, known):
                if id(skill) in told or held.intersection(skill.names) or _denied(sentence, word):
                    continue
                told.add(id(skill))
                said = f"{shown(word.text)} is claimed here and stands nowhere in the resume"
                yield problem("claim.unsupported", said, passage.at(start + word.start))


def _denied(sentence: str, word: _Word) -> bool:
    """Return whether the words before a skill in its sentence say that it is not claimed."""
    near = sentence[max(word.start - _NEAR, 0) : word.end]
    return bool(excuses("claim.unsupported").find(near))


def _skills_of(background: Background) -> dict[str, list[_Skill]]:
    """Return the skills that may be claimed, by the first words of their names."""
    listed = [_Skill(tuple(map(_tokens, map(str, one.names))), one.wide) for one in rules.skills()]
    known = {name for skill in listed for name in skill.names}
    company = {word.text for name in (background.company, *background.employers) for word in words_in(name)}
    found = (*background.vocabulary, *(name for text in background.requirements for name in _technical(text)))
    others = (_tokens(name) for name in dict.fromkeys(found))
    own = [_Skill((name,), wide=True) for name in others if name and name not in known and not company & set(name)]
    by_first: dict[str, list[_Skill]] = {}
    for skill in (*listed, *own):
        for name in skill.names:
            by_first.setdefault(name[0], []).append(skill)
    return by_first


def _technical(text: str) -> Iterator[str]:
    """Yield the names in a requirement: words with a capital inside of a sentence, with digits or with signs.

    Capitals and digits in a row, such as `AWS D1.1`, are one name; places, days and months are none.
    """
    for run in _runs(text):
        technical = bool(_TECHNICAL.fullmatch(run[0].text)) or run[0].text[-1] in "+#"
        if not technical and _WHERE.search(text[max(run[0].start - 60, 0) : run[0].start]):
            continue
        # The first word of a sentence has its capital from there.
        begins = run[0].start == 0 or text[run[0].start - 1] == "."
        kept = run[1:] if begins and not technical else run
        said = text[kept[0].start : kept[-1].end] if kept else ""
        if said and not is_thing(said) and not _is_nothing(text, kept):
            yield said


def _is_nothing(text: str, run: list[_Word]) -> bool:
    """Return whether words with capitals name no skill: a single letter, a number, or whose something is."""
    alone = len(run) == 1 and (len(run[0].text) == 1 or run[0].text.isdigit() or run[0].key in _NOT_SKILLS)
    return alone or text.startswith(("'s", "’s"), run[-1].end)


def _runs(text: str) -> Iterator[list[_Word]]:
    """Yield the words of a text, those with capitals or signs that follow each other together."""
    run: list[_Word] = []
    for word in _words(text):
        proper = word.text[0].isupper() or bool(_TECHNICAL.fullmatch(word.text)) or word.text[-1] in "+#"
        if run and not (proper and text[run[-1].end : word.start] == " " and len(run) < _LONGEST):
            yield run
            run = []
        run = [*run, word] if proper else []
    if run:
        yield run


def _named(sentence: str, known: dict[str, list[_Skill]]) -> Iterator[tuple[_Skill, _Word]]:
    """Yield the skills that a sentence names, with their words; of names that begin with one word, the longest."""
    words = list(_words(sentence))
    reached = 0
    for place, word in enumerate(words):
        lengths: dict[int, _Skill] = {}
        for skill in known.get(word.key, ()) if place >= reached else ():
            for name in skill.names:
                if tuple(one.key for one in words[place : place + len(name)]) == name:
                    lengths.setdefault(len(name), skill)
        if not lengths:
            continue
        size = max(lengths)
        said = _Word(sentence[word.start : words[place + size - 1].end], word.start, words[place + size - 1].end)
        longer = lengths[size].wide and _is_longer(sentence, words, place, place + size)
        if _is_name(said.text, place, lengths[size]) and not longer:
            reached = place + size
            yield lengths[size], said


def _is_longer(sentence: str, words: list[_Word], place: int, end: int) -> bool:
    """Return whether a word goes on as another name: `Swift Street`, `the Go To Doc service`."""
    if end >= len(words) or _TECHNICAL.fullmatch(words[place].text):
        return False
    behind = words[end]
    return (
        sentence[words[end - 1].end : behind.start] == " "
        and behind.text[0].isupper()
        and behind.text[1:].islower()
        and behind.key not in _ROLES
    )


def _is_name(said: str, place: int, skill: _Skill) -> bool:
    """Return whether words are a name here: with a capital or a sign, and not because a sentence begins."""
    if not skill.wide:
        return not said.islower() or said[-1] in "+#" or any(sign.isdigit() or sign == "." for sign in said)
    return (said[0].isupper() and place > 0) or bool(_TECHNICAL.fullmatch(said))


def _held(texts: Iterable[str], lengths: range) -> Iterator[Tokens]:
    """Yield every run of words of the evidence that is as long as a name."""
    for text in texts:
        words = [word.key for word in _words(text)]
        for size in lengths:
            yield from zip(*(words[offset:] for offset in range(size)), strict=False)


@cache
def _lengths() -> range:
    return range(1, 6)


def _tokens(name: str) -> Tokens:
    return tuple(word.key for word in _words(name))


def _words(text: str) -> Iterator[_Word]:
    return (_Word(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text))
