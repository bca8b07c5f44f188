"""Any candidate's file, any answers: the tree is the old one and the answers, and forgetting gives the file back."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.errors import InputError
from jdgen.inputs.source import plain
from jdgen.inputs.yaml_edit.edit import Path, Value, forget, is_asked, put
from jdgen.inputs.yaml_source import parse

TEXTS = st.one_of(
    st.sampled_from(["null", "~", "# no", " x ", "a: b", "- a", "'", '"', "a #b", "\ta", "a\tb", "x:", "[a]", "🎲 ü"]),
    st.sampled_from(["👩\u200d🍳", "Yes", "1e3", "---", "...", "%a", "? a", "a\nb", "\n a\n", "a\r\nb", "\ufeffa"]),
    st.text("ab:#-'\"\\,[]{}\n \t\xa0\u2028\x85é?&*!|>%@`", min_size=1, max_size=12).filter(str.strip),
    st.lists(st.sampled_from(["word", "a:", "#b", "-", "  two", "\n", "\n\n", "x" * 30]), min_size=20, max_size=40)
    .map(" ".join).filter(str.strip),
)  # fmt: skip
WRITTEN = ["plain text", "'it''s'", '"a: b"', "10", "null", "", "~", '""']
COMMENTS = ["", "", "", "  # note", " # was: it # x"]


class Drawn(NamedTuple):
    """A file, and the paths of the collections that stand in braces or brackets in it."""

    lines: list[str]
    flow: set[Path]


@st.composite
def files(draw: Any) -> tuple[str, set[Path]]:
    """Return the text of a candidate's file."""
    made = Drawn([], set())
    margin = draw(st.sampled_from(["", "", "  "]))
    keys = st.sampled_from(["name", "current", "stories", "targets", "skills", "close"])
    for key in draw(st.lists(keys, unique=True)):
        made.lines.extend(draw(st.sampled_from([[], [], ["# about the next"], [""], ["", "  # further in"]])))
        _entry(draw, made, margin, key, (key,))
    made.lines.extend(draw(st.sampled_from([[], ["# the end"], ["", "    # far in", ""]])))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return end.join([*made.lines, ""]), made.flow


def _entry(draw: Any, made: Drawn, margin: str, key: str, path: Path) -> None:
    """Draw a key of a file, and what stands behind it."""
    comment = draw(st.sampled_from(COMMENTS))
    form = draw(st.sampled_from(["text", "block", "collection", "collection", "collection", "flow", "nothing"]))
    listed = key in ("stories", "targets", "skills", "bridge")
    if form == "nothing":
        made.lines.append(f"{margin}{key}: {draw(st.sampled_from(['[]', 'null', '']))}{comment}")
    elif form == "flow" or (form == "collection" and len(path) > 3):
        made.flow.add(path)
        made.lines.append(f"{margin}{key}: {'[a, {id: b}]' if listed else '{scope: , title: x}'}{comment}")
    elif form == "collection" and listed:
        made.lines.append(f"{margin}{key}:{comment}")
        inner = margin + draw(st.sampled_from(["", "  ", "    "]))
        for index in range(draw(st.integers(1, 2))):
            made.lines.extend(draw(st.sampled_from([[], [], [f"{inner}# between"], [""]])))
            first = len(made.lines)
            _keys(draw, made, inner + "  ", (*path, index))
            if made.lines[first].strip().startswith("#"):
                made.lines.insert(first, f"{inner}-")
            else:
                made.lines[first] = f"{inner}- {made.lines[first].strip()}"
    elif form == "collection" and key in ("current", "measure"):
        made.lines.append(f"{margin}{key}:{comment}")
        _keys(draw, made, margin + "  ", path)
    elif form == "block":
        head = draw(st.sampled_from(["|", ">-", "|+", ">"]))
        tail = draw(st.sampled_from([[], [""], ["", margin + "   "]]))
        made.lines.extend([f"{margin}{key}: {head}{comment}", f"{margin}  one: # two", "", f"{margin}  three", *tail])
    else:
        made.lines.append(f"{margin}{key}: {draw(st.sampled_from(WRITTEN))}{comment}")


def _keys(draw: Any, made: Drawn, margin: str, path: Path) -> None:
    keys = st.sampled_from(["id", "scope", "measure", "bridge"])
    for key in draw(st.lists(keys, unique=True, min_size=1, max_size=3)):
        _entry(draw, made, margin, key, (*path, key))
        made.lines.extend(draw(st.sampled_from([[], [], [f"{margin}# below"]])))


