"""The agreement sheet: each must-have with the duty, competency, questions, stages and letter that stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from jdgen.documents import selection
from jdgen.documents.fingerprint import fingerprint
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material
from jdgen.documents.tree import Block, Cell, Document, Inlines, Paragraph, Run, Section, Table, plain
from jdgen.documents.wording import (
    at_foot,
    at_head,
    counted,
    dotted,
    in_words,
    listed,
    record,
    stages,
    version,
    words,
)
from jdgen.model.family import Competency, Question, Stage
from jdgen.model.profile import Profile
from jdgen.model.role import Duty, Requirement

VERSION = 1
FEWEST_QUESTIONS = 2
"""How many questions that suit the level a competency takes: one for each look."""
_LOOKS = {"primary": "first look", "second": "second look"}
_HOOKS = {"story": "Story", "asked": "Prompt", "answer": "Open"}
_KEY = (
    "The question is that of the first look. Letter: its story should show it (Story), it asks for it (Prompt), or the "
    "candidate may answer it (Open)."
)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands behind one must-have; `questions` are those asked, the first and that for the second look.

    `level` is the expected one, None for a competency that does not count: nobody rates it.
    """

    must: Requirement
    duties: tuple[Duty, ...]
    competency: Competency | None
    level: int | None
    questions: tuple[Question, ...]
    stages: tuple[tuple[Stage, Literal["primary", "second"]], ...]
    hook: Literal["story", "asked", "answer"]

    @property
    def holes(self) -> tuple[str, ...]:
        """Return what is missing, in words."""
        found = [] if self.duties else ["no duty takes it"]
        if self.competency is None:
            return (*found, "no competency")
        if self.level is None:
            return (*found, "the competency does not count")
        if len(self.questions) < FEWEST_QUESTIONS:
            found.append("no second question" if self.questions else "no question")
        ranks = {rank for _, rank in self.stages}
        return (*found, *(f"no {look}" for rank, look in _LOOKS.items() if rank not in ranks))


def lines(material: Material, profile: Profile) -> tuple[Line, ...]:
    """Return a line for each must-have that documents name, in their order."""
    return tuple(_line(material, profile, must) for must in selection.musts(profile))


def _line(material: Material, profile: Profile, must: Requirement) -> Line:
    key = must.competency or ""
    counts = key in profile.weighted
    asked = [must.id for must in selection.bridged(profile)[: selection.BRIDGED]]
    shown = profile.role.letter.show if profile.role.letter else ()
    taking = [duty for duty in profile.role.duties if key in duty.competency]
    covering = ((stage, stage.covers[key]) for stage in stages(material) if key in stage.covers)
    return Line(
        must=must,
        duties=selection.closest(taking, must),
        competency=profile.family.competencies.get(key),
        level=profile.role.expects.get(key) if counts else None,
        questions=profile.questions(key)[:FEWEST_QUESTIONS] if counts else (),
        stages=tuple(sorted(covering, key=lambda found: found[1])) if counts else (),
        hook="story" if key in shown else "asked" if must.id in asked else "answer",
    )


def coverage(material: Material, profile: Profile) -> Document:
    """Return the agreement sheet of a role, on one landscape page; a hole shows as a hole."""
    found = lines(material, profile)
    facts = record(material)
    blocks: list[Block] = [Paragraph(_lead(found), style="lead")]
    unseen = profile.musts[len(found) :]
    if unseen:
        said = f"Documents name no more; left out: {listed([str(must.id) for must in unseen])}."
        blocks.append(Paragraph((_hole(said),)))
    if found:
        blocks += [Paragraph(words(_KEY), style="small"), _table(profile, found)]
    return Document(
        kind="coverage",
        language=material.locale.tag,
        title=words("Coverage of the must-haves"),
        subtitle=words(dotted([str(material.title or ""), str(material.company.name or "")])),
        sections=(Section("coverage", (), tuple(blocks)),),
        header=dotted([at_head(material, material.title or ""), "Coverage"]),
        footer=dotted([at_foot(material), material.opening.requisition or "", version(facts.content)]),
        author=str(material.company.name or ""),
        subject="Coverage of the must-haves",
        date=material.date,
        record=facts,
        landscape=True,
    )


