"""The files of a batch at an address such as `s3://bucket/folder`, through fsspec.

A place that keeps objects takes each whole: a staged one is copied there to its name, then removed. A place that keeps
files, as SFTP and network disks do, moves a staged file to its name.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import ENOENT
from hashlib import sha256
from itertools import islice
from typing import Any

from jdgen.batch.stores import remote_place
from jdgen.batch.stores.remote_place import refusals, saying
from jdgen.errors import OutputError, Place, Problem

_FOLDER = ".jdgen/staged"
_STAGED = re.compile(r"(?P<journal>[^-]+)-.+-[0-9a-f]{16}")
_AT_ONCE = 8
"""How many requests are under way, and so how many files are in memory."""
_GROUP = 256
_OLD = 24 * 60 * 60
"""In seconds; after that, a run that staged a file is no longer at work."""


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A place at an address; who gets it in another process opens it there."""

    address: str

    def __post_init__(self) -> None:
        remote_place.checked(self.address)

    def stage(self, files: Mapping[str, bytes], run: str) -> dict[str, str]:
        """Write files under names of their own, and return these by the names they will have; none if one fails."""
        staged: dict[str, str] = {}
        try:
            for name, data in files.items():
                beside = f"{run}-{os.urandom(8).hex()}"
                # Also what is cut off in the middle is removed again.
                staged[name] = beside
                self._write(beside, self._checked(name), data)
        except OutputError:
            self.discard(staged.values())
            raise
        return staged

    def _write(self, beside: str, name: str, data: bytes) -> None:
        system, root = self._opened()
        path = f"{root}/{_FOLDER}/{beside}"
        with saying("cannot be written", self.address, name):
            try:
                system.pipe_file(path, data)
            except refusals():
                # A place with folders wants them first; asking each time would cost a request for each file.
                system.makedirs(f"{root}/{_FOLDER}", exist_ok=True)
                system.pipe_file(path, data)

    def flush(self, staged: Iterable[str]) -> None:
        """Bring staged files to the disk, where it is one of ours; elsewhere what was taken is kept."""
        system, root = self._opened()
        for beside in staged if _is_local(system) else ():
            with saying("cannot be written", self.address, beside):
                file = os.open(f"{root}/{_FOLDER}/{beside}", os.O_RDWR)
                try:
                    # defense remote.flushed: what has its name on a mounted disk is on it, also after the power fails
                    os.fsync(file)
                finally:
                    os.close(file)

    def place(self, staged: str, name: str) -> None:
        """Give a staged file its name; what stood there is replaced.

        That is one step where the place has one. Where it does not move a file over another, the old one is moved aside
        first: for a moment nothing has the name, and never half a file. Where it fails, the staged file stays.
        """
        system, root = self._opened()
        source, target = f"{root}/{_FOLDER}/{staged}", f"{root}/{self._checked(name)}"
        with saying("cannot be written", self.address, name):
            if _is_local(system):
                # defense remote.one_step: a file of a mounted disk is replaced in one step
                os.replace(source, target)  # noqa: PTH105 - one step, and on Windows, too
            elif not _moves(system):
                _copy(system, source, target)
                with suppress(OutputError):
                    self.discard([staged])
            elif not _moved(system, source, target):
                _move_aside(system, source, target, f"{source}-old")

    def discard(self, staged: Iterable[str]) -> None:
        """Remove staged files; one that is gone is no fault, and one that cannot be removed is left to `sweep`."""
        self._many(self._discard_one, staged)

    def _discard_one(self, staged: str) -> None:
        system, root = self._opened()
        with suppress(OutputError), saying("cannot be removed", self.address):
            system.rm_file(f"{root}/{_FOLDER}/{staged}")

    def sweep(self, run: str) -> None:
        """Remove the staged files that ended runs of the same journal left behind, and those of others that are old."""
        journal = run.partition("-")[0]
        system, root = self._opened()
        try:
            with saying("cannot be read", self.address):
                system.invalidate_cache()
                found = system.ls(f"{root}/{_FOLDER}", detail=True)
        except OutputError:
            # Mostly there is none; a place that cannot be read is told of by what follows.
            return
        names = {str(entry["name"]).rstrip("/").rpartition("/")[2]: entry for entry in found}
        own = [(name, each) for name in names if (each := _STAGED.fullmatch(name.removesuffix("-old")))]
        self.discard(name for name, each in own if each["journal"] == journal or _is_old(names[name]))
        if _is_local(system):
            # Elsewhere to remove a folder may remove what is in it.
            for folder in (f"{root}/{_FOLDER}", f"{root}/{_FOLDER.partition('/')[0]}"):
                with suppress(OutputError), saying("cannot be removed", self.address):
                    system.rmdir(folder)

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of each file that is there."""
        return {name: digest for name, digest in self._many(self._hash, dict.fromkeys(names)) if digest}

    def _hash(self, name: str) -> tuple[str, str]:
        data = self._bytes(name)
        return name, "" if data is None else sha256(data).hexdigest()

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        data = self._bytes(name)
        if data is None:
            raise OutputError(Problem("is not there", Place(f"{remote_place.shown(self.address)}/{name}")))
        return data

    def _bytes(self, name: str) -> bytes | None:
        system, root = self._opened()
        with saying("cannot be read", self.address, self._checked(name)):
            if _is_local(system) and not os.path.isfile(f"{root}/{name}") and os.path.lexists(f"{root}/{name}"):  # noqa: PTH113 - its paths are texts
                # To read a pipe or a device might never end.
                raise OutputError(Problem("is not a file", Place(f"{remote_place.shown(self.address)}/{name}")))
            try:
                return bytes(system.cat_file(f"{root}/{name}"))
            except refusals() as error:
                if not _is_absent(system, f"{root}/{name}", error):
                    raise
                return None

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is no fault."""
        system, root = self._opened()
        with saying("cannot be removed", self.address, self._checked(name)):
            try:
                system.rm_file(f"{root}/{name}")
            except refusals() as error:
                if not _is_absent(system, f"{root}/{name}", error):
                    raise

    def _opened(self) -> tuple[Any, str]:
        return remote_place.opened(self.address)

    def _checked(self, name: str) -> str:
        """Return a name; one that leads to another folder is none of ours."""
        # defense remote.names: no name leads a batch out of its address
        if not name or name in (".", "..") or re.search(r"[/\\\0]", name):
            raise OutputError(Problem("is no name for a file of a batch", Place(name)))
        return name

    def _many(self, call: Callable[[str], Any], names: Iterable[str]) -> list[Any]:
        """Return what comes of a call for each name, some at a time: what takes long is to wait for the answer."""
        found: list[Any] = []
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for group in _groups(names):
                found.extend(map(call, group) if len(group) == 1 else pool.map(call, group))
        return found


