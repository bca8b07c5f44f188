"""Comments that switch a rule off for their line: `# jdgen: ignore[rule-id]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from jdgen.errors import Place, Problem

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*jdgen:\s*ignore(?:\[([^\]]*)\])?")
_NAME = re.compile(r"[^\s,]+")


class Ignored(NamedTuple):
    """A rule that a comment names, and where it names it; of a comment that names none, an empty text."""

    rule: str
    place: Place


Comments = Mapping[str, Mapping[int, tuple["Ignored", ...]]]
"""The comments of files, by their names and lines."""


def comments_in(sources: Iterable[str]) -> Comments:
    """Return the comments of several files; each is read once."""
    return {source: ignored(source) for source in dict.fromkeys(sources)}


def silencing(problem: Problem, comments: Comments) -> list[Ignored]:
    """Return the comments that switch off the rule of a problem on its line."""
    if problem.place is None or not problem.rule:
        return []
    marks = comments.get(problem.place.source, {}).get(problem.place.line, ())
    return [mark for mark in marks if mark.rule == problem.rule]


def loud(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, each once, but for those that comments switch off on their lines."""
    found = list(dict.fromkeys(problems))
    comments = comments_in(problem.place.source for problem in found if problem.place)
    return [problem for problem in found if not silencing(problem, comments)]


def ignored(source: str) -> Mapping[int, tuple[Ignored, ...]]:
    """Return the rules that the comments of a file switch off, by line; a file that is no YAML has none."""
    path = Path(source)
    if path.suffix.lower() not in {".yaml", ".yml"} or not path.is_file():
        return {}
    found: dict[int, tuple[Ignored, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        comment = _COMMENT.search(line)
        if comment:
            start = comment.start(1) + 1
            names = _NAME.finditer(comment[1] or "")
            marks = tuple(Ignored(name[0], Place(source, number, start + name.start())) for name in names)
            found[number] = marks or (Ignored("", Place(source, number, comment.start() + 1)),)
    return found
