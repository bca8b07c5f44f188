"""What can be said of an answer before the letter is there: the checks of letters that look at one part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jdgen.documents.material import Material
    from jdgen.documents.questions import Question

_EVERYWHERE = ("resume.echo", "claim.unsupported", "letter.placeholder", "letter.company")
_OF_ONE = {"result": ("metric.missing",), "reason": ("company.generic",)}
"""Which checks look at which answers; what is counted over the whole letter is said of the letter."""


def remarks(material: Material, question: Question, text: str) -> Iterator[str]:
    """Yield what is worth mending in an answer, each with what mends it."""
    from jdgen.checks.letter.letter import letter
    from jdgen.documents.letter_fit import speaks_of
    from jdgen.documents.letter_reading import LetterReading, Portion, background
    from jdgen.documents.question_answers import apart, quoted
    from jdgen.documents.reading import Passage
    from jdgen.errors import Place

    if question.form not in ("text", "bridge"):
        return
    if question.form == "bridge":
        for choice in quoted(question, text):
            if not speaks_of(apart(text)[1], choice.words):
                yield f"your answer takes up no word of “{choice.words}”; say how you show that, or take another line"
    kept = next((offer for offer in question.offers if _plain(offer) in _plain(text)), None)
    if kept:
        yield "this stands in your resume word for word; the letter should tell how it came about"
    here = Place("your answer")
    text = apart(text)[1] if question.form == "bridge" else text
    said = Passage("paragraph", " ".join(text.split()), place=here)
    portion = Portion(question.slot, said)  # type: ignore[arg-type]  # the slots are named as the parts are
    wanted = (*_EVERYWHERE, *_OF_ONE.get(question.id, ()))
    for problem in letter(LetterReading((portion,), divided=True), background(material)):
        # What is missing in the letter as a whole has no place in an answer.
        if problem.place == here and problem.rule in wanted and not (kept and problem.rule == "resume.echo"):
            yield f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
