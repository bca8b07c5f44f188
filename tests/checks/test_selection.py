"""Notices of what documents leave out and of what in them is open: said on standard error, and stopping nothing."""

from __future__ import annotations

from full import FULL, made_of

from jdgen.checks.selection import left_out, open_slots, uncovered
from jdgen.pipeline import compose


def said(notices) -> list[tuple[str, str]]:
    return [(notice.rule, notice.message) for notice in notices]


def answering(*names: str) -> dict[str, object]:
    """Return the full candidate with these answers of its own, for a job of which no posting is known."""
    target = {key: value for key, value in FULL["candidate"]["target"].items() if key not in ("requirements", "bridge")}
    return {**FULL["candidate"], "target": target, "bridge": [{"requirement": name, "text": "Mine."} for name in names]}


def test_a_full_input_has_no_notice() -> None:
    opening = {**FULL["opening"], "interview": None}
    given = made_of({**FULL, "opening": opening, "candidate": answering("r-review")})
    documents = [compose(kind, given) for kind in ("posting", "rubric", "letter")]
    bridge = [notice for notice in said(left_out(given, ["letter"])) if notice[0] == "bridge.unused"]
    assert bridge == []
    assert said(uncovered(given)) == []
    assert [notice for notice in said(open_slots(documents, given, draft=True)) if notice[0] == "field.missing"] == []


def test_an_answer_without_a_place_is_named_only_for_a_letter() -> None:
    given = made_of({**FULL, "candidate": answering("r-review", "r-testing", "r-language")})
    found = [notice for notice in said(left_out(given, ["letter"])) if notice[0] == "bridge.unused"]
    assert found == [("bridge.unused", "the answer to `r-language` is left out of the letter")]
    assert [notice for notice in said(left_out(given, ["posting"])) if notice[0] == "bridge.unused"] == []


def test_an_answer_to_the_role_has_no_place_where_the_posting_has_lines_of_its_own() -> None:
    found = [notice for notice in said(left_out(made_of(FULL), ["letter"])) if notice[0] == "bridge.unused"]
    assert found == [("bridge.unused", "the answer to `r-review` is left out of the letter")]


def test_a_job_of_no_company_is_told_since_no_letter_takes_it() -> None:
    kept = [{"company": "Zephyr", "reason": "Your maps."}, {"title": "Cook", "reason": "Your kitchen."}, {}]
    given = made_of({**FULL, "candidate": {**FULL["candidate"], "targets": kept}})
    found = [notice for notice in said(left_out(given, ["letter"])) if "targets" in notice[1]]
    assert found == [("field.unused", "`targets[1]` names no company, and goes into no letter to one")]
    assert [notice for notice in said(left_out(given, ["posting"])) if "targets" in notice[1]] == []


def test_a_loop_that_forgets_a_competency_is_named() -> None:
    names = [message for _, message in said(uncovered(made_of(FULL)))]
    assert "no stage assesses `System design` first" not in names
    assert names == [
        f"no stage assesses `{name}` first"
        for name in (
            "Software construction", "Production ownership", "Review and mentoring", "Influence and communication",
            "Testing and delivery safety",
        )
    ]  # fmt: skip


def test_prompts_are_counted_and_a_draft_says_what_it_lacks() -> None:
    empty = made_of({})
    documents = [compose("letter", empty), compose("posting", empty)]
    notices = said(open_slots(documents, empty, draft=True))
    assert [rule for rule, _ in notices] == ["slot.unfilled", "field.missing", "field.missing"]
    assert notices[0][1].endswith("prompts are left to answer in the letter")
    assert notices[1][1] == "the letter is a draft without `candidate.name`"
    assert notices[2][1].startswith("the posting is a draft without `company.name`, `company.accommodation.contact`")
    assert [rule for rule, _ in said(open_slots(documents, empty, draft=False))] == ["slot.unfilled"]
