"""Values that templates for postings and for interview kits share."""

from __future__ import annotations

from jdgen.documents.contract_words import prose, typed
from jdgen.documents.material import Material
from jdgen.documents.wording import contract, covered, mode, where
from jdgen.model.family import Stage
from jdgen.model.profile import Profile

Data = dict[str, object]


def role(profile: Profile) -> Data:
    """Return what the role says of itself."""
    return {
        "title": typed(profile.role.title),
        "id": profile.id,
        "family": typed(profile.family.family),
        "summary": typed(profile.role.summary),
    }


def company(material: Material) -> Data:
    """Return what both documents say of the company."""
    return {"name": typed(material.company.name), "about": prose(material.company.about)}


def opening(material: Material) -> Data:
    """Return what both documents say of the requisition."""
    held = material.opening
    return {
        "requisition": typed(held.requisition),
        "team": typed(held.team),
        "manager": typed(held.manager),
        "hiring_manager": typed(held.hiring_manager),
        "location": where(held) or None,
        "mode": mode(held) or None,
        **{name: held.mode == name for name in ("remote", "hybrid", "onsite")},
        "contract": contract(held) or None,
    }


def stage(material: Material, held: Stage) -> Data:
    """Return what both documents say of a stage."""
    return {
        "id": str(held.id),
        "name": typed(held.name),
        "minutes": held.minutes,
        "by": typed(held.by),
        "format": typed(held.format),
        "competencies": covered(material, held),
    }
