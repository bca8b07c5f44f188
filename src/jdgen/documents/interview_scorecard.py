"""The scorecard: what one interviewer rates after one stage, on one page."""

from __future__ import annotations

from jdgen.documents import selection
from jdgen.documents.inline import inlines
from jdgen.documents.interview import (
    NO_EVIDENCE,
    Look,
    blind_note,
    box,
    boxes,
    candidate_fact,
    filled,
    heads,
    looks,
    name_of,
    scale,
)
from jdgen.documents.loop import MOST_PER_STAGE
from jdgen.documents.material import Material
from jdgen.documents.tree import Block, Cell, Facts, Lines, Paragraph, Run, Section, Table, plain
from jdgen.documents.wording import counted, words
from jdgen.model.family import Stage
from jdgen.model.profile import Profile

REASON_LINES = 2
VOTES = ("Strong hire", "Hire", "No hire", "Strong no hire")


def scorecard(material: Material, profile: Profile, stage: Stage, place: int, interviewer: str) -> Section:
    """Return the scorecard of one interviewer for one stage; `place` tells those of several interviewers apart."""
    number = f"-{place + 1}" if place else ""
    name = f"{stage.id}.Card{number}"
    found = looks(material, profile, stage)
    ratings = (*map(str, profile.family.ratings), NO_EVIDENCE)
    rows = tuple(
        (
            Cell(inlines(name_of(profile, look.key)), id=look.key),
            *(box(f"{name_of(profile, look.key)}: {word}", f"{name}.{look.key}.{n}") for n, word in enumerate(ratings)),
            Cell((), field=f"{name}.{look.key}.evidence"),
        )
        for look in found
    )
    lowest, *_, highest = profile.family.ratings
    order = (
        "Complete this page alone, right after the interview and before you talk to anyone. These ratings count; those "
        f"in the guide are notes. “{lowest}” and “{highest}” need evidence."
    )
    blocks: list[Block] = [
        Facts(
            (
                candidate_fact(material, name),
                filled("Interviewer", interviewer, f"{name}.interviewer"),
                filled("Date", "", f"{name}.date"),
                filled("Completed at", "", f"{name}.completed"),
            )
        ),
        Paragraph(words(order), style="lead"),
    ]
    alone = "guide" not in material.kit.wanted
    # What stands above must leave one page.
    full = len(found) > MOST_PER_STAGE or (alone and material.kit.blind)
    if alone:
        # The guide of the stage says both.
        blocks += [Paragraph(words(scale(profile)), style="small"), *blind_note(material, "small")]
    if rows:
        widths = (20, 9, 9, 9, 9, 11, 33)
        header = heads("Competency", *ratings, "Evidence")
        blocks.append(Table("scorecard", header, rows, widths=widths, row_headers=True))
    blocks += _confirmed(profile, found, name)
    blocks += [
        Lines(1 if full else REASON_LINES, "What decided it", f"{name}.reason"),
        Paragraph((Run("Overall: "), *boxes(VOTES, "Overall", f"{name}.vote")), style="vote"),
        Lines(1, "Signature", f"{name}.signature"),
    ]
    title = words("Scorecard: ", inlines(stage.name))
    return Section(f"scorecard-{stage.id}{number}", title, tuple(blocks), new_page=True)


def _confirmed(profile: Profile, found: tuple[Look, ...], name: str) -> list[Block]:
    keys = {look.key for look in found}
    answers = ("Yes", "No", "Not asked")
    rows = tuple(
        (
            Cell(inlines(must.text), id=must.id, place=must.text.place),
            *(
                box(f"{answer}: {plain(inlines(must.text))}", f"{name}.Must.{must.id}.{n}")
                for n, answer in enumerate(answers)
            ),
        )
        for must in selection.musts(profile)
        if must.competency in keys
    )
    if not rows:
        return []
    if len(found) > MOST_PER_STAGE:
        return [Table("plan", heads("Must have, confirmed?", *answers), rows, widths=(76, 7, 7, 10))]
    table = Table("plan", heads("Must have", *answers), rows, widths=(67, 10, 10, 13))
    count = counted(len(rows), "must-have").capitalize()
    return [Section("confirmed", words(f"{count} of this stage, confirmed?"), (table,), level=2, keep=True)]
