"""The process that workers are forked from: it has loaded what they need, has one thread, and does nothing else.

Its parent asks over a socket for workers, each with the end of a socket that will be its own, and hears how each
ended. When the parent is gone, in whatever way, it kills them all. The fork server of the standard library would run
the parent's main program again, keep the environment of its first use, and leave busy workers and a folder behind.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from contextlib import suppress
from typing import NoReturn

from jdgen.batch.pool import child
from jdgen.render.tied import ties

NO_FORK = 71
"""What is told of a worker that the system had no room for."""
MESSAGE = 4096


def main(handle: int, modules: tuple[str, ...], memory: int, room: str) -> NoReturn:
    """Load modules, and fork workers until the other end of the socket closes; then remove the folder `room`."""
    child.settle()
    control = socket.socket(fileno=handle)
    control.set_inheritable(False)
    _, error = child.tried(child.warm_up, modules)
    if error is not None:
        with suppress(OSError):
            control.send(json.dumps(["unfit", 0, child.said(error)[:1000]]).encode())
            # What it was asked for is taken and let go: a socket with unread requests would lose the message.
            while control.recv(MESSAGE):
                pass
        child.leave(room)
        os._exit(1)
    try:
        _Nursery(control, memory).run()
    finally:
        child.leave(room)
    # All that was loaded goes with the process: taking it down piece by piece would keep the parent waiting.
    os._exit(0)


class _Nursery:
    def __init__(self, control: socket.socket, memory: int) -> None:
        self._control = control
        self._memory = memory
        self._workers: dict[int, int] = {}
        """Numbers of workers by the ids of their processes."""
        self._tie = ties()
        self._hear, self._wake = socket.socketpair()
        self._hear.setblocking(False)
        self._wake.setblocking(False)
        # A handler has to be there for the byte to be written.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        try:
            while True:
                ready, _, _ = select.select([self._control, self._hear], [], [])
                if self._hear in ready:
                    with suppress(BlockingIOError):
                        self._hear.recv(MESSAGE)
                    self._reap()
                if self._control in ready and not self._obey():
                    return
        finally:
            self._end()

    def _obey(self) -> bool:
        """Do what the parent asks for, and return whether it is still there."""
        try:
            data, handles, _, _ = socket.recv_fds(self._control, MESSAGE, 1)
        except OSError:
            return False
        if not data:
            return False
        what, number = json.loads(data)
        if what == "start":
            self._fork(number, handles[0])
        else:
            for pid in [pid for pid, known in self._workers.items() if known == number]:
                _kill(pid)
        return True

    def _fork(self, number: int, handle: int) -> None:
        here = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            self._tell(number, NO_FORK)
            os.close(handle)
            return
        if not pid:
            try:
                self._become(handle, here)
            finally:
                os._exit(1)
        os.close(handle)
        # Both do it, so that whoever is first, it is done.
        with suppress(OSError):
            os.setpgid(pid, pid)
        self._workers[pid] = number

    def _become(self, handle: int, nursery: int) -> None:
        """Be a worker, in a group of its own, so that what it starts is killed with it."""
        os.setpgid(0, 0)
        self._tie()
        if os.getppid() != nursery:
            return
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for mine in (self._control, self._hear, self._wake):
            mine.close()
        connection = socket.socket(fileno=handle)
        connection.set_inheritable(False)
        child.run(connection, self._memory)

    def _reap(self) -> None:
        """Tell of each worker that ended; what it had started is killed while its id is still its own."""
        while self._workers:
            seen = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if seen is None:
                return
            _kill(seen.si_pid)
            _, status = os.waitpid(seen.si_pid, 0)
            number = self._workers.pop(seen.si_pid, None)
            if number is not None:
                self._tell(number, os.waitstatus_to_exitcode(status))

    def _tell(self, number: int, code: int) -> None:
        with suppress(OSError):
            self._control.send(json.dumps(["ended", number, code]).encode())

    def _end(self) -> None:
        for pid in self._workers:
            _kill(pid)
        for pid in self._workers:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        for mine in (self._control, self._hear, self._wake):
            mine.close()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
