"""The commands about role profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import complete_role, debug, profiles_option
from jdgen.errors import printable

if TYPE_CHECKING:
    from jdgen.inputs.explain import Explained
    from jdgen.inputs.library import Library

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@click.group()
def profiles() -> None:
    """List, show and compare role profiles."""


@profiles.command("list")
@profiles_option
@as_json
@debug
def list_(profiles: str | None, as_json: bool) -> None:
    """List the roles: name, title, family, rung of its ladder, years and pay."""
    from jdgen.cli.roles import listed, record
    from jdgen.inputs.catalog import entries

    found = entries(_library(profiles))
    if as_json:
        _print_json({"roles": [record(entry) for entry in found]})
    else:
        for line in listed(found):
            click.echo(line)


@profiles.command(epilog="Example: jdgen profiles show senior-software-engineer --explain")
@click.argument("role", shell_complete=complete_role)
@click.option("--explain", is_flag=True, help="Say in which file and line each value stands.")
@profiles_option
@as_json
@debug
def show(role: str, explain: bool, profiles: str | None, as_json: bool) -> None:
    """Show what ROLE holds with all that it inherits, as YAML."""
    from jdgen.inputs.explain import data, explained

    found = explained(_library(profiles), role)
    if explain:
        _explain(found, as_json)
        return
    held = data(found.profile.role.model_dump(exclude_defaults=True))
    if as_json:
        _print_json({"name": found.profile.id, "file": found.file.as_posix(), "role": held})
        return
    import yaml

    click.echo(f"# {printable(found.file.as_posix())}")
    click.echo(yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=100), nl=False)


def _explain(found: Explained, as_json: bool) -> None:
    from jdgen.cli.roles import origins

    if not as_json:
        for line in origins(found):
            click.echo(line)
        return
    values = [
        {"path": path, "value": text, "file": place.source, "line": place.line or None, "column": place.column or None}
        for path, text, place in found.values()
    ]
    _print_json({"name": found.profile.id, "file": found.file.as_posix(), "values": values})


@profiles.command(
    short_help="Say what differs between two roles.",
    epilog="Example: jdgen profiles diff software-engineer senior-software-engineer",
)
@click.argument("one", metavar="ROLE", shell_complete=complete_role)
@click.argument("other", metavar="ROLE", shell_complete=complete_role)
@profiles_option
@as_json
@debug
def diff(one: str, other: str, profiles: str | None, as_json: bool) -> None:
    """Say what differs between two roles: values, expected levels, interviews."""
    from jdgen.cli.roles import changes, difference_record, expected_record
    from jdgen.inputs.explain import compared, found

    before, after = found(_library(profiles), (one, other))
    result = compared(before, after)
    if as_json:
        groups = {key: getattr(result, key) for key in ("role", "loop", "competencies")}
        _print_json({
            "from": before.id,
            "to": after.id,
            "same": result.same,
            "rubric": [expected_record(expected) for expected in result.rubric],
            **{key: [difference_record(difference) for difference in held] for key, held in groups.items()},
        })  # fmt: skip
        return
    if result.same:
        click.echo(f"`{before.id}` and `{after.id}` hold the same")
        return
    click.echo(f"{before.id} → {after.id}")
    for line in changes(result):
        click.echo(line)


def _library(own: str | None) -> Library:
    from jdgen.inputs.library import Library

    return Library.of(Path(own) if own else None)


def _print_json(found: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps({"version": VERSION, **found}, indent=2, ensure_ascii=False))
