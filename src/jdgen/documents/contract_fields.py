"""The contract as a list to read, with examples, and as a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jdgen.documents.contract import VERSION, Data, Shape, shape
from jdgen.documents.tree import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {"text": "string", "number": "integer", "flag": "boolean"}


class Field(NamedTuple):
    """One name of the contract: what it holds, and how it stands in a template.

    The `name` says where it is, as in `duties[].text`, the `tag` how it is printed or gone through. `depth` counts the
    lists that it stands in. The example is None where the sample has no value, and of a list its first text.
    """

    name: str
    kind: str
    meaning: str
    tag: str
    example: Data
    optional: bool
    shows: str
    depth: int


def fields(kind: Kind, values: Mapping[str, Data]) -> list[Field]:
    """Return every name of a document's contract, records and lists before what they hold; values give the examples."""
    return list(_below(shape(kind), values, ("", ""), 0))


def _below(held: Shape, values: Data, names: tuple[str, str], depth: int) -> Iterator[Field]:
    """Yield the names in a record; `names` are where it is, and what a template calls it."""
    place, called = names
    for last, inner in held.fields.items():
        name, said = f"{place}.{last}".lstrip("."), f"{called}.{last}".lstrip(".")
        value = values.get(last) if values else None
        shown = (_tag(inner, said), _example(inner, value))
        yield Field(name, _kind(inner), inner.meaning, *shown, inner.optional, inner.shows, depth)
        if inner.kind == "record":
            yield from _below(inner, value, (name, said), depth)
        elif inner.item and inner.item.kind == "record":
            first = _fullest(value or ())
            yield from _below(inner.item, first, (f"{name}[]", inner.each), depth + 1)


def _fullest(entries: Any) -> Data:
    """Return the entry that has most values, the first among equals: it shows what all of them can have."""
    return max(entries, key=lambda entry: sum(value not in (None, []) for value in entry.values()), default={})


def _kind(held: Shape) -> str:
    if held.item is None:
        return held.kind
    return "list of records" if held.item.kind == "record" else f"list of {held.item.kind}s"


def _tag(held: Shape, said: str) -> str:
    """Return how a name stands in a template; a record is nothing to print."""
    if held.kind == "list":
        return f"{{% for {held.each} in {said} %}}"
    return f"{{% if {said} %}}" if held.kind == "flag" else f"{{{{ {said} }}}}" if held.kind != "record" else ""


def _example(held: Shape, value: Data) -> Data:
    if held.kind == "record" or (held.item and held.item.kind == "record"):
        return None
    return next(iter(value or ()), None) if held.kind == "list" else value


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of the values of a document's contract."""
    held = _schema(shape(kind))
    title = f"What a {kind} template of jdgen may print, contract version {VERSION}"
    return {"$schema": DIALECT, "title": title, **held}


def _schema(held: Shape) -> dict[str, Any]:
    said: dict[str, Any] = {"description": held.meaning} if held.meaning else {}
    if held.kind == "record":
        inner = {name: _schema(part) for name, part in held.fields.items()}
        return {**said, "type": "object", "properties": inner, "required": list(inner), "additionalProperties": False}
    if held.item is not None:
        least: dict[str, Any] = {} if held.optional else {"minItems": 1}
        return {**said, "type": "array", "items": _schema(held.item), **least}
    named = _TYPES[held.kind]
    return {**said, "type": [named, "null"] if held.optional else named}
