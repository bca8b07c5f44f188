"""No pattern of the checks can be made slow by a text: by its form, and measured on texts that try."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest

import jdgen.checks
import jdgen.rules
from jdgen.model.base import NAME
from jdgen.rules import do_not_ask_patterns

FEW = 12
"""So many turns of an inner repeat are no danger."""
FEWER = 4
"""Nor are so many turns of an outer one: a text is read in a few ways, not in a number that doubles with each sign."""
APART = (NAME.pattern,)
"""Patterns whose outer repeat begins with a sign that the inner one cannot hold, so that a text is read in one way."""
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
SECONDS = 2.0


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module of the checks and the rules holds, and those of the interview rules."""
    found = {f"do-not-ask.{entry.id}": pattern for entry, pattern in do_not_ask_patterns()}
    for package in (jdgen.checks, jdgen.rules):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, held in vars(importlib.import_module(module.name)).items():
                for number, value in enumerate(held if isinstance(held, tuple | list) else [held]):
                    if isinstance(value, re.Pattern):
                        found[f"{module.name}.{name}.{number}"] = value
    return found


ALL = patterns()


def repeats(parsed: object, inside: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the most times of each repeat of a pattern, and those of the repeats around it."""
    for operation, value in parsed:  # type: ignore[attr-defined]
        if operation in REPEATS:
            _, most, inner = value
            yield int(most), inside
            yield from repeats(inner, inside * max(int(most), 1))
        elif isinstance(value, tuple | list):
            for part in value:
                for inner in part if isinstance(part, list) else [part]:
                    if isinstance(inner, _parser.SubPattern):
                        yield from repeats(inner, inside)


def dangers(pattern: str) -> list[tuple[int, int]]:
    """The repeats of a pattern that stand inside others so that the ways to read a text multiply."""
    return [(most, around) for most, around in repeats(_parser.parse(pattern)) if around > FEWER and most > FEW]


def test_there_are_patterns_to_look_at() -> None:
    assert len(ALL) > 20
    assert {name.split(".")[0] for name in ALL} == {"do-not-ask", "jdgen"}


@pytest.mark.parametrize("wrong", [r"(a+)+b", r"(?:\w+\s*)*x", r"((a|b)*c)*", r"(?:x{0,99}){0,99}y", r"(?:[^,]+,?)*$"])
def test_the_look_at_the_form_sees_what_is_wrong(wrong: str) -> None:
    assert dangers(wrong) != []


@pytest.mark.parametrize("name", ALL)
def test_no_pattern_repeats_a_repeat(name: str) -> None:
    assert ALL[name].pattern in APART or dangers(ALL[name].pattern) == []


HOSTILE = ("a", " ", "a ", "A. ", "1", "$1", "1,", "a'", "a-", ".", "!", "(", "[", "how old ", "your ", "é", "\t", "a@")


@pytest.mark.parametrize("name", ALL)
def test_no_text_makes_a_pattern_slow(name: str) -> None:
    start = time.process_time()
    found = [sum(1 for _ in ALL[name].finditer((piece * 20_000)[:20_000])) for piece in HOSTILE]
    assert len(found) == len(HOSTILE)
    assert time.process_time() - start < SECONDS
