"""The letter: its moves and modes, and what stands between the candidate's own words."""

from __future__ import annotations

import pytest
from full import FULL, line, made_of, without

from jdgen import rules
from jdgen.documents.letter_bridge import unused
from jdgen.documents.letter_open import still_open
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Bullets, Paragraph, Run, blocks, texts
from jdgen.pipeline import compose
from making import EXAMPLE, RIVERBEND, document, material

MODES, TONES, MEDIA = ("scaffold", "draft", "final"), ("plain", "warm", "formal"), ("letter", "email", "form")
MOVES = ["opening", "problem", "action", "result", "bridge", "company", "close"]
ORDER = ["sender", "date", "addressee", "greeting", *MOVES, "sign-off"]
STORY = {"id": "s", "problem": "It broke.", "action": "I looked.", "result": "It held."}
TARGET = {"company": "Zephyr", "title": "Steward"}


def made(candidate: dict[str, object], *settings: str, mode: str = "final", **changes: object) -> Material:
    """Return the material of a candidate who writes without a role, unless the changes name one."""
    wish = Correspondence(mode, str(changes.pop("medium", "letter")))
    given = {"candidate": {"name": "Dana Reyes", **candidate}}
    return made_of(given, *settings, **{"role": None, "letter": wish} | changes)


def said(given: Material) -> dict[str, list[str]]:
    """Return what each part of a letter says, a line for each paragraph, without what stands in the margin."""
    return {
        section.id: [line(block.inlines) for block in section.blocks if isinstance(block, Paragraph)]
        for section in compose("letter", given).sections
    }


def prompts(given: Material) -> list[str]:
    return [
        run.text
        for inlines in texts(compose("letter", given))
        for run in inlines
        if isinstance(run, Run) and run.role == "prompt"
    ]


def body(found: dict[str, list[str]]) -> str:
    return "\n".join(text for section in found.values() for text in section)


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_moves_and_their_order(name: str) -> None:
    assert [section.id for section in document("letter", name).sections] == [*ORDER, "notes"]


@pytest.mark.parametrize(
    ("medium", "order"),
    [
        ("letter", [*ORDER, "enclosures"]),
        ("email", ["subject", *ORDER[3:], "enclosures"]),
        ("form", ORDER[3:]),
    ],
)
def test_each_medium_has_its_frame(medium: str, order: list[str]) -> None:
    given = made_of(FULL, letter=Correspondence("final", medium))
    assert [section.id for section in compose("letter", given).sections] == order


def test_a_full_candidate_leaves_no_prompt() -> None:
    assert prompts(material()) == []


def test_an_empty_candidate_leaves_a_prompt_in_every_slot_and_no_claim() -> None:
    found = said(made({}, mode="scaffold"))
    assert found == {
        "sender": ["Dana Reyes"],
        "date": ["November 20, 2026"],
        "greeting": ["Dear Hiring Manager,"],
        "opening": [
            "I am applying for the [the job you are writing for] position at [the company you are writing to]. "
            "[Who are you in one clause, and what do you do today, or what have you just finished? 20 to 50 words.]"
        ],
        "problem": ["[What broke, for whom, and how big was it? 50 to 80 words.]"],
        "action": ["[What did you decide, what was hardest, and how did you limit the risk? 60 to 90 words.]"],
        "result": ["[Which number went from what to what, and who else gained? 30 to 50 words.]"],
        "bridge": ["[Which two things that the posting asks for does your story show, and how? 30 to 50 words.]"],
        "company": [
            "[What about this company could you not say of its rival, and where did you learn it? 30 to 60 words.]"
        ],
        "close": ["I would welcome the chance to talk about the role."],
        "sign-off": ["Sincerely, / Dana Reyes"],
        "notes": ["This page is for you. Leave it out of the letter that you send."],
    }


