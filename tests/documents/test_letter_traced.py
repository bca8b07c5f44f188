"""No text in a letter comes from nowhere, over candidates of all shapes; and two companies never change places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pytest
from full import line, made_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jdgen import rules
from jdgen.documents.letter_bridge import asked, is_theirs
from jdgen.documents.letter_open import still_open
from jdgen.documents.letter_quotes import LONGEST_QUOTE
from jdgen.documents.locale import locale
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Break, Document, Paragraph, Run, texts
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.pipeline import compose
from making import RIVERBEND, material

MODES, MEDIA, TONES = ("scaffold", "draft", "final"), ("letter", "email", "form"), ("plain", "warm", "formal")
ROLES = ("senior-software-engineer", "sql-developer", None)
JOINING = ("work", "am", "a", "an", "at", "where I", "and", "here", "or", "Such as")
"""Words of ours between the values of one sentence; all others stand in the data of tones and slots."""
SIGNS = re.compile(r"[\s“”\[\]().,;:·?!…\x00]+")
YEARS = {1: "one year", 2: "two years", 10: "ten years", 11: "11 years", 40: "40 years"}
ASKING = (
    "the job you are writing for", "the company you are writing to", "How does your story show",
    "A story that fits this role:", "The opening says:",
)  # fmt: skip
NOTES = ("What each part is for", "This page is for you. Leave it out of the letter that you send.")
DAY = {"en-US": "November 20, 2026", "en-GB": "20 November 2026"}


class Values:
    """Gives each field a value of its own words, and knows how it reads; `shown` are the values as they print."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.number, self.shown = draw, 0, []

    def word(self) -> str:
        self.number += 1
        return f"zq{self.number}k"

    def text(self) -> str:
        """A literal value: its signs print as typed."""
        typed = self.draw(st.sampled_from(["{} & {}", "{}'s *{}*", "{} {}", "The {} of {} Inc.", "{} <{}>", "{}_{}"]))
        value = typed.format(self.word(), self.word())
        self.shown.append(value)
        return value

    def line(self) -> str:
        """A line of a posting: a text, or one so long that a letter quotes its beginning."""
        if self.draw(st.integers(0, 3)):
            return self.text()
        clauses = [" ".join(self.word() for _ in range(9)) for _ in range(4)]
        self.shown += [", ".join(clauses), clauses[0]]
        return ", ".join(clauses)

    def prose(self) -> str:
        """A value with Markdown, lines, paragraphs, and any sign at its end."""
        paragraphs = []
        for _ in range(self.draw(st.integers(1, 2))):
            one, two, end = self.word(), self.word(), self.draw(st.sampled_from(["", ".", "!", "?", "..."]))
            typed, shown = self.draw(st.sampled_from([
                ("**{}** and `{}`", "{} and {}"), ("{}\n*{}*", "{}\n{}"), ("[{}](https://a.example) [{}]", "{} [{}]"),
                ("{}, {}", "{}, {}"),
            ]))  # fmt: skip
            paragraphs.append(typed.format(one, two) + end)
            self.shown.append(shown.format(one, two))
        return "\n\n".join(paragraphs)

    def maybe(self, **fields: Any) -> dict[str, Any]:
        """Some of the fields; a callable makes its value."""
        kept = {name: make for name, make in fields.items() if self.draw(st.booleans())}
        return {name: make() if callable(make) else make for name, make in kept.items()}


def bridges(values: Values, names: list[str]) -> list[dict[str, Any]]:
    draw = values.draw
    found = []
    for _ in range(draw(st.integers(0, 3))):
        asked = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        found.append({"requirement": asked, "text": values.prose()})
    return found


def story(values: Values, number: int) -> dict[str, Any]:
    text, prose = values.text, values.prose
    figure = lambda: {"what": text(), "before": text(), "after": text()}  # noqa: E731
    return {"id": f"s{number}"} | values.maybe(
        headline=text, problem=prose, action=prose, measure=figure, result=prose, benefit=prose,
        competencies=["design"],
    )  # fmt: skip


@cache
def of_role(role: str | None) -> Material:
    return material(RIVERBEND, company=None, opening=None, candidate=None, role=role)


