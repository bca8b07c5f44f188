"""What `jdgen batch` prints: problems as they come, what many rows have in common once, and how it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from jdgen.cli.batch_lines import objects, summary
from jdgen.cli.batch_options import is_address
from jdgen.cli.batch_progress import Progress, took
from jdgen.cli.report import say, say_notice, say_rows
from jdgen.errors import Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.batch.events import Event
    from jdgen.batch.wanted import Wanted
    from jdgen.inputs.rows.row import Row

_MOST = 20
"""How many files or different notes are printed before they are counted."""
_SLOWEST = 0.05
"""Less than that would be printed as nothing a second."""


class Style(NamedTuple):
    """How much is printed, and in which form."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False


class _Gone(NamedTuple):
    """What became of files that no row has: whether they were removed, and whether their row has others now."""

    removed: bool
    replaced: bool


class Report:
    """All that a run told so far; `again` says what to type for the rest."""

    def __init__(self, wanted: Wanted, style: Style, progress: Progress) -> None:
        self._wanted = wanted
        self._style = style
        self._progress = progress
        self._rows: Counter[str] = Counter()
        self._files: Counter[str] = Counter()
        self._problems: Counter[Problem] = Counter()
        """The problems of files that rows share, and in how many rows they are."""
        self._notices: Counter[Problem] = Counter()
        self._gone: dict[_Gone, list[str]] = {}
        self._packed: list[str] = []
        self._failed_rows = ""
        self._planned = False

    @property
    def failed(self) -> int:
        """Return how many rows failed."""
        return self._rows["failed"]

    @property
    def done(self) -> int:
        """Return how many rows are as they should be."""
        return self._rows["made"] + self._rows["unchanged"]

    def reached(self) -> str:
        """Return how far it came, where it ended early; nothing before the first row."""
        total, wanted = self._progress.total, self._wanted
        if not self._planned or wanted.dry:
            return ""
        said = f"{self.done:,} of {_count(total, 'row')} {'is' if self.done == 1 else 'are'} done"
        rest = self.done < total or wanted.archive or wanted.combine or wanted.index
        return f"{said}; run the same command again for the rest" if rest else said

    def take(self, event: Event) -> None:
        """Count an event, and print what cannot wait."""
        if event.kind == "planned":
            self._planned = True
            self._progress.plan(event.total, event.todo)
        elif event.kind in ("made", "unchanged", "failed"):
            self._take_row(event)
        elif event.kind == "lost":
            self._lost(event)
        else:
            self._take_files(event)
        if self._style.as_json:
            address = self._beside if event.said == "failed" else self._address
            for line in objects(event, address, self._wanted.request.documents, dry=self._wanted.dry):
                self._put(line)

    def _take_row(self, event: Event) -> None:
        self._rows[event.kind] += 1
        # Of a row that was wrong in the table, none was tried.
        tried = event.kind == "made" or (event.kind == "failed" and not (event.row and event.row.problems))
        self._progress.count(made=tried, failed=event.kind == "failed")
        self._say_problems(event.problems, event.row)
        for notice in sorted(event.notices, key=lambda notice: notice.place or ()):
            self._notice(notice, event.row)
        if event.kind != "made":
            return
        self._files["made"] += len(event.files)
        if self._wanted.dry and not event.files and event.row and not (self._style.quiet or self._style.as_json):
            self._progress.clear()
            say(f"{event.row.place}: {event.said or 'would be made'}")
        self._paths(event)

    def _paths(self, event: Event) -> None:
        if (self._style.verbose or self._wanted.dry) and not self._style.as_json:
            for name, _, _ in event.files:
                self._put(self._address(name))

    def _take_files(self, event: Event) -> None:
        self._files[event.kind] += len(event.files)
        names = [self._address(name) for name, _, _ in event.files]
        if event.kind == "kept" and not self._style.quiet:
            self._progress.clear()
            for name in names:
                does = "makes it anew" if event.row else "removes it"
                said = "was edited since it was made, and is kept"
                say_notice(Problem(said, Place(name), f"`--force` {does}"))
        elif event.kind == "gone":
            # An archive that no rows fill any more is none of a row's files either.
            replaced = event.row is not None or any(document == "pack" for _, document, _ in event.files)
            removed = event.said == "removed"
            self._gone.setdefault(_Gone(removed, replaced), []).extend(names)
            self._files["removed"] += len(names) if removed else 0
        elif event.kind == "packed" and event.said == "failed":
            self._failed_rows = "".join(map(self._beside, (name for name, _, _ in event.files)))
        elif event.kind == "packed":
            self._packed.extend(names)
            self._paths(event)

    def _lost(self, event: Event) -> None:
        if self._style.quiet:
            return
        self._progress.clear()
        said = f"the worker that had this row {event.said}; another one took its place" if event.row else event.said
        say_notice(Problem(said, event.row.place if event.row else None))

    def _say_problems(self, problems: Iterable[Problem], row: Row | None) -> None:
        """Print the problems of a row at once, those of a file that many rows share with the first of them alone."""
        found = tuple(problems)
        self._problems.update(found)
        self._progress.clear()
        say_rows(_for_row(problem, row) for problem in found if self._problems[problem] == 1)

    def _notice(self, notice: Problem, row: Row | None) -> None:
        if self._style.quiet:
            return
        if self._style.verbose:
            self._progress.clear()
            say_notice(_for_row(notice, row))
            return
        # What is said of one row after the other differs in nothing but the row.
        inside = notice.place and row and notice.place.source == row.place.source
        self._notices[notice._replace(place=Place(row.place.source)) if inside and row else notice] += 1

    def end(self, *, interrupted: bool = False) -> None:
        """Print what many rows have in common, what is to be done, and how it ended."""
        self._progress.clear()
        if not interrupted:
            self._say_repeated()
        if not (interrupted or self._style.quiet):
            self._say_notices()
            self._say_gone()
            self._say_packed()
        if self._style.as_json:
            click.echo(summary(self._numbers(interrupted=interrupted)))
        if interrupted:
            return
        if self._planned and (self.failed or not self._style.quiet):
            say(self._ending())
        if self._wanted.dry and not self._style.quiet:
            say("dry run: nothing was written")

    def _say_repeated(self) -> None:
        for problem, count in self._problems.items():
            if count > 1:
                say_rows([problem._replace(message=f"{problem.message}; {_others(count - 1)}", hint="")])

    def _say_notices(self) -> None:
        for index, (notice, count) in enumerate(self._notices.items()):
            if index == _MOST:
                say(f"and {len(self._notices) - _MOST:,} more notes; `-v` prints all")
                break
            say_notice(notice._replace(message=f"{notice.message} (in {count:,} rows)") if count > 1 else notice)

    def _say_gone(self) -> None:
        table, wanted = printable(self._wanted.table.as_posix()), self._wanted
        for (removed, replaced), names in self._gone.items():
            one = len(names) == 1
            whose = f"that rows of {table} do not have any more" if replaced else f"of rows that are gone from {table}"
            if removed:
                does = f" {'was' if one else 'were'} removed:"
            elif wanted.prune and wanted.dry and not self.failed:
                does = " would be removed:"
            elif wanted.prune:
                does = f" {'stays' if one else 'stay'}:"
            else:
                does = f"; `--prune` removes {'it' if one else 'them'}:"
            say(f"{_count(len(names), 'file')} {whose}{does}")
            _listed(names)

    def _say_packed(self) -> None:
        if self._packed:
            say("made of all rows:")
            _listed(self._packed)

    def _ending(self) -> str:
        """Return the summary, in one line."""
        made, unchanged = self._rows["made"], self._rows["unchanged"]
        does = "would be made" if self._wanted.dry else "made"
        rows = _count(self._progress.total, "row")
        said = f"{rows}: {made:,} {does}, {unchanged:,} unchanged, {self.failed:,} failed"
        if self.failed and self._failed_rows:
            said += f" ({self._failed_rows})"
        if self._wanted.dry:
            return said
        seconds = self._progress.seconds
        said += f"; {_count(self._files['made'], 'file')} in {took(seconds)}"
        rate = made / seconds if seconds else 0.0
        if rate >= _SLOWEST:
            said += f", {rate:,.1f} rows a second"
        return said

    def _numbers(self, *, interrupted: bool) -> dict[str, Any]:
        rows = {kind: self._rows[kind] for kind in ("made", "unchanged", "failed")}
        files = {"files": self._files["made"], "kept": self._files["kept"], "gone": self._files["gone"]}
        return {
            "rows": self._progress.total, **rows, **files, "removed": self._files["removed"],
            "seconds": round(self._progress.seconds, 3), "failed_rows": self._failed_rows or None,
            "dry_run": self._wanted.dry, "interrupted": interrupted,
        }  # fmt: skip

    def _put(self, line: str) -> None:
        """Print a line on standard output, which may be the same terminal."""
        self._progress.clear()
        click.echo(line)

    def _address(self, name: str) -> str:
        out = self._wanted.out
        if not is_address(out):
            return (Path(out) / name).as_posix()
        from jdgen.batch.stores.remote_place import shown

        # An address may hold a password, which belongs into no log.
        return f"{shown(out).rstrip('/')}/{name}"

    def _beside(self, name: str) -> str:
        """Return the path of a file that is never sent elsewhere: it stands beside the journal then."""
        if is_address(self._wanted.out) and self._wanted.journal:
            return (self._wanted.journal.parent / name).as_posix()
        return self._address(name)


def _for_row(problem: Problem, row: Row | None) -> Problem:
    """Return a problem that names its row, also where it stands in a file that the row names."""
    if row is None or (problem.place and problem.place.source == row.place.source):
        return problem
    if problem.place is None:
        return problem._replace(place=row.place)
    where = f"{row.place.source}:{row.place.line}" if row.place.line else row.place.source
    return problem._replace(message=f"{problem.message} (for {printable(where)})")


def _others(count: int) -> str:
    return f"the same in {count:,} other row{'' if count == 1 else 's'}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _listed(names: Iterable[str]) -> None:
    """Print some names, each on a line of its own, and how many there are besides."""
    found = list(names)
    for name in found[:_MOST]:
        say(f"  {printable(name)}")
    if len(found) > _MOST:
        say(f"  and {len(found) - _MOST:,} more")
