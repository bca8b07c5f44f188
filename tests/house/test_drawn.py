"""A template that was drawn in LibreOffice (`drawn/draw.py`): logo, two columns, footer, and three mistakes."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from conftest import EXAMPLES
from jdgen.render.word_zip import deflated, read, write

DRAWN = Path(__file__).parent / "drawn"
FILES = [
    "senior-software-engineer",
    "--company",
    EXAMPLES / "companies/riverbend.yaml",
    "--opening",
    EXAMPLES / "openings/riverbend-eng-214.yaml",
]
MISTAKES = [
    ("name.unknown", "paragraph 1"),
    ("tag.no_end", "table 1 row 1 cell 1"),
    ("tag.quotes", "paragraph 3"),
]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read(name).decode()


def words(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", " ", xml))


def typed_right(path: Path, target: Path) -> Path:
    """The template with the one mistake set right that only its author can."""
    members = read(path.read_bytes())
    main = members["word/document.xml"].data().replace(b"posting.titel", b"posting.title")
    members["word/document.xml"] = deflated("word/document.xml", main)
    target.write_bytes(write(members.values()))
    return target


def test_the_three_mistakes_are_told_with_their_places(jdgen) -> None:
    ran = jdgen("template", "check", DRAWN / "harborview.docx", "--json")
    assert ran.code == 1
    told = [(one["rule"], f"{one['unit']} {one['number']}") for one in json.loads(ran.out)["findings"]]
    assert [place for place in told if place in MISTAKES] == MISTAKES


def test_what_was_drawn_without_mistakes_has_no_error(jdgen) -> None:
    ran = jdgen("template", "check", DRAWN / "harborview-clean.docx", "--json")
    assert {one["level"] for one in json.loads(ran.out)["findings"]} <= {"warning", "notice"}


def test_with_mistakes_no_posting_is_made(jdgen, tmp_path: Path) -> None:
    ran = jdgen("posting", *FILES, "--template", DRAWN / "harborview.docx", "-f", "docx", "-o", tmp_path / "out")
    assert ran.code == 3
    assert "unknown name `posting.titel`" in ran.err
    assert "did you mean `posting.title`?" in ran.err
    assert "type `}}` after `pay.text`" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.fixture
def posting(jdgen, tmp_path: Path) -> Path:
    mended = tmp_path / "mended.docx"
    assert jdgen("template", "check", DRAWN / "harborview.docx", "--fix", mended).code == 1
    left = json.loads(jdgen("template", "check", mended, "--json").out)["findings"]
    assert [one["rule"] for one in left if one["level"] == "error"] == ["name.unknown"]
    whole = typed_right(mended, tmp_path / "whole.docx")
    ran = jdgen("posting", *FILES, "--template", whole, "-f", "docx", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    (made,) = ran.paths
    return made


def test_mended_it_gives_a_posting_that_looks_like_the_company(posting: Path) -> None:
    with zipfile.ZipFile(posting) as made, zipfile.ZipFile(DRAWN / "harborview.docx") as drawn:
        assert made.read("word/media/image1.png") == drawn.read("word/media/image1.png")
        assert b"image1.png" in made.read("word/_rels/header1.xml.rels")
    assert words(part(posting, "word/footer1.xml")).strip().startswith("Riverbend Robotics · ENG-214 · Page ")
    main = part(posting, "word/document.xml")
    assert main.count("EEF5F1") == 1, "the tinted column is there"
    title = re.search(r"<w:p\b(?:(?!</w:p>).)*Senior Software Engineer", main)
    assert title
    assert 'w:val="Title"' in title[0]
    headings = re.findall(r'<w:pStyle w:val="Heading1"/>', main)
    assert len(headings) >= 10, "each section has its heading in the style of the template"
    assert "1B5E3F" in part(posting, "word/styles.xml")


def test_the_words_are_those_of_the_built_in_template(posting: Path, jdgen, tmp_path: Path) -> None:
    from faces import word

    ran = jdgen("posting", *FILES, "-f", "docx", "-o", tmp_path / "own")
    (own,) = ran.paths
    ours, theirs = (sorted(word(file.read_bytes()).split()) for file in (own, posting))
    for said in theirs:
        if said in ours:
            ours.remove(said)
    assert ours == [], "nothing that the built-in template says is missing"
