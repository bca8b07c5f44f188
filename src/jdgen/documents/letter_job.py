"""Where the candidate's file speaks of the job that a letter goes to: which entry of `targets` is its own."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.letter_frame import company_of, target_of
from jdgen.documents.material import Material
from jdgen.model.candidate import Target
from jdgen.model.jobs import Job, same_job


def entry(material: Material) -> int:
    """Return which entry of `targets` is that of this job; one behind the last if none is, or if several may be."""
    kept, target = material.candidate.targets, target_of(material)
    found = same_job([job_of(one) for one in kept], Job(company_of(material), target.title, target.requisition))
    return found[0] if len(found) == 1 or (found and target.title) else len(kept)


def job_of(target: Target) -> Job:
    """Return what tells a target from others."""
    return Job(target.company, target.title, target.requisition)


def kept(material: Material) -> Target | None:
    """Return the entry of `targets` for this job, if there is one."""
    index, targets = entry(material), material.candidate.targets
    return targets[index] if index < len(targets) else None


def others(material: Material) -> Iterator[Target]:
    """Yield the jobs of `targets` but this one."""
    here = entry(material)
    yield from (target for index, target in enumerate(material.candidate.targets) if index != here)


def answers_posting(material: Material) -> bool:
    """Return whether the bridge is for this job alone; else it answers the role, which several companies share."""
    return bool(target_of(material).requirements or not material.profile)
