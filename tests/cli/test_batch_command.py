"""`jdgen batch` itself: what it asks of a run, what it prints of what the run tells, and how it ends."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batch_tables import table
from conftest import Ran
from jdgen.batch import run as driver
from jdgen.batch.cores import cores
from jdgen.batch.events import Ear, Event
from jdgen.batch.pool.pool import Limits
from jdgen.batch.wanted import Shard, Wanted
from jdgen.cli import batch as command
from jdgen.errors import InputError, MachineError, OutputError, Place, Problem
from jdgen.inputs.rows.row import Row
from jdgen.inputs.source import Scalar

Command = Callable[..., Ran]


class Told:
    """What stands in the place of a run: it tells the given events, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.events: list[Event | BaseException | Callable[[], object]] = []
        self.wanted: Wanted | None = None
        self.closed = False
        self.stopped: list[bool] = []
        self.gentle = True
        """Whether workers are at work all the time."""
        self.now = 0.0

    def run(self, wanted: Wanted, stopped: Ear) -> Iterator[Event]:
        self.wanted = wanted
        try:
            with stopped.gently() if self.gentle else nullcontext():
                for event in self.events:
                    self.stopped.append(stopped())
                    if self.stopped[-1]:
                        return
                    if isinstance(event, BaseException):
                        raise event
                    if isinstance(event, Event):
                        yield event
                    else:
                        event()
        finally:
            self.closed = True

    def passes(self, seconds: float) -> Callable[[], None]:
        """Return what lets time pass."""

        def wait() -> None:
            self.now += seconds

        return wait


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Told:
    found = Told()
    monkeypatch.setattr(driver, "run", found.run)
    monkeypatch.setattr(command, "_CLOCK", lambda: found.now)
    monkeypatch.chdir(tmp_path)
    return found


def row(number: int, *problems: Problem, **names: str) -> Row:
    place = Place("jobs.csv", number + 1, 1)
    return Row(number, place, {name: Scalar(text, place) for name, text in names.items()}, problems=problems)


def made(number: int, *notices: Problem, forms: tuple[str, ...] = ("docx", "pdf"), kind: Any = "made") -> Event:
    files = tuple((f"acme-{number}-posting.{form}", "posting", form) for form in forms)
    return Event(kind, row(number, id=f"E{number}"), files, notices=notices, seconds=0.25)


def failed(number: int, *problems: Problem) -> Event:
    return Event("failed", row(number), problems=problems, seconds=0.125)


WRONG_COMPANY = Problem("expected a text, found a list", Place("acme.yaml", 3, 7), "write one value")
NO_ROLE = Problem("`role`: there is no role `enginer`", Place("jobs.csv", 4, 1), "did you mean `engineer`?")
FAILED_ROWS = Event("packed", files=(("failed.csv", "", "csv"),), said="failed")


def test_everything_that_happened_is_said_in_the_order_of_its_weight(told: Told, jdgen: Command) -> None:
    note = Problem("`opening.deadline` has passed", Place("jobs.csv", 2, 5))
    told.events = [
        Event("planned", todo=5, total=2000),
        *(Event("unchanged", row(number)) for number in range(6, 2001)),
        Event("kept", row(7), (("acme-7-posting.docx", "posting", "docx"),)),
        made(1, note),
        failed(2, WRONG_COMPANY),
        failed(3, NO_ROLE),
        Event("lost", row(4), said="was killed by signal 9"),
        made(4, note._replace(place=Place("jobs.csv", 5, 5))),
        failed(5, WRONG_COMPANY),
        told.passes(112),
        Event("gone", files=(("old-posting.docx", "posting", "docx"), ("old-posting.pdf", "posting", "pdf"))),
        FAILED_ROWS,
    ]
    ran = jdgen("batch", "jobs.csv", "-o", "out")
    assert (ran.code, ran.out) == (6, "")
    lines = ran.err.splitlines()
    assert lines == [
        "out/acme-7-posting.docx: note: was edited since it was made, and is kept; `--force` makes it anew",
        "acme.yaml:3:7: expected a text, found a list (for jobs.csv:3); write one value",
        "jobs.csv:4:1: `role`: there is no role `enginer`; did you mean `engineer`?",
        "jobs.csv:5:1: note: the worker that had this row was killed by signal 9; another one took its place",
        "2,000 of 2,000 rows, 3 failed",
        "acme.yaml:3:7: expected a text, found a list; the same in 1 other row",
        "jobs.csv: note: `opening.deadline` has passed (in 2 rows)",
        "2 files of rows that are gone from jobs.csv; `--prune` removes them:",
        "  out/old-posting.docx",
        "  out/old-posting.pdf",
        "2,000 rows: 2 made, 1,995 unchanged, 3 failed (out/failed.csv); 4 files in 1 min 52 s",
    ]
    assert told.closed
    quiet = jdgen("batch", "jobs.csv", "-o", "out", "-q")
    assert (quiet.code, quiet.out) == (6, "")
    assert quiet.err.splitlines() == [*lines[1:3], lines[5], lines[-1]]


