"""Hand-made document trees that use every kind of node, for the tests of the renderers."""

from datetime import date
from decimal import Decimal

from jdgen.documents.facts import PayFact, PlaceFact, Record
from jdgen.documents.tree import (
    Box,
    Break,
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Inlines,
    Item,
    Lines,
    Paragraph,
    Run,
    Section,
    Sheet,
    Table,
)


def t(*words: str | Run | Box | Break) -> Inlines:
    return tuple(Run(w) if isinstance(w, str) else w for w in words)


def bullets(*words: str, ordered: bool = False) -> Bullets:
    return Bullets(tuple(Item(t(w)) for w in words), ordered=ordered)


RECORD = Record(
    role="senior-software-engineer",
    title="Senior Software Engineer",
    company="Riverbend Robotics",
    requisition="ENG-214",
    mode="hybrid",
    employment_types=("full-time",),
    pay=PayFact(Decimal(150000), Decimal(185000), "USD", "year"),
    places=(PlaceFact("Denver", "CO", "80202", "US"),),
    deadline=date(2026, 12, 18),
)

POSTING = Document(
    kind="posting",
    language="en-US",
    title=t("Senior Software Engineer"),
    subtitle=t("Riverbend Robotics · Denver, CO · Hybrid"),
    header="Senior Software Engineer",
    footer="Riverbend Robotics · ENG-214",
    author="Riverbend Robotics",
    subject="Job posting",
    date=date(2026, 11, 20),
    record=RECORD,
    sections=(
        Section(
            "facts",
            (),
            (
                Facts(
                    (
                        Fact("Pay", t("$150,000 – $185,000 a year")),
                        Fact("Contract", t("Full-time")),
                        Fact("Team", t("Warehouse routing")),
                        Fact("Start", t("February 2, 2027")),
                        Fact("Apply by", t("December 18, 2026")),
                    )
                ),
            ),
        ),
        Section(
            "why",
            t("Why this role exists"),
            (
                Paragraph(
                    t(
                        "A senior software engineer owns the systems that a team relies on most, from the first "
                        "sketch to the night it is paged. We ship routing for 40 warehouses and the planner is at its "
                        "limit."
                    ),
                    style="lead",
                ),
            ),
        ),
        Section(
            "duties",
            t("What you will do"),
            (
                bullets(
                    "Own the design of large features, from the first question to a running service.",
                    "Write and review design documents that name trade-offs and failure modes.",
                    "Lead code reviews that reach architecture and correctness.",
                    "Find the cause of hard production incidents and remove it.",
                    "Mentor two or three engineers through review and pairing.",
                ),
            ),
        ),
        Section(
            "success",
            t("What success looks like"),
            (
                Columns(
                    (
                        Column("After 3 months", (Paragraph(t("Ships a first reviewed design.")),)),
                        Column("After 6 months", (Paragraph(t("Owns one service on call.")),)),
                        Column("After 12 months", (Paragraph(t("A second engineer can run it alone.")),)),
                    )
                ),
            ),
        ),
        Section(
            "requirements",
            t("What we ask for"),
            (
                Section(
                    "must",
                    t("Must have"),
                    (
                        bullets(
                            "Led one sizable change from design to delivery.",
                            "Ran a production service, including its on-call duty.",
                        ),
                    ),
                    level=2,
                ),
                Section(
                    "nice",
                    t("Nice to have, not required to apply"),
                    (bullets("A computing degree, or the same knowledge gained at work."),),
                    level=2,
                ),
            ),
        ),
        Section(
            "process",
            t("How we hire"),
            (
                bullets(
                    "Recruiter screen, 30 minutes: influence.",
                    "Design interview, 60 minutes: system design, operations.",
                    ordered=True,
                ),
            ),
        ),
        Section(
            "apply",
            t("How to apply"),
            (
                Paragraph(
                    t(
                        "Apply at ",
                        Run("careers.riverbend.example", link="https://careers.riverbend.example/eng-214"),
                        " by December 18, 2026. ",
                        Run("Bold", bold=True),
                        ", ",
                        Run("italic", italic=True),
                        ", ",
                        Run("bold italic", bold=True, italic=True),
                        ", ",
                        Run("code()", code=True),
                        ". Not given: ",
                        Run("[[company.accommodation.contact]]", role="missing"),
                    )
                ),
                Paragraph(t("First line,", Break(), "second line.")),
            ),
        ),
        Section(
            "legal",
            t("Equal opportunity"),
            (Paragraph(t("Riverbend Robotics is an equal opportunity employer.")),),
            quiet=True,
        ),
    ),
)

