"""An invented company, opening and candidate, with every field that documents print: what templates are tried with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jdgen import resources
from jdgen.documents.locale import locale
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Kind
from jdgen.inputs.gather import Demand, Sources, gather

ROLE = "senior-software-engineer"
"""The built-in role of the sample."""
DAY = date(2026, 11, 20)
"""The day that is printed, the same on every machine."""
_CANDIDATE = "Noor Haddad"


def material(kind: Kind) -> Material:
    """Return the material of a sample document; a kit has a candidate, and the letter is one that may be sent."""
    folder = resources.templates() / "sample"
    candidate = folder / "candidate.yaml" if kind == "letter" else None
    sources = Sources(
        role=ROLE,
        company=folder / "company.yaml",
        opening=folder / "opening.yaml",
        candidate=candidate,
        letter=Correspondence(mode="final"),
    )
    made = gather(sources, DAY, locale("en-US"), Demand(role=True, letter=kind == "letter", outlines=kind == "guide"))
    return replace(made, kit=replace(made.kit, candidate=_CANDIDATE)) if kind == "rubric" else made
