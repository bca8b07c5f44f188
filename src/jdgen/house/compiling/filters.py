"""The filters and comparisons of expressions, checked by what their values hold before anything is filled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from jdgen.documents.contract import Shape
from jdgen.errors import nearest
from jdgen.house.compiling import operations
from jdgen.house.compiling.scope import SAID, RefusedError, alike
from jdgen.house.opening.wordml import FORBIDDEN

if TYPE_CHECKING:
    from jdgen.house.compiling.expressions import Reader, Value

_TEXT, _NUMBER, _FLAG = Shape("text"), Shape("number"), Shape("flag")
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


def filtered(reader: Reader, node: Any) -> Value:
    """Return the value behind a filter."""
    return _FILTERS[node.name](reader, node)


def item(values: Value, place: int) -> Value:
    """Return an item of a list."""
    shape = _item_shape(values, f"`[{place}]`")
    return _one(values, place, shape, f"{values.label}[{place}]")


def _one(values: Value, place: int, shape: Shape | None, label: str) -> Value:
    """Return an item of a list; where it is missing, it is named and not its list."""
    listed = values.read

    def read(run: Any) -> Any:
        return operations.item(listed(run), place)

    names = tuple((label, read, path) for _, _, path in values.names[:1]) if values.label else values.names
    return values._replace(read=read, shape=shape, label=label, names=names)


def comparison(left: Value, sign: str, right: Value) -> Value:
    """Return whether two values compare so; what can never be is refused."""
    if sign in ("in", "notin"):
        return _membership(left, right, wanted=sign == "in")
    pair = {left.kind, right.kind} - {""}
    if pair & {"list", "record"}:
        name = (left if left.kind in ("list", "record") else right).label or "it"
        kind = SAID[next(iter(pair & {"list", "record"}))]
        raise RefusedError("value.kind", f"`{name}` is {kind}, and cannot be compared", f"write {{% if {name} %}}")
    if len(pair) > 1:
        kinds = " with ".join(SAID[each.kind] for each in (left, right))
        message = f"`{_SIGNS[sign]}` compares {kinds}, which is never true"
        raise RefusedError("value.kind", message, "compare like with like")
    one, other = left.read, right.read
    return left._replace(
        read=lambda run: operations.compared(sign, one(run), other(run)), shape=_FLAG, path="", names=()
    )


def _membership(left: Value, right: Value, *, wanted: bool) -> Value:
    if right.shape and right.kind not in ("list", "text"):
        raise RefusedError("value.kind", f"`in` looks into a list or a text, and this is {SAID[right.kind]}")
    item_kind = right.shape.item.kind if right.shape and right.shape.item else "text"
    if left.shape and right.shape and left.kind != item_kind:
        message = f"`in` looks for {SAID[left.kind]} in {SAID[item_kind]}, which is never true"
        raise RefusedError("value.kind", message)
    one, other = left.read, right.read
    return left._replace(
        read=lambda run: operations.is_in(run, one(run), other(run)) is wanted, shape=_FLAG, path="", names=()
    )


def _plain(reader: Reader, node: Any) -> Value:
    _constants(node, ())
    name = node.name
    found = reader.text(node.node, f"`{name}`")
    read = found.read
    return found._replace(read=lambda run: operations.plain(run, name, read(run)), shape=_TEXT)


def _replace(reader: Reader, node: Any) -> Value:
    given = _constants(node, ("old", "new"))
    old, new = given.get("old"), given.get("new")
    if not isinstance(old, str) or not isinstance(new, str) or not old:
        raise RefusedError("syntax.not_offered", "`replace` takes two texts", 'write `| replace("old", "new")`')
    found = reader.text(node.node, "`replace`")
    read = found.read
    return found._replace(read=lambda run: operations.replaced(run, read(run), old, new), shape=_TEXT)


def _join(reader: Reader, node: Any) -> Value:
    given = _constants(node, ("d", "attribute"))
    sign, field = given.get("d", ""), given.get("attribute", "")
    if not isinstance(sign, str) or not isinstance(field, str):
        raise RefusedError("syntax.not_offered", "`join` takes the text between the items", 'write `| join(", ")`')
    found = reader.value(node.node)
    shape = _item_shape(found, "`join`")
    if shape and shape.kind == "record":
        if not field:
            hint = f'write `| join(", ", attribute="{next(iter(shape.fields), "name")}")`'
            raise RefusedError("value.kind", f"`{found.label}` is a list of records", hint)
        if field not in shape.fields:
            raise RefusedError("name.unknown", f"unknown name `{field}`", nearest(field, shape.fields))
        if found.path:
            reader.uses.add(f"{found.path}.{field}")
        shape = shape.fields[field]
    elif field:
        raise RefusedError("value.kind", f"the items of `{found.label}` have no fields", 'write `| join(", ")`')
    if shape and shape.kind not in ("text", "number"):
        raise RefusedError("value.kind", f"`join` takes texts, and `{found.label}` holds {SAID[shape.kind]}")
    read = found.read
    return found._replace(read=lambda run: operations.joined(run, read(run), sign, field), shape=_TEXT)


def _default(reader: Reader, node: Any) -> Value:
    args = [*node.args, *(pair.value for pair in node.kwargs)]
    if any(pair.key not in ("default_value", "boolean") for pair in node.kwargs) or len(args) > 2:
        raise RefusedError("syntax.not_offered", "`default` takes one value", 'write `| default("…")`')
    found = reader.value(node.node)
    other = reader.value(args[0]) if args else found._replace(read=lambda _: "", shape=_TEXT, names=())
    fits = {found.kind, other.kind} <= {"text", "number"} or alike(found.shape, other.shape)
    if found.shape and other.shape and not fits:
        raise RefusedError("value.kind", f"`default` gives something unlike `{found.label or 'it'}`")
    empty = len(args) > 1 and isinstance(args[1], nodes.Const) and bool(args[1].value)
    one, two = found.read, other.read

    def read(run: Any) -> Any:
        held = one(run)
        return two(run) if held is None or (empty and not held) else held

    return found._replace(read=read, shape=found.shape or other.shape, names=other.names)


def _length(reader: Reader, node: Any) -> Value:
    _constants(node, ())
    found = reader.value(node.node)
    if found.shape and found.kind not in ("list", "text"):
        message = f"`{node.name}` counts a list or a text, and `{found.label}` is {SAID[found.kind]}"
        raise RefusedError("value.kind", message)
    read = found.read
    return found._replace(read=lambda run: operations.length(read(run)), shape=_NUMBER, path="", names=())


def _end(reader: Reader, node: Any) -> Value:
    _constants(node, ())
    found = reader.value(node.node)
    shape = _item_shape(found, f"`{node.name}`")
    label = f"({found.label} | {node.name})" if found.label else ""
    return _one(found, 0 if node.name == "first" else -1, shape, label)


def _item_shape(values: Value, what: str) -> Shape | None:
    """Return what the items of a list hold; raise RefusedError for what is no list."""
    if values.shape is None:
        return None
    if values.kind != "list":
        name = f"`{values.label}`" if values.label else "this"
        raise RefusedError("value.kind", f"{what} takes a list, and {name} is {SAID[values.kind]}")
    return values.shape.item


def _constants(node: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the constants that a filter is given, by their names."""
    given = [*zip(names, node.args, strict=False), *((pair.key, pair.value) for pair in node.kwargs)]
    if len(node.args) > len(names) or any(name not in names or not isinstance(n, nodes.Const) for name, n in given):
        takes = " and ".join(f"`{name}`" for name in names) or "nothing besides"
        raise RefusedError("syntax.not_offered", f"`{node.name}` takes {takes}, written as text in quotes")
    if any(isinstance(n.value, str) and FORBIDDEN.search(n.value) for _, n in given):
        raise RefusedError("syntax.unreadable", "it has a character that no Word file can hold", "take it out")
    return {name: n.value for name, n in given}


_FILTERS: dict[str, Callable[[Reader, Any], Value]] = {
    **dict.fromkeys(operations.PLAIN, _plain), "replace": _replace, "join": _join, "default": _default, "d": _default,
    "length": _length, "count": _length, "first": _end, "last": _end,
}  # fmt: skip
