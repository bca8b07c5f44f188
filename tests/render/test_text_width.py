"""Plain text with `--width`: the same words, lines that end in time, and entries that hang behind their signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import faces
from conftest import Ran
from jdgen.documents.tree import Document
from jdgen.render import text
from jdgen.render.options import PageOptions
from jdgen.render.wrapping import wrapped
from making import EXAMPLE, RIVERBEND, document
from samples import DOCUMENTS, POSTING, RUBRIC

WIDTHS = (20, 33, 60, 72, 200)


def lines(tree: Document, width: int | None) -> list[str]:
    return text.render(tree, PageOptions(width=width)).decode().splitlines()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["posting", "letter"])
@pytest.mark.parametrize("name", EXAMPLE)
def test_wrapped_text_says_the_same(name: str, kind: str, width: int) -> None:
    tree = document(kind, name)
    found = lines(tree, width)
    assert faces.difference("txt", tree, "\n".join(found)) == ""
    assert "\n".join(found).split() == "\n".join(lines(tree, None)).split()
    headings = {above for above, rule in pairwise(found) if set(rule) in ({"="}, {"-"})}
    long = [line for line in found if len(line) > width and line not in headings and set(line) not in ({"="}, {"-"})]
    # What stands over the edge is one word, or one with the sign that may not begin a line.
    assert [line for line in long if len(re.sub(r" ([-–]|\d+\.)(?= |$)", "", line.strip("- ")).split()) > 2] == []
    assert all(line == line.rstrip() for line in found)


def test_without_a_width_a_paragraph_is_one_line() -> None:
    for tree in DOCUMENTS.values():
        assert text.render(tree, PageOptions()) == text.render(tree, PageOptions(paper="a4"))
        assert lines(tree, None) != lines(tree, 20)


def test_entries_hang_behind_their_signs() -> None:
    found = lines(POSTING, 40)
    at = next(number for number, line in enumerate(found) if line.startswith("- Own the design"))
    assert found[at : at + 3] == [
        "- Own the design of large features, from",
        "  the first question to a running",
        "  service.",
    ]
    # A further line of a value has no label of its own, and no line is left empty for it.
    assert wrapped("             Minneapolis: $90,000", 13, 20) == ["  Minneapolis:", "  $90,000"]
    narrow = lines(document("posting"), 20)
    assert narrow[narrow.index("Apply by") :][:3] == ["Apply by", "  December 18, 2026", "Requisition  ENG-214"]
    wide = [line for line in lines(document("posting", "lindqvist"), 48) if line.startswith(("Pay ", "  "))]
    assert wide[0].startswith("Pay          £74,000")


def test_tables_and_lines_to_write_on_stay_as_they_are() -> None:
    kept = [line for line in lines(RUBRIC, None) if "|" in line or line.startswith("___")]
    assert [line for line in lines(RUBRIC, 30) if "|" in line or line.startswith("___")] == kept
    assert len(kept) > 5


@pytest.mark.parametrize("sign", ["-", "–", "*", "|", "12.", "3)", "===", "---", "___", "#", ">"])
def test_no_line_begins_with_what_would_make_it_something_else(sign: str) -> None:
    found = wrapped(f"- one two {sign} three", 2, 9)
    assert found == ["- one", f"  two {sign}", "  three"]


@settings(max_examples=50)
@given(st.lists(st.from_regex(r"[a-z–\-0-9.]{1,30}", fullmatch=True), min_size=1, max_size=30),
       st.integers(0, 16), st.integers(20, 200))  # fmt: skip
def test_any_words_come_through(words: list[str], indent: int, width: int) -> None:
    line = "x" * indent + " ".join(words)
    found = wrapped(line, indent, width)
    assert found[0].startswith("x" * indent)
    assert " ".join([found[0][indent:], *found[1:]]).split() == words
    sign = re.compile(r"[-–]+|\d{1,3}\.")
    own = [[word for word in part.split() if not sign.fullmatch(word)] for part in found]
    assert [part for part, left in zip(found, own, strict=True) if len(part) > width and len(left) > 1] == []


def test_an_address_is_never_cut(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    url = "https://careers.riverbend.example/" + "long/" * 20 + "x"
    command = ["posting", *RIVERBEND.files[:2], "--set", f"opening.apply.url={url}", "-f", "txt", "-o", tmp_path]
    ran = jdgen(*command, "--width", "40", "-v")
    assert ran.code == 0
    (path,) = ran.paths
    said = path.read_text(encoding="utf-8")
    assert f"\n{url} by December 18, 2026.\n" in said or f"\n{url}\n" in said
    assert f"{len(said.rstrip()):8} characters  posting txt\n" in ran.err
    assert "characters" not in jdgen(*command, "--width", "40").err
