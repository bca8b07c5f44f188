"""The command that starts a new input file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.options import complete_role, debug, file_option, is_typed, profiles_option, read_date
from jdgen.cli.report import say, say_path
from jdgen.errors import printable

if TYPE_CHECKING:
    from datetime import date

    from click.shell_completion import CompletionItem

KINDS = ("company", "opening", "candidate", "profile", "scores", "batch", "config")
_OF_COMPANY = ("about:", "size:", "benefits:", "brand:", "accommodation:", "eeo_text:", "ai_use:")
"""How lines begin that no file but that of a company has beside a name."""
_MOST_LOOKED_AT, _MOST_READ = 40, 100_000
_DEADLINE_DAYS = 30
_START_DAYS = 75
_NEXT = {
    "company": "jdgen posting senior-software-engineer --company {path} --draft",
    "opening": "jdgen posting senior-software-engineer --company {company} --opening {path}",
    "candidate": "jdgen letter senior-software-engineer --candidate {path}",
    "profile": "jdgen posting {path} --company {company} --draft",
    "scores": "jdgen score {path}{role} --company {company} --opening {opening}",
    "batch": "jdgen batch {path} -o out",
    "config": "jdgen config show",
}


def complete_word(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the roles behind `scores`, and files elsewhere."""
    from click.shell_completion import CompletionItem

    roles = context.params.get("kind") == "scores" and not context.params.get("words")
    return complete_role(context, parameter, incomplete) if roles else [CompletionItem(incomplete, type="file")]


@click.command(short_help="Start an input file: a form with comments.", epilog="Example: jdgen new company acme.yaml")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("words", nargs=-1, metavar="[ROLE] [PATH]", shell_complete=complete_word)
@click.option("--date", "day", metavar="DATE", callback=read_date, help="Dates in the file count from this day.")
@click.option("--extends", metavar="ROLE", shell_complete=complete_role, help="The role that a new profile changes.")
@file_option("opening", "The requisition whose interview plan and panel new scores are for.")
@profiles_option
@debug
def new(**options: Any) -> None:
    """Write a new file to fill in: a company, an opening, a candidate, a role profile, or a jdgen.toml; or a sheet.

    `jdgen new scores ROLE` writes a sheet for the interviewers: scores.csv, or a PATH in .xlsx or .json.
    `jdgen new batch` writes one of openings with two rows: batch.csv, or a PATH in .tsv, .xlsx, .jsonl or .yaml.
    """
    kind, words, extends = options["kind"], options["words"], options["extends"]
    if extends is not None and kind != "profile":
        raise click.UsageError(f"`--extends` goes with `jdgen new profile`; a new {kind} extends nothing")
    if options["opening"] is not None and kind != "scores":
        raise click.UsageError("`--opening` goes with `jdgen new scores`")
    if is_typed("profiles") and extends is None and kind != "scores":
        raise click.UsageError("`--profiles` goes with `--extends`")
    most = 2 if kind == "scores" else 1
    if len(words) > most:
        raise click.UsageError(f"Got unexpected extra argument ({' '.join(words[most:])})")
    if kind == "scores":
        _new_scores(options)
    elif kind == "batch":
        _new_batch(Path(words[0] if words else "batch.csv"), options["day"])
    elif kind == "config":
        _new_config(Path(words[0] if words else "jdgen.toml"))
    else:
        _new_file(kind, Path(words[0] if words else f"{kind}.yaml"), options)


def _new_file(kind: str, target: Path, options: dict[str, Any]) -> None:
    """Write a form in YAML, and say what comes next."""
    from shlex import quote

    from jdgen.errors import InputError, Place, Problem

    extends, profiles, today = options["extends"], options["profiles"], options["day"]
    if target.suffix.lower() not in {".yaml", ".yml"}:
        raise InputError(Problem("a new file is YAML; end its name in .yaml", Place(target.as_posix())))
    if kind == "profile" and target.stem == "family":
        message = "a file of this name holds a family, not a role"
        raise InputError(Problem(message, Place(target.as_posix()), "give another name"))
    text = _extending(extends, profiles, target, today) if extends is not None else _form(kind, today)
    _write(target, text.encode())
    schema = "role" if kind == "profile" else kind
    option = f" --profiles {quote(profiles)}" if profiles else ""
    command = _NEXT[kind].format(path=quote(target.as_posix()), company=quote(_company_beside(target)))
    say(printable(f"next: fill it in, then `{command}{option}`"))
    say(f"      `jdgen schema {schema} > {schema}.schema.json` beside it lets your editor complete and check it")


