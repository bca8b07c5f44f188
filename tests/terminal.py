"""A person at a terminal: the real command behind a pseudo-terminal, read until it says something, and typed to."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="this machine has no pseudo-terminals", exc_type=ImportError)
_PATIENCE = 20
_START = (
    "import fcntl, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from jdgen.cli import main; sys.argv[0] = 'jdgen'; main()"
)
"""The terminal is the program's own, so that Ctrl-C reaches it, also where the tests run in the background."""


class Terminal:
    """One run of the command; `said` is all that it showed."""

    def __init__(self, *arguments: object, cwd: Path, columns: int = 80, **environment: str) -> None:
        import fcntl
        import struct
        import termios

        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        surroundings = {"TERM": "dumb", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795132800"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *map(str, arguments)],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, start_new_session=True,
            env={**os.environ, **surroundings, **environment},
        )  # fmt: skip
        os.close(theirs)
        self.said = ""
        self._seen = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._end)

    def _read(self, until: float) -> bool:
        """Read some more; return False when the program has closed the terminal."""
        assert select.select([self._end], [], [], max(0.0, until - time.monotonic()))[0], self.said[-2000:]
        data = b""
        with contextlib.suppress(OSError):
            data = os.read(self._end, 65536)
        self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def until(self, words: str) -> Terminal:
        """Read until these words, behind what was waited for before."""
        until = time.monotonic() + _PATIENCE
        while (place := self.said.find(words, self._seen)) < 0:
            assert self._read(until), f"no {words!r} in {self.said[-2000:]!r}"
        self._seen = place + len(words)
        return self

    def type(self, text: str, at: str = "> ") -> Terminal:
        """Type when the command waits for it."""
        if at:
            self.until(at)
        data = text.encode()
        while data:
            data = data[os.write(self._end, data[:1024]) :]
        return self

    def interrupt(self) -> Terminal:
        """Press Ctrl-C, as a person does: not in the instant in which a key is still being read."""
        time.sleep(0.2)
        return self.type("\x03", at="")

    def ended(self) -> int:
        """Read to the end, and return the exit code."""
        until = time.monotonic() + _PATIENCE
        while self._read(until):
            pass
        return self._process.wait(_PATIENCE)
