"""What follows from one object alone is worked out once for it, and for each other object anew."""

from __future__ import annotations

from jdgen.documents.once import KEPT, Same, once


def test_an_answer_is_kept_for_one_object_and_not_for_one_like_it():
    asked: list[list[int]] = []

    @once
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    one, other = [1, 2], [1, 2]
    assert [total(one), total(one), total(other), total(one)] == [3, 3, 3, 3]
    assert [numbers is one for numbers in asked] == [True, False]
    assert total.__name__ == "total"


def test_an_answer_of_two_objects_is_of_both():
    asked: list[object] = []

    @once
    def pair(one: str, other: object) -> tuple[str, object]:
        asked.append(other)
        return one, other

    assert [pair("a", None), pair("a", None), pair("a", "b")] == [("a", None), ("a", None), ("a", "b")]
    assert asked == [None, "b"]


def test_only_the_last_answers_are_kept():
    asked: list[object] = []
    same = once(asked.append)
    objects = [object() for _ in range(KEPT + 1)]
    for one in (*objects, objects[-1], objects[0]):
        same(one)
    assert asked == [*objects, objects[0]]


def test_a_key_equals_that_of_the_same_object_alone():
    text = "a text"
    assert Same(text) == Same(text)
    assert Same([]) != Same([])
    assert Same(text) != text
