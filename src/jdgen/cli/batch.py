"""`jdgen batch`: the documents of every row of a table."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

import click

from jdgen.cli.batch_options import OWN, batch_options
from jdgen.cli.documents import CANDIDATE, COMPANY, OPENING
from jdgen.cli.options import audience, complete_role
from jdgen.cli.templates import templates_option
from jdgen.errors import BATCH_FAILED, DONE, INTERRUPTED, JdgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from jdgen.batch.events import Event
    from jdgen.batch.wanted import Wanted
    from jdgen.cli.batch_progress import Progress
    from jdgen.cli.batch_report import Report
    from jdgen.cli.batch_signals import Stop

_CLOCK = time.monotonic
"""Tests have a clock of their own."""
_EXAMPLES = """\b
Examples:
  jdgen new batch jobs.csv
  jdgen batch jobs.csv -o out --limit 3
  jdgen batch jobs.csv --company acme.yaml --document posting,rubric -f docx,pdf -o out
  jdgen batch jobs.csv --company acme.yaml --document posting,rubric -f docx,pdf -o out --prune
"""


class _Command(click.Command):
    """A command whose help lists what it has of its own apart from the options of every document."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of a batch first."""
        rows: dict[str, list[tuple[str, str]]] = {"The batch": [], "Options": []}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if row:
                rows["The batch" if parameter.name in OWN else "Options"].append(row)
        for name, found in rows.items():
            with formatter.section(name):
                formatter.write_dl(found)


@click.command(
    cls=_Command,
    short_help="Make the documents of every row of TABLE.",
    epilog=_EXAMPLES,
)
@click.argument("table", type=click.Path())
@click.option("--role", metavar="ROLE", shell_complete=complete_role, help="The role of rows that name none.")
@COMPANY
@OPENING
@CANDIDATE
@audience
@templates_option
@batch_options
def batch(**options: Any) -> int:
    """Make the documents of every row of TABLE: .csv, .tsv, .xlsx, .ods, .jsonl or .yaml.

    A row names its `role`, `company`, `opening` and `candidate`, and lays values over them, as in a column
    `opening.pay.min`. What a run made is remembered: the next one makes what changed.
    """
    from jdgen.cli.batch_signals import Stop

    # Before anything else is loaded or read, which takes its time.
    with Stop() as stop:
        return _heard(options, stop)


def _heard(options: dict[str, Any], stop: Stop) -> int:
    """Read the options and carry it out; a signal ends it in one line, whatever it is at."""
    reached: Callable[[], str] = str
    try:
        import gc

        from jdgen.cli.batch_options import wanted_of
        from jdgen.cli.batch_progress import progress_on_errors
        from jdgen.cli.batch_report import Report, Style

        # A command that makes a few documents collects no garbage; this one may run for hours.
        gc.enable()
        wanted = wanted_of(options)
        progress = progress_on_errors(_CLOCK, quiet=options["quiet"])
        report = Report(wanted, Style(options["quiet"], options["verbose"], options["as_json"]), progress)
        reached = report.reached
        try:
            return _carried_out(wanted, report, progress, stop)
        finally:
            # Whatever else is said begins on a line of its own.
            progress.clear()
    except KeyboardInterrupt:
        return _interrupted(reached())


def _carried_out(wanted: Wanted, report: Report, progress: Progress, stop: Stop) -> int:
    """Run it to its end, or until somebody ends it; return the exit code."""
    from jdgen.batch import run
    from jdgen.cli.batch_signals import Watch
    from jdgen.cli.report import say_problems

    watch = Watch(stop, progress.tick)
    try:
        with closing(cast("Generator[Event, None, None]", run.run(wanted, watch))) as events:
            for event in events:
                report.take(event)
                progress.tick()
    except KeyboardInterrupt:
        report.end(interrupted=True)
        raise
    except JdgenError as error:
        if not report.done:
            raise
        report.end(interrupted=True)
        say_problems(error, report.reached())
        return error.exit_code
    if watch.fault:
        raise watch.fault
    report.end(interrupted=stop.asked)
    if stop.asked:
        return _interrupted(report.reached())
    return BATCH_FAILED if report.failed else DONE


def _interrupted(reached: str) -> int:
    """Say how far it came, in one line; return the exit code."""
    from jdgen.cli.report import nothing_written, say

    say(f"interrupted: {reached}" if reached else f"interrupted; {nothing_written()}")
    return INTERRUPTED


_MEANT = {
    "company": "The company of rows that name none.",
    "opening": "The opening of rows that name none.",
    "candidate": "The candidate of rows that name none, or a JSON Resume; for letters.",
    "out": "Where to write: a folder, or an address such as s3://bucket/folder; default: this folder.",
    "profiles": "Your own profiles, which come first; default: the folder profiles.",
    "dry_run": "Read and check every row, and say which would be made; write nothing.",
    "force": "Overwrite files that somebody edited, or that no batch made.",
    "quiet": "Say nothing but what is wrong.",
    "verbose": "Say each note with its row, and the path of each file.",
}
"""What shared options mean for many rows."""
for parameter in batch.params:
    if isinstance(parameter, click.Option) and parameter.name in _MEANT:
        parameter.help = _MEANT[parameter.name]
    if isinstance(parameter, click.Option) and isinstance(parameter.show_default, str):
        # What is written by hand would stand in parentheses, as if it were no value.
        parameter.show_default = parameter.name not in _MEANT
