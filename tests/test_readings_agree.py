"""A finished posting of ours reads the same as its tree, in each format, and the same rules find the same in it.

One normalization: plain text sets the address of a link behind its words, in angle brackets; a tree has it beside them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module

import pytest
from full import FULL, made_of

from jdgen.checks.language import language
from jdgen.checks.structure import structure
from jdgen.documents.reading import Reading, reading
from jdgen.documents.tree import Document
from jdgen.errors import Problem
from jdgen.inputs.finished.posting import Finished, read_finished
from jdgen.pipeline import compose
from jdgen.render import BOARDS, FORMATS
from jdgen.render.options import PageOptions
from making import EXAMPLE, document

FACES = ("docx", "html", "md", "txt", "ats-html")
ROLES = ("junior-software-engineer", "system-analyst", "vp-engineering")
WIDTHS = (40, 72, 120, 200)
MISTAKES = {
    "opening.title_override": "Sales Ninja (URGENT!!!)",
    "opening.reason": "The **old** pump died, and he will mend it; read [the story](https://acme.example/pump). TBD.",
    "company.about": "Acme is a fast-paced environment.\n\nOur salesmen are [insert praise].",
    "company.benefits": ["Competitive salary, up to $120,000", "Beer on Fridays"],
    "opening.travel": "To Boise, as he or she likes",
    "opening.bonus": "Guru money",
}
_ADDRESS = re.compile(r" <(?:https?:|mailto:)[^<>\s]+>")


@cache
def tree(name: str) -> Document:
    """Return the posting of an example, of a role with every field filled, or of one with planted mistakes."""
    if name in EXAMPLE:
        return document("posting", name)
    inputs = json.loads(json.dumps(FULL))
    del inputs["candidate"]
    if name in ROLES:
        inputs["opening"] |= {"role": name, "interview": {}}
        return compose("posting", made_of(inputs, role=name))
    for path, value in MISTAKES.items():
        root, field = path.split(".")
        inputs[root][field] = value
    return compose("posting", made_of(inputs))


def finished(name: str, face: str, width: int | None = None) -> Finished:
    """Return a posting rendered and read again, without a name that says its format."""
    render = import_module((FORMATS | BOARDS)[face]).render
    return read_finished("-", stdin=render(tree(name), PageOptions(width=width)))


def said(read: Reading) -> list[tuple[str, str, str]]:
    """Return kind, part and words of each passage."""
    return [(passage.kind, passage.part, _ADDRESS.sub("", passage.text)) for passage in read.passages]


def found(read: Reading) -> Counter[tuple[str, str]]:
    """Return what structure and language find, without places."""
    problems: Iterable[Problem] = (*structure(read), *language(read))
    return Counter((problem.rule, problem.message) for problem in problems)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", [*EXAMPLE, *ROLES, "mistaken"])
def test_a_face_reads_as_its_tree_does(name: str, face: str) -> None:
    wanted = said(reading(tree(name)))
    assert said(finished(name, face).reading) == wanted
    assert len({part for _, part, _ in wanted}) >= 11


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*EXAMPLE, "mistaken"])
def test_wrapped_lines_are_joined_again(name: str, width: int) -> None:
    assert said(finished(name, "txt", width).reading) == said(reading(tree(name)))


@pytest.mark.parametrize("face", FACES)
def test_the_same_rules_find_the_same_in_each_face(face: str) -> None:
    wanted = found(reading(tree("mistaken")))
    assert {"title.decorated", "placeholder.left", "pronoun.gendered", "pay.open_ended"} <= {rule for rule, _ in wanted}
    assert {"words.title", "words.gendered"} <= {rule for rule, _ in wanted}
    assert found(finished("mistaken", face).reading) == wanted


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_examples_have_nothing_to_find(name: str) -> None:
    assert not found(reading(tree(name)))
    assert not found(finished(name, "docx").reading)


def test_a_passage_of_a_tree_knows_where_its_words_were_written() -> None:
    passages = reading(document("posting")).passages
    listed = [passage for passage in passages if passage.kind == "bullet"]
    placed = [passage for passage in listed if passage.part in ("duties", "must", "nice")]
    assert len(placed) > 10
    for passage in placed:
        place = passage.at(3)
        assert place is not None
        assert place.source.endswith(".yaml")
        assert place.line > 1
    assert [passage.number for passage in passages] == list(range(len(passages)))
