"""What a cell means where a value is one of a few: `Full Time` is `full-time`, and `United States` is `US`.

A sheet is filled in by people who never saw our words; a file of ours says them as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema

from jdgen.inputs.kinds import MODELS
from jdgen.inputs.schema import models_in
from jdgen.model.codes import COUNTRIES

_LEFT_OUT = str.maketrans("", "", " \u00a0\t.-_\u2010\u2011\u2013")


class Choices:
    """The values that a field may have, as people write them."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = frozenset(values)
        found: dict[str, list[str]] = {}
        for value in self.values:
            found.setdefault(_bare(value), []).append(value)
        self._meant = {bare: same[0] for bare, same in found.items() if len(same) == 1}

    def meant(self, text: str) -> str:
        """Return the one value that a text means, or the text where it means none, or several."""
        if text in self.values:
            return text
        return self._meant.get(_bare(text)) or (_country(text) if self.values == COUNTRIES else "") or text


def _bare(text: str) -> str:
    return text.casefold().translate(_LEFT_OUT)


@lru_cache(maxsize=1000)
def _country(name: str) -> str:
    """Return the code of a country, or nothing."""
    from jdgen.model.jurisdictions import places_named

    codes = _countries()
    if _bare(name) in codes:
        return codes[_bare(name)]
    # A town with its state behind it is no country.
    found = [code for code in places_named(name.replace(".", "")) if code in COUNTRIES] if "," not in name else []
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    from jdgen.model.places import NAMES

    return {_bare(name): code for code, name in NAMES.items() if code in COUNTRIES}


@lru_cache(maxsize=512)
def choices(root: str, steps: tuple[str | int, ...]) -> Choices | None:
    """Return the choices of the field that steps lead to from a root; None where it may hold any text."""
    *outer, last = [step for step in steps if isinstance(step, str)] or [""]
    models: list[type[BaseModel]] = [MODELS[root]]
    for step in outer:
        models = [inner for model in models if step in model.model_fields
                  for inner in models_in(model.model_fields[step].annotation)]  # fmt: skip
    for field in (model.model_fields[last] for model in models if last in model.model_fields):
        found = _of(field.annotation, field.metadata)
        return Choices(found) if found else None
    return None


def _of(annotation: Any, metadata: Iterable[Any] = ()) -> tuple[str, ...]:
    """Return the texts that a type allows; nothing where it allows any."""
    for one in metadata:
        if isinstance(one, WithJsonSchema) and isinstance(one.json_schema, dict) and "enum" in one.json_schema:
            return tuple(one.json_schema["enum"])
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return tuple(part for part in parts if isinstance(part, str))
    if origin is Annotated:
        return _of(parts[0], parts[1:])
    if origin in {Union, UnionType, tuple}:
        held = [_of(part) for part in parts if part not in {type(None), Ellipsis}]
        return tuple(value for one in held for value in one) if all(held) else ()
    return ()
