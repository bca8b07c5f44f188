"""How long interview notes are kept and how soon a candidate is told, by the opening or by the law of its places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jdgen import rules
from jdgen.documents.law import touches
from jdgen.documents.material import Material
from jdgen.documents.wording import counted
from jdgen.model.jurisdictions import within
from jdgen.model.rules import Records


def kept(material: Material) -> str:
    """Return how long notes are kept, such as `until March 1, 2029` or `for at least one year after the decision`.

    It is empty where neither the opening nor a law that we know says it.
    """
    return _until(material) or _at_least(_longest(_laws(material)))


def promised(material: Material) -> str:
    """Return how long notes are kept as far as a candidate can rely on it; of laws, those that we are sure of."""
    # defense retention.sure: a candidate is promised what is sure, and nothing else
    return _until(material) or _at_least(_longest(law for law in _laws(material) if law.certainty != "low"))


def kept_by(material: Material) -> str:
    """Return how long notes are kept, with the law that says so; one that we are not sure of is to be confirmed."""
    interview = material.opening.interview
    law = _longest(_laws(material))
    if (interview and interview.keep_notes_until) or law is None:
        return kept(material)
    confirm = "; have this confirmed" if law.certainty == "low" else ""
    return f"{kept(material)} ({law.source}{confirm})"


def told(material: Material) -> str:
    """Return how soon after the interview a candidate is told, where a law says it; else empty."""
    days = [(law.tell_days, law.source) for law in _laws(material) if law.tell_days]
    return f"within {min(days)[0]} days of the interview ({min(days)[1]})" if days else ""


def earliest(material: Material) -> tuple[date, Records | None]:
    """Return the first day on which notes may go: that of the kit, or a law's period later, with that law."""
    law = _longest(_laws(material))
    return (_later(material.date, law.keep_years), law) if law else (material.date, None)


def _later(day: date, years: int) -> date:
    """Return the same day of a later year; the day after a February that is shorter there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _until(material: Material) -> str:
    interview = material.opening.interview
    until = interview.keep_notes_until if interview else None
    if until is None:
        return ""
    return f"until {until if isinstance(until, str) else material.locale.day(until)}"


def _at_least(law: Records | None) -> str:
    return f"for at least {counted(law.keep_years, 'year')} after the decision" if law else ""


def _longest(laws: Iterable[Records]) -> Records | None:
    return max(laws, key=lambda law: law.keep_years, default=None)


def _laws(material: Material) -> tuple[Records, ...]:
    """Return the rules on records of the places where the opening hires; notes are kept where the work is."""
    codes = [touch.code for touch in touches(material.opening) if touch.how != "reports_to"]
    return tuple(law for law in rules.records() if any(within(code, law.jurisdiction) for code in codes))