class Made(NamedTuple):
    """A material, and what its values look like in print."""

    material: Material
    shown: list[str]

    def __repr__(self) -> str:
        """Return what tells one from another; whole, a role has 68,000 letters."""
        given_ = self.material
        return f"{given_.candidate!r} {given_.opening!r} {given_.company!r} {given_.letter} {given_.title}"


@st.composite
def letters(draw: st.DrawFn) -> Made:
    """A material with any of its fields filled."""
    values = Values(draw)
    text, prose, maybe = values.text, values.prose, values.maybe
    base = of_role(draw(st.sampled_from(ROLES)))
    asked = [values.line() + draw(st.sampled_from(["", ".", ";", "?"])) for _ in range(draw(st.integers(0, 3)))]
    names = [*asked, "r-none", values.text()]
    if base.profile:
        names += [str(r.id) for r in base.profile.role.requirements[:4]]
        values.shown += [str(r.text).rstrip(".") for r in base.profile.role.requirements]
        values.shown += [str(r.id) for r in base.profile.role.requirements]
        values.shown.append(base.profile.role.letter.hint.rstrip("."))
    target = maybe(company=text, title=text, requisition=text, addressee=text, reason=prose, internal=True,
                   requirements=asked, bridge=lambda: bridges(values, names))  # fmt: skip
    candidate = {"name": values.text()} | maybe(
        email="me@zq.example", phone=text, url="https://zq.example", location=text,
        years=draw(st.sampled_from([0, *YEARS])),
        current=lambda: maybe(company=text, title=text, scope=prose), availability=text, close=prose,
        enclosures=lambda: [text() for _ in range(draw(st.integers(1, 3)))], bridge=lambda: bridges(values, names),
        stories=lambda: [story(values, n) for n in range(draw(st.integers(1, 2)))],
        target=target, tone=draw(st.sampled_from(TONES)),
    )  # fmt: skip
    values.shown += ["me@zq.example", "https://zq.example"]
    opening = maybe(hiring_manager=text, requisition=text, reason=prose, title_override=text)
    made = replace(
        base,
        candidate=Candidate.model_validate(candidate),
        company=Company.model_validate(maybe(name=text)),
        opening=Opening.model_validate(opening),
        letter=Correspondence(draw(st.sampled_from(MODES)), draw(st.sampled_from(MEDIA))),
        locale=locale(draw(st.sampled_from(["en-US", "en-GB"]))),
    )
    values.shown += [made.profile.role.title] if made.profile else []
    return Made(made, values.shown)


def paragraphs(tree: Document) -> list[str]:
    return ["".join("\n" if isinstance(i, Break) else i.text for i in inlines) for inlines in texts(tree)]


def phrases(made: Material) -> list[str]:
    """The words of the letter's own data: its tone, and in a letter that is not done its questions."""
    tone = rules.tones()[made.candidate.tone or "plain"]
    found = [piece for value in tone.model_dump(exclude={"id"}).values() for piece in re.split(r"\{\w+\}", value)]
    found += [DAY[made.locale.tag], "Subject:", *YEARS.values()]
    for slot in rules.slots().values() if made.letter.mode != "final" or list(still_open(made)) else ():
        found += [slot.move, f"{slot.low} to {slot.high} words", slot.ask, *slot.ask.split("this company"), *ASKING]
        found += [slot.why, *NOTES] if made.letter.mode == "scaffold" else []
    return [piece.strip() for piece in found if SIGNS.sub("", piece)]


def bounded(piece: str) -> str:
    """Return a pattern of a piece that is no part of a longer word."""
    before, after = r"(?<!\w)" if piece[0].isalnum() else "", r"(?!\w)" if piece[-1].isalnum() else ""
    return f"{before}{re.escape(piece)}{after}"


def rest(text: str, known: list[str]) -> str:
    """Return what of a text is neither known nor a sign nor a word that joins."""
    longest = sorted({*known, *JOINING}, key=len, reverse=True)
    text = re.sub("|".join(map(bounded, longest)), "\x00", text)
    return SIGNS.sub(" ", text).strip()


