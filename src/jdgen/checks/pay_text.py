"""Finds what a finished text says of pay: amounts and ranges, and not the money of budgets, bonuses and sales."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise, takewhile

from jdgen.documents.reading import Passage
from jdgen.rules.phrases import Word, words_in

HOURS = 2080
"""Hours of a year of full-time work: 52 weeks of 40."""
YEARLY = {"hour": HOURS, "day": 260, "week": 52, "month": 12, "year": 1}
"""How often a year holds what pay is counted by."""

_CODE = r"USD|CAD|EUR|GBP|CHF|AUD|NZD|SEK|NOK|DKK|PLN|CZK|INR|JPY|SGD|HKD"
_SIGN = rf"(?:(?:{_CODE})[ \u00a0]?)?(?:(?:US|CA|AU|NZ|HK|[CAS])?\$|[€£¥₹])|{_CODE}"
CODE = re.compile(_CODE)
AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<before>{_SIGN})?[ \u00a0]?(?P<number>\d{{1,3}}(?:[,.'’ \u00a0\u202f]\d{{3}}){{1,3}}|\d{{1,9}})"
    rf"(?P<cents>[.,]\d{{1,2}})?(?![\d%])[ \u00a0]?(?P<unit>[kK]\b|(?:[mM]|mn|[mM]illion|bn|[bB]illion|B)\b)?"
    rf"[ \u00a0]?(?P<after>(?:{_SIGN})(?!\w|\d))?"
)
"""One number, with the signs of money around it."""
BETWEEN = re.compile(
    r"\s{0,2}(?:min|minimum)?\s{0,2}(?:/|per|an?|each)?\s{0,2}(?:hour|hr|day|week|month|year|yr|annum)?\s{0,2}(?:[-–—‐‑−]|to|and|through)\s{0,2}",
    re.IGNORECASE,
)
"""What stands between the two ends of a range."""
PERIOD = re.compile(
    r"(?:\b|(?<=\d))(?:(?P<hour>hour|hourly|hr|hrs|ph)|(?P<day>day|daily|diem)|(?P<week>week|weekly|wk)|"
    r"(?P<month>month|monthly|pcm)|(?P<year>year|yearly|yr|annum|annual|annually|annualized|p\.a|pa))\b",
    re.IGNORECASE,
)
"""What an amount is paid for."""
UPWARD = re.compile(
    r"\+(?!\s{0,2}(?:[\d$£€]|(?:bonus|benefits|commission|equity|tips|super|ote|car)\b))|"
    r"\s{1,2}\+(?!\s{0,2}[A-Za-z\d$£€])|"
    r"\s{0,2}(?:and up\b|or more\b|and above\b|and more\b|plus\b(?=\s{0,2}(?:[.,;)]|$)))", re.IGNORECASE
)
"""What opens the upper end of an amount, behind it."""
_PAID_FOR = re.compile(rf"\s?(?:/|per|an?|each)?\s?(?:{PERIOD.pattern})", re.IGNORECASE)
"""The time that an amount is paid for, right behind it."""
DOWNWARD = re.compile(
    r"\b(?:up to|from|start(?:s|ing)? (?:at|from)|as much as|at least|over|more than|minimum(?: of)?)\s{0,2}$",
    re.IGNORECASE,
)
"""What leaves one end of a single amount open, before it."""

_PAY = frozenset((
    "salary", "salaries", "pay", "pays", "paid", "compensation", "base", "wage", "wages", "earnings", "earn",
    "rate", "remuneration", "hourly", "annual", "annually", "yearly", "stipendium",
))  # fmt: skip
_BESIDE = frozenset((
    "bonus", "bonuses", "stipend", "allowance", "allowances", "budget", "budgets", "signing", "relocation", "referral",
    "equity", "stock", "shares", "options", "401", "match", "matching", "reimbursement", "reimburse", "reimbursed",
    "learning", "training", "conference", "conferences", "courses", "equipment", "wellness", "insurance", "premium",
    "premiums", "revenue", "revenues", "funding", "raised", "raise", "arr", "sales", "quota", "savings", "saved",
    "deals", "contracts", "portfolio", "assets", "contributions", "contribution", "donation", "donations", "fee",
    "fees", "tuition", "valuation", "spend", "spending", "customers", "phone", "commuter", "gym", "office", "turnover",
))  # fmt: skip
_UNIT = frozenset(("a", "an", "per", "hour", "month", "year", "annum", "annually", "yearly", "in", "total", "usd"))
"""Words that may stand between an amount and what it is."""
_PURPOSE = frozenset(("for", "in", "of", "to", "toward", "towards"))
"""Words behind an amount by which it is for something."""
_PAYERS = frozenset(("customers", "customer", "clients", "client", "users"))
_LABEL = re.compile(r"\W{0,4}(?:[\w.]{1,20} ){0,4}[\w.]{1,20}: ?")
"""A few words before a range, such as `Zone 2:`."""
_JOINING = frozenset(("plus", "and", "with", "or", "as"))
_END = re.compile(r"[.;!?]\s|\n")
_NEAR = 200
"""How many characters around an amount are read."""
_MOST = 100
"""How many amounts of one passage are read; no posting states more, and a text made to be slow is not."""
_LEAST = 8000
"""Less than this for a year is an allowance."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Pay that a passage states: the ends of a range, alike for one amount; `open` if no upper end holds."""

    passage: Passage
    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str
    per: str
    open: bool

    @property
    def text(self) -> str:
        """Return the words that state it."""
        return self.passage.text[self.start : self.end].strip()

    @property
    def width(self) -> Decimal:
        """Return what lies between the ends, for a year."""
        return (self.high - self.low) * YEARLY[self.per]

    @property
    def yearly(self) -> Decimal:
        """Return the upper end for a year."""
        return self.high * YEARLY[self.per]


