"""The market of a role: what stands at a glance, and the outlook in full."""

from __future__ import annotations

from collections.abc import Iterable

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material
from jdgen.documents.role_parts import text_list
from jdgen.documents.tree import Block, Break, Column, Columns, Fact, Facts, Inlines, Paragraph, Section
from jdgen.documents.wording import in_words, paragraph, sentence, span, words
from jdgen.model.market import AiImpact, Market
from jdgen.model.pay import Pay
from jdgen.model.role import Alternative, Certification, Role
from jdgen.model.text import Prose


def glance(material: Material, role: Role) -> Section:
    """Return the facts that readers look for first, and why the role exists."""
    market = role.market or Market()
    found = (
        ("Usual education", inlines(role.education or ""), role.education),
        ("Other routes", _routes(role.alternatives), role.alternatives[0].education if role.alternatives else None),
        ("Experience", words(span(role.years).capitalize() if role.years else ""), None),
        ("Pay", _pay(material, role.pay), None),
        ("Certifications", words(_counts(role.certifications)), None),
        ("Employers", words("; ".join(market.employers)), None),
        ("Growth", inlines(market.growth or ""), market.growth),
        (_ahead(market.ai), words(market.ai.effect.capitalize() if market.ai else ""), None),
    )
    facts = tuple(Fact(label, value, source.place if source else None) for label, value, source in found if value)
    lead = tuple(Paragraph(inlines(part), "lead", place=part.place) for part in paragraphs(role.summary))
    return Section("glance", (), (Facts(facts), *lead) if facts else lead)


def _pay(material: Material, pay: Pay | None) -> Inlines:
    """Return pay with how it is set and what it includes; a remark that begins like a sentence is one."""
    said = words(material.locale.pay(pay)) if pay else ()
    for remark in (pay.basis, pay.note) if pay else ():
        if remark:
            said = words(said, "; ", remark) if remark[0].islower() else words(sentence(said), " ", remark)
    return said


def _ahead(ai: AiImpact | None) -> str:
    return f"AI impact (through {ai.horizon})" if ai else ""


def _routes(alternatives: Iterable[Alternative]) -> Inlines:
    lines: Inlines = ()
    for way in alternatives:
        line = words(inlines(way.education), f": {span(way.years)}" if way.years else "")
        lines = (*lines, Break(), *line) if lines else line
    return lines


def _counts(certifications: Iterable[Certification]) -> str:
    """Return how many certificates count how much; the list of them stands further down."""
    tiers = [one.tier for one in certifications]
    known = [f"{in_words(tiers.count(tier))} {tier}" for tier in ("required", "recommended") if tier in tiers]
    return ", ".join(known).capitalize()


def outlook(material: Material, role: Role) -> Section:
    """Return the outlook in short parts."""
    market = role.market or Market()
    blocks: list[Block] = [paragraph(part) for part in paragraphs(market.demand)] if market.demand else []
    blocks.extend(part for part in _parts(material, market) if part.blocks)
    return Section("outlook", words("Outlook"), tuple(blocks))


def _parts(material: Material, market: Market) -> tuple[Section, ...]:
    sectors, ceiling, ai = market.sectors, market.pay_ceiling, market.ai
    named = {"Growing": sectors.growing, "Stable": sectors.stable, "Shrinking": sectors.shrinking} if sectors else {}
    columns = tuple(Column(label, (text_list(held),)) for label, held in named.items() if held)
    top = sentence(_pay(material, ceiling))
    return (
        Section("sectors", words("Demand by sector"), (Columns(columns),) if columns else (), level=2),
        _prose("pay-by-sector", "Pay by sector", market.pay_by_sector),
        Section("pay-ceiling", words("Pay at the top"), (Paragraph(top),) if top else (), level=2),
        _prose("ai", "What AI changes", ai.text if ai else None),
    )


def _prose(identity: str, title: str, text: Prose | None) -> Section:
    return Section(identity, words(title), tuple(paragraph(p) for p in paragraphs(text)) if text else (), level=2)
