"""The files that rows are made from, by names that hold on this machine tomorrow, and the hashes of their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from jdgen import resources
from jdgen.batch.jobs import Need

_OURS = "jdgen:"
"""How the names of files begin that come with jdgen, wherever it is installed."""


class Files:
    """The hashes of files, each read once; names count from `base`, so that a project can be moved as a whole."""

    def __init__(self, base: Path) -> None:
        self.base = base.absolute()
        self._ours = {name: folder.absolute() for name, folder in _folders().items()}
        self._known: dict[Path, Need] = {}
        self._names: dict[Path, str] = {}

    def named(self, path: Path) -> str:
        """Return the name of a file: from the base, or from the folders that come with jdgen."""
        if path not in self._names:
            self._names[path] = self._name(path)
        return self._names[path]

    def _name(self, path: Path) -> str:
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept, and `..` is not
        for name, folder in self._ours.items():
            if whole.is_relative_to(folder):
                return f"{_OURS}{name}/{whole.relative_to(folder).as_posix()}"
        try:
            return Path(os.path.relpath(whole, self.base)).as_posix()
        except ValueError:  # another drive of Windows
            return whole.as_posix()

    def need(self, path: Path) -> Need:
        """Return the name of a file with the hash of what it holds now, or of the names in a folder."""
        if path not in self._known:
            self._known[path] = Need(self.named(path), _hash(path))
        return self._known[path]

    def same(self, needs: Iterable[Need]) -> bool:
        """Return whether the files that something was made from hold what they held then."""
        # defense needs.changed: a row whose files changed is made again
        return all(self.need(self._path(need.path)).sha256 == need.sha256 for need in needs)

    def _path(self, name: str) -> Path:
        if name.startswith(_OURS):
            root, _, rest = name.removeprefix(_OURS).partition("/")
            return self._ours[root] / rest if root in self._ours else Path(name)
        return Path(os.path.normpath(self.base / name))


def _folders() -> dict[str, Path]:
    return {"profiles": resources.profiles(), "templates": resources.templates()}


def _hash(path: Path) -> str:
    """Return the hash of a file, or of the names in a folder; an empty text where neither can be read."""
    try:
        if path.is_dir():
            return sha256("\n".join(sorted(os.listdir(path))).encode(errors="surrogateescape")).hexdigest()  # noqa: PTH208
        # Opening a pipe or a device could wait for ever.
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""
