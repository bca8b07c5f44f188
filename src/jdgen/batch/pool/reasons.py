"""What ended a process, as a part of a sentence."""

from __future__ import annotations

import errno
import signal

from jdgen.batch.pool.child import NO_MEMORY
from jdgen.batch.pool.nursery import NO_FORK
from jdgen.errors import plural

_WINDOWS_FAULTS = {0xC0000005: "ended with a segmentation fault", 0xC0000017: "ran out of memory"}


_UNSTARTED = "could not be started: "
_FILES = "too many open files; `ulimit -n 1024` allows more"


def unstarted(error: OSError) -> str:
    """Return why no process can be started."""
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return f"{_UNSTARTED}{_FILES}"
    return f"{_UNSTARTED}{(error.strerror or str(error)).lower()}"


def never_ready(reason: str, failures: int) -> str:
    """Return what is said when so many workers in a row were not ready."""
    if reason.startswith(_UNSTARTED):
        return f"no worker can be started: {reason.removeprefix(_UNSTARTED)}"
    return f"{plural(failures, 'worker')} in a row {reason} before any was ready"


def why(code: int | None) -> str:
    """Return what ended a process with an exit code, which is less than 0 for a signal."""
    if code is None:
        return "ended"
    if code == NO_MEMORY:
        return "ran out of memory"
    if code == NO_FORK:
        return f"{_UNSTARTED}the system has no room for another process"
    if code == -signal.SIGSEGV:
        return "ended with a segmentation fault"
    if code < 0:
        return f"was killed by signal {-code}"
    return _WINDOWS_FAULTS.get(code, f"ended with exit code {code}")
