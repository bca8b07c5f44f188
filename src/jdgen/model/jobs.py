"""Which of the jobs that a candidate keeps is the one that a letter goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jdgen.model.company_names import is_same, same_words


class Job(NamedTuple):
    """What tells one job from another, as far as it is said."""

    company: str | None = None
    title: str | None = None
    requisition: str | None = None


def same_job(kept: Sequence[Job], job: Job) -> list[int]:
    """Return which of the kept jobs may be this one: those of its company and title, or else of no title.

    Of several with its title those with its number are meant. A job of no company is none of any company.
    """
    here = [index for index, one in enumerate(kept) if _is_there(one, job)]
    title, number = job.title, job.requisition
    if not title:
        return here
    exact = [index for index in here if (said := kept[index].title) and same_words(said, title)]
    if len(exact) > 1 and number:
        exact = [index for index in exact if (said := kept[index].requisition) and same_words(said, number)] or exact
    found = exact or [index for index in here if not kept[index].title]
    # Two companies may be alike to us that are two to whoever named them.
    return [index for index in found if kept[index].company == job.company] or found


def _is_there(one: Job, job: Job) -> bool:
    if one.company and job.company:
        return is_same(one.company, job.company)
    return not one.company and not job.company
