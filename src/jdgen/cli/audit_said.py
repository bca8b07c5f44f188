"""What is found in finished files, said to people and to programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from jdgen.audit.files.judged import Judged
from jdgen.audit.files.rules import RULES
from jdgen.audit.files.run import Audited, Finding
from jdgen.cli.findings import as_text, counted
from jdgen.cli.report import say, say_problems
from jdgen.errors import InputError, Place, Problem, plural, printable

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""


def tell(found: Audited, failed: Sequence[Finding], options: dict[str, Any]) -> None:
    """Print what is found, what was asked for beside it, and how much it is."""
    as_text(failed if options["quiet"] else found.findings)
    for one in found.files:
        if options["links"]:
            rows = [(_where(link.place), f"{link.address}  {' '.join(link.words.split())}") for link in one.links]
            _table(one, "links", rows)
        if options["metadata"]:
            _table(one, "metadata", one.metadata)
    if options["quiet"]:
        return
    say(f"{plural(len(found.files), 'file')}, {counted(found.findings, found.ignored)}")
    for said in found.unjudged:
        say(f"note: {said}")


def tell_unread(found: Audited) -> None:
    """Print which files could not be read, on standard error."""
    if found.unread:
        say_problems(InputError(found.unread), "the other files were judged")


def print_rules() -> None:
    """Print every rule with its level and its reason."""
    width = max(map(len, RULES))
    for rule in RULES.values():
        click.echo(f"{rule.id:<{width}}  {rule.level:<7}  {rule.why}")


def as_json(found: Audited) -> None:
    """Print everything as JSON."""
    said = {
        "version": VERSION,
        "files": [_entry(one) for one in found.files],
        "unread": [_fault(problem) for problem in found.unread],
        "switched_off": found.ignored,
        "unjudged": list(found.unjudged),
    }
    click.echo(_text(said))


def _text(said: dict[str, Any]) -> str:
    """Return JSON that is UTF-8: a path may have bytes that are no text, and a file signs that move a cursor."""
    plain = json.dumps(said, indent=2, ensure_ascii=False)
    return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in plain)


def _table(one: Judged, name: str, rows: Sequence[tuple[str, str]]) -> None:
    click.echo(f"{click.style(f'{printable(one.path)}:', bold=True)} {name}{'' if rows else ': none'}")
    width = max((len(key) for key, _ in rows), default=0)
    for key, value in rows:
        click.echo(f"    {printable(key):<{width}}  {printable(value.strip())}")


def _where(place: Place) -> str:
    return f"{place.unit or 'line'} {place.line}" if place.line else ""


def _entry(one: Judged) -> dict[str, Any]:
    return {
        "file": one.path,
        "kind": one.kind,
        "faults": [_fault(fault) for fault in one.faults],
        "links": [{"address": link.address, "words": link.words, **_at(link.place)} for link in one.links],
        "metadata": [{"name": name, "value": value} for name, value in one.metadata],
        "unjudged": list(one.unjudged),
    }


def _fault(problem: Problem) -> dict[str, Any]:
    place = problem.place or Place("")
    rule = RULES.get(problem.rule)
    about = {"rule": rule.id, "level": rule.level} if rule else {}
    why = {"why": rule.why} if rule else {}
    return {**about, "file": place.source, **_at(place), "text": problem.message, **why, "mend": problem.hint}


def _at(place: Place) -> dict[str, Any]:
    return {
        "line": place.line or None,
        "column": place.column or None,
        "unit": (place.unit or "line") if place.line else None,
    }
