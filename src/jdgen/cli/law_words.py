"""Laws as people read them on a screen, and as programs read them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jdgen import rules
from jdgen.checks.rules import of_law
from jdgen.documents.wording import listed as joined
from jdgen.model.jurisdictions import name_of
from jdgen.model.law import Law, Period

WIDEST = 100
"""No line is wider, on the widest screen."""
WHEN = {
    "always": "",
    "ai_used": "software screens, assesses or selects candidates",
    "federal_contractor": "the employer is a federal contractor",
    "background_check": "the posting asks for a background check",
    "driving": "the posting asks for a driver’s license",
}
"""The case that a law is for, in words."""
_COVERS = {
    "onsite": "work there",
    "remote": "work from home there",
    "reports_to": "work elsewhere that reports to an office there",
    "elsewhere": "work from home anywhere in the country, for an employer with somebody there",
}


def width() -> int:
    """Return how wide lines may be here."""
    return max(min(shutil.get_terminal_size().columns, WIDEST), 40)


def listed(laws: Iterable[Law], day: date) -> list[str]:
    """Return a line for each law, or two where the screen is narrow."""
    rows = [(law.id, in_force(law, day), f"{name_of(law.jurisdiction)}: {law.name}") for law in laws]
    first, second = (max(len(row[column]) for row in rows) + 2 for column in (0, 1))
    lines = [f"{'id':<{first}}{'holds':<{second}}place and name"]
    for identity, holds, name in rows:
        lines += wrapped(f"{identity:<{first}}{holds:<{second}}", name)
    return lines


def in_force(law: Law, day: date) -> str:
    """Return since when a law holds, or from when on it will."""
    if law.until is not None and law.until < day:
        return f"ended {law.until}"
    begun = [period.since for period in law.periods if period.since <= day]
    return f"since {begun[-1]}" if begun else f"from {law.periods[0].since}"


def wrapped(head: str, text: str, indent: int = 0) -> list[str]:
    """Return a text behind its head, in lines that begin where the first one does."""
    hang = " " * (indent or len(head))
    return textwrap.wrap(text, width(), initial_indent=head, subsequent_indent=hang, break_on_hyphens=False) or [head]


def whom(law: Law) -> str:
    """Return for whom a law is, as the end of a sentence."""
    applies = law.applies
    least, there = applies.min_employees, " there" if applies.count == "there" else ""
    employers = f"employers with {least} or more employees{there}" if least > 1 else "all employers"
    case = f", if {WHEN[applies.when]}" if WHEN[applies.when] else ""
    return f"{employers}; {joined([_COVERS[how] for how in applies.covers])}{case}"


def asked(law: Law, period: Period) -> Iterator[tuple[str, str]]:
    """Yield what a posting `states` and what it `never` does, each in words with the numbers of the law."""
    contents = rules.contents()
    for key in period.requires:
        if key == "statement":
            yield from (("states", f"“{rules.statements()[name].text}”") for name in law.statements)
        else:
            yield "states", _width(law) if key == "pay.width" and law.width else contents[key].what
    yield from (("never", contents[key].what) for key in period.forbids)


def _width(law: Law) -> str:
    width = law.width
    if width is None:
        return ""
    over = width.unless_over
    spared = f", unless its upper end is above {width.currency} {over:,f}" if over is not None else ""
    return f"a range of pay no wider than {width.currency} {width.amount:,f} a year{spared}"


def shown(law: Law) -> list[str]:
    """Return all that is known of a law."""
    lines = [*wrapped("", f"{law.id}: {law.name}"), ""]
    facts = [
        ("Place", f"{name_of(law.jurisdiction)} ({law.jurisdiction})"),
        ("For", whom(law)),
        ("Postings", "to the public and inside the company" if law.internal else "to the public"),
        ("A miss is", _article(of_law(law).level)),
    ]
    for label, text in facts:
        lines += wrapped(f"{label + ':':<12}", text)
    for period in law.periods:
        lines += _period(law, period)
    if law.until:
        lines += ["", f"It ended on {law.until}."]
    lines += _rest(law)
    return lines


def _article(level: str) -> str:
    return f"an {level}" if level == "error" else f"a {level}"


def _period(law: Law, period: Period) -> list[str]:
    lines = ["", *wrapped("", f"Since {period.since}{': ' + period.change if period.change else ''}")]
    for what, text in asked(law, period):
        lines += wrapped("  - ", f"the posting {'states ' if what == 'states' else 'never '}{text}")
    if not (period.requires or period.forbids):
        lines.append("  - nothing that stands in a posting")
    return lines


def _rest(law: Law) -> list[str]:
    lines: list[str] = []
    if law.statements:
        lines += ["", *wrapped("", "The words of the statement are ours; what counts is what it says.")]
    if law.never_ask:
        lines += ["", *wrapped("", "Nobody may ask a candidate what they earned before, in an interview either.")]
    if law.notes:
        lines += ["", "Beside the posting", *(line for note in law.notes for line in wrapped("  - ", note))]
    lines += ["", "Source", *(line for source in law.source for line in wrapped("  - ", source))]
    return [*lines, f"  - read {law.checked}, certainty {law.certainty}"]


def record(law: Law) -> dict[str, Any]:
    """Return all that is known of a law, for programs."""
    data: dict[str, Any] = law.model_dump(mode="json")
    for key in ("amount", "unless_over"):
        if data["width"] and data["width"][key] is not None:
            data["width"][key] = float(data["width"][key])
    texts = {name: rules.statements()[name].text for name in law.statements}
    return {**data, "place": name_of(law.jurisdiction), "level": of_law(law).level, "statements": texts}
