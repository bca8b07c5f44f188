"""The look on pages: HTML and PDF take their colors, their type, their fonts and their logo from one record."""

import base64
import io
import re
import struct
import subprocess
import zlib
from dataclasses import replace
from itertools import product
from pathlib import Path

import pikepdf
import pytest

import faces
import judges
from jdgen.documents.look import Look, Picture
from jdgen.documents.tree import Bullets, Document, Item, Lines, Paragraph, Section
from jdgen.errors import MACHINE_LACKS, InputError, MachineError
from jdgen.render import html, page_look, pdf
from jdgen.render.options import PageOptions
from jdgen.render.page_foot import foot
from making import need_fonts
from samples import DOCUMENTS, LETTER, POSTING, RUBRIC, t

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="10" height="10" fill="#B5371E"/></svg>'
PLAIN = Look(
    theme="plain", accent="", ink="", secondary="", rule="", strong_rule="", tint="", prompt="", facts="listed",
    columns="stacked",
)  # fmt: skip
NOT_HERE = "No Such Face"

needs_poppler = pytest.mark.skipif(bool(judges.needs("poppler")), reason=judges.needs("poppler") or "")


def png(*, alpha: bool) -> bytes:
    """Return a picture of 30 by 10 pixels."""
    row = b"\0" + bytes((181, 55, 30, 128) if alpha else (181, 55, 30)) * 30

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30, 10, 8, 6 if alpha else 2, 0, 0, 0)
    parts = (("IHDR", head), ("IDAT", zlib.compress(row * 10)), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name.encode(), data) for name, data in parts)


LOGO = Picture("png", png(alpha=True), 90, 30, "Riverbend Robotics")
OPAQUE = LOGO._replace(data=png(alpha=False), width=60.75, height=20.25)
DRAWING = LOGO._replace(kind="svg", data=SVG)
LOOKS = {
    "logo": Look(logo=LOGO, accent="7A1F1F", section_rule="above"),
    "drawing": Look(drawing=DRAWING, logo=LOGO, facts="ruled", section_rule="below", title=(30, 34), section=(12, 15)),
    "plain": PLAIN,
    "fonts": Look(body_font=(NOT_HERE, "DejaVu Sans"), heading_font=("Liberation Serif",), logo=OPAQUE),
}
KINDS = ("posting", "rubric", "letter")


def options(name: str) -> PageOptions:
    return PageOptions(look=LOOKS[name])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    need_fonts("DejaVu Sans", "Liberation Serif")
    folder = tmp_path_factory.mktemp("look")
    made = {}
    for kind, name in product(KINDS, LOOKS):
        made[kind, name] = folder / f"{kind}-{name}.pdf"
        made[kind, name].write_bytes(pdf.render(DOCUMENTS[kind], options(name)))
    return made