def test_of_many_rows_each_shared_problem_is_said_once_and_lines_come_every_five_seconds(
    told: Told, jdgen: Command
) -> None:
    told.events = [Event("planned", todo=2000, total=2000)]
    for number in range(1, 2001):
        told.events += [told.passes(1 / 128), failed(number, WRONG_COMPANY)]
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.splitlines() == [
        "acme.yaml:3:7: expected a text, found a list (for jobs.csv:2); write one value",
        "639 of 2,000 rows, 127.8 a second, about 10 s left, 639 failed",
        "1,279 of 2,000 rows, 127.9 a second, about 5 s left, 1,279 failed",
        "1,919 of 2,000 rows, 128.0 a second, about 5 s left, 1,919 failed",
        "acme.yaml:3:7: expected a text, found a list; the same in 1,999 other rows",
        "2,000 rows: 0 made, 0 unchanged, 2,000 failed; 0 files in 16 s",
    ]


def test_a_run_without_news_is_one_line(told: Told, jdgen: Command) -> None:
    told.events = [Event("planned", todo=1, total=1), made(1), told.passes(0.5)]
    ran = jdgen("batch", "jobs.csv", "-o", "out")
    assert (ran.code, ran.out, ran.err) == (
        0, "", "1 row: 1 made, 0 unchanged, 0 failed; 2 files in 0.5 s, 2.0 rows a second\n"
    )  # fmt: skip
    loud = jdgen("batch", "jobs.csv", "-o", "out", "-v")
    assert (loud.code, loud.out) == (0, "out/acme-1-posting.docx\nout/acme-1-posting.pdf\n")
    assert jdgen("batch", "jobs.csv", "-o", "out", "-q") == (0, "", "")


def test_of_many_different_notes_twenty_are_said_and_all_with_v(told: Told, jdgen: Command) -> None:
    told.events = [Event("planned", todo=30, total=30)]
    told.events += [made(number, Problem(f"note {number}", Place("acme.yaml", number, 1))) for number in range(1, 31)]
    lines = jdgen("batch", "jobs.csv").err.splitlines()
    assert lines[:20] == [f"acme.yaml:{number}:1: note: note {number}" for number in range(1, 21)]
    assert lines[20] == "and 10 more notes; `-v` prints all"
    assert len(lines) == 22
    loud = jdgen("batch", "jobs.csv", "-v").err.splitlines()
    assert loud[:-1] == [f"acme.yaml:{n}:1: note: note {n} (for jobs.csv:{n + 1})" for n in range(1, 31)]


def test_files_of_gone_rows_are_listed_up_to_twenty_and_removed_ones_counted(told: Told, jdgen: Command) -> None:
    gone = [Event("gone", files=((f"old-{n}.txt", "posting", "txt"),)) for n in range(25)]
    told.events = [Event("planned", total=3), *gone]
    lines = jdgen("batch", "jobs.csv").err.splitlines()
    assert lines[0] == "25 files of rows that are gone from jobs.csv; `--prune` removes them:"
    assert lines[1:-1] == [*(f"  old-{n}.txt" for n in range(20)), "  and 5 more"]
    told.events = [
        Event("planned", total=3), *(event._replace(said="removed") for event in gone[:1]),
        Event("kept", files=(("old-1.txt", "posting", "txt"),)),
    ]  # fmt: skip
    assert jdgen("batch", "jobs.csv", "--prune").err.splitlines()[:-1] == [
        "old-1.txt: note: was edited since it was made, and is kept; `--force` removes it",
        "1 file of rows that are gone from jobs.csv was removed:",
        "  old-0.txt",
    ]


