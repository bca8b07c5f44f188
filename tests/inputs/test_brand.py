"""The look of documents: which theme, what a company lays over it, what can be read, and what a letter takes."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import Ran
from jdgen import pipeline
from jdgen.documents.locale import locale
from jdgen.documents.look import USUAL
from jdgen.documents.material import Material
from jdgen.errors import InputError, Place
from jdgen.inputs.brand import colors, themes
from jdgen.inputs.brand.brand import Given, too_faint
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.render.options import PageOptions

ROLE = "senior-software-engineer"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="9" height="9"/></svg>'
COLORS = st.binary(min_size=3, max_size=3).map(lambda parts: parts.hex().upper())


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with pictures in `brand`, beside which companies are written; the current folder is another."""
    (tmp_path / "brand").mkdir()
    (tmp_path / "elsewhere").mkdir()
    Image.new("RGB", (60, 30), "navy").save(tmp_path / "brand/logo.png")
    (tmp_path / "brand/logo.svg").write_text(LOGO, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "brand"


def company(folder: Path, brand: str) -> Path:
    path = folder / "acme.yaml"
    path.write_text(f"name: Acme\nbrand:\n{brand}", encoding="utf-8")
    return path


def read(folder: Path, brand: str, theme: str | None = None, *settings: str, letter: bool = False) -> Material:
    sources = Sources(role=ROLE, company=company(folder, brand), theme=theme, settings=settings)
    return gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=not letter, letter=letter))


def refused(folder: Path, brand: str, theme: str | None = None, *settings: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, brand, theme, *settings)
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


def png(folder: Path, name: str, width: int, height: int) -> None:
    image = io.BytesIO()
    Image.new("1", (width, height)).save(image, "PNG")
    (folder / name).write_bytes(image.getvalue())


def test_the_classic_theme_is_the_usual_look() -> None:
    assert themes.built_in("classic").look == USUAL
    assert list(themes.names()) == ["classic", "large", "modern", "plain"]


@pytest.mark.parametrize("name", ["classic", "large", "modern", "plain"])
def test_every_color_of_a_built_in_theme_can_be_read(name: str) -> None:
    found = list(colors.pairs(themes.built_in(name).look))
    assert len(found) >= 3
    assert [pair for pair in found if pair.contrast < colors.ENOUGH] == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert colors.contrast("000000", "FFFFFF") == pytest.approx(21)
    assert colors.contrast("777777", "FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert colors.shown(colors.contrast("777777", "FFFFFF")) == "4.4:1"
    assert colors.contrast("FF0000", "0000FF") == pytest.approx(2.149, abs=0.001)
    assert colors.shown(4.4999) == "4.4:1"


def test_the_black_that_is_read_everywhere_is_told_apart_from_grounds_that_are_too_dark() -> None:
    assert colors.readable("FFFFFF", ("FFFFFF", "757575")) == "020202"
    assert colors.readable("FFFFFF", ("FFFFFF", "747474")) is None


@settings(max_examples=300, deadline=None)
@given(COLORS)
@example("F5C400")
@example("FFFFFF")
@example("00FF00")
def test_the_color_that_is_proposed_can_be_read_and_is_the_nearest_of_its_hue(color: str) -> None:
    grounds = ("FFFFFF", USUAL.tint, USUAL.prompt)
    better = colors.readable(color, grounds)
    assert better is not None
    assert min(colors.contrast(better, ground) for ground in grounds) >= colors.ENOUGH
    if min(colors.contrast(color, ground) for ground in grounds) >= colors.ENOUGH:
        assert better == color
    else:
        # One step lighter in every part is too light: nothing was given away.
        up = "".join(f"{min(255, part + 2):02X}" for part in bytes.fromhex(better))
        assert min(colors.contrast(up, ground) for ground in grounds) < colors.ENOUGH + 0.05
        assert abs(hue(better) - hue(color)) < 0.04 or vivid(better) < 40


def hue(color: str) -> float:
    from colorsys import rgb_to_hls

    return rgb_to_hls(*(part / 255 for part in bytes.fromhex(color)))[0]


def vivid(color: str) -> int:
    return max(bytes.fromhex(color)) - min(bytes.fromhex(color))


def test_nobody_asks_and_the_look_is_the_usual(here: Path) -> None:
    sources = Sources(role=ROLE)
    assert gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=True)).look is USUAL


