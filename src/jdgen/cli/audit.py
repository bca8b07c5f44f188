"""The command that judges finished files, whoever made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import Switch, debug, is_typed, set_color
from jdgen.errors import CHECK_FOUND_PROBLEMS, DONE, WRONG_INPUT, InputError, nearest, printable

if TYPE_CHECKING:
    from jdgen.audit.files.run import Audited


def complete_rule(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Return the rules that begin with what is typed, with their reasons."""
    from click.shell_completion import CompletionItem

    from jdgen.audit.files.rules import RULES

    return [CompletionItem(rule.id, help=rule.why) for rule in RULES.values() if rule.id.startswith(incomplete)]


@click.command(
    short_help="Judge any finished Word, PDF or HTML file.",
    epilog="Example: jdgen audit letter.docx letter.pdf --metadata\n\nExample: jdgen audit out/ --strict",
)
@click.argument("paths", nargs=-1, metavar="[FILE|DIR]...", type=click.Path())
@click.option("--strict/--no-strict", cls=Switch, help="Fail on warnings too; notices never count.")
@click.option(
    "--ignore", "ignored", multiple=True, metavar="RULE", shell_complete=complete_rule,
    help="Switch a rule off; may be repeated.",
)  # fmt: skip
@click.option("--no-outside", is_flag=True, help="Ask no outside program, such as veraPDF.")
@click.option("--links", is_flag=True, help="List every link with its words.")
@click.option("--metadata", is_flag=True, help="List what each file says of itself and of whoever made it.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules, and judge nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.option("-q", "--quiet/--no-quiet", cls=Switch, help="Print only what makes it fail.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    callback=set_color, is_eager=True, expose_value=False, help="Colors in messages.",
)  # fmt: skip
@debug
def audit(**options: Any) -> None:
    """Judge each Word, PDF or HTML file, and those in each folder, whoever made them, before they are sent.

    Validity, accessibility, links, what is left from writing, and what the file says of its author. Nothing is written,
    nothing is sent, no link is followed. What only an outside program can judge is named where that is not installed.
    """
    from jdgen.audit.files.run import audit as judged
    from jdgen.cli.audit_said import as_json, print_rules, tell, tell_unread

    if options["list_rules"]:
        print_rules()
        return
    if not options["paths"]:
        raise click.UsageError("name a Word, PDF or HTML file, or a folder of them")
    found = judged(options["paths"], _ignored(options), outside=not options["no_outside"])
    if not found.files and found.unread and not options["as_json"]:
        raise InputError(found.unread)
    failed = _failing(found, strict=options["strict"])
    if options["as_json"]:
        as_json(found)
    else:
        tell(found, failed, options)
        tell_unread(found)
    click.get_current_context().exit(WRONG_INPUT if found.unread else CHECK_FOUND_PROBLEMS if failed else DONE)


def _failing(found: Audited, *, strict: bool) -> list[Any]:
    levels = {"error", "warning"} if strict else {"error"}
    return [one for one in found.findings if one.rule.level in levels]


def _ignored(options: dict[str, Any]) -> frozenset[str]:
    """Return the rules that are switched off; those of `jdgen check` may be configured for all commands alike."""
    from jdgen.audit.files.rules import RULES

    unknown = [rule for rule in options["ignored"] if rule not in RULES]
    if unknown and is_typed("ignored"):
        hint = nearest(unknown[0], RULES) or "`jdgen audit --rules` lists them"
        said = f"`{printable(unknown[0], 60)}`: there is no such rule; {hint}"
        raise click.BadParameter(said, param_hint="--ignore")
    return frozenset(options["ignored"])
