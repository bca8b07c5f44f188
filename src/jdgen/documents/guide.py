"""The guide to a role: all that its profile says, for those who think about taking it up or hiring for it."""

from __future__ import annotations

from dataclasses import replace

from jdgen.documents.facts import Record
from jdgen.documents.fingerprint import fingerprint
from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.market import glance, outlook
from jdgen.documents.material import Material
from jdgen.documents.role_parts import (
    certification_list,
    duty_list,
    essential_note,
    role_title,
    text_list,
)
from jdgen.documents.selection import essential_first
from jdgen.documents.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Inlines,
    Item,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.documents.wording import (
    DOT,
    at_foot,
    at_head,
    dotted,
    item,
    kept,
    listed,
    paragraph,
    sentence,
    version,
    words,
)
from jdgen.model.opening import Opening
from jdgen.model.profile import Profile
from jdgen.model.role import Related, Requirement

GROUPS = {
    "experience": "Experience",
    "technical": "Technical knowledge",
    "practice": "Ways of working",
    "collaboration": "Working with others",
    "education": "Education",
}
"""The groups of requirements in the order of the guide, and their headings."""

MOST_BESIDE = 8
"""How many requirements a list may have that stands beside another one; a longer one must find room for a break."""

_TIERS = {"must": "Must have", "nice": "Nice to have"}


def guide(material: Material, profile: Profile) -> Document:
    """Return the guide to a role; what the profile does not give leaves no trace."""
    role, company = profile.role, str(material.company.name or "")
    # The guide is about the role wherever it is filled: an opening does not change it.
    content = fingerprint(replace(material, profile=profile, opening=Opening()))
    parts = (
        glance(material, role),
        _overview(profile),
        _duties(profile),
        _requirements(profile),
        _listed("skills", "Skills", Paragraph(_in_a_line([inlines(s) for s in role.skills]))),
        _success(profile),
        _proficiency(profile),
        kept(_listed("certifications", "Certifications", certification_list(role.certifications))),
        kept(_listed("projects", "Typical projects", text_list(role.projects))),
        outlook(material, role),
        _focus(profile),
        _moves(material, profile),
        _names(profile),
        _questions(profile),
        _related(material, profile),
        _letter(profile),
        _codes(material, profile),
    )
    return Document(
        kind="guide",
        language=material.locale.tag,
        title=inlines(role.title),
        subtitle=_subtitle(material, profile),
        sections=tuple(part for part in parts if part.blocks),
        header=at_head(material, str(role.title)),
        footer=dotted([at_foot(material), version(content)]),
        author=company,
        subject="Role guide",
        date=material.date,
        record=Record(role=profile.id, title=str(role.title), company=company, content=content),
    )


def _subtitle(material: Material, profile: Profile) -> Inlines:
    role, family = profile.role, profile.family
    long = role.title_long if role.title_long != role.title else None
    rungs = [str(rung) for rung in family.ladder]
    where = str(family.family)
    if profile.id in rungs:
        where = f"Rung {rungs.index(profile.id) + 1} of {len(rungs)} on the {family.family} ladder"
    given = (long, material.company.name, role.tier, where)
    return _in_a_line([inlines(part) for part in given if part])


def _in_a_line(parts: list[Inlines]) -> Inlines:
    """Return the parts with a middle dot between them."""
    joined: Inlines = ()
    for part in parts:
        joined = words(joined, DOT, part) if joined else part
    return joined


def _listed(identity: str, title: str, block: Bullets | Paragraph) -> Section:
    """Return a section of one block, without blocks where that holds nothing."""
    filled = block.items if isinstance(block, Bullets) else block.inlines
    return Section(identity, words(title), (block,) if filled else ())


def _overview(profile: Profile) -> Section:
    topics = tuple(
        Section(topic.id, inlines(topic.heading), tuple(paragraph(part) for part in paragraphs(topic.text)), level=2)
        for topic in profile.role.overview
    )
    return Section("overview", words("What the work is like"), topics)


def _duties(profile: Profile) -> Section:
    duties = essential_first(profile.role.duties)
    blocks: list[Block] = [duty_list(duties)]
    note = essential_note(duties)
    if note:
        blocks.append(Paragraph(words(note), style="small"))
    return Section("duties", words("Day to day"), tuple(blocks))


def _requirements(profile: Profile) -> Section:
    groups: dict[str, list[Requirement]] = {group: [] for group in GROUPS}
    for requirement in profile.role.requirements:
        groups[requirement.group].append(requirement)
    parts = tuple(
        Section(f"requirements-{group}", words(GROUPS[group]), _by_tier(held), level=2)
        for group, held in groups.items()
        if held
    )
    return Section("requirements", words("What it takes"), parts)


def _by_tier(requirements: list[Requirement]) -> tuple[Block, ...]:
    """Return what a candidate must have beside what is nice to have; long lists stand below each other."""
    tiers = {
        label: Bullets(tuple(item(r.text, r.id) for r in requirements if r.tier == tier))
        for tier, label in _TIERS.items()
    }
    given = {label: entries for label, entries in tiers.items() if entries.items}
    if all(len(entries.items) <= MOST_BESIDE for entries in given.values()):
        return (Columns(tuple(Column(label, (entries,)) for label, entries in given.items())),)
    return tuple(block for label, entries in given.items() for block in (Paragraph(words(label), "label"), entries))


