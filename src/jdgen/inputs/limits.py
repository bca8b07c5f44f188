"""How much a table may hold: what nobody fills in by hand is no sheet of ratings, but may well be a batch."""

from __future__ import annotations

from typing import NamedTuple

from jdgen.inputs.source import MAX_BYTES, MAX_NODES


class Limits(NamedTuple):
    """The bytes of a file, packed and unpacked, and its rows, columns and cells."""

    size: int = MAX_BYTES
    unpacked: int = 10_000_000
    rows: int = 20_000
    columns: int = 200
    cells: int = MAX_NODES


SHEET = Limits()
"""For sheets that people fill in."""
# defense rows.size: a table is read up to what a program may write, and no further
BATCH = Limits(size=100_000_000, unpacked=500_000_000, rows=200_000, cells=5_000_000)
"""For tables that programs write."""