def elements(path: Path) -> list[str]:
    """Return the kinds of the elements in the tree of tags, with the words for who does not see a figure."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(f"{str(node['/S'])[1:]} {node.get('/Alt', '')}".strip())
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(path) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
@needs_poppler
def test_every_look_says_what_the_tree_says(kind: str, name: str, files: dict[tuple[str, str], Path]) -> None:
    tree = DOCUMENTS[kind]
    assert faces.difference("html", tree, faces.html(html.render(tree, options(name)))) == ""
    assert faces.difference("pdf", tree, faces.drawn(files[kind, name], kind, "letter")) == ""


@pytest.mark.skipif(bool(judges.needs("vera")), reason=judges.needs("vera") or "")
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_look_meets_both_standards(flavour: str, files: dict[tuple[str, str], Path]) -> None:
    judged = [files["posting", name] for name in LOOKS] + [files["rubric", "plain"]]
    found = judges.vera_pdf_many(judged, flavour)
    assert {path.name: rules for path, rules in found.items() if rules} == {}
    assert len(found) == len(LOOKS) + 1


@pytest.mark.skipif(bool(judges.needs("vnu")), reason=judges.needs("vnu") or "")
def test_the_pages_are_valid_html(tmp_path: Path) -> None:
    for name in LOOKS:
        (tmp_path / f"{name}.html").write_bytes(html.render(POSTING, options(name)))
    found = judges.vnu(tmp_path.glob("*.html"))
    assert len(found) == len(LOOKS)
    assert {path.name: errors for path, errors in found.items() if errors} == {}


@needs_poppler
def test_the_first_font_that_is_here_is_in_the_file(files: dict[tuple[str, str], Path]) -> None:
    faces_of = {name: judges.pdf_fonts(files["posting", name]) for name in ("fonts", "logo")}
    found = {name: {font.name.partition("+")[2] for font in fonts} for name, fonts in faces_of.items()}
    bold, italic = {"DejaVu-Sans-Bold", "Liberation-Serif-Bold"}, {"DejaVu-Sans-Oblique", "DejaVu-Sans-Bold-Oblique"}
    assert found["fonts"] == {"DejaVu-Sans"} | bold | italic
    assert {name[:15] for name in found["logo"]} == {"Source-Sans-Pro"}
    assert all(font.embedded for fonts in faces_of.values() for font in fonts)


@pytest.mark.parametrize("name", ["dejavu sans", "DejaVuSans", "Source Sans Pro"])
def test_a_font_is_known_by_its_name_however_it_is_written(name: str) -> None:
    look = Look(body_font=(name, NOT_HERE))
    assert pdf.render(POSTING, PageOptions(look=look)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (Look(body_font=(NOT_HERE,)), ["the font of the text, `No Such Face`,"]),
        (Look(body_font=("DejaVu",)), ["the font of the text, `DejaVu`,"]),
        (Look(body_font=("DejaVu Sans, Arial",)), ["the font of the text, `DejaVu Sans, Arial`,"]),
        (Look(body_font=("Ätna", NOT_HERE)), ["the font of the text, `Ätna` or `No Such Face`,"]),
        (
            Look(body_font=("A",), heading_font=("B\n",)),
            ["the font of the text, `A`,", "the font of the headings, `B\\n`,"],
        ),
    ],
)
def test_a_font_that_is_not_here_is_never_replaced(look: Look, said: list[str]) -> None:
    with pytest.raises(MachineError) as raised:
        pdf.render(POSTING, PageOptions(look=look))
    assert raised.value.exit_code == MACHINE_LACKS
    hint = "install it, put a font behind it in `brand.fonts` that is here, or leave out pdf"
    assert [str(problem) for problem in raised.value.problems] == [
        f"{words} is not on this machine; no PDF was made; {hint}" for words in said
    ]


def test_no_name_of_a_font_ends_its_quotes() -> None:
    hostile = 'x"; } body { display: none } </style><script>alert(1)</script>\\'
    page = html.render(POSTING, PageOptions(look=Look(body_font=(hostile,), heading_font=("Georgia",)))).decode()
    assert page.count("</style>") == 1
    assert "<script>" not in page
    (stack,) = re.findall(r"html \{ font-family: (.*?);\n", page)
    quoted = r'"x\22 \3b  \7d  body \7b  display\3a  none \7d  '
    quoted += r'\3c \2f style\3e \3c script\3e alert\28 1\29 \3c \2f script\3e \5c "'
    assert stack == f"{quoted}, {page_look.FONTS}"
    assert f'h1, h2, h3 {{ font-family: "Georgia", {page_look.FONTS} }}' in page


@pytest.mark.parametrize("kind", ["posting", "rubric"])
def test_the_logo_stands_before_the_title_in_the_tags(kind: str, files: dict[tuple[str, str], Path]) -> None:
    for name in ("logo", "drawing", "fonts"):
        found = [tag for tag in elements(files[kind, name]) if tag not in ("Document", "Div", "Sect", "NonStruct")]
        assert found[:3] == ["P", "Figure Riverbend Robotics", "H1"], name
        assert sum("Figure Riverbend" in tag for tag in found) == 1


@pytest.mark.parametrize("name", ["logo", "drawing", "fonts"])
def test_a_letter_has_no_logo(name: str, files: dict[tuple[str, str], Path]) -> None:
    assert [tag for tag in elements(files["letter", name]) if tag.startswith("Figure")] == []
    assert b"<img" not in html.render(LETTER, options(name))


def test_the_drawing_is_taken_in_place_of_the_logo() -> None:
    for name, kind, data in (("logo", "png", LOGO.data), ("drawing", "svg+xml", SVG)):
        page = html.render(POSTING, options(name)).decode()
        (address,) = re.findall(r'<p class="logo[ low]*"><img src="([^"]*)" alt="Riverbend Robotics" style=', page)
        before, _, held = address.partition(",")
        assert (before, base64.b64decode(held)) == (f"data:image/{kind};base64", data)


def placed(path: Path) -> list[tuple[float, float]]:
    """Return the sides in points of the pictures on the first page."""
    with pikepdf.open(path) as file:
        page, matrix, found = file.pages[0], [pikepdf.Matrix()], []
        pictures = {name for name, one in page.Resources.XObject.items() if one.Subtype == "/Image"}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "q":
                    matrix.append(matrix[-1])
                case "Q":
                    matrix.pop()
                case "cm":
                    matrix[-1] = pikepdf.Matrix(*map(float, operands)) @ matrix[-1]
                case "Do" if str(operands[0]) in pictures:
                    found.append((round(matrix[-1].a, 2), round(abs(matrix[-1].d), 2)))
    return found


def test_the_logo_is_as_large_as_the_look_says(files: dict[tuple[str, str], Path]) -> None:
    assert placed(files["posting", "logo"]) == [(90, 30)]
    assert placed(files["posting", "fonts"]) == [(60.75, 20.25)]


def test_each_document_has_its_own_logo() -> None:
    other = Picture("png", png(alpha=False), 30, 10, "Acme")
    first, second = (pdf.render(POSTING, PageOptions(look=Look(logo=one))) for one in (LOGO, other))
    masks = []
    for data in (first, second, first):
        with pikepdf.open(io.BytesIO(data)) as file:
            (picture,) = [one for one in file.pages[0].Resources.XObject.values() if one.Subtype == "/Image"]
            masks.append("/SMask" in picture)
    assert masks == [True, False, True]


def test_pictures_make_no_new_sheets() -> None:
    first, second = (html.setting(POSTING, PageOptions(look=Look(logo=one))) for one in (LOGO, OPAQUE))
    assert first == second
    assert first != html.setting(POSTING, PageOptions())
    assert hash(html.setting(POSTING, PageOptions(look=PLAIN))) != hash(first)


def style(look: Look, tree: Document = POSTING) -> str:
    return re.search(r"<style>(.*)</style>", html.render(tree, PageOptions(look=look)).decode(), re.DOTALL)[1]


def test_the_colors_are_those_of_the_look() -> None:
    colors = {
        "accent": "111111", "ink": "222222", "secondary": "333333", "rule": "444444", "strong_rule": "555555",
        "tint": "666666", "prompt": "777777",
    }  # fmt: skip
    text = style(Look(**colors))
    assert set(re.findall(r"#([0-9A-F]{6})\b", text)) == set(colors.values())
    assert [value for value in Look() if isinstance(value, str) and f"#{value}" in text] == []


def test_without_colors_letters_are_black_and_lines_are_not_there() -> None:
    text = style(PLAIN)
    assert set(re.findall(r"#\w{3,6}\b(?=[ ;])", text)) == {"#000", "#fff"}
    lines = re.findall(r"border[a-z-]*: \d+px solid ([^ ;]+)", text)
    assert set(lines) == {"transparent"}
    assert set(re.findall(r"border[a-z-]*: ([.\d]+px) solid #000", text)) == {".5px"}
    tints = re.findall(r"background: ([^ ;]+)", text)
    assert set(tints) == {"transparent", "#fff"}


@pytest.mark.parametrize(("title", "size"), [((24, 28), "2.2857rem"), ((30, 34), "2.8571rem")])
def test_the_type_is_that_of_the_look(title: tuple[float, float], size: str) -> None:
    assert f"h1 {{ font-size: {size};" in style(Look(title=title))
    assert "h2 { font-size: 1.1429rem; line-height: 1.4286rem;" in style(Look(section=(12, 15)))
    assert "h3, h2.raised { font-size: 1.1429rem; line-height: 1.4286rem;" in style(Look(section=(12, 15)))


def test_plain_facts_are_a_list_in_both_faces(files: dict[tuple[str, str], Path]) -> None:
    assert "Table" in elements(files["posting", "logo"])
    assert "Table" not in elements(files["posting", "plain"])
    page = html.render(POSTING, PageOptions(look=PLAIN)).decode()
    assert "grid-template-columns" not in re.sub(r":is\(\.rubric, \.landscape\) .*", "", page)


@needs_poppler
def test_plain_columns_stand_one_below_the_other(files: dict[tuple[str, str], Path]) -> None:
    """Read in layout, a line holds words of one column only; in an interview kit they stay side by side."""
    labels = ["After 3 months", "After 6 months", "After 12 months"]
    for name, beside in (("plain", False), ("logo", True)):
        page = faces.drawn(files["posting", name], "posting", "letter")
        places = [page.index(label) for label in labels]
        assert places == sorted(places)
        assert same_line(files["posting", name], labels) is beside
    assert same_line(files["rubric", "plain"], ["Probes", "Listen for"]) is True


def same_line(path: Path, labels: list[str]) -> bool:
    """Return whether labels stand on one line of the page."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, encoding="utf-8", check=True)
    return any(all(label in line for label in labels) for line in done.stdout.splitlines())


