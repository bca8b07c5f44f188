"""The commands about themes, the option `--theme`, and what completes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import EXAMPLES, Ran
from jdgen.documents.look import USUAL
from poppler import pdf_pages

Command = Callable[..., Ran]
NAMES = ["classic", "large", "modern", "plain"]
POSTING = ("posting", "senior-software-engineer", "--draft", "-f", "html", "-o", "-", "-q")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_themes_are_listed_with_what_each_is_like(jdgen: Command) -> None:
    ran = jdgen("themes", "list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == NAMES
    data = json.loads(jdgen("themes", "list", "--json").out)
    assert (data["version"], [theme["name"] for theme in data["themes"]]) == (1, NAMES)
    assert [f"{theme['name']:<7}  {theme['summary']}" for theme in data["themes"]] == ran.out.splitlines()
    assert all(theme["summary"].endswith(".") for theme in data["themes"])


def test_a_theme_is_shown_with_all_its_values_and_what_differs(jdgen: Command) -> None:
    shown = jdgen("themes", "show", "plain").out.splitlines()
    assert shown == [
        "plain: Black, without lines, tints or tables, for software that reads documents.",
        "* accent        none   classic: #0B4F6C",
        "* ink           none   classic: #1F2933",
        "* secondary     none   classic: #52606D",
        "* rule          none   classic: #D9E2EC",
        "* strong_rule   none   classic: #9AA5B1",
        "* tint          none   classic: #F5F7FA",
        "* prompt        none   classic: #E9EEF4",
        "  body_font     []",
        "  heading_font  []",
        "  title         [24, 28]",
        "  section       [14, 18]",
        "  section_rule  none",
        "* facts         listed   classic: tinted",
        "* columns       stacked   classic: beside",
        "  large         false",
        "contrast, of which readers need 4.5:1",
        "  accent on white         21.0:1",
        "  ink on white            21.0:1",
        "  secondary on white      21.0:1",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_values_that_programs_read_are_those_of_the_look(name: str, jdgen: Command) -> None:
    data = json.loads(jdgen("themes", "show", name, "--json").out)
    usual = json.loads(jdgen("themes", "show", "classic", "--json").out)["values"]
    assert set(data["values"]) == set(USUAL._fields) - {"theme", "logo", "drawing"}
    assert data["differs"] == [key for key in usual if data["values"][key] != usual[key]]
    assert all(pair["ratio"] >= 4.5 for pair in data["contrast"])
    assert (data["name"], bool(data["differs"])) == (name, name != "classic")


def test_a_theme_of_one_s_own_is_shown_and_used(here: Path, jdgen: Command) -> None:
    (here / "acme.theme.yaml").write_text("extends: modern\naccent: '#123456'\nbody_font: Georgia\n", encoding="utf-8")
    shown = jdgen("themes", "show", "acme.theme.yaml").out.splitlines()
    assert shown[0] == "acme"
    assert {"* accent        #123456   classic: #0B4F6C", "* body_font     [Georgia]   classic: []"} <= set(shown)
    page = jdgen(*POSTING, "--theme", "acme.theme.yaml").out
    assert page.count("#123456") > 1
    assert "#0B4F6C" not in page
    (here / "acme.theme.yaml").write_text("accent: '#FFF'\n", encoding="utf-8")
    for command in (("themes", "show", "acme.theme.yaml"), (*POSTING, "--theme", "acme.theme.yaml")):
        ran = jdgen(*command)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("acme.theme.yaml:1:9: `accent` #FFFFFF on white has a contrast of 1.0:1, and readers")


def test_a_name_that_is_nearly_right_is_proposed(jdgen: Command) -> None:
    said = "error: there is no theme `modrn`; did you mean `modern`?\n"
    for command in (("themes", "show", "modrn"), ("themes", "preview", "modrn"), (*POSTING, "--theme", "modrn")):
        assert jdgen(*command) == (2, "", said)
    known = "known: classic, large, modern, plain; or name a file, such as `acme.theme.yaml`"
    assert jdgen("themes", "show", "x").err == f"error: there is no theme `x`; {known}\n"


def test_a_page_is_made_in_each_theme(here: Path, jdgen: Command) -> None:
    ran = jdgen("themes", "preview", "-o", "look", "-f", "html,docx")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"look/theme-{name}.{kind}" for name in NAMES for kind in ("html", "docx")]
    pages = [(here / f"look/theme-{name}.html").read_text(encoding="utf-8") for name in NAMES]
    assert len(set(pages)) == len(NAMES)
    assert all("What success looks like" in page and "Must have" in page for page in pages)
    (here / "look/theme-plain.html").write_text("mine", encoding="utf-8")
    again = jdgen("themes", "preview", "-o", "look")
    assert (again.code, again.out) == (4, "")
    assert (here / "look/theme-plain.html").read_text(encoding="utf-8") == "mine"
    assert jdgen("themes", "preview", "-o", "look", "--force").code == 0


def test_a_page_of_each_theme_but_large_print_fills_no_second_one(here: Path, jdgen: Command) -> None:
    assert jdgen("themes", "preview", "-f", "pdf", "--paper", "letter").code == 0
    assert {name: len(pdf_pages(here / f"theme-{name}.pdf")) for name in NAMES} == {
        "classic": 1, "large": 2, "modern": 1, "plain": 1,
    }  # fmt: skip


def test_a_company_sees_its_own_brand_in_each_theme(here: Path, jdgen: Command) -> None:
    ran = jdgen("themes", "preview", "modern", "--company", EXAMPLES / "companies/riverbend.yaml")
    assert (ran.code, ran.out) == (0, "theme-modern.html\n")
    page = (here / "theme-modern.html").read_text(encoding="utf-8")
    assert "Riverbend Robotics" in page
    assert "#0F4C5C" in page
    assert "data:image/svg+xml;base64," in page


def test_two_themes_of_one_name_do_not_overwrite_each_other(here: Path, jdgen: Command) -> None:
    (here / "modern.yaml").write_text("large: true\n", encoding="utf-8")
    ran = jdgen("themes", "preview", "modern", "modern.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: two themes are called `modern`; preview one at a time\n")
    assert [path.name for path in here.iterdir()] == ["modern.yaml"]


def test_a_format_without_a_look_is_refused(jdgen: Command) -> None:
    ran = jdgen("themes", "preview", "-f", "pdf,txt")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2, "Error: Invalid value for '-f' / '--format': 'txt' has no look; known: html, pdf, docx",
    )  # fmt: skip


def test_a_plain_design_of_a_letter_is_the_plain_theme(jdgen: Command) -> None:
    letter = ("letter", "senior-software-engineer", "--draft", "-f", "html", "-o", "-", "-q")
    plain = jdgen(*letter, "--theme", "plain")
    assert plain.code == 0
    assert jdgen(*letter, "--design", "plain") == plain
    assert jdgen(*letter, "--design", "plain", "--theme", "plain") == plain
    assert jdgen(*letter).out != plain.out
    ran = jdgen(*letter, "--design", "plain", "--theme", "modern")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2, "Error: `--design plain` and `--theme` both name the look; leave one of them out",
    )  # fmt: skip


@pytest.mark.parametrize(
    "drawn",
    ['<rect width="9" height="9" opacity="x"/>', "<image/>", '<rect fill="color(display-p3 1 0 0)"/>'],
)
def test_a_drawing_that_no_pdf_takes_is_said_where_it_is_named(drawn: str, jdgen: Command, here: Path) -> None:
    space = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"'
    (here / "logo.svg").write_text(f"<svg {space}>{drawn}</svg>", encoding="utf-8")
    logo = EXAMPLES / "companies/riverbend.png"
    brand = f"brand: {{logo: {{file: '{logo.as_posix()}', drawing: logo.svg}}}}"
    (here / "acme.yaml").write_text(f"name: Acme\n{brand}\n", encoding="utf-8")
    ran = jdgen(*POSTING[:3], "--company", "acme.yaml", "-f", "pdf", "-o", "out")
    column = brand.index("logo.svg") + 1
    assert (ran.code, ran.out, ran.err) == (
        2, "", f"acme.yaml:2:{column}: `brand.logo.drawing` holds what cannot be drawn in a PDF; save it as plain SVG, "
        "or leave out pdf\nerror: 1 problem in 1 file; nothing was written\n",
    )  # fmt: skip
    assert jdgen(*POSTING[:3], "--company", "acme.yaml", "-f", "html", "-o", "out").code == 0


def test_what_is_typed_of_a_theme_is_completed() -> None:
    from jdgen.cli.options import complete_theme

    none: Any = None
    assert [item.value for item in complete_theme(none, none, "")] == NAMES
    (modern,) = complete_theme(none, none, "mo")
    assert (modern.value, modern.help) == (
        "modern", "A larger title, a hairline below each heading, and facts between rules.",
    )  # fmt: skip
    (own,) = complete_theme(none, none, "acme.th")
    assert (own.value, own.type) == ("acme.th", "file")
