"""Tables of openings in all forms, made by hand where no library writes what people's programs write."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import yaml

from jdgen.inputs import csv_source

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ods_cell(text: str = "", **attributes: object) -> str:
    """Return a cell; `value_type="float", value=3` stand for `office:…`, `table_formula` for `table:formula`."""
    said = ""
    for key, value in attributes.items():
        space, _, name = key.partition("_") if key.startswith(("table_", "calcext_")) else ("office", "", key)
        said += f" {space}:{name.replace('_', '-')}={quoteattr(str(value))}"
    kind = "" if attributes or not text else ' office:value-type="string"'
    inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{kind}{said}>{inner}</table:table-cell>"


Lines = Iterable[str | Iterable[str]]


def ods(rows: Lines, before: str = "", sheets: dict[str, Lines] | None = None) -> bytes:
    """Return an .ods file of rows of cells, or of rows as they are; of several sheets where they are given."""
    held = sheets or {"One": rows, "Two": [[ods_cell("other")]]}
    body = "".join(f'<table:table table:name="{name}">{_rows(lines)}</table:table>' for name, lines in held.items())
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {_SPACES} {_CALC}><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _rows(rows: Lines) -> str:
    lines = [row if isinstance(row, str) else f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows]
    return "".join(lines)


def xlsx(rows: str, styles: str = "", strings: str = "") -> bytes:
    """Return an .xlsx file of the XML of its rows, as programs write it that are no spreadsheet."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }
    return packed(parts)


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def all_forms(folder: Path, heads: list[str], rows: list[list[str]]) -> list[Path]:
    """Write the same table in all forms, and return the paths."""
    lines = [heads, *rows]
    records = [{head: text for head, text in zip(heads, row, strict=True) if text} for row in rows]
    (folder / "b.csv").write_text(csv_source.written(lines), encoding="utf-8")
    (folder / "b.tsv").write_text(csv_source.written(lines, "\t"), encoding="utf-8-sig")
    with xlsxwriter.Workbook(folder / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                if text:
                    sheet.write_string(number, column, text)
    (folder / "b.ods").write_bytes(ods([[ods_cell(text) for text in line] for line in lines]))
    (folder / "b.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    (folder / "b.ndjson").write_text("\r\n".join(json.dumps(record) for record in records), encoding="utf-8")
    (folder / "b.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    (folder / "b.yaml").write_text(yaml.safe_dump({"rows": records}, sort_keys=False), encoding="utf-8")
    return sorted(path for path in folder.iterdir() if path.stem == "b")
