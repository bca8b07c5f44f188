"""Writes the built-in Word template and its compiled form: `python tools/word_template.py`.

Every style of jdgen's Word files is defined here. The template is written by hand, part by part, so that it holds what
it needs and nothing else; Word opens it like any other file, and a recruiter may change it there.
"""

from __future__ import annotations

from word_styles import styles

from jdgen.render.word_template import compiled, compiled_path
from jdgen.render.word_zip import deflated, write
from jdgen.resources import templates

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
PARTS = {  # part of word/ -> relationship and content type
    "styles": ("styles", "styles"),
    "settings": ("settings", "settings"),
    "numbering": ("numbering", "numbering"),
    "fontTable": ("fontTable", "fontTable"),
    "header1": ("header", "header"),
    "footer1": ("footer", "footer"),
    "footer2": ("footer", "footer"),
}


def tag(style: str, name: str) -> str:
    """Return a paragraph that docxtpl replaces by what the name stands for."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{{{{p {name} }}}}</w:t></w:r></w:p>'


def content_types() -> str:
    """Return the list of the parts' types."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{MAIN}.{kind}+xml"/>' for part, (_, kind) in PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def relationships(entries: list[tuple[str, str, str]]) -> str:
    """Return a relationships part of (id, type, target)."""
    listed = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def package_relationships() -> str:
    """Return the relationships of the file itself."""
    return relationships(
        [
            ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ]
    )


def main_document() -> str:
    """Return the body: a tag for the title, the subtitle and the sections, on a Letter page."""
    body = tag("Title", "title") + tag("Subtitle", "subtitle") + tag("BodyText", "body")
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="first" r:id="footer2"/>'
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1008" w:right="1296" w:bottom="1080" w:left="1296" '
        'w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{page}</w:body></w:document>"


def settings() -> str:
    """Return the settings: Word's present mode, no hyphenation."""
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation w:val="0"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{modes}</w:compat>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def numbering() -> str:
    """Return the lists: signs stand 4 mm before the text, numbers 5.5 mm."""
    lists = [(1, "bullet", "•", 227), (2, "decimal", "%1.", 312)]
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, kind, sign, indent in lists
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, *_ in lists)
    return f"{HEAD}<w:numbering {NAMESPACES}>{kinds}{numbers}</w:numbering>"


def fonts() -> str:
    """Return the fonts, with what Word needs to choose another where one is missing."""
    return (
        f"{HEAD}<w:fonts {NAMESPACES}>"
        '<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        '<w:font w:name="Consolas"><w:panose1 w:val="020B0609020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>'
        '<w:font w:name="MS Gothic"><w:altName w:val="ＭＳ ゴシック"/><w:panose1 w:val="020B0609070205080204"/>'
        '<w:charset w:val="80"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def core() -> str:
    """Return the properties of the template itself."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>jdgen</dc:title><dc:language>en-US</dc:language>'
        "</cp:coreProperties>"
    )


def footer(name: str) -> str:
    """Return a footer part that holds what the name stands for."""
    return f"{HEAD}<w:ftr {NAMESPACES}>{tag('Footer', name)}</w:ftr>"


def parts() -> dict[str, str]:
    """Return all parts of the template, in the order of the file."""
    entries = [(part, f"{OFFICE}/relationships/{kind}", f"{part}.xml") for part, (kind, _) in PARTS.items()]
    app = f'<Properties xmlns="{OFFICE}/extended-properties"><Application>jdgen</Application></Properties>'
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": package_relationships(),
        "word/document.xml": main_document(),
        "word/_rels/document.xml.rels": relationships(entries),
        "word/styles.xml": styles(f"{HEAD}<w:styles {NAMESPACES}>"),
        "word/settings.xml": settings(),
        "word/numbering.xml": numbering(),
        "word/fontTable.xml": fonts(),
        "word/header1.xml": f"{HEAD}<w:hdr {NAMESPACES}>{tag('Header', 'header')}</w:hdr>",
        "word/footer1.xml": footer("footer"),
        "word/footer2.xml": footer("first_footer"),
        "docProps/core.xml": core(),
        "docProps/app.xml": HEAD + app,
    }


def main() -> None:
    """Write the template and its compiled form."""
    path = templates() / "docx" / "jdgen.docx"
    path.write_bytes(write(deflated(name, text.encode()) for name, text in parts().items()))
    compiled_path(path).write_bytes(compiled(path))


if __name__ == "__main__":
    main()
