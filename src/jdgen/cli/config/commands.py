"""The commands about configuration: what is in force, where it comes from, and which files are read."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from jdgen.cli.options import debug

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def complete_command(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the commands that begin with what is typed and take what is configured."""
    from jdgen.cli.config.keys import Options

    root = context.find_root().command
    names = Options(root).tables if isinstance(root, click.Group) else {}
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.group(short_help="Show what jdgen.toml and the environment set.")
def config() -> None:
    """Show what is configured in jdgen.toml and in the environment; `jdgen new config` writes a file to start from."""


@config.command(epilog="Example: jdgen config show posting")
@click.argument("command", required=False, shell_complete=complete_command)
@as_json
@debug
@click.pass_context
def show(context: click.Context, command: str | None, as_json: bool) -> None:
    """Show every setting in force, and where it comes from; with COMMAND, those of one command."""
    from jdgen.cli.config.show import as_data, known, table

    rows = known(context, command)
    if as_json:
        _print_json({"settings": [as_data(row) for row in rows]})
    else:
        for line in table(rows):
            click.echo(line)


@config.command()
@as_json
@debug
def path(as_json: bool) -> None:
    """List the files that are looked for, the strongest first, and say which are there."""
    from jdgen.cli.config.show import looked

    found = looked()
    if as_json:
        _print_json({"files": [file._asdict() for file in found]})
        return
    for file in found:
        click.echo(f"{file.path}  {file.whose}{'' if file.there else ', not there'}")
    if not found:
        click.echo("no file: JDGEN_CONFIG is set and empty")


def _print_json(found: dict[str, object]) -> None:
    import json

    click.echo(json.dumps({"version": VERSION, **found}, indent=2, ensure_ascii=False))
