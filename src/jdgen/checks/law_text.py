"""What a finished text lacks of what a law asks, and what it holds that the law forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from jdgen import rules
from jdgen.checks.last_day import LAST_DAY
from jdgen.checks.law_breach import Breach, banned, capped, uncompared_in
from jdgen.checks.law_phrases import WORK, Said, Worded, commission_alone, denied, naming, said, states, worded
from jdgen.checks.pay_text import Stated, pay_stated
from jdgen.documents.law import Case, Holding
from jdgen.documents.reading import Reading
from jdgen.errors import Place, Problem
from jdgen.model.law import When, Width
from jdgen.rules.phrases import Match, Phrases, words_in

_CHECK = Phrases[str]((phrase, "check") for phrase in (
    "background check/checks/screening/investigation", "criminal record/background check/checks",
))  # fmt: skip
_LICENSE = Phrases[str]((phrase, "license") for phrase in (
    "driver/drivers/driver's/drivers'/driving license/licence", "license/licence to drive",
))  # fmt: skip
_CONTRACTOR = Phrases[str]((("federal contractor/subcontractor", "contractor"),))
_NOT_OF_PAY = WORK - {"why"}
"""The parts whose amounts are those of the work: budgets, sales, accounts."""
_FEWEST = 30
"""How many words describe the work at least."""


@dataclass(frozen=True)
class Posting:
    """A finished posting, with what its words and its amounts say."""

    reading: Reading

    @cached_property
    def words(self) -> tuple[Worded, ...]:
        """Return its passages with their words."""
        return worded(self.reading)

    @cached_property
    def said(self) -> Mapping[str, list[Said]]:
        """Return by content and ban where the words say it."""
        return said(self.words)

    @cached_property
    def uses_software(self) -> bool:
        """Return whether it says that software takes part in hiring, and not that none does."""
        words = {passage.number: words for passage, words in self.words}
        named = self.said.get("ai_use", [])
        return not all(denied(match, words[passage.number]) for passage, match in named)

    @cached_property
    def pay(self) -> tuple[Stated, ...]:
        """Return the pay that it states."""
        return pay_stated(passage for passage in self.reading.passages if passage.part not in _NOT_OF_PAY)

    @cached_property
    def commission(self) -> bool:
        """Return whether it says that nothing but commission is paid."""
        return any(commission_alone(passage.text, words) for passage, words in self.words if passage.part not in WORK)

    @cached_property
    def checks(self) -> list[Said]:
        """Return where it asks for a background check."""
        return list(naming(self.words, _CHECK))

    @cached_property
    def licenses(self) -> list[Said]:
        """Return where it asks for a driver's license."""
        return list(naming(self.words, _LICENSE))


def told(case: Case, posting: Posting) -> Case:
    """Return the case with what the text itself tells of it."""
    found: dict[When, bool] = {
        "ai_used": posting.uses_software,
        "background_check": bool(posting.checks),
        "driving": bool(posting.licenses),
        "federal_contractor": any(naming(posting.words, _CONTRACTOR)),
    }
    return replace(case, cases=case.cases | {name for name, holds in found.items() if holds})


def words_of(match: Match[str]) -> list[str]:
    """Return the words that were found."""
    return [word.text for word in words_in(match.text)]


def breaches(posting: Posting, held: Holding) -> Iterator[Breach]:
    """Yield what breaks a law."""
    for content in held.period.requires:
        if content == "pay.width":
            yield from _width(posting, held)
        elif content == "statement":
            yield from _statements(posting, held)
        elif not _holds(content, posting, held):
            yield Breach(content, _where(content, posting))
    yield from _bans(posting, held)


def _where(content: str, posting: Posting) -> Place | None:
    """Return where a content is missing: at the words that make a law ask for it, else in the whole text."""
    asking = {"driving.reason": posting.licenses, "background.law": posting.checks}.get(content, [])
    first = next((passage.at(match.start) for passage, match in asking), None)
    return first or posting.reading.place


