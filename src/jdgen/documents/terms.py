"""What the employer offers and asks around the work: pay, conditions, hiring steps, how to apply, who they are."""

from __future__ import annotations

from urllib.parse import quote

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, absent, needed
from jdgen.documents.once import once
from jdgen.documents.statements import stated
from jdgen.documents.tree import Block, Bullets, Inlines, Item, Paragraph, Run, Section
from jdgen.documents.wording import (
    counted,
    covered_by,
    item,
    location_name,
    paragraph,
    sentence,
    stages,
    words,
)
from jdgen.errors import Place
from jdgen.model.company import Company
from jdgen.model.family import Stage
from jdgen.model.profile import Profile
from jdgen.model.text import Prose, Text

NOTHING_BESIDE = "Nothing is paid beside the base pay."
"""What a posting says of a company whose list of other compensation is empty, where the opening pays nothing else."""
NO_BENEFITS = "There are no benefits beside the pay."
"""What a posting says of a company whose list of benefits is empty."""


def offer(material: Material) -> Section:
    """Return pay, what comes beside it, and benefits."""
    company, opening = material.company, material.opening
    pay = _pay_items(material)
    beside = (("Bonus", opening.bonus), ("Equity", opening.equity), ("Commission", opening.commission))
    labeled = tuple(_item(label, inlines(text), text.place) for label, text in beside if text)
    extra = (*_on_target(material), *labeled, *_items(company.other_compensation))
    extra = extra or _none_of(company, "other_compensation", NOTHING_BESIDE)
    benefits = _items(company.benefits) or _none_of(company, "benefits", NO_BENEFITS)
    titles = {(True, True): "Pay and benefits", (True, False): "Pay", (False, True): "Benefits"}
    title = titles.get((bool(pay or extra), bool(benefits)), "")
    return Section("offer", words(title), (Bullets((*pay, *extra, *benefits)),) if title else ())


@once
def _items(texts: tuple[Text, ...]) -> tuple[Item, ...]:
    return tuple(item(text) for text in texts)


def _none_of(company: Company, name: str, said: str) -> tuple[Item, ...]:
    """Return what is said of an empty list that somebody wrote; one that nobody wrote says nothing."""
    return (Item(words(said), place=company.place_of(name)),) if name in company.model_fields_set else ()


def _pay_items(material: Material) -> tuple[Item, ...]:
    opening, locale = material.opening, material.locale
    found: list[Item] = []
    if opening.pay:
        line = locale.pay(opening.pay)
        found.append(Item(_with_basis(line, opening.pay.basis, opening.pay.note), place=opening.place_of("pay")))
    for location in opening.locations:
        if location.pay:
            line = f"In {location_name(location)}: {locale.pay(location.pay)}"
            said = _with_basis(line, location.pay.basis, location.pay.note)
            found.append(Item(said, place=location.place_of("pay")))
    return tuple(found)


def on_target(material: Material) -> str:
    """Return what is earned where all goals are met, such as `$90,000 a year, commission included`."""
    pay = material.opening.on_target
    return f"{material.locale.pay(pay)}, commission included" if pay else ""


def _on_target(material: Material) -> tuple[Item, ...]:
    pay = material.opening.on_target
    if pay is None:
        return ()
    said = _with_basis(on_target(material), pay.basis, pay.note)
    return (_item("On-target earnings", said, material.opening.place_of("on_target")),)


def _with_basis(line: str, basis: str | None, note: str | None) -> Inlines:
    return words("; ".join(part for part in (line, basis, note) if part))


def conditions(material: Material) -> Section:
    """Return what a candidate should know before applying."""
    opening = material.opening
    found: list[Item] = []
    labeled = (("Visa", opening.visa), ("Travel", opening.travel), ("On call", opening.on_call))
    found += [_item(label, sentence(inlines(text)), text.place) for label, text in labeled if text]
    if opening.driving and opening.driving.required:
        reason = words(": ", inlines(opening.driving.reason)) if opening.driving.reason else ()
        said = sentence(words("a driver’s license is needed", reason))
        found.append(_item("Driving", said, opening.place_of("driving")))
    if opening.background_check and opening.background_check.required:
        law = opening.background_check.law
        said = sentence(words("required", " under " if law else "", inlines(law or "")))
        found.append(_item("Background check", said, opening.place_of("background_check")))
    if opening.vacancy_exists is not None:
        existing = stated("vacancy-exists" if opening.vacancy_exists else "vacancy-none")
        found.append(Item(existing, place=opening.place_of("vacancy_exists")))
    return Section("conditions", words("Good to know"), (Bullets(tuple(found)),) if found else ())