def _success(profile: Profile) -> Section:
    columns = tuple(Column(f"After {span}", (paragraph(text),)) for span, text in profile.role.success.items())
    return Section("success", words("What success looks like"), (Columns(columns),) if columns else ())


def _proficiency(profile: Profile) -> Section:
    """Return the competencies beside the level that is expected in them, the highest level first."""
    family, expects = profile.family, profile.role.expects
    # Those that count come first, as in the interviews.
    order = tuple(dict.fromkeys((*profile.weighted, *expects)))
    rows = tuple(
        (
            Cell(words(f"{family.proficiency[level - 1]} ({level} of {len(family.proficiency)})")),
            Cell(_in_a_line([inlines(family.competencies[key].name) for key in order if expects[key] == level])),
        )
        for level in sorted(set(expects.values()), reverse=True)
    )
    header = (Cell(words("Level")), Cell(words("Competencies")))
    table = Table("plan", header, rows, widths=(25, 75), row_headers=True)
    return Section("proficiency", words("Expected proficiency"), (table,) if rows else (), keep=True)


def _focus(profile: Profile) -> Section:
    focus = profile.role.focus
    blocks = tuple(paragraph(part) for part in paragraphs(focus)) if focus else ()
    return Section("focus", words("What to focus on"), blocks)


def _moves(material: Material, profile: Profile) -> Section:
    role, advance = profile.role, profile.role.advance
    blocks: list[Block] = []
    if role.next:
        entries = tuple(
            Item(
                words(Run(str(role_title(material, move.to)), bold=True), f" ({move.track}): ", inlines(move.text)),
                place=move.to.place,
            )
            for move in role.next
        )
        blocks.append(Bullets(entries))
    if advance:
        title = words("How to advance to ", inlines(role_title(material, advance.to)))
        if advance.signs:
            blocks.append(Section("advance", title, (text_list(advance.signs),), level=2))
        else:
            said = words("The next rung is ", inlines(role_title(material, advance.to)), ".")
            blocks.append(Paragraph(said, place=advance.to.place))
    return Section("moves", words("Next moves"), tuple(blocks))


def _names(profile: Profile) -> Section:
    role = profile.role
    equivalents = [words(inlines(e.name), " (", inlines(e.scheme), ")") for e in role.equivalents]
    names = _in_a_line([*(inlines(alias) for alias in role.aliases), *equivalents])
    return _listed("names", "Other names for the role", Paragraph(names))


def _questions(profile: Profile) -> Section:
    parts = tuple(
        kept(Section(f"question-{n}", inlines(one.question), tuple(map(paragraph, paragraphs(one.answer))), level=2))
        for n, one in enumerate(profile.role.faq, 1)
    )
    return Section("questions", words("Common questions"), parts)


def _related(material: Material, profile: Profile) -> Section:
    entries = tuple(_near(material, near) for near in profile.role.related)
    return _listed("related", "Related roles", Bullets(entries))


def _near(material: Material, near: Related) -> Item:
    """Return a role nearby: what the entry says itself comes before what the role's own profile says."""
    known = material.outlines.get(str(near.role)) if near.role else None
    title = near.title or (known.title if known else near.role)
    pay = near.pay or (known.pay if known else None)
    summary = near.summary or (known.summary if known else None)
    said = words(Run(str(title), bold=True), f", {material.locale.pay(pay)}" if pay else "")
    if summary:
        said = words(said, ". ", inlines(summary))
    return Item(said, place=title.place if title else None)


def _letter(profile: Profile) -> Section:
    hints, competencies = profile.role.letter, profile.family.competencies
    blocks: list[Block] = []
    if hints and hints.show:
        shown = listed([str(competencies[key].name) for key in hints.show])
        blocks.append(Paragraph(sentence(words(Run("Show above all: ", bold=True), shown))))
    if hints and hints.hint:
        told = words(Run("A story to tell: ", bold=True), inlines(hints.hint))
        blocks.append(Paragraph(told, place=hints.hint.place))
    return Section("letter", words("In a cover letter"), tuple(blocks), keep=True)


def _codes(material: Material, profile: Profile) -> Section:
    codes, meta = profile.role.codes, profile.role.meta
    named = (("O*NET-SOC", codes.onet), ("ESCO", codes.esco), ("ISCO-08", codes.isco)) if codes else ()
    line = _in_a_line([words(f"{scheme} ", inlines(code)) for scheme, code in named if code])
    blocks = [Paragraph(line)] if line else []
    if meta and meta.updated:
        blocks.append(Paragraph(words(f"Last reviewed {material.locale.day(meta.updated)}.")))
    title = words("Classification" if line else "About this guide")
    return Section("codes", title, tuple(blocks), keep=True, attached=True, quiet=True)
