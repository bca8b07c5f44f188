"""What ends a batch early: Ctrl-C, and the signals that ask a process to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Not every system has all of them."""


class Stop:
    """Whether somebody wants the run to end; while it is open, the first signal raises KeyboardInterrupt.

    Inside of `gently`, signals only say so: workers are ended in order, and what they handed over is placed. A further
    Ctrl-C interrupts at once, as whoever presses it twice does not want to wait; other signals come twice where a
    machine shuts down, and say nothing new. What a signal did before it does again afterwards; one that is ignored, as
    `nohup` asks, stays ignored.
    """

    def __init__(self) -> None:
        self.asked = False
        self._gentle = False
        self._before: list[tuple[int, Any]] = []

    def __enter__(self) -> Self:
        if threading.current_thread() is not threading.main_thread():
            return self
        for name in _NAMES:
            number = getattr(signal, name, None)
            # A handler that is not Python's own could not be put back.
            if number is None or signal.getsignal(number) in (signal.SIG_IGN, None):
                continue
            self._before.append((number, signal.signal(number, self._told)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._before:
            signal.signal(*self._before.pop())

    @contextmanager
    def gently(self) -> Iterator[None]:
        """While it is open, signals interrupt nothing."""
        self._gentle = True
        try:
            yield
        finally:
            self._gentle = False

    def _told(self, number: int, _: FrameType | None) -> None:
        again, self.asked = self.asked, True
        # defense signals.gently: the second Ctrl-C alone interrupts what is being placed
        if number == signal.SIGINT if again else not self._gentle:
            raise KeyboardInterrupt


class Watch:
    """What a run asks several times a second: whether to end; it draws, and no fault of the drawing gets out.

    The run may be in the middle of placing a file, where nothing but its own errors may come between.
    """

    def __init__(self, stop: Stop, draw: Callable[[], None]) -> None:
        self._stop = stop
        self._draw = draw
        self.fault: OSError | None = None

    def __call__(self) -> bool:
        """Return whether the run is to end; it is, too, where nobody can be told any more."""
        if self.fault is None:
            try:
                self._draw()
            except OSError as error:
                self.fault = error
        return self._stop.asked or self.fault is not None

    def gently(self) -> AbstractContextManager[object]:
        """While it is open, whoever wants the end only says so; else KeyboardInterrupt is raised at once."""
        return self._stop.gently()
