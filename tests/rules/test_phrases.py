"""Phrases are found word by word, whatever stands between the words, and no text makes the search slow."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from jdgen.rules.phrases import Phrases, spelled_out, words_in


def found(phrases: Iterable[str], text: str, unless: Iterable[str] = ()) -> list[str]:
    value = object()
    sought = Phrases([(phrase, value) for phrase in phrases], [(phrase, value) for phrase in unless])
    return [match.text for match in sought.find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("rock star", "A Rock Star, a rock-star and a rock\tstar.", ["Rock Star", "rock-star", "rock\tstar"]),
        ("rock star", "Rock. Star of the show; rock: star", []),
        ("rock star", "He likes rock, stars and rockstars.", []),
        ("fast/quick paced", "A quick-paced shop, a fast-paced one.", ["quick-paced", "fast-paced"]),
        ("best and [the] brightest", "The best and brightest, the best and the brightest", [
            "best and brightest", "best and the brightest",
        ]),
        ("manag* people", "Managing people, managers people", ["Managing people", "managers people"]),
        ("no _ children", "no small children, no children", ["no small children"]),
        ("don't", "Don’t and don't", ["Don’t", "don't"]),
        ("work hard, play hard", "Work hard, play hard. work hard play hard", [
            "Work hard, play hard", "work hard play hard",
        ]),
        ("work hard, play hard", "work hard; play hard. work hard. Play hard", []),
        ("sweat, [and] tears", "sweat, tears; sweat and tears; sweat, and tears", [
            "sweat, tears", "sweat and tears", "sweat, and tears",
        ]),
        ("24 7", "on duty 24/7", ["24/7"]),
    ],
)  # fmt: skip
def test_a_phrase_is_found_in_its_forms(phrase: str, text: str, expected: list[str]) -> None:
    assert found([phrase], text) == expected


def test_the_longest_of_phrases_that_overlap_is_found() -> None:
    assert found(["high", "high speed", "speed work"], "high speed work") == ["high speed"]


def test_phrases_of_two_values_do_not_hide_each_other() -> None:
    sought = Phrases([("young, dynamic", "age"), ("dynamic team", "worn")])
    assert [(match.text, match.value) for match in sought.find("a young, dynamic team")] == [
        ("young, dynamic", "age"), ("dynamic team", "worn"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ninja turtles", []),
        ("ninja turtles and a ninja", ["ninja"]),
        ("ninja, turtles", ["ninja"]),
        ("teenage ninja turtles", []),
    ],
)
def test_a_phrase_is_spared_inside_another(text: str, expected: list[str]) -> None:
    assert found(["ninja"], text, unless=["ninja turtles"]) == expected


def test_spared_phrases_count_only_for_their_own_value() -> None:
    first, second = object(), object()
    sought = Phrases([("red", first), ("red", second)], [("red cross", first)])
    assert [match.value for match in sought.find("red cross")] == [second]


def test_offsets_point_into_the_text() -> None:
    (match,) = Phrases([("rock star", 1)]).find("“Rock  star”")
    assert "“Rock  star”"[match.start : match.end] == match.text == "Rock  star"


def test_a_phrase_begins_with_a_word() -> None:
    with pytest.raises(ValueError, match="begins with a word of its own"):
        Phrases([("_ team", 1)])


def test_each_way_to_read_a_phrase_is_spelled_out() -> None:
    assert spelled_out("a/b [very] co-op") == [
        ("a", "very", "co", "op"), ("a", "co", "op"), ("b", "very", "co", "op"), ("b", "co", "op"),
    ]  # fmt: skip
    assert spelled_out("sweat, [and,] tears") == [("sweat,", "and,", "tears"), ("sweat,", "tears")]


def test_words_know_what_keeps_them_apart() -> None:
    words = words_in("One two, three; four-five (six)")
    assert [(word.text, word.apart, word.comma) for word in words] == [
        ("one", False, False), ("two", False, False), ("three", True, True), ("four", True, False),
        ("five", False, False), ("six", False, False),
    ]  # fmt: skip


def test_a_letter_that_is_two_in_lower_case_moves_no_other() -> None:
    text = "İzmir’s Rock Stars, ROCK ΣΤΑΡΣ"
    assert [(word.text, text[word.start : word.end]) for word in words_in(text)] == [
        ("i\u0307zmir's", "İzmir’s"), ("rock", "Rock"), ("stars", "Stars"), ("rock", "ROCK"), ("σταρς", "ΣΤΑΡΣ"),
    ]  # fmt: skip
