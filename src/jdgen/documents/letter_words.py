"""The words of a letter that are ours: phrases that join what the candidate says, by tone and by country."""

from __future__ import annotations

import re

from jdgen import rules
from jdgen.documents.inline import inlines
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Inlines, Run, plain
from jdgen.model.letter import Slot, Tone

_HOLE = re.compile(r"\{(\w+)\}")
_AMERICAN = frozenset(("en-US", "en-CA"))
Part = str | Inlines


def tone(material: Material) -> Tone:
    """Return the phrases of the letter's tone."""
    return rules.tones()[material.candidate.tone or "plain"]


def said(phrase: str, **parts: Part) -> Inlines:
    """Return a phrase with its holes filled; a plain str is our own wording."""
    found: list[object] = []
    for index, piece in enumerate(_HOLE.split(phrase)):
        if index % 2:
            part = parts[piece]
            found.extend(inlines(part) if isinstance(part, str) else part)
        elif piece:
            found.append(Run(piece))
    return tuple(found)  # type: ignore[arg-type]  # both branches add inlines


def numbered(phrase: str, number: Inlines, **parts: Part) -> Inlines:
    """Return a phrase with the number of the job, in brackets or, behind a bracket, with a comma."""
    before, _, after = phrase.partition("{number}")
    begun = said(before, **parts)
    if number:
        marks = (Run(", "), *number) if plain(begun).endswith(")") else (Run(" ("), *number, Run(")"))
        begun = (*begun, *marks)
    return (*begun, *said(after, **parts))


def american(material: Material) -> bool:
    """Return whether the letter goes by the habits of the United States and Canada."""
    return material.locale.tag in _AMERICAN


def prompt(text: str) -> Run:
    """Return a visible question in brackets."""
    return Run(f"[{text}]", role="prompt")


def question(slot: Slot, wish: Correspondence, more: str = "", about: str = "") -> Run:
    """Return what an open slot prints: the whole question in a scaffold, a short mark in a draft."""
    if wish.mode == "scaffold":
        return prompt(f"{about or slot.ask} {room(slot)}.{more}")
    return prompt(f"{slot.move}: {room(slot)}")


def room(slot: Slot) -> str:
    """Return how long a slot should be, such as `50 to 80 words`."""
    return f"{slot.low} to {slot.high} words"


def words_of(text: Inlines) -> int:
    """Return how many words a text has."""
    return len(plain(text).split())
