"""What `jdgen batch --json` prints: an object for each document as it is made, and one for the whole at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jdgen.batch.events import Event
    from jdgen.errors import Problem

VERSION = 1
"""The version of what is printed; it grows when a key changes its meaning."""


def objects(event: Event, address: Callable[[str], str], documents: tuple[str, ...], *, dry: bool) -> Iterator[str]:
    """Yield the lines of an event: one for each of its files, or one for a row that has none."""
    if event.kind not in ("made", "unchanged", "kept", "failed", "gone", "packed"):
        return
    row = event.row
    named = row.names.get("id") if row else None
    state = "planned" if dry and event.kind == "made" else event.kind
    head: dict[str, Any] = {"row": row.number if row else None, "id": named.text if named else None}
    tail: dict[str, Any] = {"state": state, "seconds": round(event.seconds, 3), "problems": _said(event.problems)}
    if event.notices:
        tail["notices"] = _said(event.notices)
    if event.kind == "gone":
        tail["removed"] = event.said == "removed"
    if not event.files and row:
        yield _line({**head, "documents": list(documents), **tail})
    for name, document, form in event.files:
        kind = document if document != "pack" else None
        yield _line({**head, "document": kind or None, "format": form, "file": address(name), **tail})


def summary(found: dict[str, Any]) -> str:
    """Return the last line."""
    return _line({"summary": {"version": VERSION, **found}})


def _said(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "message": problem.message,
            "file": problem.place.source if problem.place else None,
            "line": problem.place.line or None if problem.place else None,
            "column": problem.place.column or None if problem.place else None,
            "hint": problem.hint or None,
        }
        for problem in problems
    ]


def _line(found: dict[str, Any]) -> str:
    # A path may have bytes that are no text; they are escaped, as JSON can.
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
