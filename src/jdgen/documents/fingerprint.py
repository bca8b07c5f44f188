"""The content hash: which state of a role and an opening a document was made from."""

from __future__ import annotations

from hashlib import sha256

from jdgen.documents.material import Material

_LENGTH = 8


def fingerprint(material: Material) -> str:
    """Return eight hexadecimal digits that change with the role, its competencies and loop, or the opening.

    Posting and interview kit of one state carry the same; empty where there is no role.
    """
    profile = material.profile
    if profile is None:
        return ""
    competencies = "".join(profile.family.competencies[key].model_dump_json() for key in profile.weighted)
    loop = "".join(stage.model_dump_json() for stage in profile.family.loop)
    words = "".join((*profile.family.ratings, *profile.family.proficiency))
    parts = (profile.role.model_dump_json(), competencies, loop, words, material.opening.model_dump_json())
    return sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]
