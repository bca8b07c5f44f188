"""The commands about house templates: Word files of a company, to be filled by jdgen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.eject import eject
from jdgen.cli.options import debug, read_date, set_color
from jdgen.cli.report import say
from jdgen.cli.template_fields import KINDS, fields
from jdgen.cli.template_new import new
from jdgen.errors import CHECK_FOUND_PROBLEMS, DONE, OutputError, Place, Problem, plural, printable
from jdgen.resources import led_to

if TYPE_CHECKING:
    from jdgen.house.checking.check import Checked
    from jdgen.house.faults import Fault

VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
_MARKS = {"error": ("red", ""), "warning": ("yellow", "warning: "), "notice": ("cyan", "note: ")}
"""The color of each level, and what is said in front of it."""
_CALLED = {"posting": "a posting", "rubric": "an interview kit", "letter": "a letter"}
_FOLDED = 5
"""More notices of one rule than these are one line."""


@click.group(short_help="Start and check Word templates of your own.")
def template() -> None:
    """Start and check Word templates of your own, and list what they may use."""


for command in (new, fields, eject):
    template.add_command(command)


@template.command(
    short_help="Check a Word template, and mend it.",
    epilog="Example: jdgen template check acme.docx --fix mended.docx",
)
@click.argument("file", metavar="FILE.docx", type=click.Path())
@click.option(
    "--for", "kind", type=click.Choice(KINDS), help="The document that it is for; else what its names belong to best."
)
@click.option(
    "--annotate", metavar="OUT.docx", type=click.Path(), help="Write the template with its faults as comments."
)
@click.option(
    "--fix", metavar="OUT.docx", type=click.Path(), help="Write the template with all mended that needs no guess."
)
@click.option("--force", is_flag=True, help="Overwrite the files of --annotate and --fix.")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.option("--date", "day", metavar="DATE", callback=read_date, help="The day of the comments, YYYY-MM-DD.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what makes it fail.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    callback=set_color, is_eager=True, expose_value=False, help="Colors in messages.",
)  # fmt: skip
@debug
def check(**options: Any) -> None:
    """Check a template before anybody needs it: tags, names, sections, styles, and how it can be read.

    It is filled on trial too, with an invented company and with values that break whatever can be broken. Exit code 0
    says that nothing is wrong, 1 that there are errors or warnings, 3 that the file is no template at all.
    """
    from jdgen.house.checking.check import checked
    from jdgen.house.opening.package_file import MAX_BYTES
    from jdgen.inputs.source import content

    path = Path(options["file"])
    _refuse_same_names(path, options)
    data = content(path, (".docx", ".dotx"), MAX_BYTES)
    source = path.as_posix()
    found = checked(data, source, options["kind"])
    shown, mended, files = found, list[Problem](), dict[str, bytes]()
    if options["fix"]:
        shown, mended, made = _fixed(data, found)
        files |= {options["fix"]: made} if mended else {}
    if options["annotate"]:
        files[options["annotate"]] = _annotated(data, found, options["day"])
    _write(files, options)
    failing = [fault for fault in shown.faults if fault.level != "notice"]
    if options["as_json"]:
        _print_json(shown, mended)
    else:
        _tell(found, shown, mended, options)
    click.get_current_context().exit(CHECK_FOUND_PROBLEMS if failing else DONE)


def _refuse_same_names(path: Path, options: dict[str, Any]) -> None:
    """Refuse to write over the template, through a link, and into a file that is no Word file by its name."""
    taken = {"the template itself": path}
    for name in ("annotate", "fix"):
        out = options[name]
        if out is None:
            continue
        target = Path(out)
        if target.suffix.lower() != ".docx":
            said = f"`{printable(out, 200)}` is to be a Word file; end its name in .docx"
            raise click.BadParameter(said, param_hint=f"--{name}")
        held = next((called for called, other in taken.items() if _is_same(target, other)), "")
        if held:
            raise click.UsageError(f"`--{name}` writes a copy, and {held} has that name; give it another one")
        if target.is_symlink():
            raise click.UsageError(f"`--{name}`: `{printable(out, 200)}` is a link; give the name of a file")
        taken[f"`--{name}`"] = target


def _is_same(one: Path, other: Path) -> bool:
    """Return whether two names are those of one file, or would be where capitals do not count."""
    if str(led_to(one)).casefold() == str(led_to(other)).casefold():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def _fixed(data: bytes, found: Checked) -> tuple[Checked, list[Problem], bytes]:
    """Return what is left in the mended template, what was mended, and the template itself."""
    from jdgen.house.checking.check import checked
    from jdgen.house.checking.mend import mended

    source = found.package.source
    made = mended(data, source)
    if made == data:
        return found, [], data
    left = checked(made, source, found.kind)
    gone = [fault.problem(source) for fault in found.faults if fault.mendable]
    kept = [fault.problem(source) for fault in left.faults if fault.mendable]
    return left, [problem for problem in gone if problem not in kept], made


def _annotated(data: bytes, found: Checked, day: date) -> bytes:
    """Return the template with its faults as comments; where they are is said in those that stand at no paragraph."""
    from jdgen.render.comments import Comment, annotated

    comments = [Comment(max(_paragraph(fault), 1), _lines(fault)) for fault in found.faults]
    try:
        return annotated(data, comments, day)
    except ValueError as error:
        hint = "save it in Word once, and try again"
        raise OutputError(Problem(f"cannot take comments: {error}", Place(found.package.source), hint)) from None


def _paragraph(fault: Fault) -> int:
    return fault.spot.paragraph if fault.spot else 0


def _lines(fault: Fault) -> tuple[str, ...]:
    """Return what the comment of a fault says."""
    spot = fault.spot
    lead = f"{spot.where} {spot.number}: " if spot and spot.where and not spot.paragraph else ""
    return tuple(filter(None, (f"{lead}{fault.message}", fault.hint, f"[{fault.rule}]")))


def _write(files: dict[str, bytes], options: dict[str, Any]) -> None:
    """Write all copies, or none, whatever folders they are in."""
    from jdgen.writer import write

    if files:
        write(files, Path(), force=options["force"], elsewhere="another name keeps it")


def _tell(found: Checked, shown: Checked, mended: Sequence[Problem], options: dict[str, Any]) -> None:
    """Print the faults for people, what was mended before them, and a line of what was looked at beside them."""
    if options["quiet"]:
        for fault in shown.faults:
            if fault.level != "notice":
                click.echo(_line(fault, shown.package.source))
        return
    for problem in mended:
        click.echo(f"{click.style(f'{problem.place}:', bold=True)} mended: {problem.message} [{problem.rule}]")
    for line in _told(shown):
        click.echo(line)
    if options["annotate"]:
        say(f"wrote {printable(Path(options['annotate']).as_posix())} with {plural(len(found.faults), 'comment')}")
    if options["fix"]:
        out = printable(Path(options["fix"]).as_posix())
        nothing = f"nothing can be mended without a guess, and `{out}` was not written"
        say(f"wrote {out} with {plural(len(mended), 'fault')} mended" if mended else nothing)
    say(_summary(shown, options))


def _told(shown: Checked) -> Iterator[str]:
    """Yield the lines of faults; many notices of one rule are one line, at the place of the first."""
    counts = Counter(fault.rule for fault in shown.faults if fault.level == "notice")
    source = shown.package.source
    folded: set[str] = set()
    for fault in shown.faults:
        if fault.level != "notice" or counts[fault.rule] <= _FOLDED:
            yield _line(fault, source)
        elif fault.rule not in folded:
            folded.add(fault.rule)
            more = f"{counts[fault.rule]} times, and first here: "
            yield _line(fault, source, more)


def _line(fault: Fault, source: str, lead: str = "") -> str:
    problem = fault.problem(source)
    color, mark = _MARKS[fault.level]
    said = problem._replace(place=None)
    return f"{click.style(f'{problem.place}:', bold=True)} {click.style(mark, fg=color, bold=True)}{lead}{said}"


def _summary(shown: Checked, options: dict[str, Any]) -> str:
    counts = {level: sum(fault.level == level for fault in shown.faults) for level in _MARKS}
    said = ", ".join(plural(count, level) for level, count in counts.items() if count) or "no faults"
    taken = "" if options["kind"] else " (told by its names; `--for` says another)"
    mendable = sum(fault.mendable for fault in shown.faults)
    more = f"; `--fix OUT.docx` mends {mendable} of them" if mendable and not options["fix"] else ""
    can = "it cannot be filled yet" if counts["error"] else "it can be filled"
    return f"{_CALLED[shown.kind]}'s template{taken}: {said}; {can}{more}"


def _print_json(shown: Checked, mended: Sequence[Problem]) -> None:
    import json

    from jdgen.house.checking.rules import RULES

    findings = [
        {
            "rule": fault.rule, "level": fault.level, "file": shown.package.source,
            "part": (fault.spot and fault.spot.part) or None,
            "unit": (fault.spot and fault.spot.where) or None, "number": (fault.spot and fault.spot.number) or None,
            "text": fault.message, "quote": (fault.spot and fault.spot.words) or None,
            "why": RULES[fault.rule].why if fault.rule in RULES else "", "mend": fault.hint, "mendable": fault.mendable,
        }
        for fault in shown.faults
    ]  # fmt: skip
    said = {
        "version": VERSION, "document": shown.kind, "tags": shown.tags, "findings": findings,
        "mended": [{"rule": problem.rule, "text": str(problem._replace(hint="", rule=""))} for problem in mended],
    }  # fmt: skip
    click.echo(json.dumps(said, indent=2, ensure_ascii=False))
