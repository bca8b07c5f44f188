"""The command that copies our page templates, for somebody who wants pages of another make."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from jdgen.cli.options import debug
from jdgen.cli.report import say, say_path
from jdgen.errors import printable


@click.command(short_help="Copy the templates of HTML and PDF.", epilog="Example: jdgen template eject html pages")
@click.argument("what", type=click.Choice(["html"]))
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--force", is_flag=True, help="Overwrite files that have other content.")
@debug
def eject(what: str, folder: str, force: bool) -> None:
    """Copy the templates of HTML and PDF pages into DIR, to change them there.

    A document command sets its pages from them with `--pages DIR`.
    """
    from jdgen import resources
    from jdgen.writer import write

    ours = sorted(path for path in (resources.templates() / what).iterdir() if path.is_file())
    files = {path.name: path.read_bytes() for path in ours}
    for path in write(files, Path(folder), force=force, elsewhere="another DIR keeps it"):
        say_path(path)
    say(f"next: read README.md there, change what you like, then add `--pages {printable(quote(folder))}` to a command")
