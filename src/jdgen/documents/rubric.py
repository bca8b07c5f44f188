"""The interview kit: the pages that a panel runs an interview loop with, all of them or those that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jdgen.documents.inline import inlines
from jdgen.documents.interview import chosen, holders
from jdgen.documents.interview_candidate import candidate, task
from jdgen.documents.interview_cover import cover, plan
from jdgen.documents.interview_debrief import debrief
from jdgen.documents.interview_fairness import fairness
from jdgen.documents.interview_guide import guide
from jdgen.documents.interview_scorecard import scorecard
from jdgen.documents.material import PARTS, Material, needed
from jdgen.documents.tree import Document, Inlines, Section, Sheet, plain
from jdgen.documents.wording import at_foot, at_head, dotted, record, version, words
from jdgen.model.family import Stage
from jdgen.model.profile import Profile

CONFIDENTIAL = "Confidential"
FOR_CANDIDATES = "For the candidate"
_WORDS = frozenset((*PARTS, "stage", "blind", "for", "large", "print", "fillable", "scored"))
"""The words that the name of a kit has for itself."""


def rubric(material: Material, profile: Profile) -> Document:
    """Return the kit of an opening: what is asked, what each rating means on this rung, and how it is decided."""
    company, opening = material.company, material.opening
    facts = record(material)
    header = dotted([at_head(material, material.title or ""), CONFIDENTIAL])
    title, sections = _titled(material, _sections(material, profile, header))
    public = all(section.sheet is None or section.sheet.header != header for section in sections)
    return Document(
        kind="rubric",
        language=material.locale.tag,
        title=title,
        # defense rubric.confidential: a kit says whom it is for
        subtitle=words(_subtitle(material), " · ", FOR_CANDIDATES if public else CONFIDENTIAL),
        sections=sections,
        header=sections[0].sheet.header if sections[0].sheet else header,
        footer=dotted([at_foot(material), opening.requisition or "", version(facts.content)]),
        author=str(company.name or ""),
        subject=plain(title),
        date=material.date,
        record=replace(facts, variant=_variant(material)),
    )


def _titled(material: Material, sections: list[Section]) -> tuple[Inlines, tuple[Section, ...]]:
    """Return the title of the document, and the parts as they stand below it.

    What the cover, the only part, or the one stage is called stands above all of it; else the kit is.
    """
    first, *others = sections
    several = sum(section.sheet is not None for section in sections) > 1
    if several and not (material.kit.stage or "cover" in material.kit.wanted):
        return words("Interview kit"), (replace(first, new_page=False), *others)
    return first.title, (replace(first, title=(), new_page=False), *others)


def _variant(material: Material) -> tuple[str, ...]:
    """Return what tells this kit from the others of its opening; what somebody typed freely stands last."""
    kit = material.kit
    # A stage may have the id of a part.
    stage = f"stage-{kit.stage}" if _WORDS.intersection(kit.stage.split("-")) else kit.stage
    one = ("for", kit.candidate) if kit.candidate else ()
    # A debrief with ratings must not take the place of the blank one that somebody writes on.
    scored = "scored" if kit.tally and "debrief" in kit.wanted else ""
    return tuple(part for part in (stage, *kit.parts, scored, "blind" if kit.blind else "", *one) if part)


def _subtitle(material: Material) -> Inlines:
    return words(
        inlines(material.title or ""),
        " · ",
        needed(material.company.name, "company.name"),
        " · ",
        needed(material.opening.requisition, "opening.requisition"),
    )


def _sections(material: Material, profile: Profile, header: str) -> list[Section]:
    wanted = material.kit.wanted
    found: list[Section] = []

    def add(name: str, sections: Iterable[Section], *, landscape: bool = False, public: bool = False) -> None:
        """Add sections on pages of their own."""
        mark = dotted([at_head(material, material.title or ""), FOR_CANDIDATES]) if public else header
        pages = Sheet(name, mark, landscape)
        for number, section in enumerate(sections):
            found.append(replace(section, sheet=pages if number == 0 else None, new_page=True))

    if "cover" in wanted:
        add("Cover", [cover(material, profile)])
    if "plan" in wanted:
        add("Loop plan", [plan(material, profile)])
    for stage in chosen(material):
        pages = _of_stage(material, profile, stage, wanted)
        if pages:
            add(str(stage.name), pages)
        if stage.task and "task" in wanted:
            add(f"{stage.name}: your task", [task(material, profile, stage, stage.task)], public=True)
    if "debrief" in wanted:
        add("Debrief", [debrief(material, profile)], landscape=True)
    if "fairness" in wanted:
        add("Fairness", [fairness(material)])
    if "candidate" in wanted:
        add("How we interview", [candidate(material)], public=True)
    return found


def _of_stage(material: Material, profile: Profile, stage: Stage, wanted: tuple[str, ...]) -> list[Section]:
    """Return the pages of one stage: the guide, and a scorecard for each interviewer."""
    pages = list(guide(material, profile, stage)) if "guide" in wanted else []
    if "scorecard" in wanted:
        names = holders(material, stage) or ("",)
        pages += [scorecard(material, profile, stage, place, name) for place, name in enumerate(names)]
    return pages