def test_what_was_removed_is_told_apart_from_what_was_not(told: Told, jdgen: Command) -> None:
    def gone(name: str, said: str = "", of: Row | None = None, document: str = "posting") -> Event:
        return Event("gone", of, files=((name, document, name.rpartition(".")[2]),), said=said)

    told.events = [
        Event("planned", total=3), gone("row.txt"), gone("old.txt", "removed"), gone("older.txt", "removed"),
        gone("name.txt", of=row(1)), gone("jobs-0002.zip", document="pack"),
    ]  # fmt: skip
    assert jdgen("batch", "jobs.csv").err.splitlines()[:-1] == [
        "1 file of rows that are gone from jobs.csv; `--prune` removes it:", "  row.txt",
        "2 files of rows that are gone from jobs.csv were removed:", "  old.txt", "  older.txt",
        "2 files that rows of jobs.csv do not have any more; `--prune` removes them:", "  name.txt", "  jobs-0002.zip",
    ]  # fmt: skip
    packs = [json.loads(line) for line in jdgen("batch", "jobs.csv", "--json").out.splitlines()[-2:-1]]
    assert [(one["document"], one["format"], one["state"]) for one in packs] == [(None, "zip", "gone")]
    told.events = [Event("planned", total=3), gone("row.txt")]
    assert jdgen("batch", "jobs.csv", "--prune", "--dry-run").err.splitlines()[0] == (
        "1 file of rows that are gone from jobs.csv would be removed:"
    )
    told.events = [
        Event("planned", total=3), failed(1, NO_ROLE), Event("lost", said="nothing is removed while rows fail"),
        gone("name.txt", of=row(2)),
    ]  # fmt: skip
    assert jdgen("batch", "jobs.csv", "--prune").err.splitlines()[:-1] == [
        str(NO_ROLE), "note: nothing is removed while rows fail",
        "1 file that rows of jobs.csv do not have any more stays:", "  name.txt",
    ]  # fmt: skip


def test_the_messages_of_a_row_are_in_the_order_of_its_columns(told: Told, jdgen: Command) -> None:
    def at(column: int) -> Problem:
        return Problem(f"column {column}", Place("jobs.csv", 2, column))

    told.events = [
        Event("planned", todo=2, total=2), failed(1, at(11), at(2), at(7)), made(2, at(12), at(3), Problem("no place")),
    ]  # fmt: skip
    ran = jdgen("batch", "jobs.csv", "-v", "-f", "txt")
    assert ran.err.splitlines()[:-1] == [
        *(str(at(column)) for column in (2, 7, 11)), "jobs.csv:3:1: note: no place",
        *(f"jobs.csv:2:{column}: note: column {column}" for column in (3, 12)),
    ]  # fmt: skip


def test_what_was_packed_is_named(told: Told, jdgen: Command) -> None:
    packed = Event("packed", files=(("jobs-0001.zip", "", "zip"), ("jobs-0002.zip", "", "zip")))
    told.events = [Event("planned", todo=1, total=1), made(1), packed]
    ran = jdgen("batch", "jobs.csv", "-o", "out", "--zip", 500)
    assert ran.err.splitlines()[:3] == ["made of all rows:", "  out/jobs-0001.zip", "  out/jobs-0002.zip"]


