"""What whole postings lack, how long they are, and where they say that the work is done."""

from __future__ import annotations

import pytest
from passages import SOURCE, limit, reading

from jdgen import rules
from jdgen.checks.measures import measures
from jdgen.checks.structure import structure
from jdgen.rules.phrases import spelled_out

THERE = {
    "process.missing": [
        "## process: How we hire\n1. A talk of 30 minutes.", "Two interviews of an hour each.",
        "Our selection process has three steps.",
        "Our process: recruiter screen (30 min), hiring manager (45 min).", "You will meet the team twice.",
        "A trial shift of two hours.", "A paid two-hour trial.", "Shortlisted candidates hear from us in May.",
    ],
    "apply.missing": [
        "## apply: How to apply\nAsk for Ann.", "Write to jobs@contoso.example.",
        "More at https://contoso.example/jobs/4.",
        "Send your resume to the shop.", "Apply at the front desk.", "Please contact us at the shop.",
        "Text 207-555-0170 any day.", "Ring Dave on 01302 555 019.", "Drop us your updated CV.",
        "Come by between two and four.",
    ],
    "deadline.missing": [
        "= Apply by: December 18, 2026", "The closing date is May 4.", "Open until filled.",
        "We read applications as they come.", "Applications are accepted on an ongoing basis.",
        "The application window is expected to close on January 5.", "Close date: January 5.",
        "Applications close on May 4.", "We hire on a rolling basis.", "The deadline is May 4.",
    ],
    "accommodation.missing": [
        "Ask Ann if you need an accommodation.", "Reasonable adjustments are made.",
        "If you need an adjustment at any step, ask Ann.",
        "Our application page is accessible.", "If you need assistance to apply, call us.",
    ],
    "benefits.missing": [
        "## offer: What we offer\n- Health, dental and vision insurance", "- 25 days of paid vacation",
        "Our benefits are listed online.",
        "A pension with 8 percent.", "What you get: a bicycle.",
    ],
}  # fmt: skip
ABSENT = {
    "process.missing": ["- Interview customers about chairs"], "apply.missing": ["- Apply paint to chairs"],
    "deadline.missing": ["- Meet every deadline", "Apply by e-mail to the shop.", "Apply by sending your resume."],
    "accommodation.missing": ["- Accommodate guests in 40 rooms"],
    "benefits.missing": ["- Explain benefits to 400 people"],
}
CLASH = [
    ("> Contoso · Remote", "Come two days a week in our Austin office.", "days a week in our Austin office", "Remote"),
    ("> Contoso · Fully remote", "This is not a remote position.", "This is not a remote", "Fully remote"),
    ("= Location: Remote", "You will work in our Austin office three days a week.", "in our Austin office three days",
     "Remote"),
    ("= Location: Remote", "This hybrid role needs three days a week on site.", "hybrid role", "Remote"),
    ("= Location: Remote", "= Mode: Hybrid", "Hybrid", "Remote"),
    ("> Contoso · Remote", "= Workplace: On-site", "On-site", "Remote"),
    ("= Location: Remote", "Three days in the office are expected.", "days in the office", "Remote"),
    ("> Contoso · On-site", "The role is fully remote.", "fully remote", "On-site"),
    ("> Contoso · Denver · Hybrid", "The job is 100% remote.", "100% remote", "Hybrid"),
    ("", "The job is fully remote. You must work on site.", "must work on site", "fully remote"),
]
CLEAR = [
    ("> Contoso · Remote", "We meet for two days at the office each quarter."),
    ("> Contoso · Remote", "We are a remote team."),
    ("> Contoso · Remote", "Training takes five days in the office."),
    ("> Contoso · Hybrid", "You work two days a week in the office."),
    ("> Contoso · Hybrid, 2 days a week on site", "Three days a week in the office are fine."),
    ("> Contoso · Remote or hybrid", "Two days in the office."),
    ("> Contoso · Remote, hybrid", "= Mode: Hybrid"),
    ("= Location: Remote", "= Mode: Remote"),
    ("> Contoso · Denver", "You work two days a week in the office."),
    ("> Contoso · On-site", "You work in a shop, five days on site."),
    ("", "The job is fully remote."), ("", "You work five days in the office."),
    ("> Contoso · Remote", "If you like, spend days in the office."),
]  # fmt: skip


def of(rule: str, text: str, **known: object) -> list[str]:
    return [problem.message for problem in structure(reading(text, **known)) if problem.rule == rule]


