"""The command that proves agreement and reads postings, and the one that shows what is agreed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jdgen.cli.check_letter import OF_LETTERS, of_letters, refuse_beside_letters
from jdgen.cli.documents import COMPANY, OPENING, ROLE, make, sources
from jdgen.cli.findings import FORMS, as_text, summary
from jdgen.cli.options import (
    Switch,
    common,
    complete_role,
    debug,
    file_option,
    give_way,
    is_typed,
    profiles_option,
    read_date,
    set_color,
    set_option,
)
from jdgen.cli.report import say
from jdgen.errors import CHECK_FOUND_PROBLEMS, DONE, nearest, printable
from jdgen.resources import led_to

if TYPE_CHECKING:
    from jdgen.audit.report import Report
    from jdgen.audit.roles import Examination

GROUPS = ("agreement", "opening", "letter", "library", "structure", "language", "law")
"""The families of rules that may be chosen; files that cannot be used are always said."""
Command = TypeVar("Command", bound=Callable[..., Any])


def complete_rule(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Return the rules that begin with what is typed, with their reasons."""
    from click.shell_completion import CompletionItem

    from jdgen.checks.rules import every

    return [CompletionItem(rule.id, help=rule.why) for rule in every().values() if rule.id.startswith(incomplete)]


_OF_TEXTS = (
    click.option("--text", "texts", multiple=True, metavar="FILE", type=click.Path(),
                 help="A finished posting in Word, HTML, Markdown or text, or -; may be repeated."),
    click.option("--hires-in", multiple=True, metavar="PLACES",
                 help="Check the law of these places, as Colorado or US-CO,CA-ON."),
    click.option("--employees", type=click.IntRange(min=0), metavar="N",
                 help="Check for a company of this size, whatever its file says."),
    click.option("--measures", is_flag=True, help="Print lengths, readability and gender-coded words."),
)  # fmt: skip
_OF_FINDINGS = (
    click.option("--strict/--no-strict", cls=Switch, help="Fail on warnings too; notices never count."),
    click.option("--ignore", "ignored", multiple=True, metavar="RULE", shell_complete=complete_rule,
                 help="Switch a rule off; may be repeated."),
    click.option("--group", "groups", multiple=True, type=click.Choice(GROUPS),
                 help="Only rules of this family; may be repeated."),
    click.option("--rules", "list_rules", is_flag=True, help="List the rules, and check nothing."),
    click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON."),
    click.option("--sarif", "as_sarif", is_flag=True, help="Print the findings as SARIF 2.1.0."),
    click.option("--github", "as_github", is_flag=True, help="Print the findings as GitHub workflow commands."),
    click.option("--annotate", metavar="OUT.docx", type=click.Path(),
                 help="Write the posting or the letter in Word with the findings as comments."),
    click.option("--force", is_flag=True, help="Overwrite the file of --annotate."),
)  # fmt: skip