def test_json_has_an_object_for_each_document_and_one_for_the_whole(told: Told, jdgen: Command) -> None:
    note = Problem("is short", None, "write more")
    told.events = [
        Event("planned", todo=2, total=3), made(1, note, forms=("docx",)), failed(2, NO_ROLE),
        Event("unchanged", row(3), (("c.docx", "posting", "docx"),)),
        Event("kept", row(3), (("c.docx", "posting", "docx"),)),
        Event("lost", row(2), said="was killed"), told.passes(2),
        Event("gone", files=(("old.docx", "posting", "docx"),)), FAILED_ROWS,
    ]  # fmt: skip
    ran = jdgen("batch", "jobs.csv", "-o", "s3://key:secret@jobs/new", "--journal", "kept/batch.db", "--json", "-q",
                "--document", "rubric,posting")  # fmt: skip
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 6
    common: dict[str, object] = {"id": None, "document": "posting", "format": "docx", "seconds": 0.0, "problems": []}
    said = {"message": "is short", "file": None, "line": None, "column": None, "hint": "write more"}
    wrong = {"message": NO_ROLE.message, "file": "jobs.csv", "line": 4, "column": 1, "hint": NO_ROLE.hint}
    assert found == [
        {**common, "row": 1, "id": "E1", "file": "s3://jobs/new/acme-1-posting.docx", "state": "made", "seconds": 0.25,
         "notices": [said]},
        {"row": 2, "id": None, "documents": ["posting", "rubric"], "state": "failed", "seconds": 0.125,
         "problems": [wrong]},
        {**common, "row": 3, "file": "s3://jobs/new/c.docx", "state": "unchanged"},
        {**common, "row": 3, "file": "s3://jobs/new/c.docx", "state": "kept"},
        {**common, "row": None, "file": "s3://jobs/new/old.docx", "state": "gone", "removed": False},
        {**common, "row": None, "document": None, "format": "csv", "file": "kept/failed.csv", "state": "packed"},
        {"summary": {
            "version": 1, "rows": 3, "made": 1, "unchanged": 1, "failed": 1, "files": 1, "kept": 1, "gone": 1,
            "removed": 0, "seconds": 2, "failed_rows": "kept/failed.csv", "dry_run": False, "interrupted": False,
        }},
    ]  # fmt: skip


def test_a_dry_run_says_which_rows_would_be_made(told: Told, jdgen: Command) -> None:
    told.events = [
        Event("planned", todo=1, total=2), Event("unchanged", row(1)), Event("made", row(2), said="would be made"),
    ]  # fmt: skip
    ran = jdgen("batch", "jobs.csv", "--dry-run")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        "jobs.csv:3:1: would be made", "2 rows: 1 would be made, 1 unchanged, 0 failed", "dry run: nothing was written",
    ]  # fmt: skip
    assert told.wanted
    assert told.wanted.dry
    (first, second, _) = map(json.loads, jdgen("batch", "jobs.csv", "--dry-run", "--json").out.splitlines())
    assert (first["state"], second["state"], second["documents"]) == ("unchanged", "planned", ["posting"])


# --- how it ends ---


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_in_one_line_and_is_what_it_was_afterwards(told: Told, jdgen: Command, name: str) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip(f"this system has no {name}")
    before = signal.getsignal(number)
    told.events = [
        Event("planned", todo=2000, total=2000), made(1), failed(2, NO_ROLE), lambda: signal.raise_signal(number),
        made(3), made(4),
    ]  # fmt: skip
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.splitlines() == [
        str(NO_ROLE), "interrupted: 1 of 2,000 rows is done; run the same command again for the rest",
    ]  # fmt: skip
    assert told.stopped == [False] * 4 + [True]
    assert told.closed
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_where_no_workers_are_at_work_a_signal_ends_it_at_once(told: Told, jdgen: Command, name: str) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip(f"this system has no {name}")

    def asked() -> None:
        signal.raise_signal(number)
        told.now = 60.0

    told.gentle = False
    told.events = [Event("planned", todo=40, total=40), made(1), asked, made(2)]
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.err, told.now, told.closed) == (
        130, "interrupted: 1 of 40 rows is done; run the same command again for the rest\n", 0.0, True
    )  # fmt: skip
    told.events = [Event("planned", todo=1, total=1), made(1), asked]
    assert jdgen("batch", "jobs.csv", "--combine").err == (
        "interrupted: 1 of 1 row is done; run the same command again for the rest\n"
    )
    told.events = [asked]
    ran = jdgen("batch", "jobs.csv", "--json")
    assert (ran.code, ran.err) == (130, "interrupted; nothing was written\n")
    assert json.loads(ran.out)["summary"]["interrupted"] is True