@pytest.mark.parametrize("rule", THERE)
def test_what_a_whole_posting_lacks_is_told_where_it_belongs(rule: str) -> None:
    found = [problem for problem in structure(reading("# Cook\n- Cook soup")) if problem.rule == rule]
    assert [str(problem.place) for problem in found] == [SOURCE]
    assert found[0].hint == rules.structure()[rule].suggest
    assert of(rule, "# Cook\n- Cook soup", whole=False) == []


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in THERE.items() for text in texts])
def test_what_is_there_is_seen_in_many_words(rule: str, text: str) -> None:
    assert of(rule, f"# Cook\n{text}") == []


def test_what_a_law_takes_for_an_answer_is_one() -> None:
    seen = {}
    for rule, name in (("deadline.missing", "deadline"), ("benefits.missing", "benefits"),
                       ("accommodation.missing", "accommodation")):  # fmt: skip
        ways = [" ".join(way) for phrase in rules.contents()[name].phrases for way in spelled_out(phrase)]
        seen[name] = len(ways)
        assert [way for way in ways if of(rule, f"# Cook\nNote that {way}.")] == []
    assert min(seen.values()) > 10


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in ABSENT.items() for text in texts])
def test_what_the_work_is_about_does_not_stand_for_it(rule: str, text: str) -> None:
    assert len(of(rule, f"# Cook\n## duties: What you will do\n{text}")) == 1
    assert len(of(rule, f"# Cook\n## must: Must have\n{text}")) == 1


def test_sentences_behind_the_last_list_are_read_for_what_they_say() -> None:
    tail = "Apply at the desk by May 4. After two interviews, benefits begin; ask for an accommodation."
    text = f"## nice: Preferred\n- Welding\n{tail}"
    assert [of(rule, text) for rule in THERE] == [[]] * len(THERE)


@pytest.mark.parametrize(("words", "found"), [
    (299, ["299 words, the legal part aside; 300 to 700 are read"]), (300, []), (700, []),
    (701, ["701 words, the legal part aside; 300 to 700 are read"]),
])  # fmt: skip
def test_the_body_is_measured_in_words(words: int, found: list[str]) -> None:
    text = "word " * words + "\n## legal: Equal opportunity\n" + "law " * 500
    # The heading of the legal part is of that part.
    assert of("length.body", text) == found
    assert of("length.body", text, whole=False) == []


@pytest.mark.parametrize(("listed", "plain", "found"), [
    (10, 90, ["10 percent of the words stand in lists; 20 to 65 percent read well"]), (20, 80, []), (65, 35, []),
    (66, 34, ["66 percent of the words stand in lists; 20 to 65 percent read well"]), (40, 60, []),
])  # fmt: skip
def test_the_share_of_lists_is_measured(listed: int, plain: int, found: list[str]) -> None:
    text = f"- {'word ' * 2 * listed}\n{'word ' * 2 * plain}\n## legal: Equal opportunity\n" + "law " * 500
    assert of("bullets.share", text) == found
    assert of("bullets.share", text, whole=False) == []
    assert of("bullets.share", f"- {'word ' * 149}") == []


def test_the_share_is_the_one_that_is_measured() -> None:
    text = "# Cook\n= Location: Leeds\n## duties: Duties\n" + "- Cook soup & bread – daily.\n" * 40 + "We like dogs."
    share = round(measures(reading(text)).bulleted)
    assert 65 < share < 100
    assert of("bullets.share", text) == [f"{share} percent of the words stand in lists; 20 to 65 percent read well"]


@pytest.mark.parametrize(("rule", "limits", "text"), [
    ("length.body", {"least": 10, "most": 20}, "word " * 15),
    ("bullets.share", {"least": 0, "most": 9, "words": 150}, "word " * 150),
])  # fmt: skip
def test_limits_come_from_the_data(
    rule: str, limits: dict[str, int], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(of(rule, text)) == 1
    limit(monkeypatch, rule, limits)
    assert of(rule, text) == []


@pytest.mark.parametrize(("head", "text", "piece", "said"), CLASH)
def test_places_of_work_that_contradict_each_other_are_named(head: str, text: str, piece: str, said: str) -> None:
    found = [p for p in structure(reading(f"# Cook\n{head}\n## why: The role\n{text}")) if p.rule == "remote.unclear"]
    assert [problem.message for problem in found] == [f"“{piece}” stands against “{said}”"]
    assert [problem.place.column for problem in found if problem.place] == [text.index(piece) + 1]


@pytest.mark.parametrize(("head", "text"), CLEAR)
def test_places_of_work_that_go_together_are_silent(head: str, text: str) -> None:
    assert of("remote.unclear", f"# Cook\n{head}\n## why: The role\n{text}") == []
