"""Where the keys of a TOML file stand, held against the parser of the standard library."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdgen.cli.config.scanner import Location, Spot, spots

WHOLE = '''# a comment with [a] = "b"
a.b = 1
"x y".'z = ' = """ [q]
"quoted" \\"""""
[posting] # [no]
format = ["docx", # ]
  "pdf", { k = [1, {z = 2}], "l" = '#' }]
when = 1979-05-27 07:32:00

[[t.u]]
v = 1
[[ t . u ]]
[t.u.w]
x = \'\'\'a'b
''\'\'\'
"\\u00e4" = true
'''


def leaves(value: Any, path: Location = ()) -> set[Location]:
    """Return the paths of everything that is in a parsed file."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path, *(inner for key, held in items for inner in leaves(held, (*path, key)))} - {()}


def test_every_key_of_a_file_has_its_line_and_column() -> None:
    assert spots(WHOLE) == {
        ("a",): (2, 1), ("a", "b"): (2, 1), ("x y",): (3, 1), ("x y", "z = "): (3, 1),
        ("posting",): (5, 2), ("posting", "format"): (6, 1), ("posting", "format", 0): (6, 11),
        ("posting", "format", 1): (7, 3), ("posting", "format", 2): (7, 10), ("posting", "format", 2, "k"): (7, 12),
        ("posting", "format", 2, "k", 0): (7, 17), ("posting", "format", 2, "k", 1): (7, 20),
        ("posting", "format", 2, "k", 1, "z"): (7, 21), ("posting", "format", 2, "l"): (7, 30),
        ("posting", "when"): (8, 1),
        ("t",): (10, 3), ("t", "u"): (10, 3), ("t", "u", 0): (10, 3), ("t", "u", 0, "v"): (11, 1),
        ("t", "u", 1): (12, 4), ("t", "u", 1, "w"): (13, 2), ("t", "u", 1, "w", "x"): (14, 1),
        ("t", "u", 1, "w", "ä"): (16, 1),
    }  # fmt: skip
    assert leaves(tomllib.loads(WHOLE)) == set(spots(WHOLE))


def test_windows_line_ends_count_as_one() -> None:
    assert spots('a = """x\r\ny"""\r\nb = 1\r\n') == {("a",): (1, 1), ("b",): (3, 1)}


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=4)
BARE = st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True)
VALUES = st.sampled_from([
    "1", "-0.5e3", "true", "nan", "1979-05-27T07:32:00Z", "07:32:00", '"a#b"', "'[c]'", '"\\"]"', '"""\n x = 1\n"""',
    "'''it''s'''", '"""""a"""', "''''''", '""', "[]", "[ ]", "{}", "[1, [2, 'x,y'], {a.b = 1, 'c' = []}, ]",
    "[ # one\n 1, # two ]\n\n 2\n]",
])  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[Location, Spot]]:
    """Return a file, and where its own keys stand as its writer knows it."""
    lines: list[str] = []
    places: dict[Location, Spot] = {}
    table: tuple[str, ...] = ()
    used: set[tuple[str, ...]] = set()
    for _ in range(draw(st.integers(0, 8))):
        lines.extend(draw(st.lists(st.sampled_from(["", "  ", "# [x] = 1", "\t# '''"]), max_size=2)))
        name, bare = draw(NAMES), draw(BARE)
        quoted = draw(st.sampled_from([f"'{bare}'", f'"{bare}"', bare]))
        if draw(st.booleans()) and "'" not in name and "\\" not in name and '"' not in name and "\t" not in name:
            bare, quoted = name, f"'{name}'"
        indent = " " * draw(st.integers(0, 3))
        here = "".join(lines_of(lines))
        line = here.count("\n") + 1
        if draw(st.booleans()):
            path: tuple[str, ...] = (bare,)
            if path in used:
                continue
            table = path
            used.add(path)
            places[path] = (line, len(indent) + 2)
            lines.append(f"{indent}[{quoted}]")
        else:
            path = (*table, bare)
            if path in used:
                continue
            used.add(path)
            places[path] = (line, len(indent) + 1)
            lines.append(f"{indent}{quoted} = {draw(VALUES)}{draw(st.sampled_from(['', ' # x = 1', '  ']))}")
    return "".join(lines_of(lines)), places


def lines_of(lines: list[str]) -> list[str]:
    return [f"{line}\n" for line in lines]


@settings(max_examples=150, deadline=None)
@given(written())
def test_what_is_written_is_found_where_it_was_written(made: tuple[str, dict[Location, Spot]]) -> None:
    text, places = made
    found = spots(text)
    assert set(found) == leaves(tomllib.loads(text))
    assert {path: found[path] for path in places} == places


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab.=[]{}\"'#,\n\\ 1"), max_size=30))
def test_every_text_that_the_parser_takes_is_walked_to_its_end(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(spots(text)) == leaves(data)


@pytest.mark.parametrize("text", ["", "\n", "# only", "a=1", "[a]\n[b]"])
def test_small_files(text: str) -> None:
    assert set(spots(text)) == leaves(tomllib.loads(text))
