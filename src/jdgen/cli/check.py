"""The command that proves agreement, and the one that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.documents import COMPANY, OPENING, ROLE, make, sources
from jdgen.cli.options import common, complete_role, debug, file_option, profiles_option, read_date, set_color
from jdgen.cli.report import say
from jdgen.errors import CHECK_FOUND_PROBLEMS, DONE

if TYPE_CHECKING:
    from jdgen.audit import Report
    from jdgen.checks.rules import Finding

VERSION = 1
_COLORS = {"error": "red", "warning": "yellow", "notice": "cyan"}


@click.command(
    short_help="Prove that what a role asks is what its interviews assess.",
    epilog="Example: jdgen check senior-software-engineer --company acme.yaml --opening eng-214.yaml",
)
@click.argument("roles", nargs=-1, metavar="[ROLE]...", shell_complete=complete_role)
@file_option("company", "The company that hires.")
@file_option("opening", "The requisition.")
@file_option("candidate", "The candidate, or a JSON Resume.")
@profiles_option
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Set a value, as company.name=Acme.")
@click.option("--strict", is_flag=True, help="Fail on warnings too; notices never count.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules, and check nothing.")
@click.option("--date", "day", metavar="DATE", callback=read_date, help="The day to check for, as YYYY-MM-DD.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what makes it fail.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    callback=set_color, is_eager=True, expose_value=False, help="Colors in messages.",
)  # fmt: skip
@debug
def check(**options: Any) -> None:
    """Check each ROLE, or the whole library: every must-have is assessed, every document says the same.

    A comment `# jdgen: ignore[rule-id]` switches a rule off for its line.
    """
    from jdgen.audit import Examination, audit

    if options["list_rules"]:
        _print_rules()
        return
    report = audit(Examination(options["roles"], sources(options), options["day"]))
    failing = {"error", "warning"} if options["strict"] else {"error"}
    failed = [found for found in report.findings if found.rule.level in failing]
    if options["as_json"]:
        _print_json(report.findings)
    elif options["quiet"]:
        _print(failed)
    else:
        _print(report.findings)
        say(_summary(report))
    click.get_current_context().exit(CHECK_FOUND_PROBLEMS if failed else DONE)


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


def _print(found: Sequence[Finding]) -> None:
    for rule, problem in found:
        where = click.style(f"{problem.place}:", bold=True) if problem.place else click.style("jdgen:", bold=True)
        mark = click.style(f"{rule.level}:", fg=_COLORS[rule.level], bold=True)
        click.echo(f"{where} {mark} {problem.message} [{rule.id}]")
        # The reason of every file that cannot be used is the same sentence.
        if rule.group != "input":
            click.echo(f"    why:  {rule.why}")
        if problem.hint:
            click.echo(f"    mend: {problem.hint}")


def _summary(report: Report) -> str:
    """Return what was looked at and how much was found."""
    from jdgen.errors import plural

    counts = {level: sum(found.rule.level == level for found in report.findings) for level in _COLORS}
    said = [plural(count, level) for level, count in counts.items() if count] or ["no findings"]
    if report.ignored:
        said.append(f"{report.ignored} switched off")
    return f"{plural(report.roles, 'role')}: {', '.join(said)}"


def _print_json(found: Sequence[Finding]) -> None:
    import json

    findings = [
        {
            "rule": rule.id,
            "group": rule.group,
            "level": rule.level,
            "file": problem.place.source if problem.place else None,
            "line": (problem.place.line or None) if problem.place else None,
            "column": (problem.place.column or None) if problem.place else None,
            "text": problem.message,
            "why": rule.why,
            "mend": problem.hint,
        }
        for rule, problem in found
    ]
    click.echo(json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=False))


def _print_rules() -> None:
    from jdgen.checks.rules import every

    width = max(len(name) for name in every())
    for rule in every().values():
        click.echo(f"{rule.id:<{width}}  {rule.level:<7}  {rule.group:<9}  {rule.why}")
