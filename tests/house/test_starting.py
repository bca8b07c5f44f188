"""The template to start from: every section has its place, every tag a comment, and filled it says the same."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import judges
from conftest import EXAMPLES
from faces import difference, word
from jdgen.documents import contract
from jdgen.documents.look import Look, Picture
from jdgen.house.checking.check import faults
from jdgen.house.filling.filling import filled
from jdgen.house.opening.package import opened
from jdgen.house.reading.tags import tags
from jdgen.house.starting import starting
from jdgen.inputs import sample
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from making import LINDQVIST, RIVERBEND, material

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 11, 20)
ROOTS = {"posting": "posting", "rubric": "kit"}
RIVERBEND_LOGO = EXAMPLES / "companies" / "riverbend.png"
MODERN = Look(theme="modern", accent="7A3E00", title=(30, 36))


@cache
def template(kind: str, look: Look = Look()) -> bytes:  # noqa: B008 - a tuple, which nobody changes
    return starting(kind, PageOptions("letter", look=look), "en-US", DAY)


def part(kind: str, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(template(kind))).read(name))


def words(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def head(kind: str) -> list[str]:
    return [f"{{{{ {ROOTS[kind]}.{name} }}}}" for name in ("title", "subtitle")] if kind in ROOTS else []


@pytest.mark.parametrize("kind", contract.KINDS)
def test_every_section_has_its_place_in_order(kind: str) -> None:
    body = [words(paragraph) for paragraph in part(kind, "word/document.xml").iter(f"{W}p")]
    names = [name for name in contract.section_names(kind) if name not in ("body", "rest")]
    assert body == [*head(kind), *(f'{{{{p section("{name}") }}}}' for name in names)]


@pytest.mark.parametrize("kind", contract.KINDS)
def test_each_tag_is_one_run_without_a_fault(kind: str) -> None:
    found, wrong = tags(opened(template(kind), "acme.docx"))
    assert wrong == []
    assert len(found) == len(head(kind)) + len(contract.section_names(kind)) - 2 + (3 if kind in ROOTS else 1)
    assert [tag.written for tag in found if tag.is_split] == []


@pytest.mark.parametrize("kind", ["posting", "rubric"])
def test_title_and_feet_stand_in_the_styles_that_readers_look_for(kind: str) -> None:
    body = part(kind, "word/document.xml")
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    assert (styles[:2], set(styles[2:])) == (["Title", "Subtitle"], {"Heading1"})
    assert words(part(kind, "word/header1.xml")) == f"{{{{ {ROOTS[kind]}.header }}}}"
    for foot in ("word/footer1.xml", "word/footer2.xml"):
        assert words(part(kind, foot)).startswith(f"{{{{ {ROOTS[kind]}.footer }}}}")
        codes = "".join(code.text or "" for code in part(kind, foot).iter(f"{W}instrText"))
        assert codes.split() == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("kind", contract.KINDS)
def test_a_comment_beside_each_tag_says_what_it_gives(kind: str) -> None:
    said = {note.get(f"{W}id"): [words(p) for p in note.iter(f"{W}p")] for note in part(kind, "word/comments.xml")}
    paragraphs = list(part(kind, "word/document.xml").iter(f"{W}p"))
    beside = [[said[mark.get(f"{W}id")] for mark in p.iter(f"{W}commentReference")] for p in paragraphs]
    assert all(beside)
    assert len(said) == len(paragraphs) + 2
    assert beside[0][0][0] == (
        "This is your template. What stands in {{ … }} is replaced by jdgen; all else is printed as it stands here."
    )
    assert beside[-1][-1][0] == f"All values and sections: type `jdgen template fields {kind}`."
    for paragraph, notes in zip(paragraphs, beside, strict=True):
        section = re.search(r'section\("([\w-]+)"\)', words(paragraph))
        if section:
            (note,) = [note for note in notes if note[0] == contract.section_names(kind)[section[1]]]
            must = section[1] in contract.must_show(kind)
            assert note[1].startswith("Move it, but do not delete it" if must else "Move it, or put {# leave out: ")
            assert (f"{{# leave out: {section[1]} #}}" in note[1]) is not must


@pytest.mark.parametrize("kind", contract.KINDS)
def test_the_file_has_a_title_and_a_language_of_its_own(kind: str) -> None:
    core = {element.tag.partition("}")[2]: element.text for element in part(kind, "docProps/core.xml")}
    titles = {"posting": "Job posting", "rubric": "Interview kit", "letter": "Cover letter"}
    assert core == {"title": f"{titles[kind]} template", "language": "en-US"}


def test_the_same_is_written_every_time_and_a_theme_changes_the_styles() -> None:
    again = starting("posting", PageOptions("letter"), "en-US", DAY)
    assert again == template("posting")
    colored = zipfile.ZipFile(io.BytesIO(template("posting", MODERN))).read("word/styles.xml")
    assert (b"7A3E00" in colored, b"0B4F6C" in colored) == (True, False)


def test_a_logo_stands_before_the_title_and_comments_stay_beside_their_tags() -> None:
    logo = Picture("png", RIVERBEND_LOGO.read_bytes(), 80, 34, "Riverbend Robotics")
    made = zipfile.ZipFile(io.BytesIO(template("posting", MODERN._replace(logo=logo))))
    assert made.read("word/media/logo.png") == logo.data
    first, *others = ET.fromstring(made.read("word/document.xml")).iter(f"{W}p")
    assert (words(first), next(first.iter(f"{W}commentReference"), None)) == ("", None)
    assert [next(p.iter(f"{W}commentReference"), None) is None for p in others] == [False] * 14


def test_the_kit_says_what_its_wide_and_its_public_pages_need() -> None:
    notes = [[words(p) for p in note.iter(f"{W}p")] for note in part("rubric", "word/comments.xml")]
    meanings = contract.section_names("rubric").values()
    more = {note[0]: note[2] for note in notes if len(note) == 3 and note[0] in meanings}
    assert {said: text.partition(".")[0] for said, text in more.items()} == {
        "The debrief sheet.": "Its table is wide",
        "The sheet for the candidate.": "The head of the pages says {{ kit",
    }


def test_most_letters_fit_their_page() -> None:
    (style,) = [one for one in part("letter", "word/styles.xml") if one.get(f"{W}styleId") == "Letter"]
    spacing = next(style.iter(f"{W}spacing"))
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}after")) == ("290", "160")


@pytest.mark.skipif(bool(judges.needs("open_xml")), reason=str(judges.needs("open_xml")))
def test_the_files_are_valid(tmp_path: Path) -> None:
    paths = [tmp_path / f"{kind}.docx" for kind in contract.KINDS]
    for path in paths:
        path.write_bytes(template(path.stem))
    assert judges.open_xml(paths) == {path: [] for path in paths}


@pytest.mark.parametrize("kind", contract.KINDS)
def test_the_check_finds_nothing_wrong(kind: str) -> None:
    found = [(fault.rule, fault.level) for fault in faults(template(kind), "acme.docx", kind)]
    assert [rule for rule, level in found if level in ("error", "warning")] == []


MADE = {
    "sample posting": ("posting", sample.material), "sample rubric": ("rubric", sample.material),
    "sample letter": ("letter", sample.material), "posting in London": ("posting", lambda _: material(LINDQVIST)),
    "kit in London": ("rubric", lambda _: material(LINDQVIST)),
    "letter in Denver": ("letter", lambda _: material(RIVERBEND)),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_filled_it_says_what_the_built_in_template_says(name: str) -> None:
    kind, given = MADE[name]
    made = given(kind)
    document = compose(kind, made)
    values = contract.values(made, document)
    done = filled((template(kind), "acme.docx"), document, values, PageOptions("letter"), draft=False)
    assert done.notices == ()
    assert difference("docx", document, word(done.data)) == ""
    held = zipfile.ZipFile(io.BytesIO(done.data))
    assert [part for part in held.namelist() if "comments" in part] == []
    assert b"<w:comment" not in held.read("word/document.xml")
