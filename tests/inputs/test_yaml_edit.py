"""Answers set into YAML texts, and taken out again: nothing else moves, and what cannot be done exactly is refused."""

from __future__ import annotations

from typing import Any

import pytest

from jdgen.errors import InputError
from jdgen.inputs.source import plain
from jdgen.inputs.yaml_edit.edit import Path, Value, forget, is_asked, put
from jdgen.inputs.yaml_source import parse

LONG = (
    "We had 4,000 nurses who could not see their shifts: every week 30 of them came on the wrong day, "
    "and the wards paid overtime for it."
)
SCOPE: Path = ("current", "scope")
ACTION: Path = ("stories", 0, "action")

PUTS: dict[str, tuple[str, Path, Value, str]] = {
    "no file yet": ("", ("name",), "Ada", "name: Ada  # asked by jdgen\n"),
    "comments alone": ("# mine\n", ("name",), "Ada", "# mine\nname: Ada  # asked by jdgen\n"),
    "a document of nothing": ("--- # mine\n", ("name",), "Ada", "--- # mine\nname: Ada  # asked by jdgen\n"),
    "an end of the document": ("a: b\n...\n", ("name",), "Ada", "a: b\nname: Ada  # asked by jdgen\n...\n"),
    "a key at the end": ("a: b # c\n", ("name",), "Ada", "a: b # c\nname: Ada  # asked by jdgen\n"),
    "no last line end": ("a: b", ("name",), "Ada", "a: b\nname: Ada  # asked by jdgen\n"),
    "no last line end behind a comment": ("a: b # c", ("name",), "Ada", "a: b # c\nname: Ada  # asked by jdgen\n"),
    "line ends of Windows": (
        "a: b\r\n", ACTION, "x", "a: b\r\nstories:  # asked by jdgen\r\n  - action: x  # asked by jdgen\r\n",
    ),
    "line ends of two kinds": (
        "a: b\ncurrent:\r\n", SCOPE, "x", "a: b\ncurrent:  # was: # asked by jdgen\r\n  scope: x  # asked by jdgen\r\n",
    ),
    "line ends of old Macs": ("a: b\r", SCOPE, "x", "a: b\rcurrent:  # asked by jdgen\r  scope: x  # asked by jdgen\r"),
    "line ends of old Macs and others": ("a: b\r# c\r\n\n", ("d",), "x", "a: b\rd: x  # asked by jdgen\r\n# c\r\n\n"),
    "a byte order mark": ("\ufeffa: b\n", ("name",), "Ada", "\ufeffa: b\nname: Ada  # asked by jdgen\n"),
    "a mapping further in": ("  a: b\n  # c\n", ("name",), "Ada", "  a: b\n  name: Ada  # asked by jdgen\n  # c\n"),
    "a parent that is missing": (
        "a: b\n", SCOPE, "x", "a: b\ncurrent:  # asked by jdgen\n  scope: x  # asked by jdgen\n",
    ),
    "a parent that is null": (
        "current: null\n", SCOPE, "x", "current:  # was: null # asked by jdgen\n  scope: x  # asked by jdgen\n",
    ),
    "a parent that is empty": (
        "current:\na: b\n", SCOPE, "x", "current:  # was: # asked by jdgen\n  scope: x  # asked by jdgen\na: b\n",
    ),
    "a parent of braces": (
        "current: {} # c\n", SCOPE, "x", "current:  # was: {} # c # asked by jdgen\n  scope: x  # asked by jdgen\n",
    ),
    "a list of brackets": (
        "stories: []\n", ACTION, "x", "stories:  # was: [] # asked by jdgen\n  - action: x  # asked by jdgen\n",
    ),
    "a blank value": ('"scope": "" # c\n', ("scope",), "x", '"scope": x  # was: "" # c # asked by jdgen\n'),
    "a blank block": ("scope: >-\n\na: b\n", ("scope",), "x", "scope: x  # was: >- # asked by jdgen\n\na: b\n"),
    "a long text before a comment": ("r:\n\n  # c\n", ("r",), LONG, f'r: "{LONG}"  # was: # asked by jdgen\n\n  # c\n'),
    "an answer again": (
        "a: b # c\nname: Ada  # asked by jdgen\n", ("name",), "Eve", "a: b # c\nname: Eve  # asked by jdgen\n",
    ),
    "an answer over nothing again": (
        "name: Ada  # was: ~ # asked by jdgen\n", ("name",), "Eve", "name: Eve  # was: ~ # asked by jdgen\n",
    ),
    "a long answer again": (
        "r: >-  # asked by jdgen\n  one\n  two\n# c\n", ("r",), "x", "r: x  # asked by jdgen\n# c\n",
    ),
    "a list of answers again": (
        "targets:  # asked by jdgen\n  - company: A  # asked by jdgen\n    # c\n    r: b  # asked by jdgen\na: b\n",
        ("targets",), [{"company": "B"}],
        "targets:  # asked by jdgen\n  - company: B  # asked by jdgen\n    # c\na: b\n",
    ),
    "into an entry of a list": (
        "stories:\n  - id: a # c\n    # in\n  # out\nb: 1\n", ACTION, "x",
        "stories:\n  - id: a # c\n    # in\n    action: x  # asked by jdgen\n  # out\nb: 1\n",
    ),
    "into an entry of a list at the margin": (
        "stories:\n- id: a\n# next\nb: 1\n", ACTION, "x",
        "stories:\n- id: a\n  action: x  # asked by jdgen\n# next\nb: 1\n",
    ),
    "into an entry below its dash": (
        "stories:\n  -\n    id: a\n", ACTION, "x", "stories:\n  -\n    id: a\n    action: x  # asked by jdgen\n",
    ),
    "behind a list at the margin": (
        "stories:\n- id: a\n# next\nb: 1\n", ("stories", 1, "id"), "x",
        "stories:\n- id: a\n- id: x  # asked by jdgen\n# next\nb: 1\n",
    ),
    "a text behind a list": (
        "skills:\n  - Go # c\n", ("skills", 1), "C#", "skills:\n  - Go # c\n  - C#  # asked by jdgen\n",
    ),
    "behind a block": (
        "a:\n  b: |\n    x\n\n\nc: d\n", ("a", "e"), "y", "a:\n  b: |\n    x\n  e: y  # asked by jdgen\n\n\nc: d\n",
    ),
    "behind a block that keeps": (
        "a:\n  b: |+\n    x\n\nc: d\n", ("a", "e"), "y", "a:\n  b: |+\n    x\n\n  e: y  # asked by jdgen\nc: d\n",
    ),
    "behind spaces of a block": ("a: |\n  x\n   \n\n", ("b",), "y", "a: |\n  x\n   \nb: y  # asked by jdgen\n\n"),
    "behind a text of several lines": (
        "a: one\n  two\n# c\n", ("b",), "y", "a: one\n  two\nb: y  # asked by jdgen\n# c\n",
    ),
    "behind quotes of several lines": (
        "a: 'one\n\n  two' # c\n", ("b",), "y", "a: 'one\n\n  two' # c\nb: y  # asked by jdgen\n",
    ),
    "a text of a list that is missing": ("", ("s", 0), "Go", "s:  # asked by jdgen\n  - Go  # asked by jdgen\n"),
    "into braces": (
        "a: {b: c}  # d\n", ("a", "e"), 'x "y" #', 'a: {b: c\n    , e: "x \\"y\\" #"  # asked by jdgen\n    }  # d\n',
    ),
    "into braces again": (
        'a: {b: c\n    , e: "x"  # asked by jdgen\n    }\n', ("a", "f"), ["y"],
        'a: {b: c\n    , e: "x"  # asked by jdgen\n    , f: ["y"]  # asked by jdgen\n    }\n',
    ),
    "an answer in braces again": (
        'a: {b: c\n    , e: "x"  # asked by jdgen\n    }\n', ("a", "e"), "y",
        'a: {b: c\n    , e: "y"  # asked by jdgen\n    }\n',
    ),
    "an answer within another in braces": (
        'a: {b: c\n    , e: {f: "x"}  # asked by jdgen\n    }\n', ("a", "e", "f"), "y",
        'a: {b: c\n    , e: {f: "y"}  # asked by jdgen\n    }\n',
    ),
    "into braces on lines": (
        "a: {\n  b: c # d\n}\n", ("a", "e"), "x", 'a: {\n  b: c # d\n  , e: "x"  # asked by jdgen\n}\n',
    ),
    "into braces of a list": (
        "a:\r\n- {b: c }\r\n- d\r\n", ("a", 0, "e", 0, "f"), "x",
        'a:\r\n- {b: c \r\n    , e: [{f: "x"}]  # asked by jdgen\r\n    }\r\n- d\r\n',
    ),
    "into brackets": ("a: [b]\n", ("a", 1), "x", 'a: [b\n    , "x"  # asked by jdgen\n    ]\n'),
    "into an answer in brackets": (
        'a: [b\n    , {c: "x"}  # asked by jdgen\n    ]\n', ("a", 1, "d"), "y",
        'a: [b\n    , {c: "x"\n        , d: "y"  # asked by jdgen\n        }  # asked by jdgen\n    ]\n',
    ),
    "a list of texts with colons": ("", ("c",), ["a:b", "c"], 'c: ["a:b", c]  # asked by jdgen\n'),
    "a list of texts": ("", ("c",), ["design", "a, b"], 'c: [design, "a, b"]  # asked by jdgen\n'),
    "a long list of texts": (
        "", ("c",), [LONG], f'c:  # asked by jdgen\n  - >-  # asked by jdgen\n    {LONG[:96]}\n    {LONG[97:]}\n',
    ),
    "a new job": (
        "targets:\n  - company: A\n", ("targets", 1), {"company": "B", "bridge": [{"requirement": ["r"], "text": "t"}]},
        "targets:\n  - company: A\n  - company: B  # asked by jdgen\n    bridge:  # asked by jdgen\n"
        "      - requirement: [r]  # asked by jdgen\n        text: t  # asked by jdgen\n",
    ),
    "a long text": ("", ("r",), LONG, f"r: >-  # asked by jdgen\n  {LONG[:96]}\n  {LONG[97:]}\n"),
    "paragraphs": ("", ("r",), "a\n\n" + "b " * 30 + "c", f"r: |-  # asked by jdgen\n  a\n\n  {'b ' * 30}c\n"),
}  # fmt: skip


