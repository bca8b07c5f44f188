"""What makes a PDF quick: nothing is read or drawn twice, and what replaces parts of WeasyPrint answers as they do."""

import inspect
import io
import re
import zlib
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint
from weasyprint import images
from weasyprint.css import ComputedStyle
from weasyprint.draw import text as drawn
from weasyprint.formatting_structure.boxes import ParentBox
from weasyprint.layout import inline, percent
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

from jdgen.documents.look import Look, Picture
from jdgen.documents.tree import Document, Paragraph, Section
from jdgen.render import engine, html, page_source, pdf, pdf_file, pictures, quick_parts, quick_text
from jdgen.render.options import PageOptions
from jdgen.render.page_look import LOGO
from samples import DOCUMENTS, LETTER, POSTING, RUBRIC, t

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="#{}"/></svg>'
TEXTS = (
    "An office, a waffle, a fjord and a soft\u00adhyphen; a\u00a0narrow\u202fspace, “quotes” – and the like…",
    "Crème brûlée, Łódź, Ελλάδα, Київ, a\u0301cute and A\u0308, x² ½ №",
    "two\nlines, and a\ttab",
    "word " * 120,
    "x" * 300,
)
OPTIONS = {
    "usual": PageOptions(),
    "a4": PageOptions("a4"),
    "large": PageOptions(large=True),
    "fillable": PageOptions(fillable=True),
    "listed": PageOptions(look=Look(facts="listed", columns="stacked", section_rule="below")),
}
NO_SPACE = re.compile(rb"(?<=>)0(?=\])|>0<")
"""Space of no width between glyphs, which WeasyPrint writes."""
READ = {
    "ComputedStyle.__missing__": "b318d8efc8ac",
    "ParentBox.page_values": "9bcfda076d19",
    "Layout.deactivate": "bfec3ec8406e",
    "Layout.reactivate": "0b89ee097104",
    "draw_first_line": "1bb8eae6d88e",
    "resolve_percentages": "71673078096f",
    "PDF.write": "242cd38f92ec",
    "html5_ua.css": "04dd53f16888",
}
"""What the parts that are replaced looked like when they were read: the first signs of the hashes of their source."""


def picture(color: str) -> Picture:
    return Picture("svg", SVG.format(color).encode(), 90, 30, "Our mark")


def holding_shapes(shapes: str) -> Picture:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shapes}</svg>'.encode()
    return Picture("svg", data, 30, 30, "Mark")


def with_logo(color: str) -> PageOptions:
    return PageOptions(look=Look(drawing=picture(color)))


def holding(*words: str) -> Document:
    return replace(POSTING, sections=(Section("s", (), tuple(Paragraph(t(word)) for word in words)),))


