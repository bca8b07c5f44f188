"""A Word file as pieces: its body in order as readers see it, with insertions and without what was deleted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.finished.pieces import Piece, lines_apart, table_row
from jdgen.inputs.finished.word_package import MAX_ELEMENTS, MAX_PARAGRAPHS, WordPackage, namespace, paragraphs
from jdgen.inputs.finished.word_styles import Styles, bold_of, level_of, listed_of
from jdgen.inputs.finished.words import Gathering, Words

__all__ = ["margins", "paragraphs", "pieces"]

# defense finished.deleted_words: words that were deleted with changes tracked are not read
_GONE = frozenset(("del", "moveFrom", "pPr", "rPr", "Fallback", "instrText", "delText", "sdtPr", "p", "tbl"))
"""What a paragraph does not say: deletions, properties, and paragraphs in a box, which are read after it."""
_SHOWN = frozenset(("p", "tbl"))
"""What of these is read in its turn."""
_SPACES = frozenset(("tab", "ptab"))
_BREAKS = frozenset(("br", "cr"))


def pieces(data: bytes, source: str) -> Iterator[Piece]:
    """Yield the pieces of a Word file in order; the line of a word is the number of its paragraph."""
    package = WordPackage(data, source)
    body = package.document.find(f"{namespace(package.document)}body")
    if body is None:
        raise InputError(Problem("is a Word file without a body", Place(source)))
    held = paragraphs(package.document)
    if len(held) > MAX_PARAGRAPHS:
        raise InputError(Problem(f"has more than {MAX_PARAGRAPHS:,} paragraphs", Place(source)))
    if sum(1 for _ in body.iter()) > MAX_ELEMENTS:
        raise InputError(Problem(f"has more than {MAX_ELEMENTS:,} elements", Place(source)))
    yield from _Body(package, held).blocks(body)


def margins(data: bytes, source: str) -> Iterator[Piece]:
    """Yield the pieces of the headers and footers of a Word file, which no number of a paragraph counts."""
    package = WordPackage(data, source, margins=True)
    for tree in package.margins:
        if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
            raise InputError(Problem(f"has more than {MAX_ELEMENTS:,} elements", Place(source)))
        for piece in _Body(package, []).blocks(tree):
            yield replace(piece, words=replace(piece.words, marks=()))


class _Body:
    """Walks the body; knows the number of each paragraph and the styles."""

    def __init__(self, package: WordPackage, held: list[Any]) -> None:
        self._w = namespace(package.document)
        self._styles = Styles(package.styles)
        self._numbers = {paragraph: number for number, paragraph in enumerate(held, 1)}
        self._fields: list[bool] = []
        """For each field that is open, whether its result has begun."""
        self._endless = set(_endless(package.document, self._w))

    def blocks(self, parent: Any) -> Iterator[Piece]:
        for element in parent:
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element)
                for box in self._boxes(element):
                    yield from self.blocks(box)
            elif name == "tbl":
                yield from self._table(element)
            elif name not in _GONE:
                yield from self.blocks(element)

    def _boxes(self, paragraph: Any) -> Iterator[Any]:
        """Yield what stands in boxes of a paragraph, each once; what older programs are to show is left out."""
        for element in paragraph:
            name = _name(element)
            if name == "txbxContent":
                yield element
            elif name not in _GONE:
                yield from self._boxes(element)

    def _table(self, table: Any) -> Iterator[Piece]:
        for row in self._inside(table, "tr"):
            cells = [list(self.blocks(cell)) for cell in self._inside(row, "tc")]
            yield from table_row([cell for cell in cells if cell])

    def _inside(self, parent: Any, wanted: str) -> Iterator[Any]:
        """Yield rows or cells, also those in a content control or an insertion."""
        for element in parent:
            name = _name(element)
            if name == wanted:
                yield element
            elif name not in _GONE and name not in ("tr", "tc"):
                yield from self._inside(element, wanted)

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        w = self._w
        properties = paragraph.find(f"{w}pPr")
        style = "" if properties is None else _value(properties.find(f"{w}pStyle"), w)
        lines = [Gathering()]
        self._gather(paragraph, lines, self._numbers.get(paragraph, 0), self._styles.bold(style))
        words = list(_placed(lines, self._numbers.get(paragraph, 0)))
        own = level_of(properties, w)
        level = self._styles.level(style) if own is None else own
        listed = listed_of(properties, w)
        if self._styles.named(style, "title"):
            yield Piece("title", _one(words))
        elif self._styles.named(style, "subtitle"):
            yield Piece("subtitle", _one(words))
        elif level:
            yield Piece("heading", _one(words), level)
        elif self._styles.listed(style) if listed is None else listed:
            yield from lines_apart(words, "bullet")
        else:
            yield from lines_apart(words)

    def _gather(self, parent: Any, lines: list[Gathering], number: int, bold: bool) -> None:
        """Gather the words of a paragraph, or of what stands in it."""
        for element in parent:
            name = _name(element)
            if name == "r":
                self._run(element, lines, number, bold)
            elif name not in _GONE:
                self._gather(element, lines, number, bold)

    def _run(self, run: Any, lines: list[Gathering], number: int, bold: bool) -> None:
        w = self._w
        properties = run.find(f"{w}rPr")
        vanish = None if properties is None else properties.find(f"{w}vanish")
        # defense finished.hidden_words: words that a Word file hides are not read as its words
        hidden = vanish is not None and _value(vanish, w) not in ("0", "false")
        own = bold_of(properties, w)
        if own is None and properties is not None:
            own = self._styles.bold(_value(properties.find(f"{w}rStyle"), w)) or None
        for element in run:
            name = _name(element)
            if name == "fldChar":
                # defense finished.endless_field: a field that nothing ends hides no words behind it
                if element not in self._endless:
                    self._field(_attribute(element, w, "fldCharType"))
            elif hidden or not all(self._fields):
                continue
            elif name == "t":
                text = unicodedata.normalize("NFC", element.text or "")
                lines[-1].add(text, number, 0, bold=bold if own is None else own)
            elif name == "noBreakHyphen":
                lines[-1].add("-", number, 0, bold=bold if own is None else own)
            elif name in _BREAKS:
                lines.append(Gathering())
            elif name in _SPACES:
                lines[-1].space()

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end":
            self._fields[-1:] = []


def _endless(root: Any, w: str) -> list[Any]:
    """Return the signs that begin a field which nothing ends: no program takes what follows for its code."""
    begun: list[Any] = []
    waiting = [root] if root.find(f".//{w}fldChar") is not None else []
    while waiting:
        element = waiting.pop()
        name = _name(element)
        kind = _attribute(element, w, "fldCharType") if name == "fldChar" else ""
        if kind == "begin":
            begun.append(element)
        elif kind == "end":
            begun[-1:] = []
        elif name in _SHOWN or name not in _GONE:
            waiting.extend(reversed(element))
    return begun


def _placed(lines: list[Gathering], number: int) -> Iterator[Words]:
    """Yield the words of each line; the column of a word counts the characters of its paragraph, spaces as one."""
    column = 1
    for line in lines:
        words = line.words()
        yield Words(words.text, ((0, number, column),) if words.text else (), words.lead)
        column += len(words.text) + 1


def _one(lines: list[Words]) -> Words:
    return Words.joined([line for line in lines if line.text])


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Any, w: str) -> str:
    return "" if element is None else _attribute(element, w, "val")


def _attribute(element: Any, w: str, name: str) -> str:
    return str(element.get(f"{w}{name}", ""))
