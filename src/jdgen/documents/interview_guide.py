"""The guide of one stage: what the interviewer says, asks and writes, a page for each competency."""

from __future__ import annotations

from jdgen.documents import selection
from jdgen.documents.inline import inlines
from jdgen.documents.interview import (
    NO_EVIDENCE,
    RANKS,
    Look,
    blind_note,
    candidate_fact,
    chosen,
    expected_level,
    filled,
    heads,
    holders,
    looks,
    name_of,
    scale,
    timetable,
)
from jdgen.documents.material import Material
from jdgen.documents.room import lines_left
from jdgen.documents.tree import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Columns,
    Facts,
    Inlines,
    Item,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.documents.wording import counted, first_capital, item, listed, words
from jdgen.errors import plural
from jdgen.model.family import OFFSETS, Question, Stage
from jdgen.model.profile import Profile

MEETS = OFFSETS.index(0)
EVIDENCE_LINES = 2
ASKED_LINES = 4
FEWEST_LINES, MOST_LINES = 4, 20
_RULES = (
    "Ask the questions as they are written and in this order; use a probe where the answer leaves it open.",
    "Write down what the candidate says and does, not what you think of it.",
    "Rate after the interview, against the sentences and never against another candidate.",
    "What the page on fairness lists is not asked. If the candidate brings it up, do not write it down, and go on.",
)


def guide(material: Material, profile: Profile, stage: Stage) -> tuple[Section, ...]:
    """Return the pages that lead through a stage: its plan, then a page for each competency."""
    found = looks(material, profile, stage)
    pages = (_competency(profile, stage, look, material.look.body_font) for look in found)
    return (_first_page(material, profile, stage, found), *pages)


def _first_page(material: Material, profile: Profile, stage: Stage, found: tuple[Look, ...]) -> Section:
    named = holders(material, stage)
    where = f", {stage.format}" if stage.format else ""
    lead = f"{first_capital(counted(stage.minutes, 'minute'))}{where}. {_assessed(profile, found)}"
    rules = (*_RULES, scale(profile))
    blocks: tuple[Block, ...] = (
        Paragraph(words(lead), style="lead"),
        *blind_note(material),
        Facts(
            (
                candidate_fact(material, f"{stage.id}.Talk"),
                filled("Interviewer", named[0] if len(named) == 1 else "", f"{stage.id}.Talk.interviewer"),
                filled("Date", "", f"{stage.id}.Talk.date"),
                filled("Began at", "", f"{stage.id}.Talk.began"),
            )
        ),
        Section("time", words("Time"), (_marks(profile, stage, found),), level=2, keep=True),
        Section("start", words("Say at the start"), _spoken(_opening(profile, stage, found)), level=2),
        Section("end", words("Say at the end"), _spoken(_closing(material)), level=2, keep=True),
        Section(
            "rules", words("While you interview"), (Bullets(tuple(Item(words(rule)) for rule in rules)),), level=2,
            keep=True,
        ),
    )  # fmt: skip
    title = inlines(stage.name)
    left = lines_left([Section("", title, blocks)], material.look.body_font)
    count = min(left - _title_lines(material, stage), ASKED_LINES)
    asked = (Lines(count, "The candidate’s questions", f"{stage.id}.Talk.asked"),) if count > 0 else ()
    return Section(f"guide-{stage.id}", title, (*blocks, *asked))


def _title_lines(material: Material, stage: Stage) -> int:
    """Return how many lines the title of the document takes from a page that is its first."""
    if {"cover", "plan"}.intersection(material.kit.wanted) or chosen(material)[0] != stage:
        return 0
    # The pages of one stage have its name as their title; those of several have both.
    return 2 if material.kit.stage else 4


def _assessed(profile: Profile, found: tuple[Look, ...]) -> str:
    parts: list[str] = []
    for rank, opening in (("primary", "You take the first look at"), ("second", "a second look at")):
        names = [name_of(profile, look.key) for look in found if look.rank == rank]
        if names:
            parts.append(f"{opening if parts or rank == 'primary' else 'You take a second look at'} {listed(names)}")
    return f"{', and '.join(parts)}." if parts else "It assesses no competency that counts."


def _marks(profile: Profile, stage: Stage, found: tuple[Look, ...]) -> Table:
    opening, lengths, closing = timetable(stage, [look.key for look in found])
    rows = [(0, opening, "Welcome", "")]
    rows += [(look.start, look.minutes, name_of(profile, look.key), RANKS[look.rank]) for look in found]
    rows.append((opening + sum(lengths), closing, "The candidate’s questions, and goodbye", ""))
    cells = tuple(
        (
            Cell(words(f"{start // 60}:{start % 60:02}")),
            Cell(words(str(minutes))),
            Cell(words(what)),
            Cell(words(look)),
        )
        for start, minutes, what, look in rows
    )
    return Table("plan", heads("From", "Minutes", "What", "Look"), cells, widths=(12, 14, 52, 22))


