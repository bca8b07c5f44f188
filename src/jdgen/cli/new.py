"""The command that starts a new input file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jdgen.cli.options import complete_role, debug, profiles_option, read_date
from jdgen.cli.report import say

if TYPE_CHECKING:
    from datetime import date

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
@click.option("--extends", metavar="ROLE", shell_complete=complete_role, help="The role that a new profile changes.")
@profiles_option
@debug
def new(kind: str, path: str | None, day: object, extends: str | None, profiles: str | None) -> None:
    """Write a new file to fill in: a company, an opening, a candidate or a role profile."""
    from datetime import date
    from shlex import quote

    from jdgen.errors import InputError, OutputError, Place, Problem
    from jdgen.writer import write

    if extends is not None and kind != "profile":
        raise click.UsageError(f"`--extends` goes with `jdgen new profile`; a new {kind} extends nothing")
    if profiles is not None and extends is None:
        raise click.UsageError("`--profiles` goes with `--extends`")
    target = Path(path or f"{kind}.yaml")
    if target.suffix.lower() not in {".yaml", ".yml"}:
        raise InputError(Problem("a new file is YAML; end its name in .yaml", Place(target.as_posix())))
    if kind == "profile" and target.stem == "family":
        message = "a file of this name holds a family, not a role"
        raise InputError(Problem(message, Place(target.as_posix()), "give another name"))
    today = day if isinstance(day, date) else date.today()
    text = _extending(extends, profiles, target, today) if extends is not None else _form(kind, today)
    if target.exists():
        message = "is there already; it was not touched"
        raise OutputError(Problem(message, Place(target.as_posix()), "give another name"))
    for written in write({target.name: text.encode()}, target.parent):
        click.echo(written)
    schema = "role" if kind == "profile" else kind
    option = f" --profiles {quote(profiles)}" if profiles else ""
    say(f"next: fill it in, then `{_NEXT[kind].format(path=quote(target.as_posix()))}{option}`")
    say(f"      `jdgen schema {schema} > {schema}.schema.json` beside it lets your editor complete and check it")


def _form(kind: str, today: date) -> str:
    from datetime import timedelta

    try:
        deadline, start = (today + timedelta(days=days) for days in (_DEADLINE_DAYS, _START_DAYS))
    except OverflowError:
        raise click.UsageError("the dates in it would lie after the year 9999; give an earlier `--date`") from None
    return _filled(f"{kind}.yaml", {
        "today": today.isoformat(), "deadline": deadline.isoformat(), "start": start.isoformat()
    })  # fmt: skip


def _extending(role: str, profiles: str | None, target: Path, today: date) -> str:
    from jdgen.cli.extending import inherited

    return _filled("extends/profile.yaml", {"today": today.isoformat(), **inherited(role, profiles, target)})


def _filled(name: str, values: dict[str, str]) -> str:
    from string import Template

    from jdgen import resources

    return Template((resources.templates() / "new" / name).read_text(encoding="utf-8")).substitute(values)
