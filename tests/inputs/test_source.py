"""Files as trees of texts with positions: JSON against the standard library, YAML against its own writer."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.errors import InputError, Problem
from jdgen.inputs import json_source, yaml_source
from jdgen.inputs.source import MAX_BYTES, Mapping, Node, Scalar, Sequence, plain, read

# Half a surrogate pair is refused with its place, so it is no part of what comes back.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5), max_leaves=20
)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def as_texts(value: object) -> object:
    """A JSON value with its scalars as they are written, since the reader leaves types to the model."""
    if isinstance(value, dict):
        return {key: as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_texts(inner) for inner in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


def whole(node: Node) -> object:
    """The tree as dicts, lists, texts and None, nulls kept."""
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Sequence):
        return [whole(item) for item in node.items]
    return {key: whole(value) for key, value in node.entries.items()}


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Sequence) else list(node.entries.values())
    return [scalar for value in inner for scalar in scalars(value)]


def nodes(node: Node) -> list[Node]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Sequence) else list(node.entries.values())
    return [node, *(found for value in inner for found in nodes(value))]


def offset(text: str, node: Node) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: node.place.line - 1]) + node.place.column - 1


def parsed(parse: Callable[[str, str], Node], text: str) -> tuple[Node | None, list[Problem]]:
    try:
        return parse(text, "x"), []
    except InputError as error:
        return None, list(error.problems)


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 0, 3]), st.booleans())
def test_json_reads_what_the_standard_library_wrote(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert whole(json_source.parse(text, "x.json")) == as_texts(value)


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 0, 3]))
def test_json_places_are_those_of_the_first_character(value, indent):
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    found = nodes(json_source.parse(text, "x.json"))
    decoder = json.JSONDecoder()
    for node in found:
        there, _ = decoder.raw_decode(text, offset(text, node))
        assert as_texts(there) == whole(node)
    assert len(found) >= 1


@settings(deadline=None)
@given(st.text(st.sampled_from('{}[]",:\\u0019aente trufls.-+E\n\t/'), max_size=40))
def test_json_refuses_what_the_standard_library_refuses(text):
    def refuse(name: str) -> object:
        raise ValueError(name)

    try:
        expected: object = as_texts(json.loads(text, parse_constant=refuse, parse_float=str, parse_int=str))
    except ValueError:
        with pytest.raises(InputError) as caught:
            json_source.parse(text, "x.json")
        assert [problem.place is not None for problem in caught.value.problems] != []
        return
    node, problems = parsed(json_source.parse, text)
    # A key twice and half a pair: stricter on purpose.
    assert [p for p in problems if not ("written twice" in p.message or "U+D" in p.message)] == []
    assert node is None or whole(node) == expected


def test_json_numbers_stay_as_they_are_written():
    node = json_source.parse('{"a": 1.10, "b": 1e2, "c": -0, "d": true, "e": null, "f": "null"}', "x.json")
    assert whole(node) == {"a": "1.10", "b": "1e2", "c": "-0", "d": "true", "e": None, "f": "null"}


def test_json_places_by_eye():
    node = json_source.parse('{\n  "é": [1,\n    "two"]\n}', "x.json")
    assert isinstance(node, Mapping)
    assert (node.place[1:3], node.keys["é"][1:3], node.entries["é"].place[1:3]) == ((1, 1), (2, 3), (2, 8))
    assert [scalar.place[1:3] for scalar in scalars(node)] == [(2, 9), (3, 5)]


@pytest.mark.parametrize(
    "written",
    ["NO", "yes", "on", "1.10", "012", "0x1F", "1_000", "12:30:45", "2026-11-20", "1e3", ".inf", "2026-11-20 10:00",
     "=", "<<", "+1 555 0100", "80202", "0", "true", "Null!"],
)  # fmt: skip
def test_yaml_scalars_stay_texts(written):
    node = yaml_source.parse(f"key: {written}\n", "x.yaml")
    assert whole(node) == {"key": written}


@pytest.mark.parametrize("written", ["null", "~", "Null", "NULL", ""])
def test_yaml_null_is_nothing_only_when_plain(written):
    tree = yaml_source.parse(f"plain: {written}\nsingle: '{written}'\ndouble: \"{written}\"\n", "x.yaml")
    assert whole(tree) == {"plain": None, "single": written, "double": written}
    assert plain(tree) == {"plain": None, "single": written, "double": written}


def test_yaml_places_by_eye():
    text = 'name: Zoë\nsize: {total: 40}\nbenefits:\n  - "é" # comment\n  - |\n    two\n    lines\n'
    tree = yaml_source.parse(text, "acme.yaml")
    assert isinstance(tree, Mapping)
    assert {key: place[1:3] for key, place in tree.keys.items()} == {"name": (1, 1), "size": (2, 1), "benefits": (3, 1)}
    assert [(scalar.text, *scalar.place[1:3]) for scalar in scalars(tree)] == [
        ("Zoë", 1, 7), ("40", 2, 15), ("é", 4, 5), ("two\nlines\n", 5, 5),
    ]  # fmt: skip
    assert {scalar.place.source for scalar in scalars(tree)} == {"acme.yaml"}


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=3), min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([20, 1000]),
)
def test_texts_that_yaml_wrote_come_back_or_are_refused_with_a_place(value, unicode, style, width):
    text = yaml.safe_dump(value, allow_unicode=unicode, default_style=style, width=width)
    if yaml.load(text, Loader=LOADER) != value:  # libyaml itself loses some texts
        return
    tree, problems = parsed(yaml_source.parse, text)
    assert [problem for problem in problems if not (problem.place and problem.place.line)] == []
    # Anchors and tags are never written for texts; a refusal is about characters or the comment trap.
    assert [p for p in problems if "U+" not in p.message and "begins a comment" not in p.message] == []
    assert (tree is None) == bool(problems)
    assert tree is None or whole(tree) == value


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-# \n\t'\"[]{}&*!|>%@`,?.~\\xé\x85\u2028\x00"), max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text):
    node, problems = parsed(yaml_source.parse, text)
    assert (node is None) == bool(problems)
    widest = max(len(line) for line in text.split("\n")) + 1
    assert [p for p in problems if not p.place or p.place.source != "x" or p.place.column > widest] == []


def test_a_character_that_yaml_refuses_is_placed_by_characters_not_bytes():
    with pytest.raises(InputError) as caught:
        yaml_source.parse("name: ééé\nabout: ü\x07\n", "x.yaml")
    assert str(caught.value) == "x.yaml:2:9: holds the character U+0007, which YAML does not allow"


def test_the_comment_trap_is_found_beside_other_line_breaks():
    with pytest.raises(InputError) as caught:
        yaml_source.parse('a: "x\u2028y"\ntitle: Engineer #1\n', "x.yaml")
    assert [problem.message for problem in caught.value.problems] == ["`#1` begins a comment in YAML"]


@pytest.mark.parametrize(
    "text", ["a: b # comment", "a: b #", "a: b ## heading", "a: # comment\n  b: c", "a: 'b' #1", "a: b#1", "# x\na: b"]
)
def test_comments_are_allowed(text):
    assert isinstance(yaml_source.parse(text, "x.yaml"), Mapping)


BOMBS = {
    "deep.yaml": "[" * 400_000,
    "deep-map.yaml": "{a: " * 200_000,
    "deep-block.yaml": "\n".join("  " * n + "a:" for n in range(900)),
    "deep.json": '{"a":' * 150_000,
    "deep-list.json": "[" * 900_000,
    "wide.yaml": "a: [" + "b," * 400_000 + "]",
    "wide.json": "[" + "1," * 400_000 + "1]",
    "laughs.yaml": "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 20)),
    "merge.yaml": "a: &a {k: v}\n" + "".join(f"b{n}: {{<<: [*a, *a]}}\n" for n in range(20)),
    "spaces.json": " " * 900_000 + "{",
    "quotes.yaml": "a: " + "'" * 900_001,
    "long.yaml": "a" * 900_000 + ": b",
    "large.yaml": "a: " + "b" * MAX_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_quickly_with_one_problem(name, tmp_path):
    path = tmp_path / name
    path.write_text(BOMBS[name], encoding="utf-8")
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read(path)
    assert time.process_time() - start < 2
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].place is not None
    assert caught.value.problems[0].place.source == path.as_posix()


def test_a_file_at_the_limit_is_read(tmp_path):
    path = tmp_path / "acme.yaml"
    path.write_text("a: " + "b" * (MAX_BYTES - 3), encoding="utf-8")
    assert len(scalars(read(path))[0].text) == MAX_BYTES - 3


def test_forty_levels_are_allowed():
    for parse in (yaml_source.parse, json_source.parse):
        assert len(nodes(parse("[" * 40 + "]" * 40, "x"))) == 40


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    texts = {
        "a.yaml": "name: Acme\r\nurl: x\r\n",
        "a.yml": "name: Acme\r\nurl: x",
        "a.JSON": '{"name": "Acme",\r\n"url": "x"}',
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        tree = read(path)
        assert whole(tree) == {"name": "Acme", "url": "x"}
        assert tree.keys["url"].line == 2


@pytest.fixture
def ten_seconds() -> Iterator[None]:
    """End a test that waits for ever."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)


@pytest.mark.usefixtures("ten_seconds")
def test_a_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="is not a file"):
        read(tmp_path / "pipe.yaml")


def test_the_current_folder_need_not_exist_for_a_hint():
    with pytest.raises(InputError) as caught:
        read(Path("nowhere/at/all.yaml"))
    assert str(caught.value) == "nowhere/at/all.yaml: cannot be read: no such file or directory"


@pytest.mark.usefixtures("ten_seconds")
def test_a_pipe_that_takes_the_place_of_a_file_keeps_nobody_waiting(tmp_path, monkeypatch):
    """Between the look at a file and its opening, somebody may have put a pipe there."""
    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.setattr(Path, "is_file", lambda self: True)
    with pytest.raises(InputError, match="is empty"):
        read(tmp_path / "pipe.yaml")
    # With somebody at its other end who writes nothing, it could be read for ever.
    writer = os.open(tmp_path / "pipe.yaml", os.O_RDWR)
    try:
        with pytest.raises(InputError, match="is not a file"):
            read(tmp_path / "pipe.yaml")
    finally:
        os.close(writer)
