"""New spreadsheets, the same bytes on the same day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from jdgen.errors import Place


@contextmanager
def new_workbook(name: str, place: Place, day: date) -> Iterator[tuple[Any, Any, io.BytesIO]]:
    """Yield a book, its one sheet, and where its bytes are when it is closed; raise MachineError without XlsxWriter."""
    from jdgen.inputs.spreadsheet import lacking

    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise lacking("XlsxWriter", place) from None
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time(), UTC)})
        yield book, book.add_worksheet(name), buffer