def test_a_scaffold_names_every_move_in_its_margin_and_has_one_page_of_notes() -> None:
    for candidate in ({}, FULL["candidate"]):
        tree = compose("letter", made(candidate, mode="scaffold"))
        beside = [b.margin for b in blocks(tree) if isinstance(b, Paragraph) and b.margin]
        assert beside == [str(rules.slots()[move].move) for move in MOVES]
        assert [s.id for s in tree.sections if s.new_page] == ["notes"]
        (items,) = (block.items for block in tree.sections[-1].blocks if isinstance(block, Bullets))
        assert [line(item.inlines[:1]) for item in items] == [str(slot.move) for slot in rules.slots().values()]


@pytest.mark.parametrize("mode", ["draft", "final"])
def test_no_other_mode_has_margin_or_notes(mode: str) -> None:
    tree = compose("letter", made({}, mode=mode))
    assert [b.margin for b in blocks(tree) if isinstance(b, Paragraph) and b.margin] == []
    assert [s.id for s in tree.sections if s.new_page or s.id == "notes"] == []


@pytest.mark.parametrize(("mode", "variant"), [("scaffold", ("scaffold",)), ("draft", ("draft",)), ("final", ())])
def test_the_name_of_a_file_tells_mode_and_medium(mode: str, variant: tuple[str, ...]) -> None:
    assert compose("letter", made({}, mode=mode)).record.variant == variant
    assert compose("letter", made({}, mode=mode, medium="email")).record.variant == ("email", *variant)