def _groups(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while group := list(islice(left, _GROUP)):
        yield group


def _is_local(system: Any) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(system, LocalFileSystem)


def _moves(system: Any) -> bool:
    """Return whether a place has a move of its own; that of fsspec is a copy."""
    from fsspec.spec import AbstractFileSystem

    return type(system).mv is not AbstractFileSystem.mv


def _copy(system: Any, source: str, target: str) -> None:
    """Put an object under another name, where the place can without sending it once more."""
    try:
        system.cp_file(source, target)
    except NotImplementedError:
        system.pipe_file(target, system.cat_file(source))


def _moved(system: Any, source: str, target: str) -> bool:
    """Move a file; return False where another is in the way, which some places say and others do not."""
    try:
        system.mv(source, target)
    except refusals():
        if not (_exists(system, source) and _exists(system, target)):
            raise
        return False
    return not _exists(system, source)


def _move_aside(system: Any, source: str, target: str, aside: str) -> None:
    """Move a file to where another one was; that one is back where it cannot be."""
    system.mv(target, aside)
    try:
        system.mv(source, target)
    except refusals():
        system.mv(aside, target)
        raise
    system.rm_file(aside)


def _is_absent(system: Any, path: str, error: Exception) -> bool:
    """Return whether an error says that there is no such file; some libraries have one error for all."""
    if isinstance(error, OSError):
        return isinstance(error, FileNotFoundError) or error.errno == ENOENT
    return not _exists(system, path)


def _exists(system: Any, path: str) -> bool:
    system.invalidate_cache()
    return bool(system.exists(path))


def _is_old(entry: Mapping[str, Any]) -> bool:
    """Return whether a file is a day old, as far as the place says when it was written."""
    for key in ("mtime", "LastModified", "last_modified", "modified", "updated", "created"):
        told = entry.get(key)
        if isinstance(told, datetime):
            told = told.timestamp()
        if isinstance(told, (int, float)):
            return time.time() - told > _OLD
    return False
