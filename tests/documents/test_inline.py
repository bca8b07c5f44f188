"""Inline markup is read in prose and in nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.tree import Break, Inline, Run
from jdgen.errors import Place
from jdgen.model.text import Prose, Text

PLAIN = [
    "snake_case_name", "2 * 3 * 4", "a < b > c", "C:\\new\\x", "# x", "1. x", "- x", "> x", "| a |", "R&D", "&",
    "&nosuch;",
    "[x]", "[x] (y)", "x!", "{{ x }}", "5 ** 2", "_", "*", "`", "===", "http://a.example",
]  # fmt: skip
INERT = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:x)", "[x](data:text/html,x)", "[x](file:///etc/passwd)", "[x](//a.b)",
    "[x](\\\\host\\share)", "[x](relative)", "[x](https://)", "[x](mailto:nobody)", "[x](vbscript:x)",
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("**a** b", (Run("a", bold=True), Run(" b"))),
        ("__a__ _b_", (Run("a", bold=True), Run(" "), Run("b", italic=True))),
        ("***a***", (Run("a", bold=True, italic=True),)),
        ("`a *b*`", (Run("a *b*", code=True),)),
        ("[a](https://a.example)", (Run("a", link="https://a.example"),)),
        ("[**a** b](tel:+123)", (Run("a", bold=True, link="tel:+123"), Run(" b", link="tel:+123"))),
        ("<https://a.example>", (Run("https://a.example", link="https://a.example"),)),
        ("<me@a.example>", (Run("me@a.example", link="mailto:me@a.example"),)),
        ("a\nb", (Run("a"), Break(), Run("b"))),
        ("*a\nb*", (Run("a", italic=True), Break(), Run("b", italic=True))),
        ("&amp; &lt;b&gt; &#12; &copy;", (Run("&amp; &lt;b&gt; &#12; &copy;"),)),
        ('[x](https://a.example "a&#12;b")', (Run("x", link="https://a.example"), Run(" (a\\x0cb)"))),
        ('[x](https://a.example "what it is")', (Run("x", link="https://a.example"), Run(" (what it is)"))),
        ("a [](https://a.example) b", (Run("a "), Run("https://a.example", link="https://a.example"), Run(" b"))),
        ("[ ](https://a.example)", (Run(" "), Run("https://a.example", link="https://a.example"))),
        ("![](https://a.example)", (Run("!"), Run("https://a.example", link="https://a.example"))),
        ("[b](tel:+1)**[](tel:+2)**", (Run("b", link="tel:+1"), Run("tel:+2", bold=True, link="tel:+2"))),
        (r"\*a\* \_b\_ \`c\` \[d\]", (Run("*a* _b_ `c` [d]"),)),
        ("<b>x</b>", (Run("<b>x</b>"),)),
        ("![a](https://a.example/x.png)", (Run("!"), Run("a", link="https://a.example/x.png"))),
    ],
)
def test_markup_in_prose(value: str, shown: tuple[Inline, ...]) -> None:
    assert inlines(Prose(value)) == shown


@pytest.mark.parametrize("value", PLAIN)
def test_what_is_no_markup_stays(value: str) -> None:
    assert inlines(Prose(value)) == (Run(value),)


@pytest.mark.parametrize("value", INERT)
def test_links_that_lead_nowhere_good_are_words(value: str) -> None:
    found = inlines(Prose(value))
    assert [run.link for run in found] == [""] * len(found)
    assert "".join(run.text for run in found).replace("\\", "") == value.replace("\\", "")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_literal_texts_are_untouched(value: str) -> None:
    assert inlines(Text(value)) == (Run(value),)
    assert inlines(value) == (Run(value),)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=9), max_size=5))
def test_lines_of_literal_texts_are_breaks(lines: list[str]) -> None:
    value = "\n".join(lines)
    found = inlines(Text(value))
    assert "".join("\n" if isinstance(i, Break) else i.text for i in found) == value
    assert [i for i in found if isinstance(i, Run) and ("\n" in i.text or not i.text)] == []


def test_paragraphs_know_the_place_of_the_whole() -> None:
    value = Prose("one\ntwo\n\n \n\nthree")
    value.place = Place("a.yaml", 3, 4)
    parts = paragraphs(value)
    assert parts == ("one\ntwo", "three")
    assert [part.place for part in parts] == [value.place] * 2
    assert [type(part) for part in parts] == [Prose] * 2


def test_plain_prose_does_not_import_the_parser() -> None:
    code = (
        "import sys; from jdgen.documents.inline import inlines; from jdgen.model.text import Prose;"
        "inlines(Prose('plain, words. #1 - x')); print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
