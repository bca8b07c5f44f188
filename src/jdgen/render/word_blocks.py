"""Blocks in WordprocessingML: the one place where a node of the tree becomes paragraphs, lists and tables.

Typed functions and not Jinja macros: measured on a posting, macros take 65 ms more to start (importing Jinja, compiling
them) and 1.2 ms instead of 0.15 to run, and a sandboxed macro cannot ask what kind of node it holds.
"""

from __future__ import annotations

from typing import NamedTuple

from jdgen.documents.look import USUAL, Look
from jdgen.documents.once import Same
from jdgen.documents.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Facts,
    Inlines,
    Kind,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    plain,
    words_of,
)
from jdgen.render import word_facts, word_kept
from jdgen.render.column_widths import fitted, shares
from jdgen.render.word_keeping import KEEP, KEEP_LINES, attached, closed, fresh, together
from jdgen.render.word_styles import CLOSE, LISTS, STYLES
from jdgen.render.word_tables import alignments, cell, row, stays_whole, table, ticked
from jdgen.render.word_text import Inliner, Xml, paragraph, says_something
from jdgen.render.word_widths import Type, least_widths

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
_COLUMNS = {False: 6, True: 4}
"""How much more than a cell of a table the columns may hold that stay on one page, together; `large` or not."""
_RAISED = '<w:outlineLvl w:val="0"/>'
"""Below a main part without a heading, those of its parts are main ones: no level of the outline is left out."""
class Body:
    """Turns the blocks of one document into WordprocessingML, `width` twentieths of a point wide."""

    def __init__(self, width: int, kind: Kind, look: Look = USUAL, *, large: bool = False) -> None:
        self.width = width
        self.inliner = Inliner("LetterLink" if kind == "letter" else "Hyperlink")
        self._kind = kind
        self._part = ""
        self._own = CLOSE if kind == "rubric" else _notes() if kind == "letter" else {}
        self._look = look
        self._type = Type.of(look, large=large)
        self._room = _ROOM[large]
        self._stacks = look.columns == "stacked" and kind != "rubric"  # the pages of a kit are full with them beside
        self.numbered_lists = 0
        self._was_quiet = False
        self._raised = False

    def title(self, style: str, inlines: Inlines) -> Xml:
        """Return the title or the subtitle, or nothing where the document has none."""
        return Xml(self._words(style, inlines))

    def sections(self, sections: tuple[Section, ...]) -> Xml:
        """Return the sections with all that they hold."""
        xml = ""
        for section in sections:
            if section.attached:
                xml = attached(xml)
            self._raised = not says_something(section.title)
            xml += self._once(section, section.quiet)
        return Xml(xml)

    def _once(self, block: Block, quiet: bool) -> str:
        """Return a block that many documents have as one object, such as the duties of a role; it is set once.

        One whose words are numbered through the file, as links are, is set anew.
        """
        key = (Same(block), quiet, self._part, self._was_quiet, self._raised, self.numbered_lists, self._settings)
        kept = word_kept.find(key)
        if kept is None:
            before = self.inliner.numbered
            xml = self._section(block, quiet) if isinstance(block, Section) else self._block(block, quiet)
            kept = word_kept.Kept(xml, self._part, self._was_quiet, self.numbered_lists)
            if self.inliner.numbered == before:
                word_kept.keep(key, kept)
        self._part, self._was_quiet, self.numbered_lists = kept.part, kept.was_quiet, kept.numbered_lists
        return kept.xml

    @property
    def _settings(self) -> tuple[object, ...]:
        """Return all that blocks are set by, beside what comes before them."""
        look = self._look
        return self.width, self._kind, look.facts, look.tint, look.columns, self._type

    def _section(self, section: Section, quiet: bool) -> str:
        self._part = section.id
        level = _RAISED if self._raised and not quiet else ""
        xml = self._words(self._heading(section, quiet), section.title, level) + self._blocks(section.blocks, quiet)
        if section.keep and not self._is_long(section):
            xml = together(xml)
        return fresh(xml) if section.new_page else xml

    def _is_long(self, section: Section) -> bool:
        """Return whether columns that stand below each other are more than a page keeps together."""
        return self._stacks and any(isinstance(block, Columns) for block in section.blocks)

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
            elif isinstance(block, Paragraph) and block.style == "small":
                closing = bool(xml) and all(map(_is_small, blocks[number:]))
                style = "SmallApart" if xml.endswith("</w:tbl>") else "Small"
                xml = (closed(xml) if closing else xml) + self._words(style, block.inlines, KEEP_LINES)
            elif isinstance(block, Columns) and number and isinstance(blocks[number - 1], Bullets):
                xml += self._columns(block, "ColumnLabelApart")
            else:
                xml += self._once(block, quiet) if isinstance(block, Bullets | Columns) else self._block(block, quiet)
        return xml

    def _block(self, block: Block, quiet: bool) -> str:
        match block:
            case Section():
                return self._section(block, quiet or block.quiet)
            case Paragraph():
                return self._paragraph(block, "Small" if quiet and not block.style else STYLES[block.style])
            case Bullets():
                return self._list(block, LISTS[block.ordered, quiet])
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
        margin = self._words("MarginNote", (Run(block.margin),), "" if self._type.large else _FRAME)
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

    def _list(self, block: Bullets, style: str, *, beside: bool = False) -> str:
        """Return a list; none of its entries stands alone on a page, at its start or at its end.

        In a column, which is a row, nothing can be parted, and Word would keep the whole row with the next.
        """
        ends = () if beside else (0, len(block.items) - 2)
        style = self._own.get(style, style)
        number = ""
        if block.ordered:
            self.numbered_lists += 1
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_number(self.numbered_lists)}"/></w:numPr>'
        entries = (("" if n not in ends or n == len(block.items) - 1 else KEEP, i) for n, i in enumerate(block.items))
        return "".join(self._words(style, item.inlines, keep + number) for keep, item in entries)

    def _facts(self, block: Facts) -> str:
        if self._look.facts == "listed":
            return word_facts.listed(block, self.width, self._type, self.inliner)
        return word_facts.in_table(block, self.width, self._room.value, self._type, self.inliner)

    def _table(self, block: Table, head_height: int = 0) -> str:
        widths = fitted(block.widths, least_widths(block, self._type), self.width)
        kind = "Ladder" if block.style == "ladder" else "Table"
        # A cell of a ladder holds words, even where they are but a number.
        endings = alignments(block) if kind == "Table" else [""] * len(widths)
        ticks = ticked(block, endings)
        heads = zip(block.header, widths, endings, ticks, strict=True)
        styled = (self._cell(c, w, f"{kind}Head{e}", tick=t) for c, w, e, t in heads)
        rows = [row(styled, head_height, head=True)]
        for cells in block.rows:
            blank = [block.style == "grid" and not c.field and c.inlines in ((), (Run("–"),)) for c in cells]
            made = zip(cells, widths, endings, blank, ticks, strict=True)
            styled = (self._cell(c, w, f"{kind}Text{e}", tinted=b, tick=t) for c, w, e, b, t in made)
            whole = stays_whole(len(plain(c.inlines)) for c in cells) and not (kind == "Ladder" and self._type.large)
            rows.append(row(styled, self._height(block, cells), whole=whole))
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

    def _cell(self, content: Cell, width: int, style: str, *, tinted: bool = False, tick: bool = False) -> str:
        style = "TableHeadStrong" if content.strong and style == "TableHead" else style
        tint = self._look.tint if content.strong or tinted else ""
        inner = self.inliner.runs(content.inlines, "Tick" if tick else "Checkbox")
        return cell(width, paragraph(style, inner), tint=tint, tight=tick)

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
        if self._stacks:
            return "".join(map(self._stacked, block.columns))
        widths = shares((1,) * len(block.columns), self.width)
        cells = []
        for column, width in zip(block.columns, widths, strict=True):
            label = self._words(label_style, (Run(column.label),))
            inner = "".join(self._in_column(part, beside=True) for part in column.blocks)
            cells.append(cell(width, label + inner or paragraph("ColumnText", "")))
        whole = stays_whole(map(_length, block.columns), _COLUMNS[self._type.large] / len(cells))
        return table("jdgenColumns", widths, [row(cells, whole=whole)])

    def _stacked(self, column: Column) -> str:
        blocks = "".join(self._in_column(part, beside=False) for part in column.blocks)
        return self._words("ColumnLabelApart", (Run(column.label),)) + blocks

    def _in_column(self, block: Paragraph | Bullets, *, beside: bool) -> str:
        if isinstance(block, Paragraph) and not block.style:
            return self._paragraph(block, "ColumnText")
        if isinstance(block, Bullets):
            own = self._kind == "rubric" and not block.ordered
            return self._list(block, "ColumnBullet" if own else LISTS[block.ordered, False], beside=beside)
        return self._block(block, quiet=False)


def _is_small(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "small"


def _length(column: Column) -> int:
    return sum(len(plain(said)) for block in column.blocks for said in words_of(block))


def list_number(count: int) -> int:
    """Return the number (`w:numId`) of the n-th numbered list; those below belong to the styles."""
    return 100 + count


def _notes() -> dict[str, str]:
    """Return the styles of what stands behind a letter; what sets letters is loaded for them alone."""
    from jdgen.render.word_letter import NOTES

    return NOTES
