"""The PDF face: the words of the tree in order, our fonts, both standards, and one set of bytes."""

import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import judges
import poppler
from jdgen.documents.tree import Bullets, Cell, Document, Item, Paragraph, Run, Section, Sheet, Table, plain, texts
from jdgen.errors import MACHINE_LACKS, MachineError
from jdgen.render import fonts, html, libraries, pdf
from jdgen.render.options import PageOptions, Paper
from samples import DOCUMENTS, LETTER, POSTING, RUBRIC, t

PAPERS: tuple[Paper, ...] = ("letter", "a4")
SIZES = {"letter": (612, 792), "a4": (595, 842)}
PAGES = {"posting": 2, "rubric": 5, "letter": 1, "ladder": 2}
NUMBERED = re.compile(r"(Page \d+ of \d+|Loop plan 1/1|Design interview \d/3|Debrief 1/1)$")
ONE_HASH = """
import hashlib, sys
sys.path.insert(0, {tests!r})
import samples
from jdgen.render import pdf
from jdgen.render.options import PageOptions
for document in samples.DOCUMENTS.values():
    print(hashlib.sha256(pdf.render(document, PageOptions())).hexdigest())
"""

needs_poppler = pytest.mark.skipif(bool(judges.needs("poppler")), reason=judges.needs("poppler") or "")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Paper], Path]:
    folder = tmp_path_factory.mktemp("pdf")
    made = {}
    for kind, document in DOCUMENTS.items():
        for paper in PAPERS:
            made[kind, paper] = folder / f"{kind}-{paper}.pdf"
            made[kind, paper].write_bytes(pdf.render(document, PageOptions(paper)))
    return made


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "one.pdf"


def holding(*words: str) -> Document:
    return replace(POSTING, sections=(Section("s", (), tuple(Paragraph(t(word)) for word in words)),))


def changed(before: str, after: str) -> html.Page:
    (page,) = html.pages(POSTING, PageOptions())
    return page._replace(text=page.text.replace(before, after))


def collapsed(text: str) -> str:
    return " ".join(text.split())


def expected(document: Document) -> str:
    return collapsed(" ".join(plain(inlines) for inlines in texts(document)))