def pay_stated(passages: Iterable[Passage]) -> tuple[Stated, ...]:
    """Return every amount and range of pay, in order."""
    return tuple(found for passage in passages for found in _in(passage))


def _in(passage: Passage) -> Iterator[Stated]:
    text = passage.text
    if not any(letter.isdigit() for letter in text):
        return
    numbers = deque(islice((match for match in AMOUNT.finditer(text) if not _millions(match)), _MOST))
    while numbers:
        first = last = numbers.popleft()
        if numbers and BETWEEN.fullmatch(text, _end(first), numbers[0].start()):
            last = numbers.popleft()
        found = _stated(passage, first, last)
        if (_signed(first, last) or _bare(found)) and _is_pay(found):
            yield found


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


def _millions(match: re.Match[str]) -> bool:
    return bool(match["unit"]) and match["unit"] not in "kK"


def _signed(*ends: re.Match[str]) -> bool:
    return any(end["before"] or end["after"] or end["unit"] for end in ends)


def _bare(found: Stated) -> bool:
    """Return whether numbers without a sign of money are pay: a range behind a label that says so, not too small."""
    text = found.passage.text
    label = words_in(text[max(found.start - _NEAR, 0) : found.start])[-4:]
    large = found.low >= _LEAST or bool(PERIOD.search(text, found.end, min(found.end + 12, len(text))))
    return found.low != found.high and large and any(word.text in _PAY for word in label)


def _value(end: re.Match[str], other: re.Match[str]) -> Decimal:
    number = Decimal("".join(filter(str.isdecimal, end["number"])) + (end["cents"] or "").replace(",", "."))
    thousands = end["unit"] or (other["unit"] if number < 1000 else None)
    return number * (1000 if thousands else 1)