def test_a_plain_form_has_the_fields_of_a_usual_one() -> None:
    names = []
    for look in (Look(), PLAIN):
        data = pdf.render(RUBRIC, PageOptions(look=look, fillable=True))
        with pikepdf.open(io.BytesIO(data)) as file:
            names.append(sorted(str(field["/TU"]) for page in file.pages for field in page.get("/Annots", [])
                                if "/TU" in field))  # fmt: skip
    usual, plain = names
    assert len(usual) > 20
    assert plain == usual


def test_a_drawing_that_fetches_fails_and_fetches_nothing() -> None:
    reaching = SVG.replace(b"<rect", b'<image href="http://127.0.0.1:9/x.png" width="5" height="5"/><rect')
    with pytest.raises(InputError, match="holds what cannot be drawn in a PDF; save it as plain SVG"):
        pdf.render(POSTING, PageOptions(look=Look(drawing=DRAWING._replace(data=reaching))))


@pytest.mark.parametrize("large", [False, True])
def test_a_word_in_the_margin_stands_above_its_paragraph_in_large_print(*, large: bool) -> None:
    page = html.render(LETTER, PageOptions(large=large)).decode()
    assert page.count(".margin-word { width: 20mm;") == (not large)
    assert page.count("white-space: nowrap }\n}\n@media print") == (not large)