_DEAF = """
import importlib, sys, time
module, name = sys.argv.pop(1).split(":")
def deaf(*arguments, **named):
    print("here", flush=True)
    time.sleep(60)
setattr(importlib.import_module(module), name, deaf)
from jdgen.cli import main
main()
"""
"""The command, which stays in one of its functions until a signal takes it out of there."""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing sends such signals there")
@pytest.mark.parametrize(("where", "name", "said"), [
    ("jdgen.cli.batch_options:wanted_of", "SIGTERM", "interrupted; nothing was written"),
    ("jdgen.batch.run:read_rows", "SIGINT", "interrupted; nothing was written"),
    ("jdgen.batch.packing.packs:packed", "SIGHUP",
     "interrupted: 1 of 1 row is done; run the same command again for the rest"),
])  # fmt: skip
def test_a_signal_is_heard_wherever_it_comes(tmp_path: Path, where: str, name: str, said: str) -> None:
    path = table(tmp_path, 1)
    typed = ["batch", path.name, "-f", "txt,pdf" if "pack" in where else "txt", "-o", "out", "--workers", "1"]
    with subprocess.Popen(
        [sys.executable, "-c", _DEAF, where, *typed, *(["--combine"] if "pack" in where else [])],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "here\n"
        process.send_signal(getattr(signal, name))
        assert (process.wait(10), process.stderr.read()) == (130, f"{said}\n")
    assert list(tmp_path.rglob("*.part")) == []


def test_a_second_interrupt_does_not_wait(told: Told, jdgen: Command) -> None:
    def twice() -> None:
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        told.now = 1.0
        signal.raise_signal(signal.SIGINT)
        told.now = 2.0

    told.events = [Event("planned", todo=20, total=20), made(1), made(2), twice]
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.err) == (
        130, "interrupted: 2 of 20 rows are done; run the same command again for the rest\n"
    )  # fmt: skip
    assert (told.now, told.closed) == (1.0, True)


def test_an_interrupt_before_the_first_row_and_behind_the_last(told: Told, jdgen: Command) -> None:
    told.events = [lambda: signal.raise_signal(signal.SIGINT), Event("planned", total=5)]
    assert jdgen("batch", "jobs.csv") == (130, "", "interrupted; nothing was written\n")
    told.events = [Event("planned", todo=1, total=1), made(1), lambda: signal.raise_signal(signal.SIGINT)]
    assert jdgen("batch", "jobs.csv") == (130, "", "interrupted: 1 of 1 row is done\n")


def test_a_signal_that_is_ignored_stays_so(told: Told, jdgen: Command) -> None:
    if not hasattr(signal, "SIGHUP"):
        pytest.skip("this system has no SIGHUP")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        told.events = [Event("planned", todo=1, total=1), lambda: signal.raise_signal(signal.SIGHUP), made(1)]
        assert jdgen("batch", "jobs.csv").code == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_outside_the_main_thread_signals_are_left_alone(told: Told) -> None:
    from jdgen.cli.batch_signals import Stop

    found: list[object] = []

    def enter() -> None:
        with Stop() as stop:
            found.extend((stop.asked, signal.getsignal(signal.SIGTERM)))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert found == [False, before]


@pytest.mark.parametrize(("error", "code", "lines"), [
    (OutputError(Problem("cannot be written: no space is left", Place("out/a.docx"))), 4,
     ["out/a.docx: cannot be written: no space is left",
      "error: 1 problem in 1 file; 2 of 2,000 rows are done; run the same command again for the rest"]),
    (MachineError(Problem("Pango is missing", None, "`jdgen doctor` says more")), 5,
     ["error: Pango is missing; 2 of 2,000 rows are done; run the same command again for the rest; "
      "`jdgen doctor` says more"]),
])  # fmt: skip
def test_where_nothing_more_can_be_made_it_says_what_was(
    told: Told, jdgen: Command, error: Exception, code: int, lines: list[str]
) -> None:
    told.events = [Event("planned", todo=2000, total=2000), made(1), made(2), error]
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.err.splitlines()) == (code, lines)
    told.events = [Event("planned", todo=2000, total=2000), error]
    ran = jdgen("batch", "jobs.csv")
    assert (ran.code, ran.err.splitlines()[-1].count("nothing was written")) == (code, 1)


def test_a_wrong_table_is_said_as_everywhere(told: Told, jdgen: Command) -> None:
    told.events = [InputError(Problem("there is no such file", Place("jobs.csv")))]
    ran = jdgen("batch", "jobs.csv")
    assert ran == (2, "", "jobs.csv: there is no such file\nerror: 1 problem in 1 file; nothing was written\n")