def test_a_company_lays_its_brand_over_the_theme(here: Path) -> None:
    brand = (
        "  theme: modern\n  colors: {accent: '#123', ink: 202020, secondary: '#556677'}\n"
        "  fonts: {body: Georgia, heading: [Optima, Gill Sans MT]}\n"
        "  logo: {file: logo.png, drawing: logo.svg, height: 10}\n"
    )
    look = read(here, brand).look
    modern = themes.built_in("modern").look
    assert (look.accent, look.ink, look.secondary) == ("112233", "202020", "556677")
    assert (look.body_font, look.heading_font) == (("Georgia",), ("Optima", "Gill Sans MT"))
    assert look.logo is not None
    assert look.drawing is not None
    assert (look.logo.kind, look.logo.width, look.logo.height, look.logo.alt) == ("png", 56.69, 28.35, "Acme")
    assert (look.drawing.kind, look.drawing.width, look.drawing.height) == ("svg", 113.39, 28.35)
    assert look.drawing.data.decode() == LOGO
    plain = look._replace(logo=None, drawing=None, body_font=(), heading_font=(), **dict.fromkeys(COLORED, ""))
    assert plain == modern._replace(**dict.fromkeys(COLORED, ""))


COLORED = ("accent", "ink", "secondary")


def test_the_theme_that_is_typed_comes_before_the_company_s_and_keeps_its_colors(here: Path) -> None:
    brand = "  theme: modern\n  colors: {accent: '#123456'}\n"
    assert read(here, brand).look.theme == "modern"
    large = read(here, brand, "large").look
    assert (large.theme, large.large, large.accent) == ("large", True, "123456")


def test_a_theme_without_colors_stays_without(here: Path) -> None:
    look = read(here, "  colors: {accent: '#F5C400'}\n  logo: {file: logo.png}\n", "plain").look
    assert look._replace(logo=None) == themes.built_in("plain").look
    assert look.logo is not None


def test_a_logo_has_twelve_millimeters_and_its_own_words(here: Path) -> None:
    logo = read(here, "  logo: {file: logo.png, alt: The bridge of Acme}\n").look.logo
    assert logo is not None
    assert (logo.height, logo.width, logo.alt) == (34.02, 68.03, "The bridge of Acme")


def test_a_very_wide_logo_is_made_lower(here: Path) -> None:
    png(here, "wide.png", 2000, 100)
    logo = read(here, "  logo: {file: wide.png, height: 20}\n").look.logo
    assert logo is not None
    assert (logo.width, logo.height) == (round(90 * 72 / 25.4, 2), round(4.5 * 72 / 25.4, 2))


def test_a_path_counts_from_the_file_that_holds_it(here: Path) -> None:
    assert read(here, "  logo: {file: ../brand/logo.png}\n").look.logo is not None
    assert refused(here, "  logo: {file: logo.png}\n", None, "company.brand.logo.file=logo.png") == [
        "--set company.brand.logo.file: `brand.logo.file` logo.png cannot be read: no such file or directory"
    ]
    setting = "company.brand.logo.file=../brand/logo.png"
    assert read(here, "  logo: {file: nowhere.png}\n", None, setting).look.logo is not None
    (here / "acme.theme.yaml").write_text("title: [30, 30]\n", encoding="utf-8")
    look = read(here, "  theme: acme.theme.yaml\n").look
    assert look == USUAL._replace(theme="acme", title=(30, 30))
    assert refused(here, "  paper: a4\n", "acme.theme.yaml") == [
        "acme.theme.yaml: cannot be read: no such file or directory"
    ]
    assert read(here, "  paper: a4\n", "../brand/acme.theme.yaml").look == look


