"""Worker processes as their parent starts and ends them: forked from a warm one where that is safe, else by themselves.

Each has a number and a socket. Systems differ here and nowhere else.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from itertools import count
from multiprocessing.spawn import get_executable
from typing import Any, Literal, Protocol

from jdgen.batch.pool import nursery

Way = Literal["forkserver", "spawn"]
_PATIENCE = 2.0
"""How long a process that was killed, or closed its socket, may take to end."""


class Unfit(Exception):  # noqa: N818 - it is said of the workers
    """No worker can ever be ready: what they need cannot be loaded."""


class Processes(Protocol):
    """Where workers come from; every method but `close` may raise OSError."""

    def start(self, number: int) -> socket.socket:
        """Start a worker and return our end of its socket."""

    def kill(self, number: int) -> None:
        """End a worker, and what it started, whatever it does."""

    def ended(self, number: int) -> int | None:
        """Return the exit code of a worker that is at its end, less than 0 for a signal; see that it is gone.

        Raise Unfit where no other will do better.
        """

    def close(self) -> None:
        """End all that is left."""


def processes(modules: tuple[str, ...], memory: int, way: Way | None = None) -> Processes:
    """Return the best source of workers that this system has."""
    # The system libraries of macOS do not bear a fork.
    forks = hasattr(os, "fork") and hasattr(os, "waitid") and hasattr(socket, "send_fds") and sys.platform != "darwin"
    return Forked(modules, memory) if forks and way != "spawn" else Spawned(modules, memory)


def _command(module: str, *arguments: object) -> list[str]:
    """Return what starts a fresh interpreter, as ours was, which finds what we find, and does not run our program."""
    flags: list[str] = getattr(subprocess, "_args_from_interpreter_flags", list)()
    path = [entry for entry in sys.path if isinstance(entry, str)]
    said = ", ".join(map(repr, arguments))
    code = f"import sys; sys.path[:] = {path!r}; from jdgen.batch.pool.{module} import main; main({said})"
    return [os.fsdecode(get_executable()), *flags, "-c", code]


def _started(command: list[str], *, stdin: int = subprocess.DEVNULL, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=stdin, stdout=_output(), **options)  # noqa: S603 - our own interpreter


def _room() -> str:
    """Return a new folder for what workers write in passing, which goes when they go; or none, where there is none."""
    with suppress(OSError):
        return tempfile.mkdtemp(prefix="jdgen-")
    return ""


def _removed(room: str) -> None:
    if room:
        shutil.rmtree(room, ignore_errors=True)


def _environment(room: str) -> dict[str, str]:
    return {**os.environ, "TMPDIR": room} if room else dict(os.environ)


def _output() -> int:
    """Return where the standard output of workers goes: never to ours, which belongs to whoever reads it."""
    try:
        os.fstat(2)
    except OSError:
        return subprocess.DEVNULL
    return 2


class Forked:
    """Workers forked from a process that has loaded what they need; it is started again if it dies."""

    def __init__(self, modules: tuple[str, ...], memory: int) -> None:
        self._modules = modules
        self._memory = memory
        self._generations = count(1)
        self._generation = 0
        """Which process forks now; 0 for none."""
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._last = 0
        """The exit code of the last process that forked."""
        self._unfit = ""
        self._room = ""
        self._homes: dict[int, int] = {}
        self._codes: dict[int, int] = {}

    def start(self, number: int) -> socket.socket:
        """Ask for a worker; one that cannot be forked closes its socket."""
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as failing:
            failing.enter_context(ours)
            self._ask(number, theirs.fileno())
            failing.pop_all()
        self._homes[number] = self._generation
        return ours

    def _ask(self, number: int, handle: int) -> None:
        message = json.dumps(["start", number]).encode()
        if self._control is not None:
            try:
                socket.send_fds(self._control, [message], [handle])
            except OSError:
                # It has died, or hears nothing.
                self._drop(0)
            else:
                return
        socket.send_fds(self._new(), [message], [handle])

    def _new(self) -> socket.socket:
        """Start the process that forks, and return our end of its socket."""
        ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        with theirs, ExitStack() as failing:
            failing.enter_context(ours)
            self._room = _room()
            failing.callback(_removed, self._room)
            command = _command("nursery", theirs.fileno(), self._modules, self._memory, self._room)
            options: dict[str, Any] = {"env": _environment(self._room), "process_group": 0}
            self._process = _started(command, pass_fds=[theirs.fileno()], **options)
            failing.pop_all()
        ours.settimeout(_PATIENCE)
        self._control = ours
        self._generation = next(self._generations)
        return ours

    def kill(self, number: int) -> None:
        """Ask for the end of a worker, which its parent alone can kill without hitting another of its id."""
        if self._control is not None and self._homes.get(number) == self._generation:
            with suppress(OSError):
                self._control.send(json.dumps(["kill", number]).encode())

    def ended(self, number: int) -> int | None:
        """Return the exit code; if nobody can tell it, that of the process that forks, which took all with it."""
        asked = 0
        try:
            while self._homes[number] == self._generation and self._control is not None:
                if self._unfit:
                    raise Unfit(self._unfit)
                if number in self._codes:
                    return self._codes.pop(number)
                try:
                    data = self._control.recv(nursery.MESSAGE)
                except TimeoutError:
                    asked += 1
                    if asked > 1:
                        self._drop(0)
                    self.kill(number)
                    continue
                except OSError:
                    data = b""
                self._read(data)
            return self._codes.pop(number, self._last)
        finally:
            del self._homes[number]

    def _read(self, data: bytes) -> None:
        if not data:
            self._drop(_PATIENCE)
            return
        what, number, said = json.loads(data)
        if what == "unfit":
            self._unfit = said
        else:
            self._codes[number] = said

    def _drop(self, patience: float) -> None:
        """End the process that forks; it ends its workers, or the system does it when it is killed."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._last = self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._last = self._process.wait()
        self._control = self._process = None
        self._generation = 0
        _removed(self._room)

    def close(self) -> None:
        """End all workers and the process they come from."""
        self._drop(_PATIENCE / 4)


