"""The rules on letters find what keeps one from being read, and nothing in a sound one; a labelled set counts both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from letters import BACKGROUND, HOME, PARTS, found, rules_of, sent

from jdgen.checks.rules import every
from jdgen.documents.letter_reading import Background, LetterReading, Portion, SlotName
from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.rules import letters

ENTRIES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("labelled_letters.yaml").read_text(encoding="utf-8")
)
OF_SENTENCES = frozenset((
    "letter.placeholder", "letter.company", "metric.missing", "company.generic", "resume.echo", "claim.unsupported",
    "letter.cliche",
))  # fmt: skip
"""The rules that one sentence can break; the others look at the whole letter."""
LEVELS = {
    "letter.placeholder": "error", "letter.company": "error", "letter.pages": "error", "letter.length": "warning",
    "letter.company_unnamed": "warning", "letter.brief": "notice",
    "slot.length": "notice", "metric.missing": "warning", "company.generic": "warning", "resume.echo": "warning",
    "requirement.unlinked": "warning", "claim.unsupported": "warning", "letter.openings": "notice",
    "letter.cliche": "notice",
}  # fmt: skip


@pytest.mark.parametrize(("held", "precision", "recall"), [(False, 1, 1), (True, 0.95, 0.8)])
def test_the_rules_find_what_the_labelled_sentences_say(
    held: bool, precision: float, recall: float, record_property: Callable[[str, object], None]
) -> None:
    right, wrong, missed = 0, [], []
    entries = [entry for entry in ENTRIES if entry.get("held", False) is held]
    for entry in entries:
        letter = sent({entry.get("slot", "opening"): entry["say"]})
        got = OF_SENTENCES.intersection(rules_of(found(letter)))
        wanted = set(entry.get("find", ()))
        right += len(got & wanted)
        wrong += [f"{rule}: {entry['say']}" for rule in sorted(got - wanted)]
        missed += [f"{rule}: {entry['say']}" for rule in sorted(wanted - got)]
    got_precision, got_recall = right / (right + len(wrong)), right / (right + len(missed))
    name = "held out" if held else "labelled"
    said = f"{len(entries)} {name} sentences of letters: precision {got_precision:.3f}, recall {got_recall:.3f}"
    record_property("counted", said)
    assert got_precision >= precision, wrong
    assert got_recall >= recall, missed


def test_the_set_is_large_and_each_rule_has_sentences_of_both_kinds() -> None:
    texts = [entry["say"] for entry in ENTRIES]
    assert len(texts) == len(set(texts)) >= 180
    assert sum(entry.get("held", False) for entry in ENTRIES) >= 50
    counts = {rule: sum(rule in entry.get("find", ()) for entry in ENTRIES) for rule in sorted(OF_SENTENCES)}
    assert min(counts.values()) >= 6, counts
    held = {rule for entry in ENTRIES if entry.get("held") for rule in entry.get("find", ())}
    assert held == OF_SENTENCES
    assert sum(not entry.get("find") for entry in ENTRIES) >= 90


def test_a_sound_letter_has_no_finding() -> None:
    assert found(sent()) == []


def test_the_levels_of_the_rules_and_their_group() -> None:
    assert {rule: every()[rule].level for rule in LEVELS} == LEVELS
    assert {every()[rule].group for rule in LEVELS} == {"letter"}
    assert set(LEVELS) - {"letter.cliche"} == set(letters())


def one(rule: str, letter: LetterReading, background: Background = BACKGROUND) -> tuple[str, str, str]:
    """Return the message, the place and the hint of the only finding of a rule."""
    (told,) = [problem for problem in found(letter, background) if problem.rule == rule]
    return told.message, str(told.place), told.hint


WRONG_NAMES: dict[str, tuple[dict[SlotName, str], Background]] = {
    "the candidate writes to the present employer": ({}, replace(BACKGROUND, current="Riverbend Robotics, Inc.")),
    "it is praised for what another one did": (
        {"company": "What attracts me to Beacon Medical Group is your decision to train nurses in house."}, BACKGROUND,
    ),
    "the letter says two names, and nobody said which": (
        {"opening": "I am applying for the position at Sterling Health.",
         "company": "What attracts me to Beacon Medical Group is your decision to train nurses in house."},
        replace(BACKGROUND, company="", others=()),
    ),
    "it has one name, and that is another's": (
        {"opening": "I would like to be part of Meridian.", "addressee": ""}, BACKGROUND,
    ),
    "a kept one that is a word too, behind words that expect it": (
        {"close": "I would love to join Square."}, replace(BACKGROUND, others=("Square",)),
    ),
    "a kept one that does something": (
        {"close": "I hope that Stripe will answer."}, replace(BACKGROUND, others=("Stripe",)),
    ),
    "a kept one, by the company that the letter itself says": (
        {"opening": "I am applying for the position at Sterling Health.", "close": "Corvid Labs is a fine place."},
        replace(BACKGROUND, company="", others=("Corvid Labs",)),
    ),
    "the address is that of the present employer": ({"addressee": "Jordan Lee Alpine Freight"}, BACKGROUND),
    "the subject names another": ({"subject": "Application: Senior Software Engineer at Hooli"}, BACKGROUND),
    "nobody said whom it goes to": (
        {"opening": "I am applying for the Senior Software Engineer position at Alpine Freight."},
        replace(BACKGROUND, company=""),
    ),
    "another one in the address": ({"addressee": "Jordan Lee Corvid Labs"}, BACKGROUND),
}
FINE_NAMES: dict[str, tuple[dict[SlotName, str], Background]] = {
    "the job is inside": (
        {"opening": "I am applying for the job at Alpine Freight.", "addressee": "Alpine Freight"},
        replace(BACKGROUND, company="Alpine Freight", internal=True),
    ),
    "only initials": (
        {"opening": "I am applying for the position at TRV.", "addressee": ""},
        replace(BACKGROUND, company="Tall River Valley"),
    ),
    "a legal ending": ({"addressee": "Jordan Lee Riverbend Robotics, Inc."}, BACKGROUND),
    "another target that is a former employer": (
        {"bridge": PARTS["bridge"] + " At Ouse Software I had one too."},
        replace(BACKGROUND, others=("Ouse Software",)),
    ),
    "another target that begins as this one does": (
        {}, replace(BACKGROUND, others=("Riverbend",)),
    ),
    "a present employer whose name begins this one": ({}, replace(BACKGROUND, current="Riverbend")),
    "kept ones that are words too": (
        {"bridge": "Indeed, four teams signed it. Square the numbers and they agree. Our target was a box. We moved to "
                   "Google Cloud and took cards with Stripe. Target dates slipped. I am free on Monday, since Monday "
                   "is quiet. Notion pages were lost."},
        replace(BACKGROUND, others=("Indeed", "Square", "Target", "Box", "Notion", "Monday", "Google", "Stripe")),
    ),
    "another target where nobody knows whom the letter goes to": (
        {"opening": "I would like the job. Corvid Labs taught me much.", "addressee": ""},
        replace(BACKGROUND, company="", others=("Corvid Labs",)),
    ),
    "a move within the house": (
        {"opening": "I lead the second shift here at Alpine Freight, and apply for the position.", "addressee": ""},
        replace(BACKGROUND, company="Alpine Freight"),
    ),
    "another site of the house": (
        {"opening": "I would like to be considered for the job at our Reno site. Alpine Freight is where I work."},
        replace(BACKGROUND, company="Alpine Freight"),
    ),
    "a person, a place and a tool that are liked": (
        {"close": "I have long admired Ada Lovelace for her notes. I would be a great fit for New Mexico. I would love "
                  "to bring this to Power BI."}, BACKGROUND,
    ),
    "a town of one word": (
        {"close": "I would love to bring this to Reno, and I believe I would be a good fit for Pueblo."}, BACKGROUND,
    ),
    "another company as an example": (
        {"company": "I admire Beacon Medical Group for its school in Hull; Riverbend has one in Pueblo."}, BACKGROUND,
    ),
    "what stands in a gap": (
        {"opening": "I am applying for the position at TBD.", "addressee": ""}, BACKGROUND,
    ),
    "a possessive": ({"opening": "I would like to join Riverbend's planning team.", "addressee": ""}, BACKGROUND),
    "dots in a name": (
        {"opening": "I am applying for the position at ACME Foods.", "addressee": ""},
        replace(BACKGROUND, company="A.C.M.E. Foods Ltd."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_NAMES)
def test_a_wrong_name_is_an_error(case: str) -> None:
    parts, background = WRONG_NAMES[case]
    assert "letter.company" in rules_of(found(sent(parts), background))


@pytest.mark.parametrize("case", FINE_NAMES)
def test_a_right_name_is_none(case: str) -> None:
    parts, background = FINE_NAMES[case]
    assert [p.message for p in found(sent(parts), background) if p.rule == "letter.company"] == []


def test_a_letter_that_never_names_the_company_is_told_so_kindly_and_once() -> None:
    parts: dict[SlotName, str] = {"opening": "I would like the job.", "addressee": ""}
    message, place, hint = one("letter.company_unnamed", sent(parts))
    assert (message, place) == ("the letter never names Riverbend Robotics", "me.yaml")
    assert hint.startswith("name the company once")
    for opening in ("I would like the job at [Company].", "I am applying for the position at Hooli."):
        told = rules_of(found(sent(parts | {"opening": opening})))
        assert "letter.company_unnamed" not in told
        assert len({"letter.placeholder", "letter.company"}.intersection(told)) == 1


@pytest.mark.parametrize("said", [
    "I have long admired Beacon Medical Group for building its own training school in Hull.",
    "I would be proud to work for Beacon Medical Group.", "I am excited to bring these habits to Beacon Medical Group.",
    "Beacon Medical Group is known for training its own assistants, which I read about in May.",
    "I am drawn to Beacon Medical Group because you train your own assistants.",
    "I admire Beacon's commitment to training.", "I believe I would be a great fit for Beacon Medical Group.",
    "My skills would serve Beacon Medical Group well.",
    "I want to be part of Beacon Medical Group.",
    "It would be an honor to contribute to Beacon Medical Group's mission.",
    "Thank you for considering me for a place at Beacon Medical Group.",
    "I look forward to discussing how I can help Beacon Medical Group.",
])  # fmt: skip
def test_the_company_of_the_last_letter_is_found_where_it_was_left(said: str) -> None:
    message, _, _ = one("letter.company", sent({"company": said}))
    assert message.startswith("“Beacon")
    assert message.endswith("” stands here; the letter goes to Riverbend Robotics")


def test_more_of_the_story_behind_the_bridge_may_be_on_the_company() -> None:
    said = "I have long admired Beacon Medical Group for building its own training school in Hull."
    portions = (*sent({"company": ""}).portions[:-2], Portion("story", Passage("paragraph", said)))
    assert "letter.company" in rules_of(found(replace(sent(), portions=portions)))
    assert "letter.company" not in rules_of(found(replace(sent(), portions=portions, divided=True)))


def test_a_name_is_told_where_it_stands() -> None:
    text = "I am glad to write. I am applying for the position at Alpine Freight."
    passage = Passage("paragraph", text, place=Place("a.txt", 3, 1), marks=((0, 3, 1), (20, 4, 1)))
    letter = sent({"opening": ""})
    letter = replace(letter, portions=(*letter.portions, Portion("opening", passage)))
    assert one("letter.company", letter) == (
        "“Alpine Freight” stands here; the letter goes to Riverbend Robotics", "a.txt:4:35",
        "name the company that the letter goes to",
    )  # fmt: skip


def words(count: int) -> str:
    return " ".join(["Carts"] + ["roll"] * (count - 1)) + "."


@pytest.mark.parametrize(("pages", "wrong"), [
    (2, True), (3, True), (4, True), (5, True), (10, True), (99, True),
    (1, False), (None, False),
])  # fmt: skip
def test_a_second_page_is_an_error(pages: int | None, wrong: bool) -> None:
    assert ("letter.pages" in rules_of(found(sent(pages=pages)))) is wrong


@pytest.mark.parametrize(("count", "wrong"), [
    (1, True), (100, True), (179, True), (401, True), (600, True), (5000, True),
    (180, False), (249, False), (250, False), (300, False), (399, False), (400, False),
])  # fmt: skip
def test_a_letter_has_a_length(count: int, wrong: bool) -> None:
    letter = LetterReading((Portion("", Passage("paragraph", words(count))),), HOME)
    told = rules_of(found(letter, Background()))
    assert ("letter.length" in told) is wrong
    assert ("letter.brief" in told) is (180 <= count < 250)


def test_a_length_is_told_with_its_bounds() -> None:
    letter = LetterReading((Portion("", Passage("paragraph", words(120))),), HOME)
    message, place, hint = one("letter.length", letter, Background())
    assert message == "the letter has 120 words between greeting and ending; 250 to 400 get read"
    assert (place, hint) == ("me.yaml", "tell in one story what was wrong, what you did and what came of it")


@pytest.mark.parametrize(("slot", "count", "wrong"), [
    ("opening", 11, True), ("opening", 71, True), ("problem", 29, True), ("action", 127, True), ("close", 43, True),
    ("company", 17, True), ("opening", 12, False), ("opening", 70, False), ("problem", 30, False),
    ("action", 126, False), ("close", 42, False), ("company", 18, False),
])  # fmt: skip
def test_a_part_has_its_room(slot: SlotName, count: int, wrong: bool) -> None:
    letter = replace(sent(), portions=(Portion(slot, Passage("paragraph", words(count))),), divided=True)
    assert ("slot.length" in rules_of(found(letter))) is wrong
    assert "slot.length" not in rules_of(found(replace(letter, divided=False)))


def test_the_room_of_a_part_is_told_in_plain_words() -> None:
    letter = replace(sent(), portions=(Portion("company", Passage("paragraph", words(17))),), divided=True)
    message, _, hint = one("slot.length", letter)
    assert (message, hint) == ("the part on the company has 17 words; 30 to 60 read best", "tell more")


def test_what_a_bridge_quotes_takes_no_room() -> None:
    quoted = f"Your posting asks for “{words(60)}” {words(40)}"
    letter = replace(sent(), portions=(Portion("bridge", Passage("paragraph", quoted)),), divided=True)
    assert "slot.length" not in rules_of(found(letter))


@pytest.mark.parametrize(("parts", "wrong"), [
    ({"bridge": ""}, True),
    ({"bridge": "Your posting asks for “Has owned a service in production.” Its pager is mine."}, True),
    ({"bridge": "I am good at all that you ask for."}, True),
    ({"bridge": "I have an answer to each line of your list."}, True),
    ({"bridge": "“Experience with Kubernetes” is what I have."}, True),
    ({"bridge": "Ask me about the rest."}, True),
    ({}, False),
    ({"bridge": "I led an initiative of several teams, and the service I owned in production never fell."}, False),
    ({"bridge": "“has led an initiative across several teams” and “has owned a service in production”: yes."}, False),
    ({"bridge": "My clusters run on Kubernetes and Terraform; I led an initiative of four teams."}, False),
    ({"story": PARTS["story"] + " I owned that service in production.", "bridge": "I led the initiative of the teams."},
     False),
    ({"close": "An initiative of several teams was led by me, and a service in production was owned."}, False),
])  # fmt: skip
def test_two_requirements_are_answered(parts: dict[SlotName, str], wrong: bool) -> None:
    asked = replace(BACKGROUND, evidence=())
    assert ("requirement.unlinked" in rules_of(found(sent(parts), asked))) is wrong


def test_unknown_requirements_are_not_asked_for_and_one_is_enough_of_one() -> None:
    bare = sent({"bridge": ""})
    assert "requirement.unlinked" not in rules_of(found(bare, replace(BACKGROUND, requirements=())))
    only = replace(BACKGROUND, requirements=("Has owned a service in production.",))
    assert "requirement.unlinked" not in rules_of(found(sent(), only))
    message, place, _ = one("requirement.unlinked", bare)
    assert message.startswith("0 of 3 requirements are spoken of; open: “Has led an initiative across several teams.”")
    assert place == "me.yaml"


I_DID = "I did it. "
IT_WAS = "It was done. "


@pytest.mark.parametrize(("text", "wrong"), [
    (I_DID * 6, True), (I_DID * 4 + IT_WAS * 3, True), ("I'm here. I've won. I'd go. I'll stay. I am. It is.", True),
    ("I’m here. I’ve won. I’d go. I’ll stay. It is. So.", True), (I_DID * 30, True),
    (I_DID * 5 + "In Rome I did.", True),
    (I_DID * 5, False), (I_DID * 3 + IT_WAS * 3, False), ("In it was done. " * 8, False), ("It is. " * 9, False),
    ("IT works. " * 7, False), ("I-95 is closed. " * 2 + IT_WAS * 6, False),
])  # fmt: skip
def test_most_sentences_begin_with_something_else_than_i(text: str, wrong: bool) -> None:
    letter = LetterReading((Portion("", Passage("paragraph", text.strip())),), HOME)
    assert ("letter.openings" in rules_of(found(letter, Background()))) is wrong


def test_what_is_still_open_is_no_finding() -> None:
    parts: dict[SlotName, str] = dict.fromkeys(("story", "bridge", "company"), "")
    scaffold = sent(parts, divided=True, open=frozenset(("problem", "action", "result", "bridge", "company")))
    assert found(scaffold) == []


def test_where_the_reason_is_missing_the_message_says_so() -> None:
    message = one("company.generic", sent({"company": ""}))[0]
    assert message == "no paragraph was recognized that says why Riverbend Robotics"


def test_a_letter_in_another_language_is_held_against_names_and_numbers_alone() -> None:
    german: dict[SlotName, str] = {
        "opening": "Ich bewerbe mich bei Riverbend Robotics um die Stelle.", "story": "Es ging gut.",
        "company": "Sie sind gut.", "bridge": "I am passionate and know C++.",
    }  # fmt: skip
    asked = replace(BACKGROUND, requirements=())
    assert rules_of(found(sent(german, language="de"), asked)) == []
    wrong = sent(german | {"close": "Corvid Labs kenne ich gut. [Name]"}, language="de")
    assert rules_of(found(wrong, asked)) == ["letter.company", "letter.placeholder"]


def test_a_claim_is_held_against_a_resume_alone() -> None:
    claiming = sent({"bridge": "I have run Kubernetes for four years."})
    assert "claim.unsupported" not in rules_of(found(claiming, replace(BACKGROUND, evidence=())))
    assert one("claim.unsupported", claiming)[0] == "“Kubernetes” is claimed here and stands nowhere in the resume"
    held = replace(BACKGROUND, evidence=(*BACKGROUND.evidence, "K8s"))
    assert "claim.unsupported" not in rules_of(found(claiming, held))
    named = replace(BACKGROUND, requirements=("Some years with Zarquon and the like",))
    unknown = sent({"bridge": "I wrote the drivers of Zarquon."})
    assert "claim.unsupported" in rules_of(found(unknown, named))
    assert "claim.unsupported" not in rules_of(found(unknown))


@pytest.mark.parametrize(("asked", "said", "claimed"), [
    ("Experience managing a P&L", "I have held my own P&L since 2022.", ["P&L"]),
    ("AWS D1.1 certification", "I hold AWS D1.1 and weld pipe.", ["AWS D1.1"]),
    ("Familiar with Articulate Storyline or Rise", "I built it in Articulate Storyline.", ["Articulate Storyline"]),
    ("Willing to relocate to Reno", "I moved to Reno with my dog.", []),
    ("Admission to the Colorado bar", "I was admitted in Colorado.", []),
    ("Available from May, for grade B welding", "We began in May with lot B.", []),
    ("Some years", "I run the Swift Street clinic and the Go To Doc service.", []),
    ("Some years", "I work in GitLab, Grafana and Snowflake.", ["GitLab", "Grafana", "Snowflake"]),
    ("Some years", "I hold PALS and chart in Meditech.", ["PALS", "Meditech"]),
])  # fmt: skip
def test_a_claim_is_a_name_and_neither_a_place_nor_a_piece_of_one(asked: str, said: str, claimed: list[str]) -> None:
    problems = found(sent({"bridge": said}), replace(BACKGROUND, requirements=(asked,)))
    told = [problem.message.split("”")[0].strip("“") for problem in problems if problem.rule == "claim.unsupported"]
    assert told == claimed


@pytest.mark.parametrize("close", [
    "I can start on 14 days' notice.", "Could we find 30 minutes next week?", "I can be in Tulsa within two weeks.",
    "I am available after 20 July, and could start four weeks after an offer.",
    "It was done with less than three days' notice.",
])  # fmt: skip
def test_when_somebody_can_talk_is_no_number_of_a_story(close: str) -> None:
    story = "We made bookings faster, and everybody was happy."
    assert "metric.missing" in rules_of(found(sent({"story": f"{story} {close}"})))


def test_what_is_advice_is_told_as_advice() -> None:
    thanks = sent({"close": "Thank you for your time."})
    assert one("letter.cliche", thanks)[2] == "say instead when you can talk"
    belief = sent({"close": "I am confident that it will do."})
    assert one("letter.cliche", belief)[2] == "give the evidence and leave the belief out"


def test_an_echo_is_told_with_its_words() -> None:
    text = "So it came that I led the move of billing to streaming with three teams of ours."
    message, _, _ = one("resume.echo", sent({"bridge": text}))
    assert message == "10 words in a row stand in the resume: “led the move of billing to streaming with three teams”"


LONG = 20_000


def _line(piece: str, length: int = LONG) -> str:
    return (piece * (length // len(piece) + 1))[:length]


HOSTILE = {
    "words": _line("We make carts that roll for people in the old mill. "),
    "one sentence": _line("and so on "),
    "brackets": _line("["), "pairs": _line("[a"), "angles": _line("<name "), "braces": _line("{{"),
    "lines": _line("_"), "quotes": _line("“a "), "straight quotes": _line('"a '), "capitals": _line("Role At "),
    "triggers": _line("apply to Join A "), "dear": "Dear " + _line("A"),
    "titles": _line("Senior Software Engineer at "),
    "numbers": _line("9 "), "digits": _line("9"), "skills": _line("Kubernetes "), "signs": _line("C++"),
    "dots": _line("a.b."), "i": _line("I. "), "echo": _line("Led the move of billing to streaming with three teams "),
    "no space": "x" * LONG, "company": _line("Corvid Labs "), "apostrophes": _line("A's "),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_letter_made_to_be_slow_ends_soon(name: str) -> None:
    start = time.process_time()
    problems = found(sent({"opening": HOSTILE[name], "company": HOSTILE[name]}))
    assert time.process_time() - start < 1
    assert all(len(problem.message) < 1000 for problem in problems)


@pytest.mark.parametrize("piece", ["x", "[", "“", "Corvid "])
def test_the_time_grows_with_the_words_alone(piece: str) -> None:
    def taken(length: int) -> float:
        letter = sent({"opening": _line(piece, length)})
        times = []
        for _ in range(2):
            start = time.process_time()
            problems = found(letter)
            times.append(time.process_time() - start)
            assert "metric.missing" not in rules_of(problems)
        return min(times)

    assert taken(100_000) < 3.5 * taken(50_000) + 0.05
