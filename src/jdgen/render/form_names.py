"""The names and tooltips of form fields: what a program fills in by, and what a screen reader says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from jdgen.render.form_blanks import Blank

_NO_WORD = re.compile(r"[^a-z0-9]+")


def names(blanks: Sequence[Blank]) -> list[str]:
    """Return a name of its own for each blank: that of the document, or one made of its label.

    A later piece of a blank that a page breaks has a number behind the name. So has a field that is called like the
    group of other fields, since dots make groups of the names.
    """
    wanted = [blank.name or _NO_WORD.sub("-", blank.label.lower()).strip("-") or "field" for blank in blanks]
    taken = {group for name in wanted for group in _groups(name)}
    # those that the document names come first: no made-up name may take one of them
    chosen = [""] * len(blanks)
    for place in sorted(range(len(blanks)), key=lambda place: (not blanks[place].name, blanks[place].piece)):
        name, number = wanted[place], 1
        while name in taken:
            number += 1
            name = f"{wanted[place]}-{number}"
        taken.add(name)
        chosen[place] = name
    return chosen


def _groups(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def tooltips(blanks: Sequence[Blank]) -> list[str]:
    """Return what tells each blank from all others: its label, the headings that it takes, or else a number."""
    found = [_said(blank, (blank.headings.part,)) for blank in blanks]
    longer: tuple[Callable[[Blank], tuple[str, ...]], ...] = (
        lambda blank: (blank.headings.sheet, blank.headings.part),
        lambda blank: tuple(blank.headings),
    )
    for headings in longer:
        counts = Counter(found)
        found = [
            _said(blank, headings(blank)) if counts[said] > 1 else said
            for blank, said in zip(blanks, found, strict=True)
        ]
    counts, numbers = Counter(found), Counter[str]()
    for place, said in enumerate(found):
        if counts[said] > 1:
            numbers[said] += 1
            found[place] = f"{said}, {numbers[said]}"
    return found


def _said(blank: Blank, headings: tuple[str, ...]) -> str:
    """Return headings and label, without a heading that the words behind it begin with."""
    said = blank.label or "To fill in"
    for heading in reversed(headings):
        if heading and not said.startswith(heading):
            said = f"{heading}, {said}"
    return said