STEPS = {
    "nothing": ({}, ["opening", "opening", "opening", "problem", "action", "result", "bridge", "company"]),
    "a job": ({"target": TARGET}, ["opening", "problem", "action", "result", "bridge", "company"]),
    "no years": ({"target": TARGET, "years": 0}, ["opening", "problem", "action", "result", "bridge", "company"]),
    "years": ({"target": TARGET, "years": 1}, ["problem", "action", "result", "bridge", "company"]),
    "a story half told": (
        {"target": TARGET, "years": 1, "stories": [{"id": "s", "action": "I looked."}]},
        ["problem", "result", "bridge", "company"],
    ),
    "a gain alone": (
        {"target": TARGET, "years": 1, "stories": [{"id": "s", "problem": "P", "action": "A", "benefit": "B"}]},
        ["bridge", "company"],
    ),
    "one of two lines": (
        {
            "target": {**TARGET, "requirements": ["Bake bread", "Sell it"], "reason": "Near."}, "years": 1,
            "stories": [STORY], "bridge": [{"requirement": "Bake bread", "text": "I did."}],
        },
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("label", STEPS)
def test_a_draft_marks_what_a_final_letter_lacks_and_nothing_else(label: str) -> None:
    candidate, slots = STEPS[label]
    assert [one.slot for one in still_open(made(candidate))] == slots
    for mode in ("draft", "final"):
        assert len(prompts(made(candidate, mode=mode))) == len(slots)
    more = 1 if label == "one of two lines" else 0
    assert len(prompts(made(candidate, mode="scaffold"))) == len(slots) + more


def test_a_draft_has_short_marks() -> None:
    given = made({"target": TARGET, "years": 3}, mode="draft")
    assert prompts(given) == [
        "[Problem: 50 to 80 words]", "[Action: 60 to 90 words]", "[Result: 30 to 50 words]",
        "[Bridge: 30 to 50 words]", "[Company: 30 to 60 words]",
    ]  # fmt: skip


def test_where_an_answer_belongs_is_said_by_its_path_and_place() -> None:
    kept = [{"company": "Boreal"}, {"company": "Zephyr"}]
    given = made({"stories": [{"id": "old"}, {"id": "new", "problem": "P."}], "targets": kept},
                 "candidate.target.story=new", target="Steward @ zephyr")  # fmt: skip
    found = list(still_open(given))
    assert [one.path for one in found] == [
        "current.scope", "stories[1].action", "stories[1].result", "bridge", "targets[1].reason"
    ]  # fmt: skip
    story, job = given.candidate.stories[1], given.candidate.targets[1]
    assert [one.place for one in found[1:]] == [story.id.place, story.id.place, None, job.company.place]
    # An answer to the lines of a posting belongs to the job that has them.
    lines = {"stories": [STORY], "targets": [{"company": "Boreal"}, {"company": "Zephyr", "requirements": ["Bread"]}]}
    (bridge,) = (one for one in still_open(made(lines, target="Steward @ zephyr")) if one.slot == "bridge")
    assert bridge.path == "targets[1].bridge"


@pytest.mark.parametrize(
    ("current", "years", "said_today"),
    [
        ({"title": "Clerk", "company": "Alpine", "scope": "keep books"}, None,
         "I am a Clerk at Alpine, where I keep books."),
        ({"title": "SRE", "company": "Alpine", "scope": "keep books."}, 1,
         "I have one year of experience, and today I am an SRE at Alpine, where I keep books."),
        ({"company": "Alpine"}, 12, "I have 12 years of experience, and today I work at Alpine."),
        ({"company": "Alpine Inc."}, None, "I work at Alpine Inc."),
        ({"company": "Alpine", "scope": "keep books"}, 0, "I work at Alpine, where I keep books."),
        ({"scope": "keep books"}, 10, "I have ten years of experience, and today I keep books."),
        ({"scope": "keep books"}, None, "I keep books."),
        ({"title": "Clerk"}, None, "I am a Clerk."),
        ({"title": "Head of Data", "scope": "lead a team of **nine**!"}, None,
         "I am Head of Data and lead a team of nine!"),
        ({}, 3, "I have three years of experience."),
        ({}, 0, "[Opening: 20 to 50 words]"),
        ({}, None, "[Opening: 20 to 50 words]"),
    ],
)  # fmt: skip
def test_who_the_candidate_is_today(current: dict[str, str], years: int | None, said_today: str) -> None:
    candidate = {"current": current, "target": TARGET} | ({"years": years} if years is not None else {})
    found = said(made(candidate))["opening"]
    assert found == [f"I am applying for the Steward position at Zephyr. {said_today}"]


@pytest.mark.parametrize(
    ("tone", "current", "opening"),
    [
        ("plain", {"company": "zephyr", "title": "Clerk", "scope": "keep books"},
         "I am applying for the Steward position (R 7) here at Zephyr. I am a Clerk and keep books."),
        ("warm", {"company": "Zephyr"},
         "I would like to move into the role of Steward here at Zephyr (job R 7). These days I work here."),
        ("formal", {"company": "Zephyr", "scope": "keep books"},
         "As an employee of Zephyr, I wish to apply for the position of Steward (reference R 7). "
         "At present I keep books."),
        ("formal", {"company": "Zephyr Labs", "title": "Clerk"},
         "As an employee of Zephyr, I wish to apply for the position of Steward (reference R 7). "
         "At present I am a Clerk at Zephyr Labs."),
    ],
)  # fmt: skip
def test_who_moves_within_a_company_names_it_once(tone: str, current: dict[str, str], opening: str) -> None:
    target = {**TARGET, "internal": True, "requisition": "R 7"}
    assert said(made({"target": target, "current": current, "tone": tone}))["opening"] == [opening]


def test_a_name_that_ends_in_a_dot_ends_a_sentence_with_it() -> None:
    for tone in TONES:
        given = made({"target": {"company": "Acme Inc.", "title": "Sr."}, "years": 2, "tone": tone})
        assert ".." not in body(said(given))


def test_a_target_without_a_role() -> None:
    given = material(RIVERBEND, role=None, company=None, opening=None, target="Data Steward @ Zephyr",
                     settings=("candidate.target.reason=null",))  # fmt: skip
    found = said(given)
    assert found["opening"][0].startswith("I am applying for the Data Steward position at Zephyr. I have seven years")
    assert found["company"] == [
        "[What about Zephyr could you not say of its rival, and where did you learn it? 30 to 60 words.]"
    ]
    assert found["bridge"][0].startswith("[Which two things that the posting asks for")
    assert "Riverbend" not in body(found)


@pytest.mark.parametrize(
    ("changes", "settings", "title"),
    [
        ({"target": "Named Here @ Acme Pumps"}, (), "Named Here"),
        ({}, (), "Pump Whisperer"),
        ({}, ("opening.title_override=null",), "Senior Software Engineer"),
        ({"company": None}, ("opening.title_override=null",), "Plumber in Chief"),
        ({"company": None}, ("opening.title_override=null", "candidate.target.title=null"), "Senior Software Engineer"),
        ({"role": None}, ("opening.title_override=null", "opening.role=null"), "Plumber in Chief"),
    ],
)
def test_which_title_wins(changes: dict[str, object], settings: tuple[str, ...], title: str) -> None:
    plain = ("candidate.tone=plain", "candidate.target.internal=false", "candidate.target.requisition=null")
    given = made_of(FULL, *settings, *plain, **changes)
    assert said(given)["opening"][0].startswith(
        f"I am applying for the {title} position (REQ-9) at Acme Pumps."
    )


def bridged(candidate: dict[str, object], mode: str = "scaffold", **changes: object) -> list[str]:
    return said(made({"stories": [STORY], **candidate}, mode=mode, **changes))["bridge"]


@pytest.mark.parametrize(
    ("answered", "quoted"),
    [
        ([], ["r-led-initiative", "r-owned-production"]),
        (["r-review"], ["r-review", "r-led-initiative"]),
        (["r-review", "r-testing"], ["r-review", "r-testing"]),
        (["r-testing", "r-review", "r-language"], ["r-testing", "r-review"]),
    ],
)
def test_the_bridge_takes_what_is_answered_then_what_the_role_wants_shown(
    answered: list[str], quoted: list[str]
) -> None:
    bridge = [{"requirement": key, "text": f"About {key}"} for key in answered]
    given = {**FULL["candidate"], "bridge": bridge, "target": {}, "tone": "plain"}
    role = {"role": EXAMPLE_ROLE, "target": "Steward @ Zephyr"}
    musts = {must.id: str(must.text) for must in made({}, **role).profile.musts}
    parts = [f"About {key}." for key in quoted if key in answered]
    asked = " or ".join(f"“{musts[key].rstrip('.')}” ({key})" for key in quoted if key not in answered)
    if not answered:
        parts = ["[Which two things that the posting asks for does your story show, and how? 30 to 50 words. "
                 f"Such as {asked}.]"]  # fmt: skip
    elif asked:
        parts.append(f"[How does your story show {asked}?]")
    assert bridged(given, **role) == [" ".join(parts)]
    if answered:
        assert bridged(given, mode="final", **role) == [" ".join(part for part in parts if part[0] != "[")]


EXAMPLE_ROLE = "senior-software-engineer"
LINES = ["Bakery work.", "Do you like “golden paths”?", "Sales of *it*;", "A wrench of one's own..."]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Bakery work."], "asks for “Bakery work.” Yes."),
        (["bakery  work."], "asks for “Bakery work.” Yes."),
        (["Bakery work.", "Sales of *it*;"], "asks for “Bakery work” and “Sales of *it*.” Yes."),
        (["Bakery work.", "Sales of *it*;", "A wrench of one's own..."],
         "asks for “Bakery work,” “Sales of *it*” and “A wrench of one's own...” Yes."),
        (["Do you like “golden paths”?"], "asks, “Do you like ‘golden paths’?” Yes."),
        (["Do you like “golden paths”?", "Sales of *it*;"],
         "asks for “Sales of *it*.” It also asks, “Do you like ‘golden paths’?” Yes."),
        (["r-review", "Bakery work."], "asks for “Bakery work.” Yes."),
    ],
)  # fmt: skip
def test_a_posting_is_quoted_as_it_stands(names: list[str], text: str) -> None:
    """It is literal: a star is a star. A list's own signs give way to those of the sentence."""
    target = {**TARGET, "requirements": LINES}
    answer = {"requirement": names, "text": "Yes"}
    assert bridged({"target": {**target, "bridge": [answer]}}, "final") == [f"Your posting {text}"]
    assert bridged({"target": target, "bridge": [answer]}, "final") == [f"Your posting {text}"]


