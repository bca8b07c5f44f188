"""The posting of a role as its readers would meet it, and what is found in its words, its structure and by law."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jdgen.audit.report import Found, Seen
from jdgen.checks.language import language
from jdgen.checks.law import told
from jdgen.checks.structure import structure
from jdgen.documents.law import touches
from jdgen.documents.material import Material, missing
from jdgen.documents.reading import Reading, reading
from jdgen.errors import Place, Problem
from jdgen.inputs.gather import Sources
from jdgen.model.company import Size
from jdgen.model.profile import Profile
from jdgen.model.text import Text
from jdgen.pipeline import compose, page_for

if TYPE_CHECKING:
    from jdgen.audit.roles import Examination

GROUPS = frozenset({"structure", "language", "law"})
"""The families of rules that look at a posting as its readers meet it."""


_SAME = {
    "pay.unstated": frozenset(("pay.range", "pay.stated")),
    "deadline.missing": frozenset(("deadline",)),
    "benefits.missing": frozenset(("benefits",)),
    "accommodation.missing": frozenset(("accommodation",)),
}
"""By rule of structure on what is missing, what a law asks for in the same way."""


def seen(request: Examination, sources: Sources, material: Material, profile: Profile) -> Seen:
    """Return the posting that a material makes, for the places that are asked about; it may lack required fields."""
    material = supposed(material, request.hires_in, request.employees)
    document = compose("posting", material)
    company = str(material.company.name or "")
    places = tuple(dict.fromkeys(touch.code for touch in touches(material.opening)))
    whole = bool(sources.opening and sources.company)
    place = Place(sources.opening.as_posix()) if sources.opening else _home(profile)
    words = reading(document, place=place, company=company, places=places, whole=whole)
    return Seen(_without_gaps(words, material), document, page=page_for(material, "posting"))


def findings(request: Examination, sources: Sources, material: Material, posting: Seen) -> Found:
    """Return what is found in the posting of a material; what has no place of its own is said of the reading's."""
    by_law: list[tuple[str, Problem]] = []
    if sources.opening or request.hires_in:
        files = {root: Place(file.as_posix()) for root, file in sources.files.items() if file}
        asked = supposed(material, request.hires_in, request.employees)
        by_law = list(told(_moved(asked) if request.hires_in else asked, posting.reading, files, request.laws))
    return together(posting.reading, by_law)


def together(words: Reading, by_law: list[tuple[str, Problem]]) -> Found:
    """Return what is found in a posting with what laws ask of it, and which of it is missing by both."""

    def placed(problem: Problem) -> Problem:
        return problem if problem.place else problem._replace(place=words.place)

    own = list(map(placed, structure(words)))
    asked = [(key, placed(problem)) for key, problem in by_law]
    doubles = tuple((one, law) for one in own for key, law in asked if key in _SAME.get(one.rule, ()))
    return Found([*own, *map(placed, language(words)), *(law for _, law in asked)], doubles)


def supposed(material: Material, hires_in: tuple[str, ...], employees: int | None) -> Material:
    """Return the material as if the opening hired in the places, and the company had as many employees."""
    opening, company = material.opening, material.company
    if hires_in:
        opening = opening.model_copy(update={"hires_in": tuple(map(Text, hires_in))})
    if employees is not None:
        company = company.model_copy(update={"size": Size(total=employees)})
    return replace(material, opening=opening, company=company)


def _moved(material: Material) -> Material:
    """Return the material without the places of its opening, whose law is not asked for; their pay stays."""
    opening = material.opening
    pay = opening.pay or next((location.pay for location in opening.locations if location.pay), None)
    return replace(material, opening=opening.model_copy(update={"locations": (), "pay": pay}))


def _home(profile: Profile) -> Place | None:
    place = profile.role.title.place
    return Place(place.source) if place else None


def _without_gaps(words: Reading, material: Material) -> Reading:
    """Return the reading without the passages that show a missing field: that it lacks has a rule of its own."""
    signs = tuple(f"[[{path}]]" for path in missing(material, "posting"))
    kept = tuple(passage for passage in words.passages if not any(sign in passage.text for sign in signs))
    return replace(words, passages=kept)
