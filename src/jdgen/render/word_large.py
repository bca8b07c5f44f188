"""Large print in WordprocessingML: styles and lists of the template, made larger, with nothing below 16 points."""

from __future__ import annotations

import re

_BODY = 10.5
LEAST = 16
"""The size of the smallest letters in points."""
FACTOR = LEAST / _BODY
"""How much larger everything is set."""

_SIZES = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)(?=")')
_SPACES = re.compile(r'<w:spacing (?![^>]*"exact")[^>]*>')
_DISTANCES = re.compile(r'( w:(?:before|after|line)=")(\d+)(?=")')
_CELLS = re.compile(r'(<w:(?:top|bottom) w:w=")(\d+)(?=")')
_INDENTS = re.compile(r'( w:(?:pos|left|hanging)=")(\d+)(?=")')
_MARGIN_WORD = re.compile(r'(w:styleId="MarginNote">.*?)<w:jc w:val="right"/>')
_HANGING = re.compile(r"<w:ind [^>]*w:hanging[^>]*>")


def enlarged(length: float) -> int:
    """Return a length in large print."""
    return round(length * FACTOR)


def large_styles(styles: str) -> str:
    """Return the styles part with larger letters, lines, spaces and indents; cells of a table keep their sides.

    A margin has no room for large words: they stand above their paragraph, at the left.
    """
    sized = _SIZES.sub(lambda found: f"{found[1]}{max(2 * LEAST, enlarged(int(found[2])))}", styles)
    spaced = _SPACES.sub(lambda found: _scaled(_DISTANCES, found[0]), sized)
    hung = _HANGING.sub(lambda found: _scaled(_INDENTS, found[0]), spaced)
    return _MARGIN_WORD.sub(r"\1", _scaled(_CELLS, hung))


def large_lists(numbering: str) -> str:
    """Return the numbering part with more room for the signs and numbers before the text."""
    return _scaled(_INDENTS, numbering)


def _scaled(lengths: re.Pattern[str], text: str) -> str:
    return lengths.sub(lambda found: f"{found[1]}{enlarged(int(found[2]))}", text)