@settings(max_examples=40, deadline=None)
@given(letters())
def test_every_word_is_a_value_or_a_fixed_phrase(made: Made) -> None:
    given_, shown = made
    # A question repeats a value on one line, a quotation goes without its last sign.
    known = [*shown, *(v.replace("\n", " ") for v in shown), *(v.rstrip(".;") for v in shown), *phrases(given_)]
    known += [value[:1].upper() + value[1:] for value in shown]  # where a figure begins a sentence
    said = paragraphs(compose("letter", given_))
    assert [left for text in said if (left := rest(text, known))] == []
    assert len(said) > 8


def test_the_tracer_sees_what_is_invented() -> None:
    known = ["zq1k & zq2k", "I am applying for the", "position at"]
    assert rest("I am applying for the zq1k & zq2k position at zq1k & zq2k.", known) == ""
    assert rest("I was keen. I am applying for the zq1k & zq2k.", known) == "I was keen"
    assert rest("zq1k zq2k", known) == "zq1k zq2k"
    assert rest("where I am a clerk", known) == "clerk"


@settings(max_examples=40, deadline=None)
@given(letters())
def test_what_is_quoted_is_a_requirement_to_the_letter(made: Made) -> None:
    given_, _ = made
    target = given_.candidate.target
    own = [str(r.text) for r in given_.profile.role.requirements] if given_.profile else []
    posting = [str(text) for text in target.requirements] if target else []
    named = [str(n) for b in (*given_.candidate.bridge, *(target.bridge if target else ())) for n in b.requirement]
    whole = {text.rstrip(".;") for text in (*own, *posting, *named)}
    tree = compose("letter", replace(given_, letter=Correspondence("final")))
    said = [line(b.inlines) for s in tree.sections if s.id == "bridge" for b in s.blocks if isinstance(b, Paragraph)]
    quotes = [quote for text in said for quote in re.findall("“([^”]+)”", text)]
    whole |= {text.partition(",")[0] + "…" for text in whole if len(text.split()) > LONGEST_QUOTE}
    assert [quote for quote in quotes if quote.rstrip(".,") not in whole] == []
    theirs = [one for one in asked(given_) if one.answer and is_theirs(given_, one)]
    assert bool(quotes) == bool(theirs)


@settings(max_examples=30, deadline=None)
@given(letters())
def test_a_tone_changes_phrases_and_no_value(made: Made) -> None:
    given_, _ = made
    counts = []
    for tone in TONES:
        toned = replace(given_, candidate=given_.candidate.model_copy(update={"tone": tone}))
        words = re.findall(r"(?i)zq\d+k|zq\.example", "\n".join(paragraphs(compose("letter", toned))))
        counts.append(Counter(words))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0]


@settings(max_examples=30, deadline=None)
@given(letters())
def test_a_country_changes_date_greeting_ending_and_the_signs_at_quotations_alone(made: Made) -> None:
    given_, _ = made
    here, there = (compose("letter", replace(given_, locale=locale(tag))) for tag in ("en-US", "en-GB"))
    differing = [one.id for one, other in zip(here.sections, there.sections, strict=True) if one != other]
    assert set(differing) <= {"date", "greeting", "sign-off", "bridge"}
    bridges = [replace(tree, sections=tuple(s for s in tree.sections if s.id == "bridge")) for tree in (here, there)]
    first, second = (re.sub(r"[.,”]", "", "\n".join(paragraphs(tree))) for tree in bridges)
    assert first == second
    assert "sign-off" in differing


@settings(max_examples=40, deadline=None)
@given(letters())
def test_a_draft_prints_a_mark_for_each_open_slot(made: Made) -> None:
    given_, _ = made
    wanted = len(list(still_open(given_)))
    # The subject line of an email repeats the title, and what stands for it.
    wanted += given_.letter.medium == "email" and not given_.title
    for mode in ("draft", "final"):
        tree = compose("letter", replace(given_, letter=replace(given_.letter, mode=mode)))
        marks = [run for inlines in texts(tree) for run in inlines if isinstance(run, Run) and run.role == "prompt"]
        assert len(marks) == wanted


