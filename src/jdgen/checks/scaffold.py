"""Finds sample values that a new file began with and that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jdgen import resources
from jdgen.documents.material import Material
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


def samples(root: str) -> frozenset[str]:
    """Return the texts of a scaffold that somebody must replace."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.templates() / "new"
    forms = [(folder / f"{FILES[root]}.yaml").read_text(encoding="utf-8")]
    if root == "role":
        forms.append(_uncommented((folder / "extends" / "profile.yaml").read_text(encoding="utf-8")))
    trees = [yaml.load(text, Loader=loader) for text in forms]  # noqa: S506 - both loaders are the safe one
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
            known = samples(root)
            for path, text in _texts(entity, ""):
                if text in known:
                    place = text.place or Place(root)
                    found.setdefault(place.source, []).append((place.line, path))
    for source, values in found.items():
        yield Problem(_said(sorted(values, key=lambda value: value[0])), Place(source), rule="scaffold.left")


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
