"""Single values laid over the files before the model reads them: `--set KEY=VALUE`, and the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs.kinds import MODELS
from jdgen.inputs.schema import Location, fields_at, unknown_key
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null
from jdgen.model.base import Entity

ROOTS = ("role", "company", "opening", "candidate")
# No list is longer than a file has lines, and Python refuses to read a number of thousands of digits.
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,6})\]")
# defense settings.depth: a key goes no deeper than any file, and not to where the reader of trees runs out of stack
_KEY = re.compile(r"[^.\[\]]+(\.[^.\[\]]+|\[[0-9]{1,6}\]){1,40}")
_HALF = re.compile("[\ud800-\udfff]")


class Cell(NamedTuple):
    """A value of a table laid over a file: `opening.pay.min` and the cell, with its place."""

    key: str
    value: Scalar


def root(setting: str) -> str:
    """Return what a `root.key=value` is laid over."""
    return re.split(r"[.\[=]", setting, maxsplit=1)[0]


def apply(settings: Iterable[str], roots: dict[str, Mapping], cells: Iterable[Cell] = ()) -> None:
    """Lay each cell and then each `root.key=value` over the trees; raise InputError for keys that no tree can take.

    What is typed is laid last, as it is meant for all rows of a table.
    """
    problems = [problem for cell in cells if (problem := _fill(cell, roots))]
    for setting in settings:
        key, sign, value = setting.partition("=")
        place = Place(f"--set {key}")
        first = root(setting)
        # defense settings.utf_8: a setting that is no UTF-8 is refused
        if _HALF.search(setting):
            # Bytes that are no UTF-8 come from the shell as halves of characters.
            problems.append(Problem("is not UTF-8 text", place))
            continue
        # defense settings.roots: a setting that no document reads is an error
        if sign and first and first not in ROOTS:
            message = f"unknown root `{printable(first, 60)}`; the roots are {', '.join(ROOTS)}"
            problems.append(Problem(message, place, nearest(first, ROOTS)))
            continue
        if not sign or not _KEY.fullmatch(key):
            message = f"`--set {printable(setting, 60)}` is not KEY=VALUE"
            problems.append(Problem(message, None, "write `--set company.name=Acme`"))
            continue
        problem = _lay_over(roots, first, _steps(key), Scalar(value, place, value == "null"))
        if problem:
            problems.append(problem)
    if problems:
        raise InputError(problems)


@lru_cache(maxsize=512)
def _steps(key: str) -> tuple[str | int, ...]:
    """Return what a key names below its root."""
    return tuple(match[1] if match[1] is not None else int(match[2]) for match in _STEP.finditer(key))[1:]


def _fill(cell: Cell, roots: dict[str, Mapping]) -> Problem | None:
    """Lay a cell over its tree; return what is wrong, said of the column and not of an option that nobody typed."""
    key, value = cell
    if _HALF.search(value.text):
        return Problem(f"`{printable(key, 60)}` is not UTF-8 text", value.place)
    hint = _no_column(key)
    if hint is not None:
        return Problem(f"unknown column `{printable(key, 60)}`", value.place, hint)
    problem = _lay_over(roots, root(key), _steps(key), value)
    if problem is None:
        return None
    said = f"`{printable(key, 60)}` is `{printable(value.text, 60)}`, but {problem.message}"
    return Problem(said, value.place, problem.hint)


@lru_cache(maxsize=512)
def _no_column(key: str) -> str | None:
    """Return what to write in place of a column's name that no file can have, and None for one that can be."""
    first = root(key)
    if first not in ROOTS:
        near = nearest(first, ROOTS)
        return near.replace("`?", f"{printable(key[len(first):], 60)}`?") or f"the roots are {', '.join(ROOTS)}"
    if not _KEY.fullmatch(key):
        return "name a value, such as `company.name`"
    problem = unknown(key, Place(""))
    return problem.hint if problem else None


def _lay_over(roots: dict[str, Mapping], first: str, steps: tuple[str | int, ...], value: Scalar) -> Problem | None:
    """Lay a value over the tree of a root; what it changes is copied, as the tree may be that of many rows."""
    tree = roots[first] = roots[first].copy() if first in roots else Mapping(Place(first))
    node: Node = tree
    for step, following in pairwise(steps):
        found = _child(node, step)
        if found is None or isinstance(found, Scalar) or not _takes(found, following):
            break
        own = found.copy() if isinstance(found, Mapping) else Sequence(found.place, list(found.items))
        if isinstance(node, Mapping):
            node.entries[str(step)] = own
        elif isinstance(node, Sequence) and isinstance(step, int):
            node.items[step] = own
        node = own
    return _lay(tree, MODELS[first], steps, value)


def _lay(tree: Mapping, model: type[Entity], steps: tuple[str | int, ...], value: Scalar) -> Problem | None:
    node: Node = tree
    place = value.place
    for step, following in pairwise([*steps, None]):
        found = _child(node, step) if step is not None else None
        if found is not None and following is not None and _takes(found, following):
            node = found
            continue
        absent = found is None or is_null(found)
        if value.null and absent and following is not None and not _is_beyond(node, step):
            # Clearing what is not there makes nothing around it.
            # defense settings.misspelt: clearing a key that there is not is an error
            return _misspelt(model, steps, place)
        new = value if following is None else _empty(following, place)
        problem = _put(node, step, new, place)
        if problem:
            return problem
        node = new
    return None


def _misspelt(model: type[Entity], steps: Location, place: Place) -> Problem | None:
    for index, step in enumerate(steps):
        known = fields_at(model, steps[:index])
        if (known and isinstance(step, str) and step not in known) or (isinstance(step, int) and not index):
            return unknown_key(model, Mapping(place), steps[: index + 1])
    return None


def unknown(key: str, place: Place) -> Problem | None:
    """Return what is wrong with the key of a setting that no file can have, as far as nothing needs to be read."""
    return _misspelt(MODELS[root(key)], _steps(key), place)


def _is_beyond(node: Node, step: str | int | None) -> bool:
    return isinstance(node, Sequence) and isinstance(step, int) and step > len(node.items)


def _put(node: Node, step: str | int | None, new: Node, place: Place) -> Problem | None:
    if isinstance(node, Mapping):
        node.put(str(step), new, place)
    elif isinstance(node, Sequence) and isinstance(step, int):
        # defense settings.beyond: a value beyond the end of a list is an error, and not dropped
        if _is_beyond(node, step):
            count = len(node.items)
            said = f"the list has {count} {'entry' if count == 1 else 'entries'}"
            return Problem(f"index {step} is beyond the end; {said}", place, f"`[{count}]` appends one")
        # In a list, nothing is not an entry.
        node.items[step : step + 1] = [] if is_null(new) else [new]
    return None


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.entries.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _empty(step: str | int, place: Place) -> Node:
    return Sequence(place) if isinstance(step, int) else Mapping(place)


def _takes(node: Node, step: str | int) -> bool:
    """Return whether the node can be stepped into; a list can not by key, a scalar not at all."""
    if isinstance(node, Mapping):
        return isinstance(step, str)
    return isinstance(node, Sequence) and isinstance(step, int)