PAIRS = [
    ("Acme", "Acme Labs"), ("Labs", "The Labs"), ("Ernst & Young", "Ernst"), ("Ernst & Young", "Ernst & Sons"),
    ("O'Neil", "O'Neil's Books"), ("Position", "Positions"), ("At", "At Home"), ("Work", "Where I Work"),
    ("Riverbend Robotics", "Riverbend Rowing"), ("“Quoted”", "Quoted"), ("A" * 200, "A" * 199), ("株式会社", "会社"),
]  # fmt: skip
NAME = st.one_of(
    st.from_regex(r"[A-Z][a-z]{3,9}( (&|of|and) [A-Z][a-z]{2,6})?", fullmatch=True),
    st.from_regex(r"(The )?[A-Z][a-z]{1,6}'[a-z]( Inc\.)?", fullmatch=True),
)
PRESENT = {"plain": "I", "warm": "These days I", "formal": "At present I"}
APPLYING = {
    "plain": "I am applying for the Steward position at {}. ",
    "warm": "I would like to join {} as a Steward. ",
    "formal": "I wish to apply for the position of Steward at {}. ",
}
ELSEWHERE = {"company": "Zq Elsewhere", "title": "Steward", "reason": "Zq praise of Zq Elsewhere."}


def assert_apart(target: str, current: str, tone: str, mode: str, medium: str, how: str) -> None:
    """Assert that each company stands in its own places; they are told from each other by their places alone."""
    job = {"company": target, "title": "Steward", "requirements": ["Keeps books", "Counts"]}
    candidate = {"name": "Dana Reyes", "tone": tone, "current": {"company": current, "title": "Clerk"}}
    inputs: dict[str, Any] = {"candidate": candidate}
    wanted: dict[str, Any] = {"role": None, "letter": Correspondence(mode, medium)}
    if how == "target":
        candidate["target"] = job
    elif how == "targets":
        candidate["targets"] = [{**job, "company": current, "reason": "Zq praise."}, job, ELSEWHERE]
        wanted["target"] = f"Steward @ {target}"
    else:
        inputs["company"] = {"name": target}
        candidate["target"] = {"title": "Steward"}
        inputs["opening"] = {"title_override": "Steward"}
    parts = {s.id: [line(b.inlines) for b in s.blocks] for s in compose("letter", made_of(inputs, **wanted)).sections
             if s.id != "notes"}  # fmt: skip
    ended = "." if not target.endswith(".") else ""
    applying = APPLYING[tone].replace("{}.", "{}" + ended) if tone != "warm" else APPLYING[tone]
    closed = "" if current.endswith(".") else "."
    assert parts["opening"] == [f"{applying.format(target)}{PRESENT[tone]} am a Clerk at {current}{closed}"]
    assert parts.get("addressee", [target]) == [target]
    assert "Zq" not in str(parts)
    if mode == "scaffold":
        assert parts["company"][0].startswith(f"[What about {target} could you not say of its rival")
    elsewhere = {k: v for k, v in parts.items() if k not in ("opening", "addressee", "company", "sender")}
    assert [text for lines in elsewhere.values() for text in lines if current in text and current not in FIXED] == []


FIXED = {"Work", "At", "Position", "Labs"}
"""Names that are words of the phrases as well."""


@pytest.mark.parametrize("how", ["target", "targets", "company"])
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("names", PAIRS, ids=[f"{one[:9]}, {two[:9]}" for one, two in PAIRS])
def test_alike_companies_never_change_places(names: tuple[str, str], tone: str, how: str) -> None:
    for index, (target, current) in enumerate((names, names[::-1])):
        assert_apart(target, current, tone, MODES[index], MEDIA[index], how)


@settings(max_examples=30, deadline=None)
@given(
    target=NAME, current=NAME, tone=st.sampled_from(TONES), mode=st.sampled_from(MODES), medium=st.sampled_from(MEDIA),
    how=st.sampled_from(["target", "targets", "company"]),
)  # fmt: skip
def test_two_companies_never_change_places(
    target: str, current: str, tone: str, mode: str, medium: str, how: str
) -> None:
    assume(target.casefold() != current.casefold() and current not in "Dana Reyes")
    assert_apart(target, current, tone, mode, medium, how)
