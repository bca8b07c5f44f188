"""What goes over the socket between a pool and a worker: frames, each with a kind, a length and its bytes.

A frame counts once it is whole: a worker may be killed in the middle of one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

READY, ITEM, DONE, RAISED, UNFIT, CALL = b"R", b"I", b"D", b"E", b"U", b"C"
"""A worker is ready, or unfit for ever; an item of a call, its end, or what it raised instead; a call."""
BLOCK = 1 << 20
_HEAD = struct.Struct("<cQ")


def send(connection: socket.socket, kind: bytes, data: bytes = b"") -> None:
    """Send one frame."""
    head = _HEAD.pack(kind, len(data))
    if len(data) < BLOCK:
        connection.sendall(head + data)
    else:
        connection.sendall(head)
        connection.sendall(data)


class Frames:
    """The frames of a stream of bytes, however it is cut."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and bytes of each frame that the data makes whole."""
        held = self._held
        held += data
        while len(held) >= _HEAD.size:
            kind, size = _HEAD.unpack_from(held)
            end = _HEAD.size + size
            if len(held) < end:
                return
            with memoryview(held) as view:
                frame = bytes(view[_HEAD.size : end])
            del held[:end]
            yield kind, frame