def _spoken(texts: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Paragraph(words(text), style="say") for text in texts)


def _opening(profile: Profile, stage: Stage, found: tuple[Look, ...]) -> tuple[str, ...]:
    subjects = listed([name_of(profile, look.key) for look in found]) if found else ""
    plan = f"We have {counted(stage.minutes, 'minute')}."
    if subjects:
        plan += f" The {'subjects are' if len(found) > 1 else 'subject is'}: {subjects}."
    first = (
        f"Welcome, and thank you for your time. My name is …, and what I do here is …. {plan} Everyone whom we "
        "interview for this job is asked the same questions."
    )
    task = ""
    if stage.task:
        sheet = "You have prepared the task" if stage.task.prepare else "The task is on the sheet in front of you"
        task = f" {sheet}. Think aloud, and ask whatever you would ask at work."
    second = (
        f"I will write a lot, so that I remember what you said and not what I thought of it.{task} At the end there is "
        "time for your questions. Is there anything you need before we begin?"
    )
    return first, second


def _closing(material: Material) -> tuple[str, ...]:
    who = material.opening.hiring_manager or "us"
    return (
        "Those were my questions. What would you like to know about the work, the team or the company? … Thank you. "
        f"You will hear from {who} by … about the next step, whatever the decision is.",
    )


def _competency(profile: Profile, stage: Stage, look: Look, fonts: tuple[str, ...]) -> Section:
    competency = profile.family.competencies[look.key]
    opened = f"{look.start // 60}:{look.start % 60:02}"
    about = (
        f"{RANKS[look.rank]}, from {opened}, {plural(look.minutes, 'minute')}. "
        f"Expected: {expected_level(profile, look.key)}. Weight {profile.role.weights[look.key]}."
    )
    top: list[Block] = [
        Paragraph(inlines(competency.definition), style="lead", place=competency.definition.place),
        Paragraph(words(about), style="small"),
    ]
    for must in selection.musts(profile):
        if must.competency == look.key:
            asked = words(Run("Must have: ", bold=True), inlines(must.text))
            top.append(Paragraph(asked, id=must.id, place=must.text.place))
    rating = _rating(profile, stage, look)
    question = _question(stage, look)
    title = inlines(competency.name)
    left = lines_left([Section("", title, (*top, question, rating))], fonts)
    count = min(max(left, FEWEST_LINES), MOST_LINES)
    notes = Lines(count, "Notes", f"{stage.id}.{look.key}.notes")
    asking = Section(question.id, question.title, (*question.blocks, notes), level=2)
    return Section(f"{stage.id}-{look.key}", title, (*top, asking, rating), new_page=True)


def _question(stage: Stage, look: Look) -> Section:
    question = look.question
    if question is None:
        missing = "Ask a further question of the same kind, and write it down here."
        return Section(f"{stage.id}-{look.key}-ask", (), (Paragraph(words(missing)),), level=2)
    ask = Paragraph(inlines(question.ask), style="question", id=question.id, place=question.ask.place)
    return Section(question.id, (), (ask, _probes(question)), level=2)


def _probes(question: Question) -> Columns:
    return Columns(
        (
            Column("Probes", (Bullets(tuple(item(text) for text in question.probes)),)),
            Column("Listen for", (Bullets(tuple(item(text) for text in question.listen_for)),)),
        )
    )


def _rating(profile: Profile, stage: Stage, look: Look) -> Section:
    name, field = name_of(profile, look.key), f"{stage.id}.{look.key}"
    header = tuple(
        Cell((Box(f"{name}: {word}", f"{field}.rating-{place}"), Run(str(word))), strong=place == MEETS)
        for place, word in enumerate(profile.family.ratings)
    )
    none = (Box(f"{name}: {NO_EVIDENCE}", f"{field}.rating-none"), Run(f"{NO_EVIDENCE}: the subject did not come up"))
    blocks = (
        anchors(profile, look.key, header),
        Lines(EVIDENCE_LINES, "Evidence, in the candidate’s words", f"{field}.evidence"),
        Paragraph(none),
    )
    return Section(f"rating-{stage.id}-{look.key}", (), blocks, level=2, keep=True)


def anchors(profile: Profile, key: str, header: tuple[Cell, ...]) -> Table:
    """Return the four sentences of a competency on this rung below their rating words."""
    row = tuple(Cell(_anchor(profile, key, offset), strong=offset == 0, id=f"{key}-{offset}") for offset in OFFSETS)
    return Table("anchors", header, (row,), widths=(25, 25, 25, 25))


def _anchor(profile: Profile, key: str, offset: int) -> Inlines:
    held, anchor = profile.anchor(key, offset)
    if held == "above":
        return words(f"As “{profile.family.ratings[MEETS]}”, and has taught others to do the same.")
    if held == "below":
        # Two columns below the scale would otherwise say the same, and nobody could choose between them.
        return words("Does not yet show: " if offset == OFFSETS[0] else "Shows only a part of: ", inlines(anchor))
    return inlines(anchor)