def test_two_answers_stand_behind_their_own_quotations() -> None:
    answers = [{"requirement": "Bakery work.", "text": "I did.\n\nAlways"}, {"requirement": LINES[2], "text": "Yes!"}]
    target = {**TARGET, "requirements": LINES, "bridge": answers}
    quoted = ["“Bakery work.” I did.", "Always.", "“Sales of *it*.” Yes!"]
    for tone, (first, second) in {
        "plain": ("Your posting asks for", "It also asks for"),
        "warm": ("You are looking for", "You are also looking for"),
        "formal": ("Your posting calls for", "It further calls for"),
    }.items():
        assert bridged({"target": target, "tone": tone}, "final") == [
            f"{first} {quoted[0]}", f"{quoted[1]} {second} {quoted[2]}"
        ]  # fmt: skip


def test_a_question_of_a_posting_is_quoted_last_and_never_offered() -> None:
    asking, *others = LINES[1], LINES[0], LINES[2]
    answers = [{"requirement": line, "text": "Yes."} for line in (asking, others[0])]
    target = {**TARGET, "requirements": [asking, *others]}
    (text,) = bridged({"target": {**target, "bridge": answers}}, "final")
    assert text == (
        "Your posting asks for “Bakery work.” Yes. It also asks, “Do you like ‘golden paths’?” Yes."
    )
    (offered,) = bridged({"target": target})
    assert offered.endswith(" Such as “Bakery work” or “Sales of *it*”.]")
    (alone,) = bridged({"target": {**target, "requirements": [asking]}})
    assert alone.endswith(" Such as “Do you like ‘golden paths’?”.]")


