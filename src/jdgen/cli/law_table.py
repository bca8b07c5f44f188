"""What holds at some places on a day, as a table for people and as data for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any, get_args

from jdgen import rules
from jdgen.checks.law_breach import in_sentence
from jdgen.checks.rules import of_law
from jdgen.cli.law_words import WHEN, in_force, width, wrapped
from jdgen.cli.law_words import asked as contents_of
from jdgen.documents.law import Case, Holding, Touch, holding, reaches
from jdgen.documents.wording import listed
from jdgen.errors import plural
from jdgen.model.jurisdictions import name_of, within
from jdgen.model.law import Law, Period, When


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, the laws that hold then, and what begins or ends later."""

    codes: tuple[str, ...]
    day: date
    employees: int | None
    holding: tuple[Holding, ...]
    later: tuple[tuple[date, Law, Period | None], ...]
    within: tuple[str, ...]
    """Places inside those named whose laws are for work there alone."""


def asked(codes: tuple[str, ...], day: date, employees: int | None) -> Asked:
    """Return what holds for work at some places and from home there, in every case that a law is for."""
    touches = (*(Touch(code, "onsite") for code in codes), *(Touch(code, "remote") for code in codes))
    case = Case(touches, day, employees, {}, frozenset(get_args(When)))
    held = holding(case)
    later = sorted(_later(case), key=lambda change: (change[0], change[1].id))
    inside = dict.fromkeys(
        law.jurisdiction for law in rules.laws()
        if not any(reaches(law, touch) for touch in touches)
        and any(within(law.jurisdiction, code) for code in codes)
    )  # fmt: skip
    return Asked(codes, day, employees, held, tuple(later), tuple(inside))


def _later(case: Case) -> Iterator[tuple[date, Law, Period | None]]:
    """Yield each period that begins after the day, and each law that ends then, as far as the case is theirs."""
    for law in rules.laws():
        for period in law.periods:
            if period.since > case.day and holding(replace(case, day=period.since), [law]):
                yield period.since, law, period
        if law.until and law.until >= case.day and holding(replace(case, day=law.until), [law]):
            yield law.until, law, None


def table(found: Asked) -> list[str]:
    """Return the table: what a posting states and never does, each with the places that ask, then the changes."""
    places = listed([in_sentence(code) for code in found.codes])
    size = "" if found.employees is None else f", by an employer with {plural(found.employees, 'employee')}"
    lines = wrapped("", f"A posting that hires in {places} on {found.day}{size}")
    for head, rows in _blocks(found):
        lines += ["", *wrapped("", head)]
        for what, laws in rows.items():
            lines += _row(what, laws)
    if not found.holding:
        lines += ["", "No law that jdgen knows asks anything of it."]
    if found.later:
        lines += ["", "What will change"]
        for day, law, period in found.later:
            lines += wrapped(f"  {day}  ", _change(law, period))
    if found.within:
        cities = listed([in_sentence(code) for code in found.within])
        lines += ["", *wrapped("", f"Work on site has rules of its own in {cities}; name the place to see them.")]
    if found.holding:
        read = f"Read {min(held.law.checked for held in found.holding)} or later"
        lines += ["", *wrapped("", f"{read}; `jdgen law show ID` tells for whom each law is, and its sources.")]
    return lines


def _row(what: str, laws: list[str]) -> list[str]:
    """Return one row: what is asked on the left, and who asks on the right, one below the other."""
    half = width() // 2 - 4
    left = textwrap.wrap(what, half, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    right = [line for law in laws for line in textwrap.wrap(law, width() - half - 2, subsequent_indent="  ")]
    return [f"{one:<{half}}  {other}".rstrip() for one, other in zip_longest(left, right, fillvalue="")]


def _blocks(found: Asked) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the blocks of the table: what is stated, what never, and for each case what it asks beside that."""
    heads = {"states": "It states", "never": "It never"}
    for when, case in WHEN.items():
        for what, head in heads.items():
            rows: dict[str, list[str]] = {}
            for held in found.holding:
                if held.law.applies.when == when:
                    for text in _texts(held, what):
                        rows.setdefault(text, []).append(_who(held))
            if rows:
                yield f"If {case}, {head[0].lower()}{head[1:]}" if case else head, rows


def _texts(held: Holding, what: str) -> Iterator[str]:
    yield from (text for kind, text in contents_of(held.law, held.period) if kind == what)


def _who(held: Holding) -> str:
    """Return a place and its law, and from how many employees on it holds where that is not known."""
    law = held.law
    there = " there" if law.applies.count == "there" else ""
    limits = (
        f"from {law.applies.min_employees} employees{there}" if held.unsure else "",
        "" if "remote" in law.applies.covers else "on site",
        "" if law.certainty == "high" else f"certainty {law.certainty}",
    )
    return ", ".join(filter(None, (f"{name_of(law.jurisdiction)} ({law.id})", *limits)))


def _change(law: Law, period: Period | None) -> str:
    who = f"{name_of(law.jurisdiction)} ({law.id})"
    if period is None:
        return f"{who}: the last day of {law.name}"
    if period.change:
        return f"{who}: {period.change}"
    case = f" if {WHEN[law.applies.when]}," if WHEN[law.applies.when] else ""
    said = [f"{'states' if kind == 'states' else 'never'} {text}" for kind, text in contents_of(law, period)]
    return f"{who}:{case} the posting {listed(said) if said else 'need hold nothing more'}"


def as_data(found: Asked) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "places": [{"id": code, "name": name_of(code)} for code in found.codes],
        "day": found.day.isoformat(),
        "employees": found.employees,
        "holds": [
            {
                "law": held.law.id, "place": name_of(held.law.jurisdiction), "when": held.law.applies.when,
                "requires": list(held.period.requires), "forbids": list(held.period.forbids),
                "statements": list(held.law.statements), "unsure": held.unsure, "level": of_law(held.law).level,
                "certainty": held.law.certainty, "in_force": in_force(held.law, found.day),
            }
            for held in found.holding
        ],
        "later": [
            {
                "day": day.isoformat(), "law": law.id, "ends": period is None,
                "requires": list(period.requires) if period else [], "forbids": list(period.forbids) if period else [],
            }
            for day, law, period in found.later
        ],
        "within": list(found.within),
    }  # fmt: skip
