"""A letter as its reader meets it, and what it is held against: one form for ours and for anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from jdgen.documents.inline import inlines
from jdgen.documents.letter_bridge import asked, wanted
from jdgen.documents.letter_frame import company_of, reader_of
from jdgen.documents.material import Material
from jdgen.documents.reading import Passage, in_block
from jdgen.documents.tree import Block, Document, Paragraph, Run, Section, plain
from jdgen.errors import Place
from jdgen.model.company_names import is_same

SlotName = Literal[
    "", "sender", "date", "addressee", "subject", "greeting", "opening", "story", "problem", "action", "result",
    "bridge", "company", "close", "sign-off", "enclosures",
]  # fmt: skip
"""The parts of a letter; a story that nobody divided is `story`, and "" is unknown."""
BODY: tuple[SlotName, ...] = ("", "opening", "story", "problem", "action", "result", "bridge", "company", "close")
"""What stands between the greeting and the ending."""
STORY: tuple[SlotName, ...] = ("story", "problem", "action", "result")


class Portion(NamedTuple):
    """A passage of a letter and the part that it is of."""

    slot: SlotName
    passage: Passage


@dataclass(frozen=True, slots=True)
class LetterReading:
    """The passages of one letter in order; `place` is where a thing that is missing belongs.

    `pages` is how many pages it takes, if that is known; `divided` is true where each part is known for sure, as in a
    letter of ours. The parts that are `open` are still to be written: what they lack is no finding.
    """

    portions: tuple[Portion, ...]
    place: Place | None = None
    pages: int | None = None
    divided: bool = False
    language: str = "en"
    open: frozenset[str] = frozenset()

    def of(self, *slots: SlotName) -> Iterator[Passage]:
        """Yield the passages of the named parts."""
        return (portion.passage for portion in self.portions if portion.slot in slots)

    @property
    def body(self) -> tuple[Passage, ...]:
        """Return what stands between the greeting and the ending."""
        return tuple(self.of(*BODY))

    @property
    def words(self) -> int:
        """Return how many words the body has."""
        return sum(len(passage.text.split()) for passage in self.body)


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beside a letter, and what it is held against; what is empty is not known.

    `company` is the one that the letter goes to, `current` the present employer, `others` are further companies that
    the candidate writes to, `employers` all those of the candidate, past and present. `evidence` are texts of the
    resume and of what the candidate can do, `highlights` those of them that a letter may repeat; `vocabulary` are names
    of skills that texts of this trade use; `requirements` are what the job asks for, and `answers` what the candidate
    has ready for some of them, each with the requirement that it meets.
    """

    company: str = ""
    title: str = ""
    reader: str = ""
    current: str = ""
    others: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    internal: bool = False
    highlights: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


def letter_reading(document: Document, place: Place | None = None, pages: int | None = None) -> LetterReading:
    """Return a letter of ours as its reader meets it; questions and the notes of a scaffold are no part of it."""
    known = get_args(SlotName)
    sections = [section for section in document.sections if section.id in known]
    portions = tuple(
        Portion(section.id, passage)  # type: ignore[arg-type]  # it is one of the names
        for section in sections
        for passage in _passages(section)
    )
    unwritten = frozenset(section.id for section in sections if any(map(_asks, section.blocks)))
    language = document.language.partition("-")[0]
    return LetterReading(portions, place, pages, divided=True, language=language, open=unwritten)


def _asks(block: Block) -> bool:
    """Return whether a block still asks for words."""
    return isinstance(block, Paragraph) and any(isinstance(part, Run) and part.role for part in block.inlines)


def _passages(section: Section) -> Iterator[Passage]:
    """Yield what a part says; the name of its move is no part of the letter."""
    for block in section.blocks:
        written = _written(block) if isinstance(block, Paragraph) else block
        yield from (passage for passage in in_block(written, "") if passage.text and passage.kind != "label")


def _written(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without its questions and the signs of what is missing."""
    return replace(paragraph, inlines=tuple(p for p in paragraph.inlines if not (isinstance(p, Run) and p.role)))


def background(material: Material) -> Background:
    """Return what a letter of this candidate for this job is held against."""
    candidate, target = material.candidate, material.candidate.target
    company = str(company_of(material) or "")
    current = candidate.current.company if candidate.current else None
    others = (str(kept.company) for kept in candidate.targets if kept.company)
    highlights = tuple(str(text) for job in candidate.work for text in job.highlights)
    jobs = (text for job in candidate.work for text in (job.title, job.summary) if text)
    own = (*candidate.skills, *candidate.certificates)
    now = candidate.current
    present = (candidate.label, *((now.title, now.scope) if now else ()))
    employers = (str(name) for name in (current, *(job.company for job in candidate.work)) if name)
    return Background(
        company=company,
        title=str(material.title or ""),
        reader=str(reader_of(material) or ""),
        current=str(current or ""),
        others=tuple(name for name in dict.fromkeys(others) if not is_same(name, company)),
        employers=tuple(dict.fromkeys(employers)),
        internal=bool(target and target.internal),
        highlights=highlights,
        evidence=(*map(str, own), *highlights, *map(str, (*jobs, *filter(None, present)))) if own else (),
        vocabulary=tuple(map(str, material.profile.role.skills)) if material.profile else (),
        requirements=tuple(str(text) for _, text in wanted(material)),
        answers=tuple(_answers(material)),
    )


def _answers(material: Material) -> Iterator[tuple[str, str]]:
    """Yield what the candidate's file answers, with the answer."""
    for one in asked(material):
        if one.answer:
            said = " ".join(plain(inlines(one.answer)).split())
            yield from ((plain(text), said) for text in one.texts)
