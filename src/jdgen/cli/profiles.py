"""The commands about role profiles."""

from __future__ import annotations

import click

from jdgen.cli.options import complete_role, debug


@click.group()
def profiles() -> None:
    """List and show role profiles."""


@profiles.command("list")
@debug
def list_() -> None:
    """List the roles, one to a line: name and title."""
    from jdgen.errors import InputError
    from jdgen.inputs.profiles import names
    from jdgen.inputs.source import Scalar, read

    found = names()
    width = max((len(name) for name in found), default=0)
    for name, path in found.items():
        try:
            title = read(path).entries.get("title")
            said = title.text if isinstance(title, Scalar) else ""
        except InputError:
            said = "(cannot be read)"
        click.echo(f"{name:<{width}}  {said}".rstrip())


@profiles.command()
@click.argument("role", shell_complete=complete_role)
@debug
def show(role: str) -> None:
    """Show what the profile of ROLE holds, as YAML."""
    import yaml

    from jdgen.inputs.profiles import find, load
    from jdgen.inputs.source import read

    path = find(role)
    profile = load(path, read(path))
    data = profile.role.model_dump(mode="json", exclude_defaults=True)
    click.echo(f"# {path.as_posix()}")
    click.echo(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100), nl=False)
