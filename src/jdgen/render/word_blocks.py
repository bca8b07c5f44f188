"""Blocks in WordprocessingML: the one place where a node of the tree becomes paragraphs, lists and tables.

Typed functions and not Jinja macros: measured on a posting, macros take 65 ms more to start (importing Jinja, compiling
them) and 1.2 ms instead of 0.15 to run, and a sandboxed macro cannot ask what kind of node it holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jdgen.documents.tree import (
    Block,
    Bullets,
    Cell,
    Columns,
    Fact,
    Facts,
    Inlines,
    Kind,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.render.column_widths import fitted, shares
from jdgen.render.word_tables import alignments, cell, row, table
from jdgen.render.word_text import Inliner, Xml, paragraph, says_something
from jdgen.render.word_widths import fact_widths, least_widths

_TINT = "F5F7FA"
# The margin note's frame ends before the text of a letter. It is direct: LibreOffice does not read it from a style.
_FRAME = '<w:framePr w:w="1020" w:hSpace="113" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="227" w:y="1"/>'
_FEW_LINES = 5
"""Lines to write on that are never divided."""


class Room(NamedTuple):
    """What is written by hand gets at least this room in twentieths of a point."""

    line: int
    """Between ruled lines."""
    value: int
    """A value in a form or a table."""
    head: int
    """A head row right below another table, with the words at its foot."""


_ROOM = {False: Room(454, 510, 880), True: Room(624, 737, 1100)}
"""Lines 8 mm apart, values 9 mm high; in large print 11 and 13 mm."""
_EVIDENCE = ((4, 2.0), (5, 1.45))
"""How much higher than a value the evidence is in a scorecard of so many rows, so that it stays on its page."""
_CLOSE = {
    "Lead": "LeadClose",
    "ListBullet": "ListBulletClose",
    "ListNumber": "ListNumberClose",
    "jdgenPlan": "jdgenPlanClose",
}
"""What is read in an interview kit stands closer than elsewhere, and leaves the room to the notes."""
_STYLES = {
    "": "BodyText",
    "lead": "Lead",
    "question": "Question",
    "label": "Label",
    "small": "Small",
    "sender": "Sender",
    "letter": "Letter",
    "vote": "Vote",
    "say": "Say",
}
_LISTS = {
    (False, False): "ListBullet",
    (True, False): "ListNumber",
    (False, True): "SmallBullet",
    (True, True): "SmallNumber",
}
_START = re.compile(
    r'(<w:pPr><w:pStyle w:val="(\w+)"/>(?:<w:keepNext/>)?(?:<w:keepLines/>)?)'
    r"(?:<w:pageBreakBefore/>)?(?:<w:spacing [^>]*>)?"
)
_KEPT = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>)(<w:keepNext/>)?(<w:keepLines/>)?')
_NO_SPACE = '<w:spacing w:before="0"/>'


class Body:
    """Turns the blocks of one document into WordprocessingML, `width` twentieths of a point wide."""

    def __init__(self, width: int, kind: Kind, *, large: bool = False) -> None:
        self.width = width
        self.inliner = Inliner("LetterLink" if kind == "letter" else "Hyperlink")
        self._kind = kind
        self._part = ""
        self._own = _CLOSE if kind == "rubric" else _notes() if kind == "letter" else {}
        self._large = large
        self._room = _ROOM[large]
        self.numbered_lists = 0
        self._was_quiet = False

    def title(self, style: str, inlines: Inlines) -> Xml:
        """Return the title or the subtitle, or nothing where the document has none."""
        return Xml(self._words(style, inlines))

    def sections(self, sections: tuple[Section, ...]) -> Xml:
        """Return the sections with all that they hold."""
        xml = ""
        for section in sections:
            if section.attached:
                xml = _attached(xml)
            xml += self._section(section, section.quiet)
        return Xml(xml)

    def _section(self, section: Section, quiet: bool) -> str:
        self._part = section.id
        xml = self._words(self._heading(section, quiet), section.title) + self._blocks(section.blocks, quiet)
        if section.keep:
            xml = _together(xml)
        return _START.sub(_fresh, xml, count=1) if section.new_page else xml

    def _heading(self, section: Section, quiet: bool) -> str:
        """Return the style of the heading; the first of several quiet sections has a rule above it."""
        starts, self._was_quiet = quiet and not self._was_quiet, quiet
        style = "QuietStart" if starts else "QuietHeading" if quiet else f"Heading{section.level}"
        return self._own.get(style, style)

    def _blocks(self, blocks: tuple[Block, ...], quiet: bool) -> str:
        """Return the blocks; Word shows tables that touch as one, so a head row below another table stands lower."""
        xml = ""
        for number, block in enumerate(blocks):
            if isinstance(block, Table) and xml.endswith("</w:tbl>"):
                xml += self._table(block, self._room.head)
            elif isinstance(block, Paragraph) and block.style == "small" and xml.endswith("</w:tbl>"):
                xml += self._paragraph(block, "SmallApart")
            elif isinstance(block, Columns) and number and isinstance(blocks[number - 1], Bullets):
                xml += self._columns(block, "ColumnLabelApart")
            else:
                xml += self._block(block, quiet)
        return xml

    def _block(self, block: Block, quiet: bool) -> str:
        match block:
            case Section():
                return self._section(block, quiet or block.quiet)
            case Paragraph():
                return self._paragraph(block, "Small" if quiet and not block.style else _STYLES[block.style])
            case Bullets():
                return self._list(block, _LISTS[block.ordered, quiet])
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Lines():
                return self._lines(block)
            case Columns():
                return self._columns(block)

    def _words(self, style: str, inlines: Inlines, properties: str = "") -> str:
        return paragraph(style, self.inliner.runs(inlines), properties) if says_something(inlines) else ""

    def _paragraph(self, block: Paragraph, style: str) -> str:
        margin = self._words("MarginNote", (Run(block.margin),), _FRAME)
        if style == "Sender":
            from jdgen.render.letter_type import with_name

            return margin + self._words(style, with_name(block.inlines))
        if style == "Letter":
            return margin + self._letter(block.inlines)
        return margin + self._words(self._own.get(style, style), block.inlines)

    def _letter(self, inlines: Inlines) -> str:
        """Return a paragraph of a letter in the style of its part."""
        from jdgen.render.word_letter import STYLES, signed

        if self._part != "sign-off":
            return self._words(STYLES.get(self._part, "Letter"), inlines)
        closing, signature = signed(inlines)
        return self._words("Closing", closing) + self._words("Signature", signature)

    def _list(self, block: Bullets, style: str) -> str:
        style = self._own.get(style, style)
        number = ""
        if block.ordered:
            self.numbered_lists += 1
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_number(self.numbered_lists)}"/></w:numPr>'
        return "".join(self._words(style, item.inlines, number) for item in block.items)

    def _facts(self, block: Facts) -> str:
        if not block.facts:
            return ""
        widths = fact_widths(block, self.width, large=self._large)
        height = 0 if all(fact.inlines for fact in block.facts) else self._room.value
        return table("jdgenFacts", widths, [row(self._pair(pair, widths), height) for pair in block.rows])

    def _pair(self, pair: tuple[Fact, ...], widths: list[int]) -> list[str]:
        cells = []
        for column, fact in enumerate(pair):
            alone = len(pair) == 1
            width = sum(widths[1:]) if alone else widths[2 * column + 1]
            cells.append(cell(widths[2 * column], paragraph("FactLabel", self.inliner.runs((Run(fact.label),)))))
            cells.append(cell(width, paragraph("FactValue", self.inliner.runs(fact.inlines)), span=3 if alone else 1))
        return cells

    def _table(self, block: Table, head_height: int = 0) -> str:
        widths = fitted(block.widths, least_widths(block, large=self._large), self.width)
        kind = "Ladder" if block.style == "ladder" else "Table"
        # A cell of a ladder holds words, even where they are but a number.
        endings = alignments(block) if kind == "Table" else [""] * len(widths)
        styled = (self._cell(c, w, f"{kind}Head{e}") for c, w, e in zip(block.header, widths, endings, strict=True))
        rows = [row(styled, head_height, head=True)]
        for cells in block.rows:
            blank = [block.style == "grid" and not (c.inlines or c.field) for c in cells]
            made = zip(cells, widths, endings, blank, strict=True)
            styled = (self._cell(c, w, f"{kind}Text{e}", tinted=b) for c, w, e, b in made)
            rows.append(row(styled, self._height(block, cells)))
        style = f"jdgen{block.style.capitalize()}"
        return table(self._own.get(style, style), widths, rows, (True, block.row_headers))

    def _height(self, block: Table, cells: tuple[Cell, ...]) -> int:
        """Return the least height of a row, which is that of its words where nothing is written in it by hand."""
        if block.style == "scorecard" and not all(c.inlines for c in cells):
            higher = next((times for most, times in _EVIDENCE if len(block.rows) <= most), 1)
            return round(self._room.value * higher)
        # A mark takes less room than words.
        value = self._room.value if block.middle is None else self._room.value * 5 // 6
        return value if any(c.field and not c.inlines for c in cells) else 0

    def _cell(self, content: Cell, width: int, style: str, *, tinted: bool = False) -> str:
        style = "TableHeadStrong" if content.strong and style == "TableHead" else style
        tint = _TINT if content.strong or tinted else ""
        return cell(width, paragraph(style, self.inliner.runs(content.inlines)), tint=tint)

    def _lines(self, block: Lines) -> str:
        """Return ruled lines; the first and the last two of many stay together, and all of a few."""
        label = self._words("Label", (Run(block.label),))
        if not block.count:
            return label
        loose, kept = (
            row([cell(self.width, paragraph("NoteLine", "", keep))], self._room.line) for keep in ("", "<w:keepNext/>")
        )
        whole = block.count <= _FEW_LINES
        lines = [kept if whole or n in (0, block.count - 2) else loose for n in range(block.count - 1)]
        return label + table("jdgenLines", [self.width], [*lines, loose])

    def _columns(self, block: Columns, label_style: str = "ColumnLabel") -> str:
        if not block.columns:
            return ""
        widths = shares((1,) * len(block.columns), self.width)
        cells = []
        for column, width in zip(block.columns, widths, strict=True):
            label = self._words(label_style, (Run(column.label),))
            inner = "".join(self._in_column(part) for part in column.blocks)
            cells.append(cell(width, label + inner or paragraph("ColumnText", "")))
        return table("jdgenColumns", widths, [row(cells)])

    def _in_column(self, block: Paragraph | Bullets) -> str:
        if isinstance(block, Paragraph) and not block.style:
            return self._paragraph(block, "ColumnText")
        if isinstance(block, Bullets) and self._kind == "rubric" and not block.ordered:
            return self._list(block, "ColumnBullet")
        return self._block(block, quiet=False)


def list_number(count: int) -> int:
    """Return the number (`w:numId`) of the n-th numbered list; those below belong to the styles."""
    return 100 + count


def _fresh(start: re.Match[str]) -> str:
    """Return the start of a paragraph on a fresh page; a heading there needs no space above it."""
    return f"{start[1]}<w:pageBreakBefore/>{_NO_SPACE if start[2].startswith('Heading') else ''}"


def _attached(xml: str) -> str:
    """Return the blocks with the last paragraph kept on the page of what follows."""
    end = xml.rfind("<w:p>")
    if end < 0 or xml.endswith("</w:tbl>"):
        return xml
    return xml[:end] + _KEPT.sub(r"\1<w:keepNext/>\3", xml[end:], count=1)


def _together(xml: str) -> str:
    """Return the blocks with all paragraphs whole, and kept on the page of the next one, but those that end them."""
    end = xml.rfind("<w:tr>") if xml.endswith("</w:tbl>") else xml.rfind("<w:p>")
    if end < 0:
        return xml
    return _KEPT.sub(r"\1<w:keepNext/><w:keepLines/>", xml[:end]) + _KEPT.sub(r"\1\2<w:keepLines/>", xml[end:])


def _notes() -> dict[str, str]:
    """Return the styles of what stands behind a letter; what sets letters is loaded for them alone."""
    from jdgen.render.word_letter import NOTES

    return NOTES
