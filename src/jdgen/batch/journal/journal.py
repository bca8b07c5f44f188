"""What a batch has made: hashes and paths, one row each, in SQLite; one process writes it."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import sqlite3
import tempfile
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from jdgen.batch.jobs import Need
from jdgen.batch.journal import journal_file
from jdgen.batch.journal.journal_file import Damaged
from jdgen.errors import FullError, OutputError, Place, Problem, not_written
from jdgen.lock import held
from jdgen.writer import make_folder

State = Literal["placing", "done", "failed"]
_STATES = frozenset(get_args(State))
_TRIES = 10
"""Half a second: who has it is at work for minutes, unless it is just ending."""
_LOT = 500
"""How many rows are parsed at once: each by itself takes twice as long."""
_MOST = 1 << 60
"""The numbers of rows begin at 1, and are never used up."""
_PUT = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_AGAIN = "run it again, or name another file with `--journal FILE`"
_NAME = re.compile("[0-9a-f]{12}")


class KeptFile(NamedTuple):
    """A file as we last wrote it; `document` and `format` as in the pipeline."""

    name: str
    document: str
    format: str
    sha256: str
    size: int


class Kept(NamedTuple):
    """What the journal knows of a row; `table` is the hash of the table's path, `number` its number there.

    While a row is `placing`, its files may have the bytes of `files` or those of `before`.
    """

    key: str
    digest: str
    state: State
    files: tuple[KeptFile, ...] = ()
    before: tuple[KeptFile, ...] = ()
    needs: tuple[Need, ...] = ()
    table: str = ""
    number: int = 0


class Journal:
    """The rows of all runs into one place, by their keys; a context manager that closes what it opened.

    Another run that holds it is an OutputError that names the process. A file that is no journal, or one of a later
    version, is an OutputError too, and is left as it is; a damaged one is moved aside, and `damaged` says where to.
    `run` is the name of this run: the part before `-` is the journal's, and the same for all runs with it.

    The power may fail: rows that are `placing` are on the disk before their files get names; the last `done` may be
    lost. SQLite's log needs no memory that processes share, since nobody else reads the journal meanwhile, and so works
    on a network disk; where there can be no log, every change is flushed.
    """

    damaged: Path | None = None
    _is_told = False
    """Whether it was told that the file is gone; closing need not say it again."""

    def __init__(self, path: Path) -> None:
        # SQLite logs beside the file itself, and there must the lock be.
        self._path = Path(os.path.realpath(path)) if path.is_symlink() else path
        self._closed = False
        make_folder(self._path.parent)
        with ExitStack() as stack:
            stack.enter_context(held(self._path, _TRIES))
            try:
                self._open(stack)
            except Damaged:
                self.damaged = journal_file.aside(self._path)
                with self._told():
                    self._open(stack)
            self._stack = stack.pop_all()

    def _open(self, stack: ExitStack) -> None:
        self._next = 1
        self._ids: dict[str, int] = {}
        self._sets: dict[tuple[Need, ...], int] = {(): 0}
        self._unused: list[int] = []
        self._last_set = 0
        journal_file.ready(self._path)
        self._connection = connection = journal_file.connected(self._path)
        try:
            with journal_file.told(self._path):
                self._logs = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
                found = connection.execute("SELECT journal FROM about").fetchone()
                if not found or not _NAME.fullmatch(str(found[0])):
                    raise Damaged("it has no name")
                self.run = f"{found[0]}-{os.urandom(4).hex()}"
                self._read: dict[str, Kept] | None = self._all()
                self._file = os.stat(self._path)  # noqa: PTH116 - once for each group of rows, and this is quicker
        except (Damaged, OutputError):
            connection.close()
            raise
        stack.callback(connection.close)

    def rows(self) -> Mapping[str, Kept]:
        """Return every row by its key."""
        with self._told(), journal_file.told(self._path):
            rows = self._all() if self._read is None else self._read
        # Whoever asked has it now, and it need not be kept twice.
        self._read = None
        return rows

    def _all(self) -> dict[str, Kept]:
        """Return every row, and remember which number each has, and each set of files that rows were made from."""
        collects = gc.isenabled()
        # Hundreds of thousands of values come to stay: to look for garbage among them took more than half of the time.
        gc.disable()
        try:
            sets: dict[int, tuple[Need, ...]] = {0: ()}
            for number, text in self._connection.execute("SELECT id, files FROM needs"):
                sets[number] = tuple(map(Need._make, json.loads(text)))
            rows = {row.key: row for row in self._parsed(sets)}
        except (TypeError, ValueError, KeyError, RecursionError) as error:
            raise Damaged(str(error)) from None
        finally:
            if collects:
                gc.enable()
        used = {id(row.needs) for row in rows.values()}
        self._sets = {(): 0} | {needs: number for number, needs in sets.items() if id(needs) in used}
        self._unused = [number for number, needs in sets.items() if number and id(needs) not in used]
        self._last_set = max(sets)
        return rows

    def _parsed(self, sets: Mapping[int, tuple[Need, ...]]) -> Iterator[Kept]:
        cursor = self._connection.execute("SELECT * FROM rows ORDER BY id")
        while lot := cursor.fetchmany(_LOT):
            _, _, _, _, new, old, _, _, _ = zip(*lot, strict=True)
            both = zip(lot, _files(new), _files(old), strict=True)
            for (number, key, digest, state, _, _, needs, table, order), files, before in both:
                typed = type(key) is type(digest) is type(table) is str and type(order) is int
                if not typed or state not in _STATES or not 0 < number < _MOST:
                    raise Damaged("a row makes no sense")
                self._ids[key] = number
                self._next = number + 1
                yield Kept(key, digest, state, files, before, sets[needs], table, order)

    def put(self, rows: Iterable[Kept]) -> None:
        """Keep rows in the place of those of their keys, all or none of them.

        Where any of them is `placing`, they are on the disk when this returns.
        """
        given = {row.key: row for row in rows}
        if not given:
            return
        sets = dict.fromkeys(row.needs for row in given.values() if row.needs not in self._sets)
        new = {needs: number for number, needs in enumerate(sets, self._last_set + 1)}
        ids = {key: self._ids.get(key) or number for number, key in enumerate(given, self._next)}
        with self._change(flush=any(row.state == "placing" for row in given.values())) as connection:
            connection.executemany("DELETE FROM needs WHERE id = ?", [(number,) for number in self._unused])
            connection.executemany(
                "INSERT INTO needs VALUES (?, ?)", [(number, json.dumps(needs)) for needs, number in new.items()]
            )
            numbers = ChainMap(new, self._sets)
            connection.executemany(_PUT, [_line(ids[row.key], row, numbers[row.needs]) for row in given.values()])
        self._sets.update(new)
        self._ids.update(ids)
        self._next += len(given)
        self._last_set += len(new)
        self._unused = []

    def forget(self, keys: Iterable[str]) -> None:
        """Drop rows."""
        given = [key for key in dict.fromkeys(keys) if key in self._ids]
        if not given:
            return
        with self._change(flush=False) as connection:
            connection.executemany("DELETE FROM rows WHERE id = ?", [(self._ids[key],) for key in given])
        for key in given:
            del self._ids[key]

    @contextlib.contextmanager
    def _change(self, *, flush: bool) -> Iterator[sqlite3.Connection]:
        """Change what is kept, all of it or nothing."""
        self._read = None
        self._check_there()
        connection = self._connection
        with self._told(), journal_file.told(self._path):
            connection.execute(f"PRAGMA synchronous = {'FULL' if flush or not self._logs else 'NORMAL'}")
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection

    def _check_there(self) -> None:
        """Raise OutputError where the file has lost its name: what is written into it would be lost with it."""
        try:
            is_there = os.path.samestat(os.stat(self._path), self._file)  # noqa: PTH116 - as above
        except OSError:
            is_there = False
        if not is_there:
            self._is_told = True
            problem = Problem("the journal was removed while it ran", Place(self._path.as_posix()), "run it again")
            raise OutputError(problem)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say that a journal was damaged while it was held: the next run moves it aside."""
        try:
            yield
        except Damaged:
            problem = Problem("is damaged, perhaps by the disk that it is on", Place(self._path.as_posix()), _AGAIN)
            raise OutputError(problem) from None

    def close(self) -> None:
        """Write everything into the one file, and leave none beside it."""
        if self._closed:
            return
        self._closed = True
        with self._stack, self._told(), journal_file.told(self._path):
            if self._logs:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if not self._is_told:
                self._check_there()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def known(path: Path) -> tuple[dict[str, Kept], bool]:
    """Return the rows of a journal and whether it is damaged, and leave it, and what lies beside it, as they are.

    SQLite writes into what it reads: it takes over what a killed run logged. So it is given a copy.
    """
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    with ExitStack() as stack:
        # In a folder that may only be read no run is at work.
        with contextlib.suppress(FullError):
            stack.enter_context(held(path, _TRIES))
        try:
            if not journal_file.has_begun(path):
                return {}, False
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            copy = journal_file.copied(path, folder)
        except OSError as error:
            raise not_written(path, error, "cannot be read") from None
        try:
            with Journal(copy) as journal:
                return dict(journal.rows()), journal.damaged is not None
        except OutputError as error:
            raise type(error)(each._replace(place=Place(path.as_posix())) for each in error.problems) from None


def _files(texts: Iterable[str]) -> list[tuple[KeptFile, ...]]:
    """Return the files of rows."""
    return [tuple(map(KeptFile._make, files)) for files in json.loads(f"[{','.join(texts)}]")]


def _line(number: int, row: Kept, needs: int) -> tuple[object, ...]:
    """Return a row as the table has it."""
    files, before = json.dumps(row.files), json.dumps(row.before)
    return (number, row.key, row.digest, row.state, files, before, needs, row.table, row.number)
