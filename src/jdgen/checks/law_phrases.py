"""Finds in the words of a posting what a law asks for or forbids, by the phrases of the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jdgen import rules
from jdgen.checks.law_breach import BANS
from jdgen.documents.reading import Passage, Reading
from jdgen.model.rules import Part
from jdgen.rules import stating
from jdgen.rules.phrases import Match, Phrases, Word, words_in
from jdgen.rules.stating import turned_round

WORK: frozenset[Part] = frozenset(("why", "duties", "success", "requirements", "must", "nice"))
"""The parts that speak of the work: `equity research` there is no pay, and `machine learning` no tool of hiring."""
_OF_THE_OFFER = frozenset(("benefits", "pay.other"))
_NOT_OF_WORK = frozenset(("ai_notice", "vacancy", "accommodation"))
_HIRING = ("applicant", "candidate", "application", "hiring", "recruit", "interview", "resume", "résumé", "cv")
"""Beginnings of words by which a sentence speaks of those who apply."""
_DENIED = frozenset(("not", "never", "no", "without", "people"))
"""Words of a phrase on software by which none is used."""
_CHOOSING = frozenset(("screen", "assess", "select", "rank", "review", "sort"))
"""What software does that takes part in hiring."""
_USING = frozenset(("use", "uses", "using", "used"))
_ONLY_COMMISSION = (
    "commission/commissions only/alone/exclusively/solely", "commission based only",
    "only/solely/entirely/exclusively/purely [paid] [on/by/through/in/from] [straight] commission/commissions",
    "straight/pure commission/commissions", "all/100 percent commission/commissions",
    "commission is/are all [that] [we/is] [paid/pay]", "no base salary/pay/wage",
)  # fmt: skip
_MORE_THAN_COMMISSION = (
    "no base salary/pay/wage cap/limit/increase/cut/is/below/under/above",
    "commission/commissions only/alone for/above/on/after/over", "only commission/commissions for/above/on/after/over",
)
"""Where these words limit something else: a cap, or what is paid for referrals."""
_ALONE = Phrases[str](
    ((phrase, "commission") for phrase in _ONLY_COMMISSION),
    ((phrase, "commission") for phrase in _MORE_THAN_COMMISSION),
)
_ALL_OF_IT = re.compile(r"\b100 ?% (?:on )?commission", re.IGNORECASE)
Worded = tuple[Passage, list[Word]]
"""A passage and its words."""
Said = tuple[Passage, Match[str]]
"""A passage, and where in it something is said."""


@cache
def _phrases() -> Phrases[str]:
    contents = rules.contents().values()
    return Phrases(
        ((phrase, content.id) for content in contents for phrase in content.phrases),
        ((phrase, content.id) for content in contents for phrase in content.unless),
    )


def worded(reading: Reading) -> tuple[Worded, ...]:
    """Return the passages of a posting with their words, which all searches share."""
    return tuple((passage, words_in(passage.text)) for passage in reading.passages)


def said(posting: Iterable[Worded]) -> dict[str, list[Said]]:
    """Return by content and ban where the words of a posting say it, each in the kinds and parts that can."""
    found: dict[str, list[Said]] = {}
    for passage, words in posting:
        for match in _phrases().find(passage.text, words):
            if _can_say(passage, match, words):
                found.setdefault(match.value, []).append((passage, match))
    return found


def _can_say(passage: Passage, match: Match[str], words: list[Word]) -> bool:
    key = match.value
    if key == "gendered_title":
        return passage.kind == "title"
    if key in _OF_THE_OFFER:
        return passage.kind != "title" and passage.part not in (*WORK, "legal")
    if key == "ai_use":
        return passage.part not in WORK and _of_hiring(passage, match, words)
    if key in _NOT_OF_WORK:
        return passage.part not in WORK
    return key not in BANS or not turned_round(match, words)


def _of_hiring(passage: Passage, match: Match[str], words: list[Word]) -> bool:
    """Return whether software meets those who apply: a company may make or use it in its work."""
    inside = {word.text for word in words_in(match.text)}
    if passage.part == "process" or any(word.text.startswith(_HIRING) for word in words):
        # Who says what the company makes may sell software for hiring.
        return passage.part != "about" or not inside.isdisjoint(_USING) or denied(match, words)
    # That none is used to screen is said of hiring; that some is may be said of parcels.
    return "people" in inside or (not inside.isdisjoint(_CHOOSING) and denied(match, words))


def denied(match: Match[str], words: list[Word]) -> bool:
    """Return whether a phrase on software says that none is used."""
    inside = {word.text for word in words_in(match.text)}
    return turned_round(match, words) or not inside.isdisjoint(_DENIED)


def states(posting: Iterable[Worded], name: str) -> bool:
    """Return whether a posting holds a statement, in our words or in others."""
    return any(stating.states(passage.text, name, words) for passage, words in posting)


def commission_alone(text: str, words: list[Word] | None = None) -> bool:
    """Return whether a text says that nothing but commission is paid."""
    words = words_in(text) if words is None else words
    said = any(not turned_round(match, words) for match in _ALONE.find(text, words))
    return said or bool(_ALL_OF_IT.search(text))


def naming(posting: Iterable[Worded], phrases: Phrases[str]) -> Iterator[Said]:
    """Yield where a posting names something, unless it says that it is not so."""
    for passage, words in posting:
        yield from ((passage, match) for match in phrases.find(passage.text, words) if not turned_round(match, words))
