"""Any bytes are a posting or a complaint, within a bounded time: nobody checks a file before they give it to us."""

from __future__ import annotations

import io
import re
import time
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.documents.reading import Reading
from jdgen.errors import InputError
from jdgen.inputs.finished.pieces import MAX_PIECE, MAX_PIECES
from jdgen.inputs.finished.posting import read_finished

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PIECES = st.sampled_from([
    "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "Duties", "Must have:", "Cook", "ABOUT US", "- ", "* ", "• ", "1. ",
    "o ", "Label: value", "Pay   $20", "====", "----", "# ", "## ", "**", "*", "_", "`", "```", "[a](b)", "[", "](",
    "|", "|-|-|", "> ", "<", ">", "</", "<p>", "</p>", "<br>", "<ul><li>", "</li></ul>", "<h2>", "</h2>", "<b>",
    "</b>", "<table><tr><td>", "</td></tr></table>", "<dl><dt>", "<dd>", "<script>", "</script>", "<!--", "-->",
    "<a b='c\">", "<div hidden>", "</div>", "<!doctype html>", "&amp;", "&#0;", "&#x110000;", "&nosuch;", "\\",
    "\u00ad", "\u200b", "\u00a0", "\x0b", "\u2028", "é", "e\u0301", "😀", "word " * 12, "a" * 90, "…", ":", ".", "·",
    "“x”", "\uf0b7", "a)", "(b) ", "\x85", "\x0c",
])  # fmt: skip
TAGS = st.sampled_from([
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>Duties</w:t>", "<w:t>- Bake</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>",
    "</w:tr>", "<w:tc>", "</w:tc>", "<w:pPr><w:pStyle w:val='A'/></w:pPr>",
    "<w:pPr><w:outlineLvl w:val='x'/></w:pPr>", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>",
    "<w:pPr><w:numPr/></w:pPr>", "<w:del>", "</w:del>", "<w:br/>", "<w:b/>", "text",
    "<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='end'/>", "<w:txbxContent>", "</w:txbxContent>",
    "<?x y?>", "<!-- c -->", "<q xmlns='z'/>", "&amp;", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>",
])  # fmt: skip


def package(body: str, styles: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    return buffer.getvalue()


def sound(reading: Reading) -> None:
    """Assert what holds for each reading."""
    assert [passage.number for passage in reading.passages] == list(range(len(reading.passages)))
    assert [passage.kind for passage in reading.passages].count("title") <= 1
    for passage in reading.passages:
        assert passage.text == " ".join(passage.text.split()) != ""
        assert passage.place is not None
        assert passage.place.line >= 1
        assert passage.marks[0][0] == 0
        assert all(one[0] < two[0] for one, two in pairwise(passage.marks))
        last = passage.at(len(passage.text) - 1)
        assert last is not None
        assert last.line >= 1
        assert last.column >= 1


def survives(data: bytes) -> list[Reading]:
    """Return the reading, after a look at it, or nothing where the bytes were refused with a place."""
    try:
        reading = read_finished("-", stdin=data).reading
    except InputError as error:
        return [] if all(problem.place for problem in error.problems) else [Reading(())]
    sound(reading)
    return [reading]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert all(reading.passages for reading in survives(data))


@pytest.mark.parametrize("start", ["", "<html><body>", "# Cook\n\n", "<p>"])
@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_text(start: str, parts: list[str]) -> None:
    assert all(reading.passages for reading in survives((start + "".join(parts)).encode()))


@settings(max_examples=30, deadline=None)
@given(st.lists(TAGS, max_size=25))
def test_any_body_of_a_word_file(parts: list[str]) -> None:
    assert all(reading.passages for reading in survives(package("".join(parts))))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["p", "r", "tbl", "tr", "tc", "sdt", "ins", "del", "pPr", "hyperlink"]), max_size=12))
def test_elements_in_each_other(names: list[str]) -> None:
    inner = "<w:t>Duties</w:t><w:br/><w:t>Bake</w:t>"
    for name in names:
        inner = f"<w:{name}>{inner}<w:r><w:t>x</w:t></w:r></w:{name}>"
    assert all(reading.passages for reading in survives(package(inner)))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=6), st.booleans())
def test_any_damage_to_a_word_file(at: int, data: bytes, cut: bool) -> None:
    whole = package("<w:p><w:r><w:t>Cook</w:t></w:r></w:p>")
    damaged = whole[:at] if cut else whole[:at] + data + whole[at + len(data) :]
    assert all(reading.passages for reading in survives(damaged))


