"""What a company and an opening lack of what a law asks, and what they hold that it forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jdgen import rules
from jdgen.checks.law_breach import Breach, banned, uncompared_in
from jdgen.documents.law import Holding
from jdgen.documents.material import Material
from jdgen.documents.reading import Passage, Reading
from jdgen.errors import Place, Problem
from jdgen.model.jurisdictions import place_of_address
from jdgen.model.opening import Opening
from jdgen.model.pay import Pay

if TYPE_CHECKING:
    from jdgen.checks.law_phrases import Said, Worded
    from jdgen.checks.pay_text import Stated

_OF_COMPANY = frozenset(("benefits", "ai_use", "ai_notice", "accommodation", "pay.other", "statement"))
"""What a company file says; without one it is not known to be missing."""


@dataclass(frozen=True)
class Given:
    """What is looked at: the material, the posting made of it, its words, and the places of the files.

    What searches words is loaded where there are any: whoever makes a posting waits for what company and opening lack.
    """

    material: Material
    reading: Reading
    files: Mapping[str, Place]

    @cached_property
    def words(self) -> tuple[Worded, ...]:
        """Return the passages of the posting with their words."""
        if not self.reading.passages:
            return ()
        from jdgen.checks.law_phrases import worded

        return worded(self.reading)

    @cached_property
    def said(self) -> Mapping[str, list[Said]]:
        """Return by content and ban where the words of the posting say it."""
        if not self.words:
            return {}
        from jdgen.checks.law_phrases import said

        return said(self.words)

    def states(self, name: str) -> bool:
        """Return whether the words of the posting make a statement."""
        if not self.words:
            return False
        from jdgen.checks.law_phrases import states

        return states(self.words, name)

    @cached_property
    def open_pay(self) -> list[Stated]:
        """Return where the words of the posting leave pay open at one end."""
        if not self.reading.passages:
            return []
        from jdgen.checks.pay_text import pay_stated

        return [stated for stated in pay_stated(self.reading.passages) if stated.open]

    def home(self, key: str) -> Place | None:
        """Return the file that a missing content belongs into."""
        company, opening = self.files.get("company"), self.files.get("opening")
        return company or opening if key in _OF_COMPANY and key != "pay.other" else opening or company


def breaches(given: Given, held: Holding) -> Iterator[Breach]:
    """Yield what breaks a law."""
    for content in held.period.requires:
        if content in _PAY:
            yield from _PAY[content](given, held)
        elif content == "statement":
            yield from _statements(given, held)
        elif not _MET[content](given.material) and ("company" in given.files or content not in _OF_COMPANY):
            yield Breach(content, given.home(content))
    for ban in held.period.forbids:
        if ban == "pay.open_ended":
            yield from _open(given, held)
        else:
            found = given.said.get(ban, [])
            places = ((_at(given, ban, passage, match.start), match.text) for passage, match in found)
            yield from banned(ban, places)


def _at(given: Given, ban: str, passage: Passage, start: int) -> Place | None:
    # A title has no place in the tree of a document.
    titled = getattr(given.material.title, "place", None) if passage.kind == "title" else None
    return passage.at(start) or titled or given.home(ban)


def _range(given: Given, held: Holding) -> Iterator[Breach]:
    opening = given.material.opening
    paid = opening.pay or any(location.pay for location in opening.locations)
    spared = held.law.commission and not paid and _by_commission_alone(opening)
    if None in offers(opening, held) and not spared:
        yield Breach("pay.range", given.home("pay.range"))
    if "pay.open_ended" not in held.period.forbids:
        # A range without an upper end is one mistake, whichever way a law puts it.
        yield from _open(given, held)


def _by_commission_alone(opening: Opening) -> bool:
    if not opening.commission:
        return False
    from jdgen.checks.law_phrases import commission_alone

    return commission_alone(opening.commission)


def _stated(given: Given, held: Holding) -> Iterator[Breach]:
    if None in offers(given.material.opening, held):
        yield Breach("pay.stated", given.home("pay.stated"))


def _width(given: Given, held: Holding) -> Iterator[Breach]:
    from jdgen.checks.pay_text import YEARLY

    width = held.law.width
    for pay in offers(given.material.opening, held):
        if width and pay and pay.max is not None and not pay.open_ended and pay.currency == width.currency:
            yearly = YEARLY[pay.per]
            wide = (pay.max - pay.min) * yearly
            spared = width.unless_over is not None and pay.max * yearly > width.unless_over
            if wide > width.amount and not spared:
                shown = f"{width.currency} {width.amount:,f}"
                place = pay.place_of("max") or given.material.opening.place_of("pay") or given.home("pay.width")
                yield Breach("pay.width", place, f"{width.currency} {wide:,f} a year", shown)


def uncompared(given: Given, held: Iterable[Holding]) -> Iterator[Problem]:
    """Yield that a range in another currency cannot be held against a width that a law allows."""
    for one in held:
        width = one.law.width if "pay.width" in one.period.requires else None
        for pay in offers(given.material.opening, one) if width else ():
            if width and pay and pay.min != pay.max and pay.currency != width.currency:
                place = pay.place_of("currency") or given.material.opening.place_of("pay") or given.home("pay.width")
                yield uncompared_in(one.law, width, pay.currency, place)


def _open(given: Given, held: Holding) -> Iterator[Breach]:
    opening = given.material.opening
    found = [pay for pay in offers(opening, held) if pay and (pay.open_ended or pay.max is None)]
    for pay in found:
        place = pay.place_of("open_ended") or opening.place_of("pay") or given.home("pay.range")
        yield Breach("pay.open_ended", place)
    if not found:
        places = ((_at(given, "pay.range", stated.passage, stated.start), stated.text) for stated in given.open_pay)
        yield from banned("pay.open_ended", places)


_PAY: dict[str, Callable[[Given, Holding], Iterator[Breach]]] = {
    "pay.range": _range, "pay.stated": _stated, "pay.width": _width,
}  # fmt: skip


def offers(opening: Opening, held: Holding) -> list[Pay | None]:
    """Return the pay of every place that a law reaches, each once; None for a place whose pay nobody wrote."""
    onsite = {touch.code for touch in held.touches if touch.how == "onsite"}
    found: list[Pay | None] = [
        location.pay or opening.pay
        for location in opening.locations
        if place_of_address(location.country, location.region or "", location.locality or "") in onsite
    ]
    if any(touch.how != "onsite" for touch in held.touches):
        by_place = [location.pay for location in opening.locations if location.pay]
        found += [opening.pay] if opening.pay or not by_place else by_place
    return list(dict.fromkeys(found))


def _statements(given: Given, held: Holding) -> Iterator[Breach]:
    if "company" in given.files:
        for name in held.law.statements:
            if not given.states(name):
                yield Breach("statement", given.home("statement"), in_words(name, given.material))


def in_words(name: str, material: Material) -> str:
    """Return a statement with the employer's name in it, as far as that is known."""
    held = material.company.accommodation
    contact = (held.contact if held else None) or "[contact]"
    company = material.company.name or "[company]"
    return rules.statements()[name].text.replace("{company}", company).replace("{contact}", contact)


