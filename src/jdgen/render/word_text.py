"""Words in WordprocessingML: inlines of the tree become runs, links and boxes to tick."""

from __future__ import annotations

import re

from jdgen.documents.tree import Box, Break, Inline, Inlines, Run

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_NOT_IN_ADDRESSES = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')
TAB = "<w:r><w:tab/></w:r>"
_SIGNS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_ROLES = {"": "", "prompt": "Prompt", "missing": "Missing"}
_EMPHASIS = {(False, False): "", (True, False): "Strong", (False, True): "Emphasis", (True, True): "StrongEmphasis"}
_FIRST_BOX = 910_000_000  # far from the small numbers that Word gives to the controls of a template
_LONGEST_NAME = 64  # Word calls a file with a longer name of a content control damaged


class Xml(str):
    """Markup that is put into a part as it is; any other text is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Jinja that this text is markup already."""
        return self


def escape(text: str) -> str:
    """Return the text as it is written between tags or inside a quoted attribute."""
    # defense word.escape: no value becomes markup of a Word file
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def words(text: str) -> str:
    """Return the text as `w:t` with every space kept; tabs and line ends become their elements."""
    # defense word.spaces: every space of a value stays
    parts = re.split("([\t\n])", text) if "\t" in text or "\n" in text else (text,)
    return "".join(_SIGNS.get(p) or f'<w:t xml:space="preserve">{escape(p)}</w:t>' for p in parts if p)


def run(text: str, properties: str = "") -> str:
    """Return the text as a run, or nothing for an empty text."""
    return f"<w:r>{properties}{words(text)}</w:r>" if text else ""


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph of the style; `properties` are the few that say structure and not looks."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(code: str, value: str = "1") -> str:
    """Return the runs of a field that Word works out, such as PAGE; until then it shows the value."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{instruction}{middle}<w:r><w:t>{value}</w:t></w:r>{end}"


def says_something(inlines: Inlines) -> bool:
    """Return whether the inlines print anything, so that no empty paragraph is made of them."""
    return any(isinstance(i, Box) or (isinstance(i, Run) and i.text) for i in inlines)


class Inliner:
    """Turns inlines into runs, numbering the boxes and collecting the links of one file."""

    def __init__(self, link_style: str = "Hyperlink") -> None:
        self.links: dict[str, str] = {}
        self._link_style = link_style
        self._boxes = 0
        self.numbered = 0
        """How many links and boxes were made: words with one are not the same in the next file."""

    def runs(self, inlines: Inlines, box: str = "Checkbox") -> str:
        """Return the inlines as the content of a paragraph, with their boxes in a style."""
        return "".join(self._inline(inline, box) for inline in inlines)

    def _inline(self, inline: Inline, box: str) -> str:
        if isinstance(inline, Break):
            return "<w:r><w:br/></w:r>"
        if isinstance(inline, Box):
            return self._box(inline, box)
        content = run(inline.text, _properties(inline, self._link_style))
        if not (inline.link and content):
            return content
        return f'<w:hyperlink r:id="{self._relationship(inline.link)}" w:history="1">{content}</w:hyperlink>'

    def _relationship(self, address: str) -> str:
        # defense word.links: a Word file leads to the web, mail and telephone alone
        if not address.lower().startswith(_SCHEMES):
            raise ValueError(f"a link that is not for the web, mail or telephone: {address!r}")
        self.numbered += 1
        # defense word.address: no sign in an address ends it, or is one that Word refuses
        safe = _NOT_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", address)
        return self.links.setdefault(safe, f"link{len(self.links) + 1}")

    def _box(self, box: Box, style: str) -> str:
        self._boxes += 1
        self.numbered += 1
        alias = escape(_clipped(box.label))
        tag = f'<w:tag w:val="{self._tag(box.field)}"/>' if box.field else ""
        return (
            f'<w:sdt><w:sdtPr><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:alias w:val="{alias}"/>'
            f'{tag}<w:id w:val="{_FIRST_BOX + self._boxes}"/><w14:checkbox>'
            '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>'
        )

    def _tag(self, field: str) -> str:
        """Return the name of a field; one that is too long ends with the number of its box, which no other has."""
        if len(field) <= _LONGEST_NAME and field.isascii():
            return escape(field)
        end = f"~{self._boxes}"
        return escape(_clipped(field, _LONGEST_NAME - len(end)) + end)


def _clipped(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return the start of a name, which Word counts in units of UTF-16."""
    # defense word.clipped: no name of a control is longer than Word takes
    return name.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def _properties(inline: Run, link_style: str) -> str:
    """Return the character style; bold and italic are direct only where another style takes the one place."""
    style = _ROLES[inline.role] or (link_style if inline.link else "Code" if inline.code else "")
    direct = f"{'<w:b/>' * inline.bold}{'<w:i/>' * inline.italic}" if style else ""
    style = style or _EMPHASIS[inline.bold, inline.italic]
    return f'<w:rPr><w:rStyle w:val="{style}"/>{direct}</w:rPr>' if style else ""
