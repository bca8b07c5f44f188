"""The interview rubric: the loop, a page for each competency that counts, and a scorecard."""

from __future__ import annotations

from jdgen.documents import selection
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material, needed
from jdgen.documents.tree import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inlines,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.documents.wording import counted, covered, dotted, item, listed, record, stages, version, words
from jdgen.model.family import OFFSETS, Question, Stage
from jdgen.model.profile import Profile
from jdgen.model.role import Requirement

NOTE_LINES = 6
MEETS = OFFSETS.index(0)
NO_EVIDENCE = "No evidence"
VOTES = ("Strong hire", "Hire", "No hire", "Strong no hire")


def rubric(material: Material, profile: Profile) -> Document:
    """Return the rubric of an opening: what is asked, and what each rating means on this rung."""
    company, opening = material.company, material.opening
    facts = record(material)
    parts = (
        _overview(material, profile),
        _must_haves(material, profile),
        *(_competency(material, profile, key) for key in profile.weighted),
        _second_looks(material, profile),
        _scorecard(profile),
    )
    return Document(
        kind="rubric",
        language=material.locale.tag,
        title=words("Interview rubric"),
        subtitle=_subtitle(material),
        sections=tuple(part for part in parts if part.blocks),
        header=dotted([material.title or "", "Confidential"]),
        footer=dotted([company.name or "", opening.requisition or "", version(facts.content)]),
        author=str(company.name or ""),
        subject="Interview rubric",
        date=material.date,
        record=facts,
    )


def _subtitle(material: Material) -> Inlines:
    company, opening = material.company, material.opening
    return words(
        inlines(material.title or ""),
        " · ",
        needed(company.name, "company.name"),
        " · ",
        needed(opening.requisition, "opening.requisition"),
    )


def _overview(material: Material, profile: Profile) -> Section:
    plan = stages(material)
    total = sum(stage.minutes for stage in plan)
    lead = (
        f"{counted(len(plan), 'stage').capitalize()}, {total} minutes in all. Ask every candidate the same "
        "questions in the same order, write down what the candidate said, and rate before you talk to anyone."
    )
    blocks: list[Block] = [
        Paragraph(words(lead), style="lead"),
        _plan(material, plan),
        Section("weights", words("What counts"), (_weights(profile),), level=2, keep=True),
        Section("scale", words("How to rate"), (_scale(profile),), level=2, keep=True),
    ]
    return Section("loop", words("The interview loop"), tuple(blocks))


def _plan(material: Material, plan: tuple[Stage, ...]) -> Table:
    rows = tuple(
        (
            Cell(inlines(stage.name), id=stage.id, place=stage.name.place),
            Cell(inlines(str(stage.minutes))),
            Cell(inlines(", ".join(part for part in (stage.by, stage.format) if part))),
            Cell(words(", ".join(covered(material, stage, "primary")))),
            Cell(words(", ".join(covered(material, stage, "second")))),
        )
        for stage in plan
    )
    names = ("Stage", "Minutes", "Held by", "Assesses first", "Second look")
    header = tuple(Cell(words(name)) for name in names)
    return Table("plan", header, rows, widths=(20, 12, 22, 23, 23), row_headers=True)


def _weights(profile: Profile) -> Table:
    role, family = profile.role, profile.family
    rows = tuple(
        (
            Cell(inlines(family.competencies[key].name), id=key),
            Cell(words(str(role.weights[key]))),
            Cell(words(str(family.proficiency[role.expects[key] - 1]), f" ({role.expects[key]} of 5)")),
        )
        for key in profile.weighted
    )
    header = tuple(Cell(words(name)) for name in ("Competency", "Weight", "Expected level"))
    return Table("plan", header, rows, widths=(46, 18, 36), row_headers=True)


def _scale(profile: Profile) -> Paragraph:
    lowest, low, meets, above = profile.family.ratings
    said = (
        f"“{meets}” is the expected level. “{above}” is one level higher, “{low}” one lower, “{lowest}” two. Tick the "
        "column whose sentence fits what you heard, and quote the candidate as evidence. Tick "
        f"“{NO_EVIDENCE}” if the subject did not come up; it is not a low rating."
    )
    return Paragraph(words(said))


def _must_haves(material: Material, profile: Profile) -> Section:
    """Return each must-have with where it is verified: the same sentences that the posting prints."""
    rows = tuple(
        (
            Cell(inlines(must.text), id=must.id, place=must.text.place),
            Cell(words(str(profile.family.competencies[must.competency].name) if must.competency else "")),
            Cell(words(_verified(material, must))),
        )
        for must in selection.musts(profile)
    )
    header = tuple(Cell(words(name)) for name in ("Must have", "Assessed as", "In"))
    table = Table("plan", header, rows, widths=(54, 20, 26))
    return Section("must-haves", words("Must-haves and where they are assessed"), (table,) if rows else (), keep=True)


def _verified(material: Material, must: Requirement) -> str:
    """Return how a must-have is verified: the stages that assess it, and what the profile names beside interviews."""
    assessing = [stage for stage in stages(material) if must.competency in stage.covers]
    asked = [str(stage.name) for stage in assessing]
    # A stage of that name says it already.
    said = {"interview", *(stage.id for stage in assessing)}
    beside = [way.replace("-", " ") for way in must.checked_by if way not in said]
    ways = listed([*asked, *beside]) if asked or beside else "not assessed"
    return ways[0].upper() + ways[1:]


