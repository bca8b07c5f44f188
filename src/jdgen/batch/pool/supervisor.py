"""The thread that watches over workers: it knows the call of each, its deadline, and what came of it so far."""

from __future__ import annotations

import pickle
import selectors
import socket
import threading
from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

from jdgen.batch.jobs import Lost
from jdgen.batch.pool import wire
from jdgen.batch.pool.child import tried
from jdgen.batch.pool.processes import Processes, Unfit
from jdgen.batch.pool.reasons import never_ready, unstarted, why
from jdgen.batch.pool.worker import START, Call, Worker

if TYPE_CHECKING:
    from jdgen.batch.limits import Limits

_FAILURES = 5
"""How many workers in a row may end before they are ready."""


class Supervisor:
    """Workers and the calls they are given; `put` and `close` are for other threads, `run` is the thread."""

    def __init__(self, processes: Processes, workers: int, limits: Limits) -> None:
        self._processes = processes
        self._size = workers
        self._limits = limits
        self._workers: dict[int, Worker] = {}
        self._numbers = count(1)
        self._failures = 0
        self._not_before = 0.0
        """When a worker may be started again, after one could not."""
        self._lock = threading.Lock()
        self._calls: deque[Call] = deque()
        self._closing = self._stopped = self._over = False
        self._broken = ""
        self._selector = selectors.DefaultSelector()
        self._hear, self._wake = socket.socketpair()
        self._hear.setblocking(False)
        self._wake.setblocking(False)
        self._selector.register(self._hear, selectors.EVENT_READ, self._woken)

    def put(self, call: Call) -> None:
        """Add a call; raise RuntimeError if there will be no more workers."""
        with self._lock:
            if self._broken:
                raise BrokenExecutor(self._broken)
            if self._closing or self._over:
                raise RuntimeError("the pool was shut down")
            self._calls.append(call)
            self._nudge()

    def close(self, *, cancel: bool, now: bool) -> None:
        """Take no more calls, and drop those that wait, or stop those that are under way as well."""
        with self._lock:
            self._closing = True
            self._stopped = self._stopped or now
            dropped = [self._calls.popleft() for _ in range(len(self._calls))] if cancel or now else []
            if not self._over:
                self._nudge()
        for call in dropped:
            _cancel(call)

    def _nudge(self) -> None:
        with suppress(BlockingIOError):
            self._wake.send(b".")

    def _woken(self) -> None:
        with suppress(BlockingIOError):
            self._hear.recv(wire.BLOCK)

    def run(self) -> None:
        """Start workers, give them calls, and take what comes, until there is nothing more to do."""
        try:
            while not self._finished():
                self._fill()
                self._hand_out()
                for key, _ in self._selector.select(self._patience()):
                    key.data()
                self._overdue()
        finally:
            self._end()

    def _finished(self) -> bool:
        busy = any(worker.call for worker in self._workers.values())
        with self._lock:
            return self._stopped or bool(self._broken) or (self._closing and not self._calls and not busy)

    def _patience(self) -> float | None:
        """Return how long nothing has to be looked at."""
        times = [worker.deadline for worker in self._workers.values() if worker.deadline]
        if len(self._workers) < self._size:
            times.append(self._not_before)
        return max(0.0, min(times) - monotonic()) if times else None

    def _fill(self) -> None:
        while len(self._workers) < self._size and monotonic() >= self._not_before and not self._broken:
            number = next(self._numbers)
            try:
                connection = self._processes.start(number)
            except OSError as error:
                self._not_ready(unstarted(error))
                continue
            connection.setblocking(False)
            worker = self._workers[number] = Worker(number, connection)

            def feed(worker: Worker = worker) -> None:
                self._feed(worker)

            self._selector.register(connection, selectors.EVENT_READ, feed)

    def _not_ready(self, reason: str) -> None:
        """Count a worker that was never ready; it was perhaps the system that had no room for a moment."""
        self._failures += 1
        self._not_before = monotonic() + 0.01 * 2 ** min(self._failures, 8)
        if self._failures >= _FAILURES and not any(worker.pid for worker in self._workers.values()):
            self._give_up(never_ready(reason, self._failures))

    def _give_up(self, reason: str) -> None:
        with self._lock:
            self._broken = self._broken or reason

    def _hand_out(self) -> None:
        for worker in list(self._workers.values()):
            if not worker.pid or worker.call is not None:
                continue
            call = self._next()
            if call is None:
                return
            worker.call = call
            worker.deadline = monotonic() + self._limits.seconds
            self._give(worker, call.data)
            call.data = b""

    def _next(self) -> Call | None:
        while True:
            with self._lock:
                call = self._calls.popleft() if self._calls else None
            if call is None or call.future.set_running_or_notify_cancel():
                return call

    def _give(self, worker: Worker, data: bytes) -> None:
        # It listens with a thread of its own, so it takes the call at once; if it cannot, it is at its end.
        worker.connection.settimeout(self._limits.seconds)
        with suppress(OSError):
            wire.send(worker.connection, wire.CALL, data)
        worker.connection.setblocking(False)

    def _feed(self, worker: Worker) -> bool:
        """Take what a worker sent, and return whether there may be more."""
        try:
            data = worker.connection.recv(wire.BLOCK)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        if not data:
            self._gone(worker)
            return False
        for kind, frame in worker.frames.feed(data):
            self._take(worker, kind, frame)
        return worker.number in self._workers

    def _take(self, worker: Worker, kind: bytes, frame: bytes) -> None:
        call = worker.call
        if kind == wire.READY:
            worker.pid = int(frame)
            worker.deadline = 0.0
            self._failures = 0
        elif kind == wire.UNFIT:
            self._give_up(_unfit(frame.decode()))
        elif call is None:
            raise RuntimeError(f"a worker without a call sent {kind!r}")
        elif kind == wire.ITEM:
            worker.deadline = monotonic() + self._limits.seconds
            item, fault = tried(pickle.loads, frame)
            call.items.append(item)
            call.fault = call.fault or fault
        else:
            fault = call.fault
            if kind == wire.RAISED and fault is None:
                raised, fault = tried(pickle.loads, frame)
                fault = fault or raised
            self._done(worker, call, fault)

    def _done(self, worker: Worker, call: Call, fault: BaseException | None) -> None:
        worker.call = None
        worker.deadline = 0.0
        # One that has grown would one day stand at its limit in the middle of a call.
        if worker.resident() > self._limits.memory / 2:
            self._remove(worker, kill=True)
        if fault is None:
            call.future.set_result(call.items)
        else:
            call.future.set_exception(fault)

    def _overdue(self) -> None:
        for worker in list(self._workers.values()):
            late = worker.deadline
            if not late or monotonic() < late:
                continue
            # What came while this process itself was stopped counts.
            while worker.deadline == late and self._feed(worker):
                pass
            # defense worker.deadline: a row that takes too long is stopped
            if worker.deadline == late and worker.number in self._workers:
                self._too_slow(worker)

    def _too_slow(self, worker: Worker) -> None:
        call = worker.call
        self._remove(worker, kill=True)
        if call is None:
            self._not_ready(f"took longer than {START:g} seconds to start")
        else:
            call.future.set_exception(Lost(call.items, f"took longer than {self._limits.seconds:g} seconds", slow=True))

    def _gone(self, worker: Worker) -> None:
        call, ready = worker.call, worker.pid
        reason = self._remove(worker, kill=False)
        if call is not None:
            call.future.set_exception(Lost(call.items, reason))
        elif not ready:
            self._not_ready(reason)

    def _remove(self, worker: Worker, *, kill: bool) -> str:
        """See that a worker is gone, and return what ended it; nothing of its own is written after that."""
        del self._workers[worker.number]
        self._selector.unregister(worker.connection)
        worker.connection.close()
        if kill:
            self._processes.kill(worker.number)
        try:
            return why(self._processes.ended(worker.number))
        except Unfit as error:
            self._give_up(_unfit(str(error)))
            return "could not be made ready"

    def _end(self) -> None:
        """End every worker and every call, whatever brought this about."""
        try:
            self._processes.close()
        finally:
            self._settle()

    def _settle(self) -> None:
        self._selector.close()
        for worker in self._workers.values():
            worker.connection.close()
        with self._lock:
            self._over = True
            waiting, self._calls = self._calls, deque()
            self._hear.close()
            self._wake.close()
        for worker in self._workers.values():
            if worker.call is not None:
                worker.call.future.set_exception(Lost(worker.call.items, self._broken or "was stopped"))
        self._workers.clear()
        for call in waiting:
            if not self._broken:
                _cancel(call)
            elif call.future.set_running_or_notify_cancel():
                call.future.set_exception(BrokenExecutor(self._broken))


def _cancel(call: Call) -> None:
    # Whoever waits for several futures hears of one that was cancelled by the second call alone.
    call.future.cancel()
    call.future.set_running_or_notify_cancel()


def _unfit(said: str) -> str:
    return f"no worker can start: {said}"
