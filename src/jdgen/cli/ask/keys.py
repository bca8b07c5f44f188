"""What is typed in a terminal: lines with editing where the machine has it, pasted texts in one piece, and commands."""

from __future__ import annotations

import sys
from typing import NamedTuple

import click

from jdgen.cli.ask.words import usage
from jdgen.cli.report import say

HELP = ("help", "?")
COMMANDS = ("skip", "back", "stop", "edit", "again", *HELP)
_PASTE_WAIT = 0.05
"""How long more of a pasted text may take to arrive, in seconds."""


class Typed(NamedTuple):
    """What was typed: a text, or a command with the text that stood before it."""

    text: str
    command: str = ""


def can_ask() -> bool:
    """Return whether somebody sits at a terminal: answers are typed into it, and questions are read from it."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def line(start: str = "") -> str:
    """Return one line; several, if a terminal hands over a pasted text in one piece. Raise EOFError at the end."""
    sys.stderr.flush()
    readline = _readline(start)
    try:
        return input("> " if sys.stdout.isatty() else "")
    except UnicodeDecodeError:
        say("that was not UTF-8; set your terminal to it, and type the line again")
        return line(start)
    finally:
        if readline is not None:
            readline.set_startup_hook(None)  # type: ignore[attr-defined]


def _readline(start: str) -> object | None:
    """Return the module that edits lines, ready to begin with a text, or None where there is none."""
    try:
        import readline
    except ImportError:
        return None
    readline.set_startup_hook(lambda: readline.insert_text(start) if start else None)
    return readline


def answer(*, single: bool, start: str = "", numbers: bool = False) -> Typed:
    """Return an answer: one line, or lines until an empty one; raise EOFError if nothing was typed before the end.

    A number alone is a command where `numbers` may be chosen. What is pasted belongs to the answer, empty lines too.
    """
    lines: list[str] = []
    while True:
        try:
            typed = line("" if lines else start)
        except EOFError:
            if not lines:
                raise
            return Typed(_text(lines), "stop")
        word = typed.strip()
        pasted = _more_waits()
        if lines and not pasted and word.casefold() == "help":
            usage()
            continue
        # Within a text a question mark of its own is the writer's.
        if not pasted and word.casefold() in COMMANDS and not (lines and word == "?"):
            return Typed(_text(lines), word.casefold())
        if not lines and not pasted and numbers and _is_numbers(word):
            return Typed("", word)
        if word or (lines and pasted):
            lines.append(typed)
        if not pasted and (single or not word):
            return Typed(_text(lines))


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _is_numbers(word: str) -> bool:
    parts = word.replace(",", " ").split()
    return bool(parts) and all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts)


def _more_waits() -> bool:
    """Return whether more was typed or pasted already; where that cannot be known, no."""
    if sys.platform == "win32":
        import msvcrt

        return bool(msvcrt.kbhit())
    import select

    try:
        return bool(select.select([sys.stdin], [], [], _PASTE_WAIT)[0])
    except (OSError, ValueError):
        return False


def editor(text: str) -> str | None:
    """Return a text as it was left in the user's editor; None if there is no editor, or nothing was saved."""
    try:
        return click.edit(text, extension=".txt")
    except click.ClickException as error:
        say(f"no editor: {error.message}; set EDITOR, or type the answer here")
        return None
