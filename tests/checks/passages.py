"""Small postings, written as text with a sign for each kind of passage, for the tests of what checks find in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from textwrap import dedent
from typing import cast, get_args

import pytest

from jdgen import rules
from jdgen.documents.reading import Kind, Passage, Reading
from jdgen.errors import Place, Problem
from jdgen.model.rules import Part

SOURCE = "posting.md"
"""The file that the passages of a small posting are said to stand in."""
_SIGNS: dict[str, Kind] = {"# ": "title", "> ": "subtitle", "### ": "label", "= ": "fact", "- ": "bullet"}


def reading(text: str, **known: object) -> Reading:
    """Return the reading of a small text; `known` are fields of Reading, such as `company`, `places` or `whole`.

    One line is one passage: `# title`, `> subtitle`, `= Label: value` (a fact, in part facts), `## part: heading`,
    `### label`, `- bullet`, all else a paragraph. What follows a `##` line is in the part it names, such as `must` in
    `## must: What you bring`; `## : Heading` is of no known part. Every passage knows its line and column in the text.
    """
    return Reading(tuple(_passages(dedent(text).lstrip("\n"))), **({"place": Place(SOURCE)} | known))  # type: ignore[arg-type]


def ids(problems: Iterable[Problem]) -> list[str]:
    """Return the ids of the rules that problems are of, in order."""
    return [problem.rule for problem in problems]


def limit(monkeypatch: pytest.MonkeyPatch, rule: str, limits: dict[str, int]) -> None:
    """Give a rule of structure other limits for one test."""
    known = rules.structure()
    changed = {**known, rule: known[rule].model_copy(update={"limits": limits})}
    monkeypatch.setattr(rules, "structure", lambda: changed)


def _passages(text: str) -> Iterator[Passage]:
    part: Part = ""
    numbers = count()
    for line, written in enumerate(text.splitlines(), start=1):
        said = written.strip()
        if not said:
            continue
        if said.startswith("## "):
            name, _, said = said[3:].partition(":")
            assert name in get_args(Part), f"unknown part in line {line}: {name}"
            part, kind = cast("Part", name), cast("Kind", "heading")
        else:
            sign = next((sign for sign in _SIGNS if said.startswith(sign)), "")
            kind, said = _SIGNS.get(sign, "paragraph"), said[len(sign) :]
        said = " ".join(said.split())
        column = written.rfind(said) + 1 if said in written else 1
        own: Part = "facts" if kind == "fact" else "" if kind in ("title", "subtitle") else part
        yield Passage(kind, said, own, Place(SOURCE, line, column), ((0, line, column),), next(numbers))
