"""What the employer offers and asks around the work: pay, conditions, hiring steps, how to apply, who they are."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, absent, needed
from jdgen.documents.tree import Block, Bullets, Inlines, Item, Paragraph, Run, Section
from jdgen.documents.wording import (
    counted,
    covered,
    item,
    listed,
    location_name,
    paragraph,
    sentence,
    stages,
    words,
)
from jdgen.model.text import Prose


def offer(material: Material) -> Section:
    """Return pay, what comes beside it, and benefits."""
    company, opening = material.company, material.opening
    blocks: list[Block] = []
    pay = _pay_items(material)
    beside = [text for text in (opening.bonus, opening.equity, opening.commission) if text]
    extra = tuple(item(text) for text in (*beside, *company.other_compensation))
    if pay or extra:
        blocks.append(Bullets((*pay, *extra)))
    if company.benefits:
        benefits = Bullets(tuple(item(text) for text in company.benefits))
        blocks.append(Section("benefits", words("Benefits"), (benefits,), level=2))
    title = "Pay and benefits" if company.benefits else "Pay"
    return Section("offer", words(title if pay or extra else "Benefits"), tuple(blocks))


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
    blocks: list[Block] = []
    plan = stages(material)
    if plan:
        total = sum(stage.minutes for stage in plan)
        steps = counted(len(plan), "conversation").capitalize()
        said = f"{steps}, {total} minutes in all. Every candidate is asked the same questions."
        blocks.append(Paragraph(words(said)))
    items: list[Item] = []
    for stage in plan:
        how = ", ".join(part for part in (f"{stage.minutes} minutes", stage.format, f"with the {stage.by}") if part)
        names = covered(material, stage)
        assessed = f" What we look at: {listed(names)}." if names else ""
        line = words(Run(stage.name, bold=True), f": {how}.{assessed}")
        items.append(Item(line, id=stage.id, place=stage.name.place))
    if items:
        blocks.append(Bullets(tuple(items), ordered=True))
    blocks.extend(_ai_use(material))
    return Section("process", words("How we hire"), tuple(blocks))


def _ai_use(material: Material) -> Iterator[Paragraph]:
    use = material.company.ai_use
    if use is None:
        return
    if not use.used:
        yield Paragraph(words("No software screens, scores or selects candidates; people do."))
        return
    parts: Inlines = words("We use software in hiring")
    if use.where:
        parts = words(parts, " ", inlines(use.where))
    if use.vendor:
        parts = words(parts, ", made by ", inlines(use.vendor))
    parts = words(parts, ".")
    if use.notice_url:
        parts = words(parts, " Read the notice at ", Run(use.notice_url, link=use.notice_url), ".")
    yield Paragraph(parts, place=material.company.place_of("ai_use"))


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
        ". Asking does not affect the decision.",
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
    return Section("legal", words("Equal opportunity"), tuple(blocks), quiet=True)
