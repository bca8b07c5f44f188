"""Files that somebody else changed during a sitting: whether an answer still belongs where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jdgen.errors import InputError, Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.documents.material import Material
    from jdgen.documents.questions import Question
    from jdgen.inputs.candidate.aims import Goal


def goal_of(material: Material) -> Goal | None:
    """Return the job that a letter goes to, if its company is known."""
    from jdgen.documents.letter_frame import company_of
    from jdgen.inputs.candidate.aims import Goal

    company = company_of(material)
    return Goal(str(material.title or ""), str(company)) if company else None


def refuse_moved(before: Material, now: Material, question: Question, file: str) -> None:
    """Raise InputError if the files speak of another job or story now than when a question was put."""
    found = [*_other_job(before, now, question), *_other_story(before, now, question)]
    if found:
        hint = "look at what is asked now, and answer again"
        raise InputError([Problem(f"was changed meanwhile: {said}", Place(file), hint) for said in found])


def _other_job(before: Material, now: Material, question: Question) -> Iterator[str]:
    from jdgen.model.company_names import is_same, same_words

    if not question.path.startswith("target"):
        return
    was, is_now = goal_of(before), goal_of(now)
    if was is None:
        if is_now is not None and question.id != "company":
            yield f"the letter goes to `{printable(is_now.company, 60)}` now"
    elif is_now is None or not is_same(was.company, is_now.company):
        yield f"it keeps `{printable(was.company, 60)}` no more as the company that the letter goes to"
    elif was.title and question.id not in ("company", "job") and not same_words(was.title, is_now.title):
        yield f"it keeps `{printable(was.title, 60)}` no more as the job that the letter goes to"


def _other_story(before: Material, now: Material, question: Question) -> Iterator[str]:
    from jdgen.documents.stories import chosen

    if question.path.startswith("stories["):
        was, is_now = chosen(before).story, chosen(now).story
        if (was.id if was else None) != (is_now.id if is_now else None):
            told = f"`{is_now.id}`" if is_now else "no story"
            yield f"the letter tells {told} now"