def _other(material: Material) -> bool:
    company, opening = material.company, material.opening
    beside = (opening.bonus, opening.equity, opening.commission, opening.on_target)
    # An empty list that somebody wrote says that there is none.
    return any(beside) or "other_compensation" in company.model_fields_set


def _known(check: Callable[[Material], object]) -> Callable[[Material], bool]:
    return lambda material: check(material) is not None


def _of_use(material: Material) -> object:
    return material.company.ai_use.notice_url if material.company.ai_use else None


def _of_check(material: Material) -> object:
    return material.opening.background_check.law if material.opening.background_check else None


def _of_driving(material: Material) -> object:
    return material.opening.driving.reason if material.opening.driving else None


_MET: dict[str, Callable[[Material], bool]] = {
    "pay.other": _other,
    "benefits": lambda material: "benefits" in material.company.model_fields_set,
    "deadline": lambda material: bool(material.deadline or material.rolling),
    "description": lambda material: material.profile is not None,
    "ai_use": _known(lambda material: material.company.ai_use),
    "ai_notice": _known(_of_use),
    "vacancy": _known(lambda material: material.opening.vacancy_exists),
    "accommodation": lambda material: bool(
        material.company.accommodation and material.company.accommodation.contact
    ),
    "background.law": _known(_of_check),
    "driving.reason": _known(_of_driving),
}
"""By content, whether company and opening hold it."""
