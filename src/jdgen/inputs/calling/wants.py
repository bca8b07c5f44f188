"""What a posting asks for: its requirements in its own words, each an entry of a list or a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.finished.closing import closing_part
from jdgen.inputs.source import Scalar
from jdgen.model.text import folded
from jdgen.rules.sentences import sentences

_PARTS = ("must", "requirements")
_LONG = 300
"""An entry of more characters is read sentence by sentence, as a paragraph is."""
_COINS = ("$", "€", "£", "¥", "₹")
_SIGNED = frozenset((
    "best", "best wishes", "best regards", "kind regards", "regards", "thanks", "thank you", "cheers", "many thanks",
    "sincerely", "yours sincerely", "warm regards", "all the best",
))  # fmt: skip
"""Lines of a mail above the name of its writer."""
_FEWEST = 3
"""A sentence of a paragraph that asks for something has so many words."""


def wants(passages: Sequence[Passage]) -> tuple[Scalar, ...]:
    """Return the requirements of a posting in order; where a heading has a list, the words beside it are none."""
    found: list[Scalar] = []
    for group in _groups(passages):
        entries = [passage for passage in group if passage.kind == "bullet"]
        for passage in entries or group:
            if passage.kind == "bullet" or not passage.text.endswith(":"):
                found.extend(spoken(passage))
    return tuple(found)


def once(found: Iterable[Scalar]) -> tuple[Scalar, ...]:
    """Return each requirement once, where it stands first."""
    kept: dict[str, Scalar] = {}
    for one in found:
        kept.setdefault(folded(one.text), one)
    return tuple(kept.values())


def _groups(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield what stands below each heading of what is asked for, up to where somebody signs."""
    group: list[Passage] = []
    for passage in passages:
        if passage.kind in ("paragraph", "bullet") and passage.text.rstrip(" ,.!–—-").lower() in _SIGNED:
            break
        if passage.part not in _PARTS or passage.kind == "heading":
            yield group
            group = []
        elif passage.kind in ("bullet", "paragraph"):
            group.append(passage)
    yield group


def spoken(passage: Passage) -> Iterator[Scalar]:
    """Yield what an entry says, or a paragraph or a long entry sentence by sentence, in the words of the posting."""
    whole = passage.kind == "bullet" and len(passage.text) <= _LONG
    parts = [(0, passage.text)] if whole else list(sentences(passage.text, capital=True))
    for offset, text in parts:
        start = sign_end(text)
        bare = text[start:].strip()
        if _asks(bare) and (passage.kind == "bullet" or len(bare.split()) >= _FEWEST):
            yield Scalar(bare, passage.at(offset + start) or Place(""))


def _asks(text: str) -> bool:
    """Return whether words ask for something: a question is none such, nor what the company gives or pays."""
    given = text[:1] in _COINS or closing_part(text) == "offer"
    return bool(text) and not text.rstrip("\"”’')").endswith("?") and not given


def sign_end(text: str) -> int:
    """Return where the words begin behind a picture that stands for the sign of a list."""
    at = 0
    while at < min(len(text), 12) and not (text[at].isascii() or text[at].isalnum()) and text[at] not in "“‘«¿¡€£¥§":
        at += 1
    space = len(text[at:]) - len(text[at:].lstrip())
    return at + space if at else 0
