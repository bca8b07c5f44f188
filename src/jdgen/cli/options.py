"""Options that the document commands share, as one decorator."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from jdgen.cli.report import typed_again, use_color
from jdgen.errors import nearest, printable
from jdgen.render import BOARDS, FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

_GROUPS = {"all": tuple(FORMATS), "boards": tuple(BOARDS)}
"""Names that stand for several formats: the five faces, and the files for job boards."""


def complete_role(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the roles that begin with what is typed, with their titles; `--profiles` typed before counts."""
    from jdgen.errors import InputError
    from jdgen.inputs.catalog import title
    from jdgen.inputs.library import Library

    own = context.params.get("profiles")
    try:
        names = Library.of(Path(own) if own else None).names()
    except InputError:
        return []
    found = {name: path for name, path in names.items() if name.startswith(incomplete)}
    return [CompletionItem(name, help=printable(title(path)) or None) for name, path in found.items()]


def complete_family(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the families that begin with what is typed."""
    from jdgen.errors import InputError
    from jdgen.inputs.library import Library

    own = context.params.get("profiles")
    try:
        names = Library.of(Path(own) if own else None).families()
    except InputError:
        return []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_format(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the formats that begin with what is typed."""
    return [CompletionItem(name) for name in (*FORMATS, *BOARDS, *_GROUPS) if name.startswith(incomplete)]


def complete_part(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the parts of an interview kit that begin with what is typed, also behind a comma."""
    from jdgen.documents.material import PARTS

    typed, comma, last = incomplete.rpartition(",")
    left = [name for name in PARTS if name not in typed.split(",")]
    return [CompletionItem(f"{typed}{comma}{name}") for name in left if name.startswith(last)]


def complete_stage(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the stages of the role or the opening typed before that begin with what is typed, with their names."""
    from jdgen.documents.locale import locale
    from jdgen.documents.wording import stages
    from jdgen.errors import InputError
    from jdgen.inputs.gather import Demand, Sources, gather

    opening, own = (Path(path) if (path := context.params.get(name)) else None for name in ("opening", "profiles"))
    # While the value of an option is typed, the role is read and not yet assigned.
    role = context.params.get("role") or next(iter(context.args), None)
    try:
        sources = Sources(role=role, opening=opening, profiles=own)
        loop = stages(gather(sources, date.min, locale("en-US"), Demand(role=True)))
    except InputError:
        return []
    return [CompletionItem(stage.id, help=printable(stage.name)) for stage in loop if stage.id.startswith(incomplete)]


def complete_theme(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the built-in themes that begin with what is typed, with what they are like; else files."""
    from jdgen.inputs.brand import themes

    found = [name for name in themes.names() if name.startswith(incomplete)]
    items = [CompletionItem(name, help=themes.built_in(name).summary) for name in found]
    return items or [CompletionItem(incomplete, type="file")]


def read_formats(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats of `-f docx,pdf -f html`, each once, in the order given."""
    names = [name.strip().lower() for part in value for name in part.split(",")]
    found: list[str] = []
    for name in names:
        known = (*FORMATS, *BOARDS, *_GROUPS)
        if name not in known:
            hint = nearest(name, known) or f"known: {', '.join(known)}"
            raise click.BadParameter(f"there is no format {name!r}; {hint}", context, parameter)
        found.extend(_GROUPS.get(name, (name,)))
    return tuple(dict.fromkeys(found))


def read_date(context: click.Context, parameter: click.Parameter, value: str | None) -> date:
    """Return the date to print: the given one, else that of SOURCE_DATE_EPOCH where it holds one, else today."""
    if value is not None:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise click.BadParameter("expected a day as YYYY-MM-DD, such as 2027-03-01", context, parameter)
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            raise click.UsageError("SOURCE_DATE_EPOCH must be a number of seconds", context) from None
    return date.today()


def is_typed(option: str) -> bool:
    """Return whether an option stands on the command line."""
    return click.get_current_context().get_parameter_source(option) is ParameterSource.COMMANDLINE


def is_asked(option: str) -> bool:
    """Return whether somebody asked for the value of an option: typed it, or configured it."""
    return is_typed(option) or click.get_current_context().get_parameter_source(option) is ParameterSource.DEFAULT_MAP


def give_way(options: dict[str, Any], *names: str) -> None:
    """Take back what is only configured, of options that do not go with what is typed."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = parameter.name or ""
        if name in names and context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP:
            options[name] = False if isinstance(parameter, click.Option) and parameter.is_flag else None


def read_settings(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is configured, and behind it, so that it is stronger, what is typed."""
    name = parameter.name or ""
    if not value or context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return value
    held = context.lookup_default(name) or ()
    typed_again(value)
    return (*held, *value)


def set_color(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Turn colors on or off for this run."""
    context.color = use_color(value)
    return value


class Switch(click.Option):
    """A flag that `--no-…` takes back where it is configured, which its help does not repeat."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the row of the help for the flag alone."""
        secondary, self.secondary_opts = self.secondary_opts, []
        try:
            return super().get_help_record(ctx)
        finally:
            self.secondary_opts = secondary


set_option = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", callback=read_settings,
    help="Set a value, as company.name=Acme.",
)  # fmt: skip
profiles_option = click.option(
    "--profiles", metavar="DIR", type=click.Path(), show_default="profiles", help="Your own profiles; they come first."
)
_COMMON = (
    click.option(
        "-f", "--format", "formats", multiple=True, default=("docx,pdf",), show_default="docx,pdf", metavar="FORMATS",
        callback=read_formats, shell_complete=complete_format,
        help="docx, pdf, html, md, txt or all; for a posting also jsonld, ats-html, indeed-xml, linkedin-xml, "
        "jobresume or boards; comma list.",
    ),
    click.option("-o", "--out", default=".", metavar="DIR", show_default="this folder", help="Where to write, or -."),
    set_option,
    profiles_option,
    click.option("--date", "day", metavar="DATE", callback=read_date, help="The date to print, as YYYY-MM-DD."),
    click.option("--locale", default="en-US", show_default=True, metavar="TAG", help="How money and dates look."),
    click.option(
        "--theme", metavar="NAME|FILE", shell_complete=complete_theme,
        help="The look: classic, modern, plain, large, or a file of your own; default: of the company.",
    ),
    click.option(
        "--pages", metavar="DIR", type=click.Path(), help="Your own templates for html and pdf; see `template eject`.",
    ),
    click.option(
        "--paper", type=click.Choice(["a4", "letter"], case_sensitive=False),
        help="The paper; default: of the company, else of the locale.",
    ),
    click.option(
        "--width", type=click.IntRange(20, 200), metavar="N", help="End the lines of txt after N characters.",
    ),
    click.option("--force", is_flag=True, help="Overwrite files that have other content."),
    click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing."),
    click.option("--draft/--no-draft", cls=Switch, help="Print missing required fields as [[field]]."),
    click.option("-q", "--quiet/--no-quiet", cls=Switch, help="Say nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say how long each step took, and how long a txt is."),
    click.option("--debug", is_flag=True, help="Show the traceback of a bug."),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
        callback=set_color, is_eager=True, expose_value=False, help="Colors in messages.",
    ),
)  # fmt: skip


class _KitOption(Switch):
    """An option of the interview kit, which has a place of its own in the help."""


class KitCommand(click.Command):
    """A command whose help lists the options of the interview kit apart from those of every document."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kit's own options first."""
        rows: dict[str, list[tuple[str, str]]] = {"The kit": [], "Options": []}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if row:
                rows["The kit" if isinstance(parameter, _KitOption) else "Options"].append(row)
        for name, found in rows.items():
            with formatter.section(name):
                formatter.write_dl(found)


_PAGES = (
    click.option(
        "--part", "parts", multiple=True, metavar="PART", shell_complete=complete_part, cls=_KitOption,
        help="cover, plan, guide, task, scorecard, debrief, fairness, candidate; comma list. Default: all.",
    ),
    click.option(
        "--stage", metavar="ID", shell_complete=complete_stage, cls=_KitOption,
        help="The pages of one stage, such as design: guide, task, scorecard, fairness.",
    ),
    click.option(
        "--interviewers", multiple=True, metavar="NAMES", cls=_KitOption,
        help='Who holds which stages: "Ada Okafor=design,screen; Bo Li=behavioral". Default: the opening\'s panel.',
    ),
)  # fmt: skip
_PRINTED = (
    click.option("--candidate-name", metavar="NAME", cls=_KitOption, help="The candidate, on the pages of the panel."),
    click.option("--candidate-id", metavar="ID", cls=_KitOption, help="The number that stands for the candidate."),
    click.option("--blind/--no-blind", cls=_KitOption, help="Print the number and never the name."),
    click.option("--fillable/--no-fillable", cls=_KitOption, help="Make form fields in the PDF."),
    click.option("--large-print/--no-large-print", "large", cls=_KitOption, help="Set nothing in less than 16 pt."),
)  # fmt: skip


def kit_options(command: Command) -> Command:
    """Give a command the options of the interview kit."""
    for option in reversed((*_PAGES, *_PRINTED)):
        command = option(command)
    return command


def printed_options(command: Command) -> Command:
    """Give a command those options of the interview kit that say whom it is for and how it is printed."""
    for option in reversed(_PRINTED):
        command = option(command)
    return command


def common(command: Command) -> Command:
    """Give a document command the options that all of them share."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


audience = click.option(
    "--audience", type=click.Choice(["external", "internal"]), default="external", show_default=True,
    help="Whom the posting is for: the public, or people who work there.",
)  # fmt: skip
debug = click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a bug.")


def file_option(name: str, meaning: str) -> Callable[[Command], Command]:
    """Return the option of an input file; whether it can be read is said together with all other problems."""
    return click.option(f"--{name}", metavar="FILE", type=click.Path(), help=meaning)