ANCHORS = Table(
    style="anchors",
    header=(
        Cell(t(Box("Well below"), "Well below")),
        Cell(t(Box("Below"), "Below")),
        Cell(t(Box("Meets"), "Meets"), strong=True),
        Cell(t(Box("Above"), "Above")),
    ),
    rows=(
        (
            Cell(t("Designs one component from a given outline; meets the obvious case only.")),
            Cell(t("Designs a feature end to end; compares two options; handles common failures.")),
            Cell(
                t("Designs across services; names trade-offs, failure modes and a safe rollout before being asked."),
                strong=True,
            ),
            Cell(t("Sets patterns other teams adopt; removes whole classes of failure; knows when not to build.")),
        ),
    ),
    widths=(25, 25, 25, 25),
)

RUBRIC = Document(
    kind="rubric",
    language="en-US",
    title=t("Interview rubric"),
    subtitle=t("Senior Software Engineer · Riverbend Robotics · ENG-214"),
    header="Senior Software Engineer · Confidential",
    footer="Riverbend Robotics · ENG-214",
    author="Riverbend Robotics",
    subject="Interview rubric",
    date=date(2026, 11, 20),
    record=RECORD,
    sections=(
        Section(
            "loop",
            t("The interview loop"),
            (
                Table(
                    style="plan",
                    header=(Cell(t("Stage")), Cell(t("Minutes")), Cell(t("Held by")), Cell(t("Assesses"))),
                    rows=(
                        (Cell(t("Recruiter screen")), Cell(t("30")), Cell(t("recruiter")), Cell(t("Influence"))),
                        (
                            Cell(t("Design interview")),
                            Cell(t("60")),
                            Cell(t("staff engineer")),
                            Cell(t("System design, Operations")),
                        ),
                    ),
                    widths=(28, 12, 24, 36),
                    row_headers=True,
                ),
                Paragraph(t("Welcome, and thank you for your time."), style="say"),
            ),
            sheet=Sheet("Loop plan", "Senior Software Engineer · Confidential"),
        ),
        *(
            Section(
                f"competency-{n}",
                t(name),
                (
                    Paragraph(
                        t("Turns a vague need into a structure that survives load, failure and change."), style="lead"
                    ),
                    Section(
                        "q1",
                        t("Question 1"),
                        (
                            Paragraph(
                                t("Tell me about the hardest change you made to a system that could not be stopped."),
                                style="question",
                            ),
                            Columns(
                                (
                                    Column(
                                        "Probes",
                                        (
                                            bullets(
                                                "What did you rule out, and why?",
                                                "How would you have known it was going wrong?",
                                            ),
                                        ),
                                    ),
                                    Column(
                                        "Listen for", (bullets("a constraint is named", "a way back is described"),)
                                    ),
                                )
                            ),
                            Lines(8, "Notes", f"design.{n}.notes"),
                        ),
                        level=2,
                    ),
                    Section(
                        "rate",
                        t("Rating"),
                        (
                            ANCHORS,
                            Lines(1, "Evidence", f"design.{n}.evidence"),
                            Paragraph(
                                t(
                                    Box("No evidence", f"design.{n}.rating-none"),
                                    "No evidence: not discussed, or nothing to rate",
                                )
                            ),
                        ),
                        level=2,
                        keep=True,
                    ),
                ),
                new_page=True,
                sheet=None if n else Sheet("Design interview", "Senior Software Engineer · Confidential"),
            )
            for n, name in enumerate(("System design", "Operations"))
        ),
        Section(
            "scorecard",
            t("Scorecard"),
            (
                Paragraph(t("Complete before you talk to anyone."), style="lead"),
                Facts(
                    tuple(
                        Fact(label, (), field=f"card.{label.lower()}")
                        for label in ("Candidate", "Interviewer", "Stage", "Date")
                    )
                ),
                Table(
                    style="scorecard",
                    header=tuple(
                        Cell(t(w))
                        for w in ("Competency", "Well below", "Below", "Meets", "Above", "No evidence", "Evidence")
                    ),
                    rows=tuple(
                        (
                            Cell(t(n)),
                            *(
                                Cell(t(Box(f"{n}: {r}", f"card.{row}.{place}")))
                                for place, r in enumerate(("Well below", "Below", "Meets", "Above", "No evidence"))
                            ),
                            Cell((), field=f"card.{row}.evidence"),
                        )
                        for row, n in enumerate(("System design", "Operations"))
                    ),
                    widths=(22, 9, 9, 9, 9, 10, 32),
                    row_headers=True,
                ),
                Paragraph(
                    t("Overall: ", Box("Hire", "card.hire"), "Hire   ", Box("No hire", "card.no-hire"), "No hire"),
                    style="vote",
                ),
                Lines(1, "Signature and time", "card.signature"),
            ),
            new_page=True,
        ),
        Section(
            "debrief",
            t("Debrief"),
            (
                Table(
                    style="grid",
                    header=tuple(Cell(t(w)) for w in ("Competency", "Weight", "Screen", "Design interview", "Mean")),
                    rows=(
                        (
                            Cell(t("System design")),
                            Cell(t("3")),
                            Cell(()),
                            Cell((), field="debrief.a.2"),
                            Cell(t("2.50")),
                        ),
                        (
                            Cell(t("Operations")),
                            Cell(t("2")),
                            Cell((), field="debrief.b.1"),
                            Cell(t("N")),
                            Cell(t("none")),
                        ),
                    ),
                    widths=(40, 10, 15, 20, 15),
                    row_headers=True,
                ),
            ),
            new_page=True,
            sheet=Sheet("Debrief", "Senior Software Engineer · Confidential", landscape=True),
        ),
    ),
)

