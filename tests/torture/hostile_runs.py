"""Runs the real command on a hostile file, alone in a process with a deadline and a limit on its memory.

Started as a program it is the runner: a process with one thread that forks for each run, so that what a run took can be
told from all others (`wait4`). In a bounded form the fork goes on with the modules that the runner has loaded, in a
whole one it starts Python anew, as a user does.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, TextIO

SECONDS = 120
"""A run that takes longer by the clock is ended, and counts as one that hangs."""
ROOM = 1_800_000_000
"""The addresses that a run may take, of which memory is a part: a bomb meets this wall, and the machine does not."""


class Took(NamedTuple):
    """How a run ended, and what it took; the code of a run that was ended by a signal is negative.

    The seconds are those of computing: how busy the machine is makes no run a slow one.
    """

    code: int
    seconds: float
    megabytes: float
    out: str
    err: str


class Runner:
    """The process that runs commands, one after the other."""

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        self._said = folder / "stdout", folder / "stderr"
        self._fresh = fresh
        environment = {
            **os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1", "PYTHONWARNINGS": "default",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(
        self, arguments: list[str], cwd: Path, *, stdin: str = os.devnull, stdout: str = "", **environment: str
    ) -> Took:
        """Run the command in a folder; `stdin` and `stdout` are what it is given for these."""
        out, err = self._said
        asked = {
            "arguments": arguments, "cwd": str(cwd), "stdin": stdin, "stdout": stdout or str(out), "stderr": str(err),
            "environment": environment, "fresh": self._fresh,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        took = json.loads(self._process.stdout.readline())
        said = "" if stdout else out.read_text(encoding="utf-8", errors="surrogateescape")
        return Took(**took, out=said, err=err.read_text(encoding="utf-8", errors="surrogateescape"))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=SECONDS)
        self._process.stdout.close()


def _serve(lines: TextIO) -> None:
    warmed = False
    for line in lines:
        asked = json.loads(line)
        if not asked["fresh"] and not warmed:
            _warm()
            warmed = True
        print(json.dumps(_measured(asked)), flush=True)


def _warm() -> None:
    """Load what most commands load, so that a fork need not."""
    from jdgen.cli.root import run

    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        run(["posting", "senior-software-engineer", "--draft", "-f", "txt,html", "--dry-run", "-q"])
    import jdgen.batch.run
    import jdgen.house.checking.check
    import jdgen.inputs.calling.calling
    import jdgen.inputs.finished.letter  # noqa: F401

    # Else the garbage collector of each fork would write into all that it shares with the runner.
    gc.collect()
    gc.freeze()


def _measured(asked: dict[str, Any]) -> dict[str, float]:
    child = os.fork()
    if child == 0:
        _become(asked)

    def end(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.alarm(SECONDS)
    _, status, usage = os.wait4(child, 0)
    signal.alarm(0)
    # What it may have left running would hold the files that the next run is judged by.
    end()
    # Linux counts in kilobytes, macOS in bytes.
    most = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"code": os.waitstatus_to_exitcode(status), "seconds": usage.ru_utime + usage.ru_stime, "megabytes": most}


def _become(asked: dict[str, Any]) -> None:
    """Be the command from here on."""
    import resource

    code = 99
    try:
        os.setsid()
        for number, name, how in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_WRONLY), (2, "stderr", os.O_WRONLY)):
            make = os.O_CREAT | os.O_TRUNC if number else 0
            os.dup2(os.open(asked[name], how | make, 0o600), number)
        os.chdir(asked["cwd"])
        os.environ.update(asked["environment"])
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if asked["fresh"]:
            os.execv(sys.executable, [sys.executable, "-m", "jdgen", *asked["arguments"]])
        from jdgen.cli.root import run

        code = run(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.stdin)
