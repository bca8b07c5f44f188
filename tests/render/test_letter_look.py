"""How letters look: their styles in Word, one page on both papers, the names of moves, and the plain design."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from jdgen import rules
from jdgen.documents.material import Correspondence
from jdgen.documents.room import width_of
from jdgen.documents.tree import Document, Paragraph, Run, Section
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.letter_type import STEPS, letter_type
from jdgen.render.options import PageOptions, Paper
from making import LINDQVIST, PLAIN_LOOK, RIVERBEND, material

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS: tuple[Paper, ...] = ("a4", "letter")
MOVES = ["Opening", "Problem", "Action", "Result", "Bridge", "Company", "Close"]
PARTS = ("opening", "problem", "action", "result", "bridge", "company", "close")
TEXT = "Without warning dispatchers began selling the same trucks twice, about thirty times a week, and it cost refunds"
"""Words as long as those of letters: six signs and a space."""
PLAIN = PageOptions("letter", look=PLAIN_LOOK)
BLACK = "#000"


@cache
def letter(mode: str = "final", medium: str = "letter", *settings: str, name: str = "riverbend") -> Document:
    example = {"riverbend": RIVERBEND, "lindqvist": LINDQVIST}[name]
    return compose("letter", material(example, *settings, letter=Correspondence(mode, medium)))


def of_words(count: int) -> Document:
    """Return a letter with so many words between greeting and sign-off, and two enclosures."""
    tree = letter("final", "letter", "candidate.enclosures[0]=Resume", "candidate.enclosures[1]=References")
    shares = dict(zip(PARTS, (40, 70, 80, 45, 70, 65, 30), strict=True))
    each = {part: (TEXT.split() * 40)[: round(count * share / sum(shares.values()))] for part, share in shares.items()}
    sections = (
        replace(one, blocks=(Paragraph((Run(" ".join(each[one.id])),), "letter"),)) if one.id in each else one
        for one in tree.sections
    )
    return replace(tree, sections=tuple(sections))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml").decode()


def paragraphs(data: bytes) -> list[tuple[str, ET.Element, str]]:
    """Return the style of each paragraph, the paragraph, and its words."""
    found = ET.fromstring(part(data, "document")).iter(f"{W}p")
    return [(p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), p, said(p)) for p in found]


def said(element: ET.Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def pages(tree: Document, options: PageOptions) -> int:
    with pikepdf.open(io.BytesIO(render(tree, "pdf", options))) as file:
        return len(file.pages)


def style(data: bytes, name: str) -> str:
    return re.search(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', part(data, "styles"))[0]


def test_each_part_of_a_word_letter_has_a_style() -> None:
    tree = letter("final", "letter", "candidate.enclosures[0]=Resume")
    found = paragraphs(render(tree, "docx", PageOptions()))
    assert [name for name, *_ in found] == [
        "Sender", "Date", "InsideAddress", "Salutation", *["Letter"] * 7, "Closing", "Signature", "Enclosures",
    ]  # fmt: skip
    assert [words for _, _, words in found if not words.strip()] == []
    assert [words for name, _, words in found if name in ("Closing", "Signature")] == ["Sincerely,", "Dana Reyes"]


def test_styles_of_a_letter_stand_on_one() -> None:
    data = render(letter(), "docx", PageOptions())
    names = ("Sender", "Date", "InsideAddress", "Salutation", "Closing", "Signature", "Enclosures")
    assert [name for name in names if '<w:basedOn w:val="Letter"/>' not in style(data, name)] == []
    assert "<w:keepNext/>" in style(data, "Closing")
    last = [p for name, p, _ in paragraphs(data) if name == "Letter"][-1]
    assert last.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("name", ["riverbend", "lindqvist"])
def test_a_scaffold_names_each_move_in_a_frame(name: str) -> None:
    found = paragraphs(render(letter("scaffold", name=name), "docx", PageOptions()))
    framed = [words for _, p, words in found if p.find(f"{W}pPr/{W}framePr") is not None]
    assert framed == MOVES
    assert [words for kind, _, words in found if kind == "MarginNote"] == MOVES
    beside = [after for (kind, *_), (after, *_) in pairwise(found) if kind == "MarginNote"]
    assert beside == ["Letter"] * len(MOVES)


def test_the_names_of_moves_find_room_in_the_margin() -> None:
    data = render(letter("scaffold"), "docx", PageOptions())
    frame = ET.fromstring(part(data, "document")).find(f".//{W}framePr").attrib
    start, width, beside = (int(frame[f"{W}{name}"]) for name in ("x", "w", "hSpace"))
    left = int(ET.fromstring(part(data, "document")).find(f".//{W}pgMar").get(f"{W}left"))
    assert 0 < start < start + width + beside <= left
    names = [str(slot.move) for slot in rules.slots().values()]
    assert names == MOVES
    assert max(map(width_of, names)) * 8.5 < width / 20


def test_open_slots_are_tinted_and_notes_are_not_a_letter() -> None:
    found = paragraphs(render(letter("scaffold", name="lindqvist"), "docx", PageOptions()))
    tinted = [p for _, p, _ in found if p.find(f"{W}r/{W}rPr/{W}rStyle[@{W}val='Prompt']") is not None]
    assert len(tinted) == 5
    start = [name for name, *_ in found].index("NotesHeading")
    assert [name for name, *_ in found[start:]] == ["NotesHeading", "NotesText", *["NotesBullet"] * len(MOVES)]
    assert found[start][1].find(f"{W}pPr/{W}pageBreakBefore") is not None


@pytest.mark.parametrize("paper", PAPERS)
def test_a_dense_letter_fits_on_a_page(paper: Paper) -> None:
    tree = of_words(400)
    held = " ".join(inline.text for s in tree.sections if s.id in PARTS for b in s.blocks for inline in b.inlines)
    assert len(held.split()) == 400
    assert pages(tree, PageOptions(paper)) == 1
    assert 0 < STEPS.index(letter_type(tree, paper)) < len(STEPS)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_letter_of_an_example_fits_on_a_page(paper: Paper) -> None:
    assert pages(letter(), PageOptions(paper)) == 1
    assert pages(letter("scaffold"), PageOptions(paper)) == 2
    assert pages(letter("draft", name="lindqvist"), PageOptions(paper)) == 1


def test_the_type_is_the_usual_one_where_it_fits_and_where_none_does() -> None:
    assert [STEPS.index(letter_type(of_words(count), "letter")) for count in (150, 900)] == [0, 0]
    closer = [STEPS.index(letter_type(of_words(count), "letter")) for count in range(200, 440, 20)]
    assert closer == sorted(closer)
    assert letter_type(of_words(400), "letter", large=True) == STEPS[0]


def test_the_notes_take_no_room_of_the_letter() -> None:
    notes = Section("notes", (Run("Notes"),), (Paragraph((Run("A line of notes. " * 200),)),), new_page=True)
    for count in (200, 300, 400):
        tree = of_words(count)
        assert letter_type(replace(tree, sections=(*tree.sections, notes)), "a4") == letter_type(tree, "a4")


def test_word_and_pdf_have_the_same_type() -> None:
    tree = of_words(400)
    step = letter_type(tree, "letter")
    own = style(render(tree, "docx", PageOptions()), "Letter")
    assert f'w:after="{round(step.gap * 20)}" w:line="{round(step.line * 20)}"' in own
    assert f'<w:sz w:val="{round(step.size * 2)}"/>' in own
    page = render(tree, "html", PageOptions()).decode()
    assert f".letter {{ font-size: {step.size / 10.5:.4f}rem; line-height: {step.line / 10.5:.4f}rem }}" in page
    usual = style(render(letter("draft", name="lindqvist"), "docx", PageOptions()), "Letter")
    assert 'w:after="240" w:line="320"' in usual


def test_the_name_of_the_sender_is_bold() -> None:
    first = paragraphs(render(letter(), "docx", PageOptions()))[0][1]
    strong = [r for r in first.iter(f"{W}r") if r.find(f"{W}rPr/{W}rStyle[@{W}val='Strong']") is not None]
    assert list(map(said, strong)) == ["Dana Reyes"]
    assert '<p class="sender"><strong>Dana Reyes</strong><br>' in render(letter(), "html", PageOptions()).decode()


def test_a_plain_word_letter_is_black_without_lines_and_tints() -> None:
    styles = part(render(letter("scaffold"), "docx", PLAIN), "styles")
    assert set(re.findall(r'<w:color w:val="(\w+)"', styles)) == {"000000"}
    assert "<w:pBdr>" not in styles
    assert "<w:shd " not in styles
    matching = part(render(letter("scaffold"), "docx", PageOptions()), "styles")
    assert {"1F2933", "52606D"} < set(re.findall(r'<w:color w:val="(\w+)"', matching))
    assert 'w:styleId="Sender"><w:name w:val="Sender"/>' in matching
    assert "<w:pBdr>" in style(render(letter(), "docx", PageOptions()), "Sender")


def test_a_plain_pdf_letter_is_black_without_lines_and_tints() -> None:
    tree = letter("scaffold", name="lindqvist")
    paper, ink = (1.0, 1.0, 1.0), (0.12, 0.16, 0.2)
    assert colors(render(tree, "pdf", PLAIN)) == {paper, (0.0, 0.0, 0.0)}
    assert {paper, ink} < colors(render(tree, "pdf", PageOptions()))


def colors(data: bytes) -> set[tuple[float, ...]]:
    """Return the colors that the pages of a PDF fill and draw with."""
    found: set[tuple[float, ...]] = set()
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "RG", "sc", "SC", "scn", "SCN"):
                    found.add(tuple(round(float(value), 2) for value in operands))
    return found


def test_a_plain_page_has_no_color() -> None:
    page = render(letter("scaffold"), "html", PLAIN).decode()
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b(?=[;\s}])", page)) == {BLACK, "#fff"}
    assert "border-bottom: 1px solid transparent" in page


def test_the_page_of_an_email_is_named_by_its_subject_line() -> None:
    tree = letter("final", "email")
    page = render(tree, "html", PageOptions()).decode()
    subject = "Application: Senior Software Engineer (ENG-214), Dana Reyes"
    assert f"<title>{subject}</title>" in page
    assert f"<p>Subject: {subject}</p>" in page
    for name in ("md", "txt"):
        assert render(tree, name, PageOptions()).decode().startswith(f"Subject: {subject}\n\nDear ")


def test_an_email_ends_with_its_writer_in_lines_of_plain_text() -> None:
    told = render(letter("final", "email"), "txt", PageOptions()).decode()
    assert told.endswith("\n\nSincerely,\nDana Reyes\ndana@reyes.example · +1 720 555 0142\n")
    form = render(letter("final", "form"), "txt", PageOptions()).decode()
    assert form.startswith("Dear ")
    assert form.endswith("\n\nSincerely,\nDana Reyes\n")


def test_a_letter_with_one_section_alone_is_set() -> None:
    tree = replace(letter(), sections=(Section("close", (), (Paragraph((Run("Hello."),), "letter"),), attached=True),))
    assert [name for name, *_ in paragraphs(render(tree, "docx", PageOptions()))] == ["Letter"]
    assert pages(tree, PageOptions()) == 1