def _options(*rows: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def give(command: Command) -> Command:
        for option in reversed(rows):
            command = option(command)
        return command

    return give


@click.command(
    short_help="Check roles, openings, finished postings and letters.",
    epilog="Example: jdgen check senior-software-engineer --company acme.yaml --opening eng-214.yaml\n\n"
    "Example: jdgen check --text posting.docx --hires-in Colorado --annotate reviewed.docx\n\n"
    "Example: jdgen check --letter letter.docx --candidate me.yaml --posting posting.html",
)
@click.argument("roles", nargs=-1, metavar="[ROLE]...", shell_complete=complete_role)
@file_option("company", "The company that hires.")
@file_option("opening", "The requisition.")
@file_option("candidate", "The candidate, or a JSON Resume.")
@profiles_option
@set_option
@_options(*_OF_TEXTS, *OF_LETTERS)
@click.option("--date", "--as-of", "day", metavar="DATE", callback=read_date, help="The day to check for, YYYY-MM-DD.")
@_options(*_OF_FINDINGS)
@click.option("-q", "--quiet/--no-quiet", cls=Switch, help="Print only what makes it fail.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    callback=set_color, is_eager=True, expose_value=False, help="Colors in messages.",
)  # fmt: skip
@debug
def check(**options: Any) -> None:
    """Check each ROLE, or the whole library, or finished texts and letters: agreement, structure, language and law.

    Every must-have is assessed, every document says the same, and the posting reads well and holds what the law of its
    places asks. A comment `# jdgen: ignore[rule-id]` switches a rule off for its line of YAML.
    """
    if options["list_rules"]:
        _print_rules(options["groups"])
        return
    form = _form(options)
    _refuse_what_does_not_go_together(options)
    report = _report(options)
    failing = {"error", "warning"} if options["strict"] else {"error"}
    failed = [found for found in report.findings if found.rule.level in failing]
    if form:
        FORMS[form](report)
    else:
        _tell(report, failed if options["quiet"] else report.findings, options)
    if options["annotate"]:
        _annotate(report, options)
    click.get_current_context().exit(CHECK_FOUND_PROBLEMS if failed else DONE)


def _form(options: dict[str, Any]) -> str:
    """Return the one form for programs that is asked for, or an empty text."""
    named = [name for name in FORMS if options[f"as_{name}"]]
    if len(named) > 1:
        raise click.UsageError(f"{' and '.join(f'`--{name}`' for name in named)} do not go together; choose one")
    return named[0] if named else ""


def _refuse_what_does_not_go_together(options: dict[str, Any]) -> None:
    from jdgen.checks.rules import every

    refuse_beside_letters(options)
    if options["texts"]:
        give_way(options, "opening", "candidate")
        if options["roles"]:
            raise click.UsageError("a ROLE and `--text` do not go together; check them one after the other")
        for name in ("opening", "candidate"):
            if options[name]:
                raise click.UsageError(f"`--{name}` and `--text` do not go together; `--company` does")
        _refuse_without_places(options)
    elif options["measures"]:
        raise click.UsageError("`--measures` counts in finished texts; name one with `--text`")
    for rule in options["ignored"] if is_typed("ignored") else ():
        if rule not in every() or rule == "input":
            hint = nearest(rule, every()) or "`jdgen check --rules` lists them"
            said = "cannot be switched off" if rule == "input" else f"there is no such rule; {hint}"
            raise click.BadParameter(f"`{printable(rule, 60)}`: {said}", param_hint="--ignore")
    if options["measures"] and any(options[f"as_{name}"] for name in FORMS):
        raise click.UsageError("`--measures` prints a table for people; `--json` holds the numbers of texts anyway")
    out = options["annotate"]
    if out is None:
        return
    if any(led_to(text) == led_to(out) for text in options["texts"]):
        raise click.UsageError("`--annotate` writes a copy beside the text that is checked; give it another name")
    if not out.lower().endswith(".docx"):
        said = f"`{printable(out, 200)}` is to be a Word file; end its name in .docx"
        raise click.BadParameter(said, param_hint="--annotate")
    # An opening names its role.
    named = options["letters"] or options["texts"] or options["roles"] or (options["opening"] and ("",)) or ()
    if len(named) != 1:
        raise click.UsageError("`--annotate` writes one posting; name one ROLE, or one `--text`")


def _refuse_without_places(options: dict[str, Any]) -> None:
    """Refuse what only the law of places takes, where no place is named: nothing of it would be looked at."""
    if options["hires_in"]:
        return
    if options["employees"] is not None:
        raise click.UsageError("`--employees` decides which laws hold; name the places with `--hires-in`")
    if options["groups"] and set(options["groups"]) == {"law"}:
        raise click.UsageError("which laws hold for a text depends on its places; name them with `--hires-in`")


def _report(options: dict[str, Any]) -> Report:
    """Return what is found in the roles or the texts."""
    from jdgen.audit.report import chosen
    from jdgen.audit.roles import Examination, audit
    from jdgen.cli.places import read_places

    hires_in = read_places(options["hires_in"])
    if options["hires_in"] and not hires_in:
        raise click.UsageError("`--hires-in` names no place; write it as Colorado or US-CO,CA-ON")
    request = Examination(
        roles=options["roles"],
        sources=sources(options),
        date=options["day"],
        hires_in=hires_in,
        employees=options["employees"],
        groups=frozenset(options["groups"]),
        ignored=frozenset(options["ignored"]),
    )
    if options["letters"]:
        report = of_letters(options, request)
    else:
        report = _of_texts(options["texts"], request) if options["texts"] else audit(request)
    return chosen(report, frozenset(options["ignored"]), request.groups)


def _of_texts(paths: tuple[str, ...], request: Examination) -> Report:
    from jdgen.audit.texts import FROM_PIPE, Texts, audit_texts
    from jdgen.inputs.finished.posting import MAX_WORD

    # One byte too many says that there are too many.
    typed = sys.stdin.buffer.read(MAX_WORD + 1) if FROM_PIPE in paths else b""
    return audit_texts(Texts(paths, typed), request)


def _tell(report: Report, found: Any, options: dict[str, Any]) -> None:
    """Print the findings for people, and beside them what was looked at."""
    from jdgen.checks.law import NOT_ADVICE

    as_text(found)
    if options["measures"]:
        from jdgen.cli.measured import as_table

        for seen in report.seen:
            as_table(seen.reading)
    if options["quiet"]:
        return
    say(summary(report))
    if report.notes:
        say(f"note: not checked: {'; '.join(report.notes)}")
    if any(one.rule.group == "law" for one in report.findings):
        say(NOT_ADVICE)


def _annotate(report: Report, options: dict[str, Any]) -> None:
    """Write the one posting or letter that could be read with the findings as comments."""
    from jdgen.audit.annotated import annotate
    from jdgen.errors import plural
    from jdgen.writer import write

    if len(report.seen) != 1:
        say(f"nothing was written: there is no {'letter' if report.letters else 'posting'} to annotate")
        return
    path = Path(options["annotate"])
    data = annotate(report, options["day"])
    write({path.name: data}, path.parent, force=options["force"], elsewhere="another name keeps it")
    if not options["quiet"]:
        say(f"wrote {printable(path.as_posix())} with {plural(len(report.findings), 'finding')}")


@click.command(
    short_help="Make the sheet that shows how each must-have is assessed.",
    epilog="Example: jdgen coverage senior-software-engineer -f pdf",
)
@ROLE
@COMPANY
@OPENING
@click.option("--json", "as_json", is_flag=True, help="Print the sheet as JSON, and write no file.")
@common
def coverage(**options: Any) -> None:
    """Make the agreement sheet of ROLE: must-have, duty, competency, questions, stages and letter, on one page."""
    if options.pop("as_json"):
        _print_coverage(options)
    else:
        make(("coverage",), options)


def _print_coverage(options: dict[str, Any]) -> None:
    import json

    from jdgen.documents.coverage import as_data
    from jdgen.documents.locale import locale
    from jdgen.inputs.gather import Demand, gather

    material = gather(sources(options), options["day"], locale(options["locale"]), Demand(role=True))
    if material.profile:
        click.echo(json.dumps(as_data(material, material.profile), indent=2, ensure_ascii=False))


def _print_rules(groups: tuple[str, ...]) -> None:
    from jdgen.checks.rules import every

    listed = [rule for rule in every().values() if not groups or rule.group in groups]
    width = max(len(rule.id) for rule in listed)
    for rule in listed:
        click.echo(f"{rule.id:<{width}}  {rule.level:<7}  {rule.group:<9}  {rule.why}")