LETTER = Document(
    kind="letter",
    language="en-US",
    title=t(),
    subtitle=t(),
    header="Dana Reyes",
    footer="",
    author="Dana Reyes",
    subject="Cover letter",
    date=date(2026, 11, 20),
    record=RECORD,
    sections=(
        Section(
            "sender",
            (),
            (
                Paragraph(
                    t("Dana Reyes", Break(), "Denver, CO", Break(), "dana@reyes.example · +1 303 555 0142"),
                    style="sender",
                ),
            ),
        ),
        Section("date", (), (Paragraph(t("November 20, 2026"), style="letter"),)),
        Section("addressee", (), (Paragraph(t("Dear Hiring Manager,"), style="letter"),)),
        Section(
            "opening",
            (),
            (
                Paragraph(
                    t("I am applying for the Senior Software Engineer position at Riverbend Robotics."), style="letter"
                ),
            ),
        ),
        Section(
            "story-problem",
            (),
            (
                Paragraph(
                    t(Run("[What broke, for whom, and how big was it? 50–80 words]", role="prompt")),
                    style="letter",
                    margin="Problem",
                ),
            ),
        ),
        Section(
            "story-action",
            (),
            (
                Paragraph(
                    t(
                        Run(
                            "[What did you decide, what was hardest, and how did you limit the risk? 60–90 words]",
                            role="prompt",
                        )
                    ),
                    style="letter",
                    margin="Action",
                ),
            ),
        ),
        Section(
            "close", (), (Paragraph(t("I would welcome a conversation. I am free from December 1."), style="letter"),)
        ),
        Section("sign-off", (), (Paragraph(t("Sincerely,", Break(), "Dana Reyes"), style="letter"),)),
    ),
)

RUNGS = ("Junior Software Engineer", "Software Engineer", "Senior Software Engineer")
LEVELS = Table(
    style="ladder",
    header=tuple(Cell(t(word)) for word in ("Competency", *RUNGS)),
    rows=tuple(
        (
            Cell(t(name)),
            Cell(t("–")),
            Cell(t(Run("Basic", bold=True), Break(), "Designs one component from an outline somebody else wrote.")),
            Cell(t(Run("Working", bold=True), Break(), "Designs a whole feature alone, and handles common failures.")),
        )
        for name in ("System design", "Operations", "Testing and delivery safety")
    ),
    widths=(16, 28, 28, 28),
    row_headers=True,
)

LADDER = Document(
    kind="ladder",
    language="en-US",
    title=t("Software Engineering: career ladder"),
    subtitle=t("3 rungs · $60,000 – $400,000 and more a year"),
    header="Software Engineering: career ladder",
    footer="Riverbend Robotics · November 20, 2026",
    author="Riverbend Robotics",
    subject="Career ladder",
    date=date(2026, 11, 20),
    record=RECORD,
    landscape=True,
    sections=(
        Section(
            "expected",
            t("What is expected"),
            (LEVELS, Paragraph(t("– means that the rung is not rated on the competency."), style="small")),
        ),
        *(
            Section(
                f"rung-{number}",
                t(title),
                (
                    Paragraph(t("Day to day"), style="label"),
                    bullets("Write readable code for small tasks.", "Answer every comment of a review."),
                    Columns(
                        (
                            Column("Focus", (Paragraph(t("One language, known thoroughly.")),)),
                            Column("Skills", (bullets("Git", "SQL"),)),
                            Column(
                                "Certifications",
                                (
                                    bullets("Kubernetes (recommended)"),
                                    Paragraph(t("Typical projects"), style="label"),
                                    bullets("A cache for a slow service"),
                                ),
                            ),
                        )
                    ),
                ),
                keep=True,
            )
            for number, title in enumerate(RUNGS)
        ),
    ),
)

DOCUMENTS = {"posting": POSTING, "rubric": RUBRIC, "letter": LETTER, "ladder": LADDER}
