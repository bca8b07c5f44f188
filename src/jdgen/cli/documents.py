"""The commands that make documents: posting, rubric, letter, kit, guide, ladder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import (
    KitCommand,
    audience,
    common,
    complete_family,
    complete_role,
    file_option,
    give_way,
    is_asked,
    kit_options,
)
from jdgen.cli.report import say, say_notice, say_path
from jdgen.cli.templates import template_option, templates_of, templates_option
from jdgen.cli.watch import keep_making, refuse_unwatchable, watch_option, watching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdgen.documents.material import Correspondence
    from jdgen.documents.tree import Kind
    from jdgen.inputs.gather import Sources
    from jdgen.inputs.kit import KitOptions
    from jdgen.pipeline import Output, Request, Result

ROLE = click.argument("role", required=False, shell_complete=complete_role)
COMPANY = file_option("company", "The company that hires.")
OPENING = file_option("opening", "The requisition: place, pay, dates, how to apply.")
CANDIDATE = file_option("candidate", "The candidate, or a JSON Resume.")


@click.command(epilog="Example: jdgen posting senior-software-engineer --company acme.yaml --opening eng-214.yaml")
@ROLE
@COMPANY
@OPENING
@audience
@template_option
@watch_option
@common
def posting(**options: Any) -> None:
    """Make the job posting of ROLE."""
    make(("posting",), options)


@click.command(
    cls=KitCommand,
    short_help="Make the interview kit of ROLE.",
    epilog="Example: jdgen rubric senior-software-engineer --company acme.yaml --opening eng-214.yaml --stage design",
)
@ROLE
@COMPANY
@OPENING
@kit_options
@template_option
@watch_option
@common
def rubric(**options: Any) -> None:
    """Make the interview kit of ROLE: all of it, some of its parts, or one interviewer's pages."""
    refuse_fields(options)
    make(("rubric",), options)


@click.command(
    short_help="Make posting and interview kit, and with a candidate the letter.",
    epilog="Example: jdgen kit senior-software-engineer --company acme.yaml --opening eng-214.yaml -f all",
)
@ROLE
@COMPANY
@OPENING
@CANDIDATE
@audience
@templates_option
@watch_option
@common
def kit(**options: Any) -> None:
    """Make the posting and the interview kit of ROLE, and with a candidate the letter; all of them or none."""
    options["finish"] = True
    make(("posting", "rubric", "letter") if options["candidate"] else ("posting", "rubric"), options)


@click.command(
    short_help="Make the guide to ROLE, a reference page.",
    epilog="Example: jdgen guide senior-software-engineer -f html,pdf",
)
@ROLE
@COMPANY
@watch_option
@common
def guide(**options: Any) -> None:
    """Make the guide to ROLE: all that its profile says, as a reference page."""
    make(("guide",), options)


@click.command(
    short_help="Make the career ladder of FAMILY.",
    epilog="Example: jdgen ladder software-engineering --company acme.yaml",
)
@click.argument("family", shell_complete=complete_family)
@COMPANY
@watch_option
@common
def ladder(**options: Any) -> None:
    """Make the career ladder of FAMILY: its rungs side by side, and what each expects."""
    make(("ladder",), options)


def refuse_fields(options: dict[str, Any]) -> None:
    """Refuse form fields where no PDF is made."""
    if "pdf" not in options["formats"]:
        give_way(options, "fillable")
    if options["fillable"] and "pdf" not in options["formats"]:
        raise click.UsageError("`--fillable` makes form fields in a PDF; add `pdf` to `-f`")


def sources(options: dict[str, Any]) -> Sources:
    """Return where the inputs come from, as the options of a command say it."""
    from jdgen.inputs.gather import Sources

    named = ("company", "opening", "candidate", "profiles")
    files: dict[str, Any] = {root: Path(options[root]) if options.get(root) else None for root in named}
    return Sources(
        role=options.get("role"),
        target=options.get("target"),
        family=options.get("family"),
        settings=options["settings"],
        kit=_kit_options(options),
        scores=tuple(map(Path, options.get("scores", ()))),
        internal=options.get("audience") == "internal",
        calling=options.get("calling"),
        letter=_correspondence(options),
        theme=options.get("theme"),
        **files,
    )


def _kit_options(options: dict[str, Any]) -> KitOptions:
    """Return what the options of a command say of an interview kit; most commands do not have them."""
    from dataclasses import fields

    from jdgen.inputs.kit import KitOptions

    return KitOptions(**{name: options[name] for name in (f.name for f in fields(KitOptions)) if name in options})


