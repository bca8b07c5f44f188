"""What a posting holds and how much of it: the tests of the rules in `rules/structure.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jdgen import rules
from jdgen.checks.structure_company import company
from jdgen.checks.structure_parts import parts
from jdgen.checks.structure_pay import asked, pay
from jdgen.checks.structure_requirements import duties, requirements
from jdgen.checks.structure_scan import Scan, scan
from jdgen.checks.structure_title import title
from jdgen.checks.structure_words import words
from jdgen.documents.reading import Reading
from jdgen.errors import Problem

_TESTS: tuple[Callable[[Scan], Iterator[Problem]], ...] = (
    title, pay, duties, requirements, parts, words, company, asked,
)  # fmt: skip
_MOST = 20
"""How many problems of one rule are told one by one; the last of them says how many more there are."""


def structure(reading: Reading) -> Iterator[Problem]:
    """Yield what is wrong with the structure of a posting, by rules for its language."""
    known = rules.structure()
    found: dict[str, list[Problem]] = {}
    scanned = scan(reading)
    for test in _TESTS:
        for problem in test(scanned):
            if known[problem.rule].language == reading.language.partition("-")[0]:
                found.setdefault(problem.rule, []).append(problem)
    for problems in found.values():
        yield from problems[: _MOST - 1]
        left = len(problems) - _MOST
        for last in problems[_MOST - 1 : _MOST]:
            yield last._replace(message=f"{last.message}, and {left} more like it") if left > 0 else last
