"""`jdgen template new`: a template to start from, and nothing that is lost by it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXAMPLES, Ran

Run = Callable[..., Ran]
NOTHING = "error: 1 problem in 1 file; nothing was written\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", ["posting", "rubric", "letter"])
def test_a_template_is_written_and_what_to_type_next_is_said(jdgen: Run, kind: str) -> None:
    ran = jdgen("template", "new", kind, "acme corp.docx")
    assert (ran.code, ran.out) == (0, "acme corp.docx\n")
    assert ran.err.splitlines()[0] == (
        "next: open it in Word and make it yours, then `jdgen template check 'acme corp.docx'`"
    )
    assert ran.err.splitlines()[1].startswith(f"      `jdgen {kind} senior-software-engineer --c")
    assert ran.err.endswith(" --template 'acme corp.docx'` fills it\n")
    assert zipfile.ZipFile("acme corp.docx").testzip() is None


def test_a_file_that_is_there_is_not_touched(jdgen: Run, tmp_path: Path) -> None:
    (tmp_path / "acme.docx").write_text("mine")
    ran = jdgen("template", "new", "posting", "acme.docx")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "acme.docx: is there already; it was not touched; give another name\n" + NOTHING
    assert (tmp_path / "acme.docx").read_text() == "mine"


def test_a_template_is_a_word_file(jdgen: Run, tmp_path: Path) -> None:
    ran = jdgen("template", "new", "posting", "acme.pdf")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "acme.pdf: a template is a Word file; end its name in .docx\n" + NOTHING
    assert list(tmp_path.iterdir()) == []


def test_theme_and_paper_are_those_asked_for(jdgen: Run, tmp_path: Path) -> None:
    assert jdgen("template", "new", "posting", "usual.docx").code == 0
    assert jdgen("template", "new", "posting", "other.docx", "--theme", "modern", "--paper", "a4").code == 0
    usual, other = (zipfile.ZipFile(io.BytesIO((tmp_path / f"{n}.docx").read_bytes())) for n in ("usual", "other"))
    assert b'<w:pgSz w:w="12240" w:h="15840"/>' in usual.read("word/document.xml")
    assert b'<w:pgSz w:w="11906" w:h="16838"/>' in other.read("word/document.xml")
    assert b'w:lang w:val="en-US"' in usual.read("word/styles.xml")
    assert b'w:lang w:val="en-GB"' in other.read("word/styles.xml")
    assert len(usual.read("word/styles.xml")) != len(other.read("word/styles.xml"))


def test_the_brand_of_a_company_is_what_it_begins_with(jdgen: Run, tmp_path: Path) -> None:
    (tmp_path / "riverbend.png").write_bytes((EXAMPLES / "companies" / "riverbend.png").read_bytes())
    (tmp_path / "acme.yaml").write_text(
        'name: Acme\nbrand: {theme: modern, colors: {accent: "#7A3E00"}, fonts: {heading: Georgia}, paper: a4, '
        "logo: {file: riverbend.png}}\n"
    )
    assert jdgen("template", "new", "posting", "a.docx", "--company", "acme.yaml").code == 0
    assert jdgen("template", "new", "rubric", "k.docx", "--company", "acme.yaml", "--paper", "letter").code == 0
    posting, kit = (zipfile.ZipFile(io.BytesIO((tmp_path / name).read_bytes())) for name in ("a.docx", "k.docx"))
    styles = posting.read("word/styles.xml")
    assert (b"7A3E00" in styles, b"0B4F6C" in styles, b"Georgia" in styles) == (True, False, True)
    assert posting.read("word/media/logo.png") == (tmp_path / "riverbend.png").read_bytes()
    assert b'<w:pgSz w:w="11906" w:h="16838"/>' in posting.read("word/document.xml")
    assert b'<w:pgSz w:w="12240" w:h="15840"/>' in kit.read("word/document.xml")
    checked = jdgen("template", "check", "a.docx")
    assert (checked.code, checked.err.splitlines()[-1].endswith(": 1 notice; it can be filled")) == (0, True)


def test_what_is_wrong_with_the_brand_is_said_and_nothing_is_written(jdgen: Run, tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text('name: Acme\nbrand: {colors: {accent: "#F5C400"}, logo: {file: no.png}}\n')
    ran = jdgen("template", "new", "posting", "a.docx", "--company", "acme.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert [line.partition(": `")[2].partition("`")[0] for line in ran.err.splitlines()[:2]] == [
        "brand.colors.accent", "brand.logo.file",
    ]  # fmt: skip
    assert not (tmp_path / "a.docx").exists()


def test_a_letter_takes_nothing_from_a_company(jdgen: Run, tmp_path: Path) -> None:
    ran = jdgen("template", "new", "letter", "a.docx", "--company", "acme.yaml")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "Error: a letter is its candidate's and has no brand; leave `--company` out" in ran.err


@pytest.mark.parametrize("kind", ["posting", "rubric", "letter"])
def test_large_print_is_large(jdgen: Run, tmp_path: Path, kind: str) -> None:
    assert jdgen("template", "new", kind, "a.docx", "--theme", "large").code == 0
    styles = zipfile.ZipFile(io.BytesIO((tmp_path / "a.docx").read_bytes())).read("word/styles.xml").decode()
    sizes = [int(size) for size in re.findall(r'<w:sz w:val="(\d+)"', styles)]
    assert (len(sizes) >= 20, min(sizes)) == (True, 32)


def test_an_unknown_theme_is_said_and_nothing_is_written(jdgen: Run, tmp_path: Path) -> None:
    ran = jdgen("template", "new", "posting", "acme.docx", "--theme", "modrn")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `modern`?" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_file_the_command_says_so(jdgen: Run) -> None:
    ran = jdgen("template", "new", "posting")
    assert (ran.code, "Missing argument 'FILE'" in ran.err) == (2, True)
