"""A worker from within: it takes calls from a socket, and sends each item as soon as it is there."""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, NoReturn, TypeVar

from jdgen.batch.pool import wire

Result = TypeVar("Result")

NO_MEMORY = 77
"""The exit code of a worker that had no memory left for its own work."""
_SETTLED = 20
"""After so many items, what is there is what all further ones share."""
_MOST_NEW = 100_000
"""How many objects may be new before cycles are looked for: a page leaves thousands in them, a Word file none."""


def tried(function: Callable[..., Result], /, *arguments: Any) -> tuple[Result | None, BaseException | None]:
    """Return what a function returns, or what it raises.

    This is the boundary of a worker: whatever a call raises is its answer, and never the end of the pool.
    """
    # defense worker.no_answer: whatever a call raises is its answer, and never the end of the pool
    try:
        return function(*arguments), None
    except BaseException as error:
        return None, error


def settle() -> None:
    """Leave it to the parent to hear Ctrl-C, and let SIGTERM end this process, whatever it inherited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
    # A worker ends without writing what it holds back.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True)


def warm_up(modules: tuple[str, ...]) -> None:
    """Load modules, and let each that has a function `warm` do what all workers would do anew."""
    for name in modules:
        ready: Callable[[], None] | None = getattr(importlib.import_module(name), "warm", None)
        if ready is not None:
            ready()
    # What is there now stays: no collection has to look at it, and a fork shares its pages.
    gc.collect()
    gc.freeze()


def confine(memory: int) -> None:
    """Let this process have so many bytes of addresses, and leave no image of its memory when it crashes."""
    try:
        import resource
    except ImportError:  # there is none on Windows
        return
    # defense worker.memory: a worker has a limit of memory
    for kind, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        # The hard limit stays: a process with limits of its own may be started from here.
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def leave(room: str) -> None:
    """Remove the folder for what was written in passing: a parent that was killed cannot."""
    if room:
        shutil.rmtree(room, ignore_errors=True)


def run(connection: socket.socket, memory: int, room: str = "") -> NoReturn:
    """Take calls until the other end of the socket closes, and end this process and its folder."""
    _, error = tried(_serve, connection, memory, room)
    os._exit(NO_MEMORY if isinstance(error, MemoryError) else 1)


def _serve(connection: socket.socket, memory: int, room: str) -> None:
    confine(memory)
    gc.disable()
    calls: SimpleQueue[bytes] = SimpleQueue()
    # A thread of its own: the parent may be gone while a call is under way.
    Thread(target=_listen, args=(connection, calls, room), daemon=True).start()
    wire.send(connection, wire.READY, str(os.getpid()).encode())
    made = 0
    while True:
        made += _answer(connection, calls.get(), made)


def _listen(connection: socket.socket, calls: SimpleQueue[bytes], room: str) -> None:
    def hear() -> None:
        frames = wire.Frames()
        while data := connection.recv(wire.BLOCK):
            for _, call in frames.feed(data):
                calls.put(call)

    # Whether the parent is gone or this thread can do no more: nobody needs this process now.
    # defense worker.parent_gone: a worker ends when its parent is gone
    _, error = tried(hear)
    if error is None:
        leave(room)
    os._exit(NO_MEMORY if isinstance(error, MemoryError) else 0)


def _answer(connection: socket.socket, call: bytes, made: int) -> int:
    """Send the items of a call and its end, and return how many there were; `made` are those of earlier calls."""
    count = 0

    def items() -> None:
        nonlocal count
        function, arguments, named = pickle.loads(call)  # noqa: S301 - its parent wrote it
        for item in function(*arguments, **named):
            wire.send(connection, wire.ITEM, pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
            count += 1
            if made + count == _SETTLED:
                # What the first items loaded stays for all others: collections need not walk it.
                gc.collect()
                gc.freeze()
            elif gc.get_count()[0] > _MOST_NEW:
                gc.collect()

    _, error = tried(items)
    if error is None:
        wire.send(connection, wire.DONE)
    else:
        wire.send(connection, wire.RAISED, _carried(error))
    return count


def _carried(error: BaseException) -> bytes:
    """Return an exception as bytes; what cannot travel, or would end the parent, goes as a RuntimeError."""
    trace = "".join(traceback.format_exception(error)).rstrip()
    if isinstance(error, Exception):
        error.add_note(f"in a worker:\n{trace}")
        # defense worker.travels: an exception that cannot travel does not end the parent
        data, fault = tried(pickle.dumps, error)
        if data is not None and fault is None:
            back, fault = tried(pickle.loads, data)
            if fault is None and type(back) is type(error):
                return data
    plain = RuntimeError(said(error))
    plain.add_note(f"in a worker:\n{trace}")
    return pickle.dumps(plain)


def main(handle: int | None, modules: tuple[str, ...], memory: int, room: str) -> NoReturn:
    """Be a worker that was started by itself; without the number of a file, standard input tells the socket."""
    settle()
    connection = _given() if handle is None else socket.socket(fileno=handle)
    connection.set_inheritable(False)
    _, error = tried(warm_up, modules)
    if error is not None:
        tried(wire.send, connection, wire.UNFIT, said(error).encode(errors="replace"))
        os._exit(1)
    run(connection, memory, room)


def said(error: BaseException) -> str:
    """Return what an exception says, after the name of its kind."""
    return f"{type(error).__name__}: {error}"


def _given() -> socket.socket:
    if sys.platform != "win32":
        raise OSError("only Windows shares a socket by its description")
    return socket.fromshare(sys.stdin.buffer.read())
