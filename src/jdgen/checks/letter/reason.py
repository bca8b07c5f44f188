"""Whether the story of a letter has a number, and whether its reason fits this company alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from jdgen.checks.letter.numbers import measured
from jdgen.checks.letter.rules import limit, problem
from jdgen.checks.letter.special import special
from jdgen.documents.letter_purpose import asks, praises, speaks_of
from jdgen.documents.letter_reading import BODY, STORY, Background, LetterReading, SlotName
from jdgen.documents.reading import Passage
from jdgen.errors import Problem, plural
from jdgen.rules.phrases import Phrases
from jdgen.rules.sentences import sentences

_APPLIES = Phrases(
    (phrase, True)
    for phrase in ("apply*", "applicat*", "position/post/role/job/opening/vacancy", "join", "considered", "like to")
)
_APPLIED_TO = re.compile(r"\b(?:at|join|with|by|of|for)(?: the| our)? (?=([A-Z][\w’'&. -]{0,120}))")
_WITHIN = frozenset(("&", "of", "and"))
"""What may stand inside a name."""
_HALF = 2
"""A reason that names something of the company alone may be so many times shorter."""
_AROUND: tuple[SlotName, ...] = ("opening", "bridge", "company")
"""Where a story may stand that was taken for none."""


def metric(reading: LetterReading) -> Iterator[Problem]:
    """Yield where no number stands in the story; where its parts are unknown, in all that tells something."""
    if reading.open.intersection(STORY):
        return
    # Where no part was taken for the story, one may stand in any of those around it.
    around = () if reading.divided else _AROUND
    told = list(reading.of(*STORY)) or list(reading.of("")) or list(reading.of(*around))
    if told and not any(next(measured(passage.text), None) is not None for passage in told):
        yield problem("metric.missing", "the story has no number", told[-1].place)


def generic(reading: LetterReading, background: Background) -> Iterator[Problem]:
    """Yield where the reason is short, or has no name, number or thing looked up beside the company's name."""
    if "company" in reading.open or not reading.body:
        return
    reason = list(reading.of("company"))
    who = background.company or "this company"
    background = replace(background, company=background.company or _applied_to(reading))
    spread = [] if reading.divided else list(_elsewhere(reading, background.company))
    if any(special(sentence, background) for _, sentence in spread):
        return
    if not reason and not any(praises(sentence, background.company) for _, sentence in spread):
        yield problem("company.generic", f"no paragraph was recognized that says why {who}", reading.place)
        return
    place = reason[0].place if reason else spread[0][0].place
    count = sum(len(passage.text.split()) for passage in reason)
    least = limit("company.generic", "words")
    known = any(special(passage.text, background) for passage in reason)
    if reason and count < (least / _HALF if known else least):
        said = f"the reason for {who} has {plural(count, 'word')}, and {least:.0f} are the least"
        yield problem("company.generic", said, place)
    elif not known:
        said = f"the reason for {who} names nothing that is known of it: no name, no number, nothing that you looked up"
        yield problem("company.generic", said, place)


def _applied_to(reading: LetterReading) -> str:
    """Return the names that may be the company's where nobody has named it: whom the letter is applied to.

    One too many only makes the check say less.
    """
    first = " ".join(passage.text for passage in reading.of("opening"))
    applying = (sentence for _, sentence in sentences(first) if _APPLIES.find(sentence))
    to = (_capitals(found[1]) for sentence in applying for found in _APPLIED_TO.finditer(sentence))
    return " ".join((*to, *(passage.text for passage in reading.of("addressee"))))


def _capitals(text: str) -> str:
    """Return the words at the beginning of a text that may be a name."""
    return " ".join(takewhile(lambda word: word[:1].isupper() or word in _WITHIN, text.split()))


def _elsewhere(reading: LetterReading, company: str) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences on the company outside of its own part: an opening or a story may say why it."""
    for slot, passage in reading.portions:
        if slot in BODY and slot != "company":
            for _, sentence in sentences(passage.text):
                # A first paragraph speaks of the company in any case, as does a last one.
                on_it = slot not in ("opening", "close") and speaks_of(sentence, company)
                if (on_it or praises(sentence, company)) and not asks(sentence):
                    yield passage, sentence
