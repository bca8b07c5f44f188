"""The kinds of input files: their models, and what a file looks like that was given as another kind."""

from __future__ import annotations

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.source import Mapping
from jdgen.model.base import Entity
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.family import Family
from jdgen.model.opening import Opening
from jdgen.model.role import Role

MODELS: dict[str, type[Entity]] = {
    "role": Role, "family": Family, "company": Company, "opening": Opening, "candidate": Candidate,
}  # fmt: skip
_ENOUGH = 3
_GIVEN = {
    "role": ("a role profile", "give it as ROLE, without an option"),
    "family": ("a family file", "a role names its folder in `family`"),
    "company": ("a company file", "give it as `--company`"),
    "opening": ("an opening file", "give it as `--opening`"),
    "candidate": ("a candidate file", "give it as `--candidate`"),
}


def of_kind(tree: Mapping, kind: str) -> Mapping:
    """Return the tree; raise InputError if it is a file of another kind."""
    other = other_kind(tree, kind)
    if other:
        raise InputError(other)
    return tree


def other_kind(tree: Mapping, kind: str) -> Problem | None:
    """Return one problem for a file of another kind, in place of an unknown key for nearly each of its lines."""
    keys = set(tree.entries)
    mine = keys & set(MODELS[kind].model_fields)
    found = {other: (keys - mine) & set(model.model_fields) for other, model in MODELS.items() if other != kind}
    likely = max(found, key=lambda other: len(found[other]))
    # What both kinds have tells nothing.
    only_mine = mine - set(MODELS[likely].model_fields)
    if len(found[likely]) < _ENOUGH or len(found[likely]) <= len(only_mine):
        return None
    name, hint = _GIVEN[likely]
    return Problem(f"this looks like {name}", Place(tree.place.source), hint)
