"""One call in a worker of a cluster: alone in its process, with a deadline for each item."""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, nullcontext, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from jdgen.batch.jobs import Order, Outcome
from jdgen.errors import JdgenError, MachineError, Problem

if TYPE_CHECKING:
    from distributed.worker import Worker

_ALONE = Lock()  # the PDF engine, what is read once, and the current folder are one for the process
_FLUSH = 0.5
"""How many seconds the worker has to tell what it had made before it ends."""


@dataclass(frozen=True, slots=True)
class Call:
    """What goes to a worker: `work` holds the function and its arguments, as bytes that dask does not look into.

    `topic` and `number` say which call it was, to whoever waits for it; `folder` is what relative paths count from.
    """

    work: bytes
    topic: str
    number: int
    seconds: float
    version: str
    python: str
    folder: str


def called(call: Call) -> list[Any]:
    """Return the items that the function yields; end the process where one of them takes too long.

    A thread cannot be ended from outside. The nanny of the worker starts another process.
    """
    worker, key = _worker()
    _same(call, worker)
    items: list[Any] = []
    with _ALONE, _in(call.folder):
        function, arguments = pickle.loads(call.work)  # noqa: S301 - dask itself runs whatever it is sent
        deadline = _Deadline(call, items, worker)
        try:
            for item in _until_wanted(function(*arguments), worker, key):
                items.append(item)
                deadline.later()
        finally:
            deadline.end()
        if not _wanted(worker, key):
            _discard(arguments, items)
    return items


class Seen:
    """What a worker finds at a path: the hash of a file, `folder`, or nothing."""

    FOLDER = "folder"

    @classmethod
    def at(cls, path: str) -> str:
        """Return what is there."""
        try:
            return cls.FOLDER if Path(path).is_dir() else sha256(Path(path).read_bytes()).hexdigest()
        except OSError:
            return ""


def seen(paths: tuple[str, ...]) -> list[str]:
    """Return what a worker finds at each path."""
    return [Seen.at(path) for path in paths]


def staged(order: Order, name: str, folder: str) -> str | Problem:
    """Return where a worker stages a file, or what stands in its way."""
    try:
        with _in(folder):
            return order.store.stage({name: b""}, order.run)[name]
    except JdgenError as error:
        return error.problems[0]


class _Deadline:
    """A thread that ends the process once an item has taken too long, and tells first what was made before it."""

    def __init__(self, call: Call, items: list[Any], worker: Worker | None) -> None:
        self._call, self._items, self._worker = call, items, worker
        self._over = Event()
        self.later()
        Thread(target=self._watch, name="jdgen-deadline", daemon=True).start()

    def later(self) -> None:
        """Count anew: another item begins."""
        self._at = time.monotonic() + self._call.seconds

    def end(self) -> None:
        """Watch no more."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(max(0.0, self._at - time.monotonic())):
            if time.monotonic() >= self._at:
                self._tell()
                os._exit(1)

    def _tell(self) -> None:
        if self._worker is not None:
            told = {"call": self._call.number, "items": pickle.dumps(list(self._items))}
            self._worker.log_event(self._call.topic, told)
            time.sleep(_FLUSH)


def _worker() -> tuple[Worker | None, Any]:
    """Return the worker that runs us, and what it calls this task; nothing outside of one."""
    from distributed import get_worker

    try:
        worker = get_worker()
    except ValueError:
        return None, None
    return worker, worker.get_current_task()


def _same(call: Call, worker: Worker | None) -> None:
    """Refuse to work in another version: a worker may join long after all were asked."""
    version, python = versions()
    if (version, python) != (call.version, call.python):
        address = worker.address if worker is not None else "of the cluster"
        raise MachineError(differs(address, version, python, (call.version, call.python)))


def versions() -> tuple[str, str]:
    """Return the versions of jdgen and of Python that this process runs."""
    import jdgen

    return jdgen.__version__, ".".join(map(str, sys.version_info[:2]))


def differs(worker: str, version: str, python: str, ours: tuple[str, str]) -> Problem:
    """Return that a worker has other versions than those that gave it work, or no jdgen at all."""
    has = ([f"jdgen {version}"] if version else ["no jdgen"]) + ([f"Python {python}"] if python else [])
    said = f"the worker {worker} has {' and '.join(has)}, and the command is jdgen {ours[0]} and Python {ours[1]}"
    return Problem(said, None, mend(ours[0]))


def mend(version: str) -> str:
    """Return what to do on a worker that differs."""
    return f"install the same there: `python -m pip install 'jdgen[cluster]=={version}'`"


def _in(folder: str) -> Any:
    """Return a stay in a folder; where there is none such, only whole paths can be meant."""
    return chdir(folder) if Path(folder).is_dir() else nullcontext()


def _until_wanted(found: Iterator[Any], worker: Worker | None, key: Any) -> Iterator[Any]:
    """Yield items as long as somebody waits for them."""
    for item in found:
        yield item
        if not _wanted(worker, key):
            return


def _wanted(worker: Worker | None, key: Any) -> bool:
    """Return whether the task was not given up: a run that is stopped waits for nothing more."""
    if worker is None:
        return True
    task = worker.state.tasks.get(key)
    return task is not None and task.state == "executing"


def _discard(arguments: tuple[Any, ...], items: list[Any]) -> None:
    """Remove what was staged for nobody."""
    order = next((given for given in arguments if isinstance(given, Order)), None)
    if order is not None:
        with suppress(JdgenError):
            order.store.discard([file.staged for item in items if isinstance(item, Outcome) for file in item.files])
