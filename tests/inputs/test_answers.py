"""Answers in files: beside whom they are kept, and that the bytes around them stay."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from jdgen.errors import InputError
from jdgen.inputs.candidate.answers import edited, forgotten, home
from jdgen.inputs.candidate.files import read_candidate
from jdgen.inputs.source import plain
from jdgen.writer import write

FIRST = b"# What you answered to `jdgen letter --ask`; `--forget` takes out what ends in `# asked by jdgen`.\n"
RESUME = json.dumps({"basics": {"name": "Ada", "email": "ada@a.example"}, "work": []})
TOLD = b"stories:  # asked by jdgen\n  - action: one  # asked by jdgen\n"
STORY = ("stories", 0, "action")


def save(path: Path, *answers: tuple[tuple[str | int, ...], str]) -> bytes:
    for keys, value in answers:
        kept = home(path)
        write({kept.name: edited(path, [(keys, value)]).data}, kept.parent, force=True)
    return home(path).read_bytes()


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    assert forgotten(path) == (b"", 0)
    assert save(path, (("name",), "Ada")) == FIRST + b"name: Ada  # asked by jdgen\n"
    assert forgotten(path) == (FIRST, 1)


@pytest.mark.parametrize("before", [b"", b"\n", b"\xef\xbb\xbf", b"# c\r\n", b"\xef\xbb\xbfa: \xc3\xa9 # c\r\n\r\n"])
def test_bytes_around_an_answer_stay(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "me.yml"
    path.write_bytes(before)
    end = b"\r\n" if b"\r" in before else b"\n"
    after = save(path, (("name",), "Zoë"))
    assert sorted(after.splitlines(keepends=True)) == sorted(
        [*before.splitlines(keepends=True), "name: Zoë  # asked by jdgen".encode() + end]
        if before != b"\xef\xbb\xbf"
        else ["\ufeffname: Zoë  # asked by jdgen\n".encode()]
    )
    assert forgotten(path) == (before, 1)


def test_what_somebody_writes_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    save(path, (STORY, "one"))
    path.write_bytes(path.read_bytes() + b"# mine\nname: Ada\n")
    said = save(path, (STORY, "two"), (("stories", 0, "result"), "three")).decode()
    assert said.removeprefix(FIRST.decode()) == (
        "stories:  # asked by jdgen\n  - action: two  # asked by jdgen\n    result: three  # asked by jdgen\n"
        "# mine\nname: Ada\n"
    )
    assert forgotten(path) == (FIRST + b"# mine\nname: Ada\n", 2)


@pytest.mark.parametrize("name", ["ada.json", "a: b.json"])
def test_answers_to_a_resume_are_kept_beside_it_and_read_with_it(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and ":" in name:
        pytest.skip("no such name here")
    path = tmp_path / name
    path.write_text(RESUME)
    said = save(path, (("availability",), "most mornings"), (STORY, "one"))
    named = name if ": " not in name else f'"{name}"'
    assert said == FIRST + f"resume: {named}\navailability: most mornings  # asked by jdgen\n".encode() + TOLD
    assert path.read_text() == RESUME


def test_a_resume_in_yaml_takes_no_answers(tmp_path: Path) -> None:
    path = tmp_path / "ada.yaml"
    path.write_text("basics:\n  name: Ada\n")
    assert save(path, (("close",), "Thanks.")) == FIRST + b"resume: ada.yaml\nclose: Thanks.  # asked by jdgen\n"
    assert home(path) == tmp_path / "ada.letter.yaml"
    problems: list[object] = []
    read = plain(read_candidate(path, date(2026, 11, 20), problems))
    assert (read["name"], read["close"], problems) == ("Ada", "Thanks.", [])


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    real, path = tmp_path / "real.yaml", tmp_path / "me.yaml"
    real.write_text("a: b\n")
    try:
        path.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    save(path, (("name",), "Ada"))
    assert path.is_symlink()
    assert real.read_text() == "a: b\nname: Ada  # asked by jdgen\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("me.txt", b"a: b\n", "me.txt: answers are kept in a .yaml file"),
        ("me.yaml", b"a: b\nname: Eve\n", "me.yaml:2:1: `name`: is written in your file already; change it there"),
        ("me.yaml", b"\xff\xfea", "me.yaml: is in UTF-16; save it as UTF-8"),
        ("me.yaml", b"a: \xff\n", "me.yaml:1:4: is not UTF-8 text; save it as UTF-8"),
        ("me.yaml", b"a: [\n", "me.yaml:2:1: expected a value"),
        ("none.json", None, "none.json: cannot be read: no such file or directory"),
    ],
)  # fmt: skip
def test_what_cannot_take_an_answer_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(name)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        edited(path, [(("name",), "Ada")])
    assert str(caught.value) == said
    assert [file.name for file in tmp_path.iterdir()] == ([name] if content is not None else [])
