"""`--set KEY=VALUE`: single values laid over the files before the model reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs.kinds import MODELS
from jdgen.inputs.schema import Location, fields_at, unknown_key
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null
from jdgen.model.base import Entity

ROOTS = ("role", "company", "opening", "candidate")
# No list is longer than a file has lines, and Python refuses to read a number of thousands of digits.
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]{1,6})\]")
_KEY = re.compile(r"[^.\[\]]+(\.[^.\[\]]+|\[[0-9]{1,6}\])+")
_HALF = re.compile("[\ud800-\udfff]")


def root(setting: str) -> str:
    """Return what a `root.key=value` is laid over."""
    return re.split(r"[.\[=]", setting, maxsplit=1)[0]


def apply(settings: Iterable[str], roots: dict[str, Mapping]) -> None:
    """Lay each `root.key=value` over the trees; raise InputError for keys that no tree can take."""
    problems: list[Problem] = []
    for setting in settings:
        key, sign, value = setting.partition("=")
        place = Place(f"--set {key}")
        first = root(setting)
        if _HALF.search(setting):
            # Bytes that are no UTF-8 come from the shell as halves of characters.
            problems.append(Problem("is not UTF-8 text", place))
            continue
        if sign and first and first not in ROOTS:
            message = f"unknown root `{printable(first, 60)}`; the roots are {', '.join(ROOTS)}"
            problems.append(Problem(message, place, nearest(first, ROOTS)))
            continue
        if not sign or not _KEY.fullmatch(key):
            message = f"`--set {printable(setting, 60)}` is not KEY=VALUE"
            problems.append(Problem(message, None, "write `--set company.name=Acme`"))
            continue
        steps = [match[1] if match[1] is not None else int(match[2]) for match in _STEP.finditer(key)]
        tree = roots.setdefault(first, Mapping(Place(first)))
        problem = _lay(tree, MODELS[first], steps[1:], Scalar(value, place, value == "null"))
        if problem:
            problems.append(problem)
    if problems:
        raise InputError(problems)


def _lay(tree: Mapping, model: type[Entity], steps: list[str | int], value: Scalar) -> Problem | None:
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
            return _misspelt(model, tuple(steps), place)
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
    steps = [match[1] if match[1] is not None else int(match[2]) for match in _STEP.finditer(key)]
    return _misspelt(MODELS[root(key)], tuple(steps[1:]), place)


def _is_beyond(node: Node, step: str | int | None) -> bool:
    return isinstance(node, Sequence) and isinstance(step, int) and step > len(node.items)


def _put(node: Node, step: str | int | None, new: Node, place: Place) -> Problem | None:
    if isinstance(node, Mapping):
        node.put(str(step), new, place)
    elif isinstance(node, Sequence) and isinstance(step, int):
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
