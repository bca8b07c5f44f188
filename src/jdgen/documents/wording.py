"""Words that several documents share: lists, places, modes, contracts, stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jdgen.documents.facts import PayFact, PlaceFact, Record
from jdgen.documents.fingerprint import fingerprint
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material
from jdgen.documents.tree import Inlines, Item, Paragraph, Run, Section, plain, words_of
from jdgen.model.family import Stage
from jdgen.model.opening import Location, Opening
from jdgen.model.pay import Pay
from jdgen.model.places import place_name
from jdgen.model.profile import Profile
from jdgen.model.role import Years
from jdgen.model.text import Prose, Text

DOT = " · "
MOST_KEPT = 120
"""How many words a part may have that stays together on a page; a longer one would leave too much of a page empty."""
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CLOSING = (".", "!", "?", "…", "。", "！", "？")
_MODES = {"onsite": "On site", "hybrid": "Hybrid", "remote": "Remote"}


def words(*parts: str | Inlines | Run) -> Inlines:
    """Return parts joined into inlines: a plain str is our own wording, a Text or Prose is read by its type."""
    joined: list[object] = []
    for part in parts:
        if isinstance(part, str):
            joined.extend(inlines(part))
        elif isinstance(part, Run):
            joined.append(part)
        else:
            joined.extend(part)
    return tuple(joined)  # type: ignore[arg-type]  # each branch adds inlines


def paragraph(value: Prose) -> Paragraph:
    """Return a prose as a paragraph that knows where it was written."""
    return Paragraph(inlines(value), place=value.place)


def item(value: Text, identity: str = "") -> Item:
    """Return a text as a list entry that knows where it was written."""
    return Item(inlines(value), id=identity, place=value.place)


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`; parts that hold an `and` or a comma are divided by semicolons."""
    *first, last = parts
    if first and any(" and " in part or "," in part for part in parts):
        return "; ".join(parts)
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str) -> str:
    """Return `one year`, `seven years`, `12 years`."""
    return f"{in_words(number)} {noun}" + ("" if number == 1 else "s")


def in_words(number: int) -> str:
    """Return `seven`, and digits above ten."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def sentence(text: Inlines) -> Inlines:
    """Return the text with a period where it has no closing sign of its own, also inside closing quotes."""
    last = text[-1] if text else None
    if isinstance(last, Run) and not last.text.rstrip().rstrip("\"'”’»）)」』").endswith(_CLOSING):
        return (*text, Run("."))
    return text


def span(years: Years) -> str:
    """Return `5 to 8 years`, `up to 2 years`, `up to one year`, `one year or more`, `three years`."""
    if years.max is None:
        return f"{counted(years.min, 'year')} or more"
    if not years.min and years.max:
        # The end of a range is a digit, as in `1 to 2 years`.
        return "up to one year" if years.max == 1 else f"up to {years.max} years"
    if years.max == years.min:
        return counted(years.min, "year")
    return f"{years.min} to {years.max} years"


def location_name(location: Location) -> str:
    """Return `Denver, CO` or, where nothing finer is given, the country."""
    parts = [part for part in (location.locality, location.region) if part]
    return ", ".join(parts) or place_name(location.country)


def address_line(locality: str, region: str, country: str) -> str:
    """Return a place as feeds name it: `Denver, CO` in the United States, `London, United Kingdom` elsewhere."""
    here = country == "US" and locality and region
    last = region if here else place_name(country)
    return ", ".join(filter(None, (locality or region, last)))


def where(opening: Opening) -> str:
    """Return the places of work, such as `Denver, CO / Austin, TX`; empty for work without one."""
    return " / ".join(location_name(location) for location in opening.locations)


def mode(opening: Opening) -> str:
    """Return the mode of work, such as `Hybrid, 3 days a week on site`; empty if it is not given."""
    if opening.mode is None:
        return ""
    if opening.mode == "hybrid" and opening.days_onsite:
        return f"Hybrid, {opening.days_onsite} day{'' if opening.days_onsite == 1 else 's'} a week on site"
    return _MODES[opening.mode]


def contract(opening: Opening) -> str:
    """Return the contract, such as `Full-time or temporary`; empty if it is not given."""
    return " or ".join(opening.employment_type).capitalize()


def stages(material: Material) -> tuple[Stage, ...]:
    """Return the interview loop: the opening's own, or the family's."""
    interview = material.opening.interview
    if interview and interview.loop:
        return interview.loop
    return material.profile.family.loop if material.profile else ()


def covered(material: Material, stage: Stage, rank: str = "") -> list[str]:
    """Return the names of the competencies that count and that a stage assesses: first those of the first look.

    Among these the heaviest come first. A rank, `primary` or `second`, asks for those of that look alone.
    """
    return covered_by(material.profile, stage, rank) if material.profile else []


def covered_by(profile: Profile, stage: Stage, rank: str = "") -> list[str]:
    """Return what a stage assesses of a role, as above."""
    competencies, covers = profile.family.competencies, stage.covers
    found = [key for key in profile.weighted if key in covers and rank in ("", covers[key])]
    return [str(competencies[key].name) for key in sorted(found, key=lambda key: covers[key] != "primary")]


def first_capital(text: str) -> str:
    """Return the text with a capital at its beginning; the rest stays as it is, and so does a name such as iOS."""
    first = text[:1].upper()
    # the capitals of a ligature are several letters, and no longer what was typed
    return text if text[1:2].isupper() or len(first) > 1 else first + text[1:]


def record(material: Material) -> Record:
    """Return the typed facts of the material."""
    opening, target = material.opening, material.candidate.target
    company = material.company.name or (target.company if target else None)
    return Record(
        role=material.profile.id if material.profile else str(material.title or ""),
        title=str(material.title or ""),
        company=str(company or ""),
        requisition=str(opening.requisition or ""),
        mode=opening.mode or "",
        employment_types=tuple(opening.employment_type),
        pay=_pay_fact(opening.pay),
        places=tuple(_place_fact(location) for location in opening.locations),
        posted=opening.posted,
        deadline=opening.deadline,
        content=fingerprint(material),
    )


def _pay_fact(pay: Pay | None) -> PayFact | None:
    return PayFact(pay.min, pay.max, str(pay.currency), pay.per, pay.open_ended) if pay else None


def _place_fact(location: Location) -> PlaceFact:
    locality, region, country = str(location.locality or ""), str(location.region or ""), str(location.country)
    postal, line = str(location.postal or ""), address_line(locality, region, country)
    return PlaceFact(locality, region, postal, country, _pay_fact(location.pay), line)


def kept(section: Section) -> Section:
    """Return the section as one that stays together on a page, where it is short."""
    words_in = sum(len(plain(said).split()) for block in section.blocks for said in words_of(block))
    return replace(section, keep=words_in <= MOST_KEPT)


def version(content: str) -> str:
    """Return a content hash as a footer names it: `Version 5c1f09ab`; empty where there is none."""
    return f"Version {content}" if content else ""


def at_head(material: Material, title: str) -> str:
    """Return what the head of later pages names: the company's own line, or else the title."""
    brand = material.company.brand
    return (brand.header if brand else None) or title


def at_foot(material: Material) -> str:
    """Return what the foot of pages names: the company's own line, or else its name."""
    brand = material.company.brand
    return (brand.footer if brand else None) or material.company.name or ""


def dotted(parts: Iterable[str]) -> str:
    """Return the parts that hold something, with a middle dot between them."""
    return DOT.join(part for part in parts if part)
