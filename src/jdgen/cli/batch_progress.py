"""How far a batch is: one line that is drawn again in place on a terminal, and lines now and then elsewhere."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable
from typing import Literal, NamedTuple

import click

from jdgen.cli.report import say

Look = Literal["bar", "lines", "none"]

_BETWEEN_DRAWS = 0.1
_BETWEEN_LINES = 5.0
_BETWEEN_SAMPLES = 0.25
_RECENT = 10.0
"""The rate is that of so many seconds."""
_LONG = 60.0
"""What is left is reckoned by the rate of so many: it should not jump with every slow row."""
_SETTLED = 1.0
"""Before so many seconds nobody can say how fast it goes."""
_LONGEST_BAR, _SHORTEST_BAR = 30, 8
_USUAL_COLUMNS = 80


class Sample(NamedTuple):
    """How many rows were made at a moment."""

    time: float
    made: int


class Screen(NamedTuple):
    """Where it is drawn; `columns` is asked each time, since windows change. Tests have clocks of their own."""

    look: Look
    write: Callable[[str], None]
    columns: Callable[[], int]
    clock: Callable[[], float]


class Progress:
    """The rows that are done, of those that a run looks at.

    Rows that needed no work say nothing about how long the others take: rate and time left are of rows that were made.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._samples: deque[Sample] = deque()
        self._start = self._told = screen.clock()
        self._drawn = -1.0
        self._shown = 0
        """How many columns the line has that is to be seen now."""
        self.total = self.to_make = self.done = self.made = self.failed = 0

    @property
    def seconds(self) -> float:
        """Return how long it has been running."""
        return self._screen.clock() - self._start

    def plan(self, total: int, to_make: int) -> None:
        """Begin with so many rows, of which some are to be made."""
        self.total, self.to_make = total, to_make
        self._samples.append(Sample(self._screen.clock(), 0))

    def count(self, *, made: bool, failed: bool = False) -> None:
        """Count a row that is done; it was `made`, or at least tried, or there was nothing to do."""
        self.done += 1
        self.made += made
        self.failed += failed

    def tick(self) -> None:
        """Draw it, if it is time; called many times a second."""
        now = self._screen.clock()
        if self._samples and now - self._samples[-1].time >= _BETWEEN_SAMPLES:
            self._samples.append(Sample(now, self.made))
            # The one before the first that counts is what the first is compared with.
            while len(self._samples) > 2 and self._samples[1].time <= now - _LONG:
                self._samples.popleft()
        if not self.total:
            return
        if self._screen.look == "bar" and (self._drawn < 0 or now - self._drawn >= _BETWEEN_DRAWS):
            self._drawn = now
            self._draw()
        elif self._screen.look == "lines" and now - self._told >= _BETWEEN_LINES:
            self._told = now
            self._screen.write(f"{', '.join([f'{self.done:,} of {_rows(self.total)}', *self._facts()])}\n")

    def clear(self) -> None:
        """Take the line away, so that another one can be printed."""
        if self._shown:
            # In a window that became narrower, more would begin another line.
            blank = " " * min(self._shown, self._room())
            self._shown = 0
            self._screen.write(f"\r{blank}\r")

    def rate(self, over: float = _RECENT) -> float:
        """Return how many rows were made in a second, lately; 0 where that cannot be said."""
        now = self._screen.clock()
        first = next((one for one in self._samples if one.time >= now - over), None)
        if first is None or now - first.time < _SETTLED:
            return 0.0
        return (self.made - first.made) / (now - first.time)

    def _facts(self) -> list[str]:
        rate, pace = self.rate(), self.rate(_LONG)
        found = [f"{rate:,.1f} a second"] if rate > 0 else []
        left = self.to_make - self.made
        if left > 0 and pace > 0:
            found.append(f"about {_roughly(left / pace)} left")
        return [*found, *([f"{self.failed:,} failed"] if self.failed else [])]

    def _draw(self) -> None:
        room = self._room()
        said = ", ".join([f"{self.done:,}/{_rows(self.total)}", *self._facts()])
        width = min(_LONGEST_BAR, room - len(said) - 3)
        if width >= _SHORTEST_BAR:
            full = width * min(self.done, self.total) // self.total
            said = f"[{'#' * full}{'-' * (width - full)}] {said}"
        line = said[:room]
        rest = " " * max(0, min(self._shown, room) - len(line))
        self._shown = len(line)
        # Neither colors nor codes that move the cursor: consoles that know none would print them.
        self._screen.write(f"\r{line}{rest}")

    def _room(self) -> int:
        # In the last column, some terminals begin another line.
        return max(1, (self._screen.columns() or _USUAL_COLUMNS) - 1)


def progress_on_errors(clock: Callable[[], float], *, quiet: bool) -> Progress:
    """Return progress on standard error, as it can be shown there."""
    terminal = sys.stderr.isatty()
    look: Look = "none" if quiet else "bar" if terminal else "lines"
    return Progress(Screen(look, _write, _columns, clock))


def _write(text: str) -> None:
    if text.endswith("\n"):
        say(text.removesuffix("\n"))
    else:
        click.echo(text, nl=False, err=True)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return _USUAL_COLUMNS


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _roughly(seconds: float) -> str:
    """Return a time in steps that are as coarse as the guess is."""
    if seconds < 55:
        return f"{max(5, -(-int(seconds) // 5) * 5)} s"
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 600:
        return f"{minutes // 60} h {minutes % 60 // 10 * 10} min".replace(" 0 min", "")
    return f"{round(minutes / 60):,} h"


def took(seconds: float) -> str:
    """Return how long something took, such as `1 min 52 s`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours:,} h {minutes} min" if hours else f"{minutes} min {whole % 60} s"
