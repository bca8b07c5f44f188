"""Expressions of templates: read by Jinja's parser, which runs nothing, and made into our own steps node by node."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, nodes
from jinja2 import TemplateError as JinjaError

from jdgen.documents.contract import Shape
from jdgen.errors import nearest
from jdgen.house.compiling import filters, operations
from jdgen.house.compiling.meant import Asked, Wants
from jdgen.house.compiling.scope import OFFERED, SAID, Named, RefusedError, Scope, alike, listed
from jdgen.house.compiling.steps import Read
from jdgen.house.opening.wordml import FORBIDDEN

# defense template.depth: an expression is not nested deeper than it can be followed
_DEPTH = 40
_LOOK = "look at the dots, quotes and brackets"
_CHARACTER = re.compile(r"""unexpected char (['"])(.)\1 at \d+""")
_TEXT, _NUMBER, _FLAG = Shape("text"), Shape("number"), Shape("flag")
_NOT_OFFERED = {
    "Add": "arithmetic", "Sub": "arithmetic", "Mul": "arithmetic", "Div": "arithmetic", "FloorDiv": "arithmetic",
    "Mod": "arithmetic", "Pow": "arithmetic", "Neg": "arithmetic", "Pos": "arithmetic", "Slice": "a slice",
    "List": "a list of your own", "Tuple": "a list of your own", "Dict": "a record of your own",
}  # fmt: skip


class Value(NamedTuple):
    """A readable expression: what gives it, what it holds (None where that is not known), and its name if it has one.

    `names` are those which it prints, as they are written and in the contract, to say which one has no value.
    """

    read: Read
    shape: Shape | None
    path: str = ""
    label: str = ""
    names: tuple[tuple[str, Read, str], ...] = ()

    @property
    def kind(self) -> str:
        """Return what the value holds in one word, or nothing."""
        return self.shape.kind if self.shape else ""


UNKNOWN = Value(lambda _: None, None)


@cache
def _environment() -> Environment:
    return Environment(autoescape=True)


def parsed(source: str) -> nodes.Node:
    """Return the one node of a source with one tag; raise RefusedError for what cannot be read."""
    try:
        body = _environment().parse(source).body
    except JinjaError as error:
        raise RefusedError("syntax.unreadable", *_unreadable(str(error.message))) from None
    # defense template.too_deep: an expression that breaks the parser is one sentence
    except (RecursionError, ValueError, OverflowError):
        raise RefusedError("syntax.unreadable", "it is nested too deep, or too large") from None
    found = [node for node in body if not isinstance(node, nodes.Output)]
    for output in (node for node in body if isinstance(node, nodes.Output)):
        found += [node for node in output.nodes if not isinstance(node, nodes.TemplateData)]
    if len(found) != 1:
        raise RefusedError("syntax.unreadable", "it holds no value, or several")
    return found[0]


def _unreadable(message: str) -> tuple[str, str]:
    """Return the words of Jinja's parser in ours, and what was meant."""
    strange = _CHARACTER.search(message)
    if strange:
        meant = {"&": "write `and`", "!": "write `not`", "$": "write the name alone"}
        return f"it cannot be read: `{strange[2]}` does not belong there", meant.get(strange[2], _LOOK)
    for theirs in ("end of print statement", "end of statement block"):
        message = message.replace(f"'{theirs}'", "the end of the tag").replace(theirs, "the end of the tag")
    message = message.replace("expected token ", "expected ").rstrip(".").replace("'", "`")
    hints = {"got `=`": "write `==` to compare", "got `pipe`": "write `or`"}
    hint = next((hint for sign, hint in hints.items() if sign in message), _LOOK)
    return f"it cannot be read: {message[:1].lower()}{message[1:]}", hint


class Reader:
    """Reads the expressions of one tag; names that are unknown are collected, so that all are told at once."""

    def __init__(self, scope: Scope, uses: set[str], wants: Wants = "") -> None:
        self.scope, self.uses = scope, uses
        self.asked = Asked("", wants)
        self.refused: list[RefusedError] = []
        self._depth = 0

    def value(self, node: nodes.Node) -> Value:
        """Return an expression; raise RefusedError for what is not offered."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise RefusedError("syntax.too_deep", "it is nested too deep, or too long", "divide it into several tags")
        read = _READERS.get(type(node).__name__)
        # defense template.nodes: no node runs but those that are listed
        if read is None:
            what = _NOT_OFFERED.get(type(node).__name__, f"`{type(node).__name__.lower()}`")
            raise RefusedError("syntax.not_offered", f"{what} is not offered", OFFERED)
        found = read(self, node)
        self._depth -= 1
        return found

    def text(self, node: nodes.Node, what: str) -> Value:
        """Return an expression that gives text or a number."""
        found = self.value(node)
        if found.shape and found.kind not in ("text", "number"):
            shown = f"`{found.label}`" if found.label else "this"
            message = f"{shown} is {SAID[found.kind]}, and {what} takes text"
            raise RefusedError("value.kind", message, instead(found))
        return found


def instead(found: Value) -> str:
    """Return what to write in place of printing something that is no text."""
    label = found.label or "x"
    if found.kind == "list":
        if found.shape and found.shape.item and found.shape.item.kind == "record":
            return f"loop over it: {{% for x in {label} %}}"
        return f'loop over it: {{% for x in {label} %}}, or write `{{{{ {label} | join(", ") }}}}`'
    if found.kind == "record" and found.shape:
        return f"`{label}` has {listed(found.shape.fields)}"
    return f'write {{% if {label} %}} around words, or `{{{{ "yes" if {label} else "no" }}}}`'


def _name(reader: Reader, node: Any) -> Value:
    name = node.name
    if name == "section":
        raise RefusedError("section.place", "`section` stands alone in its tag", 'write `{{p section("id") }}`')
    try:
        found = reader.scope.find(name, reader.asked if reader.asked.whole else reader.asked._replace(whole=name))
    except RefusedError as refused:
        reader.refused.append(refused)
        return UNKNOWN

    def read(run: Any) -> Any:
        return run.names.get(name)

    return _known(reader, found, name, read)


def _known(reader: Reader, found: Named, label: str, read: Read) -> Value:
    if found.path:
        reader.uses.add(found.path)
    return Value(read, found.shape, found.path, label, ((label, read, found.path),))


def _attribute(reader: Reader, node: Any) -> Value:
    before = reader.asked
    if not before.whole:
        reader.asked = before._replace(whole=_dotted(node))
    found = _field(reader, reader.value(node.node), node.attr)
    reader.asked = before
    return found


def _dotted(node: Any) -> str:
    """Return a name with its dots as the template writes it; of what is no name, the end of it."""
    words = []
    while isinstance(node, nodes.Getattr):
        words.append(node.attr)
        node = node.node
    return ".".join([node.name if isinstance(node, nodes.Name) else "", *reversed(words)])


def _field(reader: Reader, record: Value, name: str) -> Value:
    if record.shape is None:
        return UNKNOWN
    if record.kind != "record" and name in operations.FILTERS:
        raise RefusedError("syntax.not_offered", f"`.{name}` is not offered", f"write `{record.label} | {name}`")
    label = record.label or "this"
    asked = reader.asked if reader.asked.whole else reader.asked._replace(whole=f"{label}.{name}")
    try:
        found = reader.scope.field(Named(record.shape, record.path), name, label, asked)
    except RefusedError as refused:
        reader.refused.append(refused)
        return UNKNOWN
    base = record.read

    def read(run: Any) -> Any:
        held = base(run)
        return None if held is None else held.get(name)

    return _known(reader, found, f"{record.label}.{name}", read)


def _item(reader: Reader, node: Any) -> Value:
    sign, key = 1, node.arg
    if isinstance(key, nodes.Neg):
        sign, key = -1, key.node
    place = key.value if isinstance(key, nodes.Const) else None
    if isinstance(place, str) and sign > 0:
        return _field(reader, reader.value(node.node), place)
    # defense template.brackets: brackets take a number or the name of a field, and nothing that is worked out
    if type(place) is not int:
        raise RefusedError("syntax.not_offered", "brackets take a number, such as `[0]`", OFFERED)
    return filters.item(reader.value(node.node), sign * place)


def _constant(_: Reader, node: Any) -> Value:
    held = node.value
    # defense template.characters: a text of a template holds no character that no Word file can hold
    if isinstance(held, str) and FORBIDDEN.search(held):
        raise RefusedError("syntax.unreadable", "it has a character that no Word file can hold", "take it out")
    if isinstance(held, float):
        raise RefusedError("syntax.not_offered", "a number with a point is not offered", OFFERED)
    shape = _FLAG if isinstance(held, bool) else _NUMBER if isinstance(held, int) else _TEXT
    return Value(lambda _: held, shape if held is not None else None)


def _logic(reader: Reader, node: Any) -> Value:
    left, right = reader.value(node.left), reader.value(node.right)
    one, other = left.read, right.read
    both = isinstance(node, nodes.And)

    def read(run: Any) -> Any:
        held = one(run)
        return other(run) if bool(held) is both else held

    return Value(read, _common(left, right), names=left.names + right.names)


def _common(left: Value, right: Value) -> Shape | None:
    """Return what either of two values holds; of unlike ones it is only known whether there is something."""
    if left.shape is None or right.shape is None or alike(left.shape, right.shape):
        return left.shape or right.shape
    return _TEXT if {left.kind, right.kind} == {"text", "number"} else _FLAG


def _not(reader: Reader, node: Any) -> Value:
    read = reader.value(node.node).read
    return Value(lambda run: not read(run), _FLAG)


def _choice(reader: Reader, node: Any) -> Value:
    test, yes = reader.value(node.test), reader.value(node.expr1)
    no = reader.value(node.expr2) if node.expr2 else Value(lambda _: "", _TEXT)
    when, one, other = test.read, yes.read, no.read
    return Value(lambda run: one(run) if when(run) else other(run), _common(yes, no), names=yes.names + no.names)


def _comparison(reader: Reader, node: Any) -> Value:
    if len(node.ops) != 1:
        raise RefusedError("syntax.not_offered", "a comparison takes two values", "write `and` between two comparisons")
    return filters.comparison(reader.value(node.expr), node.ops[0].op, reader.value(node.ops[0].expr))


def _joined(reader: Reader, node: Any) -> Value:
    found = [reader.text(each, "`~`") for each in node.nodes]
    reads = tuple(each.read for each in found)
    names = tuple(name for each in found for name in each.names)
    return Value(lambda run: operations.concatenated(run, [read(run) for read in reads]), _TEXT, names=names)


def _filter(reader: Reader, node: Any) -> Value:
    # defense template.filters: no filter is applied but those that are listed
    if node.name not in operations.FILTERS:
        hint = nearest(node.name, operations.FILTERS) or f"filters are {', '.join(operations.FILTERS)}"
        hint = "values are always printed as text" if node.name in ("safe", "e", "escape") else hint
        raise RefusedError("syntax.not_offered", f"the filter `{node.name}` is not offered", hint)
    if node.node is None or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise RefusedError("syntax.not_offered", f"`{node.name}` cannot be written so", OFFERED)
    return filters.filtered(reader, node)


def _test(reader: Reader, node: Any) -> Value:
    if node.name not in ("defined", "none") or node.args or node.kwargs:
        raise RefusedError("syntax.not_offered", f"`is {node.name}` is not offered", "write `is defined` or `is none`")
    read, is_none = reader.value(node.node).read, node.name == "none"
    return Value(lambda run: (read(run) is None) is is_none, _FLAG)


def _call(_: Reader, node: Any) -> Value:
    called = node.node
    if isinstance(called, nodes.Name) and called.name != "section":
        raise RefusedError("syntax.not_offered", f"`{called.name}` is not offered", OFFERED)
    if isinstance(called, nodes.Name):
        raise RefusedError("section.place", "`section` stands alone in its tag", 'write `{{p section("id") }}`')
    if isinstance(called, nodes.Getattr) and called.attr in operations.FILTERS:
        raise RefusedError("syntax.not_offered", f"`.{called.attr}()` is not offered", f"write `| {called.attr}`")
    # defense template.calls: nothing is called: no method, no function
    what = f"`.{called.attr}()`" if isinstance(called, nodes.Getattr) else "a call"
    raise RefusedError("syntax.not_offered", f"{what} is not offered", OFFERED)


_READERS: dict[str, Callable[[Reader, Any], Value]] = {
    "Name": _name, "Getattr": _attribute, "Getitem": _item, "Const": _constant, "And": _logic, "Or": _logic,
    "Not": _not, "CondExpr": _choice, "Compare": _comparison, "Concat": _joined, "Filter": _filter, "Test": _test,
    "Call": _call,
}  # fmt: skip