def test_a_reader_that_goes_away_ends_the_run(tmp_path: Path) -> None:
    path = table(tmp_path, 3)
    typed = ["batch", path.name, "-f", "txt", "-o", "out", "--workers", "1", "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read(1); from jdgen.cli import main; main()", *typed],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write("x")
        process.stdin.close()
        assert (process.stderr.read(), process.wait(30)) == ("", 4)


def test_what_cannot_be_drawn_ends_the_run_and_not_what_it_does() -> None:
    from jdgen.cli.batch_signals import Stop, Watch

    drawn: list[int] = []

    def draw() -> None:
        drawn.append(1)
        if len(drawn) == 2:
            raise BrokenPipeError

    watch = Watch(Stop(), draw)
    assert [watch(), watch(), watch()] == [False, True, True]
    assert (len(drawn), type(watch.fault)) == (2, BrokenPipeError)


def test_the_parent_collects_garbage(told: Told, jdgen: Command) -> None:
    gc.disable()
    try:
        jdgen("batch", "jobs.csv")
        assert gc.isenabled()
    finally:
        gc.enable()


# --- what is asked for ---


def asked(told: Told, jdgen: Command, *options: object) -> Wanted:
    ran = jdgen("batch", "jobs.csv", *options)
    assert (ran.code, ran.err) == (0, "")
    assert told.wanted
    return told.wanted


def test_the_options_are_what_is_wanted(told: Told, jdgen: Command) -> None:
    usual = asked(told, jdgen)
    assert usual == Wanted(Path("jobs.csv"), usual.request, ".", workers=cores(), limits=Limits(60.0, 2_000_000_000))
    request = usual.request
    assert (request.documents, request.formats, request.finish, request.draft) == (
        ("posting",), ("docx", "pdf"), False, False
    )  # fmt: skip
    given = asked(
        told, jdgen, "--document", "letter,posting", "--document", "rubric", "--map", "names.yaml", "--workers", 3,
        "--timeout", 5, "--memory", "500M", "--journal", "j.db", "--retry-failed", "--shard", "2/4",
        "--company", "acme.yaml", "--candidate", "dana.yaml", "--role", "data-engineer", "-o", "out", "--force",
        "--draft", "--set", "company.name=Acme", "--audience", "internal",
    )  # fmt: skip
    assert given == Wanted(
        Path("jobs.csv"), given.request, "out", Path("names.yaml"), journal=Path("j.db"), workers=3,
        limits=Limits(5.0, 500_000_000), shard=Shard(2, 4), force=True, retry=True,
    )  # fmt: skip
    sources = given.request.sources
    assert given.request == replace(
        request, documents=("posting", "rubric", "letter"), finish=True, draft=True, sources=sources
    )
    assert (sources.role, sources.company, sources.opening, sources.candidate, sources.settings, sources.internal) == (
        "data-engineer", Path("acme.yaml"), None, Path("dana.yaml"), ("company.name=Acme",), True
    )  # fmt: skip
    packed = asked(told, jdgen, "--zip", 500, "--combine", "--prune", "--workers", "AUTO", "--memory", "1.5 GiB")
    assert (packed.archive, packed.combine, packed.prune, packed.workers, packed.limits.memory) == (
        500, True, True, cores(), 1_500_000_000
    )  # fmt: skip
    proof = asked(told, jdgen, "--limit", 3, "--index", "--combine", "--one-sided")
    assert (proof.limit, proof.index, proof.combine, proof.one_sided, proof.sheet) == (3, True, True, True, "")
    ran = jdgen("batch", "jobs.ods", "--sheet", "May 2027")
    assert (ran.code, told.wanted and told.wanted.sheet) == (0, "May 2027")
    away = asked(told, jdgen, "--executor", "dask:tcp://node-1:8786")
    assert (away.executor, away.workers) == ("dask:tcp://node-1:8786", 0)


