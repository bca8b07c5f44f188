"""The values that templates for postings print."""

from __future__ import annotations

from jdgen.documents import selection
from jdgen.documents.contract_shared import Data, company, opening, role, stage
from jdgen.documents.contract_words import items, lines, links, marked, part, prose, said, sentences, typed
from jdgen.documents.material import Material
from jdgen.documents.terms import adjustment
from jdgen.documents.tree import Columns, Document, Facts, Paragraph, Section
from jdgen.documents.wording import stages
from jdgen.model.profile import Profile

_LABELED = {
    "hours": "Hours", "duration": "Duration", "start": "Start", "apply_by": "Apply by", "languages": "Languages",
    "hires_in": "Hires in",
}  # fmt: skip
"""The values that the facts of a posting already say in words, with their labels."""
ESSENTIAL_NOTE, BACKGROUND = "essential-note", "background"


def values(material: Material, document: Document) -> Data:
    """Return the values of a posting."""
    profile = material.profile
    if profile is None:
        raise ValueError("a posting needs a role")
    sections = {name: part(document, name) for name in ("duties", "must", "nice", "apply")}
    benefits = lines(map(typed, material.company.benefits))
    facts = [fact for block in part(document, "facts").blocks if isinstance(block, Facts) for fact in block.facts]
    known = {fact.label: said(fact.inlines) for fact in facts}
    return {
        "posting": _posting(material, document),
        "company": _company(material, benefits),
        "opening": _opening(material, known),
        "role": role(profile),
        "pay": _pay(material, known),
        "apply": _apply(material, sections["apply"]),
        "facts": [{"label": fact.label, "value": marked(fact.inlines)} for fact in facts],
        "why": "\n".join(sentences(part(document, "why"))),
        "duties": _duties(profile, sections["duties"]),
        "success": _success(profile, part(document, "success")),
        "must_have": _listed(sections["must"]),
        "nice_to_have": [{**entry, "remark": False} for entry in _listed(sections["nice"])]
        + _remarks(sections["nice"], BACKGROUND),
        "background": _background(sections["nice"]),
        "benefits": benefits,
        **{name: sentences(part(document, name)) for name in ("offer", "conditions", "process", "about", "legal")},
        "stages": _stages(material, part(document, "process")),
    }


def _posting(material: Material, document: Document) -> Data:
    posted = material.opening.posted
    return {
        "title": said(document.title),
        "subtitle": said(document.subtitle),
        "date": material.locale.day(document.date),
        "posted": material.locale.day(posted) if posted else None,
        "language": document.language,
        "internal": material.internal,
        "header": document.header,
        "footer": document.footer,
        "version": document.record.content,
    }


def _company(material: Material, benefits: list[str]) -> Data:
    held = material.company
    return {
        **company(material),
        "legal_name": typed(held.legal_name),
        "url": typed(held.url),
        "values": lines(map(typed, held.values)),
        "benefits": benefits,
    }


def _opening(material: Material, facts: dict[str, str | None]) -> Data:
    held = material.opening
    return {
        **opening(material),
        **{name: facts.get(label) for name, label in _LABELED.items()},
        "deadline": material.locale.day(material.deadline) if material.deadline else None,
        "rolling": material.rolling,
        "openings": held.openings,
        "reason": prose(held.reason),
        "visa": typed(held.visa),
        "travel": typed(held.travel),
        "on_call": typed(held.on_call),
    }


def _pay(material: Material, facts: dict[str, str | None]) -> Data:
    held, locale = material.opening, material.locale
    pay = held.pay
    ends = (pay.min, pay.max) if pay else (None, None)
    cents = any(amount % 1 for amount in ends if amount is not None)
    low, high = (
        locale.amount(end, pay.currency, cents=cents) if pay and end is not None else None for end in ends
    )
    return {
        "text": facts.get("Pay"),
        "min": low,
        "max": high,
        "currency": typed(pay.currency) if pay else None,
        "per": pay.per if pay else None,
        "basis": typed(pay.basis) if pay else None,
        "note": typed(pay.note) if pay else None,
        "on_target": facts.get("On target"),
        "bonus": typed(held.bonus),
        "equity": typed(held.equity),
        "commission": typed(held.commission),
    }


def _apply(material: Material, section: Section) -> Data:
    first, *_ = (block.inlines for block in section.blocks if isinstance(block, Paragraph))
    ways = list(links(first))
    held = material.company.accommodation
    mail = next((way.removeprefix("mailto:") for way in ways if way.startswith("mailto:")), None)
    return {
        "text": "\n".join(sentences(section)),
        "how": said(first),
        "url": next((way for way in ways if not way.startswith("mailto:")), None),
        "email": mail,
        "adjustments_contact": typed(held.contact if held else None),
        "adjustments": said(adjustment(material)),
    }


def _listed(section: Section) -> list[Data]:
    """Return the entries of a section's list, with the names they have in the role."""
    return [{"text": marked(item.inlines), "id": item.id} for item in items(section)]


def _remarks(section: Section, name: str) -> list[Data]:
    """Return the paragraphs of a section as entries, so that whoever prints its list loses no sentence."""
    found = [block.inlines for block in section.blocks if isinstance(block, Paragraph)]
    return [{"text": marked(text), "id": name, "remark": True} for text in found]


def _duties(profile: Profile, section: Section) -> list[Data]:
    essential = {str(duty.id) for duty in selection.duties(profile) if duty.essential}
    found = [{**entry, "remark": False} for entry in _listed(section)] + _remarks(section, ESSENTIAL_NOTE)
    return [{**entry, "essential": entry["id"] in essential} for entry in found]


def _success(profile: Profile, section: Section) -> list[Data]:
    columns = [column for block in section.blocks if isinstance(block, Columns) for column in block.columns]
    return [
        {"label": column.label, "after": str(after), "text": "\n".join(sentences(Section("", (), column.blocks)))}
        for after, column in zip(profile.role.success, columns, strict=True)
    ]


def _background(section: Section) -> str | None:
    """Return the usual background without its label."""
    found = [block.inlines for block in section.blocks if isinstance(block, Paragraph)]
    return said(found[0][1:]) if found else None


def _stages(material: Material, section: Section) -> list[Data]:
    return [
        {**stage(material, held), "text": marked(item.inlines)}
        for held, item in zip(stages(material), items(section), strict=True)
    ]
