"""The first pages of an interview kit: the cover, and the plan of the loop."""

from __future__ import annotations

from jdgen.documents import loop, selection
from jdgen.documents.inline import inlines
from jdgen.documents.interview import (
    NO_EVIDENCE,
    NOT_ASSESSED,
    NOTHING,
    RANKS,
    blind_note,
    candidate_fact,
    chosen,
    expected_level,
    filled,
    heads,
    holders,
    name_of,
    scale,
)
from jdgen.documents.material import Material, needed
from jdgen.documents.retention import kept_by
from jdgen.documents.tree import Block, Bullets, Cell, Fact, Facts, Item, Paragraph, Run, Section, Table
from jdgen.documents.wording import counted, first_capital, listed, record, stages, words
from jdgen.model.profile import Profile
from jdgen.model.role import Requirement

LONG_ROLE = 60
"""The longest title that stands beside another fact: two lines there, so that the cover stays on its page."""
SCIENCE = (
    "Structured interviews predict performance better than unstructured ones (validity .42 against .19; Sackett, "
    "Zhang, Berry and Lievens, 2022), and ratings combined by a rule better than a judgment over the same ratings "
    "(Kuncel, Klieger, Connelly and Ones, 2013)."
)
_STEPS = (
    "Each interviewer gets the pages of one stage, and reads them with the page on fairness before the day.",
    "Ask every candidate the same questions in the same order, and write down what the candidate said.",
    "Complete the scorecard alone, right after the interview and before you talk to anyone about the candidate.",
    "Meet once all scorecards are in. Copy the ratings to the debrief sheet, work out the score, then talk and decide.",
)


def cover(material: Material, profile: Profile) -> Section:
    """Return the cover: whose kit this is, how it is used, and what the ratings mean."""
    steps = Bullets(tuple(Item(words(step)) for step in _STEPS), ordered=True)
    contents = Table("plan", heads("Pages", "For"), _contents(material), widths=(56, 44), row_headers=True)
    blocks: list[Block] = [
        Facts(_cover_facts(material, profile)),
        Section("use", words("How this kit is used"), (steps,), level=2, keep=True),
        Section("scale", words("How to rate"), (Paragraph(words(_scale(profile))),), level=2, keep=True),
    ]
    if contents.rows:
        blocks.append(Section("contents", words("What is in it"), (contents,), level=2, keep=True))
    blocks += blind_note(material)
    confidential = "Confidential. These pages are for the panel; only the pages marked for the candidate leave it."
    blocks.append(Paragraph(words(confidential), style="small"))
    blocks.append(Paragraph(words(SCIENCE), style="small"))
    return Section("cover", words("Interview kit"), tuple(blocks))


def _cover_facts(material: Material, profile: Profile) -> tuple[Fact, ...]:
    opening, ladder = material.opening, profile.family.ladder
    level = [str(profile.role.tier)] if profile.role.tier else []
    if profile.id in ladder:
        level.append(f"rung {ladder.index(profile.id) + 1} of {len(ladder)} in {profile.family.family}")
    facts = [
        Fact("Role", inlines(material.title or ""), wide=len(material.title or "") > LONG_ROLE),
        Fact("Level", words(first_capital(", ".join(level)))),
        Fact("Requisition", needed(opening.requisition, "opening.requisition"), opening.place_of("requisition")),
        Fact("Version", words(record(material).content)),
        candidate_fact(material, "Cover"),
        Fact("Date", words(material.locale.day(material.date))),
        filled("Panel", _panel(material), "Cover.panel"),
        filled("Notes are kept", kept_by(material), "Cover.keep"),
    ]
    return tuple(fact for fact in facts if fact.inlines or fact.field)


def _panel(material: Material) -> str:
    named: dict[str, list[str]] = {}
    for stage in chosen(material):
        for name in holders(material, stage):
            named.setdefault(name, []).append(str(stage.name))
    return "; ".join(f"{name} ({', '.join(held)})" for name, held in named.items())


def _scale(profile: Profile) -> str:
    lowest, *_, above = profile.family.ratings
    return (
        f"{scale(profile)} Tick the sentence that fits what you heard, and quote the candidate as evidence: always "
        f"where you tick “{lowest}” or “{above}”. Tick “{NO_EVIDENCE}” if the subject did not come up; "
        "it is not a low rating."
    )


def _contents(material: Material) -> tuple[tuple[Cell, ...], ...]:
    wanted = material.kit.wanted
    rows = [("Loop plan", "The hiring manager")] if "plan" in wanted else []
    pages = [part for part in ("guide", "scorecard") if part in wanted]
    for stage in chosen(material):
        who = listed(holders(material, stage) or (first_capital(stage.by),))
        if pages:
            rows.append((f"{stage.name}: {' and '.join(pages)}", who))
        if stage.task and "task" in wanted:
            # What is to be done beforehand must be read beforehand.
            when = "with the invitation" if stage.task.prepare else "at the start of that stage"
            rows.append((f"{stage.name}: the task", f"The candidate, {when}"))
    ends = (
        ("debrief", "Debrief", "The panel, together"),
        ("fairness", "Fairness", "Every interviewer, before the first interview"),
        ("candidate", "How we interview", "The candidate, with the invitation"),
    )
    rows += [(name, reader) for part, name, reader in ends if part in wanted]
    return tuple((Cell(inlines(pages)), Cell(inlines(reader))) for pages, reader in rows)