def _lead(found: tuple[Line, ...]) -> Inlines:
    if not found:
        return (Run("The role names no must-have.", role="missing"),)
    count = counted(len(found), "must-have").capitalize()
    open_ones = [str(line.must.id) for line in found if line.holes]
    if open_ones:
        said = f"{count}, {in_words(len(open_ones))} with a hole: {listed(open_ones)}."
        return (Run(said, role="missing"),)
    return words(f"{count}, each with a duty, a competency that counts, two questions with anchors and two looks.")


def _table(profile: Profile, found: tuple[Line, ...]) -> Table:
    names = ("Must have", "Duty", "Competency", "Asked as", *(look.capitalize() for look in _LOOKS.values()), "Letter")
    header = tuple(Cell(words(name)) for name in names)
    return Table("ladder", header, tuple(_row(profile, line) for line in found), widths=(17, 19, 12, 26, 10, 10, 6))


def _row(profile: Profile, line: Line) -> tuple[Cell, ...]:
    must = line.must
    return (
        Cell(inlines(must.text), id=must.id, place=must.text.place),
        Cell(_duty(line), id=line.duties[0].id if line.duties else ""),
        Cell(_competency(profile, line), id=must.competency or ""),
        Cell(_questions(line)),
        *(Cell(_look(line, rank)) for rank in _LOOKS),
        Cell(words(_HOOKS[line.hook])),
    )


def _hole(said: str) -> Run:
    return Run(said, role="missing")


def _duty(line: Line) -> Inlines:
    if not line.duties:
        return (_hole("no duty"),)
    more = len(line.duties) - 1
    return words(inlines(line.duties[0].text), f" (and {more} more)" if more else "")


def _competency(profile: Profile, line: Line) -> Inlines:
    if line.competency is None:
        return (_hole("no competency"),)
    if line.level is None:
        return words(inlines(line.competency.name), ", ", _hole("which does not count"))
    level = f"{profile.family.proficiency[line.level - 1]} ({line.level} of 5)"
    return words(inlines(line.competency.name), ", ", level)


def _questions(line: Line) -> Inlines:
    if not line.questions:
        return (_hole("no question"),)
    asked = inlines(line.questions[0].ask)
    alone = len(line.questions) < FEWEST_QUESTIONS
    return words(asked, *((" ", _hole("no second question")) if alone else ()))


def _look(line: Line, rank: str) -> Inlines:
    here = [inlines(stage.name) for stage, how in line.stages if how == rank]
    return here[0] if here else (_hole(f"no {_LOOKS[rank]}"),)


def as_data(material: Material, profile: Profile) -> dict[str, Any]:
    """Return the agreement sheet as plain data, for `--json`."""
    found = lines(material, profile)
    return {
        "version": VERSION,
        "role": profile.id,
        "title": str(material.title or ""),
        "content": fingerprint(material),
        "must_haves": [_as_data(profile, line) for line in found],
        "left_out": [str(must.id) for must in profile.musts[len(found) :]],
        "holes": sum(len(line.holes) for line in found) + (not found),
    }


def _as_data(profile: Profile, line: Line) -> dict[str, Any]:
    must, place = line.must, line.must.text.place
    competency = {
        "id": must.competency,
        "name": str(line.competency.name),
        "weight": profile.role.weights.get(must.competency or "", 0),
        "expects": line.level,
    } if line.competency else None  # fmt: skip
    return {
        "id": str(must.id),
        "text": plain(inlines(must.text)),
        "file": place.source if place else None,
        "line": place.line if place else None,
        "duties": [{"id": str(duty.id), "text": plain(inlines(duty.text))} for duty in line.duties],
        "competency": competency,
        "questions": [{"id": str(q.id), "ask": plain(inlines(q.ask))} for q in line.questions],
        "stages": [{"id": str(stage.id), "name": str(stage.name), "rank": rank} for stage, rank in line.stages],
        "letter": line.hook,
        "holes": list(line.holes),
    }
