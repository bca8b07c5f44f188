"""The content hash: which state of a role and an opening a document was made from."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from jdgen.documents.material import Material
from jdgen.documents.once import once
from jdgen.model.opening import Opening
from jdgen.model.profile import Profile

if TYPE_CHECKING:
    from hashlib import _Hash

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
    whole = _of_role(profile).copy()
    whole.update(_dumped(material.opening).encode())
    return whole.hexdigest()[:_LENGTH]


@once
def _of_role(profile: Profile) -> _Hash:
    """Return the hash of a role's part, to which an opening adds its own."""
    competencies = "".join(profile.family.competencies[key].model_dump_json() for key in profile.weighted)
    loop = "".join(stage.model_dump_json() for stage in profile.family.loop)
    words = "".join((*profile.family.ratings, *profile.family.proficiency))
    return sha256("\n".join((profile.role.model_dump_json(), competencies, loop, words, "")).encode())


def _dumped(opening: Opening) -> str:
    return opening.model_dump_json(exclude={name for name in _LATER if getattr(opening, name) is None})
