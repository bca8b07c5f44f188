"""What the employer offers and asks around the work: pay, conditions, hiring steps, how to apply, who they are."""

from __future__ import annotations

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, absent, needed
from jdgen.documents.tree import Block, Bullets, Inlines, Item, Paragraph, Run, Section
from jdgen.documents.wording import (
    counted,
    covered,
    item,
    location_name,
    paragraph,
    sentence,
    stages,
    words,
)
from jdgen.model.family import Stage
from jdgen.model.text import Prose


def offer(material: Material) -> Section:
    """Return pay, what comes beside it, and benefits."""
    company, opening = material.company, material.opening
    pay = _pay_items(material)
    beside = [text for text in (opening.bonus, opening.equity, opening.commission) if text]
    extra = tuple(item(text) for text in (*beside, *company.other_compensation))
    benefits = tuple(item(text) for text in company.benefits)
    titles = {(True, True): "Pay and benefits", (True, False): "Pay", (False, True): "Benefits"}
    title = titles.get((bool(pay or extra), bool(benefits)), "")
    return Section("offer", words(title), (Bullets((*pay, *extra, *benefits)),) if title else ())


def _pay_items(material: Material) -> tuple[Item, ...]:
    opening, locale = material.opening, material.locale
    found: list[Item] = []
    if opening.pay:
        found.append(Item(_with_basis(locale.pay(opening.pay), opening.pay.basis, opening.pay.note)))
    for location in opening.locations:
        if location.pay:
            line = f"In {location_name(location)}: {locale.pay(location.pay)}"
            found.append(Item(_with_basis(line, location.pay.basis, location.pay.note)))
    return tuple(found)


def _with_basis(line: str, basis: str | None, note: str | None) -> Inlines:
    return words("; ".join(part for part in (line, basis, note) if part))


def conditions(material: Material) -> Section:
    """Return what a candidate should know before applying."""
    opening = material.opening
    found: list[Item] = []
    labeled = (("Visa", opening.visa), ("Travel", opening.travel), ("On call", opening.on_call))
    for label, text in labeled:
        if text:
            found.append(Item(words(Run(f"{label}: ", bold=True), sentence(inlines(text))), place=text.place))
    if opening.driving and opening.driving.required:
        reason = opening.driving.reason
        found.append(Item(_labeled("Driving", "a driver’s license is needed", reason)))
    if opening.background_check and opening.background_check.required:
        law = opening.background_check.law
        found.append(Item(_labeled("Background check", "required", inlines(f"under {law}") if law else None)))
    if opening.vacancy_exists is not None:
        said = f"This posting is {'' if opening.vacancy_exists else 'not '}for a vacancy that exists now."
        found.append(Item(words(said), place=opening.place_of("vacancy_exists")))
    return Section("conditions", words("Good to know"), (Bullets(tuple(found)),) if found else ())


def _labeled(label: str, said: str, more: Prose | Inlines | None) -> Inlines:
    if more is None:
        return words(Run(f"{label}: ", bold=True), f"{said}.")
    detail = inlines(more) if isinstance(more, str) else more
    return words(Run(f"{label}: ", bold=True), f"{said}, ", sentence(detail))


def process(material: Material) -> Section:
    """Return the interview stages as candidates meet them."""
    plan = stages(material)
    lead: Inlines = ()
    if plan:
        total = sum(stage.minutes for stage in plan)
        steps = counted(len(plan), "conversation").capitalize()
        lead = words(f"{steps}, {total} minutes in all, with the same questions for everyone.")
    lead = words(lead, " " if lead and material.company.ai_use else "", _ai_use(material))
    blocks: list[Block] = [Paragraph(lead)] if lead else []
    if plan:
        blocks.append(Bullets(tuple(_stage(material, stage) for stage in plan), ordered=True))
    return Section("process", words("How we hire"), tuple(blocks))


def _stage(material: Material, stage: Stage) -> Item:
    how = ", ".join(part for part in (f"{stage.minutes} minutes", stage.format, f"with the {stage.by}") if part)
    names = ", ".join(covered(material, stage))
    assessed = f" We look at: {names}." if names else ""
    return Item(words(Run(stage.name, bold=True), f": {how}.{assessed}"), id=stage.id, place=stage.name.place)


def _ai_use(material: Material) -> Inlines:
    use = material.company.ai_use
    if use is None:
        return ()
    if not use.used:
        return words("People decide, not software.")
    said = words("We use software in hiring")
    if use.vendor:
        said = words(said, " (", inlines(use.vendor), ")")
    if use.where:
        said = words(said, " ", inlines(use.where))
    said = words(said, ".")
    if use.notice_url:
        said = words(said, " Read the notice at ", Run(use.notice_url, link=use.notice_url), ".")
    return said


def apply(material: Material) -> Section:
    """Return how to apply, and whom to ask for adjustments."""
    company, opening = material.company, material.opening
    address = _address(material)
    by = f" by {material.locale.day(opening.deadline)}" if opening.deadline else ""
    line = words("Apply ", address, f"{by}.")
    if opening.rolling:
        line = words(line, " We read applications as they come.")
    if opening.apply and opening.apply.direct:
        line = words(line, " No account is needed.")
    contact = company.accommodation.contact if company.accommodation else None
    channel = company.accommodation.channel if company.accommodation else None
    adjust = words(
        "If you need an adjustment at any step, ask ",
        needed(contact, "company.accommodation.contact"),
        f" ({channel})" if channel else "",
        ". Asking counts against nobody.",
    )
    return Section("apply", words("How to apply"), (Paragraph(line), Paragraph(adjust)))


def _address(material: Material) -> Inlines:
    apply = material.opening.apply
    base, requisition = material.company.apply_base_url, material.opening.requisition
    if apply is None:
        if base and requisition:
            url = f"{base.rstrip('/')}/{requisition}"
            return words("at ", Run(url, link=url))
        return words("at ", absent("opening.apply"))
    parts: list[Inlines] = []
    if apply.url:
        parts.append(words("at ", Run(apply.url, link=apply.url)))
    if apply.email:
        parts.append(words("by e-mail to ", Run(apply.email, link=f"mailto:{apply.email}")))
    return parts[0] if len(parts) == 1 else words(parts[0], " or ", parts[1])


def about(material: Material) -> Section:
    """Return what the company says of itself."""
    company = material.company
    blocks: list[Block] = [paragraph(part) for part in paragraphs(company.about)] if company.about else []
    if company.values:
        blocks.append(Paragraph(words("What we hold to:"), style="label"))
        blocks.append(Bullets(tuple(item(text) for text in company.values)))
    return Section("about", words("About ", needed(company.name, "company.name")), tuple(blocks))


def legal(material: Material) -> Section:
    """Return the equal-opportunity statement."""
    company = material.company
    name = needed(company.name, "company.name")
    if company.eeo_text:
        blocks = [paragraph(part) for part in paragraphs(company.eeo_text)]
    else:
        said = (
            " is an equal opportunity employer. Applicants are considered without regard to age, color, disability, "
            "national origin, race, religion, sex, or any other characteristic that the law protects."
        )
        blocks = [Paragraph(words(name, said))]
    if company.federal_contractor:
        said = "As a federal contractor, we consider applicants without regard to disability or veteran status."
        blocks.append(Paragraph(words(said)))
    return Section("legal", words("Equal opportunity"), tuple(blocks), attached=True, quiet=True)
