"""`jdgen template eject html` and `--pages`: a copy of our page templates, and documents that are set from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdgen import resources
from making import RIVERBEND, ROLE

OURS = {path.name: path.read_bytes() for path in (resources.templates() / "html").iterdir()}
ASKED = ("posting", ROLE, *RIVERBEND.of("posting"), "--quiet")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_the_copy_is_ours_and_says_what_each_file_is_for(jdgen) -> None:
    ran = jdgen("template", "eject", "html", "pages")
    assert ran.code == 0
    assert ran.paths == [Path("pages", name) for name in sorted(OURS)]
    assert ran.err == "next: read README.md there, change what you like, then add `--pages pages` to a command\n"
    assert files("pages") == OURS
    told = OURS["README.md"].decode()
    assert [name for name in OURS if name != "README.md" and f"`{name}`" not in told] == []


def test_other_content_is_never_overwritten(jdgen) -> None:
    jdgen("template", "eject", "html", "pages")
    Path("pages/look.j2").write_text("mine")
    ran = jdgen("template", "eject", "html", "pages")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "pages/look.j2: exists with other content; `--force` overwrites it, another DIR keeps it\n"
        "error: 1 problem in 1 file; nothing was written\n"
    )
    assert Path("pages/look.j2").read_text() == "mine"
    Path("pages/look.j2").unlink()
    assert jdgen("template", "eject", "html", "pages").code == 0
    Path("pages/look.j2").write_text("mine")
    assert jdgen("template", "eject", "html", "pages", "--force").code == 0
    assert files("pages") == OURS


def test_an_unknown_kind_of_template(jdgen) -> None:
    ran = jdgen("template", "eject", "word", "pages")
    assert ran.code == 2
    assert "'word' is not 'html'" in ran.err
    assert not Path("pages").exists()


def test_an_unchanged_copy_makes_the_same_files(jdgen) -> None:
    jdgen("template", "eject", "html", "my pages")
    for folder, more in (("usual", ()), ("owned", ("--pages", "my pages"))):
        ran = jdgen(*ASKED, "-f", "html,txt", "-o", folder, *more)
        assert (ran.code, ran.err) == (0, "")
    assert len(files("usual")) == 2
    assert files("owned") == files("usual")


def test_a_changed_copy_shows(jdgen) -> None:
    jdgen("template", "eject", "html", "pages")
    page = Path("pages/page.html.j2")
    page.write_text(page.read_text().replace("<main", "<p>Calm hiring</p>\n<main"))
    ran = jdgen(*ASKED, "-f", "html", "-o", "-", "--pages", "pages")
    assert "<p>Calm hiring</p>" in ran.out


def test_an_unknown_name_stops_all_files(jdgen) -> None:
    jdgen("template", "eject", "html", "pages")
    page = Path("pages/page.html.j2")
    page.write_text("{{ docment.title }}\n" + page.read_text())
    ran = jdgen(*ASKED, "-f", "txt,html", "-o", "made", "--pages", "pages")
    assert (ran.code, ran.out) == (3, "")
    first, last = ran.err.splitlines()
    assert first == "pages/page.html.j2:1:4: unknown name `docment`; did you mean `document`?"
    assert last.startswith("error: 1 problem in 1 file")
    assert not Path("made").exists()


def test_a_folder_that_is_not_there(jdgen) -> None:
    ran = jdgen(*ASKED, "-f", "pdf", "-o", "made", "--pages", "pages")
    assert ran.code == 3
    assert ran.err.startswith("pages: is not a folder of templates; `jdgen template eject html DIR` writes ours")


def test_pages_go_with_html_and_pdf(jdgen) -> None:
    ran = jdgen(*ASKED, "-f", "docx,txt", "--pages", "pages")
    assert ran.code == 2
    assert "`--pages` names templates of html and pdf; add one of them to `-f`" in ran.err
