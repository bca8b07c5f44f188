"""Which laws hold for an opening: by the places that it touches, the day, the size of the company and the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from jdgen import rules
from jdgen.documents.material import Material
from jdgen.errors import Place
from jdgen.model.company import Company
from jdgen.model.jurisdictions import place_of_address, places_named, within
from jdgen.model.law import Law, Period, Statement, When
from jdgen.model.opening import Opening


@dataclass(frozen=True, slots=True)
class Touch:
    """A place that an opening touches, how, and where that was written."""

    code: str
    how: Literal["onsite", "remote", "reports_to", "elsewhere"]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What decides which laws hold: `total` and `there` count employees where that is known, `there` by place."""

    touches: tuple[Touch, ...]
    day: date
    total: int | None = None
    there: Mapping[str, int] = field(default_factory=dict)
    cases: frozenset[When] = frozenset({"always"})
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A law that holds, what it asks on that day, and what it holds for; `unsure` where the size is not known."""

    law: Law
    period: Period
    touches: tuple[Touch, ...]
    unsure: bool


def case(material: Material) -> Case:
    """Return what decides which laws hold for the opening of a material, on the day of its documents."""
    company, opening = material.company, material.opening
    size = company.size
    there = {code: count for name, count in (size.by_jurisdiction if size else {}).items() for code in _one(name)}
    touched = tuple(touches(opening))
    if opening.mode == "remote":
        touched += tuple(_elsewhere(touched, company, there))
    return Case(
        touches=touched,
        day=material.date,
        total=size.total if size else None,
        there=there,
        cases=_cases(company, opening),
        internal=material.internal,
    )


def touches(opening: Opening) -> Iterable[Touch]:
    """Yield the places that an opening touches; a name that means none or two is left out."""
    for location in opening.locations:
        code = _code_of(location.country, location.region or "", location.locality or "")
        yield Touch(code, "onsite", location.place_of("region") or location.place_of("country"))
    for name in opening.hires_in:
        for code in _one(name):
            yield Touch(code, "remote", name.place)
    if opening.reports_to_location:
        for code in _one(opening.reports_to_location):
            yield Touch(code, "reports_to", opening.reports_to_location.place)


@lru_cache(maxsize=512)
def _code_of(country: str, region: str, locality: str) -> str:
    return place_of_address(country, region, locality)


def _elsewhere(touched: tuple[Touch, ...], company: Company, there: Mapping[str, int]) -> Iterable[Touch]:
    """Yield the places where somebody works already, in the countries of remote work that names other places."""
    countries = {touch.code.partition("-")[0] for touch in touched}
    place = company.size.place_of("by_jurisdiction") if company.size else None
    for code, count in there.items():
        known = any(within(code, touch.code) or within(touch.code, code) for touch in touched)
        if count and not known and code.partition("-")[0] in countries:
            yield Touch(code, "elsewhere", place)


def _one(name: str) -> tuple[str, ...]:
    found = places_named(name)
    return found if len(found) == 1 else ()


def _cases(company: Company, opening: Opening) -> frozenset[When]:
    found: dict[When, bool] = {
        "always": True,
        "ai_used": bool(company.ai_use and company.ai_use.used),
        "federal_contractor": bool(company.federal_contractor),
        "background_check": bool(opening.background_check and opening.background_check.required),
        "driving": bool(opening.driving and opening.driving.required),
    }
    return frozenset(name for name, holds in found.items() if holds)


def holding(case: Case, laws: Iterable[Law] | None = None) -> tuple[Holding, ...]:
    """Return the laws that hold, in the order of the data; without `laws`, of all that are known."""
    found = (_held(law, case) for law in (rules.laws() if laws is None else laws))
    return tuple(one for one in found if one)


def _held(law: Law, case: Case) -> Holding | None:
    # defense law.begun: a law that has not begun does not hold yet
    period = next((period for period in reversed(law.periods) if period.since <= case.day), None)
    touched = tuple(touch for touch in case.touches if reaches(law, touch))
    # defense law.ended: a law that has ended holds no more
    ended = law.until is not None and case.day > law.until
    if period is None or ended or not touched or law.applies.when not in case.cases:
        return None
    # defense law.internal: a law for public postings asks nothing of internal ones
    if case.internal and not law.internal:
        return None
    large = _large_enough(law, case)
    # defense law.size: a law for large companies asks nothing of small ones
    return None if large is False else Holding(law, period, touched, unsure=large is None)


def reaches(law: Law, touch: Touch) -> bool:
    """Return whether a law reaches work at a place; a remote hire may live anywhere in the place that is named."""
    if touch.how not in law.applies.covers:
        return False
    inside = within(touch.code, law.jurisdiction)
    return inside or (touch.how == "remote" and within(law.jurisdiction, touch.code))


def _large_enough(law: Law, case: Case) -> bool | None:
    """Return whether the company has the employees that the law is for; None where nobody said."""
    least = law.applies.min_employees
    if least <= 1:
        # Who hires there has somebody there.
        return True
    count = case.total
    if law.applies.count == "there":
        known = case.there.get(law.jurisdiction)
        # Fewer in all than it takes at one place is fewer there.
        count = known if known is not None else count if count is not None and count < least else None
    return None if count is None else count >= least


def touching(touches: Iterable[Touch]) -> tuple[Law, ...]:
    """Return the laws of the places that are touched, in the order of the data; no others are read."""
    codes = frozenset(touch.code for touch in touches)
    return rules.laws_of(codes) if codes else ()


def statements(material: Material) -> tuple[Statement, ...]:
    """Return the texts that laws ask the posting to print, each once; those of a law we are not sure of stay out."""
    found = case(material)
    # Most openings touch no place with such a law, and many name no place at all.
    held = holding(found, rules.laws_with_statements()) if found.touches else ()
    # defense law.sure: a law that we are not sure of prints nothing
    names = (name for one in held if one.law.certainty != "low" for name in one.law.statements)
    return tuple(rules.statements()[name] for name in dict.fromkeys(names))
