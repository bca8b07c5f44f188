"""The command of the candidate: a letter with questions in it, and a finished one."""

from __future__ import annotations

from typing import Any

import click

from jdgen.cli.ask.options import ask_options, settled
from jdgen.cli.documents import CANDIDATE, COMPANY, OPENING, ROLE, make
from jdgen.cli.letter_media import media_options, settle
from jdgen.cli.options import common, give_way
from jdgen.cli.templates import template_option
from jdgen.cli.watch import refuse_unwatchable, watch_option


@click.command(
    short_help="Make a cover letter for ROLE.",
    epilog="Example: jdgen letter --ask --candidate resume.json --posting posting.txt\n\n"
    "Example: jdgen letter senior-software-engineer --candidate me.yaml --company acme.yaml --mode final\n\n"
    "Example: jdgen letter --candidate me.yaml --targets companies.csv -f docx -o letters",
)
@ROLE
@CANDIDATE
@COMPANY
@OPENING
@click.option("--target", metavar="'TITLE @ COMPANY'", help="The job, for one without a role profile.")
@click.option(
    "--mode", type=click.Choice(["scaffold", "draft", "final"]), default="scaffold", show_default=True,
    help="With questions and notes, with marks where something is open, or ready to send.",
)  # fmt: skip
@click.option(
    "--as", "medium", type=click.Choice(["letter", "email", "form"]), default="letter", show_default=True,
    help="A letter, an email with its subject line, or the words alone for a form on the web.",
)  # fmt: skip
@click.option(
    "--tone", type=click.Choice(["plain", "warm", "formal"]), help="How the sentences between yours sound.",
)
@click.option("--story", metavar="ID", help="The story to tell, in place of the one that fits best.")
@click.option("--targets", metavar="TABLE", type=click.Path(), help="One letter for each company of a CSV or .xlsx.")
@ask_options
@click.option(
    "--posting", metavar="FILE|-", type=click.Path(), help="The company's posting: Word, HTML, Markdown or text."
)
@click.option("--yes", is_flag=True, help="Ask for no confirmation.")
@template_option
@media_options
@watch_option
@common
def letter(**options: Any) -> None:
    """Make a cover letter for ROLE; what you have not said yet is a question in brackets."""
    refuse_unwatchable(options)
    settle(options)
    if options["targets"] or options["posting"] or options["target"]:
        # What is typed names the job.
        give_way(options, "company", "opening")
    tone, story, table = (options.pop(name) for name in ("tone", "story", "targets"))
    if tone is not None:
        options["settings"] = (*options["settings"], f"candidate.tone={tone}")
    if table:
        if options["posting"]:
            raise click.UsageError("`--posting` and `--targets` both name the job; leave one of them out")
        if options["ask"] or options["answers"] or options["forget"]:
            raise click.UsageError("`--targets` makes many letters; `--ask`, `--answer` and `--forget` go with one")
        from jdgen.cli.many_letters import make_many

        click.get_current_context().exit(make_many(table, options, story))
    if story is not None:
        options["settings"] = (*options["settings"], f"candidate.target.story={story}")
    posting = options.pop("posting")
    if posting:
        from jdgen.cli.calling import confirmed

        if options["opening"]:
            raise click.UsageError("`--posting` and `--opening` both name the job; leave one of them out")
        options["calling"] = confirmed(posting, options)
    if settled(options, sure=options["yes"]):
        make(("letter",), options)
