"""Which lines of a posting a text answers: rare words that they share count most, then words of one kind.

A bare line, such as years, a degree or a list of tools, is ticked off a resume; a story answers what somebody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache

from jdgen import rules
from jdgen.documents.selection import STOP
from jdgen.rules.phrases import Word, words_in

_RARE, _KIN, _WEAK = 4, 2, 1
"""What a shared word counts, a word of the same kind, and a word that any text shares."""
_SHORTEST = 4
_FEWEST_LEFT = 4
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ers", "er", "ed", "es", "ly", "s", "e")
_FILLING = frozenset((
    "ability", "able", "advanced", "background", "comfort", "comfortable", "demonstrated", "equivalent",
    "excellent", "experience", "experienced", "familiar", "familiarity", "good", "hands", "including", "knowledge",
    "like", "plus", "preferred", "proficiency", "proficient", "proven", "related", "required", "skill", "skills",
    "solid", "strong", "tool", "tools", "understanding", "used", "uses", "using", "want", "well", "work", "working",
    "works", "year", "years", "you",
))  # fmt: skip
"""Words of postings that say nothing of what is asked for."""
_COMMON = frozenset((
    "data", "people", "process", "project", "projects", "system", "systems", "team", "teams",
))  # fmt: skip
_KINDS = tuple(
    frozenset(words.split())
    for words in (
        "chose decided headed lead leader leadership leading led owned own ran run",
        "audit audits better cut faster fell fewer fixed halved improve improved improvement increased quality raised "
        "reduce reduced",
        "count counted figure figures measure measured measurement metric metrics number numbers outcome outcomes "
        "percent rate rates result results",
        "communicate communication convinced explain explained influence persuade persuaded present presented "
        "presenting report reported show showed teach taught tell told train trained write writing wrote",
        "coach coached coaching juniors mentor mentored mentoring teach taught train trained",
    )
)
"""Words that tell of one kind of work: to lead, to improve, to measure, to explain, to mentor."""
_MEASURED = 2
_NUMBERS = frozenset((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
))  # fmt: skip
_PAPERS = frozenset((
    "ba", "bachelor", "bachelor's", "beng", "bs", "bsc", "certificate", "certification", "certifications",
    "certified", "clearance", "degree", "diploma", "gcse", "license", "licence", "licensed", "mba", "master",
    "master's", "msc", "phd", "registered", "registration", "visa",
))  # fmt: skip
_DID = frozenset((
    "ability", "able", "brought", "built", "grew", "kept", "led", "made", "ran", "set", "taught", "won", "wrote",
))  # fmt: skip
_NO_DEED = frozenset((
    "advanced", "based", "experienced", "following", "including", "needed", "preferred", "related", "required",
    "skilled", "understanding", "using", "working",
))  # fmt: skip
_DEED = re.compile(r"\w{3,40}ing|\w{3,40}ed")


def by_story(requirements: Sequence[str], told: str) -> list[int]:
    """Return the places of the lines: those first that a story answers best, and bare lines last."""
    scores = _scores(requirements, told)
    return sorted(range(len(requirements)), key=lambda place: (is_bare(requirements[place]), -scores[place]))


def by_answer(requirements: Sequence[str], answer: str) -> list[int]:
    """Return the places of the lines: those first of which an answer itself speaks; the rest stays in its order."""
    scores = _scores(requirements, answer)
    return sorted(range(len(requirements)), key=lambda place: -scores[place])


def speaks_of(answer: str, requirement: str) -> bool:
    """Return whether an answer shares a word with a line, or has one of the same kind."""
    return _scores([requirement], answer)[0] > 0 or not set(_content(requirement))


def is_bare(requirement: str) -> bool:
    """Return whether a line asks for years, a paper or tools alone."""
    words = words_in(requirement)
    plain = [word.text for word in words]
    if _PAPERS.intersection(plain):
        return True
    for place, word in enumerate(plain):
        near = plain[max(place - 3, 0) : place]
        if word in ("year", "years") and any(one.isdigit() or one in _NUMBERS for one in near):
            return True
    return not any(map(_is_deed, plain)) and _names_a_tool(requirement, words)


def _is_deed(word: str) -> bool:
    return word in _DID or (word not in _NO_DEED and bool(_DEED.fullmatch(word)))


def _names_a_tool(text: str, words: Sequence[Word]) -> bool:
    inside = (text[word.start : word.end] for word in words[1:])
    return any(one[0].isupper() for one in inside) or any(word.text in _skills() for word in words)


@cache
def _skills() -> frozenset[str]:
    return frozenset(str(name).lower() for skill in rules.skills() if not skill.wide for name in skill.names)


def _scores(requirements: Sequence[str], told: str) -> list[Fraction]:
    """Return how well a text answers each line: what it shares with it, and the more the shorter the line is."""
    lines = [frozenset(_content(text)) for text in requirements]
    said = frozenset(_stem(word.text) for word in words_in(told))
    kinds = {kind for kind, words in enumerate(_stemmed()) if words & said}
    if any(sign.isdigit() for sign in told):
        kinds.add(_MEASURED)
    found: list[Fraction] = []
    for line in lines:
        points = total = 0
        for word in line:
            weight = _WEAK if word in _common() else max(_RARE // sum(word in other for other in lines), _WEAK)
            related = any(word in words for kind, words in enumerate(_stemmed()) if kind in kinds)
            points += weight if word in said else min(weight, _KIN) if related else 0
            total += weight
        found.append(Fraction(points * points, total or 1))
    return found


def _content(text: str) -> Iterator[str]:
    """Yield the beginnings of the words that say what is asked for; names in capitals are such words too."""
    kin: frozenset[str] = frozenset().union(*_KINDS)
    for word in words_in(text):
        long = len(word.text) >= _SHORTEST or word.text in kin
        name = len(word.text) > 1 and text[word.start : word.end].isupper()
        if (long or name) and word.text not in _FILLING and word.text not in STOP:
            yield _stem(word.text)


def _stem(word: str) -> str:
    """Return a word without its endings: `measur` for measured, measures and measurement."""
    word = word.removesuffix("'s")
    for _ in range(2):
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _FEWEST_LEFT), "")
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > _FEWEST_LEFT and word[-1] == word[-2] else word


@cache
def _common() -> frozenset[str]:
    return _stems(_COMMON)


@cache
def _stemmed() -> tuple[frozenset[str], ...]:
    return tuple(map(_stems, _KINDS))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_stem, words))
