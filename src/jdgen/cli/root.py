"""The `jdgen` group, and the one boundary where errors become words and exit codes."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from jdgen.cli import audit, batch, check, documents, information, law, letter, new, profiles, score, template, themes
from jdgen.cli.config import commands as config
from jdgen.cli.config.defaults import Defaults
from jdgen.cli.report import answers_are_in, named_in, nothing_written, say, say_problems, use_color
from jdgen.cli.watch import TYPED
from jdgen.errors import INTERRUPTED, OUR_BUG, OUTPUT_FAILED, JdgenError, printable

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_UNWRITABLE = {
    errno.ENOSPC: "no space is left", errno.EDQUOT: "no space is left", errno.EBADF: "it is closed",
}  # fmt: skip
"""What keeps standard output from being written, and is no fault of ours."""
EPILOG = """\b
Examples:
  jdgen new company acme.yaml
  jdgen posting senior-software-engineer --company acme.yaml --draft
  jdgen kit senior-software-engineer --company acme.yaml --opening eng-214.yaml -f all -o out/

\b
Exit codes: 0 done, 1 a check found problems, 2 wrong input or usage, 3 template, 4 output,
5 a system library or font is missing, 6 a batch finished with failures, 70 a bug, 130 interrupted.
"""


class _Jdgen(click.Group):
    """The group of all commands, which take what is configured where nothing is typed."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a command line that knows what is configured, and what was typed."""
        extra.setdefault("default_map", Defaults())
        typed = tuple(args)
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[TYPED] = typed
        return context


def _without(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Leave what is configured aside."""
    if value:
        context.default_map = None


@click.group(cls=_Jdgen, context_settings=CONTEXT, epilog=EPILOG, invoke_without_command=True)
@click.version_option(package_name="jdgen")
@click.option("--no-config", is_flag=True, callback=_without, expose_value=False, help="Read no jdgen.toml.")
@click.pass_context
def jdgen(context: click.Context) -> None:
    """Make job postings, interview kits, cover letters, guides and ladders that agree, from one role profile."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    documents.posting,
    documents.rubric,
    letter.letter,
    documents.kit,
    batch.batch,
    documents.guide,
    documents.ladder,
    score.score,
    check.coverage,
    check.check,
    audit.audit,
    new.new,
    profiles.profiles,
    config.config,
    template.template,
    themes.themes,
    law.law,
    information.schema,
    information.doctor,
    information.completion,
):
    jdgen.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a fault of ours never shows a traceback without `--debug`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    _speak_utf_8()
    try:
        return ran(given)
    except OSError:
        # Standard error takes nothing more, so that the exit code alone can say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        return OUTPUT_FAILED


def ran(given: list[str]) -> int:
    """Run the command line and return its exit code; OSError is raised where what went wrong cannot be said."""
    use_color("auto")
    answers_are_in("")
    named_in({})
    try:
        code = jdgen.main(given, prog_name="jdgen", standalone_mode=False)
        sys.stdout.flush()
    except JdgenError as error:
        say_problems(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    # defense cli.interrupted: Ctrl-C ends in one line
    except (click.Abort, KeyboardInterrupt):
        say(f"interrupted; {nothing_written()}")
        return INTERRUPTED
    except SystemExit:
        # Here Click exits by itself in two cases: a shell's word is completed, or the reader of our output went away.
        # It would end the second with 1, which says that a check found problems.
        if "_JDGEN_COMPLETE" in os.environ:
            raise
        return OUTPUT_FAILED
    except BrokenPipeError:
        # The reader of our output went away; a second complaint at exit would help nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OUTPUT_FAILED
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            return _our_bug(error, given)
        # What is left in the buffer would be complained about once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(f"error: standard output cannot be written: {_UNWRITABLE[error.errno]}")
        return OUTPUT_FAILED
    # defense cli.boundary: a fault of ours shows no traceback, and has its exit code
    except Exception as error:  # the one boundary: a fault of ours, said in one line
        return _our_bug(error, given)
    return code if isinstance(code, int) else 0


def _our_bug(error: Exception, given: list[str]) -> int:
    """Say in one line that something went wrong that should not, with its traceback if that is asked for."""
    debug = "--debug" in given
    if debug:
        traceback.print_exception(error)
    hint = "" if debug else "; run again with --debug to see where"
    # defense cli.bug_shown: no control character of an error reaches the terminal
    say(f"error: jdgen has a bug ({type(error).__name__}: {printable(str(error), 200)}){hint}")
    return OUR_BUG


def _open_streams() -> None:
    """Put a stream in place of each that is closed: one with nothing in it, and for output one that takes nothing."""
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(os.devnull)), encoding="utf-8")
    if sys.stdout is None:
        # What was opened to be read says no when something is written, and not before.
        nowhere = io.FileIO(os.open(os.devnull, os.O_RDONLY), "w")
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(nowhere), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(os.devnull, "w")), encoding="utf-8")


def _speak_utf_8() -> None:
    # A pipe on Windows has the code page of the machine, which cannot say every company's name. A path goes out with
    # the bytes it came in with; messages escape what is no text.
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
