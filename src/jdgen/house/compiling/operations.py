"""The filters and comparisons of templates, with their results held against what a document may take."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jdgen.house.compiling.steps import Run

_WORD_START = re.compile(r"([-\s({\[<]+)")
_FEW = 1_000

FILTERS = ("upper", "lower", "title", "capitalize", "trim", "join", "default", "d", "length", "count", "first", "last",
           "replace")  # fmt: skip


def text_of(value: Any) -> str:
    """Return how a value is printed."""
    return value if isinstance(value, str) else str(value)


def title(text: str) -> str:
    """Return the text with each of its words capitalized, as Jinja does it."""
    return "".join(part[:1].upper() + part[1:].lower() for part in _WORD_START.split(text) if part)


PLAIN: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper, "lower": str.lower, "title": title, "capitalize": str.capitalize, "trim": str.strip,
}  # fmt: skip
ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt,
    "gteq": operator.ge,
}  # fmt: skip


def plain(run: Run, name: str, value: Any) -> str | None:
    """Return the text after a filter that takes nothing besides; no value stays none."""
    if value is None:
        return None
    text = text_of(value)
    run.make(len(text))
    return PLAIN[name](text)


def replaced(run: Run, value: Any, old: str, new: str) -> str | None:
    """Return the text with each `old` replaced, if that is not too much."""
    if value is None:
        return None
    text = text_of(value)
    # defense template.growing: text that is replaced is counted before it is made
    run.make(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def joined(run: Run, items: list[Any] | None, sign: str, field: str) -> str | None:
    """Return the items of a list, or a field of each, with a sign between them; those without a value are left out."""
    if items is None:
        return None
    run.spend(len(items) // _FEW)
    texts = [text_of(item) for item in ((each.get(field) for each in items) if field else items) if item is not None]
    # defense template.joined_text: a list that is joined is counted before it is made
    run.make(sum(map(len, texts)) + len(sign) * len(texts))
    return sign.join(texts)


def concatenated(run: Run, values: list[Any]) -> str | None:
    """Return the values as one text, or none where one of them is none."""
    if any(value is None for value in values):
        return None
    texts = list(map(text_of, values))
    # defense template.concatenated: texts that are put together are counted before
    run.make(sum(map(len, texts)))
    return "".join(texts)


def item(values: list[Any] | None, place: int) -> Any:
    """Return an item of a list, or none where it has fewer."""
    return values[place] if values and -len(values) <= place < len(values) else None


def is_in(run: Run, value: Any, holder: Any) -> bool:
    """Return whether a list has the value, or a text the words."""
    if holder is None or value is None:
        return False
    # defense template.long_lists: to look through a long list counts by its length
    run.spend(len(holder) // _FEW)
    return (text_of(value) if isinstance(holder, str) else value) in holder


def length(value: Any) -> int:
    """Return how many items a list or letters a text has; what has no value has none."""
    return 0 if value is None else len(value) if isinstance(value, list) else len(text_of(value))


def compared(name: str, left: Any, right: Any) -> bool:
    """Return a comparison; what has no value is equal to nothing but that, and neither less nor more."""
    if name not in ("eq", "ne"):
        if left is None or right is None:
            return False
        if type(left) is not type(right):
            left, right = text_of(left), text_of(right)
    return ORDERS[name](left, right)