def plan(material: Material, profile: Profile) -> Section:
    """Return the plan of the loop: the stages, what each assesses, where each must-have is assessed, what is open."""
    held = stages(material)
    total = counted(sum(stage.minutes for stage in held), "minute")
    lead = f"{counted(len(held), 'stage').capitalize()}, {total} in all, the same for every candidate."
    blocks: list[Block] = [
        Paragraph(words(lead), style="lead"),
        _stages(material),
        Section("matrix", words("What each stage assesses"), _assessed(material, profile), level=2, keep=True),
        Section("plan-checks", words("Is the plan sound?"), (_checks(material, profile),), level=2, keep=True),
        Section(
            "must-haves", words("Where each must-have is assessed"), _must_haves(material, profile), level=2,
            new_page=True,
        ),
    ]
    return Section("plan", words("Loop plan"), tuple(blocks))


def _stages(material: Material) -> Table:
    rows = tuple(
        (
            Cell(inlines(stage.name), id=stage.id, place=stage.name.place),
            Cell(inlines(str(stage.minutes))),
            Cell(inlines(first_capital(stage.format or ""))),
            Cell(inlines(first_capital(stage.by))),
            Cell(words("\n".join(holders(material, stage))), field=f"Plan.{stage.id}.interviewer"),
        )
        for stage in stages(material)
    )
    header = heads("Stage", "Minutes", "Format", "Held by", "Interviewer")
    return Table("plan", header, rows, widths=(22, 10, 26, 20, 22), row_headers=True)


def _assessed(material: Material, profile: Profile) -> tuple[Block, ...]:
    return _matrix(material, profile), Paragraph(words(NOT_ASSESSED), style="small")


def _matrix(material: Material, profile: Profile) -> Table:
    held, role = stages(material), profile.role
    shown = {rank: words.split()[0] for rank, words in RANKS.items()}
    rows = tuple(
        (
            Cell(inlines(name_of(profile, key)), id=key),
            Cell(words(str(role.weights[key]))),
            Cell(words(expected_level(profile, key))),
            *(Cell(words(shown[stage.covers[key]] if key in stage.covers else NOTHING)) for stage in held),
        )
        for key in profile.weighted
    )
    header = (*heads("Competency", "Weight", "Expected level"), *(Cell(inlines(stage.name)) for stage in held))
    first = (24, 9, 19)
    share = (100 - sum(first)) // len(held)
    widths = (100 - sum(first[1:]) - share * len(held), *first[1:], *(share,) * len(held))
    return Table("grid", header, rows, widths=widths, row_headers=True, middle=len(header) - len(held))


def _checks(material: Material, profile: Profile) -> Bullets:
    """Return what `jdgen check` looks for in a plan, each as a sentence that says whether it holds."""
    found = loop.gaps(material, profile)
    items = []
    for promise in loop.PROMISES:
        # Where nobody is named yet, there is no panel to judge.
        if promise.rules & loop.OF_THE_PANEL and not loop.named(material):
            continue
        open_at = list(dict.fromkeys(gap.about for gap in found if gap.rule in promise.rules))
        if open_at:
            said = f"{promise.broken}: {listed(open_at)}."
        else:
            said = f"{promise.kept}: {_sum(material)}." if "loop.minutes" in promise.rules else f"{promise.kept}."
        items.append(Item(words(Run("Open: " if open_at else "Yes: ", bold=True), said)))
    return Bullets(tuple(items))


def _sum(material: Material) -> str:
    """Return the minutes of the stages and what they add up to."""
    minutes = [stage.minutes for stage in stages(material)]
    total = counted(sum(minutes), "minute")
    return f"{' + '.join(map(str, minutes))} = {total}" if len(minutes) > 1 else total


def _must_haves(material: Material, profile: Profile) -> tuple[Block, ...]:
    """Return each must-have with where it is assessed: the same sentences that the posting prints."""
    rows = tuple(
        (
            Cell(inlines(must.text), id=must.id, place=must.text.place),
            Cell(words(name_of(profile, must.competency) if must.competency else "")),
            Cell(words(_verified(material, must))),
        )
        for must in selection.musts(profile)
    )
    return (Table("plan", heads("Must have", "Assessed as", "In"), rows, widths=(48, 18, 34)),) if rows else ()


def _verified(material: Material, must: Requirement) -> str:
    """Return how a must-have is verified: the stages that assess it, and what the profile names beside interviews."""
    assessing = [stage for stage in stages(material) if must.competency in stage.covers]
    asked = [str(stage.name) for stage in assessing]
    # A stage of that name says it already.
    said = {"interview", *(stage.id for stage in assessing)}
    beside = [way.replace("-", " ") for way in must.checked_by if way not in said]
    ways = listed([*asked, *beside]) if asked or beside else "not assessed"
    return first_capital(ways)
