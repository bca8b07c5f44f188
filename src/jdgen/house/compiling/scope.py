"""The names that a template may use at a place in it: those of the contract, and those of the loops around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jdgen.documents.contract import Shape
from jdgen.house.compiling.meant import Asked, belongs, known, meant, near, told

OFFERED = "a template can use the names of `jdgen template fields`, `section`, if and for"
_NUMBER = Shape("number")
LOOP = Shape(
    "record",
    "the loop around",
    {"index": _NUMBER, "index0": _NUMBER, "first": Shape("flag"), "last": Shape("flag"), "length": _NUMBER},
)
_PYTHON = frozenset({"range", "dict", "lipsum", "cycler", "joiner", "namespace", "self", "super", "caller", "varargs"})


class Named(NamedTuple):
    """What a name holds, and where in the contract it is: `stages`, and `stages.title` for a title in its loop.

    Where what it holds is not known, for a fault that is told already, it is None.
    """

    shape: Shape | None
    path: str


class RefusedError(Exception):
    """Something that no template may say: its rule, what it is, and what to write."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


class Scope(NamedTuple):
    """The record of the contract, and the variables of the loops around."""

    root: Shape
    variables: Mapping[str, Named]

    def inside(self, variable: str, item: Named) -> Scope:
        """Return the scope in a loop."""
        return Scope(self.root, {**self.variables, "loop": Named(LOOP, ""), variable: item})

    def find(self, name: str, asked: Asked) -> Named:
        """Return what a name holds; raise RefusedError with the name that is meant."""
        if name in self.variables:
            return self.variables[name]
        if name in self.root.fields:
            return Named(self.root.fields[name], name)
        if name == "loop":
            raise RefusedError("name.unknown", "`loop` is known only between for and endfor")
        if name.startswith("_") or name in _PYTHON:
            raise RefusedError("syntax.not_offered", f"`{name}` is not offered", OFFERED)
        message, hint = meant(self.root, {key: held.shape for key, held in self.variables.items() if held.shape}, asked)
        raise RefusedError("name.unknown", message, hint or f"the names are {listed(self.root.fields)}")

    def field(self, record: Named, name: str, written: str, asked: Asked) -> Named:
        """Return what a field of a record holds; `written` is the record as the template names it."""
        shape = record.shape or Shape("record")
        said = f"`{written}`" if written != "this" else written
        if shape.kind == "list":
            message = f"`{written}` is a list, and has no `{name}`"
            raise RefusedError("name.unknown", message, f"write {{% for x in {written} %}} and {{{{ x.{name} }}}}")
        if shape.kind != "record":
            hint = OFFERED if name.startswith("_") or written == "this" else f"write `{{{{ {written} }}}}`"
            raise RefusedError("name.unknown", f"{said} is {SAID[shape.kind]}, and has no `{name}`", hint)
        if name in shape.fields:
            return Named(shape.fields[name], f"{record.path}.{name}" if record.path else "")
        if name.startswith("_"):
            hint = f"`{written}` has {listed(shape.fields)}"
            raise RefusedError("syntax.not_offered", f"`{name}` is not offered", hint)
        is_variable = asked.whole.partition(".")[0] in self.variables
        found = None if is_variable else known(self.root, asked.whole)
        if found and asked.takes(found[1]):
            raise RefusedError("name.unknown", f"unknown name `{asked.whole}`", told(*found, asked))
        is_end = asked.whole == f"{written}.{name}"
        close = near(name, (key for key, held in shape.fields.items() if not is_end or asked.takes(held)))
        other = None if close or is_variable else belongs(self.root, asked.whole)
        if other:
            raise RefusedError("name.unknown", *other)
        hint = close.replace("`", f"`{written}.", 1) or f"`{written}` has {listed(shape.fields)}"
        raise RefusedError("name.unknown", f"unknown name `{written}.{name}`", hint)


SAID = {"text": "text", "number": "a number", "flag": "yes or no", "list": "a list", "record": "a record"}


def alike(left: Shape | None, right: Shape | None) -> bool:
    """Return whether two shapes hold the same, so that what can be done with one can be done with the other."""
    if left is None or right is None or left.kind != right.kind or left.fields.keys() != right.fields.keys():
        return left is right
    return (left.item is right.item or alike(left.item, right.item)) and all(
        alike(field, right.fields[name]) for name, field in left.fields.items()
    )


def listed(names: Mapping[str, object]) -> str:
    """Return the names in a row."""
    return ", ".join(f"`{name}`" for name in names)
