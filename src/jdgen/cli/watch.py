"""`--watch`: documents made again whenever something changes that they are made of."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from jdgen.cli.report import say, say_notice
from jdgen.errors import DONE, INTERRUPTED, InputError, Place, Problem, plural, printable

if TYPE_CHECKING:
    from jdgen.cli.watch_session import Session

TYPED = "jdgen.typed"
"""The key of what was typed behind `jdgen`, in the context of all commands."""
INTERVAL = "JDGEN_WATCH_INTERVAL"
"""The variable that says how many seconds lie between two looks; tests are in a hurry."""
_SHORTEST, _LONGEST = 0.01, 60.0
_NAMED = 3
"""How many files a line names before it counts them."""

watch_option = click.option("--watch", is_flag=True, help="Make them again whenever an input changes.")


_session: ContextVar[Session | None] = ContextVar("session", default=None)


def watching() -> Session | None:
    """Return the session that runs, if one does."""
    return _session.get()


def keep_making(options: Mapping[str, Any]) -> NoReturn:
    """Run the command line that was typed, and again after each change, until somebody presses Ctrl-C."""
    from jdgen.cli.watch_session import Session

    context = click.get_current_context()
    typed = list(context.find_root().meta[TYPED])
    session = Session(tuple(_named(context, options)), options["force"], _interval())
    _session.set(session)
    try:
        _keep_running(session, typed, quiet=options["quiet"])
    except KeyboardInterrupt:
        say("stopped watching")
    finally:
        _session.set(None)
    context.exit(INTERRUPTED)


def _keep_running(session: Session, typed: list[str], *, quiet: bool) -> None:
    """Return when a run was interrupted, which says so."""
    import gc

    from jdgen.cli.root import ran
    from jdgen.cli.watch_session import MOST_FILES
    from jdgen.inputs.source import told_of

    changed: list[Path] = []
    while True:
        start = time.perf_counter()
        session.begin()
        with told_of(session.tell):
            code = ran(typed)
        if code == INTERRUPTED:
            return
        session.end(whole=code == DONE)
        if not quiet:
            why = f"{_names(changed)} changed: " if changed else ""
            took = f"({(time.perf_counter() - start) * 1000:.0f} ms)"
            say(f"{time.strftime('%H:%M:%S')} {why}{_outcome(session, code)} {took}")
            if not changed:
                say(f"{plural(len(session.there), 'file')} watched; Ctrl-C ends it")
                for folder in session.crowded:
                    most = f"{MOST_FILES:,}"
                    said = f"has more than {most} files; a new one is noticed among the first {most} alone"
                    say_notice(Problem(said, Place(folder.as_posix()), "name a folder with fewer"))
        # The command collects none: it makes a few documents, and ends.
        gc.collect()
        changed = session.changes()


def _outcome(session: Session, code: int) -> str:
    """Return what came of a run."""
    if code != DONE:
        return "nothing was made until the next change"
    return f"wrote {_names(session.fresh)}" if session.fresh else "nothing new to write"


def _names(paths: list[Path]) -> str:
    if len(paths) > _NAMED:
        return plural(len(paths), "file")
    return ", ".join(printable(path.name) for path in paths)


def _named(context: click.Context, options: Mapping[str, Any]) -> Iterator[Path]:
    """Yield what is watched before anything is read: configuration, what options name, and the user's own profiles."""
    from jdgen.cli.config.files import could_be

    found = [] if context.find_root().default_map is None else could_be(os.environ)
    for parameter in context.command.params:
        value = options.get(parameter.name or "")
        if value and parameter.name == "template" and isinstance(value, tuple):
            # Of several templates each says before a sign which document it is for.
            found.extend(Path(one.partition("=")[2]) for one in value)
        elif value and (isinstance(parameter.type, click.Path) or parameter.name == "template"):
            found.extend(Path(one) for one in (value if isinstance(value, tuple) else (value,)))
    if not options.get("profiles") and Path("profiles").is_dir():
        found.append(Path("profiles"))
    yield from (Path(os.path.abspath(path)) for path in found if str(path) != "-")  # noqa: PTH100 - as above


def _interval() -> float:
    """Return the seconds between two looks; raise InputError where the variable says something else."""
    from jdgen.cli.watch_session import USUAL_INTERVAL

    written = os.environ.get(INTERVAL)
    if not written:
        return USUAL_INTERVAL
    with suppress(ValueError):
        seconds = float(written)
        # What is no number at all is not between any two of them.
        if _SHORTEST <= seconds <= _LONGEST:
            return seconds
    said = f"{INTERVAL}: `{printable(written, 60)}` is no number of seconds from {_SHORTEST:g} to {_LONGEST:g}"
    raise InputError(Problem(said, None, "leave it out to look every 0.3 seconds"))


def refuse_unwatchable(options: Mapping[str, Any]) -> None:
    """Refuse what is done once, and cannot be done again with every change."""
    if not options["watch"]:
        return
    if options["out"] == "-":
        raise click.UsageError("`--watch` writes files; `-o -` prints one document")
    if options["dry_run"]:
        raise click.UsageError("`--watch` writes files, and `--dry-run` writes none; leave out one of them")
    for name, parameter in (("ask", "ask"), ("answer", "answers"), ("forget", "forget"), ("targets", "targets")):
        if options.get(parameter):
            raise click.UsageError(f"`--watch` makes one letter of what is there; leave out `--{name}`")
    if options.get("posting") and (options["posting"] == "-" or not options["yes"]):
        raise click.UsageError("`--watch` asks nobody whether a posting was read right; name its file and add `--yes`")
