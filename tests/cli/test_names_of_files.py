"""The names of files as a terminal shows them, and as a program reads them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from terminal import Terminal

NAME = "a\x1b[35mb\u202e"
SHOWN = "a\\x1b[35mb\\u202e"
COMMANDS = [
    ["new", "company", f"{NAME}.yaml"],
    ["new", "batch", f"{NAME}.csv"],
    ["template", "eject", "html", NAME],
    ["template", "new", "posting", f"{NAME}.docx"],
    ["posting", "senior-software-engineer", "--draft", "-f", "txt", "-o", NAME],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_path_is_shown_to_a_person_without_its_control_characters(command: list[str], tmp_path: Path):
    with Terminal(*command, cwd=tmp_path, columns=200) as terminal:
        terminal.ended()
        assert SHOWN in terminal.said
        assert "\x1b[35m" not in terminal.said
        assert "\u202e" not in terminal.said


def test_a_folder_is_shown_without_its_control_characters(tmp_path: Path):
    folder = tmp_path / NAME
    folder.mkdir()
    with Terminal("doctor", cwd=folder, columns=200) as terminal:
        terminal.ended()
        assert SHOWN in terminal.said
        assert "\x1b[35m" not in terminal.said


def test_a_program_reads_the_path_as_it_is(tmp_path: Path):
    command = [sys.executable, "-m", "jdgen", "new", "company", f"{NAME}.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / done.stdout.decode().removesuffix("\n")).is_file()
