"""Local worker processes: an executor that knows what each worker does, and outlives every one of them."""

from __future__ import annotations

import atexit
import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from jdgen.batch.limits import Limits

if TYPE_CHECKING:
    from types import TracebackType

    from jdgen.batch.pool.processes import Way

__all__ = ["Limits", "Pool"]


class Pool(Executor):
    """`workers` processes that start warm; each runs one call at a time.

    `submit(function, *arguments)` runs a function that yields items, and its future holds the list of them. Where the
    worker ends before that, in whatever way, the future raises `jobs.Lost` with the items that had come, and another
    worker is started. The deadline counts for each item anew. Workers have loaded the modules of `warm`, and called
    the function `warm` of each that has one, before they are forked: it must start no thread and keep no file open.

    Where no worker can be started, futures raise BrokenExecutor, which says why.
    """

    def __init__(
        self, workers: int, limits: Limits | None = None, *, warm: tuple[str, ...] = (), way: Way | None = None
    ) -> None:
        if workers < 1:
            raise ValueError("a pool needs a worker")
        # Whoever only wants to know the limits loads none of this.
        from jdgen.batch.pool.processes import processes
        from jdgen.batch.pool.supervisor import Supervisor

        limits = limits or Limits()
        self._supervisor = Supervisor(processes(warm, limits.memory, way), workers, limits)
        self._thread = threading.Thread(target=self._supervisor.run, name="jdgen workers", daemon=True)
        self._thread.start()
        atexit.register(self._leave)

    def submit(  # type: ignore[override]  # what a function yields is listed
        self, function: Callable[..., Iterator[Any]], /, *arguments: Any, **named: Any
    ) -> Future[list[Any]]:
        """Return the future of the items that the function yields in a worker."""
        from jdgen.batch.pool.worker import Call

        future: Future[list[Any]] = Future()
        self._supervisor.put(Call(future, pickle.dumps((function, arguments, named), pickle.HIGHEST_PROTOCOL)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all workers; without waiting, at once, whatever they do. When it returns, none is left."""
        self._supervisor.close(cancel=cancel_futures, now=not wait)
        # The supervisor itself may be told, by whoever hears that a future is done.
        if self._thread is not threading.current_thread():
            self._thread.join()
        atexit.unregister(self._leave)

    def _leave(self) -> None:
        self.shutdown(wait=False, cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers: when their work is done, or at once if something went wrong."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)
