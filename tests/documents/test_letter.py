"""The letter: typed slots, prompts for what is empty, and two companies that never change places."""

from __future__ import annotations

import pytest
from full import FULL, made_of, said, without
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jdgen.documents.letter import unused_bridges
from jdgen.documents.tree import Paragraph, Run, blocks
from jdgen.pipeline import compose
from making import EXAMPLE, RIVERBEND, document, material

NAMES = st.from_regex(r"[A-Z][a-z]{3,9}( (&|of|and) [A-Z][a-z]{2,6})?", fullmatch=True)
ORDER = [
    "sender",
    "date",
    "addressee",
    "opening",
    "problem",
    "action",
    "result",
    "bridge",
    "company",
    "close",
    "sign-off",
]


def body(found: dict[str, list[str]]) -> str:
    return "\n".join(text for section in found.values() for text in section)


def prompts(kind: str, name: str, *settings: str) -> list[str]:
    runs = [run for b in blocks(document(kind, name, *settings)) if isinstance(b, Paragraph) for run in b.inlines]
    return [run.text for run in runs if isinstance(run, Run) and run.role == "prompt"]


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_moves_and_their_order(name: str) -> None:
    assert [section.id for section in document("letter", name).sections] == ORDER


def test_a_full_candidate_leaves_no_prompt() -> None:
    assert prompts("letter", "riverbend") == []


def test_an_empty_candidate_leaves_a_prompt_in_every_slot_and_no_claim() -> None:
    found = said("letter", made_of({"candidate": {"name": "Dana Reyes"}}, role=None))
    assert found == {
        "title": [""],
        "subtitle": [""],
        "sender": ["Dana Reyes"],
        "date": ["November 20, 2026"],
        "addressee": ["Dear Hiring Manager,"],
        "opening": [
            "I am applying for the [the job you are writing for] position at [the company you are writing to]. "
            "[Who are you in one clause, and what do you run today? 20 to 30 words.]"
        ],
        "problem": ["Problem", "[What broke, for whom, and how big was it? 50 to 80 words.]"],
        "action": [
            "Action", "[What did you decide, what was hardest, and how did you limit the risk? 60 to 90 words.]"
        ],
        "result": ["Result", "[Which number went from what to what, and who else gained? 30 to 50 words.]"],
        "bridge": [
            "Bridge",
            "[Which two things that the posting asks for does your story show, and how? 30 to 50 words.]",
        ],
        "company": [
            "Company",
            "[One thing about this company that you could not say of its rival, and where you learned it. "
            "30 to 60 words.]",
        ],
        "close": ["I would welcome the chance to talk about the role."],
        "sign-off": ["Sincerely, / Dana Reyes"],
    }  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(target=NAMES, current=NAMES)
def test_the_two_companies_never_change_places(target: str, current: str) -> None:
    assume(target.casefold() not in current.casefold())
    assume(current.casefold() not in target.casefold())
    plain = material(RIVERBEND, company=None, opening=None, candidate=None)
    assume(not any(n in body(said("letter", plain)) for n in (target, current)))
    for root in ("company.name", "candidate.target.company"):
        values = [f"{root}={target}", f"candidate.current.company={current}", "candidate.current.title=Clerk"]
        found = said("letter", material(RIVERBEND, *values, company=None, opening=None, candidate=None))
        text = body(found)
        assert text.count(current) == text.count(f" at {current}") == 1
        assert f" position at {target}. I work as Clerk at {current}." in found["opening"][0]
        assert text.count(target) == 2
        assert f"One thing about {target} that" in found["company"][1]
        gone = said("letter", material(RIVERBEND, *values, "candidate.current.company=null", company=None, opening=None,
                                       candidate=None))  # fmt: skip
        assert current not in body(gone)
        assert gone["opening"][0].endswith(f" position at {target}. I work as Clerk.")