@pytest.mark.parametrize(("options", "said"), [
    (["-o", "-"], "`-o -` prints one document; a batch writes files into a folder; write `-o DIR`"),
    (["-o", "s3://key:secret@b/f"], "`-o s3://b/f` keeps no journal; add a file for it on this machine, such as "
     "`--journal batch.db`"),
    (["-o", ""], "`-o` is empty; write `-o DIR`, or leave it out for this folder"),
    (["--sheet", "May"], "`--sheet` is for a table with sheets, .xlsx or .ods; leave it out"),
    (["--one-sided"], "`--one-sided` is for the one PDF of all; add `--combine`"),
    (["--limit", "3", "--prune"],
     "`--limit` makes the first rows as a proof, and `--prune` looks at all of them; leave one out"),
    (["--limit", "3", "--retry-failed"],
     "`--limit` makes the first rows as a proof, and `--retry-failed` makes those that failed, wherever they are; "
     "leave one out"),
    (["--limit", "3", "--zip", "2"],
     "`--limit` makes the first rows as a proof, and `--zip` packs all of them; leave one out"),
    (["--candidate", "a.yaml"], "`--candidate` is for letters; add `letter` to `--document`"),
    (["--combine", "-f", "docx"], "`--combine` makes one PDF of all; add `pdf` to `-f`"),
    (["--retry-failed", "--prune"],
     "`--retry-failed` looks at failed rows and `--prune` at all; run one after the other"),
    (["--executor", "dask:tcp://h:1", "--workers", "2"],
     "a cluster has workers of its own; leave out `--workers`, or `--executor`"),
    (["--template", "rubric=a.docx"], "`--template rubric=a.docx` is for a rubric; add `rubric` to `--document`"),
    (["--document", "letter", "-f", "jsonld"], "`-f jsonld` is for job boards, which take a posting and no letter"),
    (["--document", "guide"],
     "Invalid value for '--document': a `guide` is not made of a row; `jdgen guide ROLE` makes it"),
    (["--document", "postings"],
     "Invalid value for '--document': there is no document 'postings'; did you mean `posting`?"),
    (["--workers", "many"],
     "Invalid value for '--workers': expected a number from 1 to 1000, or `auto`; found `many`"),
    (["--workers", "0"], "Invalid value for '--workers': expected a number from 1 to 1000, or `auto`; found `0`"),
    (["--memory", "2 apples"], "Invalid value for '--memory': expected a size such as `500M` or `2G`; "
     "found `2 apples`"),
    (["--memory", "1M"], "Invalid value for '--memory': `1M` is less than a worker needs to start; "
     "the least is `200M`"),
    (["--shard", "5/4"], "Invalid value for '--shard': expected `1/4` to `4/4` for four shards; found `5/4`"),
    (["--shard", "0/4"], "Invalid value for '--shard': expected `1/4` to `4/4` for four shards; found `0/4`"),
])  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    told: Told, jdgen: Command, options: list[str], said: str
) -> None:
    ran = jdgen("batch", "jobs.csv", *options)
    assert (ran.code, ran.out, ran.err.splitlines()[-1]) == (2, "", f"Error: {said}")
    assert told.wanted is None


def test_what_is_wrong_for_every_row_is_said_once_before_the_first(
    jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = table(tmp_path, 2)
    (tmp_path / "own.theme.yaml").write_text("accent: 7\n")
    ran = jdgen(
        "batch", path.name, "-o", "out", "--locale", "de-DE", "--theme", "own.theme.yaml", "--profiles", "none",
        "--set", "company.nmae=Acme", "--set", "Acme", "--set", "company.benefits[9]=a bike",
        "--template", "posting=none.docx",
    )  # fmt: skip
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert [line for line in lines if not line.startswith("own.theme.yaml:1:9: ")] == [
        "none: is not a folder of profiles; give `--profiles DIR`",
        "--set company.nmae: unknown key `nmae`; did you mean `name`?",
        "none.docx: cannot be read: no such file or directory",
        "error: unknown locale `de-DE`; known: en-US, en-GB, en-IE, en-CA, en-AU, en-NZ",
        "error: `--set Acme` is not KEY=VALUE; write `--set company.name=Acme`",
        "error: 6 problems in 3 files; nothing was written",
    ]
    assert len(lines) == 7
    assert jdgen("batch", path.name, "-o", "out", "--theme", "clasic").err.splitlines() == [
        "error: there is no theme `clasic`; did you mean `classic`?",
    ]
    assert not (tmp_path / "out").exists()


def test_the_help_shows_defaults_as_they_are_typed_and_examples_line_by_line(jdgen: Command) -> None:
    said = jdgen("batch", "--help").out
    assert [found for found in ("(posting)", "(docx,pdf)", "(profiles)", "(this folder)") if found in said] == []
    assert ("[default: posting]" in said, "[default: docx,pdf]" in said) == (True, True)
    assert said.splitlines()[-5:-3] == ["  Examples:", "    jdgen new batch jobs.csv"]
    assert said.index("The batch:\n") < said.index("  --retry-failed") < said.index("\nOptions:\n")


def test_a_table_comes_from_a_file(told: Told, jdgen: Command) -> None:
    ran = jdgen("batch", "-")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2, "Error: a batch reads its table from a file, to find it again in the next run; name the file"
    )  # fmt: skip
    assert jdgen("batch", "jobs.csv", "--watch").err.splitlines()[-1].startswith("Error: No such option '--watch'")


