"""The steps of a compiled template: what each prints into the part that is being filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from jdgen.house.compiling.grids import fitted
from jdgen.house.compiling.operations import text_of
from jdgen.house.compiling.steps import Read, Run, Step
from jdgen.house.faults import Fault, Spot
from jdgen.house.opening.wordml import FORBIDDEN
from jdgen.render.word_text import escape

if TYPE_CHECKING:
    from jdgen.house.compiling.compiler import Placed
    from jdgen.house.compiling.expressions import Value

_SIGNS = re.compile("\r\n|[\r\n\t]")
_FIRST_DRAWING = 900_000_000  # far from the small numbers that Word gives to the drawings of a template


def literal(text: str) -> Step:
    """Return the step that prints what stands in the template."""

    def step(run: Run) -> None:
        run.print(text)

    return step


def value(found: Value, spot: Spot, prefix: str) -> Step:
    """Return the step that prints a value: escaped, with line ends and tabs as Word has them."""
    read, names = found.read, found.names
    between = {sign: f'</{prefix}t><{prefix}{name}/><{prefix}t xml:space="preserve">'
               for sign, name in (("\n", "br"), ("\r", "br"), ("\r\n", "br"), ("\t", "tab"))}  # fmt: skip

    def step(run: Run) -> None:
        held = read(run)
        if held is None:
            held = _missing(run, names, spot)
        # defense template.escaped: a value is printed as words, whatever markup it holds
        text = escape(FORBIDDEN.sub("\ufffd", text_of(held)))
        if "\n" in text or "\t" in text or "\r" in text:
            text = _SIGNS.sub(lambda sign: between[sign[0]], text)
        run.print(text)

    return step


def _missing(run: Run, names: tuple[tuple[str, Read, str], ...], spot: Spot) -> str:
    """Note a value that is printed and missing; return what stands for it."""
    name = next((label for label, read, _ in names if read(run) is None), names[0][0] if names else "value")
    hint = f"give it, or write {{% if {name} %}} around it"
    # defense template.missing: a value that is printed and missing is told, and leaves no hole
    message = f"prints `{name}`, which has no value"
    run.missing.append(Fault("value.missing", message, spot, hint, "warning" if run.draft else "error"))
    return f"[[{name}]]" if run.draft else ""


def section(place: Placed | None) -> Step:
    """Return the step that puts the blocks of a section in its place."""

    def step(run: Run) -> None:
        run.print(run.section(place))

    return step


def choice(branches: tuple[tuple[Read, tuple[Step, ...]], ...], otherwise: tuple[Step, ...]) -> Step:
    """Return the step of an if: the first branch whose condition holds, else the last."""

    def step(run: Run) -> None:
        for test, steps in branches:
            if test(run):
                run.go(steps)
                return
        run.go(otherwise)

    return step


def loop(
    variable: str, items: Read, test: Read | None, steps: tuple[tuple[Step, ...], tuple[Step, ...]]
) -> Step:
    """Return the step of a for: its body for each item that passes the test, or its else where there is none."""
    body, otherwise = steps

    def step(run: Run) -> None:
        names = run.names
        before = {name: names[name] for name in (variable, "loop") if name in names}
        held = items(run) or ()
        if test:
            held = [item for item in held if _passes(run, variable, item, test)]
        count = len(held)
        for place, item in enumerate(held):
            run.spend()
            names[variable] = item
            names["loop"] = {"index": place + 1, "index0": place, "first": place == 0, "last": place == count - 1,
                             "length": count}  # fmt: skip
            run.go(body)
        names.pop(variable, None)
        names.pop("loop", None)
        names.update(before)
        if not count:
            run.go(otherwise)

    return step


def _passes(run: Run, variable: str, item: Any, test: Read) -> bool:
    run.spend()
    run.names[variable] = item
    return bool(test(run))


def _started(_: str) -> Step:
    """Return the step that notes where a table or a row begins."""
    return lambda run: run.marks.append(len(run.out))


def _kept(inside: str) -> Callable[[str], Step]:
    """Return what makes the step that takes back what holds none of its parts: a table without rows."""

    def make(prefix: str) -> Step:
        wanted = re.compile(f"<{prefix}{inside}[ >/]")

        def step(run: Run) -> None:
            start = run.marks.pop()
            if not any(wanted.search(text) for text in run.out[start:]):
                del run.out[start:]

        return step

    return make


def _ended(prefix: str) -> Step:
    """Return the step that adds a paragraph where Word requires one and none is left."""
    closed = re.compile(rf"(</{prefix}(p|sdt)>|<{prefix}p( [^<>]*)?/>)\s*$")

    def step(run: Run) -> None:
        if not closed.search(run.last()):
            run.print(f"<{prefix}p/>")

    return step


def _drawing(_: str) -> Step:
    """Return the step that numbers a drawing that a loop repeats."""

    def step(run: Run) -> None:
        run.drawings += 1
        run.print(str(_FIRST_DRAWING + run.drawings))

    return step


MARKS: Mapping[str, Callable[[str], Step]] = {
    "start": _started, "rows": _kept("tr"), "cells": _kept("tc"), "grid": fitted,
    "paragraph": _ended, "drawing": _drawing,
}  # fmt: skip
"""What makes the steps that stand for no tag; each takes the prefix of the part's names."""
