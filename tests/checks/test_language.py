"""The rules on words find what a recruiter would change and nothing to laugh at; a labelled set counts both."""

from __future__ import annotations

import random
import string
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from passages import SOURCE, reading

from jdgen.checks.language import MOST, in_words, language, phrases
from jdgen.checks.measures import measures
from jdgen.checks.rules import every
from jdgen.documents.reading import Passage, Reading
from jdgen.documents.reading import reading as reading_of
from jdgen.errors import Place, Problem
from jdgen.pipeline import compose
from jdgen.rules import measures as measured
from jdgen.rules import stems, wording
from jdgen.rules.phrases import Phrases, spelled_out
from making import LINDQVIST, RIVERBEND, Example, material

OF_POSTINGS = [rule for rule in wording() if "posting" in rule.applies_to]
ENTRIES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))


def ids(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


class Score(NamedTuple):
    right: int
    wrong: list[str]
    missed: list[str]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def score(entries: list[dict[str, Any]]) -> Score:
    """Compare what is found with what should be, as pairs of a sentence and a rule."""
    right, wrong, missed = 0, [], []
    for entry in entries:
        kind = "title" if entry.get("title") else "paragraph"
        found = set(ids(language(Reading((Passage(kind, entry["say"]),)))))
        wanted = set(entry.get("find", ()))
        right += len(found & wanted)
        wrong += [f"{rule}: {entry['say']}" for rule in sorted(found - wanted)]
        missed += [f"{rule}: {entry['say']}" for rule in sorted(wanted - found)]
    return Score(right, wrong, missed)


@pytest.mark.parametrize(("held", "precision", "recall"), [(False, 0.98, 0.95), (True, 0.95, 0.85)])
def test_the_rules_find_what_the_labelled_sentences_say(
    held: bool, precision: float, recall: float, record_property: Callable[[str, object], None]
) -> None:
    entries = [entry for entry in ENTRIES if entry.get("held", False) is held]
    got = score(entries)
    name = "held out" if held else "labelled"
    said = f"{len(entries)} {name} sentences: precision {got.precision:.3f}, recall {got.recall:.3f}"
    record_property("counted", said)
    print(*(f"  found in vain: {line}" for line in got.wrong), *(f"  missed: {line}" for line in got.missed), sep="\n")
    assert got.precision >= precision, got.wrong
    assert got.recall >= recall, got.missed


def test_the_set_is_large_and_knows_every_rule_on_words() -> None:
    texts = [entry["say"] for entry in ENTRIES]
    assert len(texts) == len(set(texts)) >= 220
    assert sum(not entry.get("find") for entry in ENTRIES) >= 110
    assert sum(entry.get("held", False) for entry in ENTRIES) >= 40
    assert {rule for entry in ENTRIES for rule in entry.get("find", ())} == {rule.id for rule in OF_POSTINGS}


@pytest.mark.parametrize("rule", [rule.id for rule in OF_POSTINGS])
def test_without_a_rule_its_sentences_are_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [entry for entry in ENTRIES if rule in entry.get("find", ())]
    others = [one for one in wording() if one.id != rule]
    monkeypatch.setattr("jdgen.rules.wording", lambda: others)
    phrases.cache_clear()
    try:
        missed = score(entries).missed
    finally:
        monkeypatch.undo()
        phrases.cache_clear()
    assert sum(line.startswith(f"{rule}:") for line in missed) == len(entries) > 0


def test_each_rule_says_why_and_what_to_do() -> None:
    known = every()
    for rule in (*OF_POSTINGS, *measured().values()):
        assert (known[rule.id].group, known[rule.id].level) == ("language", rule.level)
        assert known[rule.id].source.startswith(rule.source.name)
        assert rule.why[0].islower()
        assert rule.suggest[0].islower()


def test_what_is_for_letters_alone_is_no_finding_in_a_posting() -> None:
    entries = ["To whom it may concern: we are passionate about it.", "I am writing to apply: a proven track record."]
    said = Reading(tuple(Passage("paragraph", entry) for entry in entries))
    assert "letter.cliche" not in ids(language(said))
    assert ids(in_words(said, "letter")) == ["letter.cliche"] * 4
    assert every()["letter.cliche"].group == "letter"


def test_what_is_spared_would_be_found_otherwise() -> None:
    for rule in wording():
        for term in rule.terms:
            own = Phrases((phrase, 0) for phrase in term.phrases)
            idle = [phrase for phrase in term.unless if not own.find(_plain(phrase))]
            assert idle == [], rule.id


def _plain(phrase: str) -> str:
    """Return a phrase with all its choices, one after the other, as a text."""
    return ". ".join(" ".join(words).replace("*", "").replace("_", "30") for words in spelled_out(phrase))


POSTING = """\
# Ninja Barista
> Bowl & Son · Delft
= Team: Rockstar crew
## why: Why you will love our ninjas
We are a fast-paced shop. It is a fast-paced street. Our Guru Nanak mug sells well.
## duties: What you will do
- Hit the ground running and hit the ground running
## : Odds and ends
Circle back to the salesmen.
## legal: Equal opportunity
We hire without regard to sex, age or a young team of guys.
"""


def test_a_finding_says_what_where_and_what_to_do() -> None:
    assert [(found.rule, found.message, str(found.place)) for found in language(reading(POSTING))] == [
        ("words.title", "“Ninja” in the title", f"{SOURCE}:1:3"),
        ("words.title", "“Rockstar” in the facts", f"{SOURCE}:3:9"),
        ("words.title", "“ninjas” in a heading", f"{SOURCE}:4:31"),
        ("words.cliche", "“fast-paced” in the reason for the role", f"{SOURCE}:5:10"),
        ("words.cliche", "“Hit the ground running” in the duties", f"{SOURCE}:7:3"),
        ("words.jargon", "“Circle back” in the text", f"{SOURCE}:9:1"),
        ("words.gendered", "“salesmen” in the text", f"{SOURCE}:9:20"),
    ]
    hints = [found.hint for found in language(reading(POSTING))]
    assert hints[0] == "better, where it fits: “specialist” or “developer”"
    assert hints[-1] == "better, where it fits: “salesperson” or “sales representative”"


def test_a_term_without_better_words_has_the_hint_of_its_rule() -> None:
    (found,) = language(reading("We get shit done."))
    rule = next(rule for rule in wording() if rule.id == "words.profanity")
    assert found.hint == rule.suggest


def test_words_that_are_no_titles_count_in_titles_alone() -> None:
    assert ids(language(reading("# Support Hero\nPaint the hero of each legend on the wall."))) == ["words.title"]
    assert ids(language(reading("# Painter\n> Hero Hill\n## why: The unicorn hall\nA wizard lives here."))) == []


def test_the_name_of_the_employer_is_nobodys_choice() -> None:
    text = "# Clerk\nWork at Ninja Guys. Meet the guys of Ninja Guys and their ninjas."
    assert [found.message for found in language(reading(text, company="Ninja Guys"))] == [
        "“guys” in the text", "“ninjas” in the text",
    ]  # fmt: skip
    assert len(list(language(reading(text)))) == 3


def test_one_phrase_is_told_a_few_times_and_then_counted() -> None:
    text = "\n".join("- Wear many hats" for _ in range(MOST + 3))
    found = [problem.message for problem in language(reading(text))]
    assert len(found) == MOST
    assert found[-1] == "“Wear many hats” in the text, and in 3 more places"
    assert set(found[:-1]) == {"“Wear many hats” in the text"}
    exactly = [problem.message for problem in language(reading("- Wear many hats\n" * MOST))]
    assert exactly == ["“Wear many hats” in the text"] * MOST


def test_a_text_in_another_language_is_left_alone() -> None:
    text = "# Ninja\nGift für die Guys. " + "Wort " * 60
    assert list(language(reading(text, language="de"))) == []
    assert ids(language(reading(text, language="en-GB"))) == ["words.title", "words.gendered", "words.long_sentence"]


HARD = (
    "Organizational responsibilities encompass comprehensive administration of interdepartmental communication, "
    "facilitation of cross-functional collaboration, and systematic documentation of operational methodologies."
)


def test_a_part_that_is_hard_to_read_is_told_once() -> None:
    text = f"## duties: Duties\n{HARD} {HARD}\n## must: Must\n- Throw cups."
    (found,) = language(reading(text))
    assert (found.rule, str(found.place)) == ("words.readability", f"{SOURCE}:2:1")
    part = measures(reading(text)).parts[0]
    assert found.message == (
        f"reading grade {part.grade:.1f} in the duties: that many years of school, and 16 is the limit; "
        f"reading ease {part.ease:.0f}"
    )
    assert list(language(reading(f"## duties: Duties\n{HARD}"))) == []


def test_the_limits_of_the_numbers_are_data(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Throw " + "cups and " * 14 + "plates."
    assert list(language(reading(text))) == []
    rule = measured()["words.long_sentence"]
    changed = {**measured(), rule.id: rule.model_copy(update={"limits": {"words": 29}})}
    monkeypatch.setattr("jdgen.rules.measures", lambda: changed)
    assert ids(language(reading(text))) == ["words.long_sentence"]


def test_the_longest_sentence_of_a_part_is_told_with_how_many_there_are() -> None:
    long = "We throw " + "cups and " * 15 + "plates."
    longer = "We throw " + "cups and " * 16 + "plates."
    (found,) = language(reading(f"## about: About\nHello. {long}\n{longer}\n## : More\nShort."))
    assert (found.rule, str(found.place)) == ("words.long_sentence", f"{SOURCE}:3:1")
    assert found.message.startswith("35 words in one sentence, “We throw cups and")
    assert found.message.endswith("”; 2 sentences here are over 30")


CODED = "We lead. We decide. We compete. We fight. We analyze. "
PLAIN = "We make good cups in the old mill by the river. " * 20


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"# Potter\n{CODED}{PLAIN}", 5),
        (f"# Potter\n{CODED}{CODED}{PLAIN}{PLAIN}{PLAIN}{PLAIN}{PLAIN}{PLAIN}", None),
        (f"# Potter\n{CODED}We share. We support. {PLAIN}", None),
        (f"# Lead Analyst\n{CODED}{PLAIN}", None),
        (f"# Potter\n{CODED}", None),
    ],
    ids=["high", "low percent", "not far ahead", "words of the title", "a short text"],
)
def test_coded_words_are_counted_and_never_judged(text: str, count: int | None) -> None:
    found = [problem for problem in language(reading(text)) if problem.rule == "words.gender_coded"]
    assert len(found) == (count is not None)
    for problem in found:
        total = measures(reading(text)).words
        assert problem.message == (
            f"{count} of {total} words ({100 * 5 / total:.1f} percent) have stems that a study calls masculine, "
            "0 (0.0 percent) feminine ones: analyze, compete, decide, fight, lead"
        )
        assert problem.place == Place(SOURCE)
        assert every()[problem.rule].level == "notice"