def test_what_no_posting_asks_is_answered_without_a_quotation() -> None:
    """The sentences of a role are nobody's: an answer to one stands alone, until the company makes them its own."""
    answers = [{"requirement": "r-database", "text": "Rows."}, {"requirement": "Experience with freight", "text": "Me"}]
    role = {"role": EXAMPLE_ROLE, "target": "Steward @ Zephyr"}
    nice = next(str(r.text) for r in made({}, **role).profile.role.requirements if r.id == "r-database")
    assert bridged({"bridge": answers[:1]}, "final", **role) == ["Rows."]
    assert bridged({"bridge": answers}, "final", **role) == [
        "Rows. Your posting asks for “Experience with freight.” Me."
    ]
    company = made_of({"company": {"name": "Zephyr"}, "candidate": {"bridge": answers}}, letter=Correspondence("final"))
    (text,) = said(company)["bridge"]
    assert text == f"Your posting lists “{nice}” Rows. It also asks for “Experience with freight.” Me."


def test_what_has_no_place_in_the_bridge_is_told_and_nothing_is_quoted_twice() -> None:
    answers = [
        {"requirement": "r-x", "text": "Lost"},
        {"requirement": ["Experience with freight", "r-x"], "text": "Mine"},
        {"requirement": "experience with freight", "text": "Mine"},
        {"requirement": ["Sells it", "Experience with freight"], "text": "Both"},
        {"requirement": "Speaks Welsh", "text": "Ydw"},
        {"requirement": "Bakes", "text": "Late"},
    ]
    given = made({"bridge": answers, "target": TARGET})
    assert said(given)["bridge"] == [
        "Your posting asks for “Experience with freight.” Mine. It also lists “Speaks Welsh.” Ydw."
    ]
    assert [str(left.text) for left in unused(given)] == ["Lost", "Mine", "Both", "Late"]


def test_what_is_said_of_this_posting_comes_before_what_is_said_of_any() -> None:
    target = {**TARGET, "bridge": [{"requirement": "Bread", "text": "Here"}]}
    given = made({"bridge": [{"requirement": "Bread", "text": "Anywhere"}], "target": target})
    assert said(given)["bridge"] == ["Your posting asks for “Bread.” Here."]
    assert [str(left.text) for left in unused(given)] == ["Anywhere"]


def test_a_prompt_repeats_prose_without_its_markup() -> None:
    given = made_of(without("candidate.target.reason"), "opening.reason=The **old** [pump](https://a.example) died.")
    assert said(given)["company"][0].endswith(" The opening says: “The old pump died.”]")


