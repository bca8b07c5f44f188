"""How many cores this process may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_MOUNTED = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")
_MOST_ON_WINDOWS = 60
"""Windows waits for no more than 63 things at once."""


def cores(mounted: Path = _MOUNTED, own: Path = _OWN) -> int:
    """Return the number of cores that the system, its scheduler and the limits of a container leave to this process.

    A container that may use two cores of sixty-four still shows all of them.
    """
    found = min(_allowed(), *map(int, _limits(mounted, own)), 10_000)
    return max(1, min(found, _MOST_ON_WINDOWS) if os.name == "nt" else found)


def _allowed() -> int:
    counted = getattr(os, "process_cpu_count", None)
    if counted:
        return counted() or 1
    # Neither macOS nor Windows says which cores a process is bound to.
    bound = getattr(os, "sched_getaffinity", None)
    return len(bound(0)) if bound else os.cpu_count() or 1


def _limits(mounted: Path, own: Path) -> Iterator[float]:
    """Yield the cores that each control group of this process allows, in version 2 and in version 1."""
    paths = [""]
    with suppress(OSError, UnicodeDecodeError):
        paths.extend(line.split(":", 2)[2] for line in own.read_text().splitlines() if line.count(":") >= 2)
    for path in dict.fromkeys(paths):
        folder = mounted / path.lstrip("/")
        # The limit of a group above holds as well.
        while folder.is_relative_to(mounted):
            yield from _quota(folder / "cpu.max")
            folder = folder.parent
        version_1 = mounted / "cpu" / path.lstrip("/")
        yield from _quota(version_1 / "cpu.cfs_quota_us", version_1 / "cpu.cfs_period_us")


def _quota(*files: Path) -> Iterator[float]:
    """Yield the share that is written in one file as `quota period`, or in two."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = map(int, " ".join(file.read_text() for file in files).split())
        if quota > 0:
            yield quota / period
