"""What the user reads on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

import click

from jdgen.errors import (
    InputError,
    JdgenError,
    MachineError,
    OutputError,
    PartialOutputError,
    Place,
    Problem,
    TemplateError,
    printable,
)

_SHOWN = 1_000
"""How many problems with a place are printed; the others are counted."""
_color: ContextVar[bool | None] = ContextVar("color", default=None)
_answers: ContextVar[str] = ContextVar("answers", default="")
"""The file that answers were kept in."""
_named: ContextVar[Mapping[str, Place]] = ContextVar("named", default=MappingProxyType({}))
"""Where the files and settings are named that nobody typed."""


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


def named_in(places: Mapping[str, Place]) -> None:
    """Remember where files, by their paths, and settings, by `--set KEY`, are named that nobody typed."""
    _named.set(places)


def typed_again(settings: Iterable[str]) -> None:
    """Forget where settings are named in a file that were typed as well."""
    typed = {f"--set {setting.partition('=')[0]}" for setting in settings}
    _named.set({name: place for name, place in _named.get().items() if name not in typed})


def nothing_written() -> str:
    """Return that there is no document, and where the answers are that were kept before."""
    kept = _answers.get()
    return f"no letter was written; your answers are in {printable(kept)}" if kept else "nothing was written"


def say(message: str) -> None:
    """Print a line on standard error."""
    click.echo(message, err=True, color=_color.get())


def say_path(path: Path) -> None:
    """Print the path of a file on standard output: whole for a program, and escaped where a person reads it."""
    # defense cli.paths: the name of a file cannot move the cursor or color the terminal
    click.echo(printable(str(path)) if sys.stdout.isatty() else path, color=True)


def say_problems(error: JdgenError, reached: str = "") -> None:
    """Print every problem, then how many there are and that nothing was written, or what was."""
    problems = [_traced(problem) for problem in error.problems]
    placed = _sorted(problem for problem in problems if problem.place)
    # defense cli.flood: a file of a hundred megabytes may have millions of problems, and nobody reads them
    for problem in placed[:_SHOWN]:
        say(_line(problem))
    mark = click.style("error:", fg="red", bold=True)
    bare = [problem for problem in problems if not problem.place]
    for problem in bare:
        # Once, and before the hint, which ends in a command to copy.
        last = problem is bare[-1] and (isinstance(error, MachineError) or (reached and not placed))
        kept = f"; {reached or nothing_written()}" if last else ""
        say(f"{mark} {problem._replace(message=problem.message + kept)}")
    whole = isinstance(error, (InputError, OutputError, TemplateError)) and not isinstance(error, PartialOutputError)
    nothing = f"; {reached or nothing_written()}" if whole else ""
    if placed:
        count = len(problems)
        sources = {problem.place.source for problem in placed if problem.place}
        files = [source for source in sources if not source.startswith("--")]
        where = f" in {len(files)} file{'s' if len(files) > 1 else ''}" if files else ""
        first = f", of which {_SHOWN:,} are shown" if len(placed) > _SHOWN else ""
        say(f"{mark} {count} problem{'s' if count > 1 else ''}{where}{first}{nothing}")


def say_rows(problems: Iterable[Problem]) -> None:
    """Print the problems of the rows of a table, from top to bottom; the other rows are done."""
    for problem in _sorted(problems):
        say(_line(problem) if problem.place else str(problem))


def say_notice(problem: Problem) -> None:
    """Print something worth knowing that stops nothing."""
    mark = click.style("note:", fg="yellow")
    where = f"{problem.place}: " if problem.place else ""
    say(f"{where}{mark} {problem._replace(place=None)}")


def _traced(problem: Problem) -> Problem:
    """Return a problem of a setting with its place in a file; that of a missing file says who names it."""
    source = problem.place.source if problem.place else ""
    named = _named.get().get(source)
    if named is None:
        return problem
    if source.startswith("--"):
        return problem._replace(place=named)
    there = os.path.exists(source)  # noqa: PTH110 - says no where it cannot look
    return problem if there else problem._replace(message=f"{problem.message} (named in {named.source}:{named.line})")


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems file by file, as the files were read, and in each from top to bottom."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.source if problem.place else "", []).append(problem)
    return [problem for found in files.values() for problem in sorted(found, key=lambda p: p.place or ())]


def _line(problem: Problem) -> str:
    where = click.style(f"{problem.place}:", bold=True)
    return f"{where} {problem._replace(place=None)}"