@pytest.mark.parametrize(
    ("close", "lines"),
    [
        ("Call me.\n\nOr write.", ["Call me.", "Or write. I am available on Mondays."]),
        ("Call me", ["Call me. I am available on Mondays."]),
        (None, ["I would welcome the chance to talk about the role. I am available on Mondays."]),
    ],
)
def test_own_closing_words_and_availability_both_stand(close: str | None, lines: list[str]) -> None:
    given = {"target": TARGET, "availability": "on Mondays"} | ({"close": close} if close else {})
    assert said(made(given))["close"] == lines


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ({"result": "It held"}, ["It held."]),
        ({"benefit": "Finance gained."}, ["Finance gained."]),
        ({"measure": ("30", "none.")}, ["Double bookings went from 30 to none."]),
        ({"measure": ("30", "none"), "benefit": "Finance gained."},
         ["Double bookings went from 30 to none. Finance gained."]),
        ({"result": "It held", "benefit": "Finance gained."}, ["It held. Finance gained."]),
        ({"measure": ("30", "none"), "result": "It held.\n\nYes", "benefit": "Finance gained.\n\nAlso I."},
         ["Double bookings went from 30 to none. It held.", "Yes. Finance gained.", "Also I."]),
    ],
)  # fmt: skip
def test_a_result_is_the_figure_then_what_came_of_it_then_who_else_gained(
    parts: dict[str, object], lines: list[str]
) -> None:
    story = {**parts, "id": "s"}
    if "measure" in parts:
        before, after = parts["measure"]
        story["measure"] = {"what": "double bookings", "before": before, "after": after}
    assert said(made({"stories": [story], "target": TARGET}))["result"] == lines


def test_a_name_keeps_its_small_letter_at_the_beginning_of_a_sentence() -> None:
    story = {"id": "s", "measure": {"what": "iOS crashes", "before": "9", "after": "2"}}
    assert said(made({"stories": [story], "target": TARGET}))["result"] == ["iOS crashes went from 9 to 2."]


def test_every_part_ends_as_a_sentence_does() -> None:
    story = {"id": "s", "problem": "It broke", "action": "I looked?", "result": "It **held**"}
    found = said(made({"stories": [story], "target": {**TARGET, "reason": "A.\n\nYour pumps"}}))
    assert [found[move] for move in ("problem", "action", "result", "company")] == [
        ["It broke."], ["I looked?"], ["It held."], ["A.", "Your pumps."]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "said_today"),
    [
        ("Graduate in physics", "I am a graduate in physics."),
        ("MSc student at Leeds", "I am an MSc student at Leeds."),
        ("Software Engineer", "I am a Software Engineer."),
        ("I build things", "[Opening: 20 to 50 words]"),
        ("Engineer | Maker", "[Opening: 20 to 50 words]"),
    ],
)
def test_who_names_no_years_and_no_job_is_what_they_call_themselves(label: str, said_today: str) -> None:
    given = made({"label": label, "target": TARGET}, mode="draft")
    assert said(given)["opening"] == [f"I am applying for the Steward position at Zephyr. {said_today}"]
    assert ("opening" in [one.slot for one in still_open(given)]) == (said_today[0] == "[")
    working = made({"label": label, "target": TARGET, "years": 2})
    assert said(working)["opening"][0].endswith("Zephyr. I have two years of experience.")


@pytest.mark.parametrize(
    ("tone", "title", "number", "opening", "subject"),
    [
        ("plain", "Clerk", "R-1029", "I am applying for the Clerk position (R-1029) at Zephyr.",
         "Application: Clerk (R-1029), Dana Reyes"),
        ("plain", "Clerk (Night)", "LH-7", "I am applying for the Clerk (Night) position (LH-7) at Zephyr.",
         "Application: Clerk (Night), LH-7, Dana Reyes"),
        ("warm", "Clerk", "R-1029", "I would like to join Zephyr as a Clerk (job R-1029).",
         "Application for Clerk (R-1029): Dana Reyes"),
        ("warm", "Clerk (Night)", "Job 7", "I would like to join Zephyr as a Clerk (Night), Job 7.",
         "Application for Clerk (Night), Job 7: Dana Reyes"),
        ("plain", "Clerk", "1029", "I am applying for the Clerk position (job 1029) at Zephyr.",
         "Application: Clerk (job 1029), Dana Reyes"),
        ("formal", "Clerk (Night)", "LH-7",
         "I wish to apply for the position of Clerk (Night) at Zephyr (reference LH-7).",
         "Application for the position of Clerk (Night), LH-7: Dana Reyes"),
    ],
)  # fmt: skip
def test_the_number_of_a_job_never_stands_in_a_second_pair_of_brackets(
    tone: str, title: str, number: str, opening: str, subject: str
) -> None:
    target = {"company": "Zephyr", "title": title, "requisition": number}
    found = said(made({"target": target, "tone": tone, "years": 0, "current": {"scope": "x"}}, medium="email"))
    assert found["opening"][0].startswith(f"{opening} ")
    assert found["subject"] == [f"Subject: {subject}"]


