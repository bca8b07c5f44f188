"""Word: the document tree set into the built-in template, with its named styles."""

from __future__ import annotations

import re
from functools import lru_cache

from jdgen.documents.tree import Document
from jdgen.render.lengths import is_long
from jdgen.render.options import USUAL, Design, LetterType, PageOptions
from jdgen.render.word_blocks import Body, list_number
from jdgen.render.word_large import large_lists, large_styles
from jdgen.render.word_pages import Page, margins, page_of, size
from jdgen.render.word_sheets import Setting, related, set_pages, typed, with_end
from jdgen.render.word_template import MAIN, Template, fill, load, well_formed
from jdgen.render.word_text import LINK, escape
from jdgen.render.word_zip import Member, deflated, write
from jdgen.resources import templates

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_CORE = "docProps/core.xml"
_DECIMALS = 2  # the w:abstractNum of numbered lists in the template
_PAGE_SIZE = re.compile(r"<w:pgSz [^>]*/>")
_PAGE_MARGINS = re.compile(r"<w:pgMar [^>]*/>")
_LANGUAGE = re.compile(r'<w:lang w:val="[^"]*"')


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes."""
    page = page_of(document, options, document.landscape)
    template = _template(page, _type_of(document, options), options.design, large=options.large)
    body = Body(page.text, document.kind, large=options.large)
    values = {
        "title": body.title("TitleLong" if is_long(document.title) else "Title", document.title),
        "subtitle": body.title("Subtitle", document.subtitle),
    }
    setting = set_pages(document, options, body)
    template = with_end(template, setting.last)
    parts = {name: fill(template, name, values | setting.values) for name in template.sources}
    texts = _numbering(template, body) | _language(template.members[_STYLES], document.language) | setting.parts
    texts |= _relationships(template, body, setting) | _types(template, setting)
    texts[_CORE] = _core(document)
    parts |= {name: well_formed(name, text) for name, text in texts.items()}
    members = [deflated(name, parts.pop(name)) if name in parts else held for name, held in template.members.items()]
    return write([*members, *(deflated(name, data) for name, data in parts.items())])


def _type_of(document: Document, options: PageOptions) -> LetterType:
    """Return the type of a letter; what sets letters is loaded for them alone."""
    if document.kind != "letter":
        return USUAL
    from jdgen.render.letter_type import letter_type

    return letter_type(document, options.paper, large=options.large)


@lru_cache(maxsize=32)
def _template(page: Page, letter: LetterType, design: Design, *, large: bool) -> Template:
    """Return the built-in template with its page and its type set; the file itself is a page that Word can open."""
    template = load(templates() / "docx" / "jdgen.docx")
    main = _PAGE_MARGINS.sub(margins(page), _PAGE_SIZE.sub(size(page), template.sources[MAIN]))
    members = dict(template.members)
    if large:
        for name, made in ((_STYLES, large_styles), (_NUMBERING, large_lists)):
            members[name] = deflated(name, made(_text(template, name)).encode())
    if letter != USUAL or design != "matching":
        from jdgen.render.word_letter import letter_styles

        members[_STYLES] = deflated(_STYLES, letter_styles(members[_STYLES].data().decode(), letter, design).encode())
    return template._replace(members=members, sources={**template.sources, MAIN: main})


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


def _relationships(template: Template, body: Body, setting: Setting) -> dict[str, str]:
    links = body.inliner.links
    if not (links or setting.parts):
        return {}
    entries = "".join(
        f'<Relationship Id="{name}" Type="{LINK}" Target="{escape(address)}" TargetMode="External"/>'
        for address, name in links.items()
    )
    more = f"{related(setting.parts)}{entries}</Relationships>"
    return {_RELATIONSHIPS: _text(template, _RELATIONSHIPS).replace("</Relationships>", more)}


def _types(template: Template, setting: Setting) -> dict[str, str]:
    if not setting.parts:
        return {}
    return {_TYPES: _text(template, _TYPES).replace("</Types>", f"{typed(setting.parts)}</Types>")}


@lru_cache(maxsize=64)
def _language(styles: Member, language: str) -> dict[str, str]:
    """Return the styles in the document's language, where it is not that of the template."""
    held = styles.data().decode()
    written = _LANGUAGE.sub(lambda _: f'<w:lang w:val="{escape(language)}"', held, count=1)
    return {} if written == held else {_STYLES: written}


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
