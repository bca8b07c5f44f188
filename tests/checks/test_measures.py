"""The numbers of a posting: syllables of words that everybody can count, formulas by hand, parts, and coded words."""

from __future__ import annotations

import pytest
from passages import reading

from jdgen.checks.measures import measures
from jdgen.checks.readability import ease, grade, syllables, words_of
from jdgen.documents.reading import Passage, Reading
from jdgen.rules.sentences import sentences

SYLLABLES = {
    1: "a the team work skills teams hours week rails scale size stage moves trained hired planned build change whole "
       "used",
    2: "software systems payroll engine manage useful review people reports changes pages budget tested safely",
    3: "engineer manager customer recommend develop several policy services finances "
       "banana library employees video area agencies",
    4: "responsible development delivery operation technology experience available security communicate materials "
       "application variety interviewer",
    5: "opportunity administrative university communication qualification organization collaborative "
       "documentation international",
    6: "responsibility availability reliability",
}  # fmt: skip
COUNTED = [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
OUTSIDE = (
    ("nurse", 1), ("patient", 2), ("therapy", 3), ("medication", 4), ("warehouse", 2), ("forklift", 2), ("cashier", 2),
    ("retail", 2), ("inventory", 4), ("merchandise", 3), ("teacher", 2), ("curriculum", 4), ("classroom", 2),
    ("student", 2), ("plumber", 2), ("electrician", 4), ("welding", 2), ("machine", 2), ("assembly", 3),
    ("maintenance", 3),
    ("accounts", 2), ("ledger", 2), ("audit", 2), ("compliance", 3), ("regulation", 4), ("marketing", 3),
    ("campaign", 2),
    ("audience", 3), ("analysis", 4), ("hospital", 3), ("emergency", 4), ("vehicle", 3), ("license", 2),
    ("overtime", 3),
    ("benefits", 3), ("insurance", 3), ("vacation", 3), ("retirement", 3), ("salary", 3), ("negotiate", 4),
    ("professional", 4), ("certified", 3), ("bilingual", 3), ("laboratory", 5), ("chemical", 3), ("biology", 4),
    ("pharmacist", 3), ("veterinary", 6), ("receptionist", 4), ("calendar", 3), ("schedule", 2), ("priorities", 4),
    ("deadline", 2), ("kitchen", 2), ("restaurant", 3), ("recipes", 3), ("hygiene", 2),
    ("carpenter", 3), ("concrete", 2),
    ("scaffold", 2), ("driver", 2), ("deliver", 3), ("routes", 1), ("repaired", 2), ("needed", 2), ("agreed", 2),
    ("processes", 3), ("houses", 2), ("tables", 2), ("handled", 2),
)  # fmt: skip
"""Words of other trades, counted by hand and chosen before the counting was run on them."""


@pytest.mark.parametrize(("word", "count"), COUNTED)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_syllables_of_other_trades_are_nearly_right() -> None:
    wrong = {word: (syllables(word), count) for word, count in OUTSIDE if syllables(word) != count}
    total = sum(count for _, count in OUTSIDE)
    print(f"syllables: {len(OUTSIDE) - len(wrong)} of {len(OUTSIDE)} words right; wrong: {wrong}")
    assert len(wrong) <= len(OUTSIDE) * 0.08
    assert abs(sum(syllables(word) for word, _ in OUTSIDE) - total) <= total * 0.02


@pytest.mark.parametrize(
    ("token", "count"),
    [
        ("", 1), ("401(k)", 1), ("$158,000", 1), ("CI/CD", 2), ("on-call", 2), ("don’t", 1), ("résumé", 3),
        ("x" * 90, 1), ("ba" * 50, 12),
    ],
)  # fmt: skip
def test_what_is_no_word_has_a_count_too(token: str, count: int) -> None:
    assert syllables(token) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You plan. You build.", ["You plan.", "You build."]),
        ("Pay is $1.5 million. Ask!", ["Pay is $1.5 million.", "Ask!"]),
        ("Tools, e.g. Git, help. They do.", ["Tools, e.g. Git, help.", "They do."]),
        ("Sr. Software Engineers plan.", ["Sr. Software Engineers plan."]),
        ("Ask J. Smith (ext. 4). “Yes.” Then go", ["Ask J. Smith (ext. 4).", "“Yes.”", "Then go"]),
        ("Start at 9 a.m. Monday", ["Start at 9 a.m. Monday"]),
        ("One entry without an end", ["One entry without an end"]),
        ("Why? Because! Then… done.", ["Why?", "Because!", "Then… done."]),
        ("", []),
    ],
)
def test_sentences_are_found(text: str, expected: list[str]) -> None:
    found = list(sentences(text))
    assert [sentence for _, sentence in found] == expected
    assert all(text[start:].startswith(sentence) for start, sentence in found)


