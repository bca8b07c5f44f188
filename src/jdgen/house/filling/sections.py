"""The sections of a document, set into the places of a template in the template's own styles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from jdgen.documents import contract
from jdgen.documents.contract import Shape
from jdgen.documents.tree import Document, Kind, Section
from jdgen.house.compiling.compiler import Compiled, Placed
from jdgen.house.filling.numbering import Lists
from jdgen.house.filling.styles import FLAT, Styles
from jdgen.render.word_blocks import Body, list_number
from jdgen.render.word_text import TAB, Inliner, escape

ATTACHED: Final = "jdgen-attached"
"""The instruction that stands before a section which is not to stand alone on a page."""
APART: Final = "jdgen-apart"
"""The instruction that stands where a section begins or ends with a table, which must not touch another one."""
_NARROW: Final = 6000
"""In a place that is narrower, in twentieths of a point, facts and columns stand one below the other."""
_TIGHT: Final = 3969
"""In a place that is narrower, which are 70 mm, the label of a fact stands above its value."""
_ABOVE: Final = r'<w:p><w:pPr>\1<w:ind w:left="0" w:firstLine="0"/></w:pPr>\2<w:r><w:br/></w:r>'
_BESIDE = re.compile(
    rf'<w:p><w:pPr>(<w:pStyle w:val="FactListed\w*"/>(?:(?!</w:pPr>).)*)</w:pPr>((?:(?!</w:p>).)*?){TAB}'
)
_APART: Final = f"<?{APART}?>"
_STYLE = re.compile(r'<w:(p|r|tbl)Style w:val="(\w+)"/>')
_BULLET = re.compile(
    r'<w:pStyle w:val="(?:ListBullet|ListBulletClose|ColumnBullet|SmallBullet)"/>'
    r"(?:<w:keepNext/>)?(?:<w:keepLines/>)?(?:<w:pageBreakBefore/>)?"
)
_NUMBER = re.compile(r'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="(\d+)"/></w:numPr>')
_LINK = re.compile(r'(<w:hyperlink r:id=")link(?=\d)')


class Clothes(NamedTuple):
    """What the sections of every document get from one template; `prefix` begins ids that no link of it has."""

    styles: Styles
    lists: Lists
    prefix: str


class Setting:
    """The sections of one document, as they are set into one template; it keeps what they ask of its other parts."""

    def __init__(self, parts: Mapping[str, tuple[Section, ...]], document: Document, clothes: Clothes) -> None:
        self.kind = document.kind
        self._parts = parts
        self._document = document
        self._clothes = clothes
        self._inliner = Inliner("LetterLink" if document.kind == "letter" else "Hyperlink")
        self._look = clothes.styles.look
        self.lists = 0
        self.used: set[str] = {FLAT}

    @property
    def links(self) -> dict[str, str]:
        """Return the ids of the addresses that the sections link to."""
        return {
            f"{self._clothes.prefix}{name.removeprefix('link')}": address
            for address, name in self._inliner.links.items()
        }

    def placed(self, place: Placed, spared: Collection[str]) -> str:
        """Return the sections of a place; `body` has all, and `rest` those that are not placed, but for spared ones."""
        whole = place.id in (contract.BODY, contract.REST)
        found = [self._parts[name] for name in self._parts if name not in spared] if whole else [self._parts[place.id]]
        narrow = place.width < _NARROW
        look = self._look._replace(facts="listed", columns="stacked") if narrow else self._look
        body = Body(place.width, self._document.kind, look)
        body.inliner, body.numbered_lists = self._inliner, self.lists
        sections = tuple(self._on_its_page(section) for part in found for section in part)
        xml = str(body.sections(sections))
        self.lists = body.numbered_lists
        if place.width < _TIGHT:
            xml = _BESIDE.sub(_ABOVE, xml)
        before = _APART if xml.startswith("<w:tbl>") else f"<?{ATTACHED}?>" if sections and sections[0].attached else ""
        after = _APART if xml.endswith("</w:tbl>") else ""
        return f"{before}{self._dressed(xml)}{after}"

    def _on_its_page(self, section: Section) -> Section:
        """Return a section that begins on a fresh page where it would begin pages of its own."""
        if not section.sheet:
            return section
        first = section is self._document.sections[0]
        return replace(section, sheet=None, new_page=section.new_page or not first)

    def _dressed(self, xml: str) -> str:
        """Return the blocks in the styles, the lists and the links of the template."""
        styles, lists = self._clothes.styles, self._clothes.lists
        xml = _NUMBER.sub(lambda held: lists.entry(int(held[1]) - list_number(0)), xml)
        if lists.bullets is None and not styles.lacks("ListBullet"):
            xml = _BULLET.sub(lambda start: start[0] + lists.sign, xml)
        xml = _LINK.sub(rf"\g<1>{self._clothes.prefix}", xml)
        return _STYLE.sub(self._styled, xml)

    def _styled(self, held: re.Match[str]) -> str:
        kind, ours = held[1], held[2]
        self.used.add(ours)
        return f'<w:{kind}Style w:val="{escape(self._clothes.styles.of(ours))}"/>'


def spared(template: Compiled, kind: Kind) -> dict[str, frozenset[str]]:
    """Return the sections that `body` and `rest` do without: what is left out, and `rest` what stands elsewhere."""
    placed = {place.id for place in template.placed} - {contract.BODY, contract.REST}
    said = said_by_name(contract.shape(kind), template.prints)
    return {contract.BODY: template.leaves_out, contract.REST: template.leaves_out | placed | said}


def said_by_name(root: Shape, prints: Iterable[str]) -> set[str]:
    """Return the sections that say the same as names which a template prints."""
    found: set[str] = set()
    for path in prints:
        shape: Shape | None = root
        for word in path.split("."):
            inner = shape.item if shape and shape.kind == "list" else shape
            shape = inner.fields.get(word) if inner else None
            if shape and shape.shows:
                found.add(shape.shows)
    return found
