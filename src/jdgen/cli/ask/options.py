"""The options by which a letter asks its writer, and what they do before it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--ask", is_flag=True, help="Ask in the terminal what is open, and keep every answer in your file."),
    click.option(
        "--answer", "answers", multiple=True, metavar="ID=TEXT", help="Answer a question of --ask, as reason=…."
    ),
    click.option("--forget", is_flag=True, help="Take out of your file what --ask and --answer put there."),
)


def ask_options(command: Command) -> Command:
    """Give the command of the letter its options for asking."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settled(options: dict[str, Any], *, sure: bool) -> bool:
    """Ask, keep or forget answers, as the options say, which are taken out; return whether a letter is to be made."""
    ask, answers, forget = options.pop("ask"), options.pop("answers"), options.pop("forget")
    if not (ask or answers or forget):
        return True
    from jdgen.cli.ask import ask as sitting

    if forget:
        if ask or answers:
            raise click.UsageError("`--forget` takes answers out; leave out `--ask` and `--answer`")
        sitting.forget(options, sure=sure)
        return False
    return sitting.asked(options, answers, ask=ask)