def test_words_are_what_white_space_divides() -> None:
    assert words_of("On-call – one week in 6 · CI/CD") == ["On-call", "one", "week", "in", "6", "CI/CD"]


def test_the_formulas_are_those_of_their_authors() -> None:
    # By hand: 0.39 * 20 + 11.8 * 1.5 - 15.59, and 206.835 - 1.015 * 20 - 84.6 * 1.5.
    assert grade(100, 5, 150) == pytest.approx(9.91)
    assert ease(100, 5, 150) == pytest.approx(59.635)
    assert (grade(0, 0, 0), ease(0, 0, 0)) == (0.0, 0.0)


POSTING = """\
# Lead Potter
> Bowl & Son · Delft
= Pay: $40,000 to $50,000 a year
## why: Why this role exists
We sell many cups. The kiln is old.
## duties: What you will do
- Throw cups and plates
- Fire the kiln each week. Keep its log.
## legal: Equal opportunity
We welcome people of every age, sex, color, religion, disability and origin without any exception.
"""


def test_each_part_has_its_numbers_and_each_entry_ends_a_sentence() -> None:
    found = measures(reading(POSTING))
    assert [(part.part, part.words, part.sentences, part.bullets) for part in found.parts] == [
        ("why", 8, 2, 0), ("duties", 12, 3, 12),
    ]  # fmt: skip
    assert found.sentences == 5
    assert found.bulleted == pytest.approx(100 * 12 / found.words)
    duties = found.parts[1]
    assert duties.syllables == 12
    assert duties.grade == pytest.approx(0.39 * 4 + 11.8 - 15.59)
    assert found.grade == pytest.approx(grade(20, 5, sum(part.syllables for part in found.parts)))


def test_all_words_but_the_legal_ones_are_counted() -> None:
    title, subtitle, fact, headings, said = 2, 3, 6, 4 + 4, 8 + 12
    assert measures(reading(POSTING)).words == title + subtitle + fact + headings + said


def test_the_longest_sentence_knows_where_it_is() -> None:
    longest = measures(reading(POSTING)).parts[1].longest
    assert (longest.words, longest.text) == (5, "Fire the kiln each week.")
    assert (longest.place.line, longest.place.column) == (8, 3)  # type: ignore[union-attr]
    second = Passage("bullet", "Log it. Fire the kiln each week.", "duties", longest.place, ((0, 8, 3),))
    place = measures(Reading((second,))).parts[0].longest.place
    assert (place.line, place.column) == (8, 11)  # type: ignore[union-attr]


def test_parts_that_nobody_recognized_are_told_apart_by_their_headings() -> None:
    found = measures(reading("Before.\n## : Our kiln\nIt is old.\n## : Our shop\nIt is small. It is ours."))
    assert [(part.heading, part.sentences) for part in found.parts] == [("", 1), ("Our kiln", 1), ("Our shop", 2)]


def test_an_empty_posting_has_numbers() -> None:
    found = measures(Reading(()))
    assert (found.parts, found.words, found.grade, found.bulleted, found.masculine.count) == ((), 0, 0.0, 0.0, 0)


def test_coded_words_are_counted_as_the_study_counts_them() -> None:
    said = "Competitive, self-confident analysts lead; a well-led, co-operative team. Leads/SharePoint share."
    found = measures(reading(said))
    assert found.masculine.words == (
        ("analysts", 1), ("competitive", 1), ("lead", 1), ("leads", 1), ("self-confident", 1),
    )  # fmt: skip
    assert found.feminine.words == (("co-operative", 1), ("share", 1))
    total = 12
    assert found.masculine.percent == pytest.approx(100 * 5 / total)
    assert found.feminine.percent == pytest.approx(100 * 2 / total)


def test_coded_words_of_the_legal_part_do_not_count() -> None:
    found = measures(reading("We make cups.\n## legal: Legal\nIndividual decisions are objective."))
    assert (found.masculine.count, found.masculine.percent) == (0, 0.0)
