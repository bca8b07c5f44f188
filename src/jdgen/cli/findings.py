"""How findings are said: to people, to programs, and to what shows them beside a change of code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.errors import Place, plural

if TYPE_CHECKING:
    from jdgen.audit.files.run import Finding as OfFile
    from jdgen.audit.report import Report
    from jdgen.checks.rules import Finding

VERSION = 1
_COLORS = {"error": "red", "warning": "yellow", "notice": "cyan"}


def as_text(found: Sequence[Finding] | Sequence[OfFile]) -> None:
    """Print the findings for people to read: where, what, and once in each file why, and what mends it."""
    said: set[tuple[str, str, str]] = set()
    for rule, problem in found:
        where = click.style(f"{problem.place}:", bold=True) if problem.place else click.style("jdgen:", bold=True)
        mark = click.style(f"{rule.level}:", fg=_COLORS[rule.level], bold=True)
        click.echo(f"{where} {mark} {problem.message} [{rule.id}]")
        # The reason of every file that cannot be used is the same sentence.
        why = f"    why:  {rule.why}" if rule.group != "input" else ""
        mend = f"    mend: {problem.hint}" if problem.hint else ""
        for line in filter(None, (why, mend)):
            heard = (problem.place.source if problem.place else "", rule.id, line)
            if heard not in said:
                click.echo(line)
            said.add(heard)


def as_json(report: Report) -> None:
    """Print the findings as JSON, and of finished texts and letters also what was counted in them."""
    import json

    said: dict[str, Any] = {"version": VERSION, "findings": [_entry(found) for found in report.findings]}
    if report.texts:
        from jdgen.cli.measured import as_data

        said["measures"] = [as_data(seen.reading) for seen in report.seen]
    if report.letters:
        from jdgen.cli.check_letter import as_data as of_letter

        said |= {"letters": [of_letter(seen) for seen in report.seen], "not_checked": list(report.notes)}
    click.echo(json.dumps(said, indent=2, ensure_ascii=False))


def as_sarif(report: Report) -> None:
    """Print the findings as SARIF 2.1.0."""
    import json

    from jdgen.cli.sarif import log

    click.echo(json.dumps(log(report.findings, report.files), indent=2, ensure_ascii=False))


def as_github(report: Report) -> None:
    """Print the findings as commands of a GitHub workflow, which shows them beside the lines of a change."""
    for rule, problem in report.findings:
        named: dict[str, str] = {}
        said = problem.message
        if problem.place and not problem.place.in_file:
            said = f"{problem.place}: {said}"
        elif problem.place:
            named["file"] = near(problem.place.source)
            if problem.place.line and not problem.place.unit:
                named |= {"line": str(problem.place.line), "col": str(problem.place.column or 1)}
            elif problem.place.line:
                said = f"{problem.place.unit} {problem.place.line}: {said}"
        named["title"] = rule.id
        values = ",".join(f"{key}={_escaped(value, property_=True)}" for key, value in named.items())
        said = f"{said}\n{problem.hint}" if problem.hint else said
        click.echo(f"::{rule.level} {values}::{_escaped(said)}")


FORMS: dict[str, Callable[[Report], None]] = {"json": as_json, "sarif": as_sarif, "github": as_github}
"""The ways of saying it to programs, by the names of their options."""


def summary(report: Report) -> str:
    """Return what was looked at and how much was found."""
    return f"{_looked_at(report)}: {counted(report.findings, report.ignored)}"


def counted(found: Sequence[Finding] | Sequence[OfFile], ignored: int) -> str:
    """Return how much was found of each level, and how much was switched off."""
    counts = {level: sum(one.rule.level == level for one in found) for level in _COLORS}
    said = [plural(count, level) for level, count in counts.items() if count] or ["no findings"]
    if ignored:
        said.append(f"{ignored} switched off")
    return ", ".join(said)


def near(source: str) -> str:
    """Return the path of a file from the working directory, with slashes; one outside of it stays whole."""
    path, here = Path(source), Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


def _looked_at(report: Report) -> str:
    if report.letters:
        from jdgen.cli.check_letter import looked_at

        return looked_at(report)
    if not report.texts:
        return plural(report.roles, "role")
    from jdgen.cli.measured import words

    count = sum(words(seen.reading) for seen in report.seen)
    many = f", {count:,} word{'' if count == 1 else 's'}" if report.seen else ""
    return f"{plural(report.texts, 'text')}{many}"


def _entry(found: Finding) -> dict[str, Any]:
    rule, problem = found
    place = problem.place or Place("")
    return {
        "rule": rule.id,
        "group": rule.group,
        "level": rule.level,
        "file": place.source or None,
        "line": place.line or None,
        "column": place.column or None,
        "unit": (place.unit or "line") if place.line else None,
        "text": problem.message,
        "why": rule.why,
        "mend": problem.hint,
        "source": rule.source or None,
    }


def _escaped(text: str, *, property_: bool = False) -> str:
    """Return the text as a workflow command takes it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
