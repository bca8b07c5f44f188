"""Where the sentences of an English text end: one answer for all that count, quote or look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?]{1,3}[\"”’')\]]?\s(?=[\"“‘'(\[]?[^\W_])")
_SHORT = frozenset({
    "e.g", "i.e", "etc", "vs", "cf", "sr", "jr", "mr", "mrs", "ms", "dr", "prof", "st", "inc", "ltd", "co",
    "corp", "no", "approx", "ext", "dept", "est", "min", "max", "u.s", "u.k", "dec", "a.m", "p.m", "ph.d", "b.s",
    "b.a", "m.s", "m.a", "b.sc", "m.sc", "d.c", "al", "ft", "lb", "hrs", "hr", "yrs", "req", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
})  # fmt: skip
"""What a full stop shortens; after it a sentence goes on."""


def sentences(text: str, *, capital: bool = False) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a text with its offset; a shortened word or an initial ends none.

    With `capital`, a small letter begins none either.
    """
    for start, end in spans(text, capital=capital):
        said = text[start:end]
        if said.strip():
            yield start + len(said) - len(said.lstrip()), said.strip()


def spans(text: str, *, capital: bool = False) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end, with all that is between them."""
    ends: list[int] = []
    start = 0
    for end in _END.finditer(text):
        before = text[max(end.start() - 12, start) : end.start()].rpartition(" ")[2].lstrip("(\"“'").lower()
        if text[end.start()] == "." and (before in _SHORT or (len(before) == 1 and before.isalpha())):
            continue
        if capital and text[end.end() :].lstrip("\"“‘'([")[:1].islower():
            continue
        start = end.end()
        ends.append(start)
    return list(zip([0, *ends], [*ends, len(text)], strict=True))
