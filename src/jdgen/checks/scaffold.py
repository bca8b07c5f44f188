"""Finds sample values that a new file began with and that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from jdgen import resources
from jdgen.documents.material import Material
from jdgen.documents.once import Same, once
from jdgen.errors import Place, Problem
from jdgen.model.base import Entity
from jdgen.model.text import Text

FILES = {"company": "company", "opening": "opening", "candidate": "candidate", "role": "profile"}
"""The scaffold of each root."""
DEFAULTS = frozenset((
    "family", "id", "competency", "tier", "group", "track", "credential", "show", "channel", "locality", "region",
    "country", "mode", "employment_type", "currency", "per", "kind", "type", "checked_by", "format",
))  # fmt: skip
"""Keys whose values may stay as a scaffold has them."""
_SHOWN = 8
_OFFERED = re.compile(r"^# (\w+:.*|  .*)$", re.MULTILINE)
"""A key of YAML or what stands below it; the other comments are sentences."""
_BELOW = re.compile(r"\$\w+$", re.MULTILINE)
"""What stands in a form for a value, or for lines, that are filled in."""


@cache
def samples(root: str) -> frozenset[str]:
    """Return the texts of a scaffold that somebody must replace."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.templates() / "new"
    forms = [(folder / f"{FILES[root]}.yaml").read_text(encoding="utf-8")]
    if root == "role":
        forms.append(_uncommented((folder / "extends" / "profile.yaml").read_text(encoding="utf-8")))
    # The rows of a batch begin with samples of their own.
    forms.append(_BELOW.sub("", (folder / "batch.yaml").read_text(encoding="utf-8")))
    *trees, rows = [yaml.load(text, Loader=loader) for text in forms]  # noqa: S506 - both loaders are the safe one
    trees += [row.get(root) for row in rows if root != "role"]
    return frozenset(text for tree in trees for text in _written(tree) if not text.startswith("$"))


def _uncommented(form: str) -> str:
    """Return what a form offers behind comment signs, without the signs."""
    return "\n".join(_OFFERED.findall(form))


def _written(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _written(item)
    elif isinstance(value, dict):
        for key, held in value.items():
            if key not in DEFAULTS:
                yield from _written(held)


def left(material: Material) -> Iterator[Problem]:
    """Yield a notice for each file in which sample values are left."""
    role = material.profile.role if material.profile else None
    found: dict[str, list[tuple[int, str]]] = {}
    for root, entity in {**{root: getattr(material, root) for root in FILES if root != "role"}, "role": role}.items():
        if entity:
            for path, text in _left_of_role(entity) if root == "role" else _left_in(root, entity):
                place = text.place or Place(root)
                found.setdefault(place.source, []).append((place.line, path))
    for source, values in found.items():
        yield Problem(_said(sorted(values, key=lambda value: value[0])), Place(source), rule="scaffold.left")


def _left_in(root: str, entity: Entity) -> Iterator[tuple[str, Text]]:
    """Yield the samples in an object, each with its path; what rows share of it is searched once."""
    known = samples(root)
    for key, held in vars(entity).items():
        if held is None or held == ():
            continue
        if isinstance(held, Text):
            if held in known:
                yield key, held
        elif isinstance(held, (tuple, Entity, Mapping)):
            yield from _left_below(root, key, Same(held))


@once
def _left_of_role(role: Entity) -> tuple[tuple[str, Text], ...]:
    return tuple(_left_in("role", role))


@lru_cache(maxsize=256)
def _left_below(root: str, key: str, held: Same) -> tuple[tuple[str, Text], ...]:
    known = samples(root)
    return tuple((path, text) for path, text in _texts(held.it, key) if text in known)


def _texts(value: object, path: str) -> Iterator[tuple[str, Text]]:
    """Yield each text of the model with its path."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif isinstance(value, (Entity, Mapping)):
        for key, held in value.items() if isinstance(value, Mapping) else value:
            yield from _texts(held, f"{path}.{key}" if path else key)


def _said(values: list[tuple[int, str]]) -> str:
    shown = [f"`{path}` (line {line})" if line else f"`{path}`" for line, path in values[:_SHOWN]]
    more = len(values) - len(shown)
    if more:
        shown.append(f"and {more} more")
    count = "1 sample value is" if len(values) == 1 else f"{len(values)} sample values are"
    return f"{count} left: {', '.join(shown)}"
