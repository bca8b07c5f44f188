"""What breaks a law, and how it is said: one finding for each thing that is missing, with every place that asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from jdgen import rules
from jdgen.checks.rules import of_law
from jdgen.documents.law import Holding
from jdgen.errors import Place, Problem
from jdgen.model.jurisdictions import name_of
from jdgen.model.law import Ban, Contained, Law

BANS = frozenset(get_args(Ban))
"""What a law may keep out of a posting."""
_WITH_ARTICLE = frozenset(("EU", "GB", "US", "NL", "PH", "AE", "DO", "US-DC", "US-CA-LACity"))
"""Places whose names take an article in a sentence."""
_NAMED = 3
"""How many laws a finding gives with their sources; further ones by their ids alone."""


class Breach(NamedTuple):
    """What a posting lacks, or holds and must not: a content or a ban, where, and in which words.

    `words` are those of the posting that break a ban, or a statement that is missing; `allowed` is what a law allows
    where it allows some of it.
    """

    key: str
    place: Place | None = None
    words: str = ""
    allowed: str = ""


class Broken(NamedTuple):
    """A law that holds, and what breaks it."""

    held: Holding
    breach: Breach


def problems(broken: Iterable[Broken], kind: Literal["sources", "text"]) -> Iterator[tuple[str, Problem]]:
    """Yield the content or ban and one problem for each breach and level.

    The rule of a problem is the first law whose size is known, else the first.
    """
    found: dict[tuple[Breach, str], list[Holding]] = {}
    pairs = list(broken)
    unpaid = {(breach.place, of_law(held.law).level) for held, breach in pairs if breach.key == "pay.range"}
    for held, breach in pairs:
        level = of_law(held.law).level
        # Where no pay is stated at all, a law that asks for the least of it asks for the same.
        same = breach.key == "pay.stated" and (breach.place, level) in unpaid
        found.setdefault((breach._replace(key="pay.range") if same else breach, level), []).append(held)
    for (breach, _), laws in found.items():
        laws.sort(key=lambda held: held.unsure)
        content = rules.contents()[breach.key]
        mend = content.mend if kind == "sources" else content.mend_text
        hint = "; ".join(filter(None, (_mend(mend, breach), _size(laws, kind), _sources([one.law for one in laws]))))
        yield breach.key, Problem(_message(content, breach, laws), breach.place, hint, laws[0].law.id)


def _message(content: Contained, breach: Breach, laws: Sequence[Holding]) -> str:
    codes = list(dict.fromkeys(held.law.jurisdiction for held in laws))
    who = listed([in_sentence(code) for code in codes])
    many = len(codes) > 1
    if breach.allowed:
        allow = "allow" if many else "allows"
        return f"the range of pay is {breach.words} wide, and {who} {allow} {breach.allowed}"
    if content.id in BANS:
        quoted = f", “{breach.words}”" if breach.words else ""
        return f"the posting {content.what}{quoted}, which {who} {'forbid' if many else 'forbids'}"
    if content.id == "statement":
        return f"the posting does not make the statement that {who} {'ask' if many else 'asks'} for"
    return f"the posting does not state {content.what}, which {who} {'ask' if many else 'asks'}"


def _mend(mend: str, breach: Breach) -> str:
    return f"{mend}: “{breach.words}”" if breach.key == "statement" else mend


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


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
