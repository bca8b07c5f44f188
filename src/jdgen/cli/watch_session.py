"""One session of `--watch`: what is watched, what was written, and what has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

USUAL_INTERVAL = 0.3
"""How many seconds lie between two looks."""
_SETTLE = 0.15
"""How long nothing may change before a run: an editor saves in several steps, and people save several files."""
_PATIENCE = 1.0
"""How long a file may be gone, or empty, before that is what the run says."""
_LONGEST = 3.0
"""How long a run waits for files that change again and again."""
# defense watch.files: a folder with very many files is not watched file by file
MOST_FILES = 2000
"""A folder of more files is not looked through to its end; what was read of it is watched all the same."""


class State(NamedTuple):
    """What tells one state of a file from another without reading it."""

    changed: int
    size: int
    inode: int


Seen = dict[Path, State | None]
"""Files and their states; of one that is not there, None."""


def state(path: Path) -> State | None:
    """Return the state of a file, or None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return State(found.st_mtime_ns, found.st_size, found.st_ino)


def look(paths: Iterable[Path], crowded: list[Path] | None = None) -> Seen:
    """Return the states of files, and of those in folders; add those folders to `crowded` that have too many."""
    found: Seen = {}
    for path in paths:
        folder = os.path.isdir(path)  # noqa: PTH112 - says no where it cannot look
        held = list(islice(_inside(path), MOST_FILES + 1)) if folder else [path]
        if len(held) > MOST_FILES and crowded is not None:
            crowded.append(path)
        found.update((file, state(file)) for file in held[:MOST_FILES])
    return found


def _inside(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # Editors and we stage what they write in hidden files.
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(parent, name)


def differing(one: Seen, other: Seen) -> list[Path]:
    """Return the files whose states differ."""
    return [path for path in sorted({*one, *other}) if one.get(path) != other.get(path)]


@dataclass(slots=True)
class Session:
    """What is watched, what was written, and whether that may be overwritten.

    `named` are the files and folders that are watched whatever is read. `wait` takes the seconds that pass between two
    looks.
    """

    named: tuple[Path, ...] = ()
    force: bool = False
    interval: float = USUAL_INTERVAL
    wait: Callable[[float], None] = time.sleep
    seen: Seen = field(default_factory=dict)
    watched: set[Path] = field(default_factory=set)
    written: dict[Path, bytes] = field(default_factory=dict)
    fresh: list[Path] = field(default_factory=list)
    """The files that the last run wrote and that were not so before."""
    crowded: list[Path] = field(default_factory=list)
    """Folders of too many files."""
    _told: set[Path] = field(default_factory=set)

    def begin(self) -> None:
        """Look at everything that is known, before a run: what changes during it is not missed."""
        self.watched.update(self.named)
        self.fresh, self.crowded, self._told = [], [], set()
        self.seen = look(self.watched, self.crowded)
        # What somebody took away is made anew.
        self.written = {path: digest for path, digest in self.written.items() if os.path.lexists(path)}

    @property
    def there(self) -> list[Path]:
        """Return the watched files that are there."""
        return [path for path, held in self.seen.items() if held]

    def tell(self, path: Path) -> None:
        """Remember a file that is about to be read."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 - a link to a file stays where it is
        if path not in self._told:
            self._told.add(path)
            self.seen.setdefault(path, state(path))

    def end(self, *, whole: bool) -> None:
        """Settle what is watched; a run that failed may not have come to all of its files."""
        self.watched = {*self.named, *self._told, *(() if whole else self.watched)}
        # What we write is no input, even in a folder that is watched.
        self.seen = {path: held for path, held in self.seen.items() if self._is_input(path)}

    def _is_input(self, path: Path) -> bool:
        inside = any(folder in path.parents for folder in self.named)
        return (path in self.watched or inside) and path not in self.written

    def may_replace(self, path: Path, held: bytes) -> bool:
        """Return whether a file may be overwritten: one of ours while nobody changed it; any other by `--force`."""
        from hashlib import sha256

        mine = self.written.get(Path(os.path.abspath(path)))  # noqa: PTH100 - as above
        return self.force if mine is None else mine == sha256(held).digest()

    def wrote(self, files: Mapping[Path, bytes]) -> list[Path]:
        """Remember what was written, and return the files that are new in this session."""
        from hashlib import sha256

        new: list[Path] = []
        for path, data in files.items():
            whole, digest = Path(os.path.abspath(path)), sha256(data).digest()  # noqa: PTH100 - as above
            if whole not in self.written:
                new.append(path)
            if self.written.get(whole) != digest:
                self.fresh.append(path)
            self.written[whole] = digest
        return new

    def changes(self) -> list[Path]:
        """Wait until something has changed and changes no more, and return what."""
        while True:
            self.wait(self.interval)
            if differing(self.seen, self._now()):
                found = self._settled()
                if found:
                    return found

    def _now(self) -> Seen:
        return {path: held for path, held in look(self.watched).items() if self._is_input(path)}

    def _settled(self) -> list[Path]:
        now, patience, left = self._now(), _PATIENCE, _LONGEST
        while True:
            self.wait(_SETTLE)
            left -= _SETTLE
            later = self._now()
            still = later == now
            now = later
            if not still and left > 0:
                continue
            found = differing(self.seen, now)
            if min(patience, left) <= 0 or not any(self._is_half_saved(path, now) for path in found):
                return found
            patience -= _SETTLE

    def _is_half_saved(self, path: Path, now: Seen) -> bool:
        """Return whether a file is gone, or empty, that held something: as a rule, an editor is about to fill it."""
        before, after = self.seen.get(path), now.get(path)
        return bool(before and before.size) and not (after and after.size)
