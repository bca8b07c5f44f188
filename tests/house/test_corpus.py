"""Each template of the corpus is broken in one way, and is told exactly that, with its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from corpus import CORPUS, healthy

from jdgen.errors import TemplateError
from jdgen.house.checking.check import faults
from jdgen.house.checking.mend import mended
from jdgen.house.checking.rules import RULES
from jdgen.house.faults import Fault

SOURCE = "acme.docx"


@cache
def found(data: bytes) -> tuple[Fault, ...]:
    """What is wrong with a template; each is looked at once."""
    return tuple(faults(data, SOURCE, "posting"))


def lines(data: bytes) -> list[str]:
    """What is said of a template, with the level of what is no error."""
    said = (("" if each.level == "error" else f"{each.level}: ") + str(each.problem(SOURCE)) for each in found(data))
    return [*said]


def test_the_healthy_template_has_no_fault() -> None:
    assert lines(healthy()) == []


def test_there_are_enough_of_them() -> None:
    assert len(CORPUS) >= 60
    assert len({rule for rule, _ in CORPUS}) >= 30
    assert {rule for rule, _ in CORPUS} <= set(RULES)


@pytest.mark.parametrize(("rule", "name"), CORPUS)
def test_the_rule_finds_it(rule: str, name: str) -> None:
    assert rule in {fault.rule for fault in found(CORPUS[rule, name])}


def test_what_is_said_of_each(golden: Callable[[str, str], None]) -> None:
    """The whole text is compared: a fault too many is as wrong as one that is missing."""
    said = [f"{name}\n" + "".join(f"  {line}\n" for line in lines(data)) for (_, name), data in CORPUS.items()]
    golden("templates.txt", "\n".join(said))


@pytest.mark.parametrize(("rule", "name"), CORPUS)
def test_what_can_be_mended_is_mended_once_and_for_all(rule: str, name: str) -> None:
    data = CORPUS[rule, name]
    whole = [fault for fault in found(data) if fault.mendable]
    fixed = mended(data, SOURCE)
    left = found(fixed)
    assert not [fault for fault in left if fault.mendable]
    assert (fixed == data) == (not whole)


def test_a_hostile_template_ends_in_errors_alone() -> None:
    """What is refused by a check is refused by a rendering, too: the two compile the same way."""
    for name in ("arithmetic", "an endless loop", "a chain of attributes", "a dangerous filter"):
        (data,) = (data for (_, own), data in CORPUS.items() if own == name)
        assert [fault.level for fault in found(data)] == ["error"]
    assert TemplateError.exit_code == 3
