"""What is found in a letter while it is made, and which of it keeps a letter from being sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jdgen.checks.letter.letter import examined, pages
from jdgen.documents.letter_reading import letter_reading
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.errors import Place, Problem

REFUSED = ("letter.placeholder", "letter.company")
"""What a final letter is refused for before it is set on pages."""


def read_over(
    document: Document, material: Material, place: Place | None, loud: Callable[[Iterable[Problem]], list[Problem]]
) -> list[Problem]:
    """Return what is found in a draft or a final letter; `loud` leaves out what comments switch off."""
    return [] if material.letter.mode == "scaffold" else loud(examined(document, material, place))


def over_pages(
    document: Document, material: Material, place: Place | None, count: int, *, sure: bool
) -> list[Problem]:
    """Return that a letter takes too many pages; an estimate may be a line wrong near the edge, and says what it is."""
    if material.letter.mode == "scaffold" or material.letter.medium != "letter":
        return []
    found = list(pages(letter_reading(document, place, count)))
    return found if sure else [problem._replace(message=f"{problem.message}, as estimated") for problem in found]
