"""Compares an opening with its role, and says what its documents lack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jdgen.documents.material import Material, mend_of, missing
from jdgen.documents.retention import earliest
from jdgen.errors import Place, Problem, plural
from jdgen.model.pay import Pay


def outside_the_band(material: Material) -> Iterator[Problem]:
    """Yield pay of the opening, or of one of its places, that lies outside the band of the role."""
    band = material.profile.role.pay if material.profile else None
    if band is None:
        return
    opening = material.opening
    offers = [(opening.pay, opening.place_of("pay"))]
    offers += [(location.pay, location.place_of("pay")) for location in opening.locations]
    for pay, place in offers:
        if pay and (pay.currency, pay.per) == (band.currency, band.per) and not _inside(pay, band):
            said = f"{_range(pay)} is outside the band of the role, {_range(band)}"
            yield Problem(said, place, "change the opening, or `pay` of the role", "pay.band")


def _inside(pay: Pay, band: Pay) -> bool:
    open_band = band.open_ended or band.max is None
    top = pay.max if pay.max is not None and not pay.open_ended else None
    return pay.min >= band.min and (open_band or (top is not None and band.max is not None and top <= band.max))


def _range(pay: Pay) -> str:
    top = f" to {pay.max:,f}" if pay.max is not None else ""
    return f"{pay.currency} {pay.min:,f}{top}{' and more' if pay.open_ended else ''}"


def short_of_pay(material: Material) -> Iterator[Problem]:
    """Yield on-target earnings that cannot hold the pay of the opening, or of one of its places."""
    opening = material.opening
    target, place = opening.on_target, opening.place_of("on_target")
    for pay in (opening.pay, *(location.pay for location in opening.locations)) if target else ():
        if target is None or pay is None:
            continue
        if (pay.currency, pay.per) != (target.currency, target.per):
            said = f"`on_target` is {target.currency} per {target.per}, and the pay is {pay.currency} per {pay.per}"
            yield Problem(said, place, "write both in one currency for one period", "pay.on_target")
            return
        if target.min < pay.min or _top(target) < _top(pay):
            said = f"`on_target` is {_range(target)}, and the pay alone is {_range(pay)}"
            mend = "write pay and commission together into `on_target`, or mend `pay`"
            yield Problem(said, place, mend, "pay.on_target")
            return


def _top(pay: Pay) -> Decimal:
    return pay.max if pay.max is not None and not pay.open_ended else Decimal("Infinity")


def forgotten_too_soon(material: Material) -> Iterator[Problem]:
    """Yield a day on which notes go that has passed, or that comes before the law of the place lets them go."""
    interview = material.opening.interview
    until = interview.keep_notes_until if interview else None
    if interview is None or not isinstance(until, date):
        return
    first, law = earliest(material)
    if until >= first:
        return
    if until < material.date:
        said = f"`keep_notes_until` is {until}, before the day of these documents, {material.date}"
    else:
        years = plural(law.keep_years if law else 0, "year")
        said = f"`keep_notes_until` is {until}, sooner than the {years} of the law"
    source = f", for {law.source}" if law else ""
    confirm = "; have this confirmed" if law and law.certainty == "low" else ""
    mend = f"write {first} or later{source}{confirm}"
    yield Problem(said, interview.place_of("keep_notes_until"), mend, "interview.retention")


def lacking(material: Material, files: dict[str, Place]) -> Iterator[Problem]:
    """Yield what the posting and the rubric lack of the files that were given, by their roots."""
    paths = dict.fromkeys(path for kind in ("posting", "rubric") for path in missing(material, kind))
    for path in paths:
        root, _, rest = path.partition(".")
        if root in files:
            mend = f"add {mend_of(path).lines or f'`{rest}`'}"
            yield Problem(f"`{rest}` is missing", files[root], mend, "field.missing")
