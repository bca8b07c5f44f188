"""What a run reads and makes of its files is kept, so that a row pays for what is its own.

Within one `remembering()` each file is read once: what changes on disk meanwhile is seen by the next run. Outside of it
nothing is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from jdgen.errors import InputError, JdgenError, TemplateError

Value = TypeVar("Value")
Tell = Callable[[Path], None]

NEW, PROVEN = 48, 1024
"""How many values are kept that were asked for once, and how many that were asked for again.

What a single row names is soon forgotten, and does not drive out what all rows share.
"""
_told: ContextVar[Tell | None] = ContextVar("told", default=None)
_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


class _Kept(NamedTuple):
    """A value, or what was wrong with it, and the files that it depends on."""

    value: object
    error: JdgenError | None
    files: tuple[Path, ...]


class Memory:
    """Values by their keys, those that were asked for again apart."""

    __slots__ = ("new", "proven")

    def __init__(self) -> None:
        self.new: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.proven: OrderedDict[Hashable, _Kept] = OrderedDict()

    def find(self, key: Hashable) -> _Kept | None:
        """Return what is kept for a key; from now on it counts as what rows share."""
        if key in self.proven:
            self.proven.move_to_end(key)
            return self.proven[key]
        kept = self.new.pop(key, None)
        if kept is not None:
            self._keep(self.proven, PROVEN, key, kept)
        return kept

    def add(self, key: Hashable, kept: _Kept) -> None:
        """Keep what was made, in place of what was made long ago and never asked for again."""
        self._keep(self.new, NEW, key, kept)

    @staticmethod
    def _keep(held: OrderedDict[Hashable, _Kept], most: int, key: Hashable, kept: _Kept) -> None:
        held[key] = kept
        if len(held) > most:
            held.popitem(last=False)


@contextmanager
def told_of(tell: Tell) -> Iterator[None]:
    """Tell of each file before it is read, also of one that is not there: whoever watches them waits for it."""
    token = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(token)


def tell(path: Path) -> None:
    """Tell of a file to whoever listens."""
    listener = _told.get()
    if listener:
        listener(path)


@contextmanager
def remembering(memory: Memory | None = None) -> Iterator[None]:
    """Keep what is read and made: a snapshot of the files, to which one within another adds.

    A memory that is given goes on where it ended.
    """
    if _memory.get() is not None:
        yield
        return
    token = _memory.set(memory or Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def is_remembering() -> bool:
    """Return whether what is made is kept."""
    return _memory.get() is not None


def remembered(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return the value that is kept for a key, or make it; nobody may change it.

    Its files are told of each time. What was wrong is kept, too, and raised again.
    """
    memory = _memory.get()
    if memory is None:
        return make()
    kept = memory.find(key)
    if kept is None:
        kept = _made(make)
        memory.add(key, kept)
    else:
        # defense memory.files: files are told of also where they were remembered
        for path in kept.files:
            tell(path)
    # defense memory.errors: what was wrong the first time is wrong each time
    if kept.error is not None:
        # An error that is raised twice would keep the frames of both.
        raise type(kept.error)(kept.error.problems) from None
    return cast("Value", kept.value)


def _made(make: Callable[[], object]) -> _Kept:
    """Make a value, and note the files that are told of meanwhile."""
    files: dict[Path, None] = {}

    def note(path: Path) -> None:
        files[path] = None
        outer(path)

    outer = _told.get() or (lambda _: None)
    with told_of(note):
        try:
            return _Kept(make(), None, tuple(files))
        except (InputError, TemplateError) as error:
            return _Kept(None, type(error)(error.problems), tuple(files))
