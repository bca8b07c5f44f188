"""The files of a batch in a folder of this machine, or of a network disk that it has mounted."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest
from io import FileIO
from pathlib import Path
from typing import TypeVar

from jdgen.errors import FullError, OutputError, Place, Problem, not_written
from jdgen.writer import A_DEVICE, A_FOLDER, A_LOOSE_LINK, fill, make_folder

_STAGED = re.compile(r"\.(?P<journal>[0-9a-f]{12})-(?P<run>[0-9a-f]{8})-[0-9a-f]{16}\.part")
_OLD = 24 * 60 * 60
"""In seconds; a file is staged for as long as its row and those of its chunk are made."""
_FLUSHERS = 8
"""Threads that wait for the disk, which brings the files of all of them to rest at once."""
_READERS = 4
_WORTH = 32
"""How many files take as long to read as a thread to start."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""To open a pipe would otherwise wait until somebody writes into it."""
_NOT_PERMITTED = frozenset({errno.EACCES, errno.EPERM})
_WINDOWS = sys.platform == "win32"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder, which is made when the first file is staged.

    After the power fails a name has its old or its new bytes, whole, as long as `flush` came before `place`. That is a
    call of its own since the disk answers many at once: with each file by itself it took twice as long.
    """

    folder: Path

    def stage(self, files: Mapping[str, bytes], run: str) -> dict[str, str]:
        """Write files under names of their own, and return these by the names they will have; none if one fails.

        A file gets the permissions of the one that it will replace; the umask decides those of a new one.
        """
        staged: dict[str, str] = {}
        try:
            for name, data in files.items():
                path = self._path(name)
                beside = f".{run}-{os.urandom(8).hex()}.part"
                self._fill(path, beside, data)
                staged[name] = beside
        except OutputError:
            self.discard(staged.values())
            raise
        return staged

    def _fill(self, path: Path, beside: str, data: bytes) -> None:
        try:
            try:
                fill(self.folder / beside, data, _mode(path), flush=False)
            except (FileNotFoundError, NotADirectoryError):
                make_folder(self.folder)
                fill(self.folder / beside, data, flush=False)
        except OSError as error:
            raise not_written(path, error) from None

    def flush(self, staged: Iterable[str]) -> None:
        """Bring staged files to the disk; called once for many, it is cheap."""
        names = list(staged)
        _in_threads(self._flush, names, min(_FLUSHERS, len(names)))

    def _flush(self, staged: Sequence[str]) -> list[None]:
        for name in staged:
            path = self.folder / name
            try:
                # Windows flushes only what may be written; elsewhere the file may be one that nobody may write.
                file = os.open(path, os.O_RDWR if _WINDOWS else os.O_RDONLY)
                try:
                    # defense store.flushed: what has its name is on the disk, also after the power fails
                    os.fsync(file)
                finally:
                    os.close(file)
            except FileNotFoundError:
                raise self._cleared() from None
            except OSError as error:
                # The name of a staged file says nothing to anybody.
                raise not_written(self.folder, error) from None
        return []

    def place(self, staged: str, name: str) -> None:
        """Give a staged file its name in one step; a file there is replaced, and of a link to one the link itself.

        Where that fails, the staged file stays.
        """
        path = self._path(name)
        try:
            _check_place(path)
            os.replace(self.folder / staged, path)  # noqa: PTH105 - Path.replace is the same call, and slower
        except FileNotFoundError:
            raise self._cleared() from None
        except IsADirectoryError:
            raise OutputError(Problem(A_FOLDER, Place(path.as_posix()))) from None
        except OSError as error:
            raise self._refused(path, error) from None

    def _cleared(self) -> OutputError:
        """Return what to raise where staged files, or the folder itself, are gone."""
        said = "was moved or cleared while files were written into it"
        return OutputError(Problem(said, Place(self.folder.as_posix()), "run it again"))

    def discard(self, staged: Iterable[str]) -> None:
        """Remove staged files; one that is gone is no fault, and one that cannot be removed is left to `sweep`."""
        for name in staged:
            with contextlib.suppress(OSError):
                os.unlink(self.folder / name)  # noqa: PTH108 - as above

    def sweep(self, run: str) -> None:
        """Remove the staged files that ended runs of the same journal left behind, and those of others that are old.

        The first part of `run` is the journal's: runs with other journals, such as those of other shards, may be at
        work in this folder, here or on another machine. If one of them is lost, nobody else would remove its files.
        """
        journal = run.partition("-")[0]
        try:
            names = [entry.name for entry in os.scandir(self.folder) if entry.name.endswith(".part")]
        except OSError:
            # Without a folder there is nothing to remove; one that cannot be read is told of by what follows.
            return
        own = [(name, found) for name in names if (found := _STAGED.fullmatch(name))]
        # defense store.swept: what a lost run staged is removed, and nothing of others
        self.discard(name for name, found in own if found["journal"] == journal or self._is_old(name))

    def _is_old(self, name: str) -> bool:
        try:
            return time.time() - (self.folder / name).lstat().st_mtime > _OLD
        except OSError:
            return False

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of each file that is there."""
        wanted = list(dict.fromkeys(names))
        found = _in_threads(self._hashes, wanted, min(_READERS, len(wanted) // _WORTH))
        return {name: digest for name, digest in found if digest}

    def _hashes(self, names: Sequence[str]) -> list[tuple[str, str]]:
        return [(name, self._hash(name)) for name in names]

    def _hash(self, name: str) -> str:
        """Return the hash of a file, or an empty text where none is."""
        path = self._path(name)
        try:
            with _opened(path) as file:
                return file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise _not_read(path, error) from None

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        path = self._path(name)
        try:
            with _opened(path) as file:
                return file.readall()
        except OSError as error:
            raise _not_read(path, error) from None

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is no fault."""
        path = self._path(name)
        try:
            _check_place(path)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(path, error) from None

    def _path(self, name: str) -> Path:
        """Return where a file is; a name that leads to another folder is none of ours."""
        # defense store.names: no name leads a batch out of its folder
        if name != os.path.basename(name) or name in ("", ".", "..") or "\0" in name:  # noqa: PTH119 - no path of its own
            raise OutputError(Problem("is no name for a file of a batch", Place(name)))
        return self.folder / name

    def _refused(self, path: Path, error: OSError) -> OutputError:
        """Return what to raise where a name could not be given or taken away: for that file, or for all."""
        if _WINDOWS and isinstance(error, PermissionError):
            return OutputError(Problem("is open in another program", Place(path.as_posix()), "close it there"))
        found = not_written(path, error)
        if error.errno in _NOT_PERMITTED and os.access(self.folder, os.W_OK | os.X_OK):
            # The folder may be written, so it is this file: somebody else's, or one that may not be changed.
            return OutputError(found.problems)
        return found


def _check_place(path: Path) -> None:
    """Refuse what is no file, also at the end of a link: somebody meant it for something else."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            raise OutputError(Problem(A_LOOSE_LINK, Place(path.as_posix()), "mend it or delete it")) from None
    _check_kind(path, mode)


def _check_kind(path: Path, mode: int) -> None:
    # defense store.kinds: a folder or a device in the place of a file is not replaced
    if not stat.S_ISREG(mode):
        raise OutputError(Problem(A_FOLDER if stat.S_ISDIR(mode) else A_DEVICE, Place(path.as_posix())))


def _opened(path: Path) -> FileIO:
    """Open a file to be read; raise OutputError for what might never end, such as a device or a pipe."""
    # defense store.no_pipe: a pipe or a device in the place of a file does not stop a batch
    _check_place(path)
    file = FileIO(path, opener=lambda name, flags: os.open(name, flags | _AT_ONCE))
    try:
        # Something else may have got the name meanwhile.
        _check_kind(path, os.fstat(file.fileno()).st_mode)
    except OutputError:
        file.close()
        raise
    return file


def _mode(path: Path) -> int | None:
    """Return the permissions of a file; on Windows they only say that it may not be replaced."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None
    # defense store.private: a file that only its owner may read stays so
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) and not _WINDOWS else None


def _not_read(path: Path, error: OSError) -> OutputError:
    found = not_written(path, error, "cannot be read")
    too_many = error.errno in (errno.EMFILE, errno.ENFILE)
    return found if too_many and isinstance(found, FullError) else OutputError(found.problems)


def _in_threads(call: Callable[[Sequence[str]], list[_T]], names: Sequence[str], threads: int) -> list[_T]:
    """Return what a call makes of all names; each thread is given its part of them at once.

    To be handed each name by itself would take longer than to read a file.
    """
    if threads <= 1:
        return call(names)
    with ThreadPoolExecutor(threads) as pool:
        return [each for part in pool.map(call, [names[start::threads] for start in range(threads)]) for each in part]
