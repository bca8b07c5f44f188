"""A look in WordprocessingML: the styles and the fonts of the template, turned into those of a theme and a company."""

from __future__ import annotations

import re
from typing import Final

from jdgen.documents.look import USUAL, Look
from jdgen.render.word_text import escape

_ROLES: Final = ("accent", "ink", "secondary", "rule", "strong_rule", "tint", "prompt")
_BLACK = "000000"
_FONT = "Calibri"
"""The font of the template."""
_HEADINGS: Final = ("Title", "Heading1", "Heading2", "QuietHeading", "NotesHeading")
"""The styles that are set in the font of headings; others stand on them."""
_LONG_TITLE = (20, 24)
"""The type of a long title where that of a title is the usual one; others are in proportion."""
_PART = (12.5, 16)
"""The type of the heading of a part, which is never larger than that of a section."""

_COLORED = re.compile(
    r'<w:color w:val="(?P<text>\w{6})"/>|<w:shd [^>]*w:fill="(?P<shade>\w{6})"/>'
    r'|<w:\w+ w:val="single"[^>]* w:color="(?P<line>\w{6})"/>'
)
_STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)">.*?</w:style>', re.DOTALL)
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")\d+')
_LINE = re.compile(r'( w:line=")\d+')
_OUTER = re.compile(r'(<w:(?:top|bottom) w:val="single"[^>]* w:color=")\w+')
_TINTED = re.compile(r"<w:tcPr><w:shd [^>]*/></w:tcPr>")
_DEFAULT_FONTS = re.compile(r"(<w:rPrDefault><w:rPr>)<w:rFonts [^>]*/>")
_EDGES: Final = {"above": ("top", 5), "below": ("bottom", 2)}
"""Where the line of a section's heading is, and how many points are between them."""

_LOGO = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Logo"><w:name w:val="Logo"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="Title"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="240"/>'
    "</w:pPr></w:style>"
)
_LISTED = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="FactListed"><w:name w:val="Fact Listed"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepLines/><w:spacing w:before="0" w:after="40"/>'
    '<w:ind w:left="1900" w:hanging="1900"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="FactBlank"><w:name w:val="Fact Blank"/>'
    '<w:basedOn w:val="FactListed"/><w:qFormat/><w:pPr><w:spacing w:line="440" w:lineRule="atLeast"/>'
    '<w:ind w:left="0" w:firstLine="0"/></w:pPr></w:style>'
) + "".join(
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}Last"><w:name w:val="{words} Last"/>'
    f'<w:basedOn w:val="{name}"/><w:qFormat/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>'
    for name, words in (("FactListed", "Fact Listed"), ("FactBlank", "Fact Blank"))
)


def looked_styles(styles: str, look: Look) -> str:
    """Return the styles part of the template as the look has it."""
    styles = _STYLE.sub(lambda style: _own(style[0], style[1], look), _colored(styles, look))
    if look.body_font:
        styles = _DEFAULT_FONTS.sub(lambda start: start[1] + _fonts(look.body_font[0]), styles)
    more = (_LOGO if look.logo else "") + (_LISTED if look.facts == "listed" else "")
    return styles.replace("</w:styles>", f"{more}</w:styles>")


def looked_fonts(fonts: str, look: Look) -> str:
    """Return the table of fonts with those of the look, each with the names that may stand in for it."""
    entries = {names[0]: names[1:] for names in (look.body_font, look.heading_font) if names}
    more = "".join(_entry(name, others) for name, others in entries.items() if f'w:name="{escape(name)}"' not in fonts)
    return fonts.replace("</w:fonts>", f"{more}</w:fonts>")


def _colored(styles: str, look: Look) -> str:
    """Return the styles in the look's colors: without one, text is black, and a line or a tint is not there.

    One pass changes all, since a color of the look may be another role's color in the template.
    """
    colors = {getattr(USUAL, role): getattr(look, role) for role in _ROLES}

    def changed(found: re.Match[str]) -> str:
        place = str(found.lastgroup)
        held = found[place]
        color = colors.get(held, held) or (_BLACK if place == "text" else "")
        return found[0].replace(f'"{held}"', f'"{color}"') if color else ""

    return _COLORED.sub(changed, styles).replace("<w:pBdr></w:pBdr>", "")


def _own(style: str, name: str, look: Look) -> str:
    """Return one style as the look has it."""
    if name in _HEADINGS and look.heading_font:
        style = style.replace("<w:rPr>", f"<w:rPr>{_fonts(look.heading_font[0])}", 1)
    match name:
        case "Title":
            return _typed(style, look.title)
        case "TitleLong":
            return _typed(style, long_title(look.title))
        case "Heading1":
            return _ruled(_typed(style, look.section), look)
        case "Heading2":
            return _typed(style, (min(_PART[0], look.section[0]), min(_PART[1], look.section[1])))
        case "jdgenFacts" if look.facts == "ruled":
            return _OUTER.sub(rf"\g<1>{look.strong_rule}", _TINTED.sub("", style))
        case "jdgenLines" if not look.strong_rule:
            return style.replace("<w:tblBorders></w:tblBorders>", f"<w:tblBorders>{_WRITING_LINES}</w:tblBorders>")
        case _ if name in _WRITTEN_IN and not look.rule:
            return style.replace("<w:tblBorders></w:tblBorders>", f"<w:tblBorders>{_WRITTEN_IN[name]}</w:tblBorders>")
    return style


def _line(side: str, color: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{color}"/>'


_WRITING_LINES = _line("bottom", _BLACK) + _line("insideH", _BLACK)
"""What is written on by hand is drawn even where a look has no lines."""
_CELLS = "".join(_line(side, _BLACK) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_WRITTEN_IN: Final = {
    "jdgenAnchors": _CELLS,
    "jdgenGrid": _CELLS,
    "jdgenScorecard": _WRITING_LINES,
    "jdgenPlan": _WRITING_LINES,
    "jdgenPlanClose": _WRITING_LINES,
}
"""So is what is ticked, rated and filled in."""


def _ruled(style: str, look: Look) -> str:
    """Return the style of a section's heading with a line above or below it."""
    if look.section_rule == "none" or not look.rule:
        return style
    side, space = _EDGES[look.section_rule]
    return style.replace("<w:spacing ", f"<w:pBdr>{_line(side, look.rule, space)}</w:pBdr><w:spacing ", 1)


def _typed(style: str, type_: tuple[float, float]) -> str:
    """Return a style in the type: size, and the least height of a line."""
    size, line = type_
    return _LINE.sub(rf"\g<1>{round(line * 20)}", _SIZE.sub(rf"\g<1>{round(size * 2)}", style))


def long_title(title: tuple[float, float]) -> tuple[float, float]:
    """Return the type of a long title, given that of a title."""
    sizes = zip(_LONG_TITLE, title, USUAL.title, strict=True)
    size, line = (held * wanted / usual for held, wanted, usual in sizes)
    return size, line


def _fonts(name: str) -> str:
    font = escape(name)
    return f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _entry(name: str, others: tuple[str, ...]) -> str:
    instead = f'<w:altName w:val="{escape(",".join(others))}"/>' if others else ""
    return f'<w:font w:name="{escape(name)}">{instead}<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
