"""The file of a journal: begun whole, told from files of others, moved aside when it is damaged, and never lost."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from jdgen.errors import FullError, OutputError, Place, Problem, not_written
from jdgen.writer import A_DEVICE, A_FOLDER

VERSION = 1
_APPLICATION = 0x6A64676E
"""`jdgn`, at byte 68: a file of SQLite without it is somebody else's."""
_MAGIC = b"SQLite format 3\0"
_USUAL = ".jdgen"
"""Whatever is called a journal in a folder of this name is ours, even if nothing of it can be read."""
_SECONDS = 1.0
_LOGS = ("-wal", "-journal")
_BESIDE = (*_LOGS, "-shm")
_LOG = re.compile(rb"\x37\x7f\x06[\x82\x83]|\xd9\xd5\x05\xf9\x20\xa1\x63\xd7|\0{8}|\Z")
"""How what SQLite logs begins; with zeros as long as it is not on the disk."""
_ANOTHER = "name another file with `--journal FILE`"
_SCHEMA = """
CREATE TABLE about (journal TEXT NOT NULL);
CREATE TABLE needs (id INTEGER PRIMARY KEY, files TEXT NOT NULL);
CREATE TABLE rows (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL, files TEXT NOT NULL,
    before TEXT NOT NULL, needs INTEGER NOT NULL, source TEXT NOT NULL, number INTEGER NOT NULL
);
"""
_FAULT = "cannot be written: the disk reports an error, or a file may not be as large (`ulimit -f`)"
_DAMAGED = frozenset(
    getattr(sqlite3, f"SQLITE_{name}") for name in ("CORRUPT", "NOTADB", "ERROR", "FORMAT", "TOOBIG", "SCHEMA")
)
_SAID = {
    sqlite3.SQLITE_FULL: (FullError, "cannot be written: no space left on the disk", ""),
    sqlite3.SQLITE_READONLY: (FullError, "cannot be written: it is read-only", ""),
    sqlite3.SQLITE_PERM: (FullError, "cannot be written: not permitted", ""),
    sqlite3.SQLITE_CANTOPEN: (FullError, "cannot be opened: not permitted, or too many files are open", ""),
    sqlite3.SQLITE_BUSY: (OutputError, "is open in another program", "close it there"),
    sqlite3.SQLITE_LOCKED: (OutputError, "is open in another program", "close it there"),
    sqlite3.SQLITE_IOERR: (OutputError, _FAULT, ""),
}


class Damaged(Exception):  # noqa: N818 - it is mended here, and nobody sees it
    """What the file says makes no sense."""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Say the errors of SQLite as ours; Damaged where the file is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except UnicodeDecodeError as error:
        # SQLite quotes what it cannot read.
        raise Damaged(str(error)) from None
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        # A table that is not there, or a text that is no UTF-8, is no fault of a disk.
        if code in _DAMAGED:
            raise Damaged(str(error)) from None
        kind, said, hint = _SAID.get(code, (OutputError, f"cannot be used: {error}", ""))
        raise kind(Problem(said, Place(path.as_posix()), hint)) from None


def ready(path: Path) -> None:
    """Begin a journal where there is none; raise OutputError over somebody else's file, Damaged over a bad one."""
    try:
        if not has_begun(path):
            _begin(path)
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise not_written(path, error, "cannot be opened") from None
    # defense journal.ours: a file of somebody else is not used as a journal
    if not head.startswith(_MAGIC) or head[68:72] != _APPLICATION.to_bytes(4, "big"):
        if path.parent.name == _USUAL:
            raise Damaged("the beginning is not that of a journal")
        raise OutputError(Problem("is not a journal of jdgen, and is left as it is", Place(path.as_posix()), _ANOTHER))


def has_begun(path: Path) -> bool:
    """Return whether something stands there already; raise OutputError where it, or what lies beside it, is no file."""
    if path.is_dir():
        raise OutputError(Problem(A_FOLDER, Place(path.as_posix())))
    if path.exists() and not path.is_file():
        raise OutputError(Problem(A_DEVICE, Place(path.as_posix())))
    # SQLite takes whatever has the name of its log, and so it must be one.
    for ending in _LOGS if path.parent.name != _USUAL else ():
        beside = path.with_name(path.name + ending)
        if os.path.lexists(beside) and not _is_log(beside):
            raise OutputError(Problem(f"`{beside.name}` is in the way", Place(path.as_posix()), _ANOTHER))
    return path.exists() and path.stat().st_size > 0


def _is_log(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _LOG.match(file.read(8)) is not None


def _begin(path: Path) -> None:
    """Begin a journal elsewhere and give it its name when it is whole, so that none is ever there in part."""
    # SQLite would read into the new file what was logged for the old one.
    for ending in _BESIDE if path.parent.name == _USUAL else _LOGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    # defense journal.whole: no journal is ever there in part
    part = path.with_name(f".{sha256(os.fsencode(path.name)).hexdigest()[:8]}.part")
    part.unlink(missing_ok=True)
    try:
        with told(path), contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            with connection:
                connection.executescript(f"BEGIN; {_SCHEMA}")
                connection.execute("INSERT INTO about VALUES (?)", (os.urandom(6).hex(),))
        os.replace(part, path)  # noqa: PTH105 - Path.replace is the same call with less to patch in tests
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def connected(path: Path) -> sqlite3.Connection:
    """Return the one connection to a journal that is there, checked; what a killed run logged is taken over."""
    with told(path):
        connection = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
        try:
            _check(connection, path)
            return connection
        except (sqlite3.Error, OutputError, Damaged):
            connection.close()
            raise


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    # defense journal.later: a journal of a later jdgen is left as it is
    if version > VERSION:
        said = "was written by a later jdgen, and is left as it is"
        raise OutputError(Problem(said, Place(path.as_posix()), f"update jdgen, or {_ANOTHER}"))
    if version < VERSION:
        raise Damaged("its version is none that there was")
    # defense journal.checked: a damaged journal is found when it is opened
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged("SQLite finds faults in it")


def copied(path: Path, folder: Path) -> Path:
    """Copy a journal into a folder, with what a killed run logged, and return the copy; it is named as the journal."""
    copy = folder / (_USUAL if path.parent.name == _USUAL else "copy") / path.name
    try:
        copy.parent.mkdir()
        for ending in ("", *_LOGS):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
    except OSError as error:
        raise not_written(path, error, "cannot be copied to be read") from None
    return copy


def aside(path: Path) -> Path:
    """Give a damaged journal a name that nothing has, with what SQLite logged beside it, and return that."""
    kept, count = path.with_name(f"{path.name}.damaged"), 1
    while os.path.lexists(kept):
        count += 1
        kept = path.with_name(f"{path.name}.damaged-{count}")
    try:
        for ending in (*(_BESIDE if path.parent.name == _USUAL else _LOGS), ""):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))
    except OSError as error:
        raise not_written(path, error, "is damaged, and cannot be moved aside") from None
    return kept
