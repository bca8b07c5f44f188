"""The five faces of a document read back by others' eyes, and the one normalization under which they agree.

A face must say every word of the tree's body, in order; words are what white space divides. Nothing of the tree is left
out. Beside its words a face may hold only the signs that its format writes as characters: `☐` for a box in Word and in
Markdown, `1.` before an entry in PDF and text, and in text `-` before an entry, `|` between cells, `–` for an empty
cell, `[ ]` for a box, `___` for a line to write on, `===` and `---` under a heading, and `<address>` behind the words
of a link. A word that the line ends of a PDF cut is joined, and its soft hyphens and zero-width spaces show nothing;
headers and footers are no body, nor is the head of a table that a further page repeats; Markdown is read by a
CommonMark parser. What stands in a table stands in the same row
and column in every face that has rows and columns.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from jdgen.documents.tree import Document, Inlines, Run, Table, blocks, texts
from poppler import drawn

SUFFIXES = ("docx", "pdf", "html", "md", "txt")
SIGNS = {
    "docx": r"☐",
    "office": r"☐",
    "pdf": r"\d+\.",
    "html": r"(?!)",
    "md": r"☐",
    "txt": r"[-–|\[\]]|\d+\.|_+|=+|-+",
}
"""What a face may hold beside the words of the tree, as whole words."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_SPACES = {f"{_W}br": "\n", f"{_W}tab": "\t", f"{_W}p": "\n"}
_BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "div", "br", "section", "header", "main", "table", "tr", "input"}


class Word(NamedTuple):
    """One word of a face; `last` of its line."""

    text: str
    last: bool


def expected(document: Document) -> list[str]:
    """Return the words of the tree; a break and a box divide words."""
    return [word for inlines in texts(document) for word in said(inlines).replace("☐", " ☐ ").split()]


def said(inlines: Inlines) -> str:
    """Return the words of the inlines as typed."""
    return "".join(inline.text if isinstance(inline, Run) else " " for inline in inlines)


def difference(face: str, document: Document, text: str) -> str:
    """Return where a face does not say what the tree says, or an empty text."""
    if face == "txt":
        for run in links(document):
            spoken = r"\s+".join(map(re.escape, run.text.split()))
            text = re.sub(rf"({spoken})\s+<{re.escape(run.link)}>", r"\1", text)
    return aligned(face, document, [list(_words(page)) for page in text.split("\f")])[1]


def aligned(face: str, document: Document, pages: Sequence[Sequence[Word]]) -> tuple[list[int], str]:
    """Return for each word of the tree its place among those of all pages, and where the pages say something else.

    A word that a line end has cut is where its first piece is.
    """
    wanted = expected(document)
    found = [word for page in pages for word in page]
    starts = {0, *accumulate(map(len, pages))}
    heads = [visible for table in cells(document) if (visible := _visible("".join(" ".join(table[0]).split())))]
    if face == "pdf":
        wanted = [_visible(word) for word in wanted]
    sign, places = re.compile(SIGNS[face]), list[int]()
    index = 0
    while index < len(found):
        at, word, step = len(places), found[index].text, 1
        aim = wanted[at] if at < len(wanted) else None
        if face == "pdf" and aim is not None and word != aim:
            word, step = _joined(found, index, aim)
        if word != aim and face == "pdf" and index in starts and (repeated := _head(found, index, heads)):
            index += repeated
            continue
        if word == aim:
            places.append(index)
        elif not sign.fullmatch(word):
            return places, _shown(face, wanted, at, found, index)
        index += step
    return places, "" if len(places) == len(wanted) else _shown(face, wanted, len(places), found, index)


def _words(text: str) -> Iterator[Word]:
    for line in text.replace("☐", " ☐ ").splitlines():
        words = line.split()
        yield from (Word(word, number == len(words)) for number, word in enumerate(words, 1))


def _visible(word: str) -> str:
    return "".join(character for character in word if unicodedata.category(character) != "Cf")


def _joined(found: list[Word], index: int, aim: str) -> tuple[str, int]:
    """Return the word that line ends have cut, and how many pieces it has; the first piece alone if it is not `aim`."""
    word, count = found[index].text, 1
    while found[index + count - 1].last and index + count < len(found) and len(word) < len(aim):
        word += found[index + count].text
        count += 1
    return (word, count) if word == aim else (found[index].text, 1)


def _head(found: list[Word], index: int, heads: list[str]) -> int:
    """Return how many words from an index on are the head of a table, or 0."""
    text = ""
    for count, word in enumerate(found[index:], 1):
        text += word.text
        if text in heads:
            return count
        if not any(head.startswith(text) for head in heads):
            return 0
    return 0


def _shown(face: str, wanted: list[str], at: int, found: list[Word], index: int) -> str:
    here = " ".join(word.text for word in found[max(index - 6, 0) : index + 6])
    return f"{face}: after {' '.join(wanted[max(at - 6, 0) : at])!r} wanted {wanted[at : at + 6]!r}, found {here!r}"


