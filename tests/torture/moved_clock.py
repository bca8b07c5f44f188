"""Moves the clock of a process, turns folders around, or keeps the network away.

Python runs what is named `sitecustomize` in a folder of PYTHONPATH at its start.
"""

from __future__ import annotations

from pathlib import Path

_MOVED = """
import datetime, os, time
_by = float(os.environ["MOVED_BY"])
_seconds, _nanoseconds, _local, _utc = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: _seconds() + _by
time.time_ns = lambda: _nanoseconds() + int(_by) * 10**9
time.localtime = lambda when=None: _local(time.time() if when is None else when)
time.gmtime = lambda when=None: _utc(time.time() if when is None else when)

class _Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()

class _Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

datetime.datetime, datetime.date = _Moved, _Day

_listed, _scanned = os.listdir, os.scandir
os.listdir = lambda *path: _listed(*path)[::-1]

class _Backward:
    def __init__(self, *path):
        with _scanned(*path) as found:
            self._entries = iter(list(found)[::-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def close(self):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

os.scandir = _Backward
"""
_GUARDED = """
import os, socket
def _refused(*given, **named):
    with open(os.environ["ASKED"], "a", encoding="utf-8") as file:
        file.write(repr(given[1:]) + chr(10))
    raise OSError("there is no network here")
def _within(really):
    return lambda self, *given: really(self, *given) if self.family == socket.AF_UNIX else _refused(self, *given)

for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _within(getattr(socket.socket, _name)))
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = _refused
"""


def moved(folder: Path, seconds: int) -> dict[str, str]:
    """Return the environment of a process whose clock is so many seconds ahead, and that lists folders backward."""
    return {**_put(folder, _MOVED), "MOVED_BY": str(seconds)}


def guarded(folder: Path, record: Path) -> dict[str, str]:
    """Return the environment of a process in which whoever asks for the network fails, and is written down."""
    return {**_put(folder, _GUARDED), "ASKED": str(record)}


def _put(folder: Path, text: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}
