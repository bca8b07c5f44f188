"""A page as pieces: blocks, lists, headings and tables as a browser shows them, nothing that it hides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.inputs.finished.markup import Said, Tag, scanned
from jdgen.inputs.finished.pieces import Piece, fact, lines_apart, table_row
from jdgen.inputs.finished.words import Gathering, Words

_UNSHOWN = frozenset((
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "audio", "video",
    "canvas", "select", "datalist", "button", "nav", "textarea", "title", "xmp", "dialog",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "hr", "legend", "main", "menu", "p",
    "pre", "section", "summary", "table", "caption", "tbody", "tfoot", "thead",
))  # fmt: skip
_DRAWN = frozenset(("svg", "math"))
_OFTEN_OPEN = frozenset(("p", "li", "dt", "dd", "option"))
_BOLD = frozenset(("b", "strong"))
_HEADING = re.compile(r"h[1-6]")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)", re.IGNORECASE)


def pieces(page: str, xml: bool = False) -> Iterator[Piece]:
    """Yield the pieces of a page in order; in one of XML, `/>` ends any element."""
    return iter(_Page().read(page, xml))


class _Page:
    """Gathers words until a block ends, and knows in which list, heading, cell or definition they stand."""

    def __init__(self) -> None:
        self._found: list[Piece] = []
        self._lines = [Gathering()]
        self._heading = 0
        self._bold: list[str] = []
        self._lists: list[bool] = []
        self._entries = 0
        self._class = ""
        self._cells: list[list[Piece]] | None = None
        self._cell_start = -1
        self._term: Words | None = None
        self._in_term = False
        self._skipped: tuple[str, int] = ("", 0)

    def read(self, page: str, xml: bool) -> list[Piece]:
        """Return the pieces of a page."""
        for part in scanned(page, xml):
            if isinstance(part, Said):
                if not self._skipped[1]:
                    self._lines[-1].add(part.text, part.line, part.column, bold=bool(self._bold))
            elif not self._skips(part):
                self._opens(part) if part.opens else self._closes(part.name)
                if part.empty and part.name not in _VOID:
                    self._closes(part.name)
        self._flush()
        self._end_term()
        self._end_row()
        return self._found

    def _skips(self, tag: Tag) -> bool:
        """Return whether a tag belongs to what is not shown."""
        name, depth = self._skipped
        if depth and not _ends_unclosed(name, tag):
            if tag.name == name and not tag.empty:
                self._skipped = (name, depth + (1 if tag.opens else -1))
            return True
        self._skipped = ("", 0)
        # defense finished.scripts: scripts and styles of a page are none of its words
        if tag.opens and tag.name not in _VOID and (tag.name in _UNSHOWN or _is_hidden(tag.attributes)):
            self._flush() if tag.name in _BLOCKS or tag.name in ("li", "nav") else None
            self._skipped = (tag.name, 0 if tag.empty else 1)
            return True
        return False

    def _opens(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._lines.append(Gathering())
        elif name in ("ul", "ol", "menu"):
            self._flush()
            # What our own page sets side by side is a list to a screen reader, and paragraphs to a reader.
            self._lists.append("columns" not in tag.attributes.get("class", "").split())
        elif name == "li":
            self._flush()
            self._entries = len(self._lists)
        elif name in ("tr", "td", "th", "dt", "dd"):
            self._table(name)
        elif _HEADING.fullmatch(name):
            self._flush()
            self._heading = int(name[1])
        elif name in _BLOCKS:
            self._block()
            self._class = tag.attributes.get("class", "")
        elif name in _BOLD or (name == "span" and _HEAVY.search(tag.attributes.get("style", ""))):
            self._bold.append(name)
        elif name in ("input", "img", "wbr"):
            return

    def _closes(self, name: str) -> None:
        if self._bold and name == self._bold[-1]:
            self._bold.pop()
        elif _HEADING.fullmatch(name):
            self._flush()
            self._heading = 0
        elif name in ("ul", "ol", "menu"):
            self._flush()
            self._lists[-1:] = []
            self._entries = min(self._entries, len(self._lists))
        elif name == "li":
            self._flush()
            self._entries = max(min(self._entries, len(self._lists)) - 1, 0)
        elif name in ("td", "th", "dt", "dd"):
            self._flush()
            self._in_term = False
        elif name in ("tr", "table"):
            self._flush()
            self._end_row()
        elif name in _BLOCKS:
            self._block()
            self._class = ""
            if name == "dl":
                self._end_term()

    def _block(self) -> None:
        """End a block; inside an entry of a list it is part of the entry."""
        if self._is_entry and self._lines[-1:] and not self._lines[-1].empty:
            self._lines[-1].space()
        elif not self._is_entry:
            self._flush()

    @property
    def _is_entry(self) -> bool:
        return self._entries > 0 and self._entries == len(self._lists) and self._lists[-1]

    def _table(self, name: str) -> None:
        self._flush()
        if name == "tr":
            self._end_row()
            self._cells = []
        elif name in ("td", "th"):
            self._cells = [] if self._cells is None else self._cells
            self._cells.append([])
        elif name == "dt":
            self._end_term()
            self._in_term = True
        else:
            self._in_term = False

    def _end_row(self) -> None:
        cells, self._cells = self._cells, None
        self._found += table_row([cell for cell in cells or () if cell])

    def _end_term(self) -> None:
        """Set a term that nothing was said of as a line."""
        term, self._term = self._term, None
        if term:
            self._put(Piece("line", term, marked=True))

    def _flush(self) -> None:
        """Turn the words gathered so far into pieces."""
        lines = [gathering.words() for gathering in self._lines]
        self._lines = [Gathering()]
        if not any(line.text for line in lines):
            return
        if self._heading:
            self._end_term()
            self._put(Piece("heading", Words.joined([line for line in lines if line.text]), self._heading))
        elif self._in_term:
            self._end_term()
            self._term = Words.joined([line for line in lines if line.text])
        elif self._term and not self._is_entry:
            term, self._term = self._term, None
            self._put(fact(term, Words.joined([line for line in lines if line.text])))
        else:
            self._end_term()
            kind = "subtitle" if "subtitle" in self._class.split() else ""
            for piece in lines_apart(lines, "bullet") if self._is_entry else lines_apart(lines):
                self._put(Piece("subtitle", piece.words) if kind else piece)

    def _put(self, piece: Piece) -> None:
        if self._cells:
            self._cells[-1].append(piece)
        else:
            self._found.append(piece)


def _ends_unclosed(name: str, tag: Tag) -> bool:
    """Return whether a tag ends an element whose own end is often left out."""
    if name == "head":
        return tag.opens and tag.name == "body"
    if name in _DRAWN:
        return tag.opens and (tag.name in _BLOCKS or tag.name in ("ul", "ol") or bool(_HEADING.fullmatch(tag.name)))
    return name in _OFTEN_OPEN and tag.opens and (tag.name in _BLOCKS or tag.name == name)


def _is_hidden(attributes: dict[str, str]) -> bool:
    # defense finished.hidden_html: what a page hides is not read as its words
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")[:500]))