class Spawned:
    """Workers that are each started by themselves, and load what they need."""

    def __init__(self, modules: tuple[str, ...], memory: int) -> None:
        self._modules = modules
        self._memory = memory
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._room = _room()

    def start(self, number: int) -> socket.socket:
        """Start a worker."""
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as failing:
            failing.enter_context(ours)
            self._processes[number] = self._shared(theirs) if sys.platform == "win32" else self._passed(theirs)
            failing.pop_all()
        return ours

    def _passed(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        command = _command("child", theirs.fileno(), self._modules, self._memory, self._room)
        return _started(command, pass_fds=[theirs.fileno()], env=_environment(self._room), process_group=0)

    def _shared(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        command = _command("child", None, self._modules, self._memory, self._room)
        environment = _environment(self._room)
        # The `python` of a virtual environment starts another, and a socket is shared with one process.
        base: str = getattr(sys, "_base_executable", "") or command[0]
        if base != command[0]:
            environment["__PYVENV_LAUNCHER__"] = command[0]
        options: dict[str, Any] = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        process = _started([base, *command[1:]], env=environment, stdin=subprocess.PIPE, **options)
        share: Any = getattr(theirs, "share", None)
        if process.stdin is not None:
            # One that has ended already is found out by its socket.
            with suppress(OSError), process.stdin:
                process.stdin.write(share(process.pid))
        return process

    def kill(self, number: int) -> None:
        """End a worker, and its group where there are groups."""
        process = self._processes[number]
        if sys.platform == "win32":
            process.kill()
            return
        # It has not been waited for, so its id is still its own.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.send_signal(signal.SIGKILL)

    def ended(self, number: int) -> int | None:
        """Return the exit code of a worker."""
        process = self._processes[number]
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill(number)
            return process.wait()
        finally:
            del self._processes[number]

    def close(self) -> None:
        """End all workers."""
        for number in self._processes:
            self.kill(number)
        for process in self._processes.values():
            process.wait()
        self._processes.clear()
        _removed(self._room)
