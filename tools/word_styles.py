"""The styles of jdgen's Word files: the look of LOOK.md in the terms of Word."""

from __future__ import annotations

from typing import NamedTuple

from jdgen.documents.look import USUAL

FONT = "Calibri"
INK, SECONDARY, ACCENT = USUAL.ink, USUAL.secondary, USUAL.accent
RULE, STRONG_RULE = USUAL.rule, USUAL.strong_rule
TINT, PROMPT = USUAL.tint, USUAL.prompt

KEEP = "<w:keepNext/><w:keepLines/>"
RIGHT = '<w:jc w:val="right"/>'
NUMBERS = '<w:ind w:right="80"/><w:jc w:val="right"/>'
FLAT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'  # below a table at the end of a section
INDENT = '<w:ind w:left="240"/>'
CENTER = '<w:jc w:val="center"/>'


class Style(NamedTuple):
    """A paragraph style; sizes and spaces are in points, `first` and `last` are properties around the spacing."""

    name: str
    type: tuple[float, float] = (0, 0)
    """Size, and the least height of a line; 0 is that of the style below."""
    space: tuple[float | None, float | None] = (None, None)
    """Before and after; Word sets the greater of two that meet."""
    color: str = ""
    bold: bool = False
    first: str = ""
    last: str = ""
    based: str = "Normal"

    @property
    def id(self) -> str:
        """Return the name without spaces, as Word makes it."""
        return identifier(self.name)


def identifier(name: str) -> str:
    """Return the identifier of a style."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def rule(side: str, color: str = RULE, eighths: int = 4, space: int = 0) -> str:
    """Return a border line of one side."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


def edges(*rules: str) -> str:
    """Return the borders of a paragraph."""
    return f"<w:pBdr>{''.join(rules)}</w:pBdr>"


def outline(level: int) -> str:
    """Return the level in the outline, counted from 0."""
    return f'<w:outlineLvl w:val="{level}"/>'


def numbered(number: int) -> str:
    """Return what makes each paragraph of a style a list item."""
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