def raw_text(path: Path) -> list[str]:
    """Return the lines in the order of the content stream, which is the reading order."""
    done = subprocess.run(["pdftotext", "-raw", "-nopgbrk", "-enc", "UTF-8", str(path), "-"],
                          capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    return done.stdout.splitlines()


def body_text(path: Path, document: Document, numbers: int) -> str:
    """Return the words of the pages without the lines of headers and footers, and without the numbers of lists."""
    lines = [line for line in raw_text(path) if not NUMBERED.search(line)]
    pages = PAGES[document.kind]
    header = [number for number, line in enumerate(lines) if line == document.header][
        int(document.name == document.header) :
    ]
    for number in reversed(header[-(pages - 1) :] if pages > 1 else []):
        del lines[number]
    text = collapsed(" ".join(lines))
    for number in range(1, numbers + 1):
        text = text.replace(f" {number}. ", " ", 1)
    return text


def figures(path: Path) -> list[str]:
    """Return the alternate texts of the figures, in the order of the structure tree."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(path) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["rubric", "letter"])
def test_the_pages_say_what_the_tree_says(kind: str, paper: Paper, files: dict[tuple[str, Paper], Path]) -> None:
    assert body_text(files[kind, paper], DOCUMENTS[kind], 0) == expected(DOCUMENTS[kind])


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_only_the_numbers_of_a_list_are_added(paper: Paper, files: dict[tuple[str, Paper], Path]) -> None:
    assert body_text(files["posting", paper], POSTING, 2) == expected(POSTING)


@needs_poppler
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_tags_say_it_in_the_same_order(kind: str, files: dict[tuple[str, Paper], Path]) -> None:
    done = subprocess.run(["pdfinfo", "-struct-text", "-enc", "UTF-8", str(files[kind, "letter"])],
                          capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    said = [line.strip()[1:-1] for line in done.stdout.splitlines() if line.lstrip().startswith('"')]
    said = [words for words in said if not re.fullmatch(r"\d\. ?", words)]
    assert "".join("".join(said).split()) == "".join(expected(DOCUMENTS[kind]).split())


@needs_poppler
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_only_our_fonts_are_embedded(kind: str, files: dict[tuple[str, Paper], Path]) -> None:
    found = judges.pdf_fonts(files[kind, "letter"])
    names = {font.name.partition("+")[2] for font in found}
    italics = {"Source-Sans-Pro-Italic", "Source-Sans-Pro-Semi-Bold-Italic"} if kind == "posting" else set()
    assert names == {"Source-Sans-Pro", "Source-Sans-Pro-Semi-Bold"} | italics
    assert all(font.embedded and font.subset for font in found)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_pages_and_paper(kind: str, paper: Paper, files: dict[tuple[str, Paper], Path]) -> None:
    with pikepdf.open(files[kind, paper]) as file:
        sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in file.pages]
    upright = {"ladder": 0, "rubric": 4}.get(kind, PAGES[kind])
    assert sizes == [SIZES[paper]] * upright + [SIZES[paper][::-1]] * (PAGES[kind] - upright)


def test_properties(files: dict[tuple[str, Paper], Path]) -> None:
    with pikepdf.open(files["posting", "letter"]) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
        assert info["/Title"] == "Senior Software Engineer"
        assert info["/Author"] == "Riverbend Robotics"
        assert info["/Subject"] == "Job posting"
        assert info["/Creator"] == "jdgen"
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261120000000Z"
        assert str(file.Root.Lang) == "en-US"
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert len(file.trailer.ID) == 2


def test_boxes_are_figures_with_names(files: dict[tuple[str, Paper], Path]) -> None:
    found = figures(files["rubric", "a4"])
    assert len(found) == 22
    assert found[:5] == ["Well below", "Below", "Meets", "Above", "No evidence"]
    assert "Operations: Meets" in found


@needs_poppler
def test_a_letter_has_no_page_line_on_its_first_page(written: Path) -> None:
    story = Section(
        "story", (), (Paragraph(t("A sentence of the story. " * 60), style="letter", margin="Problem"),) * 4
    )
    written.write_bytes(pdf.render(replace(LETTER, sections=(*LETTER.sections, story)), PageOptions()))
    assert [line for line in raw_text(written) if line.startswith("Page ")] == ["Page 2 of 2"]


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_each_sheet_counts_its_own_pages(paper: Paper, files: dict[tuple[str, Paper], Path]) -> None:
    pages = [page.splitlines() for page in poppler.pdf_pages(files["rubric", paper])]
    assert [line for page in pages for line in page if NUMBERED.search(line)] == [
        f"Riverbend Robotics · ENG-214 {number}"
        for number in (
            "Loop plan 1/1",
            "Design interview 1/3",
            "Design interview 2/3",
            "Design interview 3/3",
            "Debrief 1/1",
        )
    ]
    assert [page.count(RUBRIC.header) for page in pages] == [0, 1, 1, 1, 1]


@needs_poppler
def test_the_pages_of_a_sheet_have_its_header(written: Path) -> None:
    first, second = RUBRIC.sections[0], RUBRIC.sections[-1]
    public = replace(second, sheet=Sheet("For the candidate", "Senior Software Engineer"))
    written.write_bytes(pdf.render(replace(RUBRIC, sections=(first, second, public)), PageOptions()))
    pages = [page.splitlines() for page in poppler.pdf_pages(written)]
    assert [page.count(RUBRIC.header) for page in pages] == [0, 1, 0]
    assert [page.count("Senior Software Engineer") for page in pages] == [0, 0, 1]


@needs_poppler
def test_a_long_name_of_a_sheet_stays_beside_the_footer(written: Path) -> None:
    named = replace(RUBRIC.sections[0], sheet=Sheet("Interview about architecture, direction and everything else"))
    written.write_bytes(pdf.render(replace(RUBRIC, sections=(named,)), PageOptions()))
    assert "Riverbend Robotics · ENG-214 Interview about … everything else 1/1" in raw_text(written)


@needs_poppler
def test_the_head_of_a_table_is_on_each_of_its_pages(written: Path) -> None:
    rows = tuple((Cell(t(f"Stage {number}")), Cell(t("Fachabteilung"))) for number in range(80))
    table = Table("plan", (Cell(t("Stage")), Cell(t("Held by"))), rows, (50, 50), row_headers=True)
    document = replace(POSTING, sections=(Section("s", (), (table,)),))
    written.write_bytes(pdf.render(document, PageOptions()))
    lines = raw_text(written)
    pages = judges.pdf_pages(written)
    assert pages > 2
    assert lines.count("Stage Held by") == pages
    footers = [line for line in lines if line.startswith(document.footer)]
    assert footers == [f"{document.footer} Page {number} of {pages}" for number in range(1, pages + 1)]


@needs_poppler
def test_no_entry_of_a_list_stands_alone_on_a_page(written: Path) -> None:
    firsts, lasts = set(), set()
    for before in range(20, 36):
        blocks = (*(Paragraph(t(f"before {n}")) for n in range(before)), Bullets(tuple(Item(t(w)) for w in "abc")))
        written.write_bytes(pdf.render(replace(POSTING, sections=(Section("s", (), blocks),)), PageOptions()))
        done = subprocess.run(["pdftotext", "-raw", str(written), "-"], capture_output=True, text=True, check=True)
        held = ["".join(re.findall(r"(?m)^[abc]$", page)) for page in done.stdout.split("\f")]
        firsts.add(held[0])
        lasts.add(held[-2])
    assert firsts == {"abc", ""}
    assert lasts == {"abc"}


@needs_poppler
def test_text_below_a_table_stands_off(written: Path) -> None:
    blocks = (Table("plan", (Cell(t("Head")),), ((Cell(t("Inside")),),), (100,)), Paragraph(t("Below")))
    written.write_bytes(pdf.render(replace(POSTING, sections=(Section("s", (), blocks),)), PageOptions()))
    done = subprocess.run(["pdftotext", "-bbox", str(written), "-"], capture_output=True, text=True, check=True)
    tops = {word: float(top) for top, word in re.findall(r'yMin="(.*?)".*>(Inside|Below)<', done.stdout)}
    # a line of 15 pt, 4 pt inside the cell, 8 pt outside of it
    assert 26 < tops["Below"] - tops["Inside"] < 29


@needs_poppler
def test_a_long_page_line_stays_on_a_line(written: Path) -> None:
    line = "Dana Reyes " * 20
    written.write_bytes(pdf.render(replace(holding(*["word"] * 60), header=line, footer=line), PageOptions()))
    wanted = f"{'Dana Reyes ' * 6}Dana … {'Dana Reyes ' * 3}".strip()
    assert wanted in raw_text(written)


@needs_poppler
def test_a_space_at_the_end_moves_no_line(written: Path) -> None:
    # WeasyPrint breaks after the first word where a line fits without that space and not with it
    words = [f"{'Own the design of large features and all ' * 2}{'i' * number} " for number in range(1, 60)]
    written.write_bytes(pdf.render(replace(POSTING, sections=(Section("s", (), (
        Bullets(tuple(Item(t(word)) for word in words)),)),)), PageOptions("a4")))  # fmt: skip
    assert "Own" not in raw_text(written)


@pytest.mark.slow
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_file_passes_both_standards(flavour: str, files: dict[tuple[str, Paper], Path], written: Path) -> None:
    if reason := judges.needs("vera"):
        pytest.skip(reason)
    written.write_bytes(pdf.render(holding("x̂ man‑made ﬁ a\u200db z\u200bw", "Καλημέρα Привет"), PageOptions()))
    found = judges.vera_pdf_many([*files.values(), written], flavour)
    assert {path.name: rules for path, rules in found.items() if rules} == {}
    assert len(found) == 2 * len(DOCUMENTS) + 1


@pytest.mark.slow
def test_qpdf_finds_nothing(files: dict[tuple[str, Paper], Path]) -> None:
    if reason := judges.needs("qpdf"):
        pytest.skip(reason)
    assert [judges.pdf_check(path) for path in files.values()] == [[]] * 2 * len(DOCUMENTS)


def test_the_documents_before_leave_no_trace() -> None:
    first = pdf.render(POSTING, PageOptions())
    pdf.render(RUBRIC, PageOptions("a4"))
    assert pdf.render(POSTING, PageOptions()) == first


@pytest.mark.slow
def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    code = ONE_HASH.format(tests=str(Path(__file__).parent.parent))
    outputs = set()
    for zone, seed, home, place in (
        ("Asia/Tokyo", "1", "/nonexistent", "/"),
        ("America/Denver", "2", str(tmp_path), str(tmp_path)),
    ):
        environment = {
            "PATH": os.environ["PATH"],
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "HOME": home,
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run([sys.executable, "-W", "error", "-c", code], env=environment, cwd=place,
                              capture_output=True, text=True, check=True)  # fmt: skip
        assert done.stderr == ""
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [("a \ue000 b", "U+E000"), ("\U0010fffd", "U+10FFFD"), ("\U0010fffd and \U0010fffc", "U+10FFFC, U+10FFFD")],
)  # fmt: skip
def test_a_character_that_no_font_has_is_refused(words: str, named: str) -> None:
    with pytest.raises(MachineError) as caught:
        pdf.render(holding("before", words), PageOptions())
    assert caught.value.exit_code == MACHINE_LACKS
    assert str(caught.value).startswith(f"no font here has {named}; no PDF was made; ")


def test_the_refusal_names_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "distributions", lambda: ["ubuntu", "debian"])
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    typed = "no PDF was made; leave out pdf, or type: sudo apt-get install"
    assert [str(problem) for problem in fonts.missing("👍株株").problems] == [
        f"no font here has `株` U+682A; {typed} fonts-noto-cjk",
        f"no font here has `👍` U+1F44D; {typed} fonts-symbola",
    ]
    monkeypatch.setattr(libraries, "distributions", list)
    assert "such as Noto Sans CJK" in str(fonts.missing("株"))


def test_signs_without_a_glyph_of_their_own_are_no_reason_to_refuse() -> None:
    signs = "co\u00adop a\u200bb a\u200cb a\u200db \u2060 \ufeff \u200e a\u00a0b a\u202fb 1\ufe0e e\u0301"
    assert pdf.render(holding(signs), PageOptions()).startswith(b"%PDF-1.7")


def test_another_source_sans_and_color_fonts_are_left_out() -> None:
    text = fonts.configuration().read_text("utf-8")
    assert '<patelt name="family"><string>Source Sans Pro</string></patelt>' in text
    assert '<patelt name="color"><bool>true</bool></patelt>' in text
    assert text.index(str(fonts.folder())) < text.index("/usr/share/fonts") if sys.platform == "linux" else True


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "https://a.example/x.png", "ftp://a.example/x",
                "data:text/html,x", "data:image/png;base64," + "A" * 2_000_001, "jdgen:../../../etc/passwd"],
)  # fmt: skip
def test_nothing_else_is_fetched(address: str) -> None:
    page = changed("</main>", f'<img alt="x" src="{address}"></main>')
    with pytest.raises(RuntimeError, match="may not have: " + re.escape(address[:20])):
        pdf.engine().render([page], PageOptions("a4"))


def test_a_complaint_of_weasyprint_is_a_failure(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    page = changed("</head>", "<style>p { colour: red }</style></head>")
    with pytest.raises(RuntimeError, match="unknown property"):
        pdf.engine().render([page], PageOptions("a4"))
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("weasyprint").propagate


def test_a_rendering_is_silent(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    pdf.render(RUBRIC, PageOptions())
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


DEBIAN = "apt-get update && {}apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.mark.parametrize(
    ("system", "user", "told"),
    [
        (["debian"], 1000, "sudo " + DEBIAN.format("sudo ")),
        (["ubuntu", "debian"], 0, DEBIAN.format("")),
        (["rocky", "rhel", "centos", "fedora"], 1000, "sudo dnf install pango"),
        (["alpine"], 0, "apk add"),
        ([], 0, "your package manager: pango"),
    ],
)
def test_missing_libraries_are_named_with_their_cure(
    system: list[str], user: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "distributions", lambda: system)
    monkeypatch.setattr(libraries, "locate", lambda stem: None if "pango" in stem else stem)
    monkeypatch.setattr("os.geteuid", lambda: user)
    with pytest.raises(MachineError) as caught:
        pdf.ready()
    assert caught.value.exit_code == MACHINE_LACKS
    assert "pangoft2" in str(caught.value)
    assert f"install them with: {told}" in str(caught.value)


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    with pytest.raises(MachineError, match="pip install --force-reinstall font-source-sans-pro"):
        pdf.ready()


def test_the_engine_starts_no_program_and_ready_no_engine() -> None:
    code = """
import ctypes.util, subprocess, sys
def refuse(*arguments, **options): raise SystemExit(f"started {arguments}")
subprocess.Popen.__init__ = refuse
original = ctypes.util.find_library
from jdgen.render import pdf
pdf.ready()
assert "weasyprint" not in sys.modules
pdf.engine()
assert "weasyprint" in sys.modules and ctypes.util.find_library is original
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_links_are_kept(files: dict[tuple[str, Paper], Path]) -> None:
    with pikepdf.open(files["posting", "a4"]) as file:
        links = [str(note.A.URI) for page in file.pages for note in page.get("/Annots", [])]
    assert links == ["https://careers.riverbend.example/eng-214"]


def test_a_bad_link_makes_no_pdf() -> None:
    with pytest.raises(ValueError, match="not a link"):
        pdf.render(
            replace(POSTING, sections=(Section("s", (), (Paragraph((Run("x", link="javascript:x"),)),)),)),
            PageOptions(),
        )