def test_the_lists_of_stems_are_those_of_the_paper() -> None:
    found = {rule.id: set(rule.stems) for rule in stems()}
    assert {"lead", "analy", "decision", "head-strong", "impulsive", "unreasonab"} <= found["gender.masculine"]
    assert {"share", "co-operat", "understand", "inclusive", "yield"} <= found["gender.feminine"]
    assert found["gender.masculine"].isdisjoint(found["gender.feminine"])


ROLES = [path.stem for path in sorted(Path("profiles/software-engineering").glob("*.yaml")) if path.stem != "family"]


@pytest.mark.parametrize("role", ROLES)
def test_the_postings_of_our_roles_are_clean(role: str) -> None:
    made = compose("posting", material(RIVERBEND, role=role))
    alone = compose("posting", material(RIVERBEND, role=role, company=None, opening=None, candidate=None))
    assert [str(found) for tree in (made, alone) for found in language(reading_of(tree))] == []
    assert measures(reading_of(made)).words > 300


@pytest.mark.parametrize("example", [RIVERBEND, LINDQVIST], ids=["riverbend", "lindqvist"])
def test_the_postings_of_the_examples_are_clean(example: Example) -> None:
    assert list(language(reading_of(compose("posting", material(example))))) == []
    assert len(ROLES) == 11