def _correspondence(options: dict[str, Any]) -> Correspondence:
    """Return what the options of a command say of a letter; most commands do not have them."""
    from jdgen.documents.material import Correspondence

    return Correspondence(options.get("mode", "scaffold"), options.get("medium", "letter"))


def make(kinds: tuple[Kind, ...], options: dict[str, Any]) -> Result:
    """Make the documents, write or print them, and return them; `options` are those of the command."""
    from jdgen.pipeline import produce

    request = request_of(kinds, options)
    if options.get("watch") and not watching():
        keep_making(options)
    result = produce(request)
    if options["out"] == "-":
        _print(result.outputs[0])
    else:
        write_all(result.outputs, options)
    tell(result, options)
    return result


def request_of(kinds: tuple[Kind, ...], options: dict[str, Any]) -> Request:
    """Return what the options of a command ask for; raise UsageError where they do not go together."""
    from jdgen.pipeline import Request

    _check_formats(kinds, options)
    if options.get("watch"):
        refuse_unwatchable(options)
    return Request(
        documents=kinds,
        formats=options["formats"],
        sources=sources(options),
        date=options["day"],
        dated=is_asked("day"),
        locale=options["locale"],
        settled=is_asked("locale"),
        paper=options["paper"],
        draft=options["draft"],
        large=options.get("large", False),
        fillable=options.get("fillable", False),
        strict=options.get("strict", False),
        width=options["width"],
        finish=options.get("finish", False),
        most=options.get("max_chars"),
        pages=options["pages"] or "",
        templates=templates_of(kinds, options),
    )


def tell(result: Result, options: dict[str, Any]) -> None:
    """Say what the user should know about what was made."""
    if not options["quiet"]:
        for notice in result.notices:
            say_notice(notice)
    if options["verbose"]:
        if any(made.document == "letter" for made in result.outputs):
            from jdgen.documents.stories import explained

            for line in explained(result.material):
                say(line)
        for made in result.outputs:
            if made.format == "txt":
                say(f"{len(made.data.decode().rstrip()):8} characters  {made.document} txt")
        for step, seconds in result.timings:
            say(f"{seconds * 1000:8.1f} ms  {step}")


def _check_formats(kinds: tuple[Kind, ...], options: dict[str, Any]) -> None:
    """Refuse formats that do not go with the documents, and options that do not go with the formats."""
    from jdgen.render import BOARDS

    formats = options["formats"]
    boards = [name for name in formats if name in BOARDS]
    # All of them stand for the one name of them all.
    named = "boards" if len(boards) == len(BOARDS) else ",".join(boards)
    if boards and "posting" not in kinds:
        raise click.UsageError(f"`-f {named}` is for job boards, which take a posting and no {kinds[0]}")
    if boards and options.get("audience") == "internal":
        raise click.UsageError(f"`-f {named}` is for job boards; `--audience internal` stays within the company")
    if "txt" not in formats:
        give_way(options, "width")
    if options["width"] and "txt" not in formats:
        raise click.UsageError("`--width` is for plain text; add `txt` to `-f`")
    if not {"html", "pdf"}.intersection(formats):
        give_way(options, "pages")
    if options["pages"] and not {"html", "pdf"}.intersection(formats):
        raise click.UsageError("`--pages` names templates of html and pdf; add one of them to `-f`")
    if options["out"] == "-":
        if options["dry_run"]:
            raise click.UsageError("`-o -` prints the document; `--dry-run` goes with a folder")
        if len(kinds) * (len(formats) - len(boards)) + len(boards) > 1:
            raise click.UsageError("`-o -` prints one document in one format; name one with `-f`")


def _print(output: Output) -> None:
    from jdgen.render import BINARY

    if output.format in BINARY and sys.stdout.isatty():
        raise click.UsageError(f"a terminal cannot show {output.format}; send it to a file or a program")
    sys.stdout.buffer.write(output.data)
    sys.stdout.buffer.flush()


def write_all(outputs: Iterable[Output], options: dict[str, Any]) -> None:
    """Write the files of some documents, all or none, and print their paths."""
    from jdgen.render import suffix
    from jdgen.writer import file_name, write

    files = {file_name(made.record, made.document, suffix(made.format)): made.data for made in outputs}
    session = watching()
    force = session.may_replace if session else options["force"]
    paths = write(files, Path(options["out"]), force=force, dry_run=options["dry_run"])
    for path in session.wrote(dict(zip(paths, files.values(), strict=True))) if session else paths:
        say_path(path)
    if options["dry_run"] and not options["quiet"]:
        say("dry run: nothing was written")