def _bans(posting: Posting, held: Holding) -> Iterator[Breach]:
    open_pay = "pay.range" in held.period.requires and "pay.open_ended" not in held.period.forbids
    for ban in (*held.period.forbids, *(("pay.open_ended",) if open_pay else ())):
        if ban == "pay.open_ended":
            yield from _open(posting)
        else:
            found = posting.said.get(ban, [])
            places = ((one.at(match.start) or posting.reading.place, match.text) for one, match in found)
            yield from banned(ban, places)


def _statements(posting: Posting, held: Holding) -> Iterator[Breach]:
    for name in held.law.statements:
        if not states(posting.words, name):
            text = rules.statements()[name].text.replace("{company}", posting.reading.company or "[company]")
            yield Breach("statement", posting.reading.place, text)


def _open(posting: Posting) -> Iterator[Breach]:
    found = (stated for stated in posting.pay if stated.open)
    yield from banned(
        "pay.open_ended", ((one.passage.at(one.start) or posting.reading.place, one.text) for one in found)
    )


def _width(posting: Posting, held: Holding) -> Iterator[Breach]:
    if held.law.width is not None:
        yield from capped(_wide(posting, held.law.width))


def _wide(posting: Posting, width: Width) -> Iterator[Breach]:
    for stated in posting.pay:
        spared = width.unless_over is not None and stated.yearly > width.unless_over
        if _same_currency(stated, width) and not stated.open and stated.width > width.amount and not spared:
            where = stated.passage.at(stated.start) or posting.reading.place
            shown = f"{width.currency} {width.amount:,f}"
            yield Breach("pay.width", where, f"{width.currency} {stated.width:,f} a year", shown)


def uncompared(posting: Posting, held: Iterable[Holding]) -> Iterator[Problem]:
    """Yield that a range in another currency cannot be held against a width that a law allows, once for each."""
    for one in held:
        width = one.law.width if "pay.width" in one.period.requires else None
        currencies: set[str] = set()
        for stated in posting.pay if width else ():
            ranged = stated.currency and stated.low != stated.high and stated.currency not in currencies
            if width and ranged and not _same_currency(stated, width):
                currencies.add(stated.currency)
                where = stated.passage.at(stated.start) or posting.reading.place
                yield uncompared_in(one.law, width, stated.currency, where)


def _same_currency(stated: Stated, width: Width) -> bool:
    # A dollar sign alone is that of the country where the law holds.
    return stated.currency in (width.currency, "$", f"{width.currency[:2]}$", f"{width.currency[:1]}$")


def _holds(content: str, posting: Posting, held: Holding) -> bool:
    if content == "pay.range" and held.law.commission and posting.commission:
        return True
    return _MET[content](posting) if content in _MET else bool(posting.said.get(content))


def _paid(posting: Posting) -> bool:
    # Pay with an open end is there; that it is open is said by itself.
    return bool(posting.pay)


def _deadline(posting: Posting) -> bool:
    return bool(posting.said.get("deadline")) or any(
        LAST_DAY.search(passage.text) for passage in posting.reading.passages if passage.part not in WORK
    )


def _described(posting: Posting) -> bool:
    words = 0
    for passage in posting.reading.passages:
        if passage.part in ("", *WORK) and passage.kind in ("paragraph", "bullet"):
            words += len(passage.text.split())
    return words >= _FEWEST


def _beside(key: str, named: list[Said], posting: Posting) -> bool:
    passages = {passage.number for passage, _ in named}
    return any(passage.number in passages for passage, _ in posting.said.get(key, []))


def _law_named(posting: Posting) -> bool:
    return _beside("background.law", posting.checks, posting)


def _driving(posting: Posting) -> bool:
    drives = any(words_of(match)[0].startswith("driv") for _, match in posting.said.get("driving.reason", []))
    return drives or _beside("driving.reason", posting.licenses, posting)


_MET: dict[str, Callable[[Posting], bool]] = {
    "pay.range": _paid,
    "pay.stated": _paid,
    "deadline": _deadline,
    "description": _described,
    "background.law": _law_named,
    "driving.reason": _driving,
}
"""By content, whether a text holds it, where more than one phrase decides."""
