"""The columns of a table whose cells a loop repeats: as many as its longest row has, in the width of the table."""

from __future__ import annotations

import re
from collections.abc import Callable

from jdgen.house.compiling.steps import Run, Step

_NUMBER = re.compile(r'\bval="(\d{1,3})"')


def fitted(prefix: str) -> Step:
    """Return the step that sets the columns of the table that was printed last."""
    fit = _fitting(prefix)

    def step(run: Run) -> None:
        start = run.marks.pop()
        table = "".join(run.out[start:])
        run.out[start:] = [fit(table)]
        run.make(len(run.out[-1]))

    return step


def _fitting(w: str) -> Callable[[str], str]:
    grid = re.compile(rf"<{w}tblGrid>.*?</{w}tblGrid>|<{w}tblGrid/>", re.DOTALL)
    column = re.compile(rf"<{w}gridCol [^>]*?\bw=\"(\d{{1,6}})\"[^>]*/>")
    cell = re.compile(rf"<{w}tc[ >].*?</{w}tc>", re.DOTALL)
    wide = re.compile(rf"<{w}tcW [^>]*/>")
    span = re.compile(rf"<{w}(?:gridSpan) [^>]*/>")
    beside = re.compile(rf"<{w}(?:gridBefore|gridAfter) [^>]*/>")

    def spans(text: str, pattern: re.Pattern[str]) -> int:
        return sum(int(found[1]) for tag in pattern.findall(text) if (found := _NUMBER.search(tag)))

    def fit(table: str) -> str:
        held = grid.search(table)
        if held is None or len(re.findall(rf"<{w}tbl[ >]", table)) != 1:
            return table
        widths = [int(width) for width in column.findall(held[0])]
        rows = [(cell.findall(row), spans(row, beside)) for row in table.split(f"</{w}tr>")]
        count = max(sum(max(spans(each, span), 1) for each in cells) + more for cells, more in rows)
        if not count or count == len(widths) or not sum(widths):
            return table
        each_width = sum(widths) // count
        columns = f'<{w}gridCol {w or "w:"}w="{each_width}"/>' * count
        table = grid.sub(f"<{w}tblGrid>{columns}</{w}tblGrid>", table, count=1)

        def sized(found: re.Match[str]) -> str:
            width = each_width * max(spans(found[0], span), 1)
            return wide.sub(f'<{w}tcW {w or "w:"}w="{width}" {w or "w:"}type="dxa"/>', found[0], count=1)

        return cell.sub(sized, table)

    return fit