def links(document: Document) -> list[Run]:
    """Return the linked words of the body, each once."""
    runs = (run for inlines in texts(document) for run in inlines if isinstance(run, Run))
    return list(dict.fromkeys(run for run in runs if run.link))


def word(data: bytes) -> str:
    """Return the body of a Word file, read from its main part; a box to tick is a word of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ET.fromstring(file.read("word/document.xml")).find(f"{_W}body")
    assert body is not None
    assert not [e.tag for e in body.iter() if e.tag != f"{_W}t" and (e.text or "").strip() and "instr" not in e.tag]
    return "".join(_word_text(element) for element in body)


def _word_text(element: ET.Element) -> str:
    if element.tag == f"{_W}tabs":
        return ""
    before = _WORD_SPACES.get(element.tag, element.text or "" if element.tag == f"{_W}t" else "")
    return before + "".join(map(_word_text, element))


class _Body(HTMLParser):
    """Reads what the body shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "body"
        if tag in _BLOCKS:
            self.shown.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "body"
        if tag in _BLOCKS:
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.shown.append(data)


def html(data: bytes) -> str:
    """Return what the body of a page shows."""
    reader = _Body()
    reader.feed(data.decode())
    reader.close()
    return "".join(reader.shown)


def markdown(data: bytes) -> str:
    """Return the words of CommonMark with tables; HTML in it may only be a break or an emphasis."""
    parser = MarkdownIt("commonmark").enable("table")
    parts: list[str] = []
    for token in parser.parse(data.decode()):
        assert token.type not in ("html_block", "fence", "code_block"), token
        parts.append("\n")
        for child in token.children or ():
            if child.type == "html_inline":
                assert re.fullmatch(r"<br>|</?(em|strong|code|a)( [^>]*)?>", child.content), child
            parts.append("\n" if child.type.endswith("break") or child.content == "<br>" else _shown_of(child))
    return "".join(parts)


def _shown_of(token: object) -> str:
    return token.content if token.type in ("text", "code_inline", "text_special") else ""  # type: ignore[attr-defined]


def cells(document: Document) -> list[list[list[str]]]:
    """Return the words of each table of the tree by row and column, the header first; a lone `–` is an empty cell."""
    tables = [block for block in blocks(document) if isinstance(block, Table)]
    rows = [[table.header, *table.rows] for table in tables]
    return [[[_in_cell(said(cell.inlines)) for cell in row] for row in table] for table in rows]


def _in_cell(words: str) -> str:
    found = " ".join(words.replace("☐", "").replace("[ ]", "").split())
    return "" if found == "–" or set(found) == {"_"} else found


def markdown_cells(data: bytes) -> list[list[list[str]]]:
    """Return the cells of each table, as a parser reads them."""
    tables: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    for token, after in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            shown = ("\n" if c.content == "<br>" else _shown_of(c) for c in after.children or ())
            tables[-1][-1].append(_in_cell("".join(shown)))
    return tables


def text_cells(text: str, sizes: list[tuple[int, int]]) -> list[list[list[str]]]:
    """Return the cells of each table of a text as a reader tells them: by bars on a line, or by lines with a bar.

    `sizes` are the numbers of rows and columns, so that a row that lacks a cell is not one.
    """
    lines = iter(line for line in text.splitlines() if "|" in line)
    tables = []
    for height, width in sizes:
        table = [_row_of(lines, width) for _ in range(height)]
        tables.append([[_in_cell(cell) for cell in row] for row in table])
    assert next(lines, None) is None
    return tables


def _row_of(lines: Iterator[str], width: int) -> list[str]:
    first = next(lines)
    stacked = first.startswith("| ")
    row = [line[2:] for line in (first, *islice(lines, width - 1))] if stacked else first.split(" | ")
    assert len(row) == width, row
    return [cell.strip() for cell in row]


def word_cells(data: bytes) -> list[list[list[str]]]:
    """Return the cells of each table of a Word file that is one in the tree, by the names of its styles."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ET.fromstring(file.read("word/document.xml"))
    tables = []
    for table in body.iter(f"{_W}tbl"):
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        if style is None or style.get(f"{_W}val") not in ("jdgenFacts", "jdgenColumns", "jdgenLines"):
            rows = ([_in_cell(_word_text(cell)) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr"))
            tables.append(list(rows))
    return tables


def html_cells(data: bytes) -> list[list[list[str]]]:
    """Return the cells of each table of a page."""
    tables: list[list[list[str]]] = []
    for table in re.findall(r"<table.*?</table>", data.decode(), re.DOTALL):
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        parts = [re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL) for row in rows]
        tables.append([[_in_cell(html(f"<body>{cell}</body>".encode())) for cell in row] for row in parts])
    return tables


def read(path: Path, kind: str, paper: str = "letter") -> str:
    """Return the body of a written file; a Word file is read by our own reader, a PDF as it is drawn."""
    suffix = path.suffix[1:]
    if suffix == "pdf":
        return drawn(path, kind, paper)
    readers = {"docx": word, "html": html, "md": markdown, "txt": bytes.decode}
    return readers[suffix](path.read_bytes())