LETTERS = random.Random(7)
LONG = 100_000


def _line(piece: str) -> str:
    return (piece * (LONG // len(piece) + 1))[:LONG]


PHRASES = [phrase for rule in wording() for term in rule.terms for phrase in term.phrases]
FIRSTS = sorted({words[0].strip(",*") for phrase in PHRASES for words in spelled_out(phrase)})
HOSTILE = {
    "words": _line("We make cups and plates for people in the old mill. "),
    "one phrase": _line("ninja "),
    "beginnings of phrases": _line(" ".join(FIRSTS) + " "),
    "one beginning": _line("no "),
    "no space": "x" * LONG,
    "full stops": "." * LONG,
    "words of all kinds": " ".join("".join(LETTERS.choices(string.ascii_lowercase, k=5)) for _ in range(LONG // 6)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_line_made_to_be_slow_ends_soon(name: str) -> None:
    text = Reading((Passage("bullet", HOSTILE[name]),), company="Ninja Games")
    phrases()
    start = time.process_time()
    found = list(language(text))
    assert time.process_time() - start < 1
    assert len(found) < 600


@pytest.mark.parametrize(("text", "found"), [
    ("Must be able to stand for eight hours.", ["words.ableist"]),
    ("Must be able to stand for eight hours, with or without reasonable accommodation.", []),
    ("US citizens only.", ["words.exclusionary"]), ("US citizens only, as export control asks.", []),
])  # fmt: skip
def test_what_stands_beside_words_may_excuse_them(text: str, found: list[str]) -> None:
    assert ids(language(Reading((Passage("bullet", text),)))) == found


@pytest.mark.parametrize(("text", "found"), [
    ("Under 40", True), ("Unmarried", True), ("Clean, unmarried, under 35", True), ("Female, under 35.", True),
    ("Teams of under 40, and more", False), ("Under 40 pounds", False), ("Visit unmarried mothers", False),
])  # fmt: skip
def test_some_words_are_found_only_where_they_stand_alone(text: str, found: bool) -> None:
    assert ("words.protected" in ids(language(Reading((Passage("bullet", text),))))) == found


def test_a_finding_behind_a_label_is_told_as_the_text_has_it() -> None:
    (told,) = language(Reading((Passage("fact", "Age: 25-35", "facts", Place("a.txt", 4, 1), ((0, 4, 1),)),)))
    assert (told.message, str(told.place)) == ("“Age: 25-35” in the facts", "a.txt:4:1")


@pytest.mark.parametrize("text", [
    "You have a killer instinct.", "Young, energetic team", "A thick skin", "Send us your CV and a photo.",
])  # fmt: skip
def test_nothing_laughable_is_suggested(text: str) -> None:
    (told,) = language(Reading((Passage("bullet", text),)))
    assert told.hint.startswith(("leave it out", "say what the work takes"))


def test_what_shuts_people_out_is_an_error() -> None:
    grave = {rule.id for rule in wording() if every()[rule.id].level == "error"}
    assert grave == {"words.protected", "words.profanity"}
