"""The job posting: selected from the role, completed by company and opening, in the order that readers need it."""

from __future__ import annotations

from dataclasses import replace

from jdgen.documents import selection, statements, terms
from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, absent, needed
from jdgen.documents.once import once
from jdgen.documents.role_parts import duty_list, essential_note
from jdgen.documents.tree import (
    Block,
    Break,
    Bullets,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inlines,
    Paragraph,
    Run,
    Section,
)
from jdgen.documents.vacancy import vacancy
from jdgen.documents.wording import (
    at_foot,
    at_head,
    contract,
    dotted,
    item,
    kept,
    listed,
    location_name,
    mode,
    paragraph,
    record,
    sentence,
    span,
    version,
    where,
    words,
)
from jdgen.errors import Place
from jdgen.model.jurisdictions import name_of, places_named
from jdgen.model.profile import Profile
from jdgen.model.text import Prose

INTERNAL = "Internal"
"""The mark of a posting for people who work at the company, under its title and on each of its pages."""


def posting(material: Material, profile: Profile) -> Document:
    """Return the posting of an opening; a section that has nothing to say is not there."""
    company, opening = material.company, material.opening
    facts = record(material)
    if material.internal:
        # Nothing of it is for job boards.
        facts = replace(facts, variant=("internal",))
    else:
        facts = replace(facts, vacancy=vacancy(material, profile))
    # defense posting.internal: an internal posting says that it is one
    mark = INTERNAL if material.internal else ""
    parts = (
        _facts(material),
        _why(material, profile),
        _duties(profile),
        _success(profile),
        _must(profile),
        _nice(profile),
        terms.offer(material),
        terms.conditions(material),
        terms.process(material),
        kept(terms.apply(material)),
        # Who works there knows the company.
        *(() if material.internal else (kept(terms.about(material)),)),
        statements.legal(material),
    )
    return Document(
        kind="posting",
        language=material.locale.tag,
        title=inlines(material.title or ""),
        subtitle=_subtitle(material),
        sections=tuple(part for part in parts if part.blocks),
        header=dotted([at_head(material, material.title or ""), mark]),
        footer=dotted([mark, at_foot(material), opening.requisition or "", version(facts.content)]),
        author=str(company.name or ""),
        subject="Job posting",
        date=material.date,
        record=facts,
    )


def _subtitle(material: Material) -> Inlines:
    company, opening = material.company, material.opening
    place = inlines(where(opening))
    if not opening.locations and opening.mode != "remote":
        place = (absent("opening.locations"),)
    parts = [needed(company.name, "company.name"), place, needed(mode(opening) or None, "opening.mode")]
    parts += [inlines(INTERNAL)] if material.internal else []
    joined: Inlines = ()
    for part in parts:
        if part:
            joined = (*joined, Run(" · "), *part) if joined else part
    return joined


def _facts(material: Material) -> Section:
    opening, locale = material.opening, material.locale
    start = opening.start
    readers = f"People who work at {material.company.name or 'the company'}" if material.internal else ""
    found = (
        ("Open to", inlines(readers), None),
        ("Pay", _pay_line(material), opening.place_of("pay")),
        ("On target", inlines(terms.on_target(material)), opening.place_of("on_target")),
        ("Contract", needed(contract(opening) or None, "opening.employment_type"), opening.place_of("employment_type")),
        ("Hours", inlines(opening.hours or ""), opening.place_of("hours")),
        ("Duration", inlines(opening.duration or ""), opening.place_of("duration")),
        ("Team", inlines(opening.team or ""), opening.place_of("team")),
        ("Reports to", inlines(opening.manager or ""), opening.place_of("manager")),
        ("Start", inlines(start if isinstance(start, str) else locale.day(start) if start else ""), None),
        ("Apply by", inlines(_deadline(material)), _deadline_place(material)),
        ("Openings", inlines(str(opening.openings or "")), opening.place_of("openings")),
        ("Languages", inlines(listed(opening.languages) if opening.languages else ""), opening.place_of("languages")),
        ("Hires in", inlines(", ".join(map(_spoken, opening.hires_in))), opening.place_of("hires_in")),
        ("Requisition", inlines(opening.requisition or ""), opening.place_of("requisition")),
    )
    facts = tuple(Fact(label, value, place, wide=Break() in value) for label, value, place in found if value)
    return Section("facts", (), (Facts(facts),) if facts else ())


def _pay_line(material: Material) -> Inlines:
    """Return the pay, and that of each place where it differs."""
    opening, locale = material.opening, material.locale
    lines = [locale.pay(opening.pay)] if opening.pay else []
    lines += [f"{location_name(place)}: {locale.pay(place.pay)}" for place in opening.locations if place.pay]
    if not lines and opening.commission and not opening.on_target:
        lines.append("Commission")
    return inlines("\n".join(lines))


def _deadline(material: Material) -> str:
    if material.deadline:
        return material.locale.day(material.deadline)
    return "Open until filled" if material.rolling else ""


def _deadline_place(material: Material) -> Place | None:
    opening = material.opening
    own = opening.internal.place_of("deadline") if material.internal and opening.internal else None
    return own or opening.place_of("deadline")


def _spoken(place: str) -> str:
    """Return what a place is called if it was named by its id, such as `US-CO` or `CO`; else as it was typed."""
    found = places_named(place)
    if len(found) == 1 and f"-{found[0]}".casefold().endswith(f"-{place}".casefold()):
        return name_of(found[0])
    return place


def _why(material: Material, profile: Profile) -> Section:
    # The opening's own reason says it better than what is true of the role everywhere.
    return _reason(material.opening.reason or profile.role.summary)


@once
def _reason(said: Prose) -> Section:
    texts = paragraphs(said)
    return Section("why", words("Why this role exists"), tuple(paragraph(text) for text in texts))


@once
def _duties(profile: Profile) -> Section:
    chosen = selection.duties(profile)
    note = essential_note(chosen)
    blocks: list[Block] = [duty_list(chosen)]
    if note:
        blocks.append(Paragraph(words(note), style="small"))
    return Section("duties", words("What you will do"), tuple(blocks))


@once
def _success(profile: Profile) -> Section:
    columns = tuple(Column(f"After {span}", (paragraph(text),)) for span, text in profile.role.success.items())
    return Section("success", words("What success looks like"), (Columns(columns),) if columns else ())


@once
def _must(profile: Profile) -> Section:
    entries = tuple(item(r.text, r.id) for r in selection.musts(profile))
    return Section("must", words("Must have"), (Bullets(entries),) if entries else ())


@once
def _nice(profile: Profile) -> Section:
    entries = tuple(item(r.text, r.id) for r in selection.nice(profile))
    background = _background(profile)
    blocks: list[Block] = [Bullets(entries)] if entries else []
    if background:
        blocks.append(Paragraph(words(Run("Usual background: ", bold=True), background)))
    return Section("nice", words("Nice to have, not required to apply"), tuple(blocks))


def _background(profile: Profile) -> Inlines:
    role = profile.role
    found: Inlines = sentence(inlines(role.education)) if role.education else ()
    if role.years:
        found = words(found, " " if found else "", f"{span(role.years)} of experience.".capitalize())
    for other in role.alternatives:
        way = words(inlines(other.education), f": {span(other.years)}" if other.years else "")
        found = words(found, " " if found else "", sentence(way))
    return found
