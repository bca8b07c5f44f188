"""What the candidate gets of an interview kit: how the interviews go, and the task of a work sample."""

from __future__ import annotations

from jdgen.documents import terms
from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.interview import holders, looks, name_of
from jdgen.documents.material import Material
from jdgen.documents.retention import promised
from jdgen.documents.tree import Block, Bullets, Cell, Item, Paragraph, Section, Table
from jdgen.documents.wording import counted, item, listed, paragraph, stages, words
from jdgen.model.family import OFFSETS, Stage, Task
from jdgen.model.profile import Profile


def candidate(material: Material) -> Section:
    """Return the sheet that goes out with the invitation, in the words of the posting."""
    process = terms.process(material)
    lead = (
        "This is how our interviews for this job go. You get the same questions as everyone else, and what you say is "
        "compared with what the job needs, never with another candidate."
    )
    blocks: list[Block] = [Paragraph(words(lead), style="lead"), *process.blocks]
    met = [(stage, holders(material, stage)) for stage in stages(material)]
    if any(names for _, names in met):
        people = tuple(Item(words(f"{stage.name}: {listed(names)}")) for stage, names in met if names)
        blocks.append(Section("people", words("Whom you meet"), (Bullets(people),), level=2, keep=True))
    helps = (
        "Think of real work of yours for each subject above: what the situation was, what you did, what came of it.",
        "Take your time before you answer, and ask where a question is not clear. Neither counts against you.",
        "We may ask about the same subject in two stages, so that it does not hang on one answer.",
    )
    blocks.append(
        Section(
            "prepare", words("What helps"), (Bullets(tuple(Item(words(one)) for one in helps)),), level=2, keep=True
        )
    )
    # A posting cannot do without a contact; whoever is interviewed has been invited by somebody.
    held = material.company.accommodation
    inviter = words("If you need an adjustment at any step, ask whoever invited you. Asking counts against nobody.")
    adjust = (Paragraph(terms.adjustment(material) if held and held.contact else inviter),)
    blocks.append(Section("adjust", words("If you need an adjustment"), adjust, level=2, keep=True))
    notes = "Interviewers write down what you say, and rate it by written standards."
    period = promised(material)
    # What we are not sure of is nothing to promise.
    notes += f" We keep these notes {period}." if period else " Whoever invited you can tell you how long we keep them."
    blocks.append(Section("notes", words("What we keep"), (Paragraph(words(notes)),), level=2, keep=True))
    return Section("candidate", words("How we interview"), tuple(blocks))


def task(material: Material, profile: Profile, stage: Stage, held: Task) -> Section:
    """Return the sheet of a work sample: what is asked for, what is given, how long it takes, how it is scored."""
    asked = [look.question for look in looks(material, profile, stage)]
    steps = Bullets(
        tuple(item(question.ask, question.id) for question in asked if question and question.type == "work-sample"),
        ordered=True,
    )
    blocks: list[Block] = [*(paragraph(part) for part in paragraphs(held.brief))]
    if steps.items:
        blocks.append(Section("steps", words("What you do"), (steps,), level=2, keep=True))
    given = Bullets(tuple(item(text) for text in held.given))
    blocks.append(Section("given", words("What you are given"), (given,), level=2, keep=True))
    if held.prepare:
        blocks.append(Section("before", words("Before the day"), (paragraph(held.prepare),), level=2, keep=True))
    how = f", {stage.format}" if stage.format else ""
    time = f"{counted(stage.minutes, 'minute')}{how}, with time for your questions at the end."
    blocks.append(Section("time", words("Time"), (Paragraph(words(time)),), level=2, keep=True))
    if looks(material, profile, stage):
        blocks.append(_scored(material, profile, stage))
    return Section(f"task-{stage.id}", words(inlines(stage.name), ": your task"), tuple(blocks))


def _scored(material: Material, profile: Profile, stage: Stage) -> Section:
    meets = profile.family.ratings[OFFSETS.index(0)]
    said = (
        f"Interviewers rate what you say and do by the same sentences for everyone. This is “{meets}”, the level that "
        "the job expects; one rating lies above it and two below. A solution need not be finished."
    )
    rows = tuple(
        (
            Cell(inlines(name_of(profile, look.key)), id=look.key),
            Cell(inlines(profile.anchor(look.key, 0)[1]), id=f"{look.key}-0", strong=True),
        )
        for look in looks(material, profile, stage)
    )
    header = (Cell(words("Competency")), Cell(words(str(meets)), strong=True))
    table = Table("plan", header, rows, widths=(30, 70), row_headers=True)
    return Section("scored", words("How it is scored"), (Paragraph(words(said)), table), level=2, keep=True)