BRIDGE = st.fixed_dictionaries({"requirement": st.lists(TEXTS, min_size=1), "text": TEXTS})
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS, TEXTS, TEXTS, st.lists(TEXTS, min_size=1, max_size=3),
    st.fixed_dictionaries({"company": TEXTS, "bridge": st.lists(BRIDGE, max_size=2)}),
)  # fmt: skip
PATHS: st.SearchStrategy[Path] = st.one_of(
    st.tuples(st.sampled_from(["name", "close", "years"])),
    st.tuples(st.sampled_from(["current"]), st.sampled_from(["scope", "title"])),
    st.tuples(st.sampled_from(["stories", "targets", "skills"]), st.integers(0, 2)),
    st.tuples(st.sampled_from(["stories", "targets"]), st.integers(0, 2), st.sampled_from(["id", "scope", "action"])),
    st.tuples(st.just("targets"), st.integers(0, 2), st.sampled_from(["bridge"]), st.integers(0, 2)),
    st.tuples(st.just("stories"), st.integers(0, 2), st.just("measure"), st.sampled_from(["what", "scope"])),
)


def tree(text: str) -> Any:
    holds = any(line.strip() and not line.strip().startswith("#") for line in text.splitlines())
    return plain(parse(text, "a.yaml")) if holds else None


def wanted(old: Any, path: Path, value: Any, *, again: bool) -> Any:
    """Return the tree with the value in it; None where the tree says that it cannot be set there."""
    if not path:
        return None if _says(old) and not again else value
    if isinstance(path[0], str):
        if _says(old) and not isinstance(old, dict):
            return None
        known = dict(old) if isinstance(old, dict) else {}
        inner = wanted(known.get(path[0]), path[1:], value, again=again)
        return None if inner is None else {**known, path[0]: inner}
    items = list(old) if isinstance(old, list) else []
    if (_says(old) and not isinstance(old, list)) or path[0] > len(items):
        return None
    inner = wanted(items[path[0]] if path[0] < len(items) else None, path[1:], value, again=again)
    return None if inner is None else [*items[: path[0]], inner, *items[path[0] + 1 :]]


def _says(node: Any) -> bool:
    return bool(node.strip() if isinstance(node, str) else node)


@settings(deadline=None, max_examples=100)
@given(files(), st.lists(st.tuples(PATHS, VALUES), min_size=1, max_size=5))
def test_answers_change_the_tree_and_nothing_else_and_can_be_forgotten(
    file: tuple[str, set[Path]], answers: list[tuple[Path, Value]]
) -> None:
    before, flow = file
    text, known, count = before, tree(before), 0
    for path, value in answers:
        again = is_asked(text, path)
        expected = wanted(known, path, value, again=again)
        try:
            text = put(text, path, value, "a.yaml")
        except InputError:
            empty = any(path[:end] in flow for end in range(len(path))) and path[-1] == "scope"
            member = empty or (again and isinstance(path[-1], int))
            assert expected is None or member, json.dumps([text, path, value], default=str)
            continue
        assert expected is not None
        known, count = tree(text), count + (not again)
        assert known == expected
        assert is_asked(text, path)
    kept = iter(text.splitlines())
    # A line of the file stays; one with an empty key has the answer in it, and what stood there in a comment.
    missing = [line for line in before.splitlines() if not any(_stays(line, other) for other in kept)]
    assert missing == []
    left, forgotten = forget(text, "a.yaml")
    assert (left, forgotten > 0) == (before, count > 0)


def _stays(line: str, other: str) -> bool:
    head, colon, rest = line.partition(":")
    filled = other.startswith(head + ":") and other.endswith(f"# was:{rest} # asked by jdgen")
    # What stands in braces may go on below, with the answers in it.
    parted = rest.lstrip()[:1] in ("{", "[") and other.startswith(head + ":") and line.startswith(other)
    return other == line or (bool(colon) and (filled or parted))


@settings(deadline=None, max_examples=100)
@given(VALUES, VALUES, st.integers(0, 6))
def test_every_value_comes_back_as_it_was(value: Value, other: Value, depth: int) -> None:
    path: Path = tuple(["a"] * (depth + 1))
    text = put("# c\nb: 1\n", path, value, "a.yaml")
    found = tree(text)
    for key in path:
        found = found[key]
    assert found == value
    again = put(text, path, other, "a.yaml")
    assert again == put("# c\nb: 1\n", path, other, "a.yaml")
    assert forget(again)[0] == "# c\nb: 1\n"
