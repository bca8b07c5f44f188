"""What the posting says of money: pay with two ends, stated, not too wide; and nothing asked from candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jdgen.checks.pay_text import PERIOD, Stated, pay_stated
from jdgen.checks.structure_scan import Hit, Scan, limit, of_work, problem, shown
from jdgen.errors import Problem

_BEFORE, _CLOSE = 40, 20
"""How near before and behind an amount the word stands that it is pay by, in a tale of others."""
_LINE = 120
"""A line of no more characters that is no sentence tells what it names."""
_OURS = re.compile(r"\brange\b|\bthis (?:[\w-]{1,20} ){0,3}(?:role|position|job)\b", re.IGNORECASE)
"""What makes a whole sentence one of this job."""
_WORD = re.compile(
    r"\b(?:salary|salaries|pay|pays|paid|wages?|compensation|earn|base|rates?|remuneration|stipend)\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"\b(?:pay|paid|payable|requires?|required|must|due|deposit|refundable|charged?|send|transfer|bear|borne)\b|[$€£₹]",
    re.IGNORECASE,
)
"""Words of a sentence in which a fee is asked for, not spoken of."""
_TALE = ("about", "why")
"""Parts that tell what the company does, such as lowering fees for its customers."""
_BARE = frozenset(("doe", "doq"))
"""Short forms that are taken for words of a name in lower case."""


def pay(scan: Scan) -> Iterator[Problem]:
    """Yield pay that is open at an end, too wide, or not stated at all."""
    where = (passage for passage in scan.reading.passages if not of_work(passage) and passage.kind != "title")
    amounts = [stated for stated in pay_stated(where) if _of_this_job(stated)]
    yield from (_open(stated) for stated in amounts if stated.open)
    closed = [stated for stated in amounts if not stated.open]
    yield from _wide(closed)
    told = {stated.passage.number for stated in amounts}
    words = [] if closed else _first_of_each(filter(_meant, scan.unexcused("pay.open_ended")))
    words = [hit for hit in words if hit.passage.number not in told]
    for hit in words:
        message = f"{shown(hit.text)} and no range: candidates cannot tell the pay"
        yield problem("pay.open_ended", message, hit.place)
    if scan.reading.whole and not amounts and not words and not scan.hits("pay.unstated"):
        yield problem("pay.unstated", "the posting states no pay", scan.reading.place)


def _open(stated: Stated) -> Problem:
    message = f"{shown(stated.text)} is open at one end"
    return problem("pay.open_ended", message, stated.passage.at(stated.start))


def _wide(closed: list[Stated]) -> Iterator[Problem]:
    most = limit("pay.wide_range", "percent")
    seen = set()
    for stated in closed:
        over = round(100 * (stated.high - stated.low) / stated.low) if stated.low else 0
        if over > most and (stated.low, stated.high) not in seen:
            seen.add((stated.low, stated.high))
            message = f"{shown(stated.text)} reaches {over} percent over its lower end; up to {most:g} is one job"
            yield problem("pay.wide_range", message, stated.passage.at(stated.start))


def _of_this_job(stated: Stated) -> bool:
    """Return whether an amount is what this job pays, not what is told of others in running text."""
    passage, text = stated.passage, stated.passage.text
    if passage.kind != "paragraph" or passage.part in ("offer", "facts"):
        return True
    if stated.low != stated.high and len(text) <= _LINE and not text.endswith("."):
        return True
    sentence = text[Hit(passage, stated.start, stated.end, "").sentence[0] : stated.start]
    before = sentence if _OURS.search(sentence) else sentence[-_BEFORE:]
    behind = text[stated.end : stated.end + _CLOSE]
    return bool(_WORD.search(before) or PERIOD.search(behind) or _WORD.match(behind.lstrip()))


def _first_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """Return the first hit of each passage: one mend is for all of them."""
    first: dict[int, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.number, hit)
    return list(first.values())


def _meant(hit: Hit) -> bool:
    """Return whether words speak of pay: other things depend on experience too."""
    if hit.passage.kind == "title" or hit.text.casefold() in _BARE:
        return hit.passage.kind != "title" and hit.text.isupper()
    first, last = hit.sentence
    return hit.passage.part in ("offer", "facts") or bool(_WORD.search(hit.passage.text, first, last))


def asked(scan: Scan) -> Iterator[Problem]:
    """Yield what a posting must not ask of candidates: money, and what they were paid before."""
    for hit in scan.unexcused("fee.asked"):
        if hit.passage.part not in _TALE and _DEMAND.search(hit.passage.text, *hit.sentence):
            yield problem("fee.asked", f"candidates are asked to pay: {shown(hit.text)}", hit.place)
    for hit in scan.unexcused("pay_history.asked"):
        if hit.passage.part not in _TALE:
            yield problem("pay_history.asked", f"candidates are asked for earlier pay: {shown(hit.text)}", hit.place)
