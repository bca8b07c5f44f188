"""The typed facts of a posting that job boards ask for, and what each board format cannot do without."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from jdgen.documents import selection, terms
from jdgen.documents.facts import AreaFact, PlaceFact, Vacancy
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material, missing
from jdgen.documents.once import once
from jdgen.documents.tree import in_one_line, plain
from jdgen.documents.wording import address_line
from jdgen.errors import Problem, printable
from jdgen.model.jurisdictions import MEMBERS, how_to_name, name_of, places_named
from jdgen.model.opening import Opening
from jdgen.model.places import place_name
from jdgen.model.profile import Profile
from jdgen.model.role import Requirement
from jdgen.model.text import Text

REQUIRED: dict[str, tuple[str, ...]] = {
    "jsonld": ("opening.posted",),
    "ats-html": (),
    "indeed-xml": ("opening.requisition", "opening.posted", "opening.apply.url"),
    "linkedin-xml": ("opening.requisition", "opening.apply.url"),
    "jobresume": (),
}
"""The fields that a board format cannot be made without, beside those of the posting."""

_PLACED = frozenset(("jsonld", "indeed-xml", "linkedin-xml"))
"""The formats that must say where the work is done, or where a remote hire may live."""
_LONGEST_TITLE = 200
"""The longest title that LinkedIn takes."""
_CITIES = {"US-CA-LACity": "Los Angeles", "US-NY-NYC": "New York"}
"""Cities that addresses name otherwise than their laws do."""
_WEB = ("https://", "http://")
_SCHEMES = {"indeed-xml": _WEB, "linkedin-xml": ("https://",)}
"""How the address to apply at must begin."""


def vacancy(material: Material, profile: Profile) -> Vacancy:
    """Return what job boards ask of a posting; what it does not say is empty."""
    company, opening = material.company, material.opening
    credentials, months = _schooling(profile)
    duties, musts, skills = _of_role(profile)
    codes, apply = profile.role.codes, opening.apply
    return Vacancy(
        complete=not any((*missing(material, "posting"), *lacking(material, "jsonld"), *_unknown(opening))),
        site=str(company.url or ""),
        legal_name=str(company.legal_name or ""),
        areas=tuple(areas(opening)),
        apply_url=apply_url(material),
        apply_email=str(apply.email or "") if apply else "",
        direct=apply.direct if apply else None,
        valid_through=last_day(opening),
        duties=duties,
        musts=musts,
        skills=skills,
        benefits=_all_said(company.benefits),
        incentives=tuple(_incentives(material)),
        credentials=credentials,
        months=months,
        hours=str(opening.hours or ""),
        start=_said(opening.start) if isinstance(opening.start, str) else opening.start or "",
        openings=opening.openings,
        occupation=str(codes.onet or "") if codes else "",
    )


def lacking(material: Material, name: str) -> Iterator[str]:
    """Yield the paths of what a board format needs and the opening does not say."""
    opening = material.opening
    held = {
        "opening.posted": opening.posted,
        "opening.requisition": opening.requisition,
        "opening.apply.url": apply_url(material),
    }
    yield from (path for path in REQUIRED[name] if not held[path])
    if name in _PLACED and opening.mode == "remote" and not (opening.locations or opening.hires_in):
        yield "opening.hires_in"


def unfit(material: Material, formats: Collection[str]) -> Iterator[Problem]:
    """Yield what the opening says and board formats cannot take."""
    opening = material.opening
    for spoken in _unknown(opening) if not _PLACED.isdisjoint(formats) else ():
        said = f"job boards need a place where a remote hire may live, and `{printable(spoken, 60)}` is no known one"
        several = " or ".join(f"`{code}`" for code in places_named(spoken))
        hint = f"write {several}" if several else how_to_name(spoken)
        yield Problem(said, spoken.place, hint)
    title = material.title or ""
    if "linkedin-xml" in formats and len(title) > _LONGEST_TITLE:
        said = f"the linkedin-xml file takes a title of up to {_LONGEST_TITLE} characters, and this has {len(title)}"
        yield Problem(said, getattr(title, "place", None), "write a shorter one as `title_override` of the opening")
    url = apply_url(material)
    for name, schemes in _SCHEMES.items() if url else ():
        if name in formats and not url.lower().startswith(schemes):
            place = (opening.apply and opening.apply.place_of("url")) or material.company.place_of("apply_base_url")
            said = f"the {name} file needs a page to apply on, not `{printable(url, 60)}`"
            yield Problem(said, place, f"write an address that begins with {schemes[0]}")
            return


def _unknown(opening: Opening) -> list[Text]:
    """Return the names of places for remote hires that mean no place, or two."""
    return [name for name in opening.hires_in if opening.mode == "remote" and len(places_named(name)) != 1]


def expired(material: Material) -> Iterator[Problem]:
    """Yield a notice where the posting would be down before it is up, or is down already."""
    opening = material.opening
    last = last_day(opening)
    for day, what in ((opening.posted, "it is posted"), (material.date, "today")):
        if last and day and last < day:
            field = "valid_through" if opening.valid_through else "deadline"
            said = f"the posting ends on {last.isoformat()}, before {what} ({day.isoformat()}); boards drop it"
            yield Problem(said, opening.place_of(field), f"set a later `{field}`")
            return


def last_day(opening: Opening) -> date | None:
    """Return the last day on which the posting holds; without one of its own, the last day to apply."""
    return opening.valid_through or opening.deadline


def apply_url(material: Material) -> str:
    """Return the address that the posting names to apply at, or an empty text."""
    apply, base, requisition = material.opening.apply, material.company.apply_base_url, material.opening.requisition
    if apply:
        return str(apply.url or "")
    return terms.joined(base, requisition) if base and requisition else ""


def _said(text: str) -> str:
    """Return the words of a text on one line."""
    return in_one_line(plain(inlines(text)))


@once
def _all_said(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(map(_said, texts))


@once
def _of_role(profile: Profile) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the words of the duties, of the must-haves, and of the technical requirements."""
    skills = (one.text for one in _printed(profile) if one.group == "technical")
    duties, musts = selection.duties(profile), selection.musts(profile)
    return tuple(_said(one.text) for one in duties), tuple(_said(one.text) for one in musts), tuple(map(_said, skills))


