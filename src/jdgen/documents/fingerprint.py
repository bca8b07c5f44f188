"""The content hash: which state of a role and an opening a document was made from."""

from __future__ import annotations

from hashlib import sha256

from jdgen.documents.material import Material
from jdgen.model.opening import Opening

_LENGTH = 8
_LATER = ("internal", "on_target")
"""Fields of an opening that joined it later: where they are not given, it keeps the hash that it had."""


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
    parts = (profile.role.model_dump_json(), competencies, loop, words, _dumped(material.opening))
    return sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]


def _dumped(opening: Opening) -> str:
    return opening.model_dump_json(exclude={name for name in _LATER if getattr(opening, name) is None})