def test_an_executor_that_there_is_not_is_refused_before_anything_is_read(told: Told, jdgen: Command) -> None:
    ran = jdgen("batch", "jobs.csv", "--executor", "tcp://node-1:8786")
    assert (ran.code, told.wanted) == (2, None)
    assert "did you mean `dask:tcp://node-1:8786`?" in ran.err


def test_it_is_configured_in_a_table_of_its_own(
    told: Told, jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "jdgen.toml"
    monkeypatch.setenv("JDGEN_CONFIG", str(file))
    file.write_text(
        'out = "s3://bucket/jobs"\ncandidate = "dana.yaml"\n[batch]\ndocument = ["posting", "rubric"]\nworkers = 3\n'
        'timeout = 90\nmemory = "3G"\nmap = "names.yaml"\n'
    )
    found = asked(told, jdgen, "--journal", "j.db")
    assert (found.out, found.request.documents, found.workers, found.limits, found.names) == (
        "s3://bucket/jobs", ("posting", "rubric"), 3, Limits(90.0, 3_000_000_000), Path("names.yaml")
    )  # fmt: skip
    # A configured candidate is for letters, where they are made.
    assert found.request.sources.candidate is None
    file.write_text('[batch]\nworkers = "some"\nmemory = 5\nzip = 3\ndocument = "guide"\n')
    assert jdgen("batch", "jobs.csv").err.splitlines()[:4] == [
        "jdgen.toml:2:1: `workers`: expected a number from 1 to 1000, or `auto`; found `some`",
        "jdgen.toml:3:1: `memory`: `5` is less than a worker needs to start; the least is `200M`",
        "jdgen.toml:4:1: `zip` is for one run alone; type `--zip`",
        "jdgen.toml:5:1: `document`: a `guide` is not made of a row; `jdgen guide ROLE` makes it",
    ]


# --- the machine ---


def test_cores_are_those_that_a_container_leaves(tmp_path: Path) -> None:
    mounted, own = tmp_path / "cgroup", tmp_path / "own"
    (mounted / "a" / "b").mkdir(parents=True)
    own.write_text("0::/a/b\n")
    all_of_them = cores(mounted, own)
    assert 1 <= all_of_them <= (os.cpu_count() or 1)
    (mounted / "a" / "b" / "cpu.max").write_text("max 100000\n")
    assert cores(mounted, own) == all_of_them
    (mounted / "a" / "cpu.max").write_text("150000 100000\n")
    assert cores(mounted, own) == 1
    (mounted / "a" / "cpu.max").write_text("50000 100000\n")
    assert cores(mounted, own) == 1
    (mounted / "a" / "cpu.max").write_text("nonsense\n")
    assert cores(mounted, own) == all_of_them


def test_cores_are_counted_in_the_first_version_of_control_groups_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdgen.batch.cores._allowed", lambda: 64)
    folder = tmp_path / "cpu"
    folder.mkdir()
    (folder / "cpu.cfs_period_us").write_text("100000\n")
    for quota, found in (("-1", 64), ("300000", 3), ("350000", 3)):
        (folder / "cpu.cfs_quota_us").write_text(f"{quota}\n")
        assert cores(tmp_path, tmp_path / "none") == found
