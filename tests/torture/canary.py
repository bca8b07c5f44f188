"""A canary: a server on loopback that notes whoever comes by, and files whose one word no document may say."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pikepdf
from PIL import Image

SECRET = "Zaunkoenig7391"
"""The word of the canary files; no input says it."""
PIXEL = (19, 173, 91)
"""The color of the canary pictures."""


class Canary:
    """The places that references lead to, and what came by."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.visits: list[str] = []
        self._stream = socket.create_server(("127.0.0.1", 0))
        self.port = self._stream.getsockname()[1]
        self._datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagram.bind(("127.0.0.1", self.port))
        self._closed = False
        self._threads = [threading.Thread(target=one, daemon=True) for one in (self._accept, self._receive)]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _accept(self) -> None:
        while True:
            with suppress(OSError):
                there, _ = self._stream.accept()
                with there:
                    if self._closed:
                        return
                    there.settimeout(2)
                    asked = b""
                    with suppress(OSError):
                        asked = there.recv(2000)
                        there.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok")
                    self.visits.append(asked.split(b"\r\n")[0].decode("ascii", "replace") or "a connection")

    def _receive(self) -> None:
        while not self._closed:
            with suppress(OSError):
                data, _ = self._datagram.recvfrom(2000)
                if not self._closed:
                    self.visits.append(f"a datagram {data[:40]!r}")

    def open(self) -> None:
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Wait for what is on its way, and end."""
        self._closed = True
        with suppress(OSError), socket.create_connection(self._stream.getsockname(), 2):
            pass
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"end", ("127.0.0.1", self.port))
        for thread in self._threads:
            thread.join(5)
        self._stream.close()
        self._datagram.close()


@contextmanager
def canary(folder: Path) -> Iterator[Canary]:
    """Set a canary out while a test runs; its files stand in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    one = Canary(folder)
    for name, content in contents().items():
        (folder / name).write_bytes(content)
    one.open()
    try:
        yield one
    finally:
        one.close()


def contents() -> dict[str, bytes]:
    """Return canary files of each kind that a reference could ask for."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">{SECRET}</text></svg>'
    return {
        "canary.txt": f"{SECRET}\n".encode(),
        "canary.html": f"<p>{SECRET}</p>".encode(),
        "canary.css": f"body::before{{content:'{SECRET}'}}".encode(),
        "canary.j2": SECRET.encode(),
        "canary.svg": drawing.encode(),
        "canary.png": picture("PNG"),
        "canary.xml": f"<a>{SECRET}</a>".encode(),
    }


def picture(kind: str, color: tuple[int, int, int] = PIXEL) -> bytes:
    """Return a small picture of one color."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(data, kind)
    return data.getvalue()


def told(path: Path) -> bytes:
    """Return all that a file holds, with what is packed in it unpacked."""
    data = path.read_bytes()
    if path.suffix in (".docx", ".zip"):
        with zipfile.ZipFile(path) as file:
            return data + b"\n".join(file.read(name) for name in file.namelist())
    return data + b"\n".join(streams(path)) if path.suffix == ".pdf" else data


def streams(path: Path) -> Iterator[bytes]:
    """Yield the streams and strings of a PDF."""
    with pikepdf.open(path) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                # What pikepdf does not decode is the data of a picture.
                with suppress(pikepdf.PdfError, zlib.error):
                    yield one.read_bytes()
            if isinstance(one, pikepdf.Object):
                with suppress(TypeError, ValueError):
                    yield one.unparse(resolved=True)


def says_the_secret(path: Path, drawn: str = "") -> bool:
    """Return whether a file holds the word of a canary file, in any of the ways in which files hold words."""
    held = told(path) + drawn.encode()
    spelled = (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode("utf-16-le"), SECRET.encode().hex().encode())
    return sum(one in held for one in spelled) > 0
