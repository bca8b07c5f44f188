"""How a letter quotes a posting: the words before a line, held against lines labeled by hand; its end and its signs."""

from __future__ import annotations

import re

import pytest
from full import line, made_of
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.documents.inline import inlines
from jdgen.documents.letter_lines import LineKind, kind_of
from jdgen.documents.letter_quotes import FEWEST_QUOTED, LONGEST_QUOTE, announced, clause, quoted
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import plain
from making import EXAMPLE, material

LABELED: dict[LineKind, str] = {
    "thing": """
        5+ years of professional experience with Python or Go
        Bachelor's degree in Computer Science or equivalent practical experience
        Ability to work in a fast-paced environment
        Strong “can-do” attitude!
        Experience with scheduling for several sites;
        Excellent written and verbal communication skills
        Demonstrated ability to manage competing priorities
        Proven track record of exceeding sales targets
        Active RN license in the state of Oregon
        At least 3 years' experience as a team lead
        Willingness to travel up to 20%
        High school diploma or GED
        Lead engineer experience
        Advanced SQL
        Experienced nurse
        Self-starter
    """,
    "note": """
        Fluent in German and English
        Led at least one substantial technical project, from its design document to release
        Built services whose faults can be diagnosed in production
        Designed schemas, tuned slow queries and migrated live data
        Must have a valid driver's license
        Comfortable speaking in front of large groups
        Is able to lift 50 pounds
        Work independently with little supervision
        Passionate about clean code
        Lead a team of six engineers
        Experienced in retail
        Nice to have: Kubernetes, Terraform
        PhD preferred
        Bilingual (English/Spanish) a plus
    """,
    "sentence": """
        You are comfortable with ambiguity and can turn a vague idea into a plan.
        You’ve shipped software that people use every day
        We need someone who can own a feature from end to end
        A portfolio of shipped products is required
        The ideal candidate has worked in a regulated industry.
        Our stack is Django, Postgres and React; you know two of them well
        Ideally, you have worked with rail data before
        Candidates should have a clean driving record
        This role requires a security clearance
    """,
    "question": """
        Can you explain a complex system to a new colleague?
        Have you ever carried a pager?
        Do you like “golden paths”?
        Curious about how trains are planned?
    """,
}
LINES = [(kind, said.strip()) for kind, block in LABELED.items() for said in block.strip().splitlines()]
LONG = (
    "Experience designing, building, and operating large-scale distributed systems in a cloud environment, including "
    "responsibility for capacity planning, incident response, cost control and the security reviews that our customers "
    "in health care ask for"
)


def writer(tone: str = "plain", example: str = "riverbend") -> Material:
    if example == "lindqvist":
        return material(EXAMPLE[example], f"candidate.tone={tone}", letter=Correspondence("final"))
    return made_of({"candidate": {"name": "Kim Vos", "tone": tone}}, role=None, letter=Correspondence("final"))


def told(*lines: str, tone: str = "plain", example: str = "riverbend", again: bool = False) -> str:
    return line(announced(writer(tone, example), [inlines(text) for text in lines], again=again)).rstrip()


@pytest.mark.parametrize(("kind", "said"), LINES, ids=[said[:40] for _, said in LINES])
def test_what_a_line_is(kind: LineKind, said: str) -> None:
    assert kind_of(inlines(said)) == kind


@pytest.mark.parametrize(
    ("tone", "before"),
    [
        ("plain", ["Your posting asks for", "Your posting lists", "Your posting says,", "Your posting asks,"]),
        ("warm", ["You are looking for", "Your posting mentions", "Your posting puts it this way:",
                  "Your posting asks:"]),
        ("formal", ["Your posting calls for", "Your posting lists the following:", "Your posting states:",
                    "Your posting asks:"]),
    ],
)  # fmt: skip
def test_each_kind_has_its_words_before_it(tone: str, before: list[str]) -> None:
    firsts = ["Advanced SQL", "Fluent in Dutch", "You like maps", "Do you like maps?"]
    ended = ["Advanced SQL.", "Fluent in Dutch.", "You like maps.", "Do you like maps?"]
    assert [told(text, tone=tone) for text in firsts] == [
        f"{phrase} “{text}”" for phrase, text in zip(before, ended, strict=True)
    ]
    more = [told(text, tone=tone, again=True) for text in firsts]
    assert all(("also" in text) or ("further" in text) for text in more)


def test_several_kinds_are_several_sentences_with_the_question_last() -> None:
    assert told("Do you like maps?", "You like maps", "Advanced SQL", "Go") == (
        "Your posting asks for “Advanced SQL” and “Go.” It also says, “You like maps.” "
        "It also asks, “Do you like maps?”"
    )


@pytest.mark.parametrize(
    ("lines", "here", "there"),
    [
        (["Advanced SQL."], "asks for “Advanced SQL.”", "asks for “Advanced SQL”."),
        (["Go", "Rust;", "C."], "asks for “Go,” “Rust” and “C.”", "asks for “Go”, “Rust” and “C”."),
        (["You like maps."], "says, “You like maps.”", "says, “You like maps.”"),
        (["Strong “can-do” attitude!"], "asks for “Strong ‘can-do’ attitude!”", "asks for “Strong ‘can-do’ attitude!”"),
        (['A "can-do" attitude'], "asks for “A ‘can-do’ attitude.”", "asks for “A ‘can-do’ attitude”."),
        (['A 6" pipe'], 'asks for “A 6" pipe.”', 'asks for “A 6" pipe”.'),
    ],
)
def test_britain_keeps_its_own_signs_behind_the_quotation(lines: list[str], here: str, there: str) -> None:
    assert told(*lines) == f"Your posting {here}"
    assert told(*lines, example="lindqvist") == f"Your posting {there}"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (LONG, "Experience designing, building, and operating large-scale distributed systems in a cloud environment…"),
        (LONG.replace(",", ""), LONG.replace(",", "")),
        ("Python, Go, " + "word " * 30, "Python, Go, " + "word " * 30),
        ("Experience with tools (such as one, two, three, four, five, six), and " + "word " * 22,
         "Experience with tools (such as one, two, three, four, five, six)…"),
        ("One two three four five six seven eight 10,000 more; " + "word " * 25,
         "One two three four five six seven eight 10,000 more…"),
        ("Short, and with a comma", "Short, and with a comma"),
    ],
)  # fmt: skip
def test_a_long_line_ends_behind_its_first_whole_clause(said: str, shown: str) -> None:
    assert plain(clause(inlines(said))) == shown


def test_a_cut_line_needs_no_period() -> None:
    assert told(LONG).endswith(" in a cloud environment…”")
    assert told(LONG, "Go").endswith(" in a cloud environment…” and “Go.”")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab ,;.?!()[]“”\"'…-", min_size=1, max_size=200))
def test_a_quotation_is_exact_up_to_where_it_ends(said: str) -> None:
    known = " ".join(said.split())
    if not known.strip(".;,: "):
        return
    shown = plain(quoted([inlines(known)]))
    assert (shown[0], shown[-1]) == ("“", "”")
    bare = re.sub(r"[“”‘’\"]", "", shown)
    exact = re.sub(r"[“”‘’\"]", "", known)
    assert exact.startswith(re.sub(r"[….]$", "", bare).rstrip(".;,: "))
    assert len(known.split()) <= LONGEST_QUOTE or len(bare.split()) >= min(FEWEST_QUOTED, len(exact.split()))
