"""How a question looks in a terminal: one screen for each, no wider than the terminal and than 80 columns."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from jdgen.cli.report import say
from jdgen.documents.question_words import COUNTED

if TYPE_CHECKING:
    from jdgen.documents.questions import Choice, Question

_WIDEST, _NARROWEST = 80, 20
_CELLS = 10
_NAMES = {
    "name": "Name", "email": "E-mail", "company": "Company", "job": "Job", "reference": "Reference", "reader": "Reader",
    "asks": "Posting", "years": "Experience", "title": "Your title", "employer": "Your employer", "scope": "Scope",
    "headline": "Story", "competencies": "Competencies", "reason": "Reason", "availability": "Availability",
}  # fmt: skip
HELP = (
    "Enter ends a short answer, an empty line a longer one; then Enter keeps it.",
    "A pasted text is one answer, whatever lines it has.",
    "skip    leave the question open          back    the question before",
    "stop    end here; the next `--ask` goes on from where you stopped",
    "edit    answer in your editor            1, 2    start from that line",
    "Every answer is in your file as soon as you keep it.",
)


def width() -> int:
    """Return how many columns a message may take."""
    for stream in (sys.stderr, sys.stdin):
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError, AttributeError):
            continue
        if columns:
            return max(_NARROWEST, min(_WIDEST, columns))
    return _WIDEST


def put(text: str, first: str = "", *, dim: bool = False) -> None:
    """Say a text, wrapped; lines behind the first stand below its words."""
    indent = " " * len(first)
    for wrapped in textwrap.wrap(text, width(), initial_indent=first, subsequent_indent=indent) or [""]:
        say(click.style(wrapped, dim=True) if dim else wrapped)


def greeting() -> None:
    """Say how one answers, before the first question."""
    put("Enter ends a short answer, and an empty line a longer one. `skip`, `back`, `stop`, `edit` and `?` stand on a "
        "line of their own.")  # fmt: skip


def keep(question: Question) -> str:
    """Return what can be done with an answer that is shown."""
    if question.form == "line":
        return "Enter keeps it · another line replaces it · `again` starts over"
    lines = " · numbers change the lines" if question.form == "bridge" else ""
    return f"Enter keeps it{lines} · what you type is added · `again` starts over"


def quotation(question: Question, quoted: Sequence[Choice]) -> None:
    """Show which lines of the posting are quoted before an answer, with the numbers that choose them."""
    put("The letter quotes these lines of the posting before it:")
    for choice in quoted:
        put(choice.words, f" {question.choices.index(choice) + 1}. ")


def screen(question: Question, counted: Sequence[str], *, is_counted: bool = False) -> None:
    """Print a question: where it stands, what it asks, why, an example, and what there is to start from or choose.

    `counted` are the ids of the questions of this sitting; the answer may be counted from a resume.
    """
    say("")
    number = f"{counted.index(question.id) + 1} of {len(counted)} · " if question.id in counted else ""
    room = f" · {question.low} to {question.high} words" if question.high else ""
    name = _NAMES.get(question.id, question.id.capitalize())
    free = " · optional" if question.optional else ""
    for wrapped in textwrap.wrap(f"{number}{name}{room}{free}", width()):
        say(click.style(wrapped, bold=True))
    put(question.ask)
    put(COUNTED if is_counted else question.why, "Why: ", dim=True)
    put(question.example, "For example: ", dim=True)
    if question.offers:
        put("From your resume; a number starts from that line, to be told in other words:")
    for place, offer in enumerate(question.offers, 1):
        put(offer, f" {place}. ")
    for place, choice in enumerate(question.choices, 1):
        put(choice.words, f" {place}. {'* ' if choice.chosen else ''}")
    if question.form in ("text", "bridge", "lines"):
        put("An empty line ends your answer.", dim=True)
    if question.answer:
        put(question.answer, "Now: ")
        put("Enter keeps it.")
    elif question.optional:
        put("Enter leaves it out.")


def usage() -> None:
    """Print what can be typed."""
    for row in HELP:
        put(row) if width() < _WIDEST else say(row)


def meter(count: int, question: Question) -> str:
    """Return how long an answer is, beside how long it should be: `[#######···] 41 words; 50 to 80 wanted`."""
    words = f"{count} word{'' if count == 1 else 's'}"
    if not question.high:
        return words
    full = min(_CELLS, count * _CELLS // question.low)
    more = "+" if count > question.high else ""
    return f"[{'#' * full}{'·' * (_CELLS - full)}{more}] {words}; {question.low} to {question.high} wanted"
