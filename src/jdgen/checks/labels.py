"""The text of a passage as phrases search it: the colon behind a short label keeps no words apart."""

from __future__ import annotations

import re

from jdgen.documents.reading import Passage

_LABEL = re.compile(r"([^\W_][^:.;,\n]{0,24}):(?= )")
_KINDS = ("fact", "bullet", "paragraph")


def searched(passage: Passage) -> str:
    """Return the text, of the same length, in which `Salary: competitive` is the words `salary competitive`."""
    text = passage.text
    label = _LABEL.match(text) if passage.kind in _KINDS else None
    return f"{text[: label.end(1)]} {text[label.end() :]}" if label else text
