"""One run at a time: what a file says stays as it was read, until what follows from it is written."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from jdgen.errors import OutputError, Place, Problem, not_written

_PAUSE = 0.05
_WAIT = "try again when it is done"


@contextlib.contextmanager
def held(path: Path, tries: int = 400) -> Iterator[None]:
    """Keep other runs that ask for it from changing a file meanwhile; raise OutputError if one of them does not end.

    The system gives the lock up when its holder ends, however that is. Where it has none, nothing is kept.
    """
    name = sha256(path.name.encode(errors="surrogateescape")).hexdigest()[:8]
    beside = path.with_name(f".{name}.lock")
    # In a folder that is not there yet nothing can be lost.
    lock = _locked(beside, path, tries) if path.parent.is_dir() else None
    try:
        yield
    finally:
        if lock is not None:
            # Before it is given up: who waits for it looks whether it is still there. Windows waits for the closing.
            for _ in range(2):
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)
                    break
                lock.close()
            lock.close()


def _locked(beside: Path, path: Path, tries: int) -> BinaryIO | None:
    """Return the open file of a lock, with the number of this process in it, or None where there are no locks."""
    for attempt in range(tries):
        if attempt:
            time.sleep(_PAUSE)
        try:
            lock = beside.open("a+b", buffering=0)
        except OSError as error:
            if isinstance(error, PermissionError) and sys.platform == "win32":
                # Somebody is taking it away.
                continue
            raise not_written(path, error, "cannot be changed") from None
        try:
            taken = _lock(lock)
        except OSError:
            lock.close()
            beside.unlink(missing_ok=True)
            return None
        # defense lock.same: a lock that its last holder took away is not mistaken for ours
        if taken and _is_there(lock, beside):
            # On a full disk a lock locks, and cannot say whose it is.
            with contextlib.suppress(OSError):
                lock.truncate(0)
                lock.write(f"{os.getpid()}".encode())
            return lock
        lock.close()
    raise OutputError(Problem(f"is being changed by {_holder(beside)}", Place(path.as_posix()), _WAIT))


def _holder(beside: Path) -> str:
    """Return who has the lock, by the number that they wrote into it."""
    try:
        return f"process {int(beside.read_bytes()[:20])}"
    except (OSError, ValueError):
        return "another process"


def _lock(lock: BinaryIO) -> bool:
    """Lock an open file; return False if somebody else has, and raise OSError where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the end, so that the number of the process can be read.
            lock.seek(1 << 20)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            # defense lock.held: two runs do not change one file of a candidate at once
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


def _is_there(lock: BinaryIO, beside: Path) -> bool:
    """Return whether an open file is the one that has the name: its last holder may have taken it away."""
    try:
        return os.path.samestat(os.fstat(lock.fileno()), beside.stat())
    except OSError:
        return False
