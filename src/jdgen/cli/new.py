"""The command that starts a new input file."""

from __future__ import annotations

from pathlib import Path

import click

from jdgen.cli.options import debug, read_date
from jdgen.cli.report import say

KINDS = ("company", "opening", "candidate", "profile")
_DEADLINE_DAYS = 30
_START_DAYS = 75
_NEXT = {
    "company": "jdgen posting senior-software-engineer --company {path} --draft",
    "opening": "jdgen posting senior-software-engineer --company company.yaml --opening {path}",
    "candidate": "jdgen letter senior-software-engineer --candidate {path}",
    "profile": "jdgen posting {path} --company company.yaml --draft",
}


@click.command(short_help="Start an input file: a form with comments.", epilog="Example: jdgen new company acme.yaml")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", required=False, type=click.Path())
@click.option("--date", "day", metavar="DATE", callback=read_date, help="Dates in the file count from this day.")
@debug
def new(kind: str, path: str | None, day: object) -> None:
    """Write a new file to fill in: a company, an opening, a candidate or a role profile."""
    from datetime import date, timedelta
    from shlex import quote
    from string import Template

    from jdgen import resources
    from jdgen.errors import InputError, OutputError, Place, Problem
    from jdgen.writer import write

    target = Path(path or f"{kind}.yaml")
    if target.suffix.lower() not in {".yaml", ".yml"}:
        raise InputError(Problem("a new file is YAML; end its name in .yaml", Place(target.as_posix())))
    today = day if isinstance(day, date) else date.today()
    try:
        deadline, start = (today + timedelta(days=days) for days in (_DEADLINE_DAYS, _START_DAYS))
    except OverflowError:
        raise click.UsageError("the dates in it would lie after the year 9999; give an earlier `--date`") from None
    text = Template((resources.templates() / "new" / f"{kind}.yaml").read_text(encoding="utf-8")).substitute(
        today=today.isoformat(), deadline=deadline.isoformat(), start=start.isoformat()
    )
    if target.exists():
        message = "is there already; it was not touched"
        raise OutputError(Problem(message, Place(target.as_posix()), "give another name"))
    for written in write({target.name: text.encode()}, target.parent):
        click.echo(written)
    schema = "role" if kind == "profile" else kind
    say(f"next: fill it in, then `{_NEXT[kind].format(path=quote(target.as_posix()))}`")
    say(f"      `jdgen schema {schema} > {schema}.schema.json` beside it lets your editor complete and check it")
