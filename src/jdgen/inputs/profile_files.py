"""The files of roles and families in a folder of profiles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from jdgen.errors import InputError, Place, Problem

FAMILY = "family"
SUFFIXES = (".yaml", ".yml", ".json")
# defense library.files: a folder of very many files is not gone through again and again
MOST_FILES = 5_000


def roles_in(folder: Path) -> Iterator[Path]:
    """Yield the roles of a folder: those in its families, and those that stand in it without one."""
    for pattern in ("*/*", "*"):
        yield from (path for path in files_in(folder, pattern) if path.stem != FAMILY and path.is_file())


def files_in(folder: Path, pattern: str) -> Iterator[Path]:
    """Return the files of profiles that a pattern finds, in order; raise InputError where they are too many."""
    # macOS keeps what other file systems cannot store of a file in `._name.yaml`.
    # defense library.hidden: what a system keeps beside a file is no role
    seen = (path for path in folder.glob(pattern) if not path.name.startswith("."))
    known = list(islice((path for path in seen if path.suffix.lower() in SUFFIXES), MOST_FILES + 1))
    if len(known) > MOST_FILES:
        said = f"holds more than {MOST_FILES:,} files of profiles"
        raise InputError(Problem(said, Place(folder.as_posix()), "give a folder of profiles alone"))
    return iter(sorted(known, key=lambda path: (path.with_suffix(""), SUFFIXES.index(path.suffix.lower()))))
