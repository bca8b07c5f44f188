"""Word files made by hand, part by part, for the tests of `jdgen audit`: a healthy one, and what is laid over it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
STYLES = (
    f'<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="1F2933"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>A letter</dc:title></cp:coreProperties>"
)


def paragraph(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str, text: str) -> str:
    """A paragraph in a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def link(words: str, relationship: str = "", anchor: str = "") -> str:
    """A paragraph that is a link."""
    leads = f'r:id="{relationship}"' if relationship else f'w:anchor="{anchor}"'
    return f"<w:p><w:hyperlink {leads}><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>"


def field(code: str, words: str = "") -> str:
    """A paragraph that is a field, its code in two runs."""
    half = len(code) // 2
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:half], code[half:]))
    shown = f"<w:r><w:t>{words}</w:t></w:r>"
    return f"<w:p>{turn('begin')}{codes}{turn('separate')}{shown}{turn('end')}</w:p>"


def table(*rows: tuple[str, ...], head: str = "", properties: str = "") -> str:
    """A table; a cell is the markup of its paragraphs."""
    made = [
        f"<w:tr><w:trPr>{head if not number else ''}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>"
        for number, row in enumerate(rows)
    ]
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(made)}</w:tbl>"


def picture(about: str) -> str:
    """A paragraph with a picture, and what is said of it as attributes or an extension."""
    attributes, _, inside = about.partition("|")
    address = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" {attributes}>{inside}</wp:docPr><a:graphic>'
        f'<a:graphicData uri="{address}"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def rels(*links: tuple[str, str, str], package: bool = False) -> str:
    """Relationships of an id, a kind and a target; one with a scheme or a backslash leads out of the file."""
    entries = ""
    for name, kind, target in links:
        start = f"{PACKAGE}/relationships/metadata" if package and "core" in kind else f"{OFFICE}/relationships"
        whole = f"{start}/{kind}"
        outside = ' TargetMode="External"' if ":" in target or "\\" in target else ""
        entries += f'<Relationship Id="{name}" Type="{whole}" Target="{target}"{outside}/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def word(
    body: str = paragraph("Dear Ms. Okafor,"),
    *links: tuple[str, str, str],
    parts: Mapping[str, str | bytes] = {},
    types: Mapping[str, str] = {},
    main: str = f"{MAIN}.document.main+xml",
) -> bytes:
    """A Word file of a body, with further relationships of its main part; `parts` are laid over all others."""
    overrides = {
        "word/document.xml": main, "word/styles.xml": f"{MAIN}.styles+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml", **types,
    }  # fmt: skip
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="x/bin"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="xlsx" ContentType="x/xlsx"/>'
        f"{listed}</Types>",
        "_rels/.rels": rels(
            ("main", "officeDocument", "word/document.xml"), ("core", "core-properties", "docProps/core.xml"),
            *((name, name, name) for name in parts if name.startswith("docProps/") and name != "docProps/core.xml"),
            package=True,
        ),
        "docProps/core.xml": CORE,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": rels(("styles", "styles", "styles.xml"), *links),
        "word/styles.xml": STYLES,
        **parts,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()
