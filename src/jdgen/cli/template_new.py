"""The command that starts a house template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jdgen.cli.options import complete_theme, debug, file_option
from jdgen.cli.report import say, say_path

if TYPE_CHECKING:
    from jdgen.documents.tree import Kind
    from jdgen.render.options import PageOptions, Paper

KINDS = ("posting", "rubric", "letter")
_INPUTS = {
    "posting": "senior-software-engineer --company company.yaml --opening opening.yaml",
    "rubric": "senior-software-engineer --company company.yaml --opening opening.yaml",
    "letter": "senior-software-engineer --candidate candidate.yaml",
}


@click.command(
    short_help="Start a Word template: a file with comments.",
    epilog="Example: jdgen template new posting acme.docx --theme modern",
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path())
@click.option(
    "--theme", metavar="THEME", shell_complete=complete_theme, help="The theme whose styles it begins with."
)
@file_option("company", "The company whose logo, colors and fonts it begins with.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Its paper; default: of the company, else letter.")
@debug
def new(kind: Kind, file: str, theme: str | None, company: str | None, paper: Paper | None) -> None:
    """Write a Word template to make your own: every section in its place, with a comment beside each tag.

    FILE ends in .docx. A file that is there is not touched.
    """
    from shlex import quote

    from jdgen.errors import InputError, OutputError, Place, Problem, printable
    from jdgen.house.starting import starting
    from jdgen.inputs.sample import DAY
    from jdgen.writer import write

    if company and kind == "letter":
        raise click.UsageError("a letter is its candidate's and has no brand; leave `--company` out")
    target = Path(file)
    place = Place(target.as_posix())
    if target.suffix.lower() != ".docx":
        raise InputError(Problem("a template is a Word file; end its name in .docx", place))
    if target.exists():
        raise OutputError(Problem("is there already; it was not touched", place, "give another name"))
    options = _options(theme, company, paper)
    language = "en-US" if options.paper == "letter" else "en-GB"
    data = starting(kind, options, language, DAY)
    for written in write({target.name: data}, target.parent, elsewhere="another name keeps it"):
        say_path(written)
    name = printable(quote(target.as_posix()))
    say(f"next: open it in Word and make it yours, then `jdgen template check {name}`")
    say(f"      `jdgen {kind} {_INPUTS[kind]} --template {name}` fills it")


def _options(theme: str | None, company: str | None, paper: Paper | None) -> PageOptions:
    """Return how the template is set; raise InputError with all that is wrong with the theme and the brand."""
    from jdgen.documents.locale import locale
    from jdgen.inputs.gather import Demand, Sources, gather
    from jdgen.inputs.sample import DAY
    from jdgen.render.options import PageOptions

    sources = Sources(company=Path(company) if company else None, theme=theme)
    material = gather(sources, DAY, locale("en-US"), Demand())
    brand = material.company.brand
    return PageOptions(paper or (brand and brand.paper) or "letter", material.look.large, look=material.look)
