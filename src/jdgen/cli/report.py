"""What the user reads on standard error."""

from __future__ import annotations

import click

from jdgen.errors import InputError, JdgenError, OutputError, Problem, printable


def say(message: str) -> None:
    """Print a line on standard error."""
    click.echo(message, err=True)


def say_problems(error: JdgenError) -> None:
    """Print every problem, then how many there are and that nothing was written."""
    placed = [problem for problem in error.problems if problem.place]
    for problem in placed:
        say(_line(problem))
    mark = click.style("error:", fg="red", bold=True)
    for problem in error.problems:
        if not problem.place:
            say(f"{mark} {problem}")
    nothing = "; nothing was written" if isinstance(error, (InputError, OutputError)) else ""
    if placed:
        count = len(error.problems)
        sources = {problem.place.source for problem in placed if problem.place}
        files = [source for source in sources if not source.startswith("--")]
        where = f" in {len(files)} file{'s' if len(files) > 1 else ''}" if files else ""
        say(f"{mark} {count} problem{'s' if count > 1 else ''}{where}{nothing}")


def say_notice(problem: Problem) -> None:
    """Print something worth knowing that stops nothing."""
    mark = click.style("note:", fg="yellow")
    where = f"{problem.place}: " if problem.place else ""
    say(f"{where}{mark} {problem._replace(place=None)}")


def _line(problem: Problem) -> str:
    where = click.style(f"{problem.place}:", bold=True)
    return f"{where} {problem._replace(place=None)}"


def shown(text: str) -> str:
    """Return a path or a name fit for one line."""
    return printable(text)
