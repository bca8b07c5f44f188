"""A scheduler of dask and its workers on the loopback, as programs of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT

PATIENCE = 60
"""How many seconds the slowest machine may take for what takes one."""


class Network(NamedTuple):
    """A scheduler that listens on the loopback alone, and a worker's command; both end with the test."""

    folder: Path
    processes: list[subprocess.Popen[bytes]]
    address: str

    @property
    def name(self) -> str:
        return f"dask:{self.address}"

    def start(self, *arguments: str, first: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a program of dask; `first` is where it looks for modules before it looks anywhere else."""
        paths = [str(path) for path in (first, ROOT / "tests/batch", os.environ.get("PYTHONPATH")) if path]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
            "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "False",
        }
        log = (self.folder / f"log-{len(self.processes)}").open("wb")
        command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"]
        with log:
            process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def worker(self, *more: str, first: Path | None = None) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--memory-limit", "0", *more, first=first)

    def wait(self, workers: int) -> None:
        """Wait until so many workers have joined."""
        reached(lambda: self.logs().count("Registered to:") >= workers)

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("log-*")))


def network(folder: Path) -> Network:
    """Start a scheduler."""
    file = folder / "scheduler.json"
    bare = Network(folder, [], "")
    scheduler = bare.start("scheduler", "--port", "0", "--scheduler-file", str(file))
    reached(lambda: scheduler.poll() is not None or (file.exists() and file.read_text().endswith("}")))
    assert scheduler.poll() is None, bare.logs()
    return bare._replace(address=json.loads(file.read_text())["address"])


def end(net: Network) -> None:
    """End all programs at once: what a worker has started ends with it, and to say good-bye takes seconds."""
    for process in net.processes:
        process.kill()
    for process in net.processes:
        process.wait()


def reached(state: Callable[[], object]) -> None:
    """Wait until something is so; fail where it takes too long."""
    limit = time.monotonic() + PATIENCE
    while not state():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)


def pair(folder: Path) -> Network:
    """Start a scheduler with two workers; one has threads to spare."""
    found = network(folder)
    found.worker("--nthreads", "1")
    found.worker("--nthreads", "3")
    found.wait(2)
    return found
