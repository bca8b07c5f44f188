"""What `jdgen check` does for finished letters: its options, what goes with them, and what was counted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import give_way
from jdgen.resources import led_to

if TYPE_CHECKING:
    from jdgen.audit.report import Report, Seen
    from jdgen.audit.roles import Examination

OF_LETTERS = (
    click.option("--letter", "letters", multiple=True, metavar="FILE", type=click.Path(),
                 help="A finished letter in Word, HTML, Markdown or text, or -; may be repeated."),
    click.option("--posting", metavar="FILE", type=click.Path(),
                 help="The posting that the letter answers, or -."),
    click.option("--target", metavar="'[TITLE @] COMPANY'", help="Whom the letter goes to."),
)  # fmt: skip
_APART = (
    ("texts", "--text", "check them one after the other"),
    ("hires_in", "--hires-in", "laws are for postings"),
    ("measures", "--measures", "it counts in postings; `--json` holds the numbers of letters"),
)


def refuse_beside_letters(options: dict[str, Any]) -> None:
    """Refuse what does not go with a finished letter, and what goes with nothing else."""
    if not options["letters"]:
        for name in ("posting", "target"):
            if options[name]:
                said = f"`--{name}` is what a finished letter is held against; name one with `--letter`"
                raise click.UsageError(said)
        return
    if options["posting"]:
        give_way(options, "opening")
    for name, option, hint in _APART:
        if options[name]:
            raise click.UsageError(f"`--letter` and `{option}` do not go together; {hint}")
    if options["employees"] is not None:
        raise click.UsageError("`--letter` and `--employees` do not go together; laws are for postings")
    if len(options["roles"]) > 1:
        raise click.UsageError("a letter is held against one ROLE; check the letters of each role by themselves")
    if options["posting"] and options["opening"]:
        raise click.UsageError("`--posting` and `--opening` both name the job; leave one of them out")
    if options["posting"] == "-" and "-" in options["letters"]:
        raise click.UsageError("`--letter -` and `--posting -` both read standard input; name a file for one of them")
    if options["groups"] and "letter" not in options["groups"]:
        named = " and ".join(f"`--group {name}`" for name in dict.fromkeys(options["groups"]))
        raise click.UsageError(f"{named} finds nothing in letters; write `--group letter`, or leave it out")
    _refuse_annotation(options)


def _refuse_annotation(options: dict[str, Any]) -> None:
    out = options["annotate"]
    if out is None:
        return
    if any(led_to(path) == led_to(out) for path in options["letters"]):
        raise click.UsageError("`--annotate` writes a copy beside the letter that is checked; give it another name")
    if len(dict.fromkeys(options["letters"])) > 1:
        raise click.UsageError("`--annotate` writes one letter; name one `--letter`")


def of_letters(options: dict[str, Any], request: Examination) -> Report:
    """Return what is found in the letters."""
    from jdgen.audit.letters import FROM_PIPE, Letters, audit_letters
    from jdgen.inputs.finished.posting import MAX_WORD

    paths: tuple[str, ...] = options["letters"]
    posting: str | None = options["posting"]
    # One byte too many says that there are too many.
    typed = sys.stdin.buffer.read(MAX_WORD + 1) if FROM_PIPE in (*paths, posting) else b""
    return audit_letters(Letters(paths, typed, posting), request)


def looked_at(report: Report) -> str:
    """Return how many letters were looked at, and how long they are."""
    from jdgen.errors import plural

    count = sum(one.letter.words for one in report.seen if one.letter)
    counted = f", {count:,} word{'' if count == 1 else 's'}" if report.seen else ""
    return f"{plural(report.letters, 'letter')}{counted}"


def as_data(seen: Seen) -> dict[str, Any]:
    """Return what a letter holds: its length, and where each of its parts begins."""
    letter = seen.letter
    if letter is None:
        return {}
    places = [(portion.slot, portion.passage) for portion in letter.portions]
    return {
        "file": letter.place.source if letter.place else None,
        "words": letter.words,
        "pages": letter.pages,
        "parts": [
            {
                "part": slot or None,
                "words": len(passage.text.split()),
                "line": passage.place.line if passage.place else None,
                "unit": (passage.place.unit or "line") if passage.place else None,
            }
            for slot, passage in places
        ],
    }
