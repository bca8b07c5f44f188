"""What breaks a law, and how it is said: one finding for each thing that is missing, with every place that asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from jdgen import rules
from jdgen.checks.rules import of_law
from jdgen.documents.law import Holding
from jdgen.documents.wording import listed
from jdgen.errors import Place, Problem, plural
from jdgen.model.jurisdictions import name_of, within
from jdgen.model.law import Ban, Contained, Law, Width

BANS = frozenset(get_args(Ban))
"""What a law may keep out of a posting."""
_WITH_ARTICLE = frozenset(("EU", "GB", "US", "NL", "PH", "AE", "DO", "US-DC", "US-CA-LACity"))
"""Places whose names take an article in a sentence."""
MOST = 20
"""How many places of one ban are told; how many more there are is said at the last."""
_CASES = ("content", "place")
"""What a finished text may not tell: whether there is what a law asks to state, and whether the work is done there."""
_OF_A_CITY = 2
"""How many hyphens the id of a city or county has."""
_NAMED = 3
"""How many laws a finding gives with their sources; further ones by their ids alone."""


class Breach(NamedTuple):
    """What a posting lacks, or holds and must not: a content or a ban, where, and in which words.

    `words` are those of the posting that break a ban, or a statement that is missing; `allowed` is what a law allows
    where it allows some of it; `more` counts further places of a ban that are not told.
    """

    key: str
    place: Place | None = None
    words: str = ""
    allowed: str = ""
    more: int = 0


class Broken(NamedTuple):
    """A law that holds, and what breaks it."""

    held: Holding
    breach: Breach


def banned(ban: str, places: Iterable[tuple[Place | None, str]]) -> Iterator[Breach]:
    """Yield what breaks a ban, by the places and the words that do; `MOST` at most."""
    yield from capped(Breach(ban, place, words) for place, words in places)


def capped(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Yield `MOST` of what breaks a law in the same way, each once, the last with how many more there are."""
    found = list(dict.fromkeys(breaches))
    yield from found[: MOST - 1]
    yield from (one._replace(more=max(len(found) - MOST, 0)) for one in found[MOST - 1 : MOST])


def problems(broken: Iterable[Broken], kind: Literal["sources", "text"]) -> Iterator[tuple[str, Problem]]:
    """Yield the content or ban and one problem for each breach and level.

    The rule of a problem is the first law whose size is known, else the first; of what a text alone cannot decide it
    is `law.perhaps`.
    """
    found: dict[tuple[Breach, str], list[Holding]] = {}
    pairs = list(broken)
    unpaid = {(breach.place, of_law(held.law).level) for held, breach in pairs if breach.key == "pay.range"}
    for held, breach in pairs:
        level = of_law(held.law).level
        # Where no pay is stated at all, a law that asks for the least of it asks for the same.
        same = breach.key == "pay.stated" and (breach.place, level) in unpaid
        case = _case(held, breach) if kind == "text" else ""
        found.setdefault((breach._replace(key="pay.range") if same else breach, case or level), []).append(held)
    for (breach, case), laws in _joined(found).items():
        laws.sort(key=lambda held: held.unsure)
        yield breach.key, _perhaps(breach, case, laws) if case in _CASES else _problem(breach, laws, kind)


def _case(held: Holding, breach: Breach) -> str:
    """Return why nobody can tell from a finished text whether a law asks for it, if so."""
    if rules.contents()[breach.key].mend_if and held.law.applies.when == "always":
        return "content"
    place = held.law.jurisdiction
    named = any(within(touch.code, place) for touch in held.touches)
    return "" if named or place.count("-") < _OF_A_CITY else "place"


def _joined(found: dict[tuple[Breach, str], list[Holding]]) -> dict[tuple[Breach, str], list[Holding]]:
    """Return the findings with those of a city nobody named among those of a place that asks the same."""
    joined = {key: laws for key, laws in found.items() if key[1] != "place"}
    for (breach, case), laws in found.items():
        if case == "place":
            same = next((key for key in joined if key[0] == breach and key[1] not in _CASES), (breach, case))
            joined.setdefault(same, []).extend(laws)
    return joined


def _problem(breach: Breach, laws: Sequence[Holding], kind: Literal["sources", "text"]) -> Problem:
    content = rules.contents()[breach.key]
    mend = content.mend if kind == "sources" else content.mend_text
    parts = (
        _mend(mend, breach), _by_commission(breach, laws), _elsewhere(laws), _size(laws, kind),
        _sources([one.law for one in laws]),
    )  # fmt: skip
    return Problem(_message(content, breach, laws), breach.place, "; ".join(filter(None, parts)), laws[0].law.id)


def _perhaps(breach: Breach, case: str, laws: Sequence[Holding]) -> Problem:
    """Return what a law asks in a case of which a finished text does not tell whether it is given."""
    content = rules.contents()[breach.key]
    who = listed(list(dict.fromkeys(in_sentence(held.law.jurisdiction) for held in laws)))
    if case == "content":
        ask = "ask" if len({held.law.jurisdiction for held in laws}) > 1 else "asks"
        message, mend = f"the posting does not state {content.what_if}, which {who} {ask}", str(content.mend_if)
    else:
        message = f"{_message(content, breach, laws)}, if the work may be done there"
        mend = f"if the work may be done in {who}, {content.mend_text}"
    # The rule of such a finding names no law; of several, the sources do.
    alone = laws[0].law.id if len(laws) == 1 else ""
    parts = (_mend(mend, breach), _size(laws, "text"), alone, _sources([one.law for one in laws]))
    return Problem(message, breach.place, "; ".join(filter(None, parts)), "law.perhaps")


