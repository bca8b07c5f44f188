"""The sheet that a batch begins with, as CSV, as a spreadsheet, as JSON Lines or as YAML: two rows that can be made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from jdgen.cli.workbook import new_workbook
from jdgen.errors import Place

SUFFIXES = (".csv", ".tsv", ".xlsx", ".jsonl", ".yaml", ".yml")
COMPANY = "\n    name: Example Company\n    accommodation: {contact: access@example.com}"
"""The company of the rows where no file of one stands beside the sheet."""
_WIDTHS = {"role": 28, "opening.apply.url": 34}
_WIDTH, _WIDEST = 14, 30


def written(text: str, suffix: str, place: Place, day: date) -> bytes:
    """Return the rows of a form, which is YAML, as a file; raise MachineError where no spreadsheet can be made."""
    if suffix in {".yaml", ".yml"}:
        return text.encode()
    import yaml

    rows: list[dict[str, Any]] = yaml.safe_load(text)
    if suffix == ".jsonl":
        return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows).encode()
    flat = [dict(_flat(row, "")) for row in rows]
    heads = list(dict.fromkeys(key for row in flat for key in row))
    lines = [[row.get(head, "") for head in heads] for row in flat]
    if suffix == ".xlsx":
        return _spreadsheet(heads, lines, place, day)
    from jdgen.inputs import csv_source

    sign = "\t" if suffix == ".tsv" else ","
    # Without the mark at its beginning, Excel takes the file for one of another encoding.
    return csv_source.written([heads, *([str(cell) for cell in line] for line in lines)], sign).encode("utf-8-sig")


def _flat(value: object, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the values of a row by their dotted names."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _flat(held, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _flat(held, f"{key}[{index}]")
    else:
        yield key, value


def _spreadsheet(heads: list[str], lines: list[list[Any]], place: Place, day: date) -> bytes:
    with new_workbook("batch", place, day) as (book, sheet, buffer):
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, head in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS.get(head, min(_WIDEST, max(_WIDTH, len(head)))))
            sheet.write_string(0, column, head, bold)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime.combine(cell, time()), dated)
                elif isinstance(cell, int):
                    sheet.write_number(row, column, cell)
                elif cell:
                    sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 1)
    return buffer.getvalue()
