"""One worker and one call, as the pool knows them."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from jdgen.batch.pool import wire

if TYPE_CHECKING:
    import socket
    from concurrent.futures import Future

START = 60.0
"""How many seconds a worker may take until it is ready."""


class Call:
    """A call that was submitted; nothing keeps it once its future is done."""

    def __init__(self, future: Future[list[Any]], data: bytes) -> None:
        self.future = future
        self.data = data
        self.items: list[Any] = []
        self.fault: BaseException | None = None


class Worker:
    """One worker process as its parent knows it: `pid` is 0 until it is ready."""

    def __init__(self, number: int, connection: socket.socket) -> None:
        self.number = number
        self.connection = connection
        self.frames = wire.Frames()
        self.pid = 0
        self.call: Call | None = None
        self.deadline = monotonic() + START

    def resident(self) -> int:
        """Return the bytes that it holds in memory, or 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_bytes().split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