def _message(content: Contained, breach: Breach, laws: Sequence[Holding]) -> str:
    codes = list(dict.fromkeys(held.law.jurisdiction for held in laws))
    who = listed([in_sentence(code) for code in codes])
    many = len(codes) > 1
    if breach.allowed:
        allow = "allow" if many else "allows"
        return f"the range of pay is {breach.words} wide{_further(breach)}, and {who} {allow} {breach.allowed}"
    if content.id == "pay.open_ended":
        return f"the posting {content.what}{_quoted(breach)}, {_of_open_pay(laws)}"
    if content.id in BANS:
        return f"the posting {content.what}{_quoted(breach)}, which {who} {'forbid' if many else 'forbids'}"
    if content.id == "statement":
        return f"the posting does not make the statement that {who} {'ask' if many else 'asks'} for"
    return f"the posting does not state {content.what}, which {who} {'ask' if many else 'asks'}"


def _quoted(breach: Breach) -> str:
    return f", “{breach.words}”{_further(breach)}" if breach.words else ""


def _further(breach: Breach) -> str:
    return f" and in {plural(breach.more, 'more place')}" if breach.more else ""


def _of_open_pay(laws: Sequence[Holding]) -> str:
    """Return which places forbid an open end by name, and which ask for both ends, which comes to the same."""
    forbid: dict[str, bool] = {}
    for held in laws:
        code = held.law.jurisdiction
        forbid[code] = forbid.get(code, False) or "pay.open_ended" in held.period.forbids
    first, others = ([in_sentence(code) for code, named in forbid.items() if named is by_name]
                     for by_name in (True, False))  # fmt: skip
    named = f"which {listed(first)} {'forbid' if len(first) > 1 else 'forbids'}" if first else ""
    asked = f"{listed(others)} {'ask' if len(others) > 1 else 'asks'} for both ends" if others else ""
    return "; ".join((named, asked)) if first and others else named or f"and {asked}"


def uncompared_in(law: Law, width: Width, currency: str, place: Place | None) -> Problem:
    """Return that a range of pay is in another currency than the width that a law allows."""
    said = f"the range of pay is in {currency}, and {in_sentence(law.jurisdiction)} allows one that is"
    allowed = f"{width.currency} {width.amount:,f} wide for a year"
    hint = f"state the pay there in {width.currency}, or compare the two by hand ({law.id})"
    return Problem(f"{said} {allowed}: jdgen cannot compare them", place, hint, "law.currency")


def _mend(mend: str, breach: Breach) -> str:
    return f"{mend}: “{breach.words}”" if breach.key == "statement" else mend


def _elsewhere(laws: Sequence[Holding]) -> str:
    """Return why a place counts in which nobody is to be hired."""
    codes = [held.law.jurisdiction for held in laws if all(touch.how == "elsewhere" for touch in held.touches)]
    if not codes:
        return ""
    places = listed([in_sentence(code) for code in dict.fromkeys(codes)])
    return f"{places} counts for all remote work in the country, since `size` says that people work there"


def _by_commission(breach: Breach, laws: Sequence[Holding]) -> str:
    spared = breach.key == "pay.range" and all(held.law.commission for held in laws)
    return "where commission is all that is paid, write “commission only”" if spared else ""


def _size(laws: Sequence[Holding], kind: Literal["sources", "text"]) -> str:
    """Return what is taken for granted where nobody said how many people work there."""
    least: dict[str, list[str]] = {}
    for held in laws:
        if held.unsure:
            there = " there" if held.law.applies.count == "there" else ""
            number = f"{held.law.applies.min_employees} employees{there}"
            least.setdefault(number, []).append(in_sentence(held.law.jurisdiction))
    if not least:
        return ""
    taken = listed([f"{listed(places)} ({number} or more)" for number, places in least.items()])
    tell = "write `size` into the company" if kind == "sources" else "give `--employees`"
    return f"jdgen takes the company to be large enough for {taken}; if it is not, {tell}"


def _sources(laws: Sequence[Law]) -> str:
    """Return who says so, when that was read and how sure it is; of many laws, for the first."""
    if len(laws) == 1:
        return _source(laws[0])
    said = [f"{law.id}: {_source(law)}" for law in laws[:_NAMED]]
    if len(laws) > _NAMED:
        others = ", ".join(law.id for law in laws[_NAMED:])
        said.append(f"also {others}, which `jdgen law show` explains")
    return "; ".join(said)


def _source(law: Law) -> str:
    confirm = ", have it confirmed" if law.certainty == "low" else ""
    return f"{law.source[0]}, read {law.checked}, certainty {law.certainty}{confirm}"


def in_sentence(code: str) -> str:
    """Return the name of a place as it stands in a sentence."""
    return f"the {name_of(code)}" if code in _WITH_ARTICLE else name_of(code)
