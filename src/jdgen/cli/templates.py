"""The option that names Word files of somebody's own, which documents are filled into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from jdgen.cli.options import Command, give_way, is_typed
from jdgen.errors import nearest

if TYPE_CHECKING:
    from jdgen.documents.tree import Kind
    from jdgen.inputs.templates import Templates

KINDS: tuple[Kind, ...] = ("posting", "rubric", "letter")
"""The documents of a kit."""
_WORD_FILES = "FILE.docx"


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


_NONE = click.option("--no-template", is_flag=True, help="Fill no Word file, not even the company's.")
_ONE = click.option(
    "--template", metavar=_WORD_FILES, shell_complete=_complete,
    help="Fill this Word file of your own; default: the company's.",
)  # fmt: skip
_SEVERAL = click.option(
    "--template", multiple=True, metavar=f"KIND={_WORD_FILES}",
    help="Fill this Word file of your own, as posting=FILE.docx; may be repeated. Default: the company's.",
)  # fmt: skip


def template_option(command: Command) -> Command:
    """Give a command for one document the options of its template."""
    return _ONE(_NONE(command))


def templates_option(command: Command) -> Command:
    """Give a command for several documents the options of their templates."""
    return _SEVERAL(_NONE(command))


def templates_of(kinds: tuple[Kind, ...], options: dict[str, Any]) -> Templates:
    """Return the templates of the documents; raise UsageError for an option that says nothing, or is in vain."""
    from jdgen.inputs.templates import Templates

    if options.get("no_template"):
        if options.get("template") and is_typed("template"):
            raise click.UsageError("`--no-template` fills none; leave out `--template`, or it")
        return Templates(of_company=False)
    looks = tuple(name for name in ("theme", "paper") if options.get(name) and is_typed(name))
    return Templates(_files(kinds, options), looks=looks)


def _files(kinds: tuple[Kind, ...], options: dict[str, Any]) -> dict[Kind, Path]:
    if "docx" not in options["formats"] or options.get("medium", "letter") != "letter":
        # What is only configured is for Word files, where they are made.
        give_way(options, "template")
    if options.get("large") and is_typed("large"):
        give_way(options, "template")
    given = options.get("template")
    if not given:
        return {}
    if "docx" not in options["formats"]:
        raise click.UsageError("`--template` is for Word files; add `docx` to `-f`")
    if options.get("large"):
        raise click.UsageError("a template has type of its own; leave out `--large-print`, or `--template`")
    if isinstance(given, str):
        return {kinds[0]: Path(given)}
    return {kind: Path(path) for kind, path in _named(given, kinds).items() if kind in kinds}


def _named(given: Iterable[str], kinds: tuple[Kind, ...]) -> Mapping[Kind, str]:
    """Return the files of `posting=FILE` by the documents; a letter that is not made may be configured, not typed."""
    found: dict[Kind, str] = {}
    for one in given:
        written, sign, path = one.partition("=")
        kind = next((kind for kind in KINDS if kind == written.strip().lower()), None)
        if not sign or not path.strip():
            raise click.UsageError(f"`--template {one}` does not say for what; write `--template {kinds[0]}={one}`")
        if kind is None:
            hint = nearest(written, KINDS) or f"known: {', '.join(KINDS)}"
            raise click.UsageError(f"a kit has no document {written!r}; {hint}")
        if kind not in kinds and is_typed("template"):
            many = click.get_current_context().info_name == "batch"
            lacks = f"add `{kind}` to `--document`" if many else "which a kit has with `--candidate`"
            raise click.UsageError(f"`--template {one}` is for a {kind}{'; ' if many else ', '}{lacks}")
        found[kind] = path
    return found
