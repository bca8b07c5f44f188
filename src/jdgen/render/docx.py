"""Word: the document tree set into the built-in template, with its named styles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jdgen.documents.tree import Document
from jdgen.render.lengths import is_long, shortened
from jdgen.render.options import PageOptions
from jdgen.render.word_blocks import Body, list_number, paragraph
from jdgen.render.word_template import MAIN, Template, fill, load, well_formed
from jdgen.render.word_text import LINK, Xml, escape, field, run
from jdgen.render.word_zip import deflated, write
from jdgen.resources import templates

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_CORE = "docProps/core.xml"
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_SIDES = {"a4": 1247, "letter": 1296}  # 22 mm and 0.9 in
_TOP = {"a4": 1134, "letter": 1008}  # 20 mm and 0.7 in
_BOTTOM = {"a4": 1247, "letter": 1080}  # 22 mm and 0.75 in
_TURNED_SIDES = {"a4": 1134, "letter": 1008}  # 20 mm and 0.7 in
_TURNED_ENDS = {"a4": 1020, "letter": 1008}  # 18 mm and 0.7 in, above and below
_EDGE = 567  # 10 mm from the paper's edge to header and footer
_LETTER_MARGIN = 1417  # 25 mm on all sides of a letter
_FOOTER_LINE = 90  # characters that leave room for the page beside them
_DECIMALS = 2  # the w:abstractNum of numbered lists in the template
_PAGE_SIZE = re.compile(r"<w:pgSz [^>]*/>")
_PAGE_MARGINS = re.compile(r"<w:pgMar [^>]*/>")
_LANGUAGE = re.compile(r'<w:lang w:val="[^"]*"')


class Page(NamedTuple):
    """A page in twentieths of a point."""

    width: int
    height: int
    side: int
    top: int
    bottom: int

    @property
    def text(self) -> int:
        """Return the width of the text."""
        return self.width - 2 * self.side


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes."""
    page = _page(document, options)
    template = _template(page)
    body = Body(page.text, "LetterLink" if document.kind == "letter" else "Hyperlink")
    footer = _footer(shortened(document.footer), page.text)
    values = {
        "title": body.title("TitleLong" if is_long(document.title) else "Title", document.title),
        "subtitle": body.title("Subtitle", document.subtitle),
        "body": body.sections(document.sections),
        "header": Xml(paragraph("Header", run(shortened(document.header)))),
        "footer": footer,
        "first_footer": footer if document.footer else Xml(paragraph("Footer", "")),
    }
    parts = {name: fill(template, name, values) for name in template.sources}
    texts = _numbering(template, body) | _relationships(template, body) | _language(template, document.language)
    texts[_CORE] = _core(document)
    parts |= {name: well_formed(name, text) for name, text in texts.items()}
    members = template.members.items()
    return write(deflated(name, parts[name]) if name in parts else member for name, member in members)


def _page(document: Document, options: PageOptions) -> Page:
    width, height = _PAPERS[options.paper]
    if document.kind == "letter":
        return Page(width, height, _LETTER_MARGIN, _LETTER_MARGIN, _LETTER_MARGIN)
    paper = options.paper
    if document.landscape:
        return Page(height, width, _TURNED_SIDES[paper], _TURNED_ENDS[paper], _TURNED_ENDS[paper])
    return Page(width, height, _SIDES[paper], _TOP[paper], _BOTTOM[paper])


@lru_cache(maxsize=8)
def _template(page: Page) -> Template:
    """Return the built-in template with its page set; in the file itself it stands as a page that Word can open."""
    template = load(templates() / "docx" / "jdgen.docx")
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    size = f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
    margins = (
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        f'w:header="{_EDGE}" w:footer="{_EDGE}" w:gutter="0"/>'
    )
    main = _PAGE_MARGINS.sub(margins, _PAGE_SIZE.sub(size, template.sources[MAIN]))
    return template._replace(sources={**template.sources, MAIN: main})


def _footer(text: str, width: int) -> Xml:
    """Return the footer: its text on the left, the page on the right, below a long text."""
    pages = f"{run('Page ')}{field('PAGE')}{run(' of ')}{field('NUMPAGES')}"
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    turn = "<w:r><w:br/></w:r>" if len(text) > _FOOTER_LINE else ""
    return Xml(paragraph("Footer", f"{run(text)}{turn}<w:r><w:tab/></w:r>{pages}", stop))


def _numbering(template: Template, body: Body) -> dict[str, str]:
    """Return the numbering part with one `w:num` for each numbered list, so that each starts at 1."""
    if not body.numbered_lists:
        return {}
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{list_number(n + 1)}"><w:abstractNumId w:val="{_DECIMALS}"/>{start}</w:num>'
        for n in range(body.numbered_lists)
    )
    return {_NUMBERING: _text(template, _NUMBERING).replace("</w:numbering>", f"{numbers}</w:numbering>")}


def _relationships(template: Template, body: Body) -> dict[str, str]:
    links = body.inliner.links
    if not links:
        return {}
    entries = "".join(
        f'<Relationship Id="{name}" Type="{LINK}" Target="{escape(address)}" TargetMode="External"/>'
        for address, name in links.items()
    )
    return {_RELATIONSHIPS: _text(template, _RELATIONSHIPS).replace("</Relationships>", f"{entries}</Relationships>")}


def _language(template: Template, language: str) -> dict[str, str]:
    """Return the styles in the document's language, where it is not that of the template."""
    styles = _text(template, _STYLES)
    written = _LANGUAGE.sub(lambda _: f'<w:lang w:val="{escape(language)}"', styles, count=1)
    return {} if written == styles else {_STYLES: written}


def _core(document: Document) -> str:
    """Return the file's properties; set here and not by tags, which docxtpl does not fill in there."""
    made = f"{document.date.isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.name or document.subject)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject><dc:creator>{escape(document.author)}</dc:creator>"
        f"{_keywords(document)}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )


def _keywords(document: Document) -> str:
    content = document.record.content
    return f"<cp:keywords>content {escape(content)}</cp:keywords>" if content else ""


def _text(template: Template, name: str) -> str:
    return template.members[name].data().decode()