def _item(label: str, text: Inlines, place: Place | None) -> Item:
    return Item(words(Run(f"{label}: ", bold=True), text), place=place)


def process(material: Material) -> Section:
    """Return the interview stages as candidates meet them."""
    plan = stages(material)
    lead: Inlines = ()
    if plan:
        total = sum(stage.minutes for stage in plan)
        steps = counted(len(plan), "stage").capitalize()
        lead = words(f"{steps}, {counted(total, 'minute')} in all, with the same questions for everyone.")
    lead = words(lead, " " if lead and material.company.ai_use else "", _ai_use(material))
    blocks: list[Block] = [Paragraph(lead)] if lead else []
    if plan:
        blocks.append(_steps(material.profile, plan))
    return Section("process", words("How we hire"), tuple(blocks))


@once
def _steps(profile: Profile | None, plan: tuple[Stage, ...]) -> Bullets:
    return Bullets(tuple(_stage(profile, stage) for stage in plan), ordered=True)


def _stage(profile: Profile | None, stage: Stage) -> Item:
    how = ", ".join(part for part in (stage.format, stage.by) if part)
    names = ", ".join(covered_by(profile, stage)) if profile else ""
    assessed = f" We look at: {names}." if names else ""
    said = words(Run(stage.name, bold=True), f": {counted(stage.minutes, 'minute')} ({how}).{assessed}")
    return Item(said, id=stage.id, place=stage.name.place)


def _ai_use(material: Material) -> Inlines:
    use = material.company.ai_use
    if use is None:
        return ()
    if not use.used:
        return stated("ai-not-used")
    vendor = words(" (", inlines(use.vendor), ")") if use.vendor else ()
    where = words(" ", inlines(use.where)) if use.where else ()
    said = sentence(stated("ai-used", vendor=vendor, where=where))
    if use.notice_url:
        said = words(said, " Read the notice at ", Run(use.notice_url, link=use.notice_url), ".")
    return said


def apply(material: Material) -> Section:
    """Return how to apply, and whom to ask for adjustments."""
    way, last = material.apply, material.deadline
    by = f" by {material.locale.day(last)}" if last else ""
    line = words("Apply ", _address(material), f"{by}.")
    if material.rolling:
        line = words(line, " We read applications as they come.")
    if way and way.direct:
        line = words(line, " No account is needed.")
    blocks = [Paragraph(line), Paragraph(adjustment(material))]
    note = material.opening.internal.note if material.internal and material.opening.internal else None
    if note:
        blocks[1:1] = [paragraph(part) for part in paragraphs(note)]
    return Section("apply", words("How to apply"), tuple(blocks))


def adjustment(material: Material) -> Inlines:
    """Return whom to ask for an adjustment."""
    held = material.company.accommodation
    contact = needed(held.contact if held else None, "company.accommodation.contact")
    channel = f" ({held.channel})" if held and held.channel else ""
    return stated("accommodation", contact=words(contact, channel))


def _address(material: Material) -> Inlines:
    apply = material.apply
    base, requisition = material.company.apply_base_url, material.opening.requisition
    if apply is None:
        if base and requisition:
            url = joined(base, requisition)
            return words("at ", Run(url, link=url))
        return words("at ", absent("opening.apply"))
    parts: list[Inlines] = []
    if apply.url:
        parts.append(words("at ", Run(apply.url, link=apply.url)))
    if apply.email:
        parts.append(words("by e-mail to ", Run(apply.email, link=f"mailto:{apply.email}")))
    return parts[0] if len(parts) == 1 else words(parts[0], " or ", parts[1])


def joined(base: str, requisition: str) -> str:
    """Return the address of a requisition: one more step of a path, or the value of a query that ends in `=`."""
    return f"{base}{'' if base.endswith(('/', '=')) else '/'}{quote(requisition, safe='')}"


@once
def _told(said: Prose) -> tuple[Paragraph, ...]:
    return tuple(paragraph(part) for part in paragraphs(said))


@once
def _values(texts: tuple[Text, ...]) -> Bullets:
    return Bullets(_items(texts))


def about(material: Material) -> Section:
    """Return what the company says of itself."""
    company = material.company
    blocks: list[Block] = [*_told(company.about)] if company.about else []
    if company.values:
        blocks.append(Paragraph(words("What we hold to:"), style="label"))
        blocks.append(_values(company.values))
    if company.url:
        blocks.append(Paragraph(words("More at ", Run(company.url, link=company.url), "."), place=company.url.place))
    return Section("about", words("About ", needed(company.name, "company.name")), tuple(blocks))
