"""One tree, one text: the five faces of every document say the same, whatever the values hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import faces
import judges
from conftest import DAY, Ran
from jdgen.documents.tree import (
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Run,
    Section,
    Table,
    plain,
    texts,
)
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from making import EXAMPLE, KINDS, RIVERBEND, ROLE, document, material
from samples import DOCUMENTS, POSTING

PAPERS = ("a4", "letter")

LITERAL = (
    "company.name",
    "company.accommodation.contact",
    "company.accommodation.channel",
    "opening.requisition",
    "opening.title_override",
    "opening.team",
    "opening.manager",
    "opening.hiring_manager",
    "opening.hours",
    "opening.start",
    "opening.languages[0]",
    "opening.locations[0].locality",
    "opening.pay.note",
    "opening.interview.loop[0].name",
    "candidate.name",
    "candidate.phone",
    "candidate.location",
    "candidate.current.company",
    "candidate.current.title",
    "candidate.target.company",
    "candidate.availability",
)
PROSE = (
    "role.duties[0].text",
    "role.requirements[0].text",
    "role.success.3 months",
    "company.about",
    "company.values[0]",
    "company.benefits[0]",
    "company.eeo_text",
    "company.ai_use.where",
    "opening.reason",
    "opening.equity",
    "opening.travel",
    "candidate.current.scope",
    "candidate.stories[0].problem",
    "candidate.stories[0].action",
    "candidate.stories[0].result",
    "candidate.bridge[0].text",
    "candidate.target.reason",
)
STAGE = (
    "opening.interview.loop[0].id=talk",
    "opening.interview.loop[0].minutes=30",
    "opening.interview.loop[0].by=manager",
    "opening.interview.loop[0].covers.design=primary",
    "company.ai_use.used=true",
)

HOSTILE = {
    "ampersand": "R&D <lead>",
    "quotes": "Zoë \"Ace\" O'Neil",
    "signs": "C++ / C#",
    "jinja": "{{ x }} {% raw %} {# c #}",
    "docxtpl": "{_{ x }_} {%p if x %}",
    "cdata": "]]> <![CDATA[x]]> <!-- y -->",
    "entities": "&amp; &#60; &nbsp; &lt;b&gt;",
    "tags": "<b>x</b> <br> <script>alert(1)</script>",
    "hash": "#1",
    "heading": "# x",
    "number": "1. x",
    "bracket number": "2) x",
    "dash": "- x",
    "plus": "+ x",
    "star": "* x",
    "quote": "> x",
    "table": "| a | b |",
    "rule": "=====\n-----\n***\n___",
    "fence": "```\nx\n```",
    "tildes": "~~~ x ~~ y",
    "backslashes": "C:\\new\\table \\ \\* end\\",
    "under": "snake_case __init__ _x_",
    "emphasis": "*x* _y_ **z** `c`",
    "link": "[x](https://a.example) <https://b.example> ![i](https://c.example/i.png)",
    "footnote": "x[^1] [ ] [x] text",
    "lines": "\n".join(f"line {number} of ten" for number in range(1, 11)),
    "blank lines": "one\n\ntwo\n\n\nthree",
    "indented": "one\n    two\n\tthree",
    "long word": "x" * 2000,
    "long mixed": "Kraftfahrzeughaftpflichtversicherung" * 30,
    "tab": "a\tb",
    "spaces": "  a   b  \n  c  ",
    "percent": "100 % ${x} $x %s \\1 \\g<0>",
    "dots": "Who? Me! And… so",
    "prompt-like": "[What broke?] [[company.name]]",
    "non-breaking": "10\u00a0kg 5\u202f% co\u00adop zero\u200bwidth",
    "combining": "e\u0301 Ångström ﬁx",
    "pipe end": "a|b\\|c",
    "autolink": "www.a.example https://a.example/?a=1&b=2 me@a.example",
}
NO_FONT = {
    "company names": "株式会社",
    "emoji": "🚀 done 👩‍💻",
}


def hostile_settings(value: str) -> list[str]:
    return [*STAGE, *(f"{path}={value}" for path in (*LITERAL, *PROSE))]


def options(settings: list[str]) -> list[str]:
    return [option for setting in settings for option in ("--set", setting)]


def kit_of(value: str) -> dict[str, Document]:
    made = material(RIVERBEND, *hostile_settings(value))
    return {kind: compose(kind, made) for kind in KINDS}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXAMPLE)
def test_five_faces_say_what_the_tree_says(name: str, kind: str, paper: str, tmp_path: Path) -> None:
    tree = document(kind, name)
    found = {}
    for suffix in faces.SUFFIXES:
        path = tmp_path / f"it.{suffix}"
        path.write_bytes(render(tree, suffix, PageOptions(paper)))
        found[suffix] = faces.difference(suffix, tree, faces.read(suffix, path, kind, paper))
    assert found == dict.fromkeys(faces.SUFFIXES, "")
    assert len(faces.expected(tree)) > 150


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_five_faces_of_the_samples(kind: str, tmp_path: Path) -> None:
    found = {}
    for suffix in faces.SUFFIXES:
        path = tmp_path / f"it.{suffix}"
        path.write_bytes(render(DOCUMENTS[kind], suffix, PageOptions()))
        found[suffix] = faces.difference(suffix, DOCUMENTS[kind], faces.read(suffix, path, kind, "letter"))
    assert found == dict.fromkeys(faces.SUFFIXES, "")


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_values_arrive_whole(label: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    settings = hostile_settings(HOSTILE[label])
    ran = jdgen("kit", ROLE, *RIVERBEND.files, "-f", "all", "-q", "-o", tmp_path, *options(settings))
    assert (ran.code, ran.err) == (0, "")
    trees = kit_of(HOSTILE[label])
    assert len(ran.paths) == len(trees) * len(faces.SUFFIXES)
    found = {}
    for path in ran.paths:
        kind, suffix = path.stem.rpartition("-")[2], path.suffix[1:]
        found[kind, suffix] = faces.difference(suffix, trees[kind], faces.read(suffix, path, kind, "letter"))
    assert found == dict.fromkeys(found, "")
    assert {kind for kind, _ in found} == set(KINDS)


@pytest.mark.parametrize("label", NO_FONT)
def test_characters_without_a_font(label: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    value = NO_FONT[label]
    command = ["kit", ROLE, *RIVERBEND.files, *options(hostile_settings(value)), "-q", "-o", tmp_path]
    refused = jdgen(*command, "-f", "all")
    if refused.code == 0:
        pytest.skip("a font of this machine has the characters")
    assert refused.code == 5
    assert refused.out == ""
    assert not list(tmp_path.iterdir())
    character = value[0]
    assert f"no font here has `{character}` U+{ord(character):04X}" in refused.err
    ran = jdgen(*command, "-f", "docx,html,md,txt")
    assert (ran.code, ran.err) == (0, "")
    trees = kit_of(value)
    found = {}
    for path in ran.paths:
        kind, suffix = path.stem.rpartition("-")[2], path.suffix[1:]
        found[kind, suffix] = faces.difference(suffix, trees[kind], faces.read(suffix, path, kind, "letter"))
    assert found == {(kind, suffix): "" for kind in KINDS for suffix in ("docx", "html", "md", "txt")}
