"""Values as lines of YAML that people like to read, and that give back the exact texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from jdgen.inputs.yaml_edit.spans import SIGN

Value = str | Sequence["Value"] | Mapping[str, "Value"]
WIDTH = 100
"""How long a line may be, where there is a place to break it."""
_NULLS = frozenset({"null", "Null", "NULL"})
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_JOINERS = frozenset("\u200c\u200d\xa0\u202f")
"""Signs within emoji and words that are as good as printable."""
_LEADERS = frozenset("($€£“‘„«+")
_GAP = re.compile(r"(?<=\S) (?=\S)")


class Rows(tuple[Value, ...]):
    """A list whose members get lines of their own, so that others can follow."""

    __slots__ = ()


class OneLine(str):
    """A text that stays on one line: a block would swallow the comment below it."""

    __slots__ = ()


def on_one_line(value: Value) -> Value:
    """Return the value with no text in it that becomes a block."""
    if isinstance(value, str):
        return OneLine(value)
    if isinstance(value, Mapping):
        return {key: on_one_line(part) for key, part in value.items()}
    return (Rows if isinstance(value, Rows) else tuple)(on_one_line(part) for part in value)


def keyed(key: str) -> str:
    """Return a key and its colon."""
    return f"{key if _KEY.fullmatch(key) and key not in _NULLS else quoted(key)}:"


def entry(head: str, value: Value, column: int, sign: str = SIGN) -> Iterator[str]:
    """Yield the lines of a key with its colon and its value; the first comes without its indentation."""
    yield from _lines(head, value, column, sign)


def item(value: Value, column: int) -> Iterator[str]:
    """Yield the lines of a member of a list, its dash first; the first line comes without indentation."""
    if isinstance(value, Mapping) and value:
        head = "- "
        for key, inner in value.items():
            first, *others = entry(keyed(key), inner, column + 2)
            yield head + first
            yield from others
            head = " " * (column + 2)
    else:
        yield from _lines("-", value, column, SIGN)


def _lines(head: str, value: Value, column: int, sign: str) -> Iterator[str]:
    short = _on_one_line(value)
    # A comment that keeps what stood here before does not push the answer into another form.
    room = WIDTH - column - len(head) - len(f"   {SIGN}")
    if isinstance(value, str) and not isinstance(value, OneLine) and (len(short) > room or "\n" in value):
        body = _block(value, max(WIDTH - column - 2, 20))
        if body:
            yield f"{head} {body[0]}  {sign}"
            yield from (" " * (column + 2) + line if line else "" for line in body[1:])
            return
    if short and (isinstance(value, str) or not value or len(short) <= room):
        yield f"{head} {short}  {sign}"
        return
    yield f"{head}  {sign}"
    inner = column + 2
    if isinstance(value, Mapping):
        for key, part in value.items():
            first, *others = entry(keyed(key), part, inner)
            yield " " * inner + first
            yield from others
    elif not isinstance(value, str):
        for part in value:
            first, *others = item(part, inner)
            yield " " * inner + first
            yield from others


def _on_one_line(value: Value) -> str:
    """Return a text, or a list of texts, on one line; nothing for what needs lines of its own."""
    if isinstance(value, str):
        return quoted_if_needed(value)
    if isinstance(value, Mapping):
        return "" if value else "{}"
    texts = [part for part in value if isinstance(part, str)]
    if len(texts) < len(value) or isinstance(value, Rows):
        return ""
    return f"[{', '.join(part if _plain(part, ',[]{}') else quoted(part) for part in texts)}]"


def _plain(text: str, also: str = "") -> bool:
    """Return whether a text can stand without quotes."""
    first = text[:1]
    return (
        (first.isalnum() or first in _LEADERS)
        and _printable(text)
        and text == text.strip()
        and text not in _NULLS
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and not any(sign in text for sign in also)
        # In brackets some readers take `key:"text"` for a key.
        and not (also and ":" in text)
    )


def _printable(text: str) -> bool:
    return all(sign.isprintable() or sign in _JOINERS for sign in text)


def quoted_if_needed(text: str) -> str:
    """Return the text as it can stand behind a key."""
    return text if _plain(text) else quoted(text)


def quoted(text: str) -> str:
    """Return the text in double quotes, what nobody sees in it escaped."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in shown)


def _escaped(sign: str) -> str:
    number = ord(sign)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _block(text: str, room: int) -> list[str]:
    """Return a long text as a block: its header, then its lines; nothing where a block would not give it back."""
    rows = text.split("\n")
    if not rows[0] or not rows[-1] or any(row != row.strip() or not _printable(row) for row in rows):
        return []
    if len(rows) > 1 and all(len(row) <= room for row in rows):
        return ["|-", *rows]
    lines = [">-"]
    for row in rows:
        # A line end is an empty line in a folded text, and an empty line is two.
        lines.extend([*(() if len(lines) == 1 else [""]), *(_wrapped(row, room) if row else ())])
    return lines


def _wrapped(row: str, room: int) -> Iterator[str]:
    """Yield the lines of one row, broken at single spaces."""
    line = ""
    for chunk in _GAP.split(row):
        if line and len(line) + 1 + len(chunk) > room:
            yield line
            line = chunk
        else:
            line = f"{line} {chunk}" if line else chunk
    yield line
