"""Files on disk: whole or not at all, and never over somebody's work."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jdgen.documents.facts import Record
from jdgen.errors import OutputError, PartialOutputError, Place, Problem, not_written

A_FOLDER = "is a folder, not a file"
A_DEVICE = "is a device or a pipe, not a file"
A_LOOSE_LINK = "is a link that leads nowhere"
_PART_BYTES = 36
_NAME_BYTES = 180
"""Most file systems take 255 with the suffix; some programs add to the name."""
_HASH_LENGTH = 8
_ELSEWHERE = "`--out DIR` writes elsewhere"
"""How else a file in the way is kept, by a command that names its files itself."""
_NEXT_TIME = "move it or delete it; it is made again with the next save"
"""What to do about a file in the way of a command that runs on, into which nothing can be typed."""


def file_name(record: Record, kind: str, suffix: str) -> str:
    """Return `{company}-{role}[-{requisition}]-{document}[-{variant}].{suffix}`; it may begin with the role.

    A name that would be too long ends in a hash of all of it.
    """
    parts = [slug(part) for part in (record.company, record.role, record.requisition) if part]
    name = "-".join([*parts, kind, *(slug(part) for part in record.variant)])
    # defense writer.long_name: a long name stays within what file systems take, and stands for one document
    if len(name.encode()) > _NAME_BYTES:
        name = _cut(name, _NAME_BYTES, name)
    return f"{name}.{suffix}"


def slug(text: str) -> str:
    """Return the text as part of a file name: letters of any script and digits, lower case; a hash if none is left."""
    folded = unicodedata.normalize("NFC", text.lower())
    # Marks belong to their letters: many scripts write vowels with them.
    # defense writer.slug: no value leads a file out of its folder
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in folded)
    name = re.sub("-+", "-", kept).strip("-")
    if len(name.encode()) > _PART_BYTES:
        return _cut(name, _PART_BYTES, text)
    return name or _hash(text)


def _cut(name: str, size: int, whole: str) -> str:
    """Return the beginning of a name and a hash of the whole text that it stands for, within a number of bytes."""
    room = size - _HASH_LENGTH - 1
    return f"{name.encode()[:room].decode(errors='ignore').strip('-')}-{_hash(whole)}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_HASH_LENGTH]


@dataclass(slots=True)
class _Job:
    path: Path
    data: bytes
    taken: str = ""
    """What is wrong with overwriting what stands there, if something does."""
    old: bytes | None = None
    mode: int | None = None
    staged: Path | None = None
    kept: Path | None = None
    """A second name of what stands there, from which it is put back."""
    placed: bool = False
    force: bool = False
    """Whether what stands there may be overwritten."""
    hint: str = ""
    """What to do where something else stands there."""


def write(
    files: Mapping[str, bytes],
    folder: Path,
    *,
    force: bool | Callable[[Path, bytes], bool] = False,
    dry_run: bool = False,
    elsewhere: str = _ELSEWHERE,
) -> list[Path]:
    """Write all named files, or none, and return their paths; raise OutputError rather than lose other content.

    A name may lead to another folder. Each file is staged beside its place, flushed to the disk and moved there in one
    step; if a move fails, what was moved before it is put back, and PartialOutputError names what could not be. The
    same bytes count as written. A dry run only looks. `elsewhere` says how a file in the way is kept. `force` may
    decide for each file, from its path and what it holds.
    """
    for each in dict.fromkeys([folder, *((folder / name).parent for name in files)]):
        _check_folder(each)
    jobs = [_look(folder / name, data) for name, data in files.items()]
    for job in jobs:
        job.hint = _NEXT_TIME if callable(force) else f"`--force` overwrites it, {elsewhere}"
        job.force = force(job.path, job.old or b"") if callable(force) else force
    changed = [job for job in jobs if job.old != job.data]
    # defense writer.taken: a file of somebody's is not overwritten unless they say so
    taken = [job for job in changed if job.taken and not job.force]
    if taken:
        raise OutputError([Problem(job.taken, _place(job.path), job.hint) for job in taken])
    if not dry_run:
        _write_all(folder, changed)
    return [job.path for job in jobs]


def write_private(path: Path, data: bytes, like: Path) -> None:
    """Write a file over what stands there; a new one gets the permissions of another file, as its words come from it.

    Raise OutputError if it cannot be written.
    """
    _check_folder(path.parent)
    job = _look(path, data)
    if job.mode is None:
        with contextlib.suppress(OSError):
            # Who writes it must be able to change it.
            job.mode = (stat.S_IMODE(like.stat().st_mode) & 0o666) | stat.S_IRUSR | stat.S_IWUSR
    job.force = True
    if job.old != data:
        _write_all(path.parent, [job])


def _place(path: Path) -> Place:
    return Place(path.as_posix())


def make_folder(folder: Path) -> None:
    """Make a folder with those that it is in; raise OutputError where it cannot be."""
    _check_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from None


def _check_folder(folder: Path) -> None:
    """Refuse a folder that is a file, or would stand in one."""
    there = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), None)
    if there is not None and not there.is_dir():
        raise OutputError(Problem("is a file, not a folder", _place(there)))


def _look(path: Path, data: bytes) -> _Job:
    """Return the job of a file with what stands there now; refuse what is no file."""
    try:
        if path.is_dir():
            raise OutputError(Problem(A_FOLDER, _place(path)))
        if path.is_file():
            mode = stat.S_IMODE(path.stat().st_mode)
            return _Job(path, data, "exists with other content", path.read_bytes(), mode)
        # defense writer.device: a device or a pipe is not written over
        if path.exists():
            raise OutputError(Problem(A_DEVICE, _place(path)))
        return _Job(path, data, A_LOOSE_LINK if path.is_symlink() else "")
    except OSError as error:
        raise not_written(path, error) from None


def _write_all(folder: Path, jobs: list[_Job]) -> None:
    for each in dict.fromkeys([folder, *(job.path.parent for job in jobs)]):
        make_folder(each)
    done = False
    problems: list[Problem] = []
    try:
        for job in jobs:
            job.staged = _staged(job.path, job.data, job.mode)
        for job in jobs:
            job.kept = _kept(job)
        for job in jobs:
            if job.staged:
                _place_file(job, job.staged)
        done = True
    except OutputError as error:
        problems.extend(error.problems)
        raise
    finally:
        # defense writer.all_or_none: what was moved before a move failed is put back
        lost = [] if done else [problem for job in jobs if job.placed for problem in _put_back(job)]
        # defense writer.leftovers: no staged file stays behind
        for path in (path for job in jobs for path in (job.staged, job.kept) if path):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        if lost:
            raise PartialOutputError([*problems, *lost])


def _beside(path: Path) -> Path:
    """Return a new name in the same folder, so that moving from it is one step."""
    return path.with_name(f".{os.urandom(4).hex()}.part")


def _staged(path: Path, data: bytes, mode: int | None) -> Path:
    """Return a new file beside `path` that holds the data; without a mode, the user's umask decides it."""
    # defense writer.staged: a file is written beside its place and moved there whole
    staged = _beside(path)
    try:
        fill(staged, data, mode)
    except OSError as error:
        raise not_written(path, error) from None
    return staged


