"""The command that scores a candidate from what interviewers rated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.documents import COMPANY, OPENING, make, refuse_fields, sources
from jdgen.cli.options import KitCommand, Switch, common, complete_role, printed_options
from jdgen.cli.report import say, say_notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

    from jdgen.documents.material import Material

SHEETS = (".csv", ".tsv", ".xlsx")
"""What a sheet ends in that is no role; a role may be a .json file too."""


def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the roles behind the first sheet, and files before it."""
    from click.shell_completion import CompletionItem

    roles = complete_role(context, parameter, incomplete) if context.params.get("sheets_and_role") else []
    return roles or [CompletionItem(incomplete, type="file")]


@click.command(
    cls=KitCommand,
    short_help="Score a candidate from the sheets of the interviewers.",
    epilog="Example: jdgen score ada.csv bo.xlsx senior-software-engineer --company acme.yaml --opening eng-214.yaml",
)
@click.argument("sheets_and_role", nargs=-1, required=True, metavar="SCORES... ROLE", shell_complete=complete)
@COMPANY
@OPENING
@printed_options
@click.option("--strict/--no-strict", cls=Switch, help="Refuse a lowest or highest rating without evidence.")
@click.option("--json", "as_json", is_flag=True, help="Print all numbers as JSON, and write no file.")
@common
def score(**options: Any) -> None:
    """Make the debrief sheet of a candidate: the weighted score over what was rated in SCORES for ROLE.

    SCORES are .csv, .xlsx or .json files, read together; `jdgen new scores ROLE` writes one to fill in. What nobody
    rated is left out of the score and never filled in.
    """
    sheets, role = parted(options.pop("sheets_and_role"), opening=options["opening"] is not None)
    if not sheets:
        raise click.UsageError("no sheet of scores is given; `jdgen new scores ROLE` writes one")
    options.update(scores=sheets, role=role, parts=("debrief",))
    if options.pop("as_json"):
        _print_json(options)
        return
    refuse_fields(options)
    result = make(("rubric",), options)
    if not options["quiet"]:
        _sum_up(result.material, aside=options["out"] == "-")


def parted(words: tuple[str, ...], *, opening: bool) -> tuple[tuple[str, ...], str | None]:
    """Return the sheets and the role, which comes last; an opening may name the role instead."""
    *others, last = words
    suffix = Path(last).suffix.lower()
    alone = not others and (suffix == ".json" or (opening and Path(last).is_file()))
    return (words, None) if suffix in SHEETS or alone else (tuple(others), last)


def _sum_up(material: Material, *, aside: bool) -> None:
    """Print what the rule says; aside where the document itself is printed."""
    from jdgen.documents.interview_result import summary
    from jdgen.errors import printable

    profile, result = material.profile, material.kit.tally
    if profile is None or result is None:
        return
    for label, said in summary(material, profile, result):
        line = f"{label:<16}{printable(said)}"
        if aside:
            say(line)
        else:
            click.echo(line)


def _print_json(options: dict[str, Any]) -> None:
    import json

    from jdgen.checks.scores import remarks, unproven
    from jdgen.documents.interview_result import as_data
    from jdgen.documents.locale import locale
    from jdgen.errors import Problem
    from jdgen.inputs.gather import Demand, gather

    def refused(material: Material) -> Iterable[tuple[str, Problem]]:
        return (("scores", problem) for problem in unproven(material))

    demand = Demand(role=True, needs=refused if options["strict"] else None)
    material = gather(sources(options), options["day"], locale(options["locale"]), demand)
    if material.profile and material.kit.tally:
        found = as_data(material, material.profile, material.kit.tally)
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    if not options["quiet"]:
        for notice in remarks(material):
            say_notice(notice)
