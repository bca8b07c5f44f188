"""The page on fairness: what is not asked, what may be asked instead, errors of judgment, adjustments."""

from __future__ import annotations

from jdgen import rules
from jdgen.documents.inline import inlines
from jdgen.documents.interview import heads
from jdgen.documents.material import Material
from jdgen.documents.tree import Block, Bullets, Cell, Item, Paragraph, Section, Table
from jdgen.documents.wording import words

_SUBJECT_HEADS = ("Keep clear of", "Where the work gives a reason")
_ERROR_HEADS = ("Error", "What happens", "What helps")
_ERRORS = (
    ("Halo", "One strong or weak answer colors all ratings.", "Rate each competency by its own notes."),
    ("First impression", "The first minutes decide, the rest confirms.", "Rate after the last question."),
    ("Similar to me", "What we share counts as merit.", "Name the sentence that fits, and the quotation."),
    ("Contrast", "The candidate before was so good, or so bad.", "Compare with the sentences, not with people."),
    ("Leniency", "Everyone gets the upper ratings, or the lower ones.", "Quote evidence for every rating."),
    ("Central tendency", "The middle is safe.", "There is no middle here: say on which side it lies."),
)
_ADJUSTMENTS = (
    "An adjustment that was agreed on is made without a word about it, and does not enter a rating.",
    "Somebody who asks for one during the interview gets it if you can give it at once; if not, stop and find another "
    "day.",
    "Do not ask for the reason. The contact for adjustments settles what is needed.",
)


def fairness(material: Material) -> Section:
    """Return what every interviewer reads before the first interview."""
    lead = (
        "Ask only what the job needs. These subjects must not decide, so they are not asked, not even to be friendly."
    )
    subjects = tuple(
        (Cell(inlines(entry.topic), id=entry.id), Cell(inlines(entry.instead))) for entry in rules.do_not_ask()
    )
    errors = tuple(tuple(Cell(words(part)) for part in error) for error in _ERRORS)
    blocks: list[Block] = [
        Paragraph(words(lead), style="lead"),
        Table("plan", heads(*_SUBJECT_HEADS), subjects, widths=(34, 66), row_headers=True),
        Section(
            "errors", words("Errors of judgment"),
            (Table("plan", heads(*_ERROR_HEADS), errors, widths=(17, 39, 44), row_headers=True),),
            level=2, keep=True,
        ),
        Section(
            "adjustments", words("Adjustments"), (Bullets(tuple(Item(words(one)) for one in _adjustments(material))),),
            level=2, keep=True,
        ),
    ]  # fmt: skip
    blocks.append(
        Paragraph(words("This page is not legal advice; ask counsel about the law of the place."), style="small")
    )
    return Section("fairness", words("Fairness"), tuple(blocks))


def _adjustments(material: Material) -> tuple[str, ...]:
    held = material.company.accommodation
    contact = held.contact if held else None
    if not contact:
        return _ADJUSTMENTS
    return (*_ADJUSTMENTS[:-1], f"Do not ask for the reason. {contact} settles what is needed.")
