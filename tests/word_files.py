"""Word templates built from a few words: paragraphs, tables, headers, footers, footnotes, runs divided by `¦`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from jdgen.render.word_zip import deflated, write

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DEFAULT = ' w:default="1"'
NAMED = ("Normal", "Title", "Subtitle", "heading 1", "heading 2", "List Bullet", "List Number", "header", "footer",
         "Body Text")  # fmt: skip


class Paragraph(NamedTuple):
    """A paragraph in a style; `¦` divides its runs."""

    text: str
    style: str = ""

    @property
    def xml(self) -> str:
        properties = f'<w:pPr><w:pStyle w:val="{self.style}"/></w:pPr>' if self.style else ""
        return f"<w:p>{properties}{''.join(map(run, self.text.split('¦')))}</w:p>"


class Table(NamedTuple):
    """A table; a cell is a text or several paragraphs, and the first row repeats on each page."""

    rows: Sequence[Sequence[str | Sequence[str]]]
    width: int = 9000
    head: bool = True

    @property
    def xml(self) -> str:
        columns = max(map(len, self.rows))
        each = self.width // columns
        grid = f'<w:gridCol w:w="{each}"/>' * columns
        rows = "".join(self._row(row, each, self.head and not n) for n, row in enumerate(self.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{self.width}" w:type="dxa"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: Sequence[str | Sequence[str]], width: int, head: bool) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{''.join(Paragraph(text).xml for text in ([cell] if isinstance(cell, str) else cell))}</w:tc>"
            for cell in row
        )
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{cells}</w:tr>"


class Raw(NamedTuple):
    """Markup as it is."""

    xml: str


Block = str | Paragraph | Table | Raw


def run(text: str) -> str:
    """One run of words."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def blocks(content: Sequence[Block]) -> str:
    """The markup of some blocks; a text is a paragraph."""
    return "".join((Paragraph(block) if isinstance(block, str) else block).xml for block in content)


def identifier(name: str) -> str:
    """The id that Word gives a style of the name."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def styles(names: Sequence[str] = NAMED) -> str:
    """The styles part, with the language of the text."""
    made = "".join(
        f'<w:style w:type="paragraph"{_DEFAULT * (name == "Normal")} w:styleId="{identifier(name)}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in names
    )
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{made}</w:styles>"


def word(
    *content: Block,
    header: Sequence[Block] = (),
    footer: Sequence[Block] = (),
    footnotes: Sequence[str] = (),
    named: Sequence[str] = NAMED,
    more: Mapping[str, str] = {},
) -> bytes:
    """A Word file; `named` are its styles, `more` are parts laid over those that are made here."""
    beside = {"styles": ("styles", styles(named))}
    references = ""
    for kind, root, held in (("header", "hdr", header), ("footer", "ftr", footer)):
        if held:
            beside[f"{kind}1"] = (kind, f"{HEAD}<w:{root} {NAMESPACES}>{blocks(held)}</w:{root}>")
            references += f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'
    if footnotes:
        notes = "".join(
            f'<w:footnote w:id="{n}">{Paragraph(text).xml}</w:footnote>' for n, text in enumerate(footnotes, 1)
        )
        beside["footnotes"] = ("footnotes", f"{HEAD}<w:footnotes {NAMESPACES}>{notes}</w:footnotes>")
    page = (
        f'<w:sectPr>{references}<w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" '
        'w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _types(beside),
        "_rels/.rels": _related({"officeDocument": "word/document.xml"}, core=True),
        "docProps/core.xml": _core(),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{blocks(content)}{page}</w:body></w:document>",
        "word/_rels/document.xml.rels": _related({name: f"{name}.xml" for name in beside}, kinds=beside),
        **{f"word/{name}.xml": text for name, (_, text) in beside.items()},
        **more,
    }
    return write(deflated(name, text.encode()) for name, text in parts.items())


def _types(beside: Mapping[str, tuple[str, str]]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>' for name, (kind, _) in beside.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _related(
    targets: Mapping[str, str], *, core: bool = False, kinds: Mapping[str, tuple[str, str]] = {}
) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kinds[name][0] if name in kinds else name}" '
        f'Target="{target}"/>'
        for name, target in targets.items()
    )
    if core:
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        entries += f'<Relationship Id="core" Type="{kind}" Target="docProps/core.xml"/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def _core() -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Acme posting</dc:title></cp:coreProperties>'
    )
