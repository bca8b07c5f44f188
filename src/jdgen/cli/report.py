"""What the user reads on standard error."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextvars import ContextVar

import click

from jdgen.errors import InputError, JdgenError, MachineError, OutputError, PartialOutputError, Problem, printable

_color: ContextVar[bool | None] = ContextVar("color", default=None)
_answers: ContextVar[str] = ContextVar("answers", default="")
"""The file that answers were kept in."""


def use_color(choice: str) -> bool | None:
    """Turn colors on or off for what follows; `auto` asks NO_COLOR, FORCE_COLOR and then the terminal."""
    if choice == "auto":
        color = False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None
    else:
        color = choice == "always"
    _color.set(color)
    return color


def answers_are_in(file: str) -> None:
    """Remember where answers were kept; with an empty text, that none were."""
    _answers.set(file)


def nothing_written() -> str:
    """Return that there is no document, and where the answers are that were kept before."""
    kept = _answers.get()
    return f"no letter was written; your answers are in {printable(kept)}" if kept else "nothing was written"


def say(message: str) -> None:
    """Print a line on standard error."""
    click.echo(message, err=True, color=_color.get())


def say_problems(error: JdgenError) -> None:
    """Print every problem, then how many there are and that nothing was written."""
    placed = _sorted(problem for problem in error.problems if problem.place)
    for problem in placed:
        say(_line(problem))
    mark = click.style("error:", fg="red", bold=True)
    for problem in error.problems:
        if not problem.place:
            # Before the hint, which ends in a command to copy.
            kept = f"; {nothing_written()}" if isinstance(error, MachineError) else ""
            say(f"{mark} {problem._replace(message=problem.message + kept)}")
    whole = isinstance(error, (InputError, OutputError)) and not isinstance(error, PartialOutputError)
    nothing = f"; {nothing_written()}" if whole else ""
    if placed:
        count = len(error.problems)
        sources = {problem.place.source for problem in placed if problem.place}
        files = [source for source in sources if not source.startswith("--")]
        where = f" in {len(files)} file{'s' if len(files) > 1 else ''}" if files else ""
        say(f"{mark} {count} problem{'s' if count > 1 else ''}{where}{nothing}")


def say_rows(problems: Iterable[Problem]) -> None:
    """Print the problems of the rows of a table, from top to bottom; the other rows are done."""
    for problem in _sorted(problems):
        say(_line(problem) if problem.place else str(problem))


def say_notice(problem: Problem) -> None:
    """Print something worth knowing that stops nothing."""
    mark = click.style("note:", fg="yellow")
    where = f"{problem.place}: " if problem.place else ""
    say(f"{where}{mark} {problem._replace(place=None)}")


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems file by file, as the files were read, and in each from top to bottom."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.source if problem.place else "", []).append(problem)
    return [problem for found in files.values() for problem in sorted(found, key=lambda p: p.place or ())]


def _line(problem: Problem) -> str:
    where = click.style(f"{problem.place}:", bold=True)
    return f"{where} {problem._replace(place=None)}"