def _company_beside(target: Path) -> str:
    """Return the one file of a company that stands beside a new file; else the name that a new one would have."""
    usual = "company.yaml"
    try:
        files = sorted(path for path in target.parent.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
        found = [path for path in files[:_MOST_LOOKED_AT] if path.is_file() and _is_company(path)]
    except OSError:
        return usual
    return found[0].as_posix() if len(found) == 1 else usual


def _is_company(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = file.read(_MOST_READ).splitlines()
    return any(line.startswith("name:") for line in lines) and any(line.startswith(_OF_COMPANY) for line in lines)


def _new_config(target: Path) -> None:
    """Write a file of configuration in which nothing is set, and say what comes next."""
    from jdgen.errors import InputError, Place, Problem

    if target.suffix.lower() != ".toml":
        raise InputError(Problem("configuration is TOML; end its name in .toml", Place(target.as_posix())))
    _write(target, _filled("config.toml", {}).encode())
    say(f"next: take the `#` away from what you want, then `{_NEXT['config']}`")


def _new_scores(options: dict[str, Any]) -> None:
    """Write the sheet of a role's interviews, and say what comes next."""
    from shlex import quote

    from jdgen.cli.score_form import SUFFIXES, form, written
    from jdgen.documents.locale import locale
    from jdgen.errors import InputError, Place, Problem
    from jdgen.inputs.gather import Demand, Sources, gather

    words, opening, profiles = options["words"], options["opening"], options["profiles"]
    # The opening may name the role; what is left then is where to write.
    unnamed = opening is not None and len(words) < 2 and (not words or Path(words[0]).suffix.lower() in SUFFIXES)
    role, named = (None, words) if unnamed else (words[0] if words else None, words[1:])
    target = Path(named[0] if named else "scores.csv")
    place = Place(target.as_posix())
    if target.suffix.lower() not in SUFFIXES:
        raise InputError(Problem("new scores are CSV, a spreadsheet or JSON; end the name in .csv", place))
    sources = Sources(
        role=role, opening=Path(opening) if opening else None, profiles=Path(profiles) if profiles else None
    )
    material = gather(sources, options["day"], locale("en-US"), Demand(role=True))
    _write(target, written(form(material), target.suffix.lower(), place, options["day"]))
    command = _NEXT["scores"].format(
        path=quote(target.as_posix()), role=f" {quote(role)}" if role else "", opening=quote(opening or "opening.yaml"),
        company=quote(_company_beside(target)),
    )  # fmt: skip
    option = f" --profiles {quote(profiles)}" if profiles else ""
    say(printable(f"next: fill in `rating` and `evidence`, then `{command}{option}`"))


def _new_batch(target: Path, today: date) -> None:
    """Write a table of two openings, and say what comes next."""
    from shlex import quote

    from jdgen.cli.batch_form import COMPANY, SUFFIXES, written
    from jdgen.errors import InputError, Place, Problem

    place, suffix = Place(target.as_posix()), target.suffix.lower()
    near = ".xlsx" if suffix in {".ods", ".xls", ".xlsm", ".xlsb", ".numbers"} else ".csv"
    if suffix not in SUFFIXES:
        said = f"a new batch is a {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file"
        raise InputError(Problem(said, place, f"write `{quote(target.with_suffix(near).as_posix())}`"))
    beside = Path(_company_beside(target))
    # The table names files as they are called from its own folder.
    company = f" {json.dumps(beside.name)}" if beside.parent == target.parent and beside.is_file() else COMPANY
    _write(target, written(_form("batch", today, company=company), suffix, place, today))
    command = _NEXT["batch"].format(path=quote(target.as_posix()))
    say(printable(f"next: change the two rows and add your own, then `{command}`"))
    say("      `jdgen profiles list` lists the roles, and a column may be any value of a file, as `opening.team`")


def _write(target: Path, data: bytes) -> None:
    """Write a new file, never over one that is there."""
    from jdgen.errors import OutputError, Place, Problem
    from jdgen.writer import write

    if target.exists():
        message = "is there already; it was not touched"
        raise OutputError(Problem(message, Place(target.as_posix()), "give another name"))
    for written in write({target.name: data}, target.parent):
        say_path(written)


def _form(kind: str, today: date, **values: str) -> str:
    from datetime import timedelta

    try:
        deadline, start = (today + timedelta(days=days) for days in (_DEADLINE_DAYS, _START_DAYS))
    except OverflowError:
        raise click.UsageError("the dates in it would lie after the year 9999; give an earlier `--date`") from None
    return _filled(f"{kind}.yaml", {
        "today": today.isoformat(), "deadline": deadline.isoformat(), "start": start.isoformat(), **values
    })  # fmt: skip


def _extending(role: str, profiles: str | None, target: Path, today: date) -> str:
    from jdgen.cli.extending import inherited

    return _filled("extends/profile.yaml", {"today": today.isoformat(), **inherited(role, profiles, target)})


def _filled(name: str, values: dict[str, str]) -> str:
    from string import Template

    from jdgen import resources

    return Template((resources.templates() / "new" / name).read_text(encoding="utf-8")).substitute(values)
