"""What of a letter is still open: the slots that print a question, and where their answers belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jdgen import rules
from jdgen.documents.english import called
from jdgen.documents.letter_bridge import asked
from jdgen.documents.letter_frame import company_of, target_of
from jdgen.documents.letter_job import entry
from jdgen.documents.letter_words import room
from jdgen.documents.material import Material
from jdgen.documents.stories import chosen, has_result
from jdgen.errors import Place


class Open(NamedTuple):
    """A slot that nobody has filled, the path of its answer in the candidate's file, and what is asked.

    `place` is that of the story or of the job that the answer belongs to, if it stands in a file.
    """

    slot: str
    path: str
    ask: str
    place: Place | None = None


def still_open(material: Material) -> Iterator[Open]:
    """Yield what a final letter lacks, in the order of the letter: one entry for each question that a draft prints."""
    candidate, target = material.candidate, target_of(material)
    path, place = _job(material)
    if not material.title:
        yield Open("opening", f"{path}.title", "Which job are you writing for?", place)
    if not company_of(material):
        yield Open("opening", f"{path}.company", "Which company are you writing to?", place)
    current = candidate.current
    working = current and (current.title or current.company or current.scope)
    if not (candidate.years or working or called(str(candidate.label or ""))):
        yield _open("opening", "current.scope")
    story = chosen(material).story
    index = candidate.stories.index(story) if story else 0
    told = {
        "problem": story and story.problem,
        "action": story and story.action,
        "result": story and has_result(story),
    }
    for slot, text in told.items():
        if not text:
            yield _open(slot, f"stories[{index}].{slot}", story.id.place if story else None)
    if not any(one.answer for one in asked(material)):
        yield _open("bridge", f"{path}.bridge", place) if target.requirements else _open("bridge", "bridge")
    if not target.reason:
        yield _open("company", f"{path}.reason", place)


def _job(material: Material) -> tuple[str, Place | None]:
    """Return where the candidate's file speaks of this job: what it keeps of the company, or the job at hand."""
    index, kept = entry(material), material.candidate.targets
    job = kept[index] if index < len(kept) else target_of(material)
    return f"targets[{index}]" if index < len(kept) else "target", job.company.place if job.company else None


def _open(slot: str, path: str, place: Place | None = None) -> Open:
    asked_for = rules.slots()[slot]
    return Open(slot, path, f"{asked_for.ask} {room(asked_for)}.", place)
