"""Whether a text is an answer at all: the model says it of the value at its place in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdgen.errors import Place, Problem

if TYPE_CHECKING:
    from jdgen.documents.question_answers import Value
    from jdgen.documents.questions import Question
    from jdgen.inputs.source import Node

_STEP = re.compile(r"(\w+)|\[(\d{1,4})\]")


def steps(path: str) -> tuple[str | int, ...]:
    """Return `targets[0].reason` as its steps."""
    return tuple(int(index) if index else key for key, index in _STEP.findall(path))


def checked(question: Question, text: str) -> str:
    """Return what the model has against an answer, or an empty text; raise ValueError if it is none."""
    from jdgen.documents.question_answers import value_of
    from jdgen.inputs.schema import build
    from jdgen.inputs.source import Mapping
    from jdgen.model.candidate import Candidate

    problems: list[Problem] = []
    node = _node(value_of(question, text))
    for step in reversed(steps(question.path)):
        node = _around(step, node)
    if isinstance(node, Mapping):
        build(Candidate, node, problems)
    return "; ".join(problem.message for problem in problems)


def _node(value: Value) -> Node:
    from jdgen.inputs.source import Mapping, Scalar, Sequence

    place = Place("your answer")
    if isinstance(value, dict):
        found = Mapping(place)
        for key, inner in value.items():
            found.put(key, _node(inner), place)
        return found
    return Sequence(place, list(map(_node, value))) if isinstance(value, list) else Scalar(str(value), place)


def _around(step: str | int, node: Node) -> Node:
    """Return a list or a mapping that holds the node; a story has an id, whatever else is answered first."""
    from jdgen.inputs.source import Mapping, Scalar, Sequence

    place = node.place
    if isinstance(step, int):
        return Sequence(place, [node])
    found = Mapping(place)
    found.put(step, node, place)
    if step == "stories" and isinstance(node, Sequence) and isinstance(node.items[0], Mapping):
        node.items[0].put("id", Scalar("story", place), place)
    return found
