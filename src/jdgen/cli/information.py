"""The commands that tell: schema, doctor, completion."""

from __future__ import annotations

import click

from jdgen.cli.options import debug

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    short_help="Print the JSON Schema of an input file.",
    epilog="Example: jdgen schema company > company.schema.json",
)
@click.argument("kind", type=click.Choice(["role", "family", "company", "opening", "candidate"]))
@debug
def schema(kind: str) -> None:
    """Print the JSON Schema of an input file, for editors that complete and check."""
    import json

    from jdgen.inputs.export import json_schema

    click.echo(json.dumps(json_schema(kind), indent=2, ensure_ascii=False))


@click.command()
@debug
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what this machine has, and what to type for what it lacks."""
    from jdgen.cli.examination import examine

    context.exit(examine())


@click.command(epilog='Example: jdgen completion bash > ~/.local/share/bash-completion/completions/jdgen')
@click.argument("shell", type=click.Choice(SHELLS))
@debug
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a SHELL."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of Click has no completion for {shell}")
    click.echo(found(context.find_root().command, {}, "jdgen", "_JDGEN_COMPLETE").source())
