"""Finds the numbers of a text that measure something: how many, how much, from what to what.

A year, a date, a time of day, a version and the number of a paper measure nothing, and neither do `one`, `two of us`
and `two reasons`; a duration does, and so do `half`, `twice` and `to zero`. When somebody can start or talk, and on how
many days' notice, tells nothing of what they did.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from jdgen.rules.phrases import Phrases, Word, words_in
from jdgen.rules.sentences import sentences

_DIGITS = re.compile(r"\d{1,20}")
_YEAR = re.compile(r"(?:19|20)\d\ds?")
MONTHS = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
))  # fmt: skip
"""The months and their short forms."""
_NUMBERED = frozenset((
    "python", "java", "iso", "web", "version", "phase", "level", "section", "chapter", "windows", "rfc", "unit", "step",
    "grade", "tier", "form", "no", "room", "highway", "route", "article", "part", "type", "office", "act", "title",
    "rule", "bus", "line", "gate", "floor", "building", "class", "series", "angular", "php", "drupal", "gdpr", "covid",
    "tls", "ipv", "http", "en", "iec", "din", "nist", "option", "plan", "release", "sprint", "ticket", "page", "week",
    "day", "quarter", "bay", "ward", "job", "reference", "requisition", "req", "ref", "id", "number", "zone",
    "terminal", "dock", "mark", "bsi", "pub", "cfr", "basel", "sap", "oracle", "dynamics", "ibm",
))  # fmt: skip
"""Words behind which a number is a name."""
_BEFORE_TIMES = frozenset(("at", "since", "until", "by", "before", "after"))
"""Words behind which a number that counts nothing is a time of day."""
_BEHIND_TIMES = frozenset(("am", "pm", "a.m", "p.m", "a", "p", "o'clock", "st", "nd", "rd", "th"))
_WORDS = frozenset((
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions",
    "dozen", "dozens",
))  # fmt: skip
_MEASURES = frozenset((
    "half", "halved", "halving", "twice", "doubled", "doubling", "tripled", "tripling", "quadrupled", "twofold",
    "threefold", "fourfold", "fivefold", "tenfold", "percent", "thirds", "zero", "none",
))  # fmt: skip
_OF_NOTHING = frozenset((
    "of", "things", "reasons", "ways", "points", "lessons", "sides", "options", "ideas", "questions", "choices", "or",
    "main", "different", "hands", "kinds", "sorts", "words", "halves", "parts", "more", "other",
))  # fmt: skip
"""What makes a small number a turn of phrase: `two of us`, `three reasons`, `two or three`."""
_SMALL = frozenset(("two", "three", "four"))
_SHARES = frozenset(("third", "quarter", "fifth", "tenth"))
_LEADING_TO_NONE = frozenset(("to", "is", "had", "was", "were", "are", "had", "saw", "lost", "with"))
_NOTICE = 4
"""How many words before `notice` tell how long it is."""
_DATES = Phrases((phrase, True) for phrase in (
    "i can/could start/begin/meet/come/be/talk/speak/travel/call", "i am/will/would/could be free/available",
    "i am/will free/available", "i'm free/available", "i shall be in", "available for/to/from/on/at/in",
    "could/can/would/might/may we/you find/talk/speak/meet/spare/have/suit", "of your time", "of conversation",
    "minute/minutes/hour call/conversation/chat/talk/meeting", "for a call/chat/talk/conversation",
    "after an/your offer", "would/will suit you", "happy/glad/pleased to talk/meet/speak/come/call",
    "welcome a/the call/chance/conversation/chat/opportunity",
))  # fmt: skip
"""What tells when somebody can talk or start, and not what they did."""


def measured(text: str) -> Iterator[int]:
    """Yield where each number stands that measures something."""
    words = words_in(text)
    dated = [(start, start + len(said)) for start, said in sentences(text) if _DATES.find(said)]
    starts = [start for start, _ in dated]
    for place, word in enumerate(words):
        within = bisect_right(starts, word.start)
        if (within and word.start < dated[within - 1][1]) or _of_notice(words[place + 1 : place + _NOTICE]):
            continue
        before = words[place - 1].text if place else ""
        after = words[place + 1].text if place + 1 < len(words) else ""
        apart = place + 1 < len(words) and words[place + 1].apart
        if _counts(text, word, before, "" if apart else after):
            yield word.start


def _of_notice(behind: list[Word]) -> bool:
    return any(word.text == "notice" and not word.apart for word in behind)


def _counts(text: str, word: Word, before: str, after: str) -> bool:
    said = word.text
    if said[0].isdigit():
        return _is_figure(text, word, before, after)
    if said in _SMALL and after in _OF_NOTHING:
        return False
    if said in _WORDS:
        return True
    if said in ("zero", "none"):
        return before in _LEADING_TO_NONE and after != "of"
    if said in _SHARES:
        return before in ("a", "one") and (after == "of" or "by " in text[max(word.start - 7, 0) : word.start])
    return said in _MEASURES and not (said == "half" and after in ("hearted", "way"))


def _is_figure(text: str, word: Word, before: str, after: str) -> bool:
    """Return whether digits are a figure and not a name, a date or a time."""
    money = text[max(word.start - 1, 0) : word.start] in ("$", "€", "£")
    percent = text[word.end : word.end + 2].strip().startswith("%")
    if money or percent:
        return True
    sign = text[max(word.start - 1, 0) : word.start]
    if _YEAR.fullmatch(word.text) or (sign and (sign.isalpha() or sign in "-/:#.+")):
        return False
    if before in MONTHS or after in MONTHS or after in _BEHIND_TIMES or text[word.end : word.end + 1] in ("/", ":"):
        return False
    if before in _NUMBERED:
        return False
    # At 9, by 10 and until 5 tell the time where nothing is counted behind them.
    return before not in _BEFORE_TIMES or bool(after)
