"""Trees into model objects; the model's complaints into problems with places.

Pydantic says what is wrong and where in the data; this module finds where that is in the file, and says it in our
words. A message may name a sibling as `.max`: the path of its object is put before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs.source import COMMA, Mapping, Node, Scalar, Sequence, is_null, plain
from jdgen.model.base import Entity

Model = TypeVar("Model", bound=Entity)
Location = tuple[str | int, ...]

_RELATIVE = re.compile(r"`\.([a-z_]+)")
_SLIPS = {"UK": "GB"}
"""What people write for a code that looks different."""
_MOVED = {
    ("Company", "logo"): "write `brand: {logo: {file: FILE}}`",
    **{("Company", name): f"write `brand: {{{name}: …}}`" for name in ("theme", "colors", "fonts")},
    **{("Company", f"brand.{name}"): f"write `colors: {{{name}: …}}`" for name in ("accent", "ink", "secondary")},
    **{
        ("Company", f"brand.colors.{name}"): f"a theme file sets `{name}`"
        for name in ("rule", "strong_rule", "tint", "prompt")
    },
    ("Theme", "colors"): "a theme has them at its top: write `accent: …`",
    ("Theme", "fonts"): "a theme has them at its top: write `body_font: …`",
}
"""Where a key stands that once stood elsewhere, or stands elsewhere in another file."""
_MOST_KNOWN = 20
"""How many keys a message may name."""
_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}


def build(model: type[Model], node: Mapping, problems: list[Problem]) -> Model | None:
    """Return the tree as a model object, or None after adding every problem with its place."""
    data = plain(node)
    # A file may name the schema that editors check it against.
    data.pop("$schema", None)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = (details for details in error.errors(include_url=False) if not _follows(node, details))
        problems.extend(_translate(model, node, details) for details in found)
        return None


def built(model: type[Model], node: Mapping) -> Model:
    """Return the tree as a model object; raise InputError with every problem."""
    problems: list[Problem] = []
    found = build(model, node, problems)
    if found is None:
        raise InputError(problems)
    return found


def rebuilt(model: type[Model], node: Mapping, whole: Mapping, held: Model) -> Model | None:
    """Return the object of a tree that differs in a few keys from a whole one, whose object is held.

    Only these are read anew. None where they are wrong: what is wrong with them, the whole tree says better.
    """
    changed = {key: value for key, value in node.entries.items() if whole.entries.get(key) is not value}
    if whole.entries.keys() - node.entries.keys():
        return None
    try:
        read = model.model_validate(plain(Mapping(node.place, changed, node.keys)))
        if len(read.model_fields_set) < len(changed):
            # What is cleared counts as not given, and no copy forgets a field.
            return None
        # What is asked of several keys together is asked of the old and the new ones.
        made = model.model_validate(held.model_copy(update={key: getattr(read, key) for key in changed}))
    except ValidationError:
        return None
    made._places = node.keys
    return made


def _follows(root: Mapping, error: ErrorDetails) -> bool:
    """Return whether a list is only short because some of its entries are wrong, which is said already."""
    node = _node_at(root, error["loc"])
    return error["type"] == "too_short" and isinstance(node, Sequence) and len(node.items) >= error["ctx"]["min_length"]


def _translate(model: type[BaseModel], root: Mapping, error: ErrorDetails) -> Problem:
    location = tuple(part for part in error["loc"] if part != "[key]")
    kind = error["type"]
    if kind == "extra_forbidden":
        return unknown_key(model, root, location)
    if kind == "missing":
        parent, key = location[:-1], location[-1]
        within = f" in `{dotted(parent)}`" if parent else ""
        return Problem(f"`{key}` is missing{within}", place_at(root, location))
    if isinstance(_node_at(root, location[:-1]), Scalar):
        # One text stands for a list of one: the file has no index there.
        location = location[:-1]
    node = _node_at(root, location)
    if "[key]" in error["loc"]:
        said = f"key `{dotted(location)}` {_said(error, None, location)}"
        return Problem(said, key_place(root, location), nearest(str(location[-1]), _choices(error)))
    said = _said(error, node, location)
    siblings = [(*location, name) for name in _RELATIVE.findall(error["msg"])]
    if siblings:
        # Of values that do not go together, the first that is there is pointed at.
        return Problem(said, place_at(root, next((s for s in siblings if _node_at(root, s)), location)))
    hint = nearest(_SLIPS.get(node.text, node.text), _choices(error)) if isinstance(node, Scalar) else ""
    if kind == "text" and isinstance(node, Mapping) and node.place.line:
        hint = "put the text in quotes if it holds a colon"
    if kind == "blank" and not _is_required(model, location):
        hint = "write a text, or take the line out"
    return Problem(f"`{_name_of(root, location)}` {said}", place_at(root, location), hint)


def _said(error: ErrorDetails, node: Node | None, location: Location) -> str:
    """Return what is wrong with a value, in our words."""
    kind, context = error["type"], error.get("ctx", {})
    value = _found(node)
    if kind == "literal_error":
        return f"must be {_either(_choices(error))}{value}"
    if kind.startswith("int_"):
        return f"must be a whole number{value}"
    if kind.startswith(("decimal_", "finite_")):
        return f"must be a plain number, such as 80000{value}"
    if kind.startswith("bool_"):
        return f"must be true or false{value}"
    if kind in _LIMITS:
        words, limit = _LIMITS[kind]
        return f"must be {words} {context[limit]}{value}"
    if kind in {"model_type", "dict_type", "mapping_type", "model_attributes_type"}:
        return f"must hold keys and values{value}"
    if kind in {"tuple_type", "list_type"}:
        return f"must be a list{value}"
    if kind in {"too_short", "too_long"}:
        return _counted(kind, context)
    if error["msg"].startswith("must be"):
        return f"{error['msg']}{value}"
    prefix = f"{dotted(location)}." if location else ""
    return _RELATIVE.sub(lambda match: f"`{prefix}{match[1]}", str(error["msg"]))


def _found(node: Node | None) -> str:
    """Return what stands there instead."""
    if isinstance(node, Scalar):
        return f", not `{'null' if node.null else printable(node.text, 60)}`"
    return {Sequence: ", not a list", Mapping: ", not keys and values"}.get(type(node), "")


def _counted(kind: str, context: dict[str, Any]) -> str:
    few = kind == "too_short"
    limit, found = context["min_length" if few else "max_length"], context["actual_length"]
    noun = "entry" if limit == 1 else "entries"
    return f"{'needs at least' if few else 'takes at most'} {limit} {noun}, and has {found}"


def _choices(error: ErrorDetails) -> list[str]:
    context = error.get("ctx", {})
    if "choices" in context:
        return cast("list[str]", context["choices"])
    return re.findall(r"'([^']*)'", str(context.get("expected", "")))


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def unknown_key(model: type[BaseModel], root: Mapping, location: Location) -> Problem:
    """Return the problem of a key that the model does not have, at its place if it stands in the tree."""
    parent, key = location[:-1], str(location[-1])
    within = f" in `{dotted(parent)}`" if parent else ""
    place = key_place(root, location)
    held = _node_at(root, location)
    parted = key.isdecimal() and isinstance(held, Scalar) and held.null
    hint = COMMA if parted else _MOVED.get((model.__name__, dotted(location))) or _known(key, fields_at(model, parent))
    return Problem(f"unknown key `{printable(key, 60)}`{within}", place, hint)


def _known(key: str, fields: list[str]) -> str:
    """Return the field that a key is nearly, or else all fields, where they are few enough to be read."""
    return nearest(key, fields) or (f"known: {', '.join(fields)}" if len(fields) <= _MOST_KNOWN else "")


def fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """Return the keys that the object at a location of the model may have."""
    return [name for found in _models_at(model, location) for name in found.model_fields]


def _is_required(model: type[BaseModel], location: Location) -> bool:
    *parent, key = location
    fields = (found.model_fields.get(str(key)) for found in _models_at(model, tuple(parent)))
    return any(field.is_required() for field in fields if field)


def _models_at(model: type[BaseModel], location: Location) -> list[type[BaseModel]]:
    here: list[type[BaseModel]] = [model]
    for part in location:
        here = [
            inner
            for outer in here
            for inner in (models_in(outer.model_fields[part].annotation) if part in outer.model_fields else [outer])
        ]
    return here


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the model classes that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in models_in(argument)]


def _name_of(root: Mapping, location: Location) -> str:
    """Return what the file itself calls the value."""
    first = root.named.get(str(location[0])) if location else None
    return dotted((first, *location[1:]) if first else location)


def dotted(location: Location) -> str:
    """Return a location as `requirements[2].text`."""
    words = ""
    for part in location:
        words += f"[{part}]" if isinstance(part, int) else f".{printable(part, 60)}" if words else printable(part, 60)
    return words


def place_at(root: Mapping, location: Location) -> Place:
    """Return the place of a value, or of the nearest thing around it that exists."""
    node: Node = root
    place = root.place
    for part in location:
        if isinstance(node, Mapping) and str(part) in node.entries:
            inner = node.entries[str(part)]
            # What stands below a key is named by the key; a scalar is pointed at itself.
            place = inner.place if isinstance(inner, Scalar) and not is_null(inner) else node.keys[str(part)]
            node = inner
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            place = node.place
        else:
            break
    return place


def key_place(root: Mapping, location: Location) -> Place:
    """Return the place of the key at a location, or of the nearest thing around it that exists."""
    parent = _node_at(root, location[:-1])
    if isinstance(parent, Mapping) and str(location[-1]) in parent.keys:
        return parent.keys[str(location[-1])]
    return place_at(root, location)


def _node_at(root: Mapping, location: Location) -> Node | None:
    node: Node | None = root
    for part in location:
        if isinstance(node, Mapping):
            node = node.entries.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return None
    return node
