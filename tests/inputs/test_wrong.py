"""Each kind of wrong input is a fixture in `wrong/`: the input, and beside it the exact message.

`NAME.KIND.SUFFIX` is given to the command that reads such files, `NAME.args` holds a command line of its own, and
`NAME[.KIND].txt` (with the suffix before it where two fixtures share a name) is what stands on standard error.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from jdgen.inputs import source as files

WRONG = Path(__file__).parent / "wrong"
ROLE = "senior-software-engineer"
COMMANDS = {
    "company": ["posting", ROLE, "--company", "{}", "--opening", "right/opening.yaml"],
    "opening": ["posting", ROLE, "--company", "right/company.yaml", "--opening", "{}"],
    "candidate": ["letter", ROLE, "--candidate", "{}"],
    "role": ["posting", "{}", "--company", "right/company.yaml", "--opening", "right/opening.yaml"],
}
FIXTURES = sorted(p.name for p in WRONG.iterdir() if p.is_file() and p.suffix != ".txt")
# What the libraries below say, and names of ours that no user knows.
FOREIGN = re.compile(
    r"Input should|Value error|Field required|Extra inputs|valid (string|integer|list|tuple|dictionary)|pydantic|"
    r"NoneType|Traceback|object at 0x|jdgen\.\w+\.|scalar|while (parsing|scanning)|PlacedText|Prose|\bstr\b|\btuple\b"
)


def arguments(name: str) -> list[str]:
    if name.endswith(".args"):
        return shlex.split((WRONG / name).read_text(encoding="utf-8"))
    kind = name.split(".")[1]
    return [part.format(name) for part in COMMANDS[kind]]


def expected_file(name: str) -> Path:
    twins = [other for other in FIXTURES if other.rpartition(".")[0] == name.rpartition(".")[0]]
    stem = name if len(twins) > 1 else name.rpartition(".")[0]
    return WRONG / f"{stem}.txt"


def snapshot(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("name", FIXTURES)
def test_wrong_input_is_said_exactly(name, jdgen, tmp_path, monkeypatch, request):
    monkeypatch.chdir(WRONG)
    before = snapshot(WRONG)
    given = arguments(name)
    writes_nothing_by_itself = given[0] in {"new", "profiles"} or "-o" in given
    ran = jdgen(*given, *([] if writes_nothing_by_itself else ["-f", "txt", "-o", tmp_path / "out"]))
    expected = expected_file(name)
    if request.config.getoption("--update-golden"):
        expected.write_text(ran.err, encoding="utf-8")
        before = snapshot(WRONG)
    assert ran.err == expected.read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (2, "")
    assert (snapshot(WRONG), snapshot(tmp_path)) == (before, [])


def test_there_are_fixtures_and_each_has_its_message():
    assert len(FIXTURES) >= 100
    messages = {path.name for path in WRONG.glob("*.txt")}
    assert messages == {expected_file(name).name for name in FIXTURES}


def test_no_message_speaks_the_language_of_a_library():
    messages = {path.name: path.read_text(encoding="utf-8") for path in WRONG.glob("*.txt")}
    assert len(messages) >= 100
    assert {name: found[0] for name, text in messages.items() if (found := FOREIGN.search(text))} == {}


def test_every_place_that_a_message_names_exists():
    """A line and a column are inside the file they speak of."""
    checked = 0
    for path in WRONG.glob("*.txt"):
        for source, line, column in re.findall(r"^([^\s:]+):(\d+):(\d+): ", path.read_text(encoding="utf-8"), re.M):
            lines = (WRONG / source).read_text(encoding="utf-8", errors="replace").split("\n")
            assert int(line) <= len(lines), (path.name, source, line)
            assert int(column) <= len(lines[int(line) - 1]) + 1, (path.name, source, line, column)
            checked += 1
    assert checked >= 100


def test_files_beyond_the_limits_are_refused(jdgen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inputs = {
        "large.yaml": ("name: " + "a" * 1_000_000 + "\n", "large.yaml: is larger than 1,000,000 bytes"),
        "many.yaml": ("benefits: [" + "a," * 50_001 + "]\n", "many.yaml:1:100006: holds more than 50,000 values"),
        "many.json": (
            '{"benefits": [' + ",".join(["1"] * 50_001) + "]}\n",
            "many.json:1:100011: holds more than 50,000 values",
        ),
    }
    for name, (text, message) in inputs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        ran = jdgen("posting", ROLE, "--company", name, "--opening", WRONG / "right/opening.yaml", "-f", "txt")
        assert ran == (2, "", f"{message}\nerror: 1 problem in 1 file; nothing was written\n")
    assert snapshot(tmp_path) == sorted(inputs)


def test_a_file_without_permission_is_said(jdgen, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text("name: Acme\n", encoding="utf-8")

    def refuse(name, flags):
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(files, "_unwaiting", refuse)
    ran = jdgen("posting", ROLE, "--company", "acme.yaml", "-f", "txt")
    assert ran.code == 2
    assert "acme.yaml: cannot be read: permission denied\n" in ran.err
