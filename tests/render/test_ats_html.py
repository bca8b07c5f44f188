"""The piece of HTML for applicant systems: a few tags, kept by a sanitizer that knows no other, and all the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import nh3
import pytest

import faces
from boards import HOSTILE, ROLES, invented, made, posting
from conftest import Ran
from jdgen.cli.options import read_formats
from jdgen.cli.root import jdgen as root
from jdgen.documents.tree import Box, Document, Paragraph, Run, Section
from jdgen.render import BOARDS, FORMATS, ats_html
from jdgen.render.options import PageOptions
from making import EXAMPLE, LINDQVIST, RIVERBEND, ROLE
from samples import POSTING, t

TAGS = {"p", "ul", "li", "strong", "br", "a"}


def sanitized(text: str, tags: set[str]) -> str:
    """Return what a strict sanitizer leaves of a text."""
    return nh3.clean(text, tags=tags, attributes={"a": {"href"}}, link_rel=None, url_schemes={"https", "mailto", "tel"})


def difference(document: Document) -> str:
    body = made(document, "ats-html").decode()
    return faces.difference("html", document, faces.html(f"<body>{body}</body>".encode()))


@pytest.mark.parametrize("role", ROLES)
def test_a_sanitizer_leaves_every_role_as_it_is(role: str) -> None:
    text = made(posting(role), "ats-html").decode()
    assert sanitized(text, TAGS) == text
    assert difference(posting(role)) == ""
    assert len(text) > 2000


@pytest.mark.parametrize("name", EXAMPLE)
def test_a_sanitizer_leaves_the_examples_as_they_are(name: str) -> None:
    text = made(posting(name=name), "ats-html").decode()
    assert sanitized(text, TAGS) == text
    assert difference(posting(name=name)) == ""


def test_each_tag_is_used_and_the_sanitizer_takes_away_others() -> None:
    text = made(invented(), "ats-html").decode()
    for tag in TAGS:
        assert f"<{tag}" in text
        assert sanitized(text, TAGS - {tag}) != text
    assert sanitized(f"<h1>{text}</h1>", TAGS) == text


def test_hostile_values_are_words() -> None:
    document = invented(
        company={"name": HOSTILE, "benefits": [HOSTILE], "about": "Line\nbreak"}, title_override=HOSTILE, team=HOSTILE
    )
    text = made(document, "ats-html").decode()
    assert sanitized(text, TAGS) == text
    assert difference(document) == ""
    assert "<p>Line<br>break</p>" in text


def test_all_kinds_of_blocks_of_a_posting_are_said() -> None:
    assert difference(POSTING) == ""


def test_bold_words_stay_and_other_styles_go() -> None:
    runs = t(Run("bold", bold=True), " ", Run("italic", italic=True), " ", Run("page", link="https://a.example/?b&c"))
    text = ats_html.render(one(Paragraph(runs)), PageOptions()).decode()
    assert text == '<p><strong>bold</strong> italic <a href="https://a.example/?b&amp;c">page</a></p>\n'


def one(*blocks: Any) -> Document:
    return replace(POSTING, title=(), subtitle=(), sections=(Section("s", (), blocks),))


@pytest.mark.parametrize("runs", [t(Box("A")), t(Run("x", link="javascript:alert(1)"))])
def test_what_no_posting_holds_is_refused(runs: Any) -> None:
    with pytest.raises(ValueError, match=r"not a link|no box"):
        ats_html.render(one(Paragraph(runs)), PageOptions())


NAMES = {
    "jsonld": "jsonld", "ats-html": "ats.html", "indeed-xml": "indeed.xml", "linkedin-xml": "linkedin.xml",
    "jobresume": "job.json",
}  # fmt: skip
STEM = f"riverbend-robotics-{ROLE}-eng-214"


def test_boards_are_files_of_their_own_and_all_does_not_mean_them(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    assert set(NAMES) == set(BOARDS)
    ran = jdgen("posting", *RIVERBEND.files[:2], "-f", "boards", "-o", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in ran.paths] == [f"{STEM}-posting.{suffix}" for suffix in NAMES.values()]
    parameter = next(one for one in root.commands["posting"].params if one.name == "formats")
    assert read_formats(click.Context(root), parameter, ("all",)) == tuple(FORMATS)
    assert read_formats(click.Context(root), parameter, ("Boards,html", "jsonld")) == (*BOARDS, "html")


def test_a_kit_has_the_board_file_of_its_posting_alone(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    ran = jdgen("kit", *RIVERBEND.files, "-f", "md,jsonld", "-o", tmp_path)
    assert ran.code == 0
    kinds = [path.name.removeprefix(f"{STEM}-") for path in ran.paths]
    assert kinds == ["posting.md", "posting.jsonld", "rubric.md", "letter.md"]
    printed = jdgen("kit", *RIVERBEND.files, "-f", "ats-html", "-o", "-", "-q")
    assert printed.out.startswith("<p><strong>Senior Software Engineer</strong></p>\n<p>Riverbend Robotics · Denver")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["letter", ROLE, "-f", "jsonld"], "`-f jsonld` is for job boards, which take a posting and no letter"),
        (["guide", ROLE, "-f", "html,boards"], "`-f boards` is for job boards, which take a posting and no guide"),
        (["posting", ROLE, "-f", "ats-html", "--audience", "internal"], "`--audience internal` stays within"),
        (["kit", ROLE, "-f", "jsonld", "--audience", "internal"], "`--audience internal` stays within the company"),
        (["posting", ROLE, "-f", "boards", "-o", "-"], "`-o -` prints one document in one format"),
        (["posting", ROLE, "-f", "jsonl"], "there is no format 'jsonl'; did you mean `jsonld`?"),
        (["posting", ROLE, "-f", "html", "--width", "72"], "`--width` is for plain text; add `txt` to `-f`"),
        (["posting", ROLE, "-f", "txt", "--width", "19"], "19 is not in the range 20<=x<=200"),
    ],
)
def test_formats_and_options_that_do_not_go_together(command: list[str], said: str, jdgen: Callable[..., Ran]) -> None:
    ran = jdgen(*command)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_draft_does_not_go_to_boards(jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("posting", *LINDQVIST.files[:2], "-f", "ats-html", "--draft", "-o", "-")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: a draft does not go to job boards; leave out `--draft`, or their formats\n")


def test_headings_are_bold_paragraphs() -> None:
    page = made(posting(), "ats-html").decode()
    wanted = ("What you will do", "Must have", "How to apply")
    assert [heading for heading in wanted if f"<p><strong>{heading}</strong></p>" not in page] == []
