"""Letters in WordprocessingML: which style each part has, and the template's styles set for one letter."""

from __future__ import annotations

import re
from typing import Final

from jdgen.documents.tree import Break, Inlines
from jdgen.render.options import LetterType

STYLES: Final = {
    "date": "Date",
    "addressee": "InsideAddress",
    "greeting": "Salutation",
    "enclosures": "Enclosures",
}
"""The parts of a letter that have a style of their own, by the ids of their sections."""
NOTES: Final = {"Heading1": "NotesHeading", "BodyText": "NotesText", "ListBullet": "NotesBullet"}
"""The styles of what stands behind a letter."""

_STYLE = re.compile(r'<w:style [^>]*w:styleId="(Letter|Sender|MarginNote)">.*?</w:style>', re.DOTALL)
_PER_POINT = 20


def signed(inlines: Inlines) -> tuple[Inlines, Inlines]:
    """Return the words that close a letter, and the name with all that is below it."""
    place = next((n for n, inline in enumerate(inlines) if isinstance(inline, Break)), len(inlines))
    return inlines[:place], inlines[place + 1 :]


def letter_styles(styles: str, letter: LetterType) -> str:
    """Return the styles part with letters in the type."""
    return _STYLE.sub(lambda style: _typed(style[0], style[1], letter), styles)


def _typed(style: str, name: str, letter: LetterType) -> str:
    """Return one style in the type; those that stand on it follow."""
    line = {"line": letter.line}
    if name == "MarginNote":
        return _spaced(style, line)
    if name == "Sender":
        return _spaced(style, {"after": letter.below}).replace('w:space="10"', f'w:space="{round(letter.above)}"')
    size = round(letter.size * 2)
    return re.sub(r'(<w:sz(?:Cs)? w:val=")\d+', rf"\g<1>{size}", _spaced(style, {"after": letter.gap, **line}))


def _spaced(style: str, lengths: dict[str, float]) -> str:
    for name, points in lengths.items():
        style = re.sub(rf'( w:{name}=")\d+(?=")', rf"\g<1>{round(points * _PER_POINT)}", style)
    return style