def _competency(material: Material, profile: Profile, key: str) -> Section:
    competency = profile.family.competencies[key]
    blocks: list[Block] = [Paragraph(inlines(competency.definition), style="lead", place=competency.definition.place)]
    for must in selection.musts(profile):
        if must.competency == key:
            asked = words(Run("Must have: ", bold=True), inlines(must.text))
            blocks.append(Paragraph(asked, id=must.id, place=must.text.place))
    blocks.append(_question(material, key, profile.questions(key)[0]))
    blocks.append(_rating(profile, key))
    return Section(f"competency-{key}", inlines(competency.name), tuple(blocks), new_page=True)


def _second_looks(material: Material, profile: Profile) -> Section:
    """Return a second question for each competency, for the stage that looks at it again."""
    parts: list[Block] = []
    for key in profile.weighted:
        competency = profile.family.competencies[key]
        stage = _stage_name(material, key, "second")
        for question in profile.questions(key)[1:2]:
            title = words(inlines(competency.name), f", in {stage}" if stage else "")
            parts.append(Section(question.id, title, (_ask(question), _probes(question)), level=2, keep=True))
    lead = Paragraph(words("Rate the second look by the same anchors."), style="lead")
    title = words("Questions for the second look")
    return Section("second", title, (lead, *parts) if parts else (), new_page=True)


def _stage_name(material: Material, competency: str, rank: str) -> str:
    return next((str(stage.name) for stage in stages(material) if stage.covers.get(competency) == rank), "")


def _question(material: Material, key: str, question: Question) -> Section:
    where = _stage_name(material, key, "primary")
    title = f"Question, in {where}" if where else "Question"
    return Section(question.id, words(title), (_ask(question), _probes(question), Lines(NOTE_LINES, "Notes")), level=2)


def _ask(question: Question) -> Paragraph:
    return Paragraph(inlines(question.ask), style="question", id=question.id, place=question.ask.place)


def _probes(question: Question) -> Columns:
    return Columns(
        (
            Column("Probes", (Bullets(tuple(item(text) for text in question.probes)),)),
            Column("Listen for", (Bullets(tuple(item(text) for text in question.listen_for)),)),
        )
    )


def _rating(profile: Profile, key: str) -> Section:
    ratings = profile.family.ratings
    header = tuple(
        Cell((Box(str(word)), Run(str(word))), strong=index == MEETS) for index, word in enumerate(ratings)
    )
    row = tuple(
        Cell(_anchor(profile, key, offset), strong=offset == 0, id=f"{key}-{offset}") for offset in OFFSETS
    )
    blocks = (
        Table("anchors", header, (row,), widths=(25, 25, 25, 25)),
        Lines(1, "Evidence, in the candidate’s words"),
        Paragraph((Box(NO_EVIDENCE), Run(f"{NO_EVIDENCE}: the subject did not come up"))),
    )
    return Section(f"rating-{key}", words("Rating"), blocks, level=2, keep=True)


def _anchor(profile: Profile, key: str, offset: int) -> Inlines:
    held, anchor = profile.anchor(key, offset)
    if held == "above":
        return words(f"As “{profile.family.ratings[MEETS]}”, and has taught others to do the same.")
    if held == "below":
        # Two columns below the scale would otherwise say the same, and nobody could choose between them.
        return words("Does not yet show: " if offset == OFFSETS[0] else "Shows only a part of: ", inlines(anchor))
    return inlines(anchor)


def _scorecard(profile: Profile) -> Section:
    competencies, ratings = profile.family.competencies, profile.family.ratings
    columns = (*(str(word) for word in ratings), NO_EVIDENCE)
    rows = tuple(
        (
            Cell(inlines(competencies[key].name), id=key),
            *(Cell((Box(f"{competencies[key].name}: {word}"),)) for word in columns),
            Cell(()),
        )
        for key in profile.weighted
    )
    header = tuple(Cell(words(name)) for name in ("Competency", *columns, "Evidence"))
    musts = tuple(
        Paragraph((Box(f"Confirmed: {must.id}"), *inlines(must.text)), id=must.id, place=must.text.place)
        for must in selection.musts(profile)
    )
    votes: Inlines = (Run("Overall: "),)
    for vote in VOTES:
        votes = (*votes, Box(vote), Run(f"{vote}   "))
    blocks: list[Block] = [
        Facts(tuple(Fact(label, ()) for label in ("Candidate", "Interviewer", "Stage", "Date"))),
        Paragraph(words("Complete this page before you talk to anyone about the candidate."), style="lead"),
        Table("scorecard", header, rows, widths=(21, 9, 9, 9, 9, 11, 32), row_headers=True),
    ]
    if musts:
        blocks.append(Section("confirmed", words("Must-haves confirmed"), musts, level=2))
    blocks.append(Paragraph(votes, style="vote"))
    blocks.append(Lines(1, "Signature and time"))
    return Section("scorecard", words("Scorecard"), tuple(blocks), new_page=True)
