"""`--set KEY=VALUE`: single values laid over the files before the model reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null

ROOTS = ("role", "company", "opening", "candidate")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_KEY = re.compile(r"[^.\[\]]+(\.[^.\[\]]+|\[\d+\])+")


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
        problem = _lay(tree, steps[1:], Scalar(value, place, value == "null"), place)
        if problem:
            problems.append(problem)
    if problems:
        raise InputError(problems)


def _lay(tree: Mapping, steps: list[str | int], value: Scalar, place: Place) -> Problem | None:
    node: Node = tree
    for step, following in pairwise([*steps, None]):
        found = _child(node, step) if step is not None else None
        if found is not None and following is not None and _takes(found, following):
            node = found
            continue
        new = value if following is None else _empty(following, place)
        problem = _put(node, step, new, place)
        if problem:
            return problem
        node = new
    return None


def _put(node: Node, step: str | int | None, new: Node, place: Place) -> Problem | None:
    if isinstance(node, Mapping):
        node.put(str(step), new, place)
    elif isinstance(node, Sequence) and isinstance(step, int):
        if step > len(node.items):
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
