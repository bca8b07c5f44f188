"""The person whom a posting names as the one to write to, behind a label or in a sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.calling.facts import labeled
from jdgen.inputs.calling.names import is_firm
from jdgen.inputs.calling.titles import is_work
from jdgen.inputs.source import Scalar
from jdgen.model.text import folded
from jdgen.rules.sentences import sentences

_READERS = ("hiring manager", "contact", "contact person", "contact name", "your contact", "hiring contact")
_BEHIND = re.compile(r"[,;(|<]| [-–—/] | at | on ")
"""What ends a name."""
_PERSON = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.? )?[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){1,3}")
_NOBODY = frozenset((
    "human", "resources", "hr", "team", "department", "office", "talent", "recruiting", "recruitment", "recruiter",
    "people", "careers", "manager", "us", "acquisition", "hiring", "center", "centre", "desk", "committee", "board",
    "services", "support", "personnel", "staffing", "phone", "email", "e-mail", "form", "information", "details",
    "inc", "llc", "ltd", "gmbh", "director", "head", "of", "the", "our", "your", "by", "via", "at", "on", "in", "for",
    "tbd", "please", "see", "below", "above", "admissions", "secretary", "council", "group", "agency", "company",
))  # fmt: skip
_LONGEST, _MOST_OF_SENTENCE = 20_000, 600
_NAME = (
    r"((?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx)\.? )?[A-ZÀ-Þ][\w'’-]{0,30}"
    r"(?: (?:[A-Z]\. |(?:de|van|von|der|la) )?[A-ZÀ-Þ][\w'’-]{0,30}){1,2})"
)
_END = r"(?=[,.;:)(]|\s(?:at|by|via|on|before|using|or|and)\b|$)"
_PAPERS = r"(?:cvs?|r[eé]sum[eé]s?|applications?|(?:covering |cover )?letters?)"
_RECEIVES = tuple(re.compile(pattern) for pattern in (
    rf"\b{_NAME}(?:, [^,.;]{{2,60}},)? (?:will read|reads|will review|reviews|receives|will receive) "
    rf"(?i:(?:your|all|every|each|the) {_PAPERS})",
    rf"\b(?i:{_PAPERS})\b[^.;]{{0,80}}? (?:to|for the attention of|addressed to|FAO) {_NAME}{_END}",
    rf"\b(?i:addressed to|for the attention of|address (?:it|them|your (?:cover(?:ing)? )?letter) to) {_NAME}{_END}",
))  # fmt: skip
"""Sentences that say who reads what is sent."""
_ANSWERS = tuple(re.compile(pattern) for pattern in (
    r"\b(?i:questions?|enquir(?:y|ies)|inquir(?:y|ies)|informal (?:chat|discussion|conversation)|"
    rf"(?:more|further) (?:information|details))\b[^.;]{{0,60}}? (?:to|contact|call|email|ask|with|from) {_NAME}{_END}",
    rf"\b(?i:contact|call|email|speak to|ask) {_NAME}(?:,[^,.;]{{2,60}},| at \S{{3,60}})? "
    r"(?i:for (?:an informal|more|further)|with (?:any )?(?:questions|enquiries|inquiries)|"
    r"about (?:the|this) (?:job|role|post|position))",
))  # fmt: skip
"""Sentences that say who answers questions on the job."""
_ELSE = re.compile(
    r"\b(?:adjustment|accommodation|disabilit|accessib|privacy|data protection|complain|feedback|invoice|agenc|press|"
    r"technical (?:issue|problem)|reasonable)", re.IGNORECASE,
)  # fmt: skip
"""What people are named for in postings who are not those to write to."""


def addressee(passages: Sequence[Passage]) -> Scalar | None:
    """Return the person whom the posting names as the one to write to; the manager who hires comes first.

    A sentence names one where it says that she reads the letters, or else that she answers questions on the job.
    """
    ways = (
        _people(passages, _READERS[:1]), _people(passages, _READERS[1:]),
        _told(passages, _RECEIVES), _told(passages, _ANSWERS),
    )  # fmt: skip
    for people in ways:
        found = {folded(one.text): one for one in people}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _told(passages: Sequence[Passage], patterns: Sequence[re.Pattern[str]]) -> Iterator[Scalar]:
    """Yield the people whom a sentence names by one of the patterns."""
    for passage in passages:
        for offset, text in sentences(passage.text, capital=True) if len(passage.text) <= _LONGEST else ():
            for pattern in patterns if not _ELSE.search(text) else ():
                for match in pattern.finditer(text[:_MOST_OF_SENTENCE]):
                    name = " ".join(match[1].split())
                    if not _is_nobody(name):
                        yield Scalar(name, passage.at(offset + match.start(1)) or Place(""))


def _is_nobody(name: str) -> bool:
    words = [word.lower().strip(".") for word in name.split()]
    return not _NOBODY.isdisjoint(words) or any(is_work(word) for word in words) or is_firm(name)


def _people(passages: Sequence[Passage], labels: tuple[str, ...]) -> Iterator[Scalar]:
    for label, value, place in labeled(passages):
        name = _BEHIND.split(value, maxsplit=1)[0].strip() if label in labels else ""
        words = name.split()
        is_name = _PERSON.fullmatch(name) and all(word[0].isupper() for word in words)
        if is_name and not _NOBODY.intersection(word.lower().strip(".") for word in words):
            yield Scalar(name, place)
