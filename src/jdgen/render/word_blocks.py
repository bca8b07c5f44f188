"""Blocks in WordprocessingML: the one place where a node of the tree becomes paragraphs, lists and tables.

Typed functions and not Jinja macros: measured on a posting, macros take 65 ms more to start (importing Jinja, compiling
them) and 1.2 ms instead of 0.15 to run, and a sandboxed macro cannot ask what kind of node it holds.
"""

from __future__ import annotations

import re

from jdgen.documents.tree import (
    Block,
    Bullets,
    Cell,
    Columns,
    Fact,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.render.word_tables import alignments, cell, row, shares, table
from jdgen.render.word_text import Inliner, Xml, says_something

_TINT = "F5F7FA"
# The margin note's frame ends before the text of a letter. It is direct: LibreOffice does not read it from a style.
_FRAME = '<w:framePr w:w="1020" w:hSpace="113" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="227" w:y="1"/>'
_LINE_HEIGHT = 454  # 8 mm between ruled lines
_FORM_HEIGHT = 567  # 10 mm for a value that is filled in by hand
_EVIDENCE_HEIGHT = 850  # 15 mm for a row with an empty cell
_HEAD_BELOW_TABLE = 880  # 15.5 mm, with the words at its foot
_STYLES = {
    "": "BodyText",
    "lead": "Lead",
    "question": "Question",
    "label": "Label",
    "small": "Small",
    "sender": "Sender",
    "letter": "Letter",
    "vote": "Vote",
}
_LISTS = {
    (False, False): "ListBullet",
    (True, False): "ListNumber",
    (False, True): "SmallBullet",
    (True, True): "SmallNumber",
}
_START = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>(?:<w:keepNext/>)?)(?:<w:pageBreakBefore/>)?')
_LOOSE = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>)(?!<w:keepNext/>)')


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph of the style; `properties` are the few that say structure and not looks."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


class Body:
    """Turns the blocks of one document into WordprocessingML, `width` twentieths of a point wide."""

    def __init__(self, width: int, link_style: str = "Hyperlink") -> None:
        self.width = width
        self.inliner = Inliner(link_style)
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
        xml = self._words(self._heading(section, quiet), section.title) + self._blocks(section.blocks, quiet)
        if section.keep:
            xml = _together(xml)
        return _START.sub(r"\1<w:pageBreakBefore/>", xml, count=1) if section.new_page else xml

    def _heading(self, section: Section, quiet: bool) -> str:
        """Return the style of the heading; the first of several quiet sections has a rule above it."""
        starts, self._was_quiet = quiet and not self._was_quiet, quiet
        return "QuietStart" if starts else "QuietHeading" if quiet else f"Heading{section.level}"

    def _blocks(self, blocks: tuple[Block, ...], quiet: bool) -> str:
        """Return the blocks; Word shows tables that touch as one, so a head row below another table stands lower."""
        xml = ""
        for number, block in enumerate(blocks):
            if isinstance(block, Table) and xml.endswith("</w:tbl>"):
                xml += self._table(block, _HEAD_BELOW_TABLE)
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
                return self._list(block, quiet)
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
        return margin + self._words(style, block.inlines)

    def _list(self, block: Bullets, quiet: bool) -> str:
        style = _LISTS[block.ordered, quiet]
        number = ""
        if block.ordered:
            self.numbered_lists += 1
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_number(self.numbered_lists)}"/></w:numPr>'
        return "".join(self._words(style, item.inlines, number) for item in block.items)

    def _facts(self, block: Facts) -> str:
        if not block.facts:
            return ""
        widths = shares((17, 33, 17, 33), self.width)
        height = 0 if all(fact.inlines for fact in block.facts) else _FORM_HEIGHT
        pairs = [block.facts[n : n + 2] for n in range(0, len(block.facts), 2)]
        return table("jdgenFacts", widths, [row(self._pair(pair, widths), height) for pair in pairs])

    def _pair(self, pair: tuple[Fact, ...], widths: list[int]) -> list[str]:
        cells = []
        for column, fact in enumerate(pair):
            alone = len(pair) == 1
            width = sum(widths[1:]) if alone else widths[2 * column + 1]
            cells.append(cell(widths[2 * column], paragraph("FactLabel", self.inliner.runs((Run(fact.label),)))))
            cells.append(cell(width, paragraph("FactValue", self.inliner.runs(fact.inlines)), span=3 if alone else 1))
        return cells

    def _table(self, block: Table, head_height: int = 0) -> str:
        widths = shares(block.widths, self.width)
        kind = "Ladder" if block.style == "ladder" else "Table"
        # A cell of a ladder holds words, even where they are but a number.
        endings = alignments(block) if kind == "Table" else [""] * len(widths)
        styled = (self._cell(c, w, f"{kind}Head{e}") for c, w, e in zip(block.header, widths, endings, strict=True))
        rows = [row(styled, head_height, head=True)]
        for cells in block.rows:
            height = 0 if all(c.inlines for c in cells) else _EVIDENCE_HEIGHT
            styled = (self._cell(c, w, f"{kind}Text{e}") for c, w, e in zip(cells, widths, endings, strict=True))
            rows.append(row(styled, height))
        return table(f"jdgen{block.style.capitalize()}", widths, rows, (True, block.row_headers))

    def _cell(self, content: Cell, width: int, style: str) -> str:
        style = "TableHeadStrong" if content.strong and style == "TableHead" else style
        return cell(width, paragraph(style, self.inliner.runs(content.inlines)), tint=_TINT if content.strong else "")

    def _lines(self, block: Lines) -> str:
        label = self._words("Label", (Run(block.label),))
        lines = [row([cell(self.width, paragraph("NoteLine", ""))], _LINE_HEIGHT)] * block.count
        return label + (table("jdgenLines", [self.width], lines) if lines else "")

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
        return self._block(block, quiet=False)


def list_number(count: int) -> int:
    """Return the number (`w:numId`) of the n-th numbered list; those below belong to the styles."""
    return 100 + count


def _attached(xml: str) -> str:
    """Return the blocks with the last paragraph kept on the page of what follows."""
    end = xml.rfind("<w:p>")
    if end < 0 or xml.endswith("</w:tbl>"):
        return xml
    return xml[:end] + _LOOSE.sub(r"\1<w:keepNext/>", xml[end:], count=1)


def _together(xml: str) -> str:
    """Return the blocks with all paragraphs kept on the page of the next one, but those that end them."""
    end = xml.rfind("<w:tr>") if xml.endswith("</w:tbl>") else xml.rfind("<w:p>")
    return _LOOSE.sub(r"\1<w:keepNext/>", xml[:end]) + xml[end:] if end > 0 else xml
