"""How roles are printed: as a table, with the places of their values, and by what differs between two of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from jdgen.errors import printable

if TYPE_CHECKING:
    from jdgen.inputs.catalog import Entry
    from jdgen.inputs.explain import Comparison, Difference, Expectation, Expected, Explained, Value
    from jdgen.model.pay import Pay
    from jdgen.model.role import Years

NONE = "–"
COLUMNS = ("name", "title", "family", "rung", "years", "pay")
_WRONG = "?"
_VALUE_WIDTH = 60
_SHORT = 40
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "order": "~"}


# --- the list ---


def listed(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of the table of roles."""
    return table([COLUMNS, *map(_row, entries)])


def _row(entry: Entry) -> tuple[str, ...]:
    if not entry.readable:
        return entry.name, "(cannot be read)"
    rung = f"{entry.rung} of {entry.of}" if entry.rung else NONE
    span = _WRONG if "years" in entry.wrong else years(entry.years)
    paid = _WRONG if "pay" in entry.wrong else pay(entry.pay)
    return entry.name, entry.title or NONE, entry.family or NONE, rung, span, paid


def years(value: Years | None) -> str:
    """Return `5–8`, `12+`, `3`."""
    if value is None:
        return NONE
    if value.max is None:
        return f"{value.min}+"
    return str(value.min) if value.max == value.min else f"{value.min}–{value.max}"


def pay(value: Pay | None) -> str:
    """Return `$60,000–$85,000`, `$250,000–$400,000+`, `$30–$45/hour`."""
    from jdgen.documents.locale import LOCALES

    if value is None:
        return NONE
    ends = [value.min] if value.max in (None, value.min) else [value.min, value.max]
    cents = any(end % 1 for end in ends if end is not None)
    locale = LOCALES["en-US"]
    said = "–".join(locale.amount(end, value.currency, cents=cents) for end in ends if end is not None)
    return said + ("+" if value.open_ended else "") + ("" if value.per == "year" else f"/{value.per}")


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines with aligned columns; nothing is cut."""
    shown = [[printable(cell) for cell in row] for row in rows]
    count = max((len(row) for row in shown), default=0)
    # The last cell of a row pushes nothing, so it may be longer than its column.
    widths = [max((_width(row[i]) for row in shown if i < len(row)), default=0) for i in range(count)]
    for row in shown:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def record(entry: Entry) -> dict[str, Any]:
    """Return what the JSON list says of a role."""
    from jdgen.inputs.explain import data

    paid = data(entry.pay)
    return {
        "name": entry.name,
        "title": entry.title or None,
        "family": entry.family or None,
        "rung": entry.rung,
        "of": entry.of,
        "years": data(entry.years),
        "pay": {key: held for key, held in paid.items() if held is not None or key == "max"} if paid else None,
        "file": entry.file.as_posix(),
        "aliases": list(entry.aliases),
    }


# --- where values come from ---


def origins(found: Explained) -> Iterator[str]:
    """Yield a line for each value of a role and of what its family gives it, in groups."""
    family = found.profile.family
    yield f"# role: {printable(found.file.as_posix())}"
    yield from _valued(found.role())
    yield f"\n# interview loop of {printable(str(family.family))}, with what the role changes"
    yield from _valued(found.loop())
    for key, competency in family.competencies.items():
        yield f"\n# competency: {printable(str(competency.name))}"
        yield from _valued(found.competency(key))


def _valued(values: Iterable[Value]) -> Iterator[str]:
    return table([value.path, one_line(value.text, _VALUE_WIDTH), _place(value)] for value in values)


def _place(value: Value) -> str:
    source, line, *_ = value.place
    return f"{source}:{line}" if line else source


def one_line(text: str | None, limit: int = 0) -> str:
    """Return a text on one line, `null` for none, cut at `limit` characters."""
    return "null" if text is None else printable(" ".join(text.split()), limit)


# --- what differs ---


def changes(compared: Comparison) -> Iterator[str]:
    """Yield the lines that say what differs, in groups."""
    groups: tuple[tuple[str, Iterator[str]], ...] = (
        ("the role", _all(_changed, compared.role)),
        ("what the rubric expects", _all(_expects, compared.rubric)),
        ("the interview loop", _all(_changed, compared.loop)),
        ("competencies", _all(_changed, compared.competencies)),
    )
    for name, lines in groups:
        held = list(lines)
        if held:
            yield f"\n# {name}"
            yield from held


def _all(said: Any, items: Iterable[Any]) -> Iterator[str]:
    return (line for item in items for line in said(item))


def _changed(difference: Difference) -> Iterator[str]:
    path, kind, before, after = difference
    sign = _SIGNS[kind]
    if kind in {"added", "removed"}:
        yield f"{sign} {printable(path)}  {_said(after if kind == 'added' else before)}"
        return
    name = f"{path} (order)" if kind == "order" else path
    yield from _both(f"{sign} {printable(name)}", _said(before), _said(after))


def _both(name: str, before: str, after: str) -> Iterator[str]:
    if max(len(before), len(after)) <= _SHORT:
        yield f"{name}  {before} → {after}"
    else:
        yield name
        yield f"    - {before}"
        yield f"    + {after}"


def _expects(expected: Expected) -> Iterator[str]:
    _, name, before, after = expected
    ends = [_level(end) for end in (before, after) if end]
    sign = "~" if before and after else "+" if after else "-"
    name = f"{sign} {printable(name)} ({expected.competency})"
    yield f"{name}  {' → '.join(dict.fromkeys(ends))}"
    if not (before and after and before.anchor == after.anchor):
        yield from (f"    - {one_line(end.anchor)}" for end in (before,) if end)
        yield from (f"    + {one_line(end.anchor)}" for end in (after,) if end)


def _level(expectation: Expectation) -> str:
    return f"{printable(expectation.name)} ({expectation.level})"


def _said(value: Any) -> str:
    """Return plain data on one line; of an entry with a text of its own, that text."""
    if isinstance(value, dict):
        if "text" in value and "id" in value:
            return one_line(f"{value['text']} ({value['tier']})" if "tier" in value else value["text"])
        if "definition" in value:
            return one_line(f"{value['name']}: {value['definition']}")
        if "ask" in value:
            return one_line(value["ask"])
        held = {key: item for key, item in value.items() if item not in (None, [], {}, False)}
        return ", ".join(f"{printable(str(key))}: {_inner(item)}" for key, item in held.items())
    if isinstance(value, list):
        return ", ".join(map(_inner, value)) or "[]"
    if isinstance(value, bool):
        return str(value).lower()
    return NONE if value is None else one_line(str(value))


def _inner(value: Any) -> str:
    return f"({_said(value)})" if isinstance(value, (dict, list)) else _said(value)


def difference_record(difference: Difference) -> dict[str, Any]:
    """Return what JSON says of a difference."""
    return {
        "path": difference.path, "kind": difference.kind, "from": difference.before, "to": difference.after
    }  # fmt: skip


def expected_record(expected: Expected) -> dict[str, Any]:
    """Return what JSON says of a competency whose expected level or anchor differs."""
    ends = [end._asdict() if end else None for end in (expected.before, expected.after)]
    return {"competency": expected.competency, "name": expected.name, "from": ends[0], "to": ends[1]}
