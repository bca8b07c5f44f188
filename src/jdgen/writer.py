"""Files on disk: whole or not at all, and never over somebody's work."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jdgen.documents.tree import Record
from jdgen.errors import OutputError, Place, Problem

_PART_BYTES = 36
_HASH_LENGTH = 8


def file_name(record: Record, kind: str, suffix: str) -> str:
    """Return `{company}-{role}[-{requisition}]-{document}.{suffix}`; without a company it begins with the role."""
    parts = [slug(part) for part in (record.company, record.role, record.requisition) if part]
    return f"{'-'.join([*parts, kind])}.{suffix}"


def slug(text: str) -> str:
    """Return the text as part of a file name: letters of any script and digits, lower case; a hash if none is left."""
    folded = unicodedata.normalize("NFC", text.lower())
    # Marks belong to their letters: many scripts write vowels with them.
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in folded)
    name = re.sub("-+", "-", kept).strip("-")
    digest = sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
    if len(name.encode()) > _PART_BYTES:
        room = _PART_BYTES - _HASH_LENGTH - 1
        return f"{name.encode()[:room].decode(errors='ignore').strip('-')}-{digest}"
    return name or digest


@dataclass(slots=True)
class _Job:
    path: Path
    data: bytes
    old: bytes | None
    staged: Path | None = None
    placed: bool = False


def write(files: Mapping[str, bytes], folder: Path, *, force: bool = False, dry_run: bool = False) -> list[Path]:
    """Write all named files, or none, and return their paths; raise OutputError rather than lose other content.

    Each file is staged in the same folder, flushed to the disk and moved into place in one step; if a move fails,
    what was moved before it is put back. The same bytes count as written. A dry run only looks.
    """
    jobs = [_Job(folder / name, data, _present(folder / name)) for name, data in files.items()]
    changed = [job for job in jobs if job.old != job.data]
    if not force:
        hint = "`--force` overwrites it, `--out DIR` writes elsewhere"
        kept = [job for job in changed if job.old is not None]
        if kept:
            raise OutputError([Problem("exists with other content", _place(job.path), hint) for job in kept])
    if not dry_run:
        _write_all(folder, changed)
    return [job.path for job in jobs]


def _place(path: Path) -> Place:
    return Place(path.as_posix())


def _present(path: Path) -> bytes | None:
    try:
        if path.is_dir():
            raise OutputError(Problem("is a folder, not a file", _place(path)))
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise _failed(path, error) from None


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(Problem(f"cannot be written: {(error.strerror or 'failed').lower()}", _place(path)))


def _write_all(folder: Path, jobs: list[_Job]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(Problem("is a file, not a folder", _place(folder))) from None
    except OSError as error:
        raise _failed(folder, error) from None
    done = False
    try:
        for job in jobs:
            job.staged = _staged(job.path, job.data)
        for job in jobs:
            _place_file(job)
        done = True
    finally:
        for job in jobs:
            if job.staged:
                with contextlib.suppress(OSError):
                    job.staged.unlink(missing_ok=True)
            if not done and job.placed:
                _put_back(job)


def _staged(path: Path, data: bytes) -> Path:
    """Return a new file beside `path` that holds the data; its mode follows the user's umask."""
    staged = path.with_name(f".{os.urandom(4).hex()}.part")
    try:
        with staged.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
        raise _failed(path, error) from None
    return staged


def _place_file(job: _Job) -> None:
    if job.staged is None:
        return
    try:
        # A link is replaced itself; what it points to stays as it is.
        os.replace(job.staged, job.path)  # noqa: PTH105 - Path.replace is the same call with less to patch in tests
    except OSError as error:
        raise _failed(job.path, error) from None
    job.placed = True


def _put_back(job: _Job) -> None:
    with contextlib.suppress(OSError):
        if job.old is None:
            job.path.unlink(missing_ok=True)
        else:
            job.path.write_bytes(job.old)
