"""What the workers of a cluster do in tests; they import it by its name."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jdgen.batch import jobs
from jdgen.errors import InputError, Problem


def squares(numbers: list[int], seconds: float = 0.0) -> Iterator[int]:
    for number in numbers:
        time.sleep(seconds)
        yield number * number


def processes(seconds: float) -> Iterator[tuple[int, float, float]]:
    start = time.time()
    time.sleep(seconds)
    yield os.getpid(), start, time.time()


def dying_once(mark: str, numbers: list[int]) -> Iterator[int]:
    """End the process in the middle, the first time."""
    for number in numbers:
        if number == 2 and not Path(mark).exists():
            Path(mark).write_text(str(os.getpid()))
            os.kill(os.getpid(), 9) if os.name == "posix" else os._exit(9)
        yield number * number


def dying_always() -> Iterator[int]:
    yield 1
    os._exit(9)


def slow_at_two(numbers: list[int]) -> Iterator[int]:
    for number in numbers:
        if number == 2:
            time.sleep(600)
        yield number * number


def refused() -> Iterator[int]:
    yield 1
    raise InputError(Problem("is wrong", None, "mend it"))


def noted(folder: str, count: int) -> Iterator[int]:
    """Leave a file for each item, so that somebody sees how far it came."""
    for number in range(count):
        Path(folder, str(number)).touch()
        time.sleep(0.1)
        yield number


def here(name: str) -> Iterator[str]:
    yield Path(name).read_text(encoding="utf-8")


def elsewhere(paths: tuple[str, ...]) -> list[str]:
    """See what a worker on another machine sees."""
    return ["" for _ in paths]


def nowhere(*_: object) -> str:
    """Say, as a worker on another machine would, what it staged on a disk of its own."""
    return f".{'a' * 12}-{'b' * 8}-{'c' * 16}.part"


class Order(NamedTuple):
    """As much of an order as a probe looks at."""

    store: object
    run: str = "0123456789ab-00000001"


def staging(order: jobs.Order, count: int) -> Iterator[jobs.Outcome]:
    """Stage a file for each item, as rows are made."""
    for number in range(count):
        beside = order.store.stage({"a.txt": b"a"}, order.run)["a.txt"]
        time.sleep(0.1)
        yield jobs.Outcome(number, (jobs.Staged("a.txt", "posting", "txt", beside, "", 1),))