def fill(path: Path, data: bytes, mode: int | None = None, *, flush: bool = True) -> None:
    """Write a new file, whole and brought to the disk, or none; raise OSError."""
    file = path.open("xb")
    try:
        with file:
            # defense writer.private: a file that only its owner may read never stands there readable
            if mode is not None:
                # Before the first byte: what was private stays so.
                path.chmod(mode)
            file.write(data)
            file.flush()
            # defense writer.flushed: what has its name is on the disk, also after the power fails
            if flush:
                os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _kept(job: _Job) -> Path | None:
    """Return a second name of what stands there now, or of a copy where the file system has one name for a file."""
    if not job.taken:
        return None
    kept = _beside(job.path)
    try:
        os.link(job.path, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return None if job.old is None else _staged(job.path, job.old, job.mode)
    return kept


def _place_file(job: _Job, staged: Path) -> None:
    try:
        if job.force:
            # defense writer.link: a link is replaced itself, and what it leads to stays
            # A link is replaced itself; what it points to stays as it is.
            os.replace(staged, job.path)  # noqa: PTH105 - Path.replace is the same call with less to patch in tests
        else:
            _place_new(staged, job.path)
    except FileExistsError:
        # It was not there when all files were looked at.
        raise OutputError(Problem("exists with other content", _place(job.path), job.hint)) from None
    except OSError as error:
        raise not_written(job.path, error) from None
    job.placed = True


def _place_new(staged: Path, path: Path) -> None:
    """Give the staged file its name unless something has that name; a move would overwrite it."""
    try:
        # defense writer.raced: a file that appeared meanwhile is not overwritten
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has links.
        if os.path.lexists(path):
            raise FileExistsError from None
        os.replace(staged, path)  # noqa: PTH105 - as above


def _put_back(job: _Job) -> Iterator[Problem]:
    """Undo a move; yield what could not be undone."""
    try:
        if job.kept:
            os.replace(job.kept, job.path)  # noqa: PTH105 - as above
        else:
            job.path.unlink(missing_ok=True)
    except OSError as error:
        said = f"was written and cannot be put back: {(error.strerror or 'failed').lower()}"
        yield Problem(said, _place(job.path), f"what stood there is `{job.kept.name}`" if job.kept else "")
        job.kept = None
