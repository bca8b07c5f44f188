"""Processes that may not outlive the one that started them, whatever ends it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

_SET_DEATH_SIGNAL = 1


def ties() -> Callable[[], None]:
    """Return what has the system kill this process when its parent is gone; Linux alone can.

    A parent that was gone before is not found out: compare `os.getppid()` afterwards.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    import ctypes

    system = ctypes.CDLL(None)

    def tie() -> None:
        system.prctl(_SET_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)

    return tie