PARAGRAPHS = (
    Style("Body Text", space=(6, 6)),
    Style("Title", USUAL.title, (0, 0), ACCENT, bold=True, first=KEEP),
    Style("Title Long", (20, 24), based="Title"),
    Style("Subtitle", (12, 16), (3, 9), SECONDARY, first=KEEP),
    Style("heading 1", USUAL.section, (15, 5), ACCENT, bold=True, first=KEEP, last=outline(0)),
    Style("heading 2", (12.5, 16), (10, 4), bold=True, first=KEEP, last=outline(1)),
    Style("Quiet Heading", (8.5, 12), (8, 2), SECONDARY, bold=True, first=KEEP, last=outline(1)),
    Style("Quiet Start", space=(18, None), first=edges(rule("top", space=8)), based="QuietHeading"),
    Style("List Bullet", space=(0, 4), first=numbered(1)),
    Style("List Number", space=(0, 4), first=numbered(2)),
    Style("List Bullet Close", space=(None, 2.5), based="ListBullet"),
    Style("List Number Close", space=(None, 2.5), based="ListNumber"),
    Style("Column Bullet", (10, 14), (None, 2), based="ListBullet"),
    Style("Small Bullet", (8.5, 12), (0, 2), SECONDARY, based="ListBullet"),
    Style("Small Number", (8.5, 12), (0, 2), SECONDARY, based="ListNumber"),
    Style("Lead", (11.5, 16.5), based="BodyText"),
    Style("Lead Close", (11, 15.5), based="Lead"),
    Style("Say", (11, 16), (0, 6), first="<w:keepLines/>" + edges(rule("left", STRONG_RULE, 12, 10)), last=INDENT),
    Style("Question", (12, 17), (0, 6), bold=True, first=KEEP, based="BodyText"),
    Style("Label", (8.5, 12), (8, 1), SECONDARY, bold=True, first=KEEP),
    Style("Small", (8.5, 12), (2, 4), SECONDARY),
    Style("Small Apart", space=(8, None), based="Small"),
    Style("Vote", (15, 20), (14, 6), bold=True, first="<w:keepLines/>"),
    Style("Letter", (11, 16), (0, 12)),
    Style("Sender", space=(None, 20), first=edges(rule("bottom", space=10)), based="Letter"),
    Style("Date", based="Letter"),
    Style("Inside Address", based="Letter"),
    Style("Salutation", based="Letter"),
    Style("Closing", space=(None, 0), first=KEEP, based="Letter"),
    Style("Signature", first="<w:keepLines/>", based="Letter"),
    Style("Enclosures", first="<w:keepLines/>", based="Letter"),
    Style("Notes Heading", (12.5, 16), (0, 3), SECONDARY, True, KEEP + edges(rule("top", space=10)), outline(0)),
    Style("Notes Text", (9.5, 13.5), (0, 5), SECONDARY),
    Style("Notes Bullet", space=(0, 5), first=numbered(1), based="NotesText"),
    Style("Margin Note", (8.5, 16), (0, 0), SECONDARY, first="<w:keepNext/>", last=RIGHT),
    Style("Fact Label", (9, 14.5), (0, 0), SECONDARY, bold=True),
    Style("Fact Value", space=(0, 0)),
    Style("Column Label", (9, 12), (0, 2), SECONDARY, bold=True, first=KEEP),
    Style("Column Label Apart", space=(8, None), based="ColumnLabel"),
    Style("Column Text", space=(2, 0)),
    Style("Table Text", (9.5, 13), (0, 0)),
    Style("Table Text Number", last=NUMBERS, based="TableText"),
    Style("Table Text Mark", last=CENTER, based="TableText"),
    Style("Table Head", (9, 12), (0, 0), SECONDARY, bold=True, first=KEEP),
    Style("Table Head Number", last=NUMBERS, based="TableHead"),
    Style("Table Head Mark", last=CENTER, based="TableHead"),
    Style("Table Head Strong", color=ACCENT, based="TableHead"),
    Style("Ladder Text", (9, 12), based="TableText"),
    Style("Ladder Head", color=INK, based="TableHead"),
    Style("Note Line", space=(0, 0)),
    Style("Section End", last=FLAT),
    Style("header", (8.5, 12), (0, 8), color=SECONDARY),
    Style("footer", (8.5, 12), (8, 0), color=SECONDARY),
)
BUILT_IN = {
    "Body Text", "Title", "Subtitle", "heading 1", "heading 2", "List Bullet", "List Number", "Date", "Salutation",
    "Closing", "Signature", "header", "footer",
}  # fmt: skip
FOLLOWING = {  # the style of the paragraph that Enter begins
    "Title": "Subtitle",
    "Title Long": "Subtitle",
    "Subtitle": "BodyText",
    "heading 1": "BodyText",
    "heading 2": "BodyText",
    "Quiet Heading": "Small",
    "Quiet Start": "Small",
    "Lead": "BodyText",
    "Sender": "Date",
    "Date": "InsideAddress",
    "Inside Address": "Salutation",
    "Salutation": "Letter",
    "Closing": "Signature",
    "Signature": "Enclosures",
    "Notes Heading": "NotesText",
    "Margin Note": "Letter",
}


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def characters(size: float = 0, bold: bool = False, color: str = "", more: str = "") -> str:
    """Return character properties in the order that the schema asks for."""
    return "".join(
        (
            "<w:b/><w:bCs/>" if bold else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
            more,
        )
    )


def spacing(style: Style) -> str:
    """Return the spaces around and between lines; lines are at least so high, so that no other script is cut off."""
    sides = zip(("before", "after"), style.space, strict=True)
    around = "".join(f' w:{side}="{twips(points)}"' for side, points in sides if points is not None)
    line = f' w:line="{twips(style.type[1])}" w:lineRule="atLeast"' if style.type[1] else ""
    return f"<w:spacing{around}{line}/>" if around or line else ""


