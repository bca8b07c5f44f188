"""Small Word files for tests of the engine: parts written as XML, and the text of what is filled."""

from __future__ import annotations

from typing import Any

from lxml import etree

from jdgen.documents.contract import Shape
from jdgen.house.compiling.compiler import compiled, fill
from jdgen.house.opening.namespaces import WORD as W
from jdgen.house.opening.package import Package
from word_files import NAMESPACES, Raw, word

SPACES = (
    f'{NAMESPACES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TEXT, NUMBER = Shape("text"), Shape("number")
STAGE = Shape(
    "record",
    fields={"name": TEXT, "weeks": NUMBER, "lead": Shape("text", optional=True), "notes": Shape("list", item=TEXT)},
)
ROOT = Shape(
    "record",
    fields={
        "posting": Shape("record", fields={"title": TEXT, "slogan": TEXT}),
        "company": Shape("record", fields={"name": TEXT, "size": NUMBER}),
        "pay": Shape("record", optional=True, fields={"text": TEXT, "low": NUMBER}),
        "opening": Shape("record", fields={"team": Shape("text", optional=True), "remote": Shape("flag")}),
        "duties": Shape("list", item=TEXT),
        "stages": Shape("list", item=STAGE),
    },
)
SECTIONS = {"about": "who they are", "duties": "what to do", "why": "why", "rest": "all others", "body": "all"}
VALUES: dict[str, Any] = {
    "posting": {"title": "Data Engineer", "slogan": "R&D <now>\nand \"then\"\tgo"},
    "company": {"name": "Riverbend & Sons", "size": 120},
    "pay": {"text": "$100 – $120", "low": 100},
    "opening": {"team": None, "remote": True},
    "duties": ["Build", "Run & mend", "Tell"],
    "stages": [
        {"name": "Call", "weeks": 1, "lead": "Ann", "notes": ["short", "kind"]},
        {"name": "Panel <b>", "weeks": 2, "lead": None, "notes": []},
    ],
}


def t(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def p(*runs: str) -> str:
    """Return a paragraph of runs; what is no XML is made one."""
    return f"<w:p>{''.join(run if run.startswith('<w:') else t(run) for run in runs)}</w:p>"


def cell(*paragraphs: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(each if each.startswith('<w:') else p(each) for each in paragraphs)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(each if each.startswith('<w:tc>') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def part(name: str, content: str) -> Any:
    return etree.fromstring(f"<w:{name} {SPACES}>{content}</w:{name}>")


def package(*blocks: str, **others: str) -> Package:
    """Return a template of blocks (a text is a paragraph); `others` are its other parts, such as `header1`."""
    body = "".join(block if block.startswith("<w:") else p(block) for block in blocks)
    trees = {"word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>")}
    kinds = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
    for name, content in others.items():
        trees[f"word/{name}.xml"] = part(kinds[name.rstrip("0123456789")], content)
    return Package("house.docx", {}, "word/document.xml", trees)


def faults(*blocks: str, **others: str) -> list[str]:
    """Return every fault as the line that a user reads, without the name of the file."""
    _, found = compiled(package(*blocks, **others), ROOT, SECTIONS)
    return [f"{fault.level[0]} {str(fault.problem('x')).removeprefix('x: ')}" for fault in found]


def xml(*blocks: str, draft: bool = False, **changes: Any) -> str:
    """Return the filled main part."""
    template, found = compiled(package(*blocks), ROOT, SECTIONS)
    assert template, found
    filled, _ = fill(template, VALUES | changes, lambda place: p(f"[{place.id} {place.width}]"), draft=draft)
    return filled["word/document.xml"]


def lines(filled: str) -> list[str]:
    """Return the words of each paragraph; the file must be well-formed."""
    root = etree.fromstring(filled.encode())
    signs = {"t": None, "br": "\n", "tab": "\t"}
    return [
        "".join(
            (e.text or "") if e.tag == f"{{{W}}}t" else signs[e.tag.rpartition("}")[2]] or ""
            for e in each.iter(*(f"{{{W}}}{sign}" for sign in signs))
            if next(e.iterancestors(f"{{{W}}}p")) is each
        )
        for each in root.iter(f"{{{W}}}p")
    ]


def said(*blocks: str, draft: bool = False, **changes: Any) -> list[str]:
    """Return the words of each paragraph of a filled template."""
    return lines(xml(*blocks, draft=draft, **changes))


def docx(*blocks: str) -> bytes:
    """Return a whole Word file of blocks, for programs that are not ours."""
    return word(*(Raw(block if block.startswith("<w:") else p(block)) for block in blocks))
