"""What makes a letter one that gets read, ours or any finished one; each rule is data in rules/letters.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jdgen import rules
from jdgen.checks.letter import claims as letter_claims
from jdgen.checks.letter import company as letter_company
from jdgen.checks.letter import echo as letter_echo
from jdgen.checks.letter import reason as letter_reason
from jdgen.checks.letter import requirements as letter_requirements
from jdgen.checks.letter import words as letter_words
from jdgen.checks.letter.rules import limit, problem, without_quotes
from jdgen.documents.letter_reading import Background, LetterReading, background, letter_reading
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.errors import Place, Problem, plural

_CALLED = {
    "opening": "opening", "problem": "part on the problem", "action": "part on what you did",
    "result": "part on the result", "bridge": "part on what the job asks for", "company": "part on the company",
    "close": "close",
}  # fmt: skip
"""What messages call the parts."""


def letter(reading: LetterReading, held: Background) -> Iterator[Problem]:
    """Yield what is wrong with a letter, gravest first; what lacks a place stands at the letter's own.

    Words are looked for in English letters alone. What is still to be written is no finding.
    """
    for found in _found(reading, held):
        yield found._replace(place=found.place or reading.place)


def examined(document: Document, material: Material, place: Place | None) -> Iterator[Problem]:
    """Yield what is wrong with a letter of ours; `place` is the candidate's file."""
    yield from letter(letter_reading(document, place), background(material))


def _found(reading: LetterReading, held: Background) -> Iterator[Problem]:
    english = replace(reading, portions=()) if reading.language.partition("-")[0] != "en" else reading
    yield from letter_words.placeholders(reading)
    yield from letter_company.company(reading, held)
    yield from pages(reading)
    yield from _length(reading)
    yield from _slots(reading)
    yield from letter_reason.metric(english)
    yield from letter_reason.generic(english, held)
    yield from letter_echo.echo(reading, held)
    yield from letter_requirements.requirements(reading, held)
    yield from letter_claims.claims(english, held)
    yield from letter_words.openings(english)
    yield from letter_words.cliches(english, held)


def pages(reading: LetterReading) -> Iterator[Problem]:
    """Yield where a letter takes more than one page."""
    most = limit("letter.pages", "pages")
    if reading.pages is not None and reading.pages > most:
        said = f"the letter takes {plural(reading.pages, 'page')}, with {reading.words} words"
        yield problem("letter.pages", said, reading.place)


def _length(reading: LetterReading) -> Iterator[Problem]:
    """Yield where a letter is far from the length of those that get read; other languages count otherwise."""
    if reading.open or not reading.body or reading.language != "en":
        return
    least, most, usual = limit("letter.length", "min"), limit("letter.length", "max"), limit("letter.brief", "words")
    said = f"the letter has {plural(reading.words, 'word')} between greeting and ending"
    if reading.words > most:
        hint = "cut what the resume says already"
        yield problem("letter.length", f"{said}; over {most:.0f}, the reader skims", reading.place, hint)
    elif reading.words < least:
        hint = "tell in one story what was wrong, what you did and what came of it"
        yield problem("letter.length", f"{said}; {usual:.0f} to {most:.0f} get read", reading.place, hint)
    elif reading.words < usual:
        yield problem("letter.brief", f"{said}; most that get read have {usual:.0f} to {most:.0f}", reading.place)


def _slots(reading: LetterReading) -> Iterator[Problem]:
    """Yield the parts far outside of their room; what a bridge quotes is the posting's, and not counted."""
    under, over = limit("slot.length", "under"), limit("slot.length", "over")
    for name, slot in rules.slots().items() if reading.divided else ():
        passages = list(reading.of(slot.id))  # type: ignore[arg-type]  # the slots are named as the parts are
        count = sum(len(without_quotes(passage.text).split()) for passage in passages)
        if name in reading.open or not passages or round(slot.low * under) <= count <= round(slot.high * over):
            continue
        hint = "tell more" if count < slot.low else "cut it"
        said = f"the {_CALLED[slot.id]} has {plural(count, 'word')}; {slot.low} to {slot.high} read best"
        yield problem("slot.length", said, passages[0].place, hint)