def counted(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> list[Any]:
    """Return a list that grows with each call of a function, or each object of a class."""
    calls: list[Any] = []
    own = getattr(place, name)

    def call(*values: Any, **named: Any) -> Any:
        calls.append(values)
        return own(*values, **named)

    monkeypatch.setattr(place, name, call)
    return calls


def as_read() -> dict[str, str]:
    parts = {
        "ComputedStyle.__missing__": ComputedStyle.__missing__,
        "ParentBox.page_values": ParentBox.page_values,
        "Layout.deactivate": Layout.deactivate,
        "Layout.reactivate": Layout.reactivate,
        "draw_first_line": drawn.draw_first_line,
        "resolve_percentages": percent.resolve_percentages,
        "PDF.write": pydyf.PDF.write,
    }
    sources = {name: inspect.getsource(part) for name, part in parts.items()}
    sources["html5_ua.css"] = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    return {name: sha256(source.encode()).hexdigest()[:12] for name, source in sources.items()}


# --- what stands for parts of WeasyPrint ---


def test_the_parts_are_those_that_were_read() -> None:
    assert as_read() == READ


@pytest.mark.parametrize(
    ("kind", "options"),
    [("posting", "usual"), ("posting", "listed"), ("rubric", "fillable"), ("letter", "large"), ("ladder", "a4")],
)
def test_pages_are_the_same_without_the_quicker_parts(kind: str, options: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = pdf.render(DOCUMENTS[kind], OPTIONS[options])
    monkeypatch.setattr(quick_parts, "_PARTS", [])
    assert held(pdf.render(DOCUMENTS[kind], OPTIONS[options])) == held(quick)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_pages_are_the_same_under_the_sheet_of_weasyprint(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = pdf.render(DOCUMENTS[kind], PageOptions())
    called = counted(monkeypatch, weasyprint, "HTML")
    monkeypatch.setattr(engine, "Source", lambda text, fetcher: weasyprint.HTML(string=text, url_fetcher=fetcher))
    assert pdf.render(DOCUMENTS[kind], PageOptions()) == quick
    assert called


def test_any_words_are_drawn_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = pdf.render(holding(*TEXTS), PageOptions())
    monkeypatch.setattr(quick_parts, "_PARTS", [])
    monkeypatch.setattr(engine, "Source", lambda text, fetcher: weasyprint.HTML(string=text, url_fetcher=fetcher))
    assert held(pdf.render(holding(*TEXTS), PageOptions())) == held(quick)


def test_usual_lines_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    left = counted(monkeypatch, quick_text, "_draw")
    pdf.render(POSTING, PageOptions())
    assert left == []


@pytest.mark.parametrize("page", [True, False], ids=["done", "failed"])
def test_others_keep_their_own_parts(page: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(ComputedStyle, "__missing__"), (ParentBox, "page_values"),
              (Layout, "deactivate"), (Layout, "reactivate"),
              (drawn, "draw_first_line"), (percent, "resolve_percentages"),
              (inline, "resolve_percentages")]  # fmt: skip
    before = [getattr(place, name) for place, name in places]
    seen: list[list[Any]] = []

    def look(*_: Any) -> None:
        seen.append([getattr(place, name) for place, name in places])
        if not page:
            raise RuntimeError("torn")

    monkeypatch.setattr(pictures, "stamp", look)
    if page:
        pdf.render(LETTER, PageOptions())
    else:
        with pytest.raises(RuntimeError, match="torn"):
            pdf.render(LETTER, PageOptions())
    assert [getattr(place, name) for place, name in places] == before
    assert all(one is not own for one, own in zip(seen[0], before, strict=True))


# --- the page as it is read ---


@pytest.mark.parametrize(
    "text",
    ['<p title="a\nb">x</p>', "<p>a<p>b", "<p>&nbsp;</p>", "<p>a & b</p>"],
    ids=["wrapped", "open", "name", "sign"],
)
def test_what_xml_reads_otherwise_is_read_as_html(text: str) -> None:
    page = f"<!DOCTYPE html><html><head></head><body>{text}</body></html>"
    source = page_source.Source(page, None)
    expected = weasyprint.HTML(string=page)
    assert flat(source.etree_element) == flat(expected.etree_element)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_our_pages_are_read_as_xml(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = counted(monkeypatch, weasyprint.HTML, "__init__")
    for page in html.pages(DOCUMENTS[kind], PageOptions()):
        read = page_source.Source(page.text, None)
        assert slow == []
        expected = weasyprint.HTML(string=page.text)
        slow.clear()
        assert flat(read.etree_element) == flat(expected.etree_element)


def flat(element: Any) -> list[tuple[str, dict[str, str], str]]:
    """Return the elements of a page with their words; white space between blocks shows nowhere."""
    return [(one.tag, dict(one.attrib), " ".join((one.text or "").split()) + "|" + " ".join((one.tail or "").split()))
            for one in element.iter()]  # fmt: skip


# --- the file as it is written ---


@pytest.mark.parametrize(
    ("document", "options"), [(POSTING, OPTIONS["usual"]), (RUBRIC, OPTIONS["fillable"])], ids=["flat", "form"]
)
def test_the_file_holds_what_pydyf_would_write(
    document: Document, options: PageOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = pdf.render(document, options)
    monkeypatch.setattr(pdf_file, "settle", lambda _: None)
    theirs = pdf.render(document, options)
    assert ours != theirs
    assert held(ours) == held(theirs)


def held(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as file:
        assert str(file.trailer.ID[0]) == str(file.trailer.ID[1])
        assert len(str(file.trailer.ID[0])) == 32
        assert file.check_pdf_syntax() == []
        return [content(one) for one in file.objects]


def content(item: Any) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse() if isinstance(item, pikepdf.Object) else str(item).encode()
    if item.get("/Type") in ("/ObjStm", "/XRef"):
        return b""  # what holds the other objects, and where, is as long as it was packed
    names = {name: str(value) for name, value in item.items() if name not in ("/Length", "/Filter", "/Resources")}
    return repr(sorted(names.items())).encode() + NO_SPACE.sub(b"", item.read_bytes())


def test_each_object_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.render(LETTER, PageOptions())  # the color profile is packed then
    packed = counted(monkeypatch, zlib, "compress")
    data = pdf.render(POSTING, PageOptions())
    assert len(packed) == len({content for content, _ in packed}) == data.count(b"/FlateDecode") - 1 > 5


# --- what is read and drawn once ---


def test_a_second_document_reads_no_sheet_and_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    options = with_logo("123456")
    first = pdf.render(POSTING, options)
    sheets = counted(monkeypatch, weasyprint, "CSS")
    drawings = counted(monkeypatch, images, "SVGImage"), counted(monkeypatch, pictures, "SVGImage")
    drawn_anew = counted(monkeypatch, pictures.Drawing, "_record")
    assert pdf.render(POSTING, options) == first
    assert (sheets, drawings, drawn_anew) == ([], ([], []), [])


def test_a_page_that_fits_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    short = replace(POSTING, sections=POSTING.sections[:2])
    set_pages = counted(monkeypatch, engine.Engine, "_laid_out")
    pdf.render(short, PageOptions())
    assert len(set_pages) == 1


def test_entries_have_no_boxes_of_their_own_for_signs() -> None:
    seen: set[tuple[str, int]] = set()
    made = pdf.engine()._laid_out
    with quick_parts.used():
        for page in html.pages(POSTING, PageOptions()):
            fetcher = engine.Drawings()
            for one in made(page, fetcher, pictures.Pictures(fetcher)).pages:
                boxes = one._page_box.descendants(placeholders=True)
                seen |= {(box.element_tag, id(box.element)) for box in boxes if box.element is not None}
    tags = [tag for tag, _ in seen]
    (numbered,) = html.pages(ordered(), PageOptions())
    assert tags.count("li") >= 10
    assert tags.count("li::marker") == numbered.text.count("<li>") > 1


def ordered() -> Document:
    """Return the posting with its numbered lists alone."""
    kept = [replace(one, blocks=tuple(block for block in one.blocks if getattr(block, "ordered", False)))
            for one in POSTING.sections]  # fmt: skip
    return replace(POSTING, sections=tuple(kept))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_line_asks_for_features_of_a_font(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint keeps what a line asks for until the process ends: two kilobytes for each document."""
    asked: list[dict[str, int]] = []
    own = line_break.font_features
    monkeypatch.setattr(line_break, "font_features", lambda *names: asked.append(own(*names)) or asked[-1])
    pdf.render(DOCUMENTS[kind], PageOptions())
    assert asked
    assert [one for one in asked if one] == []


def test_a_sign_is_no_object_of_the_file() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(POSTING, PageOptions()))) as file:
        assert [name for page in file.pages for name in page.Resources.get("/XObject", {})] == []
        assert b"c\n" in file.pages[0].Contents.read_bytes()


# --- a document is the same, whatever came before ---


def test_what_came_before_changes_no_byte() -> None:
    fresh = engine.Engine()
    shown: list[tuple[Document, PageOptions]] = [
        (POSTING, with_logo("AA0000")), (POSTING, with_logo("00AA00")), (POSTING, PageOptions()),
        (RUBRIC, OPTIONS["fillable"]), (LETTER, OPTIONS["large"]), (holding(*TEXTS), PageOptions("a4")),
        (POSTING, PageOptions(look=Look(secondary="AA00AA"))),
    ]  # fmt: skip

    def made(document: Document, options: PageOptions) -> bytes:
        return fresh.render(html.pages(document, options), options, options.look.drawing)

    first = [made(*one) for one in shown]
    assert [made(*one) for one in reversed(shown)] == first[::-1]
    assert len(set(first)) == len(first)


def test_a_logo_with_words_keeps_them() -> None:
    options = PageOptions(look=Look(drawing=holding_shapes('<text x="0" y="9" font-size="9">Mark</text>')))
    first = pdf.render(POSTING, options)
    assert pdf.render(POSTING, options) == first != pdf.render(POSTING, PageOptions())


@pytest.mark.parametrize(
    "inside",
    [
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#g)"/>',
        '<g opacity=".5"><rect width="9" height="9"/></g>',
    ],
    ids=["gradient", "group"],
)
def test_a_drawing_with_objects_of_its_own_is_drawn_each_time(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    options = PageOptions(look=Look(drawing=holding_shapes(inside)))
    first = pdf.render(POSTING, options)
    drawn_again = counted(monkeypatch, images.SVGImage, "draw")
    assert pdf.render(POSTING, options) == first
    assert drawn_again


def test_drawings_are_kept_by_what_they_are_and_few() -> None:
    store = pictures.Store()
    for number in range(100):
        logo = picture(f"{number:06d}")
        address = (LOGO, logo.data)
        found = store.pictures(address, engine.Drawings(logo))
        assert LOGO in found
        assert "jdgen:bullet.svg?52606D" in found
        store.keep(found, address)
    assert len(store._kept) == pictures._KEPT
    assert ("jdgen:bullet.svg?52606D", b"") in store._kept
    assert (LOGO, picture("000099").data) in store._kept
