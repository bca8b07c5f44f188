"""The frame of a letter: who writes, when and to whom above it, the name below it; and which job it is."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents import letter_words as own
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material, needed
from jdgen.documents.tree import Break, Inlines, Paragraph, Run, Section, plain
from jdgen.documents.wording import listed, words
from jdgen.model.candidate import Candidate, Target

_NAMED = ("job", "ref", "req", "no.", "no ", "#", "id", "vacan", "position", "posting")
"""How a number begins that says itself what it is."""


def single(name: str, content: Inlines, margin: str = "", *, attached: bool = False) -> Section:
    """Return a part of a letter with one paragraph."""
    return Section(name, (), (Paragraph(content, style="letter", margin=margin),), attached=attached)


def head(material: Material) -> Iterator[Section]:
    """Yield what stands above the greeting."""
    medium = material.letter.medium
    if medium == "letter":
        yield _sender(material.candidate)
        yield single("date", words(material.locale.day(material.date)))
        address = _address(material)
        if address:
            yield single("addressee", address)
    if medium == "email":
        yield single("subject", words("Subject: ", _subject(material)))


def _sender(candidate: Candidate) -> Section:
    lines = [needed(candidate.name, "candidate.name")]
    if candidate.location:
        lines.append(inlines(candidate.location))
    reach = _reach(candidate)
    return Section("sender", (), (Paragraph(_below(*lines, *((reach,) if reach else ())), style="sender"),))


def _reach(candidate: Candidate) -> Inlines:
    """Return how to reach the candidate, on one line."""
    reach: Inlines = ()
    contacts = (
        (candidate.email, f"mailto:{candidate.email}"),
        (candidate.phone, ""),
        (candidate.url, candidate.url or ""),
    )
    for text, link in contacts:
        if text:
            reach = words(reach, " · " if reach else "", Run(str(text), link=str(link)))
    return reach


def _below(first: Inlines, *others: Inlines) -> Inlines:
    """Return lines one below the other."""
    for line in others:
        first = (*first, Break(), *line)
    return first


def _address(material: Material) -> Inlines:
    """Return whom the letter goes to, as far as a name is known."""
    company = company_of(material)
    lines = [inlines(line) for line in (reader_of(material), company) if line]
    return _below(*lines) if lines else ()


def subject_of(material: Material) -> str:
    """Return what the file says that it is about: the subject line of an email, the job of a letter."""
    if material.letter.medium == "email":
        return plain(_subject(material))
    return f"Cover letter: {material.title}" if material.title else "Cover letter"


def _subject(material: Material) -> Inlines:
    name = needed(material.candidate.name, "candidate.name")
    return own.numbered(own.tone(material).subject, number_of(material, bare=True), title=title_of(material), name=name)


def target_of(material: Material) -> Target:
    """Return the job that the letter goes to, as far as the candidate says it."""
    return material.candidate.target or Target()


def company_of(material: Material) -> str | None:
    """Return the company that the letter goes to."""
    return material.company.name or target_of(material).company


def reader_of(material: Material) -> str | None:
    """Return the person who reads the letter, if a name is known."""
    return target_of(material).addressee or material.opening.hiring_manager


def title_of(material: Material) -> Inlines:
    """Return the title of the job, or a question."""
    return inlines(material.title) if material.title else (own.prompt("the job you are writing for"),)


def number_of(material: Material, *, bare: bool = False) -> Inlines:
    """Return the number of the job as the tone names it, if it has one; a subject line has the bare number."""
    number = target_of(material).requisition or material.opening.requisition
    if not number:
        return ()
    known = bare or number.lower().startswith(_NAMED)
    found = inlines(number) if known else own.said(own.tone(material).reference, requisition=inlines(number))
    # Digits alone do not say what they are.
    return words("job ", found) if plain(found).isdigit() else found


def foot(material: Material) -> Iterator[Section]:
    """Yield what stands below the last sentence; it never begins a page."""
    candidate, tone = material.candidate, own.tone(material)
    named = tone.ending if reader_of(material) else tone.ending_unnamed
    lines = [words(str(tone.ending_us if own.american(material) else named)), needed(candidate.name, "candidate.name")]
    if material.letter.medium == "email":
        lines += [line for line in (_reach(candidate),) if line]
    yield single("sign-off", _below(*lines), attached=True)
    if candidate.enclosures and material.letter.medium != "form":
        phrase = tone.attached if material.letter.medium == "email" else tone.enclosed
        yield single("enclosures", own.said(phrase, enclosures=listed(candidate.enclosures)), attached=True)