def test_all_that_is_wrong_is_said_at_once_and_in_its_place(here: Path) -> None:
    brand = (
        "  theme: modrn\n"
        "  colors: {accent: '#F5C400', secondary: '#999'}\n"
        "  logo: {file: lego.png, drawing: logo.png}\n"
    )
    assert refused(here, brand, None, "opening.mode=orbit") == [
        "--set opening.mode: `mode` must be onsite, hybrid or remote, not `orbit`",
        "acme.yaml:3:10: there is no theme `modrn`; did you mean `modern`?",
        "acme.yaml:4:20: `brand.colors.accent` #F5C400 on white has a contrast of 1.6:1, and readers need 4.5:1 "
        "(WCAG AA); write `#8A6E00`",
        "acme.yaml:4:42: `brand.colors.secondary` #999999 on white has a contrast of 2.8:1, and readers need 4.5:1 "
        "(WCAG AA); write `#6C6C6C`",
        "acme.yaml:5:16: `brand.logo.file` lego.png cannot be read: no such file or directory; "
        "did you mean `logo.png`?",
        "acme.yaml:5:35: `brand.logo.drawing` logo.png is a PNG; `drawing` takes an SVG; a PNG or JPEG stands in "
        "`file`",
    ]


@pytest.mark.parametrize(
    ("brand", "said"),
    [
        ("  colors: {accent: blue}", '3:20: `brand.colors.accent` must be a color in quotes, such as "#0B4F6C", '
         "not `blue`"),
        ("  colors:\n    ink: #111", '4:10: `#` begins a comment here; write `"#111"` in quotes'),
        ("  colors: {accent: #0B4F6C}", '3:20: `#` begins a comment here; write `"#0B4F6C"` in quotes'),
        ("  colors: {rule: '#111'}", "3:12: unknown key `rule` in `brand.colors`; a theme file sets `rule`"),
        ("  ink: '#111'", "3:3: unknown key `ink` in `brand`; write `colors: {ink: …}`"),
        ("  logo: {file: logo.png, words: Acme}",
         "3:26: unknown key `words` in `brand.logo`; known: file, drawing, alt, height"),
        ("  colors:\n    ink:\n    accent: '#12345'", '5:13: `brand.colors.accent` must be a color in quotes, such as '
         '"#0B4F6C", not `#12345`'),
        ("  fonts: {body: 'Inter, Arial'}", "3:17: `brand.fonts.body` must be one name, such as Georgia, or a list of "
         "names, not `Inter, Arial`"),
        ("  fonts: {body: '\";}'}", '3:17: `brand.fonts.body` must be one name, such as Georgia, or a list of names, '
         'not `";}`'),
        ("  paper: a5", "3:10: `brand.paper` must be a4 or letter, not `a5`"),
        ("  footer: " + "x" * 81, "3:11: `brand.footer` is longer than 80 characters"),
        ("  logo: {drawing: logo.svg}", "3:3: `file` is missing in `brand.logo`"),
        ("  logo: {file: logo.png, height: 41}",
         "3:34: `brand.logo.height` must be millimeters from 5 to 40, such as 12, not `41`"),
        ("  logo: {file: logo.png, height: 12mm}",
         "3:34: `brand.logo.height` must be millimeters from 5 to 40, such as 12, not `12mm`"),
        ("  logo: {file: logo.png, height: '1,2 cm'}",
         "3:34: `brand.logo.height` must be millimeters from 5 to 40, such as 12, not `1,2 cm`"),
        ("  fonts: {body: []}", "3:11: `brand.fonts.body` needs at least 1 entry, and has 0"),
        ("  fonts: {heading: 12}",
         "3:20: `brand.fonts.heading` must be one name, such as Georgia, or a list of names, not `12`"),
        ("  fonts: {body: [Source Sans 3, Univers 55, LM Roman 10, Calibri 11]}",
         "3:58: `brand.fonts.body[3]` must be a name without a size, such as Calibri, not `Calibri 11`"),
        ("  fonts: {body: Calibri 10.5pt}",
         "3:17: `brand.fonts.body` must be a name without a size, such as Calibri, not `Calibri 10.5pt`"),
        ("  theme: lost.theme.yaml",
         "3:10: `brand.theme` lost.theme.yaml cannot be read: no such file or directory"),
        ("  logo: {file: logo.svg}", "3:16: `brand.logo.file` logo.svg is an SVG; save it as PNG or JPEG"),
        ("  logo: {file: ../brand}", "3:16: `brand.logo.file` ../brand is not a file"),
        ("  templates: {postings: a.docx}",
         "3:15: unknown key `postings` in `brand.templates`; did you mean `posting`?"),
    ],
)  # fmt: skip
def test_a_wrong_brand_is_said_with_what_to_write(brand: str, said: str, here: Path) -> None:
    assert refused(here, f"{brand}\n") == [f"acme.yaml:{said}"]