def paragraph_style(style: Style) -> str:
    """Return a paragraph style."""
    own = "" if style.name in BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{FOLLOWING[style.name]}"/>' if style.name in FOLLOWING else ""
    look = characters(style.type[0], style.bold, style.color)
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>{following}<w:qFormat/>'
        f"<w:pPr>{style.first}{spacing(style)}{style.last}</w:pPr>"
        f"{f'<w:rPr>{look}</w:rPr>' if look else ''}</w:style>"
    )


def character_style(name: str, look: str, own: bool = True, based: str = "DefaultParagraphFont") -> str:
    """Return a character style."""
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{identifier(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def shade(color: str) -> str:
    """Return a flat shade."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def character_styles() -> str:
    """Return the character styles; the sign of a box is never bold, and stands a little before its word."""
    gothic = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
    return "".join(
        (
            character_style("Strong", "<w:b/><w:bCs/>", own=False),
            character_style("Emphasis", "<w:i/><w:iCs/>", own=False),
            character_style("Strong Emphasis", "<w:b/><w:bCs/><w:i/><w:iCs/>"),
            character_style("Hyperlink", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>', own=False),
            character_style("Letter Link", '<w:u w:val="single"/>'),
            character_style("Code", shade(TINT)),
            character_style("Prompt", shade(PROMPT)),
            character_style("Missing", f"<w:b/><w:bCs/>{shade(PROMPT)}"),
            character_style("Checkbox", f'{gothic}<w:b w:val="0"/><w:bCs w:val="0"/><w:spacing w:val="60"/>'),
            character_style("Tick", f'<w:spacing w:val="0"/>{characters(14)}', based="Checkbox"),
        )
    )


def table_style(style: str, borders: str, margins: tuple[float, float, float], conditions: str = "") -> str:
    """Return a table style; the margins inside its cells are in points: above and below, left, right."""
    high, left, right = map(twips, margins)
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", high), ("left", left), ("bottom", high), ("right", right))
    )
    own = identifier(style)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="jdgen{own}"><w:name w:val="jdgen {style}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>{conditions}</w:style>"
    )


def condition(place: str, cell: str, look: str = "") -> str:
    """Return how the first row or column of a table differs."""
    runs = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:tblStylePr w:type="{place}">{runs}<w:tcPr>{cell}</w:tcPr></w:tblStylePr>'


def table_styles() -> str:
    """Return the table styles."""
    head = condition("firstRow", f'<w:tcBorders>{rule("bottom", STRONG_RULE)}</w:tcBorders><w:vAlign w:val="bottom"/>')
    names = condition("firstCol", "", "<w:b/><w:bCs/>")
    inside = rule("insideH")
    all_sides = "".join(rule(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    facts = rule("top") + rule("bottom") + inside
    tinted = f"<w:tcPr>{shade(TINT)}</w:tcPr>"
    foot = '<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>'
    middle = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    return "".join(
        (
            table_style("Facts", facts, (4, 6, 6), tinted),
            table_style("Anchors", all_sides, (3, 5, 5), head),
            table_style("Scorecard", rule("bottom") + inside, (4, 0, 8), middle + head + names),
            table_style("Plan", rule("bottom") + inside, (4, 0, 8), head + names),
            table_style("Plan Close", rule("bottom") + inside, (2, 0, 8), head + names),
            table_style("Grid", all_sides, (3, 5, 5), head + names),
            table_style("Ladder", rule("bottom") + inside + rule("insideV"), (3.5, 5, 5), head + names),
            table_style("Columns", "", (0, 0, 10)),
            table_style("Lines", rule("bottom", STRONG_RULE) + rule("insideH", STRONG_RULE), (0, 0, 0), foot),
        )
    )


def defaults() -> str:
    """Return the document's defaults and the four styles that all others stand on."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    lines = '<w:widowControl/><w:spacing w:line="300" w:lineRule="atLeast"/>'
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/>'
    cells = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{characters(10.5, color=INK)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{lines}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/>{hidden}</w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>{hidden}'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>{hidden}</w:style>'
    )


def styles(opening: str) -> str:
    """Return the styles part, given its opening tag."""
    paragraphs = "".join(map(paragraph_style, PARAGRAPHS))
    return f"{opening}{defaults()}{paragraphs}{character_styles()}{table_styles()}</w:styles>"
