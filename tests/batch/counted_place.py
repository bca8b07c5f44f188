"""A place of its own kind in front of a folder: it counts, is slow, says no, and may not move over a file."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any, ClassVar

from fsspec.implementations.local import LocalFileSystem
from fsspec.spec import AbstractFileSystem


class RefusedError(Exception):
    """What a library raises that has errors of its own, which are no OSError."""


class CountedPlace(AbstractFileSystem):
    """Objects as a store keeps them: put and copied whole, no folders to make, no move."""

    protocol = "counted"
    cachable = False
    calls: ClassVar[Counter[str]] = Counter()
    failing: ClassVar[dict[str, Exception]] = {}
    """What an operation raises instead of working."""
    breaking: ClassVar[set[str]] = set()
    """Operations that do half of their work, and then fail."""
    seconds: ClassVar[float] = 0.0
    at_once: ClassVar[Counter[str]] = Counter()
    most: ClassVar[int] = 0
    lock = threading.Lock()

    @classmethod
    def reset(cls) -> None:
        CountedPlace.calls = Counter()
        CountedPlace.failing = {}
        CountedPlace.breaking = set()
        CountedPlace.seconds = 0.0
        CountedPlace.most = 0

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.partition("://")[2] or path

    def _do(self, name: str, *arguments: Any, **named: Any) -> Any:
        with self.lock:
            self.calls[name] += 1
            self.at_once["now"] += 1
            CountedPlace.most = max(self.most, self.at_once["now"])
        try:
            time.sleep(self.seconds)
            if name in self.failing:
                raise self.failing[name]
            inner = LocalFileSystem(auto_mkdir=self.makes_folders)
            if name in self.breaking:
                path, data = arguments
                inner.pipe_file(path, data[: len(data) // 2])
                raise RefusedError("the line was cut")
            return getattr(inner, name)(*arguments, **named)
        finally:
            with self.lock:
                self.at_once["now"] -= 1

    makes_folders = True

    def pipe_file(self, path: str, value: bytes, **named: Any) -> Any:
        return self._do("pipe_file", path, value)

    def cat_file(self, path: str, **named: Any) -> Any:
        return self._do("cat_file", path)

    def cp_file(self, source: str, target: str, **named: Any) -> Any:
        return self._do("cp_file", source, target)

    def rm_file(self, path: str) -> Any:
        return self._do("rm_file", path)

    def ls(self, path: str, detail: bool = True, **named: Any) -> Any:
        return self._do("ls", path, detail=detail)

    def exists(self, path: str, **named: Any) -> Any:
        return self._do("exists", path)


class MovingPlace(CountedPlace):
    """Files in folders, which are moved to their names, over others too."""

    protocol = "moving"
    makes_folders = False

    def makedirs(self, path: str, exist_ok: bool = False) -> Any:
        return self._do("makedirs", path, exist_ok=exist_ok)

    def mv(self, source: str, target: str, **named: Any) -> Any:
        return self._do("mv", source, target)


class StiffPlace(MovingPlace):
    """One that does not move a file over another, and raises its own error."""

    protocol = "stiff"
    second: ClassVar[Exception | None] = None
    """What is raised when a file is moved after another was moved aside."""

    def mv(self, source: str, target: str, **named: Any) -> Any:
        if LocalFileSystem().exists(target):
            raise RefusedError("the name is taken")
        if self.second and self.calls["mv"] and not source.endswith("-old"):
            raise self.second
        return self._do("mv", source, target)


class SilentPlace(MovingPlace):
    """One that does not move a file over another, and does not say so."""

    protocol = "silent"

    def mv(self, source: str, target: str, **named: Any) -> Any:
        return None if LocalFileSystem().exists(target) else self._do("mv", source, target)