@pytest.mark.parametrize(
    ("current", "years", "said_today"),
    [
        ({"title": "Clerk", "company": "Alpine", "scope": "keep books"}, None,
         "I work as Clerk at Alpine, where I keep books."),
        ({"title": "Clerk", "company": "Alpine", "scope": "keep books."}, 1,
         "I have one year of experience, and today I work as Clerk at Alpine, where I keep books."),
        ({"company": "Alpine"}, 12, "I have 12 years of experience, and today I work at Alpine."),
        ({"scope": "keep books"}, 10, "I have ten years of experience, and today I keep books."),
        ({"scope": "keep books"}, None, "I keep books."),
        ({"title": "Clerk"}, None, "I work as Clerk."),
        ({}, 3, "I have three years of experience."),
        ({}, None, "[Who are you in one clause, and what do you run today? 20 to 30 words.]"),
    ],
)  # fmt: skip
def test_who_the_candidate_is_today(current: dict[str, str], years: int | None, said_today: str) -> None:
    candidate = {"name": "D", "current": current, "target": {"company": "Zephyr", "title": "Steward"}}
    candidate |= {"years": years} if years else {}
    found = said("letter", made_of({"candidate": candidate}, role=None))["opening"]
    assert found == [f"I am applying for the Steward position at Zephyr. {said_today}"]


def test_a_target_without_a_role() -> None:
    given = material(RIVERBEND, role=None, company=None, opening=None, target="Data Steward @ Zephyr",
                     settings=("candidate.target.reason=null",))  # fmt: skip
    found = said("letter", given)
    assert found["opening"][0].startswith("I am applying for the Data Steward position at Zephyr. I have seven years")
    assert found["company"][1].startswith("[One thing about Zephyr that ")
    assert found["bridge"][1].startswith("[Which two things that the posting asks for")
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
    given = made_of(FULL, *settings, **changes)
    assert said("letter", given)["opening"][0].startswith(
        f"I am applying for the {title} (REQ-9) position at Acme Pumps."
    )


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
    given = made_of({**FULL, "candidate": {**FULL["candidate"], "bridge": bridge}})
    musts = {must.id: must.text for must in given.profile.musts}
    parts = [
        f"“{musts[key]}” About {key}."
        if key in answered
        else f"[How does your story show “{musts[key]}” ({key})? 15 to 25 words.]"
        for key in quoted
    ]
    claim = ["Your posting asks for work that I have done."] if answered else []
    text = " ".join([*claim, *parts])
    open_slot = set(quoted) - set(answered)
    assert said("letter", given)["bridge"] == (["Bridge", text] if open_slot else [text])


def test_without_the_companys_own_posting_nothing_is_quoted() -> None:
    bridge = [{"requirement": "r-database", "text": "I moved 4 million rows."}]
    candidate = {**FULL["candidate"], "bridge": [*bridge, {"requirement": "Experience with freight", "text": "Mine"}]}
    given = made_of({**FULL, "candidate": candidate}, company=None)
    (text,) = said("letter", given)["bridge"]
    nice = next(r.text for r in given.profile.role.requirements if r.id == "r-database")
    assert text == (
        f"The job asks for work that I have done. {nice} I moved 4 million rows. Experience with freight. Mine."
    )


def test_a_job_without_a_profile_takes_the_postings_own_words() -> None:
    bridge = [{"requirement": "Experience with freight", "text": "Mine"}, {"requirement": "r-x", "text": "Lost"}]
    given = made_of({**FULL, "candidate": {**FULL["candidate"], "bridge": bridge}}, "opening.role=null", role=None)
    text = "Your posting asks for work that I have done. “Experience with freight” Mine."
    assert said("letter", given)["bridge"] == [text]
    assert [left.requirement for left in unused_bridges(given)] == ["r-x"]


def test_a_prompt_repeats_prose_without_its_markup() -> None:
    given = made_of(without("candidate.target.reason"), "opening.reason=The **old** [pump](https://a.example) died.")
    assert said("letter", given)["company"][1].endswith(" The opening says: “The old pump died.”]")


def test_own_closing_words_and_availability_both_stand() -> None:
    full = {**FULL["candidate"], "close": "Call me.\n\nOr write.", "availability": "on Mondays"}
    lines = said("letter", made_of({**FULL, "candidate": full}))["close"]
    assert lines == ["Call me.", "Or write. I am available on Mondays."]


def test_a_story_half_told_asks_for_the_rest() -> None:
    given = without("candidate.close")
    given["candidate"]["stories"][0] = {"id": "s", "problem": "It broke.\n\nTwice."}
    found = said("letter", made_of(given))
    assert found["problem"] == ["It broke.", "Twice."]
    assert found["action"][0] == "Action"
    assert found["result"][0] == "Result"


def test_slots_know_where_they_were_written() -> None:
    tree = compose("letter", material())
    places = {s.id: {b.place.source for b in s.blocks if b.place} for s in tree.sections if s.id in ORDER[4:9]}
    source = RIVERBEND.candidate.as_posix()
    assert places == {"problem": {source}, "action": {source}, "result": {source}, "bridge": set(), "company": {source}}