def _stated(passage: Passage, first: re.Match[str], last: re.Match[str]) -> Stated:
    text = passage.text
    low, high = _value(first, last), _value(last, first)
    start, end = first.start(), _end(last)
    upward = UPWARD.match(text, end)
    one_end = first is last and DOWNWARD.search(text, max(start - 24, 0), start)
    sign = next((end["before"] or end["after"] for end in (last, first) if end["before"] or end["after"]), "")
    code = CODE.search(sign)
    low, high = min(low, high), max(low, high)
    return Stated(
        passage,
        one_end.start() if one_end else start,
        upward.end() if upward else end,
        low,
        high,
        code[0] if code else sign,
        _period(text, start, end, low),
        open=bool(upward or one_end),
    )


def _period(text: str, start: int, end: int, low: Decimal) -> str:
    """Return what an amount is paid for: as said behind it, before it, or else as its size tells."""
    behind = PERIOD.search(text, end, min(end + 24, len(text)))
    found = behind or PERIOD.search(text, max(start - 40, 0), end)
    return str(found.lastgroup) if found else ("hour" if low < 500 else "year")


def _is_pay(found: Stated) -> bool:
    """Return whether an amount is pay: the words nearest before it decide, then those behind, then where it stands."""
    text = found.passage.text
    clause = _END.split(text[max(found.start - _NEAR, 0) : found.start])[-1]
    before = [_says(word) for word in words_in(clause)]
    joined = text.startswith(("+", " +"), found.end)
    following = [] if joined else words_in(_END.split(text[found.end : found.end + _NEAR])[0])[:8]
    behind = [_says(word) for word in following]
    ranged = found.low != found.high
    if found.yearly < _LEAST or any(word.text in _PAYERS for word in words_in(clause)):
        return False
    if _on_target(words_in(clause), following):
        return False
    if ranged and (True in before or (False not in before and _LABEL.fullmatch(clause))):
        return True
    if False not in before and _paid_by_time(found):
        return True
    if not ranged and False in behind[: _until_joined(following)]:
        return False
    nearest = next((said for said in reversed(before) if said is not None), None)
    if nearest is None and not ranged and False in behind:
        nearest = False
    if nearest is None:
        nearest = next((said for said in behind if said is not None), None)
    if nearest is not None:
        return nearest
    period = PERIOD.search(text, found.end, min(found.end + 24, len(text)))
    alone = 2 * (found.end - found.start) >= len(text) or (joined and not clause.strip())
    alone = alone or found.passage.kind == "subtitle" or (ranged and text[: found.start].endswith("("))
    return bool(period) or alone or (ranged and found.passage.part in ("offer", "facts"))


def _on_target(before: list[Word], behind: list[Word]) -> bool:
    """Return whether an amount is of on-target earnings: the words right behind it say so, else the nearest before."""
    near = list(takewhile(lambda word: not word.apart, behind))
    while near and near[0].text in _UNIT:
        near.pop(0)
    if near and (near[0].text == "ote" or [word.text for word in near[:2]] == ["on", "target"]):
        return True
    if near and _says(near[0]):
        return False
    for place, word in reversed(list(enumerate(before))):
        words = [one.text for one in before[max(place - 3, 0) : place + 1]]
        if word.text == "ote" or words[-2:] == ["on", "target"]:
            return True
        if _says(word) is not None:
            return ("on", "target") in pairwise(words)
    return False


def _paid_by_time(found: Stated) -> bool:
    """Return whether an amount is told with the time it is paid for, and not what else it would be for."""
    text = found.passage.text
    time = _PAID_FOR.match(text, found.end)
    if time is None:
        return False
    following = words_in(_END.split(text[time.end() : time.end() + _NEAR])[0])[:3]
    if following and not following[0].apart and following[0].text in _PURPOSE:
        return False
    return not any(_says(word) is False for word in following[: _until_joined(following)])


def _until_joined(words: list[Word]) -> int:
    """Return how many of the next three words still speak of an amount, and not of what comes on top of it."""
    return next((place for place, word in enumerate(words[:3]) if word.apart or word.text in _JOINING), 3)


def _says(word: Word) -> bool | None:
    """Return True for a word of pay, False for one of other money, None for any other."""
    return True if word.text in _PAY else False if word.text in _BESIDE else None
