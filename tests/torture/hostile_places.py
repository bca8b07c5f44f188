"""Things that stand where a file is expected and are none, or have names that no message may print as they are."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Lay = Callable[[Path], object]


def _socket(path: Path) -> None:
    here = Path.cwd()
    # The name of a socket may have no more than about a hundred bytes.
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _loop(path: Path) -> None:
    other = path.with_name("other")
    path.symlink_to(other)
    other.symlink_to(path)


def _unreadable(path: Path) -> None:
    path.write_bytes(b"x")
    path.chmod(0)


NO_FILES: dict[str, Lay] = {
    "nothing": lambda path: None,
    "a folder": Path.mkdir,
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a loop of links": _loop,
    "a pipe that nobody writes": os.mkfifo,
    "a socket": _socket,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a device of chance": lambda path: path.symlink_to("/dev/urandom"),
    "a device that is full": lambda path: path.symlink_to("/dev/full"),
    "the memory of the process": lambda path: path.symlink_to("/proc/self/mem"),
    "what the system tells": lambda path: path.symlink_to("/proc/kmsg"),
    "a folder of another": lambda path: path.symlink_to("/"),
}
UNREADABLE = _unreadable
NAMES = {
    "too long": "x" * 300,
    "with a line end": "a\nwrote b",
    "that colors": "a\x1b[31m\x1b]0;title\x07b",
    "that turns around": "a\u202efdp.\u2066b",
    "with a return": "a\rb",
    "with tabs and bells": "a\t\x07\x08b",
    "that looks like an option": "--force",
    "that is no text": os.fsdecode(b"a\xff\xfeb"),
    "through a file": "hello.txt/x",
}
"""Names of files, without the suffix."""


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """Write into a file without end, as long as the block takes, up to half a gigabyte."""
    done = threading.Event()

    def write() -> None:
        with path.open("ab", buffering=0) as file:
            while not done.is_set() and file.tell() < 500_000_000:
                file.write(b"x: y\n" * 20_000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()