@pytest.mark.parametrize("tone", TONES)
def test_an_email_has_attachments_and_a_letter_enclosures(tone: str) -> None:
    given = {"enclosures": ["Resume"], "target": TARGET, "tone": tone}
    (letter,), (mail,) = (said(made(given, medium=medium))["enclosures"] for medium in ("letter", "email"))
    assert mail.startswith("Attach")
    assert not letter.startswith("Attach")


def test_a_story_half_told_asks_for_the_rest() -> None:
    found = said(made({"stories": [{"id": "s", "problem": "It broke.\n\nTwice."}]}))
    assert found["problem"] == ["It broke.", "Twice."]
    assert [found[slot][0][0] for slot in ("action", "result")] == ["[", "["]


@pytest.mark.parametrize(
    ("tone", "locale_of", "reader", "greeting", "ending"),
    [
        ("plain", "riverbend", "Ada Okafor", "Dear Ada Okafor,", "Sincerely,"),
        ("plain", "lindqvist", "Ada Okafor", "Dear Ada Okafor,", "Kind regards,"),
        ("plain", "riverbend", None, "Dear Hiring Manager,", "Sincerely,"),
        ("plain", "lindqvist", None, "Dear Hiring Manager,", "Kind regards,"),
        ("warm", "riverbend", "Ada Okafor", "Hello Ada Okafor,", "Warm regards,"),
        ("warm", "lindqvist", None, "Hello,", "Best wishes,"),
        ("formal", "riverbend", "Ada Okafor", "Dear Ada Okafor:", "Sincerely,"),
        ("formal", "riverbend", None, "Dear Hiring Manager:", "Sincerely,"),
        ("formal", "lindqvist", "Ada Okafor", "Dear Ada Okafor,", "Yours sincerely,"),
        ("formal", "lindqvist", None, "Dear Hiring Manager,", "Yours faithfully,"),
    ],
)
def test_greeting_and_ending_go_by_tone_and_country(
    tone: str, locale_of: str, reader: str | None, greeting: str, ending: str
) -> None:
    settings = [f"candidate.tone={tone}", "opening.hiring_manager=null",
                *([f"candidate.target.addressee={reader}"] if reader else [])]  # fmt: skip
    found = said(material(EXAMPLE[locale_of], *settings))
    assert found["greeting"] == [greeting]
    assert found["sign-off"][0].startswith(f"{ending} / ")


@pytest.mark.parametrize(
    ("locale_of", "greeting"), [("riverbend", "Dear Dr. Weiss,"), ("lindqvist", "Dear Dr Weiss,")]
)
def test_a_title_is_greeted_with_the_surname_and_addressed_with_the_whole_name(locale_of: str, greeting: str) -> None:
    found = said(material(EXAMPLE[locale_of], "candidate.target.addressee=Dr. Karl Weiss", "candidate.tone=plain"))
    assert found["greeting"] == [greeting]
    assert found["addressee"][0].startswith("Dr. Karl Weiss / ")


def test_slots_know_where_they_were_written() -> None:
    tree = compose("letter", material())
    places = {s.id: {b.place.source for b in s.blocks if b.place} for s in tree.sections if s.id in MOVES[1:6]}
    assert places == {move: {RIVERBEND.candidate.as_posix()} for move in MOVES[1:6]}
