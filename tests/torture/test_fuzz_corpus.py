"""Everything that a fuzzer began with, and every crash that it found, ends in a value or in a complaint."""

from __future__ import annotations

import sys
from pathlib import Path

import fuzz_targets
import pytest
from fuzz_targets import CORPUS, TARGETS, seeds, tried, words

from conftest import ROOT

MOST_BYTES = 300_000
"""How large the corpus may grow."""


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_was_fuzzed_is_taken_or_refused(name: str) -> None:
    found = seeds(name)
    taken = [path.name for path in found if tried(TARGETS[name], path.read_bytes())]
    # What is refused at once would tell a fuzzer nothing of the way behind.
    assert taken != []
    assert len(words(TARGETS[name].words)) >= 7


def test_the_corpus_is_small_and_has_a_folder_for_each_target() -> None:
    folders = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
    assert folders == sorted(TARGETS)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) <= MOST_BYTES


@pytest.mark.parametrize("name", TARGETS)
def test_bytes_that_are_changed_a_little_are_taken_or_refused(name: str) -> None:
    """A fuzzer without guidance, the same each time: a cut, a flip, a word of the kind put in."""
    target = TARGETS[name]
    known = words(target.words)
    ended = 0
    for number, path in enumerate(seeds(name)[:3]):
        data = path.read_bytes()
        for step in range(3):
            at = len(data) * (step * 3 + number + 1) // 11
            for changed in (data[:at], data[:at] + bytes([data[at] ^ 32]) + data[at + 1 :],
                            data[:at] + known[(at + step) % len(known)] + data[at:]):  # fmt: skip
                tried(target, changed)
                ended += 1
    assert ended == 9 * min(len(seeds(name)), 3)


def test_a_crash_is_told_from_a_complaint() -> None:
    def crashing(_: bytes) -> None:
        raise KeyError("x")

    def without_place(_: bytes) -> None:
        from jdgen.errors import InputError

        raise InputError("is wrong")

    def on_two_lines(_: bytes) -> None:
        from jdgen.errors import InputError, Place, Problem

        raise InputError(Problem("is\nwrong", Place("x.yaml")))

    for load, error in ((crashing, KeyError), (without_place, AssertionError), (on_two_lines, AssertionError)):
        with pytest.raises(error):
            tried(fuzz_targets.Target(load, "yaml"), b"x")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="atheris has no wheels for this system")
def test_the_fuzzer_runs_and_finds_a_crash(tmp_path: Path) -> None:
    """The tool is given a loader that crashes, and says so."""
    pytest.importorskip("atheris", reason="atheris is not installed; `make fuzz` installs it")
    import subprocess

    tool = (ROOT / "tools" / "fuzz.py").read_text(encoding="utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tests/torture/corpus/yaml").mkdir(parents=True)
    (tmp_path / "tools/fuzz.py").write_text(tool, encoding="utf-8")
    (tmp_path / "tests/evidence.py").write_text("def note(name, number):\n    print(name, number)\n", encoding="utf-8")
    (tmp_path / "tests/torture/corpus/yaml/seed").write_bytes(b"ab")
    (tmp_path / "tests/torture/fuzz_targets.py").write_text(CRASHING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "tools/fuzz.py", "--seconds", "5"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "fuzz.crashes 1\n" in done.stdout
    assert len(list((tmp_path / "out/fuzz/yaml").glob("crash-*"))) == 1


CRASHING = '''
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"


class Target(NamedTuple):
    load: object
    words: str


def load(data):
    if data[:1] == b"c":
        raise KeyError(data)


TARGETS = {"yaml": Target(load, "yaml")}


def tried(target, data):
    target.load(data)


def words(name):
    return [b"c"]


def seeds(name):
    return sorted((CORPUS / name).iterdir())
'''
