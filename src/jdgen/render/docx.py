"""Word: the document tree set into the built-in template, with its named styles."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jdgen.documents.look import USUAL as USUAL_LOOK
from jdgen.documents.look import Look, Picture
from jdgen.documents.tree import Document, Inlines, Run
from jdgen.render.lengths import is_long
from jdgen.render.options import USUAL, LetterType, PageOptions
from jdgen.render.word_blocks import Body, list_number
from jdgen.render.word_large import large_lists, large_styles
from jdgen.render.word_pages import Page, margins, page_of, size
from jdgen.render.word_sheets import Setting, related, set_pages, typed, with_end
from jdgen.render.word_template import MAIN, Template, checked, fill, load
from jdgen.render.word_text import LINK, Xml, escape
from jdgen.render.word_zip import Member, deflated, shared, write
from jdgen.resources import templates

if TYPE_CHECKING:
    from jdgen.render.word_picture import Logo

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_FONTS = "word/fontTable.xml"
_CORE = "docProps/core.xml"
_DECIMALS = 2  # the w:abstractNum of numbered lists in the template
_PAGE_SIZE = re.compile(r"<w:pgSz [^>]*/>")
_PAGE_MARGINS = re.compile(r"<w:pgMar [^>]*/>")
_LANGUAGE = re.compile(r'<w:lang w:val="[^"]*"')
_WITH_LOGO = frozenset(("posting", "guide", "ladder", "rubric"))
_ANY_LOGO = Picture("png", b"", 0, 0, "")
"""Stands for the logo where a template is kept, so that its bytes are not."""


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes."""
    page = page_of(document, options, document.landscape)
    look = _look_of(document, options)
    logo = _logo(document, look, page, large=options.large)
    template = _template(page, _type_of(document, options), _of_styles(look), large=options.large)
    body = Body(page.text, document.kind, look, large=options.large)
    title = body.title("TitleLong" if is_long(document.title) else "Title", document.title)
    values = {
        "title": Xml(logo.xml + title) if logo else title,
        "subtitle": body.title("Subtitle", _joined(document.subtitle)),
    }
    setting = set_pages(document, options, body)
    template = with_end(template, setting.last)
    parts = {name: fill(template, name, values | setting.values) for name in template.sources}
    texts = _numbering(template, body) | _language(template.members[_STYLES], document.language) | setting.parts
    texts |= _relationships(template, body, setting, logo) | _types(template, setting, logo)
    texts[_CORE] = core_properties(document)
    parts |= {name: checked(name, text) for name, text in texts.items()}
    if logo:
        parts[logo.part] = logo.data
    packed = {name: (deflated if name == MAIN else shared)(name, data) for name, data in parts.items()}
    return write([*(packed.pop(name, held) for name, held in template.members.items()), *packed.values()])


def _joined(inlines: Inlines) -> Inlines:
    """Return a subtitle in which no line begins with the dot between two of its parts."""
    return tuple(replace(i, text=i.text.replace(" · ", "\u00a0· ")) if isinstance(i, Run) else i for i in inlines)


def _type_of(document: Document, options: PageOptions) -> LetterType:
    """Return the type of a letter; what sets letters is loaded for them alone."""
    if document.kind != "letter":
        return USUAL
    from jdgen.render.letter_type import letter_type

    return letter_type(document, options.paper, large=options.large)


def _look_of(document: Document, options: PageOptions) -> Look:
    """Return the look of a document; a letter is its candidate's, and a coverage sheet a list, and neither has a logo.

    A logo that is a drawing alone is left to pages: Word shows one only beside a picture of the same.
    """
    look = options.look
    if look.logo and (document.kind not in _WITH_LOGO or look.logo.kind == "svg"):
        look = look._replace(logo=None)
    return look


def _of_styles(look: Look) -> Look:
    """Return what styles are made from, alike for all looks that differ in nothing else."""
    return look._replace(theme=USUAL_LOOK.theme, large=False, logo=_ANY_LOGO if look.logo else None, drawing=None)


def _logo(document: Document, look: Look, page: Page, *, large: bool) -> Logo | None:
    """Return the logo; what sets pictures is loaded where there is one."""
    if not look.logo:
        return None
    from jdgen.render.word_picture import logo_of

    return logo_of(document, look, page.text, large=large)


@lru_cache(maxsize=32)
def _template(page: Page, letter: LetterType, look: Look, *, large: bool) -> Template:
    """Return the built-in template with its page and its look set; the file itself is a page that Word can open."""
    template = load(templates() / "docx" / "jdgen.docx")
    main = _PAGE_MARGINS.sub(margins(page), _PAGE_SIZE.sub(size(page), template.sources[MAIN]))
    texts: dict[str, str] = {}
    if look != USUAL_LOOK:
        from jdgen.render.word_look import looked_fonts, looked_styles

        texts[_STYLES] = looked_styles(_text(template, _STYLES), look)
        texts[_FONTS] = looked_fonts(_text(template, _FONTS), look)
    if large:
        texts[_STYLES] = large_styles(texts.get(_STYLES) or _text(template, _STYLES))
        texts[_NUMBERING] = large_lists(_text(template, _NUMBERING))
    if letter != USUAL:
        from jdgen.render.word_letter import letter_styles

        texts[_STYLES] = letter_styles(texts.get(_STYLES) or _text(template, _STYLES), letter)
    made = {name: deflated(name, text.encode()) for name, text in texts.items()}
    return template._replace(members={**template.members, **made}, sources={**template.sources, MAIN: main})


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


def _relationships(template: Template, body: Body, setting: Setting, logo: Logo | None) -> dict[str, str]:
    links = body.inliner.links
    if not (links or setting.parts or logo):
        return {}
    entries = "".join(
        f'<Relationship Id="{name}" Type="{LINK}" Target="{escape(address)}" TargetMode="External"/>'
        for address, name in links.items()
    )
    picture = logo.relationship if logo else ""
    more = f"{related(setting.parts)}{entries}{picture}</Relationships>"
    return {_RELATIONSHIPS: _text(template, _RELATIONSHIPS).replace("</Relationships>", more)}


def _types(template: Template, setting: Setting, logo: Logo | None) -> dict[str, str]:
    if not (setting.parts or logo):
        return {}
    picture = logo.type if logo else ""
    return {_TYPES: _text(template, _TYPES).replace("</Types>", f"{typed(setting.parts)}{picture}</Types>")}


@lru_cache(maxsize=64)
def _language(styles: Member, language: str) -> dict[str, str]:
    """Return the styles in the document's language, where it is not that of the template."""
    held = styles.data().decode()
    written = _LANGUAGE.sub(lambda _: f'<w:lang w:val="{escape(language)}"', held, count=1)
    return {} if written == held else {_STYLES: written}


def core_properties(document: Document) -> str:
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
