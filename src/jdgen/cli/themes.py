"""The commands about themes: which there are, what one holds, and how each looks on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import complete_theme, debug, file_option
from jdgen.cli.report import say_path
from jdgen.errors import InputError, printable

if TYPE_CHECKING:
    from jdgen.documents.look import Look
    from jdgen.inputs.brand.themes import Style

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
FORMATS = ("html", "pdf", "docx")
"""The formats that have a look."""
_SHOWN = ("facts", "why", "success", "must")
"""The parts of the sample that show all that a theme can set, on one page."""
_PICTURES = ("theme", "logo", "drawing")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def read_formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the formats of a comma list, each once."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",")))
    wrong = [name for name in names if name not in FORMATS]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} has no look; known: {', '.join(FORMATS)}", context, parameter)
    return names


@click.group()
def themes() -> None:
    """List, show and preview how documents can look."""


@themes.command("list")
@as_json
@debug
def list_(as_json: bool) -> None:
    """List the built-in themes with what each is like."""
    from jdgen.inputs.brand.themes import built_in, names

    found = {name: built_in(name).summary for name in names()}
    if as_json:
        _print_json({"themes": [{"name": name, "summary": summary} for name, summary in found.items()]})
        return
    wide = max(map(len, found))
    for name, summary in found.items():
        click.echo(f"{name:<{wide}}  {summary}")


@themes.command(epilog="Example: jdgen themes show modern")
@click.argument("name", metavar="NAME|FILE", shell_complete=complete_theme)
@as_json
@debug
def show(name: str, as_json: bool) -> None:
    """Show every value of a theme, what differs from classic, and how well its colors can be read."""
    from jdgen.documents.look import USUAL

    style = _checked(name)
    look = style.look
    usual = {key: value for key, value in USUAL._asdict().items() if key not in _PICTURES}
    if as_json:
        _print_json(_record(style, usual))
        return
    click.echo(f"{look.theme}: {style.summary}" if style.summary else look.theme)
    wide = max(map(len, usual))
    for key, before in usual.items():
        held = getattr(look, key)
        differs = f"   classic: {_words(key, before)}" if held != before else ""
        click.echo(f"{'*' if differs else ' '} {key:<{wide}}  {_words(key, held)}{differs}")
    click.echo("contrast, of which readers need 4.5:1")
    for letters, ground, ratio in _contrasts(look):
        click.echo(f"  {f'{letters} on {ground}':<{wide + 10}}  {ratio}")


@themes.command(
    short_help="Make a page in each theme, to look at.",
    epilog="Example: jdgen themes preview modern --company acme.yaml -f html,pdf -o look",
)
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...", shell_complete=complete_theme)
@click.option("-o", "--out", default=".", metavar="DIR", show_default="this folder", help="Where to write.")
@click.option(
    "-f", "--format", "formats", default="html", show_default=True, metavar="FORMAT", callback=read_formats,
    help="html, pdf, docx; comma list.",
)  # fmt: skip
@file_option("company", "The company whose brand is laid over each theme.")
@click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), help="The paper.")
@click.option("--force", is_flag=True, help="Overwrite files that have other content.")
@debug
def preview(**options: Any) -> None:
    """Make one page in each theme, or in those named: the posting of an invented company, or of your own."""
    from jdgen.inputs.brand.themes import names
    from jdgen.writer import write

    files = _pages(options["names"] or tuple(names()), options)
    for path in write(files, Path(options["out"]), force=options["force"]):
        say_path(path)


def _checked(name: str) -> Style:
    """Return a theme whose colors can be read; raise InputError with all that is wrong with it."""
    from jdgen.inputs.brand.brand import look_of_theme
    from jdgen.inputs.brand.themes import find

    problems: list[Any] = []
    look_of_theme(name, problems)
    if problems:
        raise InputError(problems)
    return find(name)


def _pages(names: tuple[str, ...], options: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of a sample posting in each theme by their names."""
    from dataclasses import replace

    from jdgen import resources
    from jdgen.documents.locale import locale
    from jdgen.inputs import sample
    from jdgen.inputs.brand.brand import look_of
    from jdgen.inputs.gather import Demand, Sources, gather
    from jdgen.pipeline import compose, page_for
    from jdgen.render import ready, render

    folder = resources.templates() / "sample"
    company = Path(options["company"]) if options["company"] else folder / "company.yaml"
    sources = Sources(role=sample.ROLE, company=company, opening=folder / "opening.yaml")
    material = gather(sources, sample.DAY, locale("en-US"), Demand(role=True))
    problems: list[Any] = []
    looks = {name: look_of(material.company, name, problems) for name in dict.fromkeys(names)}
    if problems:
        raise InputError(problems)
    called = [look.theme for look in looks.values()]
    twice = next((name for name in called if called.count(name) > 1), None)
    if twice:
        raise click.UsageError(f"two themes are called `{printable(twice, 60)}`; preview one at a time")
    document = compose("posting", material)
    document = replace(document, sections=tuple(part for part in document.sections if part.id in _SHOWN))
    for name in options["formats"]:
        ready(name)
    return {
        f"theme-{look.theme}.{name}": render(
            document, name, page_for(replace(material, look=look), "posting", options["paper"])
        )
        for look in looks.values()
        for name in options["formats"]
    }


def _record(style: Style, usual: dict[str, Any]) -> dict[str, Any]:
    look = style.look
    found = ((letters, on, float(ratio.partition(":")[0])) for letters, on, ratio in _contrasts(look))
    return {
        "name": look.theme,
        "summary": style.summary,
        "values": {key: getattr(look, key) for key in usual},
        "differs": [key for key, before in usual.items() if getattr(look, key) != before],
        "contrast": [{"color": letters, "on": on, "ratio": ratio} for letters, on, ratio in found],
    }


def _contrasts(look: Look) -> list[tuple[str, str, str]]:
    from jdgen.inputs.brand import colors

    named = {"paper": "white"}
    return [(p.letters, named.get(p.ground, p.ground), colors.shown(p.contrast)) for p in colors.pairs(look)]


def _words(key: str, value: Any) -> str:
    """Return a value as a theme's file says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]" if key.endswith("font") else f"[{value[0]:g}, {value[1]:g}]"
    if key.endswith(("rule", "tint", "prompt", "ink", "accent", "secondary")) and key != "section_rule":
        return f"#{value}" if value else "none"
    return str(value)


def _print_json(found: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps({"version": VERSION, **found}, indent=2, ensure_ascii=False))
