"""Says what documents leave out, and what in them is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdgen.documents import selection
from jdgen.documents.material import Material, missing
from jdgen.documents.once import once
from jdgen.documents.tree import Document, Inlines, Run, Section, texts_of
from jdgen.documents.wording import stages
from jdgen.errors import Problem

FEWER_MUSTS = "make one of them nice; for an inherited one, write `- {id: ID, tier: nice}`"
"""What to do where a role has more must-haves than documents name."""


def left_out(material: Material, kinds: Iterable[str]) -> Iterator[Problem]:
    """Yield a notice for each thing that was given and that the documents do not say."""
    profile = material.profile
    # defense musts.told: a must-have that documents leave out is told
    for must in profile.musts[selection.MOST_MUSTS :] if profile else ():
        message = f"`{must.id}` is left out: documents name {selection.MOST_MUSTS} must-haves at most"
        yield Problem(message, must.text.place, FEWER_MUSTS, rule="req.must_count")
    if "letter" in kinds:
        from jdgen.documents.letter_bridge import unused

        # defense letter.unused: an answer that the letter has no place for is told
        for bridge in unused(material):
            message = f"the answer to `{', '.join(bridge.requirement)}` is left out of the letter"
            yield Problem(message, bridge.text.place, rule="bridge.unused")
        yield from _of_nobody(material)


def _of_nobody(material: Material) -> Iterator[Problem]:
    """Yield the jobs that a candidate keeps without a company: what they say goes into no letter to one."""
    for number, kept in enumerate(material.candidate.targets):
        place = next(filter(None, map(kept.place_of, ("reason", "title", "bridge", "addressee"))), None)
        # defense letter.no_company: what is said of a job without a company is told, since no letter says it
        if place and not kept.company:
            message = f"`targets[{number}]` names no company, and goes into no letter to one"
            yield Problem(message, place, "write `company` beside it", rule="field.unused")


def uncovered(material: Material) -> Iterator[Problem]:
    """Yield a notice for each competency that counts and that no stage assesses first."""
    profile = material.profile
    if profile is None:
        return
    first = {key for stage in stages(material) for key, rank in stage.covers.items() if rank == "primary"}
    for key in profile.weighted:
        if key not in first:
            name = profile.family.competencies[key].name
            yield Problem(f"no stage assesses `{name}` first", rule="loop.primary")


@once
def _prompts_of(section: Section) -> int:
    return _prompts(texts_of(section))


def _prompts(texts: Iterable[Inlines]) -> int:
    return sum(isinstance(inline, Run) and inline.role == "prompt" for inlines in texts for inline in inlines)


def open_slots(documents: Iterable[Document], material: Material, *, draft: bool) -> Iterator[Problem]:
    """Yield a notice of the prompts that a document still prints, and of what a draft lacks."""
    for document in documents:
        prompts = _prompts((document.title, document.subtitle)) + sum(map(_prompts_of, document.sections))
        # defense slots.open: a prompt that nobody has answered is told
        if prompts:
            count = "one prompt is" if prompts == 1 else f"{prompts} prompts are"
            yield Problem(f"{count} left to answer in the {document.kind}", rule="slot.unfilled")
        lacking = ", ".join(f"`{path}`" for path in missing(material, document.kind)) if draft else ""
        # defense slots.draft: what a draft lacks is told
        if lacking:
            yield Problem(f"the {document.kind} is a draft without {lacking}", rule="field.missing")
