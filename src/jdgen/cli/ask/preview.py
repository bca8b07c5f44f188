"""How a short answer reads in the letter: the sentence that it becomes a part of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jdgen.cli.ask.words import put

if TYPE_CHECKING:
    from jdgen.documents.material import Material
    from jdgen.model.candidate import Candidate

_OF_CURRENT = {"title": "title", "employer": "company", "scope": "scope"}
_SLOTS = {**dict.fromkeys((*_OF_CURRENT, "years"), "opening"), "availability": "close"}


def reads(material: Material, name: str, value: str = "") -> None:
    """Say how an answer reads; `value` is one that is not kept yet. Where it stands in no sentence, say nothing."""
    found = _sentence(material, name, value) if name in _SLOTS else ""
    if found:
        put(f"It will read: “{found}”")


def _sentence(material: Material, name: str, value: str) -> str:
    from jdgen.documents.letter import letter
    from jdgen.documents.tree import Paragraph, plain
    from jdgen.rules.sentences import sentences

    document = letter(replace(material, candidate=_with(material.candidate, name, value)))
    parts = [block for section in document.sections if section.id == _SLOTS[name] for block in section.blocks]
    text = "".join(plain(block.inlines) for block in parts[-1:] if isinstance(block, Paragraph))
    last = [sentence for _, sentence in sentences(text)][-1:]
    return last[0].strip() if last else ""


def _with(candidate: Candidate, name: str, value: str) -> Candidate:
    """Return the candidate with an answer, and with a name, without which there is no letter."""
    from jdgen.model.candidate import Current
    from jdgen.model.text import Prose, Text

    changed: dict[str, object] = {"name": candidate.name or Text("…")}
    if value and name == "availability":
        changed["availability"] = Text(value)
    elif value and name in _OF_CURRENT:
        current = candidate.current or Current()
        text = Prose(value) if name == "scope" else Text(value)
        changed["current"] = current.model_copy(update={_OF_CURRENT[name]: text})
    elif value:
        changed["years"] = int(value)
    return candidate.model_copy(update=changed)