SIZE = 100_000
HOSTILE = {
    "one line": "word " * (SIZE // 5),
    "one word": "a" * SIZE,
    "signs": ".,;:!?-" * (SIZE // 7),
    "short lines": "short line here\n" * 100_000,
    "headings": "Benefits\n" * 5_000,
    "columns": "a  b " * (SIZE // 5),
    "stars": "*_" * (SIZE // 2),
    "brackets": "[" * SIZE,
    "ticks": "`a" * (SIZE // 2),
    "links": "[a](b " * (SIZE // 6),
    "references": "&amp;" * (SIZE // 5),
    "bars": "|" * SIZE,
    "spaces": "x" + " " * SIZE + "x",
    "quotes": ">" * SIZE,
    "paragraphs of marks": ("*_[" * 1_600 + "\n\n") * 60,
    "nested lists": "".join(" " * (2 * depth) + "- x\n" for depth in range(300)),
}
PAGES = {
    "deep": "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "lists": "<ul><li>x" * 5_000,
    "tables": "<table><tr><td>x" * 5_000,
    "starts": "<a " * 20_000,
    "quotes": '<a x="' * 20_000,
    "comments": "<!--" * 20_000,
    "declarations": "<!" * 20_000,
    "ends": "</a" * 20_000,
    "bold": "<b>x" * 20_000,
    "attributes": "<a " + "b " * (SIZE // 2),
    "raw": "<script>" * 20_000,
}


def seconds(data: bytes) -> float:
    start = time.process_time()
    read = survives(data)
    used = time.process_time() - start
    return used if all(reading.passages for reading in read) else 1e9


SLOWEST = {"paragraphs of marks": 3}
"""What takes the parser of Markdown a second; anything else a third of one at most."""


@pytest.mark.parametrize("start", ["", "# Cook\n\n"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends(name: str, start: str) -> None:
    assert seconds((start + HOSTILE[name]).encode()) < SLOWEST.get(name, 1)


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_ends(name: str) -> None:
    assert seconds(("<html>" + PAGES[name]).encode()) < 1.5


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>Some words</w:t></w:r></w:p>" * 4_000,
        "<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 20_000 + "</w:p>",
        "<w:p><w:r>" + "<w:br/><w:t>x</w:t>" * 20_000 + "</w:r></w:p>",
        "<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 40_000 + "<w:r><w:t>x</w:t></w:r></w:p>",
        "<w:p>" + "<w:ins>" * 240 + "<w:fldChar w:fldCharType='begin'/>" * 99_000 + "</w:ins>" * 240 + "</w:p>"
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc>" * 80 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 80,
    ],
    ids=["paragraphs", "runs", "breaks", "fields", "deep fields", "tables"],
)
def test_a_hostile_word_file_ends(body: str) -> None:
    assert seconds(package(body)) < 1.5


MEGABYTE = 1_000_000
UNITS = ("a, ", "é ", "salary history ", "a  b ", "x", "[a](b ")


def refused(data: bytes) -> tuple[str, float]:
    """Return what a posting is refused with, and how many seconds that took."""
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read_finished("-", stdin=data)
    used = time.process_time() - start
    (problem,) = caught.value.problems
    return f"{problem.place}: {problem.message}", used


# The slowest of them takes half of it.
@pytest.mark.parametrize("start", ["", "# Cook\n\n", "<p>", "word"])
@pytest.mark.parametrize("unit", UNITS)
def test_a_line_of_a_megabyte_is_refused_at_once(unit: str, start: str) -> None:
    line = (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE].strip()
    data = package(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>") if start == "word" else (start + line).encode()
    message, used = refused(data)
    assert re.search(r"(?:\d:\d|h 1): has a paragraph of [\d,]{7,9} characters, and at most 100,000 are read$", message)
    assert used < 1


def test_the_longest_paragraph_and_the_longest_posting_are_read() -> None:
    line = "a" * MAX_PIECE
    (passage,) = read_finished("-", stdin=line.encode()).reading.passages
    assert passage.text == line
    assert refused((line + "a").encode())[0] == (
        "standard input:1:1: has a paragraph of 100,001 characters, and at most 100,000 are read"
    )
    most = "\n\n".join([line] * (MAX_PIECES // MAX_PIECE))
    assert len(read_finished("-", stdin=most.encode()).reading.passages) == 5
    assert refused((most + "\n\nb").encode())[0] == (
        "standard input:11:1: has more than 500,000 characters of words up to here"
    )


WORDS = st.sampled_from([
    "Duties", "Must have:", "Cook", "ABOUT US", "Pay: nine", "Pay   nine", "bake bread", "Job title: Baker",
])  # fmt: skip
LAYOUT = st.sampled_from([
    "\n", "\n\n", "\n- ", "\n* ", "\n1. ", "\n  ", "\n\n## ", "\n   - ", "\n\n> ", "\n====\n", "\n---\n", " ",
])  # fmt: skip
TAGGING = st.sampled_from([
    "<p>", "</p>", "<br>", "<ul>", "<li>", "</li>", "</ul>", "<h2>", "</h2>", "<b>", "</b>", "<table>", "<tr>",
    "<td>", "</td>", "</tr>", "</table>", "<dl>", "<dt>", "</dt>", "<dd>", "</dd>", "</dl>", "<div>", "</div>",
    "<ul class='columns'>", " ",
])  # fmt: skip


def spoken(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", text)


def heard(text: str) -> list[str]:
    reading = read_finished("-", stdin=text.encode()).reading
    return [word for passage in reading.passages for word in spoken(passage.text)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(LAYOUT, WORDS), min_size=1, max_size=14))
def test_no_word_of_a_text_is_lost(parts: list[tuple[str, str]]) -> None:
    said = [word for _, words in parts for word in spoken(words) if words != "Job title: Baker"]
    text = "Cook" + "".join(layout + words for layout, words in parts)
    assert [word for word in heard(text) if word not in ("Job", "title", "Baker")] == ["Cook", *said]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(TAGGING, WORDS), min_size=1, max_size=14))
def test_no_word_of_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    said = [word for _, words in parts for word in spoken(words) if words != "Job title: Baker"]
    text = "<html><h1>Cook</h1>" + "".join(f"{tag} {words} " for tag, words in parts)
    assert [word for word in heard(text) if word not in ("Job", "title", "Baker")] == ["Cook", *said]
