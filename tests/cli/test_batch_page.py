"""The page on batches is followed word for word, and with its edits; its outputs are those of the command."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from conftest import EXAMPLES, ROOT, Ran
from jdgen.cli.root import jdgen as root

Command = Callable[..., Ran]
PAGE = (ROOT / "docs/batch.md").read_text(encoding="utf-8")
TIME = re.compile(r"in [0-9.]+ s, [0-9.]+ rows a second")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def typed(line: str) -> list[str]:
    words = shlex.split(line)
    assert words[0] == "jdgen"
    return words[1:]


def test_the_page_can_be_followed(jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # As many files, and quicker to make.
    monkeypatch.setenv("JDGEN_FORMAT", "docx,txt")
    (tmp_path / "examples").symlink_to(EXAMPLES)
    start, proof, packing, shares = [block.splitlines() for block in blocks("sh")]
    for line in start:
        assert jdgen(*typed(line)).code == 0, line
    assert len(list((tmp_path / "first").glob("*.docx"))) == 2
    table = tmp_path / "jobs.csv"
    (held,) = blocks("csv")
    table.write_text(held, encoding="utf-8")
    table.write_text(held, encoding="utf-8")
    # One of the rows is wrong until it is mended.
    assert [jdgen(*typed(line)).code for line in proof] == [6, 6]
    assert len(list((tmp_path / "proof").glob("*.txt"))) == 2
    edits = (("", ""), ("architekt", "architect"), ("150000", "151000"))
    for (old, new), block in zip(edits, blocks("console"), strict=True):
        table.write_text(table.read_text(encoding="utf-8").replace(old, new) if old else held, encoding="utf-8")
        command, *lines = block.splitlines()
        ran = jdgen(*typed(command.removeprefix("$ ")), "--workers", 1)
        told = [TIME.sub("in …", line) for line in ran.err.splitlines() if not re.match(r"\d+ of \d+ rows", line)]
        assert told == [TIME.sub("in …", line) for line in lines]
        assert ran.code == (6 if "1 failed" in block else 0)
    for line in packing:
        assert (line, jdgen(*typed(line)).code) == (line, 0)
    index = (tmp_path / "print/jobs-files.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.rpartition(",")[0] for line in index] == [
        "row,id,document,format", *(f"{row},,posting,{form}" for row in (1, 2, 3) for form in ("pdf",)),
    ]  # fmt: skip
    assert (shares[0].count("1/2"), shares[1].count("2/2")) == (1, 1)
    for line in shares:
        assert (line, jdgen(*typed(line), "--workers", 1, "-f", "txt").code) == (line, 0)
    assert len(list((tmp_path / "shares").glob("*.txt"))) == 6


def test_a_file_of_names_on_the_page_renames_columns(
    jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(EXAMPLES)
    names = next(block for block in blocks("yaml") if "Req #" in block)
    (tmp_path / "columns.yaml").write_text(names, encoding="utf-8")
    (held,) = blocks("csv")
    text = held.replace("opening.requisition", "Req #").replace("opening.pay.min", "Salary from")
    head, first = text.splitlines()[:2]
    (tmp_path / "jobs.csv").write_text(f"{head},Notes\n{first},call Ada\n", encoding="utf-8")
    ran = jdgen("batch", "jobs.csv", "--map", "columns.yaml", "-f", "txt", "-o", "out", "-v", "-q")
    assert (ran.code, ran.err) == (0, "")
    (path,) = ran.paths
    assert (path.name, "$150,000" in path.read_text(encoding="utf-8")) == (
        "riverbend-robotics-senior-software-engineer-eng-301-posting.txt", True
    )  # fmt: skip


def test_columns_have_the_names_that_the_page_says() -> None:
    from jdgen.inputs.rows.columns import meaning

    (said,) = re.findall(r"Names of columns need not be exact: (.*?)For a bare word", " ".join(PAGE.split()))
    exact, others = said.split(" are understood, ")
    assert [meaning(name) for name in re.findall("`([^`]+)`", exact)] == [
        "company", "opening.pay.min", "opening.title_override",
    ]  # fmt: skip
    groups = re.findall(r"((?:`[a-z ]+`(?:, | and )?)+) (?:are|is) `(\w+)`", others)
    assert sorted({key for _, key in groups}) == ["candidate", "company", "id", "opening", "role"]
    for names, key in groups:
        for name in re.findall("`([^`]+)`", names):
            assert (name, meaning(name)) == (name, key)
    assert meaning("salary") == ""


def test_the_reference_names_every_option_of_a_batch() -> None:
    reference = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    options = [option.opts[-1] for option in root.commands["batch"].params if isinstance(option, click.Option)]
    assert len(options) >= 30
    said = [*re.findall(r"`(--?[\w-]+)", reference), "--quiet", "--verbose"]
    assert [option for option in options if option not in said] == []