def _printed(profile: Profile) -> tuple[Requirement, ...]:
    return (*selection.musts(profile), *selection.nice(profile))


def _incentives(material: Material) -> Iterator[str]:
    """Yield what is paid beside the pay, as the posting labels it."""
    opening = material.opening
    if opening.on_target:
        yield f"On-target earnings: {terms.on_target(material)}"
    beside = (("Bonus", opening.bonus), ("Equity", opening.equity), ("Commission", opening.commission))
    yield from (f"{label}: {_said(text)}" for label, text in beside if text)
    yield from map(_said, material.company.other_compensation)


@once
def _schooling(profile: Profile) -> tuple[tuple[str, ...], int]:
    """Return the credentials that are a must, and the months of experience that stand for them.

    Where experience counts as much and nobody says how much of it, naming the credential alone would ask for more than
    the posting does.
    """
    named = [must for must in selection.musts(profile) if must.credential]
    strict = [must.credential for must in named if must.credential and not must.equivalent_experience]
    years = profile.role.years.min if profile.role.years else 0
    if strict or not years:
        return tuple(dict.fromkeys(strict)), 0
    found = tuple(dict.fromkeys(must.credential for must in named if must.credential))
    return found, years * 12 if found else 0


def areas(opening: Opening) -> Iterator[AreaFact]:
    """Yield where a remote hire may live; of names that mean no place or two, none."""
    for name in opening.hires_in:
        found = places_named(name)
        # No board knows an area of several countries.
        codes = sorted(MEMBERS) if found == ("EU",) else found
        yield from map(_area, codes if len(found) == 1 else ())


def _area(code: str) -> AreaFact:
    country, *parts = code.split("-")
    # Google's own examples say `USA`.
    within = "USA" if country == "US" else place_name(country)
    if not parts:
        return AreaFact(code, "Country", within, PlaceFact(country=country, name=place_name(country)))
    region = place_name("-".join((country, parts[0])))
    name = name_of(code) if len(parts) > 1 else ""
    city = "" if name.endswith(" County") else _CITIES.get(code, name)
    line = address_line(city or name, region, country)
    return AreaFact(code, "State", f"{region}, {within}", PlaceFact(city, region, country=country, name=line))
