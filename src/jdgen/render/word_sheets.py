"""Sheets in WordprocessingML: each is a section with its own header, footer and count of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from jdgen.documents.look import Look
from jdgen.documents.tree import Document, Section, Sheet, Table, sheets
from jdgen.render.options import PageOptions
from jdgen.render.word_blocks import Body
from jdgen.render.word_pages import Page, end, foot_line, head_line, page_of, sheet_line
from jdgen.render.word_template import MAIN, Template
from jdgen.render.word_text import Xml, paragraph
from jdgen.render.word_widths import Type, widest_grid

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}"'
_ROOTS = {"header": "hdr", "footer": "ftr"}
_OWN = {"header": 1, "footer": 2}
"""How many of each the template has: its footers are for the first page and the others."""
_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BREAK = "<w:pageBreakBefore/>"
_DEBRIEF, _RATED, _CHANGES = "debrief", "evidence", "changes"
_MOST_ROWS = 9
"""The most rows of ratings that have room on the first page of a debrief, with the score below them."""
_SECTION = re.compile(r"<w:sectPr>.*</w:sectPr>", re.DOTALL)
_FIRST_REFERENCES = (
    '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    '<w:footerReference w:type="first" r:id="footer2"/>'
)


class Setting(NamedTuple):
    """What is put into the template: the values of its tags, how the last pages end, and parts beside its own."""

    values: dict[str, str]
    last: str
    parts: dict[str, str]


def set_pages(document: Document, options: PageOptions, body: Body) -> Setting:
    """Return the sections of a document as they are set on its pages."""
    page = page_of(document, options, document.landscape)
    if not any(section.sheet for section in document.sections):
        foot = foot_line(document.footer, page, Type.of(options.look, large=options.large))
        first = foot if document.footer else paragraph("Footer", "")
        return Setting(_values(body.sections(document.sections), head_line(document.header), foot, first), "", {})
    return _Sheets(document, options, body).set_pages()


class _Sheets:
    """The sheets of one document, and the parts that they need."""

    def __init__(self, document: Document, options: PageOptions, body: Body) -> None:
        self._document = document
        self._options = options
        self._body = body
        self._parts: dict[str, str] = {}
        self._header = ""

    def set_pages(self) -> Setting:
        """Return the sheets one after the other."""
        runs = sheets(self._document)
        xml, last = "", ""
        values: dict[str, str] = {}
        for number, (sheet, sections) in enumerate(runs):
            own = sheet or Sheet(self._document.name, self._document.header, self._document.landscape)
            page = self._page(own, sections)
            self._body.width = page.text
            set_first = _unbroken if number else str
            counted = all(_is_counted(section, self._options.look) for section in sections)
            inner = set_first(self._body.sections(tuple(map(_parted, sections) if counted else sections)))
            line = (own.name, 1 + inner.count(_BREAK) if counted else 0)
            letters = Type.of(self._options.look, large=self._options.large)
            foot = sheet_line(self._document.footer, line, page, letters)
            references = self._references(own.header, foot) if number else _FIRST_REFERENCES
            if not number:
                values, self._header = _values(Xml(""), head_line(own.header), foot, foot), own.header
            last = end(page, references, opening=not number)
            xml += inner if number == len(runs) - 1 else _ended(inner, last)
        return Setting(values | {"body": Xml(xml)}, last, self._parts)

    def _page(self, sheet: Sheet, sections: tuple[Section, ...]) -> Page:
        """Return the page of a sheet; large print turns it where a grid would have to cut words."""
        page = page_of(self._document, self._options, sheet.landscape)
        large = Type.of(self._options.look, large=True)
        if self._options.large and widest_grid(sections, large) > page.text:
            return page_of(self._document, self._options, landscape=True)
        return page

    def _references(self, header: str, foot: str) -> str:
        """Return what is at the head and the foot; a section without a header of its own goes on with the last one."""
        found = self._reference("footer", foot)
        if header == self._header:
            return found
        self._header = header
        return self._reference("header", head_line(header)) + found

    def _reference(self, kind: str, line: str) -> str:
        taken = sum(name.startswith(f"word/{kind}") for name in self._parts)
        name = f"{kind}{taken + _OWN[kind] + 1}"
        root = f"w:{_ROOTS[kind]}"
        self._parts[f"word/{name}.xml"] = f"{_PROLOG}<{root} {_NAMESPACES}>{line}</{root}>"
        return f'<w:{kind}Reference w:type="default" r:id="{name}"/>'


def with_end(template: Template, last: str) -> Template:
    """Return the template with another end of its last pages, or as it is."""
    if not last:
        return template
    main = _SECTION.sub(lambda _: last, template.sources[MAIN])
    return template._replace(sources={**template.sources, MAIN: main})


def related(parts: Iterable[str]) -> str:
    """Return the relationships of the parts, which are named as their files are."""
    return "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{_kind(name)}" Target="{name}.xml"/>' for name in map(_stem, parts)
    )


def typed(parts: Iterable[str]) -> str:
    """Return the content types of the parts."""
    return "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_kind(name)}+xml"/>' for name in map(_stem, parts)
    )


def _parted(section: Section) -> Section:
    """Return a debrief with what is written after the ratings on a page of its own, where it would be anyway."""
    if section.id != _DEBRIEF:
        return section
    parts = (replace(b, new_page=True) if isinstance(b, Section) and b.id == _CHANGES else b for b in section.blocks)
    return replace(section, blocks=tuple(parts))


def _is_counted(section: Section, look: Look) -> bool:
    """Return whether the pages of a section are those that it asks for.

    A debrief of many seats runs over, and so does one where each fact has a line of its own.
    """
    if section.id != _DEBRIEF:
        return True
    rows = sum(len(block.rows) for block in section.blocks if isinstance(block, Table))
    rated = any(isinstance(block, Section) and block.id == _RATED for block in section.blocks)
    return look.facts != "listed" and rows <= _MOST_ROWS and not rated


def _values(body: Xml, header: str, footer: str, first_footer: str) -> dict[str, str]:
    return {"body": body, "header": Xml(header), "footer": Xml(footer), "first_footer": Xml(first_footer)}


def _stem(name: str) -> str:
    return name.removeprefix("word/").removesuffix(".xml")


def _kind(stem: str) -> str:
    return stem.rstrip("0123456789")


def _unbroken(xml: str) -> str:
    """Return the blocks without the page break before the first of them: a section begins on a fresh page itself."""
    first, mark, others = xml.partition("</w:pPr>")
    return f"{first.replace(_BREAK, '')}{mark}{others}"


def _ended(xml: str, properties: str) -> str:
    """Return the blocks with the end of their pages in the last paragraph; below a table, that is one of no height."""
    if not xml.endswith("</w:p>"):
        return xml + paragraph("SectionEnd", "", properties)
    start = xml.rindex("</w:pPr>")
    return xml[:start] + properties + xml[start:]