def tree(text: str) -> Any:
    return plain(parse(text, "a.yaml"))


@pytest.mark.parametrize("name", PUTS)
def test_an_answer_moves_nothing_else_and_goes_without_a_trace(name: str) -> None:
    before, path, value, after = PUTS[name]
    assert put(before, path, value, "a.yaml") == after
    assert is_asked(after, path)
    if "# asked by jdgen" not in before:
        ended = before if not before or before[-1] in "\r\n" else before + "\n"
        assert forget(after)[0] == ended


WRITTEN = "is written in your file already; change it there"
ELSE = " without changing something else in the file; write it there yourself"
TEXTS = [
    "null", "~", "Null", "true", "1.10", "x ", " x", "# x", "x #y", "x# y", "x: y", "x:", "- x", "? x", "'x'",
    '"x"', "\tx", "x\ty", "x\\n", "x\ny", "x\n\ny", "x\n\n\ny", "\nx", "x\n", "x\n y\nz", "x \ny", "x\n \ny",
    "x\r\ny", "x\u2028y", "x\x85y", "x\xa0y", "\xa0x", "\ufeffx", "🎲", "👩\u200d🍳", "e\u0301", "---", "...", "%x",
    "@x", "`x`", "*x", "&x", "!x", "|", ">-", "[x", "{x", "x, y", "x]", "<<", "=", "x" * 300, "x  y " * 60 + "z",
    f"{LONG}\n# x\n- {LONG}", LONG + "\n" * 5 + LONG, LONG + " " * 40 + LONG, f"\n{LONG}", f"{LONG}\n", f"{LONG} ",
    f"{LONG}\n  {LONG}", f"{LONG}\t{LONG}", f"{LONG}: {LONG} #x",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_text_comes_back_as_it_was(number: int) -> None:
    text = TEXTS[number]
    said = put(put("# c\n", ("a",), text, "a.yaml"), ("b", 0), {"c": [text, text], "d": text}, "a.yaml")
    assert tree(said) == {"a": text, "b": [{"c": [text, text], "d": text}]}
    assert forget(said) == ("# c\n", 3)


REFUSED: dict[str, tuple[str, Path, Value, str]] = {
    "written": ("# c\nname: Eve\n", ("name",), "Ada", "a.yaml:2:1: `name`: " + WRITTEN),
    "a list that is written": (
        "a:\n  - b\n", ("a",), ["x"], "a.yaml:1:1: `a`: " + WRITTEN,
    ),
    "written in braces": ("a: {b: c}\n", ("a", "b"), "x", "a.yaml:1:5: `a.b`: " + WRITTEN),
    "answers and more": (
        "a:  # asked by jdgen\n  b: c  # asked by jdgen\n  d: e\n", ("a",), {"b": "x"}, "a.yaml:1:1: `a`: " + WRITTEN,
    ),
    "braces of nothing": (
        "{ }\n", ("b",), "x",
        "a.yaml:1:1: `b`: stands empty in your file; take it out, or write it on a line of its own",
    ),
    "nothing in braces": (
        "b: {c: }\n", ("b", "c"), "x",
        "a.yaml:1:5: `b.c`: stands empty in your file; take it out, or write it on a line of its own",
    ),
    "a comma before the brace": ("b: {c: d,}\n", ("b", "e"), "x", "a.yaml: the answer to `b.e` cannot be added" + ELSE),
    "a text in between": ("b: c\n", ("b", "e"), "x", "a.yaml:1:4: `b.e`: expected keys and values here"),
    "a text for a list": ("b: c\n", ("b", 0), "x", "a.yaml:1:4: `b[0]`: expected a list here"),
    "keys for a list": ("b:\n  c: d\n", ("b", 0), "x", "a.yaml:2:3: `b[0]`: expected a list here"),
    "a place that is gone": ("b:\n  - c\n", ("b", 2), "x", "a.yaml:2:3: `b[2]`: this list ends at 1"),
    "no list yet": ("", ("b", 1), "x", "a.yaml:1:1: `b[1]`: this list has no entries yet"),
    "no list behind a key": ("b:\n", ("b", 1), "x", "a.yaml:1:1: `b[1]`: this list has no entries yet"),
    "an empty entry": (
        "b:\n  -\n", ("b", 0, "c"), "x",
        "a.yaml:2:3: `b[0].c`: stands empty in your file; delete that line",
    ),
    "nothing on another line": (
        "b:\n  null\n", ("b",), "x",
        "a.yaml:1:1: `b`: stands empty on several lines; write `null` behind its key",
    ),
    "a control character": (
        "", ("b",), "x\x07",
        "the answer to `b` holds the character U+0007, which documents cannot carry",
    ),
    "a blank": ("", ("b",), ["x", " \n"], "the answer to `b` is blank"),
    "a tab before a comment": ("\t# c\n", ("b",), "x", "a.yaml:1:1: a tab cannot indent YAML; use spaces"),
    "no YAML": (
        "b: c: d\n", ("e",), "x",
        "a.yaml:1:5: a colon stands inside a text that is not quoted; "
        'quote the text, as in "Engineer: Backend", or mend the indentation',
    ),
    "a list behind a question mark": (
        "? b\n: c  # asked by jdgen\n", ("b",), [LONG],
        "a.yaml: the answer to `b` cannot be added" + ELSE,
    ),
    "a key with a question mark": (
        "? b\n: c  # asked by jdgen\n", ("b",), "x",
        "a.yaml: the answer to `b` cannot be added" + ELSE,
    ),
}  # fmt: skip




@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_added_is_refused_with_its_place(name: str) -> None:
    before, path, value, said = REFUSED[name]
    with pytest.raises(InputError) as caught:
        put(before, path, value, "a.yaml")
    assert str(caught.value) == said


FORGOTTEN = {
    "nothing to forget": ("a: b\n", "a: b\n", 0),
    "nothing": ("", "", 0),
    "a word like the sign": (
        "a: b # I asked\nc: 'x # asked by jdgen'\n", "a: b # I asked\nc: 'x # asked by jdgen'\n", 0,
    ),
    "a note before the sign": ("a: b  # mine # asked by jdgen\n", "", 1),
    "all of it": ("# c\na: b  # asked by jdgen\n", "# c\n", 1),
    "a collection with more in it": (
        "a:  # asked by jdgen\n  b: c  # asked by jdgen\n  d: e\n", "a:\n  d: e\n", 1,
    ),
    "a collection over nothing with more in it": (
        "a:  # was: {}  # note # asked by jdgen\n  b: c  # asked by jdgen\n  d: e\n", "a:  # note\n  d: e\n", 1,
    ),
    "an entry with more in it": (
        "a:  # asked by jdgen\n  - b: c  # asked by jdgen\n    d: e\n  - b: f  # asked by jdgen\n",
        "a:\n  -\n    d: e\n", 2,
    ),
    "a member with more beside it": ("a:  # asked by jdgen\n  - b  # asked by jdgen\n  - c\n", "a:\n  - c\n", 1),
    "comments between": (
        "a:  # asked by jdgen\n  # one\n  b: c  # asked by jdgen\n\n  # two\n", "  # one\n\n  # two\n", 1,
    ),
    "a list on one line": ("a: [b, c]  # asked by jdgen\nd: e\n", "d: e\n", 1),
    "a block with a note": ("a: >-  # asked by jdgen\n  b\n  c\n\nd: e\n", "\nd: e\n", 1),
    "an entry below its dash": ("a:\n  - x\n  -\n    b: c  # asked by jdgen\n", "a:\n  - x\n", 1),
    "one of braces that stays on lines": (
        'a: {b: c\n  , d: "x"  # asked by jdgen\n  , e: f\n  }\n', "a: {b: c\n  , e: f\n  }\n", 1,
    ),
    "one of braces that you wrote": (
        "a: {b: c,\n  d: e  # asked by jdgen\n  }\n", "a: {b: c,\n  d: e  # asked by jdgen\n  }\n", 0,
    ),
    "answers in braces around others": (
        'a: {b: c\n  , d: "x"  # asked by jdgen\n  , e: f\n  , g: "y"  # asked by jdgen\n  }\n',
        "a: {b: c\n  , e: f\n  }\n", 2,
    ),
    "answers in braces": (
        'a: {b: c\n    , d: "x"  # asked by jdgen\n    , e: ["y"]  # asked by jdgen\n    }  # f\n', "a: {b: c}  # f\n",
        2,
    ),
    "a comment between answers in braces": (
        'a: {b: c\n    , d: "x"  # asked by jdgen\n    # mine\n    , e: "y"  # asked by jdgen\n    }\n',
        "a: {b: c\n    # mine\n    }\n", 2,
    ),
    "a comment above an answer in braces": (
        'a: {b: c\n    # mine\n    , d: "x"  # asked by jdgen\n    }\n', "a: {b: c\n    # mine\n    }\n", 1,
    ),
    "a comment behind what stands in braces": (
        'a: {b: c  # mine\n    , d: "x"  # asked by jdgen\n    }\n', "a: {b: c  # mine\n    }\n", 1,
    ),
    "a comment within an answer in braces": (
        'a: {b: c\n    , d: {e: "x"\n        # mine\n        }  # asked by jdgen\n    }\n',
        "a: {b: c\n        # mine\n    }\n", 1,
    ),
    "what an answer has beside it": (
        "stories:  # asked by jdgen\n  - id: s  # asked by jdgen\n    action: x  # asked by jdgen\n"
        "bridge:  # asked by jdgen\n  - requirement: [r]  # asked by jdgen\n    text: y  # asked by jdgen\n",
        "", 2,
    ),
    "a name that is left of an answer": (
        "stories:\n  - id: s  # asked by jdgen\n    action: x\n", "stories:\n  -\n    action: x\n", 1,
    ),
    "a comment of your own": ("a: b  # asked\nc: d  # asked by me\n", "a: b  # asked\nc: d  # asked by me\n", 0),
    "a spoilt note": ("a: b  # was: {]  # asked by jdgen\nd: e\n", "d: e\n", 1),
    "no last line end": ("a: b\nc: d  # asked by jdgen", "a: b\n", 1),
    "quotes of several lines": ("a: 'b\n  c'  # asked by jdgen\nd: e\n", "d: e\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGOTTEN)
def test_what_was_asked_goes_and_what_was_written_stays(name: str) -> None:
    before, after, count = FORGOTTEN[name]
    assert forget(before, "a.yaml") == (after, count)


def test_what_cannot_be_taken_out_exactly_is_refused() -> None:
    with pytest.raises(InputError, match="the answers cannot be taken out without changing something else"):
        forget("? a\n: b  # asked by jdgen\nc: d\n", "a.yaml")


def test_a_comment_that_would_join_a_text_is_named() -> None:
    with pytest.raises(InputError, match=r"^me\.yaml:4:1: .*; begin this comment at the margin, or take it away$"):
        forget("a: |\n  text\nb: c  # asked by jdgen\n  # mine\nd: e\n", "me.yaml")


def test_only_what_was_asked_says_so() -> None:
    text = "a:  # asked by jdgen\n  b: c  # asked by jdgen\n  d: e\nf:\n  - g  # asked by jdgen\n  - h\n"
    asked = [("a", "b"), ("f", 0)]
    assert is_asked("a: [b]  # asked by jdgen\n", ("a", 0))
    others: list[Path] = [("a",), ("a", "d"), ("f",), ("f", 1), ("f", 2), ("x",), ("a", 0), ("a", "b", "c"), ()]
    assert [is_asked(text, path) for path in asked] == [True, True]
    assert [path for path in others if is_asked(text, path)] == []


def test_answers_one_by_one_into_the_scaffold_leave_no_trace(scaffold: str) -> None:
    text = scaffold
    answers: list[tuple[Path, Value]] = [
        (("stories", 0), {"id": "rota", "problem": LONG}), (ACTION, f"{LONG}\n\n{LONG}"), (SCOPE, "lead #1: us"),
        (("targets", 0), {"company": "Acme: Inc", "requirements": ["a, b", "Go"]}), (("targets", 0, "reason"), LONG),
        (("targets", 1), {"company": "~"}), (("availability",), "most mornings"), (ACTION, "shorter"),
    ]  # fmt: skip
    for path, value in answers:
        text = put(text, path, value, "a.yaml")
    found = tree(text)
    assert found["stories"] == [{"id": "rota", "problem": LONG, "action": "shorter"}]
    assert found["targets"][0] == {"company": "Acme: Inc", "requirements": ["a, b", "Go"], "reason": LONG}
    assert (found["targets"][1], found["current"]["scope"]) == ({"company": "~"}, "lead #1: us")
    assert forget(text) == (scaffold, 8)


@pytest.fixture
def scaffold() -> str:
    from tests.conftest import ROOT

    return (ROOT / "templates/new/candidate.yaml").read_text(encoding="utf-8").replace("$$", "$")