@needs_poppler
def test_no_word_in_the_margin_is_cut(tmp_path: Path) -> None:
    for large in (False, True):
        (tmp_path / "letter.pdf").write_bytes(pdf.render(LETTER, PageOptions(large=large)))
        assert "Problem" in faces.drawn(tmp_path / "letter.pdf", "letter", "letter").split()


def test_tables_in_other_fonts_keep_their_words_whole() -> None:
    automatic = ".grid, .plan, .scorecard, .ladder { table-layout: auto }"
    assert automatic in style(LOOKS["fonts"])
    assert automatic not in style(Look())


@needs_poppler
def test_plain_columns_of_a_turned_page_stand_beside_each_other(tmp_path: Path) -> None:
    turned = replace(POSTING, landscape=True)
    (tmp_path / "turned.pdf").write_bytes(pdf.render(turned, PageOptions(look=PLAIN)))
    assert same_line(tmp_path / "turned.pdf", ["After 3 months", "After 12 months"]) is True


def posting(entries: int) -> Document:
    """Return a posting of two main parts that have so many entries."""
    lists = tuple(Section(f"s{n}", t("Part"), (Bullets((Item(t("One entry")),) * entries),)) for n in range(2))
    return replace(POSTING, sections=lists)


def test_a_posting_is_set_closer_where_that_saves_a_page() -> None:
    pages = [pdf.pages_in(pdf.render(posting(entries), PageOptions())) for entries in (15, 16, 17)]
    other = [pdf.pages_in(pdf.render(replace(posting(entries), kind="guide"), PageOptions())) for entries in (15, 16)]
    assert (pages, other) == ([1, 1, 2], [1, 2])


