"""Numbers in the styles and lists of a Word file: what is read as a number must be one, as in whatever Word writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.errors import printable
from jdgen.house.opening.namespaces import w
from jdgen.house.opening.package_file import Refusal
from jdgen.inputs.finished.word_package import AGAIN

_WHOLE = re.compile(r"[+-]?[0-9]{1,10}")
_ALWAYS = {
    w("num"): "numId", w("abstractNum"): "abstractNumId", w("abstractNumId"): "val", w("numId"): "val",
    w("ilvl"): "val", w("sz"): "val", w("szCs"): "val",
}  # fmt: skip
"""Elements with the attribute that each of them must have."""
_SPACING, _MAY = w("spacing"), ("before", "after", "line")


def no_numbers(name: str, root: Any) -> Iterator[Refusal]:
    """Yield each value of the styles or the lists that is to be a number and is none."""
    if root.tag not in (w("styles"), w("numbering")):
        return
    for element in root.iter(*_ALWAYS, _SPACING, w("lvlJc")):
        if element.tag == w("lvlJc"):
            if not element.get(w("val")):
                yield f"is damaged: `{printable(name, 80)}` has a `lvlJc` without a value", AGAIN
            continue
        if element.tag == _SPACING:
            values = [element.get(w(one), "0") for one in _MAY]
        else:
            values = [element.get(w(_ALWAYS[element.tag]), "")]
        for value in values:
            if not _WHOLE.fullmatch(value):
                what = f"`{printable(value, 20)}`" if value else "nothing"
                kind = element.tag.rpartition("}")[2]
                yield f"is damaged: `{printable(name, 80)}` has {what} for the number of a `{kind}`", AGAIN
        if element.tag == w("num") and element.find(w("abstractNumId")) is None:
            yield f"is damaged: `{printable(name, 80)}` has a `num` without its `abstractNumId`", AGAIN