def test_pipes_devices_and_links_to_them_are_not_opened(here: Path) -> None:
    (here / "device.png").symlink_to("/dev/zero")
    (here / "lost.png").symlink_to("nowhere.png")
    assert refused(here, "  logo: {file: device.png}\n") == [
        "acme.yaml:3:16: `brand.logo.file` device.png is not a file"
    ]
    assert refused(here, "  logo: {file: lost.png}\n") == [
        "acme.yaml:3:16: `brand.logo.file` lost.png is a link that leads nowhere"
    ]


def test_a_picture_over_the_limit_is_not_read_to_its_end(here: Path) -> None:
    for name in ("big.png", "big.svg"):
        with (here / name).open("wb") as file:
            file.truncate(100_000_000)
    tracemalloc.start()
    try:
        assert refused(here, "  logo: {file: big.png, drawing: big.svg}\n") == [
            "acme.yaml:3:16: `brand.logo.file` big.png is larger than 2,000,000 bytes",
            "acme.yaml:3:34: `brand.logo.drawing` big.svg is larger than 500,000 bytes",
        ]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: clasic\n", ["1:10: there is no built-in theme `clasic`; did you mean `classic`?"]),
        ("acent: '#111'\nfacts: tintd\n", [
            "2:8: `facts` must be tinted, ruled or listed, not `tintd`; did you mean `tinted`?",
            "1:1: unknown key `acent`; did you mean `accent`?",
        ]),
        ("extends: t2.theme.yaml\n",
         ["1:10: `extends` takes a built-in theme: classic, large, modern, plain"]),
        ("colors: {accent: '#123456'}\nfonts: {body: Georgia}\n", [
            "1:1: unknown key `colors`; a theme has them at its top: write `accent: …`",
            "2:1: unknown key `fonts`; a theme has them at its top: write `body_font: …`",
        ]),
        ("title: [24]\n", ["1:1: `title` takes two numbers of points, as in [24, 28]: size, and height of a line"]),
        ("title: [24, big]\n", ["1:13: `title[1]` must be a plain number, such as 80000, not `big`"]),
        ("title: [24, 20]\n", ["1:1: `title` must have a line as high as its size, or up to twice as high"]),
        ("section: [7, 9]\n", ["1:11: `section[0]` must be at least 8, not `7`"]),
        ("accent: red\n", ['1:9: `accent` must be a color in quotes, such as "#0B4F6C", or none, not `red`']),
        ("accent: '#777777'\n", ["1:9: `accent` #777777 on white has a contrast of 4.4:1, and readers need 4.5:1 "
         "(WCAG AA); write `#717171`"]),
        ("tint: '#0B4F6C'\n", ["1:7: `accent` #0B4F6C on the tint #0B4F6C has a contrast of 1.0:1, and readers need "
         "4.5:1 (WCAG AA); write `#AAE0F6`"]),
    ],
)  # fmt: skip
def test_a_wrong_theme_is_said_in_its_own_file(text: str, said: list[str], here: Path) -> None:
    (here / "own.yaml").write_text(text, encoding="utf-8")
    assert refused(here, "  theme: own.yaml\n") == [f"own.yaml:{one}" for one in said]


