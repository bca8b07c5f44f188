"""What the workers of the tests do; a module of its own, so that they can import it."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""How many seconds a machine may take that has other things to do; nothing waits so long where it is well."""
WARMED: list[int] = []


def reached(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.005)


def warm() -> None:
    WARMED.append(os.getpid())


def numbers(*given: int) -> Iterator[int]:
    yield from given


def slowly(seconds: float, *given: int) -> Iterator[int]:
    for number in given:
        time.sleep(seconds)
        yield number


def waits(path: str, *given: int) -> Iterator[int]:
    """Yield nothing until there is a file, which somebody else may remove again."""
    reached(Path(path).exists)
    yield from given


def meets(mine: str, other: str) -> Iterator[int]:
    """Say that this call is under way, and wait for another that says so."""
    Path(mine).touch()
    yield from waits(other, 1)


def who() -> Iterator[int]:
    yield os.getpid()


def told(*names: str) -> Iterator[dict[str, Any]]:
    """What this process is: where it was warmed, what it inherited, and what `__main__` is here."""
    main = sys.modules["__main__"]
    mask = os.umask(0)
    os.umask(mask)
    yield {
        "warmed": list(WARMED),
        "parent": os.getppid(),
        "environment": {name: os.environ.get(name) for name in names},
        "folder": str(Path.cwd()),
        "umask": mask,
        "path": sys.path,
        "main": sorted(name for name in vars(main) if not name.startswith("__")),
        "collects": gc.isenabled(),
        "frozen": gc.get_freeze_count() > 0,
        "warnings": sys.warnoptions,
        "interrupt": signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
        "terminate": signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
    }


def prints(text: str) -> Iterator[int]:
    print(text)
    os.write(1, f"{text} unbuffered\n".encode())
    yield 1


def leaves(code: int, *given: int) -> Iterator[int]:
    yield from given
    os._exit(code)


def kills(number: int, *given: int) -> Iterator[int]:
    yield from given
    os.kill(os.getpid(), number)
    time.sleep(10)


def crashes(*given: int) -> Iterator[int]:
    yield from given
    ctypes.string_at(0)


def holds_the_lock(*given: int) -> Iterator[int]:
    """Never come back from C, where no other thread of Python runs."""
    yield from given
    re.match(r"(a+)+$", "a" * 64 + "b")


def raises(error: BaseException, *given: int) -> Iterator[int]:
    yield from given
    raise error


class PickyError(Exception):
    """It can be pickled, and not be read back."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = second


class ClosedError(Exception):
    def __init__(self) -> None:
        super().__init__("holds a function")
        self.held = lambda: None


def raises_picky() -> Iterator[int]:
    yield 1
    raise PickyError("one", "two")


def raises_closed() -> Iterator[int]:
    yield 1
    raise ClosedError


def yields_a_function() -> Iterator[Any]:
    yield 1
    yield lambda: None


class Foreign:
    """It can be sent, and not be read by the parent."""

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, (f"if __import__('os').getpid() != {os.getpid()}: raise ValueError('cannot be read')",)


def yields_what_cannot_be_read() -> Iterator[Any]:
    yield 1
    yield Foreign()
    yield 3


def large(size: int) -> Iterator[bytes]:
    yield b"small"
    yield bytes(size)


def takes(size: int) -> Iterator[int]:
    yield len(bytearray(size))


def grows(size: int) -> Iterator[int]:
    """Keep memory, and say who did."""
    KEPT.append(b"x" * size)
    yield os.getpid()


KEPT: list[bytes] = []


class Knot:
    """Part of a cycle, which only a collection ends."""

    alive = 0

    def __init__(self) -> None:
        self.me = self
        Knot.alive += 1

    def __del__(self) -> None:
        Knot.alive -= 1


def knots(count: int, size: int = 0) -> Iterator[int]:
    for _ in range(count):
        Knot().held = [[] for _ in range(size)]
        yield Knot.alive


def starts_another(path: str) -> Iterator[int]:
    """Start a process that would live on, and tell who it is."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(path).write_text(str(other.pid))
    yield other.pid
    time.sleep(60)


def touches(folder: str) -> Iterator[str]:
    """Say that it is at work, leave a file among what is passing, and never stop."""
    Path(tempfile.mkdtemp(), "left").write_text("here")
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        yield file.name
    while True:
        time.sleep(60)
