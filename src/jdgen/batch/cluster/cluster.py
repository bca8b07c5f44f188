"""The workers of a dask cluster: every one has the same versions and sees the same files, or none gets work."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import wait as until_done
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from jdgen.batch.cluster import cluster_call, cluster_start
from jdgen.batch.cluster.cluster_call import Call, Seen
from jdgen.batch.jobs import Lost
from jdgen.batch.stores.local_store import LocalStore
from jdgen.errors import InputError, JdgenError, MachineError, OutputError, Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.batch.jobs import Order
    from jdgen.batch.limits import Limits
    from jdgen.batch.stores.store import Store

_ALONE = 60.0
"""How many seconds a cluster may be without any worker: a nanny needs some to start another."""
_LOOK = 1.0
_SEEN = 2.0
"""How many seconds a shared disk may take to show what another machine wrote."""


class _Given(NamedTuple):
    """A call that was sent: the future that somebody waits for, and that of dask."""

    outer: Future[list[Any]]
    inner: Future[list[Any]]


class Cluster:
    """The workers behind a scheduler; each process makes one row at a time, however many threads it has."""

    def __init__(self, address: str, limits: Limits) -> None:
        self._address = address
        self._limits = limits
        self._client = cluster_start.connected(address)
        self._topic = f"jdgen-{os.urandom(8).hex()}"
        self._numbers = count()
        self._given: dict[int, _Given] = {}
        self._lock = Lock()
        self._ended = Event()
        self._lost: JdgenError | None = None
        self._width = cluster_start.workers_of(self._client, address)
        self._executor = self._client.get_executor(pure=False, retries=0)
        self._client.subscribe_topic(self._topic, self._told)
        Thread(target=self._watch, name="jdgen-cluster", daemon=True).start()

    @property
    def width(self) -> int:
        """Return how many processes the workers are: one of them makes one row at a time."""
        return max(1, self._width)

    def check(self, table: Path, order: Order) -> None:
        """Raise InputError where a worker does not find the table, OutputError where it cannot write.

        The hash of the table tells a folder of the same name from the same folder.
        """
        own = (Path.cwd() / table).absolute()
        try:
            digest = sha256(own.read_bytes()).hexdigest()
        except OSError as error:
            said = f"cannot be read: {(error.strerror or 'failed').lower()}"
            raise InputError(Problem(said, Place(table.as_posix()))) from None
        problems = []
        for worker, found in cluster_start.asked(self._client, cluster_call.seen, (str(own), str(own.parent))):
            # defense cluster.table: a worker elsewhere that sees another table makes nothing
            if found != [digest, Seen.FOLDER]:
                what = "another table" if found[0] else "not the table"
                said = f"the worker {worker} sees {what} at `{printable(str(own))}`"
                problems.append(Problem(said, Place(table.as_posix()), "put the table and its files on a shared disk"))
        if problems:
            raise InputError(problems)
        self._check_places(order)

    def _check_places(self, order: Order) -> None:
        """Let each worker stage a file, and find it there."""
        problems = []
        name = f"probe-{os.urandom(4).hex()}"
        for worker, found in cluster_start.asked(self._client, cluster_call.staged, order, name, str(Path.cwd())):
            if isinstance(found, Problem):
                problems.append(found._replace(message=f"{found.message} (seen by the worker {worker})"))
            # defense cluster.places: a worker elsewhere whose files are not seen here makes nothing
            elif not _is_here(order.store, found):
                hint = "write to a shared disk, or to an address such as `s3://bucket/folder`"
                problems.append(Problem(f"what the worker {worker} writes is not seen here", Place("--out"), hint))
            else:
                order.store.discard([found])
        if problems:
            raise OutputError(problems)

    def submit(self, function: Callable[..., Iterator[Any]], /, *arguments: Any) -> Future[list[Any]]:
        """Return the future of the items that the function yields in a worker.

        Where a worker dies, dask gives the call to another; after so many as its scheduler allows (three more, unless
        it was told otherwise) the future raises `jobs.Lost`.
        """
        if self._lost:
            raise self._lost
        version, python = cluster_call.versions()
        number = next(self._numbers)
        work = pickle.dumps((function, arguments))
        seconds = self._limits.seconds
        call = Call(work, self._topic, number, seconds, version, python, str(Path.cwd()))
        outer: Future[list[Any]] = Future()
        inner = self._executor.submit(cluster_call.called, call)
        with self._lock:
            self._given[number] = _Given(outer, inner)
        outer.add_done_callback(partial(self._given_up, number))
        inner.add_done_callback(partial(self._came, number))
        if self._lost:
            self._fail(self._lost)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster as it was; what it still works on for us is given up unless we wait for it."""
        if self._ended.is_set():
            return
        with self._lock:
            futures = [given.outer for given in self._given.values()]
        if cancel_futures or not wait:
            for future in futures:
                future.cancel()
        elif futures:
            until_done(futures)
        self._ended.set()
        cluster_start.close(self._client)

    def _take(self, number: int) -> _Given | None:
        """Return a call once: whoever takes it settles it."""
        with self._lock:
            return self._given.pop(number, None)

    def _given_up(self, number: int, outer: Future[list[Any]]) -> None:
        given = self._take(number) if outer.cancelled() else None
        if given:
            given.inner.cancel()

    def _came(self, number: int, inner: Future[list[Any]]) -> None:
        """Hand on what came of a call."""
        given = self._take(number)
        if given is None or not given.outer.set_running_or_notify_cancel():
            return
        if inner.cancelled():
            given.outer.set_exception(self._lost or self._gone())
            return
        error = inner.exception()
        if error is None:
            given.outer.set_result(inner.result())
        else:
            given.outer.set_exception(self._meant(error))

    def _meant(self, error: BaseException) -> BaseException:
        """Return what an error of dask means."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            others = error.allowed_failures
            told = "another" if others == 1 else f"{others} others"
            return Lost([], f"was lost, and so {'was' if others == 1 else 'were'} {told} that made the same rows")
        if isinstance(error, ImportError):
            hint = cluster_call.mend(cluster_call.versions()[0])
            return MachineError(Problem(f"a worker lacks what is needed: {printable(str(error), 200)}", None, hint))
        return error

    def _told(self, event: tuple[float, dict[str, Any]]) -> None:
        """Settle a call whose deadline has passed: its worker told what it had made, and ended."""
        told = event[1]
        given = self._take(told["call"])
        if given and given.outer.set_running_or_notify_cancel():
            items = pickle.loads(told["items"])  # noqa: S301 - whom we gave work may as well run anything here
            seconds = f"{self._limits.seconds:g}"
            given.outer.set_exception(Lost(items, f"took longer than {seconds} seconds", slow=True))
            # Here runs the loop that would have to answer.
            Thread(target=given.inner.cancel, name="jdgen-cancel", daemon=True).start()

    def _gone(self) -> JdgenError:
        said = f"the scheduler at `{self._address}` is gone"
        return MachineError(Problem(said, None, "start it first"))

    def _watch(self) -> None:
        """Look after the cluster: where it is gone, nobody may wait for it for ever."""
        without = 0.0
        while not self._ended.wait(_LOOK):
            if self._client.status != "running":
                return self._fail(self._gone())
            try:
                self._width = len(self._client.nthreads())
            except (OSError, RuntimeError, ValueError, AttributeError, CancelledError):
                # The client closes what we ask while the connection ends.
                continue
            without = without + _LOOK if not self._width else 0.0
            if without >= _ALONE:
                said = f"the cluster at `{self._address}` has had no worker for {_ALONE:g} seconds"
                return self._fail(MachineError(Problem(said, None, cluster_start.one_more(self._address))))
        return None

    def _fail(self, error: JdgenError) -> None:
        """Settle all calls with an error."""
        self._lost = error
        with self._lock:
            left = list(self._given)
        for number in left:
            given = self._take(number)
            if given and given.outer.set_running_or_notify_cancel():
                given.outer.set_exception(error)


def _is_here(store: Store, staged: str) -> bool:
    """Return whether a file that a worker staged is seen here; an address is the same everywhere."""
    if not isinstance(store, LocalStore):
        return True
    until = time.monotonic() + _SEEN
    while not (store.folder / staged).exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
