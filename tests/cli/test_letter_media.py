"""The options of `jdgen letter` for its look, its medium and its length; through the real command."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from jdgen.checks.letter.budget import characters
from making import RIVERBEND, ROLE

LETTER = ("letter", ROLE, *RIVERBEND.files)
NAME = f"riverbend-robotics-{ROLE}-eng-214-letter"
Command = Callable[..., Ran]


def usage(ran: Ran) -> str:
    """Return the error of a command that was refused and wrote nothing."""
    assert (ran.code, ran.out) == (2, "")
    return ran.err.partition("Error: ")[2].strip()


@pytest.mark.parametrize("medium", ["email", "form"])
def test_what_is_pasted_is_text_where_no_format_is_named(medium: str, jdgen: Command, tmp_path: Path) -> None:
    ran = jdgen(*LETTER, "--as", medium, "--mode", "final", "-o", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in ran.paths] == [f"{NAME}-{medium}.txt"]
    printed = jdgen(*LETTER, "--as", medium, "--mode", "final", "-o", "-")
    assert printed.out == ran.paths[0].read_text("utf-8")


def test_a_letter_is_a_page_where_no_format_is_named(jdgen: Command, tmp_path: Path) -> None:
    ran = jdgen(*LETTER, "--mode", "final", "-o", tmp_path)
    assert ran.code == 0
    assert [path.suffix for path in ran.paths] == [".docx", ".pdf"]


@pytest.mark.parametrize(
    ("formats", "named"),
    [("docx", "`docx`"), ("pdf,txt", "`pdf`"), ("all", "`docx` and `pdf`"), ("docx,pdf", "`docx` and `pdf`")],
)
def test_what_is_pasted_is_no_page(formats: str, named: str, jdgen: Command, tmp_path: Path) -> None:
    ran = jdgen(*LETTER, "--as", "email", "-f", formats, "-o", tmp_path)
    takes = "which takes txt, md and html here"
    assert usage(ran) == f"`--as email` makes text to paste; leave {named} out of `-f`, {takes}"
    assert list(tmp_path.iterdir()) == []


def test_what_is_pasted_may_be_markdown_or_a_page_of_html(jdgen: Command, tmp_path: Path) -> None:
    ran = jdgen(*LETTER, "--as", "form", "-f", "md,html,txt", "-o", tmp_path)
    assert ran.code == 0
    assert [path.suffix for path in ran.paths] == [".md", ".html", ".txt"]


def test_a_design_is_matching_unless_it_is_plain(jdgen: Command, tmp_path: Path) -> None:
    made = {}
    for name, chosen in {"": (), "matching": ("--design", "matching"), "plain": ("--design", "plain")}.items():
        ran = jdgen(*LETTER, *chosen, "-f", "html,docx", "-o", tmp_path / name)
        assert ran.code == 0
        made[name] = [path.read_bytes() for path in ran.paths]
    assert made[""] == made["matching"]
    assert [a == b for a, b in zip(made["plain"], made["matching"], strict=True)] == [False, False]
    assert b"#1F2933" not in made["plain"][0]
    assert "--design" in usage(jdgen(*LETTER, "--design", "loud"))


def test_a_letter_within_its_budget_is_made(jdgen: Command, tmp_path: Path) -> None:
    whole = jdgen(*LETTER, "--mode", "final", "--as", "form", "-o", "-")
    count = len(whole.out.rstrip())
    ran = jdgen(*LETTER, "--mode", "final", "--as", "form", "--max-chars", count, "-v", "-o", tmp_path)
    assert ran.code == 0
    assert f"{count:8} characters  letter txt" in ran.err
    assert " over " not in ran.err


def test_a_final_letter_over_its_budget_is_refused(jdgen: Command, tmp_path: Path) -> None:
    whole = jdgen(*LETTER, "--mode", "final", "--as", "form", "-o", "-").out
    count = len(whole.rstrip())
    most = count - 310
    ran = jdgen(*LETTER, "--mode", "final", "--as", "form", "--max-chars", most, "-o", tmp_path)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    file = RIVERBEND.candidate.as_posix()
    told = f"{file}: the letter has {count:,} characters, 310 over {most:,}; its longest parts: "
    assert ran.err.startswith(told)
    longest = sorted(map(len, whole.rstrip().split("\n\n")), reverse=True)[:3]
    found = re.findall(r"([a-z]+) ([\d,]+)", ran.err.removeprefix(told).splitlines()[0])
    assert [int(length.replace(",", "")) for _, length in found] == longest
    assert found[0][0] == "action"


@pytest.mark.parametrize("mode", ["scaffold", "draft"])
def test_one_that_is_being_written_is_told_its_budget(mode: str, jdgen: Command, tmp_path: Path) -> None:
    count = len(jdgen(*LETTER, "--mode", "final", "-f", "txt", "-o", "-").out.rstrip())
    ran = jdgen(*LETTER, "--mode", mode, "-f", "txt", "--max-chars", 1000, "-o", tmp_path)
    assert ran.code == 0
    assert len(ran.paths) == 1
    # The example has nothing open: what a scaffold says beside the letter does not count.
    assert f"note: the letter has {count:,} characters, {count - 1000:,} over 1,000; " in ran.err


def test_a_budget_is_for_plain_text(jdgen: Command) -> None:
    assert usage(jdgen(*LETTER, "--max-chars", 2000)) == "`--max-chars` counts plain text; add `txt` to `-f`"
    assert "--max-chars" in usage(jdgen(*LETTER, "-f", "txt", "--max-chars", 0))


@pytest.mark.parametrize(
    ("text", "count"), [("ab\ncd\n", 5), ("", 0), ("\n", 0), ("Zoë", 3), ("ok 🚀", 5), ("a\n\nb  \n\n", 4)]
)
def test_characters_are_those_of_a_form(text: str, count: int) -> None:
    assert characters(text) == count