@settings(max_examples=60, deadline=None)
@given(COLORS, COLORS, COLORS)
def test_what_is_proposed_for_a_theme_s_colors_leaves_nothing_to_say(accent: str, tint: str, prompt: str) -> None:
    held = {"accent": accent, "tint": tint, "prompt": prompt}
    named = {field: Given(field, Place(field)) for field in held}
    for _ in range(3):
        problems = list(too_faint(USUAL._replace(**held), named))
        if not problems:
            return
        for problem in problems:
            assert problem.place is not None
            assert held[problem.place.source] != problem.hint[8:-1]
            held[problem.place.source] = problem.hint[8:-1]
    raise AssertionError(held)


def test_a_letter_takes_a_theme_and_nothing_of_the_company(here: Path) -> None:
    brand = "  theme: nowhere\n  colors: {accent: '#FFF'}\n  logo: {file: lost.png}\n"
    made = read(here, brand, "modern", letter=True)
    assert made.letter.look == themes.built_in("modern").look
    assert read(here, brand, letter=True).letter.look is USUAL


def pages(jdgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, *arguments: object) -> dict[str, PageOptions]:
    """Return the page that each document of a command is set on."""
    found: dict[str, PageOptions] = {}

    def rendered(document: object, name: str, page: PageOptions, *_: object, **__: object) -> bytes:
        found[getattr(document, "kind")] = page  # noqa: B009 - any document has a kind
        return b""

    monkeypatch.setattr(pipeline, "rendered", rendered)
    ran = jdgen(*arguments, "--draft", "-f", "txt")
    assert (ran.code, ran.out.count("\n")) == (0, len(found))
    return found


def test_posting_and_kit_are_the_company_s_and_the_letter_is_the_candidate_s(
    here: Path, jdgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = company(here, "  paper: a4\n  theme: modern\n  colors: {accent: '#123456'}\n")
    (here / "me.yaml").write_text("name: Ann Lee\n", encoding="utf-8")
    kit = ("kit", ROLE, "--company", given, "--candidate", here / "me.yaml")
    found = pages(jdgen, monkeypatch, *kit)
    modern = themes.built_in("modern").look._replace(accent="123456")
    assert {kind: (page.paper, page.look) for kind, page in found.items()} == {
        "posting": ("a4", modern), "rubric": ("a4", modern), "letter": ("letter", USUAL),
    }  # fmt: skip
    found = pages(jdgen, monkeypatch, *kit, "--paper", "letter", "--theme", "large", "-o", "second")
    assert {(page.paper, page.large, page.look.theme) for page in found.values()} == {("letter", True, "large")}
    assert {kind: page.look.accent for kind, page in found.items()} == {
        "posting": "123456", "rubric": "123456", "letter": "0B4F6C",
    }  # fmt: skip


def test_head_and_foot_say_the_company_s_own_lines(here: Path) -> None:
    made = read(here, "  header: Careers at Acme\n  footer: Acme Group plc\n", None, "opening.requisition=R-1")
    plain = read(here, "  paper: a4\n", None, "opening.requisition=R-1")
    found = {kind: pipeline.compose(kind, made) for kind in ("posting", "rubric", "guide", "coverage")}
    usual = {kind: pipeline.compose(kind, plain) for kind in found}
    assert {kind: document.header for kind, document in found.items()} == {
        "posting": "Careers at Acme", "rubric": "Careers at Acme · Confidential",
        "guide": "Careers at Acme", "coverage": "Careers at Acme · Coverage",
    }  # fmt: skip
    for kind, document in found.items():
        assert document.footer == usual[kind].footer.replace("Acme", "Acme Group plc", 1)
        assert "Acme Group plc" not in str((document.title, document.subtitle))
    assert "Acme Group plc · R-1 · Version " in found["posting"].footer
