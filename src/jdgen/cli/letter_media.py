"""What a letter is sent as: the look of its pages, and the formats and the length of what is pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from jdgen.cli.options import is_typed

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--design", type=click.Choice(["matching", "plain"]), default="matching", show_default=True,
        help="The look of the theme, or black on white without lines and tints: `--theme plain`.",
    ),
    click.option(
        "--max-chars", type=click.IntRange(1), metavar="N", help="How many characters a form on the web takes as txt.",
    ),
)  # fmt: skip
_PAGES = ("docx", "pdf")
"""The formats that are sheets of paper, which nobody pastes."""


def media_options(command: Command) -> Command:
    """Give a command the options of how a letter looks and how long it may be."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settle(options: dict[str, Any]) -> None:
    """Choose the format where none is named; raise UsageError where the options do not go together."""
    medium, formats = options["medium"], options["formats"]
    if options.pop("design") == "plain":
        if is_typed("theme") and options["theme"] != "plain":
            raise click.UsageError("`--design plain` and `--theme` both name the look; leave one of them out")
        options["theme"] = "plain"
    if medium != "letter":
        if not is_typed("formats"):
            options["formats"] = formats = tuple(name for name in formats if name not in _PAGES) or ("txt",)
        pages = [name for name in formats if name in _PAGES]
        if pages:
            named = " and ".join(f"`{name}`" for name in pages)
            raise click.UsageError(
                f"`--as {medium}` makes text to paste; leave {named} out of `-f`, which takes txt, md and html here"
            )
    if options["max_chars"] and "txt" not in formats:
        raise click.UsageError("`--max-chars` counts plain text; add `txt` to `-f`")