@pytest.mark.parametrize(
    ("look", "color"), [(Look(), b"52606D"), (PLAIN, b"000000"), (Look(secondary="333333"), b"333333")]
)
def test_the_sign_of_an_entry_has_the_color_of_secondary_words(look: Look, color: bytes) -> None:
    from jdgen.render.engine import Drawings

    (sheet,) = {page.setting for page in html.pages(POSTING, PageOptions(look=look))}
    text = html.environment().get_template("pdf.css.j2").render({**sheet._asdict(), "fonts": ""})
    (address,) = re.findall(r"url\((jdgen:bullet.*?)\)", text)
    assert b'fill="#' + color + b'"' in Drawings().fetch(address).read()


def test_a_subtitle_breaks_before_its_last_two_parts() -> None:
    document = replace(POSTING, subtitle=t("Acme · ENG-214 · Confidential"))
    page = html.render(document, PageOptions()).decode()
    assert '<p class="subtitle">Acme\u00a0· ENG-214\u00a0·\u00a0Confidential</p>' in page


@pytest.mark.parametrize(("height", "low"), [(28, True), (29, False)])
def test_a_low_logo_leaves_the_whole_line_to_the_subtitle(height: float, *, low: bool) -> None:
    page = html.render(POSTING, PageOptions(look=Look(logo=LOGO._replace(height=height)))).decode()
    assert ('<p class="logo low">' in page) is low


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("Riverbend Robotics · ENG-214 · Version 3bd82f0b", 480, "Riverbend Robotics · ENG-214 · Version 3bd82f0b"),
        ("Riverbend Robotics · ENG-214 · Version 3bd82f0b", 232, "Riverbend … · ENG-214 · Version 3bd82f0b"),
        ("Ash & Birch Ltd · ENG-214 · Version 3bd82f0b", 215, "Ash … · ENG-214 · Version 3bd82f0b"),
        ("Riverbend Robotics · ENG-214 · Version 3bd82f0b", 90, "Riverbend Robotics · ENG-214 · Version\u00a03bd82f0b"),
        ("Riverbend Robotics and no more than that", 90, "Riverbend Robotics and no more than that"),
        ("", 480, ""),
    ],
)
def test_the_company_at_the_foot_gives_way_to_what_tells_versions_apart(line: str, width: float, shown: str) -> None:
    assert foot(line, None, width, large=False) == shown


@needs_poppler
def test_a_few_lines_to_write_on_never_stand_alone_in_large_print(tmp_path: Path) -> None:
    counts = set()
    for before in range(8, 16):
        blocks = (*(Paragraph(t("before")) for _ in range(before)), Lines(14, "Notes", "n"))
        (tmp_path / "notes.pdf").write_bytes(
            pdf.render(replace(POSTING, sections=(Section("s", (), blocks),)), PageOptions(large=True))
        )
        with pikepdf.open(tmp_path / "notes.pdf") as file:
            counts |= {len(re.findall(rb" re\n?f", page.Contents.read_bytes())) - 1 for page in file.pages}
    assert min(counts - {0}) == 4
    assert max(counts) == 14
