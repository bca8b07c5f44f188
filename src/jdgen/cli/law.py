"""The commands that say what law asks of a posting: the laws, one of them, and those of some places on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from jdgen.cli.options import debug, read_date
from jdgen.cli.report import say
from jdgen.errors import nearest, printable

if TYPE_CHECKING:
    from jdgen.model.law import Law

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
as_of = click.option("--as-of", "day", metavar="DATE", callback=read_date, help="The day, as YYYY-MM-DD; else today.")


def complete_law(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the laws whose ids begin with what is typed."""
    from jdgen import rules

    typed = incomplete.casefold()
    return [CompletionItem(law.id, help=law.name) for law in rules.laws() if law.id.casefold().startswith(typed)]


@click.group()
def law() -> None:
    """Say what the law asks of a posting, by place and day."""


@law.command("list")
@as_of
@as_json
@debug
def list_(**options: Any) -> None:
    """List the laws: id, the day since when each holds, place and name."""
    from jdgen import rules
    from jdgen.cli.law_words import listed, record

    if options["as_json"]:
        _print_json({"laws": [record(law) for law in rules.laws()]})
    else:
        _print(listed(rules.laws(), options["day"]))


@law.command(short_help="Show all that is known of one law.", epilog="Example: jdgen law show US-CO-pay")
@click.argument("name", metavar="ID", shell_complete=complete_law)
@as_json
@debug
def show(name: str, as_json: bool) -> None:
    """Show one law: for whom it is, what a posting must hold since when, and who says so."""
    from jdgen.cli.law_words import record, shown

    found = _found(name)
    if as_json:
        _print_json({"law": record(found)})
    else:
        _print(shown(found))


@law.command("for", short_help="Say what holds at some places on a day.", epilog="Example: jdgen law for Colorado NYC")
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@as_of
@click.option("--employees", type=click.IntRange(0), metavar="N", help="How many people work for the employer.")
@as_json
@debug
def for_(**options: Any) -> None:
    """Say what a posting that hires in each PLACE must hold, and what will change.

    A place is an id (US-CO) or a name (Colorado, NYC, "European Union"); several may stand in one list with commas.
    """
    from jdgen.cli.law_table import as_data, asked, table
    from jdgen.cli.places import read_places

    found = asked(read_places(options["places"]), options["day"], options["employees"])
    if not found.codes:
        raise click.UsageError("no place is named; write one, such as US-CO or Colorado")
    if options["as_json"]:
        _print_json(as_data(found))
    else:
        _print(table(found))


def _found(name: str) -> Law:
    import shlex

    from jdgen import rules
    from jdgen.model.jurisdictions import places_named

    laws = {law.id.casefold(): law for law in rules.laws()}
    if name.casefold() not in laws:
        if places_named(name):
            shown = printable(name, 60)
            there = f"`jdgen law for {shlex.quote(shown)}` shows what holds there"
            raise click.UsageError(f"there is no law `{shown}`; {there}")
        hint = nearest(name, (law.id for law in laws.values())) or "`jdgen law list` shows all"
        raise click.UsageError(f"there is no law `{printable(name, 60)}`; {hint}")
    return laws[name.casefold()]


def _print(lines: list[str]) -> None:
    from jdgen.checks.law import NOT_ADVICE

    for line in lines:
        click.echo(line)
    say(NOT_ADVICE)


def _print_json(found: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps({"version": VERSION, **found}, indent=2, ensure_ascii=False))
